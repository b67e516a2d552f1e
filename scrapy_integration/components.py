"""The item pipeline and the extension."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from itemadapter import ItemAdapter
from scrapy import signals
from scrapy.exceptions import DropItem
from scrapy.utils.misc import load_object

from ..checks import FileReport, SettingsError
from .monitor import Monitor, summary_of

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.crawler import Crawler
    from typing_extensions import Self

logger = logging.getLogger("scrapelint.scrapy")

# More findings than this are not written into an item.
MAX_TAGGED = 100


class UncleanItem(DropItem):
    """An item that does not pass the gate, where `SCRAPELINT_ACTION` is "drop"."""


class ScrapelintPipeline:
    """
    Checks each item on its way, and passes it on, tags it or drops it, as `SCRAPELINT_ACTION` says.

    A check takes about a millisecond for a record of 1,500 characters, as parsing its page does, and is done in place.
    """

    def __init__(self, monitor: Monitor) -> None:
        self.monitor = monitor
        monitor.has_pipeline = True
        self._untagged: set[type] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Raises SettingsError for wrong settings, NotConfigured if it is switched off."""
        return cls(Monitor.of(crawler))

    def process_item(self, item: Any, spider: Spider | None = None) -> Any:
        """The item; raises UncleanItem if it does not pass and is to be dropped."""
        report = self.monitor.check(item)
        if report is None:
            return item
        settings = self.monitor.settings
        if settings.action == "tag":
            self._tag(item, report)
        elif settings.action == "drop" and not report.passed:
            self.monitor.count("dropped")
            raise UncleanItem(f"it does not pass scrapelint: {summary_of(report)}")
        return item

    def _tag(self, item: Any, report: FileReport) -> None:
        """Write the verdict into the item; one whose class has no such field is passed on as it is, with a warning for the class."""
        field = self.monitor.settings.tag_field
        try:
            ItemAdapter(item)[field] = tag_of(report)
        except (KeyError, AttributeError, TypeError):
            self.monitor.count("untagged")
            if type(item) not in self._untagged:
                self._untagged.add(type(item))
                name = type(item).__qualname__
                logger.warning("%s has no field %s: its items are not tagged; add the field", name, field)
        else:
            self.monitor.count("tagged")


def tag_of(report: FileReport) -> dict[str, Any]:
    """The verdict on an item as it is written into it: values that every exporter can write."""
    return {
        "score": report.score.score,
        "passed": report.passed,
        "rules": sorted({finding.rule for finding in report.findings}),
        "findings": [
            {
                "rule": one.rule,
                "severity": one.severity,
                "line": one.line,
                "start": one.start,
                "end": one.end,
                "message": one.message,
            }
            for one in report.findings[:MAX_TAGGED]
        ],
    }


class ScrapelintExtension:
    """
    Checks each item when it has gone through all pipelines, and changes none. Where the pipeline is there too, that does the
    checks, and the extension nothing.
    """

    def __init__(self, monitor: Monitor) -> None:
        self.monitor = monitor

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Raises SettingsError for wrong settings, NotConfigured if it is switched off."""
        monitor = Monitor.of(crawler)
        if monitor.settings.action != "pass" and not _has_pipeline(crawler):
            raise SettingsError(
                f"SCRAPELINT_ACTION: {monitor.settings.action!r} needs the pipeline: "
                'ITEM_PIPELINES = {"scrapelint.scrapy.ScrapelintPipeline": 300}'
            )
        extension = cls(monitor)
        crawler.signals.connect(extension.item_scraped, signal=signals.item_scraped)
        return extension

    def item_scraped(self, item: Any) -> None:
        """Check an item, unless the pipeline has."""
        if not self.monitor.has_pipeline:
            self.monitor.check(item)


def _has_pipeline(crawler: Crawler) -> bool:
    """Whether the pipeline, or one made from it, is among those of the project."""
    pipelines = crawler.settings.getdict("ITEM_PIPELINES")
    classes = (load_object(name) for name, priority in pipelines.items() if priority is not None)
    return any(isinstance(one, type) and issubclass(one, ScrapelintPipeline) for one in classes)
