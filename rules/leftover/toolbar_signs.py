"""
What a toolbar without words leaves: the clock of a player, buttons for larger letters, rows of reactions, numbers of pages.

`00:00 / 06:41`, `A- A A+`, `👍 14 😂 3`, `« 1 2 3 … 12 »`. Nobody reads them, and counts of numbers and signs are off.

Only such lines count as hold nothing else.

Left alone: other times of day, as programmes and timelines have; rows of numbers without an arrow or a last page behind dots, which
are columns of tables; votes, medals and stars, which are the subject of a text; marks at school.
"""

from ...checks import Document, Hits, Line, pattern

# Faces, hands and hearts, and what else readers press: suns, medals and cards count other things. A picture may be made of several
# characters, the last of which selects its variant or joins it.
_PICTURE = "[\u2764\U0001f600-\U0001f64f\U0001f44c-\U0001f44f\U0001f493-\U0001f49f\U0001f910-\U0001f92f\U0001f970-\U0001f97a\U0001f525\U0001f389\ufe0f\u200d]"

TRIGGER = rf"0:00|[Aa][+\-]|A\s+A|\b1\s+2\s+3|{_PICTURE}\s?\d"
SAFE_FIX = False
HINT = "leave out players, toolbars and the links to other pages"

BAD = [
    "The bridge opened on Friday.\n⟦00:00 / 06:41⟧\nThe ferries stop in June.\n",
    "Die Brücke ist offen.\n⟦A- A A+⟧\n⟦« 1 2 3 … 12 »⟧\n",
    "Köprü cuma günü açıldı.\n⟦👍 14 😂 3 😡 1⟧\n",
]
GOOD = [
    "00:00\nThe night shift begins.\n",
    "10:00 / 12:30\nSong and dance by the quay.\n",
    "1 2 3 4 5\n1\t2\t3\n",
    "AAA\nA\nA+\n",
    "😀 1 of 3 laughed.\n",
    "☎ 555 0147\n✉ 12 Quay Street\n",
    "🥇 12 🥈 8 🥉 5\n☀ 21 🌧 14\n★ 4 ★ 5\n",
    "A A A\nA A B\n1 2 3 …\n",
]

_CLOCK = r"-?0?0:00\s?[/|]\s?-?\d{1,2}:\d\d(?::\d\d)?"
_LETTERS = r"(?:a[+-]?[\s|]+){1,3}a[+-]?"
_PAGES = r"(?:[«‹<←]\s*)?1\s+2\s+3(?:\s+\d{1,4}){0,20}(?:\s+(?:\.\.\.|…)(?:\s+\d{1,5})?)?(?:\s*[»›>→]{1,2})?"
_REACTIONS = rf"(?:{_PICTURE}{{1,8}}\s?\d[\d.,]{{0,6}}[km]?\s*){{2,12}}"
_SIGNS = pattern(rf"(?i)(?P<clock>{_CLOCK})|(?P<letters>{_LETTERS})|(?P<pages>{_PAGES})|(?P<reactions>{_REACTIONS})")
_ARROWS = frozenset("«‹<←»›>→")
_OTHER_PAGES = pattern(r"(?:\.|…)\s+\d")  # dots with a last page behind them: without one they go on counting
_MAX_CHARS = 120


def check_line(doc: Document, line: Line) -> Hits:
    text = line.text.strip()
    match = _SIGNS.fullmatch(text) if len(text) <= _MAX_CHARS else None
    if match is None:
        return
    if match["letters"] and not ("+" in text and "-" in text):
        return
    if match["pages"] and not (_ARROWS.intersection(text) or _OTHER_PAGES.search(text)):
        return
    yield line.strip(), _MEANINGS[match.lastgroup or ""], ""


_MEANINGS = {
    "clock": "clock of a player",
    "letters": "buttons for the size of letters",
    "pages": "links to other pages",
    "reactions": "counts of reactions",
}
