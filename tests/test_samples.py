"""The samples and their expected findings: what a careful reader sees, the tool reports, and nothing on good text."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import pytest
import scrapelint.samples
from scrapelint import FileReport, Finding, check_paths
from scrapelint.checks.config import Config

FOLDER = Path(scrapelint.samples.__path__[0])


class Row(NamedTuple):
    """A row of expected.tsv; line 0 is the whole document, `known` says in which way the tool is not there yet."""

    path: str
    record: str
    line: int
    rule: str
    known: str
    note: str

    def is_about(self, report: FileReport) -> bool:
        return self.path == _below(report) and self.record in ("", str(report.record))

    def is_met_by(self, finding: Finding) -> bool:
        return self.rule == finding.rule and (self.line == 0 or finding.line <= self.line <= finding.end_line)

    def explains(self, finding: Finding) -> bool:
        """Whether the finding stands where the reader saw something, whatever the reader calls it."""
        return self.is_met_by(finding) or finding.line <= self.line <= finding.end_line


def _below(report: FileReport) -> str:
    return Path(report.path).relative_to(FOLDER).as_posix()


def _rows() -> list[Row]:
    with (FOLDER / "expected.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Row(row["path"], row["record"], int(row["line"]), row["rule"], row["known"], row["note"]) for row in rows]


REPORTS = list(check_paths([FOLDER / "dirty", FOLDER / "clean"], config=Config()))
ROWS = _rows()


def _case(row: Row) -> object:
    marks = [pytest.mark.xfail(strict=True, reason=f"{row.known}: {row.note}")] if row.known else []
    return pytest.param(row, marks=marks, id=f"{row.path}#{row.record}-{row.line}-{row.rule}")


@pytest.mark.parametrize("row", [_case(row) for row in ROWS if row.known != "false-alarm"])
def test_every_defect_that_a_reader_sees_is_reported(row: Row) -> None:
    found = [finding for report in REPORTS if row.is_about(report) for finding in report.findings]
    assert any(map(row.is_met_by, found)), [(finding.rule, finding.line) for finding in found]


@pytest.mark.parametrize("row", [_case(row) for row in ROWS if row.known == "false-alarm"])
def test_good_text_that_is_flagged_is_written_down(row: Row) -> None:
    found = [finding for report in REPORTS if row.is_about(report) for finding in report.findings]
    assert [finding for finding in found if row.is_met_by(finding)] == []


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: f"{_below(report)}#{report.record}")
def test_nothing_else_is_reported_as_an_error_or_a_warning(report: FileReport) -> None:
    rows = [row for row in ROWS if row.is_about(report)]
    extra = [finding for finding in report.findings if not any(row.explains(finding) for row in rows)]
    assert [(finding.rule, finding.line) for finding in extra if finding.severity != "info"] == []


def test_no_rule_crashes_on_a_sample() -> None:
    assert [crash for report in REPORTS for crash in report.crashes] == []


def test_expected_tsv_has_only_known_words_and_files_that_are_there() -> None:
    assert {row.known for row in ROWS} <= {"", "missed", "false-alarm"}
    assert [row.path for row in ROWS if not any(map(row.is_about, REPORTS))] == []
    assert [row for row in ROWS if row.known == "false-alarm" and not row.path.startswith("clean/")] == []
    assert [row for row in ROWS if row.path.startswith("clean/") and row.known != "false-alarm"] == []
