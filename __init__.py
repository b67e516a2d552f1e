r"""
A linter for scraped text: finds what scrapers leave behind, scores each document, gates CI.

>>> import scrapelint
>>> scrapelint.check_text("Ferry sails\nThe ferry sails.\nRead Entire Article", date="2026-05-03").findings[0].rule
'read-more-link'
"""

from .checks import Document, Example, FileReport, Finding, Rule, Score, Severity, Span
from .checks.api import check_document, check_file, check_paths, check_text, load_settings
from .checks.version import __version__

__all__ = [
    "Document",
    "Example",
    "FileReport",
    "Finding",
    "Rule",
    "Score",
    "Severity",
    "Span",
    "__version__",
    "check_document",
    "check_file",
    "check_paths",
    "check_text",
    "load_settings",
]
