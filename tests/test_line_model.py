"""The learned judgement on lines: what it sees, that it is the sum of its reasons, and where it stays quiet."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapelint.checks import Document, Finding, LineModel, line_model
from scrapelint.checks.discovery import find_rules
from scrapelint.checks.engine import RuleSet, run_rules
from scrapelint.checks.line_model import BY_LOOKS, CONTEXT, MAX_WORDS, SHAPE, WORD_SCALE, Tables, first_words, in_latin_manner

STORY = (
    "The bridge over the harbour opened again on Friday after two years of repairs.\n\n"
    "Nobody had thought that the workers would be done before the summer began, said the mayor on the quay.\n\n"
    "The ferry that had carried people across in the meantime made its last journey in the evening.\n\n"
)
MENU = "Harbour Diary\nBoat Locator\nSailing School\nStore Finder Map\n"
FOOT = (
    "Popular Posts\nShop our favorites\nRead more\n\nJoin our newsletter\nSign up\n\n"
    f"{MENU}Follow us on Facebook\nTerms of Service\nPrivacy Policy\n"
)

RULES = [found.load() for found in find_rules().values()]
BOOK = RuleSet.of(RULES).book


def stray(text: str, rules: RuleSet | None = None) -> list[Finding]:
    doc = Document(text, phrase_book=(rules or RuleSet.of(RULES)).book)
    found, crashes = run_rules(doc, rules or RuleSet.of(RULES))
    assert crashes == []
    return [finding for _, finding, _ in found if finding.rule == "stray-line"]


@cache
def stored_tables(name: str = "line_model.json") -> Tables:
    return msgspec.json.decode((files("scrapelint.checks") / name).read_bytes(), type=Tables)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return stored_tables()


@pytest.mark.parametrize("name", ["line_model.json", "line_model_by_looks.json"])
def test_the_tables_have_their_sizes_and_say_where_they_come_from(name: str) -> None:
    tables = stored_tables(name)
    sizes = {name: len(tables.weights[name]) for name in {**SHAPE, **CONTEXT}}
    assert sizes == {**SHAPE, **CONTEXT}
    assert len(tables.words.split()) == len(tables.weights["words of the line"])
    assert "CC BY 4.0" in tables.source
    assert "WCXB" in tables.source


TEXTS = st.lists(
    st.sampled_from(
        [
            *STORY.split("\n"),
            *FOOT.split("\n"),
            "",
            " ",
            "\u200b",
            "Ähnliche Artikel",
            "2026 " * 40,
            "!",
            "\N{COMBINING ACUTE ACCENT}",
        ]
    )
    | st.text(max_size=60).filter(lambda text: "\n" not in text),
    max_size=40,
).map("\n".join)


@pytest.mark.parametrize("model", [line_model(), line_model(BY_LOOKS)], ids=["words", "looks"])
@given(text=TEXTS)
def test_a_judgement_is_the_sum_of_its_reasons(model: LineModel, text: str) -> None:
    doc = Document(text)
    judgement = model.judge(doc)
    assert len(judgement.odds) == len(doc.inked)
    assert 0 <= judgement.stray_share <= 1
    for place, odds in enumerate(judgement.odds):
        assert sum(model.summands(judgement, place).values()) + model.bias[1] == pytest.approx(odds, abs=1e-6)


@given(TEXTS)
def test_each_line_has_a_place_in_every_table(text: str) -> None:
    judgement = line_model().judge(Document(text))
    seen, size = judgement.columns, len(Document(text).inked)
    columns = (seen.plain, seen.chars, seen.words, seen.looks, seen.capitals, seen.gaps, seen.known)
    assert {len(column) for column in columns} == {size}
    assert all(1 <= len(words) <= MAX_WORDS + 1 for words in map(first_words, seen.plain))
    for line in range(size):
        for places, tables in ((seen.shape(line), SHAPE), (judgement.context.places(line), CONTEXT)):
            assert all(0 <= place < size for place, size in zip(places, tables.values(), strict=True))


@given(TEXTS)
def test_tables_that_are_merged_say_the_same(text: str) -> None:
    model = line_model()
    doc = Document(text, phrase_book=BOOK)
    judgement = model.judge(doc)
    for line, odds in enumerate(judgement.odds):
        places = zip(CONTEXT, judgement.context.places(line), strict=True)
        assert odds == model.bias[1] + sum(model.weights[name][place] for name, place in places)
    seen = judgement.columns
    for line, own in enumerate(model.own(seen)):
        words = first_words(seen.plain[line])
        alone = model.bias[0] + sum(model.words.get(word, 0.0) for word in words) * WORD_SCALE[len(words)]
        alone += model.first.get(words[0], 0.0) + model.last.get(words[-1], 0.0)
        assert own == alone + sum(model.weights[name][place] for name, place in zip(SHAPE, seen.shape(line), strict=True))
    assert judgement.own == model.own(seen)


@given(TEXTS, TEXTS)
def test_a_judgement_does_not_depend_on_the_texts_before(text: str, other: str) -> None:
    fresh, used = LineModel(stored_tables()), LineModel(stored_tables())
    assert len(used.judge(Document(f"{other}\n\n{text}")).odds) >= 0
    assert fresh.judge(Document(text)).odds == used.judge(Document(text)).odds


def test_a_menu_below_an_article_is_one_finding_with_reasons() -> None:
    text = STORY + FOOT
    (finding,) = [one for one in stray(text) if one.line == text[: text.index(MENU)].count("\n") + 1]
    assert text[finding.start : finding.end] == MENU.strip()
    assert finding.message.startswith("4 stray lines: ")
    assert finding.message.count(",") >= 2


def test_the_article_alone_is_left_alone() -> None:
    assert stray(STORY) == []


@pytest.mark.parametrize(
    "text",
    [
        "def main():\n    print('harbour')\n    return 0\n\nif __name__ == '__main__':\n    main()\n" * 4,
        "Jana Novak\nOleksandr Petrenko\nMaria da Silva\nHans Huber\n" * 6,
        "港の橋が再開した。\n\n開通式\n歩行者の道\n渡し船\n値段\n地図\n",
        "Die Brücke über den Hafen ist seit Freitag wieder offen.\n\nNiemand hatte damit gerechnet, sagte der Bürgermeister am Kai.\n\n"
        "Was man braucht\nMehl\nButter\nZucker\nSalz\n\nAlles verrühren und eine Stunde lang backen, bis der Kuchen braun ist.\n",
    ],
)
def test_what_the_models_do_not_know_is_left_alone(text: str) -> None:
    assert stray(text) == []


GERMAN = (
    "Die Brücke über den Hafen ist seit Freitag nach zwei Jahren wieder für alle offen.\n"
    "Niemand hatte damit gerechnet, dass die Arbeiten noch vor dem Sommer enden, sagte der Bürgermeister am Kai.\n"
    "Die Fähre, die in der Zwischenzeit fuhr, machte am Abend ihre letzte Fahrt über den Fluss.\n"
)
GERMAN_MENU = (
    "Startseite\nAnmelden\nSuche\n\nHafenblick\nInselleben\nBootsmarkt\nLeuchttürme\nKüstenwache\nSegelschule\n\nAbo\nE-Paper\n"
    "Newsletter\n\nJetzt anmelden\nTeilen\nDrucken\nMerken\n"
)
GERMAN_FOOT = (
    "\nAuch interessant\nMehr zum Thema\n\nHilfe\nMediadaten\nStellenmarkt\n\nImpressum\nDatenschutz\nAGB\nCookie-Einstellungen\n"
    "© 2026 Alle Rechte vorbehalten\n"
)


def test_other_languages_are_judged_by_looks() -> None:
    found = lines_flagged(f"{GERMAN_MENU}\n{GERMAN}{GERMAN_FOOT}")
    assert {5, 6, 7, 8, 9, 10} <= found
    first = GERMAN_MENU.count("\n") + 2
    assert not found & {first, first + 1, first + 2}
    assert stray(GERMAN) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Read on »", "Read on »"),
        ("“Так”, сказал он", "“Так”, сказал он"),
        ("«Так», — сказал он", '"Так", — сказал он'),
        ("橋が、再開！", "橋橋がが,再再開開!"),
        ("هل فتح؟", "هل فتح?"),
    ],
)
def test_lines_are_seen_in_the_manner_of_latin_script(text: str, expected: str) -> None:
    assert in_latin_manner(text) == expected


def lines_flagged(text: str, rules: RuleSet | None = None) -> set[int]:
    return {line for finding in stray(text, rules) for line in range(finding.line, finding.end_line + 1)}


def test_lines_of_other_rules_are_theirs() -> None:
    text = STORY + FOOT.replace("Sailing School\n", "Share this article\n")
    line = text[: text.index("Share this article")].count("\n") + 1
    assert {line - 1, line, line + 1} - lines_flagged(text) == {line}


def test_lines_of_a_rule_that_is_not_to_be_used_are_left_alone() -> None:
    text = STORY + FOOT.replace("Sailing School\n", "Share this article\n")
    line = text[: text.index("Share this article")].count("\n") + 1
    without = RuleSet.of([rule for rule in RULES if rule.name != "share-bar"], book=RuleSet.of(RULES).book)
    assert {line - 1, line, line + 1} - lines_flagged(text, without) == {line}


def test_another_model_can_be_used(tmp_path: Path, tables: Tables) -> None:
    path = tmp_path / "mine.json"
    never = msgspec.structs.replace(tables, weights=tables.weights | {"bias": [0, -64_000]})
    path.write_bytes(msgspec.json.encode(never))
    judge = LineModel.load(path)
    assert max(judge.judge(Document(STORY + FOOT)).odds) < -500


def test_a_file_that_is_no_model_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text(json.dumps({"words": "a b"}), encoding="utf-8")
    with pytest.raises(msgspec.ValidationError):
        LineModel.load(path)
