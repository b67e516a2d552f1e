"""The linter as a library: records that are values of Python, verdicts as columns, and the pages that show it."""

from __future__ import annotations

import doctest
import json
import pickle
import sqlite3
import uuid
from collections import namedtuple
from dataclasses import dataclass
from datetime import date, datetime, timezone
from decimal import Decimal
from enum import Enum
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import scrapelint
from hypothesis import given
from hypothesis import strategies as st
from scrapelint import FileReport, check_file, check_paths, check_records, check_text, load_settings, score_record
from scrapelint.checks.api import RecordReader, checker_of
from scrapelint.checks.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SAMPLES = Path(scrapelint.__path__[0]) / "samples"

TEXT = "The ferry sails again on Friday, the harbour master said.\nRead Entire Article\n"
RECORD = {"headline": "Ferry sails", "articleBody": TEXT, "datePublished": "2026-05-03"}


def rules(report: FileReport) -> list[str]:
    return [finding.rule for finding in report.findings]


def said(report: FileReport) -> tuple[Any, ...]:
    """Everything about a document but where it stands."""
    return report.record, report.id, report.site, report.title, report.findings, report.score, report.passed


@pytest.mark.parametrize("page", ["api.md"])
def test_the_examples_in_the_docs_are_true(page: str) -> None:
    if not (ROOT / "docs" / page).exists():
        pytest.skip("the docs are not beside the tests")
    done = doctest.testfile(str(ROOT / "docs" / page), module_relative=False, encoding="utf-8")
    assert done.failed == 0
    assert done.attempted > 5


def test_a_record_is_read_as_it_would_be_from_a_feed() -> None:
    feed = SAMPLES / "dirty" / "harbour-feed.jsonl"
    records = [json.loads(line) for line in feed.read_text(encoding="utf-8").splitlines()]
    assert [*map(said, check_records(records))] == [*map(said, check_file(feed, config=Config()))]


def test_what_is_wrong_with_a_record_is_said_as_of_a_feed(tmp_path: Path) -> None:
    records = [{"title": "A"}, {"text": 17}, {"text": None}, {}, None, 17, "", [1], {"text": {"a": 1}}, {"data": {"body": "x"}}]
    (tmp_path / "feed.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    read = check_file(tmp_path / "feed.jsonl", config=Config())
    assert [*map(said, check_records(records))] == [*map(said, read)]


class Sections(Enum):
    NEWS = "News"


@dataclass
class Item:
    title: str
    text: str
    date: Any = None


Row = namedtuple("Row", ["title", "text", "date"])


def sqlite_row() -> sqlite3.Row:
    with sqlite3.connect(":memory:") as connection:
        connection.row_factory = sqlite3.Row
        row: sqlite3.Row = connection.execute("select 'Ferry sails' as title, ? as text, '2026-05-03' as date", [TEXT]).fetchone()
    connection.close()
    return row


@pytest.mark.parametrize(
    "record",
    [
        RECORD,
        {"title": "Ferry sails", "text": TEXT.encode(), "date": date(2026, 5, 3)},
        {"title": "Ferry sails", "text": TEXT.splitlines(), "date": datetime(2026, 5, 3, tzinfo=timezone.utc)},
        {"title": "Ferry sails", "text": tuple(TEXT.splitlines()), "date": 1777766400},
        {"data": {"title": "Ferry sails", "body": TEXT, "published": "3 May 2026"}},
        Item("Ferry sails", TEXT, date(2026, 5, 3)),
        Row("Ferry sails", TEXT, date(2026, 5, 3)),
        sqlite_row(),
    ],
    ids=lambda value: type(value).__name__,
)
def test_records_come_in_many_shapes(record: Any) -> None:
    [report] = check_records([record])
    assert report.title == "Ferry sails"
    assert rules(report) == ["read-more-link"]
    assert report.record == 1


def test_fields_are_what_values_say_of_themselves() -> None:
    key = uuid.UUID(int=7)
    values = {"text": "Day two.", "title": Sections.NEWS, "date": Decimal(20260503), "id": key, "site": float("nan")}
    [report] = check_records([values])
    assert (report.title, report.id, report.site) == ("News", str(key), None)


def test_an_object_is_never_taken_for_a_text() -> None:
    class Selector:
        def __str__(self) -> str:
            return "<Selector query='//p' data='The ferry sails.'>"

    [report] = check_records([{"text": Selector(), "title": Selector()}])
    assert [finding.message for finding in report.findings] == ["the text field 'text' is a Python object (Selector), not a text"]
    assert report.title == ""


def test_names_of_the_settings_are_tried_first(tmp_path: Path) -> None:
    (tmp_path / "scrapelint.toml").write_text('[fields]\ntext = ["reply"]\n', encoding="utf-8")
    config = load_settings(tmp_path / "scrapelint.toml")
    [report] = check_records([{"text": "Not this one.", "reply": TEXT}], config=config)
    assert "read-more-link" in rules(report)


def test_bytes_that_are_not_utf_8_are_a_finding() -> None:
    [report] = check_records(
        [{"title": "A caf\u00e9", "date": "2026-05-03", "text": b"The caf\xe9 is open again, the owner said."}]
    )
    assert [(finding.rule, finding.start) for finding in report.findings] == [("undecodable-bytes", 7)]


@pytest.mark.parametrize("many", ["text", b"text", RECORD, bytearray(b"text")])
def test_one_record_in_the_place_of_many_is_an_error_at_once(many: Any) -> None:
    with pytest.raises(TypeError, match="put it into a list"):
        check_records(many)


def test_a_table_is_an_error_that_says_what_to_give() -> None:
    class DataFrame:
        columns = ("text",)

        def __iter__(self) -> Iterator[str]:
            return iter(self.columns)

    with pytest.raises(TypeError, match=r'df\.to_dict\("records"\)'):
        check_records(DataFrame())


def test_records_are_checked_as_they_come() -> None:
    def endless() -> Iterator[dict[str, str]]:
        while True:
            yield {"text": "Day two."}

    reports = check_records(endless())
    assert [next(reports).record for _ in range(3)] == [1, 2, 3]


class Hostile(dict[str, Any]):
    def items(self) -> Any:
        raise KeyError("no")


class Mute:
    def __str__(self) -> str:
        raise ValueError("no")

    def __eq__(self, other: object) -> bool:
        raise TypeError("no")

    def __hash__(self) -> int:
        return 1


def endless_list() -> list[Any]:
    values: list[Any] = []
    values.append(values)
    return values


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.text(st.characters(categories=["Cs", "Cc", "Ll"]))
    | st.binary()
    | st.datetimes()
    | st.dates()
    | st.decimals()
    | st.builds(Mute)
    | st.builds(object)
    | st.builds(Hostile, text=st.text())
    | st.builds(endless_list)
    | st.sets(st.text())
)
KEYS = st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.dates()
NAMES = st.sampled_from(["text", "body", "title", "date", "url", "author", "data", "site", "x"]) | KEYS
RECORDS = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=8
)


