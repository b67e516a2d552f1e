"""Lists inside running text, which look like menus and are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .document import Document

# So many entries at the most; so many words make an entry at the most, and an announcement at the least.
_MAX_ENTRIES, _ENTRY_WORDS, _ANNOUNCEMENT = 15, 6, 5


def is_announced(doc: Document, first: int, last: int) -> bool:
    """
    Whether the lines from `first` to `last`, places in `doc.inked`, belong to a short list of the text: a line above that ends
    with a colon announces it, below running text, and running text goes on under it.
    """
    inked = doc.inked
    above = first - 1
    while above >= 0 and first - above < _MAX_ENTRIES and _is_entry(doc, above):
        above -= 1
    below = last + 1
    while below < len(inked) and below - above <= _MAX_ENTRIES and _is_entry(doc, below):
        below += 1
    if above < 0 or below >= len(inked) or below - above > _MAX_ENTRIES + 1:
        return False
    announcement = inked[above]
    if not announcement.text.rstrip().endswith((":", "：")) or doc.word_counts[above] < _ANNOUNCEMENT:
        return False
    if announcement.number in doc.leftover_lines or announcement.number in doc.explained:
        return False
    return doc.is_prose_at(below) and (doc.is_prose_at(above) or (above > 0 and doc.is_prose_at(above - 1)))


def _is_entry(doc: Document, place: int) -> bool:
    return doc.word_counts[place] <= _ENTRY_WORDS and not doc.inked[place].text.rstrip().endswith((":", "："))
