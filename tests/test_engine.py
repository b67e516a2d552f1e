"""The engine: places, crashes, order, triggers, and time that grows no faster than the text."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import scrapelint.samples
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from scrapelint.checks import Document, FileReport, Finding, Hits, Line, Rule, Severity, Span, fold, line_key
from scrapelint.checks.config import Config, Rules
from scrapelint.checks.discovery import find_rules, load_rules
from scrapelint.checks.engine import Checker, RuleSet, phrase_book
from scrapelint.checks.language import _runs_of_letters
from scrapelint.checks.literals import LiteralFinder
from scrapelint.checks.machine_lines import machine_kind
from scrapelint.checks.matcher import HyperscanScanner, TriggerMatcher, line_starts, native_available, widened
from scrapelint.checks.normalise import INVISIBLE
from scrapelint.checks.rule import RuleFile
from scrapelint.checks.sources import Chunk as WholeFile
from scrapelint.checks.sources import find_sources, read_chunk

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(scrapelint.samples.__path__[0])
RULES = load_rules(find_rules().values())
BOOK = phrase_book(RULES)

needs_hyperscan = pytest.mark.skipif(not native_available(), reason="the hyperscan wheel is not installed")


def rule(name: str, check: Callable[..., Hits], **more: Any) -> Rule:
    return Rule(name, "leftover", Severity.WARNING, "A rule.", "", __file__, check=check, **more)


def line_rule(name: str, check_line: Callable[..., Hits], trigger: str | None = None) -> Rule:
    return Rule(name, "leftover", Severity.WARNING, "A rule.", "", __file__, check_line=check_line, trigger=trigger)


def report(doc: Document | str, *rules: Rule, engine: str = "auto") -> FileReport:
    rule_set = RuleSet.of(rules, engine=engine)
    return Checker(lambda _doc: rule_set).check(doc if isinstance(doc, Document) else Document(doc))


# Places.


def flag_x(doc: Document) -> Hits:
    for match in re.finditer("X[^X]*X|X", doc.text):
        yield doc.span(*match.span()), "an X"


X = rule("x", flag_x)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("X", (1, 1, 1, 2)),
        ("a\nX", (2, 1, 2, 2)),
        ("a\nX\n", (2, 1, 2, 2)),
        ("a\r\nbX\r\n", (2, 2, 2, 3)),
        ("a\r\n\r\nX", (3, 1, 3, 2)),
        ("aX\nbX", (1, 2, 2, 3)),
        ("aX\r\nbX", (1, 2, 2, 3)),
        ("a\rX", (1, 3, 1, 4)),
        ("a\x0b\x0c\x85\N{LINE SEPARATOR}X", (1, 6, 1, 7)),
        ("\N{GRINNING FACE}\N{HIRAGANA LETTER A}X", (1, 3, 1, 4)),
        ("e\N{COMBINING ACUTE ACCENT}X", (1, 3, 1, 4)),
        ("X\nX", (1, 1, 2, 2)),
    ],
)
def test_lines_end_at_line_feeds_and_columns_count_code_points(text: str, place: tuple[int, ...]) -> None:
    [finding] = report(text, X).findings
    assert (finding.line, finding.column, finding.end_line, finding.end_column) == place
    assert text[finding.start : finding.end].strip("X") != text


@given(st.text(alphabet="ab\r\n\N{GRINNING FACE}X"))
def test_line_and_column_lead_back_to_the_place(text: str) -> None:
    lines = text.split("\n")
    for finding in report(text, X).findings:
        for line, column, offset in [
            (finding.line, finding.column, finding.start),
            (finding.end_line, finding.end_column, finding.end),
        ]:
            assert sum(len(before) + 1 for before in lines[: line - 1]) + column - 1 == offset


@given(st.text(alphabet="ab\r\n\N{GRINNING FACE} "))
def test_the_lines_of_a_document_are_its_text(text: str) -> None:
    doc = Document(text)
    assert [line.start for line in doc.lines] == line_starts(text)
    assert all(text[line.start : line.end] == line.text for line in doc.lines)
    assert [line.number for line in doc.lines] == list(range(1, text.count("\n") + 2))
    assert not any("\n" in line.text for line in doc.lines)


def test_a_place_in_a_field_counts_within_the_field() -> None:
    def check(_doc: Document) -> Hits:
        yield Span(4, 5, "X", "title"), "an X"

    doc = Document("text\n\ntext", {"title": "a\r\nbX"}, first_line=7)
    [finding] = report(doc, rule("field", check)).findings
    assert (finding.field, finding.line, finding.column, finding.start, finding.end) == ("title", 2, 2, 4, 5)


def test_lines_are_those_of_the_file_also_below_front_matter() -> None:
    def check(doc: Document) -> Hits:
        yield doc.beginning, "about the whole"
        yield doc.lines[1], "a line"

    findings = report(Document("one\ntwo", first_line=5), rule("front", check)).findings
    assert [(finding.line, finding.column, finding.message) for finding in findings] == [
        (1, 1, "about the whole"),
        (6, 1, "a line"),
    ]


# Rules that raise.


def divide(doc: Document) -> Hits:
    return [(doc.span(0, 1 // len(doc.text[:0])), "never")]


def stop_in_the_middle(doc: Document) -> Hits:
    yield doc.span(0, 1), "first"
    raise KeyError("in the middle")


def yields(*hits: Any) -> Callable[[Document], Hits]:
    return lambda _doc: hits


def leave(_doc: Document) -> Hits:
    raise SystemExit(0)


def call_itself(doc: Document) -> Hits:
    return call_itself(doc)


CRASHES: dict[str, tuple[Callable[..., Any], str]] = {
    "at once": (divide, "ZeroDivisionError: "),
    "in the middle": (stop_in_the_middle, "KeyError: 'in the middle'"),
    "list": (yields([Span(0, 1, "a"), "message"]), "TypeError: a rule yields (span, message)"),
    "no list": (lambda _doc: 7, "TypeError: 'int' object is not iterable"),
    "nothing": (lambda _doc: None, "TypeError: 'NoneType' object is not iterable"),
    "garbage": (yields("garbage"), "TypeError: a rule yields (span, message)"),
    "a number": (yields(7), "TypeError: a rule yields (span, message)"),
    "no message": (yields((Span(0, 1, "a"),)), "TypeError: a rule yields (span, message)"),
    "message that is no text": (yields((Span(0, 1, "a"), 7)), "TypeError: a rule yields (span, message)"),
    "place that is no span": (yields(((0, 1), "message")), "TypeError: a rule yields (span, message)"),
    "replacement that is no text": (yields((Span(0, 1, "a"), "message", 7)), "TypeError: a rule yields (span, message)"),
    "four things": (yields((Span(0, 1, "a"), "message", "", "")), "TypeError: a rule yields (span, message)"),
    "behind the text": (yields((Span(0, 99, "a"), "message")), "ValueError: the place 0-99 is outside of the document's text"),
    "before the text": (yields((Span(-1, 0, ""), "message")), "ValueError: the place -1-0 is outside"),
    "end before start": (yields((Span(1, 0, ""), "message")), "ValueError: the place 1-0 is outside"),
    "place that is no number": (yields((Span("0", "1", "a"), "message")), "TypeError: "),  # type: ignore[arg-type]
    "field that is not there": (yields((Span(0, 1, "a", "nowhere"), "message")), "ValueError: the place 0-1 is outside"),
    "leaving": (leave, "SystemExit: 0"),
    "recursion": (call_itself, "RecursionError: "),
}


@pytest.mark.parametrize(("check", "error"), CRASHES.values(), ids=CRASHES)
def test_a_rule_that_raises_loses_only_itself(check: Callable[..., Hits], error: str) -> None:
    checked = report(Document("aX", path="feed.jsonl", record=3), X, rule("broken", check))
    assert [finding.rule for finding in checked.findings] == ["x"]
    [crash] = checked.crashes
    assert (crash.rule, crash.path, crash.record) == ("broken", "feed.jsonl", 3)
    assert crash.error.startswith(error)


@pytest.mark.parametrize("check", [divide, stop_in_the_middle])
def test_a_crash_names_the_line_of_the_rule_file(check: Callable[..., Hits]) -> None:
    [crash] = report("text", rule("broken", check)).crashes
    assert re.search(r" \(test_engine\.py, line \d+\)$", crash.error)


# Order.


def test_findings_stand_in_the_order_of_the_text_and_twice_the_same_is_once() -> None:
    def backwards(doc: Document) -> Hits:
        for start in (3, 1, 1, 0):
            yield doc.span(start, start + 1), "a character"
        yield Span(0, 1, "t", "title"), "in the title"

    doc = Document("abcd", {"title": "title"})
    found = report(doc, rule("b", backwards), rule("a", backwards)).findings
    assert [(finding.field, finding.start, finding.rule) for finding in found] == [
        *(("text", start, name) for start in (0, 1, 3) for name in ("a", "b")),
        *(("title", 0, name) for name in ("a", "b")),
    ]


@given(st.permutations(RULES[::7]))
@settings(max_examples=10)
def test_the_order_of_the_rules_does_not_matter(rules: list[Rule]) -> None:
    doc = Document("Ferry sails\nFerry sails\nvon 3 Uhr,bis 4 https://example.com\nRead more\n")
    assert report(doc, *rules) == report(doc, *RULES[::7])


# Triggers.


def lines_seen(text: str, trigger: str, engine: str) -> list[int]:
    seen: list[int] = []

    def check_line(_doc: Document, line: Line) -> Hits:
        seen.append(line.number)
        return ()

    report(text, line_rule("seen", check_line, trigger), engine=engine)
    return seen


TRIGGERS = [rule.trigger for rule in RULES if rule.trigger is not None]
ENGINES = ["re", pytest.param("hyperscan", marks=needs_hyperscan), "auto"]

# Where engines are known to differ: letters that fold onto ASCII, digits and blanks beyond ASCII, scripts younger than an engine's tables,
# separators that some call line ends, and half a surrogate pair.
ODD = [
    "\N{LATIN SMALL LETTER LONG S}", "\N{KELVIN SIGN}", "\N{LATIN SMALL LETTER DOTLESS I}", "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}",
    "\N{LATIN SMALL LIGATURE FI}", "\N{ARABIC-INDIC DIGIT THREE}", "\N{FULLWIDTH DIGIT ONE}", "\N{SUPERSCRIPT TWO}", "\N{NO-BREAK SPACE}",
    "\x1c", "\x1f", "\x85", "\x00", "\r", "\N{LINE SEPARATOR}", "\N{IDEOGRAPHIC SPACE}", "\N{ZERO WIDTH SPACE}", "\N{COMBINING ACUTE ACCENT}",
    "\N{CYRILLIC SMALL LETTER ROUNDED VE}", "\N{GEORGIAN MTAVRULI CAPITAL LETTER AN}", "\N{GRINNING FACE}", "\U0001e900", "\ud800", "_", "\N{MATHEMATICAL BOLD CAPITAL A}",
]  # fmt: skip
PHRASES = sorted({phrase.text for rule in RULES for phrase in rule.phrases})
FRAGMENTS = [
    *"abZ1,.;:!?-_@#|*•'\"“”()[]<>/ \t\n", "\n\n", "\r\n", "12", "3 ", "https://example.com/a", "www.a.de", "a@b.de", "2026-05-03T10:00:00Z",
    "en_US", "Tags: a, b, c, d", "vor 3 Stunden", "2 days ago", "5 fa", "said,adding", "me.Both", "teh ", "og:title", "Source: ", "CC BY", " - ",
    "List of 3 items", "The ferry sails on Monday, the council said, and the mayor will be there.",
]  # fmt: skip
texts = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), st.sampled_from(PHRASES), st.sampled_from(ODD), st.text(max_size=3)), max_size=30
).map("".join)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "trigger",
    [
        *TRIGGERS,
        r"ago\b",
        r"(?i:stra\w+)",
        "(?i)strasse|via",
        "(?i)[i-k]",
        "(?i)\u0432",
        r"(?<=a)b",
        r"a$",
        r"^a",
        r"\Aa",
        r"a\s",
        r"\d",
        "",
    ],
)
def test_a_rule_sees_exactly_the_lines_in_which_its_trigger_matches(trigger: str, engine: str) -> None:
    text = (
        "\n".join(
            ["ago", "agoa", "", "a", "ab", "ba", "STRASSE", " \t", *FRAGMENTS, *ODD, *(odd + "1 a.b " + odd for odd in ODD)]
        )
        * 2
    )
    expected = [number for number, line in enumerate(text.split("\n"), 1) if re.search(trigger, line.removesuffix("\r"))]
    assert lines_seen(text, trigger, engine) == expected


@pytest.mark.parametrize("engine", ENGINES)
@given(text=texts)
@settings(deadline=None)
def test_all_triggers_together_find_the_lines_that_each_finds_alone(engine: str, text: str) -> None:
    lines = [line.text for line in Document(text).lines]
    alone = [[place for place, line in enumerate(lines) if re.search(trigger, line)] for trigger in TRIGGERS]
    expected = {index: places for index, places in enumerate(alone) if places}
    assert _matcher(engine).lines(text, lines) == expected


_MATCHERS: dict[str, TriggerMatcher] = {}


def _matcher(engine: str) -> TriggerMatcher:
    """One for all texts: compiling for Hyperscan takes a tenth of a second."""
    return _MATCHERS.setdefault(engine, TriggerMatcher(TRIGGERS, engine))


# Rules whose trigger tells more than a few letters, and what they flag, in upper case too.
NARROW = [
    rule
    for rule in RULES
    if rule.name
    in {
        "empty-link",
        "encoded-blob",
        "html-entity",
        "leaked-metadata",
        "missing-space",
        "shortcode",
        "source-line",
        "space-before-punctuation",
        "tag-line",
    }
]
FLAGGED = sorted(
    {
        piece
        for rule in NARROW
        for example in rule.bad
        for line in example.shown.split("\n")
        for piece in (line, line.upper(), *line.split("⟦")[1:])
    }
)


@given(
    st.lists(st.sampled_from(FLAGGED) | st.sampled_from(ODD) | st.sampled_from(FRAGMENTS), min_size=1, max_size=6).map("".join)
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_rule_finds_nothing_where_its_trigger_is_not(text: str) -> None:
    doc = Document(text.replace("⟦", "").replace("⟧", ""), phrase_book=SETS["re"].book)
    for rule in NARROW:
        if rule.check is not None and not re.search(rule.trigger or "", doc.text, re.MULTILINE):
            assert not list(rule.check(doc, **rule.defaults()))
        if rule.check_line is not None:
            others = [line for line in doc.inked if not re.search(rule.trigger or "", line.text)]
            assert not [hit for line in others for hit in rule.check_line(doc, line, **rule.defaults())]


@pytest.mark.parametrize("engine", ENGINES)
def test_half_a_surrogate_pair_is_no_question_mark(engine: str) -> None:
    lines = ["a\ud800b", "c?d"]
    assert list(TriggerMatcher([r"[a-z]\?[a-z]"], engine, once=[0]).lines("\n".join(lines), lines)) == [0]


@needs_hyperscan
def test_the_native_engine_knows_all_triggers() -> None:
    for rule in RULES:
        assert rule.trigger is None or widened(rule.trigger) is not None, rule.name
    scanned, _ = HyperscanScanner(TRIGGERS).scan("a bridge")
    assert not scanned  # what it does not know is left to `re`, which proposes lines for all it is given


def test_a_line_rule_without_a_trigger_sees_every_line_with_ink() -> None:
    seen: list[int] = []

    def check_line(_doc: Document, line: Line) -> Hits:
        seen.append(line.number)
        return ()

    report("a\n\n \t\nb", line_rule("seen", check_line))
    assert seen == [1, 4]


def test_a_document_rule_runs_once_where_its_trigger_occurs_and_not_at_all_where_it_does_not() -> None:
    calls: list[str] = []

    def check(doc: Document) -> Hits:
        calls.append(doc.text)
        return ()

    triggered = rule("triggered", check, trigger="ferry")
    for text in ("a ferry\nand a ferry", "a bridge"):
        report(text, triggered)
    assert calls == ["a ferry\nand a ferry"]


# Any engine, the same findings.


def _rule_sets() -> dict[str, RuleSet]:
    return {engine: RuleSet.of(RULES, book=phrase_book(RULES), engine=engine) for engine in ("re", "hyperscan", "auto")}


SETS = _rule_sets()


def findings(doc: Document, engine: str) -> tuple[Finding, ...]:
    checked = Checker(lambda _doc: SETS[engine]).check(doc)
    assert checked.crashes == ()
    return checked.findings


def _sample_documents() -> list[Document]:
    sources, _ = find_sources([str(SAMPLES)])
    return [doc for source in sources for doc in read_chunk(WholeFile(source))]


@needs_hyperscan
@pytest.mark.parametrize("doc", _sample_documents(), ids=lambda doc: f"{Path(doc.path).name}#{doc.record}")
def test_every_engine_finds_the_same_in_the_samples(doc: Document) -> None:
    assert findings(doc, "hyperscan") == findings(doc, "re")
    assert findings(doc, "auto") == findings(doc, "re")


@needs_hyperscan
@given(texts)
@example("\ud800 vor 3 Stunden")
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_every_engine_finds_the_same_in_any_text(text: str) -> None:
    doc = Document(text, path="a.txt")
    assert findings(doc, "hyperscan") == findings(doc, "re")
    assert findings(doc, "auto") == findings(doc, "re")


@given(texts)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_no_built_in_rule_raises_whatever_the_text(text: str) -> None:
    assert Checker(lambda _doc: SETS["re"]).check(Document(text, {"title": text, "url": text, "language": text})).crashes == ()


@needs_hyperscan
@given(texts)
@example("我不是机器人")
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_engine_finds_the_same_literals(text: str) -> None:
    text = fold(text)
    lines = text.split("\n")
    native, by_words = (FINDERS[engine].places(lines) for engine in ("hyperscan", "re"))
    assert native == by_words == LiteralFinder(LITERALS).places(lines)


LITERALS = [key for rule in RULES for phrase in rule.phrases if "{n}" not in (key := phrase.key)]
FINDERS = {engine: LiteralFinder(LITERALS, engine) for engine in ("hyperscan", "re")}


@needs_hyperscan
@given(
    st.lists(
        st.sampled_from(["git", "node.js", "c", "é", "digits", " ", "\n", ".", "橋", "\N{SUPERSCRIPT TWO}", "_", "\ud800"])
    ).map("".join)
)
def test_short_literals_are_found_where_they_cut_no_word(text: str) -> None:
    lines = text.split("\n")
    expected = {
        place: found
        for place, line in enumerate(lines)
        if (
            found := [
                word
                for word in SHORT
                if re.search(rf"(?<![^\W_\u2e80-\U0010ffff]){re.escape(word)}(?![^\W_\u2e80-\U0010ffff])", line)
            ]
        )
    }
    for finder in SHORT_FINDERS:
        assert finder.places(lines) == expected


SHORT = ["c", "digits", "git", "node.js"]
SHORT_FINDERS = [LiteralFinder(SHORT[:1], engine, short=SHORT[1:]) for engine in ("hyperscan", "re", "auto")]


# Views.


@given(texts | st.text(st.sampled_from("ab’“–—…\N{NO-BREAK SPACE} 1é_'")))
def test_words_are_runs_of_letters_whatever_the_text(text: str) -> None:
    assert _runs_of_letters(text) == re.findall(r"[^\W\d_]+", text)


@given(texts)
@settings(deadline=None)
def test_views_of_lines_say_the_same_as_the_line_alone(text: str) -> None:
    doc = Document(text)
    assert doc.inked == [line for line in doc.lines if not line.blank]
    assert all(doc.lines[line.number - 1] is line for line in doc.inked)
    assert doc.folded == [fold(line.text) for line in doc.inked]
    assert doc.inked_keys == [line_key(fold(line.text)) for line in doc.inked]
    # An invisible character between blanks is a word of the line alone, and none of the document.
    seen = [place for place, line in enumerate(doc.inked) if not INVISIBLE.search(line.text)]
    assert [doc.word_counts[place] for place in seen] == [doc.inked[place].word_count for place in seen]
    prose = [doc.inked[place] for place in seen if len(doc.inked[place].text) > 20 and doc.inked[place].is_prose]
    assert [line for line in doc.prose if not INVISIBLE.search(line.text)] == prose
    assert doc.machine_lines == {line.number: kind for line in doc.inked if (kind := machine_kind(line.text))}


def test_an_invisible_character_between_blanks_is_no_word() -> None:
    assert Document("3 \u200b\n\u200b\nthe \u2060 ferry").word_counts == [1, 1, 2]


def test_a_phrase_at_the_end_of_a_paragraph_is_known_in_scripts_without_spaces() -> None:
    phrase = "メールアドレスが公開されることはありません。"
    text = f"港の橋は二年の工事を終えて金曜日に再び開通した。朝から多くの人が渡り、渡し船は夕方に最後の便を出した。{phrase}"
    hits = Document(text, phrase_book=BOOK).phrase_hits
    assert [hit.span.text for hit in hits["comment-prompt"]] == [phrase]


@pytest.mark.parametrize(
    "line", ["Lire aussi : le bac fait grève", "Lire aussi: le bac fait grève", "LIRE AUSSI\u00a0: le bac fait grève"]
)
def test_a_blank_before_a_mark_makes_no_difference(line: str) -> None:
    assert "read-more-link" in Document(line, phrase_book=BOOK).phrase_hits


@pytest.mark.parametrize("line", ["— Non merci", "– Nie, dziękuję.", "«Non merci»", "“No thanks”"])
def test_what_somebody_says_is_no_phrase(line: str) -> None:
    assert "dismiss-prompt" not in Document(line, phrase_book=BOOK).phrase_hits
    assert "dismiss-prompt" in Document(line.strip("—–«»“” ."), phrase_book=BOOK).phrase_hits


# Long lists of phrases, which count in texts of their language.

GERMAN_PROSE = (
    "Die Brücke über den Hafen ist seit Freitag nach zwei Jahren wieder für alle offen, und die Fähre fährt nicht mehr.\n"
    "Niemand hatte damit gerechnet, dass die Arbeiten noch vor dem Sommer zu Ende gehen, sagte der Bürgermeister.\n"
)
ENGLISH_PROSE = (
    "The bridge over the harbour opened again on Friday after two years, and the ferry that had carried people is gone.\n"
    "Nobody had thought that the workers would be done before the summer, said the mayor of the town on the quay.\n"
)


def test_phrases_of_a_long_list_are_known_in_texts_of_its_language() -> None:
    line = "Mit E-Mail fortfahren"
    assert [hit.phrase for hit in Document(GERMAN_PROSE + line, phrase_book=BOOK).phrase_hits["account-prompt"]] == [line]
    assert Document(ENGLISH_PROSE + line, phrase_book=BOOK).phrase_hits == {}
    assert Document(line, phrase_book=BOOK).phrase_hits == {}


def test_long_lists_of_packs_that_are_not_there_are_left_out() -> None:
    index = phrase_book([rule for rule in RULES if rule.name != "account-prompt"])
    assert "account-prompt" not in Document(GERMAN_PROSE + "Mit E-Mail fortfahren", phrase_book=index).phrase_hits


# Time.

WORDS = "The ferry, Read more at https://example.com/a?b=1 said. 1-2 (x) “quote” no.Space a@b.de 3 May 2026 12:30 &amp; <b> U.S.mining "
HOSTILE = {
    "letters": "a", "capitals": "AB", "blanks": " ", "tabs": "\t", "angles": "<", "dashes": "- ", "words": "ab ", "lines": "\n",
    "stops": ".,", "ranges": "1-", "addresses": "https://", "sites": "www.", "at signs": "@", "mails": "x@y.z ", "quotes": "“", "pairs": "“a” ",
    "no-break": "\N{NO-BREAK SPACE}", "digits": "1", "numbers": "1 ", "commas": "a,", "slashes": "/", "bars": " | ", "bullets": "• ", "ands": "and ",
    "emoji": "\N{GRINNING FACE}", "marks": "\N{COMBINING ACUTE ACCENT}", "han": "\N{CJK UNIFIED IDEOGRAPH-6A4B}", "nothing": "\x00", "ellipses": "…",
    "entities": "&amp;", "glued": "Ab.Cd ", "keywords": "news, sport, ", "phone": "+49 30 123", "stamps": "2026-05-03T10:00:00Z ", "one line": WORDS,
    "many lines": WORDS + "\n", "one phrase": "sign up for our newsletter ", "phrase lines": "Read more\n", "tag lines": "tag\n",
    "item lines": "• a\n", "address lines": "https://example.com/a\n", "mail lines": "a@b.de\n", "stamp lines": "2026-05-03T10:00:00Z\n",
    "age lines": "3 hours ago\n", "sites glued": "www.aaa", "apostrophes": "x,y a'", "swedish": "Hon sade ”ja” och gick hem. “Nej”, sade han.\n",
    "blocks": "Related articles\n" + "The harbour bridge opened again on Monday after two years of work.\n" * 2 + "Home\n" * 12,
    "headlines": "Ferry strike enters second week\nCrews walked out on Monday, and nobody knows when they will be back.\n",
    "stacked marks": "a\u0301\u0327\u0301\u0327", "carriage returns": "\r",
    "mojibake": "Ã© ", "mojibake lines": "â€™\n", "tags": '<a href="x">', "cut tags": '<a href="', "comments": "<!--", "double escapes": "&amp;amp;",
    "gaps": "{{ a }} ", "shortcodes": "[quote=a][/quote]", "pictures": "![](data:image/png;base64,", "base64": "Zx9Kq2LmPt7RvWb4",
    "escapes": "\\u2019\\n", "keys": '{"a":1,\n', "code": "window.x = 1;\n", "styles": ".a{b:c;}", "spaced": "a , b", "stub lines": "the\nx\n",
    "blank lines": " \n", "rules": "=====\n", "camels": "theThe ", "columns": "a  b   c\n", "unseen": "a\u200b", "codes": "\x1b[31m",
    "messages": "Warning: a in /x.php on line 1 ",
}  # fmt: skip


def checking_time(piece: str, chars: int) -> float:
    """The seconds of processor time that all rules take together for so much hostile text."""
    doc = Document((piece * (chars // len(piece) + 1))[:chars], path="hostile.txt")
    start = time.process_time()
    findings(doc, "re")
    return time.process_time() - start


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_no_hostile_text_makes_the_rules_run_away(piece: str) -> None:
    """A quadratic rule takes sixteen times as long for four times the text, and minutes for a megabyte."""
    quarter = checking_time(piece, 50_000)
    assert quarter < 1.5
    whole = checking_time(piece, 200_000)
    assert whole < 8 * quarter + 0.5
    assert whole < 4


# Rules from files: what a plugin can do wrong.


def test_a_rule_file_that_does_not_import_is_named(tmp_path: Path) -> None:
    path = tmp_path / "leftover" / "broken_rule.py"
    path.parent.mkdir()
    path.write_text("import a_module_that_is_not_there\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"broken_rule\.py: rule broken-rule does not load: ModuleNotFoundError"):
        RuleFile(path).load()


def test_settings_without_rules_are_a_set_of_all() -> None:
    assert [use.rule.name for use in Rules(Config()).for_overrides(()).uses] == [rule.name for rule in RULES]
