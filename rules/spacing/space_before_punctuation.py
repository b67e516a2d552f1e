"""
A space before a comma or full stop.

`The mayor , who left .` Tags stood around the word and the scraper joined all texts with a space. Quotations and names are not found by exact
search, and models learn it.

Left alone: French, which sets a space before `; : ! ?`; colons; dots in a row; lines of code and of tables;
in texts about code all lines but sentences (`git checkout .`), and in those the fix is unsafe.
"""

from ...checks import Document, Hits, Line, pattern, primary

# A letter or a closing mark, or a character beyond ASCII that may be one: `_SEAM` says which, and this can be scanned for quickly.
TRIGGER = r"[^\n -!#-&(*-@\x5b\x5c^-`{-\xa9] [,.;!?]"
SAFE_FIX = True
HINT = "join the texts of inline elements with nothing, of block elements with a line break"

BAD = ["The mayor⟦ ,⟧ who left early⟦ .⟧\n", "Is it so⟦ ?⟧ Yes⟦ !⟧ Then go⟦ ;⟧ now.\n", "He said “no”⟦ ,⟧ and left.\n"]
GOOD = [
    "Est-ce vrai ? Oui ! Alors ; le maire de la ville est parti avec les clés du pont et la cour est vide.\n",
    "Wait . . . and use .NET or .htaccess, see ,.- and ;-) or :)\n",
    "x = a , b ;\n",
    "a | b , | c\n",
    "ls . ; cd ..\n",
    "In Python the string has a method, and the function an argument.\ngit checkout .\n",
]

_SPACED = pattern(r" (?:(?<=\w.)|(?<=\w[\"'”’»)\]].))(?:[,.!?](?=[\s”’»)]|$)|;(?=[\s”’»]|$))(?! ?[.,;!?])")
_SEAM = pattern(r" [,.;!?](?:(?<=[^\W\d_]..)|(?<=[^\W\d_][\"'”’»)\]]..))")
_CODE = pattern(r"[{}|=<>$\\`#]|;\s{0,20}$|\(\)|\.\.")


def check_line(doc: Document, line: Line) -> Hits:
    text = line.text
    if not _SEAM.search(text) or _CODE.search(text) or primary(doc.fields.get("language", "") or doc.language or "") == "fr":
        return
    matches = list(_SPACED.finditer(text))
    if not matches or (doc.shows_code and not line.is_prose):
        return
    for match in matches:
        yield line.match(match), "space before a punctuation mark", match[0][1:], not doc.shows_code
