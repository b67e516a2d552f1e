"""The report formats, each read with its real parser and schema: they hold the same findings, whatever the input is."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from msgspec.structs import replace
from scrapelint.checks import FileReport, Finding, ReportOptions, RuleCrash, RunReport, Score, visible, without_orders
from scrapelint.checks import run as run_module
from scrapelint.checks.config import Config, Settings
from scrapelint.checks.discovery import find_reports
from scrapelint.checks.gate import Gate, summarise
from scrapelint.checks.run import check_sources
from scrapelint.checks.sources import Source, cut, find_sources, read_bytes
from scrapelint.reports import concise, github, gitlab, junit, markdown, sarif
from scrapelint.reports import csv as csv_report
from scrapelint.reports._places import repository_path, uri
from scrapelint.reports._xml import attributes, xml
from scrapelint.reports.json import encode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).parent.parent
SCHEMAS = Path(__file__).parent / "schemas"

# Scraped text at its worst, as a line of a text, a title, an id, a site, a path.
HOSTILE = [
    "::error file=a,line=1::pwned",
    "  ::set-output name=x::y",
    "##[error]pwned ##vso[task.setvariable variable=x]y ###[group]z",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J",
    "a\u202eb\u2066c\u2069 \u200b\u00ad\ufeff",
    "]]> <!-- --> <![CDATA[x]]> &amp; &#x1F; </script><script>alert(1)</script>",
    '=HYPERLINK("https://example.com","x") | +1 | @SUM(1)',
    "-2+3+cmd|' /C calc'!A0",
    "\t=1+1",
    "| a | b | `c` ``d`` [x](https://example.com) ![](x) @user #1 www.example.com https://example.com :smile: $x$ <b>",
    "[a](javascript:alert(1)) {0} {1} https://example.com/%0A%0D",
    "100 %25 %0A::warning::x, a:b;c=d",
    "quotes \" ' `\\ \\| \\\\|",
    "\ud83d half and \udcff half \uffff \ufdd0 \U0010ffff",
    "Z" + "\u0300" * 40,
    "\x00\x01\x02\x7f\x85\u2028\u2029\x0b\x0c",
]

# Flags every line with MARK in it, and says so in the raw words of the line, as a careless plugin would.
PLUGIN = r'''
"""
Lines with a mark, quoted raw: `]]>`, [a](https://example.com), ::error::x

    ::error::in a block

For tests.
"""
from scrapelint.checks import Document, Hits

SEVERITY = "error"
SAFE_FIX = False
HINT = "hint ]]> ::error::\x1b[31m"
BAD = ["a\n⟦MARK ```` ]]> \x1b⟧\n"]
GOOD = []

def check(doc: Document) -> Hits:
    for line in doc.inked:
        if "MARK" in line.text:
            yield line, line.text, line.text.replace("MARK", "\u2028")
'''


def write_hostile_corpus(folder: Path) -> list[str]:
    """A folder of such files; the arguments that check them."""
    (folder / "plugin.py").write_text(PLUGIN, encoding="utf-8")
    marked = [f"MARK {text}" for text in HOSTILE] + [f"{text} MARK" for text in HOSTILE]
    plain = "\n".join(text.encode("utf-8", "replace").decode() for text in marked)
    inside = folder / "in"
    inside.mkdir()
    (inside / "lines.txt").write_text(f"{plain}\nRead Entire Article\n\nRead Entire Article\n", encoding="utf-8")
    (inside / "front.md").write_text("---\ntitle: Ferry ::error::x | ]]>\n---\n\nMARK é\nShare this article\n", encoding="utf-8")
    (inside / "latin.txt").write_bytes(b"MARK caf\xe9\n\xff\xfe MARK\n")
    (inside / "long.txt").write_text("MARK " + "x" * 1_000_000 + "\n" + "\U0001f600" * 300_000 + " MARK\n", encoding="utf-8")
    records = [
        {"text": f"{text}\nMARK {text}\nRead Entire Article", "title": text, "id": text, "site": text, "date": "2026-05-03"}
        for text in HOSTILE
    ]
    records += [{"text": "MARK the same", "title": "T", "url": "https://www.example.com/1", "date": "x"}] * 3
    lines = [json.dumps(record) for record in records]
    lines[3:3] = ["", "  "]
    (inside / "feed.jsonl").write_text("\n".join(lines) + '\n{"text": "cut', encoding="utf-8")
    (inside / "list.json").write_text(json.dumps(records[:4], indent=2), encoding="utf-8")
    (inside / "cut.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0)[:-40])
    (inside / "empty.txt").write_bytes(b"")
    (inside / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    names = ["=cmd.txt", "-x.txt", "@y.txt", "a,b;c=d%0A.txt", "10:30 #1 [a](b).txt", "caf\u00e9 | `x`.md", "{0}.txt"]
    if os.name == "posix":
        names += [
            "::error::name.txt", "a\n::error::b.txt", "##[group]g.txt", "\x1b[31mred.txt", "]]><i>&amp;\"'.txt",
            "\u202etxt.exe.txt", "<stdin>", "back\\slash.txt", " blank .txt", "tab\t.txt",
            os.fsdecode(b"\xff\xe9.txt"), "www.example.com @user.txt", "x" * 200 + ".txt",
        ]  # fmt: skip
    for name in names:
        (inside / name).write_text("MARK in a file of a hostile name\n", encoding="utf-8")
    arguments = [*(f"in/{name}" for name in names if not name.endswith((".txt", ".md"))), "in", "gone.txt", "::error::gone, x%0A"]
    if os.name == "posix":
        (inside / "loop.txt").symlink_to("loop.txt")  # a file that cannot be read, also not by root
    return ["check", *arguments, "--plugin", "plugin.py"]


FORMATS = (
    "json",
    "jsonl",
    "sarif",
    "junit",
    "github",
    "gitlab",
    "checkstyle",
    "rdjson",
    "markdown",
    "csv",
    "concise",
    "terminal",
)


def run(*arguments: str, cwd: Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """The command, without what the machine and its CI system have in the environment."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "CI", "NO_COLOR", "FORCE_COLOR"))}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "scrapelint", *arguments],
        cwd=cwd,
        input=b"",
        capture_output=True,
        env={**ours, "COLUMNS": "100", **(env or {})},
        timeout=300,
        check=False,
    )


class Reports(NamedTuple):
    """All formats of one run: what was written, by format, and the documents as JSON has them."""

    text: dict[str, str]
    documents: list[dict[str, Any]]
    done: subprocess.CompletedProcess[bytes]

    @property
    def findings(self) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        """All findings with their documents."""
        return [(document, finding) for document in self.documents for finding in document["findings"]]

    def counted(self, *keys: str) -> Counter[tuple[Any, ...]]:
        """How many findings there are by their rule, the visible path of their document and more of their properties."""
        return Counter(
            (finding["rule"], visible(document["path"]), *((document | finding)[key] for key in keys))
            for document, finding in self.findings
        )


