"""
How the report in the terminal and the pages on rules look: colours, bars, wrapped lines, marked excerpts.

What comes from a scraped file passes `visible` before it becomes part of a renderable, and only
`rich.text.Text` carries it: markup is never parsed.
"""

from __future__ import annotations

import io
import re
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from rich.cells import cell_len
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from ..checks import visible, visible_chars, without_orders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from ..checks import ReportOptions

SEVERITY_STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
BAR_CELLS = 10

# A shown character and whether it is part of what is marked.
Piece: TypeAlias = tuple[str, bool]

# White space that cannot be told from nothing, or from a blank, where it is what the finding is about.
_BLANK, _TAB, _NEWLINE, _OTHER_BLANK = "·", "⇥", "↵", "⍽"
_ELLIPSIS = "…"


def make_console(options: ReportOptions, *, record: bool = False) -> Console:
    """A console that writes into memory and takes nothing from the environment: same options, same report."""
    return Console(
        file=io.StringIO(),
        width=options.width,
        height=100,
        force_terminal=options.color,
        color_system="standard" if options.color else None,
        no_color=not options.color,
        force_jupyter=False,
        force_interactive=False,
        legacy_windows=False,
        emoji=False,
        markup=False,
        highlight=False,
        record=record,
        _environ={},
    )


def draw(renderables: Iterable[RenderableType], options: ReportOptions) -> str:
    """The renderables as text for a terminal, without blanks at the ends of lines."""
    console = make_console(options)
    print_to(console, renderables)
    file = console.file
    assert isinstance(file, io.StringIO)  # noqa: S101 - as made above
    return without_orders(re.sub(r"(?<! ) +$", "", file.getvalue(), flags=re.MULTILINE))


def print_to(console: Console, renderables: Iterable[RenderableType]) -> None:
    """Print lines that are wrapped already, and tables; nothing goes over the width."""
    for renderable in renderables:
        console.print(renderable, overflow="ellipsis", no_wrap=isinstance(renderable, Text), crop=True)


def clip(text: str, cells: int) -> str:
    """
    A visible text cut to so many cells, with an ellipsis where something is missing.

    >>> clip("Ferry strike", 8), clip("橋が再開した", 7)
    ('Ferry s…', '橋が再…')
    """
    if cell_len(text) <= cells:
        return text
    kept, used = [], 1
    for char in text:
        used += cell_len(char)
        if used > cells:
            break
        kept.append(char)
    return "".join(kept) + _ELLIPSIS


def clip_path(path: str, cells: int) -> str:
    """
    A visible path cut to so many cells at its front: the end tells more.

    >>> clip_path("feeds/2026/example.com/a.jsonl", 16)
    '…ple.com/a.jsonl'
    """
    return path if cell_len(path) <= cells else clip(path[::-1], cells)[::-1]


def score_style(score: float) -> str:
    """Green from 90 on, yellow from 70 on, red below."""
    return "green" if score >= 90 else "yellow" if score >= 70 else "red"


def score_bar(score: float) -> Text:
    """A score as a bar and a number, 16 cells wide."""
    # Only nothing found is a full bar, only 0 an empty one.
    filled = min(BAR_CELLS - (score < 100), max(round(score / 100 * BAR_CELLS), int(score > 0)))
    bar = Text("━" * filled, score_style(score))
    bar.append("─" * (BAR_CELLS - filled), "bright_black")
    return bar.append(f"{score:6.1f}", f"bold {score_style(score)}")


def share_bar(count: int, greatest: int, cells: int, style: str) -> Text:
    """A count as a bar; anything but none shows."""
    return Text("━" * max(round(count / max(1, greatest) * cells), int(count > 0)), style)


def verdict(passed: bool, options: ReportOptions) -> Text:
    """`PASS` or `FAIL` with the gap behind it."""
    word = "PASS" if passed else "FAIL"
    if not options.color:
        return Text(f"{word}  ")
    return Text.assemble((f" {word} ", "bold black on green" if passed else "bold white on red"), "  ")


def hanging(first: Text, body: Text, indent: int, width: int) -> list[Text]:
    """`first`, followed by `body` wrapped so that its further lines stand `indent` cells in."""
    width = max(width, 12)
    indent = indent if indent <= width // 2 else 4
    whole = Text.assemble(first, body)
    top, *more = whole.wrap(_WRAPPING, width, overflow="fold")
    if not more:
        return [top]
    rest = whole[len(top.plain) :]
    rest = rest[len(rest.plain) - len(rest.plain.lstrip(" ")) :]
    top.rstrip()
    more = [*rest.wrap(_WRAPPING, width - indent, overflow="fold")]
    return [top, *(Text.assemble(" " * indent, line) for line in more)]


