"""
Single marks of Markdown in a text that is none: `**bold**`, `[the report](https://…)`, `](/news)`.

One box of the page was written in Markdown and not rendered, or a converter was switched off half-way.

A text counts as Markdown, and is left alone, when its file says so, or when it has headings, lists and links in
number.

Left alone: texts about code; stars of ratings and footnotes.

Options:
    max_marks: how many marked lines there may be before the text counts as Markdown.
"""

from ...checks import Document, Example, Hits, pattern

SEVERITY = "info"
TRIGGER = r"\x5d\(|\*\*[^* \n]"
SAFE_FIX = False
HINT = "render Markdown fields to text before writing"

BAD = [
    "The bridge opened.\nThe mayor said it is ⟦**safe**⟧ now.\nFerries stop.\n",
    "Read ⟦[the report](https://harbourdaily.example/report)⟧ of May.\nThe bridge opened.\n",
    "The bridge opened. More ferries⟦](/news/ferries)⟧\nFerries stop.\n",
]
GOOD = [
    Example("The mayor said it is **safe** now.\n", name="bridge.md"),
    "# Bridge\n\n**Safe** now, see [report](https://a.example/1).\n\n## Ferries\n\n* [one](https://a.example/2)\n* [two](https://a.example/3)\n",
    "Rated ** by all, and **** by some. f**k. [sic](he said)\n",
]

_MARK = pattern(
    r"!?\[[^\[\]\n]{1,200}\]\((?:https?:|mailto:|/)[^()\s]{0,1000}(?: \"[^\"\n]{0,300}\")?\)|\]\((?:https?:|/)[^()\s]{0,1000}\)|"
    r"(?<![*\w])\*\*(?![*\s])[^*\n]{2,100}(?<![*\s])\*\*(?![*\w])"
)
_MARKDOWN = pattern(r"(?m)^(?:#{1,6} \S|[*-] {1,3}\[|\[[^\]\n]{1,200}\]:|```|\* \* \*$|> \S)|!\[[^\]\n]{0,200}\]\(")


def check(doc: Document, *, max_marks: int = 12) -> Hits:
    if doc.path.lower().endswith((".md", ".markdown", ".mdx")) or _is_markdown(doc):
        return
    places = [
        (line, match) for line in doc.inked if "](" in line.text or "**" in line.text for match in _MARK.finditer(line.text)
    ]
    if len({line.number for line, _ in places}) > max_marks or doc.shows_code:
        return
    for line, match in places:
        text = match[0]
        if text.startswith("**"):
            yield line.match(match), "bold type of Markdown", text[2:-2]
        elif text.startswith("]"):
            yield line.match(match), "the end of a Markdown link", ""
        else:
            yield line.match(match), "link of Markdown", text.lstrip("!")[1:].partition("](")[0]


def _is_markdown(doc: Document) -> bool:
    return sum(1 for _, _ in zip(range(3), _MARKDOWN.finditer(doc.text), strict=False)) == 3
