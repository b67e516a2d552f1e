"""
Two letters of a very common English word changed places.

`adn`, `teh`, `taht`: machine-rewritten text and hasty copies have them, edited text does not. Not a spelling
checker: a handful of words that are nothing else in English.

Left alone: texts in other languages, capitals (ADN is a name), and words in quotation marks.
"""

from ...checks import Document, Hits, Line, pattern

SEVERITY = "info"
TRIGGER = r"(?:adn|teh|taht|hte|thsi|waht|wiht|whcih|becuase|recieve|seperate|occured|untill|thier|goverment)"

BAD = ["Russia relations ⟦adn⟧ the impasse of the bridge were discussed in the council on Monday.\n"]
GOOD = [
    "The word “teh” is a joke of the net.\n",
    "L'adn de la ville\n",
    "ADN, the agency, and the Teh family met in the harbour.\n",
]

_WORD = pattern(rf"(?<![\w“\"'‘-]){TRIGGER}(?![\w”\"'’-])")


def check_line(doc: Document, line: Line) -> Hits:
    if doc.language in (None, "en"):
        for match in _WORD.finditer(line.text):
            if line.word_count >= 5:
                yield line.match(match), "misspelling of a very common word"
