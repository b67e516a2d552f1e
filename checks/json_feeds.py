"""
JSON and JSON Lines → documents, record by record, also where the file is broken.

Whole and valid JSON goes through msgspec. What it refuses is read again with the standard library, which
takes what scrapers write although it is not quite JSON (NaN, half of a surrogate pair, bytes of another
encoding); what that refuses too is a broken record.
"""

from __future__ import annotations

import io
import itertools
import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from .decoding import Input, decode
from .document import Document, Problem, printable, says_nothing
from .records import (
    SourceOptions,
    add_problems,
    document_from_record,
    kind_of,
    make_document,
    oversized,
    records_within,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# A JSON file that is not lines is read as a whole; beyond this size it is reported instead.
MAX_JSON_BYTES = 1_000_000_000

# How many broken records of one file are looked for before the rest is given up: each costs a look through
# the rest of the file.
MAX_BROKEN = 100

_BLANKS = re.compile(r"[ \t\r\n]*")

# Where the next record of a broken array may begin.
_NEXT_RECORD = re.compile(r"\}[ \t\r\n]{0,99}(?:,[ \t\r\n]{0,99})?(?=\{)|\n[ \t]{0,99}(?=\{\")")


def _whole_number(digits: str) -> int | str:
    """An int, or the digits where there are more than Python is willing to turn into a string again."""
    return int(digits) if len(digits) < 4000 else digits


# Refuses what is broken, and takes raw line breaks within strings only as `_LENIENT`.
_STRICT = json.JSONDecoder(parse_int=_whole_number)
_LENIENT = json.JSONDecoder(parse_int=_whole_number, strict=False)

_FAULTS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError)


class _Value(msgspec.Struct, frozen=True):
    """
    A value in a text, where it starts and ends, and what is wrong with it; a broken one has `broken` set and None as its
    value.
    """

    value: Any
    end: int
    fault: str = ""
    place: int = 0
    broken: bool = False
    start: int = 0


def _value_at(text: str, start: int, *, strict: bool = True) -> _Value:
    """
    The JSON value that begins at a place. One with raw control characters in it is read all the same; it has a
    fault if `strict` is set.
    """
    try:
        try:
            value, end = (_STRICT if strict else _LENIENT).raw_decode(text, start)
        except json.JSONDecodeError as error:
            if not error.msg.startswith("Invalid control character"):
                return _Value(None, start, *explain(error), broken=True, start=start)
            try:
                value, end = _LENIENT.raw_decode(text, start)
            except json.JSONDecodeError as worse:
                return _Value(None, start, *explain(worse), broken=True, start=start)
            return _Value(value, end, *explain(error), start=start)
    except RecursionError:
        return _Value(None, start, "nested too deep to be read; scraped records are flat", start, broken=True, start=start)
    return _Value(value, end, start=start)


def explain(error: json.JSONDecodeError) -> tuple[str, int]:
    """What is wrong with JSON, in words that lead to the cause, and where."""
    text, place, message = error.doc, error.pos, error.msg
    char = text[place : place + 1]
    if message.startswith("Invalid control character"):
        return (
            f"a raw control character U+{ord(char):04X} in a string; escape it, as JSON libraries do",
            place,
        )
    if _skip_blanks(text, place) == len(text):
        return "the record ends in the middle; it was cut: fetch or write it again", place
    if message.startswith("Unterminated string"):
        return "this string has no end; the record was cut, or a quotation mark is not escaped", place
    if char == "<" and place == 0:
        return "this is HTML or XML, not JSON; look at what the server sent", place
    if char == "'" or text.startswith(("None", "True", "False"), place):
        return "this is how Python prints a dict, not JSON; write records with json.dumps", place
    comma = _trailing_comma(text, place)
    if comma is not None:
        return "a comma before the closing bracket; take it out", comma
    found = printable(text[place : place + 20], 20)
    return f"{message[:1].lower()}{message[1:]}, found {found}; write records with a JSON library", place


