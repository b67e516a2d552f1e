"""
The text ends in the middle of a sentence.

`… said the mayor, who`, `We met in th…`: a teaser instead of the article, a paywall, or a limit on the length
of a field.

The last line that is not a leftover is held to be cut when it has at least eight words and ends with an
ellipsis behind a word, with a comma, or with a word that cannot end a sentence (an article, a preposition, a
conjunction, in eleven languages). A missing end mark alone means nothing: one good text in seven has none.

Left alone: ellipses in the middle of the text, quotations that trail off (`he said…”`), lists, and signatures.
"""

from ...checks import Document, Hits, Line, guess_by_stop_words, pattern

POINTS = 25.0
HINT = "look for a teaser field, a length limit or a paywall"

_START = "The harbour bridge opened again on Monday after two years of repairs.\nFerries are to stop in June, "
BAD = [
    _START + "said the mayor⟦, who⟧\n",
    _START + "said the ma⟦...⟧\n",
    _START + "the council said on Monday and then add⟦…⟧\n",
    "Die Hafenbrücke ist wieder offen.\nDie Fähren sollen im Juni eingestellt werden, sagte die Bürgermeisterin ⟦der⟧\n",
]
GOOD = [
    _START + "said the mayor.\n",
    _START + "“and then we shall see what comes…”\n",
    "Bridge opens again\nThe bridge is open.\nBy Jana Novak of the\n",
    _START + "and nobody knew what the new timetable was for or where to log in\n",
    "One more thing to think of\nWhat if the bridge falls, and with it all that we have built…?\n",
    "A list of all we need for this trip\nwater, bread, cheese, a map, a rope, a lamp and so on\n",
]

# Words that end no sentence, by language.
_WORDS = {
    "en": "the a an and or but nor who whose whom because although than onto upon among during its their our my your his every of at",
    "de": "der die das den dem des ein eine einen einem einer eines und oder aber dass weil obwohl bei für durch gegen ohne vom zum zur",
    "fr": "le la les un une des du de et ou mais que qui dont dans sur avec pour par sans aux ses leur",
    "es": "el la los las un una unos y o pero con de del al por para sin según que su sus",
    "it": "il lo la gli le un una e ma che con di della delle dei degli nel nella per",
    "nl": "de het een en maar dat met van voor door zonder",
    "pl": "i oraz lub ale że który która które z ze w we na do dla przez od",
    "pt": "o os a as um uma e ou mas com de da do das dos pelo pela que para",
    "ru": "и или но что который которая которые с со в во на для от до по",
    "uk": "і та або але що який яка які з із у в на для від до по",
    "tr": "ve veya ama ile için bir",
}
_NO_END = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_ELLIPSIS = pattern(r"[^\W_](?: ?\.\.\.|…| ?\[(?:\.\.\.|…)\])$")
_LAST_WORDS = pattern(r"(?:,\s+)?(?P<word>[^\W\d_]+)$")


def check(doc: Document) -> Hits:
    line = _last_of_text(doc)
    if line is None or line.word_count < 8:
        return
    text = line.text.rstrip()
    ellipsis = _ELLIPSIS.search(text) if text.endswith((".", "…", "]")) else None
    if ellipsis and not text.lstrip().startswith(("- ", "* ", "• ")):
        yield line.part(ellipsis.start() + 1, len(text)), "the text ends with an ellipsis in mid-sentence"
        return
    if text.endswith(",") and line.word_count >= 12:
        yield line.part(len(text) - 1, len(text)), "the text ends with a comma"
        return
    last = _LAST_WORDS.search(text) if text[-1:].isalnum() else None
    if last and last["word"] in _NO_END.get(doc.language or guess_by_stop_words(doc.text) or "en", ()):
        yield line.match(last).strip(), f"the text ends in mid-sentence, with {last['word']!r}"


def _last_of_text(doc: Document) -> Line | None:
    """The last line that is no leftover."""
    for line in reversed(doc.inked[-12:]):
        if line.number not in doc.leftover_lines:
            return line
    return None
