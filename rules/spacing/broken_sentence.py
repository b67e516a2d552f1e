"""
Sentences cut over lines where a link or bold type stood: `The` / `Harbour Daily` / `reported on Monday`.

The scraper put a line break at each inline element. Names stand alone on lines, sentences have no ends, and everything
that goes by lines goes wrong.

One finding a document, at the first such place. A place is sure where a line begins with a comma or full stop, or where a line ends
with a small word that cannot end a sentence; `min_places` of these must be found, and `min_share` of all line ends in the middle of a
sentence.

Left alone: text wrapped at a fixed width, verse, lists, tables and code.

Options:
    min_places: how many sure places there must be.
    min_share: the least share (0 to 1) of line ends that cut a sentence.
"""

from bisect import bisect_right
from itertools import pairwise

from ...checks import Document, Hits, Line, pattern

HINT = "put line breaks at block elements alone: get_text(' ') inside a paragraph"

BAD = [
    "Bridge opens\nThe\n⟦Harbour Daily reported on Monday that the\nbridge⟧\nis open again, and that the\nferries\nstop.\nSo said the\nmayor\n, who left early for\nthe quay\n"
    "and was not seen again in the town.\n",
]
GOOD = [
    "O ferry on the tide\nthe evening wide\nand grey the quay\nand far away\nthe lights of May\nare all we see\nof home and sea\nand none but we\n",
    "Bring to the picnic:\nbread\nbutter\ncheese\napples\nwine\nglasses\na rug\nplates\n",
    "The bridge opened on Monday after two years of work, and the mayor was there with\nthe keys. Ferries stop at nine, and the harbour office will close at the end\n"
    "of the month. Nobody knows what will become of the old quay, which is to be sold in\nthe summer. The council votes in June, and until then the lights stay on at the\n"
    "quay, said the mayor, who has not been seen since. The keys are said to be with the\noldest worker, who built the first pillar of the bridge forty years ago, in a\n"
    "winter without snow, when the river was so low that boys walked over it to school\nand back.\n",
]

# Lines between these lengths may have been wrapped at a width of 60 to 110 characters.
_SHORT, _LONG = 55, 110
# Small words that cannot end a sentence.
_SMALL = (
    "the a an of to in on at by for from with and or that which who is are was were has have had as than its his her their our "
    "your my said le la les du des et une der die das und den dem el los las del che di"
).split()
_HANGS = pattern(rf"(?:^|[\s\"'“‘(])(?:{'|'.join(_SMALL)})$")
_SMALL_WORDS = frozenset(_SMALL)
_MARKS = ",;.'’)"
_FIRST = frozenset(_MARKS).union(char for char in map(chr, range(0x3001)) if char.isspace())


def _ends_with(letters: int) -> str:
    """A pattern for what stands before a line break: a small word of so many letters."""
    words = "|".join(word for word in _SMALL if len(word) == letters)
    return rf"(?<=(?:{words})\n)(?<!\w{'.' * letters}\n)"


# A line break at which a sentence may be cut for sure, or with a blank (a carriage return, too) before it. What stands behind it is
# asked first, then the last letter before it: that tells most apart.
_MAY_BE_CUT = pattern(
    rf"\n(?!\n)(?:(?=[{_MARKS}\s])(?=[^\S\n]{{0,20}}(?:[,;.]|['’]s|\))(?:\s|\Z))|(?<=[^\S\n]\n)|"
    rf"(?<=[{''.join(sorted({word[-1] for word in _SMALL}))}]\n)(?:{'|'.join(map(_ends_with, sorted({*map(len, _SMALL)})))}))"
)
_STARTS_WITH_MARK = pattern(r"\s{0,20}(?:[,;.]|['’]s|\))(?:\s|$)")
_STARTS_LOW = pattern(r"\s{0,20}[a-zß-öø-ÿ]{2}")
_WRAPPED_SHARE = 0.6


def check(doc: Document, *, min_places: int = 4, min_share: float = 0.1) -> Hits:
    sure = [pair for pair in _candidates(doc) if _is_sure(*pair)]
    if len(sure) < min_places:
        return
    pairs = [(line, after) for line, after in pairwise(doc.inked) if after.number == line.number + 1]
    if len(pairs) < 2 * min_places:
        return
    cut = len(sure) + sum(1 for pair in pairs if _is_likely(*pair))
    if cut < min_share * len(pairs) or _is_wrapped(pairs) or doc.shows_code:
        return
    first, after = sure[0]
    yield doc.between(first.strip(), after.strip()), f"sentences cut over lines: at {cut} of {len(pairs)} line ends"


def _candidates(doc: Document) -> list[tuple[Line, Line]]:
    """The pairs of lines, one right above the other, between which a sentence may be cut for sure."""
    pairs = []
    for found in _MAY_BE_CUT.finditer(doc.text):
        number = bisect_right(doc.lines.starts, found.start())
        place = doc.ordinals.get(number)
        if place is not None and number + 1 in doc.ordinals:
            pairs.append((doc.inked[place], doc.inked[place + 1]))
    return pairs


def _is_sure(line: Line, after: Line) -> bool:
    if after.text[0] in _FIRST and len(after.text) <= 400 and _STARTS_WITH_MARK.match(after.text):
        return not line.ends_sentence
    end = line.text.rstrip()
    if _SHORT <= len(end) <= _LONG:
        return False
    last = end[-12:].split()[-1]
    return last in _SMALL_WORDS if last.isalpha() else _HANGS.search(end[-12:]) is not None


def _is_likely(line: Line, after: Line) -> bool:
    return (
        len(line.text) < _SHORT
        and _STARTS_LOW.match(after.text) is not None
        and not line.ends_sentence
        and not _is_sure(line, after)
    )


def _is_wrapped(pairs: list[tuple[Line, Line]]) -> bool:
    """Whether most lines that do not end a sentence are of nearly one length, as text of a fixed width is."""
    lengths = sorted(len(line.text) for line, _ in pairs if not line.ends_sentence)
    widest = lengths[len(lengths) * 9 // 10] if lengths else 0
    return widest <= _LONG and sum(0.75 * widest <= length <= widest for length in lengths) > _WRAPPED_SHARE * len(lengths)
