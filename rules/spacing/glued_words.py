"""
Two words in one, where a tag stood: `said theNew Deal`, `2026The bridge`, `the ministerMonday`.

Links and bold type end without a space in the source, or the scraper joined their texts with nothing. Neither word is
found, and names are lost.

What counts: a small word before one that the text has elsewhere (`ofThe`, `theNew`), and a year or a word that the text has
elsewhere before one that opens sentences or names a day.

Left alone: names such as `iPhone` and `YouTube`, words that come three times in the text, code, addresses, and
hashtags.
"""

import re
from collections import Counter

from ...checks import Document, Hits, pattern

TRIGGER = r"[a-z]{2}[A-Z][a-z]|[12][0-9]{3}[A-Z][a-z]"
SAFE_FIX = False
HINT = "join text nodes with a space, then collapse white space: get_text(' ') and the like"

BAD = [
    "The New Deal? He said th⟦eN⟧ew Deal was over.\n",
    "May 202⟦6T⟧he bridge opened.\n",
    "The minister spoke. So said the ministe⟦rM⟧onday in town.\n",
    "It was a report o⟦fT⟧he Harbour Daily.\n",
]
GOOD = [
    "iPhone, YouTube, McDonald, LinkedIn, eBay, PayPal, WordPress and WhatsApp\n",
    "for forms like onClick and forEach, inText, #ofThe, @withLove, ofThe_x and withLove.com\n",
    "InDesign, ForMe and ToGo; theScore said. theScore won. theScore lost.\n",
    "A class of 1999Bx and 2026er\n",
]

_GLUED = pattern(
    r"(?<![\w@#/.&=%-])(?:(?P<left>[A-Z]?[a-z]{2,20})(?P<right>[A-Z][a-z]{2,20})|(?P<year>(?:19|20)\d\d)(?P<word>[A-Z][a-z]{1,20}))(?![\w@/=_(-]|\.[\w])"
)
_SEAM = pattern(r"[A-Z](?<=[a-z\d].)[a-z]")  # far quicker to look for
_SMALL = frozenset(
    "the of and with from said that into their were which while has have was had his her our your they who for about after before under between "
    "over against during through because would could should when where than then also".split()
)
_OPENERS = frozenset(
    "The He She It They We You This That These Those There In On At But And Or If As By From With When While What Who Why How According "
    "However After Before Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September October "
    "November December Read Share Click Photo Image Posted Published Updated Related Advertisement".split()
)
_MANY = 3


def check(doc: Document) -> Hits:
    places = [(line, match) for line in doc.lines_with(_SEAM) for match in _GLUED.finditer(line.text) if _may_be_glued(match)]
    if not places or doc.shows_code:
        return
    counts = Counter(match[0] for _, match in places)
    words = {word.strip(".,;:!?()\"'“”‘’") for word in doc.text.split()}
    for line, match in places:
        left, right = match["left"], match["right"]
        if counts[match[0]] < _MANY and (not left or _is_known(left, right, words)):
            at = match.start("right") if left else match.start("word")
            yield line.part(at - 1, at + 1), "space lost between two words", f"{line.text[at - 1]} {line.text[at]}"


def _may_be_glued(match: re.Match[str]) -> bool:
    left, right = match["left"], match["right"]
    return left in _SMALL or (len(left) >= 4 and right in _OPENERS) if left else match["word"] in _OPENERS


def _is_known(left: str, right: str, words: set[str]) -> bool:
    """Whether the text has the word elsewhere that tells the pair from a name."""
    if left in _SMALL:
        return right in _OPENERS or right in words
    return left in words
