"""
What a screen reader is told about a list.

`list of 3 items` and `end of list` are announcements hidden from the eye. A scraper that takes all text takes
them, glued together when the list itself was left out.

Left alone: the words in a sentence.
"""

import re

from ...checks import Document, Hits, Line, pattern

SEVERITY = "error"
TRIGGER = r"[Ll]ist of \d|[Ee]nd of list"
SAFE_FIX = False
HINT = "leave out elements of the class screen-reader-text, sr-only or visually-hidden"

BAD = [
    "The ferry sails again.\n⟦list of 3 itemsend of list⟧\nIt stopped in May.\n",
    "The ferry sails again.\n⟦list of 12 items⟧\nBridges\n⟦end of list⟧\n",
]
GOOD = ["The list of 3 items was read out in court.\n", "That is the end of list season in the harbour.\n"]

_ANNOUNCEMENT = pattern(r"\s*(?:list of \d{1,4} items?)?\s*(?:end of list)?\s*", re.IGNORECASE)


def check_line(doc: Document, line: Line) -> Hits:
    if _ANNOUNCEMENT.fullmatch(line.text):
        yield line.strip(), "announcement of a list for screen readers", ""
