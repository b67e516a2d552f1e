"""
A line that may not belong to the text.

The learned model behind `stray-line` is seldom certain, and where it is not, `stray-line` says nothing. Yet a text with
many doubtful lines is worse than one without any: most of a page's teasers and captions are among them. This rule
names those lines for whoever wants to look, and takes a little from the score for each, as much as such lines turn out
to be stray on average: seven of ten belong to the text.

Left alone: running text that is more likely to belong than not; texts of which the model does not know most words; and
whatever another rule flags as a warning or an error.

Options:
    min_probability: how likely a line must be stray (0 to 1).
    min_known_share: the share of the words that the model must know.
    model: the path of another model, made by `benchmarks/line_model.py` from your own pages; relative to the settings file. The one of `stray-line`, where this is not set.
"""

import math

from ...checks import Document, Hits, is_announced, log_odds, refuse_no_model, runs

SEVERITY = "info"
WEIGHT = 0.3
SAME_AS = {"model": "stray-line"}
GIVES_WAY = True
HINT = "ignore this rule where you don't want to look at doubts; the score keeps its meaning without it"

_STORY = (
    "The bridge over the harbour opened again on Friday after two years of repairs.\n\n"
    "Nobody had thought that the workers would be done before the summer began, said the mayor on the quay.\n\n"
)
BAD = [
    _STORY + "⟦Related Videos⟧\n",
]
GOOD = [
    _STORY,
    "Die Brücke ist seit Freitag wieder offen.\n\nNiemand hatte damit gerechnet, sagte der Bürgermeister am Kai.\n\nVideo ansehen\n",
]


def check(doc: Document, *, min_probability: float = 0.15, min_known_share: float = 0.6, model: str = "") -> Hits:
    judgement = doc.judgement(model)
    if judgement.known_words < min_known_share:
        return
    least = log_odds(min_probability)
    explained, inked, odds = doc.explained, doc.inked, judgement.odds
    places = [place for place, likely in enumerate(odds) if likely >= least]
    if not places:
        return
    # What may belong to the text is not to be running text.
    left_alone = {line.number for line in doc.prose}
    places = [place for place in places if odds[place] >= 0 or inked[place].number not in left_alone]
    for first, last in runs([place for place in places if inked[place].number not in explained]):
        if is_announced(doc, first, last):
            continue
        chance = f"{100 / (1 + math.exp(-max(odds[first : last + 1]))):.0f} %"
        number = last - first + 1
        what = f"may be stray ({chance} likely)" if number == 1 else f"{number} lines that may be stray (up to {chance} likely)"
        yield doc.between(inked[first].strip(), inked[last].strip()), what


def validate(*, model: str, **_options: object) -> None:
    """Refuse a model that cannot be read."""
    refuse_no_model(model)
