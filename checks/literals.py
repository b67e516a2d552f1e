"""Many literals in one pass: which of some thousand words and phrases stand in which lines of a text."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from .matcher import native_available
from .patterns import pattern


class LiteralFinder:
    """
    Which of many folded literals occur in which lines, words never cut open.

    One native pass says which literals a text has. Without the wheel, or for little text, a literal is looked for
    only in texts that have all of its words, or, in scripts without spaces, its first two characters; for very
    little, as it is. What is found does not depend on it; `engine` is as in `TriggerMatcher`.

    `short` are literals too, words so short that they stand in many others: the native pass tells them from those.
    """

    def __init__(self, literals: Iterable[str], engine: str = "auto", *, short: Iterable[str] = ()) -> None:
        self._short = frozenset(short)
        self._literals = sorted({*literals, *self._short})
        self._engine = engine
        self._native_from = _NATIVE_CHARS_A_LITERAL * len(self._literals)
        self._seen_chars = 0

    def places(self, folded: Sequence[str]) -> dict[int, list[str]]:
        """The literals that occur in each folded line, by the place of the line (from 0)."""
        text = "\n".join(folded)
        return places_of(self.candidates(folded, text), text)

    def candidates(self, folded: Sequence[str], text: str) -> set[str]:
        """Literals that may occur in folded lines, given also as one text; none that does is missing."""
        if not self._literals:
            return set()
        self._seen_chars += len(text)
        if self._engine == "auto" and self._seen_chars <= _TABLES_FROM_CHARS:
            return {literal for literal in self._literals if literal in text}
        if self._engine != "re" and (self._engine != "auto" or self._seen_chars > self._native_from) and self._native is not None:
            found: set[int] = set()
            data = f"\n{text}\n".encode("utf-8", "replace")
            self._native.scan(data, match_event_handler=lambda index, *_: found.add(index))
            return {self._literals[index] for index in found}
        return set(self._by_words(text, folded))

    @cached_property
    def _native(self) -> Any:
        if not native_available():
            return None
        import hyperscan

        database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        database.compile(
            expressions=[_expression(literal, bounded=literal in self._short).encode() for literal in self._literals],
            ids=list(range(len(self._literals))),
            elements=len(self._literals),
            flags=hyperscan.HS_FLAG_SINGLEMATCH,
        )
        return database

    @cached_property
    def _tables(self) -> tuple[dict[str, list[tuple[str, frozenset[str]]]], dict[str, list[str]], frozenset[str]]:
        """The literals by their longest word, each with all its words; by their first one or two characters; all words."""
        by_word: dict[str, list[tuple[str, frozenset[str]]]] = {}
        by_pair: dict[str, list[str]] = {}
        needed: set[str] = set()
        for literal in self._literals:
            words = _WORD.findall(literal)
            if not words or _DENSE.search(literal):
                by_pair.setdefault(literal[:2], []).append(literal)
            else:
                by_word.setdefault(max(words, key=len), []).append((literal, frozenset(words)))
                needed.update(words)
        return by_word, by_pair, frozenset(needed)

    def _by_words(self, text: str, folded: Sequence[str]) -> Iterator[str]:
        by_word, by_pair, needed = self._tables
        tokens = set(text.split())
        # A token of letters and digits alone is a word; the others are cut into words together.
        words = tokens & needed
        words |= needed.intersection(_WORD.findall(" ".join([t for t in tokens if not (t.isascii() and t.isalnum())])))
        for word in words & by_word.keys():
            yield from (literal for literal, of_literal in by_word[word] if of_literal <= words)
        odd = "\n".join([line for line in folded if not line.isascii()])
        if _DENSE.search(odd):
            for start in ({*odd} | set(map(operator.add, odd, odd[1:]))) & by_pair.keys():
                yield from by_pair[start]


def places_of(literals: Iterable[str], text: str) -> dict[int, list[str]]:
    """Which of the literals occur in each line of a folded text, by the place of the line (from 0)."""
    found: dict[int, list[str]] = {}
    for literal in sorted(literals):
        line = counted = 0
        place = text.find(literal)
        while place >= 0:
            if _stands_alone(text, place, place + len(literal)):
                line += text.count("\n", counted, place)
                counted = place
                of_line = found.setdefault(line, [])
                if literal not in of_line[-1:]:
                    of_line.append(literal)
            place = text.find(literal, place + 1)
    return found


# Making the tables takes 10 ms, as long as looking for each literal in so much text.
_TABLES_FROM_CHARS = 20_000

# Compiling a literal for Hyperscan takes some 20 µs, as long as the other way needs for this much text.
_NATIVE_CHARS_A_LITERAL = 400

# The pieces of a text that `_stands_alone` takes for words.
_WORD = pattern(r"[^\W_\u2e80-\U0010ffff]+")

# Scripts in which words are not divided by spaces, or carry endings that no pack can list.
_DENSE = pattern("[\u2e80-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a place in a text cuts no word of an alphabet open at either end."""
    return not (_joins(text[max(0, start - 1) : start], text[start]) or _joins(text[end - 1], text[end : end + 1]))


def _expression(literal: str, *, bounded: bool) -> str:
    r"""
    A literal as a pattern; if bounded, one that no letter or digit of ASCII makes longer, in a text with line breaks around it.

    >>> _expression("node.js", bounded=True)
    '[^0-9A-Za-z]node\\.js[^0-9A-Za-z]'
    """
    escaped = re.escape(literal).replace("\0", r"\x00")
    if not bounded:
        return escaped
    before, after = ("[^0-9A-Za-z]" if char.isascii() and char.isalnum() else "" for char in (literal[0], literal[-1]))
    return before + escaped + after


def _joins(one: str, other: str) -> bool:
    return bool(one and other) and one.isalnum() and other.isalnum() and one < "\u2e80" and other < "\u2e80"
