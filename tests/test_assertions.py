"""`assert_clean`: what it lets through, what it says, and what it takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import scrapelint
from scrapelint import assert_clean, load_settings
from scrapelint.assertions import MAX_DOCUMENTS, MAX_FINDINGS, TextChecker

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(scrapelint.__path__[0]) / "samples"

TEXT = "The ferry sails again on Friday, the harbour master said.\n"
GOOD = {"title": "Ferry sails", "text": TEXT, "date": "2026-05-03"}
# An error of the category leftover.
BAD = {**GOOD, "text": TEXT + "Read Entire Article\n"}
# A warning: the gate of the defaults lets it through.
MEAGRE = {"title": "Ferry sails", "text": TEXT}


@dataclass
class Article:
    headline: str
    body: str


def message(documents: Any, **options: Any) -> str:
    with pytest.raises(AssertionError) as caught:
        assert_clean(documents, **options)
    return str(caught.value)


def column() -> Any:
    """As a column of pandas: it has keys, and iterates over its values."""

    class Column:
        ndim = 1

        def keys(self) -> list[int]:
            return [0, 1]

        def __getitem__(self, key: int) -> str:
            return TEXT

        def __iter__(self) -> Iterator[str]:
            return iter([TEXT, TEXT])

    return Column()


@pytest.mark.parametrize(
    "documents",
    [
        TEXT,
        TEXT.encode(),
        GOOD,
        {"data": GOOD},
        Article("Ferry sails", TEXT),
        [GOOD],
        [TEXT, GOOD, Article("Ferry sails", TEXT)],
        (record for record in [GOOD, GOOD]),
        {7: GOOD, 8: GOOD}.values(),
        column(),
        SAMPLES / "clean",
    ],
    ids=lambda value: type(value).__name__,
)
def test_one_text_or_record_or_many_may_be_clean(documents: Any) -> None:
    assert_clean(documents)


@pytest.mark.parametrize(
    "documents", [TEXT + "Read Entire Article", BAD, [GOOD, BAD], iter([BAD]), None, 17, [None], SAMPLES / "dirty"]
)
def test_what_does_not_pass_the_gate_is_not_clean(documents: Any) -> None:
    message(documents)


@pytest.mark.parametrize("documents", [[], iter(()), {}.values()])
def test_nothing_is_not_clean(documents: Any) -> None:
    assert message(documents) == "there are no documents to be clean"


def test_the_message_shows_place_rule_text_and_hint() -> None:
    assert message(BAD) == (
        "the document is not clean\n"
        "\n"
        "“Ferry sails”, score 64.6\n"
        "  line 2  error  read-more-link: read-more link\n"
        "      ⟦Read Entire Article⟧\n"
        "      hint: Leave out the link at the end of teasers and folded texts, and follow it if the article goes on there."
    )


def test_the_message_about_many_says_how_many_and_which() -> None:
    first, _, second, *_ = message([GOOD, BAD]).split("\n")
    assert first == "1 of 2 documents is not clean"
    assert second == "record 2, “Ferry sails”, score 64.6"


def test_the_message_is_short_however_much_there_is() -> None:
    worst = "Share this article\nRead Entire Article\nAccept all cookies\n" * 50
    shown = message([{"text": worst, "title": "t" * 500, "url": "https://example.com/" + "x" * 5000}] * 100)
    assert shown.count("\nrecord") == MAX_DOCUMENTS
    assert shown.count("\n  line") + shown.count("\n  error") + shown.count("\n  warning") <= MAX_DOCUMENTS * MAX_FINDINGS
    assert "more: " in shown
    assert len(shown) < 10_000


def test_the_worst_documents_are_shown() -> None:
    worse = {**BAD, "text": "Verify you are human\n", "title": "Wall"}
    shown = [line for line in message([BAD] * 20 + [worse]).split("\n") if line.startswith("record")]
    assert shown[0].startswith("record 21, “Wall”, score 0")
    assert [line.split(",")[0] for line in shown[1:]] == ["record 1", "record 2", "record 3", "record 4"]


def test_hostile_text_stays_harmless_in_the_message() -> None:
    hostile = "\x1b[31m\u202e\r\x07\ud800"
    shown = message({"title": f"A{hostile}B", "url": hostile, "text": f"{TEXT}{hostile}\nRead Entire Article\n{hostile}"})
    assert all(char.isprintable() or char == "\n" for char in shown)
    shown.encode()


def test_no_build_server_finds_an_order_in_the_message() -> None:
    orders = "::error::A ##[error]B ##vso[task.complete]C"
    shown = message({"title": orders, "url": orders, "text": f"{TEXT}{orders}\x07\n::error::Read\x07"}, fail_on="warning")
    assert [line for line in shown.split("\n") if line.lstrip(" \t").startswith("::") or "##[" in line or "##vso[" in line] == []
    assert "error" in shown


@pytest.mark.parametrize(
    ("options", "clean"),
    [
        ({}, True),
        ({"fail_on": "warning"}, False),
        ({"fail_on": "never"}, True),
        ({"fail_on": "warning", "ignore": "missing-date"}, True),
        ({"fail_on": "warning", "ignore": ["field"]}, True),
        ({"fail_on": "info", "select": "leftover, duplicate"}, True),
        ({"fail_on": "warning", "select": ("missing-date",)}, False),
        ({"min_score": 97}, True),
        ({"min_score": 97.1}, False),
        ({"min_score": 97.1, "fail_on": "never"}, False),
    ],
)
def test_the_gate_can_be_set(options: dict[str, Any], clean: bool) -> None:
    if clean:
        assert_clean(MEAGRE, **options)
    else:
        message(MEAGRE, **options)


@pytest.mark.parametrize(
    ("bad", "max_rate", "clean"),
    [
        (1, 0, False),
        (1, 0.05, True),
        (2, 0.05, False),
        (2, 0.1, True),
        (20, 1, True),
        (1, {"leftover": 0.05}, True),
        (2, {"leftover": 0.05}, False),
        (1, {"read-more-link": 0.05}, True),
        (1, {"read-more-link": 0}, False),
        (1, {"leftover": 0.5, "read-more-link": 0}, False),  # both limits hold
        (1, {"duplicate": 1.0}, False),  # what has no limit of its own has to pass the gate
        (1, {"duplicate": 0, "leftover": 0.05}, True),
    ],
)
def test_a_share_of_documents_may_be_bad(bad: int, max_rate: Any, clean: bool) -> None:
    documents = [BAD] * bad + [GOOD] * (20 - bad)
    if clean:
        assert_clean(documents, max_rate=max_rate)
    else:
        message(documents, max_rate=max_rate)


def test_a_rule_with_a_limit_counts_whatever_its_severity() -> None:
    assert_clean([MEAGRE, GOOD], max_rate={"missing-date": 0.5})
    assert message([MEAGRE, GOOD], max_rate={"missing-date": 0.4}).startswith(
        "missing-date in 1 of 2 documents (50 %, at most 40 %)"
    )
    assert message([MEAGRE, GOOD], max_rate={"field": 0.1}).startswith("field in 1 of 2 documents (50 %, at most 10 %)")


def test_shares_are_not_lost_to_rounding() -> None:
    assert_clean([BAD] * 3 + [GOOD] * 7, max_rate=0.3)  # 0.3 * 10 is less than 3 in floating point
    assert_clean([BAD] * 7 + [GOOD] * 93, max_rate={"leftover": 0.07})


def test_each_broken_limit_is_named_and_has_an_example() -> None:
    wall = {"title": "Wall", "text": "Verify you are human\n", "date": "2026-05-03"}
    shown = message([wall] * 10 + [BAD, GOOD], max_rate={"leftover": 0, "captcha-page": 0.1})
    head = shown.split("\n")[0]
    assert (
        head == "leftover in 1 of 12 documents (8.33 %, at most 0 %); captcha-page in 10 of 12 documents (83.3 %, at most 10 %)"
    )
    assert "record 11," in shown
    assert "record 1," in shown


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"max_rate": 5}, "max_rate: 5 is not a share of documents, 0 to 1"),
        ({"max_rate": True}, "max_rate: True is not a share"),
        ({"max_rate": float("nan")}, "max_rate: nan is not a share"),
        ({"max_rate": {"leftover": "1 %"}}, "max_rate: '1 %' is not a share"),
        ({"max_rate": {"leftovers": 0.1}}, "max_rate: no rule or category 'leftovers'; did you mean leftover"),
        ({"select": "leftovers"}, "select: no rule or category 'leftovers'; did you mean leftover"),
        ({"ignore": ["no-such"]}, "ignore: no rule or category 'no-such'"),
        ({"fail_on": "warn"}, "fail_on: 'warn' is none of error, warning, info, never"),
        ({"min_score": 101}, "min_score: 101 is not a number between 0 and 100"),
        ({"min_score": "70"}, "min_score: '70' is not a number between 0 and 100"),
        ({"min_score": True}, "min_score: True is not a number between 0 and 100"),
        ({"min_score": float("nan")}, "min_score: nan is not a number between 0 and 100"),
        ({"select": 5}, "select: 5 is not the name of a rule or category"),
        ({"select": None}, "select: None is not the name of a rule or category"),
        ({"ignore": ["leftover", 5]}, "ignore: 5 is not the name of a rule or category"),
        ({"max_rate": {5: 0.1}}, "max_rate: 5 is not the name of a rule or category"),
    ],
)
def test_what_cannot_be_meant_is_an_error_and_no_failure(options: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        assert_clean(GOOD, **options)


@pytest.mark.parametrize("config", ["scrapelint.toml", Path("scrapelint.toml"), {"ignore": ["leftover"]}, None])
def test_what_are_no_settings_is_an_error_that_says_what_to_give(config: Any) -> None:
    for check in (assert_clean, scrapelint.check_text, scrapelint.score_record):
        with pytest.raises(TypeError, match=r"config must be settings, not .+; give load_settings\(path\)"):
            check(TEXT, config=config)
    with pytest.raises(TypeError, match="config must be settings"):
        scrapelint.check_records([GOOD], config=config)


def test_the_name_of_a_file_is_not_taken_for_a_clean_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.txt").write_text(BAD["text"], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("bad.txt", str(tmp_path / "bad.txt")):
        with pytest.raises(ValueError, match="is the name of a file, and would be checked as a text; give Path"):
            assert_clean(name, ignore="field")
    message(Path("bad.txt"), ignore="field")
    for text in ("good.txt", "bad.txt is there.", "x" * 100_000, "a\0b"):
        assert_clean(text, select="read-more-link")


def test_a_table_is_an_error_and_no_failure() -> None:
    class DataFrame:
        columns = ("text",)

    with pytest.raises(TypeError, match="not a table"):
        assert_clean(DataFrame())


def test_settings_hold_and_are_overridden(tmp_path: Path) -> None:
    (tmp_path / "scrapelint.toml").write_text('fail-on = "warning"\nignore = ["leftover"]\n', encoding="utf-8")
    config = load_settings(tmp_path / "scrapelint.toml")
    assert_clean(BAD, config=config)
    message(MEAGRE, config=config)
    assert_clean(MEAGRE, config=config, fail_on="error")
    message(BAD, config=config, select="leftover")


def test_a_rule_that_crashes_is_no_failure_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "lint" / "leftover").mkdir(parents=True)
    rule = '"""A rule that crashes."""\nBAD = ["⟦a⟧"]\nGOOD = ["b", "c"]\n\n\ndef check(doc):\n    raise RuntimeError("no")\n'
    (tmp_path / "lint" / "leftover" / "broken.py").write_text(rule, encoding="utf-8")
    (tmp_path / "scrapelint.toml").write_text('plugins = ["lint"]\n', encoding="utf-8")
    with pytest.raises(scrapelint.checks.InternalError, match="rule broken crashed: RuntimeError: no"):
        assert_clean(GOOD, config=load_settings(tmp_path / "scrapelint.toml"))


def test_the_checker_gives_reports() -> None:
    check = TextChecker()
    assert check(TEXT, title="Ferry sails", date="2026-05-03").findings == ()
    assert [finding.rule for finding in check(BAD).findings] == ["read-more-link"]
    assert [report.record for report in check.check_records([GOOD, BAD])] == [1, 2]
    with pytest.raises(TypeError, match="fields by name go with a text"):
        check(GOOD, title="Ferry")
