r"""
A server's error or first page instead of the article: a stack trace, an SQL error, `Welcome to nginx!`.

The program behind the site broke while the page was made, or the site has gone and the server shows its own page. The
status is often 200.

One sure sign must stand in a text of fewer than 250 words. In longer texts `server-message` reports the lines.

Left alone: texts about code, which show traces on purpose.
"""

from ...checks import Document, Hits, pattern

SEVERITY = "error"
POINTS = 100.0
HINT = "treat the response as failed, and fetch the page again later"
TRIGGER = (
    r"on line \d|[Tt]raceback|[Ss]tack trace|SQLSTATE|SQL syntax|ORA-\d|\.java:\d|Exception|nginx|Apache|IIS|OLE DB|mysqli?_|Fatal error|"
    r"[Mm]aintenance|[Dd]omain|[Pp]arked|cPanel|Plesk|PHP Version"
)

BAD = [
    "⟦Warning: include(/var/www/html/top.php): failed to open stream: No such file in /var/www/html/index.php on line 12\nHarbour Daily⟧\n",
    "⟦Welcome to nginx!\nIf you see this page, the nginx web server is successfully installed and working.⟧\n",
    "⟦You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version⟧\n",
    "⟦This domain is parked free, courtesy of a registrar.\nGet this domain⟧\n",
    "⟦Harbour Daily\nBriefly unavailable for scheduled maintenance. Check back in a minute.⟧\n",
    "⟦java.lang.NullPointerException\nat example.harbour.Page.render(Page.java:42)⟧\n",
]
GOOD = [
    "The bridge is closed for scheduled maintenance until Friday, and the ferry sails twice an hour.\n",
    "The harbour office wrote that its domain had been sold. The warning came on line 12 of its page.\n",
    "Read the Python traceback from the end.\nThe function raises an exception, its arguments are strings, and the API returns JSON:\n"
    'File "a.py", line 4, in <module>\n',
]

_FEW_WORDS = 250
_SIGNS = pattern(
    r"(?:Warning|Notice|Deprecated|Fatal error|Parse error)\s?:\s.{1,400}? in (?:/|[A-Z]:[\\/])\S{1,300} on line \d|Traceback \(most recent call last\)|"
    r"^\s{0,20}at [\w$.<>]{3,200}\([\w$]{1,80}\.java:\d|\bSQLSTATE\[|[Yy]ou have an error in your SQL syntax|\bORA-\d{5}:|Microsoft OLE DB Provider|"
    r"Uncaught (?:Error|Exception|TypeError|PDOException)\b|^\s{0,20}#0 /\S{1,200}\(\d|mysqli?_(?:connect|query|fetch_\w{1,20})\(\)|"
    r"^\W{0,10}Welcome to (?:nginx|OpenResty|CentOS)\b|^\W{0,10}Apache2? (?:\w{1,20} )?(?:Default|Test) Page|^\W{0,10}IIS Windows Server|"
    r"^\W{0,10}(?:Default|Success!) (?:page|.{0,30}Plesk|.{0,30}cPanel)|Unhandled Exception: |System\.Web\.HttpException|"
    r"(?i:domain (?:name )?(?:\S{1,60} )?(?:is|has been|was) (?:parked|for sale|expired|suspended)\b|buy this domain|parked (?:free|domain)|"
    r"briefly unavailable for scheduled maintenance|(?:site|website|page) is (?:currently |temporarily )?(?:down|closed|offline|unavailable) for "
    r"(?:scheduled |routine |planned )?maintenance|currently undergoing (?:scheduled |routine )?maintenance)",
)


def check(doc: Document) -> Hits:
    if not doc.inked or len(doc.text) > 20_000 or doc.word_count > _FEW_WORDS or doc.shows_code:
        return
    for line in doc.inked:
        match = _SIGNS.search(line.text[:2000])
        if match and len(doc.prose) < 4:
            yield doc.between(doc.inked[0], doc.inked[-1]), f"a server's page instead of an article (line {line.number} says so)"
            return
