"""
Findings and scores → verdict and exit status.

| status | meaning |
|---|---|
| 0 | the gate passed |
| 1 | the gate failed |
| 2 | the command was used wrongly, a setting is wrong, or nothing was there to check |
| 3 | the tool itself is at fault: a rule, a plugin or a worker crashed; the other results are reported all the same |
| 130 | the run was interrupted |
| 141 | whoever read the output stopped reading (broken pipe) |

Of several from 0 to 3, the highest counts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from .findings import FileReport, Summary, count_findings
from .rule import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

FailOn: TypeAlias = Literal["error", "warning", "info", "never"]

PASSED, FAILED, USAGE, INTERNAL = 0, 1, 2, 3


@dataclass(frozen=True)
class Gate:
    """When a document fails: by the severity of a finding, by its score (0 = off), or by either."""

    fail_on: FailOn = "error"
    min_score: float = 0.0

    def passes(self, report: FileReport) -> bool:
        """Whether a document passes."""
        if report.score.score < self.min_score:
            return False
        if self.fail_on == "never":
            return True
        limit = Severity(self.fail_on).rank
        return all(Severity(finding.severity).rank < limit for finding in report.findings)


def summarise(reports: Sequence[FileReport]) -> Summary:
    """A run in numbers; it passed if every document did."""
    severities, rules = count_findings(reports)
    failed = sum(not report.passed for report in reports)
    mean = math.fsum(report.score.score for report in reports) / len(reports) if reports else 100.0
    return Summary(len(reports), failed, failed == 0, severities, round(mean, 1), rules)
