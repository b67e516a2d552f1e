r"""
The data in the HTML report: what of a run goes into the page, and how it is written there.

Data stand in `<script type="application/json">` elements, which a browser does not run, and hold no character that could
end such an element, begin another one or mislead whoever reads the source. The index has a row for every document; the
rest of a document, its texts and findings, has an element of its own, which the page reads when the document is opened.

Places are counted in UTF-16 code units, as JavaScript counts.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from ..checks import FileReport, Finding, Severity
from ._places import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# The whole file stays below 30 MB, which a browser opens in about a second; as much as is left goes to the texts.
MAX_BYTES = 28_000_000
MIN_TEXT_BYTES = 2_000_000

# A longer text (in characters) is cut to its beginning and to what stands around its findings; the second limit is for
# runs of which not everything fits: of 4,900 pages, half were longer than 10,000 characters, a tenth than 30,000.
MAX_TEXT, MAX_TEXT_OF_MANY = 40_000, 15_000
BEGINNING = 1_500
AROUND = 400
# Of a finding that is longer than this, the rest need not be there; windows closer than a line are one.
LONG_FINDING = 2_000
NEAR = 200

MAX_FINDINGS = 2_000
MAX_FIELD = 4_000
MAX_REPLACEMENT = 300
MAX_LABEL = 300

FIELDS = ("title", "date", "author", "url", "language", "site", "id")

SEVERITIES = ("error", "warning", "info")
RANK = {severity.value: severity.rank for severity in Severity}

# What could end the element, or is not to be seen in its source: controls, marks of direction, surrogates, no characters.
_UNSAFE = re.compile(
    "[<>&\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\uffff]"
    "|[\U000e0000-\U000e0fff]"
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def script_json(value: Any) -> str:
    r"""
    A value as JSON that may stand in a script element: no `<`, `>` or `&`, nothing invisible, no lone surrogate, no `##`.

    >>> script_json(["</script>", "\u202e"])
    '["\\u003c/script\\u003e","\\u202e"]'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    text = _UNSAFE.sub(lambda match: json.dumps(match[0])[1:-1] if match[0] not in "<>&" else f"\\u{ord(match[0]):04x}", text)
    return text.replace("##", "#\\u0023")  # `##[error]` is an order to some CI systems, if the page is in their log


class Units:
    """From code points of a text, as findings count, to UTF-16 code units."""

    def __init__(self, text: str) -> None:
        self._astral = [] if text.isascii() else [match.start() for match in _ASTRAL.finditer(text)]

    def __call__(self, offset: int) -> int:
        return offset + bisect_left(self._astral, offset)


def badness(report: FileReport) -> tuple[object, ...]:
    """A sort key: the worst first, and always in the same order."""
    return (report.passed, report.score.score, -len(report.findings), report.path, report.record or 0)


def texts_first(reports: Sequence[FileReport]) -> list[int]:
    """
    The order in which documents get room for their texts, as places in `reports`: the worst of each site, then the second
    worst of each, and so on.
    """
    order = sorted(range(len(reports)), key=lambda place: badness(reports[place]))
    seen: dict[str, int] = {}
    rounds: list[tuple[int, int, int]] = []
    for place in order:
        site = reports[place].site or ""
        seen[site] = seen.get(site, 0) + 1
        rounds.append((seen[site], len(rounds), place))
    return [place for _, _, place in sorted(rounds)]


