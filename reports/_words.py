"""What several formats say in the same words: counts, and the run in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..checks import FileReport, ReportOptions, Summary


def plural(count: int, word: str) -> str:
    """
    A count with its word.

    >>> plural(1, "error"), plural(1200, "error"), plural(2, "info")
    ('1 error', '1,200 errors', '2 info')
    """
    return f"{count:,} {word}" if count == 1 or word == "info" else f"{count:,} {word}s"


def counts(findings: Mapping[str, int]) -> str:
    """Findings by severity, those that there are."""
    return ", ".join(plural(count, severity) for severity, count in findings.items() if count) or "no findings"


def verdict(summary: Summary) -> str:
    """Whether the gate passed, and if not why not; and how many rules crashed, without which it says less."""
    crashed = f"{plural(len(summary.crashed), 'rule')} crashed" if summary.crashed else ""
    if summary.passed:
        return f"gate passed, but {crashed}" if crashed else "gate passed"
    failed = f"gate failed: {summary.failed:,} of {plural(summary.documents, 'document')}"
    return f"{failed}; {crashed}" if crashed else failed


def crashed_on(rule: str, documents: int) -> str:
    """A rule that crashed, and on how many documents. Raw."""
    return f"rule {rule} crashed on {plural(documents, 'document')}; the other rules' results are reported"


def gate(options: ReportOptions) -> str:
    """What fails a document."""
    parts = [] if options.fail_on == "never" else [f"findings of severity {options.fail_on} or worse"]
    if options.fail_on == "error":
        parts = ["findings of severity error"]
    if options.min_score:
        parts.append(f"a score below {options.min_score:g}")
    return " or ".join(parts) or "nothing"


def sentence(summary: Summary) -> str:
    """The run in one sentence."""
    return (
        f"{plural(summary.documents, 'document')}, {counts(summary.findings)}, "
        f"mean score {summary.mean_score:.1f}: {verdict(summary)}"
    )


def name(report: FileReport) -> str:
    """A document as people call it. Raw."""
    return report.path if report.record is None else f"{report.path}#{report.record}"
