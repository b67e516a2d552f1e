"""
Characters that are not seen: zero-width spaces and joiners, marks of direction, soft hyphens, a byte order mark inside.

Editors and content systems leave them, and shops hide them in words against copying. `bridge` with one of them is
not `bridge`: it is not found, not counted, and cut in two by tokenisers.

Left alone: joiners in scripts and emoji that need them, marks of direction on lines with Hebrew or Arabic, and
zero-width spaces between letters of scripts that write no blanks.
"""

import unicodedata

from ...checks import Document, Hits, Line, pattern

SEVERITY = "info"
SAFE_FIX = True
HINT = "drop these characters before writing, except in scripts that need them"

_SIGNS = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
TRIGGER = f"[{_SIGNS}]"

BAD = [
    "The new br⟦\u200b⟧idge opens on Monday.\n",
    "⟦\u200d⟧\nThe bridge opened.\n",
    "Finan⟦\u00ad⟧cial as⟦\u00ad⟧sistance\n",
    "Read⟦\u200c \u200c \u200c⟧more\n",
    "Bridge⟦\u200e⟧ opens\n",
    "The bridge⟦\ufeff⟧ opened.\n",
]
GOOD = [
    "A family \U0001f468\u200d\U0001f469\u200d\U0001f467 and a shrug \U0001f937\u200d\u2642\ufe0f\n",
    "می\u200cخواهم و क्\u200dष\n",
    "שלום \u200e(ABC)\u200f שלום\n",
    "ภาษา\u200bไทย\n",
]

_RUN = pattern(rf"[{_SIGNS}](?:[{_SIGNS}]|[ \xa0](?=[{_SIGNS}]))*")
_RIGHT_TO_LEFT = pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_JOINERS = "\u200c\u200d\u034f"
_WESTERN = pattern(r"[\x00-\u058f\u1e00-\u1fff\u2010-\u2027\u202f-\u205e]")


def check_line(doc: Document, line: Line) -> Hits:
    text = line.text
    right_to_left = None
    for match in _RUN.finditer(text):
        run, before = match[0], text[max(0, match.start() - 1) : match.start()]
        behind = text[match.end() : match.end() + 1]
        if len(run) == 1 and _is_needed(run, before, behind):
            continue
        if "\u200e" <= run[0] <= "\u202e" or run[0] == "\u061c" or "\u2066" <= run[0] <= "\u2069":
            right_to_left = _RIGHT_TO_LEFT.search(text) is not None if right_to_left is None else right_to_left
            if right_to_left:
                continue
        blank = len(run) > 1 and any(char in " \xa0" for char in run) and bool((before + behind).strip())
        name = unicodedata.name(run[0], f"U+{ord(run[0]):04X}").lower()
        yield (
            line.match(match),
            f"invisible: {name}" + (f" ({len(run)} characters)" if len(run) > 1 else ""),
            " " if blank else "",
        )


def _is_needed(sign: str, before: str, behind: str) -> bool:
    """Whether a single sign joins or parts letters of a script that needs it, or parts of an emoji."""
    if not before or not behind or (sign not in _JOINERS and sign != "\u200b"):
        return False
    if sign == "\u200d" and _is_pictorial(before):
        return True
    return not before.isspace() and not behind.isspace() and not _WESTERN.match(before) and not _WESTERN.match(behind)


def _is_pictorial(char: str) -> bool:
    return char == "\ufe0f" or unicodedata.category(char) in ("So", "Sk")
