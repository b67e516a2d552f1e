"""
The site's copyright notice.

`© 2026 Harbour Daily. All rights reserved.` stands at the foot of every page and is no part of the article. A
year in it is this year's, not the article's.

Left alone: sentences about copyright, and the sign without a year or a reservation of rights.
"""

import re

from ...checks import Document, Hits, Line, pattern

TRIGGER = r"©|[Cc]opyright|COPYRIGHT|\([Cc]\)|[Aa]ll [Rr]ights|ALL RIGHTS"
SAFE_FIX = False
HINT = "drop the footer element before taking the text"

BAD = [
    "The bridge opened.\n⟦© 2026 Harbour Daily. All rights reserved.⟧\n",
    "The bridge opened.\n⟦Copyright © 2019-2026 Harbour Media Group⟧\n",
    "⟦(c) 2026 Harbour Daily⟧\nThe bridge opened.\n",
]
GOOD = [
    "Copyright was extended in 2026 to seventy years, the court said on Monday.\n",
    "Photo: Jana Novak © Harbour Museum\n",
    "All rights reserved for the use of the bridge go back to the town in 2026.\n",
]

_NOTICE = pattern(
    r"\W*(?:(?:copyright\s*)?(?:©|\(c\))|copyright)\s*(?:copyright\s*)?(?:by\s)?(?:(?:19|20)\d\d.{0,120}|[^.]{0,60}(?:19|20)\d\d.{0,80}|.{0,80}all rights reserved.{0,40})",
    re.IGNORECASE,
)


def check_line(doc: Document, line: Line) -> Hits:
    if len(line.text) <= 200 and _NOTICE.fullmatch(line.text.strip()) and line.word_count <= 25 and "was " not in line.text:
        yield line.strip(), "copyright notice of the site", ""