class Index:
    """The names that documents refer to by number, and the row of each document, column by column."""

    def __init__(self, reports: Sequence[FileReport]) -> None:
        self.sites = {name: place for place, name in enumerate(sorted({_label(report.site or "") for report in reports} - {""}))}
        worst: dict[str, Finding] = {}
        for report in reports:
            for finding in report.findings:
                known = worst.get(finding.rule)
                if known is None or RANK[finding.severity] > RANK[known.severity]:
                    worst[finding.rule] = finding
        self.rules: dict[str, int] = {name: place for place, name in enumerate(sorted(worst))}
        self._worst = worst
        self._reports = reports

    def columns(self) -> dict[str, Any]:
        """The index as it stands in the page, but for which texts are kept."""
        reports = self._reports
        paths = {path: place for place, path in enumerate(dict.fromkeys(report.path for report in reports))}
        return {
            "severities": SEVERITIES,
            "rules": [[name, self._worst[name].category, SEVERITIES.index(self._worst[name].severity)] for name in self.rules],
            "sites": list(self.sites),
            "paths": list(paths),
            "path": [paths[report.path] for report in reports],
            "record": [report.record or 0 for report in reports],
            "title": [_label(report.title) for report in reports],
            "id": [_label(report.id or "") for report in reports],
            "site": [self.sites.get(_label(report.site or ""), -1) for report in reports],
            "score": [_tenths(report.score.score) for report in reports],
            "clean": [_tenths(report.score.cleanliness) for report in reports],
            "complete": [_tenths(report.score.completeness) for report in reports],
            "failed": [int(not report.passed) for report in reports],
            "counts": [self._counts(report) for report in reports],
            "found": [self._found(report) for report in reports],
        }

    @staticmethod
    def _counts(report: FileReport) -> list[int]:
        counts = [0] * len(SEVERITIES)
        for finding in report.findings:
            counts[SEVERITIES.index(finding.severity)] += 1
        return counts

    def _found(self, report: FileReport) -> list[int]:
        """The rules of a document, most findings first: number of the rule, number of findings, and so on."""
        counts: dict[int, int] = {}
        for finding in report.findings:
            counts[self.rules[finding.rule]] = counts.get(self.rules[finding.rule], 0) + 1
        return [number for pair in sorted(counts.items(), key=lambda item: (-item[1], item[0])) for number in pair]


def details(reports: Sequence[FileReport], rules: dict[str, int], room: int) -> tuple[dict[int, str], int]:
    """
    The data of the documents whose texts are kept, by their place in `reports`, at most `room` bytes of them in UTF-8; and
    the limit, in characters, to which longer texts were cut.
    """
    kept: dict[int, str] = {}
    limit = MAX_TEXT
    if sum(min(limit, len(report.content.text)) for report in reports if report.content) <= room:
        kept = _details(reports, rules, room, limit)
    if len(kept) < len(reports):
        limit = MAX_TEXT_OF_MANY
        kept = _details(reports, rules, room, limit)
    return kept, limit


def _details(reports: Sequence[FileReport], rules: dict[str, int], room: int, limit: int) -> dict[int, str]:
    kept = {}
    for place in texts_first(reports):
        data = script_json(detail(reports[place], rules, limit))
        room -= len(data.encode()) + 64  # the element around it
        if room < 0:
            break
        kept[place] = data
    return kept


def detail(report: FileReport, rules: dict[str, int], limit: int = MAX_TEXT) -> dict[str, Any]:
    """
    All that is shown of one opened document.

    `t` are the pieces of its text (place, number of the line, piece), `n` its length, `f` the findings, `m` the strings that
    findings refer to by number, `x` the fields, `d` the deductions, `c` rules that crashed.
    """
    text = report.content.text if report.content else ""
    fields = report.content.fields if report.content else {}
    first_line = report.content.first_line if report.content else 1
    findings = _kept(report)
    units = {name: Units(value) for name, value in {**fields, "text": text}.items()}
    strings: dict[str, int] = {}
    lines = _LineCount(text, first_line)
    return {
        "n": units["text"](len(text)),
        "t": [
            [units["text"](start), lines.at(start), text[start:end]]
            for start, end in pieces(text, [finding for finding, _ in findings if finding.field == "text"], limit)
        ],
        "f": [_row(finding, replacement, rules, strings, units) for finding, replacement in findings],
        "more": len(report.findings) - len(findings),
        "m": list(strings),
        "x": [[name, fields[name][:MAX_FIELD], len(fields[name])] for name in FIELDS if name in fields],
        "d": [[item.rule, _tenths(item.points)] for item in report.score.deductions],
        "c": [[crash.rule, crash.error[:MAX_LABEL]] for crash in report.crashes],
    }


