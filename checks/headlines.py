"""Headlines as pages print them: with the name of the site behind, as a heading of Markdown, as a link."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .dates import has_full_date
from .normalise import line_key

if TYPE_CHECKING:
    from .document import Document, Line

# What stands between a headline and the name of the site.
_BARS = (" | ", " - ", " :: ", " » ", " › ", " · ", " • ", " ⋆ ", " ~ ")

# A name of a site is short.
_SITE_WORDS = 8

# So long is a line that gives the date of an evening.
_DATE_CHARS = 60


def without_site(key: str) -> str:
    """
    The key of a headline (see `line_key`) without the name of the site behind its last bar or dash.

    >>> without_site("ferry strike (day two) | harbour daily"), without_site("ferry strike")
    ('ferry strike (day two', 'ferry strike')
    """
    place = max(map(key.rfind, _BARS))
    return line_key(key[:place]) if place > 0 and key.count(" ", place + 3) < _SITE_WORDS else key


def heading_key(key: str) -> str:
    """
    The key of a line without the marks of a Markdown heading, and of a link what can be read.

    >>> heading_key("## ferry strike"), heading_key("ferry strike](/news/strike")
    ('ferry strike', 'ferry strike')
    """
    if key.startswith("#"):
        key = line_key(key.lstrip("#"))
    place = key.find("](")
    return line_key(key[:place]) if place > 0 else key


def is_dated_series(doc: Document, copies: Iterable[Line]) -> bool:
    """
    Whether at least two of these lines have a date right below, each another one: then they are no copies of a headline, but
    head the evenings of a series, or the days of a diary.
    """
    dates = [doc.folded[place].strip() for line in copies for place in [doc.ordinals[line.number] + 1] if place < len(doc.inked)]
    dates = [date for date in dates if len(date) <= _DATE_CHARS and has_full_date(date)]
    return len(dates) > 1 and len(set(dates)) == len(dates)
