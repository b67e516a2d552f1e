"""The report formats: what they promise to programs, to terminals and to people."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from scrapelint.checks import (
    Deduction,
    Document,
    Example,
    Excerpt,
    FileReport,
    Finding,
    Option,
    ReportOptions,
    Rule,
    RuleCrash,
    RunReport,
    Score,
    Severity,
    __version__,
    printable,
    visible,
)
from scrapelint.checks.discovery import REPORTS_GROUP, find_reports, installed_packages
from scrapelint.checks.engine import Checker, RuleSet
from scrapelint.checks.gate import Gate, summarise
from scrapelint.checks.phrases import Phrase
from scrapelint.reports import json as json_report
from scrapelint.reports import jsonl, terminal
from scrapelint.reports._pages import render_rule, render_rules
from scrapelint.reports._picture import render_svg

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scrapelint.checks import Hits

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "reports" / "report.schema.json").read_text(encoding="utf-8"))

# Colours and attributes are all that a report may send to a terminal.
SGR = re.compile(r"\x1b\[[0-9;]*m")


def pattern_rule(name: str, severity: str, pattern: str, category: str = "leftover", hint: str | None = None) -> Rule:
    """A rule that flags every match of a pattern, with the match in its message."""
    compiled = re.compile(pattern)

    def check(doc: Document) -> Hits:
        for match in compiled.finditer(doc.text):
            yield doc.span(*match.span()), f"found {printable(match[0])}"

    return Rule(name, category, Severity(severity), "A pattern.", "", __file__, check=check, hint=hint)


def _untitled(doc: Document) -> Hits:
    if not doc.title:
        yield doc.beginning, "no title"


MARK = pattern_rule("mark", "error", "X+", hint="take the X away")
DIGIT = pattern_rule("digit", "warning", "[0-9]")
BLANK = pattern_rule("blank", "info", "[ \t\u00a0\u3000]{2,}|\u00a0|\t", "spacing")
UNTITLED = Rule("untitled", "field", Severity.WARNING, "No title.", "", __file__, check=_untitled)
RULES = (MARK, DIGIT, BLANK, UNTITLED)


def run_on(documents: Iterable[Document], rules: Sequence[Rule] = RULES, gate: Gate | None = None) -> RunReport:
    """A run of the real engine."""
    rule_set = RuleSet.of(rules)
    checker = Checker(lambda _doc: rule_set, (gate or Gate()).passes, excerpts=True)
    reports = [checker.check(doc) for doc in documents]
    return RunReport(reports, summarise(reports))


def shown(run: RunReport, **options: Any) -> str:
    """The report in the terminal."""
    return "".join(terminal.render(run, ReportOptions(**options)))


def page(text: str, **fields: str) -> Document:
    """A document with a title, unless told otherwise."""
    return Document(text, {"title": "A page", **fields}, "page.txt")


SAMPLE = [
    Document("One XX two\nthree 3 4 5\n", {"title": "First", "id": "a1", "site": "example.com"}, "feed.jsonl", 1),
    Document("Clean.\n", {"title": "Second", "url": "https://www.example.com/2"}, "feed.jsonl", 2),
    Document("", {}, "empty.txt"),
]


def test_the_version_is_that_of_the_package() -> None:
    """The constant that saves a look-up is kept in step."""
    assert f'\nversion = "{__version__}"\n' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


# JSON


def test_json_follows_its_schema() -> None:
    """What is written is what the schema says, and the schema is a schema."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for run in (run_on(SAMPLE), run_on([])):
        report = json.loads("".join(json_report.render(run, ReportOptions())))
        jsonschema.Draft202012Validator(SCHEMA).validate(report)


