"""
The form in which lines and phrases are compared.

Sites print one phrase in many ways: `Read More »`, `READ MORE…`, with a no-break space, an arrow or a curly
apostrophe. Folding takes the differences away. Folded text can be longer or shorter than the original (`ß`,
`İ`, `ﬁ`, `…`), so that places are never counted in it; but it keeps its lines, so that a line of it stands
for the line of the original.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from .patterns import pattern

# Sorting a run of combining marks, as normalising does, takes time by the square of its length. The first pattern is quick, and
# matches wherever the second does.
_WIDE_RUN = pattern(r"[\u0300-\U0010ffff]{31}")
_MARKS = pattern(r"[^\w\s\x00-\u02ff]{31,}")

# Soft hyphens, zero-width characters and direction marks: what is read does not have them.
INVISIBLE = pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")

# White space that is neither a blank nor a line break, once a text is normalised.
_ASCII_BLANKS = "\t\r\v\f\x1c\x1d\x1e\x1f"
_WIDE_BLANKS = "\x85\u1680\u2028\u2029"

_BLANKS = pattern("  +")

# `1,204`, `1.2k`, `3,4 тыс.`, `2万`.
_NUMBER = pattern(
    r"\d+(?:[.,\N{NO-BREAK SPACE} ]\d{3})*(?:[.,]\d+)?(?: ?(?:[kmb]\b|(?:тыс|тис|млн|mln|tys|tsd|mio|mil|bin|rb)\b\.?|[万萬億亿만천]))?"
)
# Replaced one by one: `str.translate` takes ten times as long.
_PLAIN = {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‐": "-"}

# Arabic is written with or without vowel signs and hamzas, and its words are stretched to fill a line.
_ARABIC = pattern("[\u0622\u0623\u0625\u0629\u0640\u0649\u064b-\u0652]")
_PLAIN_ARABIC = {
    **dict.fromkeys(range(0x64B, 0x653)),  # vowel signs
    0x640: None,  # the stretching sign
    **dict.fromkeys((0x622, 0x623, 0x625), "\u0627"),  # alef with its signs
    0x629: "\u0647",  # teh marbuta, often without its dots
    0x649: "\u064a",  # alef maksura, often for yeh
}

# The odd characters of English text, which may be replaced before it is normalised: most lines are ASCII then.
_COMMON = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\N{NO-BREAK SPACE}": " ", "…": "..."}

# What sites put around a label: bullets, arrows, dingbats, brackets, quotation marks, end marks.
EDGES = (
    " \t\r\f\v.,;:*!|>»›→←«‹<•·●○■□▪▫◦‣⁃◆◇★☆✓✔✕✖×➔➜➤►▶▸▼▾▲△▽⌄⇒⇨⟶⏵♦❯❮↑↓↗↘↩↪…_~=+-'\"()[]{}【】「」『』（）！：。、،؛"
    "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{VARIATION SELECTOR-16}\N{LEFT-TO-RIGHT MARK}"
    "\N{RIGHT-TO-LEFT MARK}\N{ZERO WIDTH NO-BREAK SPACE}"
)


def fold(text: str) -> str:
    r"""
    The text for comparing: NFKC, nothing invisible, plain quotation marks and dashes, casefolded, runs of blanks as one, none
    before `?`, `!`, `:` and `;`; line breaks are kept.

    >>> fold("Read\N{NO-BREAK SPACE}More …\nStraße"), fold("İLGİLİ") == fold("ilgili")
    ('read more ...\nstrasse', True)
    """
    text = _without_common(text)
    if text.isascii():
        return _single_blanks(text.lower(), _ASCII_BLANKS)
    if _WIDE_RUN.search(text):
        text = _MARKS.sub(lambda run: run[0][:30], text)
    text = unicodedata.normalize("NFKC", text)
    if INVISIBLE.search(text):
        text = INVISIBLE.sub("", text)
    for fancy, plain in _PLAIN.items():
        text = text.replace(fancy, plain)
    text = text.casefold()
    if "ё" in text:  # in Russian mostly written without its dots
        text = text.replace("ё", "е")
    if _ARABIC.search(text):
        text = text.translate(_PLAIN_ARABIC)
    if "ı" in text or "i\u0307" in text:  # Turkish: `İLGİLİ` is `ilgili`, and `ÇIKAN` is `çıkan`
        text = text.replace("ı", "i").replace("i\u0307", "i")
    return _single_blanks(text, _ASCII_BLANKS + _WIDE_BLANKS)


def _without_common(text: str) -> str:
    text = text.replace("`", "'")
    if not text.isascii():
        for common, plain in _COMMON.items():
            text = text.replace(common, plain)
    return text


def _single_blanks(text: str, odd_blanks: str) -> str:
    for blank in odd_blanks:
        if blank in text:
            text = text.replace(blank, " ")
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    for mark in "?!:;":  # the French put a blank before them, the Swiss don't
        if f" {mark}" in text:
            text = text.replace(f" {mark}", mark)
    return text


def fold_lines(lines: Sequence[str]) -> list[str]:
    """Each line folded. Most lines are ASCII, also in texts that are not; together they take a tenth of the time of the others."""
    if not lines:
        return []
    lines = _without_common("\n".join(lines)).split("\n")
    folded = fold("\n".join([line if line.isascii() else "" for line in lines])).split("\n")
    odd = [place for place, line in enumerate(lines) if not line.isascii()]
    if odd:
        for place, text in zip(odd, fold("\n".join([lines[place] for place in odd])).split("\n"), strict=True):
            folded[place] = text
    return folded


def line_key(folded: str) -> str:
    """
    A folded line without the bullets, arrows, emoji and end marks around it.

    >>> line_key("→ read more ...")
    'read more'
    """
    key = folded.strip(EDGES)
    if key and not (key[0].isalnum() and key[-1].isalnum()) and (_is_mark(key[0]) or _is_mark(key[-1])):
        start, end = 0, len(key)
        while start < end and _is_mark(key[start]):
            start += 1
        while start < end and _is_mark(key[end - 1]):
            end -= 1
        key = key[start:end]
    return key


def line_keys(folded: Iterable[str]) -> list[str]:
    """The key of each folded line; one with letters or digits at its ends is its own."""
    return [line if line[:1].isalnum() and line[-1:].isalnum() else line_key(line) for line in folded]


def _is_mark(char: str) -> bool:
    return char in EDGES or unicodedata.category(char) in ("So", "Sk", "Co")


def number_key(key: str) -> str:
    """
    A key with each number in it written `{n}`, as in the phrase packs.

    >>> number_key("1,204 shares"), number_key("1.2k shares"), number_key("3,4 тыс. просмотров")
    ('{n} shares', '{n} shares', '{n} просмотров')
    """
    return _NUMBER.sub("{n}", key)
