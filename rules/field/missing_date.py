"""
The document has no date.

Neither a date field, nor a line such as `Published On 19 Dec 2025`, nor a dateline in the text. News without a
date cannot be put in order, and `on Friday` means nothing without it.

A field that says `nan`, `NaT`, `null` or the like, and nothing else, counts as empty: so programs write what is not there.

A date counts where it stands alone in a line or in a short one (`Jana Novak | 3 May 2026`), or in the dateline
of a paragraph (`LONDON, May 3 (Agency) —`), within the first 15 or the last 5 lines. A date in running text is
what the text is about, not when it was written.

Left alone: documents without any text, which other rules report. Timeless pages: ignore the rule for their
paths.
"""

from ...checks import Document, Example, Hits, has_dateline, has_full_date, printable

POINTS = 3.0
HINT = "take article:published_time, the time element, or datePublished from the JSON-LD"

BAD = [
    "⟦⟧Harbour bridge opens again\nThe bridge opened on Friday after repairs that began on 3 May 2024.\n",
    Example("⟦⟧Harbour bridge opens again\nThe bridge opened.\n", fields={"date": ""}),
    Example("⟦⟧Harbour bridge opens again\nThe bridge opened.\n", fields={"date": "NaT"}),
]
GOOD = [
    "Harbour bridge opens again\nPublished On 19 Dec 2025\nThe bridge opened on Friday.\n",
    "Harbour bridge opens again\nHARBOUR CITY, May 3 (Agency) — The bridge opened on Friday.\n",
    "Hafenbrücke wieder offen\nVon Jana Novak | 3. Mai 2026\nDie Brücke ist wieder offen.\n",
    Example("The bridge opened.\n", fields={"date": "2026-05-03"}),
]

_MAX_CHARS = 90


def check(doc: Document) -> Hits:
    if not doc.inked or doc.date:
        return
    inked, number = doc.inked, len(doc.inked)
    for place in (*range(min(15, number)), *range(max(15, number - 5), number)):
        line = inked[place]
        folded = doc.folded[place]
        if folded.isascii() and not doc.figures[place]:
            continue
        if has_dateline(folded) or (len(folded) <= _MAX_CHARS and not line.ends_sentence and has_full_date(folded)):
            return
        if line.number == 1 and len(folded) <= 300 and has_full_date(folded) and "://" in folded:
            return  # a leaked `date … URL` line
    if "date" in doc.fields:
        value = printable(doc.fields["date"].strip())
        yield doc.beginning, f"the date field says {value!r}" if value else "the date field is empty"
    else:
        yield doc.beginning, "no date: no field, no date line and no dateline in the text"
