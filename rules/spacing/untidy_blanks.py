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

from itertools import islice, pairwise

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

# What stands before a place is asked behind its first characters: a pattern that begins with one or with a class is found far quicker.
_INSIDE = pattern(r"  (?<=[^\s|]..) *(?=[^\s|])")
_TOWER = pattern(r"\n(?<!\n\n)(?:[ \t\r]{0,200}\n){3,}")
_LEAST_TOWER = 3
_RULED = pattern(r"\n[ \t]{0,20}(?:={5,}|-{5,}|_{5,}|\*{5,}|~{5,}|#{5,})[ \t]{0,20}(?=\r?(?:\n|\Z))")
_COLUMNS = pattern(r"\S {2,20}(?=\S).{0,100}\S {2,20}\S")
_BLANKS = " \t\N{NO-BREAK SPACE}"
_RULES = ("=====", "-----", "_____", "*****", "~~~~~", "#####")

# Start and end of each place, found line by line: a pattern that looks at every character of a text takes ten times as long.
_Places = list[tuple[int, int]]


def check(doc: Document, *, min_places: int = 3, max_empty: int = 2) -> Hits:
    blank = len(doc.lines) - len(doc.inked)
    # Whether there is more in the blank lines than nothing.
    with_blanks = blank > 0 and doc.lines.texts.count("") < blank
    many = blank >= _LEAST_TOWER * min_places
    for kind, places in (
        ("lines with blanks at the end", _at_ends(doc, with_blanks)),
        ("runs of blanks inside lines", _inside_lines(doc)),
        ("towers of empty lines", _towers(doc, max_empty + 1, with_blanks) if many else []),
        ("ruled lines", _ruled(doc)),
    ):
        if len(places) < min_places or (kind.startswith("runs") and _has_columns(doc)):
            continue
        first: Span = doc.span(*places[0])
        yield first, f"{kind}: {len(places)}"


def _at_ends(doc: Document, with_blanks: bool) -> _Places:
    starts, texts = doc.lines.starts, doc.lines.texts
    if with_blanks:
        lines = [line for line, text in enumerate(texts) if text and text[-1] in _BLANKS]
    else:
        lines = [line.number - 1 for line in doc.inked if line.text[-1] in _BLANKS]
    places = []
    for line in lines:
        text = texts[line]
        ink = len(text.rstrip(_BLANKS))
        if text[ink - 1] != "\r" if ink else not line:
            places.append((starts[line] + ink, starts[line] + len(text)))
    if places and doc.text.endswith("\r") and places[-1][1] == len(doc.text) - 1:
        places.pop()  # no line feed follows
    return places


def _inside_lines(doc: Document) -> _Places:
    others = [sign for sign in "\t\N{NO-BREAK SPACE}" if sign in doc.text]
    if not others and "  " not in doc.text:
        return []
    places = []
    for line in doc.inked:
        text = line.text
        for sign in others:
            text = text.replace(sign, " ")
        if "  " in text and "  " in text.strip():
            places += [(line.start + match.start(), line.start + match.end()) for match in _INSIDE.finditer(text)]
    return places


def _towers(doc: Document, min_breaks: int, with_blanks: bool) -> _Places:
    inked = doc.inked
    if not with_blanks and "\r" not in doc.text and "\n" * (_LEAST_TOWER + 1) not in doc.text:
        return []
    numbers = [line.number for line in inked]
    far = [place for place, (above, below) in enumerate(pairwise(numbers)) if below - above > _LEAST_TOWER]
    gaps = [(inked[place].end, inked[place + 1].start) for place in far]
    top, bottom = (inked[0].start, inked[-1].end) if inked else (len(doc.text), len(doc.text))
    return [
        match.span()
        for start, end in [(0, top), *gaps, (bottom, len(doc.text))]
        for match in _TOWER.finditer(doc.text, start, end)
        if match[0].count("\n") > min_breaks
    ]


def _ruled(doc: Document) -> _Places:
    # The key of such a line is empty, but for that of number signs.
    if "" not in doc.inked_keys and not ("#" in doc.text and "#####" in doc.text):
        return []
    if not any(rule[0] in doc.text and rule in doc.text for rule in _RULES):
        return []
    return [(match.start(), match.end() - 1) for match in _RULED.finditer("\n" + doc.text)]  # each behind a line break


def _has_columns(doc: Document) -> bool:
    with_columns = (
        line for line in doc.inked[:400] if len(line.text) < 400 and line.text.count("  ") > 1 and _COLUMNS.search(line.text)
    )
    return len(list(islice(with_columns, 3))) == 3 or doc.shows_code
