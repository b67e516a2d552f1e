"""
A word of the site's menu, share bar or toolbar alone in a line, in company.

`Home`, `Facebook`, `Print`, `Next`: each could be a heading of an article; next to each other, or next to a
phrase that no article has, they are buttons.

A word from the list counts in a run of at least three lines of such words, or right beside a line that a phrase
pack knows.

Left alone: the words anywhere else, as headings and in lists; `Yes` and `No`, which are answers and entries of tables; lists inside the running text that a line with a colon announces.
"""

from ...checks import Document, Hits, Line, is_announced

SAFE_FIX = False
HINT = "drop nav, header, footer and aside elements before taking the text"

BAD = [
    "The bridge opened on Friday.\n⟦Facebook⟧\n⟦WhatsApp⟧\n⟦Print⟧\nFerries stop in June.\n",
    "⟦Home⟧\n⟦News⟧\n⟦Contact⟧\nBridge opens again\nThe bridge opened on Friday.\n",
    "Die Brücke ist offen.\n⟦Startseite⟧\n⟦Kontakt⟧\nImpressum\n",
]
GOOD = [
    "The council votes on Thursday.\nRead Entire Article\n\nAdvertisement\nThe plan is two years old.\n",
    "Contact\nThe harbour office is open on Mondays.\nJobs\nThe office looks for two pilots.\n",
    "What the library has\nNews\nMaps of the harbour\n",
    "The council will close its offices for the whole summer, it said on Tuesday.\nThese pages of the town will be gone by July:\nHome\n"
    "News\nContact\nThe others stay as they are, and the town hall opens an hour longer.\n",
    "He opened the menu and pressed print.\n",
    "Do you sell fish?\nYes\nAnd bread?\nNo\nYes\nNo\n",
]

_MIN_RUN = 3


def check(doc: Document) -> Hits:
    hits = doc.phrase_hits.get("menu-word", [])
    runs: list[list[int]] = []
    for place in sorted({doc.ordinals[hit.line.number] for hit in hits}):
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    for run in runs:
        members = doc.inked[run[0] : run[-1] + 1]
        if not is_announced(doc, run[0], run[-1]) and (
            len(run) >= _MIN_RUN or any(_beside_leftover(doc, member) for member in (members[0], members[-1]))
        ):
            for member in members:
                if member.number in doc.leftover_lines:
                    continue  # `Advertisement` beside `Read Entire Article`: another pack has the line
                yield member.strip(), "word of a menu or toolbar", ""


def _beside_leftover(doc: Document, line: Line) -> bool:
    return any(other.number in doc.leftover_lines for other in doc.near(line, 1))
