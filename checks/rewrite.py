"""
Fixed documents → files, and back.

A file is written anew only where a document in it changes, beside itself first and then in its place; all bytes
but those of the fixes stay. In JSON Lines a fix changes a piece of the one string that holds the text: the rest
of the record is not even read as JSON. What was taken stands in a side file, from which `undo_file` puts it back.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

import msgspec

from .decoding import Input, blocks_of, decode, has_surrogates, open_input, unreadable, why_binary
from .document import Document, Problem, printable
from .errors import UsageError
from .fixes import Edit, Fixed, apply, fix_text, inverse
from .json_feeds import Feed
from .records import SourceOptions, add_problems, document_of_file, text_in, with_problems
from .sources import SIDE_FILE_ENDING, STDIN, Source, find_sources, holds_lines, line_limit, read_input, sniff

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from .engine import Checker
    from .findings import FileReport


class Outcome(NamedTuple):
    """What fixing would do, or did, to one document; `why_not` says why it is left as it is, though there are fixes."""

    doc: Document
    report: FileReport
    fixed: Fixed
    why_not: str = ""

    @property
    def changes(self) -> bool:
        """Whether the document becomes another."""
        return bool(self.fixed.edits) and not self.why_not

    @property
    def rules(self) -> Counter[str]:
        """How many edits there are by rule."""
        return Counter(edit.rule for edit in self.fixed.edits)


@dataclass(frozen=True)
class Fixer:
    """The rules, which fixes are wanted, and the share (0 to 1) of a document's words that they may take."""

    checker: Checker
    options: SourceOptions
    unsafe: bool = False
    max_share: float = 0.2

    def look(self, doc: Document, why_not: str = "") -> Outcome:
        """What is to be done to one document."""
        # What rules that give way guess about the rest of a text is no reason to leave a defect in it.
        certain = replace(self.checker, rules_for=lambda doc: self.checker.rules_for(doc).without_guesses)

        def check(text: str) -> FileReport:
            return certain.check(replace(doc, text=text))

        report = self.checker.check(doc)
        fixed = fix_text(doc.text, check, unsafe=self.unsafe, report=check(doc.text))
        if doc.problems and not why_not:
            why_not = f"it could not be read as it should: {doc.problems[0].message}"
        if fixed.share > self.max_share and not why_not:
            why_not = (
                f"{fixed.words:,} of {fixed.of_words:,} words would go ({fixed.share:.0%}, at most {self.max_share:.0%}); "
                "--max-share allows more"
            )
        if not why_not and not fixed.text.strip():
            why_not = "nothing would be left of it"
        return Outcome(doc, report, fixed, why_not if fixed.edits else "")


class Part(NamedTuple):
    """A piece of what a file is to hold, unpacked, with the documents in it, and what to write down of its changes."""

    content: bytes
    outcomes: Sequence[Outcome] = ()
    entries: Sequence[Entry] = ()


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """
    One edit in a side file: where it was made, by which rule, what was taken, and what stands there instead.

    `path` is relative to the side file. `start` and `end` count code points of the text before. `before` and
    `after` are the digests of the whole text. `raw` is how a record's line has what was taken, where that differs.
    """

    path: str
    record: int | None
    rule: str
    start: int
    end: int
    removed: str
    replacement: str
    before: str
    after: str
    raw: str | None = None


NOT_CHANGED = "only text, Markdown and JSON Lines are changed"


def parts_of(found: Input, source: Source, fixer: Fixer) -> Iterator[Part]:
    """A file piece by piece, as it is to be; for kinds that are not changed, only what there would be to do."""
    kind = sniff(found.head) if source.path == STDIN else source.kind
    mark = "\N{ZERO WIDTH NO-BREAK SPACE}".encode(found.encoding) if found.mark_bytes else b""
    if why_binary(found.head) is None and kind == "text" and _is_text_file(source.path):
        yield from _parts_of_text(found, source, fixer, mark)
    elif why_binary(found.head) is None and kind == "jsonl" and holds_lines(found.head) and found.encoding == "UTF-8":
        yield Part(mark)
        yield from _parts_of_lines(found, source, fixer)
    else:
        why_not = NOT_CHANGED if found.encoding == "UTF-8" else f"{NOT_CHANGED}, the last in UTF-8 only"
        for doc in read_input(found, source.path, kind, fixer.options):
            yield Part(b"", [fixer.look(doc, why_not)])


