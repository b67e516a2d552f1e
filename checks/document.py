"""
Documents and the places in them.

A `Document` is one scraped text with its fields. Rules ask it for views (lines, keys, words, the language …),
which are made when the first rule asks and kept. Places are `Span`s, made by cutting the document, never by
searching for a text again.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, count
from operator import add
from types import MappingProxyType
from typing import TYPE_CHECKING, overload

import msgspec

from .code_talk import speaks_of_code
from .language import guess_by_letters, guess_by_words, sample_of
from .machine_lines import MIN_DIGITS, machine_kind, may_be_data
from .normalise import fold, fold_lines, line_key, line_keys
from .patterns import pattern
from .repeats import Paragraph, paragraphs

if TYPE_CHECKING:
    from .line_model import Judgement
    from .phrases import PhraseBook, PhraseHit, PhraseIndex

NO_FIELDS: Mapping[str, str] = MappingProxyType({})

# A sentence ends with these; a quotation mark or a bracket may follow.
SENTENCE_END = pattern(r"[.!?…。！？؟։।]+[\"'”’»«“„)\]]*\s*$")

_STOPS = frozenset(".!?")  # what most sentences end with: no pattern needed

# Running text has this many words and closes like a sentence, or so many however it ends.
PROSE_WORDS, LONG_WORDS = 8, 25

# Where one sentence ends and the next begins inside a paragraph.
_SENTENCE_BREAK = pattern(r"(?<=[.!?…])[\"'”’»)\]]*\s+(?=[\"'“‘«„(\[¿¡]*[^\W\d_a-z])|(?<=[。！？])[」』）]*")

_NO_DIGIT_OR_BREAK = bytes(sorted(set(range(256)) - set(b"0123456789\n")))

# Scripts that do not divide words by spaces.
_CJK = pattern("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


class Span(msgspec.Struct, frozen=True, gc=False):
    """
    A place in one document: code points `start` to `end` (end exclusive) of one field, and the text there.

    >>> Span(4, 9, "ferry").part(0, 2)
    Span(start=4, end=6, text='fe', field='text')
    """

    start: int
    end: int
    text: str
    field: str = "text"

    def part(self, start: int, end: int) -> Span:
        """The place from `start` to `end`, counted within this span, as `re` gives them."""
        return Span(self.start + start, self.start + end, self.text[start:end], self.field)

    def match(self, match: re.Match[str], group: int | str = 0) -> Span:
        """The place of a match that was found in this span's text."""
        return self.part(match.start(group), match.end(group))

    def strip(self) -> Span:
        """This place without the white space at its two ends."""
        left = len(self.text) - len(self.text.lstrip())
        return self.part(left, max(left, len(self.text.rstrip())))


class Line(Span, frozen=True, gc=False):
    r"""A line without the `\n` or `\r\n` that ends it; `number` counts from 1."""

    number: int = 0

    @property
    def blank(self) -> bool:
        """Whether there is nothing but white space."""
        return not self.text or self.text.isspace()

    @property
    def ends_sentence(self) -> bool:
        """Whether the line closes like a sentence, before any closing quotation mark or bracket."""
        last = self.text[-1:]
        return last in _STOPS or (not last.isalnum() and SENTENCE_END.search(self.text[-12:]) is not None)

    @property
    def word_count(self) -> int:
        """How many words; in Chinese, Japanese, Korean and Thai, two characters count as one."""
        return count_words(self.text)

    @property
    def is_prose(self) -> bool:
        """
        Whether the line reads like running text: at least eight words, closed like a sentence, or 25 words
        however it ends.
        """
        words = self.word_count
        return words >= LONG_WORDS or (words >= PROSE_WORDS and self.ends_sentence)


