"""
The form in which lines and phrases are compared.

Sites print one phrase in many ways: `Read More »`, `READ MORE…`, with a no-break space, an arrow or a curly
apostrophe. Folding takes the differences away. Folded text can be longer or shorter than the original (`ß`,
`İ`, `ﬁ`, `…`), so that places are never counted in it; but it keeps its lines, so that a line of it stands
for the line of the original.
"""

from __future__ import annotations

import unicodedata

from .patterns import pattern

# Sorting a run of combining marks, as normalising does, takes time by the square of its length.
_MARKS = pattern(r"[^\w\s\x00-\u02ff]{31,}")

# Soft hyphens, zero-width characters and direction marks: what is read does not have them.
_INVISIBLE = pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")

_BLANKS = pattern(r"[^\S\n]+")
_NUMBER = pattern(r"\d+(?:[.,\N{NO-BREAK SPACE} ]\d{3})*(?:[.,]\d+)?(?: ?[kmb]\b)?")
# Replaced one by one: `str.translate` takes ten times as long.
_PLAIN = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‐": "-"}

# What sites put around a label: bullets, arrows, dingbats, brackets, quotation marks, end marks.
EDGES = (
    " \t\r\f\v.,;:*!|>»›→←«‹<•·●○■□▪▫◦‣⁃◆◇★☆✓✔✕✖×➔➜➤►▶▸▼▾▲△▽⌄⇒⇨⟶⏵♦❯❮↑↓↗↘↩↪…_~=+-'\"()[]{}【】「」『』（）！：。、،؛"
    "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{VARIATION SELECTOR-16}\N{LEFT-TO-RIGHT MARK}"
    "\N{RIGHT-TO-LEFT MARK}\N{ZERO WIDTH NO-BREAK SPACE}"
)


def fold(text: str) -> str:
    r"""
    The text for comparing: NFKC, nothing invisible, plain quotation marks and dashes, casefolded, runs of blanks as one; line
    breaks are kept.

    >>> fold("Read\N{NO-BREAK SPACE}More …\nStraße")
    'read more ...\nstrasse'
    """
    if not text.isascii():
        text = _MARKS.sub(lambda run: run[0][:30], text)
        text = unicodedata.normalize("NFKC", text)
        text = _INVISIBLE.sub("", text)
        for fancy, plain in _PLAIN.items():
            text = text.replace(fancy, plain)
    text = text.casefold()
    if "  " in text or "\t" in text or "\r" in text or "\v" in text or "\f" in text:
        text = _BLANKS.sub(" ", text)
    return text


def line_key(folded: str) -> str:
    """
    A folded line without the bullets, arrows, emoji and end marks around it.

    >>> line_key("→ read more ...")
    'read more'
    """
    key = folded.strip(EDGES)
    if key and (_is_mark(key[0]) or _is_mark(key[-1])):
        start, end = 0, len(key)
        while start < end and _is_mark(key[start]):
            start += 1
        while start < end and _is_mark(key[end - 1]):
            end -= 1
        key = key[start:end]
    return key


def _is_mark(char: str) -> bool:
    return char in EDGES or unicodedata.category(char) in ("So", "Sk", "Co")


def number_key(key: str) -> str:
    """
    A key with each number in it written `{n}`, as in the phrase packs.

    >>> number_key("1,204 shares"), number_key("1.2k shares")
    ('{n} shares', '{n} shares')
    """
    return _NUMBER.sub("{n}", key)
