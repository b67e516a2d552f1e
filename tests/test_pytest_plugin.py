"""The pytest plugin, run by pytest itself on folders made for it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest
from scrapelint.checks.api import checker_of
from scrapelint.checks.config import Config

pytest_plugins = ["pytester"]

TEXT = "The ferry sails again on Friday, the harbour master said.\n"
GOOD = {"title": "Ferry sails", "text": TEXT, "date": "2026-05-03"}
BAD = {**GOOD, "text": TEXT + "Read Entire Article\n"}


@pytest.fixture(scope="module", autouse=True)
def _rules_are_loaded() -> None:
    """Once for this process, and not for each run of pytest inside of it."""
    checker_of(Config(), excerpts=True)


def feed(*records: Any) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def write(root: Path, **files: str) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A test, a folder of texts, and a feed of two sites and a record without one."""
    front = "---\ntitle: Ferry sails\ndate: 2026-05-03\n---\n"
    files = {
        "test_ordinary.py": "def test_ordinary():\n    pass\n",
        "articles/good.md": front + TEXT,
        "articles/bad.md": front + TEXT + "Read Entire Article\n",
        "feed.jsonl": feed(
            {**GOOD, "url": "https://www.one.example/1"},
            {**BAD, "url": "https://two.example/1"},
            GOOD,
            {**GOOD, "url": "https://one.example/2"},
        ),
    }
    write(pytester.path, **files)
    return pytester


def node_ids(result: pytest.RunResult) -> list[str]:
    """What `--collect-only -q` lists."""
    return [line for line in result.outlines if "::" in line]


ALL = [
    "test_ordinary.py::test_ordinary",
    "articles/bad.md::text",
    "articles/good.md::text",
    "feed.jsonl::one.example",
    "feed.jsonl::two.example",
    "feed.jsonl::no-site",
]
BOTH = ("--scrapelint", "articles", "--scrapelint=feed.jsonl")


def test_texts_and_sites_of_feeds_are_tests_beside_the_others(project: pytest.Pytester) -> None:
    assert node_ids(project.runpytest_inprocess("--collect-only", "-q", *BOTH)) == ALL
    result = project.runpytest_inprocess(*BOTH)
    result.assert_outcomes(passed=4, failed=2)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["6 documents, 2 failed, mean score *"])


