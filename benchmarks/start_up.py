"""
How long a whole run takes that has next to nothing to do: start, import, check one small file, report.

    python benchmarks/start_up.py [--runs 20]

Each command runs in a process of its own; the table has the median, the fastest and the slowest wall time.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TEXT = """\
Harbour bridge opens again
Published On 19 Dec 2025
The bridge opened on Friday, after two years of repairs.
Read Entire Article
"""


def wall_seconds(arguments: list[str], folder: Path) -> float:
    """The wall time of one run of the tool; raises RuntimeError where it did not work."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "scrapelint", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(arguments)}: exit status {done.returncode}\n{done.stderr}")
    return seconds


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description="Wall time of small runs.")
    parser.add_argument("--runs", type=int, default=20)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "article.txt").write_text(TEXT, encoding="utf-8")
        commands = (
            ["--version"],
            ["explain", "missing-space"],
            ["check", "article.txt", "--format", "jsonl"],
            ["check", "article.txt"],
        )
        print(f"| command ({runs} runs) | median ms | fastest | slowest |")
        print("|---|--:|--:|--:|")
        for command in commands:
            wall_seconds(command, folder)  # the first run fills the cache of compiled modules
            times = [1000 * wall_seconds(command, folder) for _ in range(runs)]
            print(
                f"| `scrapelint {' '.join(command)}` | {statistics.median(times):.0f} | {min(times):.0f} | {max(times):.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
