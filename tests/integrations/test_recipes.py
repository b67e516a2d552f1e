"""
The recipes for build servers in docs/ci.md and in the README, cut out of the pages and run: in a scratch repository, with a feed that is
good and with one that is bad, in a fresh environment that has nothing but Python, pip and git.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
if shutil.which("bash") is None or shutil.which("git") is None:
    pytest.skip("bash or git is not installed", allow_module_level=True)

ROOT = Path(__file__).parents[2]

GOOD = {
    "url": "https://harbourdaily.example/bridge",
    "title": "Bridge opens again",
    "date": "2026-05-03",
    "text": "The harbour bridge opened again on Monday after two years of repairs.\nTraffic was light, the harbour office said.",
}
BAD = {**GOOD, "text": GOOD["text"] + "\nRead Entire Article"}
FEEDS = {"good": [GOOD], "bad": [GOOD, BAD]}
STATUS = {"good": 0, "bad": 1}


class Recipe(NamedTuple):
    """A block of code on a page."""

    page: str
    language: str
    code: str

    def __str__(self) -> str:
        return f"{self.page}: {self.code.strip().splitlines()[0][:40]}"


def recipes(page: str, heading: str) -> Iterator[Recipe]:
    """The blocks of code below a heading of a page."""
    text = (ROOT / page).read_text(encoding="utf-8")
    marks = "#" * len(heading.split()[0])
    section = re.split(rf"(?m)^{re.escape(heading)}$", text)[1]
    for language, code in re.findall(r"```(\w+)\n(.*?)```", re.split(rf"(?m)^{marks} ", section)[0], re.DOTALL):
        yield Recipe(page, language, code)


SHELL = [*recipes("docs/ci.md", "## A shell"), *(block for block in recipes("README.md", "## In CI") if block.language == "sh")]
GITHUB = [
    *recipes("docs/ci.md", "## GitHub Actions"),
    *(block for block in recipes("README.md", "## In CI") if block.language == "yaml"),
]
GITLAB = [*recipes("docs/ci.md", "## GitLab CI")]
JENKINS = [*recipes("docs/ci.md", "## Jenkins")]


def test_there_are_recipes() -> None:
    assert (len(SHELL), len(GITHUB), len(GITLAB), len(JENKINS)) == (3, 4, 2, 2)


class Scratch(NamedTuple):
    """A repository with texts, and an environment in which `pip install scrapelint` takes this project's wheel."""

    folder: Path
    env: dict[str, str]

    def bash(self, script: str) -> subprocess.CompletedProcess[str]:
        """A script as build servers run them: it ends with the first command that fails."""
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=600,
            check=False,
        )

    def write(self, name: str, text: str) -> None:
        """A file, executable where it is a script."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755 if name.endswith(".sh") else 0o644)


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The variables of a machine with a Python of its own on the path, and this project where pip finds it."""
    folder = tmp_path_factory.mktemp("machine")
    litter = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "venv", "site", "tests", "benchmarks")
    source = shutil.copytree(ROOT, folder / "source", ignore=litter)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder / "wheels"), str(source)]
    subprocess.run(command, check=True, timeout=300, cwd=folder)
    subprocess.run([sys.executable, "-m", "venv", str(folder / "python")], check=True, timeout=300)
    [wheel] = (folder / "wheels").iterdir()
    (folder / "constraints.txt").write_text(f"scrapelint @ {wheel.as_uri()}\n", encoding="utf-8")
    return {
        **{key: value for key, value in os.environ.items() if not key.startswith(("GIT", "CI", "PYTHON", "VIRTUAL_ENV"))},
        "PATH": f"{folder / 'python' / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PIP_CONSTRAINT": str(folder / "constraints.txt"),
        "HOME": str(folder),
    }


