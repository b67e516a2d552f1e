"""
The long text of a consent dialogue: purposes, vendors, tables of cookies.

Between the sentences that cookie-notice knows stand paragraphs on purposes and partners, and lists of cookies
with the months they are kept. They can be longer than the article, and are the same on thousands of sites.

At least four sentences or buttons of such dialogues, three of them different, must stand close together, with at
most four lines between one and the next. Everything from the first to the last is flagged, without what
cookie-notice flags itself.

Left alone: reports on cookies, which use the words in sentences of their own. Pages that are a cookie policy are
flagged and may be excluded by their path.

Options:
    min_hits: how many known sentences and buttons make a dialogue.
"""

from ...checks import Document, Hits

SAFE_FIX = False
HINT = "remove the consent dialogue (id or class with cookie, consent, gdpr, cmp) before taking the text"

_TEXT = "The harbour bridge opened again on Monday after two years of repairs.\n"
BAD = [
    _TEXT
    + "We use cookies to count visits.\n⟦Four partners and the harbour office keep what they learn of you for two years, each for its own ends.⟧\n"
    "Strictly necessary cookies\n⟦Without them the ferry timetable does not load.⟧\nPerformance cookies\n⟦_quay_id⟧\n⟦13 months⟧\nAccept all cookies\n",
]
GOOD = [
    _TEXT + "This website uses cookies.\nAccept all\nThe ferries are to stop in June.\n",
    _TEXT + "This website uses cookies, says a note on the page of the ferry.\nNobody reads it, the council found in a survey.\n",
]

_GAP = 5


def check(doc: Document, *, min_hits: int = 4) -> Hits:
    hits = doc.phrase_hits.get("cookie-notice", [])
    if len(hits) < min_hits:
        return
    groups = [hits[:1]]
    for hit in hits[1:]:
        if doc.ordinals[hit.line.number] - doc.ordinals[groups[-1][-1].line.number] <= _GAP:
            groups[-1].append(hit)
        else:
            groups.append([hit])
    for group in groups:
        if len(group) < min_hits or len({hit.phrase for hit in group}) < 3:
            continue
        known = {hit.span for hit in group}
        for line in doc.inked[doc.ordinals[group[0].line.number] : doc.ordinals[group[-1].line.number] + 1]:
            if line.strip() not in known:
                yield line.strip(), f"text of a consent dialogue ({len(group)} of its sentences near each other)", ""
