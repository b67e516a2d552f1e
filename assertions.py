"""
Assertions about texts for the tests of a scraper, with or without pytest.

    import scrapelint

    def test_articles_come_out_clean():
        scrapelint.assert_clean(my_scraper.parse(page))
"""

from __future__ import annotations

import heapq
import math
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from .checks import FileReport, Finding, InternalError, SettingsError, Severity, printable, visible, without_orders
from .checks.api import check_paths, check_records, check_text, checker_of, refuse_no_settings
from .checks.config import Config, with_command_line
from .checks.discovery import find_rules
from .checks.errors import suggestion
from .checks.gate import FailOn
from .checks.values import pairs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

__all__ = ["TextChecker", "assert_clean", "describe"]

# How much of a bad run is shown: the worst documents, and the worst findings of each.
MAX_DOCUMENTS, MAX_FINDINGS = 5, 5

_DEFAULTS = Config()


def assert_clean(
    documents: Any,
    *,
    max_rate: float | Mapping[str, float] = 0.0,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    fail_on: FailOn | None = None,
    min_score: float | None = None,
    config: Config = _DEFAULTS,
) -> None:
    r"""
    Raise an AssertionError that shows what was found, if documents are not clean.

    `documents` is one text, one record (a mapping, a dataclass, an item …), an iterable of either, or a path object of a
    file or folder. A document is clean if it passes the gate: no finding of the severity `fail_on` or worse, and no score
    below `min_score`; both are those of the settings (error, and 0) where they are not given. No documents at all are
    not clean: a scraper that finds nothing does not pass.

    `max_rate` is the share of documents, 0 to 1, that may be unclean. As a mapping it gives the share of documents that
    may have a finding of a rule or category, of any severity; such findings then don't count for the gate, which all
    documents have to pass otherwise. `select` and `ignore` are names of rules and categories, as on the command line.

    Raises ValueError for names and numbers that cannot be meant, and for the name of a file in the place of a text;
    TypeError for settings that are none.

    >>> assert_clean({"title": "Bridge opens", "text": "The bridge opened on Friday."})
    >>> assert_clean("The bridge opened.\nRead Entire Article", ignore="field")
    Traceback (most recent call last):
    ...
    AssertionError: the document is not clean
    <BLANKLINE>
    score 42.4
      line 2  error  read-more-link: read-more link
          ⟦Read Entire Article⟧
          hint: Leave out the link at the end of teasers and folded texts, and follow it if the article goes on there.
    """
    __tracebackhide__ = True
    refuse_no_settings(config)
    _refuse_name_of_file(documents)
    config = _with_choice(config, select, ignore, fail_on, min_score)
    limits = _limits(max_rate, config)
    count, single = 0, _is_single(documents)
    for report in _reports(documents, config, single):
        if report.crashes:
            crash = report.crashes[0]
            raise InternalError(f"rule {crash.rule} crashed: {visible(crash.error)}")
        count += 1
        for limit in limits:
            limit.look_at(report)
    if not count:
        raise AssertionError("there are no documents to be clean")
    broken = [limit for limit in limits if limit.failed > limit.share * count + 1e-9]
    if broken:
        raise AssertionError(_message(broken, count, single))


@dataclass
class _Limit:
    """How many documents may be bad in one way; `counts` says which findings of a document make it so."""

    name: str | None
    share: float
    counts: Callable[[Finding], bool]
    min_score: float = 0.0
    failed: int = 0
    worst: list[tuple[float, int, FileReport]] = field(default_factory=list)

    def look_at(self, report: FileReport) -> None:
        """Count a document, and keep it if it is one of the worst."""
        if report.score.score < self.min_score or any(map(self.counts, report.findings)):
            self.failed += 1
            entry = (-report.score.score, -self.failed, report)  # of equals the first ones
            if len(self.worst) < MAX_DOCUMENTS:
                heapq.heappush(self.worst, entry)
            else:
                heapq.heappushpop(self.worst, entry)


