"""Every rule keeps its own word: its examples, its page, its manners."""

from __future__ import annotations

from pathlib import Path

import pytest
import scrapelint.rules
from scrapelint.checks.discovery import find_rules, load_rules
from scrapelint.checks.rule import Rule
from scrapelint.testing import examples

RULES = load_rules(find_rules().values())

# What they flag cannot be written as a text: tests/test_sources.py makes it happen.
NEEDS_A_REAL_FILE = {"missing-path", "oversized-input", "unreadable-file"}

test_rules_flag_their_bad_examples_and_leave_the_good_ones = examples(Path(scrapelint.rules.__path__[0]))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_has_a_page(rule: Rule) -> None:
    assert rule.summary.endswith(".")
    assert rule.summary[0].isupper()
    assert len(rule.explanation) > 100
    assert rule.bad or rule.name in NEEDS_A_REAL_FILE
    assert len(rule.good) >= (1 if rule.category == "file" else 2)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_describes_each_of_its_options(rule: Rule) -> None:
    assert [option.name for option in rule.options if not option.summary] == []


@pytest.mark.parametrize(
    ("name", "option", "least"),
    [("foreign-title", "min_title_words", 1), ("looping-phrase", "min_rounds", 2), ("lost-letter", "min_words", 1)],
)
def test_a_number_with_which_every_text_would_be_flagged_is_refused(name: str, option: str, least: int) -> None:
    rule = next(rule for rule in RULES if rule.name == name)
    assert rule.validate is not None
    rule.validate(**{**rule.defaults(), option: least})
    with pytest.raises(ValueError, match=f"is below {least}"):
        rule.validate(**{**rule.defaults(), option: least - 1})


def test_a_language_that_is_no_code_is_refused() -> None:
    rule = next(rule for rule in RULES if rule.name == "wrong-language")
    assert rule.validate is not None
    for code in ("", "en", "pt-BR", "German"):
        rule.validate(expected=code)
    with pytest.raises(ValueError, match="'klingon' is no code of a language"):
        rule.validate(expected="klingon")
