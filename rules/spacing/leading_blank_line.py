"""
The text begins with blank lines.

An empty element stood before the first paragraph. Harmless to a reader; it shifts line numbers and makes equal
texts unequal.

Left alone: blank lines elsewhere.
"""

from ...checks import Document, Hits

SEVERITY = "info"
SAFE_FIX = True
HINT = "strip the text before writing it"

BAD = ["⟦\n⟧The bridge opened.\n", "⟦\n  \n⟧The bridge opened.\n"]
GOOD = ["The bridge opened.\n\nFerries stopped.\n", "\n"]


def check(doc: Document) -> Hits:
    if doc.inked and doc.inked[0].number > 1:
        start = doc.inked[0].start
        yield doc.span(0, start), f"blank lines before the text: {doc.inked[0].number - 1}", ""
