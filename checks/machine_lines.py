"""
Lines that are a piece of data and nothing else: an address, a number, a timestamp, a locale code.

One alone may be meant; several near each other are the page's metadata. Rules ask `Document.machine_lines` for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .dates import ISO_TIMESTAMP
from .patterns import pattern

_LABEL = (
    r"(?:(?:e-?mail|mail|contact|tel(?:ephone|efon|éfono|éphone)?|phone|fax|mobile?|call(?: us)?|telefono|telefone|тел|телефон|電話|电话|"
    r"전화|هاتف)\s*[.:]*\s*)"
)
_KINDS = {
    "mail": pattern(rf"\W*{_LABEL}?[\w.+%-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,4}}\W*", re.IGNORECASE),
    "phone": pattern(
        rf"\W*(?:{_LABEL}[+(]?\d[\d\s().\-/–]{{5,22}}\d|\+\d[\d\s().\-/–]{{7,22}}\d|\(\d{{3}}\)\s?\d{{3}}[-. ]\d{{4}}|"
        r"(?:1[-. ]?)?\d{3}[-.]\d{3}[-.]\d{4})\W*",
        re.IGNORECASE,
    ),
    "timestamp": pattern(rf"[\s,;|/–-]*(?:{ISO_TIMESTAMP.pattern}[\s,;|/–-]*)+", re.IGNORECASE),
    "locale": pattern(r"\s*[a-z]{2}[_-](?:(?:Hans|Hant|Latn|Cyrl)(?:[_-][A-Z]{2})?|[A-Z]{2})(?:\.UTF-8)?\s*"),
}
# Forums print `2026-02-04 16:16` above each post; only machines write the `T` or a time zone.
_BY_MACHINE = pattern(r"\dT\d|\d\s?Z\b|[+-]\d\d:?\d\d\s*$")
# A telephone number has at least so many digits; a timestamp has more.
MIN_DIGITS = 8
_WITHOUT_DIGITS = dict.fromkeys(map(ord, "0123456789"))
_MAX_CHARS = {"url": 2000, "mail": 120, "phone": 80, "timestamp": 160, "locale": 20}


def machine_kind(text: str) -> str | None:
    """
    What piece of data a line is: `url`, `mail`, `phone`, `timestamp`, `locale`; None for any other line.

    >>> machine_kind("https://example.com/a"), machine_kind("en_EN"), machine_kind("+74955550100"), machine_kind("3 - 2")
    ('url', 'locale', 'phone', None)
    """
    length = len(text)
    if "://" in text or "www." in text:
        kind = "url"
    elif "@" in text:
        kind = "mail"
    elif length <= 20 and ("_" in text or "-" in text) and text.strip()[:2].islower():
        kind = "locale"
    elif length <= 160 and text.isascii() and length - len(text.translate(_WITHOUT_DIGITS)) < MIN_DIGITS:
        return None
    elif length <= 160 and any(map(str.isdigit, text)):
        kind = "timestamp" if ISO_TIMESTAMP.search(text.lower()) else "phone"
    else:
        return None
    if length > _MAX_CHARS[kind] or not (_only_addresses(text) if kind == "url" else _KINDS[kind].fullmatch(text)):
        return None
    if kind == "timestamp" and not _BY_MACHINE.search(text):
        return None
    if kind == "phone" and (text.lstrip()[:1] in "'\"" or not MIN_DIGITS <= sum(map(str.isdigit, text)) <= 15):
        return None
    return kind


# What stands in a locale code, behind the sign that is looked for.
_IN_LOCALES = (pattern(r"_(?<=[a-z]{2}_)[A-Z]"), pattern(r"-(?<=[a-z]{2}-)[A-Z]"))


def may_be_data(text: str) -> Iterator[int]:
    """Places in a text, at least one in each line that is a piece of data other than a number or a timestamp (see `machine_kind`)."""
    for sign in ("://", "www.", "@"):
        place = text.find(sign)
        while place >= 0:
            yield place
            place = text.find(sign, place + 1)
    for in_locale in _IN_LOCALES:
        for found in in_locale.finditer(text):
            yield found.start()


_ADDRESS = pattern(r"(?:https?://|www\.).{3,}", re.IGNORECASE)
_MAY_BEGIN_ADDRESS = pattern(r"[\s<>()\[\],;]*[hHwW]")


def _only_addresses(text: str) -> bool:
    """Whether a line is nothing but web addresses, with brackets or commas around them."""
    if not _MAY_BEGIN_ADDRESS.match(text):
        return False
    words = [word.strip("()[],;") for word in text.replace("<", " ").replace(">", " ").split()]
    return any(words) and all(_ADDRESS.fullmatch(word) for word in words if word)
