"""
`[tool.scrapelint]` in pyproject.toml, or scrapelint.toml → Settings.

Keys are written with hyphens. An unknown key, rule or value is an error that names the file and the key and
says what was meant.
"""

from __future__ import annotations

import fnmatch
import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from .discovery import find_rules, load_rules
from .engine import RuleSet, RuleUse, phrase_book
from .errors import SettingsError, suggestion
from .gate import FailOn
from .rule import Option, Rule, Severity
from .sources import SourceOptions
from .toml import read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .document import Document

FILE_NAMES = ("scrapelint.toml", "pyproject.toml")


class Choice(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True, kw_only=True):
    """Which rules run, with which severity and options; what a table of settings and an override have in common."""

    select: tuple[str, ...] = ()
    """Only these rules or categories, or `all`; empty: all of them."""
    ignore: tuple[str, ...] = ()
    """Not these rules or categories; taken from what is selected."""
    severity: dict[str, Severity] = {}
    """`error`, `warning` or `info` for a rule, a category or `all`; the closest name counts."""
    rules: dict[str, dict[str, Any]] = {}
    """The options of each rule, by its name; the page of a rule lists them."""


class Override(Choice, frozen=True, rename="kebab", forbid_unknown_fields=True, kw_only=True):
    """
    A choice for some documents: those whose path matches one of `paths`, or whose site is one of `sites` or
    below it.
    """

    paths: tuple[str, ...] = ()
    """The documents whose path, relative to the settings file, matches one of these patterns."""
    sites: tuple[str, ...] = ()
    """The documents whose site is one of these or below it."""

    def applies_to(self, path: str, site: str | None) -> bool:
        """Whether a document of that path (relative to the settings file) and site is meant."""
        return any(path_matches(path, pattern) for pattern in self.paths) or (
            site is not None and any(f".{_bare_site(site)}".endswith(f".{_bare_site(name)}") for name in self.sites)
        )


def _bare_site(name: str) -> str:
    return name.lower().removeprefix("www.")


class FixSettings(msgspec.Struct, frozen=True, rename="kebab", forbid_unknown_fields=True, kw_only=True):
    """How `scrapelint fix` goes about it; `max_share` is the share (0 to 1) of a document's words that it may take."""

    max_share: float = 0.2
    """A document is left alone if more than this share (0 to 1) of its words would go."""


class Settings(Choice, frozen=True, rename="kebab", forbid_unknown_fields=True, kw_only=True):
    """
    Everything that can be set. An empty `select` is every rule; `ignore` is taken off; both take rules and
    categories.
    """

    include: tuple[str, ...] | None = None
    """Names of files that are read in folders."""
    exclude: tuple[str, ...] | None = None
    """Files and folders that are left out."""
    extend_exclude: tuple[str, ...] = ()
    """Left out as well, without repeating the default of `exclude`."""
    fields: dict[str, tuple[str, ...]] = {}
    """Names of your feed's fields, tried before those that are known."""
    max_document_chars: int | None = None
    """A text of more characters is reported as `oversized-input` and not read."""
    fail_on: FailOn = "error"
    """A document with a finding this severe, or more, fails."""
    min_score: float = 0.0
    """A document with a lower score (0 to 100) fails; 0 is off."""
    jobs: int = 0
    """Processes; 0: as many as there are processors where the input is larger than 5 MB, else one."""
    format: str = "terminal"
    """What goes to standard output: the name of a report format, or `auto` for one that suits the place."""
    plugins: tuple[str, ...] = ()
    """Rule files, category folders, or folders of these, relative to the settings file."""
    fix: FixSettings = FixSettings()
    """How `scrapelint fix` goes about it."""
    overrides: tuple[Override, ...] = ()
    """Other choices for some paths or sites, in order, each on top of those before it."""


