"""The hooks, run by pre-commit itself in a repository of texts; `repo:` is a clone of this project."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("pre_commit", reason="pre-commit is not installed")
if shutil.which("git") is None:
    pytest.skip("git is not installed", allow_module_level=True)

ROOT = Path(__file__).parents[2]
LITTER = shutil.ignore_patterns(
    ".git", ".tox", ".venv", "venv", ".*_cache", ".hypothesis", "__pycache__", "*.egg-info", "build", "dist", "site"
)

CLEAN = "Bridge opens again\nHARBOUR CITY, 3 May 2026 — The harbour bridge opened again on Monday after two years of repairs.\n"
DIRTY = CLEAN + "Read Entire Article\n"
DOUBLED = (
    CLEAN.replace("\n", "\nBridge opens again\n", 1) + "Traffic was light, the harbour office said, and no boat had to wait.\n"
)

# The configurations that the page shows: the first is whole, the others are lists of hooks.
BLOCKS: list[str] = re.findall(r"```yaml\n(.*?)```", (ROOT / "docs" / "pre-commit.md").read_text(encoding="utf-8"), re.DOTALL)


def configured(project: Path, hooks: str = BLOCKS[2]) -> str:
    """The page's configuration with these hooks, for the clone of this project."""
    whole = BLOCKS[0].replace("https://github.com/OWNER/scrapelint", str(project)).replace("v0.1.0", "v1.0")
    return whole[: whole.index("      - id:")] + hooks


class Scratch(NamedTuple):
    """A repository with the hooks, and the environment that keeps git and pre-commit to their folders."""

    folder: Path
    env: dict[str, str]

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A command in the repository; its output in one piece."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=600,
            check=False,
        )

    def git(self, *arguments: str) -> str:
        """A git command that must succeed."""
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stdout
        return done.stdout

    def hook(self, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One hook by its id."""
        return self.run(sys.executable, "-m", "pre_commit", "run", name, *arguments)

    def write(self, name: str, text: str | bytes) -> Path:
        """A file, added to the index."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        self.git("add", "--force", "--", name)
        return path


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What git and pre-commit see: no settings of this machine's user, nothing of a hook that runs these tests."""
    home = tmp_path_factory.mktemp("home")
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "PRE_COMMIT", "SKIP", "GITHUB_"))}
    who = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", "A"), ("EMAIL", "a@b.example"))
    }
    return {
        **inherited,
        **who,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": "init.defaultBranch",
        "GIT_CONFIG_VALUE_0": "main",
        "GIT_CONFIG_KEY_1": "protocol.file.allow",
        "GIT_CONFIG_VALUE_1": "always",
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "PRE_COMMIT_COLOR": "never",
    }


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, env: dict[str, str]) -> Path:
    """This project as a repository with one tag, uncommitted changes included."""
    folder = shutil.copytree(ROOT, tmp_path_factory.mktemp("project") / "scrapelint", ignore=LITTER)
    repository = Scratch(folder, env)
    repository.git("init", "-q")
    repository.git("add", "--all")
    repository.git("commit", "-q", "-m", "all")
    repository.git("tag", "v1.0")
    return folder


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory, env: dict[str, str], project: Path) -> Scratch:
    """A repository of texts with the hooks installed; pre-commit makes their environment once, for the whole module."""
    scratch = Scratch(tmp_path_factory.mktemp("texts"), env)
    scratch.git("init", "-q")
    scratch.write(".pre-commit-config.yaml", configured(project))
    scratch.write("articles/bridge.txt", CLEAN)
    scratch.write("README.md", DIRTY)  # not under articles/, so none of the hooks' business
    done = scratch.run(sys.executable, "-m", "pre_commit", "install", "--install-hooks")
    assert done.returncode == 0, done.stdout
    scratch.git("commit", "-q", "-m", "clean")
    return scratch


@pytest.fixture
def scratch(texts: Scratch) -> Iterator[Scratch]:
    """The repository as it was after the first commit, whatever the test before it did."""
    yield texts
    texts.git("reset", "-q", "--hard")
    texts.git("clean", "-qfdx")