class Lines(Sequence[Line]):
    r"""
    All lines of a text. Those with ink are made at once; blank ones, three of four in a page dump, when somebody asks.

    >>> lines = Lines("a\n\nb")
    >>> len(lines), lines[1].blank, lines.inked[1] is lines[2]
    (3, True, True)
    """

    def __init__(self, text: str) -> None:
        texts = text.split("\n")
        self.starts = list(map(add, accumulate(map(len, texts[:-1]), initial=0), count()))
        if "\r" in text:
            texts = [line.removesuffix("\r") for line in texts]
        self.texts = texts
        starts = self.starts
        self.inked = [
            Line(starts[place], starts[place] + len(line), line, "text", place + 1)
            for place, line in enumerate(texts)
            if line and not line.isspace()
        ]

    @cached_property
    def ordinals(self) -> dict[int, int]:
        """How many lines that are not blank stand before each such line, by its number."""
        return {line.number: place for place, line in enumerate(self.inked)}

    def __len__(self) -> int:
        return len(self.texts)

    @overload
    def __getitem__(self, place: int) -> Line: ...

    @overload
    def __getitem__(self, place: slice) -> list[Line]: ...

    def __getitem__(self, place: int | slice) -> Line | list[Line]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self.texts)))]
        if place < 0:
            place += len(self.texts)
        if not 0 <= place < len(self.texts):
            raise IndexError(place)
        inked = self.ordinals.get(place + 1)
        if inked is not None:
            return self.inked[inked]
        text = self.texts[place]
        return Line(self.starts[place], self.starts[place] + len(text), text, "text", place + 1)


def count_words(text: str) -> int:
    """
    How many words a text has; in scripts without spaces two characters count as one word.

    >>> count_words("Don't stop"), count_words("橋が再開した")
    (2, 3)
    """
    if text.isascii():
        return len(text.split())
    dense = len(_CJK.findall(text))
    if not dense:
        return len(text.split())
    return len(_CJK.sub(" ", text).split()) + dense // 2


@dataclass(frozen=True, eq=False)
class Problem:
    """
    Something wrong with the file or record that a document came from, noticed while it was read.

    `rule` is the name of the rule in the category `file` that reports it. The place is counted in the
    document's text, or, where the text could not be had, `line` and `column` (from 1) are those of the file.
    """

    rule: str
    message: str
    start: int = 0
    end: int = 0
    line: int = 0
    column: int = 0


