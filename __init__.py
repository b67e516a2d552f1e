r"""
A linter for scraped text: finds what scrapers leave behind, scores each document, gates CI.

>>> import scrapelint
>>> scrapelint.check_text("Ferry sails\nThe ferry sails.\nRead Entire Article", date="2026-05-03").findings[0].rule
'read-more-link'
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .checks import Document, Example, FileReport, Finding, Rule, Score, Severity, Span
    from .checks.api import check_document, check_file, check_paths, check_records, check_text, load_settings, score_record
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
    "check_records",
    "check_text",
    "load_settings",
    "score_record",
]

# What is imported when it is asked for, and from where. Every start of pytest imports this package, for its plugin, also
# where nobody wants to check a text: the engine would cost each of them a tenth of a second.
_API = ("check_document", "check_file", "check_paths", "check_records", "check_text", "load_settings", "score_record")

if not TYPE_CHECKING:  # a type checker would take it that there is every name

    def __getattr__(name):
        """A public name, or the package `checks`, imported now."""
        from importlib import import_module

        if name == "checks":
            return import_module(".checks", __name__)
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        home = ".checks.version" if name == "__version__" else ".checks.api" if name in _API else ".checks"
        value = globals()[name] = getattr(import_module(home, __name__), name)
        return value

    def __dir__():
        return sorted({*globals(), *__all__})
