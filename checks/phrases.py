"""
Phrases by look-up: every pack of every language in one pass over the lines.

A whole line is one look-up in one dict of folded lines; a prefix one look-up of its first letters; what may
stand anywhere in a line goes through one linear-time matcher. The cost does not grow with the number of packs
or phrases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from .document import Document, Line, Span
from .matcher import LiteralMatcher
from .normalise import fold, line_key, number_key

if TYPE_CHECKING:
    from collections.abc import Iterator

# A prefix such as `See also:` opens a leftover line, or a long note that belongs to the text.
MAX_LINE_CHARS = 160
_PREFIX_CHARS = 2

# A phrase glued to the end of a paragraph counts when the line is longer than this, and the phrase has this many words:
# `Share.` ends good sentences, `Share your thoughts in the comments below!` does not.
_GLUED_FROM = 60
_GLUED_WORDS = 4


@dataclass(frozen=True, slots=True)
class PhraseHit:
    """
    A phrase of a pack found in a line: the place to flag, the line, the phrase as the pack has it, how it
    matched.
    """

    span: Span
    line: Line
    phrase: str
    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """
    One phrase of a pack: its kind is `line` (the whole line), `prefix` (of a short line) or `contains`
    (anywhere).
    """

    text: str
    kind: str
    language: str
    pack: str

    @property
    def key(self) -> str:
        """The phrase in the form in which it is compared."""
        folded = fold(self.text.replace("{n}", "\0")).replace("\0", "{n}")
        if self.kind == "line":
            return number_key_of_phrase(line_key(folded.replace("{n}", "0"))) if "{n}" in folded else line_key(folded)
        return folded.strip() if self.kind == "contains" else folded.lstrip()


def number_key_of_phrase(key: str) -> str:
    """A phrase's key, its place-holders (written as digits by now) as `{n}` again."""
    return number_key(key)


@dataclass(frozen=True)
class PhraseIndex:
    """
    All phrases of all packs, ready for look-up.

    `leftovers` names the packs whose phrases are leftovers wherever they stand, as against lists that count
    only in company.
    """

    phrases: tuple[Phrase, ...]
    leftovers: frozenset[str] = frozenset()
    _lines: dict[str, list[Phrase]] = field(init=False, repr=False, default_factory=dict)
    _prefixes: dict[str, list[tuple[str, Phrase]]] = field(init=False, repr=False, default_factory=dict)
    _contained: dict[str, list[Phrase]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for phrase in self.phrases:
            key = phrase.key
            if phrase.kind == "line":
                self._lines.setdefault(key, []).append(phrase)
            elif phrase.kind == "prefix":
                self._prefixes.setdefault(key[:_PREFIX_CHARS], []).append((key, phrase))
            else:
                self._contained.setdefault(key, []).append(phrase)

    @cached_property
    def _matcher(self) -> LiteralMatcher:
        return LiteralMatcher(sorted(self._contained))

    def find(self, doc: Document) -> dict[str, list[PhraseHit]]:
        """
        What stands in the document, by pack, in the order of the text; one hit a line and pack at the most.
        """
        hits: dict[str, list[PhraseHit]] = {}
        folded_lines = doc.folded_lines
        contained = self._contained_in(folded_lines)
        for line, folded, key in zip(doc.lines, folded_lines, doc.keys, strict=True):
            whole = False
            if key and len(folded) <= MAX_LINE_CHARS:
                for phrase in self.phrases_of_line(folded, key):
                    whole = True
                    self._add(hits, PhraseHit(line.strip(), line, phrase.text, phrase.kind, phrase.language), phrase)
            if len(folded) > _GLUED_FROM and not whole:
                for phrase, span in self._last_sentence(doc, line, folded):
                    self._add(hits, PhraseHit(span, line, phrase.text, "line", phrase.language), phrase)
            if line.number in contained:
                for literal in contained[line.number]:
                    for phrase in self._contained[literal]:
                        for span in _sentences_with(doc, line, literal):
                            self._add(hits, PhraseHit(span, line, phrase.text, "contains", phrase.language), phrase)
        return hits

    def _last_sentence(self, doc: Document, line: Line, folded: str) -> Iterator[tuple[Phrase, Span]]:
        """The whole-line phrases, if they are long enough to be told from prose, that a paragraph's last sentence is."""
        tail = folded[-MAX_LINE_CHARS:].rstrip()
        cut = max(tail.rfind(mark, 0, -1) for mark in (". ", "! ", "? "))
        if cut < 0:
            return
        key = line_key(tail[cut + 2 :])
        for phrase in self._lines.get(key, ()):
            sentences = list(doc.sentences(line)) if key.count(" ") >= _GLUED_WORDS - 1 else []
            if sentences and line_key(fold(sentences[-1].text)) == key:
                yield phrase, sentences[-1]

    def phrases_of_line(self, folded: str, key: str) -> Iterator[Phrase]:
        """The phrases that a folded line is, or begins with."""
        yield from self._lines.get(key, ())
        numbered = number_key(key) if any(map(str.isdigit, key)) else key
        if numbered != key:
            yield from self._lines.get(numbered, ())
        start = folded.lstrip()
        for prefix, phrase in self._prefixes.get(start[:_PREFIX_CHARS], ()):
            if start.startswith(prefix):
                yield phrase

    def _contained_in(self, folded_lines: list[str]) -> Mapping[int, list[str]]:
        """The literals that occur in each line, by the line's number; words are not cut open."""
        if not self._contained:
            return {}
        return self._matcher.lines_with("\n".join(folded_lines))

    @staticmethod
    def _add(hits: dict[str, list[PhraseHit]], hit: PhraseHit, phrase: Phrase) -> None:
        of_pack = hits.setdefault(phrase.pack, [])
        if not any(other.span == hit.span for other in of_pack[-4:]):
            of_pack.append(hit)


def _sentences_with(doc: Document, line: Line, literal: str) -> Iterable[Span]:
    """
    The sentences of a line that hold the literal; the whole line where it goes over the end of a sentence.
    """
    found = [sentence for sentence in doc.sentences(line) if literal in fold(sentence.text)]
    return found or [line.strip()]
