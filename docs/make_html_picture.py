"""
The picture of the HTML report in README.md: `docs/html-report.png`, a document of the samples in a real browser.

    python docs/make_html_picture.py

Needs playwright and a Chromium (`chromium` on the path).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright
from scrapelint.checks import ReportOptions, RunReport
from scrapelint.checks.config import Config
from scrapelint.checks.gate import Gate, summarise
from scrapelint.checks.run import check_sources
from scrapelint.checks.sources import find_sources
from scrapelint.reports import html

ROOT = Path(__file__).resolve().parent.parent
SHOWN, RULE = "samples/dirty/observatory-funding.txt", "list-announcement"


def main() -> None:
    """Check the samples with the default settings, open the page at a finding and take the picture."""
    os.chdir(ROOT)  # paths are shown as they are given
    sources, _ = find_sources(["samples/dirty"])
    reports = list(check_sources(sources, Config(), Gate(), contents=True))
    place = next(place for place, report in enumerate(reports) if report.path == SHOWN)
    finding = next(number for number, finding in enumerate(reports[place].findings) if finding.rule == RULE)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        target = Path(folder) / "report.html"
        run = RunReport(reports, summarise(reports))
        target.write_text("".join(html.render(run, ReportOptions())), encoding="utf-8", newline="\n")
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1200, "height": 860}, color_scheme="light")
        page.goto(f"{target.as_uri()}#doc={place + 1}&finding={finding + 1}")
        page.screenshot(path="docs/html-report.png")
        browser.close()


if __name__ == "__main__":
    main()
