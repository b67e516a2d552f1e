"""
What MkDocs calls while it builds the site (see `mkdocs.yml`).

The Markdown files in docs/ are read as they are, and some of the repository's own beside them. A link that leads to a file which is a page
of the site is turned to that page; one to another file leads into the repository, if its address is known, and is plain text
otherwise. Pages that are made from the code come from `pages.py`.
"""

from __future__ import annotations

import posixpath
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

sys.path.insert(0, str(Path(__file__).parent))
try:
    import pages
finally:
    sys.path.pop(0)

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page as SitePage

ROOT = pages.ROOT

# Files of the repository and the pages that they become; those in docs/ that are not named here keep their names.
MOVED = {
    "README.md": "guide.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "benchmarks/README.md": "benchmarks.md",
    "docs/rules.md": "writing-rules.md",
    "docs/site/home.md": "index.md",
}

# What stands first under each heading of the navigation; a page that is named nowhere comes under the last of the recipes.
REFERENCE = ["commands.md", "settings.md", "formats.md", "html.md", "json.md", "scoring.md", "fixes.md"]
RECIPES = ["ci.md", "pre-commit.md", "pytest.md", "scrapy.md", "api.md", "dataframes.md"]
EXTEND = ["writing-rules.md", "design.md", "contributing.md", "benchmarks.md"]
TITLES = {"guide.md": "Guide", "changelog.md": "Changelog", "benchmarks.md": "Benchmarks", "contributing.md": "Contributing"}

_made: dict[str, pages.Page] = {}
_sources: dict[str, str] = {}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """The pages that there are, and their order."""
    _made.clear()
    _sources.clear()
    for file in list(files):
        source = f"docs/{file.src_uri}"
        if source in MOVED:
            files.remove(file)
        elif file.is_documentation_page():
            _sources[file.src_uri] = source
    for source, path in MOVED.items():
        files.append(File.generated(config, path, content=(ROOT / source).read_text(encoding="utf-8")))
        _sources[path] = source
    rules = pages.all_rules()
    names = [rule.name for rule in rules]
    made = [pages.rules_index(rules), pages.commands_page(), *(pages.rule_page(rule, names) for rule in rules)]
    for page in made:
        files.append(File.generated(config, page.path, content=page.markdown))
        _made[page.path] = page
    if files.get_file_from_path("formats.md") is None:
        files.append(File.generated(config, "formats.md", content="# Report formats\n"))
    config.nav = _navigation(rules, {file.src_uri for file in files if file.is_documentation_page()})
    return files


def _navigation(rules: list[pages.Rule], there: set[str]) -> list[object]:
    named = {"index.md", "guide.md", "changelog.md", *REFERENCE, *RECIPES, *EXTEND}
    others = sorted(path for path in there - named if not path.startswith("rules/"))
    by_category = [{category: [f"rules/{rule.name}.md" for rule in members]} for category, members in pages.by_category(rules)]

    def listed(paths: list[str]) -> list[object]:
        return [{TITLES[path]: path} if path in TITLES else path for path in paths if path in there]

    return [
        {"Home": "index.md"},
        *listed(["guide.md"]),
        {"Rules": ["rules/index.md", *by_category]},
        {"Reference": listed(REFERENCE)},
        {"Recipes": listed([*RECIPES, *others])},
        {"Extend": listed(EXTEND)},
        *listed(["changelog.md"]),
    ]


def on_page_markdown(markdown: str, page: SitePage, config: MkDocsConfig, files: Files) -> str:
    """The links of a file of the repository turned to pages of the site, and what comes from the code put into it."""
    path = page.file.src_uri
    if path in _sources:
        markdown = _turn_links(markdown, _sources[path], config.repo_url or "", files)
    if path in ("guide.md", "changelog.md"):
        page.meta["hide"] = ["navigation"]  # they stand alone under their headings
    if path in ("index.md", "formats.md", "settings.md"):
        own = _made[path] = pages.Page(path)
        if path == "index.md":
            pages.home(own, pages.all_rules())
            markdown = markdown.replace("<!-- the demonstration -->", own.markdown)
        elif path == "formats.md":
            pages.formats(own, markdown)
            markdown += "\n\n" + own.markdown
        else:
            markdown = _settings(markdown, own)
    return markdown


def _settings(markdown: str, own: pages.Page) -> str:
    """The page on settings with the table of keys that the types give in the place of its own."""
    table = re.search(r"(?m)^## Keys\n\n(?:\|.*\n)+", markdown)
    sample = re.search(r"(?ms)^## Example\n.*?```toml\n(.*?)```", markdown)
    if table is None or sample is None:
        raise PluginError("docs/settings.md: there is no table under `## Keys`, or no example under `## Example`")
    pages.settings_keys(own, sample[1])
    return f"{markdown[: table.start()]}## Keys\n\n{own.markdown}\n{markdown[table.end() :]}"


def on_page_content(content: str, page: SitePage, config: MkDocsConfig, files: Files) -> str:
    """The pieces of HTML put into their places."""
    made = _made.get(page.file.src_uri)
    if made is None:
        return content
    try:
        completed: str = made.complete(content)
    except ValueError as error:
        raise PluginError(str(error)) from error
    return completed


_LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)|(<img src=\")([^\"]+)(?=\")")


def _turn_links(markdown: str, source: str, repository: str, files: Files) -> str:
    """The Markdown of a file of the repository with the links that its page on the site needs."""

    def turn(found: re.Match[str]) -> str:
        if found[3]:
            return f"{found[3]}../{posixpath.relpath(_resolved(found[4], source), 'docs')}"  # MkDocs does not look into HTML
        text, target = found[1], found[2]
        address, hash_, anchor = target.partition("#")
        if not address or re.match(r"[a-z]+:", address):
            return found[0]
        wanted = _resolved(address, source)
        page = MOVED.get(wanted, wanted.removeprefix("docs/"))
        if (wanted in MOVED or wanted.startswith("docs/")) and files.get_file_from_path(page) is not None:
            return f"[{text}]({page}{hash_}{anchor})"
        if not (ROOT / wanted).exists():
            return found[0]  # for MkDocs to complain of
        return f"[{text}]({repository.rstrip('/')}/blob/HEAD/{wanted})" if repository else text

    pieces = re.split(r"(?ms)(^ *```.*?^ *```$)", markdown)  # what stands in code is no link
    return "".join(piece if number % 2 else _LINK.sub(turn, piece) for number, piece in enumerate(pieces))


def _resolved(address: str, source: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), address))