@dataclass(frozen=True, eq=False)
class Document:
    """
    One scraped text: what the scraper wrote, where it came from, and views of it.

    `fields` maps the standard names title, date, author, url, language, site and id to the values that the
    record had; a name that is missing was not in the record, an empty value was there and empty. `record`
    counts from 1 within a feed, and is None for a file that holds one text. `first_line` is the line of the
    file in which the text begins, after any front matter. `record_line` is the line of the file on which the
    record starts, 1 where that is not known, and None where the lines of the text are those of the file.
    `mark_bytes` is how many bytes a byte order mark takes before that file's first line; None where the file is not
    valid UTF-8, so that the text does not say at which bytes its characters stand.
    `explained` has the numbers of the lines that other rules have flagged, when a rule runs that gives way to
    them; it is empty for all other rules.
    """

    text: str
    fields: Mapping[str, str] = field(default_factory=lambda: NO_FIELDS)
    path: str = "<text>"
    record: int | None = None
    problems: Sequence[Problem] = ()
    first_line: int = 1
    record_line: int | None = None
    mark_bytes: int | None = 0
    phrase_book: PhraseBook | None = field(default=None, repr=False)
    explained: set[int] = field(default_factory=set, init=False, repr=False)
    _judgements: dict[str, Judgement] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def title(self) -> str:
        """The title field, or an empty string where it says nothing (see `says_nothing`)."""
        return _said(self.fields.get("title", ""))

    @cached_property
    def date(self) -> str:
        """The date field as it was written, or an empty string where it says nothing (see `says_nothing`)."""
        return _said(self.fields.get("date", ""))

    @cached_property
    def site(self) -> str | None:
        """The site field, or the host of the url field without a leading `www.`."""
        return self.fields.get("site") or host_of(self.fields.get("url", ""))

    @property
    def beginning(self) -> Span:
        """The empty place at the start: where findings about the whole document stand."""
        return Span(0, 0, "")

    def span(self, start: int, end: int) -> Span:
        """The place from code point `start` to `end` (exclusive) of the text."""
        return Span(start, end, self.text[start:end])

    def between(self, first: Span, last: Span) -> Span:
        """The place from the start of one span to the end of another."""
        return self.span(first.start, last.end)

    def problem_hits(self, rule: str) -> Iterator[tuple[Span, str]]:
        """
        What was noticed under this rule's name while the file was read: places and messages, as a rule yields
        them.
        """
        for problem in self.problems:
            if problem.rule == rule:
                column = f", column {problem.column}" if problem.column else ""
                place = f"line {problem.line}{column} of the file: " if problem.line else ""
                yield self.span(problem.start, problem.end), place + problem.message

    @cached_property
    def lines(self) -> Lines:
        r"""All lines, blank ones too; only `\n` ends a line, as in editors."""
        return Lines(self.text)

    @property
    def inked(self) -> list[Line]:
        """The lines that are not blank."""
        return self.lines.inked

    @cached_property
    def line_pairs(self) -> list[tuple[Line, Line]]:
        """Each line that is not blank with the next one that is not."""
        return list(zip(self.inked, self.inked[1:], strict=False))

    @cached_property
    def folded(self) -> list[str]:
        """The lines that are not blank in the form in which texts are compared (see `fold`), beside `inked`."""
        return fold_lines([line.text for line in self.inked])

    @cached_property
    def folded_text(self) -> str:
        """The folded lines as one text."""
        return "\n".join(self.folded)

    @cached_property
    def phrases(self) -> PhraseIndex | None:
        """The phrases to look for, by the language that the text is in."""
        return self.phrase_book.index(self.language_by_words) if self.phrase_book is not None else None

    @cached_property
    def literals(self) -> set[str] | None:
        """The literals of the phrases that may occur in the folded lines (see `PhraseIndex.literals`)."""
        return self.phrases.literals(self) if self.phrases is not None else None

    @cached_property
    def inked_keys(self) -> list[str]:
        """
        The lines that are not blank, folded and stripped of bullets, arrows and end marks (see `line_key`), beside
        `inked`.
        """
        return line_keys(self.folded)

    @cached_property
    def words(self) -> list[list[str]]:
        """The words of each line that is not blank, beside `inked`: the folded line, divided at its blanks and nowhere else."""
        return list(map(str.split, self.folded))

    @cached_property
    def word_counts(self) -> list[int]:
        """
        How many words each line that is not blank has (see `count_words`), beside `inked`; an invisible character between
        blanks is none, but no line has none.
        """
        return [
            len(words) or 1 if folded.isascii() else count_words(line.text)
            for line, folded, words in zip(self.inked, self.folded, self.words, strict=True)
        ]

    @cached_property
    def prose(self) -> list[Line]:
        """The lines that read like running text."""
        return [line for line, _ in self.counted_prose]

    @cached_property
    def counted_prose(self) -> list[tuple[Line, int]]:
        """The lines that read like running text (see `Line.is_prose`), each with the number of its words."""
        return [
            (line, words)
            for line, words in zip(self.inked, self.word_counts, strict=True)
            if words >= PROSE_WORDS and len(line.text) > 20 and (words >= LONG_WORDS or line.ends_sentence)
        ]

    def is_prose_at(self, place: int) -> bool:
        """Whether a line, by its place in `inked`, reads like running text (see `Line.is_prose`); quicker where many are asked."""
        words = self.word_counts[place]
        return words >= LONG_WORDS or (words >= PROSE_WORDS and self.inked[place].ends_sentence)

    @cached_property
    def with_digits(self) -> list[int]:
        """The places in `inked` of the lines of at most 160 characters that have a digit; before or after folding, both times."""
        inked = self.inked
        return [
            place
            for place, (figures, folded) in enumerate(zip(self.figures, self.folded, strict=True))
            if (figures or (not folded.isascii() and (any(map(str.isdigit, folded)) or any(map(str.isdigit, inked[place].text)))))
            and (len(folded) <= 160 or len(inked[place].text) <= 160)
        ]

    @cached_property
    def figures(self) -> list[bytes]:
        """The digits from 0 to 9 in each folded line; taken out of all lines together, which takes a third of a search in each."""
        return (
            "\n".join(self.folded).encode(errors="replace").translate(None, _NO_DIGIT_OR_BREAK).split(b"\n") if self.inked else []
        )

    def fold(self, line: Line) -> str:
        """A line that is not blank, in the form in which texts are compared."""
        return self.folded[self.ordinals[line.number]]

    def key(self, line: Line) -> str:
        """The line folded and stripped, for comparing lines; empty for a blank one."""
        place = self.ordinals.get(line.number)
        return "" if place is None else self.inked_keys[place]

    @cached_property
    def lines_by_key(self) -> dict[str, list[Line]]:
        """All places of each line, by its key, in the order of their first appearance; blank lines are left out."""
        places: dict[str, list[Line]] = {}
        for line, key in zip(self.inked, self.inked_keys, strict=True):
            if key:
                places.setdefault(key, []).append(line)
        return places

    @cached_property
    def word_count(self) -> int:
        """How many words the text has."""
        return count_words(self.text)

    @cached_property
    def phrase_hits(self) -> dict[str, list[PhraseHit]]:
        """
        What the phrase packs and lists recognise in this text, by the name of the pack, in the order of the
        text.
        """
        return self.phrases.find(self) if self.phrases is not None else {}

    @cached_property
    def leftover_lines(self) -> dict[int, str]:
        """
        The numbers of the lines in which a leftover phrase stands, each with the name of a pack that knows
        it.
        """
        return {
            hit.line.number: name
            for name, hits in self.phrase_hits.items()
            for hit in hits
            if self.phrase_book is not None and name in self.phrase_book.leftovers
        }

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        """The lines of at least twelve words, each with how much of it was said before."""
        return paragraphs(zip(self.inked, self.folded, self.words, strict=True))

    @cached_property
    def repeated_share(self) -> float:
        """The share (0 to 1) of the words in paragraphs that stand in repeated ones of at least 25 words."""
        total = sum(paragraph.words for paragraph in self.paragraphs)
        again = sum(paragraph.words for paragraph in self.paragraphs if paragraph.repeats and paragraph.words >= 25)
        return again / total if total else 0.0

    def repeats_much(self, min_share: float = 0.25) -> bool:
        """
        Whether at least that share of the text is repeated paragraphs.

        Never of more than 80 paragraphs: such pages are lists of offers, threads and manuals, where conditions and
        quotations come again by right.
        """
        return self.repeated_share >= min_share and len(self.paragraphs) <= 80

    @cached_property
    def machine_lines(self) -> dict[int, str]:
        """
        The numbers of the lines that are a piece of data and nothing else, each with its kind (see
        `machine_kind`).
        """
        inked, texts = self.inked, [line.text for line in self.inked]
        figures = self.figures
        places = {place for place in self.with_digits if len(figures[place]) >= MIN_DIGITS or not texts[place].isascii()}
        for start in may_be_data(self.text):
            place = self.ordinals.get(bisect_right(self.lines.starts, start))
            if place is not None:
                places.add(place)
        found = {}
        for place in sorted(places):
            line = inked[place]
            kind = machine_kind(line.text) if len(line.text) <= 2000 else None
            if kind is not None:
                found[line.number] = kind
        return found

    def lines_of_kind(self, *kinds: str) -> list[Line]:
        """The lines that are data of one of these kinds (see `machine_kind`)."""
        return [self.lines[number - 1] for number, kind in self.machine_lines.items() if kind in kinds]

    @cached_property
    def shows_code(self) -> bool:
        """Whether the text is about code, so that markup in it is meant (see `speaks_of_code`)."""
        return speaks_of_code([line.text for line in self.inked], self.folded, self.literals)

    @property
    def ordinals(self) -> dict[int, int]:
        """How many lines that are not blank stand before each such line, by its number."""
        return self.lines.ordinals

    def lines_with(self, pattern: re.Pattern[str]) -> list[Line]:
        """The lines in which a pattern occurs that cannot run over a line break; quicker than to ask each line."""
        starts, numbers = self.lines.starts, []
        found = pattern.search(self.text)
        while found:
            numbers.append(bisect_right(starts, found.start()))
            if numbers[-1] == len(starts):
                break
            found = pattern.search(self.text, starts[numbers[-1]])
        return [self.lines[number - 1] for number in numbers]

    def near(self, line: Line, distance: int) -> list[Line]:
        """The lines that are not blank and at most `distance` such lines before or behind this one."""
        place = self.ordinals[line.number]
        return [other for other in self.inked[max(0, place - distance) : place + distance + 1] if other is not line]

    def kinds_near(self, line: Line, distance: int) -> set[str]:
        """The kinds of data (see `machine_kind`) in the lines near this one."""
        return {kind for other in self.near(line, distance) if (kind := self.machine_lines.get(other.number))}

    def among_data(self, line: Line, distance: int = 3) -> bool:
        """
        Whether a line stands near lines that are data of another kind than itself, or near leftovers that a
        pack knows.
        """
        own = self.machine_lines.get(line.number)
        return any(
            other.number in self.leftover_lines or self.machine_lines.get(other.number) not in (None, own)
            for other in self.near(line, distance)
        )

    @cached_property
    def headline(self) -> Line | None:
        """
        The line near the top that looks like a headline, or None.

        With a title field: the line among the first six that says the same. Without one: the first line that
        is neither a leftover nor data, when it is at most 25 words long, does not close like a sentence, and
        the text goes on below.
        """
        top = self.inked[:6]
        if self.title:
            wanted = line_key(fold(self.title))
            return next((line for line in top if self.key(line) == wanted), None)
        for place, line in enumerate(top[:4]):
            known = line.number in self.leftover_lines or line.number in self.machine_lines
            if looks_like_headline(line) and not known and len(self.inked) > place + 1:
                return line
            if line.is_prose:
                return None
        return None

    @cached_property
    def language(self) -> str | None:
        """The language of the text as an ISO 639-1 code, from its prose; None where there is too little to tell."""
        return self.language_by_words or guess_by_letters(self._prose_sample)

    @cached_property
    def language_by_words(self) -> str | None:
        """
        The same where the commonest words or some letters tell it, else None: of one text in thirty `language` takes far longer
        than all else.
        """
        return guess_by_words(self._prose_sample)

    @cached_property
    def _prose_sample(self) -> str:
        return sample_of(line.text for line in self.prose)

    def judgement(self, model: str = "") -> Judgement:
        """
        What a learned model says about the lines (see `Judgement`): the one stored at a path, or the one that comes with
        the package. Raises OSError or ValueError where there is none at the path.
        """
        if model not in self._judgements:
            from .line_model import line_model

            self._judgements[model] = line_model(model or None).judge(self)
        return self._judgements[model]

    @property
    def judgement_by_looks(self) -> Judgement | None:
        """
        What a model that knows no words says about the lines; None where the text is in English, for which there is a better one, or
        in no language that can be told, as code and tables of names are.
        """
        if self.language in (None, "en"):
            return None
        from .line_model import BY_LOOKS

        return self.judgement(BY_LOOKS)

    def sentences(self, span: Span) -> Iterator[Span]:
        """The sentences of a line or paragraph, as places without the white space around them."""
        start = 0
        for match in _SENTENCE_BREAK.finditer(span.text):
            end = match.start() + len(match.group().rstrip())
            if span.text[start:end].strip():
                yield span.part(start, end).strip()
            start = match.end()
        if span.text[start:].strip():
            yield span.part(start, len(span.text)).strip()


