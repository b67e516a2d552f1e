"""
The errors of the tool. Each knows the exit status that it stands for; each message names file, place and
remedy.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class ScrapelintError(Exception):
    """Something that stops the run. Its message is for the user and stands alone."""

    exit_status = 2


class UsageError(ScrapelintError):
    """The command was used wrongly, or there was nothing to check."""


class SettingsError(ScrapelintError):
    """A settings file or a value in it is wrong."""


class RuleError(ScrapelintError):
    """A rule, pack or plugin does not load."""


class InternalError(ScrapelintError):
    """The tool itself is at fault."""

    exit_status = 3


def suggestion(word: str, known: Iterable[str]) -> str:
    """
    A question to add to an error about an unknown word, or nothing.

    >>> suggestion("min-scor", ["min-score", "fail-on"])
    '; did you mean min-score?'
    """
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]}?" if close else ""
