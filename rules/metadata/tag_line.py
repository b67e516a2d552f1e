"""
The article's tags or sections in a line, with their label or as hashtags.

`Tags: bridge, ferry`, `Filed under: Harbour`, `#bridge #ferry #harbour`. They belong in a field.

Left alone: hashtags in a sentence, and labels that open a sentence.
"""

import re

from ...checks import Document, Hits, Line

TRIGGER = r"#\w|[Tt]ags?\b|TAGS|[Ff]iled|FILED|[Tt]opics?\b|[Ss]chlagw|[Kk]eywords?|[Ee]tiquetas|[Tt]emas|[Mm]ots-cl|[Tt]agi|[Тт]еги|标签|タグ|태그|[Ee]tiketler|وسوم"
HINT = "put the tags in a field of their own"

BAD = [
    "The bridge opened.\n⟦Tags: bridge, ferry, harbour⟧\n",
    "The bridge opened.\n⟦#bridge #ferry #harbour⟧\n",
    "Die Brücke ist offen.\n⟦Schlagwörter: Brücke, Hafen⟧\n",
    "The bridge opened.\n⟦Filed Under: Harbour, News⟧\n",
]
GOOD = [
    "The post was marked #bridge and #ferry by thousands.\n",
    "Topics: the council will discuss the bridge, the ferry and the harbour on Monday in public.\n",
    "Tags: they are what holds the coats together, the tailor said.\n",
    "# Heading\n",
]

_LABELLED = re.compile(
    r"\W*(?:tags?|tagged(?: (?:with|under|in|as))?|filed (?:under|in)|topics?|related tags|keywords?|schlagw(?:ö|oe)rter|schlagworte|etiquetas|"
    r"temas|mots-clés|tagi|теги|ключевые слова|标签|標籤|タグ|태그|etiketler|وسوم)\s?[:：]\s*(?P<rest>\S.*)",
    re.IGNORECASE,
)
_HASHTAGS = re.compile(r"\s*(?:#\w{2,60}[\s,;|·]*){2,60}")


def check_line(doc: Document, line: Line) -> Hits:
    text = line.text
    if len(text) > 400:
        return
    if _HASHTAGS.fullmatch(text):
        yield line.strip(), "hashtags alone in a line"
        return
    match = _LABELLED.fullmatch(text)
    if match and not line.ends_sentence:
        entries = re.split(r"[,;|/·、，#]", match["rest"])
        if all(len(entry.split()) <= 4 for entry in entries):
            yield line.strip(), "tags of the article as text"
