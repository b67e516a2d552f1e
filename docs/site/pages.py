"""
The pages of the site that are made from the code: rules, formats, settings, commands.

Each function gives a `Page`: Markdown, in which a piece of HTML that must not be read as Markdown (an example, a text of a rule) stands
as an empty `div` with its number. Whatever comes from a rule is escaped here, and nowhere else.
"""

from __future__ import annotations

import argparse
import ast
import html
import importlib
import inspect
import os
import re
import subprocess
import sys
import tempfile
import textwrap
import types
import typing
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import tomli
from scrapelint.checks.api import check_text
from scrapelint.checks.cli import EPILOG, build_parser
from scrapelint.checks.config import Config, FixSettings, Override, Settings, settings_from
from scrapelint.checks.discovery import find_reports, find_rules, load_rules
from scrapelint.checks.sources import SourceOptions
from scrapelint.reports._pages import _toml as toml
from scrapelint.reports._pages import _type_name as type_name
from scrapelint.reports._pages import _without_options as without_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scrapelint.checks import Example, FileReport, Rule

ROOT = Path(__file__).parents[2]

MAX_LINES, MAX_CHARS = 60, 4_000

SEVERITIES = {
    "error": "certain, and bad: fails the gate unless `fail-on` says otherwise",
    "warning": "most likely a defect: lowers the score",
    "info": "for those who want it: lowers the score a little",
}
FIXES = {
    "safe": "`scrapelint fix` repairs what this rule finds; the fix cannot change what the text says.",
    "unsafe": "`scrapelint fix --unsafe` repairs what this rule finds; look at the result, for the fix may change what the text says.",
}


@dataclass
class Page:
    """A page of the site: where it stands, its Markdown, and the pieces of HTML that go into it."""

    path: str
    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    def add(self, *markdown: str) -> None:
        """Blocks of Markdown, with a blank line behind each."""
        for block in markdown:
            self.lines += [block, ""]

    def put(self, piece: str) -> None:
        """A piece of HTML, as it is."""
        self.add(placeholder(self.path, len(self.pieces)))
        self.pieces.append(piece)

    @property
    def markdown(self) -> str:
        """The page as it goes to MkDocs."""
        return "\n".join(self.lines)

    def complete(self, content: str) -> str:
        """The HTML that became of the Markdown, with the pieces in their places; raises ValueError where one is lost."""
        for number, piece in enumerate(self.pieces):
            mark = placeholder(self.path, number)
            if content.count(mark) != 1:
                raise ValueError(f"{self.path}: piece {number} stands there {content.count(mark)} times")
            content = content.replace(mark, piece)
        return content


def placeholder(path: str, number: int) -> str:
    """What stands in the Markdown for a piece of HTML."""
    return f'<div data-piece="{path}:{number}"></div>'


def all_rules() -> list[Rule]:
    """The built-in rules."""
    return load_rules(file for file in find_rules().values() if file.origin == "built-in")


# ---- texts that are shown


def shown(text: str, *, blanks: bool = False) -> str:
    r"""
    A text as HTML in which every character can be seen, with `blanks` ordinary blanks too.

    >>> shown("a<b\u200b\n")
    'a&lt;b<span class="sl-char" title="ZERO WIDTH SPACE">U+200B</span>\n'
    """
    parts = []
    for char in text:
        kind = unicodedata.category(char)
        if char == "\n" or (char == " " and not blanks) or (kind[0] not in "CZ"):
            parts.append(html.escape(char))
        elif char in " \t":
            parts.append(
                f'<span class="sl-blank" title="{"TAB" if char == chr(9) else "SPACE"}">{"·" if char == " " else "⇥"}</span>'
            )
        else:
            name = unicodedata.name(
                char,
                "no character" if kind == "Cn" else {"Cc": "CONTROL CHARACTER", "Cs": "LONE SURROGATE"}.get(kind, "PRIVATE USE"),
            )
            parts.append(f'<span class="sl-char" title="{html.escape(name)}">U+{ord(char):04X}</span>')
    return "".join(parts)


def marked(text: str, severity: str) -> str:
    """
    A text with ⟦ and ⟧ as HTML: what stands between them is marked.

    >>> marked("⟦Read <more>⟧ now", "error")
    '<mark class="sl-error">Read &lt;more&gt;</mark> now'
    """
    parts, depth = [], 0
    pieces = re.split("([⟦⟧])", text)
    for place, piece in enumerate(pieces):
        if piece == "⟦":
            depth += 1
            parts.append(f'<mark class="sl-{severity}">')
        elif piece == "⟧":
            if depth:
                depth -= 1
                parts.append("</mark>")
        else:
            only_blanks = bool(depth and piece and not piece.strip() and pieces[place + 1 : place + 2] == ["⟧"])
            parts.append(shown(piece, blanks=only_blanks))
    return "".join(parts) + "</mark>" * depth


