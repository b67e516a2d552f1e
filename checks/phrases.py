"""
Phrases by look-up: every pack of every language in one pass over the lines.

A whole line is one look-up in one dict of folded lines; a prefix one look-up of its first letters; what may
stand anywhere in a line is looked for only in texts that have its longest word. The cost does not grow with the
number of packs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, count
from operator import itemgetter
from typing import NamedTuple

from .code_talk import terms_of_code
from .document import Document, Line, Span, count_words
from .literals import LiteralFinder, places_of
from .normalise import fold, line_key, line_keys, number_key
from .patterns import pattern

_DIGIT = pattern(r"\d")

# A prefix such as `See also:` opens a leftover line, or a long note that belongs to the text.
MAX_LINE_CHARS = 160
_HEAD_CHARS = 4
_NEVER = ("\n",)  # what no line begins with

# A phrase glued to the end of a paragraph counts when the line is longer than this, and the phrase has this many words:
# `Share.` ends good sentences, `Share your thoughts in the comments below!` does not.
_GLUED_FROM = 60
_GLUED_WORDS = 4
# The same in scripts without spaces, where two characters count as one word.
_GLUED_FROM_WORDS = 15
_GLUED_DENSE_WORDS = 5


# The numbers of one phrase have fewer characters than this together.
_NUMBER_CHARS = 60

# Every character that a number of an ASCII line may have, see `number_key`.
_WITHOUT_NUMBERS = dict.fromkeys(map(ord, "0123456789., kmblntysdior"))


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


class PhraseBook:
    """
    All phrases of all packs, with an index of them for each language that texts are in, made when the first such text comes.

    `leftovers` names the packs whose phrases are leftovers wherever they stand, as against lists that count
    only in company. `long_list` gives the phrases that count only in texts of a language. `engine` is as in `TriggerMatcher`.
    """

    def __init__(
        self,
        phrases: Iterable[Phrase],
        leftovers: frozenset[str] = frozenset(),
        engine: str = "auto",
        long_list: Callable[[str], Sequence[Phrase]] = lambda _language: (),
    ) -> None:
        self.leftovers = leftovers
        self._phrases = tuple(phrases)
        self._engine = engine
        self._long_list = long_list
        self._indexes: dict[str | None, PhraseIndex] = {}

    def index(self, language: str | None) -> PhraseIndex:
        """The phrases for texts in a language; None where it cannot be told."""
        found = self._indexes.get(language)
        if found is None:
            more = self._long_list(language) if language is not None else ()
            found = PhraseIndex((*self._phrases, *more), self._engine) if more or language is None else self.index(None)
            self._indexes[language] = found
        return found


class PhraseIndex:
    """Phrases ready for look-up."""

    def __init__(self, phrases: Iterable[Phrase], engine: str = "auto") -> None:
        self._lines: dict[str, list[Phrase]] = {}
        prefixes: list[Phrase] = []
        self._contained: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            if phrase.kind == "line":
                self._lines.setdefault(phrase.key, []).append(phrase)
            elif phrase.kind == "prefix":
                prefixes.append(phrase)
            else:
                self._contained.setdefault(phrase.key, []).append(phrase)
        self._sentences = {key for key in self._lines if _may_be_sentence(key)}
        self._literals = self._contained.keys() | self._sentences
        self._finder = LiteralFinder(self._literals, engine, short=terms_of_code())
        # What a line must have to be worth a closer look: one look-up of a few letters tells most lines apart.
        self._head_chars = min([_HEAD_CHARS, *(len(phrase.key) for phrase in prefixes if phrase.key)])
        self._prefixes: dict[str, list[Phrase]] = {}
        self._openings: dict[str, tuple[str, ...]] = {}
        for phrase in prefixes:
            head = phrase.key[: self._head_chars]
            self._prefixes.setdefault(head, []).append(phrase)
            for start in {head, f" {head}"[: self._head_chars]}:  # a folded line may begin with one blank
                self._openings[start] = (*self._openings.get(start, ()), phrase.key)
        numbered = [key for key in self._lines if "{n}" in key]
        self._numbered_chars = max(map(len, numbered), default=0) + _NUMBER_CHARS
        self._numbered = {key.replace("{n}", "").translate(_WITHOUT_NUMBERS) for key in numbered}

    def literals(self, doc: Document) -> set[str]:
        """The literals among the phrases, and the terms of code (see `code_talk`), that may occur in a document."""
        return self._finder.candidates(doc.folded, doc.folded_text)

    def find(self, doc: Document) -> dict[str, list[PhraseHit]]:
        """What stands in the document, by pack, in the order of the text; one hit a place and pack at the most."""
        hits: dict[str, list[PhraseHit]] = {}
        occurring = doc.literals if doc.phrases is self else None
        occurring = self.literals(doc) if occurring is None else occurring
        literals = places_of(occurring & self._literals, doc.folded_text)
        seen, keys, marked = _visible_lines(doc)
        for place in sorted(literals.keys() | self._candidates(seen, keys, [*doc.with_digits, *marked])):
            if not doc.inked_keys[place]:
                continue
            contained = [literal for literal in literals.get(place, ()) if literal in self._contained]
            line, folded, key = doc.inked[place], doc.folded[place], keys[place]
            whole = key and len(seen[place]) <= MAX_LINE_CHARS and not _is_speech(line.text, folded)
            found = self.phrases_of_line(seen[place], key) if whole else []
            for phrase in found:
                self._add(hits, line.strip(), line, phrase)
            if not found and (len(folded) > _GLUED_FROM or doc.word_counts[place] > _GLUED_FROM_WORDS):
                for phrase, span in self._whole_sentences(
                    doc, line, folded, self._sentences.intersection(literals.get(place, ()))
                ):
                    self._add(hits, span, line, phrase)
            for phrase, span in self._inside(doc, line, folded, contained):
                self._add(hits, span, line, phrase)
        return hits

    def _candidates(self, seen: Sequence[str], keys: Sequence[str], with_numbers: Iterable[int]) -> set[int]:
        """
        The places of the visible lines that may be a phrase or begin with one, given their keys and the places of those that may have
        a number.
        """
        openings = self._openings
        places = set(compress(count(), map(self._lines.__contains__, keys)))
        starts = map(itemgetter(slice(self._head_chars)), seen)
        for place in compress(count(), map(openings.__contains__, starts)):
            if seen[place].lstrip().startswith(openings[seen[place][: self._head_chars]]):
                places.add(place)
        for place in compress(count(), [not text[:1].isalnum() for text in seen]):
            if keys[place].startswith(openings.get(keys[place][: self._head_chars], _NEVER)):
                places.add(place)
        short = []
        for place in with_numbers:
            key = keys[place]
            if not key.isascii():
                places.add(place)
            elif len(key) <= self._numbered_chars:
                short.append(place)
        plain = "\n".join([keys[place] for place in short]).translate(_WITHOUT_NUMBERS).split("\n")
        places.update(compress(short, map(self._numbered.__contains__, plain)))
        return places

    def phrases_of_line(self, folded: str, key: str) -> list[Phrase]:
        """The phrases that a folded line is, or begins with."""
        found = self._lines.get(key, [])
        if _DIGIT.search(key):
            found = found + self._lines.get(number_key(key), [])
        # Also behind a bullet, an arrow or a bracket: `(Read also: …)`.
        for start in (folded.lstrip(), folded[folded.find(key) :]):
            prefixed = [phrase for phrase in self._prefixes.get(start[: self._head_chars], ()) if start.startswith(phrase.key)]
            if prefixed:
                return found + prefixed
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
                if not (_quoted(text, literal) or (text.count('"') % 2 and _quoted(folded, literal))):
                    for phrase in self._contained[literal]:
                        yield phrase, span

    @staticmethod
    def _add(hits: dict[str, list[PhraseHit]], span: Span, line: Line, phrase: Phrase) -> None:
        of_pack = hits.setdefault(phrase.pack, [])
        if not any(other.span == span for other in of_pack[-4:]):
            of_pack.append(PhraseHit(span, line, phrase.text, phrase.kind, phrase.language))


# A link in Markdown, but no picture, in one line of a text; and what makes a line a heading.
_LINK = pattern(r"(?<!!)\[([^\[\]\n]{1,200})\]\([^()\s]{0,2000}(?:[^\S\n]\"[^\"\n]{0,200}\")?\)")
_HEADING = pattern(r"\s*#{1,6} ")


def _may_be_sentence(key: str) -> bool:
    """Whether a whole-line phrase is long enough to be told from prose where it stands in a paragraph."""
    if "{n}" in key:
        return False
    if key.count(" ") >= _GLUED_WORDS - 1:
        return True
    return not key.isascii() and len(key) >= 2 * _GLUED_DENSE_WORDS and count_words(key) >= _GLUED_DENSE_WORDS


def visible_text(folded: str) -> str:
    """
    What a reader sees of folded lines of Markdown: the words of their links, a heading without its signs.

    >>> visible_text("* [read more](https://example.com/a)"), visible_text("## related articles")
    ('* read more', 'related articles')
    """
    if "](" in folded:
        folded = "".join(_LINK.split(folded))  # what stands between links, and their words, in turn
    if "# " in folded:
        folded = "\n".join([line[_heading_chars(line) :] for line in folded.split("\n")])
    return folded


def _heading_chars(line: str) -> int:
    heading = _HEADING.match(line) if "# " in line else None
    return heading.end() if heading else 0


def _visible_lines(doc: Document) -> tuple[list[str], list[str], list[int]]:
    """The folded lines with ink as a reader sees them, their keys, and the places of those that are written in Markdown."""
    text = doc.folded_text
    marked = []
    if ("[" in text and "](" in text) or ("#" in text and "# " in text):  # one sign is found at a tenth of the cost of two
        marked = [place for place, line in enumerate(doc.folded) if "](" in line or "# " in line]
    if not marked:
        return doc.folded, doc.inked_keys, marked
    seen, keys = doc.folded.copy(), doc.inked_keys.copy()
    texts = visible_text("\n".join([seen[place] for place in marked])).split("\n")
    for place, text, key in zip(marked, texts, line_keys(texts), strict=True):
        seen[place], keys[place] = text, key
    return seen, keys, marked


_DASHES = frozenset("—–―")  # a hyphen is a bullet

_QUOTATIONS = {'"': '"', "«": "»", "「": "」", "『": "』"}


def _quoted(folded: str, literal: str) -> bool:
    """Whether a literal stands in a quotation: somebody speaks of the phrase."""
    before, _, after = folded.partition(literal)
    inner = before.endswith("'") and after.startswith("'")  # a quotation within one that goes on over sentences
    if inner or (before.count('"') % 2 == 1 and '"' in after):
        return True
    return any(before.count(opening) > before.count(closing) for opening, closing in _QUOTATIONS.items() if opening != closing)


def _is_speech(text: str, folded: str) -> bool:
    """Whether a line, given also folded, is what somebody says, or an example of such a phrase: quoted, or behind a dash."""
    if text.lstrip()[:1] in _DASHES:
        return True
    line = folded.strip(" .,;")
    return len(line) > 1 and line[0] in _QUOTATIONS and line[-1] == _QUOTATIONS[line[0]]
