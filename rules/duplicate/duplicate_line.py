"""
The same line twice in a row.

A page prints a caption, a credit or a teaser more than once, for phones and for desktops, and a scraper that takes all text nodes takes
each of them.

Left alone: lines of fewer than 8 characters, and lines without a letter, which repeat in tables and verse; lines that come again later
in the text, where headings and refrains do so by right.

Options:
    min_chars: how long a line must be to be looked at.
"""

from ...checks import Document, Hits

SAFE_FIX = True

BAD = [
    "The ferry in the harbour\n⟦The ferry in the harbour⟧\nCrews walked out on Monday.\n",
    "The ferry in the harbour\n\n⟦THE FERRY IN THE HARBOUR⟧\nCrews walked out on Monday.\n",
]
GOOD = ["Ha ha\nHa ha\n", "12,345.00\n12,345.00\n", "First line of the report.\n\nSecond line of the report.\n"]


def check(doc: Document, *, min_chars: int = 8) -> Hits:
    for before, line in doc.line_pairs:
        key = doc.key(line)
        if len(key) >= min_chars and key == doc.key(before) and any(map(str.isalpha, key)):
            yield line.strip(), "same line as the one before", ""
