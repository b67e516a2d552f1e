"""
Checkstyle XML, for Jenkins (Warnings plugin), reviewdog and other tools that know it.

Files without findings are left out. For a record of a feed the line is the one on which the record starts.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from ..checks import __version__
from ._places import in_file, marked_texts, told, with_crashes
from ._xml import attributes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..checks import FileReport, Finding, ReportOptions, RunReport


EXCERPTS = True


def render(run: RunReport, _options: ReportOptions) -> Iterator[str]:
    """The report in pieces: the head, each file, the end."""
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle{attributes(version=f"scrapelint {__version__}")}>\n'
    with_findings = (report for report in map(with_crashes, run.documents) if report.findings)
    for path, reports in groupby(with_findings, key=lambda report: report.path):
        yield f"<file{attributes(name=path)}>\n"
        for report in reports:
            yield "".join(_error(report, *found) for found in marked_texts(report))
        yield "</file>\n"
    yield "</checkstyle>\n"


def _error(report: FileReport, finding: Finding, marked: str) -> str:
    place = in_file(report, finding)
    where: dict[str, str | int] = {"line": place.line}
    if place.column is not None:
        where["column"] = place.column
    source = f"scrapelint.{finding.category}.{finding.rule}"
    return f"<error{attributes(**where, severity=finding.severity, message=told(report, finding, marked), source=source)}/>\n"