def _limits(max_rate: float | Mapping[str, float], config: Config) -> list[_Limit]:
    """The gate, for the findings that have no limit of their own, and those that have one."""
    rates = max_rate if isinstance(max_rate, Mapping) else {}
    known = {name for file in find_rules(config.plugin_paths()).values() for name in (file.name, file.category)}
    for name in rates:
        if not isinstance(name, str):
            raise ValueError(f"max_rate: {name!r} is not the name of a rule or category")  # noqa: TRY004 - as for other names
        if name not in known:
            raise ValueError(f"max_rate: no rule or category {name!r}{suggestion(name, known)}")
    for share in rates.values() if isinstance(max_rate, Mapping) else [max_rate]:
        if not (_is_number(share) and 0 <= share <= 1):
            raise ValueError(f"max_rate: {share!r} is not a share of documents, 0 to 1")
    severity = config.settings.fail_on
    rank = math.inf if severity == "never" else Severity(severity).rank

    def fails(finding: Finding) -> bool:
        return Severity(finding.severity).rank >= rank and finding.rule not in rates and finding.category not in rates

    def named(name: str) -> Callable[[Finding], bool]:
        return lambda finding: name in (finding.rule, finding.category)

    gate = _Limit(None, 0.0 if isinstance(max_rate, Mapping) else max_rate, fails, config.settings.min_score)
    return [gate, *(_Limit(name, share, named(name)) for name, share in rates.items())]


def _with_choice(
    config: Config, select: str | Iterable[str], ignore: str | Iterable[str], fail_on: str | None, min_score: float | None
) -> Config:
    if fail_on is not None and fail_on not in get_args(FailOn):
        raise ValueError(f"fail_on: {fail_on!r} is none of {', '.join(get_args(FailOn))}")
    if min_score is not None and not (_is_number(min_score) and 0 <= min_score <= 100):
        raise ValueError(f"min_score: {min_score!r} is not a number between 0 and 100")
    changes = {"select": _names("select", select), "ignore": _names("ignore", ignore), "fail_on": fail_on, "min_score": min_score}
    changed = with_command_line(config, changes)
    try:
        checker_of(changed, excerpts=True)
    except SettingsError as error:
        if changed.command_line == config.command_line:
            raise
        raise ValueError(str(error).removeprefix("--")) from None
    return changed


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _names(option: str, names: object) -> tuple[str, ...] | None:
    """Names of rules and categories, in one string with commas or one by one; None for none."""
    given: list[Any] = names.split(",") if isinstance(names, str) else [*names] if isinstance(names, Iterable) else [names]
    for name in given:
        if not isinstance(name, str):
            raise ValueError(f"{option}: {name!r} is not the name of a rule or category")  # noqa: TRY004 - as for other names
    return tuple(name.strip() for name in given if name.strip()) or None


def _refuse_name_of_file(documents: object) -> None:
    """Raise ValueError for a text that is the name of a file: as a text it is clean, whatever stands in the file."""
    if isinstance(documents, str) and len(documents.split()) == 1 and os.path.isfile(documents):  # noqa: PTH113 - no error for any text
        raise ValueError(f"{documents!r} is the name of a file, and would be checked as a text; give Path({documents!r})")


def _is_single(documents: Any) -> bool:
    """Whether this is one document; a column of a table is many, though it has keys as a record has."""
    if isinstance(documents, (str, bytes, bytearray)):
        return True
    if hasattr(documents, "columns") or isinstance(documents, os.PathLike):
        return False
    return not isinstance(documents, Iterable) or (not hasattr(documents, "ndim") and pairs_of(documents) is not None)


def _reports(documents: Any, config: Config, single: bool) -> Iterator[FileReport]:
    if isinstance(documents, os.PathLike):
        return check_paths([documents], config=config, excerpts=True)
    return check_records([documents] if single else documents, config=config, excerpts=True)


def _message(broken: Sequence[_Limit], count: int, single: bool) -> str:
    """What is wrong, in a line for each limit that does not hold, and the worst documents of each with their findings."""
    worst = [[report for _, _, report in sorted(limit.worst, reverse=True, key=lambda entry: entry[:2])] for limit in broken]
    in_turn = (report for turn in zip_longest(*worst) for report in turn if report is not None)
    reports = list({(report.path, report.record): report for report in in_turn}.values())[: max(MAX_DOCUMENTS, len(broken))]
    if single:
        reports = [msgspec.structs.replace(report, record=None) for report in reports]
    lines = describe(reports, lambda finding: any(limit.counts(finding) for limit in broken))
    heads = ["the document is not clean"] if single else [_head(limit, count) for limit in broken]
    wanted = max(limit.min_score for limit in broken)
    return "\n".join(["; ".join(heads) + (f" (wanted: a score of {wanted:g} or more)" if wanted else ""), *lines])


