"""
A machine's timestamp alone in a line.

`2026-02-04T16:16+0000`: the value of a time element or of a meta tag, which people never see. It belongs in the
date field.

Left alone: dates as people write them (`3 May 2026`), timestamps with words around them, as in logs, and those
with a space instead of the `T` and no time zone, which forums print above each post.
"""

from ...checks import Document, Hits

SEVERITY = "error"
SAFE_FIX = False
HINT = "put it in the date field"

BAD = [
    "Bridge opens\n⟦2026-02-04T16:16+0000⟧\nThe bridge opened.\n",
    "Bridge opens\n⟦2026-02-04 16:16:05+00:00⟧\nThe bridge opened.\n",
    "Bridge opens\n⟦2026-02-04T16:16:05.123Z⟧\n",
]
GOOD = [
    "jnovak\n2026-02-04 16:16:05\nWhere is the ferry?\n",
    "2026-02-04T16:16:05Z server started\n",
    "3 May 2026\nThe bridge opened.\n",
    "2026-02-04\n",
]


def check(doc: Document) -> Hits:
    for line in doc.lines_of_kind("timestamp"):
        yield line.strip(), "timestamp alone in a line", ""
