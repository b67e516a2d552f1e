"""
The same line twice in a row.

A page prints a caption, a credit or a teaser more than once, for phones and for desktops, and a scraper that
takes all text nodes takes each of them.

Left alone: lines of fewer than eight words or 16 characters, which repeat in tables and verse; pages where one
line in twenty or more than three headings or entries are doubled, which are made that way; lines that come
again later in the text, where headings and refrains do so by right.

Options:
    min_words: how many words a line must have to be looked at.
    min_chars: how many characters it must have.
"""

from itertools import compress, count
from operator import eq

from ...checks import Document, Hits, Line

SAFE_FIX = True

BAD = [
    "The old ferry in the harbour waits for the tide\n⟦The old ferry in the harbour waits for the tide⟧\nCrews walked out on Monday.\n",
    "The old ferry in the harbour waits for the tide\n\n⟦THE OLD FERRY IN THE HARBOUR WAITS FOR THE TIDE⟧\nCrews walked out on Monday.\n",
]
GOOD = [
    "The snow has come to every yard,\nthe pond is still, the well is hard,\nand nobody is on the road\nthat goes to where the barges load.\n\n"
    "O stay, the wind says, stay, stay here.\nO stay, the wind says, stay, stay here.\n",
    "Ha ha\nHa ha\n",
    "Trip Plus\nTrip Plus\n",
    "12,345.00\n12,345.00\n",
    "First line of the report.\n\nSecond line of the report.\n",
]


_VERSE_CHARS = 60
_NEAR = 4


def check(doc: Document, *, min_words: int = 8, min_chars: int = 16) -> Hits:
    same = map(eq, doc.inked_keys, doc.inked_keys[1:])
    doubled = [doc.inked[place] for place in compress(count(1), same) if doc.inked_keys[place]]
    listed = [line for line in doubled if not line.is_prose and line.word_count >= min_words]
    if len(doubled) > max(4, 0.05 * len(doc.inked)) or len(listed) > 3:
        return
    for line in doubled:
        key = doc.key(line)
        if _is_verse(doc, line):
            continue
        if (line.word_count >= min_words and len(key) >= min_chars) or (not key.isascii() and len(key) >= min_chars):
            yield line.strip(), "same line as the one before", ""


def _is_verse(doc: Document, line: Line) -> bool:
    """Whether a line stands among short lines, some of which go on in the next one: its copy is a refrain."""
    key = doc.key(line)
    others = [other for other in doc.near(line, _NEAR) if doc.key(other) != key]
    if len(others) < 3 or len(line.text) > _VERSE_CHARS or any(len(other.text) > _VERSE_CHARS for other in others):
        return False
    return sum(other.text.rstrip()[-1:] in ",;" or other.text.lstrip()[:1].islower() for other in others) >= 2