@pytest.fixture(params=["good", "bad"])
def scratch(request: pytest.FixtureRequest, tmp_path: Path, env: dict[str, str]) -> Scratch:
    """The repository, with a feed in it that is as the test's name says."""
    repository = Scratch(tmp_path / "repository", env)
    repository.folder.mkdir()
    feed = "".join(json.dumps(record) + "\n" for record in FEEDS[request.param])
    repository.write("articles/feed.jsonl", feed)
    repository.write("feeds/evening.jsonl", json.dumps(GOOD) + "\n")
    repository.write("scrape.py", f"print({feed!r}, end='')\n")
    repository.write("publish.sh", '#!/bin/sh\ncp "$1" published\n')
    repository.write("quarantine.sh", '#!/bin/sh\ncp "$1" quarantined\ngrep -q read-more-link "$2"\n')
    done = repository.bash("git init -q && git add -A && git -c user.name=A -c user.email=a@b.example commit -qm texts")
    assert done.returncode == 0, done.stdout
    return repository


@pytest.fixture
def kind(scratch: Scratch) -> str:
    return "bad" if "Read Entire" in (scratch.folder / "articles" / "feed.jsonl").read_text(encoding="utf-8") else "good"


@pytest.fixture
def installed(scratch: Scratch) -> Scratch:
    done = scratch.bash("pip install --quiet scrapelint")
    assert done.returncode == 0, done.stdout
    return scratch


@pytest.mark.parametrize("recipe", SHELL, ids=str)
def test_a_shell_publishes_what_is_good_alone(installed: Scratch, kind: str, recipe: Recipe) -> None:
    done = installed.bash(recipe.code)
    published = (installed.folder / "published").exists()
    assert published is (kind == "good"), done.stdout
    assert done.returncode == (0 if "quarantine" in recipe.code else STATUS[kind]), done.stdout
    if "quarantine" in recipe.code:
        assert (installed.folder / "quarantined").exists() is (kind == "bad")
    if published:
        assert (installed.folder / "published").read_bytes() == (installed.folder / "articles" / "feed.jsonl").read_bytes()


def test_a_scraper_that_wrote_nothing_is_no_success(installed: Scratch) -> None:
    installed.write("scrape.py", "")
    for recipe in SHELL:
        done = installed.bash(recipe.code)
        assert done.returncode in (1, 2), done.stdout
        assert not (installed.folder / "published").exists()


def test_the_table_of_exit_statuses_is_true(installed: Scratch, kind: str) -> None:
    installed.write("crash.py", '"""Crashes."""\ndef check(doc):\n    raise RuntimeError("always")\n')
    for arguments, status in (
        ("articles", STATUS[kind]),
        ("articles --fail-on never", 0),
        ("articles --min-score 99.9 --fail-on never", 1 if kind == "bad" else 0),
        ("not-there.jsonl", 2),
        ("articles --no-such-option", 2),
        ("articles --plugin not-there.py", 2),
        ("articles --plugin crash.py", 3),
    ):
        done = installed.bash(f"scrapelint check {arguments}")
        assert done.returncode == status, f"{arguments}: {done.stdout}"
    for page in ("README.md", "docs/ci.md"):
        assert re.findall(r"(?m)^\| (\d) \| ", (ROOT / page).read_text(encoding="utf-8")) == ["0", "1", "2", "3"]


# ---- build servers


def schema(name: str, path: Path) -> None:
    """Hold a file against a build server's schema."""
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", name, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=path.parent)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("recipe", GITHUB, ids=str)
def test_a_workflow_of_github_is_valid(recipe: Recipe, tmp_path: Path) -> None:
    path = tmp_path / "text.yml"
    path.write_text(recipe.code, encoding="utf-8")
    schema("vendor.github-workflows", path)
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    steps = yaml.safe_load(recipe.code)["jobs"]["text"]["steps"]
    own = [step for step in steps if "/scrapelint@" in step.get("uses", "")]
    assert own or [step for step in steps if step.get("run", "").startswith("scrapelint check")]
    for step in own:
        assert set(step["with"]) <= set(action["inputs"])


