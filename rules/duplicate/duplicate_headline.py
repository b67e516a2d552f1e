"""
The headline stands in the text more than once.

A page prints its headline for the eye, for phones, for sharing and in its structured data, and a scraper that
takes all text takes each of them.

The headline is the title field, or the line at the top that looks like one. Its first copy in the text stays;
every later line that says the same, also with the site's name behind a bar or a dash, is flagged.

Without a title field, a copy below the first lines or below two paragraphs counts only beside an address, a timestamp, a known leftover
or a paragraph that is itself a copy.

Left alone: headlines of fewer than three words or 16 characters, which may be a heading or a name.
"""

from ...checks import Document, Example, Hits, Line, fold, line_key, without_site

SEVERITY = "error"
SAFE_FIX = True
HINT = "take the headline from one element only"

BAD = [
    "Ferry strike enters second week\n⟦Ferry strike enters second week⟧\nCrews walked out on Monday.\n",
    "Ferry strike enters second week\nCrews walked out on Monday.\n⟦FERRY STRIKE ENTERS SECOND WEEK⟧\nTalks go on.\n",
    Example(
        "⟦Ferry strike enters second week | Harbour Daily⟧\nFerry strike enters second week\nCrews walked out on Monday.\n",
        fields={"title": "Ferry strike enters second week"},
    ),
]
GOOD = [
    "The ten best ferries in the harbour\nWhoever wants to cross the harbour has many boats to choose from this year.\n"
    "We have tried them all, in sun and in rain, and these are the best.\nThe ten best ferries in the harbour\n1. The old one\n",
    "Ferry strike\nCrews walked out.\nFerry strike\nTalks go on.\n",
    "Ferry strike enters second week\nCrews walked out on Monday.\nFerry strike enters second week of talks\n",
    Example("Ferry strike enters second week\nCrews walked out.\n", fields={"title": "Ferry strike enters second week"}),
]

# Without a title field, a headline counts again among this many lines; further down, and below an introduction of two paragraphs,
# it may be the heading of the article's list, and counts only in company.
_TOP = 6


def check(doc: Document) -> Hits:
    headline = doc.headline
    key = line_key(fold(doc.title)) if doc.title else (doc.key(headline) if headline else "")
    if len(key) < (16 if key.isascii() else 8) or (len(key.split()) < 3 and key.isascii()):
        return
    copies = [(line, own) for line, own in zip(doc.inked, doc.inked_keys, strict=True) if own.startswith(key)]
    first = headline.number if headline else 0
    company = _company(doc) if len(copies) > 1 else set()
    for line, own in copies:
        if line.number == first or len(line.text) > 3 * len(key) + 40:
            continue
        if own == key and first == 0:
            first = line.number
        elif (own == key or (first and without_site(own) == key)) and (doc.title or _is_no_heading(doc, line, company)):
            yield line.strip(), "the headline again", ""


def _company(doc: Document) -> set[int]:
    """The numbers of lines beside which no heading stands: data, known leftovers, repeated paragraphs."""
    repeated = {paragraph.line.number for paragraph in doc.paragraphs if paragraph.repeats}
    return repeated | doc.machine_lines.keys() | doc.leftover_lines.keys()


def _is_no_heading(doc: Document, line: Line, company: set[int]) -> bool:
    """
    Whether a line that repeats a guessed headline is no heading of the text: at most one paragraph stands above it, or it
    stands in company.
    """
    place = doc.ordinals[line.number]
    near_top = place < _TOP and sum(other.is_prose for other in doc.inked[:place]) <= 1
    return near_top or any(other.number in company for other in doc.near(line, 1))
