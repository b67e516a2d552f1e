"""The documentation as a site: built as `tox -e docs` builds it, then read page by page, and used in a browser."""

from __future__ import annotations

import functools
import http.server
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import threading
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from scrapelint.checks import Example, Rule, Severity
from scrapelint.checks.discovery import find_reports, find_rules, load_rules
from scrapelint.checks.rule import Option, remove_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

markdown = pytest.importorskip("markdown", reason="mkdocs is not installed")
pytest.importorskip("material", reason="mkdocs-material is not installed")

ROOT = Path(__file__).parents[2]
RULES = load_rules(file for file in find_rules().values() if file.origin == "built-in")


def load_pages() -> Any:
    """The module that makes the pages; it stands in no package."""
    spec = importlib.util.spec_from_file_location("scrapelint_site_pages", ROOT / "docs" / "site" / "pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


pages = load_pages()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--config-file", str(ROOT / "mkdocs.yml")]
    done = subprocess.run(
        [*command, "--site-dir", str(target)],
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=target,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return target


class Reader(HTMLParser):
    """A page: its ids, what it refers to, its texts by tag and class, its marks, and whatever a page must not have."""

    VOID = frozenset(
        {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "path", "source", "track", "wbr"}
    )

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.handlers: list[str] = []
        self.scripts: list[str] = []
        self.examples: list[str] = []
        self.marks: list[str] = []
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        self.handlers += [name for name in given if name.startswith("on")]
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if tag in ("img", "script", "iframe", "source") and given.get("src"):
            self.loaded.append(str(given["src"]))
        if tag == "link" and given.get("rel") not in ("canonical", "next", "prev"):
            self.loaded.append(str(given["href"]))
        if tag == "script":
            self.scripts.append("")
        if tag == "pre" and self._inside("figure", "sl-example"):
            self.examples.append("")
        if tag == "mark":
            self.marks.append("")
        if tag not in self.VOID:
            self._open.append((tag, given))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._inside("script"):
            self.scripts[-1] += data
        if self._inside("mark"):
            self.marks[-1] += data
        if self._inside("pre") and self._inside("figure", "sl-example"):
            tag, given = self._open[-1]
            if tag == "span" and given.get("class") == "sl-char":
                data = chr(int(data.removeprefix("U+"), 16))
            elif tag == "span" and given.get("class") == "sl-blank":
                data = "\t" if given.get("title") == "TAB" else " "
            self.examples[-1] += data

    def _inside(self, tag: str, name: str | None = None) -> bool:
        return any(open_tag == tag and (name is None or given.get("class") == name) for open_tag, given in self._open)


@functools.cache
def read(path: Path) -> Reader:
    return Reader(path.read_text(encoding="utf-8"))


def html_pages(site: Path) -> list[Path]:
    found = sorted(site.rglob("*.html"))
    assert len(found) > len(RULES)
    return found


def test_every_link_leads_somewhere(site: Path) -> None:
    broken = []
    for path in html_pages(site):
        if path.name == "404.html":
            continue  # its links are those of the server's root
        for link in {*read(path).links, *read(path).loaded}:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file():
                broken.append(f"{path.relative_to(site)}: {link}")
            elif parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in read(target).ids:
                broken.append(f"{path.relative_to(site)}: {link} (no such place)")
    assert broken == []


def test_nothing_is_taken_from_the_network(site: Path) -> None:
    for path in html_pages(site):
        assert [link for link in read(path).loaded if urlsplit(link).scheme or urlsplit(link).netloc] == [], path
    for path in site.rglob("*.css"):
        assert re.findall(r"(?:url\(|@import )[\"']?(?:https?:)?//", path.read_text(encoding="utf-8")) == [], path


def test_no_id_stands_twice_on_a_page(site: Path) -> None:
    for path in html_pages(site):
        ids = read(path).ids
        assert sorted({one for one in ids if ids.count(one) > 1}) == [], path


def test_what_leads_out_is_the_web(site: Path) -> None:
    """The repository has no address yet: a link with a placeholder in it would be a dead end."""
    out = {link for path in html_pages(site) for link in read(path).links if urlsplit(link).scheme}
    assert out
    assert [link for link in out if not link.startswith("https://") or "OWNER" in link] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.name))