def _is_text_file(path: str) -> bool:
    """Whether a file's name says that it is text or Markdown, or nothing: tables, pages and programs are checked as text too."""
    name = Path(path.lower().removesuffix(".gz"))
    return path == STDIN or name.suffix in ("", ".txt", ".text", ".md", ".markdown")


def _parts_of_text(found: Input, source: Source, fixer: Fixer, mark: bytes) -> Iterator[Part]:
    whole, doc = _text_document(found, source, fixer.options)
    lost = found.encoding != "UTF-8" and has_surrogates(whole)
    outcome = fixer.look(doc, f"it is not valid {found.encoding}" if lost else "")
    new = whole[: len(whole) - len(doc.text)] + outcome.fixed.text
    if outcome.changes and document_of_file(new, path=source.path, options=fixer.options).text != outcome.fixed.text:
        outcome = outcome._replace(why_not="what would then begin the file reads like front matter")
    if outcome.changes:
        yield Part(mark + new.encode(found.encoding, _errors(found)), [outcome], _entries(outcome))
    else:
        yield Part(b"", [outcome])


def _errors(found: Input) -> str:
    """Bytes that are not UTF-8, in front matter say, stay what they are."""
    return "surrogateescape" if found.encoding == "UTF-8" else "strict"


def _text_document(found: Input, source: Source, options: SourceOptions) -> tuple[str, Document]:
    """All of a text file, and the document at its end."""
    data = found.read(4 * options.max_document_chars)
    if data is None:
        return "", Document("", path=source.path, problems=(Problem("oversized-input", "it is too long"),))
    whole, escaped = decode(data)
    doc = document_of_file(whole, path=source.path, options=options, escaped=escaped)
    return whole, add_problems(doc, found.troubles)


def _parts_of_lines(found: Input, source: Source, fixer: Fixer) -> Iterator[Part]:
    seen = False
    for line, docs in _records(found, source, fixer.options):
        seen = seen or bool(docs)
        why_not = "several records stand on its line" if len(docs) > 1 else ""
        outcomes = [fixer.look(doc, why_not) for doc in docs]
        if len(outcomes) != 1 or not outcomes[0].changes:
            yield Part(line, outcomes)
            continue
        outcome = outcomes[0]
        try:
            literal = find_literal(line, outcome.doc.text, fixer.options)
        except CannotError as error:
            yield Part(line, [outcome._replace(why_not=str(error))])
            continue
        new = literal.edited(outcome.fixed.edits)
        if _text_of_line(new, source, fixer.options) == outcome.fixed.text:
            yield Part(new, outcomes, _entries(outcome, literal))
        else:
            yield Part(line, [outcome._replace(why_not="its text would not read as it should")])
    if not seen or found.troubles:  # what concerns the file as a whole is known at its end
        yield Part(b"", [fixer.look(doc) for doc in with_problems(iter(()), found.troubles, source.path)])


def _text_of_line(line: bytes, source: Source, options: SourceOptions) -> str:
    return next(Feed(source.path, options).from_lines(iter([(line, len(line))]), int)).text


def _records(found: Input, source: Source, options: SourceOptions) -> Iterator[tuple[bytes, list[Document]]]:
    """The lines of a feed as they stand there, each with its documents: none, one, or several."""
    feed, limit, record = Feed(source.path, options), line_limit(options), 0
    while line := found.stream.readline():
        docs = []
        for doc in feed.from_lines(iter([(line[:limit], len(line))]), int):
            record += 1
            docs.append(replace(doc, record=record))
        yield line, docs


# The string of a record that holds its text.


class CannotError(Exception):
    """A text cannot be changed, or not be had as it was; the message says why."""


class _String(str):
    """A string of JSON, decoded, that knows where it stands in its line, quotation marks included."""

    __slots__ = ("end", "start")
    start: int
    end: int


class Literal:
    """The string in a line of JSON that is a record's text; it can be changed while every other byte stays."""

    def __init__(self, line: str, start: int, end: int) -> None:
        self._before, self._raw, self._behind = line[:start], line[start:end], line[end:]
        escaped = "\\" in self._raw
        starts = (match.start() for match in _CHARACTER.finditer(self._raw)) if escaped else range(end - start)
        # Where each character of the text begins in what is written.
        self._starts = [*starts, end - start]

    def raw(self, start: int, end: int) -> str:
        """A piece of the text, by code points, as it is written."""
        return self._raw[self._starts[start] : self._starts[end]]

    def edited(self, edits: Sequence[Edit], *, raw: bool = False) -> bytes:
        """The line with edits of the text made; with `raw`, replacements are what is to be written, else they are text."""
        plain = self._raw.isascii()
        written = [
            Edit(
                self._starts[edit.start],
                self._starts[edit.end],
                edit.replacement if raw else json.dumps(edit.replacement, ensure_ascii=plain)[1:-1],
                edit.rule,
            )
            for edit in edits
        ]
        return (self._before + apply(self._raw, written) + self._behind).encode("utf-8", "surrogateescape")


