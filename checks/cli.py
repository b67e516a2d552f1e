"""
The commands.

Results go to standard output or to files, everything else to standard error; progress only to a terminal. See
`gate` for the exit status.
"""

from __future__ import annotations

import argparse
import os
import stat
import sys
from contextlib import AbstractContextManager, contextmanager, nullcontext
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn

from .errors import InternalError, ScrapelintError, UsageError, suggestion
from .gate import FAILED, INTERNAL, PASSED, USAGE, Gate, Tally
from .version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from .config import Config
    from .findings import FileReport, ReportOptions, RuleCrash
    from .rewrite import Fixer, Outcome
    from .rule import Rule, RuleFile
    from .sources import PathTrouble, Source

EPILOG = """\
exit status:
  0  the gate passed
  1  the gate failed
  2  wrong usage, wrong settings, or nothing to check
  3  the tool is at fault: a rule or plugin crashed (the other results are still reported)

Settings stand under [tool.scrapelint] in pyproject.toml, or in scrapelint.toml.
"""


class _Parser(argparse.ArgumentParser):
    """A parser that shows wrong arguments, which may be names of hostile files, in a form safe for a terminal."""

    def error(self, message: str) -> NoReturn:
        """The usage and what is wrong with it; exit status 2."""
        self.print_usage(sys.stderr)
        say(message)
        sys.exit(USAGE)


