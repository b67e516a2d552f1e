"""
SARIF 2.1.0, for GitHub code scanning and other viewers of results.

Findings of one rule with the same text, in one text file or on one site of a feed, are one result with several places;
`occurrenceCount` says how many they are. Where there are still more than GitHub takes (25,000 results, 1,000 places
each, 10 MB gzipped), findings of one rule on one site are one result whatever their text, then the least severe are
left out, and a notification says how many. Fingerprints do not depend on lines. Each rule comes with its page.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..checks import __version__
from ._places import RANK, cut, fingerprints, in_file, in_record, marked_texts, repository_path, sameness, told, uri
from ._rule_page import rule_page
from .json import encode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..checks import FileReport, Finding, ReportOptions, RuleCrash, RunReport

EXCERPTS = True

# What GitHub takes; of the places of a result it shows 100.
MAX_RESULTS, MAX_PLACES, MAX_PLACES_SHOWN = 25_000, 1_000, 100
# A place takes 20 to 30 bytes of the 10 MB, gzipped, and a result 150.
MAX_PLACES_IN_ALL = 150_000

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_ROOT = "%SRCROOT%"

_Found = tuple["FileReport", "Finding", str]


@dataclass
class _Result:
    """Findings that are one result: the first of them, where all of them are, and what makes them the same."""

    key: tuple[str, ...]
    places: list[_Found] = field(default_factory=list)

    @property
    def severity(self) -> str:
        return self.places[0][1].severity


def render(run: RunReport, options: ReportOptions) -> Iterator[str]:
    """The report in pieces: the tool with its rules, each result, the end."""
    found = [(report, finding, marked) for report in run.documents for finding, marked in marked_texts(report)]
    results = _grouped(found, options)
    left_out = 0
    if len(results) > MAX_RESULTS:
        results = _grouped(found, options, by_text=False)
    if len(results) > MAX_RESULTS:
        worst = sorted(range(len(results)), key=lambda place: (-RANK[results[place].severity], place))[:MAX_RESULTS]
        left_out = len(found) - sum(len(results[place].places) for place in worst)
        results = [results[place] for place in sorted(worst)]
    rules = sorted({result.key[0] for result in results})
    indexes = {rule: index for index, rule in enumerate(rules)}
    driver = {
        "name": "scrapelint",
        "semanticVersion": __version__,
        "rules": [_rule(rule, run) for rule in rules],
    }
    yield '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{\n'
    yield f'"tool":{{"driver":{encode(driver)}}},\n'
    yield f'"invocations":[{encode(_invocation(run, left_out, options))}],\n'
    yield f'"columnKind":"unicodeCodePoints","originalUriBaseIds":{encode(_BASES)},\n"results":['
    limit = _places_each(results)
    separator = "\n"
    for result, fingerprint in zip(results, fingerprints(result.key for result in results), strict=True):
        yield separator + encode(_result(result, indexes, fingerprint, limit, options))
        separator = ",\n"
    yield "]}]}\n"


_BASES = {_ROOT: {"description": {"text": "The root of the repository."}}}


def _grouped(found: Sequence[_Found], options: ReportOptions, *, by_text: bool = True) -> list[_Result]:
    """Findings that are one result together, in the order of the first of each."""
    groups: dict[tuple[str, ...], _Result] = {}
    for report, finding, marked in found:
        rule, site, where, text = sameness(report, finding, marked, options)
        key = (rule, site, where, text) if by_text else (rule, site, where)
        group = (*key, finding.severity, report.path)
        groups.setdefault(group, _Result(key)).places.append((report, finding, marked))
    return list(groups.values())


def _places_each(results: Sequence[_Result]) -> int:
    """How many places a result may have, so that the file does not become too large."""
    for limit in (MAX_PLACES, MAX_PLACES_SHOWN, 10):
        if sum(min(limit, len(result.places)) for result in results) <= MAX_PLACES_IN_ALL:
            return limit
    return 1


def _rule(name: str, run: RunReport) -> dict[str, Any]:
    """What SARIF says of a rule: its summary, its page, its severity and its category."""
    rule = run.find_rule(name)
    if rule is None:  # a part of the engine, or a report that was read from elsewhere
        return {"id": name}
    page = rule_page(rule)
    return {
        "id": name,
        "shortDescription": {"text": cut(rule.summary)},
        "fullDescription": {"text": cut(" ".join(rule.explanation.partition("\n\n")[0].split()) or rule.summary)},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity.value]},
        "properties": {"tags": [rule.category], "problem.severity": _PROBLEMS[rule.severity.value]},
    }


# How GitHub calls severities of results that are no matter of security.
_PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}


def _invocation(run: RunReport, left_out: int, options: ReportOptions) -> dict[str, Any]:
    """How the run went: rules that crashed, and what was left out here."""
    notes = [_crash(crash, options) for report in run.documents for crash in report.crashes][:MAX_PLACES]
    if left_out:
        text = f"{left_out:,} findings are left out, the least severe: GitHub takes {MAX_RESULTS:,} results"
        notes.append({"level": "warning", "message": {"text": text}})
    crashed = any(report.crashes for report in run.documents)
    return {"executionSuccessful": not crashed, "toolExecutionNotifications": notes}


def _crash(crash: RuleCrash, options: ReportOptions) -> dict[str, Any]:
    record = "" if crash.record is None else f", record {crash.record}"
    return {
        "level": "error",
        "message": {"text": _plain(cut(f"rule {crash.rule} crashed on {crash.path}{record}: {crash.error}"))},
        "associatedRule": {"id": crash.rule},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(crash.path, options)}}],
    }


def _result(result: _Result, indexes: dict[str, int], fingerprint: str, limit: int, options: ReportOptions) -> dict[str, Any]:
    report, finding, marked = result.places[0]
    count = len(result.places)
    message = told(report, finding, marked)
    if count > 1:
        message += f"; {count:,} times"
    prints = {"scrapelint/v1": fingerprint}
    if report.record_line is not None:
        # GitHub would make its own of the line in the file, which is the whole record: another one after every crawl.
        prints["primaryLocationLineHash"] = fingerprint
    return {
        "ruleId": finding.rule,
        "ruleIndex": indexes[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": _plain(message)},
        "locations": [_location(*place, options) for place in result.places[:limit]],
        "partialFingerprints": prints,
        "occurrenceCount": count,
    }


def _location(report: FileReport, finding: Finding, marked: str, options: ReportOptions) -> dict[str, Any]:
    """The place in the file, and for a record the place in it."""
    place = in_file(report, finding)
    region: dict[str, Any] = {"startLine": place.line}
    if place.column is not None:
        region |= {"startColumn": place.column, "endLine": place.end_line, "endColumn": place.end_column}
        if marked and len(marked) == finding.end - finding.start:
            region["snippet"] = {"text": marked}
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": _artifact(report.path, options), "region": region},
    }
    where = in_record(report, finding)
    if where:
        logical: dict[str, Any] = {"name": finding.field, "kind": "property", "fullyQualifiedName": where}
        if report.id:
            logical["decoratedName"] = cut(report.id)
        location["logicalLocations"] = [logical]
    return location


def _artifact(path: str, options: ReportOptions) -> dict[str, str]:
    reference = uri(repository_path(path, options))
    # Without a repository there is no root that a path could lead out of.
    outside = reference.startswith(("file:", "../"))
    return {"uri": reference} if outside else {"uri": reference, "uriBaseId": _ROOT}


def _plain(text: str) -> str:
    """A message in which nothing is a link: a word in brackets before an address in round ones would be one."""
    return text.replace("](", "] (")
