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
    seen_words: set[str] = set()
    seen_runs: set[_Run] = set()
    waiting: list[list[str]] = []  # paragraphs whose runs nobody has asked for yet
    for line, folded in lines:
        if len(folded) < 2 * MIN_WORDS or not (dense or folded.count(" ") >= MIN_WORDS - 1):
            continue
        words = _words(folded) if dense else folded.split()
        if len(words) < MIN_WORDS:
            continue
        repeated = 0.0
        own = set(words)
        new = own - seen_words
        # Where most runs of words came before, most of the words did: in other paragraphs, runs need not be made.
        if len(new) <= (1 - REPEATED) * len(own) and _may_repeat(runs := _runs(words), new):
            for earlier in waiting:
                seen_runs |= _runs(earlier)
            waiting = []
            repeated = len(runs & seen_runs) / len(runs)
        found.append(Paragraph(line, len(words), repeated))
        seen_words |= new
        waiting.append(words)
    return found


_Run = tuple[str, str, str, str]


def _words(folded: str) -> list[str]:
    return (folded if folded.isascii() else _CJK_CHAR.sub(r" \g<0> ", folded)).split()


def _may_repeat(runs: set[_Run], new: set[str]) -> bool:
    """Whether enough runs have no new word: the others have not come before."""
    return not new or sum(map(new.isdisjoint, runs)) >= REPEATED * len(runs)


def _runs(words: list[str]) -> set[_Run]:
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))
