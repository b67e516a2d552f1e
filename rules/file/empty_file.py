"""
A file without any text.

The page was not fetched, the extractor found nothing, or the writing was interrupted before the first byte.
Whoever counts files counts one text too many. A file of blank lines is empty, too, and so is a feed without
records.

Left alone: short texts, which are for other rules to judge. A record of a feed that has no text is
missing-text.
"""

from ...checks import Document, Example, Hits

SEVERITY = "error"
POINTS = 100
HINT = "fetch the page again, or write no file for it"

BAD = [
    Example("", name="article.txt", whole=True),
    Example("\n  \n\n", name="article.txt", whole=True),
    Example("---\ntitle: Ferry strike\n---\n", name="article.md", whole=True),
    Example("\n", name="feed.jsonl", whole=True),
    Example("[]", name="feed.json", whole=True),
]
GOOD = ["0\n", Example('{"text": "Day two."}\n\n', name="feed.jsonl")]


def check(doc: Document) -> Hits:
    yield from doc.problem_hits("empty-file")
