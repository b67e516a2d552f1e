"""
A line that says under which licence a picture or the text stands.

`Image is licensed under the Creative Commons Attribution 2.0 Generic license …`: it belongs to the picture,
which is not in the text.

Left alone: sentences about licences in an article, which do not open with the work that is licensed. Credits
are wanted by some, and licences bind: hence an info.
"""

import re

from ...checks import Document, Hits, Line, pattern

SEVERITY = "info"
TRIGGER = r"(?:licen[sc]|lizenz|licencia|licence|licenza|CC[ -]BY|Creative Commons)"
SAFE_FIX = False
HINT = "drop figcaption and credit elements before taking the text"

BAD = [
    "⟦Image is licensed under the Creative Commons Attribution 2.0 Generic license and was created by A. Novak.⟧\n",
    "The ferry sails again.\n⟦This work is licensed under a Creative Commons Attribution 4.0 International License.⟧\n",
    "⟦Photo: A. Novak, CC BY-SA 4.0⟧\n",
    "⟦Dieses Bild steht unter der Lizenz CC BY 4.0.⟧\n",
]
GOOD = [
    "The library will publish its photographs under a Creative Commons licence, the director said on Monday.\n",
    "Creative Commons was founded in 2001.\n",
    "The image of the harbour has suffered since the council licensed the works, the mayor said.\n",
]

_WORK = (
    r"(?:image|photo(?:graph)?|picture|illustration|video|text|content|this (?:article|work|image|photo|story|post|text|content|page)|"
    r"featured image|header image|(?:dieses |das )?(?:bild|foto|werk|dieser text|dieser artikel)|(?:cette |l['’])?(?:image|photo|œuvre)|"
    r"(?:esta |la )?(?:imagen|foto|obra)|foto(?:grafia)?|immagine|zdjęcie)"
)
_CREDIT = pattern(
    rf"\W*{_WORK}\b.{{0,80}}?(?:licen[sc]ed? (?:under|as)|under (?:a |the )?creative commons|lizenziert|steht unter|sous licence|bajo licencia|"
    rf"bajo una licencia|con licenza|na licencji|\bcc[ -](?:by|0)\b|creative commons (?:attribution|by))",
    re.IGNORECASE,
)


def check_line(doc: Document, line: Line) -> Hits:
    if len(line.text) <= 400 and _CREDIT.match(line.text):
        yield line.strip(), "licence of a picture or of the page", ""
