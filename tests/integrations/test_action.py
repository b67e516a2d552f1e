"""
The GitHub Action, run step by step as GitHub's runner does it: same shell, variables, files and conditions.

Steps with `uses:` are actions of others: whether they would run, and with what, is looked at; they are not run.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
if shutil.which("bash") is None:
    pytest.skip("bash is not installed", allow_module_level=True)

ROOT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
LITTER = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "dist", "venv", "site", "tests", "benchmarks")

CLEAN = "Bridge opens again\nHARBOUR CITY, 3 May 2026 — The harbour bridge opened again on Monday after two years of repairs.\n"
WARNED = CLEAN + "Share on Facebook\n"
DIRTY = CLEAN + "Read Entire Article\n"


# ---- the runner
# ---------------------------------------------------------------------------------------------------------------------


@dataclass
class State:
    """What expressions see: inputs, outputs of steps, and how the job stands."""

    inputs: Mapping[str, str]
    steps: dict[str, dict[str, str]] = field(default_factory=dict)
    failed: bool = False
    cancelled: bool = False


TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|(==|!=|&&|\|\||[!()])|([A-Za-z_][\w.-]*))")


class Expression:
    """
    An expression of a workflow: strings, `inputs.NAME`, `steps.ID.outputs.NAME`, the status functions, == != ! && || ( ).

    Anything else is refused: this runner must not guess what GitHub's would do.
    """

    def __init__(self, text: str, state: State) -> None:
        self.state = state
        self.tokens: list[str] = []
        place = 0
        while text[place:].strip():
            found = TOKEN.match(text, place)
            assert found is not None, f"not understood: {text[place:]}"
            self.tokens.append(found[0].strip())
            place = found.end()

    def value(self) -> str | bool:
        """What it comes to."""
        result = self._or()
        assert not self.tokens, f"not understood: {self.tokens}"
        return result

    def _next(self, *wanted: str) -> bool:
        if self.tokens and self.tokens[0] in wanted:
            del self.tokens[0]
            return True
        return False

    def _or(self) -> str | bool:
        left = self._and()
        while self._next("||"):
            right = self._and()
            left = left or right
        return left

    def _and(self) -> str | bool:
        left = self._equal()
        while self._next("&&"):
            right = self._equal()
            left = left and right
        return left

    def _equal(self) -> str | bool:
        left = self._not()
        for sign in ("==", "!="):
            if self._next(sign):
                right = self._not()
                assert isinstance(left, str)
                assert isinstance(right, str)
                return (left.casefold() == right.casefold()) is (sign == "==")  # GitHub compares strings without regard to case
        return left

    def _not(self) -> str | bool:
        if self._next("!"):
            return not self._not()
        if self._next("("):
            inner = self._or()
            assert self._next(")")
            return inner
        token = self.tokens.pop(0)
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if self._next("("):
            assert self._next(")")
            state = self.state
            return {
                "always": True,
                "success": not (state.failed or state.cancelled),
                "failure": state.failed,
                "cancelled": state.cancelled,
            }[token]
        root, *path = token.split(".")
        if root == "inputs":
            [name] = path
            return self.state.inputs[name]  # a KeyError is an input that is not declared
        assert root == "steps", f"context {root} is not known here"
        identity, part, name = path
        assert part == "outputs"
        assert identity in {step.get("id") for step in STEPS}
        return self.state.steps.get(identity, {}).get(name, "")


def evaluate(text: str, state: State) -> str:
    """A text with the values of its expressions."""
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: str(Expression(found[1], state).value()), text)


def condition(step: Mapping[str, Any], state: State) -> bool:
    """Whether a step runs: without a function of status in its `if`, only as long as nothing has failed."""
    text = re.sub(r"^\s*\$\{\{(.*)\}\}\s*$", r"\1", step.get("if", "success()"))
    if not re.search(r"\b(always|success|failure|cancelled)\(", text):
        text = f"success() && ({text})"
    return bool(Expression(text, state).value())


def read_outputs(path: Path) -> dict[str, str]:
    """The file that GITHUB_OUTPUT names: `name=value`, or `name<<MARK` with lines up to the mark."""
    outputs: dict[str, str] = {}
    lines = iter(path.read_text(encoding="utf-8").splitlines())
    for line in lines:
        if found := re.fullmatch(r"([\w-]+)<<(.+)", line):
            value = []
            for more in lines:
                if more == found[2]:
                    break
                value.append(more)
            outputs[found[1]] = "\n".join(value)
        else:
            name, equals, text = line.partition("=")
            assert equals, line
            outputs[name] = text
    return outputs


@dataclass(frozen=True)
class Result:
    """What a use of the action left behind."""

    outputs: dict[str, str]
    failed: bool
    used: dict[str, dict[str, str]]
    log: str
    summary: str


@dataclass(frozen=True)
class Runner:
    """A machine with a workspace, its temporary folder, and a copy of the action."""

    workspace: Path
    temp: Path
    action: Path
    env: Mapping[str, str] = field(default_factory=dict)

    def write(self, name: str, text: str) -> Path:
        """A file in the workspace."""
        path = self.workspace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def use(self, given: Mapping[str, str] | None = None, *, cancelled: bool = False, **more: str) -> Result:
        """The action with these inputs; names with underscores for hyphens."""
        named = {name.replace("_", "-"): value for name, value in {**(given or {}), **more}.items()}
        assert set(named) <= set(ACTION["inputs"]), "the runner only warns of an unknown input; here it is a mistake"
        state = State({**{name: about.get("default", "") for name, about in ACTION["inputs"].items()}, **named})
        log, used, summary = "", {}, ""
        for number, step in enumerate(STEPS):
            state.cancelled = cancelled and number == len(STEPS) - 1
            if not condition(step, state):
                continue
            if "uses" in step:
                used[step["uses"]] = {name: evaluate(value, state) for name, value in step["with"].items()}
                continue
            done, files = self._run(step, state)
            log += done.stdout
            state.steps[step["id"]] = read_outputs(files / "output")
            summary += (files / "summary").read_text(encoding="utf-8")
            assert (files / "env").read_bytes() == (files / "path").read_bytes() == b"", "the job's variables stay as they are"
            state.failed = state.failed or done.returncode != 0
            if done.returncode:
                log += f"Process completed with exit code {done.returncode}.\n"
        outputs = {name: evaluate(about["value"], state) for name, about in ACTION["outputs"].items()}
        return Result(outputs, state.failed, used, log, summary)

    def _run(self, step: Mapping[str, Any], state: State) -> tuple[subprocess.CompletedProcess[str], Path]:
        files = self.temp / "_runner_file_commands"
        shutil.rmtree(files, ignore_errors=True)
        files.mkdir(parents=True)
        for name in ("output", "summary", "env", "path"):
            (files / name).touch()
        script = self.temp / "step.sh"
        script.write_text(evaluate(step["run"], state), encoding="utf-8")
        assert step["shell"] == "bash"
        inherited = {
            key: value
            for key, value in os.environ.items()
            if key in ("PATH", "HOME", "LANG", "TMPDIR")
            or key.startswith(("PIP_", "SSL_", "HTTP", "http", "NO_PROXY", "no_proxy"))
        }
        env = {
            **inherited,
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(self.workspace),
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_OUTPUT": str(files / "output"),
            "GITHUB_STEP_SUMMARY": str(files / "summary"),
            "GITHUB_ENV": str(files / "env"),
            "GITHUB_PATH": str(files / "path"),
            "RUNNER_TEMP": str(self.temp),
            "RUNNER_OS": "Linux",
            **self.env,
            **{name: evaluate(value, state) for name, value in step.get("env", {}).items()},
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=600,
            check=False,
        )
        return done, files


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A runner whose folders have blanks in their names, as on machines of one's own; what is installed serves all tests."""
    folder = tmp_path_factory.mktemp("runner with blanks")
    action = shutil.copytree(ROOT, folder / "the action", ignore=LITTER)
    (folder / "temp folder").mkdir()
    return Runner(folder / "unused", folder / "temp folder", action)


