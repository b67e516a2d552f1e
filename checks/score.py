"""
Findings → two scores and what each rule takes from them.

*Cleanliness* is about what should not be there: the share of the text that is clean. Every character that is not
white space weighs the same; one that a finding covers is dirty, by the severity of the finding (error and warning 1,
info 0.1) or as much as its rule says, once, however many findings cover it. A finding that covers little still costs a
reader's attention, as if it stood in some more text: an error in at least 60 characters, a warning in 30, an info in 3;
a third of that where the text belongs and is only damaged (categories spacing, encoding, language).

    cleanliness = 100 × (1 - dirty characters / characters) × characters / (characters + attention)

*Completeness* is about what is missing: each finding of the categories field, completeness, wrong-page and file,
and of other rules that say so, takes points.

Both are reported, so that nobody wins by throwing text away; the score is the lower of the two.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from .findings import Deduction, Finding, Score

if TYPE_CHECKING:
    from .rule import Rule

# The weight of a dirty character, and the least that a finding costs, in characters.
WEIGHT = {"error": 1.0, "warning": 1.0, "info": 0.1}
LEAST_CHARS = {"error": 60.0, "warning": 30.0, "info": 3.0}
DAMAGE = frozenset({"spacing", "encoding", "language"})
LEAST_CHARS_OF_DAMAGE = {severity: chars / 3 for severity, chars in LEAST_CHARS.items()}

# What a finding about completeness takes, where its rule does not say.
POINTS = {"error": 100.0, "warning": 3.0, "info": 0.5}
COMPLETENESS = frozenset({"field", "completeness", "wrong-page", "file"})

# A text of fewer characters counts as if it had this many: one short leftover does not make a brief
# worthless.
MIN_CHARS = 300


# One byte a character: 1 for white space, 0 for ink. Characters beyond Latin-1 count as ink.
_BLANK = bytes(chr(byte).isspace() for byte in range(256))

Side = tuple[int, dict[str, int]]
_CLEAN: Side = (1000, {})


def score_document(text: str, findings: Sequence[Finding], rules: Mapping[str, Rule]) -> Score:
    """
    The score of a text of which `findings` were found; `rules` give the points of the rules about
    completeness.

    Same findings in any order, same score; one more finding never raises it; none, 100.
    """
    if not findings:
        return Score()
    dirt: list[_DirtyPlace] = []
    missing: dict[str, float] = {}
    for finding in findings:
        rule = rules.get(finding.rule)
        points = rule.points if rule is not None else None
        if points is not None or finding.category in COMPLETENESS:
            points = POINTS[finding.severity] if points is None else points
            missing[finding.rule] = missing.get(finding.rule, 0.0) + points
        else:
            weight = rule.weight if rule is not None else None
            weight = WEIGHT[finding.severity] if weight is None else weight
            least = (LEAST_CHARS_OF_DAMAGE if finding.category in DAMAGE else LEAST_CHARS)[finding.severity]
            dirt.append((-weight, finding.start, -finding.end, finding.rule, finding.field, least))
    cleanliness = _side(*_dirt(blank_mask(text), dirt)) if dirt else _CLEAN
    completeness = _side(missing, math.fsum(missing.values()))
    score, taken = min(cleanliness, completeness, key=lambda side: side[0])
    deductions = [Deduction(rule, tenths / 10) for rule, tenths in taken.items()]
    deductions.sort(key=lambda deduction: (-deduction.points, deduction.rule))
    return Score(score / 10, cleanliness[0] / 10, completeness[0] / 10, tuple(deductions))


def blank_mask(text: str) -> bytes:
    """One byte a character of the text: 1 for white space, 0 for ink."""
    return text.encode("latin-1", "replace").translate(_BLANK)


# A finding about what should not be there, in the order in which they count: the weight of its characters (less than 0), its start,
# its end (less than 0), rule and field; and the least characters that it costs.
_DirtyPlace = tuple[float, int, int, str, str, float]


def _dirt(ink: bytes, findings: list[_DirtyPlace]) -> tuple[dict[str, float], float]:
    """
    What the findings of each rule cost in a text given as its `blank_mask`, and the points that all take together.

    A character that several findings cover counts for the one of the greatest weight, then of the earliest start,
    then of the first name.
    """
    covered: dict[str, float] = {}
    attention: dict[str, float] = {}
    free = bytearray(ink)
    for negative, start, minus_end, rule, of_field, least in sorted(findings):
        weight, end = -negative, min(-minus_end, len(ink))
        newly = inked = 0
        if of_field == "text" and start < end:
            newly, inked = free.count(0, start, end), ink.count(0, start, end)
            if newly:
                free[start:end] = b"\1" * (end - start)
        covered[rule] = covered.get(rule, 0.0) + weight * newly
        attention[rule] = attention.get(rule, 0.0) + max(0.0, least - weight * inked)
    chars = len(ink) - ink.count(1)  # blanks are fewer, and quicker to count
    dirty = math.fsum(covered.values()) / chars if chars else 0.0
    extra = math.fsum(attention.values())
    room = max(MIN_CHARS, chars)
    lost = 100.0 * (1.0 - (1.0 - min(1.0, dirty)) * room / (room + extra))
    return {rule: covered[rule] + attention[rule] for rule in covered}, lost


def _side(costs: Mapping[str, float], lost: float) -> Side:
    """
    A score in tenths of a point, from the points lost, and the tenths that each rule took: as much as its share
    of all costs, by largest remainder, so that they add up.
    """
    total = math.fsum(costs.values())
    if not total:
        return _CLEAN
    loss = min(1000, max(1, round(10 * lost)))  # whatever was found shows
    exact = {rule: loss * cost / total for rule, cost in costs.items()}
    taken = {rule: int(tenths) for rule, tenths in exact.items()}
    by_remainder = sorted(exact, key=lambda rule: (taken[rule] - exact[rule], rule))
    for rule in by_remainder[: loss - sum(taken.values())]:
        taken[rule] += 1
    return 1000 - loss, {rule: tenths for rule, tenths in taken.items() if tenths}
