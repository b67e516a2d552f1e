"""
A no-break space where an ordinary one belongs.

Editors put it in to steer line breaks; `str.split` takes it for a space, many tokenisers and every exact
comparison don't, so that one phrase becomes two.

Left alone: where typography wants it: before `; : ! ? » %` and after `«`, between a number and its unit or the
next three digits, after short words and initials in French, Polish, Czech and Russian texts, which set it by
rule.
"""

from ...checks import Document, Hits, Line, pattern, primary

SEVERITY = "info"
TRIGGER = "\N{NO-BREAK SPACE}"
SAFE_FIX = True

BAD = ["“We see⟦\N{NO-BREAK SPACE}⟧drive behind it,” he said.\n", "⟦\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}⟧The bridge opened.\n"]
GOOD = [
    "«\N{NO-BREAK SPACE}Le pont est ouvert\N{NO-BREAK SPACE}» : 12\N{NO-BREAK SPACE}000 personnes\N{NO-BREAK SPACE}!\n",
    "5\N{NO-BREAK SPACE}km and 30\N{NO-BREAK SPACE}%\n",
    "A.\N{NO-BREAK SPACE}Novak\n",
]

_BLANKS = pattern("\N{NO-BREAK SPACE}+")
_BEFORE = pattern(r"[\d«‹„(]$|(?:^|\W)[A-ZÀ-Þ]\.$|№$|§$")
_AFTER = pattern(r"[;:!?»›%€$£–—…°)-]|\d")


def check_line(doc: Document, line: Line) -> Hits:
    for match in _BLANKS.finditer(line.text):
        if len(match[0]) == 1 and (
            _BEFORE.search(line.text[max(0, match.start() - 3) : match.start()]) or _AFTER.match(line.text, match.end())
        ):
            continue
        if primary(doc.fields.get("language", "") or doc.language or "") in ("fr", "pl", "cs", "ru", "uk", "sk"):
            return  # asked last: to tell a language may take long
        yield line.match(match), "no-break space", " "
