"""
The pages on rules: all of them in a table, and one in full.

`scrapelint rules` and `scrapelint explain RULE` show them.
"""

from __future__ import annotations

import re
import types
import typing
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.rule import Rule as Line
from rich.table import Table
from rich.text import Text

from ..checks import Example, Option, Rule, visible
from ._look import SEVERITY_STYLES, draw, draw_pieces, hanging, headline, show_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from ..checks import ReportOptions

MAX_EXAMPLE_LINES = 24
MAX_EXAMPLE_CHARS = 600

# From here on a table has room for a summary beside the name.
_WIDE = 72
# Lines longer than this tire the eye; tables and examples may be wider.
_PROSE_CELLS = 88


def render_rules(rules: Sequence[Rule], options: ReportOptions) -> Iterator[str]:
    """All rules, by category."""
    rules = sorted(rules, key=lambda rule: (rule.category, rule.name))
    name_cells = max((len(rule.name) for rule in rules), default=0)
    for category, group in groupby(rules, key=lambda rule: rule.category):
        yield draw([headline(visible(category)), *_rules(list(group), name_cells, options), Text()], options)
    categories = len({rule.category for rule in rules})
    total = f"{len(rules)} rules in {categories} categories. One of them in full: scrapelint explain RULE"
    yield draw(hanging(Text(), Text(total, "dim"), 0, options.width), options)


def _rules(rules: list[Rule], name_cells: int, options: ReportOptions) -> Iterator[RenderableType]:
    if options.width < _WIDE:
        for rule in rules:
            severity = Text(f"  {rule.severity.value}", SEVERITY_STYLES[rule.severity.value])
            yield Text.assemble("  ", (visible(rule.name), "bold"), severity, (_fix(rule, "  "), "dim"))
            yield from hanging(Text(" " * 6), Text(visible(rule.summary)), 6, options.width)
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(min_width=name_cells, no_wrap=True, overflow="ellipsis")
    table.add_column(min_width=7, no_wrap=True)
    table.add_column(min_width=10, no_wrap=True)
    table.add_column(overflow="fold")
    for rule in rules:
        style = SEVERITY_STYLES[rule.severity.value]
        fix = Text(_fix(rule), "dim")
        table.add_row(Text(visible(rule.name), "bold"), Text(rule.severity.value, style), fix, Text(visible(rule.summary)))
    yield Padding(table, (0, 0, 0, 2))


def _fix(rule: Rule, gap: str = "") -> str:
    return f"{gap}{rule.fix} fix" if rule.fix else ""


def render_rule(rule: Rule, options: ReportOptions) -> Iterator[str]:
    """One rule: what it flags and why, its options, examples, and how to switch it off."""
    for section in _sections(rule, options):
        yield draw([*section, Text()], options)
    off = [Text("[tool.scrapelint]"), Text(f"ignore = [{_toml(rule.name)}]")]
    yield draw([headline("to switch it off"), *_code(off)], options)


def _sections(rule: Rule, options: ReportOptions) -> Iterator[list[RenderableType]]:
    severity = rule.severity.value
    yield [
        Text.assemble(
            (visible(rule.name), "bold"),
            ("  " + visible(rule.category), "dim"),
            ("  " + severity, SEVERITY_STYLES[severity]),
            (_fix(rule, "  "), "dim"),
        ),
        Line(style="bright_black"),
        *_wrapped(Text(visible(rule.summary), "bold"), options),
    ]
    explanation = _without_options(rule.explanation) if rule.options else rule.explanation
    if explanation:
        yield [*_prose(explanation, options)]
    if rule.hint:
        yield [*_wrapped(Text(f"→ {visible(rule.hint)}"), options, 2)]
    if rule.phrases:
        yield [*_phrases(rule, options)]
    if rule.options:
        yield [*_options(rule, options)]
    if rule.bad:
        yield [headline("flagged"), *_examples(rule.bad, SEVERITY_STYLES[severity], options)]
    if rule.good:
        yield [headline("left alone"), *_examples(rule.good, SEVERITY_STYLES[severity], options)]


