"""
Comments of readers below the article.

`12 Comments`, then names, ages, `Reply`, and what readers wrote: prose like the article's, by other people, on
other things, and often longer than the article.

The thread begins at a heading of comments with at least three marks of comments below it (`Reply`, `Jana says`,
`2 days ago`, `3 likes`), or, without a heading, at the first of three marks that nothing else has (`Jana says`,
`Reply to Jana`, `Re: Bridge (Score:2)`). At least two paragraphs of running text must stand above it, and the
marks must stand close together. It goes on to the end of the text: what follows the comments is the foot of the
page.

Left alone: forums, where the posts are what was asked for and the first mark stands at the top; quotations
(`Jana said:`), and comment counters on an index page, which come again and again. Missed: threads of which the
scraper took the comments and no heading, name or button.

Options:
    min_marks: how many marks of comments make a thread.
"""

import re
from itertools import islice, pairwise

from ...checks import Document, Hits, Line, only_a_date, pattern

HINT = "stop before the comment section; its element's id is mostly comments, respond or disqus_thread"

_TEXT = "The harbour bridge opened again on Monday after two years of repairs.\nThe ferries are to stop in June, the council said on Friday.\n"
BAD = [
    _TEXT
    + "⟦3 Comments⟧\n⟦Jana⟧\n⟦2 days ago⟧\n⟦At last!⟧\n⟦Reply⟧\n⟦Petr⟧\n⟦1 day ago⟧\n⟦I will miss the ferry.⟧\n⟦Reply to Jana⟧\n",
    _TEXT + "⟦Jana Novak says⟧\n⟦At last!⟧\n⟦2. Petr says:⟧\n⟦I will miss the ferry.⟧\n⟦Ada @ the quay says⟧\n⟦So will I.⟧\n",
    _TEXT + "⟦2 Kommentare⟧\n⟦Jana sagt:⟧\n⟦Endlich!⟧\n⟦Antworten⟧\n⟦Petr sagt:⟧\n⟦Mir wird die Fähre fehlen.⟧\n⟦Antworten⟧\n",
]
GOOD = [
    "Bridge opens?\njana said:\nWhen does the bridge open at last?\npetr said:\nIt opened on Monday, I was there.\nada said:\nNo.\n",
    _TEXT + "Comments\nThe mayor thanked the workers.\nThe owners of the shops did not.\n",
    _TEXT + "As the mayor says:\nA bridge is a promise.\nAs the poet says:\nA bridge is a word.\n",
]

# How many lines after a mark the next one may stand: comments run to several paragraphs.
_GAP = 25

