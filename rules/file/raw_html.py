"""
The text is the source of a web page, not the text of an article.

The scraper wrote the response as it came, or took `innerHTML` for `innerText`. Tags, scripts and styles outnumber
the words, and everything downstream takes them for words.

A text counts when it opens as an HTML document does, or when the first 2,000 characters hold at least ten tags and
these take more than a quarter of it.

Left alone: articles about HTML, which show some tags among words, and single tags.
"""

import re

from ...checks import Document, Hits, pattern

SEVERITY = "error"
POINTS = 100.0
HINT = "extract the text first: with trafilatura, say, or the text of the article element"

BAD = [
    "⟦<!DOCTYPE html>⟧\n<html lang='en'><head><title>Bridge opens</title></head>\n<body><p>The bridge opened.</p></body></html>\n",
    "⟦<div class='story'>⟧<p>The bridge opened.</p><p>Ferries stop.</p><ul><li>May</li><li>June</li></ul></div>\n",
]
GOOD = [
    "How to write a page\nEvery page opens with <!DOCTYPE html> and has an <html> element around its <head> and <body>.\n",
    "if a < b and b > c then stop\n",
    "The bridge opened.<br>Ferries stop.\n",
]

_HEAD_CHARS = 2000
_OPENS = pattern(
    r"\s*(?:<!doctype html[^<>]{0,200}>|<html(?:\s[^<>]{0,300})?>|<\?xml[^<>]{0,200}\?>\s*<!doctype html)", re.IGNORECASE
)
_TAG = pattern(r"</?(?:a|article|b|body|br|div|em|figure|footer|h[1-6]|head|header|i|img|li|link|main|meta|nav|ol|p|script|section|span|"
               r"strong|style|table|tbody|td|th|tr|u|ul)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE)  # fmt: skip


def check(doc: Document) -> Hits:
    head = doc.text[:_HEAD_CHARS]
    opening = _OPENS.match(head)
    if opening:
        yield doc.span(opening.start(), opening.end()).strip(), "the source of a web page instead of its text"
        return
    tags = list(_TAG.finditer(head)) if "</" in head else []
    share = sum(len(tag[0]) for tag in tags) / max(1, len(head))
    if len(tags) >= 10 and share > 0.25:
        yield doc.span(*tags[0].span()), f"the source of a web page instead of its text ({share:.0%} of its beginning are tags)"
