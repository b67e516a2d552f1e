"""
Findings with replacements → edits → a repaired text. Pure: nothing here reads or writes a file.

One look at a text gives findings; `fix_text` makes their edits, looks again at what came out, and goes on until
nothing is left to do, so that fixing twice changes nothing more. What it did is a list of `Edit`s counted in the
text as it was, which `apply` makes and `revert` takes back.

A fix that would bring a new finding with it (the line above an advertisement label ends with a comma …) is not
made.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import accumulate, groupby
from typing import TYPE_CHECKING, NamedTuple

from .document import Document, Line, count_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from .findings import FileReport

# How often a text is looked at again before it is left as it is. Most are settled after two looks.
MAX_ROUNDS = 20

# How many selections of fixes are tried where some of them bring new findings; of long texts fewer, since each is a look
# at the whole text.
MAX_TRIALS = 100
MAX_TRIED_CHARS = 20_000_000

# The category of rules that flag one of two places because of the other: were two such rules heeded at once, both
# places could go.
_ONE_BY_ONE = "duplicate"


class Edit(NamedTuple):
    """What stands from code point `start` to `end` (exclusive) of a text becomes `replacement`; the rule that says so."""

    start: int
    end: int
    replacement: str
    rule: str


class Fixed(NamedTuple):
    """
    A text after its fixes, and what was done: edits in order, apart from each other, counted in the text as it was.

    `held_back` has the rules of the fixes that were not made because they would bring new findings. `words` is how many
    words were taken of the `of_words` that there were.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    held_back: tuple[str, ...] = ()
    words: int = 0
    of_words: int = 0

    @property
    def share(self) -> float:
        """The share (0 to 1) of the words that were taken."""
        return self.words / self.of_words if self.of_words else 0.0


# What a fix is known by in every text: its rule, the text in question, and what is to stand there.
_Key = tuple[str, str, str]


