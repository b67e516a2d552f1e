"""
A block of links to other articles.

`You may also like`, `Recommended Stories`, and the headlines under it. Their words are about something else
than the article, in every article of the site.

The heading is known from the phrase list. The lines below it belong to the block when they look like headlines:
3 to 25 words, no end of a sentence, at most 10 of them, up to the first line of running text or a gap of more
than two blank lines. With no such line below, the heading alone is flagged.

Left alone: lists that the article is about, which have another heading, and headings without running text above
them, as index pages have.
"""

import itertools

from ...checks import Document, Hits, Line, looks_like_headline

SEVERITY = "warning"
SAFE_FIX = False
HINT = "leave out the related-articles element; its class often holds related, recommended or more-stories"

_PROSE = "Nobody had thought that the workers would be done before the summer began.\n"
_PROSE += "The bridge opened again on Friday after two years of repairs.\n"
_PROSA = "Niemand hatte gedacht, dass die Arbeiten noch vor dem Sommer zu Ende gehen.\n"
_PROSA += "Die Brücke ist seit Freitag nach zwei Jahren endlich wieder für alle offen.\n"
BAD = [
    _PROSE + "⟦You may also like⟧\n⟦Ferry stops in June for good⟧\n⟦Mayor wants a second bridge⟧\n",
    _PROSE + "⟦Recommended Stories⟧\nlist of 3 itemsend of list\nFerries are to stop in June, the mayor said.\n",
    _PROSA + "⟦Ähnliche Artikel⟧\n⟦Fähre stellt Betrieb im Juni ein⟧\n",
]
GOOD = [
    "You may also like the ferry, which goes on until June.\n",
    "Harbour Daily\nLatest news\nFerry stops in June for good\nMayor wants a second bridge\n",
    "Related companies of the harbour office\nThe office has two.\n",
    "The related articles of the law were struck down on Monday.\n",
]

_MAX_TITLES = 10

# These head sections of honest texts too.
_AMBIGUOUS = frozenset({"Recommended", "Related"})

# A heading this close to another one belongs to the same foot of the page.
_NEAR = 12


def check(doc: Document) -> Hits:
    hits = doc.phrase_hits.get("related-block", [])
    if not hits:
        return
    headings = {hit.line.number for hit in hits}
    chrome = doc.leftover_lines.keys() | {hit.line.number for hit in doc.phrase_hits.get("menu-word", ())}
    last = -_NEAR
    for hit in hits:
        place = doc.ordinals[hit.line.number]
        if place - last >= _NEAR and not _follows_prose(doc, hit.line, chrome):
            continue
        titles = _titles_below(doc, hit.line, headings) if hit.kind == "line" else []
        if hit.phrase in _AMBIGUOUS and any(below.is_prose or ": " in below.text for below in doc.inked[place + 1 : place + 3]):
            continue  # a section on related matters, or on what a program needs
        last = place
        yield hit.span, "heading of a block of related articles", ""
        for line in titles:
            yield line.strip(), "headline of another article", ""


def _follows_prose(doc: Document, heading: Line, chrome: set[int]) -> bool:
    """
    Whether running text stands before the heading, two paragraphs of it in a row: on an index page, where each
    teaser has its own headline, it does not, and the block is what the page is about.
    """
    place = doc.ordinals[heading.number]
    before = [other for other in range(max(0, place - 20), place) if doc.inked[other].number not in chrome][-12:]
    prose = list(map(doc.is_prose_at, before))
    if 2 * sum(prose) >= len(before) and any(one and other for one, other in itertools.pairwise(prose)):
        return True
    # Far down, lists and tables may stand between the paragraphs and the foot of the page.
    if 10 * place < 6 * len(doc.inked):
        return False
    return sum(one and other for one, other in itertools.pairwise(map(doc.is_prose_at, range(place)))) >= 5


def _titles_below(doc: Document, heading: Line, headings: set[int]) -> list[Line]:
    titles: list[Line] = []
    last = heading.number
    for line in doc.lines[heading.number : heading.number + 4 * _MAX_TITLES]:
        if line.blank:
            continue
        if line.number - last > 3 or line.number in headings or line.is_prose or len(titles) == _MAX_TITLES:
            break
        if line.number in doc.leftover_lines:
            last = line.number
            continue
        if not looks_like_headline(line) or line.word_count < 3:
            break
        titles.append(line)
        last = line.number
    following = next((line for line in doc.inked[doc.ordinals[last] + 1 :][:1]), None) if titles else None
    if following is not None and following.is_prose:
        titles.pop()  # the article goes on: the last line is the heading of what follows
    return titles
