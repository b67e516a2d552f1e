"""
A short text that ends in a request to subscribe: the beginning of an article, the rest of which stands behind a
paywall.

It reads like a brief, and nobody notices that four fifths are missing.

A text counts that has fewer than 200 words outside the prompt, at least two paragraphs or 30 words of them, and a
prompt of a paywall among its last eight lines or below its last paragraph.

Left alone: long texts with such a prompt, where the site sent everything and laid the prompt over it.

Options:
    max_words: how many words the text may have.
"""

from ...checks import Document, Hits, pattern

SEVERITY = "warning"
POINTS = 40.0
HINT = "fetch such pages with a subscription, or leave them out"

_TEXT = (
    "The mayor read the letter twice and put it away in the lowest drawer of her desk, where nobody would look for it.\n"
    "It came from the harbour office, and it said that the bridge would not be ready in May.\n"
)
BAD = [
    _TEXT + "⟦Subscribe to continue reading⟧\nAlready a subscriber? Sign in\n",
    "Already a subscriber? Sign in\n" + _TEXT + "⟦Subscribe to continue reading⟧\n",
    "Die Bürgermeisterin las den Brief zweimal und legte ihn dann in die unterste Schublade.\nEr kam aus dem Hafenamt, und er handelte von der Brücke, "
    "die im Mai nicht fertig sein würde.\nMehr stand darin nicht.\n⟦Weiterlesen mit Abo⟧\n",
]
GOOD = [
    _TEXT * 6 + "Subscribe to continue reading\n",
    _TEXT + "The paper asks its readers to subscribe.\n",
    "Subscribe to continue reading\n",
    _TEXT + "Already a subscriber?\n",
    _TEXT + "Jetzt abonnieren\n",
]

_LAST = 8

# What speaks of reading on: a button `Subscribe` stands below many an article that is whole.
_READ_ON = pattern(
    r"continu|keep reading|read (?:on|more|the (?:full|rest|whole|entire))|unlock|full (?:article|story)|weiterlesen|weiter lesen|lesen sie weiter|"
    r"lire la suite|\ble reste\b|r[ée]serv[ée]|seguir leyendo|leggere|continua|lees (?:verder|door)|verder (?:te )?lezen|czyta[ćj]|okumaya|devam[ıi]|"
    r"читать|читати|дочитат|続き|閲読|阅读|閱讀|全文|계속|전문|متابعه|قراءه"
)


def check(doc: Document, *, max_words: int = 200) -> Hits:
    hits = doc.phrase_hits.get("paywall-prompt")
    if not hits or doc.word_count > 2 * max_words:
        return
    for hit in hits:
        if not _READ_ON.search(doc.fold(hit.line)):
            continue
        place = doc.ordinals[hit.line.number]
        before = [line for line in doc.inked[:place] if line.number not in doc.leftover_lines]
        words = sum(line.word_count for line in before)
        below = [line for line in doc.inked[place + 1 :] if line.number not in doc.leftover_lines]
        near_end = place >= len(doc.inked) - _LAST or not any(line.is_prose for line in below)
        if 30 <= words <= max_words and near_end:
            yield hit.span, f"the text stops at a paywall after {words} words"
            return
