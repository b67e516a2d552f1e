"""
The text is not in the language it should be in.

The record says one language, or the settings do, and the text is in another: the wrong edition of a site, a
page that was translated by machine, or a consent text instead of the article.

Asked only where there are at least 200 letters of running text; langdetect, seeded, must be at least 90 % sure.
Languages that cannot be told apart safely (Serbian and Croatian, Norwegian and Danish, Indonesian and Malay …)
count as one.

Options:
    expected: the language code that all documents should have, for those without a language field; nothing is
        expected by default.
"""

from ...checks import Document, Example, Hits, alike, guess_by_letters, guess_by_stop_words, primary

POINTS = 25.0

_ENGLISH = (
    "The harbour bridge opened again on Monday after two years of repairs, and the ferries that had carried the town's workers to the other "
    "side are to stop in June, the council said in a statement. It was the longest closure in the history of the bridge.\n"
)
_GERMAN = (
    "Die Hafenbrücke ist seit Montag wieder offen. Zwei Jahre lang wurde sie repariert, und die Fähren, die die Arbeiter der Stadt auf die "
    "andere Seite brachten, sollen im Juni eingestellt werden, teilte der Rat mit. Es war die längste Sperrung in der Geschichte der Brücke.\n"
)
BAD = [Example(f"⟦⟧{_ENGLISH * 2}", fields={"language": "de"}), Example(f"⟦⟧{_GERMAN * 2}", fields={"language": "en-GB"})]
GOOD = [
    Example(_ENGLISH, fields={"language": "en_US"}),
    Example(_GERMAN, fields={"language": "Deutsch"}),
    Example("404 error\n", fields={"language": "en"}),
    _GERMAN,
]


def check(doc: Document, *, expected: str = "") -> Hits:
    wanted = primary(doc.fields.get("language", "") or expected)
    if not 2 <= len(wanted) <= 3:
        return
    sample = "\n".join(line.text for line in doc.prose)[:1000]
    if len(sample) < 60 or alike(guess_by_stop_words(sample) or "", wanted):
        return
    found = guess_by_letters(sample)
    if found and not alike(found, wanted):
        yield doc.beginning, f"the text is in {found}, expected {wanted}"


def validate(*, expected: str) -> None:
    """Refuse what is no code: the rule would never find anything."""
    if expected and not 2 <= len(primary(expected)) <= 3:
        raise ValueError(f"expected: {expected!r} is no code of a language, such as en or pt-BR")
