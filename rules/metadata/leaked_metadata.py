"""
A record of the page's metadata as a line of the text.

A date and an address on one line (` date 2026-02-04 https://example.com/…`), an Open Graph property (`og:image:
https://…`), or several `key: value` lines from a meta block. The scraper's own log, or the page's head, ran
into the text.

Left alone: `key: value` lines with a key that an article could have as a label, and single lines of that kind.
"""

from ...checks import Document, Hits, Line, pattern

SEVERITY = "error"
_KEYS = (
    "url link author date title description keywords lang language locale image thumbnail published published_time publish_date "
    "published_at date_published datepublished modified modified_time updated_at created_at source site site_name sitename section tags "
    "category categories id uuid guid type robots viewport charset canonical generator headline publisher hostname fingerprint "
    "excerpt slug layout permalink pagetype"
).split()
TRIGGER = (
    r"\d{4}-\d\d-\d\d(?:.{0,60}://|.{0,27}[^!-~\n]*$)|(?:og|twitter|article|fb|dc|DC)[:.][a-z_:]{3,30}['\"]?[^!-+.-9;<>-~\n]|"
    rf"^[^!-~\n]*(?:{'|'.join(_KEYS)})[^!-~\n]?[:=]"
)
SAFE_FIX = False

BAD = [
    "⟦date 2026-02-04 https://example.com/20260204/bridge-opens-1123589933.html⟧\nBridge opens\n",
    "⟦og:image: https://example.com/bridge.jpg⟧\nBridge opens\n",
    "⟦url: https://example.com/bridge⟧\n⟦author: jnovak⟧\n⟦published_time: 2026-05-03⟧\nBridge opens\n",
]
GOOD = [
    "On 2026-02-04 the plan was put at https://example.com/plan for all to read.\n",
    "url: the address of a page, in the language of the web.\n",
    "author: jnovak\nThe bridge opened on Monday.\n",
]

_DATE_AND_URL = pattern(
    r"\W*(?:[a-z_]{2,20}\W{1,3})?(?:\d{4}-\d\d-\d\d(?:[T ][\d:.+Z-]{4,25})?\W{1,5}(?:[a-z_]{2,20}\W{1,3})?https?://\S+|"
    r"https?://\S+\W{1,5}(?:[a-z_]{2,20}\W{1,3})?\d{4}-\d\d-\d\d(?:[T ][\d:.+Z-]{4,25})?)\s*"
)
_PROPERTY = pattern(r"\W*(?:og|twitter|article|fb|dc|DC)[:.][a-z_:]{3,30}['\"]?\s?[:=,]?\s\S.*")
_KEY_VALUE = pattern(rf"\s*(?:{'|'.join(_KEYS)})\s?[:=]\s?(?P<value>\S.{{0,300}})")
_MACHINE = pattern(r"https?://|\d{4}-\d\d-\d\d|^[a-z0-9_.\-]+$|^['\"\[]|^(?:true|false|null|none)$")


def check_line(doc: Document, line: Line) -> Hits:
    if len(line.text) > 1000:
        return
    if _DATE_AND_URL.fullmatch(line.text):
        yield line.strip(), "date and address of the page as text", ""
    elif _PROPERTY.fullmatch(line.text):
        yield line.strip(), "meta tag of the page as text", ""
    elif _is_key_value(line) and (
        _is_key_value(doc.lines[line.number - 2] if line.number > 1 else None)
        or _is_key_value(doc.lines[line.number] if line.number < len(doc.lines) else None)
    ):
        yield line.strip(), "key and value of the page's metadata as text", ""


def _is_key_value(line: Line | None) -> bool:
    match = _KEY_VALUE.fullmatch(line.text) if line is not None else None
    return match is not None and _MACHINE.search(match["value"].strip()) is not None
