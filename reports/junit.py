"""
JUnit XML, for the test pages of GitLab, Jenkins, CircleCI and Azure.

A test case for each text file; for a feed one for each site in it. A case fails if one of its documents fails; its
message counts, its text has the findings, the worst first. Documents that could not be read, or on which a rule
crashed, are errors of the test, not failures. Findings that do not fail a case are its output. There are no times: the
same run is the same report.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from ..checks import visible
from ._places import crash_message, cut, in_file, told, unnamed_crashes, worst_first
from ._words import counts, plural
from ._xml import attributes, xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..checks import FileReport, ReportOptions, RuleCrash, RunReport

EXCERPTS = True

MAX_FINDINGS = 50

# Where a text or a record could not be had, there was nothing to test.
_UNREAD = {"binary-file", "engine", "missing-path", "oversized-input", "unreadable-file"}


def render(run: RunReport, _options: ReportOptions) -> Iterator[str]:
    """The report in pieces, one for each suite."""
    suites: dict[str, dict[tuple[str, str], list[FileReport]]] = {}
    for report in run.documents:
        if report.record is None:
            suite, case = posixpath.dirname(report.path) or ".", ("", report.path)
        else:
            suite, case = report.path, ("site", report.site) if report.site else ("none", "(no site)")
        suites.setdefault(suite, {}).setdefault(case, []).append(report)
    cases = [(suite, [_case(suite, name, reports) for (_, name), reports in mine.items()]) for suite, mine in suites.items()]
    every = [case for _, mine in cases for case in mine]
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites{attributes(name="scrapelint")}{_counts(every)}>\n'
    for suite, mine in cases:
        skipped = attributes(skipped=0)
        yield f"<testsuite{attributes(name=suite)}{_counts(mine)}{skipped}>\n{''.join(text for _, text in mine)}</testsuite>\n"
    yield "</testsuites>\n"


def _counts(cases: Sequence[tuple[str, str]]) -> str:
    kinds = [kind for kind, _ in cases]
    return attributes(tests=len(cases), failures=kinds.count("failure"), errors=kinds.count("error"), time=0)


def _case(suite: str, name: str, reports: Sequence[FileReport]) -> tuple[str, str]:
    """What a test case came to, and its element."""
    failed = [report for report in reports if not report.passed]
    unread = [
        report
        for report in reports
        if report.crashes or (not report.passed and any(finding.rule in _UNREAD for finding in report.findings))
    ]
    kind = "error" if unread else "failure" if failed else ""
    found = {"error": 0, "warning": 0, "info": 0}
    for report in reports:
        for finding in report.findings:
            found[finding.severity] += 1
    inner = ""
    if kind:
        message = counts(found)
        if reports[0].record is None:
            message += f", score {reports[0].score.score:.1f}"
        else:
            message = f"{len(failed):,} of {plural(len(reports), 'record')} failed: {message}"
        crashed = {crash.rule for report in reports for crash in unnamed_crashes(report)}
        if crashed:
            message += f"; {plural(len(crashed), 'rule')} crashed"
        what = (unread or failed)[0]
        rule = what.crashes[0].rule if what.crashes else next((finding.rule for finding in what.findings), "score")
        inner = f"<{kind}{attributes(type=rule, message=message)}>{xml_lines(_lines(reports))}</{kind}>\n"
    elif any(found.values()):
        inner = f"<system-out>{xml_lines(_lines(reports))}</system-out>\n"
    head = attributes(classname=suite, name=cut(name), time=0)
    return kind, f"<testcase{head}>\n{inner}</testcase>\n" if inner else f"<testcase{head}/>\n"


def xml_lines(lines: Sequence[str]) -> str:
    """Lines of raw text as the text of an element."""
    return "".join(f"\n{xml(line)}" for line in lines) + "\n"


def _lines(reports: Sequence[FileReport]) -> list[str]:
    """The findings of a case, one a line, the worst first, as far as a page of tests has room for them."""
    crashes: dict[str, list[RuleCrash]] = {}
    for report in reports:
        for crash in unnamed_crashes(report):
            crashes.setdefault(crash.rule, []).append(crash)
    lines = []
    for rule, mine in sorted(crashes.items()):
        more = f" (and on {plural(len(mine) - 1, 'more document')})" if len(mine) > 1 else ""
        lines.append(f"error {rule}: {crash_message(mine[0])}{more}")
    found = worst_first(reports)
    for report, finding, marked in found[:MAX_FINDINGS]:
        place = in_file(report, finding)
        column = f":{place.column}" if place.column else ""
        what = told(report, finding, marked)
        lines.append(f"{finding.severity} {finding.rule}: {visible(report.path)}:{place.line}{column}: {what}")
    if len(found) > MAX_FINDINGS:
        lines.append(f"and {plural(len(found) - MAX_FINDINGS, 'more finding')}")
    return lines