def example(given: Example, severity: str) -> str:
    """An example of a rule: its file and fields where they matter, its text, and what is marked in it."""
    text = given.shown
    notes = [f"<code>{html.escape(given.name)}</code>"] if given.name != "example.txt" else []
    if text.startswith("⟦⟧") or given.whole:
        text = text.removeprefix("⟦⟧")
        notes.append(f'<mark class="sl-{severity}">the document as a whole</mark>')
    cut = ""
    lines = text[:MAX_CHARS].split("\n")
    if len(text) > MAX_CHARS or len(lines) > MAX_LINES:
        cut = '<p class="sl-cut">… and so on</p>'
        text = "\n".join(lines[:MAX_LINES])
    rows = "".join(
        f"<dt>{html.escape(name)}</dt><dd>{marked(value, severity) or '<em>empty</em>'}</dd>"
        for name, value in given.fields.items()
    )
    head = f"<figcaption>{' · '.join(notes)}</figcaption>" if notes else ""
    fields = f"<dl>{rows}</dl>" if rows else ""
    body = marked(text.removesuffix("\n"), severity) if text.strip("\n") else "<em>empty</em>"
    # The newline behind <pre> is dropped by whoever reads HTML; one that belongs to the text would go instead.
    return f'<figure class="sl-example">{head}{fields}<pre>\n{body}</pre>{cut}</figure>'


_CODE = re.compile(r"(``?)(.+?)\1")


def prose(text: str, names: Iterable[str] = (), here: str = "") -> str:
    """
    Paragraphs of a docstring as HTML: backticks are code, and names of rules lead to their pages.

    >>> prose("Not `<b>`, see `share-bar`.", ["share-bar"], "../")
    '<p>Not <code>&lt;b&gt;</code>, see <a href="../share-bar/"><code>share-bar</code></a>.</p>'
    """
    known = set(names)

    def code(found: re.Match[str]) -> str:
        inner = html.escape(html.unescape(found[2]))
        return f'<a href="{here}{inner}/"><code>{inner}</code></a>' if found[2] in known else f"<code>{inner}</code>"

    blocks = []
    for block in re.split(r"\n[ \t]*\n", text.strip("\n")):
        if all(line.startswith("    ") for line in block.split("\n")):
            blocks.append(f"<pre><code>{shown(textwrap.dedent(block))}</code></pre>")
        else:
            joined = shown(" ".join(line.strip() for line in block.split("\n")))
            blocks.append("<p>" + _CODE.sub(code, joined) + "</p>")
    return "".join(blocks)


def plain(text: str) -> str:
    """A text that is safe in Markdown and says the same there; backticks stay code."""
    parts = re.split(r"(`[^`]+`)", " ".join(text.split()))
    return "".join(part if number % 2 else re.sub(r"([\\*_\[\]<>|#])", r"\\\1", part) for number, part in enumerate(parts))


def badges(rule: Rule, up: str) -> str:
    """Category, severity and fix of a rule, in one line."""
    severity = rule.severity.value
    parts = [
        f'<a class="sl-badge" href="{up}#{rule.category}">{rule.category}</a>',
        f'<span class="sl-badge sl-{severity}">{severity}</span>',
    ]
    if rule.fix:
        parts.append(f'<span class="sl-badge sl-fix">{rule.fix} fix</span>')
    if rule.phrases:
        parts.append(f'<span class="sl-badge">{_count(len(rule.phrases), "phrase")}</span>')
    return f'<p class="sl-badges">{" ".join(parts)}</p>'


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


# ---- rules

_LABELS = {"Left alone": "What is left alone", "Missed": "What it misses", "What it misses": "What it misses"}


