"""
The article's date as a line of the text.

`Published On 19 Dec 2025`, `Updated: May 2, 2026, 9:14 a.m.`, `Montag, 3. Mai 2026`: it belongs in the date field. As
long as that is empty, the line serves as the date, so that missing-date stays quiet.

Looked for in the first 15 lines: further down, dates head the entries of diaries and timelines.

Left alone: dates in a sentence or beside other words, and pages with more than three such lines.

Options:
    max_lines: with more such lines than this, the text is a timeline, and none counts.
"""

from ...checks import Document, Hits, only_a_date

SEVERITY = "info"
SAFE_FIX = False
HINT = "put it in the date field"

BAD = [
    "Bridge opens again\n⟦Published On 19 Dec 2025⟧\nThe bridge opened on Friday.\n",
    "Brücke wieder offen\n⟦Montag, 3. Mai 2026, 14:05 Uhr⟧\nDie Brücke ist wieder offen.\n",
    "Bridge opens again\n⟦Updated: May 2, 2026, 9:14 a.m.⟧\nThe bridge opened on Friday.\n",
    "橋が再開\n⟦公開日：2026年5月3日⟧\n橋は金曜日に再開した。\n",
]
GOOD = [
    "Bridge opens again\nOn May 2, 2026 the bridge opened again.\n",
    "Bridge opens again\nJana Novak, 3 May 2026\nThe bridge opened again.\n",
    "The bridge, a timeline\n3 May 2024\nIt falls.\n4 May 2024\nIt is closed.\n5 May 2025\nWork begins.\n3 May 2026\nIt opens.\n",
]

_TOP = 15


def check(doc: Document, *, max_lines: int = 3) -> Hits:
    inked = doc.inked
    places = [place for place in doc.with_digits if len(inked[place].text) <= 120]
    top = [place for place in places if place < _TOP and _is_date(doc, place)]
    if top and len(top) + sum(_is_date(doc, place) for place in places if place >= _TOP) <= max_lines:
        for place in top:
            yield doc.inked[place].strip(), "date alone in a line", ""


def _is_date(doc: Document, place: int) -> bool:
    return doc.inked[place].number not in doc.machine_lines and only_a_date(doc.folded[place])
