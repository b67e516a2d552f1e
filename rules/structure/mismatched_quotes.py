"""
A quotation opens with the mark that should close it.

`The ”Technical” impediment`: a program replaced straight marks and took the wrong one, or the opening mark was
lost with its tag.

Left alone: texts that do not open more quotations with `“` than with `”`, such as Swedish, Finnish and Polish ones, where `”`
opens or closes by rule.
"""

import re

from ...checks import Document, Hits, pattern

BAD = [
    "The ⟦”Technical”⟧ impediment is what the mayor called “a start” on Monday, and “no end”.\n",
    "“Yes,” she said. “Yes,” they said. ⟦”No⟧, he did.\n",
]
GOOD = [
    "“Yes,” she said. “No,” he did.\n",
    "Hon sade ”ja” och gick.\n",
    "Hon läste “Vinterland” och sade ”ja”, ”nej” och ”kanske”.\n",
    "„Tak” – powiedziała. “Nie”.\n".replace("“Nie”", "„Nie”"),
    "a 5” pipe and “a 6” one”\n",
    "“One ‘two’” ”\n",
    "The views are in the menu “ View ”below “Tools”, and “Print” is there too.\n",
]

_OPENED = pattern(r"(?:^|(?<=[\s(\[—–]))”(?=[^\W_])[^\s“”]{1,40}(?:[^“”\n]{0,60}”)?")
_BEFORE_WORD = pattern(r"”[^\W_]")
_PROPER = pattern(r"(?:^|[\s(\[—–])“[^\W_]", re.MULTILINE)


def check(doc: Document) -> Hits:
    if "”" not in doc.text or "„" in doc.text:
        return
    lines = doc.lines_with(_BEFORE_WORD)
    opened = sum(len(_OPENED.findall(line.text)) for line in lines)
    if not opened or len(_PROPER.findall(doc.text)) <= opened:
        return
    for line in lines:
        for match in _OPENED.finditer(line.text):
            before = line.text[: match.start()]
            if before.count("“") > before.count("”"):
                continue  # it closes one, with a blank before it
            span = line.match(match)
            yield span.part(0, len(span.text.rstrip(" ,.;:!?"))), "quotation opens with the closing mark"
