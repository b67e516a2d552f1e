"""The command, as a process of its own: exit statuses, outputs, colours, processes, and hostile names."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from scrapelint import __version__
from scrapelint.testing import check_example, rules_below

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

CLEAN = "Bridge opens again\nHARBOUR CITY, 3 May 2026 — The harbour bridge opened again on Monday after two years of repairs.\n"
WARNED = CLEAN + "Share on Facebook\n"
DIRTY = CLEAN + "Read Entire Article\n"

# Marks that make a plugin fail in one way or another; no built-in rule knows them.
PLUGIN = '''
"""
A rule that fails where the text tells it to.

For tests.
"""
import os
from scrapelint.checks import Document, Hits

BAD = []
GOOD = []

def check(doc: Document) -> Hits:
    if "FLAG-MARK" in doc.text:
        yield doc.beginning, "a mark"
    if "RAISE-MARK" in doc.text:
        raise RuntimeError("it was in the text\\x1b[31m")
    if "EXIT-MARK" in doc.text:
        raise SystemExit(0)
    if "DIE-MARK" in doc.text:
        os._exit(7)
'''


def run(
    *arguments: str | Path,
    cwd: Path,
    stdin: str | bytes = b"",
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """The command with these arguments, in a folder, without the colours and settings of the machine it runs on."""
    environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "scrapelint", *map(str, arguments)],
        cwd=cwd,
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        env=environment | {"COLUMNS": "100", **(env or {})},
        timeout=120,
        check=False,
    )


def start(*arguments: str, cwd: Path, **options: Any) -> subprocess.Popen[bytes]:
    """The command, started."""
    return subprocess.Popen([sys.executable, "-W", "error", "-m", "scrapelint", *arguments], cwd=cwd, **options)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with some texts, a plugin that fails on demand, and nothing else."""
    texts = {
        "clean.txt": CLEAN,
        "warned.txt": WARNED,
        "dirty.txt": DIRTY,
        "raise.txt": CLEAN + "RAISE-MARK\n",
        "exit.txt": DIRTY + "EXIT-MARK\n",
        "both.txt": DIRTY + "RAISE-MARK\n",
        "plugin.py": PLUGIN,
        "broken.py": "import a_module_that_is_not_there\n",
        "leaves.py": "raise SystemExit(0)\n",
        "wrong.toml": 'fail-onn = "error"\n',
        "unknown.toml": 'ignore = ["share-baar"]\n',
        "blank.jsonl": "\n\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


# Arguments, exit status, and what standard error says.
STATUSES: dict[str, tuple[Sequence[str], int, str]] = {
    "gate passed": (["check", "clean.txt"], 0, ""),
    "a warning passes": (["check", "warned.txt"], 0, ""),
    "an error fails": (["check", "dirty.txt"], 1, ""),
    "a warning fails if asked for": (["check", "warned.txt", "--fail-on", "warning"], 1, ""),
    "never fails": (["check", "dirty.txt", "--fail-on", "never"], 0, ""),
    "a low score fails": (["check", "warned.txt", "--min-score", "99.9"], 1, ""),
    "a low score fails with never": (["check", "dirty.txt", "--fail-on", "never", "--min-score", "100"], 1, ""),
    "ignored": (["check", "dirty.txt", "--ignore", "leftover"], 0, ""),
    "not selected": (["check", "dirty.txt", "--select", "spacing"], 0, ""),
    "demo": (["demo"], 0, ""),
    "rules": (["rules"], 0, ""),
    "explain": (["explain", "share-bar"], 0, ""),
    "version": (["--version"], 0, ""),
    "help": (["--help"], 0, ""),
    "no command": ([], 2, "the following arguments are required: COMMAND"),
    "unknown command": (["chekc"], 2, "invalid choice: 'chekc'"),
    "unknown option": (["check", "--fail-in", "error"], 2, "unrecognized arguments: --fail-in"),
    "no severity": (["check", "--fail-on", "eror"], 2, "invalid choice: 'eror'"),
    "no number": (["check", "--jobs", "two"], 2, "'two' is not a whole number of 0 or more"),
    "no score": (["check", "--min-score", "101"], 2, "'101' is not a number from 0 to 100"),
    "nan is no score": (["check", "--min-score", "nan"], 2, "'nan' is not a number from 0 to 100"),
    "missing path": (["check", "gone.txt"], 2, "gone.txt: no such file or folder; check the spelling"),
    "name too long": (["check", "a" * 5000], 2, "aaa"),
    "missing path beside another": (["check", "clean.txt", "gone.txt"], 2, "gone.txt: no such file or folder"),
    "missing path beside a failure": (["check", "dirty.txt", "gone.txt"], 2, "gone.txt: no such file or folder"),
    "no file matches": (["check", "*.jsonx"], 2, "*.jsonx: no file matches this pattern"),
    "empty folder": (["check", "empty"], 2, "empty: no file to check in this folder"),
    "unknown setting": (["check", "--config", "wrong.toml"], 2, "wrong.toml: unknown key fail-onn; did you mean fail-on?"),
    "unknown rule in the settings": (["check", "--config", "unknown.toml"], 2, "unknown.toml: ignore: no rule or category 'share-baar'; did you mean share-bar?"),
    "no such settings": (["check", "--config", "gone.toml"], 2, "gone.toml: cannot be read: No such file or directory"),
    "unknown rule": (["check", "--select", "share-baar"], 2, "--select: no rule or category 'share-baar'; did you mean share-bar?"),
    "unknown rule to ignore": (["check", "--ignore", "share-baar"], 2, "--ignore: no rule or category 'share-baar'; did you mean share-bar?"),
    "unknown format": (["check", "--format", "jsn"], 2, "there is no report format 'jsn'; did you mean json"),
    "unknown format of a file": (["check", "--output", "jsn=a"], 2, "--output: there is no report format 'jsn'"),
    "no format of a file": (["check", "--output", "a.json"], 2, "--output a.json: write it as FORMAT=FILE"),
    "no folder for the report": (["check", "clean.txt", "--output", "json=gone/a.json"], 2, "a.json: cannot be written: No such file"),
    "a folder as the report": (["check", "clean.txt", "--output", "json=empty"], 2, "empty: cannot be written: Is a directory"),
    "explain nothing": (["explain", "share-baar"], 2, "there is no rule 'share-baar'; did you mean share-bar?"),
    "plugin does not import": (["check", "--plugin", "broken.py"], 2, "broken.py: rule broken does not load: ModuleNotFoundError"),
    "plugin leaves": (["check", "--plugin", "leaves.py"], 2, "leaves.py: rule leaves does not load: SystemExit"),
    "no such plugin": (["check", "--plugin", "gone.py"], 2, "gone.py: no such plugin"),
    "plugin crashes": (["check", "raise.txt", "--plugin", "plugin.py"], 3, "rule plugin crashed on raise.txt: RuntimeError: it was in the text"),
    "plugin leaves on a text": (["check", "exit.txt", "--plugin", "plugin.py"], 3, "rule plugin crashed on exit.txt: SystemExit: 0"),
    "crash and failed gate": (["check", "both.txt", "--plugin", "plugin.py"], 3, "rule plugin crashed on both.txt: RuntimeError"),
    "crash and missing path": (["check", "raise.txt", "gone.txt", "--plugin", "plugin.py"], 3, "rule plugin crashed on raise.txt"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "status", "message"), STATUSES.values(), ids=STATUSES)
def test_exit_status(folder: Path, arguments: Sequence[str], status: int, message: str) -> None:
    done = run(*arguments, cwd=folder)
    assert done.returncode == status, done
    assert message in done.stderr.decode()
    assert bool(message) == bool(done.stderr)
    assert b"Traceback" not in done.stderr
    assert b"\x1b" not in done.stderr


def test_a_crash_leaves_the_findings_of_the_other_rules(folder: Path) -> None:
    done = run("check", "both.txt", "--plugin", "plugin.py", "--format", "json", cwd=folder)
    [document] = json.loads(done.stdout)["documents"]
    assert [finding["rule"] for finding in document["findings"]] == ["read-more-link"]


def test_without_a_path_this_folder_is_checked(folder: Path) -> None:
    (folder / "dirty.txt").unlink()
    (folder / "blank.jsonl").unlink()
    for name in ("exit.txt", "both.txt"):
        (folder / name).unlink()
    done = run("check", "--format", "jsonl", cwd=folder)
    assert [json.loads(line)["path"] for line in done.stdout.splitlines()] == ["clean.txt", "raise.txt", "warned.txt"]
    assert done.returncode == 0


# Standard input and output.


@pytest.mark.parametrize(("stdin", "status"), [(CLEAN, 0), (DIRTY, 1), (json.dumps({"text": DIRTY, "title": "Bridge"}), 1)])
def test_standard_input_is_checked(tmp_path: Path, stdin: str, status: int) -> None:
    done = run("check", "-", "--format", "json", cwd=tmp_path, stdin=stdin)
    assert (done.returncode, json.loads(done.stdout)["documents"][0]["path"]) == (status, "<stdin>")


def test_standard_input_is_read_with_several_processes_too(folder: Path) -> None:
    arguments = ["check", "clean.txt", "-", "warned.txt", "--format", "jsonl", "--jobs"]
    one, two = (run(*arguments, jobs, cwd=folder, stdin=DIRTY) for jobs in ("1", "2"))
    assert [json.loads(line)["path"] for line in one.stdout.splitlines()] == ["clean.txt", "<stdin>", "warned.txt"]
    assert (two.stdout, two.returncode) == (one.stdout, 1)


def test_json_and_its_lines_hold_the_same_documents(folder: Path) -> None:
    whole = json.loads(run("check", "clean.txt", "dirty.txt", "--format", "json", cwd=folder).stdout)
    lines = run("check", "clean.txt", "dirty.txt", "--format", "jsonl", cwd=folder).stdout.splitlines()
    assert [json.loads(line) for line in lines] == whole["documents"]
    assert (whole["version"], whole["tool"]) == (1, f"scrapelint {__version__}")
    assert whole["summary"]["passed"] is False


def test_several_reports_are_written_in_one_run(folder: Path) -> None:
    done = run("check", "dirty.txt", "--output", "json=a.json", "--output", "jsonl=b.jsonl", "--quiet", cwd=folder)
    assert done.returncode == 1
    assert b"gate failed" in done.stdout
    document = json.loads((folder / "a.json").read_bytes())["documents"][0]
    assert json.loads((folder / "b.jsonl").read_bytes()) == document


@pytest.mark.parametrize("arguments", [["check", "dirty.txt", "--select", "gone"], ["check", "dirty.txt", "--plugin", "dies.py"]])
def test_a_report_that_was_not_finished_is_not_there(folder: Path, arguments: Sequence[str]) -> None:
    (folder / "dies.py").write_text(
        '"""A rule.\n\nIt dies."""\n\ndef check(doc):\n    raise KeyboardInterrupt\n', encoding="utf-8"
    )
    before = set(folder.iterdir())
    (folder / "old.json").write_text("old", encoding="utf-8")
    done = run(*arguments, "--output", "json=new.json", "--output", "json=old.json", cwd=folder)
    assert done.returncode in (2, 130)
    assert {path for path in folder.iterdir() if path.name != "__pycache__"} - before == {folder / "old.json"}
    assert (folder / "old.json").read_text(encoding="utf-8") == "old"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
def test_a_run_never_reads_what_it_writes_to_standard_output(folder: Path) -> None:
    before = (folder / "dirty.txt").read_bytes()
    with (folder / "report.jsonl").open("wb") as report:
        done = start("check", ".", "--format", "jsonl", cwd=folder, stdout=report, stderr=subprocess.PIPE)
        _, errors = done.communicate(timeout=60)
    paths = [json.loads(line)["path"] for line in (folder / "report.jsonl").read_bytes().splitlines()]
    assert "dirty.txt" in paths
    assert "report.jsonl" not in paths
    with (folder / "dirty.txt").open("ab") as report:
        done = start("check", "dirty.txt", cwd=folder, stdout=report, stderr=subprocess.PIPE)
        _, errors = done.communicate(timeout=60)
    message = b"scrapelint: standard output: dirty.txt is one of the files to check; name another file, or leave it out\n"
    assert (done.returncode, errors) == (2, message)
    assert (folder / "dirty.txt").read_bytes() == before


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no such device")
def test_a_report_can_go_to_a_pipe_by_its_name(folder: Path) -> None:
    done = run("check", "clean.txt", "--format", "concise", "-q", "--output", "json=/dev/stdout", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert b'"documents":1' in done.stdout


@pytest.mark.parametrize("outputs", [["json=new", "csv=new"], ["json=new", "sarif=./empty/../new"], ["json=-"]])
def test_two_reports_need_two_files(folder: Path, outputs: Sequence[str]) -> None:
    done = run("check", "clean.txt", *(part for output in outputs for part in ("--output", output)), cwd=folder)
    assert done.returncode == 2
    assert done.stderr.startswith(b"scrapelint: --output")
    assert not (folder / "new").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("number", "status", "to_all", "processes"),
    # With two processes, one that checks is just beginning: it must notice even an end that came before its own beginning.
    [(15, 143, False, 3), (15, 143, True, 3), (9, -9, False, 3), (9, -9, False, 2)],
    ids=["term", "term-to-all", "kill", "kill-early"],
)
def test_a_run_that_is_told_to_end_leaves_nothing_behind(
    folder: Path, number: int, status: int, to_all: bool, processes: int
) -> None:
    record = json.dumps({"text": DIRTY * 40}) + "\n"
    (folder / "feed.jsonl").write_text(record * (12_000_000 // len(record)), encoding="utf-8")
    before = set(folder.iterdir())
    arguments = ["check", "feed.jsonl", "--jobs", "2", "--output", "json=new.json"]
    with start(*arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True) as done:
        wait_until(lambda: len(processes_of(done.pid)) >= processes)
        (os.killpg if to_all else os.kill)(done.pid, number)
        assert done.wait(timeout=15) == status  # a chunk takes longer
        wait_until(lambda: not processes_of(done.pid))
        assert done.stderr is not None
        errors = done.stderr.read()
    if status == 143:
        assert errors == b"scrapelint: terminated\n"
        assert set(folder.iterdir()) == before


def processes_of(group: int) -> list[int]:
    """The processes of a group that are not dead."""
    done = subprocess.run(["ps", "-A", "-o", "pid=,pgid=,stat="], capture_output=True, text=True, check=True)
    rows = (line.split() for line in done.stdout.splitlines())
    return [int(pid) for pid, of, state in rows if int(of) == group and not state.startswith("Z")]


def wait_until(true: Callable[[], bool]) -> None:
    """Wait at most a minute."""
    end = time.monotonic() + 60
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_that_leads_nowhere_is_said(folder: Path) -> None:
    (folder / "feed.jsonl").symlink_to("not-fetched.jsonl")
    (folder / "notes.lock").symlink_to("gone")
    done = run("check", ".", "--format", "concise", cwd=folder)
    assert done.returncode == 2
    assert done.stderr.count(b"a symbolic link to a file that is not there") == 1
    assert b"feed.jsonl:1:1: error unreadable-file" in done.stdout


def test_a_table_that_is_read_as_one_text_is_said(folder: Path) -> None:
    (folder / "articles.csv").write_text("title,text\nBridge,It opened\n", encoding="utf-8")
    done = run("check", "articles.csv", "--fail-on", "never", cwd=folder)
    assert (done.returncode, b"articles.csv: read as one text; tables are no feeds" in done.stderr) == (0, True)


@pytest.mark.parametrize("output", ["clean.txt", "./empty/../clean.txt", "link.txt"])
def test_a_report_never_takes_the_place_of_a_file_to_check(folder: Path, output: str) -> None:
    if output == "link.txt":
        (folder / output).symlink_to("clean.txt")
    done = run("check", "dirty.txt", "clean.txt", "--output", "json=new.json", "--output", f"json={output}", cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    message = "scrapelint: --output: clean.txt is one of the files to check; name another file, or leave it out\n"
    assert done.stderr.decode() == message
    assert (folder / "clean.txt").read_text(encoding="utf-8") == CLEAN
    assert not (folder / "new.json").exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (bytes(100_000), "binary data"),
        (CLEAN.encode("utf-16-be"), "UTF-16 without"),
        (CLEAN.encode("utf-16-le"), "UTF-16 without"),
    ],
)
def test_nuls_alone_are_not_taken_for_utf_16(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    done = run("check", "a.txt", "--format", "json", cwd=tmp_path)
    [finding] = [f for f in json.loads(done.stdout)["documents"][0]["findings"] if f["rule"] == "binary-file"]
    assert message in finding["message"]


@pytest.mark.skipif(os.name != "posix", reason="devices and links as on Unix")
def test_a_report_goes_into_a_device_and_behind_a_link(folder: Path) -> None:
    (folder / "link.json").symlink_to("target.json")
    done = run("check", "clean.txt", "--output", "json=/dev/null", "--output", "json=link.json", cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    assert Path("/dev/null").is_char_device()
    assert (folder / "link.json").is_symlink()
    assert json.loads((folder / "target.json").read_bytes())["summary"]["documents"] == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_said_plainly(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "scrapelint", "check", "dirty.txt"]
        done = subprocess.run(command, cwd=folder, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (2, b"scrapelint: cannot write the report: No space left on device\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_a_report_for_programs_is_the_same_bytes_in_every_locale(folder: Path, encoding: str) -> None:
    (folder / "wide.txt").write_text(DIRTY + "“\N{GRINNING FACE}”\n", encoding="utf-8")
    reports = [
        run("check", "wide.txt", "--format", "json", cwd=folder, env=env).stdout for env in ({}, {"PYTHONIOENCODING": encoding})
    ]
    assert reports[0] == reports[1]
    assert json.loads(reports[0])


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize("arguments", ["rules", "check . --format jsonl", "check . --format json"])
def test_a_reader_that_stops_reading_gets_no_traceback(folder: Path, arguments: str) -> None:
    for number in range(200):
        (folder / f"more{number}.txt").write_text(DIRTY * 5, encoding="utf-8")
    command = f'"{sys.executable}" -m scrapelint {arguments} | head -c 10'
    done = subprocess.run(command, shell=True, cwd=folder, capture_output=True, timeout=60, check=False)  # noqa: S602
    assert (len(done.stdout), done.stderr) == (10, b"")


# Colour.

COLORS: dict[str, tuple[Sequence[str], Mapping[str, str], bool]] = {
    "a pipe has none": ([], {}, False),
    "FORCE_COLOR": ([], {"FORCE_COLOR": "1"}, True),
    "FORCE_COLOR before NO_COLOR": ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True),
    "empty FORCE_COLOR": ([], {"FORCE_COLOR": ""}, False),
    "NO_COLOR": ([], {"NO_COLOR": "1"}, False),
    "always": (["--color", "always"], {"NO_COLOR": "1", "TERM": "dumb"}, True),
    "never": (["--color", "never"], {"FORCE_COLOR": "1"}, False),
}


@pytest.mark.parametrize(("arguments", "env", "color"), COLORS.values(), ids=COLORS)
def test_colour(folder: Path, arguments: Sequence[str], env: Mapping[str, str], color: bool) -> None:
    for command in (["check", "dirty.txt"], ["explain", "share-bar"]):
        assert (b"\x1b[" in run(*command, *arguments, cwd=folder, env=env).stdout) is color


# Processes.


def feed(path: Path, megabytes: float, marks: Mapping[int, str] | None = None) -> Path:
    """A feed of so many MB, each record with a number of its own; some records have a mark."""
    filler = "The harbour bridge opened again on Monday after two years of repairs, and the ferries stop in June. " * 100
    records = int(megabytes * 1_000_000 / len(filler))
    with path.open("w", encoding="utf-8") as file:
        for number in range(1, records + 1):
            text = f"{filler}\n{(marks or {}).get(number, 'Share on Facebook' if number % 7 else 'Read Entire Article')}\n"
            file.write(json.dumps({"id": str(number), "title": f"Bridge {number}", "date": "2026-05-03", "text": text}) + "\n")
            if number % 100 == 0:
                file.write("\n")
    return path


def test_any_number_of_processes_gives_the_same_bytes(tmp_path: Path) -> None:
    feed(tmp_path / "feed.jsonl", 9)
    (tmp_path / "z.txt").write_text(DIRTY, encoding="utf-8")
    done = [
        run(
            "check",
            "feed.jsonl",
            "z.txt",
            "--format",
            "jsonl",
            "--output",
            "json=out.json",
            "--select",
            "leftover",
            "--jobs",
            jobs,
            cwd=tmp_path,
        )
        for jobs in ("1", "2", "3")
    ]
    assert [process.returncode for process in done] == [1, 1, 1]
    assert done[0].stdout == done[1].stdout == done[2].stdout
    documents = [json.loads(line) for line in done[0].stdout.splitlines()]
    assert [document["record"] for document in documents] == [*range(1, len(documents)), None]
    assert [document["id"] for document in documents[:-1]] == [str(number) for number in range(1, len(documents))]


def test_a_process_that_dies_is_named_and_the_run_goes_on(folder: Path) -> None:
    path = feed(folder / "feed.jsonl", 9, {500: "DIE-MARK"})
    last = feed(folder / "other.jsonl", 0.1, {1: "FLAG-MARK"})
    arguments = ["check", path.name, last.name, "--plugin", "plugin.py", "--select", "plugin", "--jobs", "2", "--format", "jsonl"]
    done = run(*arguments, cwd=folder)
    assert done.returncode == 3
    assert re.search(
        rb"feed\.jsonl#\d+ \(and on \d+ more documents\): a worker process died in bytes \d+ to \d+; run with --jobs 1",
        done.stderr,
    )
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    records = [document["record"] for document in documents if document["path"] == "feed.jsonl"]
    assert records == list(range(1, len(records) + 1))
    failed = [document["record"] for document in documents if document["path"] == "feed.jsonl" and not document["passed"]]
    assert failed == list(range(failed[0], failed[-1] + 1))
    assert 500 in failed
    lost = [document["findings"] for document in documents if document["record"] in failed and document["path"] == "feed.jsonl"]
    assert {(finding["rule"], finding["message"][:13]) for [finding] in lost} == {("engine", "not checked: ")}
    assert [finding["rule"] for document in documents[len(records) :] for finding in document["findings"]] == ["plugin"]


# The other commands.


def test_the_version_is_said() -> None:
    assert run("--version", cwd=Path.cwd()).stdout.decode() == f"scrapelint {__version__}\n"


def test_rules_are_listed_by_name(tmp_path: Path) -> None:
    names = run("rules", "--names", cwd=tmp_path).stdout.decode().splitlines()
    assert "read-more-link" in names
    assert names == sorted(set(names))
    listed = run("rules", cwd=tmp_path).stdout.decode()
    assert [name for name in names if name not in listed] == []


def test_a_rule_is_explained(tmp_path: Path) -> None:
    page = run("explain", "missing-space", cwd=tmp_path).stdout.decode()
    assert "missing-space" in page.splitlines()[0]
    assert "spacing" in page.splitlines()[0]


def test_the_demo_shows_a_report(tmp_path: Path) -> None:
    done = run("demo", cwd=tmp_path)
    assert b"read-more-link" in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", [[], ["--pack"]])
def test_a_new_rule_passes_its_examples_and_runs(tmp_path: Path, kind: Sequence[str]) -> None:
    done = run("new", "leftover/print-button", "--folder", "lint", *kind, cwd=tmp_path)
    path = tmp_path / "lint" / "leftover" / f"print_button.{'toml' if kind else 'py'}"
    assert done.stdout.decode().splitlines()[0] == f"wrote {path.relative_to(tmp_path)}"
    [rule] = rules_below(path)
    for bad, examples in ((True, rule.bad), (False, rule.good)):
        assert examples
        for example in examples:
            check_example(rule, example, bad=bad)
    (tmp_path / "a.txt").write_text(CLEAN + "Print this page\n", encoding="utf-8")
    shown = run("check", "a.txt", "--plugin", "lint", "--select", "print-button", "--format", "json", cwd=tmp_path)
    assert [finding["rule"] for finding in json.loads(shown.stdout)["documents"][0]["findings"]] == ["print-button"]


@pytest.mark.parametrize("name", ["print-button", "a/b/c", "leftover/Print", "leftover/", "/x", "../x/y", "leftover/1"])
def test_a_new_rule_needs_a_category_and_a_name(tmp_path: Path, name: str) -> None:
    done = run("new", name, cwd=tmp_path)
    assert done.returncode == 2
    assert b"is no name for a rule; write CATEGORY/NAME" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_new_rule_never_overwrites_one(tmp_path: Path) -> None:
    first, second = (run("new", "leftover/print-button", cwd=tmp_path) for _ in range(2))
    assert (first.returncode, second.returncode) == (0, 2)
    assert b"is there already" in second.stderr


# Hostile names.


@pytest.mark.skipif(os.name != "posix", reason="such names do not exist there")
@pytest.mark.parametrize(
    "name", ["a\nb.txt", "\x1b[31mred.txt", "\x1b]0;title\x07.txt", "--\x1b[2J", "a\rb.txt", "\u202etxt.exe", b"\xff.txt"]
)
def test_the_name_of_a_file_never_steers_the_terminal(tmp_path: Path, name: str | bytes) -> None:
    path = os.fsdecode(name)
    for text in (CLEAN + "RAISE-MARK\n", None):
        if text is None:
            (tmp_path / path).unlink()
        else:
            (tmp_path / path).write_text(text, encoding="utf-8")
            (tmp_path / "plugin.py").write_text(PLUGIN, encoding="utf-8")
        for arguments in (
            ["check", path, "--plugin", "plugin.py"],
            ["check", "./" + path],
            ["explain", path],
            ["check", ".", "--config", path],
        ):
            done = run(*arguments, cwd=tmp_path)
            lines = done.stderr.decode()
            assert [char for char in lines if (char < " " and char != "\n") or char in "\x7f\u202e"] == []
            assert "Traceback" not in lines
            assert "\nb.txt" not in lines


# ---- files that are named although they are excluded


@pytest.mark.parametrize(
    ("name", "status"),
    [("raw/dirty.txt", 0), ("kept/dirty.csv", 0), (".cache/dirty.txt", 0), ("kept/dirty.txt", 1), ("./kept/dirty.txt", 1)],
)
def test_what_is_excluded_can_be_left_out_although_it_is_named(tmp_path: Path, name: str, status: int) -> None:
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text(DIRTY)
    (tmp_path / "scrapelint.toml").write_text('extend-exclude = ["raw"]\n')
    assert run("check", name, cwd=tmp_path).returncode == 1
    for path in (name, tmp_path / name):
        done = run("check", "--force-exclude", path, cwd=tmp_path)
        assert done.returncode == status, done.stderr
        assert (b"leave out all that was named" in done.stderr) == (status == 0)
    before = (tmp_path / name).read_bytes()
    assert run("fix", "--unsafe", "--max-share", "1", "--force-exclude", name, cwd=tmp_path).returncode == 0
    assert ((tmp_path / name).read_bytes() == before) == (status == 0)


def test_what_is_left_out_does_not_hide_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIRTY)
    (tmp_path / "b.txt").write_text(CLEAN)
    (tmp_path / "scrapelint.toml").write_text('exclude = ["a.txt"]\n')
    assert run("check", "a.txt", "b.txt", cwd=tmp_path).returncode == 1
    assert run("check", "--force-exclude", "a.txt", "b.txt", cwd=tmp_path).returncode == 0
    assert run("check", "--force-exclude", "a.txt", "not-there.txt", cwd=tmp_path).returncode == 2