_NOT_A_HEADLINE = pattern(r"(?i:^\W*list of \d+ items?)|https?://|www\.|@\w|^\W*\d[\d\s:/.T+-]*\d\W*$|^\W*$")


def looks_like_headline(line: Line) -> bool:
    """
    Whether a line at the top of a text could be its headline: 2 to 25 words, no end of a sentence, no address
    or date in it.

    Questions, exclamations and a headline that is a quotation count.
    """
    text = line.text.strip()
    if not 2 <= count_words(text) <= 25 or len(text) > 200 or _NOT_A_HEADLINE.search(text):
        return False
    last = text.rstrip("\"'”’»)]")[-1:]
    return last not in ".:;,…。" and any(char.isalpha() for char in text)


# What programs write for a value that is not there, when they turn it into a text.
_PLACEHOLDERS = frozenset({"nan", "none", "null", "nat", "undefined", "n/a", "<na>", "nil", "-", "–", "—", "--"})


def says_nothing(value: str) -> bool:
    """
    Whether a whole value is empty, or what a program wrote for a value that was not there.

    >>> says_nothing(" NaN"), says_nothing("-"), says_nothing("None of them came")
    (True, True, False)
    """
    return not value or value.isspace() or (len(value) <= 40 and value.strip().casefold() in _PLACEHOLDERS)


