"""
Files, feeds and standard input → Documents. Broken input becomes a finding, never a traceback.

`find_sources` says what there is to read, `cut` divides large feeds into chunks for several processes,
`read_chunk` gives the documents of one. What a file is comes from its name, and from its first bytes where
the name does not say.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from contextlib import suppress
from fnmatch import translate
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

import msgspec

from .decoding import (
    BLOCK_BYTES,
    GZIP,
    HEAD_BYTES,
    Input,
    blocks_of,
    decode,
    encoding_of,
    open_input,
    unreadable,
    why_binary,
)
from .document import Document, Problem
from .json_feeds import Feed, looks_like_lines
from .records import (
    DEFAULT_ALIASES,
    DEFAULT_EXCLUDE,
    DEFAULT_INCLUDE,
    DEFAULT_OPTIONS,
    SourceOptions,
    add_problems,
    document_from_record,
    document_from_text,
    document_of_file,
    oversized,
    with_problems,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = [
    "DEFAULT_ALIASES",
    "DEFAULT_EXCLUDE",
    "DEFAULT_INCLUDE",
    "SIDE_FILE_ENDING",
    "STDIN",
    "Chunk",
    "PathTrouble",
    "Source",
    "SourceOptions",
    "cut",
    "document_from_record",
    "document_from_text",
    "find_sources",
    "holds_lines",
    "left_out",
    "line_limit",
    "lines_started",
    "read_bytes",
    "read_chunk",
    "read_input",
    "sniff",
]

STDIN = "<stdin>"

# What `scrapelint fix` writes beside a file, to be undone: no document, whatever the settings include.
SIDE_FILE_ENDING = ".scrapelint-fixes.jsonl"

Kind = Literal["text", "json", "jsonl"]

_KINDS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".jl": "jsonl",
}


class Source(msgspec.Struct, frozen=True):
    """
    Something to read: a file, or standard input.

    `path` is shown as the user gave it, with forward slashes. `size` is in bytes, 0 where it is not known.
    `gzip` says that the name or the first bytes are those of a gzip archive. `file` is the name to open where
    the shown one is not it.
    """

    path: str
    size: int = 0
    kind: Kind = "text"
    gzip: bool = False
    file: str | None = None


class PathTrouble(msgspec.Struct, frozen=True):
    """A path with nothing to read, why, and the name of the rule that reports it."""

    path: str
    message: str
    rule: str = "missing-path"


class Chunk(msgspec.Struct, frozen=True):
    """
    A part of a source to be read in one go: all of it, or the lines of an uncompressed feed that start from
    byte `start` on and before byte `end`.
    """

    source: Source
    start: int = 0
    end: int | None = None


# What there is to read.


def find_sources(paths: Sequence[str], options: SourceOptions = DEFAULT_OPTIONS) -> tuple[list[Source], list[PathTrouble]]:
    """
    What stands under these paths, each file once, in the order of the paths and sorted within folders; and
    what is not there.

    A path is a file, a folder, a pattern (`feeds/**/*.jsonl`) or `-` for standard input. Files that are named
    are read whatever they are called; `exclude` holds for what is found in folders and by patterns, `include`
    for what is found in folders.
    """
    finder = _Finder(options)
    for path in paths:
        finder.add(path)
    return finder.sources, finder.troubles


def left_out(path: str, options: SourceOptions = DEFAULT_OPTIONS) -> bool:
    """
    Whether a check of the folders above would not read a path: `exclude` has it or a folder on its way, or it is a
    file that `include` does not have.

    >>> left_out("feeds/.cache/a.txt"), left_out("../feeds/a.txt"), left_out("feeds/table.csv"), left_out("-")
    (True, False, True, False)
    """
    if path == "-":
        return False
    with suppress(ValueError):  # what the folders above the current one are called does not count
        path = str(Path(path).relative_to(Path.cwd()))
    shown = _shown(path)
    excluded = _excluded_by(options)
    heads = (shown[: slash.start()] for slash in re.finditer("/", shown))
    if any(excluded(head) for head in (*heads, shown) if _name(head) not in ("", ".", "..")):
        return True
    return not Path(path).is_dir() and not _any_of(options.include)(shown)


def _excluded_by(options: SourceOptions) -> Callable[[str], bool]:
    return _any_of((*options.exclude, f"*{SIDE_FILE_ENDING}"))


class _Finder:
    """The search through paths, with what was found so far."""

    def __init__(self, options: SourceOptions) -> None:
        self.sources: list[Source] = []
        self.troubles: list[PathTrouble] = []
        self._included = _any_of(options.include)
        self._excluded = _excluded_by(options)
        self._seen: set[str] = set()

    def add(self, path: str) -> None:
        """One path of the command line."""
        if path == "-":
            if STDIN not in self._seen:
                self._seen.add(STDIN)
                self.sources.append(Source(STDIN))
            return
        try:
            mode = Path(path).stat().st_mode
        except (OSError, ValueError) as error:
            if not isinstance(error, FileNotFoundError):
                self._unreadable(path, error)
            elif _WILD.search(path):
                self._add_pattern(path)
            else:
                self._trouble(path, "no such file or folder; check the spelling")
            return
        if stat.S_ISDIR(mode):
            self._add_folder(path)
        elif stat.S_ISREG(mode):
            self._add_file(path)
        else:
            self._trouble(
                path,
                "neither a file nor a folder; send it to standard input and name - to read a pipe or device",
            )

    def _trouble(self, path: str, message: str) -> None:
        self.troubles.append(PathTrouble(_shown(path), message))

    def _unreadable(self, path: str, error: OSError | ValueError) -> None:
        problem = unreadable(error)
        self.troubles.append(PathTrouble(_shown(path), problem.message, problem.rule))

    def _add_folder(self, folder: str) -> None:
        before = len(self.troubles)
        found = [path for path in self._walk(folder) if self._included(path) and not _is_side_file(path)]
        for path in found:
            self._add_file(path)
        if not found and len(self.troubles) == before:
            self._trouble(folder, "no file to check in this folder; include says which names are looked for")

    def _add_pattern(self, pattern: str) -> None:
        wanted = pattern.replace(os.sep, "/")
        base = _WILD.split(wanted)[0].rpartition("/")[0] or ("/" if wanted.startswith("/") else "")
        matches = _path_pattern(wanted).fullmatch
        found = False
        for path in self._walk(base or ".") if Path(base).is_dir() else ():
            tail = path if base else path.removeprefix("./")
            # A pattern that names a folder stands for what is in it, as it would if the shell had read it.
            parents = (tail[: slash.start()] for slash in re.finditer("/", tail))
            if matches(tail) or (self._included(tail) and any(map(matches, parents))):
                self._add_file(tail)
                found = True
        if not found:
            self._trouble(pattern, "no file matches this pattern; check the spelling")

    def _walk(self, root: str) -> list[str]:
        """
        All files under a folder, sorted, without what is excluded.

        A folder is gone into once, whatever symbolic links lead to it; those are followed last, so that files
        are found under their own names.
        """
        found: list[str] = []
        entered: set[str] = set()
        waiting, linked = [root], list[str]()
        while waiting or linked:
            folder = waiting.pop() if waiting else linked.pop()
            real = os.path.realpath(folder)
            if real in entered:
                continue
            entered.add(real)
            try:
                entries = sorted(os.scandir(folder), key=lambda entry: entry.name, reverse=True)
            except OSError as error:
                self._unreadable(folder, error)
                continue
            for entry in entries:
                path = f"{folder.rstrip('/')}/{entry.name}"
                if self._excluded(_shown(path)):
                    continue
                try:
                    if entry.is_dir():
                        (linked if entry.is_symlink() else waiting).append(path)
                    elif entry.is_file():
                        found.append(path)
                    elif entry.is_symlink() and self._included(path):  # a feed kept elsewhere that was not fetched, say
                        self._unreadable(path, OSError(errno.ENOENT, "a symbolic link to a file that is not there"))
                except OSError as error:
                    self._unreadable(path, error)
        return sorted(found, key=lambda path: path.split("/"))

    def _add_file(self, path: str) -> None:
        real = os.path.realpath(path)
        if real in self._seen:
            return
        self._seen.add(real)
        try:
            size = Path(path).stat().st_size
        except OSError:
            size = 0
        kind, gzip = _kind_by_name(path)
        if kind is None:
            kind, gzip = _kind_by_content(path, gzip)
        shown = _shown(path)
        self.sources.append(Source(shown, size, kind, gzip, path if path != shown else None))


# How a line of what `scrapelint fix --record FILE` writes begins, in a file of any name.
_SIDE_FILE_LINE = re.compile(
    rb'\{"path":"(?:[^"\\]|\\.)*","record":(?:null|\d+),"rule":"[^"]+","start":\d+,"end":\d+,"removed":"'
)


def _is_side_file(path: str) -> bool:
    """Whether a file that was found in a folder says what was taken from others: no document either."""
    if not path.endswith((".jsonl", ".ndjson", ".jl")):
        return False
    try:
        with Path(path).open("rb") as file:
            return _SIDE_FILE_LINE.match(file.read(8192)) is not None
    except OSError:
        return False  # whoever reads it will say why it cannot be read


_WILD = re.compile(r"[*?\[]")


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _shown(path: str) -> str:
    r"""
    A path for reports: with forward slashes, without `./` before it, and with escapes for bytes of a name
    that are not UTF-8.

    >>> _shown("./feeds/caf\udce9.txt")
    'feeds/caf\\udce9.txt'
    """
    shown = path.replace(os.sep, "/").encode("utf-8", "backslashreplace").decode()
    while shown.startswith("./") and shown != "./":
        shown = shown[2:]
    return f"./{shown}" if shown == STDIN else shown


def _any_of(patterns: Iterable[str]) -> Callable[[str], bool]:
    """
    Whether a path matches one of the patterns, in upper or lower case: by its name, or from any folder on by those
    that have a slash.
    """
    names, paths = [r"(?!)"], [r"(?!)"]
    for pattern in patterns:
        bare = pattern.replace("\\", "/").rstrip("/").removeprefix("./")
        if "/" in bare:
            paths += [translate(bare), translate(f"*/{bare}")]
        else:
            names.append(translate(bare))
    name_matches = re.compile("|".join(names), re.IGNORECASE).match
    path_matches = re.compile("|".join(paths), re.IGNORECASE).match
    return lambda path: bool(name_matches(_name(path)) or path_matches(path))


def _path_pattern(pattern: str) -> re.Pattern[str]:
    """
    A pattern of paths as a regular expression: `*` stops at a slash, `**` between slashes stands for any
    folders or none.
    """
    parts = []
    names = re.sub(r"(?<![^/])\*\*/(?:\*\*/)+", "**/", pattern).split("/")
    for place, name in enumerate(names):
        last = place == len(names) - 1
        if name == "**":
            parts.append(".*" if last else "(?:[^/]+/)*")
        else:
            parts.append(_name_pattern(name) + ("" if last else "/"))
    return re.compile("".join(parts), re.DOTALL)


def _name_pattern(name: str) -> str:
    """One name of a pattern; stars in a row count as one, so that the expression stays quick."""
    pieces = re.findall(r"\*+|\?|\[!?\]?[^]/]*\]|.", name, re.DOTALL)
    return "".join(
        "[^/]*" if piece[0] == "*"
        else "[^/]" if piece == "?"
        else _set_pattern(piece) if len(piece) > 1
        else re.escape(piece)
        for piece in pieces
    )  # fmt: skip


def _set_pattern(piece: str) -> str:
    """A set of characters such as `[a-c]` or `[!0-9]`; as plain text where it is not one (`[z-a]`)."""
    inner = re.sub(r"([\\\[\]&~|^])", r"\\\1", piece[1:-1].removeprefix("!"))
    expression = f"(?!/)[{'^' if piece[1] == '!' else ''}{inner}]"
    try:
        re.compile(expression)
    except re.error:
        return re.escape(piece)
    return expression


def _kind_by_name(path: str) -> tuple[Kind | None, bool]:
    """What a file's name says it is, None if nothing, and whether it is to be unpacked."""
    name = _name(path.replace(os.sep, "/")).lower()
    bare = name.removesuffix(".gz")
    return _KINDS.get(f".{bare.rpartition('.')[2]}" if "." in bare else ""), bare != name