@pytest.mark.parametrize("recipe", GITHUB, ids=str)
def test_the_auditor_of_workflows_finds_nothing(recipe: Recipe, tmp_path: Path) -> None:
    zizmor = shutil.which("zizmor", path=Path(sys.executable).parent)
    if zizmor is None:
        pytest.skip("zizmor is not installed")
    (tmp_path / ".github" / "workflows").mkdir(parents=True)
    path = tmp_path / ".github" / "workflows" / "text.yml"
    path.write_text(recipe.code, encoding="utf-8")
    # The page says that a hash is better; the example has a version, which can be read.
    (tmp_path / "zizmor.yml").write_text("rules: {unpinned-uses: {config: {policies: {'*': ref-pin}}}}\n")
    command = [zizmor, "--offline", "--config", str(tmp_path / "zizmor.yml"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_s_inputs_and_outputs_are_on_the_page() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    rows = "".join(re.findall(r"(?m)^(\| `.*?) \|", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")))
    assert set(re.findall("`([^`]+)`", rows)) == {*action["inputs"], *action["outputs"]}


def test_github_without_the_action(scratch: Scratch, kind: str) -> None:
    [recipe] = [recipe for recipe in GITHUB if "pip install" in recipe.code]
    runs = [step["run"] for step in yaml.safe_load(recipe.code)["jobs"]["text"]["steps"] if "run" in step]
    assert [scratch.bash(command).returncode for command in runs] == [0, STATUS[kind]]
    if kind == "bad":
        assert "\n::error file=articles/feed.jsonl,line=2" in "\n" + scratch.bash(runs[-1]).stdout


@pytest.mark.parametrize("recipe", GITLAB, ids=str)
def test_gitlab(scratch: Scratch, kind: str, recipe: Recipe, tmp_path: Path) -> None:
    path = tmp_path / ".gitlab-ci.yml"
    path.write_text(recipe.code, encoding="utf-8")
    schema("vendor.gitlab-ci", path)
    job: dict[str, Any] = yaml.safe_load(recipe.code)["text"]
    done = scratch.bash("\n".join(job["script"]))  # GitLab ends a script with the first command that fails, too
    assert done.returncode == STATUS[kind], done.stdout
    reports = job["artifacts"]["reports"]
    issues = json.loads((scratch.folder / reports["codequality"]).read_bytes())
    assert ("read-more-link" in {issue["check_name"] for issue in issues}) is (kind == "bad")
    if "junit" in reports:
        assert bool(list(ET.parse(scratch.folder / reports["junit"]).iter("failure"))) is (kind == "bad")  # noqa: S314 - our own


@pytest.mark.parametrize("recipe", JENKINS, ids=str)
def test_jenkins(scratch: Scratch, kind: str, recipe: Recipe) -> None:
    install, check = re.findall(r"sh(?: |\(script: )'([^']+)'", recipe.code)
    assert scratch.bash(install).returncode == 0
    done = scratch.bash(check)
    assert done.returncode == STATUS[kind], done.stdout
    for name in re.findall(r"'([\w.-]+\.xml)'", recipe.code):
        root = ET.parse(scratch.folder / name).getroot()  # noqa: S314 - our own
        found = list(root.iter("failure" if name.startswith("junit") else "error"))
        assert bool([one for one in found if one.get("severity") != "info"]) is (kind == "bad")
    assert recipe.code.count("{") == recipe.code.count("}")


def test_reviewdog_is_given_what_it_reads(installed: Scratch, kind: str) -> None:
    [recipe] = recipes("docs/ci.md", "## reviewdog")
    command, _, reader = recipe.code.partition(" | ")
    assert reader.startswith("reviewdog -f=rdjson ")
    found = json.loads(installed.bash(command).stdout)["diagnostics"]
    assert bool([one for one in found if one["code"]["value"] == "read-more-link"]) is (kind == "bad")