def test_without_the_option_nothing_is_different(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess()
    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("* documents*")


def test_the_failure_is_a_report_and_no_traceback(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess("--scrapelint", "feed.jsonl", "test_ordinary.py")
    shown = result.stdout.str()
    failure = shown[shown.index("___ feed.jsonl: two.example") : shown.index("=== scrapelint ===")].split("\n", 1)[1]
    assert failure.split("\n=")[0] == (
        "the document does not pass the gate (fail-on error)\n"
        "\n"
        "feed.jsonl, record 2, https://two.example/1, “Ferry sails”, score 64.6\n"
        "  line 2  error  read-more-link: read-more link\n"
        "      ⟦Read Entire Article⟧\n"
        "      hint: Leave out the link at the end of teasers and folded texts, and follow it if the article goes on there."
    )


@pytest.mark.parametrize(
    ("choice", "chosen"),
    [
        (["-k", "two.example"], ALL[4:5]),
        (["-k", "articles and not good"], ALL[1:2]),
        (["-m", "scrapelint"], ALL[1:]),
        (["-m", "not scrapelint"], ALL[:1]),
        (["test_ordinary.py"], ALL),
        (["--deselect", "feed.jsonl::no-site"], ALL[:-1]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value[0], str) and value[0][0] == "-" else None,
)
def test_they_are_chosen_as_others_are(project: pytest.Pytester, choice: list[str], chosen: list[str]) -> None:
    assert node_ids(project.runpytest_inprocess("--collect-only", "-q", *BOTH, *choice)) == chosen


def test_the_marker_is_known(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess("--markers")
    result.stdout.fnmatch_lines(["@pytest.mark.scrapelint: a check of scraped text*"])
    project.runpytest_inprocess("--strict-markers", "-m", "scrapelint", *BOTH).assert_outcomes(passed=3, failed=2, deselected=1)


def test_the_run_stops_at_the_first_failure_if_asked_to(project: pytest.Pytester) -> None:
    project.runpytest_inprocess("-x", *BOTH).assert_outcomes(passed=1, failed=1)


def test_those_that_failed_are_run_again(project: pytest.Pytester) -> None:
    project.runpytest_inprocess(*BOTH)
    project.runpytest_inprocess("--lf", *BOTH).assert_outcomes(failed=2)


def test_paths_stand_in_the_settings_of_pytest(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nscrapelint_paths = articles feed.jsonl\n")
    assert node_ids(project.runpytest_inprocess("--collect-only", "-q")) == ALL
    assert node_ids(project.runpytest_inprocess("--collect-only", "-q", "test_ordinary.py")) == ALL[:1]  # only what is named
    (project.path / "sub").mkdir()
    inside = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "scrapelint", "--rootdir=..", "-c", "../tox.ini"],
        cwd=project.path / "sub",
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "../articles" not in inside.stdout
    assert "feed.jsonl::two.example" in inside.stdout


def test_patterns_and_files_outside_of_the_project_are_checked(pytester: pytest.Pytester) -> None:
    outside = pytester.path / "crawl"
    inside = pytester.path / "project"
    write(
        pytester.path,
        **{"crawl/a.txt": TEXT, "crawl/b.txt": TEXT, "crawl/c.log": "x", "project/test_a.py": "def test_a(): pass\n"},
    )
    result = pytester.runpytest_inprocess(
        "--rootdir", str(inside), str(inside), "--scrapelint", "crawl/*.txt", "--collect-only", "-q"
    )
    assert node_ids(result) == ["test_a.py::test_a", f"{outside.as_posix()}/a.txt::text", f"{outside.as_posix()}/b.txt::text"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--scrapelint", "no\x1bsuch"], r"--scrapelint *no\x1bsuch: no such file or folder; check the spelling"),
        (["--scrapelint", "*.xyz"], "*no file matches this pattern*"),
        (["--scrapelint", "-"], "*pytest has no standard input to give*"),
        (["--scrapelint", "articles", "--scrapelint-config", "nowhere.toml"], "*nowhere.toml*"),
    ],
)
@pytest.mark.parametrize("workers", [0, 2])
def test_what_is_not_there_is_a_usage_error(project: pytest.Pytester, arguments: list[str], reason: str, workers: int) -> None:
    result = project.runpytest_inprocess(*arguments, *(["-n", str(workers)] if workers else []))
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: {reason}"])


def test_a_wrong_setting_is_a_usage_error(project: pytest.Pytester) -> None:
    write(project.path, **{"scrapelint.toml": 'selec = ["leftover"]\n'})
    result = project.runpytest_inprocess("--scrapelint", "articles")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: scrapelint: *unknown key selec; did you mean select?"])


def test_settings_are_found_as_on_the_command_line(project: pytest.Pytester) -> None:
    write(project.path, **{"articles/scrapelint.toml": 'ignore = ["leftover"]\n', "strict.toml": "min-score = 100\n"})
    project.runpytest_inprocess("-m", "scrapelint", "--scrapelint", "articles").assert_outcomes(passed=2, deselected=1)
    result = project.runpytest_inprocess("-m", "scrapelint", "--scrapelint", "articles", "--scrapelint-config", "strict.toml")
    result.assert_outcomes(passed=1, failed=1, deselected=1)
    result.stdout.fnmatch_lines(["the document does not pass the gate (fail-on error, min-score 100)"])


def test_overrides_see_the_paths_as_on_the_command_line(project: pytest.Pytester) -> None:
    write(project.path, **{"scrapelint.toml": '[[overrides]]\npaths = ["articles/bad.md"]\nignore = ["leftover"]\n'})
    # A test that changes the folder changes nothing.
    write(project.path, **{"test_ordinary.py": "import os\ndef test_a(tmp_path):\n    os.chdir(tmp_path)\n"})
    project.runpytest_subprocess(*BOTH).assert_outcomes(passed=5, failed=1)


def test_the_workers_of_xdist_collect_and_say_the_same(project: pytest.Pytester) -> None:
    alone = project.runpytest_subprocess("-v", *BOTH)
    spread = project.runpytest_subprocess("-v", "-n", "2", *BOTH)
    spread.assert_outcomes(passed=4, failed=2)

    def outcomes(result: pytest.RunResult) -> set[tuple[str, str]]:
        found = (re.search(r"(\S+::\S+) (PASSED|FAILED)|(PASSED|FAILED) (\S+::\S+)", line) for line in result.outlines)
        return {(match[1] or match[4], match[2] or match[3]) for match in found if match}

    assert outcomes(spread) == outcomes(alone)
    assert len(outcomes(alone)) == 6
    spread.stdout.fnmatch_lines(["6 documents, 2 failed, mean score *"])


def test_paths_of_the_settings_reach_the_workers_of_xdist(project: pytest.Pytester) -> None:
    project.makeini("[pytest]\nscrapelint_paths = articles feed.jsonl\n")
    project.runpytest_subprocess("-n", "2").assert_outcomes(passed=4, failed=2)
    project.runpytest_subprocess("-n", "2", "test_ordinary.py").assert_outcomes(passed=1)


HOSTILE = [
    "\x1b[31mred",
    "a::b",
    "a[1]",
    "[",
    " ",
    "\n",
    "\u202eabc",
    "x" * 5000,
    "x" * 5001,
    "\ud800",
    "../../etc",
    "no-site",
    "a\x00b",
]


def hostile_feed() -> str:
    return feed(*({**BAD, "site": site, "title": site} for site in [*HOSTILE, *HOSTILE, None]))


@pytest.mark.parametrize("workers", ["0", "2"])
def test_hostile_names_and_sites_are_harmless(pytester: pytest.Pytester, workers: str) -> None:
    names = ["a\x1b[31m.jsonl", "b::c.jsonl", "d[1].txt", "e\udcff.jsonl", "é.txt", "::.jsonl"]
    for name in names:
        (pytester.path / "crawl" / name).parent.mkdir(exist_ok=True)
        (pytester.path / "crawl" / name).write_text(hostile_feed(), encoding="utf-8")
    arguments = ("--scrapelint", "crawl", "-v", "-n", workers, "--junitxml", "report.xml")
    result = pytester.runpytest_subprocess(*arguments)
    feeds = len(names) - 2
    sites = len({site.strip() for site in HOSTILE})  # a site of nothing but blanks is none
    failed = feeds * sites + 2
    assert result.parseoutcomes()["failed"] == failed
    assert "error" not in result.parseoutcomes()
    shown = result.stdout.str()
    assert [char for char in set(shown) if not (char.isprintable() or char == "\n")] == []
    ids = [line.split(" FAILED")[0] for line in result.outlines if " FAILED" in line]
    assert len(ids) == len(set(ids))
    cases = ElementTree.parse(pytester.path / "report.xml").getroot().iter("testcase")  # noqa: S314 - our own
    assert sum(1 for _ in cases) == failed


def test_no_code_below_the_path_is_run(pytester: pytest.Pytester) -> None:
    write(
        pytester.path,
        **{"crawl/conftest.py": "raise SystemExit(9)\n", "crawl/test_x.py": "raise SystemExit(9)\n", "crawl/a.txt": TEXT},
    )
    write(pytester.path, **{"tests/test_a.py": "def test_a(): pass\n"})
    pytester.runpytest_subprocess("tests", "--scrapelint", "crawl").assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("more", "own", "option", "through"),
    [
        ([], "", "--scrapelint", "arguments"),
        ([], "[pytest]\naddopts = -q\n", "--scrapelint", "arguments"),
        (["tests"], "[pytest]\naddopts = -q\n", "--scrapelint", "arguments"),
        ([], "[pytest]\naddopts = -q\n", "--scrapelint-config", "arguments"),
        ([], "[pytest]\naddopts = -q\n", "--scrapelint", "environment"),
    ],
    ids=["no-settings", "settings", "path-of-tests", "settings-file", "environment"],
)
def test_settings_of_pytest_are_never_those_of_a_crawl(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, more: list[str], own: str, option: str, through: str
) -> None:
    write(
        pytester.path,
        **{
            "crawl/pytest.ini": "[pytest]\naddopts = --strict-markers\n",
            "crawl/scrapelint.toml": "",
            "crawl/a.txt": TEXT,
            "project/tests/test_a.py": "def test_a(): pass\n",
            "project/pytest.ini" if own else "project/notes": own,
        },
    )
    monkeypatch.chdir(pytester.path / "project")
    path = "../crawl" if option == "--scrapelint" else "../crawl/scrapelint.toml"

    def outcome(*arguments: str) -> pytest.RunResult:
        if through == "environment":
            monkeypatch.setenv("PYTEST_ADDOPTS", " ".join(arguments))
            return pytester.runpytest_subprocess(*more)
        return pytester.runpytest_subprocess(*arguments, *more)

    blank = outcome(option, path)
    assert blank.ret == pytest.ExitCode.USAGE_ERROR
    blank.stderr.fnmatch_lines([f"ERROR: {option} PATH: * (*crawl*pytest.ini); write {option}=PATH, with an equals sign"])
    equals = outcome(f"{option}={path}")
    equals.assert_outcomes(passed=2 if option == "--scrapelint" else 1)
    equals.stdout.no_fnmatch_line("*crawl/pytest.ini*")


@pytest.mark.parametrize("workers", ["0", "2"])
@pytest.mark.parametrize("path", ["scraped", "scr*", "sub/../scraped"])
def test_code_of_a_crawl_inside_of_the_project_is_not_run(pytester: pytest.Pytester, path: str, workers: str) -> None:
    code = "raise SystemExit(9)\n"
    write(pytester.path, **{"scraped/conftest.py": code, "scraped/site/test_x.py": code, "scraped/site/a.txt": TEXT})
    write(pytester.path, **{"sub/test_a.py": "def test_a(): pass\n"})
    result = pytester.runpytest_subprocess(f"--scrapelint={path}", "-n", workers)
    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines(["scrapelint: no tests are looked for in *scraped"])


@pytest.mark.parametrize(
    ("path", "named", "testpaths"),
    [(".", [], ""), ("sub", ["sub"], ""), ("sub", ["sub/test_a.py::test_a"], ""), ("sub", [], "sub"), ("sub", ["sub/deep"], "")],
)
def test_tests_are_looked_for_where_pytest_is_told_to(
    pytester: pytest.Pytester, path: str, named: list[str], testpaths: str
) -> None:
    test = "def test_a(): pass\n"
    write(pytester.path, **{"pytest.ini": f"[pytest]\ntestpaths = {testpaths}\n", "sub/deep/a.txt": TEXT})
    write(pytester.path, **{"sub/test_a.py" if named != ["sub/deep"] else "sub/deep/test_a.py": test})
    result = pytester.runpytest_inprocess(f"--scrapelint={path}", *named)
    result.assert_outcomes(passed=2)
    result.stdout.no_fnmatch_line("*no tests are looked for*")


def test_a_path_behind_a_blank_is_taken_where_it_changes_nothing(pytester: pytest.Pytester) -> None:
    write(
        pytester.path,
        **{
            "crawl/pytest.ini": "[pytest]\naddopts = --strict-markers\n",
            "crawl/a.txt": TEXT,
            "project/pytest.ini": "[pytest]\n",
            "project/tests/test_a.py": "def test_a(): pass\n",
        },
    )
    pytester.runpytest_subprocess("project/tests", "--scrapelint", "crawl").assert_outcomes(passed=2)
    pytester.runpytest_subprocess("-c", "project/pytest.ini", "project/tests", "--scrapelint", "crawl").assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("content", "rule"),
    [("", "empty-file"), ('{"text": "Day', "broken-json"), ("[1, 2]\n", "missing-text"), ("\x00\x01\x02" * 50, "binary-file")],
)
def test_a_broken_feed_is_one_failure(pytester: pytest.Pytester, content: str, rule: str) -> None:
    write(pytester.path, **{"feed.jsonl": content})
    result = pytester.runpytest_inprocess("--scrapelint", "feed.jsonl")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([f"*error  {rule}: *"])


def test_a_feed_of_many_sites_is_read_once(pytester: pytest.Pytester) -> None:
    write(pytester.path, **{"feed.jsonl": feed(*({**GOOD, "site": f"s{number % 300}.example"} for number in range(900)))})
    result = pytester.runpytest_inprocess("-q", "--scrapelint", "feed.jsonl", "--durations=1")
    result.assert_outcomes(passed=300)
    result.stdout.fnmatch_lines(["900 documents, all passed, mean score 100.0"])


def test_a_rule_that_crashes_is_named(pytester: pytest.Pytester) -> None:
    rule = '"""A rule that crashes."""\nBAD = ["⟦a⟧"]\nGOOD = ["b", "c"]\n\n\ndef check(doc):\n    raise RuntimeError("no")\n'
    write(pytester.path, **{"lint/leftover/broken.py": rule, "scrapelint.toml": 'plugins = ["lint"]\n', "a.txt": TEXT})
    result = pytester.runpytest_inprocess("--scrapelint", "a.txt")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["rule broken crashed: RuntimeError: no (broken.py, line 7)"])


