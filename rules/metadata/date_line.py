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
    found = [
        line
        for line in doc.inked
        if len(line.text) <= 120 and line.number not in doc.machine_lines and only_a_date(doc.folded_lines[line.number - 1])
    ]
    if len(found) <= max_lines:
        for line in found:
            if doc.ordinals[line.number] < _TOP:
                yield line.strip(), "date alone in a line", ""
