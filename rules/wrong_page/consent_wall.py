"""
A consent dialogue instead of the article.

The site showed its dialogue and nothing else, or the scraper took the longest block of the page, which was the
list of purposes.

At least half of the lines, and three of them, must be sentences or buttons of such dialogues, in a text with
fewer than three paragraphs that are anything else.

Left alone: articles with a notice above or below them; pages on cookies, which have paragraphs of their own.

Options:
    min_share: the share (0 to 1) of the lines that must belong to a dialogue.
"""

from ...checks import Document, Hits

SEVERITY = "error"
POINTS = 100.0
HINT = "accept or refuse in the client, or take the article's element; never store the dialogue"

BAD = [
    "⟦We value your privacy\nWe use cookies to count visits.\nAccept all\nReject all\nManage preferences⟧\n",
    "⟦Diese Website verwendet Cookies.\nAlle akzeptieren\nNur notwendige Cookies\nHafenblatt⟧\n",
]
GOOD = [
    "The harbour bridge opened again on Monday after two years of repairs.\nThe ferries are to stop in June, the council said on Friday.\n"
    "Shops on the north side lost a third of their trade, a survey found.\nThis website uses cookies.\nAccept all\nReject all\nManage preferences\n",
    "Accept all\nThe council accepted all of the plans.\nReject all\nNobody did.\nA start\n",
]


def check(doc: Document, *, min_share: float = 0.5) -> Hits:
    hits = doc.phrase_hits.get("cookie-notice", [])
    if len(hits) < 3:
        return
    lines = {hit.line.number for hit in hits}
    if len(lines) < 3 or len({hit.phrase for hit in hits}) < 3 or len(lines) < min_share * len(doc.inked):
        return
    if sum(line.number not in lines for line in doc.prose) < 3:
        yield doc.between(doc.inked[0], doc.inked[-1]), f"a consent dialogue instead of an article ({len(lines)} of its lines)"
