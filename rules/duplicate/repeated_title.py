"""
The title of the page stands again among its menus, or above its article.

A page that was taken as a whole has its title in the head, as `Ferry strike enters second week | Harbour Daily`, then in
the path of links above the article, in its heading, in the buttons for sharing. What counts words or asks what a text is
about counts it each time.

The title is what one of the first three lines says, without the site's name behind a bar or a dash. Its later copies are
flagged, also as headings or links of Markdown:

- all of them, where the title had the site's name with it or a menu right below, for that is no headline;
- those above the running text, and those below as well where more than eight lines stand above it;
- those with a date or a byline right below, for there the article begins;
- all of them, where there are three and more and the title has at least four words.

In Markdown the only heading of the first level is a title too.

Left alone: texts that begin with running text and print their headline once more, as the heading of a list; titles of fewer
than three words; the headings of a series, each with another date below; refrains, for a text of verse has no running text.
"""

from collections.abc import Iterable
from itertools import islice

from ...checks import Document, Hits, Line, has_full_date, heading_key, is_dated_series, only_a_date, pattern, without_site

SEVERITY = "warning"
SAFE_FIX = False
GIVES_WAY = True
HINT = "take the text from the article's element only"

_STORY = (
    "Crews walked out on Monday, and nobody knows when they will be back.\n"
    "Talks between the company and the union go on in the town hall today.\n"
    "Nobody expects them to end before the weekend, said the mayor on Tuesday.\n"
)
_TITLE = "Ferry strike enters second week"
BAD = [
    f"{_TITLE} | Harbour Daily\nHome\nNews\n⟦{_TITLE}⟧\n{_STORY}",
    f"{_TITLE} | Harbour Daily\nCrews of the harbour ferries have walked out again.\nHome\nNews\n⟦{_TITLE}⟧\n{_STORY}",
    f"{_TITLE} | News | Harbour Daily\nHome\n{_TITLE}\nShare\n⟦{_TITLE}⟧\n{_STORY}",
    f"Home\n{_TITLE}\nNews\nSport\n⟦{_TITLE}⟧\n⟦{_TITLE}⟧\n{_STORY}",
    f"Why do the ferries of the town stand still?\nHome\nNews\n⟦Why do the ferries of the town stand still?⟧\n{_STORY}",
    f"{_TITLE}\n{_STORY}Most read\n⟦{_TITLE}⟧\nBy Jana Novak\n{_STORY}",
    f"* [Home](/)\n* {_TITLE}\n\n⟦# {_TITLE}⟧\n\n{_STORY}\n⟦[{_TITLE}](/strike)⟧\n",
]
GOOD = [
    f"The Weight of Rope – a novel about sailors\nA first book, and what a book.\n{_STORY}The Weight of Rope\nby Petra Lund, 280 pages, 22 euros\n",
    f"Minutes of the harbour board - 5 May 2026\n{_STORY}Minutes of the harbour board\nThe minutes of April were approved.\n",
    f"Song of the old weir - Lyrics\n{_STORY}Song of the old weir\nCome down to the mill\nand wash off the flour\nSong of the old weir\n",
    f"Aunt Hilda's pear tart with walnuts\n{_STORY}Aunt Hilda's pear tart with walnuts\nPrep time: 25 min\n200 g flour\n",
    f"Winter readings at the mill\n{_STORY}Winter readings at the mill\n14 January 2026\nA brass band.\nWinter readings at the mill\n21 January 2026\n",
    f"Home\nWhy the crews walked out\nHow long it will take\n{_STORY}Why the crews walked out\n{_STORY}",
    f"Ferry strike | Harbour Daily\nHome\nNews\nFerry strike\n{_STORY}",
    f"{_STORY}{_TITLE}\n{_STORY}{_TITLE}\n",
    f"The five best ferries of the harbour\n{_STORY}The five best ferries of the harbour\n1. The old one\n",
    "The boats come home at night\nand no one lights the lamp\n\nThe boats come home at night\nand no one calls their name\n\n"
    "The boats come home at night\nand no one counts the men\n\nThe boats come home at night\n",
    f"{_STORY}# Sets the length of the boat\nlength = 3\n# Sets the length of the boat\nlength = 4\n",
]

