"""
The text ends in the middle of a sentence.

`… said the mayor, who`, `We met in th…`: a teaser instead of the article, a paywall, or a limit on the length of a field.

The last line that is not a leftover is held to be cut when it has at least eight words and ends with an ellipsis behind a word, with a comma,
or with a word that cannot end a sentence (an article, a preposition, a conjunction, in nine languages). A missing end mark alone means
nothing: one good text in seven has none.

Left alone: ellipses in the middle of the text, quotations that trail off (`he said…”`), lists, and signatures.
"""

import re

from ...checks import Document, Hits, Line

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
    "One more thing to think of\nWhat if the bridge falls, and with it all that we have built…?\n",
    "A list of all we need for this trip\nwater, bread, cheese, a map, a rope, a lamp and so on\n",
]

_WORDS = frozenset(
    "the a an of to in on at by for with from and or but nor that which who whose whom because although while if as than into onto "
    "upon between among during his her its their our my your is are was were be been being has have had will would shall should can "
    "could may might must "
    "der die das den dem des ein eine einen einem einer eines und oder aber dass weil obwohl mit von zum zur bei für durch gegen ohne "
    "le la les un une des du de et ou mais que qui dont dans sur avec pour par sans "
    "el los las una unos y o pero con del al por para sin según "
    "il lo gli e ma che con della delle dei degli nel nella per "
    "het een en maar dat met van voor door zonder "
    "i oraz lub ale że który która które z ze w we na do dla przez od "
    "os as um uma e ou mas com da do das dos pelo pela "
    "и или но что который которая которые с со в во на для от до по".split()
)
# Words that end sentences in some language or sense: `log in`, `what for`, `I will`, `an die` …
_MAY_END = frozenset(
    "in on at by for with from to of that is are was were be been has have had will would shall should can could may might must my "
    "into while than if as his her mit zur o a e i y en do la le die das per da over through na en al la by des del".split()
)
_ELLIPSIS = re.compile(r"[^\W_](?: ?\.\.\.|…| ?\[(?:\.\.\.|…)\])$")
_LAST_WORDS = re.compile(r"(?:(?P<comma>,)\s+)?(?P<word>[^\W\d_]+)$")


def check(doc: Document) -> Hits:
    line = _last_of_text(doc)
    if line is None or line.word_count < 8:
        return
    text = line.text.rstrip()
    ellipsis = _ELLIPSIS.search(text)
    if ellipsis and not text.lstrip().startswith(("- ", "* ", "• ")):
        yield line.part(ellipsis.start() + 1, len(text)), "the text ends with an ellipsis in mid-sentence"
        return
    if text.endswith(",") and line.word_count >= 12:
        yield line.part(len(text) - 1, len(text)), "the text ends with a comma"
        return
    last = _LAST_WORDS.search(text)
    if last and last["word"] in _WORDS and (last["comma"] or last["word"] not in _MAY_END):
        yield line.match(last).strip(), f"the text ends in mid-sentence, with {last['word']!r}"


def _last_of_text(doc: Document) -> Line | None:
    """The last line that is no leftover."""
    for line in reversed(doc.inked[-12:]):
        if line.number not in doc.leftover_lines:
            return line
    return None
