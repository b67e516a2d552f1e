"""
Codes of a content system that it did not replace: `[caption id="attachment_77"]`, `[vc_row]`, `[/quote]`, `[edit]`.

A plug-in was switched off, or the text came from an interface that gives it unrendered. `[edit]` behind a heading is
the button of a wiki.

Codes go, what stands between them stays.

Left alone: `[sic]`, `[pdf]`, `[video]` and the like, which people write themselves; footnote marks; texts about code.
"""

from ...checks import Document, Hits, Line, pattern

# Not `[gallery](/g)` and `[Step by step](/s)`: links of Markdown are many.
TRIGGER = (
    r"\x5b/?[a-zA-Z][A-Za-z0-9_-]{0,30}(?:=|[ \t]?/?\x5d(?:[^(\n]|$)|[ \t][^\x5b\x5d=\n]{1,41}=)|\x5b/[a-zA-Z][A-Za-z0-9_-]{0,30}\x5d|"
    r"\x24\x24[A-Z]|\x5b\x5b\{|\x5b[ \t]?(?:edit|Bear|Quell|modif|прав)"
)
SAFE_FIX = False
HINT = "take the rendered text (content.rendered in WordPress), and drop the buttons of wikis (.mw-editsection)"

BAD = [
    '⟦[caption id="attachment_77" align="alignnone" width="300"]⟧The bridge⟦[/caption]⟧\n',
    "⟦[vc_row]⟧⟦[vc_column_text]⟧The bridge opened.⟦[/vc_column_text]⟧⟦[/vc_row]⟧\n".replace("⟧⟦", ""),
    "History⟦[edit]⟧\n",
    "⟦[quote=harbourmaster]⟧No ferry today.⟦[/quote]⟧\n",
    "⟦[embed]⟧https://harbourdaily.example/v/4⟦[/embed]⟧\n",
    "⟦$$Video$$⟧\n",
    "Geschichte ⟦[Bearbeiten | Quelltext bearbeiten]⟧\n",
]
GOOD = [
    "“They was [sic] late,” he said [in May]. Watch it here [video] [pdf]\n",
    "Services in [city] cost [b] and [12]\n",
    "Check out this [gallery wall post](https://harbourdaily.example/g) and ![embed](https://harbourdaily.example/e.png)\n",
    "Press [Edit] to change it. The button [edit] is on the right.\n",
    'She "[quoted=] him", and $$x^2$$ and $$$\n',
]

_PAIRED = r"b|i|u|s|url|img|quote|color|size|font|code|list|center|spoiler|audio|video|button|blockquote|pullquote|tabs?|column|toggle|youtube|tweet|highlight"
_NAMED = (
    r"caption|gallery|embed|contact-form(?:-7)?|wpforms|playlist|rev_slider|ninja_form|gravityform|mc4wp_form|adrotate|advertisement_\w{1,30}|"
    r"one_(?:half|third|fourth)(?:_last)?|two_third(?:_last)?|vc_\w{2,40}|et_pb_\w{2,40}|fusion_\w{2,40}|av_\w{2,40}|su_\w{2,40}|fl_\w{2,40}|"
    r"wp_\w{2,40}|elementor-\w{2,40}|cs_\w{2,40}|tcb_\w{2,40}|thrive_\w{2,40}|sc_\w{2,40}|mepr-\w{2,40}|toc|tablepress|formidable|"
    r"amazon_\w{1,20}|affiliate\w{0,20}|read_more|lwptoc|ez-toc|su_\w{1,30}"
)
_CODE = pattern(
    rf"(?:\[/?(?:{_NAMED})(?:\s[\w-]{{1,40}}\s?=[^\[\]\n]{{0,500}})?\s?/?\](?!\()|\[/(?:{_PAIRED})\]|\[(?:{_PAIRED}|table|ad|form|instagram)[ ][a-z_-]{{2,20}}=[\"'”“″»][^\[\]\n]{{0,500}}\]|"
    rf"\[(?:url|quote|color|size|font)=[^\[\]\n]{{1,500}}\]|\[\[\{{\"(?:fid|type)\"[^\n]{{0,2000}}?\}}\]\])"
    r"|\$\$[A-Z][a-z]{3,20}(?:\s[A-Za-z]{2,20}){0,2}\$\$"
)
_OPENING = pattern(rf"\[(?:{_PAIRED})\]")
_WIKI = pattern(
    r"\s?\[\s?(?:edit|edit source|edit \| edit source|Bearbeiten|Quelltext bearbeiten|Bearbeiten \| Quelltext bearbeiten|modifier|"
    r"modifier \| modifier le code|editar|editar \| editar código|править|править \| править код|modifica|modifica \| modifica wikitesto)\s?\]\s{0,20}$"
)


def check_line(doc: Document, line: Line) -> Hits:
    text = line.text
    if "`" in text:
        return
    wiki = _WIKI.search(text, max(0, len(text) - 80)) if len(text) <= 120 and text.rstrip()[-1:] == "]" else None
    if wiki and text[: wiki.start()].strip() and text[: wiki.start()].rstrip()[-1] not in ".,;:":
        place = line.match(wiki)
        yield place.strip(), "edit link of a wiki", ""
    matches = list(_CODE.finditer(text))
    if not matches or doc.shows_code:
        return
    if any(match[0].startswith("[/") for match in matches):
        matches = sorted([*matches, *_OPENING.finditer(text)], key=lambda match: match.start())
    start = end = -1
    for match in matches:
        if start >= 0 and match.start() > end:
            yield line.part(start, end), "code of a content system", ""
        if match.start() > end:
            start = match.start()
        end = max(end, match.end())
    if start >= 0:
        yield line.part(start, end), "code of a content system", ""
