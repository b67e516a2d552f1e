"""
A line that does not belong to the text, by a learned judgement.

Menus, teasers, captions, comment forms, sales talk: no list of phrases has them all, yet a reader sees at a glance
that they are none of the article. So does a small model, a logistic regression over the line's words and looks and
over the lines around it, learned from 4,900 real outputs of extractors, of 1,234 pages in which people had marked the text. It
names its strongest reasons. Lines in a row are one finding.

Left alone: lists inside the running text that a line with a colon announces. Whatever another rule flags as a warning or an error, or would, if it were used. Texts in which fewer than three lines are
sure, for a single odd line is often meant. Code and tables of names, whose words the model does not know. Where most of the page is
stray, only what is nearly certain.

The model has learned English words. Texts in other languages are judged by another one, which sees only the looks of lines and known
phrases: it finds less, and leaves running text, headlines and dates alone.

What it misses: whole paragraphs that read like the article (comments below it, teasers that are sentences), and short
leftovers in an otherwise clean text. `doubtful-line` names what may be stray.

Options:
    min_probability: how likely a line must be stray (0 to 1) in a text that mostly belongs.
    min_probability_in_dumps: the same where more than `max_stray_share` of the text is stray.
    max_stray_share: the share of the text, by characters, from which on it counts as a dump of a page.
    min_sure_probability: how likely the surest lines must be, or nothing is said about the text.
    min_sure_lines: how many such lines there must be.
    min_known_share: the share of the words that the model must know; other texts are judged by looks.
    min_probability_by_looks: how likely a line must be stray (0 to 1) where it is judged by its looks.
    model: the path of another model, made by `benchmarks/line_model.py` from your own pages; relative to the settings file.
"""

from ...checks import Document, Hits, Judgement, is_announced, log_odds, only_a_date, refuse_no_model, runs

SEVERITY = "warning"
GIVES_WAY = True
HINT = "narrow the selector to the article's own element"

_STORY = (
    "The bridge over the harbour opened again on Friday after two years of repairs.\n\n"
    "Nobody had thought that the workers would be done before the summer began, said the mayor on the quay.\n\n"
    "The ferry that had carried people across in the meantime made its last journey in the evening.\n\n"
)
BAD = [
    _STORY + "⟦Popular Posts\nShop our favorites⟧\nRead more\n\nJoin our newsletter\nSign up\n\n"
    "⟦Help Center\nStore Locator\nCareers\nAffiliate Program⟧\nFollow us on Facebook\nTerms of Service\nPrivacy Policy\n",
]
GOOD = [
    _STORY + "What comes next\n\nThe council will decide about the second bridge in June.\n",
    _STORY,
    "Flour\nButter\nSugar\n\nMix the flour with the butter, add the sugar and knead it until the dough is smooth.\n",
]

# What the tables of the model see, in words; several tables can see the same.
_REASONS = {
    "before": "among stray lines",
    "after": "among stray lines",
    "above": "among stray lines",
    "below": "among stray lines",
    "far above": "in a stray part of the page",
    "far below": "in a stray part of the page",
    "known": "a known leftover",
    "known above": "near known leftovers",
    "known below": "near known leftovers",
    "known lines": "a page with known leftovers",
    "stray share": "a page with much that is stray",
    "text above": "its place in the text",
    "text below": "its place in the text",
    "text share above": "its place in the text",
    "from top": "its place in the text",
    "from end": "its place in the text",
    "gap": "the blank lines around it",
    "gaps": "the blank lines around it",
    "gap above": "the blank lines around it",
    "gap below": "the blank lines around it",
    "again": "comes more than once",
    "bar": "divided by bars",
    "capitals": "its capitals",
    "figures": "figures and links",
    "lines": "the shape of the page",
    "text": "the shape of the page",
}
_FEW_WORDS = 6

# A line of so many words may be the headline of running text that begins so many lines below it.
_HEADLINE_WORDS, _HEADING = 3, 4


def check(
    doc: Document,
    *,
    min_probability: float = 0.7,
    min_probability_in_dumps: float = 0.895,
    max_stray_share: float = 0.15,
    min_sure_probability: float = 0.98,
    min_sure_lines: int = 3,
    min_known_share: float = 0.6,
    min_probability_by_looks: float = 0.8,
    model: str = "",
) -> Hits:
    with_words = doc.judgement(model)
    by_looks = with_words.known_words < min_known_share
    judgement = doc.judgement_by_looks if by_looks else with_words
    if judgement is None:
        return
    sure = log_odds(min_sure_probability)
    if len([odds for odds in judgement.odds if odds >= sure]) < min_sure_lines:
        return
    dump = judgement.stray_share > max_stray_share
    least = log_odds(min_probability_by_looks if by_looks else min_probability_in_dumps if dump else min_probability)
    explained, inked = doc.explained, doc.inked
    likely = [place for place, odds in enumerate(judgement.odds) if odds >= least]
    if by_looks:
        likely = [place for place in likely if not _may_be_text(doc, place)]
    for first, last in runs([place for place in likely if inked[place].number not in explained]):
        if is_announced(doc, first, last):
            continue
        number = last - first + 1
        what = "stray line" if number == 1 else f"{number} stray lines"
        yield (
            doc.between(inked[first].strip(), inked[last].strip()),
            f"{what}: {', '.join(_reasons(judgement, first))}",
        )


def _may_be_text(doc: Document, place: int) -> bool:
    """
    Whether a line is running text, the headline or a date, or stands right above running text, as headings, names and
    salutations do: no looks tell those that do not belong from those that do.
    """
    if doc.is_prose_at(place) or doc.inked[place] is doc.headline or only_a_date(doc.folded[place]):
        return True
    below = range(place + 1, min(place + 1 + _HEADING, len(doc.inked)))
    return any(map(doc.is_prose_at, below[:1] if doc.word_counts[place] < _HEADLINE_WORDS else below))


def validate(*, model: str, **_options: object) -> None:
    """Refuse a model that cannot be read."""
    refuse_no_model(model)


def _reasons(judgement: Judgement, place: int) -> list[str]:
    """The three strongest reasons, strongest first."""
    sums: dict[str, float] = {}
    words: list[tuple[float, str]] = []
    looks = _looks(judgement, place)
    for name, weight in judgement.model.summands(judgement, place).items():
        if name[0] == '"':
            words.append((weight, name))
        elif weight:
            reason = _REASONS.get(name, looks)
            sums[reason] = sums.get(reason, 0.0) + weight
    telling = sorted(((weight, word) for weight, word in words if weight > 0), reverse=True)[:2]
    if telling:
        sums[f"words like {' and '.join(word for _, word in telling)}"] = sum(weight for weight, _ in words)
    strongest = sorted(sums, key=lambda reason: (-sums[reason], reason))[:3]
    return [reason for reason in strongest if sums[reason] > 0] or ["its place and its looks"]


def _looks(judgement: Judgement, place: int) -> str:
    short = "short" if judgement.columns.plain[place].count(" ") + 1 <= _FEW_WORDS else "its length"
    return f"{short}, no end mark" if judgement.columns.end(place) >= _NO_END_MARK else f"{short} and end mark"


_NO_END_MARK = 10