def _wrapped(text: Text, options: ReportOptions, indent: int = 0) -> list[Text]:
    return hanging(Text(), text, indent, min(options.width, _PROSE_CELLS))


def _code(lines: Sequence[Text]) -> list[Text]:
    return [Text.assemble("    ", (line.plain, "cyan")) for line in lines]


# Explanations: paragraphs are wrapped anew, list items with what hangs under them; indented blocks stay.

_ITEM = re.compile(r"(?:[-*•]|\d{1,3}[.)]) +")
_OPTIONS_SECTION = re.compile(r"^Options:\n(?:(?: .*)?(?:\n|\Z))+", re.MULTILINE)


def _without_options(explanation: str) -> str:
    """The explanation without the section on options, which has a table of its own."""
    return _OPTIONS_SECTION.sub("", explanation).strip()


def _prose(text: str, options: ReportOptions) -> Iterator[Text]:
    for number, block in enumerate(re.split(r"\n[ \t]*(?:\n[ \t]*)*\n", text.strip("\n"))):
        if number:
            yield Text()
        for paragraph in _paragraphs(block):
            if paragraph[0].startswith((" ", "\t")):
                for line in paragraph:
                    shown = visible(line.expandtabs(4))
                    indent = len(shown) - len(shown.lstrip())
                    yield from hanging(Text(), Text(shown, "cyan"), indent, options.width)
                continue
            joined = " ".join(line.strip() for line in paragraph)
            item = _ITEM.match(joined)
            yield from _wrapped(Text(visible(joined)), options, item.end() if item else 0)


def _paragraphs(block: str) -> Iterator[list[str]]:
    """The lines of a block that belong together: a paragraph, a list item, or an indented piece."""
    lines: list[str] = []
    for line in block.split("\n"):
        indented = line.startswith((" ", "\t"))
        in_item = bool(lines) and bool(_ITEM.match(lines[0]))
        starts = bool(_ITEM.match(line)) or (bool(lines) and not in_item and indented != lines[0].startswith((" ", "\t")))
        if lines and starts:
            yield lines
            lines = []
        lines.append(line)
    if lines:
        yield lines


# Options


def _options(rule: Rule, options: ReportOptions) -> Iterator[RenderableType]:
    yield headline("options")
    for option in rule.options:
        head = Text.assemble(
            "  ",
            (visible(option.key), "bold"),
            (f"  {_type_name(option.annotation)}, default {visible(_toml(option.default))}", "dim"),
        )
        yield from hanging(Text(), head, 6, options.width)
        if option.summary:
            yield from hanging(Text(" " * 6), Text(visible(option.summary)), 6, min(options.width, _PROSE_CELLS))
    yield Text()
    yield from _code(
        [
            Text(f"[tool.scrapelint.rules.{visible(rule.name)}]"),
            *(Text(_setting(option)) for option in rule.options),
        ]
    )


def _setting(option: Option) -> str:
    return visible(f"{option.key} = {_toml(option.default)}")


_TYPE_NAMES = {bool: "true or false", int: "whole number", float: "number", str: "text"}


def _type_name(annotation: Any) -> str:
    """
    A type in words.

    >>> _type_name(int), _type_name(tuple[str, ...]), _type_name(float | None)
    ('whole number', 'list of text', 'number or nothing')
    """
    if annotation is None or annotation is type(None):
        return "nothing"
    if annotation in _TYPE_NAMES:
        return _TYPE_NAMES[annotation]
    origin, of = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(_type_name(one) for one in of)
    if origin is typing.Literal:
        return " or ".join(_toml(one) for one in of)
    if origin is not None and isinstance(origin, type) and issubclass(origin, typing.Mapping):
        return "table"
    if origin is not None and of:
        return f"list of {_type_name(of[0])}"
    return str(getattr(annotation, "__name__", annotation))


