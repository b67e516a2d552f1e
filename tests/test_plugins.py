"""Rules from outside: a file, a folder, a phrase pack, an installed package; and what happens when one is wrong."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

EXAMPLE = Path(__file__).parent / "plugin_example"
PACKAGE = EXAMPLE / "scrapelint_harbour"
TEXT = "Ferry sails\nHARBOUR CITY, 3 May 2026 — The ferry sails again.\nHigh water 06:14 4.2 m\nLow water 12:31 0.9 m\nRing the ship's bell\n"


def run(*arguments: str | Path, cwd: Path, site: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A command of Python's, with the packages that were installed into a folder on its path."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    if site is not None:
        env["PYTHONPATH"] = str(site)
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)


def rules_found(cwd: Path, *arguments: str | Path, site: Path | None = None) -> list[str]:
    """The rules that flag something in a text of the harbour's, of those that are no built-in ones."""
    (cwd / "a.txt").write_text(TEXT, encoding="utf-8")
    done = run("-m", "scrapelint", "check", "a.txt", "--format", "json", *arguments, cwd=cwd, site=site)
    assert done.returncode in (0, 1), done.stderr
    [document] = json.loads(done.stdout)["documents"]
    return [finding["rule"] for finding in document["findings"]]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the example was installed, by pip, without the network."""
    folder = tmp_path_factory.mktemp("site")
    source = shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("source") / "plugin_example")
    offline = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--disable-pip-version-check"]
    done = run("-m", "pip", "install", *offline, "--target", folder, source, cwd=source)
    assert done.returncode == 0, done.stderr
    return folder


def test_an_installed_plugin_is_found_without_a_setting(site: Path, tmp_path: Path) -> None:
    assert rules_found(tmp_path, site=site) == ["tide-table", "tide-table", "harbour-button"]
    assert rules_found(tmp_path) == []


def test_an_installed_plugin_is_listed_explained_and_selected(site: Path, tmp_path: Path) -> None:
    names = run("-m", "scrapelint", "rules", "--names", cwd=tmp_path, site=site).stdout.split()
    assert {"harbour-button", "tide-table", "share-bar"} <= set(names)
    page = run("-m", "scrapelint", "explain", "tide-table", cwd=tmp_path, site=site).stdout
    assert "The tide table of the page's margin" in page
    assert rules_found(tmp_path, "--select", "harbour-button", site=site) == ["harbour-button"]


def test_an_installed_plugin_takes_settings_like_any_rule(site: Path, tmp_path: Path) -> None:
    (tmp_path / "scrapelint.toml").write_text("[rules.tide-table]\nmin-lines = 3\n", encoding="utf-8")
    assert rules_found(tmp_path, site=site) == ["harbour-button"]


def test_the_tests_of_the_example_are_one_line_and_pass(site: Path) -> None:
    test_file = EXAMPLE / "tests" / "test_rules.py"
    assert "test_rules = examples(" in test_file.read_text(encoding="utf-8")
    done = run(
        "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", EXAMPLE, "-c", os.devnull, test_file, cwd=EXAMPLE, site=site
    )
    assert done.stdout.splitlines()[-1].startswith("7 passed"), done.stdout + done.stderr


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (PACKAGE / "leftover" / "tide_table.py", ["tide-table", "tide-table"]),
        (PACKAGE / "leftover" / "harbour_button.toml", ["harbour-button"]),
        (PACKAGE / "leftover", ["tide-table", "tide-table", "harbour-button"]),
        (PACKAGE, ["tide-table", "tide-table", "harbour-button"]),
    ],
    ids=["file", "pack", "category", "folder"],
)
def test_a_local_plugin_is_a_file_a_pack_or_a_folder(tmp_path: Path, path: Path, expected: list[str]) -> None:
    assert rules_found(tmp_path, "--plugin", path) == expected


def _installed(group: str, module: str) -> Callable[[Path], Path]:
    """A package that is installed with one entry point, and has no code."""

    def make(folder: Path) -> Path:
        info = folder / "site" / "broken_plugin-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken-plugin\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[{group}]\nbroken = {module}\n", encoding="utf-8")
        return folder / "site"

    return make


@pytest.mark.parametrize(
    ("group", "module", "message"),
    [
        (
            "scrapelint.rules",
            "gone",
            "plugin broken (gone) does not load: ModuleNotFoundError: No module named 'gone'; mend or uninstall it",
        ),
        (
            "scrapelint.reports",
            "gone",
            "plugin broken (gone) does not load: ModuleNotFoundError: No module named 'gone'; mend or uninstall it",
        ),
        ("scrapelint.rules", "this", "plugin broken (this) holds no rules"),
    ],
)
def test_an_entry_point_that_leads_nowhere_is_named(tmp_path: Path, group: str, module: str, message: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = run("-m", "scrapelint", "check", "a.txt", cwd=tmp_path, site=_installed(group, module)(tmp_path))
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


RULE = '"""A rule.\n\nFor tests."""\n\ndef check(doc):\n    return ()\n'
PACK = 'summary = "A pack."\nexplanation = "For tests."\nmessage = "a phrase"\nbad = ["⟦Ahoy⟧"]\ngood = ["No"]\n[phrases.en]\nline = ["Ahoy"]\n'

WRONG: dict[str, tuple[Mapping[str, str], str]] = {
    "does not import": ({"a.py": "import gone\n"}, "a.py: rule a does not load: ModuleNotFoundError: No module named 'gone'"),
    "is no Python": ({"a.py": "def\n"}, "a.py: rule a does not load: SyntaxError: "),
    "has a null byte": ({"a.py": "\0"}, "a.py: rule a does not load: "),
    "no docstring": ({"a.py": "def check(doc): return ()\n"}, "a.py: rule a has no docstring"),
    "no check": ({"a.py": '"""A rule."""\n'}, "a.py: rule a must define either check(doc) or check_line(doc, line)"),
    "both checks": ({"a.py": RULE + "check_line = check\n"}, "a.py: rule a must define either"),
    "no severity": ({"a.py": RULE + 'SEVERITY = "bad"\n'}, "a.py: rule a has SEVERITY 'bad'; it must be error, warning or info"),
    "no pattern": ({"a.py": RULE + 'TRIGGER = "("\n'}, "a.py: rule a has a TRIGGER that is no pattern"),
    "option without default": ({"a.py": '"""A rule."""\ndef check(doc, *, size): return ()\n'}, "a.py: rule a has an option size without a default"),
    "no name for a rule": ({"A-b.py": RULE}, "A-b.py: 'A-b' is no name for a rule"),
    "no TOML": ({"a.toml": "summary = \n"}, "a.toml: not valid TOML"),
    "unknown key": ({"a.toml": PACK.replace("message", "massage")}, "a.toml: pack a: unknown key 'massage'; did you mean message?"),
    "unknown kind of phrase": ({"a.toml": PACK.replace("line =", "lines =")}, "a.toml: pack a, phrases.en: unknown key 'lines'; did you mean line?"),
    "empty phrase": ({"a.toml": PACK.replace('["Ahoy"]\n', '[" "]\n')}, "a.toml: pack a: phrases.en.line must be a list of strings"),
    "no such file": ({}, "gone: no such plugin"),
    "no rules in it": ({"b/readme.txt": "", "c/d.txt": ""}, "no rule files in this folder"),
    "is there twice": ({"leftover/share_bar.py": RULE}, "share_bar.py; rename one of the files"),
    "a built-in one too": ({"a.py": RULE, "b/a.toml": PACK}, "a.py and "),
}  # fmt: skip


@pytest.mark.parametrize(("files", "message"), WRONG.values(), ids=WRONG)
def test_a_plugin_that_is_wrong_is_named_with_what_is_wrong(tmp_path: Path, files: Mapping[str, str], message: str) -> None:
    plugin = tmp_path / "plugin" if files else tmp_path / "gone"
    for name, text in files.items():
        (plugin / name).parent.mkdir(parents=True, exist_ok=True)
        (plugin / name).write_text(text, encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = run("-m", "scrapelint", "check", "a.txt", "--plugin", plugin, cwd=tmp_path)
    assert done.returncode == 2, done
    assert message in done.stderr
    assert str(plugin) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_name_that_is_taken_twice_names_both_files(tmp_path: Path) -> None:
    (tmp_path / "leftover").mkdir()
    (tmp_path / "leftover" / "share_bar.py").write_text(RULE, encoding="utf-8")
    done = run("-m", "scrapelint", "rules", "--plugin", "leftover", cwd=tmp_path)
    assert done.returncode == 2
    assert "rule share-bar is there twice: " in done.stderr
    assert os.path.join("rules", "leftover", "share_bar.toml") in done.stderr  # noqa: PTH118
    assert str(tmp_path / "leftover" / "share_bar.py") in done.stderr


def test_a_plugin_that_is_named_twice_is_one(tmp_path: Path) -> None:
    assert rules_found(
        tmp_path, "--plugin", PACKAGE, "--plugin", PACKAGE / "leftover", "--plugin", PACKAGE / "leftover" / "tide_table.py"
    ) == [
        "tide-table",
        "tide-table",
        "harbour-button",
    ]
