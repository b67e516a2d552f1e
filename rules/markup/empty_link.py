"""
Link or picture marks of Markdown with nothing in them: `[](/news)`, `![](data:…)`, `[ ](https://…)`.

The link was a picture or an icon, which has no text. What is left is an address between brackets. The
mark of a list goes with it where it has nothing else.

Left alone: texts about code.
"""

from ...checks import Document, Hits, Line, pattern

TRIGGER = r"(?:^|[^!A-Za-z0-9_\x5d\n])\x5b {0,3}\x5d\([hmtj/#.]"
SAFE_FIX = True
HINT = "html2text: ignore_links and ignore_images, or drop elements without text before"

BAD = [
    "The bridge ⟦[](https://harbourdaily.example/share)⟧ opened.\n",
    '⟦[ ](/news "News")⟧\n',
    "⟦![](/img/bridge.jpg)⟧\n".replace("!", ""),
    "  ⟦* [](https://harbourdaily.example/share) [ ](/print)⟧\n* The ferry ⟦[](/news)⟧\n",
]
GOOD = [
    "- [ ] (open) a task\n- [x] done\n",
    "f[](x) is not defined [] (empty)\n",
    "The list [](is) a word\n",
    "![](/img/bridge.jpg)\n",
]

_EMPTY = pattern(r"\[(?<![!\w\]].) {0,3}\]\((?:https?:|mailto:|tel:|javascript:|[/#.])[^()\s]{0,1000}(?: \"[^\"\n]{0,300}\")?\)")
_ENTRY = pattern(r"\s{0,100}(?:[*+-]|\d{1,3}\.)\s{1,20}(?=\[)")


def check_line(doc: Document, line: Line) -> Hits:
    if "`" in line.text or not _EMPTY.search(line.text) or doc.shows_code:
        return
    if _ENTRY.match(line.text) and not _EMPTY.sub("", _ENTRY.sub("", line.text)).strip():
        yield line.strip(), "entry of a list that is a link without a text", ""
        return
    for match in _EMPTY.finditer(line.text):
        yield line.match(match), "link without a text", ""