@dataclass(frozen=True)
class Config:
    """
    Settings and where they came from: the folder that paths in them are relative to, and the name for
    messages. `given` is what the command line has put over them; the rules it chose are apart, in
    `command_line`, since they come after the overrides.
    """

    settings: Settings = Settings()  # noqa: RUF009 - it is frozen
    root: Path = Path()
    source: str = "the command line"
    given: Mapping[str, Any] = field(default_factory=dict)
    command_line: Choice = Choice()  # noqa: RUF009 - it is frozen

    def source_options(self) -> SourceOptions:
        """The part of the settings that says how files are found and read."""
        settings, default = self.settings, SourceOptions()
        aliases = {
            name: (*settings.fields.get(name, ()), *(alias for alias in default.fields.get(name, ())))
            for name in {**default.fields, **settings.fields}
        }
        return SourceOptions(
            include=default.include if settings.include is None else settings.include,
            exclude=(*(default.exclude if settings.exclude is None else settings.exclude), *settings.extend_exclude),
            fields=aliases,
            max_document_chars=settings.max_document_chars or default.max_document_chars,
        )

    def plugin_paths(self) -> list[Path]:
        """The local plugins, relative to the settings file."""
        return [self.root / path for path in self.settings.plugins]

    def where(self, key: str) -> str:
        """The beginning of a message about a key."""
        return f"--{key}" if key in self.given else f"{self.source}: {key}"


def find_config(start: Path) -> Config:
    """The settings that hold for a path: those of the nearest folder upward that has a file with any."""
    folder = start if start.is_dir() else start.parent
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - links stay as the user wrote them
    for parent in (folder, *folder.parents):
        for name in FILE_NAMES:
            path = parent / name
            if os.path.isfile(path):  # noqa: PTH113 - no error for what it may not look into
                config = read_config(path, required=False)
                if config is not None:
                    return config
    return Config()


def read_config(path: Path, *, required: bool = True) -> Config | None:
    """The settings of a file; None if it is a pyproject.toml without any, where they are not required."""
    table: Any = read_toml(path)
    prefix = ""
    if path.name == "pyproject.toml":
        tool = table.get("tool")
        table = tool.get("scrapelint") if isinstance(tool, dict) else None
        prefix = "tool.scrapelint."
        if table is None:
            if required:
                raise SettingsError(f"{path}: there is no [tool.scrapelint] in it")
            return None
    shown = _shown_path(path)
    if not prefix and isinstance(table.get("tool"), dict) and "scrapelint" in table["tool"]:
        raise SettingsError(f"{shown}: unknown key tool.scrapelint; leave this prefix out here, it is for pyproject.toml only")
    return Config(settings_from(table, shown, prefix), path.parent, shown)


def _shown_path(path: Path) -> str:
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def settings_from(table: Any, source: str, prefix: str = "") -> Settings:
    """Settings from a table; raises SettingsError naming the source and the key."""
    if not isinstance(table, dict):
        raise SettingsError(f"{source}: {prefix.rstrip('.')} must be a table")
    _refuse_unknown(table, Settings, source, prefix)
    for number, override in enumerate(_list_of_tables(table.get("overrides")), 1):
        _refuse_unknown(override, Override, source, f"{prefix}overrides[{number}].")
        if not override.get("paths") and not override.get("sites"):
            raise SettingsError(f"{source}: {prefix}overrides[{number}] needs paths or sites")
    if isinstance(table.get("fix"), dict):
        _refuse_unknown(table["fix"], FixSettings, source, f"{prefix}fix.")
    for name in table["fields"] if isinstance(table.get("fields"), dict) else ():
        known = SourceOptions().fields
        if name not in known:
            raise SettingsError(f"{source}: {prefix}fields has an unknown field {name!r}{suggestion(name, known)}")
    try:
        settings = msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        message, _, place = str(error).partition(" - at `$")
        place = _with_keys(place.strip(".`"), table)
        raise SettingsError(f"{source}: {prefix}{place or 'settings'}: {_plain(message)}{_meant(message, place)}") from None
    if not 0 <= settings.min_score <= 100:
        raise SettingsError(f"{source}: {prefix}min-score: {settings.min_score:g} is not between 0 and 100")
    if not 0 <= settings.fix.max_share <= 1:
        raise SettingsError(f"{source}: {prefix}fix.max-share: {settings.fix.max_share:g} is not between 0 and 1")
    if settings.max_document_chars is not None and settings.max_document_chars < 1:
        raise SettingsError(f"{source}: {prefix}max-document-chars: {settings.max_document_chars} is less than 1")
    if settings.jobs < 0:
        raise SettingsError(f"{source}: {prefix}jobs: {settings.jobs} is less than 0 (0 = as many as there are processors)")
    return settings


def _list_of_tables(value: Any) -> list[dict[str, Any]]:
    return [table for table in value if isinstance(table, dict)] if isinstance(value, list) else []