@given(RECORDS)
def test_no_value_is_a_traceback(record: Any) -> None:
    [report] = check_records([record])
    assert report.crashes == ()
    assert 0 <= report.score.score <= 100
    assert list(check_records([record])) == [report]
    assert score_record(record)["scrapelint_score"] == report.score.score


def test_a_number_that_python_does_not_write_is_no_traceback() -> None:
    [report, other] = check_records([{"text": "Day two.", "title": 10**5000, "id": 10**5000}, {10**5000: "a"}])
    assert (report.title, report.id) == ("", None)
    assert rules(other) == ["missing-text"]


def test_a_list_of_the_same_lists_ends_in_time() -> None:
    many: list[Any] = ["text"]
    for _ in range(8):
        many = [many] * 100  # as anchors in YAML make them: 10**16 texts
    [report] = check_records([{"text": many, "author": many}])
    assert rules(report) == ["missing-text"]


def test_all_paragraphs_of_a_list_are_read() -> None:
    doc = RecordReader(Config(), "<records>").document({"text": ["Day two."] * 1_200_000}, 1)
    assert doc.text.count("\n") == 1_199_999


def test_a_verdict_is_columns_of_the_same_types_for_every_record() -> None:
    verdicts = [score_record(record) for record in (RECORD, None, "", {"text": "Day two of it."}, float("nan"))]
    assert {tuple((name, type(value)) for name, value in verdict.items()) for verdict in verdicts} == {
        (
            ("scrapelint_score", float),
            ("scrapelint_cleanliness", float),
            ("scrapelint_completeness", float),
            ("scrapelint_passed", bool),
            ("scrapelint_rules", str),
        )
    }
    assert [verdict["scrapelint_rules"] for verdict in verdicts[:2]] == ["read-more-link", "missing-text"]


def test_a_verdict_can_be_had_from_other_processes(tmp_path: Path) -> None:
    (tmp_path / "scrapelint.toml").write_text('ignore = ["read-more-link"]\n', encoding="utf-8")
    score = partial(score_record, config=load_settings(tmp_path / "scrapelint.toml"))
    assert pickle.loads(pickle.dumps(score))(RECORD)["scrapelint_rules"] == ""  # noqa: S301 - our own
    with get_context("spawn").Pool(1) as pool:
        assert pool.map(score, [RECORD, RECORD]) == [score(RECORD)] * 2
        assert pool.map(score_record, [RECORD]) == [score_record(RECORD)]


@pytest.mark.parametrize("jobs", [-1, True, "2", 1.5, None])
def test_a_number_of_processes_that_cannot_be_is_refused(tmp_path: Path, jobs: Any) -> None:
    (tmp_path / "a.txt").write_text("The ferry sails again on Friday.\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"jobs: .* is not a whole number of 0 or more"):
        check_paths(tmp_path, jobs=jobs)
    assert len([*check_paths(tmp_path, jobs=0)]) == 1


def test_settings_of_paths_are_no_path(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match=r"give load_settings\(path\)"):
        check_paths(tmp_path, config="scrapelint.toml")  # type: ignore[arg-type]


def test_rules_are_loaded_once_for_equal_settings(tmp_path: Path) -> None:
    (tmp_path / "scrapelint.toml").write_text('ignore = ["read-more-link"]\n', encoding="utf-8")
    one, other = (load_settings(tmp_path / "scrapelint.toml") for _ in range(2))
    assert checker_of(one) is checker_of(other)
    assert checker_of(one) is not checker_of(Config())


def test_the_package_has_its_names_and_no_others() -> None:
    assert set(scrapelint.__all__) <= set(dir(scrapelint))
    assert scrapelint.checks.Document is scrapelint.Document
    with pytest.raises(AttributeError, match="has no attribute 'chekc_text'"):
        scrapelint.chekc_text  # type: ignore[attr-defined]  # noqa: B018


def test_a_text_and_a_record_of_it_are_told_the_same() -> None:
    [report] = check_records([{"text": TEXT, "title": "Ferry sails", "date": "2026-05-03"}])
    alone = check_text(TEXT, title="Ferry sails", date="2026-05-03")
    assert report.findings == alone.findings
    assert report.score == alone.score
