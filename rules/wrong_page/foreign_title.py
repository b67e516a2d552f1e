"""
No word of the title stands in the text: the scraper took the wrong block of the page.

The text of a neighbour, a biography of the author or a note on cookies stands where the article should be.
Titles are witty, and stories of one event have little in common, but an article without a single word of its
title is rare.

At least five words of five letters and more must stand in the title, and 200 words in the text; words are compared by their
first five letters, long ones by each six letters in them too, as compounds say `Verkehrschaos`. Numerals and days of the
week don't count. Only texts in Latin, Greek and Cyrillic script are looked at.

Left alone: shorter titles and texts. It is no more than a hint, for essays and stories have titles in other words than their
own. A title in another language than the text counts too.

Options:
    min_title_words: how many long words the title must have.
    min_words: how many words the text must have.
"""

from collections.abc import Iterator

from ...checks import Document, Example, Hits, fold, pattern

SEVERITY = "info"
POINTS = 10.0
HINT = "look at the page: the selector took another block than the article"

_TEXT = "The council met on Monday and spoke about the harbour. It will decide on the bridge in June, and nobody knows how. " * 10
BAD = [Example("⟦⟧" + _TEXT + "\n", fields={"title": "Scientists discover ancient village beneath glacier"})]
GOOD = [
    Example(_TEXT + "\n", fields={"title": "Chapter Eleven: Concerning Patience, Weather and Solitude"}),
    Example(_TEXT + "\n", fields={"title": "Seven answers to eleven questions on the second day: everyday worries"}),
    Example(_TEXT + "\n", fields={"title": "Sneezing, drizzle, dreaming: Wednesday's holiday"}),
    Example(
        "Seit dem Morgen war der Ring im Zentrum dicht, und das Chaos nahm kein Ende. Wer zum Bahnhof wollte, musste laufen. "
        * 12
        + "\n",
        fields={"title": "Riesiges Verkehrschaos: stundenlang keine Straßenbahnen unterwegs"},
    ),
    Example(_TEXT + "\n", fields={"title": "Scientists discover ancient village beneath the harbour"}),
    Example(_TEXT + "\n", fields={"title": "A night to remember"}),
    Example(_TEXT[:800] + "\n", fields={"title": "Scientists discover ancient village beneath glacier"}),
]

# Numerals and days of at least five letters, folded.
_NUMERALS = frozenset(
    "three seven eight eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred thousand million billion first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "chapter monday tuesday wednesday thursday friday saturday sunday sieben zwölf dreizehn zwanzig dreissig vierzig fünfzig sechzig "
    "siebzig achtzig neunzig hundert tausend million millionen milliarden erste zweite dritte vierte fünfte sechste siebte kapitel "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag quatre douze treize quatorze quinze seize vingt trente quarante cinquante "
    "soixante cents mille premier première deuxième troisième quatrième chapitre lundi mardi mercredi jeudi vendredi samedi dimanche "
    "cuatro cinco siete nueve quince veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa ciento primero primera segundo segunda "
    "tercero tercera cuarto capítulo lunes martes miércoles jueves viernes sábado domingo quattro cinque sette undici dodici quindici venti "
    "trenta quaranta cinquanta cento mille primo prima secondo seconda terzo terza quarto capitolo lunedì martedì mercoledì giovedì venerdì "
    "sabato domenica zeven negen twaalf dertien twintig dertig veertig vijftig honderd duizend eerste tweede derde vierde vijfde hoofdstuk "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag quatro treze vinte trinta quarenta cinquenta primeiro primeira terceiro "
    "terceira capítulo segunda terça quarta quinta sexta cztery siedem osiem dziewięć dziesięć dwanaście dwadzieścia trzydzieści pierwszy "
    "pierwsza drugi druga trzeci trzecia rozdział poniedziałek wtorek środa czwartek piątek sobota niedziela четыре восемь девять десять "
    "двадцать тридцать тысяч первый первая второй вторая третий третья глава понедельник вторник среда четверг пятница суббота воскресенье "
    "чотири вісім дев'ять десять двадцять тридцять перший друга третій понеділок вівторок середа четвер субота неділя".split()
)
_STEM = 5
_LONG, _PART = 10, 6  # letters of a word that may be a compound, and of its parts
_WORD = pattern(r"[^\W\d_]{5,40}")
_LETTERS = pattern("[A-Za-z\u00c0-\u052f]")


def check(doc: Document, *, min_title_words: int = 5, min_words: int = 200) -> Hits:
    if not doc.title or not _LETTERS.search(doc.title):
        return
    words = [word for word in dict.fromkeys(_WORD.findall(fold(doc.title))) if word not in _NUMERALS]
    if len(words) < min_title_words:
        return
    text = "\n".join(folded for folded, line in zip(doc.folded, doc.inked, strict=True) if line is not doc.headline)
    if any(part in text for word in words for part in _parts(word)) or doc.word_count < min_words:
        return
    yield doc.beginning, f"none of the {len(words)} long words of the title stands in the text"


def validate(*, min_title_words: int, **_options: object) -> None:
    """Refuse a number with which every text would be flagged."""
    if min_title_words < 1:
        raise ValueError(f"min-title-words: {min_title_words} is below 1")


def _parts(word: str) -> Iterator[str]:
    """What of a word of the title the text may have: its beginning, and of a long word its end and whatever is in it."""
    yield word[:_STEM]
    if len(word) >= _LONG:
        yield word[-_STEM:]
        for start in range(1, len(word) - _PART + 1):
            yield word[start : start + _PART]
