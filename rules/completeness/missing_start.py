"""
The text begins in the middle of a sentence.

`but the council disagreed. In May …`: the first paragraph, or the first words of it, stood in an element of its
own, which the scraper left out.

The first line that is no leftover counts when it begins with a small letter, is at least ten words long and
closes like a sentence, and no other paragraph begins so. A comma or a closing bracket at the start counts as well.

Left alone: names that are written small (`iPhone`, `eBay`, `von`), texts written without capitals, headings,
lists, and scripts without capital letters.
"""

from ...checks import Document, Hits, pattern

SEVERITY = "info"
POINTS = 15.0
HINT = "look for the lead's element, and for a drop capital in one of its own"

_REST = "In May the mayor asked again, and nobody answered her for weeks.\nThe bridge is still closed, and the ferries go on.\n"
BAD = [
    "⟦потому⟧ мост в гавани снова закрыли для пешеходов и велосипедистов до самой весны, сказал мэр.\nЖители ждали этого дня с осени.\n",
    "⟦but⟧ the council disagreed with the mayor, and the plan was dropped in the spring.\n" + _REST,
    "⟦, which⟧ the council never read, says that the bridge would not hold for another winter.\n" + _REST,
]
GOOD = [
    "После двух лет ремонта мост в гавани снова открыли для пешеходов и велосипедистов в пятницу.\nЖители ждали этого дня с осени.\n",
    "Єдиний міст через гавань знову відкрили для пішоходів і велосипедистів після двох років ремонту.\nМешканці чекали цього дня.\n",
    "Ύστερα από δύο χρόνια εργασιών η γέφυρα του λιμανιού άνοιξε ξανά για τους πεζούς το πρωί.\nΟι κάτοικοι περίμεναν πολύ.\n",
    "Über zwei Jahre lang war die Brücke im Hafen gesperrt, und nun fahren dort wieder Autos.\nDie Fähre bleibt trotzdem.\n",
    "Élue il y a deux ans, la mairesse du port a rouvert le pont aux piétons vendredi matin.\nLe bac continue de passer.\n",
    "iPhone owners in the harbour can now pay for the ferry with their phones, the council said.\n" + _REST,
    "but why\n" + _REST,
    "the council met on monday and talked about the bridge for hours and hours again.\nnobody knows what it said about the ferry, or why it took so long.\n",
]

_START = pattern(r"\s*(?P<word>(?:[,;)\]]\s?)?[^\W\d_A-Z][^\W\d_A-Z]*)(?=[\s,])")
_MARKS = ",;)] \t\N{NO-BREAK SPACE}"
_NAMES = frozenset("von van de del der den di da la le el al bin ibn ten ter zu zum".split())


def check(doc: Document) -> Hits:
    first = next(
        (line for line in doc.inked[:4] if line.number not in doc.leftover_lines and line.number not in doc.machine_lines), None
    )
    if first is None or first.word_count < 10 or not first.ends_sentence:
        return
    match = _START.match(first.text)
    if match is None or match["word"] in _NAMES or not match["word"].lstrip(_MARKS)[:1].islower():
        return
    if not any(line.text.lstrip()[:1].islower() for line in doc.prose if line is not first):
        yield first.match(match, "word"), "the text begins in mid-sentence"
