"""
The linter as a library: the reports on a text, on records, a file or many paths, with the same settings, rules and gate
as on the command line.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .config import Config, Rules, find_config, read_config
from .engine import Checker
from .errors import UsageError, suggestion
from .gate import Gate
from .json_feeds import Feed
from .records import looked_at
from .run import check_sources
from .sources import document_from_text, find_sources
from .values import Plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .document import Document
    from .findings import FileReport

FIELDS = ("title", "date", "author", "url", "language", "site", "id")

_DEFAULTS = Config()


def check_text(
    text: str,
    *,
    path: str = "<text>",
    config: Config = _DEFAULTS,
    **fields: str | None,
) -> FileReport:
    r"""
    The report on one text.

    Fields that the record has are given by name: title, date, author, url, language, site, id. None is
    a field that the record does not have.

    >>> report = check_text("Bridge opens\nThe bridge opened on Friday.\nRead Entire Article", date="2026-05-03")
    >>> [(finding.rule, finding.line) for finding in report.findings]
    [('read-more-link', 3)]
    """
    for name, value in {"text": text, **fields}.items():
        if name != "text" and name not in FIELDS:
            raise TypeError(f"there is no field {name!r}{suggestion(name, FIELDS)}; there are {', '.join(FIELDS)}")
        if not isinstance(value, str) and (value is not None or name == "text"):
            raise TypeError(f"{name} must be a string, not {type(value).__name__}; convert it first")
    given = {name: value for name, value in fields.items() if value is not None}
    return checker_of(config).check(document_from_text(text, path=path, fields=given))


def check_document(doc: Document, *, config: Config = _DEFAULTS) -> FileReport:
    """The report on a document that was made by hand."""
    return checker_of(config).check(doc)


def check_records(
    records: Iterable[Any], *, path: str = "<records>", config: Config = _DEFAULTS, excerpts: bool = False
) -> Iterator[FileReport]:
    """
    The reports on records, one each, as they come; `record` counts them from 1. `path` stands for the name of their feed;
    with `excerpts`, the text around each finding is beside it.

    A record is a mapping (or a row, a named tuple, a dataclass …) or a bare text. Its fields are found as in a feed: by
    the usual names and those of the settings, also one level down. Whatever is wrong with a record, down to one that is
    none, is a finding and not an error. NaN and NaT count as no value, dates may be objects, texts may be bytes.

    Raises TypeError where `records` is one record, one text or a table instead of many records.

    >>> feed = [{"headline": "Ferry strike", "articleBody": "Day two."}, {"headline": "No text"}, None]
    >>> [(report.record, report.title, [f.rule for f in report.findings if f.severity == "error"]) for report in check_records(feed)]
    [(1, 'Ferry strike', []), (2, 'No text', ['missing-text']), (3, '', ['missing-text'])]
    """
    if isinstance(records, (str, bytes, bytearray, Mapping)):
        raise TypeError(f"records must be many of them, not one {type(records).__name__}; put it into a list")
    if hasattr(records, "columns"):
        raise TypeError(
            f"records must be an iterable of records, not a table ({type(records).__name__}); "
            'in pandas give df.to_dict("records"), in Polars df.iter_rows(named=True), in Arrow table.to_pylist()'
        )
    checker, reader = checker_of(config, excerpts=excerpts), RecordReader(config, path)
    return (checker.check(reader.document(record, number)) for number, record in enumerate(records, 1))


def score_record(record: Any, *, config: Config = _DEFAULTS) -> dict[str, Any]:
    r"""
    The verdict on one record, or one text, as columns to be put beside it.

    They are `scrapelint_score`, `scrapelint_cleanliness` and `scrapelint_completeness` (0 to 100), `scrapelint_passed`
    (by the gate of the settings) and `scrapelint_rules`: the names of the rules that found something, sorted, with commas
    between them.

    For `map` of Hugging Face datasets, also with several processes, and `apply` of pandas; with other settings than the
    defaults as `functools.partial(score_record, config=config)`.

    >>> score_record({"title": "Ferry", "text": "It sails.\nRead Entire Article", "date": "2026-05-03"})["scrapelint_rules"]
    'read-more-link'
    """
    report = checker_of(config).check(RecordReader(config, "<records>").document(record, None))
    return {
        "scrapelint_score": report.score.score,
        "scrapelint_cleanliness": report.score.cleanliness,
        "scrapelint_completeness": report.score.completeness,
        "scrapelint_passed": report.passed,
        # Not a list: `map` of datasets takes the type of a column from its first 1,000 records, and for lists that are all
        # empty it is "list of nothing", which the first finding in the 1,001st breaks.
        "scrapelint_rules": ",".join(sorted({finding.rule for finding in report.findings})),
    }


class RecordReader:
    """Documents of records that are values of Python, read as those of a feed are; `path` stands for the feed's name."""

    def __init__(self, config: Config, path: str) -> None:
        options = config.source_options()
        self._feed = Feed(path, options)
        self._looked_at: Callable[[str], bool] = looked_at(options)

    def document(self, record: Any, number: int | None) -> Document:
        """The document of one record; what is wrong with it is among its problems."""
        plain = Plain(record, self._looked_at)
        return self._feed.document(plain.value, number, escaped=plain.escaped)


