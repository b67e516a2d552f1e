"""The HTML report in a real Chromium: it draws, filters, is used by keys, and no scraped text gets out of its place."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from scrapelint.checks import Document, FileReport, Finding, ReportOptions, Rule, RunReport, Severity
from scrapelint.checks.cli import main
from scrapelint.checks.engine import Checker, RuleSet
from scrapelint.checks.gate import Gate, summarise
from scrapelint.reports import html

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Browser, Dialog, Page, Request
    from scrapelint.checks import Hits

ROOT = Path(__file__).parent.parent.parent
PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

expect = sync_api.expect

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="there is no Chromium")


def pattern_rule(name: str, severity: str, pattern: str, category: str = "leftover") -> Rule:
    """A rule that flags every match of a pattern."""

    def check(doc: Document) -> Hits:
        for match in re.finditer(pattern, doc.text):
            yield doc.span(*match.span()), f"found {name}"

    return Rule(name, category, Severity(severity), "A pattern.", "", __file__, check=check, hint=f"mind the {name}")


def _undated(doc: Document) -> Hits:
    if not doc.date:
        yield doc.beginning, "no date"


RULES = RuleSet.of(
    [
        pattern_rule("cross", "error", "X+"),
        pattern_rule("digit", "warning", "[0-9]+"),
        pattern_rule("bracket", "info", r"\[[^\]]*\]", "structure"),
        pattern_rule("wide-gap", "info", r"[ \u00a0]{2,}", "spacing"),
        Rule("undated", "field", Severity.WARNING, "No date.", "", __file__, check=_undated),
    ]
)
CHECKER = Checker(lambda _doc: RULES, Gate().passes, contents=True)

TEXT = "The ferry is back.\nXX and 12 of [them X and 7] more\n\nSmile \U0001f600 X\u00a0\u00a0twice\nthe end"


def document(record: int, text: str, **fields: str) -> FileReport:
    """The report on a text of a feed."""
    return CHECKER.check(Document(text, fields, "feeds/harbour.jsonl", record))


def write(path: Path, reports: Sequence[FileReport]) -> Path:
    """The page on these reports."""
    pieces = html.render(RunReport(reports, summarise(reports)), ReportOptions())
    path.write_text("".join(pieces), encoding="utf-8", newline="\n")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        sync_api.expect.set_options(timeout=10_000)
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a file; at the end nothing may have been asked of the network, said, or gone wrong."""
    contexts = []
    heard: list[str] = []

    def visit(path: Path, hash_: str = "", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        address = path.as_uri()

        def dismiss(dialog: Dialog) -> None:
            heard.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        def note_request(request: Request) -> None:
            if request.url.partition("#")[0] not in (address, "about:blank"):
                heard.append(f"request: {request.url}")

        def note_window(other: Page) -> None:
            if other is not page:
                heard.append(f"window: {other.url}")

        page.on("dialog", dismiss)
        page.on("console", lambda message: heard.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        page.on("request", note_request)
        context.on("page", note_window)
        page.goto(address + hash_)
        return page

    yield visit
    for context in contexts:
        context.close()
    assert heard == []


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four documents: with everything, with one warning, clean, and in another script."""
    reports = [
        document(1, TEXT, title="Ferry strike ends", author="Una Marsh", url="https://harbour.example/ferry"),
        document(2, "Nothing to see.\n", title="An undated page", site="inland.example"),
        document(3, "All is well.\n", title="Zebra crossing opens", date="2026-05-03", site="inland.example"),
        document(4, "هبت ريح X شمالية 3 اليوم\n", title="ريح", date="2026-05-03", url="https://harbour.example/wind"),
    ]
    title = Finding("cross", "leftover", "error", "in the title", None, "title", 1, 7, 1, 13, 6, 12)
    first = FileReport(
        **{name: getattr(reports[0], name) for name in reports[0].__struct_fields__}
        | {
            "findings": (*reports[0].findings, title),
            "replacements": (*reports[0].replacements, "walkout"),
        }
    )
    return write(tmp_path_factory.mktemp("small") / "report.html", [first, *reports[1:]])


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred and thirty documents of three sites; number n has n mod 7 crosses."""
    reports = [
        document(
            place, f"Text {'X ' * (place % 7)}of page\n", title=f"Page {place}", site=f"{'abc'[place % 3]}.example", date="2026"
        )
        for place in range(1, 131)
    ]
    return write(tmp_path_factory.mktemp("large") / "report.html", reports)


def titles(page: Page) -> list[str]:
    """The titles in the table, as they stand."""
    return page.locator("#rows .name a").all_inner_texts()


def current(page: Page) -> str:
    """The number of the finding that has the focus."""
    return str(page.evaluate("document.activeElement.dataset.at || ''"))


# The list


def test_the_table_has_every_document_the_worst_first(visit: Any, small: Path) -> None:
    page = visit(small)
    expect(page.locator("#count")).to_have_text("4 documents")
    assert titles(page)[-2:] == ["An undated page", "Zebra crossing opens"]
    assert page.locator("#rows tr >> nth=2").locator("td").all_inner_texts() == [
        "97.0",
        "PASS",
        "An undated page\nfeeds/harbour.jsonl#2",
        "inland.example",
        "0",
        "1",
        "0",
    ]
    assert page.locator("h1").first.inner_text() == "FAIL 2 of 4 documents failed"
    assert page.locator("th[aria-sort]").get_attribute("data-sort") == "score"


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"q": "zebra"}, ["Zebra crossing opens"]),
        ({"q": "HARBOUR.example ferry"}, ["Ferry strike ends"]),
        ({"q": "jsonl#2"}, ["An undated page"]),
        ({"q": "no such words"}, []),
        ({"site": "inland.example"}, ["An undated page", "Zebra crossing opens"]),
        ({"rule": "undated"}, ["Ferry strike ends", "An undated page"]),
        ({"rule": "undated", "site": "inland.example"}, ["An undated page"]),
        ({"severity": "error"}, ["Ferry strike ends", "ريح"]),
        ({"severity": "info"}, ["Ferry strike ends"]),
        ({"failed": True}, ["Ferry strike ends", "ريح"]),
        ({"min": "100"}, ["Zebra crossing opens"]),
        ({"max": "99.9", "site": "inland.example"}, ["An undated page"]),
    ],
)
def test_the_table_is_filtered(visit: Any, small: Path, filters: dict[str, Any], expected: list[str]) -> None:
    page = visit(small)
    for name, value in filters.items():
        if value is True:
            page.check(f"#{name}")
        elif name in ("q", "min", "max"):
            page.fill(f"#{name}", value)
        else:
            page.select_option(f"#{name}", value)
    assert sorted(titles(page)) == sorted(expected)
    expect(page.locator("#count")).to_have_text(f"{len(expected)} of 4 documents")
    # Whoever gets the address sees the same.
    again = visit(small, page.evaluate("location.hash"))
    assert titles(again) == titles(page)
    page.click("button[type=reset]")
    expect(page.locator("#count")).to_have_text("4 documents")


