"""
A paragraph says again what the text has said, in a text that repeats much of itself.

The page's structured data holds the article's text once more, as one block or with a dateline in front; a
teaser opens the text and the first paragraph repeats it; print and web versions follow each other. Whoever
counts words, or trains on them, counts them twice.

A paragraph of at least 25 words repeats when four fifths of its runs of four words stand above it; paragraphs
of 12 words on count next to such a one. Flagged where repeated paragraphs make up at least a quarter of the
words: below that, quotations in forums, pull quotes and legal notes repeat by right, as they do in texts of
more than 80 paragraphs; duplicate-paragraph tells of them.

Options:
    min_share: the share of the words (0 to 1) that must stand in repeated paragraphs.
"""

from ...checks import Document, Hits, Paragraph

SAFE_FIX = False
HINT = "take the text from one element, not from the article and its JSON-LD"

_FIRST = (
    "The harbour bridge opened again on Monday after two years of repairs, and the ferries that carried workers to the other side are "
    "to stop in June, the council said in a statement on the same day.\n"
)
_SECOND = (
    "It was the longest closure in the history of the bridge, and shops on the north side lost a third of their trade, a survey found. "
    "The mayor wants to help them, but the council has no money left for that this year, he added.\n"
)
_PARTS = _SECOND.replace("found. The", "found.⟧\n⟦The").strip()
BAD = [
    f"{_FIRST}{_SECOND}⟦HARBOUR CITY (Agency) - {_FIRST.strip()}⟧\n⟦{_PARTS}⟧\n",
    f"{_FIRST}⟦{_FIRST.strip()}⟧\n".replace("⟦The", "⟦the", 1).replace("⟦the", "⟦On Tuesday the", 1),
]
GOOD = [
    _FIRST + _SECOND,
    _FIRST
    + _SECOND
    + "“Shops on the north side lost a third of their trade”\nThe survey asked two hundred shops in all parts of the town.\n",
    "Add salt and stir for two minutes until the sauce is smooth and warm.\n" * 2,
]


def check(doc: Document, *, min_share: float = 0.25) -> Hits:
    if not doc.repeats_much(min_share):
        return
    long_before = False
    waiting: list[Paragraph] = []
    for paragraph in doc.paragraphs:
        if not paragraph.repeats:
            long_before, waiting = False, []
        elif paragraph.words >= 25:
            for short in [*waiting, paragraph]:
                yield short.line.strip(), f"{short.repeated:.0%} of it was said above", ""
            long_before, waiting = True, []
        elif long_before:
            yield paragraph.line.strip(), f"{paragraph.repeated:.0%} of it was said above", ""
        else:
            waiting.append(paragraph)