_HEAD = 3  # so many lines at the top may be the title
_MIN_CHARS, _MIN_WORDS = 16, 3
_LEAST, _MANY = 3, 8  # so many lines must stand above the running text, and so many make a menu
_NEAR = 12
_EVERYWHERE, _LONG_TITLE = 4, 4  # copies, and words
_SHORT = 70
_BARS = 2  # `Strike | News | Harbour Daily`

_DASH_WORDS = 4
_YEAR = pattern(r"(?:19|20)\d\d")
_KINDS = frozenset(
    "lyrics review reviews interview opinion analysis video videos photos pictures recipe recipes part chapter volume episode explained "
    "trailer podcast gallery poem minutes agenda letter letters notes summary liedtext rezension kritik rezept interview kommentar teil "
    "letra letras crítica opinión receta paroles critique avis recette testo recensione ricetta tekst recensie recept".split()
)

_BYLINE = pattern(
    r"(?:(?:written|posted|published|reviewed|updated|submitted) )?(?:by|on)\b.{0,60}|\d{1,3} ?min(?:ute)?s?|.{0,30}\d ?min(?:ute)?s?[ -]read"
)


def check(doc: Document) -> Hits:
    candidates = _titles(doc)
    marked = _marked(doc, candidates)
    titles = {title: is_sure for title, is_sure in candidates.items() if _comes_again(doc, title, marked)}
    if not titles:
        return
    head = doc.inked[:_HEAD]
    first_prose = _running_text(doc, titles)
    menu_ends = 0 if first_prose < _LEAST else len(doc.inked) if first_prose > _MANY else first_prose
    again: set[Line] = set()
    for title, is_sure in titles.items():
        lines = {*doc.lines_by_key.get(title, ()), *marked.get(title, ())}
        longer = (line for line in head if without_site(heading_key(doc.key(line))) == title)
        copies = sorted(lines.union(longer), key=lambda line: line.number)
        if len(copies) > 2 and is_dated_series(doc, copies):
            continue
        all_of_them = is_sure or _is_everywhere(doc, title, copies)
        again.update(
            line
            for line in copies[1:]
            if line in lines and (all_of_them or doc.ordinals[line.number] < menu_ends or _begins_article(doc, line))
        )
    for line in sorted(again, key=lambda line: line.number):
        if line.number not in doc.explained:
            yield line.strip(), "the title of the page again", ""


def _comes_again(doc: Document, title: str, marked: dict[str, list[Line]]) -> bool:
    """Whether a title stands in a line below the first: in most texts it does not, and nothing else need be asked."""
    lines = [*doc.lines_by_key.get(title, ()), *marked.get(title, ())]
    return len(lines) > 1 or (len(lines) == 1 and lines[0] is not doc.inked[0])


def _marked(doc: Document, titles: Iterable[str]) -> dict[str, list[Line]]:
    """The headings and links of Markdown that say a title which stands in at least two lines."""
    marked: dict[str, list[Line]] = {}
    if not _has(doc, "# ") and not _has(doc, "]("):
        return marked
    text = "\n".join(doc.inked_keys)
    titles = [title for title in titles if text.count(title) > 1]
    for key, lines in doc.lines_by_key.items() if titles else ():
        if (key[0] == "#" or "](" in key) and any(title in key for title in titles):
            marked.setdefault(heading_key(key), []).extend(lines)
    return marked


