"""
For people at a terminal: each document with its findings, then the run in numbers.

Scraped text is shown with everything in it that could steer a terminal written out. Without colour nothing is
lost: what is underlined in colour has carets under it, and severities are words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text

from ..checks import Excerpt, FileReport, Finding, ReportOptions, RunReport, Severity, visible
from ._look import (
    SEVERITY_STYLES,
    clip,
    clip_path,
    draw,
    draw_pieces,
    fit_pieces,
    hanging,
    headline,
    joined,
    safe,
    score_bar,
    share_bar,
    show_pieces,
    verdict,
)
from ._sites import by_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

EXCERPTS = True

# How much is shown before the reader is sent to the JSON report.
MAX_DETAILED = 20
MAX_FINDINGS = 25
MAX_FINDINGS_IN_ALL = 200
MAX_RUN = 5
MAX_PLACES = 24
MAX_CLEAN = 10
MAX_WORST = 10
MAX_RULES = 10
MAX_SITES = 50

_RANK = {severity.value: severity.rank for severity in Severity}

# The engine's excerpts are cut to so many characters.
_EXCERPT_CHARS = 120


def render(run: RunReport, options: ReportOptions) -> Iterator[str]:
    """The report in pieces, one for each document and each table."""
    for block in blocks(run, options):
        yield draw(block, options)


def blocks(run: RunReport, options: ReportOptions) -> Iterator[list[RenderableType]]:
    """What is shown, block by block, before it becomes text or a picture."""
    if not options.quiet:
        yield from _documents(run.documents, options)
        yield from _tables(run, options)
    yield [*_totals(run, options)]


# Documents


def _documents(reports: Sequence[FileReport], options: ReportOptions) -> Iterator[list[RenderableType]]:
    shown = [report for report in reports if report.findings or not report.passed or report.crashes]
    detailed = shown
    if len(shown) > MAX_DETAILED:
        failed_first = sorted(shown, key=lambda report: (report.passed, *_badness(report)))
        worst = {id(report) for report in failed_first[:MAX_DETAILED]}
        detailed = [report for report in shown if id(report) in worst]
    limit = max(3, min(MAX_FINDINGS, MAX_FINDINGS_IN_ALL // max(1, len(detailed))))
    for report in detailed:
        yield [*_document(report, limit, options), Text()]
    if len(shown) > len(detailed):
        note = (
            f"… only the {len(detailed)} worst of {len(shown):,} documents with findings are shown in detail (all: --format json)"
        )
        yield [*hanging(Text(), Text(note, "dim"), 2, options.width), Text()]
    clean = [report for report in reports if not report.findings and report.passed and not report.crashes]
    if clean and len(reports) <= MAX_CLEAN:
        yield [*(_one_line(report, options) for report in clean), Text()]


def _badness(report: FileReport) -> tuple[object, ...]:
    """A sort key: the worst first, and always in the same order."""
    return (report.score.score, -len(report.findings), report.path, report.record or 0)


def _name(report: FileReport) -> str:
    return visible(report.path) + (f"#{report.record}" if report.record is not None else "")


def _one_line(report: FileReport, options: ReportOptions) -> Text:
    """A document as one line: verdict, score, name and title."""
    line = Text.assemble(verdict(report.passed, options), score_bar(report.score.score), "  ")
    room = options.width - line.cell_len
    line.append(clip_path(_name(report), max(10, room)), "bold")
    room = options.width - line.cell_len - 2
    if report.title and room > 10:
        line.append("  " + clip(safe(report.title), room), "dim")
    return line


def _document(report: FileReport, limit: int, options: ReportOptions) -> Iterator[Text]:
    """A document in detail: its head, then its findings."""
    badge = verdict(report.passed, options)
    indent = badge.cell_len
    name = clip_path(_name(report), 3 * options.width)
    yield from hanging(badge, Text(name, "bold"), indent, options.width)
    if report.title:
        yield Text.assemble(" " * indent, (clip(safe(report.title), options.width - indent), "italic"))
    score = report.score
    sides = Text(f"  clean {score.cleanliness:.1f} · complete {score.completeness:.1f}", "dim")
    yield from hanging(Text.assemble(" " * indent, score_bar(score.score)), sides, indent, options.width)
    for crash in report.crashes:
        crashed = Text(f"rule {safe(crash.rule)} crashed; see standard error", "red")
        yield from hanging(Text(" " * indent), crashed, indent, options.width)
    if report.findings:
        yield Text()
        yield from _findings(report, limit, options)


@dataclass(frozen=True)
class _Entry:
    """Findings that are shown as one: of one rule, on one line, with what is shown of that line."""

    findings: tuple[Finding, ...]
    excerpt: Excerpt | None
    # The rest of a long run of one rule, of which only the places are shown.
    more: tuple[_Entry, ...] = ()

    @property
    def first(self) -> Finding:
        return self.findings[0]

    @property
    def count(self) -> int:
        return len(self.findings) + sum(len(entry.findings) for entry in self.more)

    @property
    def marks(self) -> tuple[object, ...]:
        """What is marked: entries of which this is equal need one excerpt only."""
        return (self.first.field, *((finding.start, finding.end) for finding in self.findings))

    @property
    def place(self) -> str:
        finding = self.first
        place = f"{finding.line}:{finding.column}"
        empty = finding.start == finding.end == 0
        if finding.field != "text":
            name = safe(finding.field, 20)
            return name if empty else f"{name} {place}"
        return "–" if empty and finding.line == 1 else place


def _entries(report: FileReport) -> list[_Entry]:
    """The findings of a document as they are shown, in their order."""
    excerpts = report.excerpts if len(report.excerpts) == len(report.findings) else ()
    entries = []
    done = 0
    for _, group in groupby(report.findings, key=lambda finding: (finding.rule, finding.field, finding.line)):
        findings = tuple(group)
        entries.append(_Entry(findings, excerpts[done] if excerpts else None))
        done += len(findings)
    return [*_fold_runs(entries)]


def _fold_runs(entries: list[_Entry]) -> Iterator[_Entry]:
    """The entries; of a long run of one rule the first ones, the last of which holds the rest."""
    for _, group in groupby(entries, key=lambda entry: (entry.first.rule, entry.first.field)):
        run = list(group)
        if len(run) > MAX_RUN:
            keep = MAX_RUN - 2
            run = [*run[: keep - 1], replace(run[keep - 1], more=tuple(run[keep:]))]
        yield from run


def _choose(entries: list[_Entry], limit: int) -> list[_Entry]:
    """At most `limit` entries, in their order: one of every rule, errors first, then a second of each."""
    if len(entries) <= limit:
        return entries
    seen: dict[str, int] = {}
    ranked = []
    for place, entry in enumerate(entries):
        turn = seen[entry.first.rule] = seen.get(entry.first.rule, 0) + 1
        ranked.append((turn, -_RANK[entry.first.severity], place))
    return [entries[place] for place in sorted(place for _, _, place in sorted(ranked)[:limit])]


def _findings(report: FileReport, limit: int, options: ReportOptions) -> Iterator[Text]:
    entries = _entries(report)
    chosen = _choose(entries, limit)
    column = max(4, *(len(entry.place) for entry in chosen))
    hinted: set[str] = set()
    for number, entry in enumerate(chosen):
        yield from _message(entry, column, options)
        following = chosen[number + 1] if number + 1 < len(chosen) else None
        if following is None or entry.more or following.marks != entry.marks:
            yield from _excerpt(entry, column, options)
        if entry.more:
            yield from _places(entry, column, options)
        hint = entry.first.hint
        if hint and entry.first.rule not in hinted:
            hinted.add(entry.first.rule)
            yield from hanging(Text(" " * (column + 4)), Text(f"→ {safe(hint)}", "dim"), column + 6, options.width)
    if len(chosen) < len(entries):
        yield from _rest(entries, chosen, column, options)


def _message(entry: _Entry, column: int, options: ReportOptions) -> list[Text]:
    finding = entry.first
    times = f" ×{len(entry.findings)}" if len(entry.findings) > 1 else ""
    first = Text.assemble(
        (f"  {entry.place:>{column}}  ", "bright_black"),
        (f"{finding.severity:<7}  ", SEVERITY_STYLES[finding.severity]),
    )
    body = Text.assemble((safe(finding.rule), "bold"), (times, "bold"), "  ", safe(finding.message))
    return hanging(first, body, column + 13, options.width)


def _excerpt(entry: _Entry, column: int, options: ReportOptions) -> Iterator[Text]:
    """The line in which the findings stand, as much as fits, with all of them marked."""
    finding, excerpt = entry.first, entry.excerpt
    if excerpt is None or finding.start == finding.end:
        return
    before, own = excerpt.before[-_EXCERPT_CHARS:], excerpt.marked[:_EXCERPT_CHARS]
    after = excerpt.after[:_EXCERPT_CHARS] if len(own) == len(excerpt.marked) else ""
    text = before + (own or "\n") + after
    start = finding.start - len(before)
    marks = [(len(before), len(before) + max(1, len(own)))]
    marks += [(other.start - start, max(other.end, other.start + 1) - start) for other in entry.findings[1:]]
    gutter = " " * (column + 4) + "│ "
    lines = finding.end_line - finding.line - (finding.end_column == 1)
    tail = f" ↵ +{lines:,} line{'s' if lines > 1 else ''}" if lines > 0 else ""
    pieces = fit_pieces(
        show_pieces(text, marks),
        options.width - len(gutter) - len(tail),
        more_before=finding.column - 1 > len(before),
        more_after=len(text) >= _EXCERPT_CHARS,
    )
    line, *carets = draw_pieces(pieces, SEVERITY_STYLES[finding.severity], options)
    yield Text.assemble((gutter, "bright_black"), line, (tail, "dim"))
    for below in carets:
        yield Text.assemble((gutter, "bright_black"), below)


def _places(entry: _Entry, column: int, options: ReportOptions) -> list[Text]:
    """Where the rest of a run is."""
    places = [other.place for other in entry.more[:MAX_PLACES]]
    if len(entry.more) > MAX_PLACES:
        places.append("…")
    count = entry.count - len(entry.findings)
    note = f"… {count:,} more of {safe(entry.first.rule)}: {', '.join(places)}"
    return hanging(Text(" " * (column + 4)), Text(note, "dim"), column + 6, options.width)


def _rest(entries: list[_Entry], chosen: list[_Entry], column: int, options: ReportOptions) -> list[Text]:
    """What was left out, by rule."""
    left: dict[str, int] = {}
    for entry in entries:
        left[entry.first.rule] = left.get(entry.first.rule, 0) + entry.count
    for entry in chosen:
        left[entry.first.rule] -= entry.count
    rules = sorted((rule for rule, count in left.items() if count), key=lambda rule: (-left[rule], rule))
    listed = ", ".join(f"{safe(rule)} ×{left[rule]}" for rule in rules[:6])
    others = f", {len(rules) - 6} more rules" if len(rules) > 6 else ""
    note = f"… and {sum(left.values()):,} more (all: --format json): {listed}{others}"
    return hanging(Text(" " * (column + 4)), Text(note, "dim"), column + 6, options.width)


# The run


def _tables(run: RunReport, options: ReportOptions) -> Iterator[list[RenderableType]]:
    if run.summary.rules:
        yield [*_by_rule(run, options), Text()]
    if options.statistics:
        yield [*_by_site(run.documents, options), Text()]
        yield [*_by_score(run.documents, options), Text()]
    bad = [report for report in run.documents if report.findings]
    if len(bad) > 1:
        worst = sorted(bad, key=_badness)[:MAX_WORST]
        yield [headline("worst documents"), *(_one_line(report, options) for report in worst), Text()]


def _table(*columns: str) -> Table:
    """A table without lines; columns are left-aligned, those whose name begins with `>` to the right."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bright_black")
    for column in columns:
        right = column.startswith(">")
        table.add_column(column.lstrip(">"), justify="right" if right else "left", no_wrap=True, overflow="ellipsis")
    return table


