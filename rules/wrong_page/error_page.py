"""
An error page instead of the article.

`404 – Page not found` with status 200, a server error, a parked domain. The text is the same under every
address that leads there.

The title or one of the first three lines must be an error phrase, in a text of fewer than 250 words; or two
different phrases must be found in fewer than 120 words.

Left alone: articles about errors, which are longer, open with something else, or have three lines of running text
below a phrase without a number.
"""

from ...checks import Document, Hits, fold, line_key

SEVERITY = "error"
POINTS = 100.0
HINT = "treat the response as failed, whatever its status says"

BAD = [
    "⟦404\nPage not found\nThe page you are looking for does not exist. Try our home page.⟧\n",
    "⟦Seite nicht gefunden\nZur Startseite⟧\n",
    "⟦502 Bad Gateway\nnginx⟧\n",
]
GOOD = [
    "Bridge opens again\nThe page not found in the harbour's log was the one of 3 May, the court heard on Monday.\n",
    "Why 404 pages matter\nAn error page that only says page not found sends readers away. The harbour office counted ten thousand such "
    "pages in May, and made a new one that shows the ferries of the day.\n",
]

_FEW, _SHORT = 120, 250


def check(doc: Document) -> Hits:
    hits = doc.phrase_hits.get("error-page", [])
    if not (hits or _title_is_one(doc)) or not doc.inked or doc.word_count > _SHORT:
        return
    top = {line.number for line in doc.inked[:3]}
    opens = any(hit.kind == "line" and hit.line.number in top for hit in hits) or _title_is_one(doc)
    if opens and len(doc.prose) >= 3 and not any(map(str.isdigit, doc.inked[0].text)):
        return  # a report on a service that was unavailable
    phrases = {hit.phrase.casefold() for hit in hits}
    if opens or (len(phrases) >= 2 and doc.word_count <= _FEW):
        yield (
            doc.between(doc.inked[0], doc.inked[-1]),
            f"an error page instead of an article ({max(1, len(phrases))} of its phrases)",
        )


def _title_is_one(doc: Document) -> bool:
    if not doc.title or doc.phrases is None:
        return False
    folded = fold(doc.title)
    return any(phrase.pack == "error-page" for phrase in doc.phrases.phrases_of_line(folded, line_key(folded)))
