"""
The engine: from bytes to verdict. Knows no rule and no colour.

What rules, reports and plugins may use is listed here; everything else may change.
"""

from .dates import has_dateline, has_full_date, only_a_date
from .document import (
    Document,
    Line,
    Problem,
    Span,
    count_words,
    host_of,
    looks_like_headline,
    printable,
    visible,
    visible_chars,
    without_orders,
)
from .errors import InternalError, RuleError, ScrapelintError, SettingsError, UsageError
from .findings import (
    Content,
    Deduction,
    Excerpt,
    FileReport,
    Finding,
    ReportOptions,
    RuleCrash,
    RunReport,
    Score,
    Summary,
)
from .headlines import heading_key, is_dated_series, without_site
from .language import alike, detect_language, guess_by_letters, guess_by_stop_words, has_common_words, primary
from .line_model import Judgement, LineModel, line_model, log_odds, refuse_no_model, runs
from .lists import is_announced
from .normalise import fold, line_key, number_key
from .patterns import pattern, spellings
from .repeats import Paragraph
from .rule import Example, Hit, Hits, Option, Rule, Severity
from .version import __version__

__all__ = [
    "Content",
    "Deduction",
    "Document",
    "Example",
    "Excerpt",
    "FileReport",
    "Finding",
    "Hit",
    "Hits",
    "InternalError",
    "Judgement",
    "Line",
    "LineModel",
    "Option",
    "Paragraph",
    "Problem",
    "ReportOptions",
    "Rule",
    "RuleCrash",
    "RuleError",
    "RunReport",
    "Score",
    "ScrapelintError",
    "SettingsError",
    "Severity",
    "Span",
    "Summary",
    "UsageError",
    "__version__",
    "alike",
    "count_words",
    "detect_language",
    "fold",
    "guess_by_letters",
    "guess_by_stop_words",
    "has_common_words",
    "has_dateline",
    "has_full_date",
    "heading_key",
    "host_of",
    "is_announced",
    "is_dated_series",
    "line_key",
    "line_model",
    "log_odds",
    "looks_like_headline",
    "number_key",
    "only_a_date",
    "pattern",
    "primary",
    "printable",
    "refuse_no_model",
    "runs",
    "spellings",
    "visible",
    "visible_chars",
    "without_orders",
    "without_site",
]
