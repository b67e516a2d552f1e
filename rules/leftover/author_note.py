"""
The box about the author below the article.

`About the author`, a name, and what the author does and likes. It speaks of somebody the article is not about,
and it is the same under all of that author's texts.

Flagged are the heading, in the second half of the text, and the paragraphs below it that read like a biography:
they have words such as `writer`, `journalist`, `covers`, `lives in`, and at most three lines stand between.

Left alone: authors whom the article is about, which speaks of them in a sentence; names, which may serve as the
author field. Missed: biographies without a heading.
"""

from ...checks import Document, Hits, Line, pattern

TRIGGER = "(?i)auth?or|writer|contributor|aut(?:eu|ri)|автор|yazar|著者|저자|기자|作者|書いた人|الكاتب"
SAFE_FIX = False
HINT = "exclude the author box, and keep the name in the author field"

_TEXT = (
    "The harbour bridge opened again on Monday after two years of repairs.\nThe ferries are to stop in June, the council said.\n"
)
BAD = [
    _TEXT
    + "⟦About the Author⟧\nJana Novak\n⟦Jana Novak is a freelance writer who covers bridges and lives in the harbour with two cats.⟧\n",
    _TEXT + "⟦Über die Autorin⟧\n⟦Jana Novak arbeitet als freie Journalistin und schreibt über Brücken und Fähren.⟧\n",
    _TEXT + "⟦About the author:⟧\n",
]
GOOD = [
    "About the author\nThe harbour library has little to say about the man who wrote its song.\nHe left no letters.\nNobody knew him, it seems.\n",
    _TEXT + "About the author of the song little is known, and the library has no letters.\n",
]

_HEADING = pattern(
    r"\W*(?:about (?:the|our) (?:authors?|writers?|contributors?)|meet the authors?|author bio|author biography|über (?:den|die|unseren?) autor(?:in|en|innen)?|"
    r"à propos de l'aut(?:eur|rice)|sobre (?:el autor|la autora|o autor|a autora)|acerca del autor|sull'autor[ei]|informazioni sull'autore|over de auteur|"
    r"o autor(?:ze|ce|ach)|об авторе|про автора|yazar hakkında|この記事を書いた人|著者(?:について|プロフィール|紹介)|저자 소개|기자 소개|关于作者|關於作者|作者简介|作者簡介|"
    r"(?:نبذه )?عن الكاتب)\W*"
)
_BIOGRAPHY = pattern(
    r"(?i)\b(?:writer|journalist|reporter|editor|author|blogger|columnist|contributor|correspondent|founder|co-founder|writes|covers|covering|specializ|speciali[sz]ing|expert|"
    r"experience|lives in|based in|graduate[ds]?|degree|passionate|manager|director|autor\w*|redakteur\w*|journalistin|schreibt|arbeitet|rédact\w+|journaliste|écrit|"
    r"periodista|redactor\w*|escribe|giornalista|scrive|jornalista|escreve|dziennikar\w+|pisze|redaktor\w*|журналист\w*|журналіст\w*|автор\w*|gazeteci|yazar\w*)\b|記者|編集|ライター|기자|记者|編輯|编辑|صحفي|كاتب"
)


def check(doc: Document) -> Hits:
    inked = doc.inked
    for place in range(len(inked) // 2, len(inked)):
        line = inked[place]
        if len(line.text) <= 60 and _HEADING.fullmatch(doc.folded[place]):
            yield line.strip(), "heading of the box about the author", ""
            for below in _biography(doc, line):
                yield below.strip(), "biography of the author", ""


def _biography(doc: Document, heading: Line) -> list[Line]:
    place = doc.ordinals[heading.number] + 1
    return [line for line in doc.inked[place : place + 4] if line.is_prose and _BIOGRAPHY.search(line.text)][:2]
