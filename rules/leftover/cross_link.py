"""
A link to another article between the paragraphs, with a label in capitals before its headline.

`RELATED: Ferry strike enters second week`, `WATCH: Bridge opens again`. The headline belongs to another story, and
whoever asks what a text is about counts it in.

Left alone: labels in small letters, which open sentences and entries of lists as well (`Related: the ferry of 1931`);
lines that close like a sentence; labels without a headline of at least three words; lists of tips, tasks and plays, where other
labels in capitals stand near (`COOK:`, `WARM-UP:`), or the same one again; `MORE:`, `POPULAR:`, `TRENDING:` and `LISTEN:`.

Missed: links without a label. What is known in any case, `READ MORE:` and the like, is a matter of read-more-link.
"""

from ...checks import Document, Hits, Line, looks_like_headline, pattern

TRIGGER = r"SEE|ALSO|SIEHE|AUCH|ПО ТЕМЕ|PATRZ|RELATED|WATCH|MORE|DON'T MISS|DON’T MISS|POPULAR|MEHR|LESEN|SEHEN|LIRE|VOIR|VIDÉO|LEE|LEA|VEA|MIRA|RELACIONAD|LEGGI|GUARDA|LEIA|VEJA|LEES|CZYTAJ|ZOBACZ|ЧИТАЙТЕ|СМОТРИТЕ|ДИВІТЬСЯ|İLGİLİ|OKU"
SAFE_FIX = False
HINT = "leave out the boxes with links inside the article"

BAD = [
    "The bridge opened on Friday.\n⟦SEE ALSO: Ferry strike enters second week⟧\nThe mayor was there.\n",
    "The bridge opened on Friday.\n⟦ALSO READ | Ferry strike enters second week⟧\nThe mayor was there.\n",
    "The bridge opened on Friday.\n⟦NOW WATCH: Divers search the old harbour⟧\nThe mayor was there.\n",
    "Die Brücke ist offen.\n⟦AUCH INTERESSANT: Fähre stellt ihren Betrieb ein⟧\nDie Bürgermeisterin war dabei.\n",
    "Мост снова открыт.\n⟦ПО ТЕМЕ: Паромы стоят вторую неделю подряд⟧\nМэр тоже пришёл.\n",
    "Le pont est ouvert.\n⟦À VOIR : La grève du bac entre dans sa deuxième semaine⟧\nLa mairesse était là.\n",
    "The bridge opened on Friday.\n⟦RELATED: Ferry strike enters second week⟧\nThe mayor was there.\n",
    "The bridge opened on Friday.\n⟦[WATCH: Bridge opens again after two years](/video/1)⟧\nThe mayor was there.\n",
    "Die Brücke ist offen.\n⟦MEHR ZUM THEMA: Fähre stellt ihren Betrieb ein⟧\nDie Bürgermeisterin war dabei.\n",
    "Le pont est ouvert.\n⟦EN VIDÉO : La grève du bac entre dans sa deuxième semaine⟧\nLa mairesse était là.\n",
]
GOOD = [
    "See also: the statutes of the harbour office\nThe mayor was there.\n",
    "| WATCH | Steel band | 120 euros | two years |\n",
    "Here is what kept us busy.\nREAD: The Slow Ferry, a book about a walk along the dykes\nWATCH: The Lock, a Dutch series about a body in a barge\n"
    "BAKE: Rye bread with caraway and plenty of butter\nWe hope that one of them is for you.\n",
    "Students work in pairs.\nWARM-UP: Draw three things that you ate today\nWATCH: A short film without words about a lost boat\n"
    "The teacher takes notes.\n",
    "He stands at the wall.\nMARGARET: Father, the boat is waiting at the steps\nMORE: Then let it wait until the rain has stopped\n",
    "Set out at high water.\nWATCH: Out for the posts on the left-hand side\nWATCH: Out for the ropes of the old mill\nThe rest is easy.\n",
    "We ate and drank there.\nPOPULAR: The Old Ferry Inn at the quay\nTRENDING: Smoked eel with cream and dill\n",
    "Unsere Tipps.\nLESEN: Der lange Weg nach Süden, ein Roman über einen Fischer\nSEHEN: Die Schleuse, eine Serie in zehn Folgen\n",
    "Köprü cuma günü açıldı.\nİLGİLİ HABER: Feribot grevi ikinci haftasında\nBelediye başkanı da oradaydı.\n",
    "De brug is weer open.\nLEES OOK: Veerboten liggen twee weken stil\nDe burgemeester was erbij.\n",  # read-more-link has it
    "Related: the ferry strike of 1931, which lasted a year\nThe mayor was there.\n",
    "WATCH: a small clock worn on the arm.\n",
    "MORE: 12\nRELATED: yes\n",
    "| WATCH | PRICE | BATTERY LIFE | DISPLAY SIZE |\n",
    "The sign said WATCH YOUR STEP: Wet floor in the whole house.\n",
]

