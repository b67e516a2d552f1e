"""Headlines as pages print them: with the name of the site behind, as a heading of Markdown, as a link."""

from __future__ import annotations

from .normalise import line_key

# What stands between a headline and the name of the site.
_BARS = (" | ", " - ", " :: ", " » ", " › ", " · ", " • ", " ⋆ ", " ~ ")

# A name of a site is short.
_SITE_WORDS = 8


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
