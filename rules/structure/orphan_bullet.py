"""
A bullet alone in its line.

The list's mark and its text stood in two elements and became two lines: `-`, then the entry. Whoever joins
lines again gets marks in the middle of sentences.

Left alone: rules of three or more marks, marks between blank lines that divide sections (`*`, `· · ·`), and
marks with text.
"""

from ...checks import Document, Hits, Line

HINT = "join the text of each list item into one line"

BAD = [
    "Key steps:\n⟦-⟧\nOpen the bridge.\n⟦-⟧\nStop the ferries.\n",
    "Key steps:\n⟦•⟧\n\nOpen the bridge.\n",
]
GOOD = [
    "Key steps:\n- Open the bridge.\n* Stop the ferries.\n",
    "One chapter ends.\n\n*\n\nThe next begins.\n",
    "---\n",
    "2\n-\n1\n",
]

_MAX_CHARS = 20
_BULLETS = frozenset("-*•·‣⁃▪●○■□➤►–—+")


def check(doc: Document) -> Hits:
    if "" not in doc.inked_keys:
        return
    for line in [line for line, key in zip(doc.inked, doc.inked_keys, strict=True) if not key]:
        if len(line.text) <= _MAX_CHARS and line.text.strip() in _BULLETS and _has_lost_its_text(doc, line):
            yield line.strip(), "bullet alone in its line"


def _has_lost_its_text(doc: Document, line: Line) -> bool:
    """Whether text follows a bullet, and it is no mark that divides sections, which stands between blank lines."""
    below = next((other for other in doc.lines[line.number : line.number + 2] if not other.blank), None)
    if below is None or not any(map(str.isalpha, below.text)):
        return False
    above = doc.lines[line.number - 2] if line.number > 1 else None
    return not ((above is None or above.blank) and doc.lines[line.number].blank)
