"""
The path of the page within the site, as a line of the text.

`Home > News > Harbour`, `Startseite » Nachrichten`: the trail of links above the headline. It is taken for the
headline, or for the lead.

A line counts among the first ten lines when it begins with a word for the home page and has two to six short
parts with the same separator between them; with a single separator, only the first three lines are looked at.

Left alone: paths in manuals (`File > Open`), alternatives with a slash (`Home/garden`), and a bar between two
words of a sentence.
"""

from ...checks import Document, Hits, Line, pattern

TRIGGER = r"[>»›|/→⟩❯·]"
SAFE_FIX = False
HINT = "drop the breadcrumb element before taking the text; its class mostly contains breadcrumb"

BAD = [
    "⟦Home > News > Harbour⟧\nBridge opens again\nThe bridge opened on Friday.\n",
    "⟦Startseite » Nachrichten⟧\nBrücke wieder offen\nDie Brücke ist offen.\n",
    "⟦Accueil › Région › Le pont rouvre⟧\nLe pont rouvre\n",
    "⟦홈 > 뉴스 > 항구⟧\n다리가 열렸다.\n",
]
GOOD = [
    "File > Open > Harbour map\nThe map opens.\n",
    "Home/garden\nThe shop sells both.\n",
    "Home > Settings opens the page.\n\nPress Home > Settings > Network and wait for the lamp to go out.\n",
    "The bridge opened on Friday.\n" * 12 + "Home > News > Harbour\n",
]

_TOP = 10
_HOME = (
    r"(?:home(?: ?page)?|start(?:seite)?|hauptseite|accueil|inicio|portada|início|home page|pagina iniziale|strona główna|главная(?: страница)?|головна|"
    r"anasayfa|ana sayfa|ホーム|トップ(?:ページ)?|홈|首页|首頁|主页|主頁|الرئيسية|you are here:? home|sie sind hier:? start(?:seite)?)"
)
_PART = r"[^>»›|/→⟩❯\n.!?]{1,70}"
_SEPARATOR = r"\s?[>»›|→⟩❯]{1,2}\s?|\s[/·]\s"
_TRAIL = pattern(rf"\W{{0,3}}{_HOME}\s?(?P<rest>(?:(?:{_SEPARATOR}){_PART}){{1,6}})(?:{_SEPARATOR})?", 2)


def check(doc: Document) -> Hits:
    for place, line in enumerate(doc.inked[:_TOP]):
        if len(line.text) <= 300 and (match := _TRAIL.fullmatch(line.text.strip())) and _is_trail(line, match["rest"], place):
            yield line.strip(), "path of the page within the site", ""


def _is_trail(line: Line, rest: str, place: int) -> bool:
    parts = _SPLIT.split(rest)
    return len(parts) > 2 or (place < 3 and not line.ends_sentence)


_SPLIT = pattern(_SEPARATOR)
