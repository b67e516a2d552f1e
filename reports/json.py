"""
The whole run as one JSON object, for programs.

`report.schema.json` beside this file describes it, property by property. A document on which rules crashed has
`crashes`, which the others have not. Each document stands on a line of its own, so that two reports can be compared by
line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from ..checks import Deduction, FileReport, Finding, ReportOptions, RunReport, __version__

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = 1


class _Crash(msgspec.Struct, frozen=True, gc=False):
    rule: str
    error: str


class _Document(msgspec.Struct, frozen=True, gc=False):
    """One document as it stands in JSON; the order of the fields is the order of the keys."""

    path: str
    record: int | None
    id: str | None
    site: str | None
    score: float
    cleanliness: float
    completeness: float
    passed: bool
    deductions: tuple[Deduction, ...]
    findings: tuple[Finding, ...]
    crashes: tuple[_Crash, ...] | msgspec.UnsetType = msgspec.UNSET


class _Summary(msgspec.Struct, frozen=True, gc=False):
    documents: int
    failed: int
    passed: bool
    findings: dict[str, int]
    mean_score: float


def encode_document(report: FileReport) -> str:
    """One document as a JSON object on one line, without the line's end."""
    score = report.score
    return encode(
        _Document(
            report.path,
            report.record,
            report.id or None,
            report.site or None,
            _tenths(score.score),
            _tenths(score.cleanliness),
            _tenths(score.completeness),
            report.passed,
            tuple(Deduction(deduction.rule, _tenths(deduction.points)) for deduction in score.deductions),
            report.findings,
            tuple(_Crash(crash.rule, crash.error) for crash in report.crashes) or msgspec.UNSET,
        )
    )


def render(run: RunReport, _options: ReportOptions) -> Iterator[str]:
    """The report in pieces: the head, each document, the end."""
    summary = run.summary
    head = _Summary(summary.documents, summary.failed, summary.passed, summary.findings, _tenths(summary.mean_score))
    yield f'{{"version":{VERSION},"tool":"scrapelint {__version__}",\n"summary":'
    yield encode(head) + ',\n"documents":['
    separator = "\n"
    for report in run.documents:
        yield separator + encode_document(report)
        separator = ",\n"
    yield "]}\n"


def _tenths(number: float) -> float:
    """A number with one decimal, always a float."""
    return round(float(number), 1)


def encode(value: Any) -> str:
    r"""
    A value as JSON on one line, also where it has halves of characters in it. What the log of a CI system would take for
    an order (`##[error]`) is written with an escape, which changes nothing for whoever reads JSON.

    >>> encode({"text": "##[error]\ud83d"})
    '{"text":"#\\u0023[error]\\\\ud83d"}'
    """
    try:
        encoded = msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # half a surrogate pair, from a broken record or a file name that is no UTF-8
        encoded = msgspec.json.encode(_without_surrogates(msgspec.to_builtins(value))).decode()
    return encoded.replace("##", "#\\u0023") if "##" in encoded else encoded


def _without_surrogates(value: Any) -> Any:
    r"""The value with every lone surrogate written out as `\udc80`: JSON is UTF-8, which has none."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {key: _without_surrogates(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(item) for item in value]
    return value
