"""
A button that wants the reader to do something.

`Learn more`, `Book now`, `Get a quote`: the labels of buttons between the paragraphs and at the foot of the page,
most of them for what the site sells. A list of restaurants ends up with one `Book now` for each, and whoever
counts words finds more of them than of food.

`Learn more about …` counts in lines of at most ten words: longer ones are sentences of the text.

Left alone: the same words in a sentence, and labels that describe a service on its own page as often as they
are buttons (`Get started`, `Contact us`, `Buy now`). Missed: buttons in words of their own. Feeds of shops and of
companies' own pages may want the rule off.

Options:
    max_words: how many words a line may have that only begins with such words.
"""

from ...checks import Document, Hits

SAFE_FIX = False
HINT = "exclude buttons, and links with a class such as btn or cta"

BAD = [
    "The inn by the quay is known for its soup.\n⟦Book now⟧\nThe mill has the best bread.\n⟦BOOK NOW⟧\n",
    "Crews walked out on Monday, and no talks are planned.\n⟦Learn more about how we check facts⟧\n⟦Get a quote⟧\n",
    "Die Arbeiten sollen im Herbst beginnen.\n⟦Jetzt buchen⟧\n",
    "Le pont reste ouvert.\n⟦Demander un devis⟧\n",
]
GOOD = [
    "Learn more words every week, the teacher says.\nBook now and pay later is the motto of the ferry.\n",
    "Get started\nTurn the key twice.\nContact us\nThe office is open on Mondays.\n",
    "Learn more about the bridge, its builders and all that happened to them in the museum by the quay.\n",
]


def check(doc: Document, *, max_words: int = 10) -> Hits:
    for hit in doc.phrase_hits.get("call-to-action", ()):
        if hit.kind == "line" or hit.line.word_count <= max_words:
            yield hit.span, "label of a button", ""
