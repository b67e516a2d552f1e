"""
A quotation opens with the mark that should close it.

`The ”Technical” impediment`: a program replaced straight marks and took the wrong one, or the opening mark was
lost with its tag.

Left alone: texts that never open a quotation with `“`, such as Swedish, Finnish and Polish ones, where `”`
opens or closes by rule.
"""

import re

from ...checks import Document, Hits, Line, pattern

TRIGGER = "”"

BAD = ["The ⟦”Technical”⟧ impediment is what the mayor called “a start” on Monday.\n", "“Yes,” she said. ⟦”No⟧, he did.\n"]
GOOD = [
    "“Yes,” she said. “No,” he did.\n",
    "Hon sade ”ja” och gick.\n",
    "„Tak” – powiedziała. “Nie”.\n".replace("“Nie”", "„Nie”"),
    "a 5” pipe and “a 6” one”\n",
    "“One ‘two’” ”\n",
]

_OPENED = pattern(r"(?:^|(?<=[\s(\[—–]))”(?=[^\W_])[^\s“”]{1,40}(?:[^“”\n]{0,60}”)?")
_PROPER = pattern(r"(?:^|[\s(\[—–])“[^\W_]", re.MULTILINE)


def check_line(doc: Document, line: Line) -> Hits:
    for match in _OPENED.finditer(line.text):
        if _PROPER.search(doc.text) and "„" not in doc.text:
            span = line.match(match)
            yield span.part(0, len(span.text.rstrip(" ,.;:!?"))), "quotation opens with the closing mark"
