r"""
A linter for scraped text: finds what scrapers leave behind, scores each document, gates CI.

>>> import scrapelint
>>> scrapelint.check_text("Ferry sails\nThe ferry sails.\nRead Entire Article", date="2026-05-03").findings[0].rule
'read-more-link'
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .assertions import assert_clean
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
    "assert_clean",
    "check_document",
    "check_file",
    "check_paths",
    "check_records",
    "check_text",
    "load_settings",
    "score_record",
]

# What is imported when it is asked for, and from where, if not from `checks`. Every start of pytest imports this package, for
# its plugin, also where nobody wants to check a text: the engine would cost each of them a tenth of a second.
_HOMES = {
    "__version__": ".checks.version",
    "assert_clean": ".assertions",
    **dict.fromkeys(
        ("check_document", "check_file", "check_paths", "check_records", "check_text", "load_settings", "score_record"),
        ".checks.api",
    ),
}

if not TYPE_CHECKING:  # a type checker would take it that there is every name

    def __getattr__(name):
        """A public name, or the package `checks`, imported now."""
        from importlib import import_module

        if name == "checks":
            return import_module(".checks", __name__)
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(_HOMES.get(name, ".checks"), __name__), name)
        return value

    def __dir__():
        return sorted({*globals(), *__all__})
