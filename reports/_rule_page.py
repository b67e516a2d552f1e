"""The page of a rule as Markdown, for formats that carry help with them; `_pages` has the same for a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..checks import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..checks import Example, Rule

MAX_EXAMPLES, MAX_EXAMPLE_CHARS = 4, 600


def rule_page(rule: Rule) -> str:
    """What a rule flags and why, what to do about it, its options and examples, as Markdown."""
    return "\n\n".join(_sections(rule)) + "\n"


def _sections(rule: Rule) -> Iterator[str]:
    yield rule.summary
    if rule.explanation:
        yield rule.explanation
    if rule.hint:
        yield f"**What to do:** {rule.hint}"
    if rule.fix:
        yield f"**Fix:** `scrapelint fix{' --unsafe' if rule.fix == 'unsafe' else ''}`"
    for title, examples in (("Flagged, between ⟦ and ⟧:", rule.bad), ("Left alone:", rule.good)):
        if examples:
            yield f"**{title}**"
            yield from map(_code, examples[:MAX_EXAMPLES])
    yield f'To switch it off: `ignore = ["{rule.name}"]` under `[tool.scrapelint]`.'


def _code(example: Example) -> str:
    """A text as a block of code, with a fence that is longer than any in it."""
    shown = "\n".join(visible(line) for line in example.shown[:MAX_EXAMPLE_CHARS].rstrip("\n").split("\n"))
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", shown)), default=0))
    return f"{fence}text\n{shown}\n{fence}"
