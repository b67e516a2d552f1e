"""Pipeline and extension in real crawls: Scrapy in a process of its own, a server here, pages with known defects."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("scrapy", reason="Scrapy is not installed")

TEXT = "The ferry sails again on Friday, the harbour master said on Monday morning."
GOOD = f"<h1>Ferry sails</h1><time>2026-05-03</time><p>{TEXT}</p>"
LEFTOVER = f"<h1>Ferry sails</h1><time>2026-05-03</time><p>{TEXT}</p><p>Read Entire Article</p>"
CAPTCHA = "<h1>Just a moment...</h1><p>Checking your browser before accessing this page.</p><p>Verify you are human</p>"
HOSTILE = f"<h1>\x1b[31mFerry\u202e</h1><p>{TEXT}\x1b]0;title\x07</p><p>Read Entire Article</p>"
KINDS = {"good": GOOD, "leftover": LEFTOVER, "captcha": CAPTCHA, "hostile": HOSTILE}


class Pages(BaseHTTPRequestHandler):
    """`/leftover/7` is the seventh page with a leftover."""

    def do_GET(self) -> None:
        page = KINDS.get(self.path.split("/")[1])
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<html><body>{page}</body></html>".encode())

    def log_message(self, *args: object) -> None:
        """Nothing: the output is the tests'."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


CRAWL = """
import dataclasses
import json
import sys
import warnings

import attrs
import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.exceptions import ScrapyDeprecationWarning

warnings.simplefilter("error", ScrapyDeprecationWarning)

server, pages, settings, kind = json.loads(sys.argv[1])


class Item(scrapy.Item):
    title = scrapy.Field()
    text = scrapy.Field()
    date = scrapy.Field()
    url = scrapy.Field()


class TaggedItem(Item):
    scrapelint = scrapy.Field()


@dataclasses.dataclass
class Article:
    title: str
    text: str
    date: str
    url: str
    scrapelint: object = None


@attrs.define
class Plain:
    title: str
    text: str
    date: str
    url: str


MAKE = {"dict": dict, "item": Item, "tagged-item": TaggedItem, "dataclass": Article, "attrs": Plain}[kind]


class Spider(scrapy.Spider):
    name = "harbour"

    async def start(self):
        for page in pages:
            yield scrapy.Request(f"{server}/{page}", dont_filter=True)

    def parse(self, response):
        values = {
            "title": response.css("h1::text").get(),
            "text": "\\n".join(response.css("p::text").getall()),
            "date": response.css("time::text").get(),
            "url": response.url,
        }
        yield MAKE(**values)


process = CrawlerProcess({
    "CONCURRENT_REQUESTS": 1,
    "TELNETCONSOLE_ENABLED": False,
    "FEEDS": {"items.jsonl": {"format": "jsonlines", "overwrite": True}},
    **settings,
})
crawler = process.create_crawler(Spider)
process.crawl(crawler)
process.start()
if process.bootstrap_failed:
    sys.exit(4)
with open("stats.json", "w") as file:
    json.dump({key: value for key, value in crawler.stats.get_stats().items()}, file, default=str)
"""

PIPELINE = {"ITEM_PIPELINES": {"scrapelint.scrapy.ScrapelintPipeline": 300}}
EXTENSION = {"EXTENSIONS": {"scrapelint.scrapy.ScrapelintExtension": 500}}


class Crawl(NamedTuple):
    status: int
    log: str
    stats: dict[str, Any]
    items: list[dict[str, Any]]

    @property
    def own(self) -> dict[str, Any]:
        """The statistics of scrapelint, without the prefix."""
        return {key.removeprefix("scrapelint/"): value for key, value in self.stats.items() if key.startswith("scrapelint/")}