def build_parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = _Parser(
        prog="scrapelint",
        description="A linter for scraped text: flags what a scraper left behind, scores each document, gates CI.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"scrapelint {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    _add_check(commands)
    _add_fix(commands)
    _add_demo(commands)
    rules = commands.add_parser("rules", help="list the rules")
    _add_settings(rules)
    _add_color(rules)
    rules.add_argument("--names", action="store_true", help="names only, one a line")
    rules.set_defaults(run=run_rules)
    explain = commands.add_parser("explain", help="explain a rule: what, why, what is left alone, options, examples")
    explain.add_argument("rule", metavar="RULE")
    _add_settings(explain)
    _add_color(explain)
    explain.set_defaults(run=run_explain)
    new = commands.add_parser("new", help="write the file of a new rule, ready to be filled in")
    new.add_argument("name", metavar="CATEGORY/NAME")
    new.add_argument("--folder", default=".", help="where the category's folder is made (default: here)")
    new.add_argument("--pack", action="store_true", help="a phrase pack in TOML instead of a Python file")
    new.set_defaults(run=run_new)
    return parser


def _add_check(commands: Any) -> None:
    check = commands.add_parser(
        "check",
        help="check files, folders, globs or standard input",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument("paths", nargs="*", default=["."], metavar="PATH", help="file, folder, glob, or - (default: this folder)")
    _add_output(check)
    _add_settings(check)
    _add_choice(check)
    _add_force_exclude(check)
    check.add_argument("--jobs", type=_count, metavar="N", help="processes (default: as many as processors, for large input)")
    check.add_argument(
        "--diff",
        action="store_true",
        help="show what `scrapelint fix` would do instead of the report; the exit status stays the gate's",
    )
    _add_fixing(check, "with --diff: ")
    check.set_defaults(run=run_check)


FIX_EPILOG = """\
exit status:
  0  all fixes were made, or there were none to make
  1  some were not made: the message says which and why
  2  wrong usage, wrong settings, or nothing to fix in
  3  the tool is at fault: a rule or plugin crashed

What is taken is written down in NAME.scrapelint-fixes.jsonl beside each file, or in --record FILE;
--undo puts it back. `scrapelint check --diff` shows what would be done. `scrapelint rules` says which
rules have a fix, and whether it is safe: cannot change what the text says.
"""


def _add_fix(commands: Any) -> None:
    fix = commands.add_parser(
        "fix",
        help="repair files: take out what is safe to take out",
        description="Makes the safe fixes in text, Markdown and JSON Lines files, each also as .gz; every other byte stays.",
        epilog=FIX_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    fix.add_argument("paths", nargs="*", metavar="PATH", help="file, folder or glob (default: this folder)")
    _add_fixing(fix)
    fix.add_argument("--record", metavar="FILE", help="write what was taken into this file instead of one beside each file")
    fix.add_argument("--undo", nargs="+", metavar="SIDEFILE", help="put back what these side files say was taken")
    _add_settings(fix)
    _add_choice(fix)
    _add_force_exclude(fix)
    fix.set_defaults(run=run_fix)


def _add_fixing(parser: argparse.ArgumentParser, when: str = "") -> None:
    parser.add_argument("--unsafe", action="store_true", help=f"{when}also the fixes that may change what the text says")
    parser.add_argument(
        "--max-share",
        type=_share,
        metavar="N",
        help=f"{when}leave a document alone if more than this share of its words would go (0 to 1, default: 0.2)",
    )


def _add_demo(commands: Any) -> None:
    demo = commands.add_parser("demo", help="check the samples that come with the tool, and show a report")
    _add_output(demo)
    demo.set_defaults(run=run_demo, fail_on="never")


def _add_output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--format", metavar="NAME", help="what goes to standard output, or auto for what suits it (default: terminal)"
    )
    parser.add_argument(
        "--output", action="append", default=[], metavar="FORMAT=FILE", help="write a report to a file too; may be repeated"
    )
    parser.add_argument(
        "--fail-on", choices=("error", "warning", "info", "never"), help="the severity that fails a document (default: error)"
    )
    parser.add_argument("--min-score", type=_score, metavar="N", help="a lower score fails a document (default: 0, off)")
    parser.add_argument("-q", "--quiet", action="store_true", help="only the totals on standard output")
    parser.add_argument("--statistics", action="store_true", help="all rules, the sites, and how the scores spread")
    _add_color(parser)


def _add_settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", metavar="FILE", help="this settings file instead of the one found from the path upward")
    parser.add_argument("--isolated", action="store_true", help="no settings file")
    parser.add_argument("--plugin", action="append", default=[], metavar="PATH", help="a rule file or a folder of them, on top")


def _add_choice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--select", type=_names, metavar="NAMES", help="only these rules or categories, with commas between them")
    parser.add_argument("--ignore", type=_names, metavar="NAMES", help="not these rules or categories, on top of the settings'")


def _add_force_exclude(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--force-exclude",
        action="store_true",
        help="leave named files out too that a check of their folder would; for hooks, which name all that was changed",
    )


def _add_color(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="colour (default: on a terminal)")
    parser.add_argument("--width", type=_count, metavar="N", help="columns (default: the terminal's)")


def _names(value: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip())


def _count(value: str) -> int:
    if not value.isdecimal():
        raise argparse.ArgumentTypeError(f"{value!r} is not a whole number of 0 or more")
    return int(value)


def _score(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = -1
    if not 0 <= number <= 100:
        raise argparse.ArgumentTypeError(f"{value!r} is not a number from 0 to 100")
    return number


def _share(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = -1
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{value!r} is not a number from 0 to 1")
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status."""
    _prepare_streams()
    args = build_parser().parse_args(arguments)
    _end_properly()
    try:
        status: int = args.run(args)
        sys.stdout.flush()
    except ScrapelintError as error:
        say(str(error))
        return error.exit_status
    except BrokenPipeError:  # the reader of our output, head say, has seen enough; nobody knows whether the gate passed
        _forget_stdout()
        return BROKEN_PIPE
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except _TerminatedError:
        say("terminated")
        return TERMINATED
    except OSError as error:
        say(f"cannot write the report: {error.strerror or error}")
        _forget_stdout()
        return USAGE
    except Exception as error:  # a mistake of ours must not look like a gate that failed
        from traceback import format_exc

        for line in format_exc().splitlines():  # an error may quote scraped text
            say(line)
        say(f"this is a mistake in scrapelint, please report it: {type(error).__name__}: {error}")
        return INTERNAL
    return status


# What a shell says of commands that end by these signals: 128 and the signal's number.
BROKEN_PIPE, INTERRUPTED, TERMINATED = 128 + 13, 128 + 2, 128 + 15


class _TerminatedError(BaseException):
    """The process was asked to end, as build servers do with a job that is cancelled."""


def _end_properly() -> None:
    """Have a request to end take the way of an error: worker processes end too, and no half a report stays."""
    import signal
    import threading

    def end(_number: int, _frame: object) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        raise _TerminatedError

    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGTERM) == signal.SIG_DFL:
        signal.signal(signal.SIGTERM, end)


def _prepare_streams() -> None:
    """A report is the same bytes on every machine, and an old locale does not turn it into a traceback."""
    if isinstance(sys.stdout, TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout.reconfigure(errors="backslashreplace")
        else:
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    if isinstance(sys.stderr, TextIOWrapper):
        sys.stderr.reconfigure(errors="backslashreplace")


def _forget_stdout() -> None:
    """Send what is still to be written nowhere, so that the interpreter does not stumble over it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(message: str) -> None:
    """A message on standard error, one line, safe for a terminal."""
    from .document import visible, without_orders

    print(f"scrapelint: {without_orders(visible(message))}", file=sys.stderr)


# ---- check
# ----------------------------------------------------------------------------------------------------------------------


def run_check(args: argparse.Namespace) -> int:
    """`scrapelint check`."""
    from .sources import find_sources

    config = _config(args, args.paths)
    if not args.diff and (args.unsafe or args.max_share is not None):
        raise UsageError("--unsafe and --max-share go with --diff; `scrapelint fix` has them too")
    if args.diff and (args.format or args.output):
        raise UsageError("--diff stands in the place of the report; leave --format and --output out")
    paths = _named_paths(args, config)
    if not paths:
        return PASSED
    sources, troubles = find_sources(paths, config.source_options())
    return _diff(args, config, sources, troubles) if args.diff else _check(args, config, sources, troubles)


def run_demo(args: argparse.Namespace) -> int:
    """`scrapelint demo`."""
    from .config import Config
    from .sources import find_sources

    config = _with_arguments(Config(), args)
    samples = Path(__file__).parent.parent / "samples"
    sources, troubles = find_sources([str(samples / "dirty"), str(samples / "clean")], config.source_options())
    return _check(args, config, sources, troubles)


def _check(args: argparse.Namespace, config: Config, sources: list[Source], troubles: list[PathTrouble]) -> int:
    settings = config.settings
    outputs = _outputs(args, config)
    sources = _without_reports(sources, outputs, getattr(args, "paths", ()))
    gate = Gate(settings.fail_on, settings.min_score)
    for trouble in troubles:
        say(f"{trouble.path}: {trouble.message}")
    for source in sources:
        if source.kind == "text" and source.path.lower().endswith((".csv", ".tsv")):
            say(f"{source.path}: read as one text; tables are no feeds, write its records as JSON Lines to have each checked")
    if not sources and not troubles:
        say("nothing to check; name files, folders or globs, or - for standard input")
        return USAGE
    excerpts = any(output.excerpts for output in outputs)
    contents = any(output.contents for output in outputs)
    with _progress(sum(source.size for source in sources)) as advance:
        from .run import check_sources, collect_rarely, report_troubles

        collect_rarely()

        checked = check_sources(sources, config, gate, excerpts=excerpts, contents=contents, jobs=settings.jobs, progress=advance)
        missing = report_troubles(troubles, excerpts=excerpts, contents=contents)
        totals = write_reports(chain(missing, checked), outputs, args, gate, config)
    _say_crashes(totals.crashes)
    if not totals.documents and not troubles:
        say("nothing to check: the files hold no document")
    if totals.crashes:
        return INTERNAL
    if troubles or not totals.documents:
        return USAGE
    return FAILED if totals.failed else PASSED


def _named_paths(args: argparse.Namespace, config: Config) -> list[str]:
    """The paths of the command line; with --force-exclude perhaps none."""
    paths = args.paths or ["."]
    if args.force_exclude:
        from .sources import left_out

        options = config.source_options()
        paths = [path for path in paths if not left_out(path, options)]
        if not paths:
            say("nothing to do: include and exclude leave out all that was named")
    return paths


class Totals(Tally):
    """The numbers of a run, and the crashes in it."""

    def __init__(self) -> None:
        super().__init__()
        self.crashes: list[RuleCrash] = []

    def add(self, report: FileReport) -> None:
        """Count one document."""
        super().add(report)
        self.crashes += report.crashes


def _config(args: argparse.Namespace, paths: Sequence[str]) -> Config:
    """The settings: a named file, the one found from the first path upward, or none; then the command line."""
    from .config import Config, find_config, read_config

    if args.isolated:
        config = Config()
    elif args.config:
        config = read_config(Path(args.config)) or Config()
    else:
        config = find_config(_first_folder(paths))
    return _with_arguments(config, args)


def _first_folder(paths: Sequence[str]) -> Path:
    """What of the first path is there: itself, or the folder in which a pattern begins."""
    for path in paths:
        if path != "-":
            there = next((part for part in (path, *map(str, Path(path).parents)) if os.path.exists(part)), ".")  # noqa: PTH110 - it has no error for a name that is too long
            return Path(there)
    return Path()


def _with_arguments(config: Config, args: argparse.Namespace) -> Config:
    from .config import with_command_line

    given = vars(args)
    changes = {key: given.get(key) for key in ("select", "ignore", "format", "fail_on", "min_score", "jobs")}
    if given.get("plugin"):
        changes["plugins"] = (*config.settings.plugins, *(os.path.abspath(path) for path in given["plugin"]))  # noqa: PTH100
    return with_command_line(config, changes)


# The name that stands for the format that suits the place where the report goes.
AUTO = "auto"


class Output:
    """A report format and where it goes; `path` None is standard output. `more` says that the file has others' text before it."""

    def __init__(self, name: str, path: Path | None, where: str, *, more: bool = False) -> None:
        from .discovery import find_reports

        formats = find_reports()
        if name not in formats:
            known = ", ".join(sorted((*formats, AUTO)))
            raise UsageError(
                f"{where}: there is no report format {name!r}{suggestion(name, (*formats, AUTO))}; there are {known}"
            )
        self.name = name
        self.path = path
        self.more = more
        self.module = formats[name].load()
        self.excerpts = bool(getattr(self.module, "EXCERPTS", False))
        self.contents = bool(getattr(self.module, "CONTENTS", False))
        self.streams = hasattr(self.module, "render_document")
        self.ends = hasattr(self.module, "render_end")

    def open(self) -> AbstractContextManager[IO[str]]:
        """Where the report is written; a file is complete or not there at all."""
        if self.path is None:
            return nullcontext(sys.stdout)
        return self.path.open("a", encoding="utf-8", newline="\n") if self.more else _replacing(self.path)


@contextmanager
def _replacing(path: Path) -> Iterator[IO[str]]:
    """
    A file that takes its name only when it has been written to its end.

    A pipe or device (`/dev/null`) is written to as it is, and behind a link the file that it leads to is replaced.
    """
    import tempfile

    try:
        if path.exists() and not path.is_file():  # as it is called: what a name such as /dev/stdout leads to may be no path
            with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                yield file
            return
        path = Path(os.path.realpath(path))
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    except BrokenPipeError:
        raise
    except OSError as error:
        remedy = "make the folder, or name another" if isinstance(error, FileNotFoundError) else "name another file"
        raise UsageError(f"{path}: cannot be written: {error.strerror}; {remedy}") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            yield file
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _outputs(args: argparse.Namespace, config: Config) -> list[Output]:
    name = config.settings.format
    outputs = [Output(_automatic() if name == AUTO else name, None, config.where("format"))]
    for value in args.output:
        name, equals, path = value.partition("=")
        if not (name and equals and path):
            raise UsageError(f"--output {value}: write it as FORMAT=FILE, such as --output json=report.json")
        if name == AUTO:
            raise UsageError(f"--output {value}: auto is for standard output; name the format of the file")
        if path == "-":
            raise UsageError(f"--output {value}: standard output is for --format; name a file")
        outputs.append(Output(name, Path(path), "--output"))
    files = [
        os.path.realpath(output.path) for output in outputs if output.path and (output.path.is_file() or not output.path.exists())
    ]
    for path in files:
        if files.count(path) > 1:
            raise UsageError(
                f"--output: {path} is named more than once, and the last report would be the only one; name two files"
            )
    # What GitHub shows on the page of a run: the annotations are ten of a kind at most, here there is room for all.
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if outputs[0].name == "github" and summary:
        if os.path.isfile(summary) and os.access(summary, os.W_OK):  # noqa: PTH113 - no Path before it is needed
            outputs.append(Output("markdown", Path(summary), "GITHUB_STEP_SUMMARY", more=True))
        else:
            say(f"{summary}: the summary of the step cannot be written; the report goes on without it")
    return outputs


def _automatic() -> str:
    """The format that suits standard output: annotations in GitHub Actions, pages for a terminal, lines for everything else."""
    if os.environ.get("GITHUB_ACTIONS") == "true":
        return "github"
    return "terminal" if sys.stdout.isatty() else "concise"


def _without_reports(sources: list[Source], outputs: Sequence[Output], named: Sequence[str]) -> list[Source]:
    """
    The sources without the files that reports of this run go to, such as the last run's report in a folder.

    Raises UsageError where such a file was named as one to check: its content would be lost.
    """
    from .sources import STDIN

    files = [str(output.path) for output in outputs if output.path is not None]
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    targets = {there for path in (*files, *([summary] if summary else [])) if (there := _identity(path))}
    if redirected := _standard_output():
        targets.add(redirected)
    if not targets:
        return sources
    for path in named:
        if Path(path).is_file() and (there := _identity(path)) in targets:
            where = "standard output" if there == redirected else "--output"
            raise UsageError(f"{where}: {path} is one of the files to check; name another file, or leave it out")
    return [source for source in sources if source.path == STDIN or _identity(source.file or source.path) not in targets]


def _standard_output() -> tuple[int, int] | None:
    """The file that standard output was redirected to; None for a terminal, pipe or device."""
    try:
        there = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):  # closed, or a stand-in without a file
        return None
    return (there.st_dev, there.st_ino) if stat.S_ISREG(there.st_mode) else None


def _identity(path: str) -> tuple[int, int] | None:
    """What a file is, whatever name or link leads to it; None if it is not there."""
    try:
        there = os.stat(path)  # noqa: PTH116 - as quick as can be, for each source
    except (OSError, ValueError):
        return None
    return there.st_dev, there.st_ino


def write_reports(
    checked: Iterable[FileReport], outputs: Sequence[Output], args: argparse.Namespace, gate: Gate, config: Config
) -> Totals:
    """
    Write all reports: those that stream as the documents come, the others at the end. Those that come as a sequence can be
    gone through again and are not kept.
    """
    from collections.abc import Sequence
    from contextlib import ExitStack

    from .findings import RunReport

    totals = Totals()
    kept: list[FileReport] = []
    again = checked if isinstance(checked, Sequence) else None
    with ExitStack() as stack:
        files = [(output, stack.enter_context(output.open())) for output in outputs]
        streaming = [(output, file) for output, file in files if output.streams]
        # Quiet is what people want to see, not what they want to have in files.
        written = [
            (output.module.render_document, file)
            for output, file in streaming
            if not (args.quiet and output.ends and output.path is None)
        ]
        for output, file in streaming:
            file.write(getattr(output.module, "HEAD", ""))
        for report in checked:
            totals.add(report)
            for render, file in written:
                file.write(render(report))
                file.flush()  # whoever reads along sees each document when it is checked
            if again is None and len(streaming) < len(files):
                kept.append(report)
        summary = totals.summary()
        run = RunReport(kept if again is None else again, summary, _rule_finder(config))
        for output, file in files:
            room = MAX_STEP_SUMMARY - file.tell() if output.more else MAX_STEP_SUMMARY
            options = _report_options(args, gate, file, room, quiet=args.quiet and output.path is None)
            if not output.streams:
                for piece in output.module.render(run, options):
                    file.write(piece)
            elif output.ends:
                file.write(output.module.render_end(summary, options))
    return totals


# GitHub refuses the summary of a step as a whole if it is larger than 1 MiB.
MAX_STEP_SUMMARY = 1_000_000


def _rule_finder(config: Config) -> Callable[[str], Rule | None]:
    """Rules by name, each read when it is asked for."""
    from functools import cache

    from .discovery import find_rules

    @cache
    def files() -> dict[str, RuleFile]:
        return find_rules(config.plugin_paths())

    return lambda name: files()[name].load() if name in files() else None


def _repository() -> tuple[str, str]:
    """
    The root of the repository and this folder in it, absolute, with slashes; two empty strings outside of one.

    The root is where the CI system says, or the nearest folder upward with a `.git`.
    """
    try:
        here = Path(os.path.realpath(Path.cwd()))
    except OSError:  # it was taken away
        return "", ""
    above = (here, *here.parents)
    told = (Path(os.path.realpath(os.environ[name])) for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR") if os.environ.get(name))
    found = (*(root for root in told if root in above), *(root for root in above if (root / ".git").exists()))
    root = next(iter(found), None)
    return (root.as_posix(), here.as_posix()) if root else ("", "")


def _report_options(args: argparse.Namespace, gate: Gate, file: IO[str], room: int = 0, *, quiet: bool = False) -> ReportOptions:
    from .findings import ReportOptions

    repository, folder = _repository()
    return ReportOptions(
        repository=repository,
        folder=folder,
        max_bytes=room,
        color=_color(args, file),
        width=_width(args),
        quiet=quiet,
        statistics=getattr(args, "statistics", False),
        min_score=gate.min_score,
        fail_on=gate.fail_on,
    )


def _color(args: argparse.Namespace, file: IO[str]) -> bool:
    """Whether to write in colour: as asked for, else FORCE_COLOR, else not with NO_COLOR, else on a terminal."""
    if args.color != "auto":
        return bool(args.color == "always")
    if os.environ.get("FORCE_COLOR"):
        return True
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return file.isatty()


def _width(args: argparse.Namespace) -> int:
    import shutil

    return max(40, args.width or shutil.get_terminal_size((100, 24)).columns)


def _say_crashes(crashes: Sequence[RuleCrash]) -> None:
    """Name the rules that raised, each with its first document."""
    from .findings import ENGINE

    by_rule: dict[str, list[RuleCrash]] = {}
    for crash in crashes:
        by_rule.setdefault(crash.rule, []).append(crash)
    for rule, mine in sorted(by_rule.items()):
        first = mine[0]
        place = first.path if first.record is None else f"{first.path}#{first.record}"
        more = f" (and on {_plural(len(mine) - 1, 'more document')})" if len(mine) > 1 else ""
        if rule == ENGINE:
            say(f"{place}{more}: {first.error}; the other documents' results are reported")
            continue
        say(f"rule {rule} crashed on {place}{more}: {first.error}; the other rules' results are reported")


# A run of more bytes than this shows a progress bar.
PROGRESS_FROM_BYTES = 3_000_000


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, on a terminal and for long runs only."""
    if total < PROGRESS_FROM_BYTES or not sys.stderr.isatty():
        yield lambda _bytes: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("checking"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("checking", total=total)
        yield lambda size: bar.advance(task, size)


# ---- check --diff, fix
# --------------------------------------------------------------------------------------------------------------


def _fixer(args: argparse.Namespace, config: Config) -> Fixer:
    from .config import Rules
    from .engine import Checker
    from .rewrite import Fixer

    gate = Gate(config.settings.fail_on, config.settings.min_score)
    share = config.settings.fix.max_share if args.max_share is None else args.max_share
    return Fixer(Checker(Rules(config).for_document, gate.passes), config.source_options(), args.unsafe, share)


def _diff(args: argparse.Namespace, config: Config, sources: list[Source], troubles: list[PathTrouble]) -> int:
    """What `fix` would do, document by document; the exit status is that of the gate, for the documents as they are."""
    from .fixes import unified
    from .rewrite import look_at
    from .sources import STDIN

    for trouble in troubles:
        say(f"{trouble.path}: {trouble.message}")
    if not sources and not troubles:
        say("nothing to check; name files, folders or globs, or - for standard input")
    fixer, render, color = _fixer(args, config), _reports("_diff").render_diff, _color(args, sys.stdout)
    totals = Totals()
    for source in sources:
        for outcome in look_at(source, fixer):
            totals.add(outcome.report)
            name, doc = _document_name(outcome.report), outcome.doc
            if outcome.changes:
                lines = unified(doc.text, outcome.fixed.edits, first_line=doc.first_line)
                is_file = doc.record is None and source.path != STDIN and not source.gzip
                for line in render(name, lines, is_file=is_file, color=color):
                    sys.stdout.write(line)
            elif outcome.why_not:
                say(_left_alone(name, outcome))
    _say_crashes(totals.crashes)
    if totals.crashes:
        return INTERNAL
    if troubles or not totals.documents:
        return USAGE
    return FAILED if totals.failed else PASSED


def run_fix(args: argparse.Namespace) -> int:
    """`scrapelint fix`."""
    from .sources import STDIN, find_sources

    if args.undo:
        return _undo(args)
    paths = args.paths or ["."]
    if "-" in paths:
        raise UsageError(
            "standard input cannot be changed; name files, or see what would be done with `scrapelint check --diff -`"
        )
    config = _config(args, paths)
    paths = _named_paths(args, config)
    if not paths:
        return PASSED
    sources, troubles = find_sources(paths, config.source_options())
    for trouble in troubles:
        say(f"{trouble.path}: {trouble.message}")
    fixer = _fixer(args, config)
    record = Path(args.record) if args.record else None
    if record is not None:
        if not record.parent.is_dir():
            raise UsageError(f"--record: there is no folder {record.parent}; make it, or name another")
        own = _identity(str(record))
        sources = [
            source for source in sources if source.path == STDIN or own is None or _identity(source.file or source.path) != own
        ]
    if not sources:
        return USAGE
    totals = _FixTotals()
    with _progress(sum(source.size for source in sources)) as advance:
        for source in sources:
            totals.fix(source, fixer, record)
            advance(source.size)
    sys.stdout.write(f"{totals.summary()}\n")
    _say_crashes(totals.crashes)
    if totals.crashes:
        return INTERNAL
    return USAGE if troubles else FAILED if totals.left_alone else PASSED


class _FixTotals:
    """The counts of a run of `fix`, which says file by file what it does."""

    def __init__(self) -> None:
        self.files = self.documents = self.changed = self.fixes = self.left_alone = 0
        self.crashes: list[RuleCrash] = []

    def fix(self, source: Source, fixer: Fixer, record: Path | None) -> None:
        """One file."""
        from collections import Counter

        from .document import visible, without_orders
        from .rewrite import fix_file, side_file_of

        result = fix_file(source, fixer, record)
        self.documents += result.documents
        rules: Counter[str] = Counter()
        for outcome in result.outcomes:
            self.crashes += outcome.report.crashes
            if outcome.why_not or (outcome.changes and not result.changed):
                self.left_alone += 1
                if outcome.why_not:
                    say(_left_alone(_document_name(outcome.report), outcome))
            elif outcome.fixed.held_back:
                self.left_alone += 1
                held = outcome.fixed.held_back
                which = f"{_plural(len(held), 'fix', 'fixes')} ({', '.join(sorted(set(held)))})"
                say(f"{_document_name(outcome.report)}: {which} not made, which would bring other findings")
        if result.trouble:
            self.left_alone += not any(outcome.changes for outcome in result.outcomes)
            say(f"{result.path}: {result.trouble}")
        if not result.changed:
            return
        done = [outcome for outcome in result.outcomes if outcome.changes]
        for outcome in done:
            rules += outcome.rules
        self.files += 1
        self.changed += len(done)
        self.fixes += sum(rules.values())
        listed = ", ".join(f"{rule} {count:,}" for rule, count in sorted(rules.items(), key=lambda item: (-item[1], item[0])))
        words = sum(outcome.fixed.words for outcome in done)
        side_file = visible(str(record or side_file_of(Path(result.path))))
        where = f" in {_plural(len(done), 'document')}" if result.documents > 1 else ""
        done_here = f"{_plural(sum(rules.values()), 'fix', 'fixes')}{where} ({visible(listed)})"
        line = f"{visible(result.path)}: {done_here}, {_plural(words, 'word')} taken; undo: {side_file}\n"
        sys.stdout.write(without_orders(line))

    def summary(self) -> str:
        """The last line."""
        left = f"; {_plural(self.left_alone, 'document')} left alone, at least in part" if self.left_alone else ""
        if not self.files:
            return f"nothing was changed in {_plural(self.documents, 'document')}{left}"
        fixes = f"{_plural(self.fixes, 'fix', 'fixes')} in {self.changed:,} of {_plural(self.documents, 'document')}"
        return f"{_plural(self.files, 'file')} changed: {fixes}{left}"


def _undo(args: argparse.Namespace) -> int:
    from .document import visible, without_orders
    from .rewrite import undo

    if args.paths or args.record or args.unsafe or args.select or args.ignore or args.max_share is not None:
        raise UsageError("--undo takes side files alone; leave the other arguments out")
    options = _config(args, args.undo).source_options()
    failed = False
    for side_file in args.undo:
        for result in undo(Path(side_file), options):
            if result.trouble:
                failed = True
                say(f"{result.path}: {result.trouble}")
            else:
                line = f"{visible(result.path)}: {_plural(result.fixes, 'fix', 'fixes')} taken back\n"
                sys.stdout.write(without_orders(line))
    return FAILED if failed else PASSED


def _left_alone(name: str, outcome: Outcome) -> str:
    return f"{name}: left alone, {_plural(len(outcome.fixed.edits), 'fix', 'fixes')} not made: {outcome.why_not}"


def _document_name(report: FileReport) -> str:
    return report.path if report.record is None else f"{report.path}#{report.record}"


def _plural(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one}" if count == 1 else f"{count:,} {many or one + 's'}"


# ---- rules, explain, new
# --------------------------------------------------------------------------------------------------------


def run_rules(args: argparse.Namespace) -> int:
    """`scrapelint rules`."""
    from .discovery import find_rules, load_rules

    files = find_rules(_config(args, []).plugin_paths())
    if args.names:
        sys.stdout.write("".join(f"{name}\n" for name in sorted(files)))
        return PASSED
    return _show(args, lambda options: _reports("_pages").render_rules(load_rules(files.values()), options))


def run_explain(args: argparse.Namespace) -> int:
    """`scrapelint explain`: only the one rule is loaded."""
    from .discovery import find_rules, rule_named

    rule: Rule = rule_named(args.rule, find_rules(_config(args, []).plugin_paths())).load()
    return _show(args, lambda options: _reports("_pages").render_rule(rule, options))


def _reports(name: str) -> Any:
    """A module of the reports, which the engine reaches by name only: the pages on rules, the diff."""
    import importlib

    try:
        return importlib.import_module(f"scrapelint.reports.{name}")
    except ImportError as error:
        raise InternalError(f"reports.{name} does not load: {error}") from error


def _show(args: argparse.Namespace, render: Callable[[ReportOptions], Iterator[str]]) -> int:
    for piece in render(_report_options(args, Gate(), sys.stdout)):
        sys.stdout.write(piece)
    return PASSED


def run_new(args: argparse.Namespace) -> int:
    """`scrapelint new`."""
    from json import dumps  # a string of JSON is one of TOML

    from .discovery import find_rules
    from .scaffold import write_rule

    taken = find_rules().get(args.name.rpartition("/")[2].replace("_", "-"))
    if taken is not None:
        raise UsageError(f"rule {taken.name} is there already: {taken.path}; choose another name")
    path = write_rule(args.name, Path(args.folder), pack=args.pack)
    sys.stdout.write(
        f"wrote {path}\n"
        f"try it:  scrapelint explain {path.stem.replace('_', '-')} --plugin {path}\n"
        f"use it:  plugins = [{dumps(str(path.parent))}] in scrapelint.toml, or under [tool.scrapelint] in pyproject.toml\n"
    )
    return PASSED