def test_the_count_is_announced(visit: Any, small: Path) -> None:
    assert visit(small).locator("#count").get_attribute("aria-live") == "polite"


def test_the_heads_of_the_columns_sort(visit: Any, small: Path) -> None:
    page = visit(small)
    page.click("th[data-sort=name] button")
    assert titles(page)[:3] == ["An undated page", "Ferry strike ends", "Zebra crossing opens"]
    assert page.locator("th[data-sort=name]").get_attribute("aria-sort") == "ascending"
    page.click("th[data-sort=name] button")
    assert titles(page)[1:] == ["Zebra crossing opens", "Ferry strike ends", "An undated page"]
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "descending"
    page.focus("th[data-sort=errors] button")
    page.keyboard.press("Enter")
    assert titles(page)[0] == "Ferry strike ends"
    assert page.locator("th[aria-sort]").get_attribute("data-sort") == "errors"


def test_a_long_table_has_pages(visit: Any, large: Path) -> None:
    page = visit(large)
    assert (page.locator("#rows tr").count(), page.locator("#page").inner_text()) == (50, "Page 1 of 3")
    seen = titles(page)
    for _ in range(2):
        page.click("#page-next")
        seen += titles(page)
    assert sorted(seen) == sorted(f"Page {place}" for place in range(1, 131))
    assert page.locator("#page-next").is_disabled()
    page.fill("#q", "page 12")
    assert page.locator("#pager").is_hidden()


