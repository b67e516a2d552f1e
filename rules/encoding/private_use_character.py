"""
A character of no meaning outside of one font: icons of buttons, bullets of old word processors.

Icon fonts keep their pictures in the private use area of Unicode. Without the font it is an empty box, and a word that
no dictionary has.

Left alone: the apple of Apple's fonts, and characters between letters, which some texts need for rare signs; those are
reported without a replacement.
"""

from ...checks import Document, Hits, Line, pattern

TRIGGER = "[\ue000-\uf8fe\U000f0000-\U0010fffd]"
SAFE_FIX = True
HINT = 'skip elements of icon fonts, such as <i class="icon-…">'

BAD = ["Share this ⟦\uf09a\uf099⟧\n", "Pricing⟦\ue98d⟧\n", "⟦\uf0b7⟧ Ferries stop at nine.\n"]
GOOD = ["The \uf8ff Watch\n", "A box \N{WHITE SQUARE} and a star \N{BLACK STAR}\n"]

_PRIVATE = pattern("[\ue000-\uf8fe\U000f0000-\U0010fffd]{1,1000}")

# What Word's Symbol and Wingdings fonts show for the bullets of a list.
_BULLETS = "\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf076\uf06e\uf06c"


def check_line(doc: Document, line: Line) -> Hits:
    text = line.text
    for match in _PRIVATE.finditer(text):
        before, behind = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        message = f"private use character U+{ord(match[0][0]):04X}" + (
            f" and {len(match[0]) - 1} more" if len(match[0]) > 1 else ""
        )
        if before.isalpha() and behind.isalpha():
            yield line.match(match), message
        elif match[0] in _BULLETS and not text[: match.start()].strip():
            yield line.match(match), message + ", a bullet in old fonts", "•"
        else:
            yield line.match(match), message, ""
