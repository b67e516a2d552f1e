"""
HTML entities that were not resolved: `Fish &amp; chips`, `it&#8217;s`, `&amp;amp;`.

The text was escaped once more than it was unescaped. Words are cut in two, and `amp`, `nbsp` and `quot` become the
commonest words of the collection.

Double escapes are resolved at once. `&lt;` and `&gt;` are reported without a replacement, since they may open a tag.

Left alone: addresses of web pages, texts about code, and entities between backticks.
"""

import html

from ...checks import Document, Hits, Line, pattern, visible

TRIGGER = "&#?[A-Za-z0-9]{2,31};|&nbsp"
SAFE_FIX = True
HINT = "html.unescape, once more than now"

BAD = [
    "Fish ⟦&amp;⟧ chips, it⟦&#8217;⟧s said\n",
    "Fish ⟦&amp;amp;⟧ chips\n",
    "caf⟦&eacute;⟧ and ⟦&#x2019;⟧\n",
    "The mayor⟦&nbsp;⟧said: ⟦&lt;⟧no comment⟦&gt;⟧\n",
    "The end.⟦&nbsp⟧ The mayor left.\n",
    "it⟦&amp;rsquo;⟧s said\n",
]
GOOD = [
    "See https://harbourdaily.example/a?x=1&amp;copy;=2&reg;=3\n",
    "Marks & Spencer; AT&T; R&D; Q&A;\n",
    "Write `&amp;` for the sign.\n",
    "The HTML entity &amp; stands for the ampersand.\n",
]

_ENTITY = pattern(r"&(?:amp;){0,4}(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,30});|&nbsp(?![A-Za-z0-9=;])")
_SPOKEN_OF = pattern(r"`|\b(?:[Ee]ntit(?:y|ies)|HTML5?|XML)\b")
_ADDRESS = pattern(r"(?:https?://|www\.|\]\(|[?&][\w.-]{1,40}=)\S{0,1000}$")

_MAY_BE_ADDRESS = pattern(r"://|www\.|\]\(|[?&][\w.-]{1,40}=")


def check_line(doc: Document, line: Line) -> Hits:
    text = line.text
    if not _ENTITY.search(text) or _SPOKEN_OF.search(text) or doc.shows_code:
        return
    addresses = _MAY_BE_ADDRESS.search(text) is not None
    for match in _ENTITY.finditer(text):
        resolved = _resolve(match[0])
        if resolved == match[0] or (
            addresses and _ADDRESS.search(text[max(0, match.start() - 1100) : match.start()].rpartition(" ")[2])
        ):
            continue
        if any(sign in resolved for sign in "<>"):
            yield line.match(match), f"HTML entity for '{resolved}'"
        else:
            yield line.match(match), f"HTML entity for '{visible(resolved)}'", resolved.replace("\N{NO-BREAK SPACE}", " ")


def _resolve(text: str) -> str:
    """An entity as the character that it stands for, however often it was escaped."""
    for _ in range(5):
        before, text = text, html.unescape(text)
        if text == before:
            break
    return text.replace("\N{SOFT HYPHEN}", "").replace("\N{ZERO WIDTH SPACE}", "")