def _refuse_unknown(table: Mapping[str, Any], struct: type[msgspec.Struct], source: str, prefix: str) -> None:
    known = [info.encode_name for info in msgspec.structs.fields(struct)]
    for key in table:
        if key not in known:
            raise SettingsError(f"{source}: unknown key {prefix}{key}{suggestion(key, known)}")


def _with_keys(place: str, table: Mapping[str, Any]) -> str:
    """A place as msgspec says it, with the key where it has `[...]`, and overrides counted from 1."""
    found = re.fullmatch(r"(?:overrides\[(\d+)\]\.?)?([\w-]*)(.*)", place, re.DOTALL)
    if found is None:
        return place
    override, head, rest = found.groups()
    if override is not None:
        table = table["overrides"][int(override)]
    if rest.startswith("[...]"):
        key = next((key for key, value in table[head].items() if not _fits(value, _TABLES[head])), "")
        rest = f".{key}{rest.removeprefix('[...]')}"
    before = "" if override is None else f"overrides[{int(override) + 1}]"
    return ".".join(part for part in (before, f"{head}{rest}") if part)


# The tables whose keys are free, with what their values are.
_TABLES: dict[str, Any] = {"severity": Severity, "fields": tuple[str, ...], "rules": dict[str, Any]}


def _fits(value: Any, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _plain(message: str) -> str:
    """A message of msgspec's in words of TOML."""
    for theirs, ours in (
        ("`array`", "a list"),
        ("`str`", "a string"),
        ("`object`", "a table"),
        ("`int`", "a whole number"),
        ("`float`", "a number"),
        ("`bool`", "true or false"),
        ("Invalid enum value", "unknown value"),
    ):
        message = message.replace(theirs, ours)
    return message[:1].lower() + message[1:]


def _meant(message: str, place: str) -> str:
    """A suggestion for a value that is none of a few."""
    value = re.search("Invalid enum value '(.*)'", message)
    known = [severity.value for severity in Severity] if "severity" in place else get_args(FailOn)
    return suggestion(value[1], known) or f"; it must be {', '.join(known)}" if value else ""


def path_matches(path: str, pattern: str) -> bool:
    """
    Whether a path, with `/`, matches a pattern: `*` and `?` as in a shell, a folder stands for all below it, a
    pattern without a slash is held against every part of the path.

    >>> path_matches("feeds/a/x.jsonl", "feeds"), path_matches("feeds/a/x.jsonl", "*.jsonl"), path_matches("b.txt", "a*")
    (True, True, False)
    """
    pattern = pattern.removeprefix("./").rstrip("/")
    parts = path.removeprefix("./").split("/")
    if "/" not in pattern:
        return any(fnmatch.fnmatchcase(part, pattern) for part in parts)
    heads = ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
    return any(fnmatch.fnmatchcase(head, pattern) for head in heads)


class Rules:
    """
    The rules of a run: all that were found, and for each document those that are chosen for it.

    Raises SettingsError where the settings name a rule, category or option that is not there.
    """

    def __init__(self, config: Config, found: Iterable[Rule] | None = None, engine: str = "auto") -> None:
        self.config = config
        if found is None:
            found = load_rules(find_rules(config.plugin_paths()).values())
        self.rules = {rule.name: rule for rule in found}
        self.book = phrase_book(self.rules.values())
        self._engine = engine
        self._sets: dict[tuple[int, ...], RuleSet] = {}
        self._check_names(config.command_line, "--")
        self._check_names(config.settings, f"{config.source}: ")
        for number, override in enumerate(config.settings.overrides, 1):
            self._check_names(override, f"{config.source}: overrides[{number}].")
        self.for_overrides(())

    def for_document(self, doc: Document) -> RuleSet:
        """The rules for a document, by the overrides that apply to its path and site."""
        overrides = self.config.settings.overrides
        if not overrides:
            return self.for_overrides(())
        path = self._relative(doc.path)
        return self.for_overrides(tuple(i for i, o in enumerate(overrides) if o.applies_to(path, doc.site)))

    def for_overrides(self, applied: tuple[int, ...]) -> RuleSet:
        """The rules where these overrides apply, one after the other, and then the command line."""
        if applied not in self._sets:
            settings = self.config.settings
            overrides = [settings.overrides[i] for i in applied]
            self._sets[applied] = self._rule_set([settings, *overrides, self.config.command_line])
        return self._sets[applied]

    def _rule_set(self, choices: Sequence[Choice]) -> RuleSet:
        chosen = set(self.rules)
        severity: dict[str, Severity] = {}
        options: dict[str, dict[str, Any]] = {}
        for choice in choices:
            if choice.select:
                chosen = self._named(choice.select)
            chosen -= self._named(choice.ignore)
            for name in sorted(choice.severity, key=self._closeness):
                severity.update(dict.fromkeys(self._named((name,)), choice.severity[name]))
            for name, values in choice.rules.items():
                options.setdefault(name, {}).update(self._options(self.rules[name], values))
        uses = (
            RuleUse(
                self.rules[name],
                severity.get(name, self.rules[name].severity),
                {**self.rules[name].defaults(), **_shared(self.rules[name], options), **options.get(name, {})},
            )
            for name in sorted(chosen)
        )
        return RuleSet(tuple(uses), self.book, self._engine)

    def _named(self, names: Iterable[str]) -> set[str]:
        """The rules that names of rules and categories, or `all`, stand for."""
        wanted = set(names)
        return {rule.name for rule in self.rules.values() if wanted & {rule.name, rule.category, "all"}}

    def _closeness(self, name: str) -> int:
        """How closely a name says which rules are meant: `all`, a category, a rule."""
        return 0 if name == "all" else 2 if name in self.rules else 1

    def _check_names(self, choice: Choice, source: str) -> None:
        known = {*self.rules, *(rule.category for rule in self.rules.values()), "all"}
        for key, names in (("select", choice.select), ("ignore", choice.ignore), ("severity", tuple(choice.severity))):
            for name in names:
                if name not in known:
                    raise SettingsError(f"{source}{key}: no rule or category {name!r}{suggestion(name, known)}")
        for name, values in choice.rules.items():
            where = f"{source}rules.{name}"
            if name not in self.rules:
                raise SettingsError(f"{where}: there is no rule of this name{suggestion(name, self.rules)}")
            self._options(self.rules[name], values, where)

    def _options(self, rule: Rule, values: Mapping[str, Any], where: str = "") -> dict[str, Any]:
        by_key = {option.key: option for option in rule.options}
        converted = {}
        for key, value in values.items():
            if key not in by_key:
                hint = suggestion(key, by_key) if by_key else "; the rule has none"
                raise SettingsError(f"{where}: unknown option {key!r}{hint}")
            option = by_key[key]
            new = _option_value(option, value, f"{where}.{key}")
            # A path stands in the settings file and counts from its folder.
            is_path = isinstance(new, str) and new and _PATH.search(option.name)
            converted[option.name] = str(self.config.root / new) if is_path else new
        if rule.validate is not None:
            try:
                rule.validate(**{**rule.defaults(), **converted})
            except ValueError as error:
                raise SettingsError(f"{where}: {error}") from None
        return converted

    def _relative(self, path: str) -> str:
        """A document's path as overrides see it: relative to the settings file where it is below that."""
        full = os.path.abspath(path)  # noqa: PTH100 - links stay as the user wrote them
        relative = os.path.relpath(full, os.path.abspath(self.config.root))  # noqa: PTH100
        return path if relative.startswith("..") else relative.replace(os.sep, "/")


def _shared(rule: Rule, options: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The options that a rule has from another one."""
    return {name: options[other][name] for name, other in rule.same_as.items() if name in options.get(other, {})}


def _option_value(option: Option, value: Any, where: str) -> Any:
    try:
        converted = msgspec.convert(value, option.annotation)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{where}: {_plain(str(error).partition(' - at')[0])}") from None
    if why_not := option.why_not(converted):
        raise SettingsError(f"{where}: {why_not}")
    return converted


# What the names of options say that are paths.
_PATH = re.compile(r"(?:^|_)(?:path|file|model)$")


def with_command_line(config: Config, changes: Mapping[str, Any]) -> Config:
    """Settings with what the command line gave; None means that it gave nothing."""
    given = {key: value for key, value in changes.items() if value is not None}
    choice = Choice(select=given.pop("select", ()), ignore=given.pop("ignore", ()))
    settings = msgspec.structs.replace(config.settings, **given)
    named = {key.replace("_", "-"): value for key, value in given.items()}
    return replace(config, settings=settings, given=named, command_line=choice)
