"""
Texts about code: manuals, lessons, threads of programmers, release notes.

They show tags, templates, scripts and escapes on purpose. Rules about markup ask `Document.shows_code` before they call such things
leftovers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache
from itertools import chain

from .literals import LiteralFinder, places_of
from .patterns import pattern, spellings

# Words of the trade. What a reader of news meets too (code, page, script, browser) does not count.
_WORDS = (
    r"html5?|x?html|css3?|javascript|typescript|ecmascript|python|php|perl|json|xml|yaml|toml|markdown|sql|mysql|postgresql|sqlite|apis?|"
    r"sdks?|cli|regex(?:es|p)?|regular expressions?|syntax|compilers?|parsers?|runtime|boolean|integers?|arrays?|strings?|variables?|"
    r"parameters?|arguments?|functions?|methods?|callbacks?|snippets?|shortcodes?|markup|code ?blocks?|source code|front-?end|back-?end|"
    r"wordpress|drupal|jquery|react|vue|angular|node\.?js|npm|django|flask|rust|golang|kotlin|linux|unix|bash|git|github|stack overflow|"
    r"dom|kernel|repository|docker|kubernetes|webhooks?|endpoints?|http headers?|user agents?|unicode|utf-?8|ascii|code points?|encodings?|"
    r"base64|escape sequences?|placeholders?|templates?|developers?|programmers?|programming|debug(?:ger|ging)?|stack traces?|null|"
    r"iframes?|schema\.org|json-ld"
)
# Not in addresses, paths and data.
_TERMS = pattern(rf"(?<![\w/.;:@-])(?:{_WORDS})(?![\w/@;=]|\.\w)", re.IGNORECASE)
_SIGNS = "{}<>=;\\"
_FENCE = pattern(r"^\s{0,8}(?:```|~~~)")

# `The tag <h1> makes a heading`: nobody says so who does not mean it.
_SPOKEN_OF = pattern(r"\b(?:tags?|elements?|entit(?:y|ies)|attributes?) [`'\"“‘]?[<&]\w", re.IGNORECASE)
_SPOKEN_OF_CHARS = len('attributes "')

# Letters that are `i`, `s` and `k` for a pattern of any case, and others when they are folded or in lower case.
_ODD_LETTERS = "\u0130\u0131\u017f\u212a"

# Four different terms, or three of which the text speaks again and again.
_MANY, _FEW, _OFTEN = 4, 3, 8
_MAX_CHARS = 200_000


@cache
def terms_of_code() -> frozenset[str]:
    """The words of the trade in all their spellings."""
    terms = re.split(r"\|(?![^()]*\))", _WORDS)
    return frozenset(spelling for term in terms for spelling in spellings(term))


@cache
def _finder() -> LiteralFinder:
    return LiteralFinder((), short=terms_of_code())


def _worth_a_look(text: str, lines: Sequence[str], folded: Sequence[str], literals: Set[str] | None) -> Sequence[str]:
    """
    The lines that can have a term or a fence, where the text has enough terms, else none; to look them up takes a tenth of the time of a
    search for the terms. All lines where that cannot be told. The text is that of the lines.
    """
    if len(text) > _MAX_CHARS or any(sign in text for sign in _ODD_LETTERS):
        return lines
    fenced = ("`" in text and "```" in text) or ("~" in text and "~~~" in text)  # one sign is found far quicker than three
    terms = terms_of_code() & (_finder().candidates(folded, "\n".join(folded)) if literals is None else literals)
    if len(terms) < _FEW and not fenced:
        return []
    places = places_of(terms, "\n".join(folded))
    if fenced:
        return [line for place, line in enumerate(lines) if place in places or "```" in line or "~~~" in line]
    if len(set(chain.from_iterable(places.values()))) < _FEW:
        return []
    return [lines[place] for place in sorted(places)]


def _speaks_of_markup(text: str) -> bool:
    for sign in "<&":
        place = text.find(sign)
        while place >= 0:
            if _SPOKEN_OF.search(text, max(0, place - _SPOKEN_OF_CHARS), place + 2):
                return True
            place = text.find(sign, place + 1)
    return False


def speaks_of_code(lines: Sequence[str], folded: Sequence[str], literals: Set[str] | None = None) -> bool:
    """
    Whether a text is about code: four different terms of the trade in its running text, three that come often, a fenced block, or a
    tag or entity spoken of.

    The lines are given with their folded forms, and perhaps with all terms that may occur in them. Those that look like code themselves
    say nothing, since a leaked script is full of such words.

    >>> lines = ["The variable holds a string in Python.", "Its syntax is that of JavaScript."]
    >>> speaks_of_code(lines, [line.casefold() for line in lines])
    True
    >>> lines = ["The mayor wrote the Python script himself.", "var a = JSON.parse(string);"]
    >>> speaks_of_code(lines, [line.casefold() for line in lines])
    False
    """
    terms: dict[str, int] = {}
    seen = 0
    text = "\n".join(lines)
    if _speaks_of_markup(text):
        return True
    for line in _worth_a_look(text, lines, folded, literals):
        if _FENCE.match(line):
            return True
        if sum(map(line.count, _SIGNS)) * 50 > len(line):
            continue
        seen += len(line)
        for term in _TERMS.findall(line):
            key = term.lower().rstrip("s")
            terms[key] = terms.get(key, 0) + 1
        if len(terms) >= _MANY or (len(terms) >= _FEW and sum(terms.values()) >= _OFTEN):
            return True
        if seen > _MAX_CHARS:
            break
    return False
