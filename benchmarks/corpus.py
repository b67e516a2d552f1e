r"""
What the rules flag on a labelled corpus of extractor outputs: how much of the dirt, and how much good text.

    python benchmarks/corpus.py CORPUS.jsonl.gz [--keep FOLDER] [--jobs N] [--examples N] [--by FIELD]
    python benchmarks/corpus.py benchmarks/languages.jsonl --by language

Each line of the corpus is an object with `id`, `site`, `text`, `extractor`, `kind` (`main`: the output of a main-content
extractor; `full`: of a whole-page converter; `gold`: the text a person took from the page; its `extractor` is `gold` too) and
`labels`: one character a line of `text.split("\n")`, `c` content, `b` leftover, `d` duplicate, `?` doubtful, `-` blank. Lines
labelled `?` and `-` never count.

The tool sees a feed of `id`, `site` and `text` only. A line counts as flagged when findings of severity error or warning cover
at least half of its characters that are not blank. Findings of the categories spacing, encoding and language are left out: such
a line belongs to the text and is only damaged. `--by` divides the documents by one of their fields. `--keep` keeps the feed, the
report and the predictions; `--examples` prints content lines of gold documents that were flagged.

`languages.jsonl` has 220 pages in 15 languages, which were written for this measurement after the manners of as many real sites:
papers and broadcasters, blogs, shops, forums, offices, health and recipe pages. Their writers had not seen what the tool looks for, nor
had the writers of the long lists of phrases seen these pages; both were language models, so that pages of other people may do worse. Two
rules, network-names and toolbar-signs, were made with a look at some of them. Articles, names and numbers are invented.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DAMAGE = frozenset({"spacing", "encoding", "language"})
KINDS = ("main", "full", "gold")


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, packed or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def write_feed(corpus: Path, feed: Path) -> int:
    """The corpus without its labels; returns its size in bytes."""
    with feed.open("w", encoding="utf-8") as file:
        for record in read_lines(corpus):
            file.write(json.dumps({key: record.get(key) for key in ("id", "site", "text")}, ensure_ascii=False) + "\n")
    return feed.stat().st_size


def run_tool(feed: Path, report: Path, jobs: int) -> float:
    """Check the feed with the default settings; returns the wall seconds."""
    command = [sys.executable, "-m", "scrapelint", "check", feed.name, "--isolated", "--format", "jsonl", "--jobs", str(jobs)]
    start = time.perf_counter()
    with report.open("wb") as output:
        done = subprocess.run(command, cwd=feed.parent, stdout=output, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"scrapelint: exit status {done.returncode}")
    return time.perf_counter() - start


def counts(finding: dict[str, Any]) -> bool:
    """Whether a finding says that text does not belong."""
    return finding["severity"] != "info" and finding["category"] not in DAMAGE and finding["field"] == "text"


def covered_lines(text: str, findings: Iterable[dict[str, Any]]) -> list[int]:
    """The lines, from 1, of which the findings cover at least half of the characters that are not blank."""
    covered = bytearray(len(text))
    for finding in findings:
        start, end = finding["start"], min(finding["end"], len(text))
        covered[start:end] = b"\1" * (end - start)
    flagged, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        ink = [place for place, char in enumerate(line, start) if not char.isspace()]
        if ink and 2 * sum(covered[place] for place in ink) >= len(ink):
            flagged.append(number)
        start += len(line) + 1
    return flagged


@dataclass
class Tally:
    """What one rule did, and on which labels."""

    findings: int = 0
    documents: int = 0
    labels: Counter[str] = field(default_factory=Counter)
    gold_findings: int = 0
    gold_lines: int = 0


@dataclass
class Result:
    """What was counted over the corpus."""

    gold: int = 0
    gold_flagged: int = 0
    gold_failed: int = 0
    lines: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    rules: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    groups: dict[str, dict[str, Counter[str]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Counter)))
    examples: list[str] = field(default_factory=list)


def add_document(result: Result, record: dict[str, Any], report: dict[str, Any], flagged: list[int], by: str | None) -> None:
    """Count one document, also in the group that its field `by` tells."""
    labels = record["labels"]
    kind = "gold" if record["extractor"] == "gold" else record["kind"]
    mine = set(flagged)
    for number, label in enumerate(labels, 1):
        if label in "bdc":
            seen = label + ("+" if number in mine else "-")
            result.lines[kind][seen] += 1
            if by is not None:
                result.groups[str(record.get(by))][kind][seen] += 1
    if kind == "gold":
        hits = [number for number in flagged if labels[number - 1] == "c"]
        result.gold += 1
        result.gold_flagged += bool(hits)
        result.gold_failed += not report["passed"]
        lines = record["text"].split("\n")
        rules = {finding["line"]: finding["rule"] for finding in reversed(report["findings"]) if counts(finding)}
        result.examples += [f"{record['id']}:{number} {rules.get(number, '')}: {lines[number - 1][:100]!r}" for number in hits]
    by_rule: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for finding in report["findings"]:
        by_rule[finding["rule"]].append(finding)
    for rule, findings in by_rule.items():
        tally = result.rules[rule]
        own = covered_lines(record["text"], (finding for finding in findings if counts(finding)))
        if kind == "gold":
            tally.gold_findings += len(findings)
            tally.gold_lines += sum(labels[number - 1] == "c" for number in own)
        else:
            tally.findings += len(findings)
            tally.documents += 1
            tally.labels.update(labels[number - 1] for number in own)


def compare(corpus: Path, report: Path, predictions: Path, by: str | None = None) -> Result:
    """Hold the report against the labels and write the predictions."""
    result = Result()
    with predictions.open("w", encoding="utf-8") as file:
        for record, found in zip(read_lines(corpus), read_lines(report), strict=True):
            if found["id"] != record["id"]:
                raise SystemExit(f"the report has {found['id']} where the corpus has {record['id']}")
            flagged = covered_lines(record["text"], filter(counts, found["findings"]))
            file.write(json.dumps({"id": record["id"], "lines": flagged, "score": found["cleanliness"]}) + "\n")
            add_document(result, record, found, flagged, by)
    return result


def share(part: int, whole: int) -> str:
    """A share in per cent, or a dash where there is nothing."""
    return f"{100 * part / whole:.1f} %" if whole else "–"


def print_groups(result: Result) -> None:
    """Precision and recall by group and kind."""
    print("\nGroups\n")
    print("| group | precision | recall, main content | recall, dumps | gold lines flagged |\n|---|--:|--:|--:|--:|")
    for group, kinds in sorted(result.groups.items()):
        both = kinds["main"] + kinds["full"]
        right = {kind: lines["b+"] + lines["d+"] for kind, lines in (*kinds.items(), ("both", both))}
        recall = [share(right[kind], right[kind] + kinds[kind]["b-"] + kinds[kind]["d-"]) for kind in ("main", "full")]
        gold = f"{kinds['gold']['c+']} of {kinds['gold']['c+'] + kinds['gold']['c-']}"
        print(f"| {group} | {share(right['both'], right['both'] + both['c+'])} | {' | '.join(recall)} | {gold} |")


def print_result(result: Result, examples: int) -> None:
    """The three tables."""
    print("\nGold documents\n")
    print("| gold documents | with a content line flagged | share | failing the default gate | share |")
    print("|--:|--:|--:|--:|--:|")
    flagged, failed = result.gold_flagged, result.gold_failed
    print(f"| {result.gold:,} | {flagged} | {share(flagged, result.gold)} | {failed} | {share(failed, result.gold)} |")
    print("\nLines\n")
    print("| kind | content | flagged of it | leftovers | found | duplicates | found | precision | recall |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for kind in (kind for kind in KINDS if kind in result.lines):
        lines = result.lines[kind]
        content, leftover, duplicate = (lines[f"{label}+"] + lines[f"{label}-"] for label in "cbd")
        right, wrong = lines["b+"] + lines["d+"], lines["c+"]
        precision = share(right, right + wrong) if leftover else "–"
        print(
            f"| {kind} | {content:,} | {share(wrong, content)} | {leftover:,} | {share(lines['b+'], leftover)} | {duplicate:,} "
            f"| {share(lines['d+'], duplicate)} | {precision} | {share(right, leftover + duplicate)} |"
        )
    print("\nRules (outputs of extractors; the last two columns: gold documents)\n")
    print("| rule | findings | documents | lines b | d | c | ? | gold findings | gold lines |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|")
    for rule, tally in sorted(result.rules.items(), key=lambda item: (-item[1].findings, item[0])):
        by_label = " | ".join(f"{tally.labels[label]:,}" for label in "bdc?")
        print(
            f"| {rule} | {tally.findings:,} | {tally.documents:,} | {by_label} | {tally.gold_findings:,} | {tally.gold_lines:,} |"
        )
    for example in result.examples[:examples]:
        print(example)


def main() -> None:
    """Write the feed, run the tool, compare, print."""
    parser = argparse.ArgumentParser(description="What the rules flag on a labelled corpus.")
    parser.add_argument("corpus", type=Path, metavar="CORPUS.jsonl.gz")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the feed, the report and the predictions there")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes (default: as many as processors)")
    parser.add_argument(
        "--examples", type=int, default=0, metavar="N", help="print so many flagged content lines of gold documents"
    )
    parser.add_argument("--by", metavar="FIELD", help="print also a table by this field of the documents")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = args.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        feed, report = folder / "feed.jsonl", folder / "report.jsonl"
        size = write_feed(args.corpus, feed)
        seconds = run_tool(feed, report, args.jobs)
        print(f"{size / 1e6:.1f} MB checked in {seconds:.1f} s")
        result = compare(args.corpus, report, folder / "predictions.jsonl", args.by)
        print_result(result, args.examples)
        if args.by is not None:
            print_groups(result)


if __name__ == "__main__":
    main()
