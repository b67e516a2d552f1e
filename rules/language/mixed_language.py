"""
A paragraph in another language than the rest.

A consent text in English on a Polish page, a teaser of another edition, a machine translation that gave up
half-way.

Asked only of paragraphs of at least 120 letters, where two methods, a count of common words and langdetect,
agree on another language than that of the document.

Options:
    max_share: how many of the long paragraphs may be in the other language, as a share (0 to 1), before the
        text counts as bilingual.

Left alone: quotations (a paragraph in quotation marks), and documents in which the two languages take turns.
"""

from ...checks import Document, Hits, Line, alike, guess_by_letters, guess_by_stop_words, has_common_words

SEVERITY = "info"

_GERMAN = (
    "Die Hafenbrücke ist seit Montag wieder offen. Zwei Jahre lang wurde sie repariert, und die Fähren, die die Arbeiter der Stadt auf die "
    "andere Seite brachten, sollen im Juni eingestellt werden.\n"
)
_ENGLISH = (
    "We and our partners store and access information on a device, such as cookies, and process personal data for the purposes that are "
    "described below, and you may click to consent to our and our partners' processing as it is described above.\n"
)
BAD = [_GERMAN * 3 + "⟦" + _ENGLISH.strip() + "⟧\n"]
GOOD = [_GERMAN * 3, _GERMAN * 3 + "“" + _ENGLISH.strip() + "”\n", _GERMAN + _ENGLISH + _GERMAN + _ENGLISH]

_MIN_LETTERS = 120


def check(doc: Document, *, max_share: float = 0.4) -> Hits:
    long = [line for line in doc.prose if len(line.text) >= _MIN_LETTERS]
    foreign = _foreign(doc, long)
    if foreign and len(foreign) <= max_share * len(long):
        for line, language in foreign:
            yield line.strip(), f"paragraph in {language} in a text in {doc.language}"


def _foreign(doc: Document, long: list[Line]) -> list[tuple[Line, str]]:
    """The paragraphs in another language, each with that language."""
    # The language of the text is asked last, unless its commonest words tell it: a count of letters takes milliseconds.
    main = doc.language_by_words
    guesses = []
    for line in long:
        if main is not None and has_common_words(doc.words[doc.ordinals[line.number]], main):
            continue
        text = line.text.strip()
        guess = guess_by_stop_words(text)
        if guess is not None and text[0] not in "\"'“«„‘'”":
            guesses.append((line, guess))
    main = doc.language if guesses else None
    if main is None:
        return []
    return [(line, guess) for line, guess in guesses if not alike(guess, main) and _is_foreign(doc, line, guess, main)]


def _is_foreign(doc: Document, line: Line, guess: str, main: str) -> bool:
    text = line.text.strip()
    if has_common_words(doc.words[doc.ordinals[line.number]], main) or sum(map(str.isalpha, text)) < _MIN_LETTERS:
        return False
    return alike(guess_by_letters(text * (1 + 400 // len(text))) or "", guess)
