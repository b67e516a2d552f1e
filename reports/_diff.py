"""
What `scrapelint fix` would do, as a unified diff.

The diff of a text file can be applied with `git apply` and `patch -p1`. What cannot be, each of its lines is a comment, so that
these programs pass it over and apply the rest: the diffs of records and archives, and those with characters that could steer
a terminal or are not seen, which are written out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..checks import visible, without_orders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STYLES = {"@": "\x1b[36m", "-": "\x1b[31m", "+": "\x1b[32m"}


def render_diff(name: str, lines: Iterable[str], *, is_file: bool, color: bool) -> Iterator[str]:
    """The lines of a diff, raw, under the name of their document; `is_file` says that it is a file as it stands on the disk."""
    lines = list(lines)
    applies = is_file and _as_it_is(name) and all(_as_it_is(line.removesuffix("\r")) for line in lines)
    comment = "" if applies else "# "
    old, new = (f"a/{name.lstrip('/')}", f"b/{name.lstrip('/')}") if is_file else (name, f"{name} (fixed)")
    for head, path in (("---", old), ("+++", new)):
        # A tab ends a name with blanks in it.
        end = "\t" if is_file and " " in path else ""
        yield _styled(f"{comment}{head} {visible(path)}{end}", "\x1b[1m" if color else "")
    for line in lines:
        content, carriage_return = (line[1:-1], "\r") if line.endswith("\r") else (line[1:], "")
        shown = f"{comment}{line[:1]}{visible(content)}{carriage_return}"
        yield _styled(shown, _STYLES.get(line[:1], "") if color else "")


def _as_it_is(line: str) -> bool:
    """Whether a line is shown as it is, with nothing written out."""
    return without_orders(visible(line)) == line


def _styled(line: str, style: str) -> str:
    line = without_orders(line)
    return f"{style}{line}\x1b[0m\n" if style else f"{line}\n"
