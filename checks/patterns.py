"""
Patterns that are compiled when they are first used: a run over one small file shall not pay for rules that
cannot fire.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast


class _Pattern:
    """Stands for a compiled pattern; its methods take the place of these look-ups on first use."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self.pattern, self._flags)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn", "flags", "groups"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """
    A pattern as `re.compile` makes it, compiled when it is first used.

    >>> pattern("a+").findall("aab a")
    ['aa', 'a']
    """
    return cast("re.Pattern[str]", _Pattern(text, flags))


_CHOICE = pattern(r"(?:\(\?:([^()]*)\)|\[([^\]]+)\]|(\\.|[^()\\])(?=\?))(\??)")


def spellings(term: str) -> Iterator[str]:
    """
    Each text that a pattern of letters, options, groups and classes without ranges matches; alternatives stand in groups.

    >>> sorted(spellings(r"(?:work |home )?e-?mail"))[:4], sorted(spellings("organi[sz]e"))
    (['e-mail', 'email', 'home e-mail', 'home email'], ['organise', 'organize'])
    """
    found = _CHOICE.search(term)
    if found is None:
        yield term.replace("\\", "")
        return
    choices = found[1].split("|") if found[1] is not None else list(found[2] or ()) or [found[3]]
    for choice in [*choices, ""] if found[4] else choices:
        yield from spellings(term[: found.start()] + choice + term[found.end() :])