def _trailing_comma(text: str, place: int) -> int | None:
    """
    Where a comma stands that a closing bracket follows; Python's versions do not agree on which of the two is
    at fault.
    """
    if text[place] in "}]":
        place -= 1
        while place > 0 and text[place] in " \t\r\n":
            place -= 1
    following = text[(end := _skip_blanks(text, place + 1)) : end + 1]
    return place if text[place] == "," and following in ("}", "]") else None


class Feed:
    """What all records of one file have in common."""

    def __init__(self, path: str, options: SourceOptions) -> None:
        self.path = path
        self.options = options

    def document(
        self, value: Any, record: int | None, *, line: int = 1, escaped: bool = False, fault: Problem | None = None
    ) -> Document:
        """A document from a decoded value that starts on a line: an object, or a bare string, which is its text."""
        problems = [fault] if fault is not None else []
        if isinstance(value, dict):
            return document_from_record(
                value,
                path=self.path,
                record=record,
                record_line=line,
                options=self.options,
                escaped=escaped,
                problems=problems,
            )
        if isinstance(value, str):
            if says_nothing(value):
                what = f"the record says {printable(value.strip())!r}" if value.strip() else "the record is an empty string"
                problems.append(Problem("missing-text", what))
            return make_document(value, {}, self.path, record, self.options, problems, escaped=escaped, record_line=line)
        if isinstance(value, list):
            what = f"the record is a list of {len(value):,}; write one object a line, or name the file .json"
        else:
            what = f"the record is {kind_of(value)}, neither an object nor a text"
        problems.append(Problem("missing-text", what))
        return Document("", path=self.path, record=record, problems=tuple(problems), record_line=line)

    def broken(self, record: int | None, fault: Problem, line: int = 1) -> Document:
        """A document for a record that could not be read."""
        return Document("", path=self.path, record=record, problems=(fault,), record_line=line)

    def from_lines(self, lines: Iterator[tuple[bytes, int]], line_number: Callable[[int], int]) -> Iterator[Document]:
        """
        The records of JSON Lines, given as lines and their lengths; `line_number` gives the number of the
        n-th of them in the file.

        One document for each value, also a broken one; none for a blank line. The lines on which they start count
        from the first of these lines: to ask for more would have each chunk of a large feed read all that is before it.
        """
        record = 0
        for place, (line, length) in enumerate(lines, 1):
            if length > len(line):
                record += 1
                yield self.broken(record, _with_line(oversized(self.options), line_number(place)), place)
                continue
            if line.isspace():
                continue
            try:
                value = msgspec.json.decode(line)
            except _FAULTS:
                for doc in self._from_odd_line(line, record + 1, place, partial(line_number, place)):
                    record += 1
                    yield doc
            else:
                record += 1
                yield self.document(value, record, line=place)

    def _from_odd_line(self, line: bytes, record: int, place: int, line_number: Callable[[], int]) -> Iterator[Document]:
        """The records of a line, the n-th, that is not one valid value."""
        text, escaped = decode(line)
        start = _skip_blanks(text, 0)
        behind = ""
        while start < len(text):
            # Once a control character was noticed, the others go by: each costs a look through the whole line.
            found = _value_at(text, start, strict=not behind)
            if found.broken:
                message = f"{behind}{found.fault}" if behind else found.fault
                problem = Problem("broken-json", message, line=line_number(), column=found.place + 1)
                yield self.broken(record, problem, place)
                return
            fault, column = found.fault, found.place + 1
            if behind and not fault:
                fault, column = "a second record on the same line; put a line break between them", start + 1
            end = _skip_blanks(text, found.end)
            if not fault and text[end : end + 1] == "," and _skip_blanks(text, end + 1) == len(text):
                fault, column = (
                    "a comma behind the record; in JSON Lines only line breaks stand between records",
                    end + 1,
                )
                end = len(text)
            odd = Problem("broken-json", fault, line=line_number(), column=column) if fault else None
            yield self.document(found.value, record, line=place, escaped=escaped, fault=odd)
            record += 1
            start = end
            behind = "behind the first record of the line: "

    def from_json(self, source: Input) -> Iterator[Document]:
        """The documents of a JSON file: one for an object, one for each record of an array."""
        data = source.read(MAX_JSON_BYTES)
        if data is None:
            message = f"more than {MAX_JSON_BYTES:,} bytes in one piece; write JSON Lines, read line by line"
            yield self.broken(None, Problem("oversized-input", message))
            return
        if not data.strip():
            return
        try:
            if data.lstrip()[:1] == b"[":
                raws = msgspec.json.decode(data, type=list[msgspec.Raw])
            else:
                value = msgspec.json.decode(data)
                raws = None
        except _FAULTS:
            yield from self._from_odd_json(source, data)
            return
        if raws is not None:
            place = data.index(b"[") + 1
            line = 1 + data.count(b"\n", 0, place)
            for record, raw in enumerate(map(bytes, raws), 1):
                # Between two records there are only blanks and a comma.
                start = data.index(raw[:1], place)
                line += data.count(b"\n", place, start)
                yield self._from_raw(raw, record, line)
                place = start + len(raw)
                line += raw.count(b"\n")
        else:
            yield from self._from_single(value, escaped=False)

    def _from_single(self, value: Any, *, escaped: bool, fault: Problem | None = None) -> Iterator[Document]:
        """The one value of a file, or the records in it where it wraps a list of them."""
        inner = records_within(value, self.options) if isinstance(value, dict) else None
        if inner is None:
            yield self.document(value, None, escaped=escaped, fault=fault)
        else:
            for record, item in enumerate(inner, 1):
                yield self.document(item, record, escaped=escaped, fault=fault if record == 1 else None)

    def _from_raw(self, raw: bytes, record: int, line: int) -> Document:
        """A record that was cut from a valid array; it may still hold what msgspec does not take."""
        try:
            return self.document(msgspec.json.decode(raw), record, line=line)
        except _FAULTS:
            text, escaped = decode(raw)
            found = _value_at(text, 0)
            fault = Problem("broken-json", found.fault) if found.fault else None
            if found.broken and fault is not None:
                return self.broken(record, fault, line)
            return self.document(found.value, record, line=line, escaped=escaped, fault=fault)

    def _from_odd_json(self, source: Input, data: bytes) -> Iterator[Document]:
        """
        The records of a file that is not one valid value: JSON Lines after all, an array cut short, two
        arrays in a row …
        """
        if looks_like_lines(data):
            yield from self.from_lines(((line, len(line)) for line in io.BytesIO(data)), lambda place: place)
            return
        text, escaped = decode(data)
        scan = _Scan(text)
        last: tuple[_Value, Problem | None, int] | None = None
        record, place, line = 0, 0, 1
        for value in scan.values():
            if last is not None:
                record += 1
                yield self._scanned(*last, record, escaped)
            line += text.count("\n", place, value.start)
            place = value.start
            last = value, _fault_in_file(text, value.fault, value.place), line
        # What is missing at the end of a damaged archive needs no second finding.
        missing = None if source.troubles else _fault_in_file(text, *scan.end_fault)
        if last is None:
            yield self.broken(None, missing or Problem("empty-file", "there are no records in the file"))
            return
        value, fault, line = last
        alone = record == 0 and not scan.arrays
        if alone and not value.broken:
            yield from self._from_single(value.value, escaped=escaped, fault=fault or missing)
            return
        doc = self._scanned(value, fault, line, None if alone else record + 1, escaped)
        yield add_problems(doc, [missing]) if missing else doc

    def _scanned(self, value: _Value, fault: Problem | None, line: int, record: int | None, escaped: bool) -> Document:
        if value.broken and fault is not None:
            return self.broken(record, fault, line)
        return self.document(value.value, record, line=line, escaped=escaped, fault=fault)