def _head(limit: _Limit, count: int) -> str:
    share = f" ({100 * limit.failed / count:.3g} %, at most {100 * limit.share:.3g} %)"
    of_all = f"{limit.failed:,} of {count:,} documents"
    if limit.name is not None:
        return f"{limit.name} in {of_all}{share}"
    return f"{of_all} {'is' if limit.failed == 1 else 'are'} not clean{share if limit.share else ''}"


def describe(reports: Sequence[FileReport], matters: Callable[[Finding], bool]) -> Iterator[str]:
    """
    The findings of documents in lines of plain text, safe for a terminal and for the log of a build server.

    Those that matter come first, of these the more severe; of a document at most `MAX_FINDINGS` are shown.
    """
    return map(without_orders, _lines(reports, matters))


def _lines(reports: Sequence[FileReport], matters: Callable[[Finding], bool]) -> Iterator[str]:
    hinted: set[str] = set()
    for report in reports:
        yield ""
        yield _name(report)
        excerpts = report.excerpts or (None,) * len(report.findings)
        order = sorted(
            zip(report.findings, excerpts, strict=True),
            key=lambda pair: (not matters(pair[0]), -Severity(pair[0].severity).rank, pair[0].field != "text", pair[0].start),
        )
        for finding, excerpt in order[:MAX_FINDINGS]:
            yield f"  {_place(finding)}{finding.severity}  {finding.rule}: {visible(finding.message)}"
            if excerpt is not None and excerpt.marked:
                before, after = excerpt.before[-30:].lstrip(), excerpt.after[:30].rstrip()
                yield visible(f"      {before}\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}{excerpt.marked}") + visible(
                    f"\N{MATHEMATICAL RIGHT WHITE SQUARE BRACKET}{after}"
                )
            if finding.hint and finding.rule not in hinted:
                yield f"      hint: {visible(finding.hint)}"
            hinted.add(finding.rule)
        left = order[MAX_FINDINGS:]
        if left:
            rules = sorted({finding.rule for finding, _ in left})
            more = ", …" if len(rules) > MAX_FINDINGS else ""
            yield f"  and {len(left):,} more: {', '.join(rules[:MAX_FINDINGS])}{more}"


def _name(report: FileReport) -> str:
    """Which document it is, in one line, with its score."""
    path = "" if report.path.startswith("<") else visible(report.path)
    record = "" if report.record is None else f"record {report.record}"
    title = f"“{printable(report.title, 60)}”" if report.title else ""
    known = [part for part in (path, record, printable(report.id or "", 80), title) if part]
    return ", ".join([*known, f"score {report.score.score:g}"])


def _place(finding: Finding) -> str:
    if finding.start == finding.end == 0:
        return "" if finding.field == "text" else f"{printable(finding.field)}  "
    return f"line {finding.line}  " if finding.field == "text" else f"{printable(finding.field)}  "


@dataclass(frozen=True)
class TextChecker:
    """What the fixture `scrapelint` is: a function that checks one text or record with the settings of the project."""

    config: Config = field(default=_DEFAULTS, repr=False)

    def __call__(self, document: Any, **fields: Any) -> FileReport:
        """The report on a text, with its fields by name (title, date, url …), or on a record."""
        if isinstance(document, str):
            return check_text(document, config=self.config, **fields)
        if fields:
            raise TypeError("a record has its own fields; fields by name go with a text")
        [report] = check_records([document], config=self.config)
        return report

    def check_records(self, records: Iterable[Any]) -> Iterator[FileReport]:
        """The reports on records, one each, as they come."""
        return check_records(records, config=self.config)

    def assert_clean(
        self,
        documents: Any,
        *,
        max_rate: float | Mapping[str, float] = 0.0,
        select: str | Iterable[str] = (),
        ignore: str | Iterable[str] = (),
        fail_on: FailOn | None = None,
        min_score: float | None = None,
    ) -> None:
        """`scrapelint.assert_clean` with the settings of the project."""
        __tracebackhide__ = True
        assert_clean(
            documents,
            max_rate=max_rate,
            select=select,
            ignore=ignore,
            fail_on=fail_on,
            min_score=min_score,
            config=self.config,
        )
