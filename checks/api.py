"""
The linter as a library: the reports on a text, a file or many paths, with the same settings, rules and gate as
on the command line.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from .config import Config, Rules, find_config, read_config
from .engine import Checker
from .errors import UsageError, suggestion
from .gate import Gate
from .run import check_sources
from .sources import document_from_text, find_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    return _checker(config).check(document_from_text(text, path=path, fields=given))


def check_document(doc: Document, *, config: Config = _DEFAULTS) -> FileReport:
    """The report on a document that was made by hand."""
    return _checker(config).check(doc)


def check_file(path: str | os.PathLike[str], *, config: Config | None = None) -> list[FileReport]:
    """The reports on the documents of one file, one for a text file, one for each record of a feed."""
    return list(check_paths([path], config=config))


def check_paths(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    config: Config | None = None,
    jobs: int = 1,
) -> Iterator[FileReport]:
    """
    The reports on all documents under files, folders and globs, or one of these, in order.

    Settings are found from the first path upward unless they are given. Raises UsageError for a path that is
    not there or holds nothing to check.
    """
    names = [os.fspath(path) for path in ([paths] if isinstance(paths, (str, os.PathLike)) else paths)]
    if config is None:
        config = find_config(Path(names[0]) if names else Path())
    sources, troubles = find_sources(names, config.source_options())
    if troubles:
        raise UsageError("; ".join(f"{trouble.path}: {trouble.message}" for trouble in troubles))
    gate = Gate(config.settings.fail_on, config.settings.min_score)
    return check_sources(sources, config, gate, jobs=jobs)


def load_settings(path: str | os.PathLike[str]) -> Config:
    """The settings of a file, pyproject.toml or scrapelint.toml."""
    return read_config(Path(path)) or Config()


@lru_cache(maxsize=8)
def _checker_of(holder: _Holder) -> Checker:
    config = holder.config
    gate = Gate(config.settings.fail_on, config.settings.min_score)
    return Checker(Rules(config).for_document, gate.passes)


class _Holder:
    """Settings as a key of the cache: by identity, since they hold tables."""

    def __init__(self, config: Config) -> None:
        self.config = config

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Holder) and other.config is self.config

    def __hash__(self) -> int:
        return id(self.config)


def _checker(config: Config) -> Checker:
    return _checker_of(_Holder(config))