def rule_page(rule: Rule, names: Sequence[str]) -> Page:
    """The page of one rule."""
    page = Page(f"rules/{rule.name}.md")
    about = html.escape(rule.summary.replace("`", ""))  # the theme puts it into the page's head as it is
    page.add(f"---\ntitle: {rule.name}\ndescription: {msgspec.json.encode(about).decode()}\n---", f"# {rule.name}")
    page.put(badges(rule, "../") + f'<div class="sl-summary">{prose(rule.summary)}</div>')
    others = [name for name in names if name != rule.name]
    explanation = without_options(rule.explanation) if rule.options else rule.explanation
    heading = ""
    for block in re.split(r"\n[ \t]*\n|\n(?=(?:Left alone|Missed|What it misses):)", explanation) if explanation else ():
        label, colon, rest = block.partition(":")
        if colon and label in _LABELS:
            if _LABELS[label] != heading:
                heading = _LABELS[label]
                page.add(f"## {heading}")
            rest = rest.strip()
            page.put(prose(rest[:1].upper() + rest[1:], others, "../"))
        else:
            page.put(prose(block, others, "../"))
    if rule.hint:
        page.add("## What to do about it")
        hint = rule.hint[:1].upper() + rule.hint[1:]
        page.put(f'<p class="sl-hint">In the scraper: {shown(hint)}{"" if hint.endswith(".") else "."}</p>')
    if rule.fix:
        page.add(*([] if rule.hint else ["## What to do about it"]), FIXES[rule.fix])
    severity = rule.severity.value
    if rule.bad or rule.good:
        page.add("## Examples")
    for title, examples in (("Flagged", rule.bad), ("Left alone", rule.good)):
        if examples:
            page.add(f"### {title}")
            page.put("".join(example(one, severity) for one in examples))
    _phrases(page, rule)
    _options(page, rule)
    off = f'ignore = ["{rule.name}"]  # switch it off'
    other = f'severity = {{ {rule.name} = "{_other(severity)}" }}  # or take it differently'
    page.add("## Settings", f"```toml\n[tool.scrapelint]\n{off}\n{other}\n```")
    return page


def _other(severity: str) -> str:
    return "error" if severity == "warning" else "warning"


def _phrases(page: Page, rule: Rule) -> None:
    if not rule.phrases:
        return
    languages: dict[str, dict[str, int]] = {}
    for phrase in rule.phrases:
        kinds = languages.setdefault(phrase.language, {})
        kinds[phrase.kind] = kinds.get(phrase.kind, 0) + 1
    kinds_page = "../writing-rules.md#a-phrase-list"
    page.add(
        "## Phrases",
        f"{_count(len(rule.phrases), 'phrase')} in {_count(len(languages), 'language')}: how many of each [kind]({kinds_page}).",
    )
    columns = [kind for kind in ("line", "prefix", "contains") if any(kind in counts for counts in languages.values())]
    rows = [f"| language | {' | '.join(columns)} |", f"|---|{'--:|' * len(columns)}"]
    rows += [
        f"| `{language}` | {' | '.join(f'{languages[language].get(kind, 0):,}' for kind in columns)} |"
        for language in sorted(languages)
    ]
    page.add("\n".join(rows))
    more = rule.languages_with_more()
    if more:
        page.add(f"And more in texts that are in one of these languages: {', '.join(f'`{language}`' for language in more)}.")


def _options(page: Page, rule: Rule) -> None:
    if not rule.options:
        return
    page.add("## Options")
    rows = []
    for option in rule.options:
        facts = f"{html.escape(type_name(option.annotation))} · default <code>{shown(toml(option.default))}</code>"
        meaning = f'{prose(option.summary)[3:-4]}<br><span class="sl-facts">{facts}</span>'
        rows.append(f"<tr><td><code>{option.key}</code></td><td>{meaning}</td></tr>")
    head = "<thead><tr><th>option</th><th>meaning</th></tr></thead>"
    page.put(f'<div class="sl-settings"><table>{head}<tbody>{"".join(rows)}</tbody></table></div>')
    values = "\n".join(f"{option.key} = {toml(option.default)}" for option in rule.options if option.default is not None)
    page.put(f'<pre class="sl-usage"><code>{shown(f"[tool.scrapelint.rules.{rule.name}]{chr(10)}{values}")}</code></pre>')


