"""
A learned judgement on lines: does a line belong to the text, or was it left there by the page?

Phrases cannot list every teaser, menu entry and caption. The model is a logistic regression in two steps. The first
looks at a line alone: its first words, its length, how it begins and ends, capitals, figures, the blank lines around
it, whether it comes again. The second looks at that score beside those of the lines around, at known leftovers near,
at how much running text stands above and below, and at the page as a whole. All of it is tables of weights: a
judgement is a sum of look-ups, quick enough for plain Python, and the largest summands are its reasons.

The weights come from `benchmarks/line_model.py`, which says what they were learned from; how well they do stands in `benchmarks/README.md`.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain, islice, pairwise, repeat
from operator import getitem, sub
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from .document import PROSE_WORDS, Document

_T = TypeVar("_T")

# Of longer lines the first words are enough: what does not belong shows itself early.
MAX_WORDS = 24

# No single line counts for more than this with its neighbours, in the logarithm of odds.
_LIMIT = 6.0

# Weights are stored as whole numbers.
SCALE = 64

# Capitals of other alphabets are not counted: the model has learned English.
_CAPITALS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FIGURES = str.maketrans("123456789", "000000000")


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


class Looks(NamedTuple):
    """
    What the model sees of a line by itself: the text as it is compared, without figures; its places in the tables named in
    `LOOKS`; how many words it has, as a class; how it ends; how many characters it has.
    """

    plain: str
    places: tuple[int, ...]
    word_class: int
    end_class: int
    chars: int


@dataclass(frozen=True, eq=False)
class Columns:
    """
    What the model sees of the lines of a text that have ink: each as it stands there, how it looks, and its places in the tables
    named in `NEARBY`; how many blank lines stand before each (and behind the last); whether a pack or list knows a phrase in it.
    """

    texts: list[str]
    looks: list[Looks]
    nearby: list[tuple[int, ...]]
    gaps: list[int]
    known: list[bool]

    @cached_property
    def words(self) -> list[list[str]]:
        """The first words of each line, and its last one."""
        return [first_words(one.plain) for one in self.looks]

    @property
    def shapes(self) -> list[tuple[int, ...]]:
        """The places of each line in the tables named in `SHAPE`."""
        return [one.places + nearby for one, nearby in zip(self.looks, self.nearby, strict=True)]


@dataclass(frozen=True, eq=False)
class Judgement:
    """
    What a model says about the lines of a text that have ink: the logarithm of the odds that a line does not belong; the
    same from the line alone; and the share of the text (0 to 1, by characters) that does not belong. `known_words` is the
    share of the words that were common where the model learned.
    """

    odds: Sequence[float]
    own: Sequence[float]
    columns: Columns
    stray_share: float
    known_words: float

    @cached_property
    def context(self) -> list[Sequence[int]]:
        """Each line's places in the tables named in `CONTEXT`, one column for each table."""
        return context(self.own, self.columns)


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


_ENDS = _Classes((".", "!", "?", "…", ":", ",;", "\"'”’", ")]", "|»›→>", "-_*="), 0, lambda char: 11 if char.isdigit() else 10)
_LEAST_WORDS = 20  # of fewer the model says nothing
_STOPS = frozenset((0, 1, 2, 6))  # the places of the marks that end a sentence
_STARTS = _Classes(
    ("*-•·–+", "[!<|#", "\"'“‘«"), 3, lambda char: 0 if char.isupper() else 1 if char.islower() else 2 if char.isdigit() else 6
)


class _Memo(dict[str, _T]):
    """What was worked out for lines met lately: on the pages of a site, and in what several tools make of one, they come again."""

    def remember(self, line: str, value: _T) -> _T:
        if len(line) <= _MEMO_CHARS:
            if len(self) >= _MEMO_LINES:
                self.clear()
            self[line] = value
        return value


