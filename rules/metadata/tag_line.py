"""
The article's tags or sections in a line, with their label or as hashtags.

`Tags: bridge, ferry`, `Filed under: Harbour`, `#bridge #ferry #harbour`. They belong in a field.

Options:
    max_hashtag_lines: with more lines of hashtags than this, each entry of a list has one, and none counts.

Left alone: hashtags in a sentence, and labels that open a sentence.
"""

import re

from ...checks import Document, Hits, Line, pattern

TRIGGER = (
    r"(?i)#\w\w|(?:tags?|tagged|tagged (?:with|under|in|as)|filed (?:under|in)|topics?|keywords?|schlagw(?:ö|oe)rter|schlagworte|etiquetas|temas|mots-clés|"
    r"tagi|теги|ключевые слова|标签|標籤|タグ|태그|etiketler|وسوم)\s?[:：]"
)
SAFE_FIX = False
HINT = "put the tags in a field of their own"

BAD = [
    "The bridge opened.\n⟦Tags: bridge, ferry, harbour⟧\n",
    "The bridge opened.\n⟦#bridge #ferry #harbour⟧\n",
    "The bridge opened.\n⟦Tags:⟧\n⟦bridge⟧\n⟦harbour town⟧\n",
    "Die Brücke ist offen.\n⟦Schlagwörter: Brücke, Hafen⟧\n",
    "The bridge opened.\n⟦Filed Under: Harbour, News⟧\n",
    "The bridge opened.\n⟦Tagged with: bridge, ferry⟧\n",
]
GOOD = [
    "Tags\nThe coats have tags.\n",
    "The post was marked #bridge and #ferry by thousands.\n",
    "Topics: the council will discuss the bridge, the ferry and the harbour on Monday in public.\n",
    "Tags: they are what holds the coats together, the tailor said.\n",
    "# Heading\n",
]

_LABELLED = pattern(
    r"\W*(?=[tfrksemтк标標タ태و])(?:tags?|tagged(?: (?:with|under|in|as))?|filed (?:under|in)|topics?|related tags|keywords?|schlagw(?:ö|oe)rter|schlagworte|etiquetas|"
    r"temas|mots-clés|tagi|теги|ключевые слова|标签|標籤|タグ|태그|etiketler|وسوم)\s?[:：]\s*(?P<rest>\S.*)",
    re.IGNORECASE,
)
_HASHTAGS = pattern(r"\s*(?:#\w{2,60}[\s,;|·]*){2,60}")


_LABEL_ALONE = pattern(
    r"\W*(?=[tfrsemт标標タ태و])(?:tags?|filed under|related tags|schlagw(?:ö|oe)rter|schlagworte|etiquetas|mots-clés|tagi|теги|标签|標籤|タグ|태그|etiketler)\s?[:：]\s*",
    re.IGNORECASE,
)
_MAX_TAGS = 12


def check(doc: Document, *, max_hashtag_lines: int = 4) -> Hits:
    may_be = [line for line in doc.inked if "#" in line.text and len(line.text) <= 400] if "#" in doc.text else []
    hashtags = [line for line in may_be if _HASHTAGS.fullmatch(line.text)]
    if len(hashtags) <= max_hashtag_lines:
        for line in hashtags:
            yield line.strip(), "hashtags alone in a line", ""
    for line in [line for line in doc.inked if (":" in line.text or "：" in line.text) and len(line.text) <= 400]:
        if _is_labelled(line):
            yield line.strip(), "tags of the article as text", ""
        elif _LABEL_ALONE.fullmatch(line.text):
            for tag in [line, *_tags_below(doc, line)]:
                yield tag.strip(), "tags of the article as text", ""


def _tags_below(doc: Document, label: Line) -> list[Line]:
    """The lines of one to three words right below a label that stands alone."""
    tags: list[Line] = []
    for line in doc.lines[label.number : label.number + _MAX_TAGS]:
        if line.blank or line.ends_sentence or line.word_count > 3:
            break
        tags.append(line)
    return tags


def _is_labelled(line: Line) -> bool:
    match = _LABELLED.fullmatch(line.text)
    if match is None or line.ends_sentence:
        return False
    return all(len(entry.split()) <= 4 for entry in re.split(r"[,;|/·、，#]", match["rest"]))