def all_formats(folder: Path, arguments: list[str]) -> Reports:
    """One run with all formats at once."""
    target = folder / "out"
    target.mkdir()
    outputs = [part for name in FORMATS for part in ("--output", f"{name}={target / name}")]
    done = run(*arguments, *outputs, cwd=folder)
    text = {name: (target / name).read_bytes().decode() for name in FORMATS}
    assert sorted(path.name for path in target.iterdir()) == sorted(FORMATS)
    return Reports(text, json.loads(text["json"])["documents"], done)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    folder = tmp_path_factory.mktemp("hostile")
    return all_formats(folder, write_hostile_corpus(folder))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    folder = tmp_path_factory.mktemp("samples")
    (folder / "samples").symlink_to(ROOT / "samples")
    return all_formats(folder, ["check", "samples/dirty", "samples/clean", "--isolated"])


@pytest.fixture(params=["samples", "hostile"])
def reports(request: pytest.FixtureRequest) -> Reports:
    found: Reports = request.getfixturevalue(request.param)
    return found


def test_every_format_is_tried() -> None:
    """A new format has to be put into the list above; the page for browsers has tests of its own."""
    assert set(find_reports()) - {"html"} == set(FORMATS)


def test_the_corpora_show_what_they_should(samples: Reports, hostile: Reports) -> None:
    assert (samples.done.returncode, hostile.done.returncode) == (1, 2)
    rules = {finding["rule"] for _, finding in hostile.findings}
    assert {"plugin", "missing-path", "binary-file", "empty-file", "broken-json", "cut-archive", "undecodable-bytes"} <= rules
    assert os.name != "posix" or "unreadable-file" in rules
    assert {document["path"] for document in hostile.documents} >= {"gone.txt", "::error::gone, x%0A"}
    assert len(hostile.findings) > 150
    assert b"Traceback" not in hostile.done.stderr


# What a CI system makes of what it reads.


def orders(text: str) -> list[str]:
    """The lines in which the runner of GitHub Actions, Azure Pipelines or TeamCity would find an order, as their parsers do."""
    return [line for line in re.split("[\r\n]", text) if line.strip().startswith("::") or re.search(r"##(\w*)\[", line)]


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "github"])
def test_no_format_gives_orders_to_a_ci_system(reports: Reports, name: str) -> None:
    assert orders(reports.text[name]) == []


def test_standard_output_and_error_give_no_orders(reports: Reports) -> None:
    assert orders(reports.done.stdout.decode()) == []
    assert orders(reports.done.stderr.decode()) == []


@pytest.mark.skipif(os.name != "posix", reason="such names do not exist there")
def test_showing_and_making_fixes_gives_no_orders(tmp_path: Path) -> None:
    name = "::error::name ##[group].txt"
    (tmp_path / name).write_text(
        "The ferry sails again.\n::error::before\n  ::warning::x\nAdvertisement\n##[group]behind the ferry\n", encoding="utf-8"
    )
    shown = run("check", "--diff", name, cwd=tmp_path).stdout.decode()
    assert "#  ::error::before" in shown  # what patch tools are to leave alone is a comment
    fixed = run("fix", name, cwd=tmp_path)
    undone = run("fix", "--undo", f"{name}.scrapelint-fixes.jsonl", cwd=tmp_path)
    assert (fixed.returncode, undone.returncode) == (0, 0)
    for text in (shown, *(done.stdout.decode() + done.stderr.decode() for done in (fixed, undone))):
        assert orders(text) == []


@pytest.mark.parametrize("name", ["concise", "terminal", "markdown", "csv", "github", "junit", "checkstyle"])
def test_nothing_invisible_is_in_a_format_for_people(reports: Reports, name: str) -> None:
    lines = reports.text[name].replace("\r\n", "\n").split("\n")
    assert [line for line in lines if not line.isprintable()] == []


# SARIF

SARIF = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))


def check_sarif(text: str) -> dict[str, Any]:
    """The one run of a SARIF report that follows the schema."""
    report = json.loads(text)
    checker = jsonschema.Draft4Validator.FORMAT_CHECKER
    assert {"uri", "uri-reference"} & set(checker.checkers)  # else nothing is looked at
    jsonschema.Draft4Validator(SARIF, format_checker=checker).validate(report)
    [found] = report["runs"]
    return dict(found)


def place_of(location: dict[str, Any]) -> tuple[str, str, int]:
    """Path, place in the record, and line of a location."""
    physical = location["physicalLocation"]
    logical = location.get("logicalLocations", [{"fullyQualifiedName": ""}])[0]
    return (
        visible(os.fsdecode(unquote_to_bytes(physical["artifactLocation"]["uri"]))),
        logical["fullyQualifiedName"],
        physical["region"]["startLine"],
    )


