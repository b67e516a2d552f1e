"""
A bullet alone in its line.

The list's mark and its text stood in two elements and became two lines: `-`, then the entry. Whoever joins lines again gets marks in the
middle of sentences.

Left alone: rules of three or more marks, marks between blank lines that divide sections (`*`, `· · ·`), and marks with text.
"""


from ...checks import Document, Hits, Line, pattern

TRIGGER = "[-*•·‣⁃▪●○■□➤►–—+]"
HINT = "join the text of each list item into one line"

BAD = [
    "Key steps:\n⟦-⟧\nOpen the bridge.\n⟦-⟧\nStop the ferries.\n",
    "Key steps:\n⟦•⟧\n\nOpen the bridge.\n",
]
GOOD = ["Key steps:\n- Open the bridge.\n* Stop the ferries.\n", "One chapter ends.\n\n*\n\nThe next begins.\n", "---\n", "2\n-\n1\n"]

_BULLET = pattern(r"\s*[-*•·‣⁃▪●○■□➤►–—+]\s*")


def check_line(doc: Document, line: Line) -> Hits:
    if len(line.text) > 20 or not _BULLET.fullmatch(line.text):
        return
    above = doc.lines[line.number - 2] if line.number > 1 else None
    below = next((other for other in doc.lines[line.number : line.number + 2] if not other.blank), None)
    if below is None or not any(map(str.isalpha, below.text)):
        return
    divides = (above is None or above.blank) and doc.lines[line.number].blank
    if not divides:
        yield line.strip(), "bullet alone in its line"