def find_literal(line: bytes, wanted: str, options: SourceOptions) -> Literal:
    """The string in a line that is the record's text, `wanted`; raises CannotError where that is not one string."""
    text = line.decode("utf-8", "surrogateescape")
    start = _skip(text, 0)
    value = _string(text, start) if text[start] == '"' else text_in(_members(text, start, 1)[0], options)
    if isinstance(value, list):
        raise CannotError("its text is a list of paragraphs, not one string")
    if not isinstance(value, _String) or value != wanted:
        raise CannotError("its text could not be found again in the line")
    return Literal(text, value.start + 1, value.end - 1)


_JSON = json.JSONDecoder(parse_int=str, parse_float=str, strict=False)
_BLANKS = re.compile(r"[ \t\r\n]*")

# What one code point may look like in a string of JSON.
_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]",
    re.DOTALL,
)


def _string(text: str, start: int) -> _String:
    value, end = _JSON.raw_decode(text, start)
    string = _String(value)
    string.start, string.end = start, end
    return string


def _members(text: str, start: int, depth: int) -> tuple[dict[str, Any], int]:
    """The members of the valid object that begins at `start`, strings with their places, and where it ends."""
    members: dict[str, Any] = {}
    place = _skip(text, start + 1)
    while text[place] != "}":
        key, place = _JSON.raw_decode(text, place)
        place = _skip(text, _skip(text, place) + 1)  # over the colon
        value: Any
        if text[place] == '"':
            value = _string(text, place)
            place = value.end
        elif text[place] == "{" and depth:
            value, place = _members(text, place, depth - 1)
        else:
            value, place = _JSON.raw_decode(text, place)
        if key in members:
            raise CannotError(f"it has the key '{printable(key)}' twice")
        members[key] = value
        place = _skip(text, place)
        if text[place] == ",":
            place = _skip(text, place + 1)
    return members, place + 1


def _skip(text: str, start: int) -> int:
    match = _BLANKS.match(text, start)
    return match.end() if match else start


# Fixing files.


class FileResult(NamedTuple):
    """
    What became of a file: whether it was written, the documents of which there is something to say, how many
    documents it has, and what went wrong.
    """

    path: str
    changed: bool
    outcomes: Sequence[Outcome]
    documents: int
    trouble: str = ""


def fix_file(source: Source, fixer: Fixer, side_file: Path | None = None) -> FileResult:
    """Make the fixes in a file, if there are any, and write down in the side file what was taken."""
    path = Path(source.file or source.path)
    outcomes: list[Outcome] = []
    entries: list[Entry] = []
    count = done = 0
    trouble = ""
    try:
        with ExitStack() as stack:
            state = _state(path)
            new: _NewFile | None = None
            with path.open("rb") as file:
                found = _input(file, source)
                for part in parts_of(found, source, fixer):
                    count += len(part.outcomes)
                    outcomes += filter(_says_something, part.outcomes)
                    if part.entries and new is None:
                        new = stack.enter_context(_NewFile(path, packed=found.packed))
                        new.copy(done)
                    if new is not None:
                        new.write(part.content)
                    entries += part.entries
                    done += len(part.content)
            if found.troubles:
                outcomes = [outcome._replace(why_not=outcome.why_not or found.troubles[0].message) for outcome in outcomes]
                if not any(
                    outcome.why_not and outcome.fixed.edits for outcome in outcomes
                ):  # who reads on must know all the same
                    trouble = f"it could not be read as it should: {found.troubles[0].message}"
            elif new is not None:
                if not os.access(path, os.W_OK):
                    trouble = "it may not be written to; nothing was changed"
                elif _state(path) != state:
                    trouble = "it was changed while it was read; nothing was changed"
                else:  # first what was taken, then the taking
                    _append(side_file or side_file_of(path), path, entries)
                    new.put()
                    return FileResult(source.path, True, outcomes, count)
    except CannotError as error:
        trouble = str(error)
    except OSError as error:
        trouble = unreadable(error).message
    return FileResult(source.path, False, outcomes, count, trouble)