_MEMO_CHARS, _MEMO_LINES = 100, 30_000  # some 15 MB
_seen_looks: _Memo[Looks] = _Memo()


def columns(doc: Document) -> Columns:
    """What the model sees of a text."""
    inked = doc.inked
    if not inked:
        return Columns([], [], [], [], [])
    texts = [line.text for line in inked]
    looks = _looks(doc, texts)
    plain, _, counts, _, _ = zip(*looks, strict=True)
    numbers = [line.number for line in inked]
    gaps = [_N_GAPS - 1, *[min(3, gap) for gap in map(sub, numbers[1:], map((1).__add__, numbers))], _N_GAPS - 1]
    nearby = zip(
        [gap * _N_GAPS + below for gap, below in pairwise(gaps)],
        [gap * 9 + (min(8, count)) for gap, count in zip(gaps, counts, strict=False)],
        [
            (min(4, times)) * _N_COUNTS + count
            for times, count in zip(map(Counter(plain).__getitem__, plain), counts, strict=True)
        ],
        strict=True,
    )
    known = {hit.line.number for hits in doc.phrase_hits.values() for hit in hits}
    return Columns(texts, looks, list(nearby), gaps, [number in known for number in numbers] if known else [False] * len(numbers))


def _looks(doc: Document, texts: list[str]) -> list[Looks]:
    """How each line looks; those that were not met lately are looked at together."""
    found = list(map(_seen_looks.get, texts))
    new = [place for place, looks in enumerate(found) if looks is None]
    if new:
        with_digits = set(doc.with_digits)
        folded, words = doc.folded, doc.word_counts
        plain = [folded[place].translate(_FIGURES) if place in with_digits else folded[place] for place in new]
        for place, looks in zip(new, _new_looks(texts, plain, new, words, with_digits), strict=True):
            found[place] = _seen_looks.remember(texts[place], looks)
    return found  # type: ignore[return-value]  # every None has been replaced


