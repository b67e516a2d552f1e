"""
A long run of paragraphs stands in the text a second time, in the same order.

The page holds the article twice, for phones and for desktops, or a program that writes pages pasted a part of it
again. Both copies read well, so that nobody notices until words are counted.

A block is a run of at least ten lines of eight words or more which repeat, word for word and in their order,
lines from further up, with at most three other lines between one and the next; and it makes up at least a
seventh of the text's lines. What stands in it and stood in the text before is flagged.

Left alone: answers that quote the post right above them, tables and lists that begin again with other entries,
conditions that come with each offer: they are shorter, or a small part of the text.

Options:
    min_lines: how many repeated lines make a block.
    min_share: the share (0 to 1) of the text's lines that the block must have.
"""

from itertools import pairwise

from ...checks import Document, Hits

SEVERITY = "error"
SAFE_FIX = False
HINT = "take the text from one element only: the page holds it twice"

_STREETS = "quay mill church station garden market castle river bridge harbour".split()
_ONE = "".join(f"The house in {street} street was sold again in the spring.\n" for street in _STREETS)
_TWO = "".join(f"⟦The house in {street} street was sold again in the spring.⟧\n" for street in _STREETS)
_REST = "".join(
    f"Nobody knows what became of the {thing} that stood there for years.\n" for thing in ("pump", "oak", "well", "inn", "tram")
)
BAD = [f"{_ONE}{_REST}{_TWO}{_REST.replace('Nobody', 'Somebody')}"]
GOOD = [
    _ONE + _REST,
    _ONE + _REST + _ONE[:200],
    "".join(line + line for line in _ONE.splitlines(keepends=True)),
]

# Lines of the run may have this many others between them; copies closer than this are answers and captions.
_GAP = 4
_MIN_DISTANCE = 10
_MIN_WORDS, _MIN_CHARS = 8, 32


def check(doc: Document, *, min_lines: int = 10, min_share: float = 0.14) -> Hits:
    if len(doc.inked) < 2 * min_lines or len(doc.inked) - len(doc.lines_by_key) < min_lines:
        return
    runs = _runs(_repeats(doc))
    for run in runs:
        if len(run) >= min_lines and len(run) >= min_share * len(doc.inked):
            for line in doc.inked[run[0] : run[-1] + 1]:
                if doc.lines_by_key.get(doc.key(line), [line])[0] is not line:
                    yield line.strip(), "part of a block that stands in the text before", ""


def _repeats(doc: Document) -> list[tuple[int, int]]:
    """Which long lines stood in the text before: their places among the lines that are not blank, and those of the first copies."""
    places = []
    for key, lines in doc.lines_by_key.items():
        if len(lines) > 1 and len(key) >= _MIN_CHARS and lines[0].word_count >= _MIN_WORDS:
            first = doc.ordinals[lines[0].number]
            places += [
                (doc.ordinals[line.number], first) for line in lines[1:] if doc.ordinals[line.number] - first >= _MIN_DISTANCE
            ]
    return sorted(places)


def _runs(repeats: list[tuple[int, int]]) -> list[list[int]]:
    """The repeated lines, cut where either copy skips more than three lines or goes back."""
    runs: list[list[int]] = [[place] for place, _ in repeats[:1]]
    for (one, first), (other, second) in pairwise(repeats):
        if other - one <= _GAP and 0 < second - first <= _GAP:
            runs[-1].append(other)
        else:
            runs.append([other])
    return runs
