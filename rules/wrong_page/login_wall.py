"""
A page that asks to sign in instead of the article.

`Sign in`, `Forgot your password?`, `Create account`, and no text: the article stands behind it.

At least three different labels of such forms must be found in a text of fewer than 120 words with at most one
paragraph of running text.

Left alone: articles with a login box above them, and help pages that explain how to sign in.

Options:
    max_words: how many words the text may have.
"""

from ...checks import Document, Hits

SEVERITY = "error"
POINTS = 100.0
HINT = "fetch the page with an account, or leave it out; never store the form"

BAD = [
    "⟦Log in\nEmail\nForgot your password?\nDon't have an account? Sign up⟧\n",
    "⟦Se connecter\nMot de passe oublié ?\nCréer un compte⟧\n",
]
GOOD = [
    "Log in\nForgot your password?\nBridge opens again\nThe harbour bridge opened again on Monday after two years of repairs.\n"
    "The ferries are to stop in June, the council said on Friday.\nCreate account\n",
    "Log in\nPress the round key.\nForgot your password?\nPress it again.\n",
]


def check(doc: Document, *, max_words: int = 120) -> Hits:
    phrases = {hit.phrase for pack in ("account-prompt", "paywall-prompt") for hit in doc.phrase_hits.get(pack, ())}
    if len(phrases) >= 3 and doc.word_count <= max_words and len(doc.prose) <= 1:
        yield doc.between(doc.inked[0], doc.inked[-1]), f"a login page instead of an article ({len(phrases)} of its labels)"