class _Scan:
    """
    A look through broken JSON, value by value. Whatever stands around the values is reported with the value
    that follows, the first time.

    `arrays` is how many arrays began at the top; `end_fault` is what was wrong behind the last value, and
    where.
    """

    def __init__(self, text: str) -> None:
        self.arrays = 0
        self.end_fault = ("", 0)
        self._text = text
        self._reported = False
        self._inside = False
        # What came last: a value, a comma, or neither.
        self._last = ""

    def _notice(self, fault: str, place: int) -> None:
        if not self._reported:
            self.end_fault = (fault, place)
            self._reported = True

    def values(self) -> Iterator[_Value]:
        """The values, whole and broken ones."""
        text, place, broken = self._text, 0, 0
        while (place := _skip_blanks(text, place)) < len(text):
            if text[place] in ",]" or (text[place] == "[" and not self._inside):
                self._mark(text[place], place)
                place += 1
                continue
            if self._last == "value":
                self._notice(
                    "a comma between two records is missing"
                    if self._inside
                    else "more stands behind the end; write an array or JSON Lines",
                    place,
                )
            # A fault costs a look through the whole file; those that are reported once are looked for once.
            found = _value_at(text, place, strict=not self._reported)
            if not found.broken:
                if found.fault:
                    self._notice(found.fault, found.place)
                fault, where = self.end_fault
                self.end_fault = ("", 0)
                yield _Value(found.value, found.end, fault, where, start=place)
                place, self._last = found.end, "value"
                continue
            broken += 1
            following = _NEXT_RECORD.search(text, max(found.place, place + 1))
            if broken == MAX_BROKEN and following is not None:
                yield _Value(
                    None,
                    len(text),
                    f"{found.fault}; {MAX_BROKEN} records are broken, the rest is not read",
                    place,
                    broken=True,
                    start=place,
                )
                return
            self.end_fault = ("", 0)  # the broken record says it all
            yield found
            if following is None:
                return
            place, self._last = following.end(), "comma"
        if self._inside:
            self._notice("the array has no closing bracket; the file was cut: fetch or write it again", len(text))

    def _mark(self, mark: str, place: int) -> None:
        """One of the marks around values, and what is wrong with it where it stands."""
        if mark == "[":
            if self.arrays or self._last:
                self._notice("a second array begins here; the feed was appended to: write JSON Lines for that", place)
            self.arrays += 1
        elif mark == "]" and not self._inside:
            self._notice("a closing bracket without an opening one", place)
        elif mark == "]" and self._last == "comma":
            self._notice("a comma before the closing bracket; take it out", place)
        elif mark == "," and (not self._inside or self._last != "value"):
            self._notice("a comma without a record before it", place)
        self._inside = mark == "[" or (mark == "," and self._inside)
        self._last = {"[": "", ",": "comma", "]": "value"}[mark]


