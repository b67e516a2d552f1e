"""
Documents × rules → findings.

The engine knows no rule. It asks the trigger matcher which rules can fire, runs those on the document or on
the lines, turns what they yield into findings with line and column, and has the score made. A rule that
raises an error loses only itself.
"""

from __future__ import annotations

import traceback
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import compress, islice
from pathlib import Path
from typing import Any

import msgspec

from .document import Document, Span
from .findings import Content, Excerpt, FileReport, Finding, RuleCrash
from .matcher import TriggerMatcher
from .phrases import PhraseBook
from .rule import Rule, Severity, long_list
from .score import score_document

EXCERPT_CHARS = 120


@dataclass(frozen=True)
class RuleUse:
    """A rule as it is used in a run: with its severity and its options."""

    rule: Rule
    severity: Severity
    options: Mapping[str, Any]


@dataclass(frozen=True)
class RuleSet:
    """
    The rules to run, and what is compiled from them once.

    `book` holds the phrases of all rules that were found, also of those not selected, so that what a rule
    sees does not depend on which others run.
    """

    uses: tuple[RuleUse, ...]
    book: PhraseBook
    engine: str = "auto"

    @classmethod
    def of(cls, rules: Iterable[Rule], *, book: PhraseBook | None = None, engine: str = "auto") -> RuleSet:
        """Rules as they come, with their default severity and options."""
        rules = sorted(rules, key=lambda rule: rule.name)
        uses = tuple(RuleUse(rule, rule.severity, rule.defaults()) for rule in rules)
        return cls(uses, book or phrase_book(rules), engine)

    @cached_property
    def by_name(self) -> dict[str, Rule]:
        """The rules by their names."""
        return {use.rule.name: use.rule for use in self.uses}

    @cached_property
    def in_order(self) -> list[RuleUse]:
        """The rules as they run: those that give way to others last, the more severe of them first."""
        return sorted(self.uses, key=lambda use: (use.rule.gives_way, -use.severity.rank if use.rule.gives_way else 0))

    @cached_property
    def without_guesses(self) -> RuleSet:
        """The same without the rules that give way to others and offer no replacement."""
        uses = tuple(use for use in self.uses if not use.rule.gives_way or use.rule.fix is not None)
        return RuleSet(uses, self.book, self.engine)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the rules."""
        return frozenset(use.rule.name for use in self.uses)

    @cached_property
    def _places(self) -> dict[str, int]:
        """Where each rule stands in the order in which they run."""
        return {use.rule.name: place for place, use in enumerate(self.in_order)}

    @cached_property
    def _packs(self) -> dict[str, int]:
        """The same of the packs alone."""
        return {name: place for name, place in self._places.items() if self.in_order[place].rule.is_pack}

    @cached_property
    def _always(self) -> bytes:
        """For each rule in this order 1 if it waits neither for a trigger nor for a phrase, else 0."""
        return bytes(use.rule.trigger is None and not use.rule.is_pack for use in self.in_order)

    def to_run(self, doc: Document, proposals: Mapping[str, list[int]]) -> list[RuleUse]:
        """The rules that can find something in a document, in order: one of ten of those with a trigger and of the packs."""
        runs = bytearray(self._always)
        for name in doc.phrase_hits.keys() & self._packs.keys():
            runs[self._packs[name]] = 1
        for name in proposals:
            runs[self._places[name]] = 1
        return list(compress(self.in_order, runs))

    @cached_property
    def _triggered(self) -> list[RuleUse]:
        return [use for use in self.uses if use.rule.trigger is not None]

    @cached_property
    def _triggered_names(self) -> list[str]:
        return [use.rule.name for use in self._triggered]

    @cached_property
    def _matcher(self) -> TriggerMatcher:
        once = [index for index, use in enumerate(self._triggered) if use.rule.check is not None]
        return TriggerMatcher([use.rule.trigger or "" for use in self._triggered], self.engine, once)

    def proposals(self, doc: Document) -> dict[str, list[int]]:
        """
        For each rule whose trigger occurs in the document, by its name, the lines (from 0) in which it does; a rule
        that looks at the document has any one number.
        """
        found = self._matcher.lines(doc.text, doc.lines.texts)
        names = self._triggered_names
        return {names[index]: lines for index, lines in found.items()}


def phrase_book(rules: Iterable[Rule], engine: str = "auto") -> PhraseBook:
    """The phrases of all rules, ready for look-up."""
    rules = sorted(rules, key=lambda rule: rule.name)
    phrases = tuple(phrase for rule in rules for phrase in rule.phrases)
    with_phrases = frozenset(rule.name for rule in rules if rule.phrases)
    return PhraseBook(
        phrases, frozenset(rule.name for rule in rules if rule.is_pack), engine, partial(long_list, packs=with_phrases)
    )


@dataclass(frozen=True)
class Checker:
    """
    Rules and everything that decides about a document, ready to check one after the other.

    `rules_for` gives the rules for a document's path and site; `passes` says whether a report passes the
    gate.
    """

    rules_for: Callable[[Document], RuleSet]
    passes: Callable[[FileReport], bool] = field(default=lambda _report: True)
    excerpts: bool = False
    contents: bool = False

    def check(self, doc: Document) -> FileReport:
        """The report on one document."""
        rules = self.rules_for(doc)
        doc = replace(doc, phrase_book=rules.book)
        raw, crashes = run_rules(doc, rules)
        raw.sort(key=lambda item: item[0])
        findings = tuple(finding for _, finding, _ in raw)
        report = FileReport(
            path=doc.path,
            record=doc.record,
            id=doc.fields.get("id") or doc.fields.get("url") or None,
            site=doc.site,
            findings=findings,
            score=score_document(doc.text, findings, rules.by_name),
            title=doc.title or (doc.headline.text.strip() if doc.headline else ""),
            excerpts=tuple(excerpt(doc, finding) for finding in findings) if self.excerpts else (),
            replacements=tuple(replacement for _, _, replacement in raw),
            crashes=tuple(crashes),
            record_line=doc.record_line,
            content=Content(doc.text, dict(doc.fields), doc.first_line, doc.mark_bytes) if self.contents else None,
        )
        return report if self.passes(report) else msgspec.structs.replace(report, passed=False)


_Raw = tuple[tuple[Any, ...], Finding, "str | None"]


def run_rules(doc: Document, rules: RuleSet) -> tuple[list[_Raw], list[RuleCrash]]:
    """
    The findings of all rules on a document, each with a sort key and its replacement, and the rules that
    raised.
    """
    doc.explained.clear()
    proposals = rules.proposals(doc)
    places = _Places(doc)
    found: list[_Raw] = []
    crashes: list[RuleCrash] = []
    explained = 0  # so many of the findings
    for use in rules.to_run(doc, proposals):
        rule = use.rule
        if rule.gives_way:
            doc.explained.update(_explained(doc, islice(found, explained, None), rules))
            explained = len(found)
        try:
            hits = rule.check(doc, **use.options) if rule.check is not None else _line_hits(doc, use, proposals.get(rule.name))
            of_rule = [_finding(use, places, hit) for hit in hits]
            if of_rule:
                found += _unique(of_rule) if len(of_rule) > 1 else of_rule
        except (Exception, SystemExit) as error:  # a plugin may raise anything; it loses only itself
            crashes.append(RuleCrash(rule.name, doc.path, doc.record, _where(error, rule)))
    return found, crashes


def _explained(doc: Document, found: Iterable[_Raw], rules: RuleSet) -> Iterable[int]:
    """
    The numbers of the lines that another rule has flagged, at least half of each and more than by an info, and of those
    that a pack knows which is not to be used.
    """
    for _, finding, _ in found:
        if finding.severity != "info" and finding.field == "text" and finding.start < finding.end:
            first, last = finding.line - doc.first_line + 1, finding.end_line - doc.first_line + 1
            if first != last or 2 * (finding.end - finding.start) >= len(doc.lines.texts[first - 1].strip()):
                yield from range(first, last + 1)
    for name in doc.phrase_hits.keys() & rules.book.leftovers - rules.names:
        yield from (hit.line.number for hit in doc.phrase_hits[name])


def _line_hits(doc: Document, use: RuleUse, lines: list[int] | None) -> Iterator[Any]:
    """What a rule that looks at single lines yields for those that its trigger proposed, or for all."""
    check_line = use.rule.check_line
    if check_line is not None:
        for line in doc.inked if lines is None else [doc.lines[number] for number in lines]:
            yield from check_line(doc, line, **use.options)


def _where(error: BaseException, rule: Rule) -> str:
    """An error in one line, with the place in the rule's file where it arose."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == rule.path]
    place = f" ({Path(rule.path).name}, line {frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}{place}"


