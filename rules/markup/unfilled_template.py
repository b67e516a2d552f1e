"""
A template that was not filled: `{{ article.title }}`, `%AUTHOR%`, `${price}`, `[object Object]`.

The page is completed by a script that the scraper does not run, or the site forgot a value.

`undefined`, `null`, `NaN` and `Invalid Date` count where they are all of a line, also behind a label such as `Image:`.

Left alone: texts about code, and anything between backticks.
"""

from ...checks import Document, Hits, Line, pattern

TRIGGER = r"\{\{|\{%|\x24\{|<%|\[object Object\]|\*\||%%|%[A-Z_]{3}|undefined|NaN|null|Invalid Date"
HINT = "render the page, or read the values from its data (JSON-LD, API)"

BAD = [
    "By ⟦{{ article.author }}⟧\n",
    "Only ⟦${price}⟧ left, dear ⟦*|FNAME|*⟧\n",
    "⟦[object Object]⟧\nThe bridge opened.\n",
    "Written by ⟦%AUTHOR%⟧ on ⟦%%date%%⟧\n",
    "⟦undefined⟧\n",
    "The bridge opened.\n⟦Image: undefined⟧\nIt was closed for a year.\n⟦null⟧\n",
    "⟦Invalid Date⟧\nThe bridge opened.\n",
    "⟦{% if user %}⟧Welcome⟦{% endif %}⟧ ⟦<%= title %>⟧\n",
]
GOOD = [
    "Undefined behaviour is a term of engineers; a NaN is not a number.\n",
    "The result of the vote was null\nThe council meets again.\nNull\nBands: Nan\n",
    "Costs rose by 5 % and 10%-15%, $5 {or so}, a set {{a}, {b}}.\n",
    "Write `{{ title }}` there.\n",
    "https://harbourdaily.example/%D0%A1%BA_%D0%BC\n",
]

_GAP = pattern(
    r"\{\{\{?\s?[\w.$#/|'\"()\[\] -]{2,100}\s?\}\}\}?|\{%-?\s[^{}%]{1,200}\s-?%\}|\$\{[\w.$\[\]]{1,60}\}|<%[=-]?\s[^<>%]{1,100}%>|\[object Object\]|"
    r"\*\|[A-Z_]{2,30}\|\*|%%[A-Za-z_]{3,30}%%|(?<![%\w])%[A-Z]{2,20}(?:_[A-Z]{1,20}){0,4}%(?![\w%])|"
    r"^\s{0,20}(?:[^\W\d_]{1,20}: ?)?(?:undefined|NaN|null|Invalid Date)(?:[ ,/|-]{1,3}(?:undefined|NaN|null))?(?=\s{0,20}$)"
)


def check_line(doc: Document, line: Line) -> Hits:
    if "`" in line.text or doc.shows_code:
        return
    for match in _GAP.finditer(line.text):
        yield line.match(match).strip(), "template that was not filled"
