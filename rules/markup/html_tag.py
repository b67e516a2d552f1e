"""
HTML tags in the text: `<p class="lede">The bridge`, `</div>`, a comment.

The page held escaped HTML, or the scraper stopped half-way. Tags are counted as words, and shown to readers who get the
text in a page of their own.

Neighbouring tags are one finding. Tags that only format are replaced by nothing, others by a blank, `<br>` by a line
break.

Left alone: texts about code, lines that speak of tags or elements, tags between backticks, and pages that are nothing
but HTML, for which there is `raw-html`.
"""

import re

from ...checks import Document, Hits, Line, Span, pattern

TRIGGER = "<[/!]?[A-Za-z-]"
SAFE_FIX = False
HINT = "unescape first and extract then: lxml.html.fromstring(html.unescape(fragment)).text_content()"

BAD = [
    'The bridge opened.\\n⟦<p class="lede">⟧Ferries stop.⟦</p>⟧\\n'.replace("\\n", "\n"),
    "The mayor said ⟦<strong>⟧never again⟦</strong>⟧ and left.⟦<br/><br/>⟧The end.\n",
    'Photo: ⟦<a href="https://harbourdaily.example/photos">⟧Harbour Daily⟦</a>⟧\n',
    "The bridge opened.⟦<!-- end of article -->⟧\n",
    'Read the report ⟦<a href="https://harbourdaily.example/report"⟧\n',
]
GOOD = [
    "if a <b and c> d, or a < b > c\n",
    "Every paragraph stands in a <p> element, and tags such as <b> are closed.\n",
    "He wrote to <jana@example.com> and <https://example.com>\n",
    "Use `<br>` to break a line.\n",
    "<grins> Well, <sigh> that was that. <i3 love>\n",
]

_TAGS = (
    r"abbr|address|article|aside|audio|b|blockquote|body|br|button|center|cite|code|dd|del|div|dl|dt|em|embed|fieldset|figcaption|figure|"
    r"font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|meta|nav|noscript|o:p|object|ol|option|p|path|picture|pre|"
    r"script|section|select|small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|textarea|th|thead|tr|u|ul|video|amp-[a-z-]{2,20}|a"
)
_TAG = pattern(
    rf"""(?:</(?:{_TAGS})\s?>
        |<(?:{_TAGS})(?:\s[\w:.@-]{{1,60}}(?:\s?=[^<>]{{0,800}}|\s[\w:-]{{1,60}}\s?=[^<>]{{0,800}})?)?\s?/?>
        |<(?:a|div|iframe|img|p|span)\s(?:alt|class|data-[\w-]{{1,40}}|href|id|src|style|target)=["'“”][^<>]{{0,800}}(?:>|(?=<)|$)
        |<!--[^<>]{{0,300}}-->|<!\[CDATA\[)""",
    re.VERBOSE | re.IGNORECASE,
)
_FORMATS = pattern(r"</?(?:a|abbr|b|cite|code|del|em|font|i|ins|o:p|small|span|strike|strong|sub|sup|u)\b", re.IGNORECASE)
_BREAKS = pattern(r"<br\b", re.IGNORECASE)
_SPOKEN_OF = pattern(r"`|\b(?:tags?|elements?|html5?|css|markup|xml|attributes?|source code)\b", re.IGNORECASE)
_RAW = pattern(r"\s{0,100}<(?:!doctype|html|\?xml|div|body|article)\b", re.IGNORECASE)


def check_line(doc: Document, line: Line) -> Hits:
    text = line.text
    if not _TAG.search(text) or doc.shows_code or _RAW.match(doc.text) or _SPOKEN_OF.search(_TAG.sub(" ", text)):
        return
    start = end = -1
    for match in _TAG.finditer(text):
        if start >= 0 and match.start() > end:
            yield _hit(line, start, end)
        if match.start() > end:
            start = match.start()
        end = match.end()
    if start >= 0:
        yield _hit(line, start, end)


def _hit(line: Line, start: int, end: int) -> tuple[Span, str, str]:
    tags = line.text[start:end]
    count = tags.count("<")
    around = line.text[max(0, start - 1) : start].strip() and line.text[end : end + 1].strip()
    blank = "\n" if _BREAKS.search(tags) else "" if len(_FORMATS.findall(tags)) == count else " "
    better = blank if around else ""
    return line.part(start, end), f"{count} HTML tags" if count > 1 else "an HTML tag", better
