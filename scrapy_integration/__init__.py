"""
Checks of items while Scrapy scrapes them: a pipeline that tags or drops, and an extension that only looks on.

`pip install scrapelint[scrapy]`, then one of these in the settings of the project; docs/scrapy.md has the rest:

    ITEM_PIPELINES = {"scrapelint.scrapy.ScrapelintPipeline": 300}
    EXTENSIONS = {"scrapelint.scrapy.ScrapelintExtension": 500}

This folder is installed as `scrapelint.scrapy` and is not called so: the root of the repository is the package, and whoever
starts Python or mypy there has it on the path, where a folder or file named scrapy would stand before Scrapy itself. The mapping
of the name is in pyproject.toml; wheels and editable installations both follow it. Imports with dots mean the same under
either name, as the folder stands where the package would.
"""

try:
    import scrapy as _scrapy  # noqa: F401 - to say what is missing, and how to get it
except ImportError as error:
    raise ImportError("scrapelint.scrapy needs Scrapy: pip install scrapelint[scrapy]") from error

from .components import ScrapelintExtension, ScrapelintPipeline, UncleanItem
from .monitor import WRONG_PAGES, Monitor
from .settings import CrawlSettings

__all__ = ["WRONG_PAGES", "CrawlSettings", "Monitor", "ScrapelintExtension", "ScrapelintPipeline", "UncleanItem"]
