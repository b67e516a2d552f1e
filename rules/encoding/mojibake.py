"""
Letters that were read in the wrong encoding: `cafÃ©`, `itâ€™s`, `РџСЂРёРІРµС‚`.

The bytes of UTF-8 were read as if each were a character of an older code page, so that one letter became two or three
wrong ones. Words with accents and everything with an apostrophe cannot be found any more.

What only looks like it is told from it by the library ftfy, which knows which sequences no language has, and which
finds the way back: the message names the encodings, the replacement is the text as it was.

Left alone: odd sequences that are words (`Âge`, `VÕ`), and what is cited alone between quotation marks or backticks, as
texts about encodings do.

Missed: Chinese, Japanese and Korean encodings read as one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ...checks import Document, Hits, Line, pattern, visible

SEVERITY = "error"
SAFE_FIX = False
HINT = "decode the response by its declared charset, or as UTF-8 first, and only once"

# The first byte of a letter in UTF-8 and the bytes that follow it, as the code pages show them: Windows-1252, Latin-1, -2, -9 and
# Windows-1250; two letters of Cyrillic in Windows-1251; Mac Roman; MS-DOS.
_NEXT = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸŤŚťśźŹľĽłŁąĄşŞ˘˛ˇ˝ż"
_NEXT_1251 = "ЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЁЄЇІіґёєјЅѕї\x80-\xbf‚„…†‡€‰‹‘’“”•–—™›№"
TRIGGER = (
    rf"[ÂÃÄÅÎÏÐÑ×ØÙĂÄĹÐĐŃ][{_NEXT}]|[à-ï][{_NEXT}][{_NEXT}]|ð[Ÿ\x9f]|â€|[РС][{_NEXT_1251}][РС][{_NEXT_1251}РС]|вЂ|"
    "В[«»©°]|√[©®†°¢£§•¶]|‚Ä[ôúùîì¶]|├[^\\x00-\\x7f]|ΓÇ[ÖôöÿªÜ£]"
)

BAD = [
    "The caf⟦Ã©⟧ on the quay closed.\n",
    "It⟦â€™⟧s the last ferry ⟦â€“⟧ and the mayor knew.\n",
    "⟦РџСЂРёРІРµС‚⟧, сказал капитан.\n",
    "It\u00e2\u0080\u0099s late.\n".replace("\u00e2\u0080\u0099", "⟦\u00e2\u0080\u0099⟧"),
    "Das Ger⟦Ã¼⟧cht der ⟦Ã„⟧rzte\n",
]
GOOD = [
    "Âge, crème brûlée, «déjà vu», à la carte\N{NO-BREAK SPACE}! São Paulo, Ñandú, ÉTÉ “Ä”\n",
    "С «Россией» и в Крыму: СССР, РПЦ, Сёстры.\n",
    "Mojibake turns `é` into `Ã©`.\n",
    'We saw "Ã¤" instead of "ä" on every page.\n',
    "VÕ THỊ ÂN, PHÂN TÍCH\n",
    "Ärzte und Ärger, Ålesund, ÅÄÖ…\n",
]

_RUN = pattern(r"[^\x00-\x7f]{1,2000}")
_CITED = pattern("[\"'“‘«(;>][^\x00-\x7f]{1,20}[\"'”’»)&<]")  # an article on encodings
_PIECE = 4000
_NAMES = {
    "sloppy-windows-": "Windows-",
    "iso-8859-": "ISO 8859-",
    "latin-1": "Latin-1",
    "macroman": "Mac Roman",
    "cp437": "MS-DOS (437)",
}


def check_line(doc: Document, line: Line) -> Hits:
    if "`" in line.text:
        return
    for start in range(0, len(line.text), _PIECE):
        piece = line.part(start, start + _PIECE)
        fixed, names = _repaired(piece.text)
        if fixed == piece.text:
            continue
        for begin, end, better in _changes(piece.text, fixed):
            if _CITED.match(piece.text, max(0, begin - 1)):
                continue
            yield piece.part(begin, end), f"UTF-8 read as {names}: should be '{visible(better[:40])}'", better


@lru_cache(maxsize=4096)  # the same apostrophe on every line
def _repaired(text: str) -> tuple[str, str]:
    """A text as it was before it was read wrongly, and the encodings it was read in; itself where it is in order."""
    import ftfy  # takes 60 ms, and most texts need it not
    import ftfy.badness

    if not ftfy.badness.is_bad(text):
        return text, ""
    fixed, steps = ftfy.fix_encoding_and_explain(text)
    names = [_name(step.parameter) for step in steps or () if step.action == "encode"]
    return fixed, ", then as ".join(reversed(names)) or "a one-byte encoding"


def _name(codec: str) -> str:
    for prefix, name in _NAMES.items():
        codec = codec.replace(prefix, name)
    return codec


def _changes(text: str, fixed: str) -> Iterator[tuple[int, int, str]]:
    """Where the two texts differ: run by run where that gives the same, else as one place."""
    runs = [(run, _repaired(run[0])[0]) for run in _RUN.finditer(text)]
    parts = [(run.start(), run.end(), better) for run, better in runs if better != run[0]]
    if _replaced(text, parts) == fixed:
        yield from parts
        return
    start = len(_common(text, fixed))
    tail = len(_common(text[start:][::-1], fixed[start:][::-1]))
    yield start, len(text) - tail, fixed[start : len(fixed) - tail]


def _replaced(text: str, parts: list[tuple[int, int, str]]) -> str:
    pieces, last = [], 0
    for start, end, better in parts:
        pieces += [text[last:start], better]
        last = end
    return "".join([*pieces, text[last:]])


def _common(one: str, other: str) -> str:
    """What two texts begin with alike."""
    return next((one[:i] for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(one, other, key=len))
