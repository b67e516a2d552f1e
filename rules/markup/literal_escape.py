r"""
Escapes that were not resolved: `\u2019`, `\n` as two characters, `https:\/\/`.

JSON was taken as text instead of being read, or was escaped twice. Words run together with an `n` in front, and quotation
marks are four digits long.

`\u` with four digits and `\x` with two; `\n`, `\r` and `\t` at the end of a line, before another such sign, or between the end of a
sentence and a capital; `\/` in an address; `\"` where a line has several.

Left alone: texts about code, paths of files, formulas, anything between backticks.
"""

import re

from ...checks import Document, Hits, Line, pattern, visible

TRIGGER = r'\x5c(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[nrt/"])'
SAFE_FIX = False
HINT = "read the JSON with a parser, once more than now"

BAD = [
    r"The mayor⟦\u2019⟧s bridge, caf⟦\xe9⟧",
    r"Hire the musicians⟦\n\n⟧If you want them to play",
    r"The bridge opened.⟦\n⟧Ferries stop.⟦\n⟧",
    r"See https:⟦\/\/⟧harbourdaily.example⟦\/⟧news",
    r"He said ⟦\"⟧no⟦\"⟧ and ⟦\"⟧never⟦\"⟧.",
    r"The end ⟦\ud83d\ude00⟧",
]
GOOD = [
    r"Save it in C:\new\texts\untitled or \\server\notes",
    r"where $\nu = \tau / \nabla$ and \text{so} on and/or \ or 5\"",
    r"Write `\n` for a new line.",
    r"¯\_(ツ)_/¯ and \o/ and 6\/7",
]

_ESCAPE = pattern(
    r"(?P<code>(?:\\u[0-9a-fA-F]{4}|\\x[0-9a-f]{2}(?![\w\\]{3}))+)|(?P<blank>(?:\\[nrt]){2,50}|\\[nr](?=\s*$)|(?<=[.!?:”\"’])\\[nrt](?=[\s\"“‘A-ZÀ-Þ•–-]))|"
    r"(?P<slash>(?<=:)\\/\\/(?=\w)|(?<=[\w.])\\/(?=[\w-]))|(?P<quote>\\\")"
)
_ADDRESS = pattern(r"https?:\\/\\/")
_PATH = pattern(r"[A-Za-z]:\\\w|\\\\\w{2}|\$[^$]{0,200}\\[a-z]+|\\[a-z]{2,20}\{")
_BLANKS = {"n": "\n", "r": "", "t": "\t"}


def check_line(doc: Document, line: Line) -> Hits:
    text = line.text
    if "`" in text or doc.shows_code or _PATH.search(text):
        return
    address, quotes = _ADDRESS.search(text) is not None, text.count('\\"') >= 3
    for match in _ESCAPE.finditer(text):
        place = line.match(match)
        if match["code"]:
            better = _resolve(match["code"])
            yield (place, f"escape for '{visible(better[:20])}'", better) if better else (place, "escape of half a character")
        elif match["blank"]:
            yield place, "escape of white space", "".join(_BLANKS[sign] for sign in match["blank"][1::2])
        elif match["quote"] and quotes:
            yield place, "escaped quotation mark", '"'
        elif match["slash"] and address:
            yield place, "escaped slash", match["slash"].replace("\\", "")


def _resolve(text: str) -> str:
    """Escapes as the characters that they stand for; nothing where half of a pair is missing."""
    codes = re.findall(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-f]{2}))", text)
    units = "".join(chr(int(four or two, 16)) for four, two in codes)
    try:
        return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return ""
