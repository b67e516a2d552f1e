"""
How much is found on pages in fifteen languages, and how much good text is flagged.

    python benchmarks/languages.py [PAGES.jsonl] [--examples N] [--language CODE]

`languages.jsonl` has 220 pages that were written for this measurement after the manners of as many real sites: papers and
broadcasters, blogs, shops, forums, offices, health and recipe pages. Their writers had not seen what the tool looks for, nor had the
writers of the long lists of phrases seen these pages; both were language models, so that a native reader's pages may do worse. Two
rules, network-names and toolbar-signs, were made with a look at some of them. Articles, names and numbers are invented.

`kind` is `main` (as a main-content extractor gives it), `full` (a dump of the page) or `clean`; `labels` has one letter for each line:
`c` belongs to the text, `b` does not, `?` can be argued about and does not count, `-` is blank.

A line counts as flagged as in `corpus.py`.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

from corpus import counts, covered_lines, read_lines
from scrapelint.checks import Document
from scrapelint.checks.discovery import find_rules
from scrapelint.checks.engine import Checker, RuleSet


def flagged_lines(text: str, checker: Checker) -> list[int]:
    """The lines, from 1, that the tool says do not belong."""
    report = checker.check(Document(text))
    findings = [
        {name: getattr(finding, name) for name in ("severity", "category", "field", "start", "end")}
        for finding in report.findings
    ]
    lines: list[int] = covered_lines(text, [finding for finding in findings if counts(finding)])
    return lines


def percent(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def row(name: str, count: Counter[str]) -> str:
    right, wrong = count["main b+"] + count["full b+"], count["main c+"] + count["full c+"]
    found = [percent(count[f"{kind} b+"], count[f"{kind} b+"] + count[f"{kind} b-"]) for kind in ("main", "full")]
    good = count["clean c+"] + count["clean c-"]
    return f"| {name} | {percent(right, right + wrong)} | {' | '.join(found)} | {count['clean c+']} of {good} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("pages", type=Path, nargs="?", default=Path(__file__).with_name("languages.jsonl"))
    parser.add_argument(
        "--examples", type=int, default=0, metavar="N", help="so many missed and wrongly flagged lines a language"
    )
    parser.add_argument("--language", metavar="CODE", help="only pages in this language")
    options = parser.parse_args()
    rules = RuleSet.of(file.load() for file in find_rules().values())
    checker = Checker(lambda _doc: rules)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    examples: dict[str, list[str]] = defaultdict(list)
    for page in read_lines(options.pages):
        if options.language not in (None, page["language"]):
            continue
        flagged = set(flagged_lines(page["text"], checker))
        for number, (line, label) in enumerate(zip(page["text"].split("\n"), page["labels"], strict=True), 1):
            wrong = label in "bc" and (number in flagged) != (label == "b")
            found[page["language"]][f"{page['kind']} {label}{'+' if number in flagged else '-'}"] += 1
            if wrong:
                examples[page["language"]].append(
                    f"{'missed' if label == 'b' else 'wrong'} {page['id']}:{number} {line.strip()[:100]}"
                )
    print("| language | precision | recall, extractors | recall, dumps | lines flagged of clean pages |\n|---|--:|--:|--:|--:|")
    for language in sorted(found):
        print(row(f"`{language}`", found[language]))
    print(row("all", sum(found.values(), Counter())))
    for language, lines in sorted(examples.items()):
        step = max(1, len(lines) // options.examples) if options.examples else 0
        for line in lines[::step][: options.examples] if step else []:
            print(f"{language} {line}")


if __name__ == "__main__":
    main()
