"""
One JSON object a line for each document, written as it is checked.

A line is an element of `documents` in the JSON report; `report.schema.json` describes it under
`$defs/document`. There is no summary: the exit status has the verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .json import encode_document

if TYPE_CHECKING:
    from ..checks import FileReport


def render_document(report: FileReport) -> str:
    """The line of one document."""
    return encode_document(report) + "\n"
