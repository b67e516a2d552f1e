"""
A bot wall or captcha instead of the article.

The site took the scraper for a robot, answered with status 200, and the wall's text was stored as an article.
Counted as success, such pages poison whatever the texts are used for.

Two different phrases of such walls must be found, or one in a text of fewer than 60 words; in texts of more
than 400 words nothing is.

Left alone: articles about captchas, which quote one phrase, or are long.
"""

from ...checks import Document, Hits

SEVERITY = "error"
POINTS = 100.0
HINT = "treat the response as blocked: slow down, change the client, or ask for access; never store it"

BAD = [
    "⟦Checking your browser before accessing harbourdaily.example.\nThis process is automatic.\nPlease enable cookies.\nRay ID: 8f2ab3⟧\n",
    "⟦Checking your browser before accessing harbourdaily.example.\nRay ID 8f2ab⟧\n",
    "⟦Just a moment...\nVerify you are human by completing the action below.⟧\n",
]
GOOD = [
    "Captchas are a nuisance\nWho has not been told to verify you are human? The harbour office put one on its page for ferry tickets in May, "
    "and complaints came at once. Blind people could not buy tickets, and old people gave up after the third picture of a bus. The council "
    "has now asked the company that runs the page to take it down by the summer, a spokeswoman said on Monday in the town hall.\n",
    "Just a moment, said the mayor, and left the room for an hour while the council waited in the hall. He came back with the keys of the "
    "bridge and gave them to the oldest worker, who had built its first pillar. The crowd cheered, the ferries blew their horns, and then "
    "the first car in two years went over the bridge.\n",
]

_SHORT, _LONG = 60, 400


def check(doc: Document) -> Hits:
    hits = doc.phrase_hits.get("captcha-page", [])
    if not hits or doc.word_count > _LONG:
        return
    phrases = {hit.phrase.casefold() for hit in hits}
    if len(phrases) >= 2 or (phrases and doc.word_count < _SHORT):
        yield doc.between(doc.inked[0], doc.inked[-1]), f"a bot wall instead of an article ({len(phrases)} of its phrases)"