def test_sarif_has_all_findings(reports: Reports) -> None:
    found = check_sarif(reports.text["sarif"])
    rules = [rule["id"] for rule in found["tool"]["driver"]["rules"]]
    places: Counter[tuple[Any, ...]] = Counter()
    for result in found["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert len(result["locations"]) == result["occurrenceCount"]
        places.update((result["ruleId"], *place_of(location)) for location in result["locations"])
    expected: Counter[tuple[Any, ...]] = Counter()
    for row in csv.DictReader(io.StringIO(reports.text["csv"])):
        in_feed = row["record"] or row["path"].endswith(".json")
        field = row["field"] if row["end"] == "0" else f"{row['field']} line {row['line']}"
        parts = [f"record {row['record']}"] if row["record"] else []
        parts += [field] if row["field"] != "text" or (in_feed and row["end"] != "0") else []
        expected[row["rule"], row["path"].lstrip("'"), ", ".join(parts), int(row["file_line"])] += 1
    paths = {visible(document["path"]): without_orders(visible(document["path"])) for document in reports.documents}
    assert Counter({(rule, paths[path], *more): count for (rule, path, *more), count in places.items()}) == expected


def test_sarif_groups_what_is_the_same(reports: Reports) -> None:
    results = check_sarif(reports.text["sarif"])["results"]
    names = [result["partialFingerprints"]["scrapelint/v1"] for result in results]
    assert len(set(names)) == len(names)
    assert any(result["occurrenceCount"] > 1 for result in results)


def test_sarif_explains_its_rules(hostile: Reports) -> None:
    found = check_sarif(hostile.text["sarif"])
    rules = {rule["id"]: rule for rule in found["tool"]["driver"]["rules"]}
    assert rules["read-more-link"]["defaultConfiguration"] == {"level": "error"}
    assert rules["read-more-link"]["properties"]["tags"] == ["leftover"]
    assert "Read Entire Article" in rules["read-more-link"]["help"]["markdown"]
    assert rules["plugin"]["shortDescription"]["text"].startswith("Lines with a mark, quoted raw")
    assert "`````text\na\n⟦MARK ```` ]]> \\x1b⟧\n`````" in rules["plugin"]["help"]["markdown"]
    assert not re.search(r"\]\(", "".join(result["message"]["text"] for result in found["results"]))


def test_sarif_names_the_rules_that_crashed(tmp_path: Path) -> None:
    (tmp_path / "crashes.py").write_text(
        '"""A rule.\n\nIt fails."""\ndef check(doc):\n    raise ValueError("](x)")\n', encoding="utf-8"
    )
    (tmp_path / "a.txt").write_text("Read Entire Article\n", encoding="utf-8")
    done = run("check", "a.txt", "--plugin", "crashes.py", "--format", "sarif", cwd=tmp_path)
    [invocation] = check_sarif(done.stdout.decode())["invocations"]
    assert (done.returncode, invocation["executionSuccessful"]) == (3, False)
    [note] = invocation["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("rule crashes crashed on a.txt: ValueError: ] (x)")


def made_up(count: int, sites: int, text: Callable[[int], str]) -> RunReport:
    """A run of a feed with one finding for each record."""
    reports = []
    for number in range(count):
        finding = Finding("a-rule", "x", ("error", "warning", "info")[number % 3], text(number), None, "text", 1, 1, 1, 2, 0, 1)
        site = f"site{number % sites}.example"
        reports.append(FileReport("feed.jsonl", number + 1, None, site, (finding,), Score(90.0), record_line=number + 1))
    return RunReport(reports, summarise(reports))


@pytest.mark.parametrize(
    ("count", "sites", "text", "results"),
    [
        (60_000, 40_000, "same", 25_000),  # two thirds of the results have to go
        (60_000, 7, "other", 21),  # texts do not count any more
        (60_000, 1, "same", 3),
    ],
)
def test_sarif_keeps_within_the_limits_of_github(count: int, sites: int, text: str, results: int) -> None:
    run = made_up(count, sites, (lambda _: "x") if text == "same" else lambda n: chr(97 + n % 26) * (1 + n // 26))
    written = "".join(sarif.render(run, ReportOptions()))
    found = check_sarif(written) if count < 1000 else json.loads(written)["runs"][0]
    assert len(found["results"]) == results
    assert max(len(result["locations"]) for result in found["results"]) <= 1000
    assert len(gzip.compress(written.encode())) < 10_000_000
    left = sum(result["occurrenceCount"] for result in found["results"])
    notes = found["invocations"][0]["toolExecutionNotifications"]
    assert [note["message"]["text"].split()[0] for note in notes] == ([f"{count - left:,}"] if left < count else [])
    assert left == count or {result["level"] for result in found["results"]} == {"error", "warning"}


# JUnit


def test_junit_has_a_case_for_each_document_or_site(reports: Reports) -> None:
    tree = etree.fromstring(reports.text["junit"].encode())
    etree.XMLSchema(etree.parse(str(SCHEMAS / "junit-10.xsd"))).assertValid(tree)
    expected: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for document in reports.documents:
        path = visible(document["path"])
        key = (path, visible(document["site"] or "(no site)")) if document["record"] else (path.rpartition("/")[0] or ".", path)
        expected.setdefault(key, []).append(document)
    cases = tree.findall(".//testcase")
    assert {(case.get("classname"), case.get("name")) for case in cases} == set(expected)
    assert len(cases) == len(expected)
    for case in cases:
        documents = expected[str(case.get("classname")), str(case.get("name"))]
        kinds = [child.tag for child in case]
        findings = [finding for document in documents for finding in document["findings"]]
        failed = any(not document["passed"] for document in documents)
        assert kinds == ([] if not findings else [kinds[0]])
        assert (kinds in (["failure"], ["error"])) == failed
        shown = re.findall(r"(?m)^(?:error|warning|info) ([\w-]+): ", case[0].text or "") if kinds else []
        assert Counter(shown) <= Counter(finding["rule"] for finding in findings)
        assert len(shown) == min(50, len(findings))
    assert (tree.get("tests"), tree.get("failures")) == (str(len(cases)), str(len(tree.findall(".//failure"))))


def test_junit_says_what_could_not_be_read(hostile: Reports) -> None:
    tree = etree.fromstring(hostile.text["junit"].encode())
    errors = {case.get("name"): error.get("type") for case in tree.findall(".//testcase") for error in case.findall("error")}
    assert (errors["gone.txt"], errors["in/picture.txt"]) == ("missing-path", "binary-file")


def test_a_site_that_is_called_no_site_is_one() -> None:
    record = FileReport("feed.jsonl", 1, None, None, (), Score(), record_line=1)
    reports = [record, replace(record, record=2, site="(no site)"), replace(record, record=3)]
    tree = etree.fromstring("".join(junit.render(RunReport(reports, summarise(reports)), ReportOptions())).encode())
    assert [case.get("name") for case in tree.findall(".//testcase")] == ["(no site)", "(no site)"]


# GitHub


class Annotation(NamedTuple):
    kind: str
    properties: dict[str, str]
    message: str


def read_commands(text: str) -> list[Annotation]:
    """What the runner makes of these lines, by its rules of escaping."""

    def plain(value: str, escapes: str) -> str:
        return re.sub("%(" + escapes + ")", lambda found: bytes.fromhex(found[1]).decode(), value)

    found = []
    for line in text.split("\n"):
        if line.lstrip().startswith("::"):
            command = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
            assert command, line
            pairs = (pair.split("=", 1) for pair in command[2].split(","))
            values = {key: plain(value, "25|0D|0A|3A|2C") for key, value in pairs}
            found.append(Annotation(command[1], values, plain(command[3], "25|0D|0A")))
    return found


def test_github_shows_the_worst_of_each_kind_and_counts_the_rest(reports: Reports) -> None:
    found = read_commands(reports.text["github"])
    kinds = Counter(annotation.kind for annotation in found)
    assert max(kinds.values()) <= 10
    *shown, rest = found
    everything = reports.counted("severity")
    names = {"error": "error", "warning": "warning", "notice": "info"}
    for annotation in shown:
        rule = annotation.properties["title"].removeprefix("scrapelint: ")
        assert everything[rule, annotation.properties["file"], names[annotation.kind]] > 0
    counts = {word: int(number.replace(",", "")) for number, word in re.findall(r"([\d,]+) (error|warning|info)", rest.message)}
    total = Counter(finding["severity"] for _, finding in reports.findings)
    assert total == Counter(names[annotation.kind] for annotation in shown) + Counter(counts)
    last = reports.text["github"].splitlines()[-1]
    assert last.startswith(f"{len(reports.documents)} documents, ")
    others = [line for line in reports.text["github"].splitlines() if not line.startswith("::")]
    assert (others, orders(last)) == ([last], [])


def test_github_gives_places_as_github_counts_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A title\n\nRead Entire Article\n", encoding="utf-8")
    done = run("check", "a.txt", "--select", "read-more-link", "--format", "github", cwd=tmp_path)
    [annotation] = read_commands(done.stdout.decode())
    assert annotation.properties == {
        "file": "a.txt", "line": "3", "endLine": "3", "col": "1", "endColumn": "19", "title": "scrapelint: read-more-link",
    }  # fmt: skip


# GitLab


def test_gitlab_has_all_findings(reports: Reports) -> None:
    issues = json.loads(reports.text["gitlab"])
    found = Counter((issue["check_name"], visible(issue["location"]["path"]), issue["severity"]) for issue in issues)
    names = {"error": "major", "warning": "minor", "info": "info"}
    expected: Counter[tuple[Any, ...]] = Counter()
    for (rule, path, severity), count in reports.counted("severity").items():
        expected[rule, path, names[severity]] += count
    assert found == expected
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert set(issue) >= {"description", "check_name", "fingerprint", "severity", "location"}
        assert isinstance(issue["location"]["lines"]["begin"], int)


def stable_names(text: str) -> dict[str, list[str]]:
    """The fingerprints of a feed in both formats that have them."""
    reports = _checked(text)
    run = RunReport(reports, summarise(reports))
    issues = json.loads("".join(gitlab.render(run, ReportOptions())))
    results = json.loads("".join(sarif.render(run, ReportOptions())))["runs"][0]["results"]
    return {
        "gitlab": sorted(issue["fingerprint"] for issue in issues),
        "sarif": sorted(result["partialFingerprints"]["primaryLocationLineHash"] for result in results),
    }


def _checked(text: str, name: str = "feed.jsonl") -> list[FileReport]:
    from scrapelint.checks.config import Rules
    from scrapelint.checks.engine import Checker

    checker = Checker(Rules(Config()).for_document, excerpts=True, contents=True)
    return [checker.check(doc) for doc in read_bytes(text.encode(), name)]


def test_fingerprints_stay_when_lines_move() -> None:
    """A record more, a blank line more, another order of the fields: what was found before has its old name."""
    one = json.dumps(
        {"text": "Ferry\nThe ferry sails.\nRead Entire Article", "title": "Ferry", "site": "a.example", "date": "3 May 2026"}
    )
    moved = json.dumps(
        {"text": "Ferry\n\nThe ferry sails.\n\nRead  entire article", "site": "a.example", "title": "Ferry", "date": "3 May 2026"}
    )
    clean = json.dumps({"text": "Bridge\nThe bridge opened.", "title": "Bridge", "site": "b.example", "date": "3 May 2026"})
    assert stable_names(one) == stable_names(f"\n{clean}\n\n{moved}\n")
    assert len(stable_names(f"{one}\n{one}")["gitlab"]) == 2 * len(stable_names(one)["gitlab"])
    assert stable_names(one)["gitlab"] != stable_names(one.replace("a.example", "c.example"))["gitlab"]


def test_fingerprints_do_not_depend_on_how_the_path_is_written(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "sub" / "other").mkdir(parents=True)
    (tmp_path / "sub" / "a.txt").write_text("Read Entire Article\n", encoding="utf-8")
    (tmp_path / "sub" / "b.txt").write_text("Read Entire Article\n", encoding="utf-8")

    def names(path: str, folder: str = "") -> tuple[str, str]:
        arguments = ("check", path, "--select", "read-more-link", "--isolated", "--format")
        gitlab_text, sarif_text = (run(*arguments, name, cwd=tmp_path / folder).stdout for name in ("gitlab", "sarif"))
        [result] = json.loads(sarif_text)["runs"][0]["results"]
        return json.loads(gitlab_text)[0]["fingerprint"], result["partialFingerprints"]["scrapelint/v1"]

    expected = names("sub/a.txt")
    assert names("sub/b.txt") != expected
    for path, folder in (("./sub//a.txt", ""), (str(tmp_path / "sub" / "a.txt"), ""), ("../a.txt", "sub/other")):
        assert names(path, folder) == expected


# Checkstyle, reviewdog, CSV, concise, Markdown


def test_checkstyle_has_all_findings(reports: Reports) -> None:
    tree = etree.fromstring(reports.text["checkstyle"].encode())
    assert tree.tag == "checkstyle"
    found: Counter[tuple[Any, ...]] = Counter()
    for file in tree:
        for error in file:
            tool, _, rule = str(error.get("source")).split(".")
            assert (file.tag, error.tag, tool) == ("file", "error", "scrapelint")
            found[rule, file.get("name"), error.get("severity")] += 1
    assert found == reports.counted("severity")


RDFORMAT = json.loads((SCHEMAS / "rdformat.json").read_text(encoding="utf-8"))


def test_rdjson_has_all_findings(reports: Reports) -> None:
    report = json.loads(reports.text["rdjson"])
    jsonschema.Draft7Validator(RDFORMAT).validate(report)
    found = Counter(
        (item["code"]["value"], visible(item["location"]["path"]), item["severity"].lower()) for item in report["diagnostics"]
    )
    assert found == reports.counted("severity")


def at(data: bytes, position: dict[str, int]) -> int:
    """The byte at which a position of reviewdog's stands."""
    lines = data.split(b"\n")
    return sum(len(line) + 1 for line in lines[: position["line"] - 1]) + position["column"] - 1


def test_rdjson_counts_bytes_and_suggests(tmp_path: Path) -> None:
    text = "---\ntitle: Überfahrt\n---\nDie Fähre\n\n  Weiterlesen  \nÄrger:“ü“ 🛳 both parties,in Geneva, she said.\n🛳 Teilen"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    data = text.encode()
    done = run("check", "a.md", "--format", "rdjson", cwd=tmp_path)
    documents = json.loads(run("check", "a.md", "--format", "json", cwd=tmp_path).stdout)["documents"]
    body = text.partition("---\nD")[2]
    body = "D" + body
    expected = [body[finding["start"] : finding["end"]] for finding in documents[0]["findings"] if finding["end"]]
    spans = [
        item["location"]["range"]
        for item in json.loads(done.stdout)["diagnostics"]
        if "column" in item["location"]["range"]["start"]
    ]
    assert [data[at(data, span["start"]) : at(data, span["end"])].decode() for span in spans] == expected
    assert "Weiterlesen" in expected
    changed = {}
    for item in json.loads(done.stdout)["diagnostics"]:
        for suggestion in item.get("suggestions", ()):
            start, end = at(data, suggestion["range"]["start"]), at(data, suggestion["range"]["end"])
            changed[item["code"]["value"]] = (data[:start] + suggestion["text"].encode() + data[end:]).decode()
    assert changed["read-more-link"] == text.replace("  Weiterlesen  \n", "")
    assert changed["missing-space"] == text.replace("parties,in", "parties, in")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("\ufeffWeiterlesen\r\nDie Fähre.\r\n".encode(), "\ufeffDie Fähre.\r\n".encode()),
        ("\ufeffDie Fähre.\nWeiterlesen\n".encode(), "\ufeffDie Fähre.\n".encode()),
        ("\ufeff---\ntitle: T\n---\nWeiterlesen\nDie Fähre.\n".encode(), "\ufeff---\ntitle: T\n---\nDie Fähre.\n".encode()),
        ("Die Fähre.\nWeiterlesen\n".encode("latin-1"), None),
        ("Die Fähre.\nWeiterlesen\n".encode("utf-16"), None),
    ],
)
def test_rdjson_suggests_nothing_that_would_damage_a_file(tmp_path: Path, data: bytes, expected: bytes | None) -> None:
    """A byte order mark counts and stays; where the text does not say at which bytes it stands, there is no suggestion."""
    (tmp_path / "a.md").write_bytes(data)
    done = run("check", "a.md", "--format", "rdjson", "--isolated", "--select", "read-more-link,undecodable-bytes", cwd=tmp_path)
    found = [item for item in json.loads(done.stdout)["diagnostics"] if item["code"]["value"] == "read-more-link"]
    assert len(found) == 1
    if expected is None:
        assert "suggestions" not in found[0]
        assert found[0]["location"]["range"] == {"start": {"line": 2}}
        return
    [suggestion] = found[0]["suggestions"]
    start, end = at(data, suggestion["range"]["start"]), at(data, suggestion["range"]["end"])
    assert data[:start] + suggestion["text"].encode() + data[end:] == expected
    place = found[0]["location"]["range"]
    assert data[at(data, place["start"]) : at(data, place["end"])] == b"Weiterlesen"


def test_csv_has_all_findings_and_no_formula(reports: Reports) -> None:
    text = reports.text["csv"]
    assert not re.search("(?<!\r)\n", text)
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert tuple(rows[0]) == csv_report.COLUMNS
    found = Counter((row["rule"], row["path"], row["severity"], row["record"], row["line"]) for row in rows)
    expected: Counter[tuple[Any, ...]] = Counter()
    for (rule, path, severity, record, line), count in reports.counted("severity", "record", "line").items():
        expected[rule, csv_report.cell(path), severity, str(record or ""), str(line)] += count
    assert found == expected
    assert [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_concise_has_all_findings(reports: Reports) -> None:
    *lines, last = reports.text["concise"].splitlines()
    found: Counter[tuple[Any, ...]] = Counter()
    for line in lines:
        match = re.match(r"(.*?):(\d+):(\d+): (error|warning|info) ([\w-]+): ", line)
        assert match, line
        found[match[5], match[1], match[4]] += 1
    expected: Counter[tuple[Any, ...]] = Counter()
    for (rule, path, severity), count in reports.counted("severity").items():
        expected[rule, without_orders(path), severity] += count
    assert found == expected
    assert re.fullmatch(r"\d+ documents, .*: gate failed: \d+ of \d+ documents", last)


def table_rows(text: str, title: str) -> list[list[str]]:
    """The rows of the table under a headline, as GitHub draws them."""
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)
    rows: list[list[str]] = []
    inside = False
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            inside = tokens[number + 1].content == title
        elif inside and token.type == "tr_open":
            rows.append([])
        elif inside and token.type == "inline" and tokens[number - 1].type in ("td_open", "th_open"):
            assert {child.type for child in token.children or ()} <= {"text", "html_inline"}, token.content
            assert {child.content for child in token.children or () if child.type == "html_inline"} <= {"<code>", "</code>"}
            rows[-1].append("".join(child.content for child in token.children or () if child.type == "text"))
    return rows[1:]


def test_markdown_has_all_findings(reports: Reports) -> None:
    rows = table_rows(reports.text["markdown"], "Findings")
    found = Counter((rule, severity) for severity, _, rule, _ in rows)
    assert found == Counter((finding["rule"], finding["severity"]) for _, finding in reports.findings)
    places = {re.sub(r":\d+(:\d+)?$", "", place) for _, place, _, _ in rows}
    assert places == {visible(document["path"]).strip() for document, _ in reports.findings}


@pytest.mark.parametrize("room", [0, 500, 2_000, 20_000, 1_000_000])
def test_markdown_keeps_within_its_room_and_says_so(room: int) -> None:
    run = made_up(20_000, 3, lambda n: f"finding {n} ]|[")
    text = "".join(markdown.render(run, ReportOptions(max_bytes=room)))
    assert len(text.encode()) <= max(room, 400)
    assert re.search(r"\n… (and [\d,]+ more findings, which|the rest) did not fit here\.\n$", text)
    if room > 5_000:
        left = int(re.findall(r"… and ([\d,]+) more findings", text)[-1].replace(",", ""))
        assert len(table_rows(text, "Findings")) == 20_000 - left


# Where paths count from


def test_paths_count_from_the_root_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    inside = tmp_path / "repo" / "feeds" / "new"
    inside.mkdir(parents=True)
    (inside / "a b.txt").write_text("Read Entire Article\n", encoding="utf-8")
    (tmp_path / "out.txt").write_text("Read Entire Article\n", encoding="utf-8")
    paths = ["new/a b.txt", "../feeds/new/./a b.txt", str(inside / "a b.txt")]
    for path in paths:
        for env, root in (({}, "feeds/new/a b.txt"), ({"GITHUB_WORKSPACE": str(tmp_path)}, "repo/feeds/new/a b.txt")):
            outputs = ("--output", "sarif=s", "--output", "gitlab=g", "--format", "github", "--select", "read-more-link")
            done = run("check", path, *outputs, cwd=tmp_path / "repo" / "feeds", env=env)
            results = json.loads((tmp_path / "repo" / "feeds" / "s").read_bytes())["runs"][0]["results"]
            assert results[0]["locations"][0]["physicalLocation"]["artifactLocation"] == {
                "uri": root.replace(" ", "%20"),
                "uriBaseId": "%SRCROOT%",
            }
            assert json.loads((tmp_path / "repo" / "feeds" / "g").read_bytes())[0]["location"]["path"] == root
            assert read_commands(done.stdout.decode())[0].properties["file"] == root
    done = run("check", str(tmp_path / "out.txt"), "--format", "sarif", "--select", "read-more-link", cwd=tmp_path / "repo")
    [result] = check_sarif(done.stdout.decode())["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": f"file://{(tmp_path / 'out.txt').as_posix()}"
    }


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a.txt", "sub/a.txt"), ("./a.txt", "sub/a.txt"), ("../a.txt", "a.txt"), ("../../a.txt", "/a.txt"),
        ("/repo/x/a.txt", "x/a.txt"), ("/repository/a.txt", "/repository/a.txt"), ("<stdin>", "<stdin>"),
        ("<b>.txt", "sub/<b>.txt"), ("/repo/a.txt", "a.txt"), ("../../repo/a.txt", "a.txt"),
    ],
)  # fmt: skip
def test_a_path_counts_from_the_root_or_is_absolute(path: str, expected: str) -> None:
    assert repository_path(path, ReportOptions(repository="/repo", folder="/repo/sub")) == expected


