"""
Reviewdog's diagnostic format: comments and suggestions on the lines of a pull request.

Columns count bytes of UTF-8, as the format has it. In plain text files a finding with a replacement is a suggestion; a
line that goes as a whole goes with its line break. A file that is not valid UTF-8 has neither columns nor suggestions:
its text does not say at which bytes something stands. Paths are as they were given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..checks import __version__
from ._places import in_file, marked_texts, told, with_crashes
from .json import encode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..checks import Content, FileReport, Finding, ReportOptions, RunReport

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


class _Lines:
    """The lines of a text, and where they stand in the file."""

    def __init__(self, content: Content) -> None:
        self.texts = content.text.split("\n")
        self._above = content.first_line
        self._mark_bytes = content.mark_bytes or 0

    def is_last(self, line: int) -> bool:
        """Whether there is none behind a line of the file."""
        return line - self._above + 1 >= len(self.texts)

    def text(self, line: int) -> str:
        """A line of the file, without its break."""
        return self.texts[line - self._above]

    def position(self, line: int, column: int) -> dict[str, int]:
        """A line of the file with a column in bytes from 1, from one in code points; a byte order mark counts in the first."""
        mark = self._mark_bytes if line == 1 else 0
        return {"line": line, "column": 1 + mark + len(self.text(line)[: column - 1].encode("utf-8", "replace"))}

    def range(self, finding: Finding) -> dict[str, Any]:
        """The place of a finding."""
        return {
            "start": self.position(finding.line, finding.column),
            "end": self.position(finding.end_line, finding.end_column),
        }

    def are_taken(self, finding: Finding) -> bool:
        """Whether nothing but blanks stands around a finding in its lines."""
        before = self.text(finding.line)[: finding.column - 1]
        behind = self.text(finding.end_line)[finding.end_column - 1 :]
        return not before.strip() and not behind.strip()

    def whole(self, finding: Finding) -> dict[str, Any]:
        """The lines of a finding with the break behind them, where there is one."""
        start = self.position(finding.line, 1)
        if finding.end_column == 1 and finding.end_line > finding.line:
            return {"start": start, "end": {"line": finding.end_line, "column": 1}}
        if not self.is_last(finding.end_line):
            return {"start": start, "end": {"line": finding.end_line + 1, "column": 1}}
        return {"start": start, "end": self.position(finding.end_line, len(self.texts[-1]) + 1)}


def _lines_of(report: FileReport) -> _Lines | None:
    """The lines of a plain text; None where they do not say at which bytes of the file something stands."""
    content = report.content
    if not report.findings or content is None or content.mark_bytes is None or report.record_line is not None:
        return None
    return _Lines(content)


def _diagnostics(report: FileReport) -> Iterator[dict[str, Any]]:
    lines = _lines_of(report)
    replacements = report.replacements or (None,) * len(report.findings)
    for (finding, marked), replacement in zip(marked_texts(report), replacements, strict=True):
        place = in_file(report, finding)
        known = lines if place.column is not None else None
        span = known.range(finding) if known else {"start": {"line": place.line}}
        diagnostic: dict[str, Any] = {
            "message": told(report, finding, marked),
            "location": {"path": report.path, "range": span},
            "severity": _SEVERITIES[finding.severity],
            "code": {"value": finding.rule},
        }
        if known and replacement is not None and finding.fix:
            changed = known.whole(finding) if not replacement and known.are_taken(finding) else span
            diagnostic["suggestions"] = [{"range": changed, "text": replacement}]
        yield diagnostic
