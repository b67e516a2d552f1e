"""
A long text without a line break.

The paragraphs were joined when the text was taken or cleaned. Rules and tools that go by lines and paragraphs see one,
and a reader sees a wall.

Options:
    min_chars: how long a line must be.
"""

from ...checks import Document, Hits

SEVERITY = "info"
HINT = "keep a line break for each block element: get_text('\\n') on blocks, not on the whole page"

BAD = ["⟦" + "The bridge opened on Monday. " * 120 + "Ferries stop.⟧\n"]
GOOD = ["The bridge opened on Monday. " * 60 + "\n", ("The bridge opened on Monday. " * 60 + "\n\n") * 4]


def check(doc: Document, *, min_chars: int = 3000) -> Hits:
    if len(doc.text) < min_chars or len(doc.inked) > 2:
        return
    for line in doc.inked:
        if len(line.text) >= min_chars and " " in line.text[:500]:
            yield line.strip(), f"{len(line.text):,} characters without a line break (at most {min_chars:,})"
