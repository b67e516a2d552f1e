"""
A learned judgement on lines: does a line belong to the text, or was it left there by the page?

Phrases cannot list every teaser, menu entry and caption. The model is a logistic regression in two steps. The first
looks at a line alone: its first words, its length, how it begins and ends, capitals, figures, the blank lines around
it, whether it comes again. The second looks at that score beside those of the lines around, at known leftovers near,
at how much running text stands above and below, and at the page as a whole. All of it is tables of weights: a
judgement is a sum of look-ups, quick enough for plain Python, and the largest summands are its reasons.

There are two models. One has learned English words. The other has no words and judges by looks alone: it finds half as
much, in any language that closes its sentences with a mark.

The weights come from `benchmarks/line_model.py`, which says what they were learned from; how well they do stands in `benchmarks/README.md`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain, compress, count, islice, repeat
from pathlib import Path
from typing import NamedTuple

import msgspec

from .document import PROSE_WORDS, Document, Line
from .patterns import pattern

# Of longer lines the first words are enough: what does not belong shows itself early.
MAX_WORDS = 24

# No single line counts for more than this with its neighbours, in the logarithm of odds.
_LIMIT = 6.0

# Weights are stored as whole numbers.
SCALE = 64

# Capitals of other alphabets are not counted: the model has learned English.
_NO_CAPITAL = bytes(set(range(256)) - set(b"\nABCDEFGHIJKLMNOPQRSTUVWXYZ"))
_LONG = 120  # characters; of longer lines capitals are not counted
_FIGURES = (0, 1, 2, 2, 2, *[3] * 76)  # by how many there are among the first 80 characters


class Tables(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    A model as it is stored: what it was learned from, and weights in sixty-fourths of the logarithm of odds.

    `words`, `first` and `last` hold words, divided by blanks, `weights` their weights under the same names, in the same
    order, and one table for each name in `SHAPE` and `CONTEXT`, and `bias`, the constant of each of the two steps.
    """

    source: str
    words: str
    first: str
    last: str
    weights: dict[str, list[int]]


class Text(NamedTuple):
    """
    What a model looks at: the lines of a text that have ink, folded ones, their words and how many those are, the places of those that
    have digits (see `Document`), and the numbers of those in which a pack or list knows a phrase. Not the document: it keeps the judgement.
    """

    inked: list[Line]
    folded: list[str]
    words: list[list[str]]
    word_counts: list[int]
    with_digits: list[int]
    known: set[int]

    @classmethod
    def of(cls, doc: Document) -> Text:
        """What a model looks at of a document."""
        known = {hit.line.number for hits in doc.phrase_hits.values() for hit in hits}
        return cls(doc.inked, doc.folded, doc.words, doc.word_counts, doc.with_digits, known)

    def in_latin_manner(self) -> Text:
        """The same with lines that look as they would in Latin script: see `in_latin_manner`."""
        return self._replace(inked=[msgspec.structs.replace(line, text=in_latin_manner(line.text)) for line in self.inked])

    def plain(self) -> list[str]:
        """The lines as they are compared, with all figures alike."""
        plain = self.folded.copy()
        joined = "\n".join([plain[place] for place in self.with_digits])
        for figure in "123456789":
            joined = joined.replace(figure, "0")
        for place, line in zip(self.with_digits, joined.split("\n"), strict=False):
            plain[place] = line
        return plain

    def first_words(self, plain: list[str]) -> list[list[str]]:
        """The `first_words` of each of the `plain` lines; only those with figures are taken apart once more."""
        first = [
            (words if len(words) <= MAX_WORDS else [*words[:MAX_WORDS], words[-1][-40:]]) or _NO_WORDS for words in self.words
        ]
        for place in self.with_digits:
            first[place] = first_words(plain[place])
        return first