def _fault_in_file(text: str, fault: str, place: int) -> Problem | None:
    """A problem with its line and column in the file; None for an empty one."""
    if not fault:
        return None
    return Problem("broken-json", fault, line=text.count("\n", 0, place) + 1, column=place - text.rfind("\n", 0, place))


_LINES_LOOKED_AT = 20


def looks_like_lines(data: bytes) -> bool:
    r"""
    Whether bytes that begin like JSON are JSON Lines: two lines begin an object, and one of the first is
    whole.

    >>> looks_like_lines(b'{"text": "Day one."}\n{"text": "Day two."}\n')
    True
    """
    lines = [line for line in itertools.islice(io.BytesIO(data), 3 * _LINES_LOOKED_AT) if not line.isspace()][:_LINES_LOOKED_AT]
    if len(lines) < 2 or not all(line.lstrip().startswith(b"{") for line in lines[:2]):
        return False
    return any(_is_object(line) for line in lines)


def _is_object(line: bytes) -> bool:
    text, _ = decode(line)
    return isinstance(_value_at(text, _skip_blanks(text, 0)).value, dict)


def _with_line(problem: Problem, line: int) -> Problem:
    return Problem(problem.rule, problem.message, line=line)


def _skip_blanks(text: str, start: int) -> int:
    match = _BLANKS.match(text, start)
    return match.end() if match else start