def rules_index(rules: Sequence[Rule]) -> Page:
    """All rules by category."""
    page = Page("rules/index.md")
    by_severity = [(name, sum(rule.severity.value == name for rule in rules)) for name in SEVERITIES]
    page.add("---\ntitle: Rules\n---", "# Rules")
    page.add(
        f"{len(rules)} rules, and {sum(len(rule.phrases) for rule in rules):,} phrases in "
        f"{len({phrase.language for rule in rules for phrase in rule.phrases})} languages, without the [long "
        "lists](../writing-rules.md#a-phrase-list). All are on unless the "
        "[settings](../settings.md) say otherwise; rules of your own [come beside them](../writing-rules.md)."
    )
    page.put(
        "<ul class='sl-legend'>"
        + "".join(
            f'<li><span class="sl-badge sl-{name}">{name}</span> {_count(count, "rule")}: {prose(SEVERITIES[name])[3:-4]}</li>'
            for name, count in by_severity
        )
        + '<li><span class="sl-badge sl-fix">safe fix</span> <code>scrapelint fix</code> repairs it; '
        + '<span class="sl-badge sl-fix">unsafe fix</span> only with <code>--unsafe</code></li></ul>'
    )
    for category, members in by_category(rules):
        page.add(f"## {category} {{ #{category} }}", plain(about_category(category)))
        rows = "".join(
            f'<tr><td><a href="{rule.name}/"><code>{rule.name}</code></a></td>'
            f'<td><span class="sl-badge sl-{rule.severity.value}">{rule.severity.value}</span>'
            f"{f' <span class=sl-fixed>{rule.fix} fix</span>' if rule.fix else ''}</td>"
            f"<td>{prose(rule.summary)[3:-4]}</td></tr>"
            for rule in members
        )
        page.put(
            '<div class="sl-rules"><table><thead><tr><th>rule</th><th>severity</th><th>what it flags</th></tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )
    return page


def by_category(rules: Iterable[Rule]) -> list[tuple[str, list[Rule]]]:
    """The categories with their rules, both sorted."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule.category, []).append(rule)
    return [(category, sorted(found[category], key=lambda rule: rule.name)) for category in sorted(found)]


def about_category(category: str) -> str:
    """The sentence that a category's folder says about itself."""
    return inspect.getdoc(importlib.import_module(f"scrapelint.rules.{category.replace('-', '_')}")) or ""


# ---- formats

SAMPLE = ROOT / "samples" / "dirty" / "harbour-feed.jsonl"
SAMPLE_LINES, SAMPLE_CHARS = 24, 160


def formats(page: Page, said: str) -> None:
    """
    Every report format with what it makes of a sample, and what its file says of it, where the page has no section of
    that name.
    """
    made = _sample_reports()
    sections = set(re.findall(r"[\w-]+", " ".join(re.findall(r"(?m)^## (.*)$", said))))
    page.add(
        "## Samples { #samples }",
        f"What each makes of `samples/dirty/{SAMPLE.name}`, one of the samples; cut where it is long.",
    )
    for name, text in made.items():
        summary, _, rest = (inspect.getdoc(find_reports()[name].load()) or "").partition("\n\n")
        page.add(f"### {name} {{ #format-{name} }}")
        page.put(prose(summary) + ("" if name in sections else prose(rest)))
        lines = text.split("\n")
        cut = [line if len(line) <= SAMPLE_CHARS else line[:SAMPLE_CHARS] + " …" for line in lines[:SAMPLE_LINES]]
        if len(lines) > SAMPLE_LINES:
            cut.append("…")
        if text[:20].casefold().startswith("<!doctype html"):
            continue  # a page is looked at, not read
        page.put(
            f'<figure class="sl-example"><figcaption>{_count(len(text.encode("utf-8")), "byte")}</figcaption>'
            f"<pre>\n{shown(chr(10).join(cut).rstrip())}</pre></figure>"
        )


def _sample_reports() -> dict[str, str]:
    """The sample's report in every built-in format, by the command itself."""
    names = sorted(name for name, found in find_reports().items() if found.module_name.startswith("scrapelint."))
    with tempfile.TemporaryDirectory() as folder:
        outputs = [f"--output={name}={folder}/{name}" for name in names]
        sample = str(SAMPLE.relative_to(ROOT))
        command = [sys.executable, "-m", "scrapelint", "check", "--isolated", "--fail-on=never", *outputs, sample]
        # PYTHONSAFEPATH: the modules in the root are those of the package, and not to be taken for others.
        environment = {key: value for key, value in os.environ.items() if not key.startswith("GITHUB_")}
        subprocess.run(  # noqa: S603 - our own command
            command, check=True, cwd=ROOT, timeout=120, stdout=subprocess.DEVNULL, env={**environment, "PYTHONSAFEPATH": "1"}
        )
        return {name: Path(folder, name).read_text(encoding="utf-8") for name in names}


# ---- settings


def settings_keys(page: Page, sample: str) -> None:
    """Every key of the settings with its type, default, meaning and an example, from the types and the page's own example."""
    examples = tomli.loads(sample)
    _keys(page, Settings, examples, "")
    page.add("### fix { #keys-of-fix }", "The keys of the table `fix`.")
    _keys(page, FixSettings, examples.get("fix", {}), "fix.")
    page.add("### overrides { #keys-of-overrides }", "The keys of each table of `overrides`.")
    merged: dict[str, Any] = {}
    for table in examples.get("overrides", []):
        merged.update(table)
    _keys(page, Override, merged, "overrides.")


def _keys(page: Page, struct: type[msgspec.Struct], examples: dict[str, Any], prefix: str) -> None:
    hints = typing.get_type_hints(struct)
    meanings = attribute_docs(struct)
    rows = []
    for info in msgspec.structs.fields(struct):
        key = info.encode_name
        identity = f"key-{(prefix + key).replace('.', '-')}"
        facts = [html.escape(_kind(hints[info.name])), f"default <code>{html.escape(_default(info))}</code>"]
        if key in examples:
            facts.append(f"such as <code>{shown(toml(examples[key]))}</code>")
        rows.append(
            f'<tr><td id="{identity}"><a href="#{identity}"><code>{key}</code></a></td>'
            f'<td>{prose(meanings[info.name])[3:-4]}<br><span class="sl-facts">{" · ".join(facts)}</span></td></tr>'
        )
    head = "<thead><tr><th>key</th><th>meaning</th></tr></thead>"
    page.put(f'<div class="sl-settings"><table>{head}<tbody>{"".join(rows)}</tbody></table></div>')


def _kind(annotation: Any) -> str:
    """
    A type in words, without the `None` that stands for a default.

    >>> _kind(tuple[str, ...] | None)
    'list of text'
    """
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        parts = [one for one in typing.get_args(annotation) if one is not type(None)]
        return " or ".join(_kind(one) for one in parts)
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct):
        return "table"
    of = typing.get_args(annotation)
    if of and isinstance(of[0], type) and issubclass(of[0], msgspec.Struct):
        return "list of tables"
    return type_name(annotation)


