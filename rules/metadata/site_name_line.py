"""
The site's or outlet's name alone in a line.

A logo's alternative text, or the publisher of the page's structured data. It says nothing about the article.

The name is known from the record (its site field, or the host of its address: `Harbour Daily` on
harbourdaily.example) and stands above the headline, in the last line, or near addresses and known leftovers; or
it is a capitalised line of two to five words right below the headline that comes again, alone in its line, at
least twice, and stands next to an address, a number or a timestamp.

Left alone: the name in a sentence or in a line with other words.
"""

from ...checks import Document, Example, Hits, Line

SAFE_FIX = False

BAD = [
    Example(
        "⟦Harbour Daily⟧\nBridge opens again\nThe bridge opened.\n",
        fields={"url": "https://www.harbourdaily.example/a", "title": "Bridge opens"},
    ),
    "Bridge opens again\n⟦Harbour International⟧\nThe bridge opened again on Monday, after two years, the council said.\n"
    "⟦Harbour International⟧\nfeedback@example.com\n⟦Harbour International⟧\n",
]
GOOD = [
    Example("Harbour Daily wins a prize\nThe paper won.\n", fields={"url": "https://harbourdaily.example/a", "title": "Prize"}),
    "Bridge opens again\nBy Jana Novak\nThe bridge opened again on Monday, after two years, the council said.\n",
    Example(
        "Bridge opens\nFerries of Harbour Daily\nHarbour Daily\nA paper.\n", fields={"url": "https://harbourdaily.example/a"}
    ),
    Example("The\nBridge opens\n", fields={"url": "https://the.example/a"}),
]


def check(doc: Document) -> Hits:
    names = _names_from_record(doc)
    printed = _printed_name(doc)
    if not names and printed is None:
        return
    above = doc.headline.number if doc.headline else 2
    last = doc.inked[-1].number if doc.inked else 0
    firsts = {name[:1] for name in (*names, *([] if printed is None else [printed]))}
    places = [place for place, key in enumerate(doc.inked_keys) if key[:1] in firsts]
    for line, key in [(doc.inked[place], doc.inked_keys[place]) for place in places]:
        if key == printed or (
            key[:1] in firsts
            and key.replace(" ", "").replace("-", "") in names
            and (line.number < above or line.number == last or doc.among_data(line, 2))
        ):
            yield line.strip(), "name of the site alone in a line", ""


def _names_from_record(doc: Document) -> set[str]:
    """How the site's name reads without spaces: the host, and its longest label."""
    host = (doc.site or "").lower()
    if not host:
        return set()
    labels = host.split(".")
    names = {host.replace(" ", "").replace("-", ""), max(labels, key=len).replace("-", "")}
    return {name for name in names if len(name) >= 5}


def _printed_name(doc: Document) -> str | None:
    """The key of a name right below the headline that comes again."""
    if not doc.headline:
        return None
    below = [line for line in doc.inked[:8] if line.number > doc.headline.number]
    for line in below[:3]:
        places = doc.lines_by_key.get(doc.key(line), [])
        if len(places) < 3 or not _looks_like_name(line) or doc.key(line) == doc.key(doc.headline):
            continue
        if any(other.number in doc.machine_lines for place in places for other in doc.near(place, 1)):
            return doc.key(line)
    return None


def _looks_like_name(line: Line) -> bool:
    words = line.text.split()
    return (
        2 <= len(words) <= 5
        and len(line.text) >= 5
        and words[0][:1].isupper()
        and sum(word[:1].isupper() for word in words) * 2 > len(words)
        and not any(map(str.isdigit, line.text))
        and line.text.strip()[-1].isalnum()
    )
