"""
Where a finding is: in the file, for programs that open files, and in the record, for people.

A plain text file is its own text: a finding has its line and column there. In a feed a whole record stands on one
line, or on lines that only a JSON parser can tell apart; the place in the file is the line on which the record
starts, and record, field and line in the field are said in words.
"""

from __future__ import annotations

import os
import posixpath
import re
from functools import lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from msgspec.structs import replace

from ..checks import Excerpt, Finding, Severity, fold, printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..checks import FileReport, ReportOptions, RuleCrash

RANK = {severity.value: severity.rank for severity in Severity}


class Place(NamedTuple):
    """
    A place in a file: lines from 1, and columns from 1 in code points, the end exclusive. Without columns it is whole
    lines.
    """

    line: int
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


def in_file(report: FileReport, finding: Finding) -> Place:
    """The place of a finding in the file."""
    if report.record_line is not None:
        return Place(report.record_line)
    if finding.field != "text" or not finding.end:  # in the front matter, or about the whole file
        return Place(1)
    return Place(finding.line, finding.column, finding.end_line, finding.end_column)


def in_record(report: FileReport, finding: Finding) -> str:
    """What the place in the file does not say, in words: `record 7, text line 55`; empty for a place in a plain text. Raw."""
    parts = [] if report.record is None else [f"record {report.record}"]
    if finding.field != "text" or (report.record_line is not None and finding.end):
        parts.append(f"{finding.field} line {finding.line}" if finding.end else finding.field)
    return ", ".join(parts)


# Messages of rules are short; those of a careless plugin, ids and names of sites may be as long as a text.
MAX_CHARS = 1_000
# Of an error, so that there is room for the words around it.
MAX_CRASH_CHARS = 800


def cut(text: str, limit: int = MAX_CHARS) -> str:
    """
    A text of at most so many characters, the last an ellipsis where more stood there.

    >>> cut("Ferry strike", 6), cut("Ferry", 6)
    ('Ferry…', 'Ferry')
    """
    return text if len(text) <= limit else text[: limit - 1] + "…"


def told(report: FileReport, finding: Finding, marked: str) -> str:
    """
    The message of a finding, with the beginning of the text in question and what the place in the file does not say.
    Raw.
    """
    message, where, quoted = cut(finding.message), in_record(report, finding), printable(marked)
    if quoted and quoted not in message:
        message += f": '{quoted}'"
    return f"{message} ({where})" if where else message


def worst_first(reports: Iterable[FileReport]) -> list[tuple[FileReport, Finding, str]]:
    """
    All findings, with their documents and the texts in question, in the order in which they are worth a look: by
    severity; the first of each rule before the second of any; the documents with the lowest score first.
    """
    turns: dict[tuple[str, str], int] = {}
    ranked: list[tuple[int, int, int, tuple[FileReport, Finding, str]]] = []
    for report in sorted(reports, key=lambda report: (report.score.score, report.path, report.record or 0)):
        for finding, marked in marked_texts(report):
            turn = turns[finding.severity, finding.rule] = turns.get((finding.severity, finding.rule), -1) + 1
            ranked.append((-RANK[finding.severity], turn, len(ranked), (report, finding, marked)))
    ranked.sort(key=lambda item: item[:3])
    return [item[3] for item in ranked]


# What standard input is called where a path would stand.
STDIN = "<stdin>"


def repository_path(path: str, options: ReportOptions) -> str:
    """
    A path as it is called from the root of the repository, for formats whose readers know no other; absolute where it
    leads out of there, and as it was given where there is no repository.
    """
    if path == STDIN:
        return path
    if not options.repository:
        return posixpath.normpath(path)
    whole = path if PurePath(path).is_absolute() else posixpath.join(options.folder, path)
    here = posixpath.normpath(whole)
    root = options.repository.rstrip("/") + "/"
    if not here.startswith(root):  # perhaps through a link, as to the folder in which the run was started
        folder, name = posixpath.split(whole)
        there = posixpath.join(_real(folder), name)
        here = there if there.startswith(root) else here
    return here.removeprefix(root)


@lru_cache(maxsize=1024)
def _real(folder: str) -> str:
    """A folder without links in its path."""
    return Path(os.path.realpath(folder)).as_posix()


def uri(path: str) -> str:
    """
    A path as a reference to a resource, percent-encoded in UTF-8; of a name that is not UTF-8, the bytes that it has.

    >>> uri("feeds/caf\N{LATIN SMALL LETTER E WITH ACUTE} 1#2.txt"), uri("/data/a.txt"), uri("C:/a.txt"), uri("10:30.txt")
    ('feeds/caf%C3%A9%201%232.txt', 'file:///data/a.txt', 'file:///C:/a.txt', '10%3A30.txt')
    """
    try:
        name = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # half a character, which no file's name has
        name = path.encode("utf-8", "backslashreplace")
    encoded = quote(name, safe="/")
    if path.startswith("/"):
        return f"file:///{encoded.lstrip('/')}"
    return f"file:///{path[0]}:{encoded[4:]}" if re.match("[A-Za-z]:/", path) else encoded


_DIGITS = re.compile(r"[0-9]+")


def sameness(report: FileReport, finding: Finding, marked: str, options: ReportOptions) -> tuple[str, ...]:
    """
    What makes a finding the same one in the next crawl, when lines have moved: the rule, the site or else the file
    (however its path was written), the field, and the text in question or else the message, without numbers.
    """
    text = " ".join(fold(marked).split()) or _DIGITS.sub("0", finding.message)
    return (finding.rule, report.site or repository_path(report.path, options), finding.field, text)


def fingerprints(keys: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A name for each of these keys, always the same for the same one; those that come again are counted."""
    import hashlib

    counts: dict[str, int] = {}
    for key in keys:
        name = hashlib.sha256("\0".join(key).encode("utf-8", "backslashreplace")).hexdigest()[:32]
        counts[name] = count = counts.get(name, 0) + 1
        yield f"{name}:{count}"


def marked_texts(report: FileReport) -> Iterator[tuple[Finding, str]]:
    """The findings of a document, each with the text in question, cut to what an excerpt holds."""
    excerpts = report.excerpts or (None,) * len(report.findings)
    for finding, excerpt in zip(report.findings, excerpts, strict=True):
        yield finding, excerpt.marked if excerpt else ""


def unnamed_crashes(report: FileReport) -> list[RuleCrash]:
    """The crashes on a document that no finding of it speaks of: where a whole process died, there is one."""
    named = {finding.rule for finding in report.findings} if report.crashes else set()
    return [crash for crash in report.crashes if crash.rule not in named]


def with_crashes(report: FileReport) -> FileReport:
    """
    A report in which rules that crashed are findings, the first ones, for formats that have room for nothing else: a
    document on which a rule crashed is not to look like a clean one.
    """
    crashes = unnamed_crashes(report)
    if not crashes:
        return report
    more = tuple(
        Finding(crash.rule, "engine", "error", crash_message(crash), None, "text", 1, 1, 1, 1, 0, 0) for crash in crashes
    )
    excerpts = report.excerpts or (Excerpt("", "", ""),) * len(report.findings)
    replacements = report.replacements or (None,) * len(report.findings)
    return replace(
        report,
        findings=more + report.findings,
        excerpts=(Excerpt("", "", ""),) * len(more) + excerpts,
        replacements=(None,) * len(more) + replacements,
    )


def crash_message(crash: RuleCrash) -> str:
    """What is said of a rule that crashed on a document. Raw."""
    return f"rule {crash.rule} crashed: {cut(crash.error, MAX_CRASH_CHARS)}; the other rules' results are reported"
