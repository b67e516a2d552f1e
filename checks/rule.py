"""
Rules: what a file in a category folder becomes.

A rule is a Python module or a TOML phrase pack. The file is its identity: the name of the file, with hyphens,
is the rule's name, the name of the folder its category. Nothing is registered: rules are found by looking
(see `discovery`).
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import re
import sys
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, TypeAlias

from .document import NO_FIELDS, Document, Span
from .errors import RuleError
from .phrases import Phrase, make_phrases
from .toml import read_toml


class Severity(str, Enum):
    """How certain and how bad: an error is both, an info is for those who want it."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return ("info", "warning", "error").index(self.value)


# What a rule yields: a place and what is wrong with it, and perhaps what should stand there instead; False behind that
# says that this one replacement is not safe, although the rule's are.
Hit: TypeAlias = "tuple[Span, str] | tuple[Span, str, str] | tuple[Span, str, str, bool]"
Hits: TypeAlias = Iterable[Hit]

Fix: TypeAlias = Literal["safe", "unsafe"]

OPEN, CLOSE = "⟦", "⟧"


@dataclass(frozen=True)
class Example:
    """
    A text that a rule must flag, or must leave alone.

    What must be flagged stands between ⟦ and ⟧; ⟦⟧ at the start is a finding about the whole document. `name`
    is the name of the file in which the text stands: its ending says how it is read (`feed.jsonl`). Fields
    are given for rules that look at them. `whole` says that the finding is an empty place at the start of the
    first document that has a problem: for files that leave no text in which a mark could stand.
    """

    text: str | bytes
    name: str = "example.txt"
    fields: Mapping[str, str] = field(default_factory=lambda: NO_FIELDS)
    whole: bool = False

    @property
    def shown(self) -> str:
        """The example with its marks, as text."""
        return self.text.decode("utf-8", "backslashreplace") if isinstance(self.text, bytes) else self.text


