"""
The tide table of the page's margin, printed into the text.

Each page of the site shows the tides of the day beside the article: `High water 06:14 4.2 m`. The figures are
those of the day of the crawl and have nothing to do with the article.

Left alone: tides that a sentence speaks of.

Options:
    min_lines: how many such lines a text must have.
"""

import re

from scrapelint.checks import Document, Hits

SEVERITY = "error"
TRIGGER = "(?:High|Low) water"
HINT = "leave out the element with the class tides"

BAD = ["The ferry sails again.\n⟦High water 06:14 4.2 m⟧\n⟦Low water 12:31 0.9 m⟧\n"]
GOOD = [
    "High water on Monday was the highest since 1953, and the ferry did not sail.\n",
    "High water 06:14 4.2 m\nThe ferry sails again.\n",
]

_TIDE = re.compile(r"(?:High|Low) water \d\d:\d\d \d\.\d m")


def check(doc: Document, *, min_lines: int = 2) -> Hits:
    """Flag every line of the table."""
    found = [line for line in doc.inked if _TIDE.fullmatch(line.text.strip())]
    if len(found) >= min_lines:
        for line in found:
            yield line.strip(), f"{len(found)} lines of a tide table"