def test_json_is_the_contract() -> None:
    """Keys, their order and their types are those of the contract."""
    (report,) = run_on(SAMPLE[:1]).documents
    text = "".join(json_report.render(run_on(SAMPLE[:1]), ReportOptions()))
    first = report.findings[0]
    assert (first.rule, first.line, first.column, first.start, first.end) == ("mark", 1, 5, 4, 6)
    score = report.score
    deductions = ",".join(f'{{"rule":"{item.rule}","points":{item.points}}}' for item in score.deductions)
    assert text.startswith(
        f'{{"version":1,"tool":"scrapelint {__version__}",\n'
        '"summary":{"documents":1,"failed":1,"passed":false,"findings":{"error":1,"warning":3,"info":0},'
        f'"mean_score":{score.score}}},\n"documents":[\n'
        f'{{"path":"feed.jsonl","record":1,"id":"a1","site":"example.com","score":{score.score},'
        f'"cleanliness":{score.cleanliness},"completeness":{score.completeness},"passed":false,'
        f'"deductions":[{deductions}],'
        '"findings":[{"rule":"mark","category":"leftover","severity":"error","message":"found XX",'
        '"hint":"take the X away","field":"text",'
        '"line":1,"column":5,"end_line":1,"end_column":7,"start":4,"end":6,"fix":null},'
    )
    whole = json.loads(text)["documents"][0]
    assert isinstance(whole["completeness"], float)
    assert whole["findings"][1]["hint"] is None


def test_jsonl_lines_are_the_documents_of_json() -> None:
    """One line a document, each an element of `documents`."""
    run = run_on(SAMPLE)
    lines = [jsonl.render_document(report) for report in run.documents]
    assert [line.count("\n") for line in lines] == [1, 1, 1]
    assert [json.loads(line) for line in lines] == json.loads("".join(json_report.render(run, ReportOptions())))["documents"]
    schema = {"$ref": "#/$defs/document", "$defs": SCHEMA["$defs"]}
    for line in lines:
        jsonschema.Draft202012Validator(schema).validate(json.loads(line))


def test_numbers_have_one_decimal() -> None:
    """Whatever a score was computed as, it is a float with one decimal."""
    score = Score(100 / 3, 100, 100 / 3, (Deduction("mark", 200 / 3),))
    report = FileReport("a.txt", None, None, None, (), score)
    line = jsonl.render_document(report)
    assert '"score":33.3,"cleanliness":100.0,"completeness":33.3' in line
    assert '"points":66.7' in line
    assert '"record":null,"id":null,"site":null' in line


def test_json_survives_half_a_surrogate_pair() -> None:
    r"""A file name that is no UTF-8 comes as lone surrogates, which JSON in UTF-8 cannot hold."""
    report = FileReport("caf\udce9.txt", None, "\ud800", None, (), Score())
    assert json.loads(jsonl.render_document(report))["path"] == "caf\\udce9.txt"
    run = RunReport([report], summarise([report]))
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads("".join(json_report.render(run, ReportOptions()))))


def test_everything_in_the_schema_is_described_and_closed() -> None:
    """No property without a description, no object that takes unknown ones, none but `crashes` that may be left out."""
    objects = [SCHEMA, *SCHEMA["$defs"].values(), SCHEMA["$defs"]["summary"]["properties"]["findings"]]
    for item in objects:
        assert item["additionalProperties"] is False
        assert sorted(item["required"]) == sorted(item["properties"].keys() - {"crashes"})
        for name, value in item["properties"].items():
            assert "$ref" in value or value.get("description", "").endswith("."), name


# Safety

HOSTILE = [
    "\x1b[31mred\x1b[0m X",
    "\x1b]0;title\x07 X 1",
    "\x9b31m X",
    "a\u202eX\u2066b\u2069 1",
    "zero\u200bwidth\u200dX\ufeff",
    "[bold]X[/bold] [link=https://example.com]1[/link]",
    "\u0301X\u0301\u0301 \u20e3 1",
    "Z" + "\u0300" * 50 + "X",
    "NUL\0X",
    "\r\rX\x08\x08",
    "\ud800X\udfff",
    "漢字X漢字" * 40,
    "X" * 10_000,
    "1 " * 5_000,
    "\u3164\u2800\u115fX\ufe0f\U000e0041\U000e0100",
    "X\u2028X\u2029X\x85X\x0bX\x0cX",
]