@pytest.mark.skipif(os.name != "posix", reason="links need rights there")
def test_a_path_through_a_link_counts_from_the_root(tmp_path: Path) -> None:
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "sub").mkdir()
    (tmp_path / "repo" / "sub" / "a.txt").write_text("Read Entire Article\n", encoding="utf-8")
    (tmp_path / "link").symlink_to("repo")
    (tmp_path / "out.txt").write_text("Read Entire Article\n", encoding="utf-8")

    def uris(path: str, folder: Path) -> dict[str, str]:
        done = run("check", path, "--format", "sarif", "--select", "read-more-link", cwd=folder)
        [result] = check_sarif(done.stdout.decode())["results"]
        return dict(result["locations"][0]["physicalLocation"]["artifactLocation"])

    inside = {"uri": "sub/a.txt", "uriBaseId": "%SRCROOT%"}
    assert uris("sub/a.txt", tmp_path / "link") == inside
    assert uris(str(tmp_path / "link" / "sub" / "a.txt"), tmp_path / "link") == inside
    assert uris(str(tmp_path / "link" / "sub" / "a.txt"), tmp_path / "repo" / "sub") == inside
    outside = {"uri": f"file://{(tmp_path / 'out.txt').as_posix()}"}
    assert uris("../out.txt", tmp_path / "link") == outside
    assert uris("../../out.txt", tmp_path / "repo" / "sub") == outside
    (tmp_path / "repo" / ".git").rmdir()
    assert uris("../out.txt", tmp_path / "repo") == {"uri": "../out.txt"}


