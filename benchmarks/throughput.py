"""
How much text the whole tool checks in a second: read, all rules, scores, the report as JSON lines.

    python benchmarks/throughput.py [FEED.jsonl ...] [--megabytes 16] [--runs 3]

Always measured are feeds made of the samples of this repository, repeated; feeds that are named are measured too. Each run is a
process of its own, and its start counts. `hyperscan` and `re` are the two engines of the trigger pass; `re` is what runs where
there is no wheel of Hyperscan, and the findings are the same.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from scrapelint.checks import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLES = Path(__file__).resolve().parent.parent / "samples"

# The import of Hyperscan fails as it does where it is not installed.
WITHOUT_HYPERSCAN = "import sys; sys.modules['hyperscan'] = None; from scrapelint.checks.cli import main; sys.exit(main())"


def sample_records(folder: str) -> Iterator[str]:
    """The samples in a folder that have a text, one JSON object each."""
    found, _ = sources.find_sources([str(SAMPLES / folder)])
    for source in found:
        for chunk in sources.cut(source):
            for doc in sources.read_chunk(chunk):
                if doc.text.strip() and not doc.problems:
                    yield json.dumps({**doc.fields, "text": doc.text}, ensure_ascii=False) + "\n"


def write_feed(path: Path, records: list[str], megabytes: float) -> None:
    """The records again and again, up to a size."""
    once = "".join(records).encode()
    with path.open("wb") as file:
        for _ in range(max(1, round(megabytes * 1_000_000 / len(once)))):
            file.write(once)


def run(feed: Path, report: Path, jobs: int, engine: str) -> tuple[float, float]:
    """The wall and processor seconds of one run; raises RuntimeError where it did not work."""
    start_with = ["-c", WITHOUT_HYPERSCAN] if engine == "re" else ["-m", "scrapelint"]
    command = [sys.executable, *start_with, "check", str(feed), "--isolated", "--format", "jsonl", "--jobs", str(jobs)]
    with report.open("wb") as output:
        start, before = time.perf_counter(), os.times()
        done = subprocess.run(command, cwd=report.parent, stdout=output, stderr=subprocess.PIPE, text=True, check=False)
        seconds, after = time.perf_counter() - start, os.times()
    if done.returncode not in (0, 1) or not report.stat().st_size:
        raise RuntimeError(f"exit status {done.returncode}\n{done.stderr}")
    return seconds, after.children_user + after.children_system - before.children_user - before.children_system


def count(report: Path) -> tuple[int, int]:
    """How many documents and findings a report has."""
    documents = findings = 0
    with report.open("rb") as lines:
        for line in lines:
            documents += 1
            findings += len(json.loads(line)["findings"])
    return documents, findings


def measure(name: str, feed: Path, folder: Path, runs: int) -> None:
    """Print the rows of one feed."""
    size = feed.stat().st_size / 1_000_000
    report = folder / "report.jsonl"
    for engine in ("hyperscan", "re"):
        for jobs in (1, 2):
            wall, cpu = map(statistics.median, zip(*(run(feed, report, jobs, engine) for _ in range(runs)), strict=True))
            documents, findings = count(report)
            counts = f"{size:.1f} | {documents:,} | {findings:,}"
            print(f"| {name} | {counts} | {engine} | {jobs} | {wall:.1f} | {cpu:.1f} | {size / wall:.1f} |", flush=True)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="Megabytes a second of the whole tool.")
    parser.add_argument("feeds", nargs="*", type=Path, metavar="FEED.jsonl")
    parser.add_argument("--megabytes", type=float, default=16.0, help="size of the generated feeds (default: 16)")
    parser.add_argument("--runs", type=int, default=3, help="the median of so many runs (default: 3)")
    args = parser.parse_args()
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, median of {args.runs} runs\n")
    print("| feed | MB | documents | findings | engine | processes | s | processor s | MB/s |")
    print("|---|--:|--:|--:|---|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clean, dirty = [*sample_records("clean")], [*sample_records("dirty")]
        for title, records in (("clean samples, repeated", clean), ("all samples, repeated", clean + dirty)):
            feed = folder / "feed.jsonl"
            write_feed(feed, records, args.megabytes)
            measure(title, feed, folder, args.runs)
        for feed in args.feeds:
            measure(feed.name, feed.resolve(), folder, args.runs)


if __name__ == "__main__":
    main()