def test_scores_stand_in_the_report_of_junit(project: pytest.Pytester) -> None:
    project.runpytest_inprocess(*BOTH, "--junitxml", "report.xml")
    root = ElementTree.parse(project.path / "report.xml").getroot()  # noqa: S314 - our own
    case = next(case for case in root.iter("testcase") if case.get("name") == "one.example")
    values = {one.get("name"): one.get("value") for one in case.iter("property")}
    assert values == {"scrapelint_documents": "2", "scrapelint_failed": "0", "scrapelint_mean_score": "100.0"}


def test_the_fixture_checks_with_the_settings_of_the_project(pytester: pytest.Pytester) -> None:
    write(pytester.path, **{"scrapelint.toml": 'fail-on = "warning"\nignore = ["missing-title"]\n'})
    pytester.makepyfile(
        """
        import pytest

        TEXT = "The ferry sails again on Friday, the harbour master said."

        def test_report(scrapelint):
            report = scrapelint(TEXT)
            assert [finding.rule for finding in report.findings] == ["missing-date"]
            assert not report.passed
            assert scrapelint({"text": TEXT, "date": "2026-05-03"}).passed

        def test_assertion(scrapelint):
            scrapelint.assert_clean(TEXT, ignore="missing-date")
            with pytest.raises(AssertionError):
                scrapelint.assert_clean(TEXT)
        """
    )
    pytester.runpytest_inprocess().assert_outcomes(passed=2)
    write(pytester.path, **{"other.toml": 'ignore = ["missing-date", "missing-title"]\n'})
    pytester.runpytest_inprocess("--scrapelint-config", "other.toml").assert_outcomes(failed=2)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ('selec = ["leftover"]\n', "scrapelint: *scrapelint.toml: unknown key selec; did you mean select?"),
        ('select = ["leftovr"]\n', "scrapelint: *scrapelint.toml: select: no rule or category 'leftovr'; did you mean leftover?"),
        ('plugins = ["no\\u001bwhere"]\n', r"scrapelint: *no\x1bwhere*"),
    ],
)
def test_wrong_settings_are_one_line_where_the_fixture_is_used(pytester: pytest.Pytester, settings: str, reason: str) -> None:
    write(pytester.path, **{"scrapelint.toml": settings})
    pytester.makepyfile("def test_report(scrapelint):\n    scrapelint.assert_clean('A text.')\n")
    result = pytester.runpytest_inprocess("-q")
    result.assert_outcomes(errors=1)
    below = result.outlines[next(n for n, line in enumerate(result.outlines) if "_ ERROR at setup" in line) + 1 :]
    assert below[1].startswith("===")
    result.stdout.fnmatch_lines([reason])


