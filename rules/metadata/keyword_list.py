"""
The page's keywords, with commas between them, as a line of the text.

`us, ferry, harbour, talks, secretary of state`: the value of the keywords meta tag. Search engines were meant
to read it, not people.

A line counts with at least five entries of at most four words each, all in lower case, without an end mark and
without `and` or `or` before the last, which a sentence would have.

Options:
    min_entries: how many entries make a list of keywords.

Left alone: lists in a sentence; lists after a colon; scripts without lower case.
"""

import re

from ...checks import Document, Hits, Line, pattern

SAFE_FIX = False
HINT = "put the keywords in a field of their own"

BAD = [
    "The bridge opened.\n⟦us, russia, ferry, harbour, talks, peace, secretary of state⟧\n",
    "⟦brücke, hafen, fähre, rat, reparatur, bürgermeister⟧\nDie Brücke ist offen.\n",
]
GOOD = [
    "flour, butter, eggs, sugar, salt and milk\n",
    "Ingredients: flour, butter, eggs, sugar, salt, milk\n",
    "We met, talked, walked, ate, drank, slept.\n",
    "x, y, z\n",
    "Red, green, blue, white, black, grey\n",
    "a, b, c, d, e, f\n",
]

_LAST = pattern(r"(?:and|or|und|oder|et|ou|y|o|e|i|lub|en|of|ve|и|или|та|або)\s")


_MAX_CHARS = 1000

# Words that keywords do without and sentences don't.
_SENTENCE_WORDS = frozenset(
    "the a an is are was were be been it its this that these those you your we our they their he she his her has have had will would can "
    "could may might should must not if when while which who such including like as by from with into than then and or also import "
    "der die das ein eine ist sind war und oder nicht le la les un une est sont et ou que qui el los las una es son y il lo gli è e".split()
) - {"la", "el", "le", "e", "un"}


def _wrapped(doc: Document, line: Line) -> bool:
    """Whether the line is a piece of a paragraph that was broken into lines."""
    before, after = doc.lines[max(0, line.number - 2)], doc.lines[min(len(doc.lines) - 1, line.number)]
    return (after is not line and after.text.lstrip()[:1].islower() and doc.key(after) != doc.key(line)) or (
        before is not line and len(before.text) > 40 and not before.ends_sentence and doc.key(before) != doc.key(line)
    )


def check(doc: Document, *, min_entries: int = 5) -> Hits:
    lines = [
        line
        for line in doc.inked
        if not "A" <= line.text[0] <= "Z" and line.text.count(",") >= min_entries - 1 and len(line.text) <= _MAX_CHARS
    ]
    for line in lines:
        yield from _check_line(doc, line, min_entries)


def _check_line(doc: Document, line: Line, min_entries: int) -> Hits:
    text = line.text.strip()
    if text != text.lower() or not text[-1:].isalnum() or ":" in text or "=" in text or "(" in text:
        return
    entries = [entry.strip() for entry in text.split(",")]
    words = [len(entry.split()) for entry in entries]
    if len(entries) < min_entries or not all(1 <= count <= 4 for count in words) or _LAST.match(entries[-1]):
        return
    letters = sum(map(len, entries)) / len(entries)
    if letters < 4 or not all(entry[0].isalnum() for entry in entries) or any(map(str.isdigit, text)):
        return
    if not _SENTENCE_WORDS.intersection(re.split(r"[\s,]+", text)) and not _wrapped(doc, line):
        yield line.strip(), f"list of {len(entries)} keywords", ""