def look_at(source: Source, fixer: Fixer) -> Iterator[Outcome]:
    """What would be done to the documents of a file or of standard input, without doing it."""
    try:
        with ExitStack() as stack:
            stdin = source.path == STDIN
            file = sys.stdin.buffer if stdin else stack.enter_context(Path(source.file or source.path).open("rb"))
            for part in parts_of(_input(file, source), source, fixer):
                yield from part.outcomes
    except OSError as error:
        yield fixer.look(Document("", path=source.path, problems=(unreadable(error),)))


def _input(file: IO[bytes], source: Source) -> Input:
    troubles: list[Problem] = []
    return open_input(blocks_of(file, troubles), troubles, packed=source.gzip)  # type: ignore[arg-type]


def _says_something(outcome: Outcome) -> bool:
    return bool(outcome.fixed.edits or outcome.fixed.held_back or outcome.report.crashes)


def _state(path: Path) -> tuple[int, int]:
    """By what it is noticed that somebody else writes to a file."""
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size


class _NewFile:
    """
    What a file is to be, written beside it, and put in its place with the same permissions once it is whole.

    Behind a link the file that it leads to is replaced.
    """

    def __init__(self, path: Path, *, packed: bool) -> None:
        self._real = Path(os.path.realpath(path))
        handle, name = tempfile.mkstemp(dir=self._real.parent, prefix=f".{self._real.name[:100]}.")
        self._temporary = Path(name)
        self._file = os.fdopen(handle, "wb")
        # No name and no time in an archive: the same content is the same bytes.
        self._archive = gzip.GzipFile("", "wb", fileobj=self._file, mtime=0) if packed else None

    def __enter__(self) -> _NewFile:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        try:
            if self._archive is not None:
                self._archive.close()
        finally:
            self._file.close()
            self._temporary.unlink(missing_ok=True)

    def write(self, content: bytes) -> None:
        """More of its content, unpacked."""
        (self._archive or self._file).write(content)

    def copy(self, count: int) -> None:
        """The first bytes of the content that stands there now."""
        opened = gzip.open if self._archive is not None else open
        with opened(self._real, "rb") as old:
            while count > 0 and (block := old.read(min(count, 1 << 20))):
                self.write(block)
                count -= len(block)

    def put(self) -> None:
        """Put it in its place."""
        if self._archive is not None:
            self._archive.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        shutil.copymode(self._real, self._temporary)
        self._temporary.replace(self._real)


# Side files: what was taken, and how it comes back.


def side_file_of(path: Path) -> Path:
    """The side file that stands beside a file by default."""
    return path.with_name(path.name + SIDE_FILE_ENDING)


def digest(text: str) -> str:
    """What a text is known by in a side file."""
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _entries(outcome: Outcome, literal: Literal | None = None) -> list[Entry]:
    """An entry of the side file for each edit; the path comes in when it is written."""
    text, record = outcome.doc.text, outcome.doc.record
    before, after = digest(text), digest(outcome.fixed.text)
    entries = []
    for edit in outcome.fixed.edits:
        removed = text[edit.start : edit.end]
        raw = literal.raw(edit.start, edit.end) if literal is not None else removed
        entry = Entry("", record, edit.rule, edit.start, edit.end, removed, edit.replacement, before, after)
        entries.append(entry if raw == removed else msgspec.structs.replace(entry, raw=raw))
    return entries


def _append(side_file: Path, path: Path, entries: Sequence[Entry]) -> None:
    try:
        relative = os.path.relpath(path, side_file.parent).replace(os.sep, "/")
        lines = [msgspec.json.encode(msgspec.structs.replace(entry, path=relative)) + b"\n" for entry in entries]
    except UnicodeEncodeError:
        raise CannotError("its name is not UTF-8 and cannot be written down; rename it") from None
    with side_file.open("ab") as file:
        file.write(b"".join(lines))
        file.flush()
        os.fsync(file.fileno())


class Undone(NamedTuple):
    """What became of a file that was to be as before: how many fixes were taken back, or why none was."""

    path: str
    fixes: int = 0
    trouble: str = ""