def _toml(value: Any) -> str:
    r"""
    A value as it is written in a settings file.

    >>> print(_toml(True), _toml(0.5), _toml(("a", 'b"')), _toml(None))
    true 0.5 ["a", "b\""] (nothing)
    """
    if value is None:
        return "(nothing)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, set | frozenset):
        value = sorted(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml(str(key))} = {_toml(item)}" for key, item in value.items()) + " }"
    return str(value)


def _phrases(rule: Rule, options: ReportOptions) -> Iterator[RenderableType]:
    counts: dict[str, int] = {}
    for phrase in rule.phrases:
        counts[phrase.language] = counts.get(phrase.language, 0) + 1
    total = len(rule.phrases)
    yield headline("phrases")
    listed = " · ".join(f"{visible(language)} {counts[language]}" for language in sorted(counts))
    yield from hanging(Text("  "), Text(f"{total} in {len(counts)} languages: {listed}"), 2, options.width)
    more = rule.languages_with_more()
    if more:
        yield from hanging(Text("  "), Text(f"and more in texts that are in one of these: {' · '.join(more)}"), 2, options.width)


# Examples


def _examples(examples: Sequence[Example], style: str, options: ReportOptions) -> Iterator[Text]:
    """The examples, with a blank line around each that takes more than one line."""
    before = 1
    for number, example in enumerate(examples):
        lines = [*_example(example, style, options)]
        if len(lines) == 1:  # else a column of short examples would read as one text
            lines = [Text.assemble("  ", ("•", "bright_black"), lines[0][3:])]
        if number and max(before, len(lines)) > 1:
            yield Text()
        yield from lines
        before = len(lines)


def _example(example: Example, style: str, options: ReportOptions) -> Iterator[Text]:
    gutter = Text("  │ ", "bright_black")
    room = options.width - 4
    text = example.shown
    notes = [f"in {visible(example.name)}"] if example.name != "example.txt" else []
    if text.startswith("⟦⟧"):
        text = text[2:]
        notes.append("the document as a whole")
    if notes:
        yield from hanging(Text("  "), Text(", ".join(notes) + ":", "dim"), 4, options.width)
    for name, value in example.fields.items():
        shown, _ = _marked_line(value, False, style, options)
        field = Text.assemble((f"{visible(name)}: ", "dim"), shown if value else Text("(empty)", "dim"))
        yield from (Text.assemble(gutter, line) for line in hanging(Text(), field, 2, room))
    if example.fields:
        yield Text.assemble(gutter, ("─" * 5, "bright_black"))
    if not text:
        yield Text.assemble(gutter, ("(empty)", "dim"))
    lines = text.removesuffix("\n").split("\n") if text else []
    inside = False
    for line in lines[:MAX_EXAMPLE_LINES]:
        marked, inside = _marked_line(line, inside, style, options)
        for piece in hanging(Text(), marked, 0, room):
            yield Text.assemble(gutter, piece)
    if len(lines) > MAX_EXAMPLE_LINES:
        yield Text(f"  … {len(lines) - MAX_EXAMPLE_LINES} more lines", "dim")


def _marked_line(line: str, inside: bool, style: str, options: ReportOptions) -> tuple[Text, bool]:
    """A line of an example with what is marked in it, and whether the mark goes on in the next line."""
    shown = Text()
    cut = len(line) > MAX_EXAMPLE_CHARS
    for part in re.split("([⟦⟧])", line[:MAX_EXAMPLE_CHARS]):
        if part in ("⟦", "⟧"):
            inside = part == "⟦"
            if not options.color:
                shown.append(part)
        elif part:
            pieces = show_pieces(part, [(0, len(part))] if inside else [], all_blanks=True)
            shown.append_text(draw_pieces(pieces, style, options)[0])
    if cut:
        shown.append("…")
    elif inside and options.color:
        shown.append("↵", f"{style} underline")
    return shown, inside