def _default(info: Any) -> str:
    value = info.default if info.default is not msgspec.NODEFAULT else info.default_factory()
    if value is None:
        value = getattr(SourceOptions(), info.name)
    if isinstance(value, msgspec.Struct):
        value = {field.encode_name: getattr(value, field.name) for field in msgspec.structs.fields(value)}
    return "{}" if value == {} else toml(value)


def attribute_docs(struct: type) -> dict[str, str]:
    """
    What stands below the attributes of a class and its bases, by name; raises TypeError where one says nothing.

    The strings are thrown away when the class is made, so they are read from its source.
    """
    found: dict[str, str] = {}
    for cls in reversed(struct.__mro__):
        if not cls.__module__.startswith("scrapelint."):
            continue
        [tree] = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
        body = tree.body if isinstance(tree, ast.ClassDef) else []
        for node, behind in zip(body, [*body[1:], None], strict=True):
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                text = behind.value.value if isinstance(behind, ast.Expr) and isinstance(behind.value, ast.Constant) else None
                if not isinstance(text, str):
                    raise TypeError(f"{cls.__name__}.{node.target.id} has no sentence below it that says what it means")
                found[node.target.id] = inspect.cleandoc(text)
    return found


# ---- commands


def commands_page() -> Page:
    """Every command with its arguments, from the parser."""
    page = Page("commands.md")
    parser = build_parser()
    page.add("---\ntitle: Commands\n---", "# Commands", plain(parser.description or ""))
    page.add("`python -m scrapelint` does the same as `scrapelint`. `scrapelint COMMAND --help` shows what stands here.")
    [sub] = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    helps = {choice.dest: choice.help or "" for choice in sub._choices_actions}
    rows = "".join(
        f'<tr><td><a href="#{name}"><code>{name}</code></a></td><td>{shown(helps[name])}</td></tr>' for name in sub.choices
    )
    page.put(f"<table><thead><tr><th>command</th><th>what it does</th></tr></thead><tbody>{rows}</tbody></table>")
    for name, command in sub.choices.items():
        page.add(f"## {name} {{ #{name} }}", plain(command.description or f"{helps[name][:1].upper()}{helps[name][1:]}."))
        page.put(f'<pre class="sl-usage"><code>{html.escape(_usage(command))}</code></pre>')
        page.put(_arguments(command))
        if command.epilog and command.epilog != EPILOG:
            page.put(f'<pre class="sl-usage"><code>{html.escape(command.epilog.strip())}</code></pre>')
    page.add("## Exit status { #exit-status }", "The same for all commands that check.")
    page.put(_exit_table())
    page.add("An interrupt ends with 130, as shells have it, and a report whose reader went away (`| head`) with 141.")
    return page