_LABELS = (
    r"SEE (?:ALSO|MORE)|ALSO READ|NOW WATCH|SIEHE AUCH|AUCH INTERESSANT|LEA MÁS|LEIA AQUI|(?:ЧИТАЙТЕ )?ПО ТЕМЕ|PATRZ TEŻ|(?:À )?VOIR|"
    r"RELATED(?: (?:STORY|STORIES|ARTICLES?|NEWS|VIDEOS?|COVERAGE|CONTENT|POST))?|WATCH(?: (?:NOW|MORE|ALSO|LIVE|VIDEO))?|MORE (?:NEWS|ON THIS|STORIES)|"
    r"ALSO LISTEN|DON['’]T MISS|MOST POPULAR|MEHR ZUM THEMA|LESEN SIE AUCH|SEHEN SIE AUCH|(?:À )?LIRE(?: AUSSI)?|"
    r"(?:À )?VOIR AUSSI|(?:EN )?VIDÉO|LEE TAMBIÉN|LEA TAMBIÉN|VEA TAMBIÉN|MIRA TAMBIÉN|(?:NOTICIA|NOTICIAS) RELACIONADAS?|LEGGI ANCHE|GUARDA ANCHE|"
    r"LEIA (?:TAMBÉM|MAIS)|VEJA TAMBÉM|LEES OOK|CZYTAJ (?:TAKŻE|TEŻ|RÓWNIEŻ)|ZOBACZ (?:TAKŻE|TEŻ)|ЧИТАЙТЕ ТАКЖЕ|СМОТРИТЕ ТАКЖЕ|ЧИТАЙТЕ ТАКОЖ|"
    r"ДИВІТЬСЯ ТАКОЖ|İLGİLİ HABER(?:LER)?|AYRICA OKU(?:YUN)?"
)
_LINK = pattern(rf"\W{{0,4}}(?:{_LABELS})\s?[:：|]\W{{0,3}}(?P<headline>\w.{{8,150}})")


# Any label in capitals: `COOK:`, `WARM-UP:`, `MARGARET:`.
_CAPITALS = pattern(r"\W{0,4}(?P<label>[^\W\d_a-z](?:[^\W\d_a-z]|-){2,14})\s?[:：|]\s?\w")
_NEAR = 3


def check_line(doc: Document, line: Line) -> Hits:
    if line.number in doc.leftover_lines:
        return  # read-more-link and other packs have it
    match = _LINK.fullmatch(line.text.strip()) if len(line.text) <= 400 else None
    if match is None or line.text.count("|") > 1 or _is_one_of_many(doc, line):
        return
    headline = line.strip().match(match, "headline")
    headline = headline.part(0, headline.text.find("](")) if "](" in headline.text else headline
    words = headline.text.split()
    if len(words) >= 3 and looks_like_headline(Line(headline.start, headline.end, headline.text, number=line.number)):
        yield line.strip(), "link to another article", ""


def _is_one_of_many(doc: Document, line: Line) -> bool:
    """
    Whether a line near this one has a label in capitals that is none of links, or a bare label as this one: so editors head
    their tips, teachers their tasks, and plays the lines of their persons.
    """
    bare = _CAPITALS.match(line.text)
    for other in doc.near(line, _NEAR):
        label = _CAPITALS.match(other.text)
        if label and label["label"].isupper() and other.number not in doc.leftover_lines:
            is_link = _LINK.fullmatch(other.text.strip()) if len(other.text) <= 400 else None
            if is_link is None or (bare and bare["label"] == label["label"] != "RELATED"):
                return True
    return False
