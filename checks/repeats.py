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


def paragraphs(lines: Iterable[tuple[Line, str, list[str]]]) -> list[Paragraph]:
    """
    The paragraphs among lines, given with their folded text and its words, in the order of the text. In scripts without
    spaces each character is a word.
    """
    found = []
    copies: set[str] = set()
    seen: set[str] = set()
    earlier = _Earlier()
    for line, folded, words in lines:
        if not folded.isascii():
            words = _CJK_CHAR.sub(r" \g<0> ", folded).split()
        if len(words) < MIN_WORDS:
            continue
        if folded in copies:
            found.append(Paragraph(line, len(words), 1.0))
            continue
        copies.add(folded)
        known = len(seen)
        seen.update(words)
        # Where most runs of words came before, most of the words did. Few paragraphs pass: only for them are runs made.
        new = len(seen) - known
        few = new <= (1 - REPEATED) * len(words) and new <= (1 - REPEATED) * len(set(words))
        repeated = earlier.share_of(words) if few else 0.0
        found.append(Paragraph(line, len(words), repeated))
        earlier.paragraphs.append(words)
    return found


_Run = tuple[str, str, str, str]


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
        new = set(words) - self._words
        runs = _runs(words)
        # A run with a new word has not come before.
        if new and sum(map(new.isdisjoint, runs)) < REPEATED * len(runs):
            return 0.0
        self._runs.update(*map(_runs, self.paragraphs[self._with_runs :]))
        self._with_runs = len(self.paragraphs)
        return len(runs & self._runs) / len(runs)


def _runs(words: list[str]) -> set[_Run]:
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))
