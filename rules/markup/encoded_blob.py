"""
Data that no one can read: a picture as base64, a token of hundreds of characters.

`![](data:image/svg+xml;base64,PHN2Zy…)` stands where a picture waited to be loaded. It is one word of 5,000 characters,
more than the article.

Left alone: web addresses, long words, DNA, lines of the same sign.

Options:
    min_chars: how long a piece without blanks must be, where nothing says that it is data.
"""

from ...checks import Document, Hits, Line, pattern, printable

TRIGGER = r"data:[a-z]{4,12}/|[A-Za-z0-9+/_=-]{80}"
SAFE_FIX = False
HINT = "take the real address of a picture (data-src), and drop elements that hold data"

BAD = [
    "The bridge opened. ⟦data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAALQAAAC0AQAAAAAVtjufAAAAAnRSTlMAAHaTzTgAAAAb⟧ Ferries stop.\n",
    "Photo: ⟦![](data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7)⟧\n",
    "Key ⟦" + "Zx9Kq2LmPt7RvWb4" * 14 + "⟧ end\n",
    "⟦data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20viewBox='0%200%2032%2032'%3E%3C/svg%3E⟧\n",
]
GOOD = [
    "https://harbourdaily.example/a?token=" + "Zx9Kq2LmPt7RvWb4" * 14 + "\n",
    "ACGT" * 60 + "\n",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz and aaaaaaaaa" + "a" * 300 + "\n",
    "The data: image/png is a type of pictures.\n",
    "/wp-content/uploads/2026/05/" + "the-Bridge-of-2026-opens-again-" * 8 + ".jpg\n",
]

_DATA = pattern(
    r"(?P<mark>!\[(?P<alt>[^\[\]\n]{0,200})\]\(<?)?data:(?:image|font|text|application|audio|video)/[\w.+-]{1,40}[;,][^\s()\[\]\"<>]{20,}>?(?(mark)\)?)"
)
_TOKEN = pattern(r"(?<![^\s\"'(\[<>,;:=])[A-Za-z0-9+/_=-]{80,}")
_TOKEN_CHARS = 80
_LEAST_SIGNS, _LEAST_CAPITALS, _LEAST_DIGITS = 16, 0.15, 0.05


def check(doc: Document, *, min_chars: int = 200) -> Hits:
    for line in doc.inked:
        text = line.text
        if "data:" in text or (len(text) >= _TOKEN_CHARS and len(max(text.split(), key=len)) >= _TOKEN_CHARS):
            yield from _of_line(line, min_chars)


def _of_line(line: Line, min_chars: int) -> Hits:
    text = line.text
    end = 0
    if "data:" in text:
        for match in _DATA.finditer(text):
            end = match.end()
            yield line.match(match), f"data of {len(match[0]):,} characters: {printable(match[0], 30)}", match["alt"] or ""
    for match in _TOKEN.finditer(text, end):
        token = match[0]
        if len(token) >= min_chars and _is_data(token) and not _in_address(text, match.start()):
            yield line.match(match), f"a piece of {len(token):,} characters without a blank: {printable(token, 30)}", ""


def _is_data(token: str) -> bool:
    """Whether a long piece has the letters of base64: many different ones, capitals and digits among them, no words with hyphens."""
    head = token[:2000]
    capitals, digits = sum(map(str.isupper, head)) / len(head), sum(map(str.isdigit, head)) / len(head)
    return (
        len(set(head)) >= _LEAST_SIGNS
        and capitals >= _LEAST_CAPITALS
        and digits >= _LEAST_DIGITS
        and (head.count("-") + head.count("_")) * 20 < len(head)
    )


def _in_address(text: str, start: int) -> bool:
    before = text[max(0, start - 300) : start].split(" ")[-1]
    return "://" in before or "](" in before or "www." in before or text[start] == "/"
