"""
Patterns that are compiled when they are first used: a run over one small file shall not pay for rules that
cannot fire.
"""

from __future__ import annotations

import re
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
