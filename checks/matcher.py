"""
One pass over a text that says which rules can fire at all.

A rule may declare a trigger: a short pattern that occurs in every line in which the rule can find anything.
All triggers are compiled together and one native scan (Hyperscan) proposes lines for rules. A proposal is
never more than that: a line goes to its rule only if the trigger, run by `re` on that line alone, occurs
there too, so that the findings are the same with every engine and with none. Without the wheel, or for little
text, where compiling 60 patterns costs more than it saves, `re` makes the pass.

Measured: one Hyperscan scan over 30 short triggers runs at 285 MB/s, 30 passes of `re` together at 4 MB/s.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, islice
from typing import Any, Protocol

# Compiling for Hyperscan takes some 100 ms, as long as `re` needs for this much text.
NATIVE_FROM_CHARS = 150_000


class Scanner(Protocol):
    """An engine that proposes lines for patterns; it may propose too much, never too little."""

    def scan(self, text: str) -> tuple[Mapping[int, Iterable[int]], frozenset[int]]:
        """
        The lines (from 0, ascending) in which each pattern may occur, by its index, and the patterns that do occur in every line
        proposed for them.
        """


class ReScanner:
    """The engine that is always there: one pass of `re` for each pattern."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = [re.compile(pattern, re.MULTILINE) for pattern in patterns]

    def scan(self, text: str) -> tuple[Mapping[int, Iterable[int]], frozenset[int]]:
        """See `Scanner.scan`; nothing is proven, for a match may run over the end of its line."""
        starts = line_starts(text)
        return {index: _searched(pattern, text, starts) for index, pattern in enumerate(self._patterns)}, frozenset()


def _searched(pattern: re.Pattern[str], text: str, starts: Sequence[int]) -> Iterator[int]:
    found = pattern.search(text)
    while found:
        line = bisect_right(starts, found.start()) - 1
        yield line
        if line + 1 == len(starts):
            break
        found = pattern.search(text, starts[line + 1])


class HyperscanScanner:
    """
    All patterns in one pass of native code, each widened to a form that does not depend on tables of Unicode.

    Patterns that cannot be widened, or that Hyperscan does not know (look-around, say), are left to `re`.
    """

    def __init__(self, patterns: Sequence[str], once: Iterable[int] = ()) -> None:
        import hyperscan

        self._patterns = patterns
        wide = {index: form for index, pattern in enumerate(patterns) if (form := widened(pattern)) is not None}
        usual = hyperscan.HS_FLAG_UTF8 | hyperscan.HS_FLAG_MULTILINE
        # Where a match is proof that the trigger occurs in that very line.
        self._proven = frozenset(
            i for i, pattern in enumerate(patterns) if wide.get(i) == pattern and not _MAY_CROSS.search(pattern)
        )
        self._single = self._proven.intersection(once)  # one event is enough

        def compiled(indexes: Sequence[int]) -> Any:
            database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
            expressions = [wide[index].removeprefix(_CASELESS).encode() for index in indexes]
            flags = [
                usual
                | (hyperscan.HS_FLAG_CASELESS if wide[index].startswith(_CASELESS) else 0)
                | (hyperscan.HS_FLAG_SINGLEMATCH if index in self._single else 0)
                for index in indexes
            ]
            database.compile(expressions=expressions, ids=list(indexes), elements=len(indexes), flags=flags)
            return database

        known = list(wide)
        try:
            self._database = compiled(known) if known else None
        except hyperscan.error:
            known = [index for index in known if _compiles(compiled, index)]
            self._database = compiled(known) if known else None
        self._others = [index for index in range(len(patterns)) if index not in set(known)]
        self._plain = ReScanner([patterns[index] for index in self._others])

    def scan(self, text: str) -> tuple[Mapping[int, Iterable[int]], frozenset[int]]:
        """See `Scanner.scan`; for a proven pattern of which one event is enough, the line is always 0."""
        try:
            data = text.encode()
        except UnicodeEncodeError:  # a lone surrogate, which is no character
            return ReScanner(self._patterns).scan(text)
        ends: defaultdict[int, list[int]] = defaultdict(list)

        def on_match(index: int, _start: int, end: int, _flags: int, _context: Any) -> None:
            ends[index].append(end)

        if self._database is not None:
            self._database.scan(data, match_event_handler=on_match)
        found: dict[int, Iterable[int]] = {
            index: [0] if index in self._single else _line_numbers(data, of_pattern) for index, of_pattern in ends.items()
        }
        if self._others:
            plain, _ = self._plain.scan(text)
            found.update((self._others[place], lines) for place, lines in plain.items())
        return found, self._proven


