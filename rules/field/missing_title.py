"""
The document has no title.

Neither a title field nor a headline at the top of the text. An article without its headline cannot be listed,
searched or deduplicated by title, and its text often opens in the middle of a thought.

A headline is one of the first lines, of 2 to 25 words, that does not close like a sentence and has text below
it.

A field that says `nan`, `null`, `None` or the like, and nothing else, counts as empty: so programs write what is not there.

Left alone: documents without any text, which other rules report.
"""

from ...checks import Document, Example, Hits, printable

POINTS = 3.0
HINT = "take og:title, or the text of the first h1"

BAD = [
    "⟦⟧The harbour bridge opened again on Monday after two years of repairs, the council said.\nFerries stop in June.\n",
    Example("⟦⟧The harbour bridge opened again on Monday.\n", fields={"title": "  "}),
    Example("⟦⟧The harbour bridge opened again on Monday.\n", fields={"title": "None"}),
    "⟦⟧date 2026-02-04 https://example.com/a.html\nThe harbour bridge opened again on Monday after years of repairs.\n",
]
GOOD = [
    Example("The harbour bridge opened again on Monday.\n", fields={"title": "None of them came"}),
    "Harbour bridge opens again\nThe harbour bridge opened again on Monday after two years of repairs.\n",
    "Why did the bridge close?\n\nThe harbour bridge opened again on Monday after two years of repairs.\n",
    "“We are tired of waiting”\nThe harbour bridge opened again on Monday after two years of repairs.\n",
    Example("The harbour bridge opened again on Monday.\n", fields={"title": "Harbour bridge opens again"}),
]


def check(doc: Document) -> Hits:
    if not doc.inked or doc.title or doc.headline:
        return
    if "title" in doc.fields:
        value = printable(doc.fields["title"].strip())
        yield doc.beginning, f"the title field says {value!r}" if value else "the title field is empty"
    else:
        yield doc.beginning, "no title: no field, and the text does not open with a headline"