def undo(side_file: Path, options: SourceOptions) -> list[Undone]:
    """
    Take back all fixes that a side file has, file by file: a file comes back as it was, or stays as it is.

    What was taken back goes from the side file too, and the side file when nothing is left in it.
    """
    entries = _read_side_file(side_file)
    results, failed = [], set()
    for name in dict.fromkeys(entry.path for entry in entries):
        mine = [entry for entry in entries if entry.path == name]
        try:
            _undo_file(side_file.parent / name, mine, options)
            results.append(Undone(name, len(mine)))
        except (OSError, CannotError) as error:
            results.append(Undone(name, 0, unreadable(error).message if isinstance(error, OSError) else str(error)))
            failed.add(name)
    left = [msgspec.json.encode(entry) + b"\n" for entry in entries if entry.path in failed]
    if left:
        with _NewFile(side_file, packed=False) as new:
            new.write(b"".join(left))
            new.put()
    else:
        side_file.unlink()
    return results


def _read_side_file(side_file: Path) -> list[Entry]:
    try:
        data = side_file.read_bytes()
    except OSError as error:
        raise UsageError(f"{side_file}: {unreadable(error).message}") from error
    entries = []
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            try:
                entries.append(_checked(msgspec.json.decode(line, type=Entry)))
            except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
                raise UsageError(f"{side_file}:{number}: this is no line of a side file of scrapelint fix: {error}") from None
    if not entries:
        raise UsageError(f"{side_file}: it is empty; there is nothing to take back")
    return entries


def _checked(entry: Entry) -> Entry:
    """The same entry; raises ValueError where it cannot have been written by `fix_file`."""
    if not 0 <= entry.start <= entry.end or entry.end - entry.start != len(entry.removed):
        raise ValueError("`start` and `end` do not fit `removed`")
    if not entry.path or "\0" in entry.path:
        raise ValueError("`path` names no file")
    return entry


_CHANGED = "it was changed since it was fixed; nothing was taken back"


def _undo_file(path: Path, entries: Sequence[Entry], options: SourceOptions) -> None:
    """Write a file as it was; raises CannotError where that cannot be known any more."""
    sources, troubles = find_sources([str(path)], options)
    if not sources:
        raise CannotError(troubles[0].message)
    source = sources[0]
    # Of several runs the last one is taken back first.
    runs: dict[int | None, list[list[Entry]]] = {}
    last: Entry | None = None
    for entry in entries:
        # The edits of a run stand in the order of the text: the same run once more begins again.
        same = last is not None and (entry.before, entry.after) == (last.before, last.after) and entry.start >= last.end
        if same and last is not None and entry.record == last.record:
            runs[entry.record][0].append(entry)
        else:
            runs.setdefault(entry.record, []).insert(0, [entry])
        last = entry
    state = _state(path)
    with path.open("rb") as file:
        found = _input(file, source)
        mark = "\N{ZERO WIDTH NO-BREAK SPACE}".encode(found.encoding) if found.mark_bytes else b""
        pieces = _old_text(found, source, runs, options) if None in runs else _old_lines(found, source, runs, options)
        with _NewFile(path, packed=found.packed) as new:
            new.write(mark)
            for piece in pieces:
                new.write(piece)
            if runs:
                raise CannotError(f"it has no record {min(record or 0 for record in runs)} any more; nothing was taken back")
            file.close()
            if _state(path) != state:
                raise CannotError("it was changed while it was read; nothing was taken back")
            new.put()


def _old_text(found: Input, source: Source, runs: dict[int | None, list[list[Entry]]], options: SourceOptions) -> Iterator[bytes]:
    whole, doc = _text_document(found, source, options)
    head, text = whole[: len(whole) - len(doc.text)], doc.text
    for run in runs.pop(None):
        if digest(text) == run[0].after:
            text = apply(text, _inverse(run))
        if digest(text) != run[0].before:
            raise CannotError(_CHANGED)
    yield (head + text).encode(found.encoding, _errors(found))


def _old_lines(
    found: Input, source: Source, runs: dict[int | None, list[list[Entry]]], options: SourceOptions
) -> Iterator[bytes]:
    for old, docs in _records(found, source, options):
        line = old
        for run in runs.pop(docs[0].record, ()) if len(docs) == 1 else ():
            text = _text_of_line(line, source, options)
            if digest(text) == run[0].after:
                try:
                    line = find_literal(line, text, options).edited(_inverse(run, raw=True), raw=True)
                except IndexError:  # the side file names a place behind the end of the text
                    raise CannotError(_CHANGED) from None
                text = _text_of_line(line, source, options)
            if digest(text) != run[0].before:
                raise CannotError(_CHANGED)
        yield line


def _inverse(run: Sequence[Entry], *, raw: bool = False) -> list[Edit]:
    edits = [Edit(entry.start, entry.end, entry.replacement, entry.rule) for entry in run]
    return inverse(edits, [entry.raw if raw and entry.raw is not None else entry.removed for entry in run])