@pytest.fixture
def runner(machine: Runner, tmp_path: Path) -> Runner:
    workspace = tmp_path / "work space"
    workspace.mkdir()
    return Runner(workspace, machine.temp, machine.action)


# ---- as written
# ---------------------------------------------------------------------------------------------------------------------


def test_it_is_valid(tmp_path: Path) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-actions", str(ROOT / "action.yml")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_expression_stands_in_a_script() -> None:
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert len(scripts) == 2
    assert [script for script in scripts if "${{" in script] == []


def test_the_auditor_of_workflows_finds_nothing(tmp_path: Path) -> None:
    zizmor = shutil.which("zizmor", path=Path(sys.executable).parent)
    if zizmor is None:
        pytest.skip("zizmor is not installed")
    # GitHub's own actions may be named by a version; all others would have to be by a commit.
    (tmp_path / "zizmor.yml").write_text(
        "rules: {unpinned-uses: {config: {policies: {'actions/*': ref-pin, 'github/*': ref-pin, '*': hash-pin}}}}\n"
    )
    command = [zizmor, "--offline", "--pedantic", "--config", str(tmp_path / "zizmor.yml"), str(ROOT / "action.yml")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("step", [step for step in STEPS if "run" in step], ids=lambda step: str(step["id"]))
def test_the_scripts_are_sound(step: Mapping[str, Any], tmp_path: Path) -> None:
    shellcheck = shutil.which("shellcheck", path=Path(sys.executable).parent) or shutil.which("shellcheck")
    if shellcheck is None:
        pytest.skip("shellcheck is not installed")
    (tmp_path / "step.sh").write_text(step["run"], encoding="utf-8")
    command = [shellcheck, "--shell=bash", str(tmp_path / "step.sh")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout


# ---- as run
# ---------------------------------------------------------------------------------------------------------------------


def test_clean_text_passes(runner: Runner) -> None:
    runner.write("articles/bridge.txt", CLEAN)
    result = runner.use(paths="articles")
    assert not result.failed, result.log
    assert {name: result.outputs[name] for name in ("exit-status", "documents", "failed")} == {
        "exit-status": "0",
        "documents": "1",
        "failed": "0",
    }
    assert float(result.outputs["score"]) > 95
    assert result.used == {}


def test_a_leftover_fails_the_job_and_is_reported_everywhere(runner: Runner) -> None:
    runner.write("articles/strike.txt", DIRTY)
    runner.write("articles/bridge.txt", CLEAN)
    result = runner.use(paths="articles")
    assert result.failed
    assert result.log.endswith("Process completed with exit code 1.\n")
    assert (result.outputs["exit-status"], result.outputs["documents"], result.outputs["failed"]) == ("1", "2", "1")
    [annotation] = [line for line in result.log.splitlines() if line.startswith("::error ")]
    assert "file=articles/strike.txt,line=3" in annotation
    assert "read-more-link" in annotation
    assert "read-more-link" in result.summary
    sarif = json.loads(Path(result.outputs["sarif"]).read_text(encoding="utf-8"))
    assert "read-more-link" in {found["ruleId"] for found in sarif["runs"][0]["results"]}
    report = json.loads(Path(result.outputs["json"]).read_text(encoding="utf-8"))
    assert [document["passed"] for document in report["documents"]] == [True, False]
    assert str(report["summary"]["mean_score"]) == result.outputs["score"]
    assert "read-more-link" in Path(result.outputs["markdown"]).read_text(encoding="utf-8")


def test_the_gate_can_be_set(runner: Runner) -> None:
    runner.write("a.txt", WARNED)
    assert not runner.use().failed
    assert runner.use(fail_on="warning").outputs["exit-status"] == "1"
    assert runner.use(min_score="99.5").outputs["exit-status"] == "1"
    assert runner.use(fail_on="warning", args="--ignore share-bar").outputs["exit-status"] == "0"
    runner.write("scrapelint.toml", 'fail-on = "warning"\n')
    assert runner.use().outputs["exit-status"] == "1"
    assert runner.use(fail_on="never").outputs["exit-status"] == "0"


def test_paths_stand_one_a_line_and_may_have_blanks(runner: Runner) -> None:
    for name in (
        "with two  blanks.txt",
        "-x.txt",
        "$HOME.txt",
        "[a].txt",
        "quo'te\".txt",
        "feeds/1.txt",
        "feeds/2.txt",
        "other.txt",
    ):
        runner.write(name, CLEAN)
    listed = "\n  with two  blanks.txt  \r\n\n-x.txt\n$HOME.txt\n[a].txt\nquo'te\".txt\nfeeds/*.txt"
    result = runner.use(paths=listed)
    assert (result.outputs["exit-status"], result.outputs["documents"]) == ("0", "7"), result.log
    assert runner.use(paths=" \n").outputs["documents"] == "8"


def test_arguments_are_quoted_as_in_a_shell(runner: Runner) -> None:
    runner.write("a.txt", DIRTY)
    runner.write("my rules/leftover/x.toml", 'summary = "S."\nmessage = "m"\n[phrases.en]\nline = ["Bridge opens again"]\n')
    result = runner.use(args="--plugin 'my rules'\n  --select x  # a remark\n--fail-on=warning")
    assert result.outputs["exit-status"] == "1"
    [document] = json.loads(Path(result.outputs["json"]).read_text(encoding="utf-8"))["documents"]
    assert [found["rule"] for found in document["findings"]] == ["x"]


@pytest.mark.parametrize(
    "given",
    [
        {"paths": "not-there.txt"},
        {"min_score": "many"},
        {"fail_on": "nothing"},
        {"args": "--no-such-option"},
        {"args": "an 'open quote"},
        {"version": "1.0; touch pwned"},
        {"version": "--index-url=x"},
    ],
    ids=str,
)
def test_wrong_use_fails(runner: Runner, given: dict[str, str]) -> None:
    runner.write("a.txt", CLEAN)
    result = runner.use(given)
    assert result.failed
    assert "exit code 2." in result.log
    assert result.outputs["exit-status"] == ("" if "version" in given else "2")
    assert not (runner.workspace / "pwned").exists()
    assert "::error" in result.log


HOSTILE = [
    "$(touch pwned)",
    "`touch pwned`",
    '"; touch pwned; "',
    "'; touch pwned; '",
    "x\ntouch pwned",
    "${{ github.token }}",
    "%0Ax=y",
]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *((name, " ".join(HOSTILE)) for name in sorted(ACTION["inputs"])),
        *((name, text) for name in ("args", "paths") for text in HOSTILE),
    ],
)
def test_an_input_is_never_run(runner: Runner, name: str, text: str) -> None:
    runner.write("a.txt", CLEAN)
    result = runner.use({name: text})
    assert not (runner.workspace / "pwned").exists()
    assert (result.outputs["exit-status"] == "0") is (name in ("python-version", "upload-sarif", "sarif-category"))