def read_marks(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """
    A text without its ⟦ ⟧ and the places that were marked, in code points of the text without marks.

    >>> read_marks("⟦Read more⟧ now")
    ('Read more now', [(0, 9)])
    """
    text, places, starts = "", [], []
    for part in re.split(f"([{OPEN}{CLOSE}])", marked):
        if part == OPEN:
            starts.append(len(text))
        elif part == CLOSE:
            places.append((starts.pop(), len(text)))
        else:
            text += part
    return text, sorted(places)


def remove_marks(text: str | bytes) -> str | bytes:
    """A text or the bytes of one without ⟦ and ⟧."""
    if isinstance(text, bytes):
        return text.replace(OPEN.encode(), b"").replace(CLOSE.encode(), b"")
    return text.replace(OPEN, "").replace(CLOSE, "")


@dataclass(frozen=True)
class Option:
    """A setting of one rule: its default, its type, and what the rule's docstring says of it."""

    name: str
    default: Any
    annotation: Any
    summary: str

    @property
    def key(self) -> str:
        """The name in a settings file, with hyphens."""
        return self.name.replace("_", "-")

    def why_not(self, value: Any) -> str:
        """
        What is wrong with a value of the option's type, or nothing: shares and probabilities lie between 0 and 1, other
        numbers are not below 0.

        >>> Option("max_share", 0.2, float, "").why_not(5), Option("min_words", 3, int, "").why_not(5)
        ('5 is not between 0 and 1', '')
        """
        if isinstance(value, bool) or not isinstance(value, int | float):
            return ""
        if not _SHARE.search(self.name):
            return "" if value >= 0 else f"{value} is below 0"
        return "" if 0 <= value <= 1 else f"{value} is not between 0 and 1"


# What the names of options say that lie between 0 and 1.
_SHARE = re.compile(r"(?:^|_)(?:share|probability)(?:_|$)")


@dataclass(frozen=True)
class Rule:
    """
    One rule, whatever it was made from.

    `check` takes the document and the options. A rule with `check_line` instead takes the document and one
    line, and sees only the lines in which its trigger occurs. `points` is what each finding of a rule about
    completeness takes from the score; `weight` how dirty (0 to 1) what it covers is, where its severity does not
    say. A rule that `gives_way` runs after the others and finds in `Document.explained` the lines that they have
    flagged. `validate` takes the options and raises ValueError where they make no sense; `same_as` maps an option to the
    rule whose option of the same name holds where this one is not set. `fix` says whether the rule
    offers replacements, and whether they are safe: cannot change what the text says.
    """

    name: str
    category: str
    severity: Severity
    summary: str
    explanation: str
    path: str
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
    options: tuple[Option, ...] = ()
    check: Callable[..., Hits] | None = field(default=None, repr=False)
    check_line: Callable[..., Hits] | None = field(default=None, repr=False)
    trigger: str | None = None
    hint: str | None = None
    fix: Fix | None = None
    points: float | None = None
    weight: float | None = None
    phrases: tuple[Phrase, ...] = field(default=(), repr=False)
    gives_way: bool = False
    validate: Callable[..., None] | None = field(default=None, repr=False)
    same_as: Mapping[str, str] = field(default_factory=lambda: NO_FIELDS)
    is_pack: bool = False
    message: str = ""

    def defaults(self) -> dict[str, Any]:
        """The options by name with their defaults."""
        return {option.name: option.default for option in self.options}

    def languages_with_more(self) -> list[str]:
        """The languages in which a built-in pack has a long list (see `long_list`)."""
        table = re.compile(rf"(?m)^\[{re.escape(self.name)}\]$")
        return [path.stem for path in sorted(LONG_LISTS.glob("*.toml")) if table.search(path.read_text(encoding="utf-8"))]


@dataclass(frozen=True)
class RuleFile:
    """A rule that was found and not yet read: its name and category come from its path alone."""

    path: Path
    package: str | None = None
    origin: str = "built-in"

    @property
    def name(self) -> str:
        """The rule's name."""
        return self.path.stem.replace("_", "-")

    @property
    def category(self) -> str:
        """The rule's category."""
        return self.path.parent.name.replace("_", "-")

    def load(self) -> Rule:
        """Read the file and make the rule; raises RuleError naming the file and what is wrong with it."""
        if self.path.suffix == ".toml":
            return rule_from_pack(self)
        return rule_from_module(self, _import(self))


RULE_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def _import(file: RuleFile) -> ModuleType:
    """The module of a rule file: by its package where it belongs to one, by its path otherwise."""
    try:
        if file.package is not None:
            return importlib.import_module(f"{file.package}.{file.path.stem}")
        return _import_path(file.path)
    except (Exception, SystemExit) as error:
        raise RuleError(f"{file.path}: rule {file.name} does not load: {type(error).__name__}: {error}") from error


def _import_path(path: Path) -> ModuleType:
    name = "_scrapelint_local_" + re.sub(r"\W", "_", str(path.resolve()))
    loader = SourceFileLoader(name, str(path))
    module = importlib.util.module_from_spec(ModuleSpec(name, loader, origin=str(path)))
    module.__file__ = str(path)
    sys.modules[name] = module
    loader.exec_module(module)
    return module


def rule_from_module(file: RuleFile, module: ModuleType) -> Rule:
    """A Python rule: docstring, examples, `check` or `check_line`, and the optional constants."""

    def wrong(what: str) -> RuleError:
        return RuleError(f"{file.path}: rule {file.name} {what}")

    summary, explanation = _docstring(module.__doc__ or "")
    if not summary:
        raise wrong("has no docstring; its first line is the summary")
    check, check_line = getattr(module, "check", None), getattr(module, "check_line", None)
    if (check is None) == (check_line is None):
        raise wrong("must define either check(doc) or check_line(doc, line)")
    trigger = getattr(module, "TRIGGER", None)
    if trigger is not None:
        try:
            re.compile(trigger)
        except (re.error, TypeError) as error:
            raise wrong(f"has a TRIGGER that is no pattern: {error}") from error
    try:
        severity = Severity(getattr(module, "SEVERITY", "warning"))
    except ValueError:
        raise wrong(f"has SEVERITY {module.SEVERITY!r}; it must be error, warning or info") from None
    phrases = file.path.with_suffix(".toml")
    return Rule(
        name=file.name,
        category=file.category,
        severity=severity,
        summary=summary,
        explanation=explanation,
        path=str(file.path),
        bad=_examples(getattr(module, "BAD", ())),
        good=_examples(getattr(module, "GOOD", ())),
        options=tuple(_options(check or check_line, explanation, wrong)),
        check=check,
        check_line=check_line,
        trigger=trigger,
        hint=getattr(module, "HINT", None),
        fix=_FIXES.get(getattr(module, "SAFE_FIX", None)),
        points=getattr(module, "POINTS", None),
        weight=getattr(module, "WEIGHT", None),
        gives_way=bool(getattr(module, "GIVES_WAY", False)),
        validate=getattr(module, "validate", None),
        same_as=getattr(module, "SAME_AS", NO_FIELDS),
        phrases=read_phrases(read_toml(phrases), file.name, phrases) if phrases.is_file() else (),
    )


# What the constant SAFE_FIX says; a rule without it offers no replacements.
_FIXES: Mapping[bool | None, Fix | None] = {True: "safe", False: "unsafe", None: None}


def _docstring(doc: str) -> tuple[str, str]:
    """The first sentence of a docstring, and the rest of it."""
    doc = inspect.cleandoc(doc)
    summary, _, rest = doc.partition("\n\n")
    return " ".join(summary.split()), rest.strip()


def _examples(values: Iterable[str | bytes | Example]) -> tuple[Example, ...]:
    return tuple(value if isinstance(value, Example) else Example(value) for value in values)


def _options(check: Callable[..., Hits] | None, explanation: str, wrong: Callable[[str], RuleError]) -> Iterator[Option]:
    """The options of a rule: the keyword-only parameters of its check function."""
    code = getattr(check, "__code__", None)
    if code is not None and not code.co_kwonlyargcount:
        return  # most rules have none, and asking for types takes long
    assert check is not None  # noqa: S101 - the caller made sure
    try:
        hints = typing.get_type_hints(check)
    except NameError:
        hints = {}
    described = dict(re.findall(r"(?m)^ {4}(\w+): (.+(?:\n {6,}.+)*)", explanation))
    for parameter in inspect.signature(check).parameters.values():
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
            continue
        if parameter.default is inspect.Parameter.empty:
            raise wrong(f"has an option {parameter.name} without a default")
        annotation = hints.get(parameter.name, type(parameter.default))
        summary = " ".join(described.get(parameter.name, "").split())
        yield Option(parameter.name, parameter.default, annotation, summary)


_PACK_KEYS = ("summary", "explanation", "severity", "message", "hint", "fix", "bad", "good", "phrases")
_KINDS = ("line", "prefix", "contains")


def rule_from_pack(file: RuleFile) -> Rule:
    """A phrase pack: the parts of a rule with a list where the function was."""
    table = read_toml(file.path)
    where = f"{file.path}: pack {file.name}"
    _known_keys(table, _PACK_KEYS, where)
    for key in ("summary", "message", "phrases"):
        if key not in table:
            raise RuleError(f"{where} has no {key}")
    for key in ("summary", "explanation", "message", "hint"):
        if not isinstance(table.get(key, ""), str):
            raise RuleError(f"{where}: {key} must be a string")
    for key in ("bad", "good"):
        if not isinstance(table.get(key, []), list) or not all(isinstance(text, str) for text in table.get(key, [])):
            raise RuleError(f"{where}: {key} must be a list of strings")
    if table.get("fix") not in (None, "safe", "unsafe"):
        raise RuleError(f"{where}: fix {table['fix']!r}; it must be safe or unsafe, or not be there")
    try:
        severity = Severity(table.get("severity", "warning"))
    except ValueError:
        raise RuleError(f"{where}: severity {table['severity']!r}; it must be error, warning or info") from None
    return Rule(
        name=file.name,
        category=file.category,
        severity=severity,
        summary=" ".join(table["summary"].split()),
        explanation=inspect.cleandoc(table.get("explanation", "")),
        path=str(file.path),
        bad=_examples(table.get("bad", ())),
        good=_examples(table.get("good", ())),
        check=_check_pack(file.name, table["message"], table.get("fix")),
        hint=table.get("hint"),
        fix=table.get("fix"),
        phrases=read_phrases({"phrases": table["phrases"]}, file.name, file.path),
        is_pack=True,
        message=table["message"],
    )


def _check_pack(name: str, message: str, fix: Fix | None) -> Callable[..., Hits]:
    """What a pack finds; where its fix is safe, that is so for phrases which are the whole line."""

    def check(doc: Document) -> Hits:
        for hit in doc.phrase_hits.get(name, ()):
            if fix is None:
                yield hit.span, message
            else:
                yield hit.span, message, "", hit.kind == "line" and hit.span == hit.line.strip()

    return check


def read_phrases(table: Mapping[str, Any], pack: str, path: Path) -> tuple[Phrase, ...]:
    """
    The phrases of a pack or of the list beside a Python rule, `[phrases.LANGUAGE]` with `line`, `prefix` and
    `contains`.
    """
    where = f"{path}: pack {pack}"
    _known_keys(table, ("phrases",), where)
    languages = table.get("phrases", {})
    if not isinstance(languages, dict):
        raise RuleError(f"{where}: phrases must be tables by language, such as [phrases.en]")
    phrases = []
    for language, kinds in languages.items():
        if not isinstance(kinds, dict):
            raise RuleError(f"{where}: phrases must be tables by language, such as [phrases.en]; found {language!r}")
        _known_keys(kinds, _KINDS, f"{where}, phrases.{language}")
        for kind, texts in kinds.items():
            if not isinstance(texts, list) or not all(
                isinstance(text, str) and text.strip() and "\n" not in text for text in texts
            ):
                raise RuleError(f"{where}: phrases.{language}.{kind} must be a list of strings of one line that are not empty")
            phrases += make_phrases(texts, kind, language, pack)
    for phrase in phrases:
        if not phrase.key:
            raise RuleError(f"{where}: nothing is left of {phrase.text!r} once marks and blanks are taken off")
    return tuple(phrases)


# Read and kept for each language of a feed: some megabytes for each.
LONG_LISTS = Path(__file__).parent.parent / "rules" / "_long_lists"

# Sites in one of these languages print phrases of the other.
_TOGETHER = {"ru": ("ru", "uk"), "uk": ("uk", "ru")}


def long_list(language: str, packs: frozenset[str]) -> tuple[Phrase, ...]:
    """
    More phrases of these packs and lists, which count in texts of a language only: too many to read them for every
    run, and too many short ones to look for them in other languages. A file for each language has a table for each pack.
    """
    return tuple(
        phrase
        for code in _TOGETHER.get(language, (language,))
        for pack, phrases in _long_lists(code).items()
        if pack in packs
        for phrase in phrases
    )


@cache
def _long_lists(language: str) -> dict[str, tuple[Phrase, ...]]:
    path = LONG_LISTS / f"{language}.toml"
    if not path.is_file():
        return {}
    return {pack: read_phrases({"phrases": {language: kinds}}, pack, path) for pack, kinds in read_toml(path).items()}


def _known_keys(table: Mapping[str, Any], known: Iterable[str], where: str) -> None:
    from .errors import suggestion

    for key in table:
        if key not in known:
            raise RuleError(f"{where}: unknown key {key!r}{suggestion(key, known)}")
