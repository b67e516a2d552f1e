"""
An e-mail address or a telephone number alone in a line.

The imprint of the site, or the publisher's record in the page's structured data, printed as text. Personal data
in a corpus is a liability on top.

It counts in company: near a timestamp, a locale code or a known leftover; or when it comes
again.

Left alone: addresses and numbers in a sentence, lists of offices with their numbers, and numbers too short, too
long or too plain to be telephone numbers (years, scores, prices).
"""

from ...checks import Document, Hits, Line

SAFE_FIX = False
HINT = "drop the footer and the publisher's data before taking the text"

BAD = [
    "The bridge opened.\nen_GB\n⟦feedback@harbourdaily.example⟧\n⟦+74955550100⟧\n",
    "Die Brücke ist offen.\n2026-05-03T10:00:00Z\n⟦Tel.: +49 30 5550100⟧\n⟦E-Mail: redaktion@hafenblatt.example⟧\n",
    "The bridge opened.\n⟦(212) 555-0147⟧\nFerries stop.\n⟦(212) 555-0147⟧\n",
]
GOOD = [
    "Write to feedback@harbourdaily.example by Friday.\n",
    "2024-2025\n12 345 678\n3 - 2\n1,204.50\n",
    "1998 2002 2006 2010\n",
    "Results: 12-14, 21-19, 21-17\n",
    "ISBN 978-3-16-148410-0\n",
    "555 0147\n",
    "Contact\nJana Novak\njana@harbour.example\n+74955550100\nwww.harbour.example\n",
    "Ferry offices\nNorth quay\n(212) 555-0147\nSouth quay\n(212) 555-0148\n",
]

_WHAT = {"mail": "e-mail address", "phone": "telephone number"}


def check(doc: Document) -> Hits:
    for line in doc.lines_of_kind(*_WHAT):
        if _in_company(doc, line):
            yield line.strip(), f"{_WHAT[doc.machine_lines[line.number]]} alone in a line", ""


def _in_company(doc: Document, line: Line) -> bool:
    near = doc.kinds_near(line, 3) & {"timestamp", "locale"}
    again = len(doc.lines_by_key.get(doc.key(line), ())) > 1
    return bool(near) or again or any(other.number in doc.leftover_lines for other in doc.near(line, 2))
