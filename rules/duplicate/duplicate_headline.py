"""
The headline stands in the text more than once.

A page prints its headline for the eye, for phones, for sharing and in its structured data, and a scraper that
takes all text takes each of them.

The headline is the title field, or the line at the top that looks like one. Its first copy in the text stays;
every later line that says the same, also with the site's name behind a bar or a dash, is flagged.

A copy below two paragraphs, or, without a title field, below the first lines, counts only beside an address, a timestamp, a known
leftover or a paragraph that is itself a copy: it may head a recipe below its introduction.

Left alone: headlines of fewer than three words or 16 characters, which may be a heading or a name; the headings of a series, each
with another date below.
"""

from ...checks import Document, Example, Hits, Line, fold, is_dated_series, line_key, without_site

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
    Example(
        "Aunt Hilda's pear tart with walnuts\n\nAunt Hilda baked this tart for every harbour feast, and nobody ever left a crumb of it.\n\n"
        "Any pears will do for it, but the hard green ones keep their shape best of all.\n\nAunt Hilda's pear tart with walnuts\n"
        "Prep time: 25 min\n200 g flour\nKnead the flour with the butter, and let it rest for an hour.\n",
        fields={"title": "Aunt Hilda's pear tart with walnuts"},
    ),
    Example(
        "Winter readings at the old mill\n\nThe library invites everybody to two evenings of stories by the stove.\n\n"
        "Winter readings at the old mill\n14 January 2026\nJana Novak reads from her letters.\n\nWinter readings at the old mill\n"
        "21 January 2026\nTwo actors read the sagas of the north.\n",
        fields={"title": "Winter readings at the old mill"},
    ),
    "The ten best ferries in the harbour\nWhoever wants to cross the harbour has many boats to choose from this year.\n"
    "We have tried them all, in sun and in rain, and these are the best.\nThe ten best ferries in the harbour\n1. The old one\n",
    "Ferry strike\nCrews walked out.\nFerry strike\nTalks go on.\n",
    "Ferry strike enters second week\nCrews walked out on Monday.\nFerry strike enters second week of talks\n",
    Example("Ferry strike enters second week\nCrews walked out.\n", fields={"title": "Ferry strike enters second week"}),
]

# Without a title field, a headline counts again among this many lines; further down, and always below an introduction of two
# paragraphs, it may be the heading of the article's list, and counts only in company.
_TOP = 6


def check(doc: Document) -> Hits:
    headline = doc.headline
    key = line_key(fold(doc.title)) if doc.title else (doc.key(headline) if headline else "")
    if len(key) < (16 if key.isascii() else 8) or (len(key.split()) < 3 and key.isascii()):
        return
    if ("\n" + "\n".join(doc.inked_keys)).count("\n" + key) < 2:
        return  # the headline itself
    copies = [(line, own) for line, own in zip(doc.inked, doc.inked_keys, strict=True) if own.startswith(key)]
    first = headline.number if headline else 0
    company = _company(doc) if len(copies) > 1 else set()
    if len(copies) > 2 and is_dated_series(doc, [line for line, _ in copies]):
        return
    for line, own in copies:
        if line.number == first or len(line.text) > 3 * len(key) + 40:
            continue
        if own == key and first == 0:
            first = line.number
        elif own == key:
            if _is_no_heading(doc, line, company):
                yield line.strip(), "the headline again", ""
        elif first and without_site(own) == key and (doc.title or _is_no_heading(doc, line, company)):
            yield line.strip(), "the headline again", ""


def _company(doc: Document) -> set[int]:
    """The numbers of lines beside which no heading stands: data, known leftovers, repeated paragraphs."""
    repeated = {paragraph.line.number for paragraph in doc.paragraphs if paragraph.repeats}
    return repeated | doc.machine_lines.keys() | doc.leftover_lines.keys()


def _is_no_heading(doc: Document, line: Line, company: set[int]) -> bool:
    """
    Whether a line that repeats the headline is no heading of the text: at most one paragraph stands above it, or it
    stands in company. A guessed headline must come again near the top.
    """
    place = doc.ordinals[line.number]
    near_top = (doc.title or place < _TOP) and sum(other.is_prose for other in doc.inked[:place]) <= 1
    return bool(near_top) or any(other.number in company for other in doc.near(line, 1))
