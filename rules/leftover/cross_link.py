"""
A link to another article between the paragraphs, with a label in capitals before its headline.

`RELATED: Ferry strike enters second week`, `WATCH: Bridge opens again`. The headline belongs to another story, and
whoever asks what a text is about counts it in.

Left alone: labels in small letters, which open sentences and entries of lists as well (`Related: the ferry of 1931`);
lines that close like a sentence; labels without a headline of at least three words.

Missed: links without a label. What is known in any case, `READ MORE:` and the like, is a matter of read-more-link.
"""

from ...checks import Document, Hits, Line, looks_like_headline, pattern

TRIGGER = r"RELATED|WATCH|MORE|LISTEN|DON'T MISS|DON’T MISS|POPULAR|TRENDING|MEHR|LESEN|SEHEN|LIRE|VOIR|VIDÉO|LEE|LEA|VEA|MIRA|RELACIONAD|LEGGI|GUARDA|LEIA|VEJA|LEES|CZYTAJ|ZOBACZ|ЧИТАЙТЕ|СМОТРИТЕ|ДИВІТЬСЯ|İLGİLİ|OKU"
SAFE_FIX = False
HINT = "leave out the boxes with links inside the article"

BAD = [
    "The bridge opened on Friday.\n⟦RELATED: Ferry strike enters second week⟧\nThe mayor was there.\n",
    "The bridge opened on Friday.\n⟦[WATCH: Bridge opens again after two years](/video/1)⟧\nThe mayor was there.\n",
    "Die Brücke ist offen.\n⟦MEHR ZUM THEMA: Fähre stellt ihren Betrieb ein⟧\nDie Bürgermeisterin war dabei.\n",
    "Le pont est ouvert.\n⟦EN VIDÉO : La grève du bac entre dans sa deuxième semaine⟧\nLa mairesse était là.\n",
]
GOOD = [
    "Köprü cuma günü açıldı.\nİLGİLİ HABER: Feribot grevi ikinci haftasında\nBelediye başkanı da oradaydı.\n",
    "De brug is weer open.\nLEES OOK: Veerboten liggen twee weken stil\nDe burgemeester was erbij.\n",  # read-more-link has it
    "Related: the ferry strike of 1931, which lasted a year\nThe mayor was there.\n",
    "WATCH: a small clock worn on the arm.\n",
    "MORE: 12\nRELATED: yes\n",
    "| WATCH | PRICE | BATTERY LIFE | DISPLAY SIZE |\n",
    "The sign said WATCH YOUR STEP: Wet floor in the whole house.\n",
]

_LABELS = (
    r"RELATED(?: (?:STORY|STORIES|ARTICLES?|NEWS|VIDEOS?|COVERAGE|CONTENT|POST))?|WATCH(?: (?:NOW|MORE|ALSO|LIVE|VIDEO))?|MORE(?: (?:NEWS|ON THIS|STORIES))?|"
    r"(?:ALSO )?LISTEN|DON['’]T MISS|(?:MOST )?POPULAR|TRENDING|MEHR(?: ZUM THEMA|: )?|LESEN SIE AUCH|SEHEN SIE AUCH|(?:À )?LIRE(?: AUSSI)?|"
    r"(?:À )?VOIR AUSSI|(?:EN )?VIDÉO|LEE TAMBIÉN|LEA TAMBIÉN|VEA TAMBIÉN|MIRA TAMBIÉN|(?:NOTICIA|NOTICIAS) RELACIONADAS?|LEGGI ANCHE|GUARDA ANCHE|"
    r"LEIA (?:TAMBÉM|MAIS)|VEJA TAMBÉM|LEES OOK|CZYTAJ (?:TAKŻE|TEŻ|RÓWNIEŻ)|ZOBACZ (?:TAKŻE|TEŻ)|ЧИТАЙТЕ ТАКЖЕ|СМОТРИТЕ ТАКЖЕ|ЧИТАЙТЕ ТАКОЖ|"
    r"ДИВІТЬСЯ ТАКОЖ|İLGİLİ HABER(?:LER)?|AYRICA OKU(?:YUN)?"
)
_LINK = pattern(rf"\W{{0,4}}(?:{_LABELS})\s?[:：]\W{{0,3}}(?P<headline>\w.{{8,150}})")


def check_line(doc: Document, line: Line) -> Hits:
    if line.number in doc.leftover_lines:
        return  # read-more-link and other packs have it
    match = _LINK.fullmatch(line.text.strip()) if len(line.text) <= 400 else None
    if match is None:
        return
    headline = line.strip().match(match, "headline")
    headline = headline.part(0, headline.text.find("](")) if "](" in headline.text else headline
    words = headline.text.split()
    if len(words) >= 3 and looks_like_headline(Line(headline.start, headline.end, headline.text, number=line.number)):
        yield line.strip(), "link to another article", ""
