"""The `SCRAPELINT_…` settings of a Scrapy project, read and checked before the crawl starts."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from ..checks import SettingsError, printable
from ..checks.cli import AUTO, Output
from ..checks.config import Config, find_config, read_config, with_command_line
from ..checks.errors import suggestion
from ..checks.gate import FailOn
from ..checks.records import looked_at

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

Action = Literal["pass", "tag", "drop"]

PREFIX = "SCRAPELINT_"
KNOWN = ("ACTION", "CLOSE_AFTER", "CONFIG", "ENABLED", "FAIL_ON", "MIN_SCORE", "REPORTS", "SAMPLE", "TAG_FIELD")


@dataclass(frozen=True)
class CrawlSettings:
    """
    What to do with items: `config` has the rules and the gate, `action` what becomes of items, `sample` n that each n-th is
    checked, from the first on, `close_after` how many wrong pages in a row end the crawl (0: none do), `outputs` the reports.
    """

    config: Config
    action: Action = "pass"
    tag_field: str = "scrapelint"
    sample: int = 1
    close_after: int = 0
    outputs: tuple[Output, ...] = ()


def read_settings(settings: BaseSettings, spider: str) -> CrawlSettings:
    """The settings for a spider of this name; raises SettingsError naming the one that is wrong."""
    for name in settings:
        if isinstance(name, str) and name.startswith(PREFIX) and name.removeprefix(PREFIX) not in KNOWN:
            hint = suggestion(name, [f"{PREFIX}{known}" for known in KNOWN])
            raise SettingsError(f"{name}: there is no such setting of scrapelint{hint}")
    config = _config(settings)
    return CrawlSettings(
        config=config,
        action=_one_of(settings, "ACTION", get_args(Action), "pass"),
        tag_field=_tag_field(settings, config),
        sample=_count(settings, "SAMPLE", default=1, least=1),
        close_after=_count(settings, "CLOSE_AFTER", default=0, least=0),
        outputs=_outputs(settings, spider),
    )


def is_enabled(settings: BaseSettings) -> bool:
    """Whether anything is to be checked; raises SettingsError if the setting is neither yes nor no."""
    try:
        return settings.getbool(f"{PREFIX}ENABLED", True)
    except ValueError:
        value = settings.get(f"{PREFIX}ENABLED")
        raise SettingsError(f"{PREFIX}ENABLED: {printable(repr(value))} is neither True nor False") from None


def _tag_field(settings: BaseSettings, config: Config) -> str:
    """The field for the verdict; not one that is read, or the verdict would take the place of what was scraped."""
    name = str(settings.get(f"{PREFIX}TAG_FIELD") or "scrapelint")
    if looked_at(config.source_options())(name):
        raise SettingsError(f"{PREFIX}TAG_FIELD: {printable(repr(name))} is a field of what was scraped; name one of its own")
    return name


def _config(settings: BaseSettings) -> Config:
    """The settings file that is named, or the one found from this folder upward, with the gate of the project over it."""
    named = settings.get(f"{PREFIX}CONFIG")
    config = find_config(Path()) if named is None else read_config(Path(str(named))) or Config()
    fail_on = _one_of(settings, "FAIL_ON", get_args(FailOn), None)
    return with_command_line(config, {"fail_on": fail_on, "min_score": _score(settings)})


def _one_of(settings: BaseSettings, name: str, known: tuple[str, ...], default: str | None) -> Any:
    value = settings.get(f"{PREFIX}{name}", default)
    if value is not None and value not in known:
        raise SettingsError(
            f"{PREFIX}{name}: {printable(repr(value))} is none of {', '.join(known)}{suggestion(str(value), known)}"
        )
    return value


def _count(settings: BaseSettings, name: str, *, default: int, least: int) -> int:
    value = settings.get(f"{PREFIX}{name}", default)
    # From the command line of Scrapy every value comes as a string.
    number = int(value) if isinstance(value, str) and value.isdecimal() else value
    if isinstance(number, bool) or not isinstance(number, int) or number < least:
        raise SettingsError(f"{PREFIX}{name}: {printable(repr(value))} is not a whole number of {least} or more")
    return number


def _score(settings: BaseSettings) -> float | None:
    value = settings.get(f"{PREFIX}MIN_SCORE")
    if value is None:
        return None
    try:
        number = -1.0 if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        number = -1.0
    if not 0 <= number <= 100:
        raise SettingsError(f"{PREFIX}MIN_SCORE: {printable(repr(value))} is not a number from 0 to 100")
    return number


def _outputs(settings: BaseSettings, spider: str) -> tuple[Output, ...]:
    """The reports with the files they go to; `%(name)s` in a path is the name of the spider, as in FEEDS."""
    where = f"{PREFIX}REPORTS"
    try:
        reports = settings.getdict(where)
    except (TypeError, ValueError) as error:
        raise SettingsError(f'{where}: write it as {{"html": "report.html"}}: {error}') from None
    outputs = []
    used: dict[str, str] = {}
    for name, value in reports.items():
        if name == AUTO or not isinstance(value, (str, Path)) or not str(value):
            raise SettingsError(f"{where}: {printable(repr(name))} has to be a format, with the path of a file")
        path = Path(str(value).replace("%(name)s", "".join("_" if char in "/\\:\0" else char for char in spider)))
        if not path.parent.is_dir():
            raise SettingsError(f"{where}: there is no folder {path.parent}; make it, or name another")
        if path.is_dir():
            raise SettingsError(f"{where}: {path} is a folder; name a file in it")
        outputs.append(Output(name, path, where))
        # What is there and is no file, such as /dev/null, may be written to twice.
        real = os.path.realpath(path)
        if real in used and (path.is_file() or not path.exists()):
            raise SettingsError(f"{where}: {used[real]} and {name} would both be written to {path}; give each a file of its own")
        used[real] = name
    return tuple(outputs)
