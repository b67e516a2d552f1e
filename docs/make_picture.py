"""
The picture of the report in README.md: `docs/report.svg`, made by the tool from two of the samples.

    python docs/make_picture.py
"""

from __future__ import annotations

import os
from pathlib import Path

from scrapelint.checks import ReportOptions, RunReport
from scrapelint.checks.config import Config
from scrapelint.checks.gate import Gate, summarise
from scrapelint.checks.run import check_sources
from scrapelint.checks.sources import find_sources
from scrapelint.reports._picture import render_svg

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ("samples/dirty/observatory-funding.txt", "samples/dirty/page-not-found.json")


def main() -> None:
    """Check the samples with the default settings and write the picture."""
    os.chdir(ROOT)  # paths are shown as they are given
    sources, _ = find_sources(SAMPLES)
    reports = list(check_sources(sources, Config(), Gate(), excerpts=True))
    options = ReportOptions(color=True, width=96)
    picture = render_svg(RunReport(reports, summarise(reports)), options, "scrapelint check " + " ".join(SAMPLES))
    Path("docs/report.svg").write_text(picture, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