def headline(title: str) -> Rule:
    """The heading of a table or section, with a line to the right margin."""
    return Rule(Text(title, "bold"), align="left", style="bright_black")


def joined(parts: Iterable[Text], width: int) -> list[Text]:
    """The parts with middle dots between them, on as many lines as they need, none of them broken."""
    lines: list[Text] = []
    for part in parts:
        if lines and lines[-1].cell_len + 3 + part.cell_len <= width:
            lines[-1] = Text.assemble(lines[-1], " · ", part)
        else:
            lines.append(part)
    return lines


_WRAPPING = Console(file=io.StringIO(), width=80, color_system=None, force_terminal=False, _environ={})


def show_pieces(text: str, marks: Sequence[tuple[int, int]], *, all_blanks: bool = False) -> list[Piece]:
    """
    Each character of a line as it is shown, and whether it is in one of the `marks`, which are sorted.

    In a mark, and everywhere with `all_blanks`, white space shows that could be taken for a blank; and blanks
    do, where a mark holds nothing else.
    """
    pieces: list[Piece] = []
    done = 0
    for start, end in marks:
        start, end = max(start, done), min(end, len(text))
        if start >= end:
            continue
        pieces += _context(text[done:start], all_blanks)
        pieces += _marked(text[start:end])
        done = end
    return [*pieces, *_context(text[done:], all_blanks)]


def _context(text: str, all_blanks: bool) -> Iterator[Piece]:
    for char, shown in zip(text, visible_chars(text), strict=True):
        blank = char == "\t" or unicodedata.category(char) == "Zs"
        yield (_symbol(char, shown) if all_blanks else " " if blank else shown), False


def _marked(text: str) -> Iterator[Piece]:
    only_blanks = not text.strip()
    for char, shown in zip(text, visible_chars(text), strict=True):
        yield (_BLANK if char == " " and only_blanks else _symbol(char, shown)), True


def _symbol(char: str, shown: str) -> str:
    """What stands for a white space character; another one as it is shown."""
    if char == "\t":
        return _TAB
    if char == "\n":
        return _NEWLINE
    return _OTHER_BLANK if char != " " and unicodedata.category(char) == "Zs" else shown


def fit_pieces(pieces: Sequence[Piece], cells: int, *, more_before: bool = False, more_after: bool = False) -> list[Piece]:
    """
    As many pieces as fit, around the start of the first mark; an ellipsis stands for what was cut off.

    `more_before` and `more_after` say that something was cut off already.
    """
    widths = [cell_len(shown) for shown, _ in pieces]
    first = next((place for place, (_, marked) in enumerate(pieces) if marked), 0)
    last = first
    while last < len(pieces) and pieces[last][1]:
        last += 1
    if sum(widths) + more_before + more_after <= cells:
        start, end = 0, len(pieces)
    else:
        # Two cells are kept for the ellipses. The mark comes first, then what stands before it, in half of
        # the room or in what the text behind leaves; then what follows.
        room = max(2, cells - 2)
        used, end = 0, first
        while end < last and used + widths[end] <= room:
            used += widths[end]
            end += 1
        behind = sum(widths[end:])
        before = max((room - used) // 2, room - used - behind)
        start = first
        while start > 0 and widths[start - 1] <= before:
            start -= 1
            before -= widths[start]
            used += widths[start]
        if end >= last:
            while end < len(pieces) and used + widths[end] <= room:
                used += widths[end]
                end += 1
    kept = list(pieces[start:end])
    if more_before or start > 0:
        kept.insert(0, (_ELLIPSIS, False))
    if more_after or end < len(pieces):
        kept.append((_ELLIPSIS, False))
    return kept


def draw_pieces(pieces: Sequence[Piece], mark_style: str, options: ReportOptions) -> list[Text]:
    """The pieces as a line, with what is marked underlined in colour, or by carets in a second line."""
    line, carets = Text(), ""
    for marked, run in groupby(pieces, key=lambda piece: piece[1]):
        shown = "".join(shown for shown, _ in run)
        line.append(shown, f"{mark_style} underline" if marked else "")
        carets += ("^" if marked else " ") * cell_len(shown)
    if options.color or not carets.strip():
        return [line]
    return [line, Text(carets.rstrip())]


def safe(text: str, limit: int = 400) -> str:
    """A message or name that may hold scraped text: on one line, visible, of a length that can be read."""
    text = " ".join(text[: 4 * limit].split(" "))
    shown = visible(text)
    return shown if len(shown) <= limit else shown[: limit - 1] + _ELLIPSIS
