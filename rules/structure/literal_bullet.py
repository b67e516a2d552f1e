"""
One entry of a list has a bullet typed into it, the others have none.

`* Strengthening NATO` among plain lines: the mark was part of the page's text, or Markdown that was never rendered.

Left alone: lists in which two or more entries have the mark, and footnotes at the end of the text.
"""

from itertools import islice

from ...checks import Document, Hits, pattern

SEVERITY = "info"
TRIGGER = "[*•] "

BAD = ["Steps are\nOpen the bridge.\n⟦*⟧ Stop the ferries: all of them, from Monday on.\nTell the public.\n"]
GOOD = [
    "Steps are\n* Open the bridge.\n* Stop the ferries.\n",
    "Open the bridge.\nStop the ferries.*\n* From Monday on.\n",
    "5 * 3 is 15\n",
]

_MARKS = frozenset("*•")
_MARKED = pattern(r"\s*([*•]) +\S")


def check(doc: Document) -> Hits:
    entries = (line for line in doc.inked if line.text.lstrip()[:1] in _MARKS)
    marked = list(islice(((line, match) for line in entries if (match := _MARKED.match(line.text))), 2))
    if len(marked) == 1:
        line, match = marked[0]
        if line is not doc.inked[-1] and line is not doc.inked[0]:
            yield line.match(match, 1), "bullet typed into one line only"
