"""
Letters written as a letter and an accent apart: two characters that look like one.

File names of a Mac and some PDF tools write `é` as `e` and a combining accent. It looks the same and is not equal: the
word is not found, not counted with its likes, and longer than it looks.

Left alone: marks for which Unicode has no letter of one piece.
"""

import unicodedata

from ...checks import Document, Hits, Line, pattern

SEVERITY = "info"
SAFE_FIX = True
TRIGGER = "[\u0300-\u0345\u3099\u309a]"
HINT = "unicodedata.normalize('NFC', text)"

BAD = ["The caf⟦e\u0301⟧ on the quay closed.\n", "Das Ger⟦u\u0308⟧cht\n", "⟦か\u3099⟧\n"]
GOOD = ["The café on the quay closed.\n", "x\u0304 is the mean of x\n", "Я\u0301 stressed\n"]

_MARKED = pattern("[^\\s\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]{1,4}")


def check_line(doc: Document, line: Line) -> Hits:
    for match in _MARKED.finditer(line.text):
        composed = unicodedata.normalize("NFC", match[0])
        if composed != match[0] and len(composed) < len(match[0]):
            yield line.match(match), "a letter and its accent apart", composed
