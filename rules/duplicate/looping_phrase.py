"""
A phrase that goes round and round in a line: `buy now buy now buy now buy now`.

Text for search engines, a ticker that the page repeats to look endless, a program that was caught in a loop.
Counts of words and phrases, and whatever learns from the text, drown in it.

The phrase has two to twelve words and stands there at least eight times in a row, over at least 15 words and half of the line.

Left alone: one word again and again, as in songs and laughter; chants of a few rounds; rows of tables. Lines that close
like a sentence, where a clock ticks, and phrases with a comma, as knitters and trainers write them, need three times the rounds.

Options:
    min_rounds: how often the phrase must stand there in a row.
"""

from ...checks import Document, Hits, pattern

SAFE_FIX = False
HINT = "leave out tickers and hidden text"

BAD = [
    "The sale begins.\n⟦" + "buy now at the quay " * 8 + "buy now⟧\nIt ends on Monday.\n",
    "⟦" + "HARBOUR SALE • LAST DAY • " * 8 + "HARBOUR SALE⟧\n",
]
GOOD = [
    "| Ferry | yes | no | yes | no | yes | no | yes | no | yes | no | yes | no | yes | no | yes | no | yes | no |\n",
    "Day\tyes\tno\tyes\tno\tyes\tno\tyes\tno\tyes\tno\tyes\tno\tyes\tno\tyes\tno\tyes\tno\tyes\tno\tyes\tno\n",
    "Drip drop, drip drop, drip drop, drip drop, drip drop, drip drop, drip drop, drip drop, drip drop, went the tap, and he lay awake.\n",
    "The wheel turned round and round and round and round and round and round and round and round and round and round and round.\n",
    "Row 3: knit one, purl three, knit one, purl three, knit one, purl three, knit one, purl three, knit one, purl three, knit one\n",
    "Om tare tuttare, om tare tuttare, om tare tuttare, om tare tuttare, om tare tuttare, om tare tuttare, om tare tuttare\n",
    "Walk, rest, walk, rest, walk, rest, walk, rest, walk, rest, walk, rest, walk, rest, walk, rest, walk, rest, walk, rest\n",
    "Row, row, row your boat, gently down the stream, merrily, merrily, merrily, merrily, life is but a dream.\n",
    "Ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha ha!\n",
    "“Hands off the bridge, hands off the bridge, hands off the bridge, hands off the bridge!” they chanted at the quay.\n",
    "| 12 | 14 | 12 | 14 | 12 | 14 | 12 | 14 | 12 | 14 | 12 | 14 | 12 | 14 | 12 | 14 |\n",
]

_TABLE = pattern(r"(?:\|[^|\n]*){3}|(?:\t[^\t\n]*){3}")
_FAR_MORE = 3
_MIN_WORDS, _MAX_PHRASE = 15, 12
_MIN_CHARS, _MAX_CHARS, _SAMPLE = 60, 20_000, 8


def check(doc: Document, *, min_rounds: int = 8) -> Hits:
    # A loop over half of the line has its middle: most lines are told apart by a few of their characters.
    places = [
        place
        for place, folded in enumerate(doc.folded)
        if len(folded) >= _MIN_CHARS and folded.count(folded[(middle := len(folded) // 2) : middle + _SAMPLE]) >= min_rounds
    ]
    for place in places:
        line, folded = doc.inked[place], doc.folded[place]
        words = [word for word in folded[:_MAX_CHARS].split() if any(map(str.isalnum, word))]
        loop = _longest_loop(words, min_rounds)
        if not loop or loop[1] < max(_MIN_WORDS, len(words) // 2) or _TABLE.search(line.text):
            continue
        phrase, length = loop
        if length // len(phrase) >= min_rounds * (_FAR_MORE if line.ends_sentence or "," in "".join(phrase) else 1):
            yield line.strip(), f"{length // len(phrase)} times {' '.join(phrase)[:40]!r} in a row", ""


def validate(*, min_rounds: int, **_options: object) -> None:
    """Refuse a number with which every text would be flagged."""
    if min_rounds < 2:
        raise ValueError(f"min-rounds: {min_rounds} is below 2")


def _longest_loop(words: list[str], min_rounds: int) -> tuple[list[str], int] | None:
    """The phrase that goes round, and how many words its rounds have together."""
    best: tuple[list[str], int] | None = None
    for size in range(2, _MAX_PHRASE + 1):
        run = 0
        for place in range(size, len(words)):
            run = run + 1 if words[place] == words[place - size] else 0
            length = run + size
            phrase = words[place - size + 1 : place + 1]
            if (
                length >= min_rounds * size
                and (best is None or length > best[1])
                and len(set(phrase)) > 1
                and _has_letters(phrase)
            ):
                best = phrase, length
    return best


def _has_letters(phrase: list[str]) -> bool:
    return sum(map(str.isalpha, phrase)) * 2 >= len(phrase)