def test_a_failed_assertion_shows_the_test_and_what_was_found(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import scrapelint as linter

        TEXT = "The ferry sails again on Friday.\\nRead Entire Article\\n"

        def test_function():
            linter.assert_clean(TEXT)

        def test_fixture(scrapelint):
            scrapelint.assert_clean([TEXT, TEXT], max_rate=0.5)

        def test_findings(scrapelint):
            assert scrapelint(TEXT, title="Ferry", date="2026-05-03").findings == ()

        def test_other_values():
            assert (1, 2) == (1, 3)
        """
    )
    result = pytester.runpytest_inprocess()
    result.assert_outcomes(failed=4)
    result.stdout.fnmatch_lines(
        [
            ">       linter.assert_clean(TEXT)",
            "E       AssertionError: the document is not clean",
            "E         line 2  error  read-more-link: read-more link",
            "E             ⟦Read Entire Article⟧",
            "*.py:6: AssertionError",
            ">       scrapelint.assert_clean([[]TEXT, TEXT], max_rate=0.5)",
            "E       AssertionError: 2 of 2 documents are not clean (100 %, at most 50 %)",
            "*.py:9: AssertionError",
            "E       assert 1 findings == 0",
            "E         line 2: error read-more-link: read-more link",
            "E       assert (1, 2) == (1, 3)",
        ]
    )
    result.stdout.no_fnmatch_line("*assertions.py*")


def test_the_plugin_costs_almost_nothing_where_it_is_not_used(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_a():
            print("loaded", *sorted(name for name in sys.modules if name.split(".")[0] == "scrapelint"), "and no more")
        """
    )
    result = pytester.runpytest_subprocess("-s")
    result.stdout.fnmatch_lines(["*loaded scrapelint scrapelint.pytest_plugin and no more"])