class Columns(NamedTuple):
    """
    What the model sees of the lines of a text that have ink, in columns: the text as it is compared, with all figures alike; how many
    characters it has; the class of how many words it has, and the place in the table `ends` by that class, its end and its start; the
    place in the table `capitals`; the place in the table `gaps` by how many blank lines stand before and behind it; whether a pack or
    list knows a phrase in it. What few lines have is told by their places: figures and links, bars, and how often those come that come
    more than once.
    """

    plain: list[str]
    chars: list[int]
    words: list[int]
    looks: list[int]
    capitals: list[int]
    gaps: list[int]
    known: list[bool]
    signs: dict[int, int]
    bars: list[int]
    times: dict[int, int]

    def end(self, line: int) -> int:
        """The class of how a line ends."""
        return self.looks[line] // _N_STARTS % _N_ENDS

    def shape(self, line: int) -> tuple[int, ...]:
        """The places of a line in the tables named in `SHAPE`."""
        words = self.words[line]
        return (
            self.looks[line],
            self.capitals[line],
            self.signs.get(line, 0) * 9 + min(8, words),
            min(40, self.chars[line] // 6),
            int(line in self.bars),
            self.gaps[line],
            self.gaps[line] // _N_GAPS * 9 + min(8, words),
            min(4, self.times.get(line, 1)) * _N_COUNTS + words,
        )


class Context(NamedTuple):
    """
    What the model sees of each line beside the others, in columns: classes of its score by itself, and of the mean scores of the
    lines above and below it, near and far; classes of how many lines near it are known, or nothing where none is; how many characters of
    running text there are up to its end. And how many lines are known, and the class of the share that is stray by the lines alone.
    """

    seen: Columns
    own: list[int]
    above: list[int]
    below: list[int]
    far_above: list[int]
    far_below: list[int]
    known_above: list[int]
    known_below: list[int]
    running: list[int]
    known_lines: int
    stray: int

    def places(self, line: int) -> tuple[int, ...]:
        """The places of a line in the tables named in `CONTEXT`."""
        seen, size, through = self.seen, len(self.own), self.running
        total, above, below = through[-1], through[line - 1] if line else 0, through[-1] - through[line]
        return (
            self.own[line],
            self.own[line - 1] // 2 if line else _EDGE,
            self.own[line + 1] // 2 if line + 1 < size else _EDGE,
            self.above[line],
            self.below[line],
            self.far_above[line],
            self.far_below[line],
            int(seen.known[line]),
            self.known_above[line] if self.known_above else 0,
            self.known_below[line] if self.known_below else 0,
            _log(above),
            _log(below),
            10 * above // total if total else 0,
            _log(line + 1),
            _log(size - line),
            seen.words[line],
            seen.end(line),
            seen.gaps[line] // _N_GAPS,
            seen.gaps[line] % _N_GAPS,
            _log(self.known_lines),
            self.stray,
            _log(size),
            _log(total),
        )


@dataclass(frozen=True, eq=False)
class Judgement:
    """What a model says about the lines of a text that have ink, worked out when somebody asks."""

    model: LineModel
    text: Text

    @cached_property
    def _plain(self) -> list[str]:
        return self.text.plain()

    @cached_property
    def _words(self) -> list[list[str]]:
        return self.text.first_words(self._plain)

    @cached_property
    def known_words(self) -> float:
        """The share (0 to 1) of the words that were common where the model learned (see `LineModel.knows`): first to be asked for."""
        return self.model.knows(self._words)

    @cached_property
    def columns(self) -> Columns:
        """What the model sees of the lines."""
        return columns(self.text, self._plain)

    @cached_property
    def own(self) -> list[float]:
        """The logarithm of the odds that a line does not belong, by the line and the blank lines around it."""
        return self.model.own(self.columns, self._words)

    @cached_property
    def context(self) -> Context:
        """What the model sees of each line beside the others."""
        return context(self.own, self.columns)

    @cached_property
    def odds(self) -> list[float]:
        """The logarithm of the odds that a line does not belong."""
        return self.model.odds(self.context) if self.own else []

    @cached_property
    def stray_share(self) -> float:
        """The share of the text (0 to 1, by characters) that does not belong."""
        return _share(self.odds, self.columns.chars)


# Counts of words, told apart up to six, then by steps.
_COUNTS = tuple(n if n <= 6 else 7 + sum(n > step for step in (8, 11, 15, 22, 35, 60)) for n in range(62))
_N_COUNTS, _N_ENDS, _N_STARTS, _N_GAPS, _N_SCORES, _N_LOGS = 14, 12, 7, 5, 25, 24
_EDGE = 13  # the place in a neighbour's table of the start and the end of the text

# The tables that a line has a place in by itself, and their sizes; those that know the blank lines around it and how often it comes; all
# of the first step.
LOOKS = {"ends": _N_COUNTS * _N_ENDS * _N_STARTS, "capitals": _N_COUNTS * 6, "figures": 16 * 9, "length": 41, "bar": 2}
NEARBY = {"gaps": _N_GAPS * _N_GAPS, "gap": _N_GAPS * 9, "again": 5 * _N_COUNTS}
SHAPE = {**LOOKS, **NEARBY}

# The tables that it has a place in by what stands around it. The last four are the same for all lines of a text.
CONTEXT = {
    "own": _N_SCORES,
    "before": _EDGE + 1,
    "after": _EDGE + 1,
    "above": _N_SCORES,
    "below": _N_SCORES,
    "far above": _N_SCORES,
    "far below": _N_SCORES,
    "known": 2,
    "known above": 11,
    "known below": 11,
    "text above": _N_LOGS,
    "text below": _N_LOGS,
    "text share above": 11,
    "from top": _N_LOGS,
    "from end": _N_LOGS,
    "words": _N_COUNTS,
    "end": _N_ENDS,
    "gap above": _N_GAPS,
    "gap below": _N_GAPS,
    "known lines": _N_LOGS,
    "stray share": 21,
    "lines": _N_LOGS,
    "text": _N_LOGS,
}


class _Classes(dict[str, int]):
    """The class of a character, by look-up, worked out when it is met for the first time."""

    def __init__(self, groups: Sequence[str], first: int, other: Callable[[str], int]) -> None:
        super().__init__({char: place for place, group in enumerate(groups, first) for char in group})
        self._other = other

    def __missing__(self, char: str) -> int:
        place = self._other(char)
        if len(self) < 5000:
            self[char] = place
        return place


# How a line ends and starts; -1 stands for white space, which is taken off first.
_ENDS = _Classes(
    (".", "!", "?", "…", ":", ",;", "\"'”’", ")]", "|»›→>", "-_*="),
    0,
    lambda char: 11 if char.isdigit() else -1 if char.isspace() else 10,
)

# Of fewer words the model says nothing; so many are tried.
_LEAST_WORDS, _SAMPLE = 20, 400

_STOPS = frozenset((0, 1, 2, 6))  # the places of the marks that end a sentence
_STARTS = _Classes(
    ("*-•·–+", "[!<|#", "\"'“‘«"),
    3,
    # A script without capitals has no small letters either.
    lambda char: 1 if char.islower() else 0 if char.isalpha() else 2 if char.isdigit() else -1 if char.isspace() else 6,
)


# Marks of other scripts, each with the one that it is in Latin script.
_LATIN_MARKS = str.maketrans("。．۔।！？؟：，、،；؛（）【】「」『』", '....!??:,,,;;()[]""""')
_HAN = pattern("[\u3040-\u30ff\u3400-\u9fff]")


def in_latin_manner(text: str) -> str:
    """
    A line with the marks of Latin script for those of its own: `。` ends a sentence, `«…»` is a quotation and no arrow. A
    Chinese or Japanese character says as much as two letters, and stands there twice.

    >>> in_latin_manner("橋が再開。"), in_latin_manner("«Мост открыт»"), in_latin_manner("Далее »")
    ('橋橋がが再再開開.', '"Мост открыт"', 'Далее »')
    """
    if text.isascii():
        return text
    text = _HAN.sub(r"\g<0>\g<0>", text.translate(_LATIN_MARKS))
    return text.replace("«", '"').replace("»", '"') if "«" in text and "»" in text else text


# The class of how many blank lines stand between two lines, by the step from number to number; 0 is the start of the text.
_GAPS = (_N_GAPS - 1, 0, 1, 2)


def columns(text: Text, plain: list[str]) -> Columns:
    """What the model sees of a text; `plain` has its `Text.plain` lines."""
    inked = text.inked
    if not inked:
        return Columns([], [], [], [], [], [], [], {}, [], {})
    texts = [line.text for line in inked]
    chars: list[int] = []
    words: list[int] = []
    looks: list[int] = []
    capitals: list[int] = []
    gaps: list[int] = []
    long: list[int] = []
    before, above = inked[0].number, 0
    # One loop for all that is seen of a line: each column made by itself takes a look at each line of its own.
    for line, raw, folded, number, upper in zip(inked, texts, plain, text.word_counts, _capitals(texts), strict=True):
        end, start = _ENDS[raw[-1]], _STARTS[raw[0]]
        if end < 0 or start < 0:
            raw = raw.strip()
            end, start = _ENDS[raw[-1]], _STARTS[raw[0]]
        length = len(raw)
        if len(folded) > 160:
            long.append(len(chars))
        chars.append(length)
        # Capitals: none, one, few, as many as words, most letters; and a class for long lines.
        if length > _LONG:
            case = 5
        else:
            case = len(upper)
            if case > 1:
                case = 4 if 2 * case > length else 3 if case >= number else 2
        count = _COUNTS[number] if number < 62 else _N_COUNTS - 1
        words.append(count)
        looks.append((count * _N_ENDS + end) * _N_STARTS + start)
        capitals.append(case * _N_COUNTS + count)
        step = line.number - before
        before += step
        gap = _GAPS[step] if step < 4 else 3
        gaps.append(above + gap)
        above = gap * _N_GAPS
    del gaps[0]  # that of the line before the first
    gaps.append(above + _N_GAPS - 1)
    joined = "\n".join(plain)
    return Columns(
        plain,
        chars,
        words,
        looks,
        capitals,
        gaps,
        known=[line.number in text.known for line in inked] if text.known else [False] * len(inked),
        signs=_signs(plain, joined, chain(text.with_digits, long)),
        # Folding makes no bar disappear.
        bars=[line for line, raw in enumerate(texts) if "|" in raw] if "|" in joined else [],
        times=_times(plain),
    )


_NO_WORDS = ["."]  # of a line with nothing but invisible characters


def first_words(plain: str) -> list[str]:
    """The first words of a line, and the last one."""
    words = plain.split(None, MAX_WORDS)
    if not words:
        return _NO_WORDS
    if len(words) > MAX_WORDS:
        words[-1] = words[-1][-40:].split()[-1]
    return words


def _capitals(texts: Sequence[str]) -> list[bytes]:
    """The capitals of each line, taken out of all lines together; none of long ones."""
    short = [text if len(text) <= _LONG or len(text.strip()) <= _LONG else "" for text in texts]
    return "\n".join(short).encode("ascii", "replace").translate(None, _NO_CAPITAL).split(b"\n")


def _signs(plain: Sequence[str], joined: str, may_have_figures: Iterable[int]) -> dict[int, int]:
    """Figures, in four steps, and whether there is a link in Markdown or an address; by the places of the lines that have one."""
    found = {line: 4 * _FIGURES[figures] for line in may_have_figures if (figures := plain[line].count("0", 0, 80))}
    for sign, number in (("](", 1), ("http", 2)):
        if sign[0] in joined and sign in joined:  # a look for one character takes next to nothing
            for line in [line for line, text in enumerate(plain) if sign in text]:
                found[line] = found.get(line, 0) + number
    return found


def _times(plain: Sequence[str]) -> dict[int, int]:
    """How often the lines come that come more than once, by their places."""
    often = Counter(plain)
    if len(often) == len(plain):
        return {}
    again = {text: number for text, number in often.items() if number > 1}
    return {line: again[text] for line, text in enumerate(plain) if text in again}


def context(own: Sequence[float], seen: Columns) -> Context:
    """What the model sees of each line of a text beside the others; `own` has their scores."""
    trunc, limit = math.trunc, 2 * _LIMIT  # `trunc` takes a third of the time of `int`
    scores = [score if -_LIMIT < score < _LIMIT else math.copysign(_LIMIT, score) for score in own]
    doubled = [score + score for score in scores]
    above, far_above = _decayed(doubled)
    doubled.reverse()
    below, far_below = _decayed(doubled)
    doubled.reverse()
    below.reverse()
    far_below.reverse()
    running = [chars if _RUNNING[look] else 0 for chars, look in zip(seen.chars, seen.looks, strict=True)]
    known = sum(seen.known)
    return Context(
        seen,
        own=[trunc(score + limit) for score in doubled],
        above=above,
        below=below,
        far_above=far_above,
        far_below=far_below,
        known_above=_known_near(seen.known) if known else [],
        known_below=_known_near(seen.known[::-1])[::-1] if known else [],
        running=list(accumulate(running)),
        known_lines=known,
        stray=int(20 * _share(scores, seen.chars)),
    )


# By the places in the table `ends`: whether it is one of running text.
_RUNNING = [
    words >= _COUNTS[PROSE_WORDS + 1] and end in _STOPS
    for words in range(_N_COUNTS)
    for end in range(_N_ENDS)
    for _ in range(_N_STARTS)
]


def _decayed(doubled: Iterable[float]) -> tuple[list[int], list[int]]:
    """
    For each line its places by two means of the doubled scores before it, in which each counts `_NEAR` and `_FAR` times as
    much as the next one.
    """
    trunc, limit = math.trunc, 2 * _LIMIT
    near_rate, near_fresh, far_rate, far_fresh = _NEAR, 1 - _NEAR, _FAR, 1 - _FAR
    near = far = 0.0
    near_places: list[int] = []
    far_places: list[int] = []
    for score in doubled:
        near_places.append(trunc(near + limit))
        far_places.append(trunc(far + limit))
        near = near_rate * near + near_fresh * score
        far = far_rate * far + far_fresh * score
    return near_places, far_places


def _known_near(known: Iterable[bool]) -> list[int]:
    """For each line its place by how many of the lines before it are known, where each counts 0.8 times as much as the next one."""
    trunc, rate, fresh, mean = math.trunc, _KNOWN, 1 - _KNOWN, 0.0
    places: list[int] = []
    for one in known:
        places.append(trunc(10.0 * mean) if mean >= 0.1 else 0)  # mostly 0: sooner said than worked out
        mean *= rate
        if one:
            mean += fresh
    return places


_NEAR, _FAR, _KNOWN = 0.6, 0.9, 0.8


def _log(number: int) -> int:
    """The place of a number in a table of `_N_LOGS`: how many binary digits it has."""
    return min(_N_LOGS - 1, number.bit_length())


def _share(odds: Sequence[float], chars: Sequence[int]) -> float:
    """The expected share of the characters that do not belong."""
    exp = math.exp
    return sum([n / (1.0 + exp(-score)) for score, n in zip(odds, chars, strict=True) if score > -30.0]) / max(1, sum(chars))


class LineModel:
    """A model ready for use; see `Tables`."""

    def __init__(self, tables: Tables) -> None:
        # Of each number one object, for thousands of them would not stay in the processor's cache.
        numbers = {weight: weight / SCALE for column in tables.weights.values() for weight in column}
        weights = {name: [numbers[weight] for weight in column] for name, column in tables.weights.items()}
        self.words = dict(zip(tables.words.split(), weights["words of the line"], strict=True))
        self.first = dict(zip(tables.first.split(), weights["first word"], strict=True))
        self.last = dict(zip(tables.last.split(), weights["last word"], strict=True))
        self.weights = weights
        self.shape = [weights[name] for name in SHAPE]
        self.bias = weights["bias"]
        self._merge(weights)

    def _merge(self, weights: Mapping[str, list[float]]) -> None:
        """
        Makes tables that answer for several at once.

        Weights are whole sixty-fourths: floats add them without an error, in whatever order.
        """
        counts, ends, gaps = range(_N_COUNTS), range(_N_ENDS), range(_N_GAPS)
        # Of a line without figures, links and bars.
        self._looks = [
            weights["ends"][(words * _N_ENDS + end) * _N_STARTS + start] + weights["figures"][min(8, words)] + weights["bar"][0]
            for words in counts
            for end in ends
            for start in range(_N_STARTS)
        ]
        # What figures and links, bars, and coming more than once add to that.
        figures, again = weights["figures"], weights["again"]
        self._signs = [figures[sign * 9 + min(8, words)] - figures[min(8, words)] for sign in range(16) for words in counts]
        self._bar = weights["bar"][1] - weights["bar"][0]
        self._again = [again[times * _N_COUNTS + words] - again[_N_COUNTS + words] for times in range(5) for words in counts]
        self._length = [weights["length"][length // 6] for length in range(241)]
        # In the first step, of a line that comes once, by `Columns.gaps` and `Columns.words`.
        self._nearby = [
            weights["gaps"][above * _N_GAPS + below]
            + weights["gap"][above * 9 + min(8, words)]
            + weights["again"][_N_COUNTS + words]
            for above in gaps
            for below in gaps
            for words in counts
        ]
        # In the second step, by `Columns.looks` and by `Columns.gaps`.
        self._words = [
            weights["words"][words] + weights["end"][end] for words in counts for end in ends for _ in range(_N_STARTS)
        ]
        self._gaps = [weights["gap above"][above] + weights["gap below"][below] for above in gaps for below in gaps]
        # By the neighbour's place in `Context.own`; the last is that of the edge of the text.
        self._before, self._after = (
            [*[weights[name][own // 2] for own in range(_N_SCORES)], weights[name][_EDGE]] for name in ("before", "after")
        )
        # What known lines and those near them have more than others.
        self._known, self._known_above, self._known_below = (
            [weight - weights[name][0] for weight in weights[name]] for name in ("known", "known above", "known below")
        )
        # By the binary digits of any number.
        self._above, self._below = (weights[name] + weights[name][-1:] * 64 for name in ("text above", "text below"))

    @classmethod
    def load(cls, path: str | Path) -> LineModel:
        """Reads a stored model; raises OSError or msgspec.ValidationError (a ValueError) where it is none."""
        return cls(msgspec.json.decode(Path(path).read_bytes(), type=Tables))

    def knows(self, lines: Iterable[list[str]]) -> float:
        """
        The share (0 to 1) of the first words of a text, numbers and marks left out, that were common where the model
        learned; 0 where there are too few to tell.
        """
        tried = list(islice(filter(str.isalpha, chain.from_iterable(lines)), _SAMPLE))
        return sum(map(self.words.__contains__, tried)) / len(tried) if len(tried) >= _LEAST_WORDS else 0.0

    def judge(self, doc: Document) -> Judgement:
        """What the model says about each line of a text that has ink."""
        text = Text.of(doc)
        return Judgement(self, text if self.words else text.in_latin_manner())

    def own(self, seen: Columns, lines: Iterable[list[str]] | None = None) -> list[float]:
        """
        The logarithm of the odds that each line does not belong, by the line and the blank lines around it; `lines` has
        the `first_words` of each, where they are at hand.
        """
        few = [0.0] * len(seen.plain)  # what few lines have
        for line, sign in seen.signs.items():
            few[line] += self._signs[sign * _N_COUNTS + seen.words[line]]
        for line in seen.bars:
            few[line] += self._bar
        for line, times in seen.times.items():
            few[line] += self._again[min(4, times) * _N_COUNTS + seen.words[line]]
        looks, capitals, lengths, nearby = self._looks, self.shape[1], self._length, self._nearby
        weights, first, last, bias, scale, zeros = self.words.get, self.first, self.last, self.bias[0], WORD_SCALE, repeat(0.0)
        if lines is None:
            lines = map(first_words, seen.plain)
        own: list[float] = []
        for words, number, look, upper, chars, gap, rest in zip(
            lines, seen.words, seen.looks, seen.capitals, seen.chars, seen.gaps, few, strict=True
        ):
            odds = bias + sum(map(weights, words, zeros)) * scale[len(words)]
            word = words[0]
            if word in first:
                odds += first[word]
            word = words[-1]
            if word in last:
                odds += last[word]
            rest += looks[look] + capitals[upper] + nearby[gap * _N_COUNTS + number]
            own.append(odds + (rest + (lengths[chars] if chars < 240 else lengths[240])))
        return own

    def odds(self, context: Context) -> list[float]:
        """
        The logarithm of the odds that each line of a text does not belong: the sums of what the tables in `CONTEXT` hold at
        `Context.places`.
        """
        seen, own, size, tables = context.seen, context.own, len(context.own), self.weights
        total, n_known = context.running[-1], context.known_lines
        fixed = (
            self.bias[1]
            + tables["known lines"][_log(n_known)]
            + tables["stray share"][context.stray]
            + tables["lines"][_log(size)]
            + tables["text"][_log(total)]
        )
        fixed += tables["known"][0] + tables["known above"][0] + tables["known below"][0]
        of_own, of_above, of_below, of_before, of_after = (
            tables["own"],
            tables["above"],
            tables["below"],
            self._before,
            self._after,
        )
        of_far_above, of_far_below, of_look, of_gap = tables["far above"], tables["far below"], self._words, self._gaps
        sums: list[float] = []
        before = of_before[_N_SCORES]
        for line, after, above, below, far_above, far_below, look, gap, by_top, by_end, by_text in zip(
            own,
            [*own[1:], _N_SCORES],
            context.above,
            context.below,
            context.far_above,
            context.far_below,
            seen.looks,
            seen.gaps,
            *self._of_size(size),
            self._of_text(context.running, fixed),
            strict=True,
        ):
            sums.append(
                of_own[line]
                + before
                + of_after[after]
                + of_above[above]
                + of_below[below]
                + of_far_above[far_above]
                + of_far_below[far_below]
                + of_look[look]
                + of_gap[gap]
                + by_top
                + by_end
                + by_text
            )
            before = of_before[line]
        if n_known:
            for places, weights in (
                (seen.known, self._known),
                (context.known_above, self._known_above),
                (context.known_below, self._known_below),
            ):
                for at in compress(count(), places):
                    sums[at] += weights[places[at]]
        return sums

    def _of_text(self, running: Sequence[int], fixed: float) -> list[float]:
        """For each line what the tables say of the running text above and below it, and `fixed`."""
        above, below, share, total = self._above, self._below, self.weights["text share above"], running[-1]
        sums: list[float] = []
        before, between = 0, None
        for through in running:
            if through == before and between is not None:
                sums.append(between)
                continue
            weight = fixed + above[before.bit_length()] + below[(total - through).bit_length()]
            weight += share[10 * before // total] if total else share[0]
            sums.append(weight)
            between = weight if through == before else None
            before = through
        return sums

    def _of_size(self, size: int) -> tuple[list[float], list[float]]:
        """What the tables say of each line's distance from the top and from the end of a text of so many lines."""
        top: list[float] = []
        end: list[float] = []
        for name, weights in (("from top", top), ("from end", end)):
            for digits in range(1, size.bit_length() + 1):  # as many numbers have so many binary digits as the least of them says
                weights += [self.weights[name][min(_N_LOGS - 1, digits)]] * (1 << (digits - 1))
            del weights[size:]
        end.reverse()
        return top, end

    def summands(self, judgement: Judgement, place: int) -> dict[str, float]:
        """
        What each table adds to the odds of one line, by the table's name: what the line's own score adds is divided among
        the tables of the first step, the words under their own names in quotation marks.
        """
        around = {name: self.weights[name][at] for name, at in zip(CONTEXT, judgement.context.places(place), strict=True)}
        own = around.pop("own")
        if not own:
            return around
        seen = judgement.columns
        words, shape = first_words(seen.plain[place]), seen.shape(place)
        scale = WORD_SCALE[len(words)]
        alone = {name: table[at] for name, table, at in zip(SHAPE, self.shape, shape, strict=True)}
        for word in words:
            alone[f'"{word}"'] = self.words.get(word, 0.0) * scale
        alone[f'"{words[0]}"'] += self.first.get(words[0], 0.0)
        last = f'"{words[-1]}"'
        alone[last] = alone.get(last, 0.0) + self.last.get(words[-1], 0.0)
        same_way = {name: weight for name, weight in alone.items() if weight * own > 0} or {"ends": own}
        total = sum(same_way.values())
        return around | {name: own * weight / total for name, weight in same_way.items()}


def log_odds(probability: float) -> float:
    """The logarithm of the odds of a probability; 0 and 1 are as far from doubt as a billion to one."""
    probability = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(probability / (1 - probability))


def runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """
    The first and the last of each run of places that follow each other.

    >>> list(runs([0, 2, 3]))
    [(0, 0), (2, 3)]
    """
    first = last = -2
    for place in places:
        if place != last + 1:
            if last >= 0:
                yield first, last
            first = place
        last = place
    if last >= 0:
        yield first, last


# In a long line each word counts for less.
WORD_SCALE = (0.0, *(2 / math.sqrt(number) for number in range(1, MAX_WORDS + 2)))


# The models that come with the package: the one with words, and the one that judges by looks.
WITH_WORDS, BY_LOOKS = (str(Path(__file__).with_name(name)) for name in ("line_model.json", "line_model_by_looks.json"))


@lru_cache(maxsize=4)
def line_model(path: str | None = None) -> LineModel:
    """The model stored at a path, or the one with words that comes with the package; read once."""
    return LineModel.load(path or WITH_WORDS)


def refuse_no_model(path: str) -> None:
    """Raises ValueError, with a message about the option `model`, where no model can be read from a path; an empty one is fine."""
    if not path:
        return
    try:
        line_model(path)
    except OSError as error:
        raise ValueError(f"model: {path}: {error.strerror}") from None
    except ValueError as error:
        raise ValueError(f"model: {path} is no model: {error}") from None
