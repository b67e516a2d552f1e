"""
A letter of another alphabet that looks the same: a Cyrillic `а` in a Latin word.

Spammers, copy protection and keyboards left in the wrong layout put it there. To a reader the word is whole; to a
search it is another.

A word counts when all its letters of the smaller alphabet have a twin in the other, so that the repair is plain.

Left alone: words that join two alphabets on purpose, such as units (`μm`), `β-blocker`, `Wi‑Fi‑роутер`, and names
with letters that have no twin.
"""

from ...checks import Document, Hits, Line, pattern

SEVERITY = "info"
TRIGGER = "[A-Za-z][\u0391-\u03c9\u0400-\u0458]|[\u0391-\u03c9\u0400-\u0458][A-Za-z]"
SAFE_FIX = False
HINT = "look where the text was typed or copied; replace letter by letter"

BAD = [
    "The m⟦\u0430⟧yor left.\n".replace("m⟦\u0430⟧yor", "⟦m\u0430yor⟧"),
    "Город ⟦Mо\u0441ква⟧ ждёт.\n",
    "The ⟦\u0410ugust⟧ storm\n",
]
GOOD = ["Δx, μm, β-carotene and kΩ\n", "Купил USB-кабель и iPhoneы.\n", "The Кино band and SMSка\n", "Xорош\n"[1:]]

# Latin letters and their twins.
_LATIN = "aceijopsxyABCEHIJKMOPSTXYaoABEZHIKMNOPTYX"
_TWINS = "асеіјорѕхуАВСЕНІЈКМОРЅТХУαοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
_TO_LATIN = str.maketrans(dict(zip(_TWINS, _LATIN, strict=True)))
_TO_CYRILLIC = str.maketrans(dict(zip("aceijopsxyABCEHIJKMOPSTXY", "асеіјорѕхуАВСЕНІЈКМОРЅТХУ", strict=True)))

_WORD = pattern(r"[^\W\d_]{3,60}")
_LATIN_LETTER = pattern(r"[A-Za-zÀ-ɏ]")
_FOREIGN = pattern("[\u0370-\u03ff\u0400-\u04ff]")


def check_line(doc: Document, line: Line) -> Hits:
    for match in _WORD.finditer(line.text):
        word = match[0]
        if word.isascii():
            continue
        latin, foreign = len(_LATIN_LETTER.findall(word)), len(_FOREIGN.findall(word))
        if not latin or not foreign or min(latin, foreign) * 2 >= len(word):
            continue
        repaired = word.translate(_TO_LATIN if latin > foreign else _TO_CYRILLIC)
        if (_FOREIGN if latin > foreign else _LATIN_LETTER).search(repaired) is None:
            kind = "Latin" if latin > foreign else "Cyrillic"
            yield line.match(match), f"{min(latin, foreign)} letters of another alphabet in a {kind} word", repaired