def test_the_charts_lead_to_the_documents(visit: Any, large: Path) -> None:
    page = visit(large)
    page.click("#rules-title ~ * a:has-text('cross')")
    expect(page.locator("#count")).to_have_text("112 of 130 documents")
    page.click("#sites-title ~ * a:has-text('b.example')")
    assert page.input_value("#rule") == ""
    expect(page.locator("#count")).to_have_text("44 of 130 documents")
    page.click(".histogram li:last-child a")
    expect(page.locator("#count")).to_have_text("18 of 130 documents")
    page.go_back()
    expect(page.locator("#count")).to_have_text("44 of 130 documents")


# The reading view


def test_a_document_is_shown_as_it_is(visit: Any, small: Path) -> None:
    page = visit(small)
    page.click("#rows a:has-text('Ferry strike')")
    expect(page.locator("#reader-title")).to_have_text("Ferry strike ends")
    lines = page.locator("#text .line").evaluate_all("lines => lines.map(line => line.textContent)")
    assert "\n".join(lines) == TEXT.replace("\u00a0", "⍽")
    assert page.locator("#text .line").evaluate_all("lines => lines.map(line => line.dataset.line)") == ["1", "2", "3", "4", "5"]
    assert page.locator("#report").is_hidden()


def test_findings_are_marked_in_place(visit: Any, small: Path) -> None:
    page = visit(small, "#doc=1")
    marks = page.locator("#text mark").evaluate_all(
        "marks => marks.map(mark => [mark.className.split(' ')[0], mark.textContent])"
    )
    assert marks == [
        ["error", "XX"],
        ["warning", "12"],
        ["info", "[them "],  # a finding with two others in it
        ["error", "X"],
        ["info", " and "],
        ["warning", "7"],
        ["info", "]"],
        ["error", "X"],  # behind a character that JavaScript counts as two
        ["info", "⍽⍽"],
    ]
    assert page.locator("#fields mark").all_inner_texts() == ["strike"]
    assert page.locator("#whole .callout").count() == 1
    assert "no date" in page.locator("#whole").inner_text()


def test_severities_differ_by_more_than_colour(visit: Any, small: Path) -> None:
    page = visit(small, "#doc=1")
    styles = {
        severity: page.locator(f"#text mark.{severity}").first.evaluate("mark => getComputedStyle(mark).textDecorationStyle")
        for severity in ("error", "warning", "info")
    }
    assert styles == {"error": "solid", "warning": "dashed", "info": "dotted"}


def test_message_and_hint_come_by_hovering(visit: Any, small: Path) -> None:
    page = visit(small, "#doc=1")
    assert page.locator("#tip").is_hidden()
    page.hover("#text mark.error >> nth=1")
    tip = page.locator("#tip").inner_text()
    assert tip.index("found cross") < tip.index("found bracket")  # two findings in one place, the worse first
    assert "mind the cross" in tip
    page.hover("#reader-title")
    expect(page.locator("#tip")).to_be_hidden()


def test_a_long_message_can_be_scrolled_in_its_tip(visit: Any, tmp_path: Path) -> None:
    """Of twenty findings in one place five are shown, each with a message that is cut."""
    report = document(1, "here X")
    [cross] = [finding for finding in report.findings if finding.rule == "cross"]
    findings = tuple(replace(cross, message=f"{number} " + "word " * 1_000) for number in range(20))
    page = visit(write(tmp_path / "long.html", [replace(report, findings=findings, replacements=())]), "#doc=1")
    page.hover("#text mark.error")
    box = page.locator("#tip").bounding_box()
    assert box is not None
    assert box["height"] <= 0.6 * 900 + 2
    assert page.evaluate("document.getElementById('tip').scrollHeight") > box["height"]
    words = page.locator("#tip").inner_text()
    assert 5 * 1_000 < len(words) < 6 * 1_000
    assert words.count("…") == 5
    assert words.endswith("and 15 more here")


