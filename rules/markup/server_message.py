r"""
A message of the server's program in the text: a warning of PHP, an error of the database.

`Warning: Undefined variable $ad in /var/www/html/top.php on line 12` is printed where the value should stand. It tells
the world the paths of the server, and is taken for a sentence.

Left alone: texts about code. In texts of fewer than 250 words that hold little else, see `server-error-page`.
"""

from ...checks import Document, Hits, Line, pattern

SEVERITY = "error"
TRIGGER = r"on line \d|SQLSTATE|SQL syntax|\.java:\d|Uncaught |mysqli?_"
SAFE_FIX = False
HINT = "skip lines of this form; tell the site's owner"

BAD = [
    "The bridge opened.\n⟦Warning: Undefined variable $ad in /var/www/html/top.php on line 12⟧\nFerries stop.\n",
    "⟦Notice: Trying to get property 'name' of non-object in C:\\web\\page.php on line 7⟧ The bridge opened.\n",
]
GOOD = [
    "Warning: trains run late in the tunnel on line 12.\n",
    "Notice: the deed in /archive/ is on line 7 of the list.\n",
]

_MESSAGE = pattern(
    r"(?:PHP )?(?:Warning|Notice|Deprecated|Fatal error|Parse error|Strict Standards)\s?:\s.{1,400}? in (?:/|[A-Z]:[\\/])\S{1,300}\.\w{2,5}(?:\(\d{1,6}\) : [\w ']{1,40})? on line \d{1,6}|"
    r"You have an error in your SQL syntax.{0,300}|(?:Uncaught \w{0,30}(?:Error|Exception)\b|SQLSTATE\[).{0,300}|^\s{0,20}at [\w$.<>]{3,200}\([\w$]{1,80}\.java:\d{1,6}\)"
)


def check_line(doc: Document, line: Line) -> Hits:
    if "`" in line.text or doc.shows_code:
        return
    for match in _MESSAGE.finditer(line.text):
        yield line.match(match).strip(), "message of the server's program", ""