def _kind_by_content(path: str, packed: bool) -> tuple[Kind, bool]:
    """What a file's first bytes say it is."""
    try:
        with Path(path).open("rb") as file:
            source = open_input(blocks_of(file, []), [])
            return sniff(source.head), packed or source.packed
    except (OSError, ValueError):
        return "text", packed


def sniff(head: bytes) -> Kind:
    r"""
    What the beginning of a file says it is.

    >>> sniff(b'{"text": "a"}\n{"text": "b"}\n'), sniff(b'[{"text": "a"}]'), sniff(b"[Photo] The ferry")
    ('jsonl', 'json', 'text')
    """
    start = head.lstrip()[:1000]
    if start.startswith(b"{") and looks_like_lines(head):
        return "jsonl"
    return "json" if re.match(rb'\{\s*["}]|\[\s*["{]|\[\s*\]\s*$', start) else "text"


# How it is cut and read.


def cut(source: Source, chunk_bytes: int = 4_000_000) -> list[Chunk]:
    """
    A source in chunks of about this size, in order: a large uncompressed feed in several, everything else in
    one.

    Each line of a feed belongs to the chunk in which it starts.
    """
    whole = [Chunk(source)]
    if source.kind != "jsonl" or source.gzip or source.path == STDIN or source.size <= chunk_bytes:
        return whole
    try:
        with Path(source.file or source.path).open("rb") as file:
            head = file.read(HEAD_BYTES + 4)
    except (OSError, ValueError):
        return whole
    encoding, mark_bytes = encoding_of(head)
    begin = head[mark_bytes:][:HEAD_BYTES]
    if head.startswith(GZIP) or encoding != "UTF-8" or why_binary(begin) or not holds_lines(begin):
        return whole
    starts = range(0, source.size, max(1, chunk_bytes))
    return [Chunk(source, start, end) for start, end in zip(starts, [*starts[1:], None], strict=True)]


