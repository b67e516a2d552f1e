"""
Reviewdog's diagnostic format: comments and suggestions on the lines of a pull request.

Columns count bytes of UTF-8, as the format has it. In plain text files a finding with a replacement is a suggestion; a
line that goes as a whole goes with its line break. Paths are as they were given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..checks import __version__
from ._places import in_file, marked_texts, told, with_crashes
from .json import encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..checks import FileReport, Finding, ReportOptions, RunReport

EXCERPTS = True
CONTENTS = True

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


def render(run: RunReport, _options: ReportOptions) -> Iterator[str]:
    """The report in pieces: the head, each diagnostic, the end."""
    yield f'{{"source":{encode({"name": f"scrapelint {__version__}"})},"diagnostics":['
    separator = "\n"
    for report in map(with_crashes, run.documents):
        for diagnostic in _diagnostics(report):
            yield separator + encode(diagnostic)
            separator = ",\n"
    yield "]}\n"


def _diagnostics(report: FileReport) -> Iterator[dict[str, Any]]:
    content = report.content
    lines = content.text.split("\n") if report.findings and content and report.record_line is None else []
    above = content.first_line if content else 1
    replacements = report.replacements or (None,) * len(report.findings)
    for (finding, marked), replacement in zip(marked_texts(report), replacements, strict=True):
        place = in_file(report, finding)
        span: dict[str, Any] = {"start": {"line": place.line}}
        in_text = place.column is not None
        if in_text:
            span = _range(lines, above, finding)
        diagnostic: dict[str, Any] = {
            "message": told(report, finding, marked),
            "location": {"path": report.path, "range": span},
            "severity": _SEVERITIES[finding.severity],
            "code": {"value": finding.rule},
        }
        if in_text and replacement is not None and finding.fix:
            whole = not replacement and _takes_lines(lines, above, finding)
            changed = _line_range(lines, above, finding) if whole else span
            diagnostic["suggestions"] = [{"range": changed, "text": replacement}]
        yield diagnostic


def _range(lines: Sequence[str], above: int, finding: Finding) -> dict[str, Any]:
    return {
        "start": _position(lines, above, finding.line, finding.column),
        "end": _position(lines, above, finding.end_line, finding.end_column),
    }


def _position(lines: Sequence[str], above: int, line: int, column: int) -> dict[str, int]:
    """A line with a column in bytes from 1, from one in code points; `above` is the line in which the text begins."""
    return {"line": line, "column": 1 + len(lines[line - above][: column - 1].encode("utf-8", "replace"))}


def _takes_lines(lines: Sequence[str], above: int, finding: Finding) -> bool:
    """Whether nothing but blanks stands around a finding in its lines."""
    before = lines[finding.line - above][: finding.column - 1]
    behind = lines[finding.end_line - above][finding.end_column - 1 :]
    return not before.strip() and not behind.strip()


def _line_range(lines: Sequence[str], above: int, finding: Finding) -> dict[str, Any]:
    """The lines of a finding with the break behind them, where there is one."""
    start = {"line": finding.line, "column": 1}
    if finding.end_column == 1 and finding.end_line > finding.line:
        return {"start": start, "end": {"line": finding.end_line, "column": 1}}
    if finding.end_line - above + 1 < len(lines):
        return {"start": start, "end": {"line": finding.end_line + 1, "column": 1}}
    return {"start": start, "end": _position(lines, above, finding.end_line, len(lines[-1]) + 1)}
