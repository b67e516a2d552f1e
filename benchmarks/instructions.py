"""
How many instructions of the processor a byte of text takes. Unlike time, that does not depend on what else the machine does, so
that a change of one percent shows.

    python benchmarks/instructions.py FEED.jsonl [--documents 40] [--ignore RULE,RULE]

Needs valgrind, which counts. Two processes check documents from all over the feed to warm up; one of them goes on with the
documents that count, and the difference is what these took.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from scrapelint.checks import Document
from scrapelint.checks.discovery import find_rules
from scrapelint.checks.engine import Checker, RuleSet, phrase_book
from scrapelint.reports.jsonl import render_document

COUNT = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
# Enough for what is made once: patterns, the model, the profiles of languages.
WARM_UP = 60


def check(documents: list[Document], ignored: set[str], languages: set[str | None]) -> None:
    """Check documents with all rules but some, and throw the reports away; the phrases of the languages are ready."""
    every = sorted((file.load() for file in find_rules().values()), key=lambda rule: rule.name)
    # The native engines from the first text on: else they would be compiled while the instructions are counted.
    book = phrase_book(every, "hyperscan")
    rules = RuleSet.of((rule for rule in every if rule.name not in ignored), book=book, engine="hyperscan")
    for language in languages:
        book.index(language).literals(Document("a"))
    checker = Checker(lambda _doc: rules)
    for doc in documents:
        render_document(checker.check(doc))


def spread(documents: list[Document], number: int, offset: float) -> list[Document]:
    """So many documents at equal distances; `offset` (0 to 1) is a part of that distance."""
    step = len(documents) / number
    return [documents[int(step * (place + offset))] for place in range(number)] if step >= 1 else documents


def instructions(arguments: list[str], part: str) -> int:
    """What one run of this script takes; raises RuntimeError where it did not work."""
    command = [*COUNT, sys.executable, str(Path(__file__).resolve()), *arguments, "--part", part]
    done = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": "0"}, capture_output=True, text=True, check=False)
    counted = re.search(r"I +refs:\s+([\d,]+)", done.stderr)
    if done.returncode or counted is None:
        raise RuntimeError(f"{' '.join(command)}: exit status {done.returncode}\n{done.stderr}")
    return int(counted[1].replace(",", ""))


def main() -> None:
    """Measure and print one line."""
    parser = argparse.ArgumentParser(description="Instructions of the processor a byte of text.")
    parser.add_argument("feed", type=Path)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--ignore", default="", help="rules to leave out, divided by commas")
    parser.add_argument("--part", choices=["warm", "all"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    with options.feed.open(encoding="utf-8") as feed:
        records = [json.loads(line) for line in feed]
    documents = [Document(record["text"], {"url": record.get("url", "")}) for record in records]
    warm, counted = spread(documents, WARM_UP, 0.1), spread(documents, options.documents, 0.6)
    if options.part:
        # Of other documents, for those that count are to be new to everything.
        languages = {Document(doc.text).language_by_words for doc in warm + counted}
        check(warm + counted if options.part == "all" else warm, set(options.ignore.split(",")), languages)
        return
    arguments = [str(options.feed), "--documents", str(options.documents), "--ignore", options.ignore]
    taken = instructions(arguments, "all") - instructions(arguments, "warm")
    size, lines = sum(len(doc.text.encode()) for doc in counted), sum(len(doc.inked) for doc in counted)
    print(f"{taken / size:,.0f} instructions a byte, {taken / lines:,.0f} a line ({len(counted)} documents, {size / 1e6:.2f} MB)")


if __name__ == "__main__":
    main()
