"""
The same line again and again with a number that counts up.

`Harbour boots with leather lining 0`, `… 1`, `… 2`: the hidden texts of the pictures of a picture viewer. There
is one for each picture, and they say nothing that the first does not say.

At least three lines must follow each other, with at least four words before the number, which begins at 0 or 1.
All but the first are flagged. An info, because some want a text for each picture.

Left alone: shorter lines, such as the headings of chapters and days, and entries with text behind the number.
"""

from ...checks import Document, Hits, Line, pattern

SEVERITY = "info"
TRIGGER = " 1[ \t\f\v\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$"
SAFE_FIX = False
HINT = "leave out the picture viewer, or the alternative texts of its pictures"

BAD = [
    "Harbour boots with leather lining 0\n⟦Harbour boots with leather lining 1⟧\n⟦Harbour boots with leather lining 2⟧\nA price\n",
    "• Bridge of the harbour in rain, No. 1\n⟦• Bridge of the harbour in rain, No. 2⟧\n⟦• Bridge of the harbour in rain, No. 3⟧\n",
]
GOOD = [
    "Chapter 1\nChapter 2\nChapter 3\n",
    "Day 1\nDay 2\nDay 3\n",
    "The old bridge at the quay 1\nThe old bridge at the mill 2\nThe old bridge at the inn 3\n",
    "Goals of the harbour team in May 3\nGoals of the harbour team in May 4\nGoals of the harbour team in May 5\n",
]

_COUNTED = pattern(r"(?P<text>\S.{14,250}?)\s(?P<number>\d{1,3})\s*")


def check(doc: Document) -> Hits:
    run: list[Line] = []
    for before, line in [*doc.line_pairs, (None, None)]:
        if before is not None and line is not None and _goes_on(before, line, first=not run):
            run.append(line)
            continue
        if len(run) >= 2:
            for again in run:
                yield again.strip(), "the same line with the next number", ""
        run = []


def _goes_on(before: Line, line: Line, *, first: bool) -> bool:
    if not (before.text.rstrip()[-1:].isdecimal() and line.text.rstrip()[-1:].isdecimal()):
        return False
    one, other = _COUNTED.fullmatch(before.text.strip()), _COUNTED.fullmatch(line.text.strip())
    if one is None or other is None or one["text"] != other["text"] or len(one["text"].split()) < 4:
        return False
    return int(other["number"]) == int(one["number"]) + 1 and (not first or one["number"] in ("0", "1"))