def test_message_and_hint_come_by_keyboard(visit: Any, small: Path) -> None:
    page = visit(small, "#doc=1")
    page.focus("#text mark.start >> nth=1")
    assert "found digit" in page.locator("#tip").inner_text()
    assert page.locator("#text mark.start >> nth=1").get_attribute("aria-describedby") == "tip"
    page.keyboard.press("Tab")
    assert "found bracket" in page.locator("#tip").inner_text()
    page.keyboard.press("Escape")
    assert page.locator("#tip").is_hidden()
    assert page.locator("#reader").is_visible()


def test_keys_go_from_finding_to_finding(visit: Any, small: Path) -> None:
    page = visit(small, "#doc=1")
    visited = []
    for key in "njnjnjnjnj":
        page.keyboard.press(key)
        visited.append(current(page))
    assert visited == ["0", "1", "2", "3", "4", "5", "6", "7", "8", "8"]
    assert page.locator("#finding-place").inner_text() == "9 of 9"
    page.keyboard.press("p")
    page.keyboard.press("k")
    assert current(page) == "6"
    assert page.evaluate("location.hash") == "#doc=1&finding=7"
    assert page.locator("#findings [aria-current]").get_attribute("data-go") == "6"


def test_keys_go_from_document_to_document(visit: Any, small: Path) -> None:
    page = visit(small, "#site=inland.example")
    page.click("#rows a >> nth=0")
    expect(page.locator("#document-place")).to_have_text("1 of 2")
    page.keyboard.press("Shift+N")
    expect(page.locator("#reader-title")).to_have_text("Zebra crossing opens")
    page.keyboard.press("[")
    expect(page.locator("#reader-title")).to_have_text("An undated page")
    page.keyboard.press("Escape")
    expect(page.locator("#report")).to_be_visible()
    expect(page.locator("#count")).to_have_text("2 of 4 documents")
    expect(page.locator("#rows a", has_text="An undated page")).to_be_focused()


def test_the_other_keys(visit: Any, small: Path) -> None:
    page = visit(small)
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.uncheck("#keys")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "q"
    page.click("#help-open")
    page.check("#keys")
    page.click("#help-close")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("n/p?")  # what is typed is typed
    assert page.input_value("#q") == "n/p?"


def test_the_buttons_do_what_the_keys_do(visit: Any, small: Path) -> None:
    page = visit(small, "#doc=1")
    assert page.locator("#finding-place").inner_text() == "9 findings"
    page.click("#finding-next")
    assert page.locator("#tip").is_hidden()  # the first one is on the whole document and stands written out
    page.click("#finding-next")
    assert current(page) == "1"
    assert page.locator("#tip").is_visible()
    page.click("#finding-previous")
    assert current(page) == "0"
    page.click("#findings .finding:has-text('bracket')")
    assert current(page) == "4"
    page.click("#document-next")
    expect(page.locator("#reader-title")).not_to_have_text("Ferry strike ends")
    page.click("#back")
    expect(page.locator("#report")).to_be_visible()


def test_one_rule_can_be_looked_at_alone(visit: Any, small: Path) -> None:
    page = visit(small, "#doc=1")
    page.select_option("#reader-rule", "digit")
    assert page.locator("#text mark").all_inner_texts() == ["12", "7"]
    page.keyboard.press("Escape")
    page = visit(small, "#doc=1&finding=4&rule=digit")
    assert page.input_value("#reader-rule") == "digit"
    assert page.locator("#finding-place").inner_text() == "1 of 2"
    page = visit(small, "#rule=digit")
    page.click("#rows a:has-text('Ferry')")
    expect(page.locator("#reader-rule")).to_have_value("digit")


def test_a_link_leads_to_a_finding(visit: Any, small: Path) -> None:
    page = visit(small, "#doc=1&finding=5")
    assert current(page) == "4"
    assert "found bracket" in page.locator("#tip").inner_text()
    assert page.locator("mark.now").count() == 5


@pytest.mark.parametrize(
    "hash_",
    [
        "#doc=0",
        "#doc=99",
        "#doc=x",
        "#doc=1&finding=99",
        "#doc=1&finding=-1&rule=none",
        "#%E0%A4%A",
        "#rule=none&q=&min=x&sort=__proto__",
    ],
)
def test_links_that_lead_nowhere_do_no_harm(visit: Any, small: Path, hash_: str) -> None:
    page = visit(small, hash_)
    assert page.locator("#report").is_visible() or page.locator("#reader-title").inner_text() == "Ferry strike ends"


