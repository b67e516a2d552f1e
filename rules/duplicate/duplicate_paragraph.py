"""
A paragraph says what the text has said before.

Often a teaser, a pull quote or a legal note; sometimes a scraper's mistake. Quoting forums and manuals repeat
paragraphs by right, so that one copy alone proves nothing: hence an info. Where a text repeats much of itself,
near-duplicate-paragraph tells of it.

Left alone: paragraphs of fewer than 15 words, and of fewer than 25 where the copy is not exact; a copy right
below the first, which is a matter of duplicate-line.

Options:
    min_words: how long a paragraph must be to be looked at.
"""

from ...checks import Document, Hits

SEVERITY = "info"
SAFE_FIX = False

_TEXT = "The harbour bridge opened again on Monday after two years of repairs, and the ferries are to stop in June.\n"
_REST = (
    "The mayor asked two engineers from another town to look at the pillars before winter, and both found rust in the oldest of them.\n"
    "Shops near the north quay lost a third of their trade while the road was closed, according to a survey of two hundred owners.\n"
    "A second ferry was hired in the first spring, though it broke down so often that children came late to school week after week.\n"
    "Nobody had thought of cyclists, who may now use a lane of their own that ends, for lack of money, in the middle of the square.\n"
)

BAD = [f"{_TEXT}{_REST}⟦{_TEXT.strip()}⟧\n"]
GOOD = [_TEXT + _REST, "The bridge opened again on Monday.\n" + _REST + "The bridge opened again on Monday.\n"]


def check(doc: Document, *, min_words: int = 15) -> Hits:
    if doc.repeats_much():
        return
    for paragraph in doc.paragraphs:
        if paragraph.words < min_words or not paragraph.repeats:
            continue
        line = paragraph.line
        first = doc.lines_by_key[doc.key(line)][0]
        if first is line and paragraph.words >= 25:
            yield line.strip(), f"{paragraph.repeated:.0%} of it was said above", ""
        elif first is not line and doc.ordinals[line.number] - doc.ordinals[first.number] > 1:
            yield line.strip(), f"same paragraph as in line {first.number}", ""