def _kept(report: FileReport) -> list[tuple[Finding, str | None]]:
    """
    The findings that are shown with their replacements, in the order of the page: on the whole document, in other fields,
    in the text. Of too many, the most severe and then the first.
    """
    replacements = report.replacements if len(report.replacements) == len(report.findings) else (None,) * len(report.findings)
    pairs = list(zip(report.findings, replacements, strict=True))
    if len(pairs) > MAX_FINDINGS:
        ranked = sorted(range(len(pairs)), key=lambda place: (-RANK[pairs[place][0].severity], place))
        pairs = [pairs[place] for place in sorted(ranked[:MAX_FINDINGS])]
    return sorted(pairs, key=lambda pair: _group(pair[0]))


def _group(finding: Finding) -> int:
    if finding.field != "text":
        return 1
    return 0 if finding.start == finding.end == 0 else 2


def _row(
    finding: Finding,
    replacement: str | None,
    rules: dict[str, int],
    strings: dict[str, int],
    units: dict[str, Units],
) -> list[Any]:
    """Rule, severity, field, start, end, line, column, message, hint, fix, replacement; strings by number, -1 is none."""

    def number(string: str | None) -> int:
        return -1 if string is None else strings.setdefault(string, len(strings))

    in_units = units.get(finding.field) or Units("")  # an empty place in a field that the record does not have
    shown = replacement if finding.fix and replacement is not None and len(replacement) <= MAX_REPLACEMENT else None
    return [
        rules[finding.rule],
        SEVERITIES.index(finding.severity),
        "" if finding.field == "text" else finding.field,
        in_units(finding.start),
        in_units(finding.end),
        finding.line,
        finding.column,
        number(cut(finding.message)),
        number(None if finding.hint is None else cut(finding.hint)),
        {None: 0, "safe": 1, "unsafe": 2}.get(finding.fix, 2),
        number(shown),
    ]


class _LineCount:
    """The numbers of lines at growing places of a text."""

    def __init__(self, text: str, first_line: int) -> None:
        self._text, self._at, self._line = text, 0, first_line

    def at(self, place: int) -> int:
        self._line += self._text.count("\n", self._at, place)
        self._at = place
        return self._line


def pieces(text: str, findings: Iterable[Finding], limit: int = MAX_TEXT) -> list[tuple[int, int]]:
    """
    The places (start, end) of a text that are kept: all of it, or its beginning and what stands around its findings, the
    most severe first, until `limit` characters are full.

    >>> pieces("A short text.", [])
    [(0, 13)]
    """
    if len(text) <= limit:
        return [(0, len(text))]
    kept = [_window(text, 0, BEGINNING - AROUND)]
    for finding in sorted(findings, key=lambda finding: (-RANK[finding.severity], finding.start, finding.end)):
        wider = _merged([*kept, _window(text, finding.start, min(finding.end, finding.start + LONG_FINDING))])
        if sum(end - start for start, end in wider) > limit:
            break
        kept = wider
    return kept


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """A place with what stands around it, from the beginning of a line to the end of one where these are near."""
    start, end = max(0, start - AROUND), min(len(text), end + AROUND)
    line_start, line_end = text.rfind("\n", max(0, start - NEAR), start) + 1, text.find("\n", end, end + NEAR)
    return (line_start or (0 if start < NEAR else start), end if line_end < 0 else line_end)


def _merged(windows: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if merged and start <= merged[-1][1] + NEAR:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _label(text: str) -> str:
    """A title, id or name as it stands in the table."""
    return text if len(text) <= MAX_LABEL else text[: MAX_LABEL - 1] + "…"


def _tenths(number: float) -> float | int:
    """A number with one decimal, and none where it is whole."""
    rounded = round(float(number), 1)
    return int(rounded) if rounded.is_integer() else rounded
