"""
A text or record too large to be one article.

A scraper that joins everything it meets writes files that no one can read, and an archive may be made to fill
the memory of whoever unpacks it. Such a text is reported and not read on; all other texts of the run are.

The limits: max-document-chars for one text (20 million characters, some 40 novels), 1 GB for a JSON file in
one piece, and 200-fold growth for an archive that unpacks to more than 1 GB. JSON Lines are read line by line
and may be of any size.
"""

from ...checks import Document, Hits

SEVERITY = "error"
POINTS = 100
HINT = "split the text into articles, or raise max-document-chars"

# An example would have to be larger than the limits are.
BAD: list[str] = []
GOOD = ["The report has 20,000,001 characters.\n"]


def check(doc: Document) -> Hits:
    yield from doc.problem_hits("oversized-input")
