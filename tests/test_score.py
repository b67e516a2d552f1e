"""The score: bounded, blind to order, never raised by a finding, and explained to the last tenth."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapelint.checks import Finding, Rule, Score, Severity
from scrapelint.checks.score import COMPLETENESS, score_document

CATEGORIES = ["leftover", "spacing", "metadata", *sorted(COMPLETENESS)]

# Some rules about completeness have points of their own, also odd ones.
RULES = {
    name: Rule(name, "completeness", Severity.WARNING, "", "", "", points=points)
    for name, points in {"a": 25.0, "b": 0.04, "c": 33.333, "d": None}.items()
}


@st.composite
def texts_and_findings(draw: st.DrawFn) -> tuple[str, list[Finding]]:
    """A text, and findings at any places in it, in any number, over and beside each other, in fields too."""
    alphabet = st.sampled_from("ab \n\t\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}\N{HIRAGANA LETTER A}\N{GRINNING FACE}")
    text = draw(st.text(alphabet)) * draw(st.sampled_from([1, 10, 40]))
    places = st.lists(st.integers(0, len(text)), min_size=2, max_size=2).map(sorted)

    def finding(rule: str, category: str, severity: str, field: str, place: list[int]) -> Finding:
        return Finding(rule, category, severity, "message", None, field, 1, 1, 1, 1, place[0], place[1])

    made = st.builds(
        finding,
        rule=st.sampled_from("abcdefgh"),
        category=st.sampled_from(CATEGORIES),
        severity=st.sampled_from(["error", "warning", "info"]),
        field=st.sampled_from(["text", "text", "text", "title"]),
        place=places,
    )
    return text, draw(st.lists(made, max_size=12))


def score(text: str, findings: list[Finding]) -> Score:
    return score_document(text, findings, RULES)


def tenths(number: float) -> int:
    """A number with one decimal as a whole number of tenths; it has no more decimals than that."""
    assert number == round(number, 1)
    return round(number * 10)


@given(texts_and_findings())
def test_all_scores_lie_between_0_and_100_and_the_lower_side_is_the_score(case: tuple[str, list[Finding]]) -> None:
    result = score(*case)
    assert 0 <= result.score == min(result.cleanliness, result.completeness) <= 100
    assert max(result.cleanliness, result.completeness) <= 100


@given(texts_and_findings(), st.randoms(use_true_random=False))
def test_the_order_of_the_findings_does_not_matter(case: tuple[str, list[Finding]], random: object) -> None:
    text, findings = case
    shuffled = list(findings)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert score(text, shuffled) == score(text, findings)


@given(texts_and_findings())
def test_one_more_finding_never_raises_anything(case: tuple[str, list[Finding]]) -> None:
    text, findings = case
    results = [score(text, findings[:count]) for count in range(len(findings) + 1)]
    for before, after in itertools.pairwise(results):
        assert after.score <= before.score
        assert after.cleanliness <= before.cleanliness
        assert after.completeness <= before.completeness


@given(texts_and_findings())
def test_the_deductions_add_up_to_what_is_missing_to_the_tenth(case: tuple[str, list[Finding]]) -> None:
    result = score(*case)
    assert sum(tenths(deduction.points) for deduction in result.deductions) == 1000 - tenths(result.score)


@given(texts_and_findings())
def test_deductions_name_each_rule_once_the_greatest_first(case: tuple[str, list[Finding]]) -> None:
    deductions = score(*case).deductions
    assert list(deductions) == sorted(deductions, key=lambda deduction: (-deduction.points, deduction.rule))
    assert len({deduction.rule for deduction in deductions}) == len(deductions)
    assert all(deduction.points > 0 for deduction in deductions)


@given(st.text())
def test_a_text_without_findings_has_100(text: str) -> None:
    assert score(text, []) == Score(100.0, 100.0, 100.0, ())


@given(st.text(alphabet="ab \n").map(lambda text: text + "c" * 300))
def test_a_text_that_is_covered_by_errors_has_0(text: str) -> None:
    whole = Finding("dirt", "leftover", "error", "message", None, "text", 1, 1, 1, 1, 0, len(text))
    assert score(text, [whole]).cleanliness == 0


def test_a_character_counts_once_however_many_findings_cover_it() -> None:
    text = "a" * 1000
    finding = Finding("dirt", "leftover", "error", "message", None, "text", 1, 1, 1, 1, 0, 500)
    assert [score(text, [finding] * count).score for count in (1, 2, 9)] == [50.0, 50.0, 50.0]


def test_half_the_text_is_half_the_score_and_blanks_weigh_nothing() -> None:
    text = "a" * 500 + " " * 9000 + "b" * 500
    finding = Finding("dirt", "leftover", "warning", "message", None, "text", 1, 1, 1, 1, 0, 9500)
    assert score(text, [finding]).score == 50.0


def test_damage_costs_a_third_of_the_attention_of_what_does_not_belong() -> None:
    text = "a" * 1000

    def lost(category: str) -> float:
        return 100 - score(text, [Finding("dirt", category, "warning", "message", None, "text", 1, 1, 1, 1, 0, 0)]).score

    assert [lost(category) for category in ("leftover", "spacing", "encoding", "language")] == pytest.approx([2.9, 1, 1, 1])
