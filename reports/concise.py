"""
One line a finding, as compilers write them: for logs, editors and `grep`.

`path:line:column: severity rule: message`, written as each document is checked. For a record of a feed the line is
the one on which the record starts; record, field and line in the field stand behind the message. At the end
come the rules that crashed, a line each; the last line is the run in one sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..checks import visible, without_orders
from ._places import in_file, marked_texts, told
from ._words import crashed_on, sentence

if TYPE_CHECKING:
    from ..checks import FileReport, ReportOptions, Summary


EXCERPTS = True


def render_document(report: FileReport) -> str:
    """The lines of one document."""
    path, lines = visible(report.path), list[str]()
    for finding, marked in marked_texts(report):
        place = in_file(report, finding)
        what = visible(f"{finding.severity} {finding.rule}: {told(report, finding, marked)}")
        lines.append(without_orders(f"{path}:{place.line}:{place.column or 1}: {what}") + "\n")
    return "".join(lines)


def render_end(summary: Summary, _options: ReportOptions) -> str:
    """The rules that crashed, a line each, then the run in one sentence."""
    lines = [without_orders(visible(crashed_on(*item))) for item in summary.crashed.items()]
    return "".join(f"{line}\n" for line in (*lines, sentence(summary)))