def _by_rule(run: RunReport, options: ReportOptions) -> Iterator[RenderableType]:
    severities: dict[str, str] = {}
    documents: dict[str, int] = {}
    for report in run.documents:
        # A rule may have another severity for one path than for the rest: the worst is shown.
        for rule, severity in sorted({(finding.rule, finding.severity) for finding in report.findings}):
            documents[rule] = documents.get(rule, 0) + 1
            severities[rule] = max(severity, severities.get(rule, severity), key=_RANK.__getitem__)
    counts = run.summary.rules
    rules = sorted(counts, key=lambda rule: (-counts[rule], rule))
    shown = rules if options.statistics else rules[:MAX_RULES]
    room = options.width - 2 - 2 - 40 - max(len(rule) for rule in shown)
    table = _table("rule", "severity", ">findings", ">documents", "")
    for rule in shown:
        severity = severities.get(rule, "info")
        style = SEVERITY_STYLES[severity]
        table.add_row(
            Text(safe(rule)),
            Text(severity, style),
            Text(f"{counts[rule]:,}"),
            Text(f"{documents.get(rule, 0):,}"),
            share_bar(counts[rule], max(counts.values()), min(24, room), style) if room >= 6 else Text(),
        )
    yield headline("rules")
    yield Padding(table, (0, 0, 0, 2))
    if len(shown) < len(rules):
        left = sum(counts[rule] for rule in rules[len(shown) :])
        yield Text(f"  … and {len(rules) - len(shown)} more rules, {left:,} findings (all: --statistics)", "dim")


