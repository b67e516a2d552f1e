"""
A summary in Markdown: for the page of a GitHub Actions run, a merge request or a wiki.

The verdict, the rules, the sites and the worst documents as tables, then all findings, the worst first, until the
report has 1,000,000 bytes: GitHub refuses a summary of more than 1 MiB as a whole. What was left out is said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..checks import visible
from ._places import RANK, cut, in_file, told, worst_first
from ._words import counts, gate, name, plural, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..checks import FileReport, Finding, ReportOptions, RunReport

EXCERPTS = True

MAX_RULES, MAX_SITES, MAX_DOCUMENTS = 200, 20, 10

# Room for the note on what was left out.
_NOTE_BYTES = 400

# What Markdown, and what GitHub and GitLab make of it, leaves as it is, in the middle of a line. Everything else may be
# a link, a picture, a mention, an issue, a formula, a face or a table.
_PLAIN = re.compile(r"(?!.*(?:\bwww\.|\bgh-\d))(?:[^\W_]|[ ,;.!?()'%/…–—“”‘’-]|:(?= |$))*", re.IGNORECASE)
_ASCII_SIGN = re.compile(r"[!-/:-@\[-`{-~]")


def cell(text: str) -> str:
    """
    Scraped text in a table: as it is where it says nothing to Markdown, else as code, every sign of it a character
    reference.

    >>> cell("3 of 5 lines, 60 %"), cell("a|<b>")
    ('3 of 5 lines, 60 %', '<code>a&#124;&#60;b&#62;</code>')
    """
    shown = visible(cut(text))
    if _PLAIN.fullmatch(shown):
        return shown
    return f"<code>{_ASCII_SIGN.sub(lambda sign: f'&#{ord(sign[0])};', shown)}</code>"


def render(run: RunReport, options: ReportOptions) -> Iterator[str]:
    """The report in pieces; nothing is written after the room is used up but a note."""
    room = options.max_bytes - _NOTE_BYTES
    for piece in _head(run, options):
        room -= len(piece.encode("utf-8", "backslashreplace"))
        if room < 0:
            yield "\n… the rest did not fit here.\n"
            return
        yield piece
    found = [] if options.quiet else worst_first(run.documents)
    yield from _findings(found, room)


def _head(run: RunReport, options: ReportOptions) -> Iterator[str]:
    summary = run.summary
    yield f"## scrapelint: {verdict(summary)}\n\n"
    yield f"{plural(summary.documents, 'document')}, {counts(summary.findings)}, mean score {summary.mean_score:.1f}. "
    yield f"What fails a document: {gate(options)}.\n"
    crashes = sorted({crash.rule for report in run.documents for crash in report.crashes})
    if crashes:
        yield f"\nCrashed, see the log: {', '.join(map(cell, crashes))}\n"
    if options.quiet:
        return
    yield from _rules(run)
    yield from _sites(run.documents)
    worst = sorted(run.documents, key=lambda report: (report.passed, report.score.score, report.path, report.record or 0))
    rows = [
        (f"{report.score.score:.1f}", "passed" if report.passed else "failed", cell(name(report)), cell(report.title[:120]))
        for report in worst[:MAX_DOCUMENTS]
        if report.findings or not report.passed
    ]
    yield from _table("Worst documents", ("score:", "gate", "document", "title"), rows)


def _rules(run: RunReport) -> Iterator[str]:
    severities: dict[str, str] = {}
    documents: dict[str, int] = {}
    for report in run.documents:
        for rule, severity in sorted({(finding.rule, finding.severity) for finding in report.findings}):
            severities[rule] = max(severity, severities.get(rule, severity), key=RANK.__getitem__)
        for rule in {finding.rule for finding in report.findings}:
            documents[rule] = documents.get(rule, 0) + 1
    order = sorted(run.summary.rules.items(), key=lambda item: (-RANK.get(severities.get(item[0], ""), 0), -item[1], item[0]))
    rows = [(cell(rule), severities.get(rule, ""), f"{count:,}", f"{documents.get(rule, 0):,}") for rule, count in order]
    yield from _table("Rules", ("rule", "severity", "findings:", "documents:"), rows, MAX_RULES)


def _sites(reports: Sequence[FileReport]) -> Iterator[str]:
    sites: dict[str, list[FileReport]] = {}
    for report in reports:
        if report.site:
            sites.setdefault(report.site, []).append(report)
    mean = {site: sum(report.score.score for report in mine) / len(mine) for site, mine in sites.items()}
    rows = [
        (
            cell(site),
            f"{len(sites[site]):,}",
            f"{sum(not report.passed for report in sites[site]):,}",
            f"{sum(len(report.findings) for report in sites[site]):,}",
            f"{mean[site]:.1f}",
        )
        for site in sorted(sites, key=lambda site: (round(mean[site], 6), site))
    ]
    yield from _table("Sites", ("site", "documents:", "failed:", "findings:", "mean score:"), rows, MAX_SITES)


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], limit: int = 1000) -> Iterator[str]:
    """A table under a headline; columns whose name ends with a colon stand to the right."""
    if not rows:
        return
    yield f"\n### {title}\n\n{_row(column.rstrip(':') for column in columns)}"
    yield _row("--:" if column.endswith(":") else "---" for column in columns)
    yield "".join(_row(row) for row in rows[:limit])
    if len(rows) > limit:
        yield f"\n… and {len(rows) - limit:,} more.\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _findings(found: Sequence[tuple[FileReport, Finding, str]], room: int) -> Iterator[str]:
    if not found:
        return
    head = f"\n### Findings\n\n{_row(('severity', 'place', 'rule', 'finding'))}{_row(['---'] * 4)}"
    room -= len(head)
    if room > 0:
        yield head
    for number, (report, finding, marked) in enumerate(found):
        place = in_file(report, finding)
        column = f":{place.column}" if place.column else ""
        where = f"{report.path}:{place.line}{column}"
        row = _row((finding.severity, cell(where), cell(finding.rule), cell(told(report, finding, marked))))
        room -= len(row.encode("utf-8", "backslashreplace"))
        if room < 0:
            yield f"\n… and {plural(len(found) - number, 'more finding')}, which did not fit here.\n"
            return
        yield row