def test_the_manifest_is_valid(texts: Scratch) -> None:
    done = texts.run(sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    assert done.returncode == 0, done.stdout


def test_a_commit_of_clean_text_passes_and_one_with_leftovers_does_not(scratch: Scratch) -> None:
    scratch.write("articles/strike.txt", DIRTY)
    done = scratch.run("git", "commit", "-m", "a leftover")
    assert done.returncode == 1
    assert "read-more-link" in done.stdout
    assert "articles/strike.txt" in done.stdout
    assert scratch.git("log", "--oneline").count("\n") == 1
    scratch.write("articles/strike.txt", CLEAN)
    done = scratch.run("git", "commit", "-m", "without")
    assert done.returncode == 0, done.stdout
    scratch.git("reset", "-q", "--hard", "HEAD~1")


def test_all_files_of_a_commit_are_seen_in_one_run(scratch: Scratch) -> None:
    for number in range(30):
        scratch.write(f"articles/{number:02}-{'long' * 40}.txt", DIRTY)
    done = scratch.hook("scrapelint")
    assert done.returncode == 1
    assert done.stdout.count("gate failed: 30 of 30 documents") == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("articles/with a blank.md", DIRTY),
        ("articles/feed.JSONL", '{"text": "The bridge opened.\\nRead Entire Article"}\n'),
        ("articles/record.json", '{"text": "The bridge opened.\\nRead Entire Article"}\n'),
        ("articles/[x] ünder.ndjson", '{"text": "The bridge opened.\\nRead Entire Article"}\n'),
    ],
)
def test_every_kind_of_file_is_checked(scratch: Scratch, name: str, text: str) -> None:
    scratch.write(name, text)
    assert "read-more-link" in scratch.hook("scrapelint").stdout


def test_archives_are_checked(scratch: Scratch) -> None:
    from gzip import compress

    scratch.write("articles/feed.jsonl.gz", compress(b'{"text": "The bridge opened.\\nRead Entire Article"}\n'))
    assert "read-more-link" in scratch.hook("scrapelint").stdout


def test_other_files_are_not_looked_at(scratch: Scratch) -> None:
    scratch.write("articles/table.csv", DIRTY)
    scratch.write("elsewhere.txt", DIRTY)
    for hook in ("scrapelint", "scrapelint-fix"):
        done = scratch.hook(hook)
        assert done.returncode == 0, done.stdout


def test_the_settings_hold_and_what_they_exclude_is_left_out(scratch: Scratch) -> None:
    scratch.write("articles/raw/strike.txt", DIRTY)
    scratch.write("scrapelint.toml", 'extend-exclude = ["raw"]\n')
    done = scratch.hook("scrapelint")
    assert done.returncode == 0, done.stdout
    scratch.write("scrapelint.toml", 'ignore = ["read-more-link"]\n')
    assert scratch.hook("scrapelint").returncode == 0
    scratch.write("scrapelint.toml", "")
    assert scratch.hook("scrapelint").returncode == 1


def test_arguments_of_the_configuration_arrive(scratch: Scratch, project: Path) -> None:
    scratch.write("articles/strike.txt", DIRTY)
    only = BLOCKS[0][BLOCKS[0].index("      - id:") :]
    for hooks, status in (
        (only, 1),
        (only + "        args: [--fail-on, never]\n", 0),
        (only + '        args: [--min-score, "99"]\n', 1),
    ):
        scratch.write(".pre-commit-config.yaml", configured(project, hooks))
        assert scratch.hook("scrapelint").returncode == status


def test_the_page_s_arguments_arrive(scratch: Scratch, project: Path) -> None:
    scratch.write(
        "feeds/a.jsonl", '{"title": "Bridge opens", "date": "2026-05-03", "text": "The bridge opened.\\nShare on Facebook"}\n'
    )
    only = BLOCKS[0][BLOCKS[0].index("      - id:") :].replace("articles", "feeds")
    for hooks, status in ((only, 0), (BLOCKS[1], 1)):
        scratch.write(".pre-commit-config.yaml", configured(project, hooks))
        done = scratch.hook("scrapelint")
        assert done.returncode == status, done.stdout


def test_the_fix_changes_the_file_and_stops_the_commit_once(scratch: Scratch) -> None:
    path = scratch.write("articles/strike.txt", DOUBLED)
    done = scratch.hook("scrapelint-fix")
    assert done.returncode == 1, done.stdout
    assert "files were modified by this hook" in done.stdout
    assert path.read_text(encoding="utf-8") == DOUBLED.replace("Bridge opens again\n", "", 1)
    assert scratch.git("ls-files", "--others").split() == ["articles/strike.txt.scrapelint-fixes.jsonl"]
    scratch.git("add", "--all")  # a side file that is committed by mistake is no document
    done = scratch.run("git", "commit", "-m", "repaired")
    assert done.returncode == 0, done.stdout
    scratch.git("reset", "-q", "--hard", "HEAD~1")
