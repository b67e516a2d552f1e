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
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from .findings import ENGINE, FileReport, Summary
from .rule import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

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


class Tally:
    """The numbers of a run, document by document, so that reports which were written need not be kept."""

    def __init__(self) -> None:
        self.documents = self.failed = 0
        self._severities = {"error": 0, "warning": 0, "info": 0}
        self._rules: dict[str, int] = {}
        self._crashed: dict[str, int] = {}
        self._scores = array("d")

    def add(self, report: FileReport) -> None:
        """Count one document."""
        self.documents += 1
        self.failed += not report.passed
        self._scores.append(report.score.score)
        for finding in report.findings:
            self._severities[finding.severity] += 1
            self._rules[finding.rule] = self._rules.get(finding.rule, 0) + 1
        for crash in report.crashes:
            if crash.rule != ENGINE:
                self._crashed[crash.rule] = self._crashed.get(crash.rule, 0) + 1

    def summary(self) -> Summary:
        """The run so far; it passed if every document did."""
        # Added up as exactly as can be: the order of the documents does not change the mean.
        mean = math.fsum(self._scores) / self.documents if self.documents else 100.0
        rules = dict(sorted(self._rules.items(), key=lambda item: (-item[1], item[0])))
        crashed = dict(sorted(self._crashed.items()))
        return Summary(self.documents, self.failed, self.failed == 0, dict(self._severities), round(mean, 1), rules, crashed)


def summarise(reports: Iterable[FileReport]) -> Summary:
    """A run in numbers."""
    tally = Tally()
    for report in reports:
        tally.add(report)
    return tally.summary()
