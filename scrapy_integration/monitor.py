"""What pipeline and extension of one crawl have in common: the checks, the counts, the end of the crawl, the reports."""

from __future__ import annotations

import logging
from argparse import Namespace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from itemadapter import ItemAdapter
from scrapy import signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.defer import deferred_from_coro

from ..checks import Document, FileReport, ScrapelintError, printable, visible, without_orders
from ..checks.api import RecordReader, checker_of
from ..checks.cli import write_reports
from ..checks.gate import Gate
from ..checks.spool import ReportSpool
from .settings import PREFIX, is_enabled, read_settings

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector
    from twisted.python.failure import Failure

logger = logging.getLogger("scrapelint.scrapy")

# Why the crawl ended, in the statistics of Scrapy (`finish_reason`).
WRONG_PAGES = "scrapelint_wrong_pages"

_monitors: WeakKeyDictionary[Crawler, Monitor] = WeakKeyDictionary()


class Monitor:
    """
    The checks of one crawl. Pipeline and extension share one, so that with both no item is checked twice.

    Raises SettingsError for a setting that is wrong, which ends the crawl before it starts.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._stats: StatsCollector = crawler.stats
        self.has_pipeline = False
        self.spider_name = str((crawler.spider or crawler.spidercls).name)
        self.settings = read_settings(crawler.settings, self.spider_name)
        outputs = self.settings.outputs
        config = self.settings.config
        self._checker = checker_of(
            config,
            excerpts=any(output.excerpts for output in outputs),
            contents=any(output.contents for output in outputs),
        )
        self._reader = RecordReader(config, f"<{printable(self.spider_name)}>")
        self._kept = ReportSpool() if outputs else None
        self._seen = self._checked = self._in_a_row = 0
        self._total = 0.0
        self._closing = False
        self._crashed: set[str] = set()
        crawler.signals.connect(self._opened, signal=signals.spider_opened)
        crawler.signals.connect(self._closed, signal=signals.spider_closed)

    @classmethod
    def of(cls, crawler: Crawler) -> Monitor:
        """The one of this crawl; raises NotConfigured if it is switched off."""
        if not is_enabled(crawler.settings):
            raise NotConfigured(f"{PREFIX}ENABLED is False")
        if crawler not in _monitors:
            _monitors[crawler] = cls(crawler)
        return _monitors[crawler]

    def check(self, item: Any) -> FileReport | None:
        """Check an item and count what was found; None for an item that is not in the sample."""
        self._seen += 1
        if (self._seen - 1) % self.settings.sample:
            self.count("skipped")
            return None
        try:
            report = self._report(item)
        except Exception:  # the item is somebody's data: it is not lost over a mistake of ours
            self.count("crashes")
            logger.exception("item %d could not be checked", self._seen, extra=self._extra)
            return None
        self._count_findings(report)
        if not report.passed and self.settings.action != "drop":  # of those that it drops, Scrapy says it
            logger.info("item %d does not pass: %s", self._seen, summary_of(report), extra=self._extra)
        self._look_for_wrong_pages(report)
        return report

    def _report(self, item: Any) -> FileReport:
        record = ItemAdapter(item) if ItemAdapter.is_item(item) else item
        report = self._checker.check(self._reader.document(record, self._seen))
        if self._kept is not None:
            self._kept.add(report)
        return report

    def count(self, name: str) -> None:
        """One more of something, in the statistics of Scrapy."""
        self._stats.inc_value(f"scrapelint/{name}")

    def _count_findings(self, report: FileReport) -> None:
        self._checked += 1
        self._total += report.score.score
        self.count("items")
        self._stats.set_value("scrapelint/score_mean", round(self._total / self._checked, 2))
        self._stats.min_value("scrapelint/score_min", report.score.score)
        if not report.passed:
            self.count("failed")
        for finding in report.findings:
            self.count(f"findings/{finding.rule}")
            self.count(f"severity/{finding.severity}")
        for crash in report.crashes:
            self.count("crashes")
            if crash.rule not in self._crashed:
                self._crashed.add(crash.rule)
                logger.error("rule %s crashed: %s; the others go on", crash.rule, visible(crash.error), extra=self._extra)

    def _look_for_wrong_pages(self, report: FileReport) -> None:
        """End the crawl if one page after the other is a captcha, a log-in or an error."""
        if not any(finding.category == "wrong-page" for finding in report.findings):
            self._in_a_row = 0
            return
        self._in_a_row += 1
        self.count("wrong_pages")
        limit = self.settings.close_after
        if limit and self._in_a_row >= limit and not self._closing and self.crawler.engine is not None:
            self._closing = True
            logger.warning("%d wrong pages in a row: closing the spider", self._in_a_row, extra=self._extra)
            ended = deferred_from_coro(self.crawler.engine.close_spider_async(reason=WRONG_PAGES))
            ended.addErrback(self._not_closed)

    def _not_closed(self, failure: Failure) -> None:
        logger.error("the spider could not be closed: %s", visible(str(failure.value)), extra=self._extra)

    def _opened(self, spider: Spider) -> None:
        """Load what the first check would load, before the first item waits for it."""
        self._checker.check(Document("The ferry sails again on Friday, the harbour master said.\n" * 20))

    def _closed(self, spider: Spider, reason: str) -> None:
        """Say in one line what came of it, and write the reports."""
        _monitors.pop(self.crawler, None)
        if not self._checked:
            logger.warning("no item was checked", extra=self._extra)
        else:
            mean = self._total / self._checked
            logger.info("%d items checked, mean score %.1f", self._checked, mean, extra=self._extra)
        if self._kept is not None:
            settings = self.settings.config.settings
            options = Namespace(color="never", width=100, quiet=False, statistics=True)
            try:
                gate = Gate(settings.fail_on, settings.min_score)
                write_reports(self._kept, self.settings.outputs, options, gate, self.settings.config)
            except (ScrapelintError, OSError) as error:
                logger.error("the reports are not written: %s", visible(str(error)), extra=self._extra)  # noqa: TRY400
            finally:
                self._kept.close()

    @property
    def _extra(self) -> dict[str, Any]:
        return {"spider": self.crawler.spider}


def summary_of(report: FileReport) -> str:
    r"""
    The findings of an item in one line, safe for a log.

    >>> from scrapelint import check_text
    >>> summary_of(check_text("The bridge opened.\nRead Entire Article", title="Bridge", date="2026-05-03"))
    'score 42.4: read-more-link'
    """
    rules: dict[str, int] = {}
    for finding in sorted(report.findings, key=lambda finding: ("error", "warning", "info").index(finding.severity)):
        rules[finding.rule] = rules.get(finding.rule, 0) + 1
    named = [rule if count == 1 else f"{rule} ×{count}" for rule, count in rules.items()]
    rest = f" and {len(named) - 5} more rules" if len(named) > 5 else ""
    where = f"{printable(report.id, 100)}: " if report.id else ""
    return without_orders(f"{where}score {report.score.score:g}: {', '.join(named[:5]) or 'no findings'}{rest}")