_NUMBER = r"\(?\d[\d.,]{0,6}k?\)?"
_HEADING = (
    rf"(?:(?:{_NUMBER} )?(?:comments?|responses|replies|reader interactions|reader comments|comments filter|kommentare?|commentaires?|réactions?|comentarios?|"
    rf"comentários?|commenti|commento|reacties|komentarz[ey]?|komentarzy|комментари[йяев]{{1,2}}|коментар[іяів]{{0,2}}|yorum(?:lar)?)(?: {_NUMBER})?"
    rf"|{_NUMBER} (?:thoughts?|comments?|replies|responses) (?:on|to) .{{1,200}}"
    rf"|{_NUMBER} gedanken zu .{{1,200}}|{_NUMBER} réflexions sur .{{1,200}}|{_NUMBER} (?:comentarios en|pensamientos sobre) .{{1,200}}"
    r"|コメント(?: ?\(?\d{1,5}件?\)?)?|댓글 ?\(?\d{0,5}개?\)?|评论(?: ?\(?\d{1,5}\)?)?|التعليقات)"
)
# How the key of a line that names the writer of a comment ends.
_SAYS = (
    " says", " sagt", " dit", " dice", " ha detto", " disse", " diz", " pisze", " zegt", " schreef", " говорит", " каже", " dedi ki", " diyor ki",
)  # fmt: skip
_SPEAKER = pattern(r"\W{0,4}(?:\d{1,3}[.)] +)?[^\s.,;:!?()\"“”][^.,;:!?\"“”]{0,60} \w{2,10}(?: \w{2,6})? ?:?\s*")
_NOT_A_NAME = pattern(
    r"(?i)\W*(?:\d+[.)] +)?(?:as|what|how|who|the|this|it|he|she|they|when|and|so|if|wie|was|comme|como|come)\s"
)
_ANSWERS = (
    "reply to ",
    "in reply to ",
    "antwort auf ",
    "en réponse à ",
    "em resposta a ",
    "en respuesta a ",
    "in risposta a ",
    "odpowiedź do ",
)
_FIRST_WORDS = (*_ANSWERS, "message ")
# One look-up tells most lines apart.
_SAYS_ENDS = {says[-3:] for says in _SAYS}
# Keys, a line each, that are a heading or begin like the first line of a comment; their first letters tell most apart.
_OPENED = pattern(
    r"\n(?=[(\dackrmeoiкyコ댓评ا])(?=[(\d]|[ck]om|r[eé][apst]|ко|yor|コ|댓|评|ا|mes|in r|e[mn] r|ant|odp)"
    rf"(?:(?P<heading>{_HEADING})(?![^\n])|(?:{'|'.join(map(re.escape, _FIRST_WORDS))}))"
)
_SCORE = pattern(r".{0,160}\(score: ?-?\d[^()]{0,30}\)?\W*")
_NUMBERED = pattern(r"message \d{1,4}: by .{1,80}")
_MARK = pattern(
    r"\W{0,4}(?:reply|log in to reply|permalink|like|\d{1,4} likes?|upvote|report|antworten|melden|répondre|signaler|responder|denunciar|rispondi|"
    r"beantwoorden|reageer|odpowiedz|ответить|відповісти|yanitla|cevapla|返信|답글|回复|回覆|رد|\d{1,2} (?:seconds?|minutes?|hours?|days?|weeks?|months?|years?) ago"
    r"|(?:posted|written) by:? .{2,50}|by .{2,40} \( ?\d+ ?\).*|.{0,80}\(score: ?-?\d.*|liked by \d.{0,30})\W{0,4}"
)


def check(doc: Document, *, min_marks: int = 3) -> Hits:
    start = _start(doc, min_marks)
    if start is None or sum(map(doc.is_prose_at, range(start))) < 2:
        return
    for line in doc.inked[start:]:
        yield line.strip(), "comment of a reader"


def _start(doc: Document, min_marks: int) -> int | None:
    """Which of the lines that are not blank begins the thread."""
    keys = doc.inked_keys
    places = {place for place, key in enumerate(keys) if key[-3:] in _SAYS_ENDS and key.endswith(_SAYS)}
    headings = []
    text = "\n" + "\n".join(keys)
    for match in _OPENED.finditer(text):
        place = text.count("\n", 0, match.start())
        if match["heading"] is None:
            places.add(place)
        elif len(match["heading"]) <= 240:
            headings.append(place)
    if "(score:" in text:
        places.update([place for place, key in enumerate(keys) if "(score:" in key])
    certain = [place for place in sorted(places) if _is_certain(doc.inked[place], keys[place])]
    if headings and len(headings) <= 2:
        first = headings[0]
        marks = (place for place in range(first + 1, len(doc.inked)) if place in certain or _is_mark(doc, doc.inked[place]))
        if _dense([first, *islice(marks, min_marks)], min_marks + 1):
            return first
    return certain[0] if _dense(certain, min_marks) else None


def _dense(places: list[int], count: int) -> bool:
    """Whether the first `count` places exist and none is far from the one before."""
    first = places[:count]
    return len(first) == count and all(other - one <= _GAP for one, other in pairwise(first))


def _is_certain(line: Line, key: str) -> bool:
    if key.endswith(_SAYS):
        return bool(_SPEAKER.fullmatch(line.text)) and not _NOT_A_NAME.match(line.text) and line.word_count <= 8
    if key.startswith(_ANSWERS):
        return line.word_count <= 8
    return ("(score:" in key and bool(_SCORE.fullmatch(key))) or (key.startswith("message ") and bool(_NUMBERED.fullmatch(key)))


def _is_mark(doc: Document, line: Line) -> bool:
    folded = doc.fold(line)
    return len(folded) <= 100 and (bool(_MARK.fullmatch(folded)) or only_a_date(folded))
