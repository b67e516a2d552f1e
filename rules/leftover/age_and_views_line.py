"""
How long ago a page was put up, or how often it was seen, alone in a line.

`3 hours ago 5`: the age and the number of views or comments under a headline. The age is true only at the
moment of the crawl.

Looked for in the first lines, below the headline; page-counter knows the commonest wordings anywhere.

Left alone: an age in a sentence, a moment in a timeline that goes on in its line, and pages with many such
lines, where each entry of a list or each post of a forum has one.

Options:
    max_lines: with more such lines than this, none counts.
"""

import re

from ...checks import Document, Hits, Line, looks_like_headline, pattern

TRIGGER = (
    "ago|[Vv]iew|[Vv]or [0-9]|[Hh]ace [0-9]|[Ii]l y a [0-9]| (?:fa|geleden|temu|önce|atrás)|[Hh]á [0-9]|назад|тому|前|전|[Aa]ufrufe|[Vv]ues|"
    "vistas|odsłon|görüntüleme|просмотр|перегляд|منذ"
)
SAFE_FIX = False
HINT = "the age is relative to the crawl: take the date from the page's metadata"

BAD = [
    "Rubble cleared from bridge\n⟦3 hours ago 5⟧\nThe bridge opened.\n",
    "Rubble cleared from bridge\n⟦2 days ago · 1.2K views⟧\nThe bridge opened.\n",
    "Brücke wieder offen\n⟦vor 3 Stunden⟧\nDie Brücke ist offen.\n",
    "Puente abierto\n⟦hace 5 minutos 12⟧\nEl puente abrió.\n",
]
GOOD = [
    "Three hours ago 5 ferries left the harbour.\n",
    "2 years ago the bridge fell.\n",
    "Long ago\n",
    "Watch\n1 year ago\nThe thread of the harbour\n",
    "vor 3 Stunden begann der Regen.\n",
]

# Below the headline: within this many lines that are not blank.
_TOP = 8

_UNIT = (
    r"(?:sec(?:ond)?s?|min(?:ute)?s?|h(?:ou)?rs?|days?|weeks?|months?|years?|[smhdwy]|mo|sekunden?|minuten?|stunden?|tag(?:en)?|wochen?|monat(?:en)?|"
    r"jahr(?:en)?|segundos?|minutos?|horas?|d[íi]as?|semanas?|m[eê]s(?:es)?|años?|anos?|secondes?|heures?|jours?|semaines?|mois|ans?|"
    r"second[oi]|minut[oi]|or[ae]|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]|uur|uren|dag(?:en)?|weken|maand(?:en)?|jaar|minut[yę]?|godzin[yę]?|"
    r"dni|dzień|tygodni[ea]?|miesi[ąę]c[ye]?|lat[a]?|saniye|dakika|saat|gün|hafta|ay|yıl|секунд[уы]?|минут[уы]?|час(?:а|ов)?|д(?:ень|ня|ней)|"
    r"недел[юьи]|месяц(?:а|ев)?|лет|год[а]?|хвилин[иу]?|годин[иу]?|дн(?:і|ів)|тижн(?:і|ів)|місяц(?:і|ів)|рок(?:и|ів))"
)
_NUMBER = r"\d[\d.,]{0,9}\s?[kKmM]?"
_AGE = (
    rf"(?:\d{{1,3}}\s?{_UNIT}\.? ago|an? (?:hour|minute|day|week|month|year) ago|vor \d{{1,3}} {_UNIT}|hace \d{{1,3}} {_UNIT}|il y a \d{{1,3}} {_UNIT}|"
    rf"há \d{{1,3}} {_UNIT}|\d{{1,3}} {_UNIT} (?:fa|geleden|temu|önce|atrás|назад|тому)|\d{{1,3}}\s?(?:秒|分|分钟|分鐘|小时|小時|時間|天|日|週間|周|か月|个月|年)前|"
    rf"\d{{1,3}}\s?(?:초|분|시간|일|주|개월|년) 전|منذ \d{{1,3}} \w+)"
)
_VIEWS = (
    rf"(?:{_NUMBER} (?:views?|reads?|aufrufe|vues|vistas|visualizaciones|visualizações|visualizzazioni|odsłon|görüntüleme|просмотр\w*|"
    rf"перегляд\w*)|views?: ?{_NUMBER})"
)
_LINE = pattern(
    rf"\W*(?:(?:updated|posted|published|added)?:?\s?{_AGE}|{_VIEWS})(?:[\s|·•,/–-]+(?:{_AGE}|{_VIEWS}|{_NUMBER}))*\W*",
    re.IGNORECASE,
)


def check(doc: Document, *, max_lines: int = 2) -> Hits:
    top = [line for line in doc.inked[:_TOP] if _is_age(line)]
    if top and len(top) + sum(map(_is_age, doc.inked[_TOP:])) <= max_lines:
        for line in top:
            if any(looks_like_headline(above) for above in doc.inked[: doc.ordinals[line.number]]):
                yield line.strip(), "age or view counter", ""


def _is_age(line: Line) -> bool:
    return len(line.text) <= 80 and _LINE.fullmatch(line.text) is not None
