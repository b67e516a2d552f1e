"""
Letters that became question marks: `Zg?oszenie`, `don?t`.

The text was saved in an encoding that does not have them, and a program wrote `?` instead. They cannot be had back
from the text: in Polish it is the vowels with a tail, in English the curly apostrophe.

At least three different words must have a question mark between two small letters. Addresses don't count.

Left alone: one word or two, which may be a slip of the pen or a pattern in a manual; sentences without a blank
after the question mark, for the next one begins with a capital; questions and answers of a chat (`sure?yes`); crosswords and
patterns for a search (`wom?n`): an English text must have lost an apostrophe, and others must have few accents left; texts about code.

Options:
    min_words: how many different words must be damaged.
"""

import re

from ...checks import Document, Hits, Line, pattern

TRIGGER = r"[a-z\xdf-\xff]\?[a-z\xdf-\xff]"
HINT = "save the text as UTF-8, and find out which program does not"

BAD = [
    "⟦Zg?oszenie⟧ przyj?to, a ⟦dy?urny⟧ wys?a? ⟦karetk?⟧.\n".replace("przyj?to", "⟦przyj?to⟧")
    .replace("wys?a?", "⟦wys?a?⟧")
    .replace("⟦karetk?⟧", "karetkę"),
    "The mayor ⟦didn?t⟧ say when ⟦it?s⟧ open, and ⟦we?re⟧ still waiting.\n",
]
GOOD = [
    "The catalogue of the town library knows two signs that stand for other letters.\nSo m?n finds man and men, c?lour and c?lor find paint.\n"
    "The librarians will gladly show you how to combine several words.\n",
    "Readers of the paper asked for a little help with the puzzle of last week.\nTwo down is a fish, s?lmon, and four is b?rge, six is l?dder, and nine kn?t.\n",
    "They had not slept, and this is what the two of them wrote.\nasleep?no\n\nhungry?kind of\n\nready?always\n\nsure?yes\nThey met at six.\n",
    "Die Bürgermeisterin zögerte, während draußen die Möwen über die Brücke flogen.\n„Müde?nein“, „böse?nein“, „fröhlich?ja“, „übel?nie“.\n",
    "Who?what?where?\nThe form asks: who?what\n",
    "What now?the mayor asked. Why?because of the bridge.\n",
    "https://harbourdaily.example/news?id=1&page=2\nhttps://harbourdaily.example/news?page=2\nnews?id\n",
    "Kommst du?Über die Brücke? Warum?Österreich schweigt. Und wer?Ärzte und Pfleger.\n",
    "Is it open? it is. Is it closed? it was. Who knows? nobody does.\n",
]

_WORD = pattern(r"(?<![^\s\"'“„(\[«])[^\W\d_]{1,30}(?:\?[^\W\d_A-Z]{1,30}){1,5}\??(?=[\s.,;:!)\]\"'”»-]|$)")


_INSIDE = pattern(r"\?[^\W\d_A-Z]")  # far quicker to look for
# What English loses is the curly apostrophe: `don?t`, `it?s`.
_APOSTROPHE = pattern(
    r"(?i:(?:do|does|did|is|are|was|were|have|has|had|ca|wo|would|could|should|must|need|might|ai)n\?t|[a-z]{1,30}\?(?:s|d|m|re|ve|ll))\??"
)
_WORDS = pattern(r"(?<![\w?])[^\W\d_]{2,}(?![\w?])")
_LETTER = pattern(r"[^\W\d_\x00-\x7f]")
_MAX_SHARE = 3  # a text of a language with accents that has this many for each lost one has lost none


def check(doc: Document, *, min_words: int = 3) -> Hits:
    found = [(line, match) for line in doc.lines_with(_INSIDE) for match in _WORD.finditer(line.text)]
    if len({match[0].lower() for _, match in found}) < min_words or doc.shows_code:
        return
    words = set(_WORDS.findall(doc.text.lower()))
    found = [(line, match) for line, match in found if _is_one_word(match[0], words)]
    if len({match[0].lower() for _, match in found}) < min_words or not _could_lose(doc, found):
        return
    for line, match in found:
        yield line.match(match), "a letter was lost in decoding"


def validate(*, min_words: int, **_options: object) -> None:
    """Refuse a number with which every text would be flagged."""
    if min_words < 1:
        raise ValueError(f"min-words: {min_words} is below 1")


def _is_one_word(damaged: str, words: set[str]) -> bool:
    """Whether this is one word: not a question and its answer, `sure?yes`, nor a question and the next sentence, `ja?Über`."""
    parts = damaged.rstrip("?").split("?")
    if not all(part[0].islower() for part in parts[1:]):
        return False
    return _APOSTROPHE.fullmatch(damaged) is not None or not all(part.lower() in words for part in parts)


def _could_lose(doc: Document, found: list[tuple[Line, re.Match[str]]]) -> bool:
    """
    Whether the text can have lost letters: in English some must be apostrophes, for else the sign stands for a letter in a
    crossword or a search; another language must have few of the letters that get lost.
    """
    others = len(_LETTER.findall(doc.text))
    if doc.language == "en" or (doc.language is None and not others):
        return any(_APOSTROPHE.fullmatch(match[0]) for _, match in found)
    return others <= _MAX_SHARE * sum(match[0].count("?") for _, match in found)
