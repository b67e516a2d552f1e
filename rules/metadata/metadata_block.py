"""
Short lines between lines of metadata: tags, section names, the outlet's name, a bare year.

Where a page's structured data is printed as text, addresses, timestamps and telephone numbers stand among names
and tags that mean nothing alone: `world`, `2026`, `Harbour Daily International`, `News`. Each is harmless; the
company gives them away.

A block is a run of lines without running text in which two kinds of lines are metadata for certain (a web or
e-mail address, a telephone number, a timestamp, a locale code; addresses and
a telephone number that stand there once are a contact) and no more than six lines lie between one of those and the next. The short lines in it and right
beside it, up to six before and after, are flagged, up to a headline, a blank line at its edge, or running text.

Left alone: the certain lines themselves, which their own rules report; lines of more than eight words; lists in
an article.
"""

from ...checks import Document, Hits, Line

SEVERITY = "warning"
SAFE_FIX = False
HINT = "take the text of the article element, not of the whole page or of its JSON-LD"

BAD = [
    "Bridge opens again\n⟦Harbour Daily International⟧\n2026-02-04T16:16+0000\n2026-02-04T16:16+0000\n⟦world⟧\n⟦ferry⟧\n"
    "https://cdn.example.com/1.jpg\nThe bridge opened again on Monday after two years of repairs.\n",
    "The bridge opened again on Monday after two years of repairs.\n⟦Harbour Daily⟧\nfeedback@example.com\nen_EN\n+74955550100\n"
    "⟦Harbour Media Group⟧\n⟦2026⟧\n⟦News⟧\n",
]
GOOD = [
    "The office is open on weekdays from nine to five, and closed in August.\nJana Novak\nTel. +49 30 5550100\njana@example.com\nNorth quay\n",
    "Shopping list\nmilk\neggs\nhttps://example.com/recipe\nflour\nMix all of it and bake for twenty minutes in a hot oven.\n",
    "Contacts\nJana Novak, harbour office\nWrite to jana@example.com or come to the office on Mondays between nine and noon.\n",
]

_MAX_GAP = 6
_MAX_WORDS = 8


def check(doc: Document) -> Hits:
    if not doc.machine_lines:
        return
    lines = doc.inked
    certain = [doc.ordinals[number] for number in doc.machine_lines]
    headlines = {doc.headline.number} if doc.headline else set()
    for run in _runs(certain, lines):
        first, last = run[0], run[-1]
        kinds = {doc.machine_lines[lines[place].number] for place in run}
        again = any(len(doc.lines_by_key.get(doc.key(lines[place]), ())) > 1 for place in run)
        if len(kinds) < 2 or (not kinds & {"timestamp", "locale"} and not again):
            continue
        known = set(run)
        places = [place for place in range(first, last) if place not in known]
        places += _beside(lines, range(first - 1, max(-1, first - 1 - _MAX_GAP), -1))
        places += _beside(lines, range(last + 1, min(len(lines), last + 1 + _MAX_GAP)))
        for place in sorted(places):
            line = lines[place]
            if line.number not in headlines and not _same_as_headline(doc, line):
                yield (
                    line.strip(),
                    f"name or tag among metadata ({len(run)} addresses, numbers or timestamps in a row of short lines)",
                    "",
                )


def _same_as_headline(doc: Document, line: Line) -> bool:
    return doc.headline is not None and doc.key(line) == doc.key(doc.headline)


def _runs(certain: list[int], lines: list[Line]) -> list[list[int]]:
    """Certain lines with nothing but a few short lines between one and the next."""
    runs: list[list[int]] = []
    for place in certain:
        previous = runs[-1][-1] if runs else None
        if previous is not None and place - previous - 1 <= _MAX_GAP and all(map(_short, lines[previous + 1 : place])):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _short(line: Line) -> bool:
    return line.word_count <= _MAX_WORDS and not line.ends_sentence and len(line.text) <= 100


def _beside(lines: list[Line], places: range) -> list[int]:
    """The short lines at an edge of a block, up to the first line that is none or stands apart."""
    found: list[int] = []
    for place in places:
        neighbour = lines[place - places.step]
        if not _short(lines[place]) or abs(lines[place].number - neighbour.number) > 1 or looks_titled(lines[place]):
            break
        found.append(place)
    return found


def looks_titled(line: Line) -> bool:
    """Whether a short line is long enough to be a heading of the text that stands beside the block."""
    return line.word_count > 5
