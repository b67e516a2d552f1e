"""
Phrases by look-up: every pack of every language in one pass over the lines.

A whole line is one look-up in one dict of folded lines; a prefix one look-up of its first letters; what may
stand anywhere in a line is looked for only in texts that have its longest word. The cost does not grow with the
number of packs.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from operator import add
from typing import Any, NamedTuple

from .document import Document, Line, Span
from .matcher import native_available
from .normalise import fold, line_key, number_key
from .patterns import pattern

# A prefix such as `See also:` opens a leftover line, or a long note that belongs to the text.
MAX_LINE_CHARS = 160
_PREFIX_CHARS = 2

# A phrase glued to the end of a paragraph counts when the line is longer than this, and the phrase has this many words:
# `Share.` ends good sentences, `Share your thoughts in the comments below!` does not.
_GLUED_FROM = 60
_GLUED_WORDS = 4


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
        whole, openings, keys = self._lines, self._openings, doc.inked_keys
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
            if not key.isascii() or key.translate(_WITHOUT_NUMBERS) in self._numbered:
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


class LiteralFinder:
    """
    Which of many folded literals occur in which lines, words never cut open.

    One native pass says which literals a text has. Without the wheel, or for little text, a literal is looked for
    only in texts that have all of its words, or, in scripts without spaces, its first two characters; for very
    little, as it is. What is found does not depend on it; `engine` is as in `TriggerMatcher`.
    """

    def __init__(self, literals: Iterable[str], engine: str = "auto") -> None:
        self._literals = sorted(set(literals))
        self._engine = engine
        self._seen_chars = 0

    def places(self, folded: Sequence[str]) -> dict[int, list[str]]:
        """The literals that occur in each folded line, by the place of the line (from 0)."""
        text = "\n".join(folded)
        found: dict[int, list[str]] = {}
        starts: list[int] = []
        for literal in sorted(self._candidates(text, folded)) if self._literals else ():
            place = text.find(literal)
            while place >= 0:
                if _stands_alone(text, place, place + len(literal)):
                    starts = starts or line_starts(folded)
                    of_line = found.setdefault(bisect_right(starts, place) - 1, [])
                    if literal not in of_line[-1:]:
                        of_line.append(literal)
                place = text.find(literal, place + 1)
        return found

    def _candidates(self, text: str, folded: Sequence[str]) -> Iterable[str]:
        """Literals that may occur in a text; none that does is missing."""
        self._seen_chars += len(text)
        if self._engine == "auto" and self._seen_chars <= _TABLES_FROM_CHARS:
            return [literal for literal in self._literals if literal in text]
        if (
            self._engine != "re"
            and (self._engine != "auto" or self._seen_chars > _NATIVE_FROM_CHARS)
            and self._native is not None
        ):
            found: set[int] = set()
            data = text.encode("utf-8", "replace")
            self._native.scan(data, match_event_handler=lambda index, _start, _end, _flags, _context: found.add(index))
            return [self._literals[index] for index in found]
        return self._by_words(text, folded)

    @cached_property
    def _native(self) -> Any:
        if not native_available():
            return None
        import hyperscan

        database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        database.compile(
            expressions=[literal.encode() for literal in self._literals],
            ids=list(range(len(self._literals))),
            elements=len(self._literals),
            flags=hyperscan.HS_FLAG_SINGLEMATCH,
            literal=True,
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
            for start in ({*odd} | set(map(add, odd, odd[1:]))) & by_pair.keys():
                yield from by_pair[start]


# Making the tables takes 10 ms, as long as looking for each literal in so much text.
_TABLES_FROM_CHARS = 20_000

# Compiling the literals for Hyperscan takes some 100 ms, as long as the other way needs for this much text.
_NATIVE_FROM_CHARS = 2_000_000

# The pieces of a text that `_stands_alone` takes for words.
_WORD = pattern(r"[^\W_\u2e80-\U0010ffff]+")
_DIGIT = pattern(r"\d")

# Scripts in which words are not divided by spaces, or carry endings that no pack can list.
_DENSE = pattern("[\u2e80-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a place in a text cuts no word of an alphabet open at either end."""
    return not (_joins(text[max(0, start - 1) : start], text[start]) or _joins(text[end - 1], text[end : end + 1]))


def _joins(one: str, other: str) -> bool:
    return bool(one and other) and one.isalnum() and other.isalnum() and one < "\u2e80" and other < "\u2e80"


def line_starts(lines: Iterable[str]) -> list[int]:
    """Where each line starts in the text that the lines make, in code points."""
    return [0, *accumulate(len(line) + 1 for line in lines)][:-1]
