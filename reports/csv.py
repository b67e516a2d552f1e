r"""
Findings as a table for spreadsheets: RFC 4180, UTF-8, one row a finding.

What a spreadsheet would take for a formula has an apostrophe before it; control characters and everything else that
cannot be seen is written out (`\x1b`, `\u202e`). `file_line` is the line of the file: that of the finding in a text
file, that on which the record starts in a feed. `line` and `column` count within the field.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ..checks import visible, without_orders
from ._places import cut, in_file, marked_texts, with_crashes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..checks import FileReport

EXCERPTS = True

COLUMNS = (
    "path", "file_line", "record", "id", "site", "score", "passed", "rule", "category", "severity", "message", "field",
    "line", "column", "end_line", "end_column", "start", "end", "fix", "text",
)  # fmt: skip

# What a cell of Excel or LibreOffice holds.
MAX_CELL_CHARS = 32_000

HEAD = ",".join(COLUMNS) + "\r\n"

# With these a formula begins in one spreadsheet or another.
_FORMULA = (
    *("=", "+", "-", "@", "\t", "\r", "\n"),
    *("\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}", "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}"),
)


def cell(text: str) -> str:
    r"""
    A scraped text as a cell that no spreadsheet reckons with.

    >>> cell('=HYPERLINK("https://example.com")'), cell(" -1"), cell("3 - 2\x1b")
    ('\'=HYPERLINK("https://example.com")', "' -1", '3 - 2\\x1b')
    """
    shown = cut(without_orders(visible(text)), MAX_CELL_CHARS)
    # Some programs take off blanks and quotation marks before they look.
    return f"'{shown}" if shown.lstrip(" \"'").startswith(_FORMULA) or text.startswith(_FORMULA) else shown


def render_document(report: FileReport) -> str:
    """The rows of one document."""
    score = round(report.score.score, 1)
    return rows(
        (
            report.path, in_file(report, finding).line, report.record, report.id, report.site, score,
            "yes" if report.passed else "no", finding.rule, finding.category, finding.severity, finding.message,
            finding.field, finding.line, finding.column, finding.end_line, finding.end_column, finding.start,
            finding.end, finding.fix, marked,
        )
        for finding, marked in marked_texts(with_crashes(report))
    )  # fmt: skip


def rows(values: Iterable[tuple[str | float | None, ...]]) -> str:
    """Rows of texts and numbers; None is an empty cell."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([cell(value) if isinstance(value, str) else value for value in row] for row in values)
    return file.getvalue()
