"""
Run the examples of rules under pytest.

One line in a test file runs every `BAD` and `GOOD` example of every rule below a path, exact spans included:

    from scrapelint.testing import examples

    test_rules = examples("lint")
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from .checks.discovery import find_rules, load_rules, local_rules
from .checks.document import Document
from .checks.engine import RuleSet, phrase_book, run_rules
from .checks.phrases import PhraseBook
from .checks.rule import Example, Rule, read_marks, remove_marks
from .checks.sources import document_from_text, read_bytes

__all__ = ["check_example", "examples", "flagged", "rules_below"]


def rules_below(path: str | os.PathLike[str]) -> list[Rule]:
    """The rules in a file or folder: as a part of their package where that is installed from there, else as local files."""
    root = Path(path).resolve()
    installed = [file for file in find_rules().values() if root in (file.path.resolve(), *file.path.resolve().parents)]
    return load_rules(installed or local_rules(root))


def example_document(example: Example) -> Document:
    """The document of an example, read as a file of its name, with the example's fields on top."""
    if isinstance(example.text, str) and example.name.endswith(".txt"):
        return document_from_text(str(remove_marks(example.text)), path=example.name, fields=example.fields)
    data = remove_marks(example.text)
    documents = read_bytes(data if isinstance(data, bytes) else data.encode(), example.name)
    return next((doc for doc in documents if doc.problems), documents[0])


def flagged(rule: Rule, doc: Document, book: PhraseBook | None = None) -> list[tuple[int, int]]:
    """
    What one rule flags in a document, as pairs of start and end; an error in the rule is raised.

    `book` holds the phrases that it may look up, those of the rule itself by default.
    """
    book = book or phrase_book([rule])
    found, crashes = run_rules(replace(doc, phrase_book=book), RuleSet.of([rule], book=book))
    if crashes:
        raise AssertionError(f"{rule.name} crashed: {crashes[0].error}")
    return sorted((finding.start, finding.end) for _, finding, _ in found)


def expected_places(example: Example) -> list[tuple[int, int]]:
    """The places that an example marks."""
    if example.whole:
        return [(0, 0)]
    if isinstance(example.text, str) and example.name.endswith(".txt"):
        return read_marks(example.text)[1]
    data = example.text if isinstance(example.text, bytes) else example.text.encode()
    documents = read_bytes(data, example.name)
    marked = next((doc.text for doc in documents if "\N{MATHEMATICAL LEFT WHITE SQUARE BRACKET}" in doc.text), "")
    return read_marks(marked)[1]


def check_example(rule: Rule, example: Example, *, bad: bool, book: PhraseBook | None = None) -> None:
    """Hold one example against its rule; raises AssertionError showing what was flagged and what should be."""
    doc = example_document(example)
    expected = expected_places(example) if bad else []
    found = flagged(rule, doc, book)
    if bad and not expected:
        raise AssertionError(f"{rule.name}: a BAD example marks nothing: {example.shown!r}")
    if found != expected:
        shown = {place: doc.text[slice(*place)] for place in sorted({*found, *expected})}
        raise AssertionError(f"{rule.name}: flagged {found}, expected {expected}, in {example.shown!r}\n{shown}")


def examples(path: str | os.PathLike[str]) -> Callable[..., Any]:
    """A pytest test that runs all examples of the rules in a file or folder, one case each."""
    import pytest

    rules = rules_below(path)
    book = phrase_book(rules)
    cases = [
        pytest.param(rule, example, kind == "bad", id=f"{rule.name}-{kind}-{number}")
        for rule in rules
        for kind, values in (("bad", rule.bad), ("good", rule.good))
        for number, example in enumerate(values, 1)
    ]

    @pytest.mark.parametrize(("rule", "example", "bad"), cases)
    def run(rule: Rule, example: Example, bad: bool) -> None:
        check_example(rule, example, bad=bad, book=book)

    return run
