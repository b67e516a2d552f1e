"""
White space that says nothing: blanks at the ends of lines, runs of blanks, tabs, towers of empty lines, ruled lines.

It comes from the indents of the page's source and from empty elements. Harmless to a reader, but equal texts become
unequal, line numbers mean nothing, and a third of a file may be blanks. No-break spaces count as blanks.

One finding a document for each kind, at the first place, with the number of places.

Left alone: what stays under `min_places`; tabs and runs of blanks in a text of tables or code.

Options:
    min_places: how many places of a kind there must be.
    max_empty: how many empty lines may stand together.
"""

from ...checks import Document, Hits, Span, pattern

SEVERITY = "info"
HINT = "strip each line, collapse blanks, and keep one empty line between paragraphs"

BAD = [
    "The bridge⟦  ⟧opened.\nThe  mayor left.\nFerries  stop at  nine.\n",
    "The bridge opened.⟦  ⟧\nThe mayor left. \nFerries stop. \n",
    "The bridge opened.⟦\n\n\n\n⟧The mayor left.\n\n\n\n\nFerries stop.\n\n\n\nNobody came.\n",
    "Bridge opens\n⟦============⟧\nFerries stop.\n------------\nThe mayor left.\n____________\nNobody came.\n",
]
GOOD = [
    "10\N{NO-BREAK SPACE}km there, 10\N{NO-BREAK SPACE}km back, 20\N{NO-BREAK SPACE}km in all\n",
    "The bridge  opened.\n\n\nFerries stop. \n",
    "Port    2025    2026\nOld     1       2\nNew     3       4\nAll     4       6\n",
    "One.\n\nTwo.\n\nThree.\n\nFour.\n---\n",
]

_KINDS = {
    "lines with blanks at the end": pattern(r"(?<![ \t\xa0\r\n])[ \t\xa0]+(?=\r?\n|\Z)"),
    "runs of blanks inside lines": pattern(r"(?<=[^\s|])(?:[ \t\xa0][ \t\xa0]+)(?=[^\s|])"),
    "towers of empty lines": pattern(r"(?<!\n)\n(?:[ \t\r]{0,200}\n){3,}"),
    "ruled lines": pattern(r"(?m)^[ \t]{0,20}(?:={5,}|-{5,}|_{5,}|\*{5,}|~{5,}|#{5,})[ \t]{0,20}(?=\r?$)"),
}
_COLUMNS = pattern(r"\S {2,20}(?=\S).{0,100}\S {2,20}\S")


def check(doc: Document, *, min_places: int = 3, max_empty: int = 2) -> Hits:
    for kind, blanks in _KINDS.items():
        places = list(blanks.finditer(doc.text))
        if kind.startswith("towers"):
            places = [match for match in places if match[0].count("\n") > max_empty + 1]
        if len(places) < min_places or (kind.startswith("runs") and _has_columns(doc)):
            continue
        first: Span = doc.span(*places[0].span())
        yield first, f"{kind}: {len(places)}"


def _has_columns(doc: Document) -> bool:
    return sum(1 for line in doc.inked[:400] if len(line.text) < 400 and _COLUMNS.search(line.text)) >= 3 or doc.shows_code
