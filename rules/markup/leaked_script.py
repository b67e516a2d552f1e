"""
JavaScript or CSS in the text: `window.dataLayer = window.dataLayer || [];`, `.hero{margin:0}`.

A script or style element was taken for text, or the site prints one where a text belongs. It is no language, and often
longer than the article.

Lines that carry a sure sign count, and the lines of code around them. In a line that is mostly words only the code is
flagged.

Left alone: texts about code, and lines between backticks.
"""

import re
from collections.abc import Iterator

from ...checks import Document, Hits, Line, Span, count_words, pattern

SEVERITY = "error"
TRIGGER = (
    r"\{|@media|@font-face|@import|!important|googletag|dataLayer|gtag\(|fbq\(|(?:document|window|console)\.[A-Za-z_]|addEventListener|"
    r"\.push\(|jQuery|__NEXT_DATA__|\x24\(|</script|CDATA|(?:var|let|const) [A-Za-z0-9_\x24]+ ?="
)
HINT = "drop script, style, noscript and template elements before taking text"

BAD = [
    "The bridge opened.\n⟦window.dataLayer = window.dataLayer || [];\nfunction gtag(){dataLayer.push(arguments);}\ngtag('js', new Date());⟧\nFerries stop.\n",
    "⟦.hero{margin:0;padding:4px}.hero a{color:red}⟧\nThe bridge opened.\n",
    "⟦googletag.cmd.push(function() { googletag.display('div-gpt-ad-1'); });⟧\n",
    "⟦@media (max-width: 600px) {\n.story { padding: 0 4px; }\n}⟧\nThe bridge opened.\n",
    "The mayor left on Monday, and nobody in the town hall knew when he would be back. ⟦(function(d){var s=d.createElement('script');})(document);⟧\n",
]
GOOD = [
    "She looked at the document. Then she closed the window.\n",
    "He said: function (f) of the bridge; see window.\n",
    "Use `window.dataLayer.push()` to add a value.\n",
    "In JavaScript a variable is written as a string:\nvar name = 'x';\nThe function has parameters and its syntax is that of Python.\nwindow.name = name;\n",
    "The deal of $5 (and more) {see note: 4} is done; it's the best!\n",
]

# What stands in scripts and styles and in no other text.
_SURE = pattern(
    r"""\(function\ ?\([\w\s,$]{0,80}\)\ ?\{|\bfunction\ ?[\w$]{0,40}\([\w\s,$]{0,80}\)\s?\{|window\.(?:dataLayer|__\w+|onload|location|\w{1,40}\s?=)
    |googletag\.\w|dataLayer\.push\(|\bgtag\(['"]|\bfbq\(['"]|document\.(?:getElement\w{1,20}|querySelector\w{0,5}|createElement|write|addEventListener|cookie|ready|body|\w{2,20}\s?=)
    |\.addEventListener\(|jQuery\(|\$\(document\)|\$\(['"][#.]|__NEXT_DATA__|</script|//<!\[CDATA\[|console\.(?:log|error)\(
    |@media\s?(?:only\s|screen|print|all|\()|@font-face\s?\{|@import\ url\(|!important[;}\s]
    |(?:^|[\s,};])[.#][A-Za-z][\w-]{0,60}[\w\s.#:>,*()-]{0,120}\{\s?[a-z-]{2,30}\s?:\s?[^{}:;]{1,80}[;}]
    |^\s{0,20}(?:body|html|a|p|div|img|ul|li|h[1-6]|table|td|\*)[\w\s.#:>,-]{0,60}\{\s?[a-z-]{3,30}\s?:\s?[^{}:;]{1,80}[;}]
    |\b(?:var|let|const)\ [\w$]{1,40}\ ?=\ ?(?:function|document|window|\{|\[|new\ |['"(]|[\w$.]{1,40}[;(])|\.push\(\{""",
    re.VERBOSE,
)
# What a line of code looks like when it stands beside a sure one.
_LIKELY = pattern(
    r"[{};]\s{0,20}$|^\s{0,200}[}\])]|^\s{0,200}(?://|/\*|\*/)|^\s{0,200}[.#@][\w-]+.{0,100}[{,]\s{0,20}$|\);|\w\(.{0,100}\)\s{0,20}[,{]?\s{0,20}$|^\s{0,200}['\"]?[\w-]{1,40}['\"]?\s?:\s?\S{1,60},?\s{0,20}$"
)
_CODE_SIGNS = pattern(r"[{}();=\[\]]")
_END_OF_CODE = pattern(r"[});][});,\s]{0,40}")
_LONGEST_LINE = 100_000


def check(doc: Document) -> Hits:
    if doc.shows_code:
        return
    taken = -1
    for place, line in enumerate(doc.inked):
        if place <= taken or len(line.text) > _LONGEST_LINE or not _is_code(line):
            continue
        if _opens_with_words(line.text):
            yield from _inside(line)
            continue
        first, last = _block(doc.inked, place, taken)
        taken = last
        count = last - first + 1
        yield (
            doc.between(doc.inked[first].strip(), doc.inked[last].strip()),
            f"script or style in the text ({count} lines)" if count > 1 else "script or style in the text",
        )


def _is_code(line: Line) -> bool:
    return "`" not in line.text and _SURE.search(line.text) is not None


def _opens_with_words(text: str) -> bool:
    """Whether six words or more stand before the first sure sign."""
    first = _SURE.search(text)
    before = text[: first.start()] if first else ""
    return count_words(before) >= 6 and not _is_dense(before)


def _is_dense(text: str) -> bool:
    return len(_CODE_SIGNS.findall(text)) * 20 > len(text)


def _block(lines: list[Line], place: int, taken: int) -> tuple[int, int]:
    """From the first to the last line of the code around a sure line, by their places in the list."""
    first = last = place
    while first - 1 > taken and _goes_with(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and (
        _goes_with(lines[last + 1]) or (_is_code(lines[last + 1]) and _is_dense(lines[last + 1].text))
    ):
        last += 1
    return first, last


def _goes_with(line: Line) -> bool:
    return len(line.text) <= 2000 and (_is_dense(line.text) or (line.word_count <= 4 and _LIKELY.search(line.text) is not None))


def _inside(line: Line) -> Iterator[tuple[Span, str]]:
    """The code in a line of words: from the first sure sign to the last bracket or semicolon."""
    first = _SURE.search(line.text)
    ends = list(_END_OF_CODE.finditer(line.text, first.end() - 1)) if first else []
    if first and ends:
        yield line.part(first.start(), ends[-1].end()).strip(), "script or style in the text"
