"""
A line that says who made a picture.

`Photo: Jana Novak`, `Image credit: Harbour Museum`, `Getty Images`: it stood below a picture which the text does
not have, and now stands between two paragraphs. Names of agencies become the most frequent words of a corpus.

A line counts that opens with a word for a picture or a credit and a colon, a slash or `by`, or that ends with the
name of an agency or a library of pictures behind a bar, a slash, a bracket, `via` or `on`.

Left alone: captions that are sentences, lines of more than twelve words, and agencies named in a sentence.
Whoever passes texts on with their pictures needs the credits in a field of their own.

Options:
    max_words: how many words a line may have to be looked at.
"""

import re

from ...checks import Document, Hits, Line, pattern

TRIGGER = (
    r"(?:[Pp]hoto|PHOTO|[Ii]mages?|IMAGE|[Cc]redit|CREDIT|[Pp]icture|[Ii]llustration|[Ff]oto|FOTO|Fot\.|[Bb]ild|[Cc]r[ée]dit|[Ii]m[aá]ge[nm]|[Ii]mmagin|"
    r"[Zz]dj[ęe]|Фото|ФОТО|фото|[Ii]lustra|写真|画像|사진|图|圖|الصورة|تصوير|Shutterstock|Unsplash|Pexels|Pixabay|iStock|Alamy|Freepik|Wikimedia|"
    r"Flickr|Reuters|AFP|Adobe Stock|[Cc]ourtesy)"
)
SAFE_FIX = False
HINT = "drop figcaption and credit elements before taking the text"

BAD = [
    "The bridge opened.\n⟦Photo: Jana Novak / Harbour Daily⟧\nFerries stop.\n",
    "The bridge opened.\n⟦Image credit: Harbour Museum⟧\n⟦Photo by Jana Novak on Unsplash⟧\nFerries stop.\n",
    "The bridge opened.\n⟦Getty Images⟧\n⟦quaypics via Getty Images⟧\n⟦Harbour Studios | Shutterstock⟧\nFerries stop.\n",
    "Die Brücke ist offen.\n⟦Foto: Jana Novak⟧\n⟦Bildquelle: Hafenmuseum⟧\n",
    "Le pont est ouvert.\n⟦Crédit photo : Jeanne Dupont⟧\n",
    "Мост открыт.\n⟦Фото: Анна Новак / Гавань⟧\n",
]
GOOD = [
    "Photo by photo the museum scans its archive, which holds ten thousand pictures of the harbour.\n",
    "The agency sold its pictures to Getty Images\nThe library of the harbour took the rest.\n",
    "- Supports Unsplash\n- Opens Flickr albums\n",
    "Image: a picture that a mirror or a lens makes of a thing.\n",
    "Credit cards / debit cards\nPhoto / video\n",
    "Photo: what to bring\n",
]

_WHO = r"(?:[^\W\d_a-zа-я]|©|@|\(c\)|via\b|courtesy\b)"
_OPENED = pattern(
    r"\W*(?:"
    r"(?i:(?:(?:header|featured|cover|hero|lead|main|top|feature|banner|thumbnail|stock) )?(?:photo(?:graph)?s?|images?|pictures?|pics?|illustrations?|graphics?|"
    r"screenshots?)(?: |/)?(?:credits?|courtesy|source)?|(?:photo )?credits?(?: photo)?|fotos?|fotocredit|foto-?credit|bild(?:er)?|bildquelle|bildnachweis|"
    r"crédits?(?: photos?)?|photographies?|imagen|imágenes|fotografía|crédito|immagin[ei]|crediti|zdjęci[ea]|źródło zdjęcia|ilustra(?:cja|ción|ção)|"
    r"imagem|beeld|fotoğraf|görsel|фото|изображение|иллюстрация|зображення|ілюстрація|источник фото|джерело фото)"
    rf"\s?(?::|(?<![/ ])/|©)\s*{_WHO}"
    r"|(?i:(?:header |featured |cover )?(?:photos?|photographs?|images?|pictures?|illustrations?|graphics?)(?: is| was)? (?:by|via|courtesy of|courtesy|from|supplied by|provided by|taken by)|"
    rf"photo credit|image credit|courtesy of|foto (?:de|di|von|door|autorstwa)|imagen de|photo de)\s+{_WHO}"
    rf"|Fot\. {_WHO}"
    r"|(?:写真|画像|사진|图片来源|圖片來源|图源|圖源|图|圖|الصورة|تصوير)\s?[:：=/／]\s*\S"
    r").{1,100}"
)
_AGENCY = (
    r"(?:Getty(?: Images)?|Shutterstock|iStock(?:photo)?|Unsplash|Pexels|Pixabay|Alamy(?: Stock Photo)?|Adobe ?Stock|Depositphotos|Dreamstime|Freepik|"
    r"123RF|Flickr|Wikimedia Commons|AP(?: Photo| Images)?|AFP|EPA|EFE|dpa|PAP|ANSA|Reuters|REUTERS|Imago|IMAGO|Bloomberg)"
)
_AGENCY_AT_END = pattern(
    rf"\W*(?:.{{0,80}}(?:[|/©(]\s?|,? (?:via|on|from) |^))?{_AGENCY}(?:\.com)?(?:\s?[/|]\s?[\w ]{{2,30}}){{0,2}}\W*"
)


def check_line(doc: Document, line: Line, *, max_words: int = 12) -> Hits:
    text = line.text.strip()
    if len(text) > 140 or line.word_count > max_words or _is_sentence(text):
        return
    if _OPENED.fullmatch(text) or (_AGENCY_AT_END.fullmatch(text) and (line.word_count > 1 or len(text) > 6)):
        yield line.strip(), "credit of a picture", ""


def _is_sentence(text: str) -> bool:
    """Whether the line closes like a sentence, which credits rarely do, or has two of them."""
    return (text.endswith((".", "!", "?", ":")) and not re.search(r"\b(?:com|net|org|Inc|Ltd|[A-Z])\.$", text)) or ". " in text[
        12:
    ]
