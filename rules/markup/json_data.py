"""
JSON in the text: `{"@context":"https://schema.org","@type":"NewsArticle", …}`.

Data for search engines or for the page's own script was taken for text. Names and headlines in it are counted twice.

A line, or a block of lines, counts that has a brace and at least three quoted keys.

Left alone: texts about code, and quotations before a colon.

Options:
    min_keys: how many quoted keys there must be.
"""

from ...checks import Document, Hits, Line, pattern

SEVERITY = "error"
TRIGGER = r'"[A-Za-z@_\x24][A-Za-z0-9@_\x24.:-]{0,40}" ?:'
HINT = "drop script elements before taking text; read JSON-LD as the data that it is"

BAD = [
    'The bridge opened.\n⟦{"@context":"https://schema.org","@type":"NewsArticle","headline":"Bridge opens"}⟧\n',
    'The bridge opened.\n⟦{\n  "id": 4,\n  "kind": "story",\n  "tags": ["bridge"]\n}⟧\nFerries stop.\n',
    '⟦[{"id":1,"title":"Home","url":"/"},{"id":2}]⟧\n',
]
GOOD = [
    '"Yes": that was all he said. "No": that was her answer. "Perhaps": mine.\n',
    'The API returns JSON with an array, a string and an integer:\n{"a": 1, "b": 2, "c": 3}\n',
    '{"a": 1}\n',
]

_KEY = pattern(r'"[\w@$][\w@$.:/ -]{0,60}"\s?:\s?(?=["\[{\d\-tfn]|$)')
_INSIDE = pattern(r'\s{0,200}(?:[\[{}\]],?\s{0,20}){1,20}$|\s{0,200}"[^"]{0,500}",?\s{0,20}$|\s{0,200}-?\d[\d.]{0,30},?\s{0,20}$')
_START = pattern(r'[\[{]{1,4}\s{0,20}"')


def check(doc: Document, *, min_keys: int = 3) -> Hits:
    if doc.shows_code:
        return
    block: list[Line] = []
    for line in [*doc.inked, None]:
        if line is not None and (_keys(line) or (block and _INSIDE.match(line.text)) or line.text.strip() in ("{", "[", "[{")):
            block.append(line)
            continue
        if block:
            yield from _judge(doc, block, min_keys)
            block = []


def _keys(line: Line) -> int:
    if '":' not in line.text and '" :' not in line.text:
        return 0
    return len(_KEY.findall(line.text[:100_000]))


def _judge(doc: Document, block: list[Line], min_keys: int) -> Hits:
    keys = sum(map(_keys, block))
    if keys < min_keys or not any("{" in line.text for line in block):
        return
    place = doc.between(block[0].strip(), block[-1].strip())
    start = _START.search(place.text)
    if len(block) == 1 and start and start.start() > 60:  # words before it
        place = place.part(start.start(), len(place.text))
    yield place, f"JSON in the text ({keys} keys)"
