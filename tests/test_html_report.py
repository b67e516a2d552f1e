"""The HTML report as a file: complete, safe, always the same, never too large. How it behaves: `integrations/test_html.py`."""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
import socket
import subprocess
import sys
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from scrapelint.checks import (
    Content,
    Document,
    FileReport,
    Finding,
    ReportOptions,
    Rule,
    RuleCrash,
    RunReport,
    Score,
    Severity,
)
from scrapelint.checks.cli import main
from scrapelint.checks.config import Config
from scrapelint.checks.engine import Checker, RuleSet
from scrapelint.checks.gate import Gate, summarise
from scrapelint.checks.run import check_sources
from scrapelint.checks.sources import find_sources
from scrapelint.reports import _page_data, html
from scrapelint.reports._page_data import MAX_FINDINGS, Index, Units, detail, details, pieces, script_json, texts_first

if TYPE_CHECKING:
    from pathlib import Path

    from scrapelint.checks import Hits

HOSTILE = (
    "</script><script>alert(1)</script>\n<img src=x onerror=alert(2)>\n<!-- ]]> {{7*7}} {% raw %}\n"
    "\x1b[31mred\x00 \u202egnp.exe\u2066 &lt; \u2028\u2029 \ud800 \U0001f600X"
)


def _found(doc: Document, *, pattern: str = "X+") -> Hits:
    for match in re.finditer(pattern, doc.text):
        yield doc.span(*match.span()), f"found {match[0]}", ""
    if not doc.title:
        yield doc.beginning, "no title"


MARK = Rule("mark", "leftover", Severity.ERROR, "A pattern.", "", __file__, check=_found, hint="take the <X> away")
RULE_SET = RuleSet.of([MARK])
CHECKER = Checker(lambda _doc: RULE_SET, Gate().passes, contents=True)


def page(*reports: FileReport, options: ReportOptions | None = None) -> str:
    """The page on these reports."""
    return "".join(html.render(RunReport(reports, summarise(reports)), options or ReportOptions()))


def checked(*texts: str, **fields: str) -> list[FileReport]:
    """The reports on texts that are records of one feed."""
    return [CHECKER.check(Document(text, fields, "feed.jsonl", place)) for place, text in enumerate(texts, 1)]


class Reader(HTMLParser):
    """What stands in a page: its elements, and the content of those that hold scripts and styles."""

    VOID = frozenset({"meta", "input", "br", "link"})

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.contents: list[tuple[str, dict[str, str | None], str]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] in ("script", "style"):
            self.contents.append((self._open[-1], self.elements[-1][1], data))
        else:
            self.text.append(data)

    def json(self, name: str) -> Any:
        """The data in the element with this id."""
        return json.loads("".join(data for _, attributes, data in self.contents if attributes.get("id") == name))

    @property
    def code(self) -> list[str]:
        """The scripts that a browser runs."""
        return [data for tag, attributes, data in self.contents if tag == "script" and "type" not in attributes]