def _titles(doc: Document) -> dict[str, bool]:
    """
    The titles, each with whether that is sure: the site's name stood behind it, a menu below it, or
    it is the one heading of its kind.
    """
    titles: dict[str, bool] = {}
    for place, line in enumerate(doc.inked[:_HEAD]):
        key = heading_key(doc.key(line))
        if not _could_be_title(key) or (line.is_prose and not (place == 0 and line.text.rstrip().endswith("?"))):
            continue
        title = _without_site(line, key)
        titles[key] = title != key or (place == 0 and _is_above_menu(doc)) or titles.get(key, False)
        for _ in range(_BARS if title != key else 0):
            if _could_be_title(title):
                titles[title] = True
            title = without_site(title)
    heading = _only_heading(doc)
    if _could_be_title(heading) and "\n".join(doc.inked_keys).count(heading) > 1 and not doc.shows_code:
        titles[heading] = True
    return titles


def _without_site(line: Line, key: str) -> str:
    """
    The key of a line without the name of the site. What stands behind a dash must look like one: it may be a date, a kind of
    text (`Lyrics`), or go on with the title (`a novel about bricks`).
    """
    title = without_site(key)
    behind = key[len(title) :]
    words = behind.strip(" -").split()
    if title == key or not words or not behind.lstrip(" )]\"'!?.").startswith("-"):
        return title
    first = line.text.split()[-len(words) :][0]
    names_one = not first.islower() or "." in first[1:-1]  # iHarbour, harbourdaily.example
    looks_like_site = len(words) <= _DASH_WORDS and names_one and not words[0][0].isdigit() and not _YEAR.search(behind)
    return title if looks_like_site and words[0] not in _KINDS else key


def _only_heading(doc: Document) -> str:
    """What the heading of the first level says, if there is one such heading; comments in programs look like headings too."""
    if not _has(doc, "# "):
        return ""
    headings = [key for key in doc.lines_by_key if key[0] == "#"]
    first = [key for key in headings if key.startswith("# ")]
    if len(first) == 1 and (len(doc.lines_by_key[first[0]]) == 1 or any(key.startswith("##") for key in headings)):
        return heading_key(first[0])
    return ""


def _has(doc: Document, sign: str) -> bool:
    """Whether a sign of two characters is in the text; to look for the first one alone takes a tenth of the time."""
    return sign[0] in doc.text and sign in doc.text


def _could_be_title(key: str) -> bool:
    return len(key) >= _MIN_CHARS and key.count(" ") >= _MIN_WORDS - 1


def _is_above_menu(doc: Document) -> bool:
    """Whether the first line stands above something that opens a page, not an article: then it comes from the page's head."""
    return any(line.number in doc.leftover_lines or line.number in doc.explained for line in doc.inked[1:_HEAD])


def _running_text(doc: Document, titles: dict[str, bool]) -> int:
    """Where the running text begins; 0 where its first three lines don't stand near each other, as on a page of offers."""
    prose = (doc.ordinals[line.number] for line in doc.prose if doc.key(line) not in titles)
    places = list(islice(prose, 3))
    return places[0] if len(places) == 3 and places[2] - places[0] <= _NEAR else 0


def _is_everywhere(doc: Document, title: str, copies: list[Line]) -> bool:
    """Whether a title stands above each picture: in a text that is no verse, whose refrain it could be."""
    if len(copies) < _EVERYWHERE or title.count(" ") < _LONG_TITLE - 1 or len(doc.prose) < 3:
        return False
    return doc.ordinals[copies[0].number] < 2 and not copies[0].is_prose


def _begins_article(doc: Document, line: Line) -> bool:
    """Whether a date or a byline stands below or above a copy of the title."""
    place = doc.ordinals[line.number]
    above = doc.folded[place - 1].strip()
    below = [folded.strip() for folded in doc.folded[place + 1 : place + 3]]
    return (len(above) < _SHORT and only_a_date(above)) or any(
        len(folded) < _SHORT and (_BYLINE.fullmatch(folded) is not None or has_full_date(folded)) for folded in below
    )
