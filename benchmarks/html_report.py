"""
How large the HTML report of a feed is, how long it takes to make, to open in a browser and to filter.

    python benchmarks/html_report.py FEED.jsonl [--runs 5] [--keep report.html]

Needs playwright and a Chromium (`chromium` on the path). Opening is timed in the page, from the start of the navigation to the
frame in which the first rows of the table are drawn; filtering from the input to the frame with the filtered rows; reading from the
click on a document to the frame with its text.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from scrapelint.checks import ReportOptions, RunReport
from scrapelint.checks.config import Config
from scrapelint.checks.gate import Gate, summarise
from scrapelint.checks.run import check_sources
from scrapelint.checks.sources import find_sources
from scrapelint.reports import html

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

# When the first frame with rows is drawn, in milliseconds since the navigation began.
WATCH = """
new MutationObserver((_, observer) => {
    if (!document.querySelector('#rows tr')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.drawn = performance.now(); }));
}).observe(document, { childList: true, subtree: true });
"""

# Sets an input and waits for the frame behind it; returns milliseconds and the rows that are left.
FILTER = """
async ([id, value]) => {
    document.querySelector('button[type=reset]').click();
    await new Promise((done) => setTimeout(done, 50));
    const input = document.getElementById(id);
    const start = performance.now();
    if (input.type === 'checkbox') input.checked = true; else input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return [performance.now() - start, document.getElementById('count').textContent];
}
"""

SORT = """
async (key) => {
    const start = performance.now();
    document.querySelector(`th[data-sort=${key}] button`).click();
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return [performance.now() - start, document.getElementById('count').textContent];
}
"""

READ = """
async (number) => {
    const start = performance.now();
    location.hash = `#doc=${number}`;
    await new Promise((done) => addEventListener('hashchange', () => requestAnimationFrame(() => setTimeout(done)), { once: true }));
    return performance.now() - start;
}
"""


def make(feed: Path, target: Path) -> None:
    """Check the feed, write the page, and print what that took."""
    sources, _ = find_sources([str(feed)])
    start = time.perf_counter()
    reports = list(check_sources(sources, Config(), Gate(), contents=True))
    run = RunReport(reports, summarise(reports))
    checked = time.perf_counter()
    with target.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(html.render(run, ReportOptions()))
    made = time.perf_counter()
    findings = sum(run.summary.findings.values())
    print(f"feed: {feed.stat().st_size / 1e6:.1f} MB, {len(reports):,} documents, {findings:,} findings")
    print(f"checked in {checked - start:.1f} s, page made in {made - checked:.1f} s")
    print(f"most memory at a time: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"page: {target.stat().st_size / 1e6:.1f} MB")


def measure(browser: Browser, target: Path, runs: int) -> None:
    """Print the times of the browser, the median and the slowest of the runs."""
    opened, filtered, sorted_, read = [], [], [], []
    for number in range(runs):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.add_init_script(WATCH)
        page.goto(target.as_uri(), wait_until="load")
        opened.append(page.evaluate("window.drawn"))
        opened_all: dict[str, Any] = page.evaluate("performance.getEntriesByType('navigation')[0].toJSON()")
        for id_, value in _filters(page.evaluate("JSON.parse(document.getElementById('index').textContent)")):
            took, left = page.evaluate(FILTER, [id_, value])
            filtered.append(took)
            if number == 0:
                print(f"    {id_} {value}: {left}, {took:.0f} ms")
        page.evaluate("document.querySelector('button[type=reset]').click()")
        sorted_ += [page.evaluate(SORT, key)[0] for key in ("name", "site", "errors")]
        read += [page.evaluate(READ, place) for place in _longest(page)]
        page.close()
        if number == 0:
            print(f"    whole file read: {opened_all['loadEventEnd']:.0f} ms")
    for name, times in (("open", opened), ("filter", filtered), ("sort", sorted_), ("read", read)):
        print(f"{name}: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms ({len(times)} times)")


def _filters(index: dict[str, Any]) -> list[tuple[str, str]]:
    """Inputs and values: words, the rule and the site with most documents, a severity, scores."""
    rules = [rule for found in index["found"] for rule in found[::2]]
    sites = [site for site in index["site"] if site >= 0]
    return [
        ("q", "a"),
        ("q", "the news"),
        ("rule", index["rules"][statistics.mode(rules)][0] if rules else ""),
        ("site", index["sites"][statistics.mode(sites)] if sites else ""),
        ("severity", "error"),
        ("min", "50"),
        ("failed", ""),
    ]


def _longest(page: Any) -> list[int]:
    """The numbers of the ten documents with most data."""
    return list(
        page.evaluate(
            """() => [...document.querySelectorAll('script[id^=d]')].sort((a, b) => b.textContent.length - a.textContent.length)
            .slice(0, 10).map((script) => Number(script.id.slice(1)))"""
        )
    )


def main() -> None:
    """Make the page and measure it."""
    parser = argparse.ArgumentParser(description="Size and speed of the HTML report.")
    parser.add_argument("feed", type=Path, metavar="FEED.jsonl")
    parser.add_argument("--runs", type=int, default=5, help="how often the page is opened (default: 5)")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="leave the page here")
    args = parser.parse_args()
    program = shutil.which("chromium") or shutil.which("google-chrome")
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, {args.runs} runs")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        target = (args.keep or Path(folder) / "report.html").resolve()
        make(args.feed.resolve(), target)
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        print(f"Chromium {browser.version}")
        measure(browser, target, args.runs)
        browser.close()


if __name__ == "__main__":
    main()
