"""
No word of the title stands in the text: the scraper took the wrong block of the page.

The text of a neighbour, a biography of the author or a note on cookies stands where the article should be.
Titles are witty, and stories of one event have little in common, but an article without a single word of its
title is rare.

At least four words of five letters and more must stand in the title, and 200 words in the text; words are compared by their
first five letters. Only texts in Latin, Greek and Cyrillic script are looked at.

Left alone: shorter titles and texts. A title in another language than the text counts too.

Options:
    min_title_words: how many long words the title must have.
    min_words: how many words the text must have.
"""

from ...checks import Document, Example, Hits, fold, pattern

POINTS = 30.0
HINT = "look at the page: the selector took another block than the article"

_TEXT = "The council met on Monday and spoke about the harbour. It will decide on the bridge in June, and nobody knows how. " * 10
BAD = [Example("⟦⟧" + _TEXT + "\n", fields={"title": "Scientists discover ancient village beneath glacier"})]
GOOD = [
    Example(_TEXT + "\n", fields={"title": "Scientists discover ancient village beneath the harbour"}),
    Example(_TEXT + "\n", fields={"title": "A night to remember"}),
    Example(_TEXT[:800] + "\n", fields={"title": "Scientists discover ancient village beneath glacier"}),
]

_STEM = 5
_WORD = pattern(r"[^\W\d_]{5,40}")
_LETTERS = pattern("[A-Za-z\u00c0-\u052f]")


def check(doc: Document, *, min_title_words: int = 4, min_words: int = 200) -> Hits:
    if not doc.title or not _LETTERS.search(doc.title):
        return
    words = list(dict.fromkeys(_WORD.findall(fold(doc.title))))
    if len(words) < min_title_words:
        return
    text = "\n".join(folded for folded, line in zip(doc.folded, doc.inked, strict=True) if line is not doc.headline)
    if any(word[:_STEM] in text for word in words) or doc.word_count < min_words:
        return
    yield doc.beginning, f"none of the {len(words)} long words of the title stands in the text"