# The line on which a record starts


@lru_cache(maxsize=1)
def _few_rules() -> Config:
    return Config(Settings(select=("missing-text", "broken-json", "empty-file")))


@given(
    lines=st.lists(
        st.sampled_from(['{"text": "a"}', "", "  ", "{}", '{"text": "b', '{"text": "c"} {"text": "d"}', '"' + "e" * 90 + '"']),
        max_size=12,
    ),
    end=st.sampled_from(["\n", "\r\n"]),
    mark=st.booleans(),
    last=st.booleans(),
    chunk=st.integers(1, 120),
)
@settings(max_examples=150, deadline=None)
def test_the_line_of_a_record_is_right_in_every_chunk(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], end: str, mark: bool, last: bool, chunk: int
) -> None:
    """Also where records stand behind blank lines, two on a line, or far into the file."""
    path = tmp_path_factory.getbasetemp() / "lines.jsonl"
    lines = ['{"text": "first"}', *lines]
    data = ("\ufeff" if mark else "") + end.join(lines) + (end if last else "")
    path.write_bytes(data.encode())
    expected = [number for number, line in enumerate(lines, 1) for _ in range(2 if "} {" in line else bool(line.strip()))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run_module, "cut", lambda source: cut(source, chunk))
        [source], _ = find_sources([str(path)])
        reports = list(check_sources([source], _few_rules(), Gate()))
    assert [report.record_line for report in reports] == expected
    assert [report.record for report in reports] == list(range(1, len(reports) + 1))


