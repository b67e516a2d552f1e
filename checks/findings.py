"""What comes out: findings, the report on one document, and the report on a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from .rule import Rule


class Finding(msgspec.Struct, frozen=True, gc=False):
    """
    One defect at one place.

    `line` and `column` count from 1; `start` and `end` count code points of `field` from 0, end exclusive. A
    finding about the whole document stands at line 1 with an empty span at 0. `fix` says whether there is
    something to put in its place, and whether that is `safe` or `unsafe`.
    """

    rule: str
    category: str
    severity: str
    message: str
    hint: str | None
    field: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    fix: str | None = None


class Excerpt(msgspec.Struct, frozen=True, gc=False):
    """
    The text around a finding, from one line: before it, its own, behind it. Raw: reports make it safe for
    where it goes.
    """

    before: str
    marked: str
    after: str


class Content(msgspec.Struct, frozen=True):
    """
    What a document says: its text, its fields by their standard names, and the line of the file in which the text
    begins. Raw, like an excerpt. `mark_bytes` is how many bytes a byte order mark takes before the first line of the
    file; None where the file is not valid UTF-8, so that the text does not say at which bytes its characters stand.
    """

    text: str
    fields: dict[str, str]
    first_line: int = 1
    mark_bytes: int | None = 0


class Deduction(msgspec.Struct, frozen=True, gc=False):
    """What the findings of one rule take from the score, in points."""

    rule: str
    points: float


class Score(msgspec.Struct, frozen=True, gc=False):
    """
    How good a document is, 0 to 100; `score` is the lower of the two sides, and its deductions add up to what
    is missing from 100.
    """

    score: float = 100.0
    cleanliness: float = 100.0
    completeness: float = 100.0
    deductions: tuple[Deduction, ...] = ()


# In the place of a rule's name, where it was not a rule that failed, or not known which.
ENGINE = "engine"


class RuleCrash(msgspec.Struct, frozen=True, gc=False):
    """
    A rule that raised an error on a document; the other rules went on. `rule` is `engine` where a whole process
    died.
    """

    rule: str
    path: str
    record: int | None
    error: str


class FileReport(msgspec.Struct, frozen=True):
    """
    What was found in one document. `excerpts` stand beside `findings`, one each, where they were asked for;
    `replacements` likewise, with None where a rule offers none. `content` is there where it was asked for.
    `record_line` is the line of the file on which the record starts, 1 where that is not known; it is None for a plain
    text file, where the lines of findings in the text are those of the file.
    """

    path: str
    record: int | None
    id: str | None
    site: str | None
    findings: tuple[Finding, ...]
    score: Score
    passed: bool = True
    title: str = ""
    excerpts: tuple[Excerpt, ...] = ()
    replacements: tuple[str | None, ...] = ()
    crashes: tuple[RuleCrash, ...] = ()
    content: Content | None = None
    record_line: int | None = None


class Summary(msgspec.Struct, frozen=True):
    """
    A run in numbers. `findings` counts by severity, `rules` by rule; `crashed` counts, by rule, the documents on which it
    crashed. Documents that a whole process died of are not in it: they failed, and have a finding that says so.
    """

    documents: int
    failed: int
    passed: bool
    findings: dict[str, int]
    mean_score: float
    rules: dict[str, int]
    crashed: dict[str, int] = {}


class RunReport(msgspec.Struct, frozen=True):
    """The reports on all documents of a run, in the order of the input, and their summary."""

    documents: Sequence[FileReport]
    summary: Summary
    # The rule of a name, loaded when it is asked for; None where there is no such rule, as for a part of the engine.
    find_rule: Callable[[str], Rule | None] = lambda _name: None


class ReportOptions(msgspec.Struct, frozen=True):
    """
    How a report is to look: in colour or not, how many columns wide, only the summary (`quiet`), with counts
    by rule (`statistics`), and the threshold under which a score fails, for marking it.

    `repository` and `folder` are absolute: the root of the repository and the folder in which the run was started,
    for formats whose paths count from the root; both are empty where there is none. `max_bytes` is the room for a
    format that has to keep within a limit.
    """

    color: bool = False
    width: int = 80
    quiet: bool = False
    statistics: bool = False
    min_score: float = 0.0
    fail_on: str = "error"
    repository: str = ""
    folder: str = ""
    max_bytes: int = 1_000_000