def _line_numbers(data: bytes, ends: list[int]) -> list[int]:
    """The lines (from 0, ascending) in which matches have their last byte, given where the matches end."""
    ends.sort()
    numbers = []
    number = place = 0
    line_end = -1
    for end in ends:
        if end - 1 > line_end:  # else another match in the same line
            number += data.count(b"\n", place, end - 1)
            numbers.append(number)
            place = end - 1
            line_end = data.find(b"\n", place)
            if line_end < 0:
                break
    return numbers


# What stands for a class of `re` in a pattern that may match too much: its ASCII members, and all that is not ASCII. Hyperscan's own
# tables of Unicode are older than Python's: with them it would miss letters that were added since.
_WIDE_LETTERS = (
    (r"[^\W\d_]", r"[^\x00-\x40\x5b-\x60\x7b-\x7f]"),
    (r"[^\W\d_A-Z]", r"[^\x00-\x60\x7b-\x7f]"),
    (r"[^\W\d_a-z]", r"[^\x00-\x40\x5b-\x7f]"),
)
_WIDE_CLASSES = (
    (r"\b", ""),
    (r"\w", r"[^\x00-\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]"),
    (r"\d", r"[^\x00-\x2f\x3a-\x7f]"),
    (r"\s", r"[^\x21-\x7e]"),
)
_NOT_WIDENED = re.compile(r"\[[^\]]*\\[wWdDsSbB][^\]]*\]|\\[WDSBAZ\\]|\(\?[^:]")

# Letters that are one for `re`, whatever their case, and two for Hyperscan: the odd ones of Turkish, and old forms of Cyrillic ones. Of the
# other alphabets with two cases, and of the rarer Latin letters, Hyperscan may know less.
_CASELESS = "(?i)"
_ODD_CASES = {
    "i": "\u0131\u0130", "\u0432": "\u1c80", "\u0434": "\u1c81", "\u043e": "\u1c82",
    "\u0441": "\u1c83", "\u0442": "\u1c84\u1c85", "\u044a": "\u1c86",
}  # fmt: skip
_ODD_LETTERS = "".join(_ODD_CASES.values())
_WELL_KNOWN = re.compile("[\\x00-\u024f\u0400-\u045f]")
_CLASS_OR_LETTER = re.compile(rf"\\.|\[((?:\\.|[^\]])+\])|([{''.join(_ODD_CASES)}{_ODD_LETTERS}])", re.IGNORECASE)


def _of_any_case(pattern: str) -> str | None:
    """A pattern that matches, with Hyperscan's flag for any case, wherever it does with that of `re`; None where there is none."""
    if "[^" in pattern or any(char.lower() != char.upper() and not _WELL_KNOWN.match(char) for char in pattern):
        return None

    def wide(found: re.Match[str]) -> str:
        if found[1]:
            return f"[i{_ODD_LETTERS}{found[1]}"
        if not found[2]:
            return found[0]
        lower = {"ı": "i", "İ": "i"}.get(found[2], found[2].lower())
        return f"[{lower}{_ODD_CASES.get(lower, _ODD_LETTERS)}]"

    return _CLASS_OR_LETTER.sub(wide, pattern)


