"""
A character that was lost: `caf�`.

The bytes were decoded with the wrong encoding and what did not fit was replaced by U+FFFD. The letter cannot be had
back from the text. `锟斤拷` is the same, saved once more in a Chinese encoding, and `ï¿½` in a Western one.

Left alone: lines that name the character, and files that could not be decoded here: `undecodable-bytes` reports those.
"""

from ...checks import Document, Hits, Line, pattern

SEVERITY = "error"
TRIGGER = "\N{REPLACEMENT CHARACTER}|锟斤拷|ï¿½"
HINT = "decode with the right charset, and with errors='strict' while you look for it"

BAD = [
    "The caf⟦\N{REPLACEMENT CHARACTER}⟧ on the quay closed.\n",
    "欢迎⟦锟斤拷锟斤拷⟧到港口\n",
    "It⟦ï¿½⟧s the last ferry.\n",
]
GOOD = [
    "The Unicode replacement character (\N{REPLACEMENT CHARACTER}) stands for what could not be read.\n",
    "In Unicode `\N{REPLACEMENT CHARACTER}` has the number FFFD.\n",
]

_LOST = pattern("\N{REPLACEMENT CHARACTER}+|(?:锟斤拷)+|(?:ï¿½)+")
_NAMED = pattern(r"`|U\+FFFD|(?i:replacement character|unicode)")


def check_line(doc: Document, line: Line) -> Hits:
    if _NAMED.search(line.text) or any(problem.rule == "undecodable-bytes" for problem in doc.problems):
        return
    for match in _LOST.finditer(line.text):
        count = sum(match[0].count(sign) for sign in ("\N{REPLACEMENT CHARACTER}", "锟斤拷", "ï¿½"))
        yield line.match(match), f"{count} characters were lost in decoding" if count > 1 else "a character was lost in decoding"