def paired(text: str) -> str:
    """A text as JavaScript has it, where two halves of a character that stand together are one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


# The file


def test_the_page_is_well_formed_and_loads_nothing() -> None:
    source = page(*checked(HOSTILE, "Clean.", title=HOSTILE, url="javascript:alert(3)", site='"><b>'))
    read = Reader(source)
    for tag, attributes in read.elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "audio", "video"}
        assert not {"src", "srcset", "action", "style", "background"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "#").startswith("#")
    [style] = [data for tag, _, data in read.contents if tag == "style"]
    assert not re.search(r"url\(|@import|@font-face", style)
    assert not re.search(
        r"fetch\(|XMLHttpRequest|WebSocket|import\(|innerHTML|insertAdjacent|eval\(|document\.write", read.code[0]
    )


def test_the_policy_names_the_one_script_and_the_one_style() -> None:
    read = Reader(page(*checked("Text.")))
    [policy] = [str(attributes["content"]) for tag, attributes in read.elements if attributes.get("http-equiv")]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    for tag, key in (("script", "script-src"), ("style", "style-src")):
        [content] = [data for name, attributes, data in read.contents if name == tag and "type" not in attributes]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert rules[key] == f"'sha256-{digest}'"


def test_the_policy_stands_before_anything_that_it_is_to_hold() -> None:
    source = page(*checked("Text."))
    assert source.index("Content-Security-Policy") < source.index("<style>") < source.index("<script")


def test_hostile_text_is_data_and_nothing_else() -> None:
    names = ("title", "site", "id", "url", "author")
    harmless = Reader(page(*checked("X", "X", **dict.fromkeys(names, "x"))))
    read = Reader(page(*checked(HOSTILE, HOSTILE, **dict.fromkeys(names, HOSTILE))))
    assert Counter(tag for tag, _ in read.elements) == Counter(tag for tag, _ in harmless.elements)
    assert "{{7*7}}" in "".join(read.text)
    assert "\x1b" not in "".join(read.text)
    assert "\u202e" not in page(*checked(HOSTILE, title=HOSTILE, site=HOSTILE))
    [piece] = read.json("d1")["t"]
    assert piece == [0, 1, HOSTILE]


def test_the_page_gives_no_orders_to_a_ci_system() -> None:
    """Where it is printed into a log: `##[error]` stands nowhere in it, and comes back out of it."""
    order = "##[error]x ##vso[task.setvariable variable=x]y ###[group]z"
    [report] = checked(f"X {order}", title=order, site=order, url=order)
    report = replace(report, crashes=(RuleCrash("mark", "a.txt", None, order),))
    source = page(report)
    assert not re.search(r"##(\w*)\[", source)
    assert Reader(source).json("d1")["t"] == [[0, 1, f"X {order}"]]


def test_long_messages_and_hints_are_cut() -> None:
    finding = Finding("mark", "x", "error", "m" * 5_000, "h" * 5_000, "text", 1, 1, 1, 2, 0, 1)
    data = detail(FileReport("a", None, None, None, (finding,), Score(), content=Content("x", {})), {"mark": 0})
    assert data["m"] == ["m" * 999 + "…", "h" * 999 + "…"]


def test_the_page_can_be_written_whatever_is_in_it() -> None:
    page(*checked(HOSTILE, title=HOSTILE, site=HOSTILE, url=HOSTILE)).encode("utf-8")


def test_the_same_run_gives_the_same_bytes() -> None:
    reports = checked("XX here", "Clean.", "A\nX\nB", site="example.org")
    assert page(*reports) == page(*reports)


def test_the_page_says_nothing_of_time_or_machine() -> None:
    source = page(*checked("Ferry."))
    assert not re.search(r"20\d\d-\d\d-\d\d|\d\d:\d\d:\d\d", source)
    assert not re.search(re.escape(socket.gethostname()) + r"\b", source) or len(socket.gethostname()) < 6


# Data


@settings(deadline=None)
@given(st.recursive(st.text(st.characters()), lambda value: st.lists(value) | st.dictionaries(st.text(), value), max_leaves=5))
def test_any_value_comes_back_out_of_the_page(value: Any) -> None:
    written = script_json(value)
    written.encode("utf-8")
    assert not set("<>&\u2028\u2029\u202e\x7f") & set(written)
    assert json.loads(written) == json.loads(json.dumps(value))


@settings(max_examples=40, deadline=None)  # a whole page each time
@given(st.text(st.characters(), max_size=200))
def test_any_text_comes_back_out_of_the_page(text: str) -> None:
    read = Reader(page(CHECKER.check(Document(text, {"title": text}))))
    assert "".join(piece for _, _, piece in read.json("d1")["t"]) == paired(text)
    assert {name: value for name, value, _ in read.json("d1")["x"]} == {"title": paired(text)}


@settings(deadline=None)
@given(st.text(st.characters(), max_size=60), st.data())
def test_places_count_as_javascript_does(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert Units(text)(offset) == len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def test_findings_are_where_the_engine_says() -> None:
    [report] = checked("\U0001f600 X\nXX", title="Title")
    data = detail(report, {"mark": 0})
    assert [row[3:7] for row in data["f"]] == [[3, 4, 1, 3], [5, 7, 2, 1]]
    assert [data["m"][row[8]] for row in data["f"]] == ["take the <X> away"] * 2


def test_findings_on_the_whole_document_come_first() -> None:
    [report] = checked("X", author="someone")
    extra = Finding("mark", "leftover", "info", "odd", None, "author", 1, 1, 1, 5, 0, 4)
    changed = FileReport("a", None, None, None, (*report.findings, extra), report.score, content=report.content)
    assert [(row[2], row[3], row[4]) for row in detail(changed, {"mark": 0})["f"]] == [("", 0, 0), ("author", 0, 4), ("", 0, 1)]


def test_of_too_many_findings_the_most_severe_are_kept() -> None:
    def finding(severity: str, place: int) -> Finding:
        return Finding("mark", "leftover", severity, "m", None, "text", 1, place, 1, place + 1, place, place + 1)

    findings = tuple(finding("info" if place % 2 else "error", place) for place in range(2 * MAX_FINDINGS))
    data = detail(FileReport("a", None, None, None, findings, Score(), content=Content("x" * 5000, {})), {"mark": 0})
    assert len(data["f"]) == data["more"] == MAX_FINDINGS
    assert {row[1] for row in data["f"]} == {0}
    assert [row[3] for row in data["f"]] == sorted(row[3] for row in data["f"])


def test_a_document_without_content_has_its_row() -> None:
    """A worker died over it."""
    lost = FileReport("a.txt", None, None, None, (), Score(), passed=False, crashes=(RuleCrash("engine", "a.txt", None, "died"),))
    read = Reader(page(lost))
    assert read.json("index")["failed"] == [1]
    assert read.json("d1")["c"] == [["engine", "died"]]
    assert "died" in "".join(read.text)


# Long texts and many documents


spans = st.lists(st.tuples(st.integers(0, 900), st.integers(0, 300)), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.text("ab \n", min_size=50, max_size=900), spans, st.integers(100, 600))
def test_pieces_of_a_long_text_hold_its_findings(text: str, places: list[tuple[int, int]], limit: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"BEGINNING": 40, "AROUND": 10, "NEAR": 5, "LONG_FINDING": 60}.items():
            patch.setattr(_page_data, name, value)
        findings = [
            Finding(
                "mark", "leftover", "error", "m", None, "text", 1, 1, 1, 1, min(start, len(text)), min(start + length, len(text))
            )
            for start, length in places
        ]
        kept = pieces(text, findings, limit)
    assert kept == sorted(kept)
    assert all(0 <= start <= end <= len(text) for start, end in kept)
    assert all(end < start for (_, end), (start, _) in itertools.pairwise(kept))
    assert kept[0][0] == 0
    assert sum(end - start for start, end in kept) <= max(limit, 60)
    if len(text) <= limit:
        assert kept == [(0, len(text))]
    elif findings and sum(min(finding.end - finding.start, 60) + 30 for finding in findings) + 60 <= limit:
        for finding in findings:
            assert any(start <= finding.start and min(finding.end, finding.start + 60) <= end for start, end in kept)


def test_a_line_of_a_megabyte_is_cut() -> None:
    [report] = checked("a" * 600_000 + "XXX" + "b" * 400_000)
    data = detail(report, {"mark": 0})
    assert sum(len(piece) for _, _, piece in data["t"]) < 5_000
    assert data["n"] == 1_000_003
    assert next(piece for start, _, piece in data["t"] if start <= 600_000 < start + len(piece)).count("X") == 3


def test_pieces_know_their_lines() -> None:
    [report] = checked("\n".join(["line of some length here"] * 3000 + ["XXX"] + ["more"] * 9000))
    [first, second] = detail(report, {"mark": 0})["t"]
    assert first[:2] == [0, 1]
    assert second[1] + second[2].split("\n").index("XXX") == 3001


def test_texts_are_kept_of_the_worst_of_each_site_first() -> None:
    def report(record: int, site: str | None, score: float) -> FileReport:
        return FileReport("f", record, None, site, (), Score(score), content=Content(f"text {record}", {}))

    reports = [
        report(1, "a", 50),
        report(2, "a", 10),
        report(3, "b", 90),
        report(4, "a", 70),
        report(5, "b", 95),
        report(6, None, 99),
    ]
    assert [reports[place].record for place in texts_first(reports)] == [2, 3, 6, 1, 5, 4]


def test_texts_are_kept_while_there_is_room_and_all_rows_stay() -> None:
    reports = checked(*(f"{'X' * (place % 7)} {'word ' * 200}" for place in range(100)), site="example.org")
    index = Index(reports)
    whole, limit = details(reports, index.rules, 10_000_000)
    assert (len(whole), limit) == (100, _page_data.MAX_TEXT)
    some, _ = details(reports, index.rules, 30_000)
    assert 20 <= len(some) < 30
    assert sum(len(data.encode()) for data in some.values()) <= 30_000
    assert list(some) == texts_first(reports)[: len(some)]


def test_the_page_says_which_texts_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = checked(*(f"X {'word ' * 200}" for _ in range(300)), site="example.org")
    assert "in this file: those of the worst" not in page(*reports)
    monkeypatch.setattr(html, "MAX_BYTES", 250_000)
    monkeypatch.setattr(html, "MIN_TEXT_BYTES", 0)
    source = page(*reports)
    assert len(source.encode()) <= 275_000
    read = Reader(source)
    kept = read.json("index")["kept"]
    assert len(kept) == 300
    assert 20 < sum(kept) < 300
    assert f"The texts of {sum(kept)} of 300 documents are in this file" in "".join(read.text)
    assert [name for _, attributes, _ in read.contents if (name := str(attributes.get("id") or "")).startswith("d")] == [
        f"d{place}" for place, there in enumerate(kept, 1) if there
    ]


# The overview


def test_the_overview_counts() -> None:
    read = Reader(
        page(*checked("X", "XX X", "Clean."), *checked("Clean.", title="Title", date="2026-05-03", url="https://a.example/b"))
    )
    words = " ".join(" ".join(read.text).split())
    assert "3 of 4 documents failed" in words
    assert re.search(r"mark leftover error 6 3\b", words)
    assert re.search(r"title 25 % 1\b", words)
    assert re.search(r"text 100 % 4\b", words)
    assert re.search(r"a\.example 100\.0 0 0/1", words)
    labels = [str(attributes["aria-label"]) for tag, attributes in read.elements if tag == "a" and "aria-label" in attributes]
    assert len(labels) == 11
    assert sum(int(label.split()[0]) for label in labels) == 4


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (ReportOptions(), "A document fails with a finding of severity error."),
        (ReportOptions(fail_on="info"), "A document fails with a finding of severity info or worse."),
        (ReportOptions(min_score=60), "A document fails with a finding of severity error or with a score below 60."),
        (ReportOptions(fail_on="never"), "The gate is off: no document fails."),
        (ReportOptions(fail_on="never", min_score=7.5), "A document fails with a score below 7.5."),
    ],
)
def test_the_gate_is_put_into_words(options: ReportOptions, expected: str) -> None:
    assert expected in page(*checked("Text."), options=options)


@pytest.mark.parametrize(
    ("count", "total", "expected"),
    [(0, 5000, "0"), (1, 5000, "0.1"), (4999, 5000, "99.9"), (5000, 5000, "100"), (1, 3, "33.3"), (1, 2, "50")],
)
def test_all_and_none_are_said_of_all_and_none_only(count: int, total: int, expected: str) -> None:
    assert html._percent(count, total) == expected


def test_a_run_without_documents_has_a_page() -> None:
    assert Reader(page()).json("index")["title"] == []


# The command


def test_the_command_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: Bridge opens\n---\nThe bridge opened.\n\nRead Entire Article\n")
    target = tmp_path / "report.html"
    assert main(["check", str(tmp_path / "a.md"), "--isolated", "--format", "jsonl", "--output", f"html={target}"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    read = Reader(target.read_text(encoding="utf-8"))
    data, index = read.json("d1"), read.json("index")
    assert data["t"] == [[0, 4, "The bridge opened.\n\nRead Entire Article\n"]]
    assert data["x"] == [["title", "Bridge opens", 12]]
    assert sorted((index["rules"][row[0]][0], row[3], row[4]) for row in data["f"]) == sorted(
        (finding["rule"], finding["start"], finding["end"]) for finding in findings
    )


def test_nobody_else_pays_for_the_template_engine(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ferry.\n")
    code = "import sys; from scrapelint.checks.cli import main; main(sys.argv[1:]); sys.exit(int('jinja2' in sys.modules))"
    for name, expected in (("json", 0), ("terminal", 0), ("html", 1)):
        command = [sys.executable, "-c", code, "check", str(tmp_path), "--isolated", "--format", name]
        assert subprocess.run(command, capture_output=True, check=False, timeout=60, cwd=tmp_path).returncode == expected


def test_only_who_asks_for_it_gets_the_content(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ferry.\n")
    sources, _ = find_sources([str(tmp_path / "a.txt")])
    [without] = check_sources(sources, Config(), Gate())
    [with_it] = check_sources(sources, Config(), Gate(), contents=True)
    assert without.content is None
    assert with_it.content == Content("Ferry.\n", {}, 1)


def test_content_comes_back_from_other_processes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps({"text": f"Ferry {name}.", "title": name}) + "\n")
    sources, _ = find_sources([str(tmp_path)])
    alone = list(check_sources(sources, Config(), Gate(), contents=True, jobs=1))
    assert list(check_sources(sources, Config(), Gate(), contents=True, jobs=2)) == alone
    assert [report.content.fields["title"] for report in alone if report.content] == ["a", "b"]