def test_the_line_of_a_record_is_right_in_several_processes(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(b"".join(b'\n{"text": "%d"}\n' % number for number in range(500)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run_module, "cut", lambda source: cut(source, 1000))
        reports = list(check_sources([Source(str(path), path.stat().st_size, "jsonl")], _few_rules(), Gate(), jobs=2))
    assert [report.record_line for report in reports] == list(range(2, 1001, 2))


ARRAY = '[\n  {"text": "a"},\n\n  {"text": "b",\n   "title": "B"}, {"text": "c"},\n  "d"\n]\n'


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (ARRAY, "a.json", [2, 4, 5, 6]),
        (ARRAY.replace("\n", "\r\n"), "a.json", [2, 4, 5, 6]),
        ("\n\n" + ARRAY, "a.jsonl", [4, 6, 7, 8]),
        (ARRAY[:-3], "a.json", [2, 4, 5, 6]),  # no closing bracket
        (ARRAY.replace('"d"', '"d'), "a.json", [2, 4, 5, 6]),  # the last one is broken
        (ARRAY.replace('"a"', "NaN"), "a.json", [2, 4, 5, 6]),
        ('[[1], ["[", "]"],\n {"text": "a"}]', "a.json", [1, 1, 2]),
        (ARRAY + ARRAY, "a.json", [2, 4, 5, 6, 9, 11, 12, 13]),
        ('\n{"text":\n "a"}\n', "a.json", [1]),
        ('{"articles": [\n{"text": "a"},\n{"text": "b"}]}', "a.json", [1, 1]),
        ('{"text": "a"}\n\n{"text": "b"}\n', "a.json", [1, 3]),
        ("text\n", "a.txt", [None]),
        ("---\ntitle: a\n---\ntext\n", "a.md", [None]),
        ("", "a.jsonl", [None]),
    ],
)
def test_the_line_of_a_record_in_json(data: str, name: str, expected: list[int | None]) -> None:
    assert [doc.record_line for doc in read_bytes(data.encode(), name)] == expected


# The page on formats

FORMATS_PAGE = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


def test_every_format_is_in_the_table_and_has_a_section() -> None:
    table = [line for line in FORMATS_PAGE.splitlines() if line.startswith("| [`")]
    named = {name for line in table for name in re.findall("`([a-z]+)`", line.split("|")[1])}
    assert named == set(find_reports())
    headlines = set(re.findall("(?m)^## (.+)$", FORMATS_PAGE))
    for line in table:
        section = re.search(r"\]\(#([a-z-]+)\)", line)
        assert section
        assert section[1].replace("-", " ") in headlines


def test_readme_names_every_format() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in set(find_reports()) - {"terminal"}:
        assert re.search(rf"\b{name}\b", readme), name


def test_the_example_of_the_page_is_what_comes_out() -> None:
    example = re.search(r"```console\n\$ scrapelint (.+) \| grep ([\w-]+)\n(.+?)\n…\n```", FORMATS_PAGE, re.DOTALL)
    assert example
    shown = example[3].splitlines()
    written = run(*example[1].split(), cwd=ROOT).stdout.decode().splitlines()
    assert [line for line in written if example[2] in line][: len(shown)] == shown
    assert len([line for line in written if example[2] in line]) > len(shown)


def test_the_page_and_the_action_upload_with_the_same_version() -> None:
    used = "github/codeql-action/upload-sarif@v[0-9]+"
    action = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert set(re.findall(used, FORMATS_PAGE)) == set(re.findall(used, action)) != set()


# Where a report goes


def test_auto_is_what_suits(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Read Entire Article\n", encoding="utf-8")
    arguments = ("check", "a.txt", "--select", "read-more-link", "--format")
    for env, name in (({}, "concise"), ({"GITHUB_ACTIONS": "true"}, "github"), ({"GITHUB_ACTIONS": "false"}, "concise")):
        automatic, named = (run(*arguments, format_name, cwd=tmp_path, env=env) for format_name in ("auto", name))
        assert (automatic.stdout, automatic.returncode) == (named.stdout, 1)
    assert run("check", "a.txt", "--output", "auto=b", cwd=tmp_path).returncode == 2


@pytest.mark.skipif(os.name != "posix", reason="there are no pseudo-terminals here")
def test_auto_is_the_report_for_people_on_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Read Entire Article\n", encoding="utf-8")
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "scrapelint", "check", "a.txt", "--format", "auto", "--color", "never"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=theirs, env={**os.environ, "GITHUB_ACTIONS": ""}) as process:
        os.close(theirs)
        shown = b""
        try:
            while block := os.read(ours, 4096):
                shown += block
        except OSError:  # how Linux says that the other end is closed
            pass
    os.close(ours)
    assert process.returncode == 1
    assert "│ Read Entire Article".encode() in shown


