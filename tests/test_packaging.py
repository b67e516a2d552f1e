"""Wheel and sdist: what is needed is in them, what is not is not, and one can be made from the other."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent

# What a checkout may have lying about, and what git would not give to anyone.
LITTER = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "venv", "node_modules")


class Built(NamedTuple):
    """A wheel made from the tree, an sdist, and a wheel made from that."""

    source: Path
    wheel: Path
    sdist: Path
    wheel_of_sdist: Path


def build(source: Path, target: Path, kind: str) -> Path:
    """One archive, made with the setuptools that are installed: without the network."""
    command = [sys.executable, "-m", "build", "--no-isolation", f"--{kind}", "--outdir", str(target), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=target.parent)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    [archive] = target.iterdir()
    return archive


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("packaging")
    source = shutil.copytree(ROOT, folder / "source_tree", ignore=LITTER)
    # Litter inside a package folder must not get in.
    (source / "rules" / "__pycache__").mkdir()
    (source / "rules" / "__pycache__" / "old.cpython-310.pyc").write_bytes(b"")
    sdist = build(source, folder / "sdist", "sdist")
    with tarfile.open(sdist) as archive:
        archive.extraction_filter = staticmethod(tarfile.data_filter)  # what 3.14 does of itself
        archive.extractall(folder / "unpacked")  # noqa: S202 - our own
    [unpacked] = (folder / "unpacked").iterdir()
    return Built(source, build(source, folder / "wheel", "wheel"), sdist, build(unpacked, folder / "second", "wheel"))


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def files(source: Path, *patterns: str) -> set[str]:
    """Files of the tree as they are called in the wheel."""
    found = (path for pattern in patterns for path in source.glob(pattern) if path.is_file() and "__pycache__" not in path.parts)
    placed = (path.relative_to(source).as_posix() for path in found)
    return {f"scrapelint/{re.sub('^scrapy_integration/', 'scrapy/', path)}" for path in placed}


def test_the_wheel_has_all_that_runs_and_nothing_else(built: Built) -> None:
    expected = files(
        built.source,
        "*.py",
        "py.typed",
        "checks/*.py",
        "checks/line_model*.json",
        "reports/*",
        "reports/_html/*",
        "rules/**/*.py",
        "rules/**/*.toml",
        "samples/**/*",
        "scrapy_integration/*.py",
    )
    found = {name for name in names(built.wheel) if not name.split("/")[0].endswith(".dist-info")}
    assert sorted(found - expected) == []
    assert sorted(expected - found) == []


def test_the_wheel_has_what_users_look_for(built: Built) -> None:
    for name in (
        "py.typed",
        "reports/report.schema.json",
        "samples/expected.tsv",
        "samples/dirty/empty.txt",
        "rules/leftover/share_bar.toml",
        "scrapy/__init__.py",
    ):
        assert f"scrapelint/{name}" in names(built.wheel)


def test_the_wheel_has_licence_and_entry_points(built: Built) -> None:
    [info] = {name.split("/")[0] for name in names(built.wheel) if ".dist-info/" in name}
    for name in ("LICENSE", "NOTICE"):
        with zipfile.ZipFile(built.wheel) as archive:
            assert archive.read(f"{info}/licenses/{name}") == (ROOT / name).read_bytes()
    with zipfile.ZipFile(built.wheel) as archive:
        metadata = archive.read(f"{info}/METADATA").decode()
    assert "License-Expression: MIT AND CC-BY-4.0\n" in metadata
    parser = configparser.ConfigParser(delimiters="=")
    with zipfile.ZipFile(built.wheel) as archive:
        parser.read_string(archive.read(f"{info}/entry_points.txt").decode())
    assert {section: dict(parser[section]) for section in parser.sections()} == {
        "console_scripts": {"scrapelint": "scrapelint.checks.cli:main"},
        "pytest11": {"scrapelint": "scrapelint.pytest_plugin"},
        "scrapelint.reports": {"builtin": "scrapelint.reports"},
        "scrapelint.rules": {"builtin": "scrapelint.rules"},
    }


def test_the_sdist_has_what_is_needed_to_test_it(built: Built) -> None:
    with tarfile.open(built.sdist) as archive:
        found = {name.partition("/")[2] for name in archive.getnames()}
    wanted = (
        "pyproject.toml",
        "tox.ini",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "NOTICE",
        "action.yml",
        "tests/test_engine.py",
        "tests/schemas/junit-10.xsd",
        "tests/plugin_example/pyproject.toml",
    )
    assert [name for name in wanted if name not in found] == []
    assert [name for name in found if "__pycache__" in name or name.endswith(".pyc")] == []


def test_the_sdist_makes_the_same_wheel(built: Built) -> None:
    assert names(built.wheel_of_sdist) == names(built.wheel)
    with zipfile.ZipFile(built.wheel) as one, zipfile.ZipFile(built.wheel_of_sdist) as other:
        assert [name for name in one.namelist() if not name.endswith("RECORD") and one.read(name) != other.read(name)] == []


def test_no_path_of_this_machine_is_in_the_wheel(built: Built) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        data = {name: archive.read(name) for name in archive.namelist() if name.endswith((".py", ".toml", "METADATA"))}
    assert [name for name, content in data.items() if any(bytes(folder) in content for folder in (ROOT, built.source))] == []