def test_nothing_of_the_workspace_is_taken_for_a_module(runner: Runner) -> None:
    for module in ("pip", "venv", "json", "shlex", "os", "scrapelint", "sitecustomize"):
        runner.write(f"{module}.py", "open('pwned', 'w')\n")
    runner.write("a.txt", CLEAN)
    (runner.temp / "scrapelint" / "venv" / "made-for").unlink(missing_ok=True)
    result = runner.use(paths="a.txt")
    assert result.outputs["exit-status"] == "0", result.log
    assert not (runner.workspace / "pwned").exists()


def test_a_second_use_installs_nothing_and_keeps_the_first_reports(runner: Runner) -> None:
    runner.write("a.txt", CLEAN)
    first = runner.use()
    marker = runner.temp / "scrapelint" / "venv" / "made-for"
    before = marker.stat().st_mtime_ns
    second = runner.use()
    assert marker.stat().st_mtime_ns == before
    assert first.outputs["json"] != second.outputs["json"]
    assert Path(first.outputs["json"]).read_bytes() == Path(second.outputs["json"]).read_bytes()


def test_sarif_is_uploaded_on_request_also_where_the_gate_failed(runner: Runner) -> None:
    runner.write("a.txt", DIRTY)
    upload = "github/codeql-action/upload-sarif@v4"
    assert upload not in runner.use().used
    result = runner.use(upload_sarif="true", sarif_category="texts")
    assert result.failed
    assert result.used[upload] == {"sarif_file": result.outputs["sarif"], "category": "texts"}
    assert runner.use(upload_sarif="true", cancelled=True).used == {}
    assert runner.use(upload_sarif="true", min_score="many").used == {}, "there is no report to upload"


