"""
Letters in disguise: the ligature `ﬁ` as one character, full-width `ＡＢＣ`, words in mathematical bold.

PDF tools keep ligatures as one character, so that `ﬁsh` is not `fish`; posts take letters of formulas for bold type,
which no search finds and screen readers spell out.

Left alone: full-width letters in Chinese, Japanese and Korean text, where they belong, and single letters of formulas.
"""

import unicodedata

from ...checks import Document, Hits, Line, pattern

SEVERITY = "info"
SAFE_FIX = True
TRIGGER = "[\ufb00-\ufb06\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]"
HINT = "unicodedata.normalize('NFKC', …) on these characters alone"

BAD = [
    "The ⟦\ufb01⟧sh and the o⟦\ufb03⟧ce\n",
    "⟦\uff26\uff25\uff32\uff32\uff39⟧ today\n",
    "⟦\U0001d401\U0001d428\U0001d42d\U0001d421⟧ ferries\n",
]
GOOD = ["新しい\uff26\uff25\uff32\uff32\uff39です\n", "where \U0001d465 is the length\n", "It weighs ½ kg and costs 5 €™\n"]

_DISGUISED = pattern("[\ufb00-\ufb06]|[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]{2,200}|[\U0001d400-\U0001d7ff]{3,200}")
_EAST_ASIAN = pattern("[\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def check_line(doc: Document, line: Line) -> Hits:
    east_asian = None
    for match in _DISGUISED.finditer(line.text):
        if match[0] < "\ufb00" or match[0] > "\U0001d3ff":
            what = "letters of formulas as type"
        elif match[0] <= "\ufb06":
            what = "a ligature as one character"
        else:
            east_asian = _EAST_ASIAN.search(line.text) is not None if east_asian is None else east_asian
            if east_asian:
                continue
            what = "full-width letters"
        yield line.match(match), what, unicodedata.normalize("NFKC", match[0])
