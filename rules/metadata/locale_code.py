"""
A locale code alone in a line.

`en_EN`, `pt-BR`: a value from the page's metadata. It belongs in the language field.

Left alone: codes in a sentence or in a table, and the bare `en`, which may be a word.
"""

from ...checks import Document, Hits

SEVERITY = "error"

SAFE_FIX = False

BAD = ["The bridge opened.\n⟦en_EN⟧\n", "⟦pt-BR⟧\nA ponte abriu.\n", "⟦zh_Hans_CN⟧\n"]
GOOD = ["Set the locale to en_US and start again.\n", "x-Y\n", "en_us_model\n", "re-Do\n"]

# A code stands among the first lines, or near other data; elsewhere it may be an entry of a list of codes.
_TOP = 15


def check(doc: Document) -> Hits:
    codes = doc.lines_of_kind("locale")
    if len({line.text.strip() for line in codes}) > 1:
        return  # a list of codes, or headings of a text about them
    for line in codes:
        if doc.ordinals[line.number] < _TOP or doc.among_data(line):
            yield line.strip(), "locale code alone in a line", ""