def test_python_is_set_up_on_request(runner: Runner) -> None:
    runner.write("a.txt", CLEAN)
    assert runner.use(python_version="3.12").used == {"actions/setup-python@v6": {"python-version": "3.12"}}


def test_without_a_python_that_will_do_it_says_so(runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    for name in ("python3", "python"):
        (tmp_path / "bin" / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / "bin" / name).chmod(0o755)
    old = Runner(runner.workspace, runner.temp, runner.action, {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"})
    result = old.use()
    assert result.failed
    assert "::error title=scrapelint::there is no Python 3.10 or later" in result.log


def test_a_version_is_installed_by_its_number(runner: Runner, tmp_path: Path) -> None:
    from scrapelint import __version__

    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--wheel",
        "--outdir",
        str(tmp_path / "wheels"),
        str(runner.action),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, cwd=tmp_path)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (tmp_path / "temp").mkdir()
    [wheel] = (tmp_path / "wheels").iterdir()
    constraints = tmp_path / "constraints.txt"
    constraints.write_text(f"scrapelint @ {wheel.as_uri()}\n", encoding="utf-8")
    other = Runner(runner.workspace, tmp_path / "temp", tmp_path / "no action here", {"PIP_CONSTRAINT": str(constraints)})
    other.write("a.txt", CLEAN)
    result = other.use(version=__version__)
    assert not result.failed, result.log
    assert f"scrapelint {__version__}\n" in result.log