def test_every_rule_has_a_page_with_its_examples_as_they_are(site: Path, rule: Rule) -> None:
    page = read(site / "rules" / rule.name / "index.html")
    examples = [*rule.bad, *rule.good]
    assert len(page.examples) == len(examples)
    for given, shown in zip(examples, page.examples, strict=True):
        text = given.shown.removeprefix("⟦⟧")
        text = str(remove_marks(text.removesuffix("\n")))
        if len(given.shown) > pages.MAX_CHARS or given.shown.count("\n") >= pages.MAX_LINES:
            assert text.startswith(shown.removeprefix("\n").removesuffix("\n")[: pages.MAX_CHARS // 2])
        elif text.strip("\n"):
            assert shown.removeprefix("\n") == text
        else:
            assert shown.strip() == "empty"
    marks = [mark for given in rule.bad for mark in re.findall("⟦", given.shown)]
    fields = [mark for given in rule.bad for value in given.fields.values() for mark in re.findall("⟦", value)]
    whole = [given for given in rule.bad if given.whole and not given.shown.startswith("⟦⟧")]
    if all(len(given.shown) <= pages.MAX_CHARS and given.shown.count("\n") < pages.MAX_LINES for given in rule.bad):
        assert len(page.marks) == len(marks) + len(fields) + len(whole)
    text = (site / "rules" / rule.name / "index.html").read_text(encoding="utf-8")
    assert f'<span class="sl-badge sl-{rule.severity.value}">{rule.severity.value}</span>' in text
    for option in rule.options:
        assert f"<code>{option.key}</code>" in text
    assert ('id="phrases"' in text) is bool(rule.phrases)


def test_the_index_has_all_rules(site: Path) -> None:
    links = read(site / "rules" / "index.html").links
    assert [rule.name for rule in RULES if f"{rule.name}/" not in links] == []


def test_every_format_has_its_place_and_shows_what_it_writes(site: Path) -> None:
    page = read(site / "formats" / "index.html")
    for name, found in find_reports().items():
        if found.module_name.startswith("scrapelint."):
            assert f"format-{name}" in page.ids
    assert [text for text in page.examples if '"version":1' in text] != []


def test_every_setting_and_argument_is_there(site: Path) -> None:
    settings = read(site / "settings" / "index.html").ids
    assert {"key-select", "key-fail-on", "key-fix-max-share", "key-overrides-sites"} <= set(settings)
    text = (site / "commands" / "index.html").read_text(encoding="utf-8")
    for name in ("check", "fix", "demo", "rules", "explain", "new"):
        assert f'id="{name}"' in text
    for argument in ("--format", "--min-score", "--force-exclude", "--undo", "--pack"):
        assert f"<code>{argument}</code>" in text


def test_the_table_in_the_repository_has_the_same_keys() -> None:
    """Whoever reads docs/settings.md without the site sees a table written by hand."""
    from scrapelint.checks.config import Settings

    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    [table] = re.findall(r"(?m)^## Keys\n\n((?:\|.*\n)+)", text)
    assert sorted(re.findall(r"(?m)^\| `([\w-]+)` ", table)) == sorted(
        name.replace("_", "-") for name in Settings.__struct_fields__
    )


# ---- what a page does with texts that mean harm

HOSTILE = "</pre></figure><script>alert(1)</script><img src=x onerror=alert(1)> `<b>` [x](javascript:alert) *a* {: onclick=x } |\n```\n# h\n"


def rendered(page: Any) -> str:
    extensions = ["attr_list", "md_in_html", "tables", "toc", "pymdownx.superfences", "pymdownx.highlight"]
    text = re.sub(r"\A---\n.*?\n---\n", "", page.markdown, flags=re.DOTALL)
    return str(page.complete(markdown.markdown(text, extensions=extensions)))


def test_a_hostile_rule_is_shown_and_changes_nothing() -> None:
    rule = Rule(
        name="hostile",
        category="leftover",
        severity=Severity.ERROR,
        summary=HOSTILE.replace("\n", " "),
        explanation=f"{HOSTILE}\n\nLeft alone: {HOSTILE}\n\n    indented {HOSTILE.splitlines()[0]}\n\nOptions:\n    limit: {HOSTILE.splitlines()[0]}",
        path="hostile.py",
        bad=(
            Example(f"⟦{HOSTILE}⟧\x1b[31m\u202e\ud800\n", name="<b>.txt", fields={"<i>": HOSTILE}),
            Example("⟦⟧a"),
            Example(b"\xff\x00"),
        ),
        good=(Example("⟧ ⟦ never closed"),),
        options=(Option("limit", HOSTILE, str, HOSTILE.splitlines()[0]),),
        hint=HOSTILE,
        fix="unsafe",
    )
    page = pages.rule_page(rule, ["hostile"])
    html = rendered(page)
    html.encode("utf-8")
    read_back = Reader(html)
    assert (read_back.scripts, read_back.handlers, read_back.loaded) == ([], [], [])
    assert [link for link in read_back.links if not link.startswith(("../", "#"))] == []
    assert read_back.examples[0] == f"\n{HOSTILE}\x1b[31m\u202e\ud800"
    assert read_back.marks[0].startswith(HOSTILE)
    assert "\u202e" not in html
    assert "\x1b" not in html
    assert "<script" not in page.markdown.partition("---\n\n")[0]


def test_a_piece_that_got_lost_stops_the_build() -> None:
    page = pages.Page("rules/x.md")
    page.put("<p>one</p>")
    with pytest.raises(ValueError, match="piece 0 stands there 0 times"):
        page.complete("<p>nothing</p>")


def test_a_setting_without_a_meaning_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "silent.py"
    path.write_text('class Silent:\n    said: int = 0\n    """What it is."""\n    silent: int = 0\n', encoding="utf-8")
    spec = importlib.util.spec_from_file_location("scrapelint.silent", path)
    assert spec is not None
    assert spec.loader is not None
    silent = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "scrapelint.silent", silent)
    spec.loader.exec_module(silent)
    with pytest.raises(TypeError, match=r"Silent\.silent has no sentence"):
        pages.attribute_docs(silent.Silent)


# ---- in a browser


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    handler = functools.partial(QuietHandler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """A server that says nothing."""

    def log_message(self, *arguments: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("there is no Chromium")
    with playwright.sync_playwright() as run:
        chromium = run.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield chromium
        chromium.close()


@pytest.mark.parametrize("path", ["/", "/rules/", "/rules/share-bar/", "/settings/", "/formats/", "/commands/", "/ci/"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_page_loads_only_from_here_and_is_no_wider_than_the_screen(
    browser: Any, address: str, path: str, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    asked, troubles = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: troubles.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(address + path, wait_until="networkidle")
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert troubles == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.body.dataset.mdColorScheme") == {"light": "default", "dark": "slate"}[scheme]
    page.close()


@pytest.mark.parametrize("path", ["/", "/rules/", "/rules/no-break-space/", "/settings/", "/formats/"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_ours_on_a_page_keeps_nobody_from_reading_it(browser: Any, address: str, path: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed").Axe()
    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=scheme)
    page.goto(address + path, wait_until="networkidle")
    # The theme's own parts, and how it colours code, are its makers' business.
    asked = {"include": [["article"]], "exclude": [[".highlight"], [".headerlink"]]}
    result = axe.run(page, context=asked, options={"runOnly": ["wcag2a", "wcag2aa"]})
    found = [(rule["id"], node["html"][:150]) for rule in result.response["violations"] for node in rule["nodes"]]
    assert found == []
    page.close()


def test_the_search_finds_a_rule(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address, wait_until="networkidle")
    page.keyboard.press("/")
    page.keyboard.type("read-more-link", delay=10)
    page.wait_for_selector(".md-search-result__item a", timeout=15_000)
    links = page.eval_on_selector_all(".md-search-result__item > a", "found => found.map(one => one.href)")
    assert any("/rules/read-more-link/" in link for link in links[:3])
    page.close()