def check_file(path: str | os.PathLike[str], *, config: Config | None = None) -> list[FileReport]:
    """The reports on the documents of one file, one for a text file, one for each record of a feed."""
    return list(check_paths([path], config=config))


def check_paths(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    config: Config | None = None,
    jobs: int = 1,
    excerpts: bool = False,
) -> Iterator[FileReport]:
    """
    The reports on all documents under files, folders and globs, or one of these, in order; with `excerpts`, the text
    around each finding is beside it.

    Settings are found from the first path upward unless they are given. Raises UsageError for a path that is
    not there or holds nothing to check, ValueError for a number of processes below 0.
    """
    if isinstance(jobs, bool) or not isinstance(jobs, int) or jobs < 0:
        raise ValueError(f"jobs: {jobs!r} is not a whole number of 0 or more (0 = as many as there are processors)")
    names = [os.fspath(path) for path in ([paths] if isinstance(paths, (str, os.PathLike)) else paths)]
    if config is None:
        config = find_config(Path(names[0]) if names else Path())
    refuse_no_settings(config)
    sources, troubles = find_sources(names, config.source_options())
    if troubles:
        raise UsageError("; ".join(f"{trouble.path}: {trouble.message}" for trouble in troubles))
    gate = Gate(config.settings.fail_on, config.settings.min_score)
    return check_sources(sources, config, gate, excerpts=excerpts, jobs=jobs)


def load_settings(path: str | os.PathLike[str]) -> Config:
    """The settings of a file, pyproject.toml or scrapelint.toml."""
    return read_config(Path(path)) or Config()


def checker_of(config: Config, *, excerpts: bool = False, contents: bool = False) -> Checker:
    """The rules and the gate of these settings; made once for equal settings. Raises TypeError for what are no settings."""
    refuse_no_settings(config)
    return _checker_of(_Holder(config), excerpts, contents)


def refuse_no_settings(config: object) -> None:
    """Raise TypeError, with what to give, for a path or a table in the place of settings."""
    if not isinstance(config, Config):
        raise TypeError(f"config must be settings, not {type(config).__name__}; give load_settings(path)")


@lru_cache(maxsize=8)
def _checker_of(holder: _Holder, excerpts: bool, contents: bool) -> Checker:
    config = holder.config
    gate = Gate(config.settings.fail_on, config.settings.min_score)
    return Checker(Rules(config).for_document, gate.passes, excerpts, contents)


class _Holder:
    """
    Settings as a key of the cache: by what they say, since they hold tables, which have no hash.

    Not by identity: `map` with several processes sends them anew with each piece of work.
    """

    def __init__(self, config: Config) -> None:
        self.config = config

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Holder) and (other.config is self.config or other.config == self.config)

    def __hash__(self) -> int:
        settings = self.config.settings
        return hash(
            (self.config.source, self.config.root, settings.select, settings.ignore, settings.fail_on, settings.min_score)
        )
