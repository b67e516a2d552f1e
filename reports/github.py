"""
Workflow commands for GitHub Actions: annotations at the lines of files.

GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest without a word; so the ten of each
kind that are most worth a look are written, the first of each rule before the second of any, and the tenth notice says
how many more there are. A rule that crashed is an error too, before all others. On standard output of a step the command
also appends the Markdown report, with all findings, to the summary of the step. Paths count from the root of the
repository.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..checks import visible, without_orders
from ._places import cut, in_file, repository_path, told, unnamed_crashes, worst_first
from ._words import counts, plural, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..checks import ReportOptions, RuleCrash, RunReport

EXCERPTS = True

_KINDS = {"error": "error", "warning": "warning", "info": "notice"}

# One notice is left for the findings that are not shown.
_SHOWN = {"error": 10, "warning": 10, "info": 9}


def message(text: str) -> str:
    r"""
    Text as the message of a command.

    >>> message("100 %\n::error::")
    '100 %25\\n::error::'
    """
    return visible(text).replace("%", "%25").replace("##", "#%23")


def value(text: str) -> str:
    """
    Text as the value of a property of a command.

    >>> value("a:b,c%3A.txt")
    'a%3Ab%2Cc%253A.txt'
    """
    return message(text).replace(":", "%3A").replace(",", "%2C")


def command(kind: str, text: str, properties: Mapping[str, str | int]) -> str:
    """One command, which is one line."""
    given = ",".join(f"{name}={value(str(what))}" for name, what in properties.items())
    return f"::{kind}{' ' if given else ''}{given}::{message(text)}\n"


def render(run: RunReport, options: ReportOptions) -> Iterator[str]:
    """The commands, then the run in one sentence."""
    room = dict(_SHOWN)
    for rule, crashes in _crashes(run).items():
        first = crashes[0]
        where = first.path if first.record is None else f"{first.path}#{first.record}"
        more = f" (and on {plural(len(crashes) - 1, 'more document')})" if len(crashes) > 1 else ""
        text = f"rule {rule} crashed on {where}{more}: {cut(first.error)}; the other rules' results are reported"
        yield command("error", text, {"title": "scrapelint"})
        room["error"] = max(0, room["error"] - 1)  # what is written beyond the ten would not be shown
    left = {"error": 0, "warning": 0, "info": 0}
    for report, finding, marked in worst_first(run.documents):
        if options.quiet or not room[finding.severity]:
            left[finding.severity] += 1
            continue
        room[finding.severity] -= 1
        place = in_file(report, finding)
        properties: dict[str, str | int] = {"file": repository_path(report.path, options), "line": place.line}
        if place.end_line is not None and place.column is not None and place.end_column is not None:
            # GitHub shows columns only within a line, and its last column is part of the place.
            if place.end_line == place.line:
                properties |= {"endLine": place.line, "col": place.column}
                properties["endColumn"] = max(place.column, place.end_column - 1)
            else:
                properties["endLine"] = place.end_line
        properties["title"] = f"scrapelint: {finding.rule}"
        yield command(_KINDS[finding.severity], told(report, finding, marked), properties)
    if any(left.values()) and not options.quiet:
        yield command("notice", f"and {counts(left)} more: GitHub shows ten of a kind for each step", {"title": "scrapelint"})
    yield without_orders(f"{sentence(run.summary)}\n")


def _crashes(run: RunReport) -> dict[str, list[RuleCrash]]:
    """The rules that crashed, by name, each with its crashes."""
    by_rule: dict[str, list[RuleCrash]] = {}
    for report in run.documents:
        for crash in unnamed_crashes(report):
            by_rule.setdefault(crash.rule, []).append(crash)
    return dict(sorted(by_rule.items()))