def _said(value: str) -> str:
    return "" if says_nothing(value) else value.strip()


def host_of(url: str) -> str | None:
    """
    The host of a URL without user, port and a leading `www.`; None if there is none.

    >>> host_of("https://www.example.com:8080/news/1"), host_of("/news/1")
    ('example.com', None)
    """
    match = re.match(r"\s*[a-zA-Z][a-zA-Z0-9+.-]{0,20}://(?:[^/?#@\s]{0,200}@)?([^/?#:\s\\]{1,253})", url)
    return match[1].lower().removeprefix("www.") if match else None


# Printable by the book and yet not to be seen: joiners, fillers, selectors of variants, the blank of Braille.
_UNSEEN = pattern("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")

# How many marks may stand on one letter: Hebrew and Vietnamese need three, more climb over the line above.
_MAX_MARKS = 4


def visible_chars(text: str) -> list[str]:
    """
    Each character of a text as it may be shown: itself, or an escape where it is invisible or steers the
    terminal.

    Escaped are control, format and private characters, white space other than the blank, and marks without a
    letter under them.
    """
    if text.isascii() and text.isprintable():
        return list(text)
    shown = []
    marks = _MAX_MARKS
    for char in text:
        if unicodedata.category(char)[0] == "M":
            marks += 1
        else:
            marks = _MAX_MARKS if char == " " else 0
        if char.isprintable() and marks <= _MAX_MARKS and not _UNSEEN.match(char):
            shown.append(char)
        else:
            shown.append(ascii(char)[1:-1])
            marks = _MAX_MARKS
    return shown


