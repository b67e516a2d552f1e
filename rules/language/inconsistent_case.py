"""
A name is written now with and now without its capital.

`the conflict in ukraine` in a text that has `Ukraine` a dozen times: a rewriting program or a broken title-case
filter was at work. Names in lower case are lost to whoever looks for names.

A word counts as a name when it stands at least three times with a capital in the middle of a sentence, mostly
without another capital behind it, at most a quarter as often in lower case, and in lower case only where a name
can stand: behind a preposition or at the start of a line, before a verb, a preposition or an end mark; never
behind an article or before a noun.

Options:
    min_names: how often the word must stand with a capital in the middle of a sentence.
    max_share: how often it may be in lower case, as a share of that (0 to 1).

Left alone: German, where all nouns have capitals; titles, months and words that are both (`president`, `may`,
`turkey`), words in headings, addresses and hashtags.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from ...checks import Document, Hits, Line, Span, pattern, primary

SAFE_FIX = False
HINT = "look for a step that changes the case of the text"

_TEXT = (
    "The war in Karvia goes on, and talks with Karvia stall, as Karvia wished. Officials of Karvia met in Larnow, and {} said so. "
    "The mayor of Larnow and envoys from Larnow wait, as Larnow does.\n"
)
BAD = [_TEXT.format("⟦karvia⟧")]
GOOD = [
    _TEXT.format("Karvia"),
    "We met President Novak, the President of Karvia and President Lund. A president said that President Lund left.\n",
    "He met Rose in May with Rose and Rose. A rose may bloom for Rose, and rose rose after rose.\n",
]

_WORD = pattern(r"(?<![\w@#/.’'-])[^\W\d_]{4,}(?![\w@/]|\.\w)")
_LOWER = pattern(r"[a-zß-öø-ÿāăąćčďđēęěğįıłńňőœřśşšťūůűźžάέήία-ωа-яёєіїґ]\w{3,}")
# What stands before the word is asked behind its first letter: a pattern that begins with a class is found ten times as fast.
_CAPITALISED = pattern(r"[A-ZÀ-ÞĀ-ŽΑ-ΩА-ЯЁЄІЇҐ](?<!\w.)\w{3,}")
_IN_WORD = pattern(r"\w")
_OPENS = pattern(r"(?:^|[.!?:…•*»”\"“«„‘(\[—–-])[\s\"“«„‘'(\[]*$")

# A name in lower case follows one of these, or opens the line; a common noun follows an article or an adjective as well.
_BEFORE_NAMES = pattern(
    r"(?:^\W*|\b(?:in|to|of|from|with|against|for|by|between|and|near|via|across|inside|outside|toward|towards|like|en|de|con|contra|entre|dans|"
    r"à|avec|contre|w|do|z|na|em|para|com|per|tra|di)\s+)$",
    re.IGNORECASE,
)
# What comes behind a name; behind an adjective or the first part of a compound there is a noun.
_BEHIND_NAMES = pattern(
    r"[’']s\b|[.!?;:)”»\"]|$|\s+(?:is|are|was|were|has|have|had|will|would|and|or|but|to|in|on|at|that|which|who|with|for|by|as|from|after|before|since|"
    r"during|said|says|es|est|y|et|und|ist|e|è|i|jest|и|і)\b"
)
_NEXT_CAPITAL = pattern(r"[’']?s?\s+[^\W\d_a-z]")
_LOWER_WORD = pattern(r"(?:[a-z]|[^\W\d_A-Z]|[,;]|[A-Z][\w’'.-]*)\s+$")
_BOTH = frozenset(
    "president presidents minister ministers secretary chancellor senator senators governor mayor prime king queen prince princess pope bishop "
    "father mother mum dad uncle aunt sister brother doctor professor judge justice general captain sergeant officer director manager state "
    "states government federal republic democratic democrat democrats republican republicans party congress senate parliament house court "
    "supreme council union kingdom church bible internet earth moon north south east west northern southern eastern western central spring "
    "summer autumn winter city county university college school department ministry office army navy police force forces turkey china polish "
    "march will mark rose grace hope faith bill jack frank grant rich white black green brown gold young long king page stone wood field hill "
    "river lake ocean street road park square bridge tower company group bank fund foundation institute committee commission agency "
    "international national american english web google apple amazon target windows office word excel meta shell orange visa chase prime "
    "first second third chapter section article figure table part volume series season game team league club world cup".split()
)


def check(doc: Document, *, min_names: int = 3, max_share: float = 0.25) -> Hits:
    suspects = set(_suspects("\n".join([line.text for line in doc.prose]), min_names, max_share))
    if not suspects or primary(doc.fields.get("language", "") or doc.language or "en") in ("de", "lb", "nds"):
        return
    uses = {word: _Uses() for word in suspects}
    lowered = [line.text.lower() for line in doc.prose]
    places = {place for word in suspects for place, lower in enumerate(lowered) if word in lower}
    for line in (doc.prose[place] for place in sorted(places)):
        for match in _WORD.finditer(line.text):
            if match[0].lower() in suspects:
                uses[match[0].lower()].add(line, match)
    for word, use in sorted(uses.items()):
        if use.capital >= min_names and use.is_name and len(use.lower) <= max(1, max_share * use.capital):
            for span in use.lower:
                yield span, f"in lower case, {use.capital} times with a capital", word.capitalize()


def _suspects(text: str, min_names: int, max_share: float) -> Iterator[str]:
    """
    Words that stand often with a capital and seldom without one, roughly counted, and without one only where a name can stand: of
    two in five texts a word comes as far as that question, and of one in fifty further.
    """
    often = [(name, count) for name, count in Counter(_CAPITALISED.findall(text)).items() if count >= min_names]
    names = {name.lower(): count for name, count in often if name[1:].islower() and name.lower() not in _BOTH}
    for word, count in names.items():
        limit = max(1, max_share * count)
        places = list(itertools.islice(_places(word, text), int(limit) + 1))
        if len(places) <= limit:
            uses = [_stands_like_a_name(text, match) for place in places if (match := _WORD.match(text, place))]
            if uses and all(uses):
                yield word


def _places(word: str, text: str) -> Iterator[int]:
    """Where a word in lower case stands, as a whole word."""
    place = text.find(word)
    if place < 0 or not _LOWER.fullmatch(word):
        return
    while place >= 0:
        end = place + len(word)
        if not _IN_WORD.match(text, end) and not (place and _IN_WORD.match(text, place - 1)):
            yield place
        place = text.find(word, end)


def _stands_like_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether what stands around a word in lower case, in its line, could stand around a name."""
    start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    before, behind = text[max(start, match.start() - 16) : match.start()], text[match.end() : end if end >= 0 else len(text)]
    return bool(_BEFORE_NAMES.search(before) and _BEHIND_NAMES.match(behind))


class _Uses:
    """
    How a word is used: with a capital in the middle of a sentence, so and alone among words without one, in
    lower case.
    """

    def __init__(self) -> None:
        self.capital = self.alone = 0
        self.lower: list[Span] = []

    @property
    def is_name(self) -> bool:
        """Whether a name was written with and without its capital, rather than a word with and without a title's."""
        return self.alone >= max(2, 0.4 * self.capital)

    def add(self, line: Line, match: re.Match[str]) -> None:
        """Count one use."""
        text = line.text
        before = text[max(0, match.start() - 16) : match.start()]
        if match[0].islower():
            self.lower.append(line.match(match))
        elif match[0][1:].islower() and not _OPENS.search(before):
            self.capital += 1
            self.alone += bool(not _NEXT_CAPITAL.match(text, match.end()) and _LOWER_WORD.search(before))