def assert_safe(text: str, width: int, *, color: bool) -> None:
    """Nothing in a report steers the terminal, is invisible, or stands beyond the margin."""
    plain = SGR.sub("", text) if color else text
    for line in plain.split("\n"):
        assert line.isprintable(), ascii(line)
        assert cell_len(line) <= width, line
        for before, char in zip(" " + line, line, strict=False):
            # Marks stand on something that is no blank.
            assert unicodedata.category(char)[0] != "M" or before != " ", ascii(line)
        assert not re.search("[\u034f\u115f\u1160\u2800\u3164\ufe00-\ufe0f\uffa0]", line), ascii(line)


@pytest.mark.parametrize("width", [20, 40, 60, 80, 160])
@pytest.mark.parametrize("color", [False, True])
def test_hostile_text_never_reaches_a_terminal(width: int, color: bool) -> None:
    """Not in the text, the title, the path, the id, the site or the name of a field."""
    documents = [
        Document(f"{text}\nX {text} X\n", {"title": text, "id": text, "site": text}, f"{text}.jsonl", number)
        for number, text in enumerate(HOSTILE, 1)
    ]
    run = run_on(documents)
    assert_safe(shown(run, width=width, color=color, statistics=True), width, color=color)


@given(
    text=st.text(st.characters() | st.sampled_from("X1 \t\u00a0\u3000\n\u202e\x1b\u0301漢\u200d"), max_size=200),
    title=st.text(max_size=30),
    path=st.text(min_size=1, max_size=30),
    width=st.integers(12, 200),
    color=st.booleans(),
)
@example(text="XX\u0301", title="", path="a", width=12, color=True)
@settings(max_examples=150, deadline=None)
def test_any_text_is_safe(text: str, title: str, path: str, width: int, color: bool) -> None:
    """The same for anything that a scraper could write."""
    run = run_on([Document(text, {"title": title, "site": title}, path, 3), page("X 1")])
    assert_safe(shown(run, width=width, color=color, statistics=True), width, color=color)
    for report in run.documents:
        json.loads(jsonl.render_document(report))


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_visible_text_is_printable_and_stays(text: str) -> None:
    """What was made visible has nothing in it to make visible."""
    assert visible(text).isprintable()
    assert visible(visible(text)) == visible(text)


def test_messages_and_hints_of_plugins_are_made_safe() -> None:
    """A plugin may put raw text into its message, and a crash may name anything."""
    evil = "\x1b[2J\u202e[red]" * 300
    finding = Finding("evil", "x", "error", evil, evil, evil, 1, 1, 1, 1, 0, 0)
    crash = RuleCrash(evil, evil, None, evil)
    report = FileReport(
        evil,
        1,
        evil,
        evil,
        (finding,),
        Score(50.0),
        False,
        evil,
        (Excerpt(evil, evil, evil),),
        (None,),
        (crash,),
    )
    run = RunReport([report], summarise([report]))
    for color in (False, True):
        assert_safe(shown(run, width=80, color=color, statistics=True), 80, color=color)


def test_markup_is_text() -> None:
    """Square brackets are shown as they stand."""
    text = shown(run_on([page("[bold]X[/bold] :smile:", title="[red]T[/red]")]), width=80)
    assert "[bold]X[/bold] :smile:" in text
    assert "[red]T[/red]" in text


# The terminal


