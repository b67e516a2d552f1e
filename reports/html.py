"""
One page for the browser: the run in numbers, a table of all documents, and their texts with the findings marked.

The page is complete in one file and loads nothing. Its policy (CSP) lets nothing run but the one script that is in it,
known by its hash; what was scraped is data, and reaches the page as text only. Texts are kept until the file is full:
those of the worst documents of each site first.
"""

from __future__ import annotations

import base64
import hashlib
import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from ..checks import FileReport, ReportOptions, RuleCrash, RunReport, __version__, visible, without_orders
from ._page_data import (
    MAX_BYTES,
    MAX_FINDINGS,
    MAX_LABEL,
    MIN_TEXT_BYTES,
    RANK,
    SEVERITIES,
    Index,
    details,
    script_json,
)
from ._sites import SiteTally, by_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CONTENTS = True

FOLDER = Path(__file__).parent / "_html"

# Rows that are shown at once; the rest is behind a click, up to the second number.
FIRST_ROWS, MAX_ROWS = 10, 200

COVERED = ("text", "title", "date", "author", "url", "language")


def render(run: RunReport, options: ReportOptions) -> Iterator[str]:
    """The page in pieces: the overview, the index of the documents, then each text that is kept."""
    script, style = _file("report.js"), _file("report.css")
    index = Index(run.documents)
    columns = index.columns()
    room = max(MIN_TEXT_BYTES, MAX_BYTES - len(script_json(columns).encode()) - len(script) - len(style))
    texts, limit = details(run.documents, index.rules, room)
    columns["kept"] = [int(place in texts) for place in range(len(run.documents))]
    template = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).get_template("report.html.j2")
    yield from template.generate(
        version=__version__,
        policy=_policy(script, style),
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        index=Markup(script_json(columns)),  # noqa: S704 - escaped for a script element
        details=((place + 1, Markup(texts[place])) for place in sorted(texts)),  # noqa: S704 - likewise
        kept=len(texts),
        limits={"text": limit, "findings": MAX_FINDINGS, "megabytes": MAX_BYTES // 1_000_000},
        first_rows=FIRST_ROWS,
        **_overview(run, options),
    )


def _file(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _policy(script: str, style: str) -> str:
    """The content security policy: nothing but this script and this style, by their hashes."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


# The overview


@dataclass
class _Rule:
    """A row of the table of rules."""

    name: str
    category: str
    severity: str
    findings: int = 0
    documents: int = 0
    share: float = 0.0


@dataclass
class _SiteRow:
    """A row of the table of sites."""

    name: str
    link: str
    tally: SiteTally
    share: float


def _overview(run: RunReport, options: ReportOptions) -> dict[str, Any]:
    """What the template shows of the run as a whole."""
    rules, sites = _rules(run.documents), _sites(run.documents)
    return {
        "summary": run.summary,
        "severities": SEVERITIES,
        "gate": _gate(options),
        "mean": f"{run.summary.mean_score:.1f}",
        "look": _look,
        "histogram": _histogram(run.documents),
        "rules": rules,
        "sites": sites[:MAX_ROWS],
        "more_sites": max(0, len(sites) - MAX_ROWS),
        "coverage": _coverage(run.documents),
        "crashes": sorted({_crash(crash) for report in run.documents for crash in report.crashes}),
    }


def _crash(crash: RuleCrash) -> tuple[str, str]:
    """The rule that crashed, and how; an error may quote a whole text."""
    return without_orders(visible(crash.rule)), without_orders(visible(crash.error[:MAX_LABEL]))


def _gate(options: ReportOptions) -> str:
    """When a document fails, in words."""
    reasons = [] if options.fail_on == "never" else [f"a finding of severity {options.fail_on}"]
    if options.fail_on in ("warning", "info"):
        reasons[0] += " or worse"
    if options.min_score > 0:
        reasons.append(f"a score below {options.min_score:g}")
    return f"A document fails with {' or with '.join(reasons)}." if reasons else "The gate is off: no document fails."


def _look(score: float) -> str:
    """The name of a score's colour: as in the terminal, good from 90 on, fair from 70 on."""
    return "good" if score >= 90 else "fair" if score >= 70 else "poor"


def _histogram(reports: Sequence[FileReport]) -> list[dict[str, Any]]:
    """How many documents have a score from 0 to 9, …, from 90 to 99, and 100."""
    counts = [0] * 11
    for report in reports:
        counts[min(10, int(round(report.score.score, 1) // 10))] += 1
    greatest = max(1, *counts)
    return [
        {
            "label": "100" if place == 10 else str(place * 10),
            "range": "of 100" if place == 10 else f"from {place * 10} to {place * 10 + 9.9:g}",
            "min": place * 10,
            "max": 100 if place == 10 else place * 10 + 9.9,
            "count": count,
            "height": _length(count / greatest),
            "look": _look(place * 10),
        }
        for place, count in enumerate(counts)
    ]


def _rules(reports: Sequence[FileReport]) -> list[_Rule]:
    """The rules by their findings, most first; of several severities the worst is shown."""
    rules: dict[str, _Rule] = {}
    for report in reports:
        for finding in report.findings:
            rule = rules.setdefault(finding.rule, _Rule(finding.rule, finding.category, finding.severity))
            rule.findings += 1
            rule.severity = max(rule.severity, finding.severity, key=RANK.__getitem__)
        for name in {finding.rule for finding in report.findings}:
            rules[name].documents += 1
    ordered = sorted(rules.values(), key=lambda rule: (-rule.findings, rule.name))
    for rule in ordered:
        rule.share = _length(rule.findings / ordered[0].findings)
        rule.name, rule.category = without_orders(visible(rule.name)), without_orders(visible(rule.category))
    return ordered


def _sites(reports: Sequence[FileReport]) -> list[_SiteRow]:
    """The sites by their findings, most first."""
    ordered = sorted(by_site(reports).items(), key=lambda item: (-item[1].findings, -item[1].documents, item[0]))
    return [
        _SiteRow(
            without_orders(visible(name[:80])),
            quote(name.encode("utf-8", "replace"), safe=""),
            tally,
            _length(tally.findings / max(1, ordered[0][1].findings)),
        )
        for name, tally in ordered
    ]


def _coverage(reports: Sequence[FileReport]) -> list[dict[str, Any]]:
    """How many documents have each field, with something in it."""
    counts = dict.fromkeys(COVERED, 0)
    for report in reports:
        if report.content is not None:
            counts["text"] += bool(report.content.text.strip())
            for name in COVERED[1:]:
                counts[name] += bool(report.content.fields.get(name, "").strip())
    total = max(1, len(reports))
    return [
        {"field": name, "count": count, "percent": _percent(count, total), "share": _length(count / total)}
        for name, count in counts.items()
    ]


def _percent(count: int, total: int) -> str:
    """A share in percent; 100 is all and 0 is none."""
    percent = 100 * count / total
    return "99.9" if 99.9 < percent < 100 else "0.1" if 0 < percent < 0.1 else f"{percent:.1f}".removesuffix(".0")


def _length(share: float) -> float:
    """A share as the length of a bar of 100; anything but none shows."""
    return 0 if share <= 0 else max(1.0, math.floor(1000 * share + 0.5) / 10)
