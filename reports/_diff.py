"""
What `scrapelint fix` would do, as a unified diff.

Scraped text is shown with everything in it that could steer a terminal written out, so that the diff is for
people and not for `patch`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..checks import visible, without_orders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STYLES = {"@": "\x1b[36m", "-": "\x1b[31m", "+": "\x1b[32m"}


def render_diff(name: str, lines: Iterable[str], *, color: bool) -> Iterator[str]:
    """The lines of a diff, raw, under the name of their document."""
    for head, what in (("---", ""), ("+++", " (fixed)")):
        yield _styled(f"{head} {visible(name)}{what}", "\x1b[1m" if color else "")
    for line in lines:
        yield _styled(line[:1] + visible(line[1:]), _STYLES.get(line[:1], "") if color else "")


def _styled(line: str, style: str) -> str:
    line = without_orders(line)
    return f"{style}{line}\x1b[0m\n" if style else f"{line}\n"