# A feed of JSON Lines begins with a whole record; this is the beginning of an array, or of an object over
# several lines.
_ONE_PIECE = re.compile(rb"\s*(?:\[|\{[ \t\r]*\n)")


def holds_lines(head: bytes) -> bool:
    """Whether a feed of JSON Lines, by its beginning, has its records on lines."""
    return _ONE_PIECE.match(head) is None


def read_chunk(chunk: Chunk, options: SourceOptions = DEFAULT_OPTIONS, *, stdin: BinaryIO | None = None) -> Iterator[Document]:
    """
    The documents of a chunk, one for each record, also a broken one. Record numbers, and the lines on which records
    start, count from 1 within the chunk.

    Never raises an error because of what is in the file, or because it cannot be read.
    """
    source = chunk.source
    troubles: list[Problem] = []
    if source.path == STDIN:
        blocks = blocks_of(stdin if stdin is not None else sys.stdin.buffer, troubles)
        yield from read_input(open_input(blocks, troubles), STDIN, None, options)
        return
    try:
        file = Path(source.file or source.path).open("rb")  # noqa: SIM115 - closed below; only opening it may fail here
    except (OSError, ValueError) as error:
        yield Document("", path=source.path, problems=(unreadable(error),))
        return
    with file:
        if chunk.start == 0 and chunk.end is None:
            found = open_input(blocks_of(file, troubles), troubles, packed=source.gzip)
            yield from read_input(found, source.path, source.kind, options)
        else:
            yield from _read_range(file, chunk, options, troubles)


