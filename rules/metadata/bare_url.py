"""
A line that is nothing but a web address.

The address of a picture, of the page itself or of a related page, printed between paragraphs. It splits the
text and is read as words by everything that counts words.

It counts when it leads to a picture or another file of a page, to the site itself (as the record or one of the
first three lines has it) among the first 20 lines, or stands near a timestamp or a locale code.

Left alone: addresses in a sentence, lists of references, an address below a line that ends with a colon, which
announces it, and other addresses that the text may mean to show.
"""

import re

from ...checks import Document, Example, Hits, Line, host_of, pattern

SAFE_FIX = False
HINT = "take the text of the article's paragraphs only; URLs belong in fields"

BAD = [
    "The bridge opened.\n⟦https://cdn.example.com/img/07ea/1123589774_0_42.jpg⟧\nFerries stopped.\n",
    Example("The bridge opened.\n⟦https://www.example.com/news/12⟧\n", fields={"url": "https://example.com/news/11"}),
    "The bridge opened.\n⟦<https://example.com/a> https://example.com/b⟧\n",
]
GOOD = [
    "The plan is at https://example.com/plan and open to all.\n",
    "The plan can be read here:\nhttps://example.com/plan\n",
    "[1] Harbour census: https://example.com/census\n",
]

# An address of the site itself counts among this many lines: further down a forum may link to itself.
_TOP = 20

_URL = pattern(r"https?://[^\s<>]{4,200}")
_ASSET = pattern(
    r"\.(?:jpe?g|png|gif|webp|svg|avif|ico|mp4|webm|m3u8|mp3|css|js)\b|^https?://(?:img|images?|cdn|static|media)\d*\.",
    re.IGNORECASE,
)


def check(doc: Document) -> Hits:
    for line in doc.lines_of_kind("url"):
        url = line.text.strip(" \t<>()[],;")
        own = doc.ordinals[line.number] < _TOP and host_of(url) in _own_hosts(doc)
        if (own or _ASSET.search(url) or doc.kinds_near(line, 3) & {"timestamp", "locale"}) and not _announced(doc, line):
            yield line.strip(), "web address alone in a line", ""


def _own_hosts(doc: Document) -> set[str]:
    """The site's host, as the record has it, or an address in one of the first three lines."""
    hosts = {doc.site} if doc.site else set()
    for line in doc.inked[:3]:
        match = _URL.search(line.text)
        hosts.add((host_of(match[0]) if match else None) or "")
    return hosts - {""}


def _announced(doc: Document, line: Line) -> bool:
    before = next(iter(doc.near(line, 1)), line)
    return before.number < line.number and before.text.rstrip().endswith((":", "："))