def _by_site(reports: Iterable[FileReport], options: ReportOptions) -> Iterator[RenderableType]:
    sites = by_site(reports)
    order = sorted(sites, key=lambda name: (sites[name].mean, -sites[name].documents, name))
    table = _table("site", ">documents", ">failed", ">findings", "mean score")
    for name in order[:MAX_SITES]:
        site = sites[name]
        table.add_row(
            Text(clip(safe(name), max(10, options.width - 58))) if name else Text("(none)", "dim"),
            Text(f"{site.documents:,}"),
            Text(f"{site.failed:,}", "red" if site.failed else ""),
            Text(f"{site.findings:,}"),
            score_bar(site.mean),
        )
    yield headline("sites")
    yield Padding(table, (0, 0, 0, 2))
    if len(order) > MAX_SITES:
        yield Text(f"  … and {len(order) - MAX_SITES:,} better sites (all: --format json)", "dim")


def _by_score(reports: Iterable[FileReport], options: ReportOptions) -> Iterator[RenderableType]:
    """How the scores are spread, in tens; 100, for nothing found, apart."""
    counts = [0] * 11
    for report in reports:
        counts[int(report.score.score // 10)] += 1
    table = _table(">score", ">documents", "")
    for tens in range(10, -1, -1):
        style = "green" if tens >= 9 else "yellow" if tens >= 7 else "red"
        table.add_row(
            Text("100" if tens == 10 else f"{10 * tens}–{10 * tens + 9}"),
            Text(f"{counts[tens]:,}", "" if counts[tens] else "dim"),
            share_bar(counts[tens], max(counts), min(40, max(5, options.width - 30)), style),
        )
    yield headline("scores")
    yield Padding(table, (0, 0, 0, 2))


def _totals(run: RunReport, options: ReportOptions) -> Iterator[RenderableType]:
    """The last lines: the run in one sentence, and the verdict."""
    summary = run.summary
    clean = sum(not report.findings for report in run.documents)
    parts = [Text(_count(summary.documents, "document"), "bold")]
    if clean:
        parts.append(Text(f"{clean:,} without findings"))
    for severity, word in (("error", "error"), ("warning", "warning"), ("info", "info")):
        count = summary.findings.get(severity, 0)
        parts.append(Text(_count(count, word), SEVERITY_STYLES[severity] if count else "dim"))
    parts.append(Text(f"mean score {summary.mean_score:.1f}"))
    if not options.quiet:
        yield Line(style="bright_black")
    yield from joined(parts, options.width)
    fixes = _fixes(run)
    if fixes:
        yield from hanging(Text(), Text(fixes, "dim"), 0, options.width)
    if summary.crashed:
        crashed = f"{_count(len(summary.crashed), 'rule')} crashed; see standard error: {', '.join(map(safe, summary.crashed))}"
        yield from hanging(Text(), Text(crashed, "bold red"), 0, options.width)
    yield from hanging(Text(), _gate(run, options), 0, options.width)


def _fixes(run: RunReport) -> str:
    """How much `scrapelint fix` could do in the documents that it changes, or an empty text."""
    fixes = [finding.fix for report in run.documents if _is_changed_by_fix(report.path) for finding in report.findings]
    safe, unsafe = fixes.count("safe"), fixes.count("unsafe")
    if not safe and not unsafe:
        return ""
    if not safe:
        return f"{_count(unsafe, 'finding')} can be fixed with scrapelint fix --unsafe"
    return f"{_count(safe, 'finding')} can be fixed (scrapelint fix)" + (f", {unsafe:,} more with --unsafe" if unsafe else "")


def _is_changed_by_fix(path: str) -> bool:
    return path != "<stdin>" and not path.lower().removesuffix(".gz").endswith(".json")


def _count(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 or word == "info" else f"{count:,} {word}s"


def _gate(run: RunReport, options: ReportOptions) -> Text:
    summary = run.summary
    if summary.passed:
        failed = f": {_count(summary.failed, 'document')} failed, which is allowed" if summary.failed else ""
        return Text.assemble(("gate passed", "bold green"), failed)
    reasons = []
    if options.fail_on in SEVERITY_STYLES:
        limit = _RANK[options.fail_on]
        failing = sum(
            any(_RANK[finding.severity] >= limit for finding in report.findings) for report in run.documents if not report.passed
        )
        worse = "" if options.fail_on == "error" else " or worse"
        if failing:
            reasons.append((failing, f"findings of severity {options.fail_on}{worse}"))
    low = sum(not report.passed and report.score.score < options.min_score for report in run.documents)
    if low:
        reasons.append((low, f"a score below {options.min_score:g}"))
    if not reasons:
        return Text.assemble(("gate failed", "bold red"), f": {summary.failed:,} of {_count(summary.documents, 'document')}")
    (count, what), *more = reasons
    verb = "has" if count == 1 else "have"
    text = f": {count:,} of {_count(summary.documents, 'document')} {verb} {what}"
    for count, what in more:
        text += f", {count:,} {'has' if count == 1 else 'have'} {what}"
    return Text.assemble(("gate failed", "bold red"), text)