def read_bytes(data: bytes, name: str, options: SourceOptions = DEFAULT_OPTIONS) -> list[Document]:
    r"""
    The documents that a file of this name and content gives.

    >>> [(doc.record, doc.text) for doc in read_bytes(b'{"text": "Day one."}\n"Day two."', "a.jsonl")]
    [(1, 'Day one.'), (2, 'Day two.')]
    """
    kind, packed = _kind_by_name(name)
    return list(read_input(open_input([data] if data else [], [], packed=packed), name, kind, options))


def read_input(source: Input, path: str, kind: Kind | None, options: SourceOptions) -> Iterator[Document]:
    """The documents of a whole file."""
    kind = kind or sniff(source.head)
    message = why_binary(source.head)
    if message is not None:
        yield Document("", path=path, problems=(Problem("binary-file", message), *source.troubles))
    elif kind == "text":
        yield _read_text(source, path, options)
    else:
        feed = Feed(path, options)
        if kind == "jsonl" and holds_lines(source.head):
            documents = feed.from_lines(source.lines(line_limit(options)), lambda place: place)
        else:
            documents = feed.from_json(source)
        yield from with_problems(documents, source.troubles, path)


def _read_text(source: Input, path: str, options: SourceOptions) -> Document:
    data = source.read(4 * options.max_document_chars)
    if data is None:
        return Document("", path=path, problems=(oversized(options),))
    if not data and source.troubles:
        return Document("", path=path, problems=tuple(source.troubles))
    text, escaped = decode(data)
    offset = source.mark_bytes if source.encoding == "UTF-8" else None
    doc = document_of_file(text, path=path, options=options, escaped=escaped, encoding=source.encoding, offset=offset)
    return add_problems(doc, source.troubles)


