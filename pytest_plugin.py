"""
The pytest plugin: scraped files as tests, and checks of texts inside of tests.

`pytest --scrapelint=PATH` adds a test for each text file and for each site of a feed below the path; the fixture
`scrapelint` checks what a test gives it. docs/pytest.md says how to use both.

Every start of pytest imports this module, in every project that has scrapelint installed: nothing of the engine is
imported before it is needed.
"""

from __future__ import annotations

import inspect
import os
import pickle
import shlex
import sys
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .assertions import TextChecker
    from .checks import Document, FileReport
    from .checks.config import Config
    from .checks.engine import Checker
    from .checks.sources import Source
    from .checks.spool import Spool

__all__ = ["FeedSite", "ScrapedFile", "ScrapedText", "TextNotCleanError"]

# The name of the item of a text file, and of that of the records of a feed that have no site.
TEXT_ITEM, NO_SITE_ITEM = "text", "no-site"

# A site is what a page says it is; more of it would not fit on a line.
MAX_SITE_CHARS = 80


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--scrapelint`, `--scrapelint-config`, and the same as settings of pytest."""
    group = parser.getgroup("scrapelint", "scraped text")
    group.addoption(
        "--scrapelint",
        action="append",
        default=[],
        metavar="PATH",
        dest="scrapelint",
        help="check the scraped text in this file, folder or glob too: a test for each text file and each site of a feed; "
        "may be repeated. Write it with the equals sign: pytest takes its own settings from a path behind a blank",
    )
    group.addoption(
        "--scrapelint-config",
        metavar="FILE",
        dest="scrapelint_config",
        help="this settings file of scrapelint instead of the one found from the path upward",
    )
    parser.addini("scrapelint_paths", "as --scrapelint, for runs that name no tests; relative to the root folder", type="args")


class _Plan:
    """What is to be checked in this session, ready to be collected."""

    def __init__(self, paths: Sequence[str], settings: str | None, root: Path) -> None:
        from .checks.api import checker_of
        from .checks.config import find_config
        from .checks.document import visible
        from .checks.sources import find_sources
        from .checks.spool import Spool

        self.root = root
        self.config: Config = _settings(settings) or find_config(Path(paths[0]))
        self.options = self.config.source_options()
        self.checker: Checker = checker_of(self.config, excerpts=True)
        self.sources, troubles = find_sources(paths, self.options)
        if troubles:
            raise pytest.UsageError("; ".join(visible(f"--scrapelint {one.path}: {one.message}") for one in troubles))
        # The records of feeds, from the time they are collected to that when they are checked: a feed of many sites is
        # read once, and not for each of them.
        self.spool: Spool = Spool()

    def names(self) -> Iterator[tuple[Source, str]]:
        """The files with the names that they have among the tests, no two of them the same."""
        used: set[str] = set()
        for source in self.sources:
            path = os.path.abspath(source.file or source.path)  # noqa: PTH100 - links stay as the user wrote them
            try:
                shown = os.path.relpath(path, self.root)
            except ValueError:  # on another drive
                shown = path
            yield source, _unique(_safe((path if shown.startswith("..") else shown).replace(os.sep, "/")), used)


_PLAN = pytest.StashKey[_Plan]()
_PATHS = pytest.StashKey["tuple[list[str], str | None]"]()
_DATA = pytest.StashKey["list[str]"]()


def pytest_configure(config: pytest.Config) -> None:
    """The marker, and what is to be checked; a path that is not there or a wrong setting ends the run at once."""
    config.addinivalue_line("markers", "scrapelint: a check of scraped text (pytest --scrapelint=PATH)")
    told: dict[str, Any] | None = getattr(config, "workerinput", None)
    if told is None:
        _refuse_foreign_settings(config)
    paths, settings = _asked_for(config) if told is None else told.get("scrapelint", ([], None))
    config.stash[_PATHS] = paths, settings
    config.stash[_DATA] = _data_folders(config, paths) if told is None else told.get("scrapelint_data", [])
    if paths and not config.getoption("help"):
        from .checks.document import visible
        from .checks.errors import ScrapelintError

        try:
            config.stash[_PLAN] = _Plan(paths, settings, config.rootpath)
        except ScrapelintError as error:
            raise pytest.UsageError(visible(f"scrapelint: {error}")) from None


def _asked_for(config: pytest.Config) -> tuple[list[str], str | None]:
    """The paths to check and the settings file, absolute: tests may change the folder."""
    folder = config.invocation_params.dir
    if "-" in config.getoption("scrapelint"):
        raise pytest.UsageError("--scrapelint -: pytest has no standard input to give; name a file, folder or glob")
    paths = [os.path.join(folder, path) for path in config.getoption("scrapelint")]  # noqa: PTH118 - a glob is no path
    if config.args_source != pytest.Config.ArgsSource.ARGS:
        paths += [os.path.join(config.rootpath, path) for path in config.getini("scrapelint_paths")]  # noqa: PTH118
    settings = config.getoption("scrapelint_config")
    return paths, None if settings is None else str(folder / settings)


def _refuse_foreign_settings(config: pytest.Config) -> None:
    """
    End the run if pytest has taken its root folder or its settings from the place of scraped texts.

    It looks for them before it knows the options of plugins: of `--scrapelint PATH` it takes the path for one of tests.
    """
    given = (*shlex.split(os.environ.get("PYTEST_ADDOPTS", "")), *config.invocation_params.args)
    bare = next((one for one in given if one in ("--scrapelint", "--scrapelint-config")), None)
    if bare is None:
        return
    # There is no public way to ask this; what its function is called with differs between the versions of pytest.
    from _pytest.config import findpaths

    known = {
        "inifile": config.getoption("inifilename"),
        "override_ini": config.getoption("override_ini"),
        "args": config.args if config.args_source == pytest.Config.ArgsSource.ARGS else [],
        "rootdir_cmd_arg": config.getoption("rootdir") or None,
        "invocation_dir": config.invocation_params.dir,
    }
    look: Any = findpaths.determine_setup
    root, file, *_ = look(**{name: known[name] for name in inspect.signature(look).parameters})
    if (root, file) != (config.rootpath, config.inipath):
        from .checks.document import visible

        found = config.rootpath if config.inipath is None else config.inipath
        raise pytest.UsageError(
            visible(
                f"{bare} PATH: pytest has taken its settings from this path ({found}); write {bare}=PATH, with an equals sign"
            )
        )


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of pytest-xdist what the command line said: it sees other arguments, and may stand in another folder."""
    node.workerinput["scrapelint"] = node.config.stash[_PATHS]
    node.workerinput["scrapelint_data"] = node.config.stash[_DATA]


def _data_folders(config: pytest.Config, paths: Sequence[str]) -> list[str]:
    """The folders of scraped text in which pytest is not to look for tests: not those where it has been told to look."""
    folder = config.invocation_params.dir
    wanted = [os.path.realpath(folder / one.split("::")[0]) for one in (*config.args, str(config.rootpath))]
    found = {os.path.realpath(one) for path in paths for one in (path, *glob(path, recursive=True)) if os.path.isdir(one)}  # noqa: PTH112, PTH207
    return sorted(one for one in found if not any(Path(other).is_relative_to(one) for other in wanted))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the folders of scraped text when tests are looked for: nothing that a crawl has brought is to be run."""
    return True if config.stash[_DATA] and os.path.realpath(collection_path) in config.stash[_DATA] else None


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Say which folders are left out: somebody's tests may be in one of them."""
    if not config.stash[_DATA]:
        return []
    from .checks.document import visible

    return [f"scrapelint: no tests are looked for in {visible(folder)}" for folder in config.stash[_DATA]]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Give the temporary file back."""
    plan = config.stash.get(_PLAN, None)
    if plan is not None:
        plan.spool.close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """
    Add the checks behind the tests, before -k and -m choose among all of them.

    Not through the arguments of pytest: what stands in the folders of a crawl is data, no conftest.py of it is to be run, and
    its names may be of any kind.
    """
    plan = config.stash.get(_PLAN, None)
    if plan is not None:
        for source, name in plan.names():
            path = Path(source.file or source.path)
            node = ScrapedFile.from_parent(session, name=name, nodeid=name, path=path, source=source, plan=plan)
            items.extend(session.genitems(node))


class TextNotCleanError(Exception):
    """Documents that do not pass the gate; the message is the whole report on them."""


class ScrapedFile(pytest.Collector):
    """A file of scraped text."""

    def __init__(self, *, source: Source, plan: _Plan, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.source = source
        self.plan = plan

    def collect(self) -> Iterator[pytest.Item]:
        """One item for a text; for a feed one for each site, in the order in which they occur, and for the records without."""
        if self.source.kind == "text":
            yield ScrapedText.from_parent(self, name=TEXT_ITEM)
            return
        sites: dict[str | None, list[int]] = {}
        for doc in self.read():
            sites.setdefault((doc.site or "").strip() or None, []).append(self.plan.spool.add(_packed(doc)))
        used: set[str] = set()
        for site, numbers in sites.items():
            name = NO_SITE_ITEM if site is None else _safe(site, MAX_SITE_CHARS)
            yield FeedSite.from_parent(self, name=_unique(name, used), numbers=numbers)

    def read(self) -> Iterator[Document]:
        """The documents of the file; one that cannot be read is a document that says so."""
        from .checks.sources import Chunk, read_chunk

        return read_chunk(Chunk(self.source), self.plan.options)


class ScrapedText(pytest.Item):
    """The document of a text file, as a test."""

    parent: ScrapedFile

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.add_marker("scrapelint")

    def documents(self) -> Iterator[Document]:
        """What is checked."""
        return self.parent.read()

    def runtest(self) -> None:
        """Check the documents; raises TextNotCleanError if one of them does not pass the gate, or a rule crashed."""
        from heapq import heappush, heappushpop

        from .assertions import MAX_DOCUMENTS

        count = failed = 0
        total = 0.0
        worst: list[tuple[float, int, FileReport]] = []
        crashes: dict[str, str] = {}
        for doc in self.documents():
            report = self.parent.plan.checker.check(doc)
            count += 1
            total += report.score.score
            crashes.update((crash.rule, crash.error) for crash in reversed(report.crashes))
            if not report.passed:
                failed += 1
                entry = -report.score.score, -count, report  # of equals the first ones
                (heappush if len(worst) < MAX_DOCUMENTS else heappushpop)(worst, entry)
        self.user_properties += [("scrapelint_documents", count), ("scrapelint_failed", failed)]
        self.user_properties.append(("scrapelint_mean_score", round(total / count, 1) if count else 100.0))
        if failed or crashes:
            raise TextNotCleanError(
                self._message(count, failed, crashes, [report for _, _, report in sorted(worst, reverse=True)])
            )

    def _message(self, count: int, failed: int, crashes: dict[str, str], worst: Sequence[FileReport]) -> str:
        from msgspec.structs import replace

        from .assertions import describe
        from .checks import Severity, visible

        settings = self.parent.plan.config.settings
        gate = [f"fail-on {settings.fail_on}"] + ([f"min-score {settings.min_score:g}"] if settings.min_score else [])
        lines = [f"rule {rule} crashed: {visible(error)}" for rule, error in sorted(crashes.items())]
        if failed:
            which = "the document does" if count == 1 else f"{failed:,} of {count:,} documents {'does' if failed == 1 else 'do'}"
            lines.append(f"{which} not pass the gate ({', '.join(gate)})")
        limit = 0 if settings.fail_on == "never" else Severity(settings.fail_on).rank
        shown = [replace(report, path=self.parent.name) for report in worst]
        lines += describe(shown, lambda finding: Severity(finding.severity).rank >= limit)
        if failed > len(shown):
            lines += ["", f"and {failed - len(shown):,} more documents that do not pass"]
        return "\n".join(lines)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *args: Any, **kwargs: Any) -> Any:
        """The report on the documents; a traceback only where the tool is at fault."""
        if isinstance(excinfo.value, TextNotCleanError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, *args, **kwargs)

    def reportinfo(self) -> tuple[str, int | None, str]:
        """The file by the name that it has among the tests: its own may hold orders for a terminal."""
        # Not the end of the node id: in that, pytest would show dots as colons.
        return os.path.join(self.config.rootpath, self.parent.name), None, f"{self.parent.name}: {self.name}"  # noqa: PTH118


class FeedSite(ScrapedText):
    """The documents of one site of a feed, as a test; `numbers` are theirs among what was set aside."""

    def __init__(self, *, numbers: Sequence[int], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.numbers = numbers

    def documents(self) -> Iterator[Document]:
        """What is checked."""
        return (pickle.loads(self.parent.plan.spool[number]) for number in self.numbers)  # noqa: S301 - our own file


def _packed(doc: Document) -> bytes:
    from dataclasses import replace

    return pickle.dumps(replace(doc, fields=dict(doc.fields)))


def _settings(path: str | None) -> Config | None:
    from .checks.api import load_settings

    return None if path is None else load_settings(path)


def _safe(name: str, max_chars: int = 1000) -> str:
    r"""
    A name as part of a node id: nothing in it steers the terminal or is read as a divider by pytest.

    >>> _safe("a::b[1]\x1b.example")
    'a:%3Ab%5B1%5D\\x1b.example'
    """
    from .checks.document import visible

    shown = visible(name).replace("::", ":%3A").replace("[", "%5B").replace("]", "%5D").strip()
    return (shown if len(shown) <= max_chars else f"{shown[: max_chars - 1]}…") or "%20"


def _unique(name: str, used: set[str]) -> str:
    """The name, with a number behind it where it is taken: two hostile names may look the same once they are safe."""
    found, number = name, 1
    while found in used:
        number += 1
        found = f"{name}~{number}"
    used.add(found)
    return found


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """One line on all documents that were checked."""
    documents = failed = 0
    total = 0.0
    for report in (one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, ())):
        values = dict(getattr(report, "user_properties", ()))
        if report.when == "call" and "scrapelint_documents" in values:
            documents += values["scrapelint_documents"]
            failed += values["scrapelint_failed"]
            total += values["scrapelint_mean_score"] * values["scrapelint_documents"]
    if documents:
        terminalreporter.section("scrapelint")
        verdict = f"{failed:,} failed" if failed else "all passed"
        counted = "1 document" if documents == 1 else f"{documents:,} documents"
        terminalreporter.line(f"{counted}, {verdict}, mean score {total / documents:.1f}")


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """`assert report.findings == ()` says what was found, one finding a line."""
    if op != "==" or "scrapelint.checks.findings" not in sys.modules:
        return None
    from .checks import Finding, visible

    found = [value for value in (left, right) if isinstance(value, tuple) and value and isinstance(value[0], Finding)]
    if len(found) != 1 or not isinstance(left, (tuple, list)) or not isinstance(right, (tuple, list)):
        return None
    lines = [f"line {one.line}: {one.severity} {one.rule}: {visible(one.message)}" for one in found[0]]
    return [f"{len(found[0]):,} findings {op} {len(right if found[0] is left else left):,}", *lines[:20]]


@pytest.fixture(scope="session")
def scrapelint(pytestconfig: pytest.Config) -> TextChecker:
    """
    Checks a text (with its fields by name) or a record, with the settings of the project, and gives the report.

    `scrapelint.assert_clean(documents, max_rate=…)` fails the test unless they are clean.
    """
    from .assertions import TextChecker
    from .checks.api import checker_of
    from .checks.config import find_config
    from .checks.document import visible
    from .checks.errors import ScrapelintError

    try:
        config = _settings(pytestconfig.stash[_PATHS][1]) or find_config(pytestconfig.rootpath)
        checker_of(config, excerpts=True)  # only this looks at the names of rules in the settings
        return TextChecker(config)
    except ScrapelintError as error:
        wrong = visible(f"scrapelint: {error}")
    pytest.fail(wrong, pytrace=False)  # out here: pytest would show the first error above this one
