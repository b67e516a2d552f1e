"""
An appeal for money, from its opening to its end.

`A message from …`, `Dear readers`, why the outlet is in danger, how little a month would help, `Thank you for
standing with us`. It reads like running text, is the same in every article, and names people and events that
the article is not about.

At least two different phrases of appeals must be found within eight lines of each other, one of them asking
(`support us`, `donate`). The block runs from the first to the last line that has one, back to an opening line
(`A message from …:`, `Dear readers,`) and on over lines that thank or that speak of `our` work, `your` support
and the outlet's own dangers, up to the next line that does not.

Left alone: reports on donations and charities, which speak of others and not to the reader.
"""

import re

from ...checks import Document, Hits, Line, pattern

SEVERITY = "error"
SAFE_FIX = False
HINT = "leave out the appeal's element; it is the same in every article of the site"

BAD = [
    "The bridge opened on Friday, the council said.\n⟦A message from Harbour Daily:⟧\n⟦Dear readers,⟧\n⟦We are facing hard times. Our newsroom lost "
    "half of its income this year, and our reporters work without pay.⟧\n⟦Your support, no matter how small, makes a world of difference. If you "
    "can, please support us monthly.⟧\n⟦Thank you for standing with us.⟧\n",
]
GOOD = [
    "The charity asked for donations on Monday. Readers of the paper gave two thousand crowns, and every contribution makes a difference, its head "
    "said.\nThe money goes to the ferry workers.\n",
    "Dear readers of old maps will find the harbour unchanged.\nThe bridge is new.\n",
]

_NEAR = 8
_OPENER = pattern(
    r"\W*(?:an? (?:\w+ )?(?:message|note|word|letter|appeal) (?:from|to our|for our)\b.{0,80}|dear (?:readers?|friends?|supporters?)\b.{0,40}|"
    r"liebe leser.{0,60}|chères? (?:lectrices|lecteurs).{0,60}|quer[íi]d[oa]s lector.{0,40}|estimad[oa]s? lector.{0,40}|car[ie] lettor.{0,40}|"
    r"drodzy czytelnicy.{0,40}|szanowni (?:państwo|czytelnicy).{0,40}|дорогие (?:читатели|друзья).{0,40}|шановні читачі.{0,40}|"
    r"before you (?:go|close)\b.{0,80}|beste lezer.{0,40}|car[oa]s leitor.{0,40}|sevgili okur.{0,40}|support (?:independent|our) journalism\W*)",
    re.IGNORECASE,
)
_SPEAKS_TO_READER = pattern(
    r"\b(?:we|our|us|you|your|wir|uns|unser\w*|sie|ihr\w*|nous|notre|nos|vous|votre|nosotros|nuestr\w+|tu|noi|nostr\w+|voi|wij|ons|onze|nam|nas|nasz\w*|"
    r"nós|nosso|nossa|мы|нас|наш\w*|вы|ваш\w*|ми|вас|biz|bize|sizin)\b",
    re.IGNORECASE,
)
_REPORTED = pattern(
    r"\b(?:said|says|told|according to|sagte|erklärte|a déclaré|a dit|dijo|afirmó|powiedział\w*|сказал\w*|заявил\w*|сказав\w*)\b"
)


def check(doc: Document) -> Hits:
    hits = doc.phrase_hits.get("donation-appeal", [])
    if not hits:
        return
    index = {line.number: place for place, line in enumerate(doc.inked)}
    groups: list[list[int]] = []
    phrases: list[set[str]] = []
    for hit in hits:
        place = index[hit.line.number]
        if groups and place - groups[-1][-1] <= _NEAR:
            groups[-1].append(place)
            phrases[-1].add(hit.phrase)
        else:
            groups.append([place])
            phrases.append({hit.phrase})
    for group, found in zip(groups, phrases, strict=True):
        if (len(found) >= 2 and len(set(group)) >= 2) or len(found) >= 3:
            for line in _block(doc.inked, group[0], group[-1]):
                yield line.strip(), f"appeal for donations ({len(found)} phrases of appeals near each other)", ""


def _block(lines: list[Line], first: int, last: int) -> list[Line]:
    """The lines of an appeal, from its opening line to where it stops speaking to the reader."""
    for place in range(first, max(-1, first - 4), -1):
        if _OPENER.fullmatch(lines[place].text.strip()):
            first = place
    while last + 1 < len(lines) and _is_appeal(lines[last + 1].text):
        last += 1
    return lines[first : last + 1]


def _is_appeal(text: str) -> bool:
    return len(_SPEAKS_TO_READER.findall(text)) >= 2 and not _REPORTED.search(text)
