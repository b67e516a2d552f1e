"""
Separators of a menu whose entries are gone.

`International | | | |`: the links went, the bars between them stayed.

Left alone: table rows, which have more cells with text than without, Markdown table rules, and text around a
single bar.
"""

from ...checks import Document, Hits, Line, pattern

# Not at each address: a line with `://` is none.
TRIGGER = r"[|·•›»/][^\n!-~]{0,2}[|·•›»]|[|·•›»][^\n!-~]{0,2}/|/[^\n!-~]{1,2}/|(?:^|[^:\n])//"
SAFE_FIX = False
HINT = "drop nav and footer elements before taking the text"

BAD = [
    "The ferry sails again.\n⟦International | | | |⟧\n",
    "⟦| | |⟧\nThe ferry sails again.\n",
    "⟦Home » » »⟧\nThe ferry sails again.\n",
]
GOOD = [
    "| Harbour | 12 | | 14 |\n| --- | --- | --- |\n",
    "either || or, in C\n",
    "see https://example.com//path//file\n",
    "|||\n",
]

_SEPARATOR = pattern(r"\s*[|·•›»/]\s*")


def check_line(doc: Document, line: Line) -> Hits:
    text = line.text.strip()
    if len(text) > 120 or "://" in text or "`" in text or any(map(str.isdigit, text)):
        return
    if text.startswith("|") and (any(map(str.isalpha, text)) or any(other.text.count("|") > 1 for other in doc.near(line, 1))):
        return  # the row of a table
    cells = _SEPARATOR.split(text)
    filled = [cell for cell in cells if cell]
    if len(cells) >= 4 and 2 * len(filled) < len(cells) and sum(len(cell.split()) for cell in filled) <= 4 and " " in text:
        yield line.strip(), f"menu without entries ({len(cells) - 1} separators, entries left: {len(filled)})", ""
