"""
The shell of an application without its content.

`You need to enable JavaScript to run this app.` The page is made by a script in the reader's browser, and the scraper ran none. What it stored is the same under every
address.

Such a line must stand in a text of fewer than 60 other words.

Left alone: articles that have such a line among others; `loading-notice` reports it there.
"""

from ...checks import Document, Hits, pattern

SEVERITY = "error"
POINTS = 100.0
HINT = "render the page, or ask the site's own API or its JSON-LD for the text"
TRIGGER = r"[Jj]ava[Ss]cript|JAVASCRIPT|JS\b|[Ll]oading|LOADING|[Pp]lease wait|[Rr]edirecting"

BAD = [
    "⟦You need to enable JavaScript to run this app.⟧\n",
    "⟦Harbour Daily\nPlease enable JavaScript to continue using this application.\nHome\nNews⟧\n",
    "⟦We're sorry but harbour-app doesn't work properly without JavaScript enabled. Please enable it to continue.⟧\n",
    "⟦Loading...⟧\n",
]
GOOD = [
    "Loading of the ferry took two hours.\n",
    "The bridge opened on Monday after two years of work, and the mayor was there with the keys. Ferries stop at nine, and the harbour office will "
    "close at the end of the month. Nobody knows what will become of the old quay, which is to be sold in the summer. The council votes in June, and until then the lights stay on.\n"
    "Please enable JavaScript to continue using this application.\n",
    "The mayor said people must enable JavaScript to buy tickets.\n",
]

_FEW_WORDS = 60
_SHELL = pattern(
    r"(?i)(?:you need to|please|you must|you have to|we recommend|requires? you to) (?:\w{1,12} ){0,3}(?:enable|turn on|activate|allow) (?:\w{1,12} ){0,2}(?:javascript|js)\b|"
    r"(?:does(?:n['’]t| not) work|can(?:not|['’]t) (?:be displayed|run)|will not (?:work|function)|requires?) (?:\w{1,12} ){0,3}(?:javascript|js)\b|"
    r"^\W{0,5}javascript (?:is|must be|has to be) (?:\w{1,12} )?(?:disabled|required|enabled|not enabled|turned off)|"
    r"(?:bitte|veuillez|por favor|habilite|activez|aktivieren sie|włącz|включите|abilita)\b.{0,60}\bjavascript"
)
_ONLY_LOADING = pattern(r"(?i)\W{0,5}(?:loading|please wait|loading, please wait|redirecting|loading app|loading page)\W{0,5}")


def check(doc: Document) -> Hits:
    if not doc.inked or len(doc.text) > 3_000:
        return
    if len(doc.inked) == 1 and _ONLY_LOADING.fullmatch(doc.inked[0].text):
        yield doc.inked[0].strip(), "the shell of an application without its content"
        return
    shell = [line for line in doc.inked if _SHELL.search(line.text[:500])]
    if shell and doc.word_count - sum(line.word_count for line in shell) < _FEW_WORDS:
        yield doc.between(doc.inked[0], doc.inked[-1]), "the shell of an application without its content"
