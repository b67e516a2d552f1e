"""
GitLab code quality: the findings in the widget of a merge request.

An array with an issue for each finding, and for each rule that crashed on a document. Fingerprints do not depend on
lines, so that a feed that was fetched again has new issues only where there is something new. Paths count from the root
of the repository.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._places import fingerprints, in_file, marked_texts, repository_path, sameness, told, with_crashes
from .json import encode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..checks import FileReport, Finding, ReportOptions, RunReport

EXCERPTS = True

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(run: RunReport, options: ReportOptions) -> Iterator[str]:
    """The report in pieces: one issue a line."""
    found = [(report, finding, marked) for report in map(with_crashes, run.documents) for finding, marked in marked_texts(report)]
    separator = "["
    for item, fingerprint in zip(found, fingerprints(sameness(*item, options) for item in found), strict=True):
        yield separator + encode(_issue(*item, fingerprint, options))
        separator = ",\n"
    yield "]\n" if found else "[]\n"


def _issue(report: FileReport, finding: Finding, marked: str, fingerprint: str, options: ReportOptions) -> dict[str, Any]:
    place = in_file(report, finding)
    lines = {"begin": place.line, "end": place.end_line or place.line}
    return {
        "description": told(report, finding, marked),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "categories": ["Style" if finding.severity == "info" else "Bug Risk"],
        "location": {"path": repository_path(report.path, options), "lines": lines},
    }
