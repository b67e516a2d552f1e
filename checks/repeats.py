"""
Paragraphs that say what the text has said before.

Compared by runs of four words: a paragraph repeats the text above it when most of its runs stand there already.
That finds the same paragraph behind a dateline, and one that was split in two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .patterns import pattern

if TYPE_CHECKING:
    from .document import Line

_CJK_CHAR = pattern("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")

MIN_WORDS = 12
REPEATED = 0.8


@dataclass(frozen=True, slots=True)
class Paragraph:
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


def paragraphs(lines: Iterable[tuple[Line, list[str]]]) -> list[Paragraph]:
    """The paragraphs among lines, given with their folded words (see `words_of`), in the order of the text."""
    found = []
    seen_words: set[str] = set()
    seen_runs: set[_Run] = set()
    waiting: list[list[str]] = []  # paragraphs whose runs nobody has asked for yet
    for line, words in lines:
        if len(words) < MIN_WORDS:
            continue
        repeated = 0.0
        own = set(words)
        # Where most runs of words came before, most of the words did: in other paragraphs, runs need not be made.
        if len(own & seen_words) >= REPEATED * len(own):
            for earlier in waiting:
                seen_runs |= _runs(earlier)
            waiting = []
            runs = _runs(words)
            repeated = len(runs & seen_runs) / len(runs)
        found.append(Paragraph(line, len(words), repeated))
        seen_words |= own
        waiting.append(words)
    return found


_Run = tuple[str, str, str, str]


def words_of(folded: Iterable[str], *, dense: bool) -> list[list[str]]:
    """The words of each folded line; in a `dense` text, one in a script without spaces, such a character is a word."""
    if not dense:
        return [line.split() for line in folded]
    return [(line if line.isascii() else _CJK_CHAR.sub(r" \g<0> ", line)).split() for line in folded]


def _runs(words: list[str]) -> set[_Run]:
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))