def _new_looks(texts: list[str], plain: list[str], places: list[int], words: list[int], with_digits: set[int]) -> Iterator[Looks]:
    raws = [texts[place].strip() or "." for place in places]
    chars = list(map(len, raws))
    numbers = [words[place] for place in places]
    counts = [_COUNTS[number] if number < 62 else _N_COUNTS - 1 for number in numbers]
    ends = [_ENDS[raw[-1]] for raw in raws]
    signs = _signs(plain, [place in with_digits for place in places])
    tables = zip(
        [(count * _N_ENDS + end) * _N_STARTS + _STARTS[raw[0]] for count, end, raw in zip(counts, ends, raws, strict=True)],
        [capitals * _N_COUNTS + count for capitals, count in zip(_capitals(raws, chars, numbers), counts, strict=True)],
        [sign * 9 + min(8, count) for sign, count in zip(signs, counts, strict=True)],
        [length // 6 if length < 240 else 40 for length in chars],
        [int("|" in raw) for raw in raws],
        strict=True,
    )
    return map(Looks, plain, tables, counts, ends, chars)


def first_words(plain: str) -> list[str]:
    """The first words of a line, and the last one."""
    words = plain.split(None, MAX_WORDS)
    if not words:  # nothing but invisible characters
        return ["."]
    if len(words) > MAX_WORDS:
        words[-1] = words[-1][-40:].split()[-1]
    return words


def _capitals(raws: Sequence[str], chars: Sequence[int], words: Sequence[int]) -> list[int]:
    """None, one, few, as many as words, most letters; and a class for long lines."""
    without = "\n".join(raws).encode("ascii", "replace").translate(None, _CAPITALS).split(b"\n")
    uppers = map(sub, chars, map(len, without))
    return [
        5 if length > 120 else upper if upper < 2 else 4 if 2 * upper > length else 3 if upper >= number else 2
        for upper, length, number in zip(uppers, chars, words, strict=True)
    ]


def _signs(plain: Sequence[str], with_digits: Sequence[bool]) -> list[int]:
    """Figures, in four steps, and whether there is a link in Markdown or an address."""
    found = [0] * len(plain)
    for place, text in enumerate(plain):
        if with_digits[place] or len(text) > 160:
            figures = text.count("0", 0, 80)
            found[place] = 4 * (figures if figures < 2 else 2 if figures < 5 else 3)
    joined = "\n".join(plain)
    for sign, number in (("](", 1), ("http", 2)):
        if sign in joined:
            for place, text in enumerate(plain):
                if sign in text:
                    found[place] += number
    return found


def context(own: Sequence[float], seen: Columns) -> list[Sequence[int]]:
    """The places of each line in the tables named in `CONTEXT`, one column for each table."""
    if not own:
        return []
    size = len(own)
    scores = [score if -_LIMIT < score < _LIMIT else math.copysign(_LIMIT, score) for score in own]
    places = [int(score + _LIMIT) for score in scores]
    prose = [one.chars if one.word_class >= _PROSE and one.end_class in _STOPS else 0 for one in seen.looks]
    through = list(accumulate(prose))
    total = through[-1]
    above = [0, *through[:-1]]
    below = [total - chars for chars in through]
    bits = int.bit_length
    n_known = sum(seen.known)
    stray = _share(scores, seen)
    logs = _logs(size)
    none = [0] * size
    backwards = scores[::-1]
    return [
        [int(2 * (score + _LIMIT)) for score in scores],
        [_EDGE, *places[:-1]],
        [*places[1:], _EDGE],
        _decayed(scores, _NEAR),
        _decayed(backwards, _NEAR)[::-1],
        _decayed(scores, _FAR),
        _decayed(backwards, _FAR)[::-1],
        list(map(int, seen.known)) if n_known else none,
        _known_near(seen.known) if n_known else none,
        _known_near(seen.known[::-1])[::-1] if n_known else none,
        list(map(bits, above)) if bits(total) <= 23 else [min(23, bits(chars)) for chars in above],
        list(map(bits, below)) if bits(total) <= 23 else [min(23, bits(chars)) for chars in below],
        [10 * before // total for before in above] if total else none,
        logs,
        logs[::-1],
        [one.word_class for one in seen.looks],
        [one.end_class for one in seen.looks],
        seen.gaps[:-1],
        seen.gaps[1:],
        [min(23, bits(n_known))] * size,
        [int(20 * stray)] * size,
        [min(23, bits(size))] * size,
        [min(23, bits(total))] * size,
    ]


_PROSE = _COUNTS[PROSE_WORDS + 1]


def _decayed(scores: Sequence[float], rate: float) -> list[int]:
    """For each line its place by the mean of the scores before it, where each counts `rate` times as much as the next one."""
    fresh, mean = 1 - rate, 0.0
    return [int(2 * _LIMIT), *[int(2 * ((mean := rate * mean + fresh * score) + _LIMIT)) for score in scores[:-1]]]


def _known_near(known: Sequence[bool]) -> list[int]:
    """For each line its place by how many of the lines before it are known, where each counts 0.8 times as much as the next one."""
    fresh, mean = 1 - _KNOWN, 0.0
    return [0, *[int(10 * (mean := _KNOWN * mean + fresh * one)) for one in known[:-1]]]


_NEAR, _FAR, _KNOWN = 0.6, 0.9, 0.8


def _logs(size: int) -> list[int]:
    """For each line the place of its number, counted from 1."""
    bits = size.bit_length()
    return [min(23, log) for log in range(1, bits + 1) for _ in range(min(1 << log, size + 1) - (1 << log - 1))]


def _share(odds: Sequence[float], seen: Columns) -> float:
    """The expected share of the characters that do not belong."""
    exp = math.exp
    chars = [one.chars for one in seen.looks]
    return sum([n / (1 + exp(-score)) for score, n in zip(odds, chars, strict=True) if score > -30]) / max(1, sum(chars))


def _from_one_side(scores: Sequence[float], next_to: list[float], near: list[float], far: list[float]) -> list[float]:
    """For each line what three tables say of the scores before it: of the last one, and of the two means that `_decayed` makes."""
    sums = []
    fresh_near, fresh_far, mean_near, mean_far = 1 - _NEAR, 1 - _FAR, 0.0, 0.0
    weight = next_to[_EDGE]
    for score in scores:
        sums.append(weight + near[int(2 * (mean_near + _LIMIT))] + far[int(2 * (mean_far + _LIMIT))])
        weight = next_to[int(score + _LIMIT)]
        mean_near = _NEAR * mean_near + fresh_near * score
        mean_far = _FAR * mean_far + fresh_far * score
    return sums


def _of_text(
    prose: Sequence[tuple[int, int]], total: int, size: int, fixed: float, tables: Mapping[str, list[float]]
) -> Iterator[float]:
    """For each line what the tables say of the running text above and below it, in characters, and `fixed`; `prose` has its lines."""
    above_table, below_table, share_table = (tables[name] for name in ("text above", "text below", "text share above"))

    def weight(above: int, below: int) -> float:
        share = 10 * above // total if total else 0
        return fixed + above_table[min(23, above.bit_length())] + below_table[min(23, below.bit_length())] + share_table[share]

    line = above = 0
    for place, chars in prose:
        yield from repeat(weight(above, total - above), place - line)
        yield weight(above, total - above - chars)
        line, above = place + 1, above + chars
    yield from repeat(weight(above, total - above), size - line)


class LineModel:
    """A model ready for use; see `Tables`."""

    def __init__(self, tables: Tables) -> None:
        weights = {name: [weight / SCALE for weight in column] for name, column in tables.weights.items()}
        self.words = dict(zip(tables.words.split(), weights["words of the line"], strict=True))
        self.first = dict(zip(tables.first.split(), weights["first word"], strict=True))
        self.last = dict(zip(tables.last.split(), weights["last word"], strict=True))
        self.shape = [weights[name] for name in SHAPE]
        self.context = [weights[name] for name in CONTEXT]
        self.bias = weights["bias"]
        self._seen: _Memo[float] = _Memo()
        self._by_size: dict[int, list[float]] = {}

    @classmethod
    def load(cls, path: str | Path) -> LineModel:
        """Reads a stored model; raises OSError or msgspec.ValidationError (a ValueError) where it is none."""
        return cls(msgspec.json.decode(Path(path).read_bytes(), type=Tables))

    def own(self, seen: Columns) -> list[float]:
        """The logarithm of the odds that each line does not belong, by the line and the blank lines around it."""
        scores = list(map(self._seen.get, seen.texts))
        looks, tables = len(LOOKS), self.shape
        word, first, last, bias, zeros = self.words.get, self.first.get, self.last.get, self.bias[0], repeat(0.0)
        for place, score in enumerate(scores):
            if score is None:
                one = seen.looks[place]
                words = first_words(one.plain)
                score = (
                    bias
                    + sum(map(word, words, zeros)) * WORD_SCALE[len(words)]
                    + first(words[0], 0.0)
                    + last(words[-1], 0.0)
                    + sum(map(getitem, tables, one.places))
                )
                scores[place] = self._seen.remember(seen.texts[place], score)
        gaps, gap, again = tables[looks:]
        return [score + gaps[one] + gap[two] + again[three] for score, (one, two, three) in zip(scores, seen.nearby, strict=True)]  # type: ignore[operator]

    def knows(self, seen: Columns, sample: int = 400) -> float:
        """
        The share (0 to 1) of the first words of a text, numbers and marks left out, that were common where the model
        learned; 0 where there are too few to tell.
        """
        words = chain.from_iterable(first_words(one.plain) for one in seen.looks)
        tried = list(islice(filter(str.isalpha, words), sample))
        return sum(map(self.words.__contains__, tried)) / len(tried) if len(tried) >= _LEAST_WORDS else 0.0

    def judge(self, seen: Columns) -> Judgement:
        """What the model says about each line."""
        own = self.own(seen)
        if not own:
            return Judgement([], [], seen, 0.0, 0.0)
        odds = self._odds(own, seen)
        return Judgement(odds, own, seen, _share(odds, seen), self.knows(seen))

    def _odds(self, own: Sequence[float], seen: Columns) -> list[float]:
        """
        The sums of what the tables in `CONTEXT` hold for each line: the same as by way of `context`, in half the time.

        Weights are whole sixty-fourths: floats add them without an error, in whatever order.
        """
        tables = dict(zip(CONTEXT, self.context, strict=True))
        size, bits = len(own), int.bit_length
        scores = [score if -_LIMIT < score < _LIMIT else math.copysign(_LIMIT, score) for score in own]
        prose = [
            (place, one.chars) for place, one in enumerate(seen.looks) if one.word_class >= _PROSE and one.end_class in _STOPS
        ]
        total = sum(chars for _, chars in prose)
        n_known = sum(seen.known)
        fixed = (
            self.bias[1]
            + tables["known lines"][min(23, bits(n_known))]
            + tables["stray share"][int(20 * _share(scores, seen))]
            + tables["lines"][min(23, bits(size))]
            + tables["text"][min(23, bits(total))]
        )
        columns: list[Iterable[float]] = [
            _from_one_side(scores, tables["before"], tables["above"], tables["far above"]),
            reversed(_from_one_side(scores[::-1], tables["after"], tables["below"], tables["far below"])),
            self._of_size(size),
            _of_text(prose, total, size, fixed, tables),
        ]
        if n_known:
            columns.append(map(tables["known"].__getitem__, seen.known))
            columns.append(map(tables["known above"].__getitem__, _known_near(seen.known)))
            columns.append(reversed([tables["known below"][place] for place in _known_near(seen.known[::-1])]))
        else:
            columns.append(repeat(tables["known"][0] + tables["known above"][0] + tables["known below"][0]))
        own_table, words, ends, above, below = (tables[name] for name in ("own", "words", "end", "gap above", "gap below"))
        columns.append(
            [
                own_table[int(2 * (score + _LIMIT))] + words[one.word_class] + ends[one.end_class] + above[gap] + below[next_gap]
                for score, one, gap, next_gap in zip(scores, seen.looks, seen.gaps, seen.gaps[1:], strict=False)
            ]
        )
        return list(map(sum, zip(*columns, strict=False)))

    def _of_size(self, size: int) -> list[float]:
        """What the tables say of each line's distance from the top and from the end of a text of so many lines."""
        if size not in self._by_size:
            if len(self._by_size) >= 500:
                self._by_size.clear()
            top, end = (self.context[list(CONTEXT).index(name)] for name in ("from top", "from end"))
            logs = _logs(size)
            self._by_size[size] = [top[above] + end[below] for above, below in zip(logs, logs[::-1], strict=True)]
        return self._by_size[size]

    def summands(self, judgement: Judgement, place: int) -> dict[str, float]:
        """
        What each table adds to the odds of one line, by the table's name: what the line's own score adds is divided among
        the tables of the first step, the words under their own names in quotation marks.
        """
        around = {
            name: table[places[place]] for name, table, places in zip(CONTEXT, self.context, judgement.context, strict=True)
        }
        own = around.pop("own")
        if not own:
            return around
        looks, nearby = judgement.columns.looks[place], judgement.columns.nearby[place]
        words, shape = first_words(looks.plain), looks.places + nearby
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


@lru_cache(maxsize=4)
def line_model(path: str | None = None) -> LineModel:
    """The model stored at a path, or the one that comes with the package; read once."""
    return LineModel.load(path or Path(__file__).with_name("line_model.json"))


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