def visible(text: str) -> str:
    r"""
    Scraped text made fit for a terminal: nothing in it is invisible, breaks the line or gives orders.

    >>> visible("Ferry\x1b[31m strike\u202e\n")
    'Ferry\\x1b[31m strike\\u202e\\n'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(visible_chars(text))


# What CI systems read as an order to themselves in whatever a program prints: `::error …` where a line begins, and
# `##[error]`, `##vso[…]` and `##teamcity[…]` anywhere.
_ORDER = pattern(r"(?m:^[ \t]*)::|##(?=\[|vso\[|teamcity\[)")


def without_orders(shown: str) -> str:
    r"""
    Visible text, line by line, in which no CI system that reads along finds an order: one sign of each is written as
    another that looks the same and takes as much room.

    >>> without_orders("::error::Ferry ##[group]"), without_orders("std::vector ## strike")
    ('∶:error::Ferry #♯[group]', 'std::vector ## strike')
    """
    if "::" not in shown and "##" not in shown:
        return shown
    return _ORDER.sub(lambda found: found[0][:-2] + ("\N{RATIO}:" if found[0][-1] == ":" else "#\N{MUSIC SHARP SIGN}"), shown)


def printable(text: str, limit: int = 40) -> str:
    r"""
    Scraped text made fit for a message: control and other invisible characters as escapes, white space
    collapsed, at most `limit` characters.

    >>> printable("Ferry\x1b[31m   strike\u202e")
    'Ferry\\x1b[31m strike\\u202e'
    """
    shown = visible(" ".join(text[: 4 * limit].split()))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"
