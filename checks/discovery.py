"""
Rules found by looking: the built-in ones, installed plugins, and files and folders named in the settings.

A package under the entry point group `scrapelint.rules` holds category folders with rule files; the built-in
rules are one. A local path is a rule file, a folder of rule files (a category), or a folder of such folders.
"""

from __future__ import annotations

import importlib
import os
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import RuleError, suggestion
from .rule import RULE_NAME, Rule, RuleFile
from .version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from types import ModuleType

RULES_GROUP = "scrapelint.rules"
REPORTS_GROUP = "scrapelint.reports"


@lru_cache(maxsize=2)
def installed_packages(group: str) -> tuple[tuple[str, str], ...]:
    """The entry points of a group: pairs of name and module, sorted, the built-in one first."""
    if not _plugins_may_be_installed():
        return (("builtin", group),)  # our own entry points say no more
    from importlib.metadata import entry_points

    found = {(point.name, point.value) for point in entry_points(group=group)}
    return tuple(sorted(found, key=lambda pair: (pair[0] != "builtin", pair)))


@lru_cache(maxsize=1)
def _plugins_may_be_installed() -> bool:
    """
    Whether any other installed package speaks of this one in its entry points.

    A look at the folders takes a tenth of the time of importing `importlib.metadata`, which every start would pay.
    """
    own = f"scrapelint-{__version__}.dist-info"
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - names are all that is wanted
        except NotADirectoryError:
            return True  # an archive, which only the library can read
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")) and name != own:
                try:
                    points = Path(folder, name, "entry_points.txt").read_bytes()
                except OSError:
                    continue
                if b"scrapelint." in points:
                    return True
    return False


def find_rules(plugins: Sequence[Path] = ()) -> dict[str, RuleFile]:
    """
    All rule files by name: built-in, installed, and those under the local paths.

    Raises RuleError where a plugin does not import, a path is not there, or a name is taken twice (naming
    both).
    """
    found: dict[str, RuleFile] = {}
    files = [file for name, module in installed_packages(RULES_GROUP) for file in _package_rules(name, module)]
    for path in plugins:
        files += local_rules(path)
    for file in files:
        if not RULE_NAME.fullmatch(file.name):
            raise RuleError(f"{file.path}: {file.path.stem!r} is no name for a rule; use lower case, digits and underscores")
        other = found.setdefault(file.name, file)
        if other.path.resolve() != file.path.resolve():
            raise RuleError(f"rule {file.name} is there twice: {other.path} and {file.path}; rename one of the files")
    return found


def _package_rules(name: str, module_name: str) -> list[RuleFile]:
    """The rules of an installed package: files in its category folders."""
    try:
        module: ModuleType = importlib.import_module(module_name)
    except (Exception, SystemExit) as error:
        raise RuleError(
            f"plugin {name} ({module_name}) does not load: {type(error).__name__}: {error}; mend or uninstall it"
        ) from error
    origin = "built-in" if name == "builtin" else name
    found = [
        rule
        for root in map(Path, getattr(module, "__path__", ()))
        for folder in sorted(root.iterdir())
        if folder.is_dir() and RULE_NAME.fullmatch(folder.name.replace("_", "-"))
        for rule in _folder_rules(folder, f"{module_name}.{folder.name}", origin)
    ]
    if not found:
        raise RuleError(
            f"plugin {name} ({module_name}) holds no rules; they stand in folders of the package, one for each category"
        )
    return found


def _folder_rules(folder: Path, package: str | None, origin: str) -> Iterator[RuleFile]:
    """
    The rule files of one category folder; a TOML file beside a Python file of the same name is its phrase
    list.
    """
    for path in sorted(folder.iterdir()):
        if path.name.startswith(("_", ".", "test_")) or not path.is_file():
            continue
        if path.suffix == ".py" or (path.suffix == ".toml" and not path.with_suffix(".py").exists()):
            yield RuleFile(path, package, origin)


def local_rules(path: Path) -> list[RuleFile]:
    """The rule files of a local plugin: a file, a category folder, or a folder of those; raises RuleError where there are none."""
    if path.is_file():
        if path.suffix not in (".py", ".toml"):
            raise RuleError(f"{path}: a plugin is a .py file, a .toml phrase pack or a folder of them")
        return [RuleFile(path, None, "local")]
    if not path.is_dir():
        raise RuleError(f"{path}: no such plugin; name a .py file, a .toml phrase pack or a folder of them")
    found = list(_folder_rules(path, None, "local"))
    for folder in sorted(path.iterdir()):
        if folder.is_dir() and RULE_NAME.fullmatch(folder.name.replace("_", "-")):
            found += _folder_rules(folder, None, "local")
    if not found:
        raise RuleError(f"{path}: no rule files in this folder")
    return found


def load_rules(files: Iterable[RuleFile]) -> list[Rule]:
    """The rules of these files, sorted by name."""
    return sorted((file.load() for file in files), key=lambda rule: rule.name)


def rule_named(name: str, found: dict[str, RuleFile]) -> RuleFile:
    """One rule's file by its name; raises RuleError with a suggestion."""
    if name in found:
        return found[name]
    members = sorted(rule for rule, file in found.items() if file.category == name)
    if members:
        raise RuleError(f"{name} is a category; its rules are {', '.join(members)}")
    raise RuleError(f"there is no rule {name!r}{suggestion(name, found)}")


@dataclass(frozen=True)
class ReportFormat:
    """A report format: its name, and the module that writes it."""

    name: str
    module_name: str

    def load(self) -> ModuleType:
        """Import the module; raises RuleError naming it."""
        try:
            return importlib.import_module(self.module_name)
        except Exception as error:
            raise RuleError(f"report format {self.name} does not load: {type(error).__name__}: {error}") from error


def find_reports() -> dict[str, ReportFormat]:
    """All report formats by name: the modules of the packages under the entry point group `scrapelint.reports`."""
    found: dict[str, ReportFormat] = {}
    for name, module_name in installed_packages(REPORTS_GROUP):
        try:
            package = importlib.import_module(module_name)
        except Exception as error:
            raise RuleError(
                f"plugin {name} ({module_name}) does not load: {type(error).__name__}: {error}; mend or uninstall it"
            ) from error
        for root in map(Path, getattr(package, "__path__", ())):
            for path in sorted(root.glob("*.py")):
                if not path.name.startswith("_"):
                    format_name = path.stem.replace("_", "-")
                    report = ReportFormat(format_name, f"{module_name}.{path.stem}")
                    other = found.setdefault(format_name, report)
                    if other != report:
                        raise RuleError(f"report {format_name} is there twice: {other.module_name} and {report.module_name}")
    return found