def _exit_table() -> str:
    rows = "".join(
        f"<tr><td>{number}</td><td>{shown(meaning)}</td></tr>" for number, meaning in re.findall(r"(?m)^  (\d)  (.+)$", EPILOG)
    )
    return f"<table><thead><tr><th>exit status</th><th>meaning</th></tr></thead><tbody>{rows}</tbody></table>"


def _usage(command: argparse.ArgumentParser) -> str:
    """The usage, broken between arguments."""
    parts = [command.prog]
    for action in command._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        if action.option_strings:
            parts.append(f"[{action.option_strings[-1]}{f' {_value(action)}' if _value(action) else ''}]")
        else:
            optional = action.nargs in ("*", "?")
            parts.append(f"[{action.metavar}{' …' if action.nargs == '*' else ''}]" if optional else str(action.metavar))
    lines = [parts[0]]
    for part in parts[1:]:
        if len(lines[-1]) + len(part) < 72:
            lines[-1] += f" {part}"
        else:
            lines.append(f"    {part}")
    return "\n".join(lines)


def _value(action: argparse.Action) -> str:
    if action.nargs == 0:
        return ""
    if action.choices is not None:
        return "|".join(map(str, action.choices))
    return str(action.metavar or action.dest.upper())


def _arguments(command: argparse.ArgumentParser) -> str:
    rows = []
    for action in command._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        names = (
            ", ".join(f"<code>{name}</code>" for name in action.option_strings)
            or f"<code>{html.escape(str(action.metavar))}</code>"
        )
        value = f" <code>{html.escape(_value(action))}</code>" if action.option_strings and _value(action) else ""
        rows.append(f"<tr><td>{names}{value}</td><td>{prose(action.help or '')[3:-4]}</td></tr>")
    head = "<thead><tr><th>argument</th><th>meaning</th></tr></thead>"
    return f'<div class="sl-arguments"><table>{head}<tbody>{"".join(rows)}</tbody></table></div>'


# ---- home

# Short, so that it is read in ten seconds, and with one of each kind.
STORY = """\
Ferry strike enters second week
Ferry strike enters second week
3 May 2026
Crews walked out on Monday,and no talks are planned. “We will not give in,” said the union on Tuesday.
The harbour office has put on buses for those who cross the bay to work every morning.
Share this article
Read Entire Article
The last ferries had left on Sunday evening, full to the rails, said the harbour master, who
"""


def home(page: Page, rules: Sequence[Rule]) -> None:
    """What the tool makes of a text, as it is: checked while the page is made."""
    # doubtful-line says how likely a line is stray; that takes longer than ten seconds to explain.
    config = Config(settings_from({"ignore": ["doubtful-line"]}, "the home page"))
    page.put(_reading(STORY, check_text(STORY, config=config), {rule.name for rule in rules}))


def _reading(text: str, report: FileReport, names: set[str]) -> str:
    """A text with what was found marked in it, and the findings beside it."""
    found = sorted((one for one in report.findings if one.end > one.start), key=lambda one: (one.start, -one.end))
    parts, place = [], 0
    for number, one in enumerate(found, 1):
        if one.start < place:
            continue
        parts.append(shown(text[place : one.start]))
        inner = shown(text[one.start : one.end], blanks=not text[one.start : one.end].strip())
        parts.append(f'<mark class="sl-{one.severity}">{inner}<sup>{number}</sup></mark>')
        place = one.end
    parts.append(shown(text[place:].rstrip("\n")))
    numbers = {id(one): number for number, one in enumerate(found, 1)}
    rows = "".join(
        f'<li value="{numbers[id(one)]}"><a href="rules/{one.rule}/"><code>{one.rule}</code></a> {shown(one.message)}</li>'
        for one in found
        if one.rule in names
    )
    whole = "".join(
        f'<li><a href="rules/{one.rule}/"><code>{one.rule}</code></a> {shown(one.message)}</li>'
        for one in report.findings
        if one.end == one.start
    )
    return (
        f'<div class="sl-demo"><pre>\n{"".join(parts)}</pre><div class="sl-found">'
        f'<p class="sl-score"><b>{report.score.score:.0f}</b> of 100 · '
        f"{'passed' if report.passed else 'failed'}</p><ol>{rows}</ol>{f'<ul>{whole}</ul>' if whole else ''}</div></div>"
    )
