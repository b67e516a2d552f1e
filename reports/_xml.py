"""Scraped text in XML."""

from __future__ import annotations

from html import escape

from ..checks import visible


def xml(text: str) -> str:
    r"""
    Text as it may stand in an element or an attribute: what XML cannot hold or nobody can see is written out, what means
    something to XML or to the log of a CI system is a character reference.

    >>> xml("]]> & \x00<b> ##[error]")
    ']]&gt; &amp; \\x00&lt;b&gt; #&#35;[error]'
    """
    return escape(visible(text)).replace("##", "#&#35;")


def attributes(**values: str | int) -> str:
    """Attributes with a blank before each."""
    return "".join(f' {name}="{xml(str(value))}"' for name, value in values.items())
