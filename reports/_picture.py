"""The report in the terminal as a picture: an SVG file for a README, which loads nothing from the network."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import msgspec
from rich.cells import cell_len

from ..checks import visible
from ._look import make_console, print_to
from .terminal import blocks

if TYPE_CHECKING:
    from ..checks import ReportOptions, RunReport

# The template of rich without its web font: a picture in a README may load nothing. Each run of text has its
# length set, so that any monospaced font keeps the columns.
_TEMPLATE = """\
<svg class="{unique_id}" viewBox="0 0 {width} {height}" width="{width}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
    font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
    font-size: {char_height}px;
    line-height: {line_height}px;
    font-variant-east-asian: full-width;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: system-ui, sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix" xml:space="preserve">
{matrix}
</g>
</g>
</svg>
"""


def render_svg(run: RunReport, options: ReportOptions, title: str) -> str:
    """The report on a run as an SVG, in colour whatever the options say; same arguments, same picture."""
    options = msgspec.structs.replace(options, color=True)
    console = make_console(options, record=True)
    for block in blocks(run, options):
        print_to(console, block)
    picture = console.export_svg(title=visible(title), code_format=_TEMPLATE, unique_id="scrapelint")
    return _TEXT.sub(_with_length, picture)


# rich gives each run of text a length of so many characters, where wide characters take two cells.
_TEXT = re.compile(r'(<text [^>]*textLength=")([\d.]+)("[^>]*>)([^<]+)')


def _with_length(match: re.Match[str]) -> str:
    before, length, between, content = match.groups()
    text = html.unescape(content)
    return f"{before}{float(length) * cell_len(text) / len(text):g}{between}{content}"