def test_back_leads_back(visit: Any, large: Path) -> None:
    page = visit(large)
    page.fill("#q", "a.example")
    page.click("#rows a >> nth=30")
    expect(page.locator("#reader")).to_be_visible()
    page.go_back()
    expect(page.locator("#count")).to_have_text("43 of 130 documents")
    expect(page.locator("#rows a:focus")).to_have_count(1)


def test_a_document_whose_text_was_left_out_says_so(visit: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_BYTES", 100_000)
    monkeypatch.setattr(html, "MIN_TEXT_BYTES", 0)
    reports = [document(place, f"X {'word ' * 500}", site="a.example") for place in range(1, 60)]
    page = visit(write(tmp_path / "report.html", reports), "#doc=59")
    assert "The text of this document is not in this file" in page.locator("#reader-head").inner_text()
    assert re.search(r"cross\s+1", page.locator("#reader-head").inner_text())
    page.keyboard.press("n")
    page.click("#back")
    expect(page.locator("#sampling")).to_be_visible()
    assert re.search("The texts of [0-9]+ of 59 documents are in this file", page.locator("#sampling").inner_text())
    page.check("#kept")
    assert 0 < page.locator("#rows tr").count() < 59


def test_a_long_text_is_cut_around_its_findings(visit: Any, tmp_path: Path) -> None:
    text = "Beginning.\n" + "filler words\n" * 8_000 + "X marks\n" + "more words\n" * 8_000
    page = visit(write(tmp_path / "report.html", [document(1, text, date="2026")]), "#doc=1&finding=1")
    assert page.locator("#text mark").inner_text() == "X"
    assert page.locator(".line:has(mark)").get_attribute("data-line") == "8002"
    assert page.locator(".gap").count() == 2
    left_out = sum(int(re.sub(r"\D", "", gap)) for gap in page.locator(".gap").all_inner_texts())
    there = page.evaluate(
        "JSON.parse(document.getElementById('d1').textContent).t.reduce((sum, piece) => sum + piece[2].length, 0)"
    )
    assert left_out + there == len(text)


def test_a_finding_far_down_comes_into_view_with_its_tip(visit: Any, tmp_path: Path) -> None:
    """Also in the list, whose entries are not laid out before they are in view."""
    text = "".join(f"Line {'of words that goes on ' * (place % 9)}X\n" for place in range(300))
    page = visit(write(tmp_path / "report.html", [document(1, text, date="2026")]), "#doc=1")
    for key in "pkkknp":
        page.keyboard.press(key)
        page.wait_for_timeout(150)
        mark, tip = page.locator("mark.now").first.bounding_box(), page.locator("#tip").bounding_box()
        assert mark is not None
        assert tip is not None
        assert 60 < mark["y"] < 850
        assert min(abs(tip["y"] - mark["y"] - mark["height"]), abs(mark["y"] - tip["y"] - tip["height"])) < 30
        entry = page.locator("#findings .finding.now").bounding_box()
        assert entry is not None
        assert 0 < entry["y"] < 880


def test_places_in_random_texts_are_marked_exactly(visit: Any, tmp_path: Path) -> None:
    """What is marked of each finding is what the finding covers, however findings overlap."""
    target = write(tmp_path / "report.html", [])
    page = visit(target)

    @settings(max_examples=25, deadline=None)
    @given(st.text("aX1[] \n\U0001f600é", min_size=1, max_size=60))
    def holds(text: str) -> None:
        report = document(1, text, date="2026")
        write(target, [report])
        page.goto("about:blank")
        page.goto(target.as_uri() + "#doc=1")
        for number, finding in enumerate(report.findings):
            marked = page.locator("#text mark").evaluate_all(
                "(marks, at) => marks.filter(mark => mark.dataset.all.split(' ').includes(at)).map(mark => mark.textContent).join('')",
                str(number),
            )
            assert marked.replace("·", " ") == text[finding.start : finding.end].replace("\n", "")

    holds()


# Screens


@pytest.mark.parametrize("width", [320, 360])
def test_a_phone_shows_all_of_it(visit: Any, small: Path, width: int) -> None:
    phone = {"viewport": {"width": width, "height": 740}, "is_mobile": True, "has_touch": True}
    page = visit(small, **phone)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("#rows tr >> nth=0").scroll_into_view_if_needed()
    assert "errors" in page.locator("#rows .few >> nth=0").inner_text()
    page = visit(small, "#doc=1", **phone)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.tap("#finding-next")
    page.tap("#finding-next")
    assert current(page) == "1"
    box = page.locator("#tip").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["y"] + box["height"] <= 740
    mark = page.locator("mark.now").first.bounding_box()
    assert mark is not None
    assert mark["y"] + mark["height"] <= box["y"]
    page.tap("#text .line >> nth=4")
    expect(page.locator("#tip")).to_be_hidden()


def test_dark_is_dark(visit: Any, small: Path) -> None:
    def shades(scheme: str) -> list[int]:
        page = visit(small, "#doc=1", color_scheme=scheme)
        return [
            sum(map(int, re.findall(r"\d+", page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).{name}"))[:3]))
            for selector, name in (
                ("html", "backgroundColor"),
                ("#text", "backgroundColor"),
                ("html", "color"),
                ("mark.error", "backgroundColor"),
            )
        ]

    light, dark = shades("light"), shades("dark")
    assert [one > other for one, other in zip(light, dark, strict=True)] == [True, True, False, True]


def test_without_scripts_the_overview_is_there(visit: Any, small: Path) -> None:
    page = visit(small, java_script_enabled=False)
    assert "2 of 4 documents failed" in page.locator("h1").first.inner_text()
    assert "need JavaScript" in page.locator("#documents").inner_text()


# Hostile text

HOSTILE_LINES = [
    "</script><script>alert(1)</script>",
    '<img src="https://evil.example/x.png" onerror="alert(2)">',
    "<!-- --> ]]> {{7*7}} {% include 'x' %} ${7*7} &lt;b&gt;",
    "\x1b[31mred\x1b]8;;https://evil.example\x07 \x00",
    "user\u202egnp.exe \u2066isolate\u2069 zero\u200bwidth \ufeff",
    "half \ud83d of a \ude00 pair, \u2028 separated \u2029",
    "a" + "\u0301" * 300 + " heap",
    "javascript:alert(3) <a href='javascript:alert(4)'>click</a> <iframe src=//evil.example></iframe>",
    "<style>*{display:none}</style><svg onload=alert(5)><base href=//evil.example><meta http-equiv=refresh content='0;url=//evil.example'>",
]
SHOWN_LINES = [
    HOSTILE_LINES[0],
    HOSTILE_LINES[1],
    HOSTILE_LINES[2],
    "\\x1b[31mred\\x1b]8;;https://evil.example\\x07 \\x00",
    "user\\u202egnp.exe \\u2066isolate\\u2069 zero\\u200bwidth \\ufeff",
    "half \\ud83d of a \\ude00 pair, \\u2028 separated \\u2029",
    "a" + "\u0301" * 4 + "\\u0301" * 296 + " heap",
    HOSTILE_LINES[7],
    HOSTILE_LINES[8],
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = "\n".join(HOSTILE_LINES)
    name = "".join(HOSTILE_LINES)[:250]
    reports = [
        document(
            1, text + " X", title=HOSTILE_LINES[1], url="javascript:alert(6)", site=name, id="javascript:alert(7)", author=name
        ),
        document(2, "X" + "y" * 1_000_000 + "X", title=name, url="data:text/html,<script>alert(8)</script>", id=name),
        CHECKER.check(Document("X", {"title": "t"}, '"><script>alert(9)</script>\x1b\u202e.txt')),
    ]
    finding = Finding("cross", "leftover", "error", "".join(HOSTILE_LINES), HOSTILE_LINES[0], "text", 1, 1, 1, 2, 0, 4, "unsafe")
    fields = {name: getattr(reports[0], name) for name in reports[0].__struct_fields__}
    fields |= {"findings": (finding, *reports[0].findings), "replacements": (HOSTILE_LINES[1], *reports[0].replacements)}
    return write(tmp_path_factory.mktemp("hostile") / "report.html", [FileReport(**fields), *reports[1:]])


def test_hostile_text_is_shown_and_does_nothing(visit: Any, hostile: Path) -> None:
    """The fixture makes sure that nothing was run, asked for, opened or said."""
    page = visit(hostile)
    assert HOSTILE_LINES[1] in titles(page)
    assert page.locator("#report").is_visible()
    page.fill("#q", "</script>")
    page.goto(hostile.as_uri() + "#doc=1&finding=2")
    expect(page.locator("#tip")).to_be_visible()
    lines = page.locator("#text .line").evaluate_all("lines => lines.map(line => line.textContent)")
    assert lines == [*SHOWN_LINES[:-1], SHOWN_LINES[-1] + " X"]
    assert SHOWN_LINES[0] in page.locator("#tip").inner_text()
    page.hover("#text mark >> nth=0")
    page.click("#text mark >> nth=0")
    assert "javascript:alert(6)" in page.locator("#fields").inner_text()
    assert page.locator("a[href^='javascript:'], a[href^='data:'], img, iframe, base, [onerror], [onload]").count() == 0
    assert page.locator("#fields a").count() == 0
    assert page.locator("script:not([type])").count() == 1
    assert page.evaluate("getComputedStyle(document.querySelector('#text')).display") != "none"


def test_a_line_of_a_megabyte_can_be_read(visit: Any, hostile: Path) -> None:
    page = visit(hostile, "#doc=2&finding=2")
    assert page.locator("#text mark").all_inner_texts() == ["X", "X"]
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    page.keyboard.press("n")
    page.keyboard.press("n")


def test_a_heap_of_accents_stays_in_its_line(visit: Any, hostile: Path) -> None:
    page = visit(hostile, "#doc=1")
    assert page.locator("#text .line >> nth=6").evaluate("line => getComputedStyle(line).overflowY") == "clip"


def test_the_policy_lets_nothing_in(browser: Browser, small: Path) -> None:
    """Were a script to get in, it would not run, and could not load anything."""
    page = browser.new_page()
    asked: list[str] = []
    refused: list[tuple[str, str | None]] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: refused.append((request.url, request.failure)))
    page.goto(small.as_uri())
    page.evaluate(
        """() => {
            const script = document.createElement('script');
            try { script.text = 'window.ran = 1'; } catch { window.refused = 1; }
            document.body.append(script);
            const image = new Image(); image.src = 'https://evil.example/x.png';
            fetch('https://evil.example/y').catch(() => 0);
            try { document.body.innerHTML = '<b>x</b>'; } catch { window.refusedMarkup = 1; }
        }"""
    )
    page.wait_for_timeout(200)
    assert page.evaluate("[window.ran, window.refusedMarkup]") == [None, 1]
    asked = [url for url in asked if not url.startswith("file:")]
    assert refused == [(url, "csp") for url in asked]  # a browser that names what it asked for, and did not ask
    page.close()


# People


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("where", ["", "#doc=1&finding=5", "#doc=2", "phone", "help"])
def test_nothing_keeps_people_out(browser: Browser, small: Path, scheme: str, where: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    size = {"width": 375, "height": 740} if where == "phone" else {"width": 1280, "height": 900}
    # axe looks at the page with a script of its own, which the page's policy would not let in.
    context = browser.new_context(color_scheme=scheme, viewport=size, bypass_csp=True, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(small.as_uri() + (where if where.startswith("#") else ""))
    if where == "help":
        page.click("#help-open")
    results = axe.Axe().run(page)
    context.close()
    assert [
        (violation["id"], violation["impact"], [node["html"][:200] for node in violation["nodes"]])
        for violation in results.response["violations"]
    ] == []


def test_the_samples_as_the_command_shows_them(visit: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every document can be opened, and has as many findings as the table says."""
    target = tmp_path / "samples.html"
    main(["check", str(ROOT / "samples"), "--isolated", "--fail-on", "never", "--quiet", "--output", f"html={target}"])
    capsys.readouterr()
    page = visit(target)
    index = json.loads(page.locator("#index").text_content())
    names = [title.replace("\xa0", " ") or "(no title)" for title in index["title"]]
    assert len(names) > 50
    for place in range(1, len(names) + 1):
        page.evaluate("hash => { location.hash = hash; }", f"#doc={place}&finding=1")
        expect(page.locator("#reader-title")).to_have_text(names[place - 1])
        expect(page.locator("#findings .finding")).to_have_count(sum(index["counts"][place - 1]))
