"""
Paragraphs that say what the text has said before.

Compared by runs of four words: a paragraph repeats the text above it when most of its runs stand there already.
That finds the same paragraph behind a dateline, and one that was split in two.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from .patterns import pattern

if TYPE_CHECKING:
    from .document import Line

_CJK_CHAR = pattern("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")

MIN_WORDS = 12
REPEATED = 0.8


class Paragraph(msgspec.Struct, frozen=True, gc=False):
    """
    A line of at least twelve words: how many it has, and which share (0 to 1) of its runs of four words came
    before it.
    """

    line: Line
    words: int
    repeated: float

    @property
    def repeats(self) -> bool:
        """Whether the paragraph says what the text has said before."""
        return self.repeated >= REPEATED


def paragraphs(lines: Iterable[tuple[Line, str]], *, dense: bool) -> list[Paragraph]:
    """
    The paragraphs among lines, given with their folded text, in the order of the text; in a `dense` text, one in a
    script without spaces, each character of such a script is a word.
    """
    found = []
    seen: set[str] = set()
    earlier = _Earlier()
    for line, folded in lines:
        if len(folded) < 2 * MIN_WORDS or not (dense or folded.count(" ") >= MIN_WORDS - 1):
            continue
        words = _words(folded) if dense else folded.split()
        if len(words) < MIN_WORDS:
            continue
        known = len(seen)
        seen.update(words)
        # Where most runs of words came before, most of the words did. Few paragraphs pass: only for them are runs made.
        repeated = earlier.share_of(words) if len(seen) - known <= (1 - REPEATED) * len(words) else 0.0
        found.append(Paragraph(line, len(words), repeated))
        earlier.paragraphs.append(words)
    return found


_Run = tuple[str, str, str, str]


def _words(folded: str) -> list[str]:
    return (folded if folded.isascii() else _CJK_CHAR.sub(r" \g<0> ", folded)).split()


class _Earlier:
    """The words of the paragraphs read so far, and what is made of them when somebody asks: all words, all runs."""

    def __init__(self) -> None:
        self.paragraphs: list[list[str]] = []
        self._words: set[str] = set()
        self._runs: set[_Run] = set()
        self._with_words = self._with_runs = 0  # of so many paragraphs

    def share_of(self, words: list[str]) -> float:
        """The share of the runs of a paragraph that came before; 0 where it is certainly less than what repeats."""
        self._words.update(*self.paragraphs[self._with_words :])
        self._with_words = len(self.paragraphs)
        own = set(words)
        new = own - self._words
        if len(new) > (1 - REPEATED) * len(own):
            return 0.0
        runs = _runs(words)
        # A run with a new word has not come before.
        if new and sum(map(new.isdisjoint, runs)) < REPEATED * len(runs):
            return 0.0
        self._runs.update(*map(_runs, self.paragraphs[self._with_runs :]))
        self._with_runs = len(self.paragraphs)
        return len(runs & self._runs) / len(runs)


def _runs(words: list[str]) -> set[_Run]:
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))