def fix_text(text: str, check: Callable[[str], FileReport], *, unsafe: bool = False, report: FileReport | None = None) -> Fixed:
    """
    A text with its safe fixes made, or with `unsafe` all of them.

    `check` gives the report on a text; `report` is the one on this text, where it is there already.
    """
    done, edits = text, list[Edit]()
    report = report or check(text)
    trials = iter(range(min(MAX_TRIALS, 4 + MAX_TRIED_CHARS // (len(text) + 1))))
    for _ in range(MAX_ROUNDS):
        found = _fix_without_harm(_State(done, report), check, unsafe, trials)
        if not found.edits:
            break
        edits = compose(done, edits, found.edits)
        done, report = found.text, found.report
    taken = sum(max(0, count_words(text[edit.start : edit.end]) - count_words(edit.replacement)) for edit in edits)
    held_back = tuple(item.rule for item in _fixable(done, report, unsafe))
    return Fixed(done, tuple(edits), held_back, taken, count_words(text))


def apply(text: str, edits: Iterable[Edit]) -> str:
    """
    A text with these edits made.

    >>> apply("parties,in Geneva", [Edit(6, 9, "s, i", "missing-space")])
    'parties, in Geneva'
    """
    pieces, done = [], 0
    for edit in edits:
        pieces += [text[done : edit.start], edit.replacement]
        done = edit.end
    return "".join([*pieces, text[done:]])


def inverse(edits: Iterable[Edit], removed: Iterable[str]) -> list[Edit]:
    """The edits that turn a text with these edits made back into what it was, from what they removed."""
    back, shift = [], 0
    for edit, before in zip(edits, removed, strict=True):
        start = edit.start + shift
        back.append(Edit(start, start + len(edit.replacement), before, edit.rule))
        shift += len(edit.replacement) - (edit.end - edit.start)
    return back


def compose(between: str, first: Sequence[Edit], then: Sequence[Edit]) -> list[Edit]:
    """
    The edits that do at once what `first` does and then `then`, which is counted in the text `between` them.

    >>> compose("a, b.", [Edit(1, 2, ", ", "x")], [Edit(4, 5, "", "y")])
    [Edit(start=1, end=2, replacement=', ', rule='x'), Edit(start=3, end=4, replacement='', rule='y')]
    """
    shift, items = 0, [(edit.start, edit.end, edit, True) for edit in then]
    for edit in first:  # where each of the first edits stands in between
        start = edit.start + shift
        items.append((start, start + len(edit.replacement), edit, False))
        shift += len(edit.replacement) - (edit.end - edit.start)
    items.sort(key=lambda item: (item[0], item[1], item[3]))
    composed, shift = [], 0
    for start, end, group in _touching(items):
        before = start - shift
        shift += sum(len(edit.replacement) - (edit.end - edit.start) for edit, later in group if not later)
        later = [edit._replace(start=edit.start - start, end=edit.end - start) for edit, later in group if later]
        rules = ", ".join(sorted({edit.rule for edit, _ in group}))
        composed.append(Edit(before, end - shift, apply(between[start:end], later), rules))
    return composed


def _touching(items: Iterable[tuple[int, int, Edit, bool]]) -> Iterator[tuple[int, int, list[tuple[Edit, bool]]]]:
    """The items that overlap, together, each group with its start and end; the items are sorted."""
    group: list[tuple[Edit, bool]] = []
    begin = stop = 0
    for start, end, edit, later in items:
        if group and start >= stop:
            yield begin, stop, group
            group = []
        begin, stop = (begin, max(stop, end)) if group else (start, end)
        group.append((edit, later))
    if group:
        yield begin, stop, group


# From one text to the next.


class _State(NamedTuple):
    """
    A text on its way, what was found in it, and what was done to get there: edits, and the keys of their findings.

    `settled` is False where a rule goes on and on with its own replacements.
    """

    text: str
    report: FileReport
    edits: Sequence[Edit] = ()
    keys: frozenset[_Key] = frozenset()
    settled: bool = True


def _fix_without_harm(before: _State, check: Callable[[str], FileReport], unsafe: bool, trials: Iterator[int]) -> _State:
    """The text with as many fixes as can be made without a finding of any rule being added, as far as trials last."""
    everything = _settle(before, check, unsafe, frozenset())
    if not _harm(before, everything):
        return everything

    def best(keys: list[_Key]) -> list[_Key]:
        """As many of these as do no harm, by halves."""
        if next(trials, None) is None:
            return []
        if not _harm(before, _settle(before, check, unsafe, everything.keys.difference(keys))):
            return keys
        if len(keys) == 1:
            return []
        half = len(keys) // 2
        left, right = best(keys[:half]), best(keys[half:])
        together = left + right
        if left and right and _harm(before, _settle(before, check, unsafe, everything.keys.difference(together))):
            return left
        return together

    kept = best(sorted(everything.keys))
    if not kept:
        return before
    found = _settle(before, check, unsafe, everything.keys.difference(kept))
    return before if _harm(before, found) else found


def _harm(before: _State, after: _State) -> bool:
    """Whether there are more findings of any rule than before, or no fewer in all, or a rule crashes that did not."""
    if not after.edits:
        return False
    if not after.settled or len(after.report.findings) >= len(before.report.findings):
        return True
    counts = Counter(finding.rule for finding in before.report.findings)
    more = Counter(finding.rule for finding in after.report.findings) - counts
    crashed = {crash.rule for crash in before.report.crashes}
    return bool(more) or any(crash.rule not in crashed for crash in after.report.crashes)


def _settle(before: _State, check: Callable[[str], FileReport], unsafe: bool, blocked: frozenset[_Key]) -> _State:
    """The text after round upon round of edits, until there are none but blocked ones."""
    text, report, done, keys = before.text, before.report, list[Edit](), set[_Key]()
    for _ in range(MAX_ROUNDS):
        chosen = _choose([item for item in _fixable(text, report, unsafe) if item.key not in blocked])
        edits = [edit for edit in _edits(text, chosen) if text[edit.start : edit.end] != edit.replacement]
        if not edits:
            break
        keys.update(item.key for item in chosen)
        done = compose(text, done, edits)
        text = apply(text, edits)
        if len(text) > 2 * len(before.text) + 100:
            return _State(text, report, done, frozenset(keys), settled=False)
        report = check(text)
    else:
        return _State(text, report, done, frozenset(keys), settled=False)
    return _State(text, report, done, frozenset(keys))


class _Item(NamedTuple):
    """A finding that can be fixed."""

    start: int
    end: int
    replacement: str
    rule: str
    category: str
    key: _Key


def _fixable(text: str, report: FileReport, unsafe: bool) -> list[_Item]:
    found = []
    for finding, replacement in zip(report.findings, report.replacements, strict=True):
        if replacement is None or finding.fix is None or (finding.fix == "unsafe" and not unsafe):
            continue
        there = text[finding.start : finding.end]
        if there != replacement:
            key = (finding.rule, there, replacement)
            found.append(_Item(finding.start, finding.end, replacement, finding.rule, finding.category, key))
    return found


def _choose(items: list[_Item]) -> list[_Item]:
    """Those that can be made at once: of overlapping ones the first, outermost; duplicates last and rule by rule."""
    others = [item for item in items if item.category != _ONE_BY_ONE]
    if not others and items:
        first = min(item.rule for item in items)
        others = [item for item in items if item.rule == first]
    chosen: list[_Item] = []
    for item in sorted(others, key=lambda item: (item.start, -item.end, item.rule)):
        if not chosen or item.start >= max(chosen[-1].end, chosen[-1].start + 1):
            chosen.append(item)
    return chosen


# From findings to edits.


def _edits(text: str, items: Sequence[_Item]) -> list[Edit]:
    """The edits for items that do not overlap: whole lines go with their line breaks, the rest is replaced in its line."""
    if not items:
        return []
    lines = Document(text).lines
    starts = [line.start for line in lines]
    gone, inline = _lines_gone(lines, starts, items)
    edits = [_in_line(text, lines, starts, item) for item in inline] + _line_edits(lines, gone)
    apart: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if not apart or edit.start >= apart[-1].end:
            apart.append(edit)
    return apart


def _lines_gone(lines: Sequence[Line], starts: Sequence[int], items: Sequence[_Item]) -> tuple[dict[int, str], list[_Item]]:
    """The lines of which nothing would be left, by their places in `lines`, with the rule that says so; the other items."""

    def line_of(item: _Item) -> int:
        return bisect_right(starts, item.start) - 1

    gone: dict[int, str] = {}
    inline: list[_Item] = []
    for first, group in groupby(items, key=line_of):
        mine = list(group)
        removing = [item for item in mine if not item.replacement and _is_inked(item.key[1])]
        last = bisect_right(starts, max(item.end for item in mine) - 1) - 1
        span = lines[first].start, lines[max(first, last)].end
        rest, done = "", span[0]
        for item in removing:
            rest += _piece(lines, first, last, done, item.start)
            done = item.end
        rest += _piece(lines, first, last, done, span[1])
        if removing and not rest.strip():
            gone.update(dict.fromkeys(range(first, last + 1), removing[0].rule))
        else:
            inline += mine
    return gone, inline


def _piece(lines: Sequence[Line], first: int, last: int, start: int, end: int) -> str:
    """What stands from `start` to `end` in a few lines."""
    return "".join(
        line.text[max(0, start - line.start) : max(0, end - line.start)]
        for line in (lines[first], *([lines[last]] if last > first else []))
    )


def _is_inked(text: str) -> bool:
    """Whether there is something to see in a text: an invisible character alone in its line leaves the line as it is."""
    return any(char.isprintable() and not char.isspace() for char in text)


def _in_line(text: str, lines: Sequence[Line], starts: Sequence[int], item: _Item) -> Edit:
    """The edit of an item within a line; words that go take one of the two gaps with them between which they stood."""
    start, end = item.start, item.end
    if not item.replacement and any(map(str.isalnum, item.key[1])):
        first, last = (lines[bisect_right(starts, place) - 1] for place in (start, end - 1))
        gap = end
        while gap < last.end and text[gap].isspace():
            gap += 1
        if gap >= last.end:  # nothing more in the line
            while start > first.start and text[start - 1].isspace():
                start -= 1
        elif start == first.start or text[start - 1].isspace():
            end = gap
    return Edit(start, end, item.replacement, item.rule)


def _line_edits(lines: Sequence[Line], gone: dict[int, str]) -> list[Edit]:
    """
    The edits that take whole lines.

    Of the blank lines between what stays above and below, those above the first line that goes stay, or, if there
    are none, the first that come behind it: two paragraphs stay apart as they were, and no tower of blank lines is
    left. At the end of the text the blank lines above go, and the text ends as it ended.
    """
    edits: list[Edit] = []
    done = 0
    for place, rule in gone.items():
        if place < done:  # part of the stretch before
            continue
        first, last = place, place + 1
        while first > 0 and lines[first - 1].blank:
            first -= 1
        while last < len(lines) and (last in gone or lines[last].blank):
            last += 1
        done = last
        edits += _stretch_edits(lines, gone, range(first, last), rule)
    return edits


def _stretch_edits(lines: Sequence[Line], gone: dict[int, str], stretch: range, rule: str) -> Iterator[Edit]:
    """The edits in one stretch of lines that go and blank ones, between two lines that stay or the ends of the text."""
    at_end = stretch.stop == len(lines)
    runs = [(going, list(run)) for going, run in groupby(stretch, key=gone.__contains__)]
    if at_end:
        kept = set(runs[-1][1]) if not runs[-1][0] else set()
    elif stretch.start > 0 or not runs[0][0]:
        kept = set(next((run for going, run in runs if not going), ()))
    else:
        kept = set()
    for going, run in groupby(stretch, key=lambda place: place not in kept):
        if not going:
            continue
        taken = list(run)
        # One edit for each line that was found, with the blank lines behind it that go; those above go with the first.
        heads = [place for place in taken if place in gone] or taken[:1]
        heads[0] = taken[0]
        for head, stop in zip(heads, [*heads[1:], taken[-1] + 1], strict=True):
            named = gone.get(head) or next((gone[place] for place in range(head, stop) if place in gone), rule)
            if at_end:  # the line break above goes, the one below, if there is one, stays
                start = lines[head - 1].end if head > 0 else 0
                yield Edit(start, lines[stop - 1].end, "", named)
            else:
                yield Edit(lines[head].start, lines[stop].start, "", named)


# For people: what was changed, line by line.


def unified(text: str, edits: Sequence[Edit], *, context: int = 3, first_line: int = 1) -> Iterator[str]:
    r"""
    The edits as a unified diff without its head, line by line, raw, as `patch` and `git apply` read it: a last line without a line
    break is marked as such. Whoever shows it makes it visible.

    >>> list(unified("Day one.\nAdvertisement\nDay two.\n", [Edit(9, 23, "", "advertisement-label")]))
    ['@@ -1,3 +1,2 @@', ' Day one.', '-Advertisement', ' Day two.']
    """
    rows = _rows(text)
    shift = 0  # how many lines more there are behind the blocks that were shown
    for hunk in _hunks(list(_blocks(text, rows, edits)), context):
        start = max(0, hunk[0][0] - context)
        stop = min(len(rows), hunk[-1][1] + context)
        shown, done, more = list[str](), start, 0
        for first, last, new in hunk:
            shown += [" " + row for row in rows[done:first]]
            shown += ["-" + row for row in rows[first:last]]
            shown += ["+" + row for row in new]
            done, more = last, more + len(new) - (last - first)
        shown += [" " + row for row in rows[done:stop]]
        old, new_count = stop - start, stop - start + more
        yield f"@@ -{_range(start, old, first_line)} +{_range(start + shift, new_count, first_line)} @@"
        for row in shown:
            yield row.removesuffix("\n")
            if not row.endswith("\n"):
                yield "\\ No newline at end of file"
        shift += more


def _rows(text: str) -> list[str]:
    """The lines of a text with their line breaks; nothing for what stands behind the last one, if nothing stands there."""
    *rows, rest = text.split("\n")
    return [f"{row}\n" for row in rows] + ([rest] if rest else [])


def _range(start: int, count: int, first_line: int) -> str:
    place = start + first_line - (count == 0)
    return f"{place}" if count == 1 else f"{place},{count}"


def _blocks(text: str, rows: Sequence[str], edits: Sequence[Edit]) -> Iterator[tuple[int, int, list[str]]]:
    """Runs of lines that change, by their places, `last` exclusive, with the lines that stand there instead."""
    starts = list(accumulate(map(len, rows[:-1]), initial=0))
    groups: list[list[Edit]] = []
    reach = -1
    for edit in edits:
        # An edit that ends where a line starts took the line break before it: the lines around it stand in its block.
        if groups and bisect_right(starts, edit.start) - 1 <= reach:
            groups[-1].append(edit)
        else:
            groups.append([edit])
        reach = bisect_right(starts, edit.end) - 1
    for group in groups:
        first = bisect_right(starts, group[0].start) - 1
        last = bisect_right(starts, group[-1].end)
        begin, end = starts[first], starts[last] if last < len(rows) else len(text)
        new = apply(text[begin:end], [edit._replace(start=edit.start - begin, end=edit.end - begin) for edit in group])
        yield _trimmed(first, list(rows[first:last]), _rows(new))


def _trimmed(first: int, old: list[str], new: list[str]) -> tuple[int, int, list[str]]:
    """A block without the lines at both ends that stay as they are."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return first + head, first + len(old) - tail, new[head : len(new) - tail]


def _hunks(blocks: Sequence[tuple[int, int, list[str]]], context: int) -> Iterator[list[tuple[int, int, list[str]]]]:
    """Blocks that stand so near to each other that they share their context."""
    hunk: list[tuple[int, int, list[str]]] = []
    for block in blocks:
        if hunk and block[0] - hunk[-1][1] > 2 * context:
            yield hunk
            hunk = []
        hunk.append(block)
    if hunk:
        yield hunk
