"""
A paragraph stops before its end.

`… such as talks between experts`, and then the next heading: the rest of the paragraph stood behind a break
that the scraper took for its end, or was cut by a program that rewrites texts.

A paragraph counts with at least 40 words, with no mark at its end, when at least five other paragraphs of the
text have that length or half of it and nine in ten of them are closed properly.

Options:
    min_words: how long a paragraph must be to be looked at.
    closed_share: how many of the paragraphs must be closed properly, as a share (0 to 1).

Left alone: headings, captions and list entries, which are short; texts that do without end marks, as some
forums do; the last line, which is the matter of cut-off-end. Edited texts leave a mark out now and then, and
one in thirty has such a paragraph: hence an info.
"""

from ...checks import Document, Hits, Line, Span

SEVERITY = "info"
POINTS = 5.0
HINT = "look at what follows the cut in the page: a br, an advertisement, a nested block"

_LONG = "The {} met on Monday in the old harbour office and talked for hours about the bridge and the ferries, which are late. "
_FULL = "".join((_LONG.format(who) * 2).strip() + "\n" for who in ("council", "workers", "owners", "teachers", "drivers"))
_CUT = (_LONG.format("families") * 2).strip() + " They want clear rules, such as meetings between ⟦the experts⟧\n"
BAD = [_FULL + _CUT + "The way ahead\n" + _FULL]
GOOD = [
    _FULL + _CUT.replace("⟦the experts⟧", "the experts:") + "- one\n" + _FULL,
    _FULL + "Photo of the council in the old harbour office\n" + _FULL,
    _FULL + _CUT.replace("⟦the experts⟧", "the experts.”") + _FULL,
    (_FULL + _CUT).replace(".\n", "\n").replace("⟦", "").replace("⟧", "") * 2,
]

_CLOSING = ".!?…:;。！？।؟۔\"'”’»“«)]*–—-"


def check(doc: Document, *, min_words: int = 40, closed_share: float = 0.9) -> Hits:
    paragraphs = [(line, words) for line, words in doc.counted_prose if words >= min_words // 2]
    if len(paragraphs) < 6:
        return
    open_ended = [(line, words) for line, words in paragraphs if _is_open(line)]
    if len(open_ended) > (1 - closed_share) * len(paragraphs):
        return
    for line, words in open_ended:
        if line is not doc.inked[-1] and words >= min_words and not _goes_on(doc, line):
            yield _last_words(line), f"paragraph of {words} words without an end"


def _is_open(line: Line) -> bool:
    last = line.text.rstrip()[-1]
    return last not in _CLOSING and (last.isalpha() or last == ",")


def _goes_on(doc: Document, line: Line) -> bool:
    """Whether the next line continues the sentence: it was wrapped, not cut."""
    following = next((other for other in doc.lines[line.number : line.number + 2] if not other.blank), None)
    return following is not None and following.text.lstrip()[:1].islower()


def _last_words(line: Line) -> Span:
    text = line.text.rstrip()
    start = len(text) - len(" ".join(text.split()[-2:]))
    return line.part(max(0, start), len(text))