def test_no_ansi_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the environment says: the options decide, and nothing else."""
    run = run_on(SAMPLE)
    plain, colored = shown(run, statistics=True), shown(run, color=True, statistics=True)
    assert "\x1b" not in plain
    assert "\x1b[" in colored
    for name, value in {
        "FORCE_COLOR": "1",
        "COLUMNS": "30",
        "TERM": "dumb",
        "NO_COLOR": "1",
        "COLORTERM": "truecolor",
    }.items():
        monkeypatch.setenv(name, value)
        assert (shown(run, statistics=True), shown(run, color=True, statistics=True)) == (plain, colored)


@pytest.mark.parametrize(
    "before",
    [
        "",
        "plain ",
        "漢字かな交じり文",
        "e\u0301te\u0301 ",
        "a\u202eb ",
        "tab\tand\u00a0space ",
        "🙂🙂 ",
        "long " * 40,
        "漢" * 100,
    ],
)
@pytest.mark.parametrize("after", ["", " tail", "漢字" * 50])
@pytest.mark.parametrize("width", [40, 60, 80, 160])
def test_carets_stand_under_the_span(before: str, after: str, width: int) -> None:
    """Cell by cell, with wide characters, escapes and marks before it."""
    lines = shown(run_on([page(before + "XXX" + after)], [MARK]), width=width).split("\n")
    (number,) = [number for number, line in enumerate(lines) if line.endswith("^^^")]
    excerpt, carets = lines[number - 1], lines[number]
    start = excerpt.index("XXX")
    assert carets.index("^") == cell_len(excerpt[:start])
    assert carets.lstrip(" │") == "^^^"


def test_white_space_shows_in_the_span_only() -> None:
    """A no-break space and a tab are visible where they are the finding, and out of the way elsewhere."""
    text = shown(run_on([page("a\u00a0b \t c \u3000d")], [BLANK]), width=80)
    assert "a⍽b·⇥·c·⍽d" in text
    only_digits = shown(run_on([page("a\u00a0b\tc 1")], [DIGIT]), width=80)
    assert "a b c 1" in only_digits
    words = shown(run_on([page("a b\u00a0c d")], [pattern_rule("words", "info", "b.c d")]), width=80)
    assert "a b⍽c d" in words


def test_findings_of_one_rule_on_one_line_are_folded() -> None:
    """One entry that says how many, with all of them marked."""
    lines = shown(run_on([page("a 1 b 2 c 3")], [DIGIT]), width=80).split("\n")
    number = next(number for number, line in enumerate(lines) if "digit ×3" in line)
    assert [line.strip() for line in lines[number + 1 : number + 3]] == ["│ a 1 b 2 c 3", "│   ^   ^   ^"]


def test_two_rules_on_one_span_share_the_excerpt() -> None:
    """Two messages, one excerpt."""
    also = pattern_rule("also", "warning", "X+")
    text = shown(run_on([page("a XX b")], [MARK, also]), width=80)
    assert text.count("found XX") == 2
    assert text.count("^^") == 1


def test_a_finding_over_several_lines_says_so() -> None:
    """The excerpt is its first line."""
    over = pattern_rule("over", "warning", r"b\nc\nd")
    text = shown(run_on([page("a b\nc\nd e")], [over]), width=80)
    assert "│ a b ↵ +2 lines" in text


def test_a_marked_line_break_shows() -> None:
    """What is found is the break itself."""
    breaks = pattern_rule("breaks", "warning", r"\n(?=\n)")
    lines = shown(run_on([page("abc\n\nd")], [breaks]), width=80).split("\n")
    number = next(number for number, line in enumerate(lines) if "abc↵" in line)
    assert lines[number + 1].index("^") == lines[number].index("↵")


def test_whole_document_findings_come_first_without_excerpt() -> None:
    """They have no place."""
    text = shown(run_on([Document("a X b", {}, "page.txt")]), width=80)
    assert text.index("untitled") < text.index("mark")
    assert re.search(r"– +warning +untitled +no title\n +1:3 +error +mark +found X\n", text)


def test_a_hint_is_shown_once_for_each_rule_and_document() -> None:
    """Twice is noise."""
    text = shown(run_on([page("X\nX\nX"), page("X\nX")]), width=80)
    assert text.count("→ take the X away") == 2


def test_a_page_with_many_findings_stays_readable() -> None:
    """Not more than a few screens, every rule among what is shown, and a word on what is not."""
    text = "\n".join(f"line 1 {'X' * (number == 190)} \u00a0" for number in range(200))
    report = shown(run_on([page(text)]), width=80)
    assert report.count("\n") < 150
    assert re.search(r"… and \d+ more \(all: --format json\): (blank|digit) ×\d+", report)
    assert "190:8" not in report
    assert "191:8" in report


def test_a_long_run_of_one_rule_is_a_list_of_places() -> None:
    """The first ones with their excerpts, the rest by place."""
    report = shown(run_on([page("X\n" * 9)]), width=80)
    assert "… 6 more of mark: 4:1, 5:1, 6:1, 7:1, 8:1, 9:1" in report


def test_five_hundred_documents() -> None:
    """The worst in detail, the rest in numbers, and how to see them all."""
    documents = [Document(f"text {'X ' * (number % 60)}\n" * 30, {"title": "T"}, f"d/{number:03}.txt") for number in range(500)]
    report = shown(run_on(documents), width=80)
    assert report.count("\n") < 900
    assert "… only the 20 worst of 491 documents with findings are shown in detail" in report
    assert "500 documents · 9 without findings" in report
    assert report.count("FAIL") == 20 + 10


def test_few_clean_documents_are_listed_and_many_are_counted() -> None:
    """One line each, as long as they are few."""
    assert "PASS  ━━━━━━━━━━ 100.0  page.txt  A page" in shown(run_on([page("fine")] * 3), width=80)
    many = shown(run_on([page("fine")] * 11), width=80)
    assert "page.txt" not in many
    assert "11 documents · 11 without findings" in many


def test_quiet_is_the_totals_and_the_verdict() -> None:
    """Two lines for a log."""
    run = run_on(SAMPLE)
    counts = "3 documents · 1 without findings · 1 error · 4 warnings · 0 info"
    assert shown(run, width=100, quiet=True).split("\n") == [
        f"{counts} · mean score {run.summary.mean_score}",
        "gate failed: 1 of 3 documents has findings of severity error",
        "",
    ]


def test_statistics_show_all_rules_sites_and_scores() -> None:
    """What a summary leaves out."""
    rules = [pattern_rule(f"rule-{letter}", "info", letter) for letter in "abcdefghijklm"]
    run = run_on([page("abcdefghijklm", site="example.com"), page("z")], rules)
    short, full = shown(run, width=80), shown(run, width=80, statistics=True)
    assert "… and 3 more rules, 3 findings (all: --statistics)" in short
    assert "sites" not in short
    assert all(f"rule-{letter}" in full for letter in "abcdefghijklm")
    assert re.search(r"example\.com +1 +0 +13 ", full)
    assert re.search(r"\(none\) +1 +0 +0 ", full)
    assert re.search(r" 100 +1  ━+\n", full)


@pytest.mark.parametrize(
    ("gate", "verdict"),
    [
        (Gate("never"), "gate passed"),
        (Gate("error"), "gate failed: 1 of 3 documents has findings of severity error"),
        (Gate("warning"), "gate failed: 2 of 3 documents have findings of severity warning or worse"),
        (Gate("never", 99), "gate failed: 2 of 3 documents have a score below 99"),
        (
            Gate("error", 99),
            "gate failed: 1 of 3 documents has findings of severity error, 2 have a score below 99",
        ),
    ],
)
def test_the_verdict_says_why(gate: Gate, verdict: str) -> None:
    """By severity, by score, or by both."""
    run = run_on(SAMPLE, gate=gate)
    text = shown(run, width=120, quiet=True, fail_on=gate.fail_on, min_score=gate.min_score)
    assert text.splitlines()[-1] == verdict


def test_a_document_that_was_lost_is_shown() -> None:
    """It failed and has no findings: the crash is its reason."""
    report = FileReport(
        "a.txt",
        None,
        None,
        None,
        (),
        Score(),
        False,
        crashes=(RuleCrash("mark", "a.txt", None, "ValueError: x"),),
    )
    text = shown(RunReport([report], summarise([report])), width=80)
    assert re.search(r"FAIL +a\.txt\n", text)
    assert "rule mark crashed; see standard error" in text
    assert text.endswith("gate failed: 1 of 1 document\n")


def test_nothing_to_report() -> None:
    """No documents, no traceback."""
    assert shown(run_on([]), width=80).splitlines()[-2:] == [
        "0 documents · 0 errors · 0 warnings · 0 info · mean score 100.0",
        "gate passed",
    ]


def test_no_blanks_at_the_ends_of_lines() -> None:
    """A report in a file or a ticket has none."""
    for width in (40, 80, 160):
        assert not re.search(r"(?m) $", shown(run_on(SAMPLE), width=width, statistics=True))


# Formats


def test_the_formats_keep_the_contract_of_plugins() -> None:
    """A summary, and one of the two functions."""
    builtin = dict(installed_packages(REPORTS_GROUP))["builtin"]
    formats = {name: report.load() for name, report in find_reports().items() if report.module_name.startswith(builtin)}
    assert {"json", "jsonl", "terminal"} <= set(formats)
    for module in formats.values():
        assert (module.__doc__ or "").strip().partition("\n")[0].endswith(".")
        assert hasattr(module, "render") != hasattr(module, "render_document")


# Pages

EXPLAINED = Rule(
    name="explained",
    category="leftover",
    severity=Severity.ERROR,
    summary="A rule with everything.",
    explanation=(
        "A paragraph that is long enough to be wrapped anew, since nobody knows how wide\n"
        "the reader's terminal is.\n\n"
        "- one item that goes on for a while and needs a second line at sixty columns\n- another\n\n"
        "    kept  as   it is\n\n"
        "Options:\n    min_words: how many words.\n    words: which.\n"
    ),
    path=__file__,
    bad=(Example("Go ⟦on\u00a0now⟧ please"), Example("⟦⟧one\ntwo", "feed.jsonl", {"title": ""})),
    good=(Example("Go on\x1b[31m"), Example("")),
    options=(
        Option("min_words", 3, int, "how many words."),
        Option("words", ("a", 'b"'), tuple[str, ...], "which."),
    ),
    hint="look twice",
    phrases=(
        Phrase("a", "line", "en", "p", "a"),
        Phrase("b", "line", "de", "p", "b"),
        Phrase("c", "prefix", "en", "p", "c"),
    ),
)


def test_explain_shows_everything() -> None:
    """Summary, explanation, hint, phrases, options with the settings to copy, examples, the way out."""
    text = "".join(render_rule(EXPLAINED, ReportOptions(width=60)))
    for part in (
        "explained  leftover  error",
        "A rule with everything.",
        "- one item that goes on for a while and needs a second line\n  at sixty columns\n- another\n",
        "\n    kept  as   it is\n",
        "→ look twice",
        "3 in 2 languages: de 1 · en 2",
        "  min-words  whole number, default 3\n      how many words.\n",
        '    [tool.scrapelint.rules.explained]\n    min-words = 3\n    words = ["a", "b\\""]\n',
        "Go ⟦on⍽now⟧ please",
        "in feed.jsonl, the document as a whole:",
        "title: (empty)",
        "Go on\\x1b[31m",
        '[tool.scrapelint]\n    ignore = ["explained"]\n',
    ):
        assert part in text
    assert "Options:" not in text


@pytest.mark.parametrize("width", [40, 60, 80, 160])
@pytest.mark.parametrize("color", [False, True])
def test_pages_are_safe_and_fit(width: int, color: bool) -> None:
    """Examples are hostile text, too."""
    hostile = Rule("hostile", "x", Severity.INFO, "S.", "", __file__, bad=tuple(Example(f"⟦{text}⟧") for text in HOSTILE))
    options = ReportOptions(width=width, color=color)
    for text in (
        "".join(render_rules([*RULES, EXPLAINED], options)),
        "".join(render_rule(EXPLAINED, options)),
        "".join(render_rule(hostile, options)),
    ):
        assert_safe(text, width, color=color)


def test_the_list_of_rules_names_them_all() -> None:
    """By category, in the order of the alphabet."""
    text = "".join(render_rules([MARK, UNTITLED, BLANK, DIGIT], ReportOptions(width=80)))
    names = ["field ", "untitled", "leftover ", "digit", "mark", "spacing ", "blank"]
    assert [text.index(name) for name in names] == sorted(text.index(name) for name in names)
    assert text.endswith("4 rules in 3 categories. One of them in full: scrapelint explain RULE\n")


def test_the_picture_is_an_svg_that_loads_nothing() -> None:
    """It stands alone, is the same each time, and hostile text in it is text."""
    run = run_on([page("<script>X</script> &amp; 漢字 X", title="<b>")])
    picture = render_svg(run, ReportOptions(width=80), "scrapelint <check>")
    assert picture == render_svg(run, ReportOptions(width=80), "scrapelint <check>")
    assert picture.startswith("<svg ")
    assert re.findall(r"url\((?!#)|@font-face|@import|<script|<b>|<check>|href", picture) == []
    assert re.findall('https?://[^" ]+', picture) == ["http://www.w3.org/2000/svg"]
