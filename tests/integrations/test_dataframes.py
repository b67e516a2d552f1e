"""Records of pandas and of Hugging Face datasets, with the libraries themselves."""

from __future__ import annotations

import doctest
import warnings
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import scrapelint

if TYPE_CHECKING:
    import datasets as hugging_face

pd = pytest.importorskip("pandas", reason="pandas is not installed")
np = pytest.importorskip("numpy")

PAGE = Path(__file__).parents[2] / "docs" / "dataframes.md"
TEXT = "The ferry sails again on Friday, the harbour master said.\nRead Entire Article\n"


def test_the_examples_in_the_docs_are_true() -> None:
    done = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8", optionflags=doctest.NORMALIZE_WHITESPACE)
    assert done.failed == 0
    assert done.attempted > 5


@pytest.fixture
def table() -> Any:
    """A table with all that pandas puts where nothing is."""
    return pd.DataFrame(
        {
            "title": pd.array(["Ferry sails", None, pd.NA], dtype="string"),
            "text": [TEXT, float("nan"), None],
            "date": pd.to_datetime(["2026-05-03", None, "NaT"]),
            "url": ["https://example.com/1", np.nan, pd.NA],
            "id": np.array([7, 8, 9], dtype="int32"),
            "vector": [np.zeros(3), np.zeros(0), np.array([[1.0, np.nan]])],
            "seen": np.array(["2026-05-03", "NaT", "2026-05-04"], dtype="datetime64[ns]"),
        }
    )


def shown(reports: Any) -> list[tuple[Any, ...]]:
    return [(report.title, report.site, [finding.rule for finding in report.findings]) for report in reports]


EXPECTED = [
    ("Ferry sails", "example.com", ["read-more-link"]),
    ("", None, ["missing-text"]),
    ("", None, ["missing-text"]),
]


def test_rows_of_every_kind_are_records(table: Any) -> None:
    assert shown(scrapelint.check_records(table.to_dict("records"))) == EXPECTED
    assert shown(scrapelint.check_records(row for _, row in table.iterrows())) == EXPECTED
    assert shown(scrapelint.check_records(table.itertuples())) == EXPECTED


def test_a_column_is_texts(table: Any) -> None:
    reports = list(scrapelint.check_records(table["text"]))
    assert "read-more-link" in [finding.rule for finding in reports[0].findings]
    assert [report.score.score for report in reports[1:]] == [0.0, 0.0]


def test_a_table_is_not_records(table: Any) -> None:
    with pytest.raises(TypeError, match="not a table"):
        scrapelint.check_records(table)


def test_the_verdict_can_be_put_beside_the_rows(table: Any) -> None:
    verdicts = table.apply(scrapelint.score_record, axis="columns", result_type="expand")
    assert verdicts["scrapelint_rules"].tolist() == ["read-more-link", "missing-text", "missing-text"]
    assert verdicts["scrapelint_score"].dtype == "float64"
    assert verdicts["scrapelint_passed"].dtype == "bool"


def test_dates_of_numpy_are_dates() -> None:
    text = TEXT.split("\n")[0]
    for value in (np.datetime64("2026-05-03", "ns"), np.datetime64("2026-05-03"), pd.Timestamp("2026-05-03", tz="UTC")):
        [report] = scrapelint.check_records([{"title": "Ferry sails", "text": text, "date": value}])
        assert report.findings == ()
    for value in (np.datetime64("NaT", "ns"), pd.NaT, np.float32("nan"), np.array("NaT", "datetime64[s]")):
        [report] = scrapelint.check_records([{"title": "Ferry sails", "text": text, "date": value}])
        assert [finding.message for finding in report.findings] == ["the date field is empty"]


def test_texts_of_numpy_are_texts() -> None:
    for value in (np.str_(TEXT), np.array(TEXT), np.array(TEXT.splitlines()), np.bytes_(TEXT.encode())):
        [report] = scrapelint.check_records([{"title": "Ferry sails", "text": value, "date": "2026-05-03"}])
        assert [finding.rule for finding in report.findings] == ["read-more-link"]


@pytest.fixture
def dataset(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> hugging_face.Dataset:
    """A dataset whose first 1,000 records are clean: columns get their types from these."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        datasets: Any = pytest.importorskip("datasets", reason="datasets is not installed")
    datasets.disable_progress_bars()
    clean = {"headline": "Ferry sails", "body": TEXT.split("\n")[0], "published": "2026-05-03"}
    made: hugging_face.Dataset = datasets.Dataset.from_list([clean] * 1100 + [{**clean, "body": TEXT}] * 2)
    return made


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("processes", [None, 2])
def test_datasets_map_it_over_their_records(dataset: hugging_face.Dataset, tmp_path: Path, processes: int | None) -> None:
    (tmp_path / "scrapelint.toml").write_text("min-score = 100\n", encoding="utf-8")
    score = partial(scrapelint.score_record, config=scrapelint.load_settings(tmp_path / "scrapelint.toml"))
    checked = dataset.map(score, num_proc=processes)
    assert checked["scrapelint_rules"][-3:] == ["", "read-more-link", "read-more-link"]
    assert sum(checked["scrapelint_passed"]) == 1100
    assert [report.passed for report in scrapelint.check_records(dataset.select([0, 1101]))] == [True, False]
