"""
Letters that became question marks: `Zg?oszenie`, `don?t`.

The text was saved in an encoding that does not have them, and a program wrote `?` instead. They cannot be had back
from the text: in Polish it is the vowels with a tail, in English the curly apostrophe.

At least three different words must have a question mark between two small letters. Addresses don't count.

Left alone: one word or two, which may be a slip of the pen or a pattern in a manual; sentences without a blank
after the question mark, for the next one begins with a capital; texts about code.

Options:
    min_words: how many different words must be damaged.
"""

from ...checks import Document, Hits, pattern

TRIGGER = r"[a-z\xdf-\xff]\?[a-z\xdf-\xff]"
HINT = "save the text as UTF-8, and find out which program does not"

BAD = [
    "⟦Zg?oszenie⟧ przyj?to, a ⟦dy?urny⟧ wys?a? ⟦karetk?⟧.\n".replace("przyj?to", "⟦przyj?to⟧")
    .replace("wys?a?", "⟦wys?a?⟧")
    .replace("⟦karetk?⟧", "karetkę"),
    "The mayor ⟦didn?t⟧ say when ⟦it?s⟧ open, and ⟦we?re⟧ still waiting.\n",
]
GOOD = [
    "Who?what?where?\nThe form asks: who?what\n",
    "What now?the mayor asked. Why?because of the bridge.\n",
    "https://harbourdaily.example/news?id=1&page=2\nhttps://harbourdaily.example/news?page=2\nnews?id\n",
    "Kommst du?Über die Brücke? Warum?Österreich schweigt. Und wer?Ärzte und Pfleger.\n",
    "Is it open? it is. Is it closed? it was. Who knows? nobody does.\n",
]

_WORD = pattern(r"(?<![^\s\"'“„(\[«])[^\W\d_]{1,30}(?:\?[^\W\d_A-Z]{1,30}){1,5}\??(?=[\s.,;:!)\]\"'”»-]|$)")


def check(doc: Document, *, min_words: int = 3) -> Hits:
    found = [(line, match) for line in doc.inked if "?" in line.text for match in _WORD.finditer(line.text)]
    if len({match[0].lower() for _, match in found}) >= min_words and not doc.shows_code:
        for line, match in found:
            yield line.match(match), "a letter was lost in decoding"
