"""
Paragraphs that say what the text has said before.

Compared by runs of four words: a paragraph repeats the text above it when most of its runs stand there already. That finds the same
paragraph behind a dateline, and one that was split in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .document import Line

_WORD = re.compile(r"\w+")
_CJK_CHAR = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")

MIN_WORDS = 12
REPEATED = 0.8


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of at least twelve words: how many it has, and which share (0 to 1) of its runs of four words came before it."""

    line: Line
    words: int
    repeated: float

    @property
    def repeats(self) -> bool:
        """Whether the paragraph says what the text has said before."""
        return self.repeated >= REPEATED


def paragraphs(lines: Iterable[tuple[Line, str]]) -> list[Paragraph]:
    """The paragraphs among lines, given with their folded text, in the order of the text."""
    seen: set[tuple[str, ...]] = set()
    found = []
    for line, folded in lines:
        if len(folded) < 2 * MIN_WORDS:
            continue
        words = _WORD.findall(folded if folded.isascii() else _CJK_CHAR.sub(r" \g<0> ", folded))
        if len(words) < MIN_WORDS:
            continue
        runs = set(zip(words, words[1:], words[2:], words[3:], strict=False))
        found.append(Paragraph(line, len(words), len(runs & seen) / len(runs)))
        seen |= runs
    return found