def crawl(folder: Path, server: str, pages: list[str], settings: dict[str, Any], kind: str = "dict") -> Crawl:
    (folder / "crawl.py").write_text(CRAWL, encoding="utf-8")
    argument = json.dumps([server, pages, settings, kind])
    done = subprocess.run(
        [sys.executable, "crawl.py", argument],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    stats = folder / "stats.json"
    items = folder / "items.jsonl"
    return Crawl(
        done.returncode,
        done.stdout + done.stderr,
        json.loads(stats.read_text(encoding="utf-8")) if stats.exists() else {},
        [json.loads(line) for line in items.read_text(encoding="utf-8").splitlines()] if items.exists() else [],
    )


PAGES = ["good/1", "leftover/1", "captcha/1", "good/2"]
STATS = {
    "items": 4,
    "failed": 2,
    "score_min": 0.0,
    "findings/read-more-link": 1,
    "findings/captcha-page": 1,
    "wrong_pages": 1,
}


@pytest.mark.parametrize("settings", [PIPELINE, EXTENSION, {**PIPELINE, **EXTENSION}], ids=["pipeline", "extension", "both"])
def test_items_are_counted_once_and_pass(tmp_path: Path, server: str, settings: dict[str, Any]) -> None:
    done = crawl(tmp_path, server, PAGES, settings)
    assert done.status == 0, done.log
    assert {key: done.own.get(key) for key in STATS} == STATS
    assert 0 < done.own["score_mean"] < 100
    assert done.own["severity/error"] == 2
    assert [set(item) for item in done.items] == [{"title", "text", "date", "url"}] * 4
    assert "ERROR" not in done.log
    assert "4 items checked, mean score" in done.log
    assert "/captcha/1: score 0: captcha-page" in done.log


def test_items_that_do_not_pass_are_dropped(tmp_path: Path, server: str) -> None:
    done = crawl(tmp_path, server, PAGES, {**PIPELINE, "SCRAPELINT_ACTION": "drop"})
    assert [item["url"].split("/")[-2] for item in done.items] == ["good", "good"]
    assert done.own["dropped"] == 2
    assert done.stats["item_dropped_reasons_count/UncleanItem"] == 2
    assert "Dropped: it does not pass scrapelint: http" in done.log


def test_the_gate_of_the_project_decides(tmp_path: Path, server: str) -> None:
    (tmp_path / "strict.toml").write_text('fail-on = "error"\nignore = ["wrong-page"]\n', encoding="utf-8")
    settings = {**PIPELINE, "SCRAPELINT_ACTION": "drop", "SCRAPELINT_CONFIG": "strict.toml"}
    assert len(crawl(tmp_path, server, PAGES, settings).items) == 3
    settings |= {"SCRAPELINT_FAIL_ON": "never"}
    assert len(crawl(tmp_path, server, PAGES, settings).items) == 4
    settings |= {"SCRAPELINT_MIN_SCORE": "99"}
    assert len(crawl(tmp_path, server, PAGES, settings).items) == 2


@pytest.mark.parametrize("kind", ["dict", "tagged-item", "dataclass"])
def test_items_are_tagged(tmp_path: Path, server: str, kind: str) -> None:
    done = crawl(tmp_path, server, PAGES, {**PIPELINE, "SCRAPELINT_ACTION": "tag"}, kind)
    tags = [item["scrapelint"] for item in done.items]
    assert [tag["passed"] for tag in tags] == [True, False, False, True]
    assert tags[0] == {"score": 100.0, "passed": True, "rules": [], "findings": []}
    [finding] = tags[1]["findings"]
    assert (finding["rule"], finding["severity"], finding["line"]) == ("read-more-link", "error", 2)
    assert done.items[1]["text"][finding["start"] : finding["end"]] == "Read Entire Article"
    assert done.own["tagged"] == 4


@pytest.mark.parametrize("kind", ["item", "attrs"])
def test_items_without_the_field_pass_untagged_with_one_warning(tmp_path: Path, server: str, kind: str) -> None:
    done = crawl(tmp_path, server, PAGES, {**PIPELINE, "SCRAPELINT_ACTION": "tag"}, kind)
    assert len(done.items) == 4
    assert done.own["untagged"] == 4
    assert done.own["items"] == 4
    assert done.log.count("has no field scrapelint: its items are not tagged; add the field") == 1


def test_the_field_has_another_name_if_wanted(tmp_path: Path, server: str) -> None:
    settings = {**PIPELINE, "SCRAPELINT_ACTION": "tag", "SCRAPELINT_TAG_FIELD": "quality"}
    assert {tuple(item)[-1] for item in crawl(tmp_path, server, PAGES[:2], settings).items} == {"quality"}


@pytest.mark.parametrize("settings", [PIPELINE, EXTENSION], ids=["pipeline", "extension"])
def test_wrong_pages_in_a_row_end_the_crawl(tmp_path: Path, server: str, settings: dict[str, Any]) -> None:
    pages = ["captcha/1", "captcha/2", "good/1", *(f"captcha/{number}" for number in range(3, 60))]
    done = crawl(tmp_path, server, pages, {**settings, "SCRAPELINT_CLOSE_AFTER": 3})
    assert done.stats["finish_reason"] == "scrapelint_wrong_pages"
    assert 6 <= done.own["items"] < 30
    assert done.log.count("3 wrong pages in a row: closing the spider") == 1
    assert "ERROR" not in done.log


def test_other_pages_between_them_keep_it_going(tmp_path: Path, server: str) -> None:
    done = crawl(tmp_path, server, ["captcha/1", "captcha/2", "good/1"] * 4, {**PIPELINE, "SCRAPELINT_CLOSE_AFTER": 3})
    assert done.stats["finish_reason"] == "finished"
    assert done.own["wrong_pages"] == 8


def test_one_item_in_n_is_checked(tmp_path: Path, server: str) -> None:
    pages = [f"{'leftover' if number % 3 == 1 else 'good'}/{number}" for number in range(1, 11)]
    done = crawl(tmp_path, server, pages, {**PIPELINE, "SCRAPELINT_SAMPLE": "3", "SCRAPELINT_ACTION": "tag"})
    assert (done.own["items"], done.own["skipped"]) == (4, 6)
    assert ["scrapelint" in item for item in done.items] == [number % 3 == 0 for number in range(10)]


@pytest.mark.parametrize("settings", [PIPELINE, EXTENSION], ids=["pipeline", "extension"])
def test_reports_are_written_at_the_end(tmp_path: Path, server: str, settings: dict[str, Any]) -> None:
    reports = {"json": "%(name)s.json", "html": "report.html", "jsonl": "lines.jsonl", "sarif": "report.sarif"}
    done = crawl(tmp_path, server, [*PAGES, "hostile/1"], {**settings, "SCRAPELINT_REPORTS": reports})
    assert done.status == 0
    report = json.loads((tmp_path / "harbour.json").read_text(encoding="utf-8"))
    assert (report["summary"]["documents"], report["summary"]["failed"]) == (5, 3)
    assert [document["record"] for document in report["documents"]] == [1, 2, 3, 4, 5]
    assert {document["path"] for document in report["documents"]} == {"<harbour>"}
    assert report["documents"][1]["id"] == f"{server}/leftover/1"
    assert len((tmp_path / "lines.jsonl").read_text(encoding="utf-8").splitlines()) == 5
    assert json.loads((tmp_path / "report.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Read Entire Article" in page
    assert "\x1b" not in page
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_the_log_is_safe(tmp_path: Path, server: str) -> None:
    done = crawl(tmp_path, server, ["hostile/1"], {**PIPELINE, "SCRAPELINT_ACTION": "drop", "SCRAPELINT_CLOSE_AFTER": 1})
    own = [line for line in done.log.splitlines() if "scrapelint" in line]
    assert own
    assert [line for line in own if not line.isprintable()] == []


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"SCRAPELINT_ACTION": "dropp"}, "SCRAPELINT_ACTION: 'dropp' is none of pass, tag, drop; did you mean drop?"),
        ({"SCRAPELINT_FAIL_ON": "fatal"}, "SCRAPELINT_FAIL_ON: 'fatal' is none of error, warning, info, never"),
        ({"SCRAPELINT_MIN_SCORE": "much"}, "SCRAPELINT_MIN_SCORE: 'much' is not a number from 0 to 100"),
        ({"SCRAPELINT_SAMPLE": 0}, "SCRAPELINT_SAMPLE: 0 is not a whole number of 1 or more"),
        ({"SCRAPELINT_CLOSE_AFTER": -1}, "SCRAPELINT_CLOSE_AFTER: -1 is not a whole number of 0 or more"),
        ({"SCRAPELINT_CONFIG": "nowhere.toml"}, "nowhere.toml"),
        ({"SCRAPELINT_REPORTS": {"htm": "a.html"}}, "SCRAPELINT_REPORTS: there is no report format 'htm'; did you mean html?"),
        ({"SCRAPELINT_REPORTS": {"html": "no/a.html"}}, "SCRAPELINT_REPORTS: there is no folder no; make it, or name another"),
        ({"SCRAPELINT_REPORTS": "report.html"}, "SCRAPELINT_REPORTS: write it as"),
        ({"SCRAPELINT_REPORTS": [1]}, "SCRAPELINT_REPORTS: write it as"),
        ({"SCRAPELINT_REPORTS": {"html": "."}}, "SCRAPELINT_REPORTS: . is a folder; name a file in it"),
        (
            {"SCRAPELINT_REPORTS": {"html": "a.html", "json": "./a.html"}},
            "SCRAPELINT_REPORTS: html and json would both be written to a.html; give each a file of its own",
        ),
        ({"SCRAPELINT_ENABLED": "maybe"}, "SCRAPELINT_ENABLED: 'maybe' is neither True nor False"),
        (
            {"SCRAPELINT_ACTION": "tag", "SCRAPELINT_TAG_FIELD": "text"},
            "SCRAPELINT_TAG_FIELD: 'text' is a field of what was scraped; name one of its own",
        ),
        ({"SCRAPELINT_TAG_FIELD": "Article-Title"}, "SCRAPELINT_TAG_FIELD: 'Article-Title' is a field of what was scraped"),
        ({"SCRAPELINT_SAMPEL": 3}, "SCRAPELINT_SAMPEL: there is no such setting of scrapelint; did you mean SCRAPELINT_SAMPLE?"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_wrong_setting_ends_the_crawl_before_it_starts(
    tmp_path: Path, server: str, settings: dict[str, Any], reason: str
) -> None:
    done = crawl(tmp_path, server, PAGES, {**PIPELINE, **settings})
    assert done.status == 4
    assert reason in done.log
    assert done.items == []


def test_the_extension_alone_cannot_drop(tmp_path: Path, server: str) -> None:
    done = crawl(tmp_path, server, PAGES, {**EXTENSION, "SCRAPELINT_ACTION": "drop"})
    assert done.status == 4
    assert "SCRAPELINT_ACTION: 'drop' needs the pipeline: ITEM_PIPELINES = {" in done.log
    assert crawl(tmp_path, server, PAGES, {**EXTENSION, **PIPELINE, "SCRAPELINT_ACTION": "drop"}).own["dropped"] == 2


def test_it_can_be_switched_off(tmp_path: Path, server: str) -> None:
    settings = {**PIPELINE, **EXTENSION, "SCRAPELINT_ENABLED": False, "SCRAPELINT_ACTION": "drop"}
    done = crawl(tmp_path, server, PAGES, settings)
    assert done.status == 0
    assert len(done.items) == 4
    assert done.own == {}


def test_a_crawl_without_items_says_so(tmp_path: Path, server: str) -> None:
    done = crawl(tmp_path, server, [], {**PIPELINE, "SCRAPELINT_REPORTS": {"json": "report.json"}})
    assert "no item was checked" in done.log
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["summary"]["documents"] == 0


def test_the_real_scrapy_is_found_from_the_root_of_the_repository() -> None:
    code = "import scrapy, scrapelint.scrapy\nprint(scrapy.Spider.__name__, scrapelint.scrapy.ScrapelintPipeline.__name__)"
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout == "Spider ScrapelintPipeline\n", done.stderr


def test_reports_of_a_long_crawl_do_not_stay_in_memory(tmp_path: Path) -> None:
    from scrapelint import check_text
    from scrapelint.checks.spool import ReportSpool

    report = check_text(f"{TEXT}\nRead Entire Article\n" * 50)
    spool = ReportSpool(memory_bytes=100_000)
    for _ in range(300):
        spool.add(report)
    assert spool._spool._file._rolled  # type: ignore[attr-defined]  # it has gone to the disk
    assert len(spool) == 300
    assert spool[0] == spool[-1] == report
    assert [*spool] == [report] * 300
    with pytest.raises(IndexError):
        spool[300]
    spool.close()


def test_without_scrapy_the_message_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "scrapy.py").write_text("raise ImportError('no')\n", encoding="utf-8")
    code = textwrap.dedent("""
        import sys
        sys.path.insert(0, ".")
        try:
            import scrapelint.scrapy
        except ImportError as error:
            print(error)
    """)
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert done.stdout == "scrapelint.scrapy needs Scrapy: pip install scrapelint[scrapy]\n", done.stderr
