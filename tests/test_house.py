"""The plan of the house: who imports whom, what a start loads, what is listed where, and that every doctest runs."""

from __future__ import annotations

import ast
import doctest
import importlib
import pkgutil
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import scrapelint
import tomli
from scrapelint.checks.phrases import make_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

# The package that is tested, installed or not, and the checkout that the tests belong to.
PACKAGE = Path(scrapelint.__path__[0])
ROOT = Path(__file__).parent.parent
PROJECT = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

CHECKS = sorted((PACKAGE / "checks").glob("*.py"))
REPORTS = sorted((PACKAGE / "reports").glob("*.py"))
RULES = sorted((PACKAGE / "rules").rglob("*.py"))
PACKS = sorted((PACKAGE / "rules").glob("[a-z]*/*.toml"))
LONG_LISTS = sorted((PACKAGE / "rules" / "_long_lists").glob("*.toml"))


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """What a file imports: how many dots, and the module behind them; also inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            if node.module is None:
                yield from ((node.level, name.name) for name in node.names)
            else:
                yield node.level, node.module
        elif isinstance(node, ast.Import):
            yield from ((0, name.name) for name in node.names)


def test_nothing_in_the_root_stands_before_a_library() -> None:
    """Whoever starts Python or mypy there has the root on the path, and the names in it come first."""
    own = {path.stem if path.is_file() else path.name for path in ROOT.iterdir() if path.suffix in ("", ".py", ".pyi")}
    groups = [*PROJECT["project"]["optional-dependencies"].values(), *PROJECT["dependency-groups"].values()]
    wanted = [PROJECT["project"]["dependencies"], *groups]
    libraries = {
        re.split("[^a-z0-9_]", name.lower().replace("-", "_"))[0] for names in wanted for name in names if isinstance(name, str)
    }
    assert (own - {"build", "dist", "site"}) & (
        libraries | set(sys.stdlib_module_names)
    ) == set()  # setuptools and mkdocs leave these
    assert "scrapy" in libraries


@pytest.mark.parametrize("path", RULES, ids=relative)
def test_a_rule_imports_of_this_package_only_checks(path: Path) -> None:
    own = [(dots, module) for dots, module in imports(path) if dots or module.split(".")[0] == "scrapelint"]
    assert set(own) <= {(3, "checks")}


@pytest.mark.parametrize("path", REPORTS, ids=relative)
def test_a_report_imports_of_this_package_only_checks_and_other_reports(path: Path) -> None:
    own = [(dots, module) for dots, module in imports(path) if dots or module.split(".")[0] == "scrapelint"]
    assert [(dots, module) for dots, module in own if dots != 1 and (dots, module) != (2, "checks")] == []


@pytest.mark.parametrize("path", CHECKS, ids=relative)
def test_the_engine_imports_no_rule_and_no_report(path: Path) -> None:
    own = [(dots, module) for dots, module in imports(path) if dots or module.split(".")[0] == "scrapelint"]
    assert [(dots, module) for dots, module in own if dots != 1] == []


def modules_after(code: str) -> set[str]:
    """The modules that are loaded once some code has run in a fresh interpreter."""
    code += "\nimport sys; print(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60, cwd=Path(sys.prefix)
    )
    return set(done.stderr.split())


SLOW = {
    "rich",
    "langdetect",
    "hyperscan",
    "msgspec",
    "pytest",
    "tomli",
    "tomllib",
    "multiprocessing",
    "email",
    "importlib.metadata",
}
COMMAND = "from scrapelint.checks.cli import main\ntry:\n    main([{}])\nexcept SystemExit:\n    pass"


def test_the_command_loads_nothing_slow_before_it_knows_what_to_do() -> None:
    loaded = modules_after("import scrapelint.checks.cli")
    assert loaded & {"rich", "langdetect", "hyperscan"} == set()


@pytest.mark.parametrize("argument", ["'--version'", "'--help'", "'check', '--help'"])
def test_saying_the_version_loads_no_rule(argument: str) -> None:
    loaded = modules_after(COMMAND.format(argument))
    assert {name for name in loaded if name.startswith(("scrapelint.rules", "scrapelint.reports"))} == set()
    assert loaded & {"rich", "langdetect", "hyperscan"} == set()


def test_explaining_a_rule_loads_that_rule_alone() -> None:
    loaded = modules_after(COMMAND.format("'explain', 'missing-space'"))
    rules = {name for name in loaded if name.startswith("scrapelint.rules.") and name.count(".") == 3}
    assert rules == {"scrapelint.rules.spacing.missing_space"}


def test_listing_names_loads_no_rule() -> None:
    loaded = modules_after(COMMAND.format("'rules', '--names'"))
    assert {name for name in loaded if name.startswith("scrapelint.rules.") and name.count(".") == 3} == set()


@pytest.mark.parametrize("path", PACKS, ids=relative)
def test_phrases_are_sorted_and_stand_there_once(path: Path) -> None:
    for language, kinds in tomli.loads(path.read_text(encoding="utf-8"))["phrases"].items():
        for kind, phrases in kinds.items():
            assert phrases == sorted(set(phrases)), f"{language}.{kind}"


@cache
def keys_of_packs() -> dict[str, set[str]]:
    """The keys of all phrases of packs, by their kind; menu words, which count in company only, by themselves."""
    keys: dict[str, set[str]] = {}
    for path in PACKS:
        for language, kinds in tomli.loads(path.read_text(encoding="utf-8"))["phrases"].items():
            for kind, phrases in kinds.items():
                found = keys.setdefault("menu" if path.stem == "menu_word" else kind, set())
                found.update(phrase.key for phrase in make_phrases(phrases, kind, language, path.stem))
    return keys


@pytest.mark.parametrize("path", LONG_LISTS, ids=relative)
def test_long_lists_are_sorted_and_have_what_the_packs_have_not(path: Path) -> None:
    packs = {pack.stem.replace("_", "-") for pack in PACKS}
    seen: dict[str, set[str]] = {}
    table = tomli.loads(path.read_text(encoding="utf-8"))
    assert list(table) == sorted(table)
    assert table.keys() <= packs
    for pack, kinds in table.items():
        for kind, phrases in kinds.items():
            assert phrases == sorted(set(phrases)), f"{pack}.{kind}"
            group = "menu" if pack == "menu-word" else kind
            for phrase in make_phrases(phrases, kind, path.stem, pack):
                assert phrase.key not in keys_of_packs()[group], phrase
                assert phrase.key not in seen.setdefault(group, set()), phrase
                assert len(phrase.key) >= (4 if kind != "line" else 1), phrase
                seen[group].add(phrase.key)


def test_the_packages_that_are_listed_are_the_folders_with_code() -> None:
    listed = PROJECT["tool"]["setuptools"]["packages"]
    folders = {path.parent.relative_to(ROOT) for path in ROOT.rglob("__init__.py")}
    outside = {"tests", "build", "benchmarks", "docs"}
    inside = [path for path in folders if not (path.parts and (path.parts[0] in outside or path.parts[0].startswith(".")))]
    renamed = {folder: name for name, folder in PROJECT["tool"]["setuptools"]["package-dir"].items() if folder != "."}
    with_code = {renamed.get(path.as_posix(), ".".join(("scrapelint", *path.parts))) for path in inside}
    with_samples = {
        f"scrapelint.samples.{path.name}" for path in (ROOT / "samples").iterdir() if path.is_dir() and path.name != "__pycache__"
    }
    assert listed == sorted(with_code | with_samples)


def test_a_category_is_a_package_with_a_sentence_about_it() -> None:
    for folder in (PACKAGE / "rules").iterdir():
        if folder.is_dir() and not folder.name.startswith("_"):
            assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))), folder


def test_the_version_is_the_same_everywhere() -> None:
    assert scrapelint.__version__ == PROJECT["project"]["version"]


def test_what_is_public_is_there_and_sorted() -> None:
    for module in (scrapelint, importlib.import_module("scrapelint.checks")):
        assert list(module.__all__) == sorted(module.__all__, key=_as_ruff_sorts)
        assert [name for name in module.__all__ if not hasattr(module, name)] == []


def _as_ruff_sorts(name: str) -> tuple[bool, bool, str]:
    """Constants, then classes, then functions."""
    return not name.isupper(), not name[0].isupper(), name


MODULES = sorted(
    module.name for module in pkgutil.walk_packages([str(PACKAGE)], "scrapelint.") if not module.name.endswith("__main__")
)


@pytest.mark.parametrize("name", ["scrapelint", *MODULES])
def test_every_doctest_is_true(name: str) -> None:
    if name.startswith("scrapelint.scrapy"):
        pytest.importorskip("scrapy", reason="Scrapy is not installed")
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_doctests() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    tests = [
        test for name in MODULES if ".checks." in name for test in finder.find(importlib.import_module(name)) if test.examples
    ]
    assert len(tests) > 20
