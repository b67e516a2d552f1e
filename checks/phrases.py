"""
Phrases by look-up: every pack of every language in one pass over the lines.

A whole line is one look-up in one dict of folded lines; a prefix one look-up of its first letters; what may
stand anywhere in a line is looked for only in texts that have its longest word. The cost does not grow with the
number of packs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .document import Document, Line, Span
from .literals import LiteralFinder
from .normalise import fold, line_key, number_key
from .patterns import pattern

_DIGIT = pattern(r"\d")

# A prefix such as `See also:` opens a leftover line, or a long note that belongs to the text.
MAX_LINE_CHARS = 160
_PREFIX_CHARS = 2

# A phrase glued to the end of a paragraph counts when the line is longer than this, and the phrase has this many words:
# `Share.` ends good sentences, `Share your thoughts in the comments below!` does not.
_GLUED_FROM = 60
_GLUED_WORDS = 4


# The numbers of one phrase have fewer characters than this together.
_NUMBER_CHARS = 60

# Every character that a number may have, see `number_key`.
_WITHOUT_NUMBERS = dict.fromkeys(map(ord, "0123456789., kmb"))


class PhraseHit(NamedTuple):
    """
    A phrase of a pack found in a line: the place to flag, the line, the phrase as the pack has it, how it
    matched.
    """

    span: Span
    line: Line
    phrase: str
    kind: str
    language: str


class Phrase(NamedTuple):
    """
    One phrase of a pack: its kind is `line` (the whole line), `prefix` (of a short line) or `contains`
    (anywhere); its key is the form in which it is compared.
    """

    text: str
    kind: str
    language: str
    pack: str
    key: str


def make_phrases(texts: Sequence[str], kind: str, language: str, pack: str) -> list[Phrase]:
    """The phrases of one list of a pack, folded all at once, which costs a fifth of one by one."""
    folded = fold("\n".join(texts).replace("{n}", "0")).split("\n") if texts else []
    keys = [line_key(text) if kind == "line" else text.lstrip() if kind == "prefix" else text.strip() for text in folded]
    return [
        Phrase(text, kind, language, pack, number_key(key) if "{n}" in text else key)
        for text, key in zip(texts, keys, strict=True)
    ]


class PhraseIndex:
    """
    All phrases of all packs, ready for look-up.

    `leftovers` names the packs whose phrases are leftovers wherever they stand, as against lists that count
    only in company.
    """

    def __init__(self, phrases: Iterable[Phrase], leftovers: frozenset[str] = frozenset(), engine: str = "auto") -> None:
        self.leftovers = leftovers
        self._lines: dict[str, list[Phrase]] = {}
        self._prefixes: dict[str, list[Phrase]] = {}
        self._contained: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            if phrase.kind == "line":
                self._lines.setdefault(phrase.key, []).append(phrase)
            elif phrase.kind == "prefix":
                self._prefixes.setdefault(phrase.key[:_PREFIX_CHARS], []).append(phrase)
            else:
                self._contained.setdefault(phrase.key, []).append(phrase)
        self._sentences = {key for key in self._lines if key.count(" ") >= _GLUED_WORDS - 1 and "{n}" not in key}
        self._finder = LiteralFinder(self._contained.keys() | self._sentences, engine)
        # What a line must have to be worth a closer look: one look-up of a few letters tells most lines apart.
        self._openings: dict[str, tuple[str, ...]] = {}
        for head, of_head in self._prefixes.items():
            for start in {head, f" {head}"[:_PREFIX_CHARS]}:  # a folded line may begin with one blank
                self._openings[start] = (*self._openings.get(start, ()), *(phrase.key for phrase in of_head))
        self._numbered_chars = max((len(key) for key in self._lines if "{n}" in key), default=0) + _NUMBER_CHARS
        self._numbered = {key.replace("{n}", "").translate(_WITHOUT_NUMBERS) for key in self._lines if "{n}" in key}

    def find(self, doc: Document) -> dict[str, list[PhraseHit]]:
        """What stands in the document, by pack, in the order of the text; one hit a place and pack at the most."""
        hits: dict[str, list[PhraseHit]] = {}
        literals = self._finder.places(doc.folded)
        for place in sorted(literals.keys() | self._candidates(doc)):
            contained = [literal for literal in literals.get(place, ()) if literal in self._contained]
            line, folded, key = doc.inked[place], doc.folded[place], doc.inked_keys[place]
            if not key:
                continue
            seen = visible_text(folded)
            if seen != folded:
                key = line_key(seen)
            found = self.phrases_of_line(seen, key) if key and len(seen) <= MAX_LINE_CHARS else []
            for phrase in found:
                self._add(hits, line.strip(), line, phrase)
            if not found and len(folded) > _GLUED_FROM:
                for phrase, span in self._whole_sentences(
                    doc, line, folded, self._sentences.intersection(literals.get(place, ()))
                ):
                    self._add(hits, span, line, phrase)
            for phrase, span in self._inside(doc, line, folded, contained):
                self._add(hits, span, line, phrase)
        return hits

    def _candidates(self, doc: Document) -> set[int]:
        """The places among the lines with ink at which a phrase may be the whole line or its beginning."""
        whole, openings, keys, longest = self._lines, self._openings, doc.inked_keys, self._numbered_chars
        places = {place for place, key in enumerate(keys) if key in whole}
        places.update(
            place
            for place, start in enumerate([folded[:_PREFIX_CHARS] for folded in doc.folded])
            if start in openings and doc.folded[place].lstrip().startswith(openings[start])
        )
        if "](" in doc.text or "# " in doc.text:
            places.update(place for place, folded in enumerate(doc.folded) if "](" in folded or folded.lstrip()[:1] == "#")
        for place in doc.with_digits:
            key = keys[place]
            if not key.isascii() or (len(key) <= longest and key.translate(_WITHOUT_NUMBERS) in self._numbered):
                places.add(place)
        return places

    def phrases_of_line(self, folded: str, key: str) -> list[Phrase]:
        """The phrases that a folded line is, or begins with."""
        found = self._lines.get(key, [])
        if _DIGIT.search(key):
            found = found + self._lines.get(number_key(key), [])
        prefixed = self._prefixes.get(folded.lstrip()[:_PREFIX_CHARS])
        if prefixed:
            start = folded.lstrip()
            found = found + [phrase for phrase in prefixed if start.startswith(phrase.key)]
        return found

    def _whole_sentences(self, doc: Document, line: Line, folded: str, keys: set[str]) -> Iterator[tuple[Phrase, Span]]:
        """
        The whole-line phrases among `keys`, long enough to be told from prose, that a sentence of a paragraph is,
        if nobody quotes it.
        """
        for span in doc.sentences(line) if keys else ():
            key = line_key(fold(span.text))
            if key in keys and not _quoted(folded, key):
                yield from ((phrase, span) for phrase in self._lines[key])

    def _inside(self, doc: Document, line: Line, folded: str, literals: Sequence[str]) -> Iterator[tuple[Phrase, Span]]:
        """
        The phrases that stand somewhere in a line and in no quotation, each with its sentence, or the line
        where it spans two.
        """
        sentences = [(span, fold(span.text)) for span in doc.sentences(line)] if literals else []
        for literal in literals:
            holding = [pair for pair in sentences if literal in pair[1]] or [(line.strip(), folded)]
            for span, text in holding:
                if not _quoted(text, literal):
                    for phrase in self._contained[literal]:
                        yield phrase, span

    @staticmethod
    def _add(hits: dict[str, list[PhraseHit]], span: Span, line: Line, phrase: Phrase) -> None:
        of_pack = hits.setdefault(phrase.pack, [])
        if not any(other.span == span for other in of_pack[-4:]):
            of_pack.append(PhraseHit(span, line, phrase.text, phrase.kind, phrase.language))


# A link in Markdown, but no picture; and what makes a line a heading.
_LINK = pattern(r"(?<!!)\[([^\[\]]{1,200})\]\([^()\s]{0,2000}(?:\s\"[^\"]{0,200}\")?\)")
_HEADING = pattern(r"\s*#{1,6} ")


def visible_text(folded: str) -> str:
    """
    What a reader sees of a folded line of Markdown: the words of its links, a heading without its signs.

    >>> visible_text("* [read more](https://example.com/a)"), visible_text("## related articles")
    ('* read more', 'related articles')
    """
    if "](" in folded:
        folded = _LINK.sub(r"\1", folded)
    heading = _HEADING.match(folded) if "# " in folded else None
    return folded[heading.end() :] if heading else folded


def _quoted(folded: str, literal: str) -> bool:
    """Whether a literal stands in a quotation: somebody speaks of the phrase."""
    before, _, after = folded.partition(literal)
    inner = before.endswith("'") and after.startswith("'")  # a quotation within one that goes on over sentences
    return inner or (before.count('"') % 2 == 1 and '"' in after) or before.count("«") > before.count("»")