def widened(pattern: str) -> str | None:
    r"""
    A pattern without classes that need a table of Unicode, which matches wherever the pattern does; None where there is none.

    >>> widened(r"ago\b"), widened(r"[\w-]+")
    ('ago', None)
    >>> widened("(?i)via")
    '(?i)v[iıİ]a'
    """
    start = _CASELESS if pattern.startswith(_CASELESS) else ""
    pattern = pattern.removeprefix(start)
    if start:
        any_case = _of_any_case(pattern)
        if any_case is None:
            return None
        pattern = any_case
    for narrow, wide in _WIDE_LETTERS:
        pattern = pattern.replace(narrow, wide)
    if _NOT_WIDENED.search(pattern):
        return None
    for narrow, wide in _WIDE_CLASSES:
        pattern = pattern.replace(narrow, wide)
    return start + pattern


def _compiles(compiled: Callable[[Sequence[int]], Any], index: int) -> bool:
    import hyperscan

    try:
        compiled([index])
    except hyperscan.error:
        return False
    return True


def line_starts(text: str) -> list[int]:
    """Where each line starts, in code points."""
    return [0, *accumulate(len(line) + 1 for line in text.split("\n"))][:-1]


def native_available() -> bool:
    """Whether the Hyperscan wheel is installed and loads."""
    try:
        import hyperscan  # noqa: F401
    except ImportError:
        return False
    return True


# What means one thing in a whole text and another in a line of it: looking around, the ends of a text, and the ends of a line where
# the rest of the pattern may run over a line break. `[^a]` is none, but may.
_ANCHOR = re.compile(r"\\[AZ]|\(\?<?[=!]")
_LINE_END = re.compile(r"(?<!\[)\^|\$")
_MAY_CROSS = re.compile(r"\\(?:[sWD]|x[01])|\[\^(?![^\]]*\\n)|\n|\(\?[a-zA-Z]")


class TriggerMatcher:
    """
    The triggers of all rules: `re` for the first texts and the native engine, where there is one, once they add up.

    `engine` is `auto`, `re` or `hyperscan`; which one never changes a result, only the time. Of the triggers with an index in `once`, one
    line is enough: their rules look at the document.
    """

    def __init__(self, patterns: Sequence[str], engine: str = "auto", once: Iterable[int] = ()) -> None:
        self._patterns = tuple(patterns)
        self._once = frozenset(once)
        self._engine = engine
        self._seen = 0
        self._exact: dict[int, re.Pattern[str]] = {}
        self._anchored = [
            index
            for index, pattern in enumerate(patterns)
            if _ANCHOR.search(pattern) or (_LINE_END.search(pattern) and _MAY_CROSS.search(pattern.removeprefix(_CASELESS)))
        ]

    @cached_property
    def _plain(self) -> Scanner:
        return ReScanner(self._patterns)

    @cached_property
    def _native(self) -> Scanner | None:
        return HyperscanScanner(self._patterns, self._once) if native_available() else None

    def _pattern(self, index: int) -> re.Pattern[str]:
        """Compiled when first needed: a short text needs few of them."""
        pattern = self._exact.get(index)
        if pattern is None:
            pattern = self._exact[index] = re.compile(self._patterns[index])
        return pattern

    def _scanner_for(self, text: str) -> Scanner:
        self._seen += len(text)
        if self._engine == "re" or (self._engine == "auto" and self._seen < NATIVE_FROM_CHARS):
            return self._plain
        return self._native or self._plain

    def lines(self, text: str, line_texts: Sequence[str]) -> dict[int, list[int]]:
        """
        For each trigger that occurs in the text, by its index, the lines (from 0, ascending) in which it does; for those in `once` some
        one number, which says no more than that it occurs.
        """
        if not self._patterns:
            return {}
        if "\r" in text:  # a line ends before its \r, for `$` too
            text = "\n".join(line_texts)
        found: dict[int, list[int]] = {}
        proposed, proven = self._scanner_for(text).scan(text)
        for index, lines in proposed.items():
            if index in proven:
                found[index] = list(lines)
            else:
                search = self._pattern(index).search
                exact = (line for line in lines if search(line_texts[line]))
                found[index] = list(islice(exact, 1) if index in self._once else exact)
        for index in self._anchored:
            search = self._pattern(index).search
            found[index] = [line for line, line_text in enumerate(line_texts) if search(line_text)]
        return {index: lines for index, lines in found.items() if lines}
