r"""
Control characters in the text: codes for terminals (colours, titles, links), NUL, backspaces, form feeds.

They are not seen, and break what reads the text next: XML does not allow them, terminals obey them, CSV readers stop.
The characters U+0080 to U+009F are mostly quotation marks and dashes of Windows-1252 that were read as Latin-1; those
are put right.

Left alone: tabs and line ends, and what is part of mojibake.
"""

from ...checks import Document, Hits, Line, pattern

TRIGGER = "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\\x00"
SAFE_FIX = True
HINT = "drop the characters of category Cc except tab and line feed, and strip terminal codes, before writing"

BAD = [
    "The ferry⟦\x07⟧ sails.\n",
    "⟦\x1b[31m⟧Ferry strike⟦\x1b[0m⟧ enters second week\n",
    "⟦\x1b]0;Harbour Daily\x07⟧The ferry sails.⟦\x1b(B⟧\n",
    "See ⟦\x1b]8;;https://harbourdaily.example/\x1b\\⟧the timetable⟦\x1b]8;;\x1b\\⟧ on the quay.\n",
    "Page one⟦\x0c⟧Page two\n",
    "It⟦\x92⟧s late.\n",
]
GOOD = ["A\ttable\tof\ttabs\n", "It\u00e2\u0080\u0099s mojibake, which has a rule of its own.\n", "Press [31m and Ctrl-C.\n"]

_CONTROL = pattern(
    r"\x1b\[[0-9;:?<=>]{0,60}[ -/]{0,2}[@-~]|\x1b\][^\x07\x1b]{0,4000}(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b]{0,4000}\x1b\\|"
    r"\x1b[ -/][0-~]|\x1b[78=>cDEHMNOZ](?![a-z])|(?P<high>[\x80-\x9f]{1,1000})|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]{1,1000}|\x1b"
)


def check_line(doc: Document, line: Line) -> Hits:
    text = line.text
    for match in _CONTROL.finditer(text):
        before, behind = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        if match["high"]:
            if before == "€" or "\xc2" <= before <= "\xf4" or "\xa0" <= behind <= "\xbf":
                continue  # mojibake
            yield line.match(match), f"control character U+{ord(match[0][0]):04X}", _western(match[0])
        elif len(match[0]) > 1 and match[0][0] == "\x1b":
            yield line.match(match), "code for a terminal", ""
        else:
            breaks = any(char in "\x0b\x0c\x1c\x1d\x1e\x1f" for char in match[0])
            glued = breaks and bool(before.strip()) and bool(behind.strip())
            yield line.match(match), f"control character U+{ord(match[0][0]):04X}", " " if glued else ""


def _western(text: str) -> str:
    """Characters U+0080 to U+009F as what they are in Windows-1252; nothing for the five that it does not have."""
    return text.encode("latin-1").decode("cp1252", "ignore")
