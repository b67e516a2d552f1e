"""
A learned judgement on lines: does a line belong to the text, or was it left there by the page?

Phrases cannot list every teaser, menu entry and caption. The model is a logistic regression in two steps. The first
looks at a line alone: its first words, its length, how it begins and ends, capitals, figures, the blank lines around
it, whether it comes again. The second looks at that score beside those of the lines around, at known leftovers near,
at how much running text stands above and below, and at the page as a whole. All of it is tables of weights: a
judgement is a sum of look-ups, quick enough for plain Python, and the largest summands are its reasons.

The weights come from `benchmarks/line_model.py`, which says what they were learned from and how well they do.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise, repeat
from operator import add, getitem
from pathlib import Path
from typing import NamedTuple

import msgspec

from .document import PROSE_WORDS, Document

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


class Columns(NamedTuple):
    """
    The lines of a text that have ink: their first words and the last one, as they are compared and without figures; for
    each line its places in the tables named in `SHAPE`; how many words and characters it has; how it ends; how many blank
    lines stand before it (and behind the last); whether a pack or list knows a phrase in it.
    """

    words: list[list[str]]
    shapes: list[tuple[int, ...]]
    counts: list[int]
    ends: list[int]
    gaps: list[int]
    chars: list[int]
    known: list[bool]


class Judgement(NamedTuple):
    """
    What a model says about the lines of a text that have ink: the logarithm of the odds that a line does not belong; the
    same from the line alone; each line's places in the tables named in `CONTEXT`; and the share of the text (0 to 1,
    by characters) that does not belong. `known_words` is the share of the words that were common where the model learned.
    """

    odds: list[float]
    own: list[float]
    context: list[Sequence[int]]
    columns: Columns
    stray_share: float
    known_words: float


# Counts of words, told apart up to six, then by steps.
_COUNTS = tuple(n if n <= 6 else 7 + sum(n > step for step in (8, 11, 15, 22, 35, 60)) for n in range(62))
_N_COUNTS, _N_ENDS, _N_STARTS, _N_GAPS, _N_SCORES, _N_LOGS = 14, 12, 7, 5, 25, 24
_EDGE = 13  # the place in a neighbour's table of the start and the end of the text

# The tables that a line has a place in by itself, and their sizes.
SHAPE = {
    "ends": _N_COUNTS * _N_ENDS * _N_STARTS,
    "capitals": _N_COUNTS * 6,
    "figures": 16 * 9,
    "length": 41,
    "gaps": _N_GAPS * _N_GAPS,
    "gap": _N_GAPS * 9,
    "again": 5 * _N_COUNTS,
    "bar": 2,
}

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
_STOPS = frozenset((0, 1, 2, 6))  # the places of the marks that end a sentence
_STARTS = _Classes(
    ("*-•·–+", "[!<|#", "\"'“‘«"), 3, lambda char: 0 if char.isupper() else 1 if char.islower() else 2 if char.isdigit() else 6
)


def columns(doc: Document) -> Columns:
    """What the model sees of a text."""
    inked = doc.inked
    if not inked:
        return Columns([], [], [], [], [], [], [])
    plain = list(doc.folded)
    for place in doc.with_digits:
        plain[place] = plain[place].translate(_FIGURES)
    again = Counter(plain)
    numbers = [line.number for line in inked]
    gaps = [_N_GAPS - 1, *[min(3, below - above - 1) for above, below in pairwise(numbers)], _N_GAPS - 1]
    rows: list[tuple[list[str], tuple[int, ...], int, int, int]] = []
    add_row = rows.append
    for line, text, number, gap, next_gap in zip(inked, plain, doc.word_counts, gaps[:-1], gaps[1:], strict=True):
        words = text.split(None, MAX_WORDS) or ["."]  # nothing but invisible characters
        if len(words) > MAX_WORDS:
            words[-1] = words[-1][-40:].split()[-1]
        count = _COUNTS[number] if number < 62 else _N_COUNTS - 1
        raw = line.text.strip() or "."
        length = len(raw)
        end = _ENDS[raw[-1]]
        few = min(8, count)
        figures = text.count("0", 0, 80)
        if length > 120:
            capitals = 5
        else:
            ascii_bytes = raw.encode("ascii", "replace")
            upper = length - len(ascii_bytes.translate(None, _CAPITALS))
            capitals = upper if upper < 2 else 4 if 2 * upper > length else 3 if upper >= number else 2
        times = again[text]
        add_row(
            (
                words,
                (
                    (count * _N_ENDS + end) * _N_STARTS + _STARTS[raw[0]],
                    capitals * _N_COUNTS + count,
                    ((figures if figures < 2 else 2 if figures < 5 else 3) * 4 + ("](" in text) + 2 * ("http" in text)) * 9 + few,
                    length // 6 if length < 240 else 40,
                    gap * _N_GAPS + next_gap,
                    gap * 9 + few,
                    (min(4, times)) * _N_COUNTS + count,
                    "|" in raw,
                ),
                count,
                end,
                length,
            )
        )
    known = {hit.line.number for hits in doc.phrase_hits.values() for hit in hits}
    words_of, shapes, counts, ends, chars = map(list, zip(*rows, strict=True))
    return Columns(words_of, shapes, counts, ends, gaps, chars, [number in known for number in numbers])


def context(own: Sequence[float], seen: Columns) -> tuple[list[Sequence[int]], float]:
    """
    The places of each line in the tables named in `CONTEXT`, one column for each table, and the share of the text that
    does not belong by the lines' own scores.
    """
    size = len(own)
    scores = [score if -_LIMIT < score < _LIMIT else math.copysign(_LIMIT, score) for score in own]
    places = [int(score + _LIMIT) for score in scores]
    prose = [
        chars if count >= _PROSE and end in _STOPS else 0
        for count, end, chars in zip(seen.counts, seen.ends, seen.chars, strict=True)
    ]
    above = [0, *accumulate(prose[:-1])]
    total = above[-1] + prose[-1]
    known = [float(one) for one in seen.known]
    n_known = sum(seen.known)
    stray = _share(scores, seen.chars)
    logs = [(place + 1).bit_length() for place in range(size)]
    none = [0] * size
    return [
        [int(2 * (score + _LIMIT)) for score in scores],
        [_EDGE, *places[:-1]],
        [*places[1:], _EDGE],
        [int(2 * (score + _LIMIT)) for score in _decayed(scores, 0.6)],
        [int(2 * (score + _LIMIT)) for score in _decayed(scores[::-1], 0.6)][::-1],
        [int(2 * (score + _LIMIT)) for score in _decayed(scores, 0.9)],
        [int(2 * (score + _LIMIT)) for score in _decayed(scores[::-1], 0.9)][::-1],
        [int(one) for one in seen.known],
        [int(10 * score) for score in _decayed(known, 0.8)] if n_known else none,
        [int(10 * score) for score in _decayed(known[::-1], 0.8)][::-1] if n_known else none,
        [min(23, chars.bit_length()) for chars in above],
        [min(23, (total - before - here).bit_length()) for before, here in zip(above, prose, strict=True)],
        [10 * before // total for before in above] if total else none,
        logs,
        logs[::-1],
        seen.counts,
        seen.ends,
        seen.gaps[:-1],
        seen.gaps[1:],
        [min(23, n_known.bit_length())] * size,
        [int(20 * stray)] * size,
        [min(23, size.bit_length())] * size,
        [min(23, total.bit_length())] * size,
    ], stray


_PROSE = _COUNTS[PROSE_WORDS + 1]


def _decayed(scores: Sequence[float], rate: float) -> list[float]:
    """For each place the mean of the scores before it, where each counts `rate` times as much as the next one."""
    fresh = 1 - rate
    return [0.0, *accumulate([fresh * score for score in scores[:-1]], lambda mean, score: rate * mean + score)]


def _share(odds: Sequence[float], chars: Sequence[int]) -> float:
    """The expected share of the characters that do not belong."""
    exp = math.exp
    return sum([n / (1 + exp(-score)) for score, n in zip(odds, chars, strict=True) if score > -30]) / max(1, sum(chars))


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

    @classmethod
    def load(cls, path: str | Path) -> LineModel:
        """Reads a stored model; raises OSError or msgspec.ValidationError (a ValueError) where it is none."""
        return cls(msgspec.json.decode(Path(path).read_bytes(), type=Tables))

    def own(self, seen: Columns) -> list[float]:
        """The logarithm of the odds that each line does not belong, by the line alone."""
        word, first, last, shape, bias = self.words.get, self.first.get, self.last.get, self.shape, self.bias[0]
        zeros = repeat(0.0)
        return [
            bias
            + sum(map(word, words, zeros)) * WORD_SCALE[len(words)]
            + first(words[0], 0.0)
            + last(words[-1], 0.0)
            + sum(map(getitem, shape, shapes))
            for words, shapes in zip(seen.words, seen.shapes, strict=True)
        ]

    def knows(self, seen: Columns, sample: int = 400) -> float:
        """The share (0 to 1) of the first words of a text, numbers and marks left out, that were common where the model learned."""
        tried = [word for words in seen.words for word in words if word.isalpha()][:sample]
        return sum(map(self.words.__contains__, tried)) / len(tried) if tried else 0.0

    def judge(self, seen: Columns) -> Judgement:
        """What the model says about each line."""
        own = self.own(seen)
        if not own:
            return Judgement([], [], [], seen, 0.0, 0.0)
        around, _ = context(own, seen)
        odds = [self.bias[1]] * len(own)
        for table, places in zip(self.context, around, strict=True):
            odds = list(map(add, odds, map(table.__getitem__, places)))
        return Judgement(odds, own, around, seen, _share(odds, seen.chars), self.knows(seen))

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
        words, shape = judgement.columns.words[place], judgement.columns.shapes[place]
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


def runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """
    The first and the last place of each run of true ones.

    >>> list(runs([True, False, True, True]))
    [(0, 0), (2, 3)]
    """
    first = None
    for place, yes in enumerate([*flags, False]):
        if yes and first is None:
            first = place
        elif not yes and first is not None:
            yield first, place - 1
            first = None


# In a long line each word counts for less.
WORD_SCALE = (0.0, *(2 / math.sqrt(number) for number in range(1, MAX_WORDS + 2)))


@lru_cache(maxsize=4)
def line_model(path: str | None = None) -> LineModel:
    """The model stored at a path, or the one that comes with the package; read once."""
    return LineModel.load(path or Path(__file__).with_name("line_model.json"))