def test_the_summary_of_a_step_is_added_to(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Read Entire Article\n", encoding="utf-8")
    summary = tmp_path / "summary"
    summary.write_text("## Another step of ours\n", encoding="utf-8")
    env = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    for arguments in (["--format", "json"], ["--format", "concise", "--output", "github=g"]):
        run("check", "a.txt", *arguments, cwd=tmp_path, env=env)
        assert summary.read_text(encoding="utf-8") == "## Another step of ours\n"
    assert run("check", "a.txt", "--format", "auto", cwd=tmp_path, env=env).returncode == 1
    written = summary.read_text(encoding="utf-8")
    assert written.startswith("## Another step of ours\n## scrapelint: gate failed: 1 of 1 document\n")
    assert [row[2] for row in table_rows(written, "Findings")] == ["read-more-link", "missing-date", "missing-title"]
    summary.write_text("x" * 998_000, encoding="utf-8")
    run("check", "a.txt", "--format", "github", cwd=tmp_path, env=env)
    assert 998_000 < summary.stat().st_size <= 1_000_000
    gone = run("check", "a.txt", "--format", "github", cwd=tmp_path, env=env | {"GITHUB_STEP_SUMMARY": "/gone/summary"})
    assert (gone.returncode, b"/gone/summary: the summary of the step cannot be written" in gone.stderr) == (1, True)


def test_quiet_leaves_the_totals(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Read Entire Article\n", encoding="utf-8")
    for name in ("concise", "github"):
        done = run("check", "a.txt", "--select", "read-more-link", "--format", name, "--quiet", cwd=tmp_path)
        assert done.stdout.decode() == "1 document, 1 error, mean score 0.0: gate failed: 1 of 1 document\n"
        run("check", "a.txt", "--select", "read-more-link", "--quiet", "--output", f"{name}=out", cwd=tmp_path)
        assert "read-more-link" in (tmp_path / "out").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_a_path_that_is_not_there_is_in_every_format(tmp_path: Path, name: str) -> None:
    """Also alone, and whatever rules are selected."""
    done = run("check", "gone.txt", "--format", name, "--select", "spacing", "--output", f"{name}=out", cwd=tmp_path)
    assert done.returncode == 2
    assert b"gone.txt" in done.stdout
    assert b"no such file or folder" in done.stdout
    assert name in ("terminal", "github") or (tmp_path / "out").read_bytes() == done.stdout


# Rules that crash


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """Documents with nothing to find in them, on which a rule crashed."""
    folder = tmp_path_factory.mktemp("crashed")
    (folder / "boom.py").write_text(
        '"""A rule.\n\nIt fails."""\ndef check(doc):\n    if "Ferry" in doc.text:\n        raise ValueError("::error::](x) " + doc.text)\n    return []\n',
        encoding="utf-8",
    )
    (folder / "a.txt").write_text("Ferry\n", encoding="utf-8")
    (folder / "b.txt").write_text("Bridge\n", encoding="utf-8")
    (folder / "c.jsonl").write_text(
        '{"text": "Bridge", "site": "x"}\n' + '{"text": "Ferry", "site": "y"}\n' * 2, encoding="utf-8"
    )
    return all_formats(folder, ["check", "a.txt", "b.txt", "c.jsonl", "--plugin", "boom.py", "--select", "boom", "--isolated"])


def test_a_crash_is_in_every_format(crashed: Reports) -> None:
    assert (crashed.done.returncode, crashed.findings) == (3, [])
    for name, text in crashed.text.items():
        assert "boom" in text, name
        assert orders(text) == [] or name == "github"
    for name in ("concise", "github"):
        last = crashed.text[name].splitlines()[-1]
        assert last == "5 documents, no findings, mean score 100.0: gate passed, but 1 rule crashed"
    assert crashed.text["concise"].startswith("rule boom crashed on 3 documents; the other rules' results are reported\n")
    assert crashed.text["markdown"].startswith("## scrapelint: gate passed, but 1 rule crashed\n")
    assert "1 rule crashed; see standard error: boom" in crashed.text["terminal"]
    assert "rule boom crashed; see standard error" in crashed.text["terminal"]


def test_a_crash_is_an_entry_where_it_happened(crashed: Reports) -> None:
    paths = ["a.txt", "c.jsonl", "c.jsonl"]
    rows = list(csv.DictReader(io.StringIO(crashed.text["csv"], newline="")))
    assert [(row["path"], row["rule"], row["severity"]) for row in rows] == [(path, "boom", "error") for path in paths]
    issues = json.loads(crashed.text["gitlab"])
    assert [(issue["location"]["path"], issue["check_name"], issue["severity"]) for issue in issues] == [
        (path, "boom", "major") for path in paths
    ]
    assert len({issue["fingerprint"] for issue in issues}) == 3
    report = json.loads(crashed.text["rdjson"])
    jsonschema.Draft7Validator(RDFORMAT).validate(report)
    assert [(item["location"]["path"], item["code"]["value"]) for item in report["diagnostics"]] == [
        (path, "boom") for path in paths
    ]
    tree = etree.fromstring(crashed.text["checkstyle"].encode())
    assert [(file.get("name"), error.get("source")) for file in tree for error in file] == [
        (path, "scrapelint.engine.boom") for path in paths
    ]
    messages = [row["message"] for row in rows] + [item["message"] for item in report["diagnostics"]]
    assert all(message.startswith("rule boom crashed: ValueError: ") for message in messages)
    assert all(message.partition(" (record")[0].endswith("; the other rules' results are reported") for message in messages)


def test_a_crash_is_an_error_of_its_test_case(crashed: Reports) -> None:
    tree = etree.fromstring(crashed.text["junit"].encode())
    etree.XMLSchema(etree.parse(str(SCHEMAS / "junit-10.xsd"))).assertValid(tree)
    cases = {case.get("name"): [child.tag for child in case] for case in tree.findall(".//testcase")}
    assert cases == {"a.txt": ["error"], "b.txt": [], "x": [], "y": ["error"]}
    assert (tree.get("errors"), tree.get("failures")) == ("2", "0")
    [error] = tree.findall(".//testcase[@name='y']/error")
    assert (error.get("type"), error.get("message")) == ("boom", "0 of 2 records failed: no findings; 1 rule crashed")
    assert str(error.text).count("rule boom crashed") == 1
    assert "(and on 1 more document)" in str(error.text)


def test_a_crash_is_one_annotation_for_each_rule(crashed: Reports) -> None:
    [annotation] = read_commands(crashed.text["github"])
    assert (annotation.kind, annotation.properties) == ("error", {"title": "scrapelint"})
    assert annotation.message.startswith("rule boom crashed on a.txt (and on 2 more documents): ValueError: ")


def test_a_crash_takes_the_room_of_a_finding_in_github() -> None:
    run = made_up(60, 1, str)
    lost = replace(run.documents[0], crashes=(RuleCrash("boom", "feed.jsonl", 1, "died"),))
    run = RunReport([lost, *run.documents[1:]], run.summary)
    kinds = [annotation.kind for annotation in read_commands("".join(github.render(run, ReportOptions())))]
    assert Counter(kinds) == {"error": 10, "warning": 10, "notice": 10}


def test_a_crash_is_in_json_only_where_there_is_one(crashed: Reports) -> None:
    schema = json.loads((ROOT / "reports" / "report.schema.json").read_text(encoding="utf-8"))
    report = json.loads(crashed.text["json"])
    jsonschema.Draft202012Validator(schema).validate(report)
    assert [json.loads(line) for line in crashed.text["jsonl"].splitlines()] == report["documents"]
    assert [len(document.get("crashes", ())) for document in report["documents"]] == [1, 0, 0, 1, 1]
    assert ["crashes" in document for document in report["documents"]] == [True, False, False, True, True]
    assert report["documents"][0]["crashes"][0]["rule"] == "boom"
    assert report["documents"][0]["crashes"][0]["error"].startswith("ValueError: ::error::](x) Ferry")


def test_a_dead_process_is_told_once() -> None:
    """It is a finding already, and no rule crashed."""
    finding = Finding("engine", "file", "error", "not checked: died", None, "text", 1, 1, 1, 1, 0, 0)
    lost = FileReport(
        "a.txt", None, None, None, (finding,), Score(), False, crashes=(RuleCrash("engine", "a.txt", None, "died"),)
    )
    run = RunReport([lost], summarise([lost]))
    assert run.summary.crashed == {}
    assert len(json.loads("".join(gitlab.render(run, ReportOptions())))) == 1
    assert csv_report.render_document(lost).count("\r\n") == 1
    assert len(read_commands("".join(github.render(run, ReportOptions())))) == 1
    assert "".join(junit.render(run, ReportOptions())).count("died") == 1


# Escaping


@given(st.text())
@example("\ud800]]>\x00")
@settings(max_examples=300, deadline=None)
def test_xml_comes_back(text: str) -> None:
    tree = etree.fromstring(f"<a{attributes(b=text)}>{xml(text)}</a>".encode())
    assert (tree.get("b"), tree.text or "", len(tree)) == (visible(text), visible(text), 0)


@given(st.text(st.characters() | st.sampled_from("=+-@\t\r\n '\",;|:#[")))
@example("\u2028=1")
@settings(max_examples=300, deadline=None)
def test_csv_comes_back_and_is_no_formula(text: str) -> None:
    [[first, second]] = csv.reader(io.StringIO(csv_report.rows([(text, 1)]), newline=""), strict=True)
    assert (first.removeprefix("'"), second) in (
        (without_orders(visible(text)), "1"),
        (without_orders(visible(text)).removeprefix("'"), "1"),
    )
    assert not first.lstrip(' "').startswith(("=", "+", "-", "@", "\t", "\r", "\n", "::"))


@given(st.text(st.characters() | st.sampled_from(":%,=\r\n#[]")), st.text(st.characters() | st.sampled_from(":%,=\r\n#[]")))
@example("%0A::error::", "##[error]")
@settings(max_examples=300, deadline=None)
def test_workflow_commands_come_back(value: str, message: str) -> None:
    text = github.command("error", message, {"title": value, "line": 1})
    assert text.count("\n") == 1
    assert "##" not in text
    [found] = read_commands(text.rstrip("\n"))
    assert (
        found == ("error", {"title": visible(value).replace("##", "#%23"), "line": "1"}, visible(message))
        or "##" in value + message
    )


@given(st.text(st.characters() | st.sampled_from("|`\\<>[]()!*_~#@:$&w. ")))
@example("www.example.com")
@example("a\\|b`")
@example("GH-1 &amp; :smile:")
@settings(max_examples=500, deadline=None)
def test_markdown_comes_back(text: str) -> None:
    report = f"### T\n\n| a | b |\n| --- | --- |\n| {markdown.cell(text)} | x |\n"
    [[first, second]] = table_rows(report, "T")
    assert (first, second) == (visible(text).strip(" ") if "<code>" not in report else first, "x")
    assert first.strip(" ") == visible(text).strip(" ")
    written = re.sub(r"&#\d+;", "", markdown.cell(text).replace("<code>", "").replace("</code>", ""))
    assert not re.search(r"(?i)://|www\.|[@#$~|`*_<>&\[\]\\]|:\w|\bgh-\d", written)
    linked = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(report)
    assert not re.search("<(?!/?(?:h3|table|thead|tbody|tr|th|td|code)>)", linked)


@given(st.text(min_size=1))
@example("a%2F?#:")
@example("//host/a")
@example("latin\udce9.txt")
@settings(max_examples=300, deadline=None)
def test_uris_come_back(path: str) -> None:
    reference = uri(path)
    try:
        shown = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        shown = path.encode("utf-8", "backslashreplace")
    jsonschema.Draft7Validator({"format": "uri-reference"}, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER).validate(
        reference
    )
    if not reference.startswith("file:"):
        assert unquote_to_bytes(reference) == shown
        assert not re.match("[A-Za-z][A-Za-z0-9+.-]*:|//", reference)
    else:
        assert unquote_to_bytes(reference.removeprefix("file:///")) == shown.lstrip(b"/")


@given(
    st.recursive(
        st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('#[\\"')),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
@settings(max_examples=300, deadline=None)
def test_json_comes_back_and_gives_no_orders(value: Any) -> None:
    assert json.loads(encode([value])) == [value] or "\\ud" in encode([value])
    assert "##" not in encode([value])
    assert "\n" not in encode([value])


@given(st.text(st.characters() | st.sampled_from(":#[] \n")))
@example(" ::x")
@example("###[x]")
@settings(max_examples=500, deadline=None)
def test_without_orders_there_are_none(text: str) -> None:
    shown = without_orders(visible(text))
    assert [line for line in shown.split("\n") if line.strip().startswith("::") or re.search(r"##(vso|teamcity)?\[", line)] == []
    assert len(shown) == len(visible(text))


@given(path=st.text(min_size=1), message=st.text(), rule=st.text())
@settings(max_examples=200, deadline=None)
def test_concise_is_one_line_for_each_finding(path: str, message: str, rule: str) -> None:
    finding = Finding(rule, "x", "error", message, None, "text", 1, 1, 1, 1, 0, 0)
    text = concise.render_document(FileReport(path, None, None, None, (finding, finding), Score()))
    first, second, end = text.split("\n")
    assert (first, end, first.isprintable(), orders(first)) == (second, "", True, [])