def _unique(found: list[_Raw]) -> list[_Raw]:
    seen = set()
    kept = []
    for item in found:
        key = (item[1].field, item[1].start, item[1].end)
        if key not in seen:
            seen.add(key)
            kept.append(item)
    return kept


# The types of what follows the place in a hit.
_HIT = (str, str, bool)


def _finding(use: RuleUse, places: _Places, hit: Any) -> _Raw:
    """A finding from what a rule yields; raises TypeError or ValueError where that is not a place and a message."""
    if not (isinstance(hit, tuple) and 2 <= len(hit) <= 4 and isinstance(hit[0], Span) and all(map(isinstance, hit[1:], _HIT))):
        raise TypeError(f"a rule yields (span, message) or (span, message, replacement), not {hit!r:.80}")
    span, message, *more = hit
    replacement = more[0] if more else None
    fix = None if replacement is None or span.field != "text" else "unsafe" if more[1:] == [False] else use.rule.fix or "unsafe"
    start, end = places.of(span)
    finding = Finding(
        use.rule.name,
        use.rule.category,
        use.severity.value,
        message,
        use.rule.hint,
        span.field,
        *start,
        *end,
        span.start,
        span.end,
        fix,
    )
    key = (span.field != "text", span.start, span.end, -use.severity.rank, use.rule.name, message)
    return key, finding, replacement


