"""
The footer that WordPress adds to each entry of a feed.

`The post Bridge reopens appeared first on Harbour Daily.` It stands at the end of every entry, so that it
repeats in all of them.

Left alone: sentences in which a post appears first somewhere.
"""

import re

from ...checks import Document, Hits, Line, pattern

SEVERITY = "error"
TRIGGER = r"appeared first on|erschien zuerst auf|est apparu en premier sur|apareció primero en|apareceu primeiro em|proviene da|pojawił się poczatkowo|pojawił się początkowo|verscheen eerst op|сначала на|з['’]явився спочатку на|ilk önce"
SAFE_FIX = True
HINT = "cut the last paragraph of the feed's entries, or read content:encoded without it"

BAD = [
    "The bridge is open.\n⟦The post Bridge reopens appeared first on Harbour Daily.⟧\n",
    "Die Brücke ist offen.\n⟦Der Beitrag Brücke wieder offen erschien zuerst auf Hafenblatt.⟧\n",
    "Le pont est ouvert. ⟦L’article Le pont rouvre est apparu en premier sur Le Quai.⟧\n",
]
GOOD = [
    "The letter appeared first on a wall near the harbour.\n",
    "The post office said the stamp appeared first on Monday, not Friday.\n",
]

_FOOTER = pattern(
    r"(?:The post .{1,200}? appeared first on|Der Beitrag .{1,200}? erschien zuerst auf|L['’](?:article|entrée) .{1,200}? est apparue? en premier sur|"
    r"La entrada .{1,200}? (?:se publicó|apareció) primero en|O post .{1,200}? apareceu primeiro em|L['’]articolo .{1,200}? proviene da|"
    r"Artykuł .{1,200}? pojawił się pocz[ąa]tkowo|Het bericht .{1,200}? verscheen eerst op|Сообщение .{1,200}? появились? сначала на|"
    r"Допис .{1,200}? з['’]явився спочатку на) ?[^.\n]{1,80}(?:\.[a-z]{2,10})*\.?\s*$"
)


def check_line(doc: Document, line: Line) -> Hits:
    match = _FOOTER.search(line.text, max(0, len(line.text) - 400))
    if match and not re.search(r"\bfirst on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", match[0]):
        yield line.match(match).strip(), "footer of a feed entry", ""
