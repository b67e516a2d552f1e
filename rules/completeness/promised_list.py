"""
The text ends with a colon: what it announces is missing.

`The following roads are closed:` and nothing behind it. The list, the table or the picture stood in another element
of the page than the text.

Left alone: lines of fewer than five words, which may be labels; colons in the middle of the text.
"""

from ...checks import Document, Hits

SEVERITY = "info"
TRIGGER = r"[:：][ \t]{0,4}$"
HINT = "widen the selector: the list stands in another element"
POINTS = 5.0

_START = "The harbour bridge opened again on Monday after two years of repairs.\nFerries are to stop in June, said the mayor.\n"
BAD = [
    _START + "From Friday on the following roads are closed for traffic⟦:⟧\n",
    _START + "From Friday on these roads are closed for traffic⟦:⟧\nShare this story\n",
]
GOOD = [
    _START + "From Friday on the following roads are closed for traffic:\nthe quay, the mill road\n",
    _START + "Sources:\n",
    _START + "At 14:05\n",
]
_MIN_WORDS = 5


def check(doc: Document) -> Hits:
    line = next((line for line in reversed(doc.inked[-12:]) if line.number not in doc.leftover_lines), None)
    if line is None or len(doc.prose) < 2:
        return
    text = line.text.rstrip()
    if text.endswith((":", "：")) and line.word_count >= _MIN_WORDS:
        yield line.part(len(text) - 1, len(text)), "the text ends where it announces something"