class _Places:
    """From code points to lines and columns, for the text and for other fields."""

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._starts: dict[str, list[int]] = {"text": doc.lines.starts}
        self._length = {"text": len(doc.text)}

    def of(self, span: Span) -> tuple[tuple[int, int], tuple[int, int]]:
        starts = self._starts.get(span.field)
        if starts is None:
            value = self._doc.fields.get(span.field, "")
            starts = self._starts[span.field] = _line_starts(value)
            self._length[span.field] = len(value)
        if not 0 <= span.start <= span.end <= self._length[span.field]:
            raise ValueError(f"the place {span.start}-{span.end} is outside of the document's {span.field}")
        if span.field != "text" or span.end == 0:  # about the whole document: line 1, whatever stands above the text
            return _place(starts, span.start), _place(starts, span.end)
        above = self._doc.first_line - 1
        return _place(starts, span.start, above), _place(starts, span.end, above)


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for line in text.split("\n")[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    return starts


def _place(starts: Sequence[int], offset: int, above: int = 0) -> tuple[int, int]:
    """Line and column of an offset; `above` lines of the file stand before the text."""
    line = bisect_right(starts, offset)
    return line + above, offset - starts[line - 1] + 1


def excerpt(doc: Document, finding: Finding) -> Excerpt:
    """The finding's text and what stands around it in its first line, at most 120 characters in all."""
    if finding.field != "text" or finding.start == finding.end:
        return Excerpt("", "", "")
    line = doc.lines[finding.line - doc.first_line]
    end = min(finding.end, line.end)
    if end == finding.start:  # the line break itself
        return Excerpt(line.text[-40:], "", "")
    marked = doc.text[finding.start : min(end, finding.start + EXCERPT_CHARS)]
    room = max(0, EXCERPT_CHARS - len(marked))
    before = line.text[: finding.start - line.start][-(room // 2 + room % 2) :] if room else ""
    after = line.text[end - line.start :][: max(0, room - len(before))] if room else ""
    return Excerpt(before, marked, after)
