"""
The title of the page stands again among its menus.

A page that was taken as a whole has its title in the head, as `Ferry strike enters second week | Harbour Daily`, then in
the path of links above the article, in its heading, in the buttons for sharing.

The title is what one of the first three lines says, without the site's name behind a bar or a dash. Every later copy
above the running text is flagged, and those below as well where more than eight lines stand above it.

Left alone: texts that begin with running text, pages of offers, whose running text is scattered, and titles of fewer
than three words.
"""

from ...checks import Document, Hits

SEVERITY = "warning"
SAFE_FIX = False
GIVES_WAY = True
HINT = "take the text from the article's element only"

_STORY = (
    "Crews walked out on Monday, and nobody knows when they will be back.\n"
    "Talks between the company and the union go on in the town hall today.\n"
    "Nobody expects them to end before the weekend, said the mayor on Tuesday.\n"
)
BAD = [
    f"Ferry strike enters second week | Harbour Daily\nHome\nNews\n⟦Ferry strike enters second week⟧\n{_STORY}",
    f"Home\nFerry strike enters second week\nNews\nSport\n⟦Ferry strike enters second week⟧\n⟦Ferry strike enters second week⟧\n{_STORY}",
]
GOOD = [
    f"Home\nWhy the crews walked out\nHow long it will take\n{_STORY}Why the crews walked out\n{_STORY}",
    f"Ferry strike | Harbour Daily\nHome\nNews\nFerry strike\n{_STORY}",
    f"{_STORY}Ferry strike enters second week\n{_STORY}Ferry strike enters second week\n",
]

_MIN_CHARS = 16
_LEAST = 3  # so many lines must stand above the running text
_MANY = 8
_NEAR = 12
_HEAD = 3
_SEPARATORS = (" | ", " - ", " :: ", " » ", " · ")


def check(doc: Document) -> Hits:
    first_prose = _running_text(doc)
    if first_prose < _LEAST:
        return
    keys = doc.inked_keys
    titles = {title for key in keys[:_HEAD] for title in _title_of(key)}
    last = len(keys) if first_prose > _MANY else first_prose
    seen: set[str] = set()
    for place in range(last):
        key = keys[place]
        named = titles.intersection((key, *_title_of(key))) if key else ()
        if key in titles and key in seen and doc.inked[place].number not in doc.explained:
            yield doc.inked[place].strip(), "the title of the page again", ""
        seen.update(named)


def _running_text(doc: Document) -> int:
    """Where the running text begins; 0 where its first three lines don't stand near each other, as on a page of offers."""
    places = [doc.ordinals[line.number] for line in doc.prose[:3]]
    return places[0] if len(places) == 3 and places[2] - places[0] <= _NEAR else 0


def _title_of(key: str) -> list[str]:
    """What a line names as the title: the part before the name of the site."""
    place = max(key.rfind(separator) for separator in _SEPARATORS)
    title = key[:place] if place > 0 else key
    return [title] if len(title) >= _MIN_CHARS and title.count(" ") >= 2 else []