def line_limit(options: SourceOptions) -> int:
    """The bytes that a record may have: its text in the longest encoding, and room for its other fields."""
    return 4 * options.max_document_chars + (1 << 20)


def _read_range(file: BinaryIO, chunk: Chunk, options: SourceOptions, troubles: list[Problem]) -> Iterator[Document]:
    """The documents of the lines that start in a range of a feed."""
    path = chunk.source.path
    try:
        # One byte earlier: if it is a line break, a line starts where the range does.
        file.seek(max(0, chunk.start - 1))
    except OSError as error:
        yield Document("", path=path, problems=(unreadable(error),))
        return
    source = open_input(blocks_of(file, troubles), troubles, as_it_is=chunk.start > 0)
    first, lines = _lines_in_range(source, chunk, line_limit(options))

    @cache
    def lines_before() -> int:
        try:
            with Path(chunk.source.file or path).open("rb") as again:
                return _count_lines(again, first)
        except OSError:  # it went away in the meantime
            return 0

    documents = Feed(path, options).from_lines(lines, lambda place: lines_before() + place)
    last: Document | None = None
    for document in documents:
        if last is not None:
            yield last
        last = document
    if last is not None or troubles:
        yield add_problems(last or Document("", path=path), troubles)
    elif chunk.start == 0 and _is_blank(file, source.mark_bytes):
        yield from with_problems(iter(()), troubles, path)


def _lines_in_range(source: Input, chunk: Chunk, limit: int) -> tuple[int, Iterator[tuple[bytes, int]]]:
    """Where the first line starts that starts in the range, and all such lines."""
    end = sys.maxsize if chunk.end is None else chunk.end
    start = 0
    if chunk.start:
        start = chunk.start - 1
        # The end of a line that started before. It is not followed beyond the range: a line may be longer
        # than many of them.
        while start < end and (piece := source.stream.readline(min(BLOCK_BYTES, end - start))):
            start += len(piece)
            if piece.endswith(b"\n"):
                break
        else:
            return start, iter(())

    def lines() -> Iterator[tuple[bytes, int]]:
        place = start
        # A byte order mark is part of the first line.
        skipped = source.mark_bytes
        if place < end:
            for line, length in source.lines(limit):
                yield line, length
                place += length + skipped
                skipped = 0
                if place >= end:
                    return

    return start, lines()


def lines_started(chunk: Chunk) -> int:
    """How many lines of a feed start within a chunk of it that has an end; 0 where the file is not there any more."""
    if chunk.end is None:
        return 0
    try:
        with Path(chunk.source.file or chunk.source.path).open("rb") as file:
            # A line starts behind each line break, and one where the file begins.
            file.seek(max(0, chunk.start - 1))
            return _count_lines(file, chunk.end - 1 - file.tell()) + (chunk.start == 0)
    except (OSError, ValueError):
        return 0


def _count_lines(file: BinaryIO, end: int) -> int:
    """How many lines end within the next bytes of a file."""
    count = 0
    while end > 0 and (block := file.read(min(BLOCK_BYTES, end))):
        count += block.count(b"\n")
        end -= len(block)
    return count


def _is_blank(file: BinaryIO, start: int) -> bool:
    """Whether a file has only white space from a byte on."""
    file.seek(start)
    return all(block.isspace() for block in blocks_of(file, []))
