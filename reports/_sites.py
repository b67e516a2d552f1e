"""What a run found on each site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..checks import FileReport


@dataclass
class SiteTally:
    """The documents of one site: how many there are, how many failed, their findings, and the sum of their scores."""

    documents: int = 0
    failed: int = 0
    findings: int = 0
    scores: float = 0.0

    @property
    def mean(self) -> float:
        """The mean score, 0 to 100."""
        return self.scores / self.documents


def by_site(reports: Iterable[FileReport]) -> dict[str, SiteTally]:
    """The sites by their names, in the order of the reports; an empty name stands for none. Raw."""
    sites: dict[str, SiteTally] = {}
    for report in reports:
        site = sites.setdefault(report.site or "", SiteTally())
        site.documents += 1
        site.failed += not report.passed
        site.findings += len(report.findings)
        site.scores += report.score.score
    return sites
