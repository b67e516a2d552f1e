"""
Labels of a form's fields, under each other.

`Name *`, `Email *`, `Website`: the form for comments or for the newsletter stood below the article. Its fields
are empty, its labels are text.

A label counts when at least two stand next to each other or with one line between them, and one of them has the
star of a required field, or when three do.

Left alone: contact details, where a value follows each label, and the words alone, which may be headings.

Options:
    min_labels: how many labels without a star make a form.
"""

import re
from itertools import pairwise

from ...checks import Document, Hits, Line, pattern, spellings

TRIGGER = r"(?i)(?:name|mail|nom|naam|imi[ęe]|имя|ім|ad[ıi]|名|이름|الاسم).{0,30}$"
SAFE_FIX = False
HINT = "exclude the form; forms hardly ever hold article text"

BAD = [
    "The bridge opened on Friday.\n⟦Name *⟧\n⟦Email *⟧\n⟦Website⟧\n",
    "The bridge opened on Friday.\n⟦First name*⟧\n⟦Last name*⟧\nYour town\n⟦Phone number (optional)⟧\n",
    "Die Brücke ist offen.\n⟦Name*⟧\n⟦E-Mail-Adresse*⟧\n⟦Nachricht*⟧\n",
    "Le pont est ouvert.\n⟦Nom *⟧\n⟦Adresse e-mail *⟧\n",
    "Köprü cuma günü açıldı.\n⟦Adınız *⟧\n⟦Mesajınız *⟧\n",
    "فتح الجسر يوم الجمعة.\n⟦الاسم *⟧\n⟦البريد الإلكتروني *⟧\n⟦الرسالة *⟧\n",
]
GOOD = [
    "Name\nJana Novak\nE-mail\njana@harbour.example\nPhone\n555 0147\n",
    "Name\nEvery ferry has one.\nMessage\nIt is short.\n",
    "Email marketing *\nTwo things to know.\n",
]

# As folded lines have them: `adınız` is `adiniz` there, and Arabic has no hamzas.
_LABELS = (
    r"(?:your |the )?(?:(?:first|last|full|middle|user|nick|display|company|business|job|sur)[ -]?)?name|user ?name|(?:your |work |business |company )?e-?mail(?: address)?|"
    r"(?:confirm|repeat) (?:e-?mail|password)|password|website(?: url)?|web ?site|url|subject|(?:your )?(?:message|comment)s?|(?:mobile |work )?phone(?: number)?|"
    r"telephone|job title|job role|company|organi[sz]ation|country(?:/region)?|state/province|zip(?: code)?|zip/postal code|post(?:al )?code|date of birth|birth ?date|industry|"
    r"(?:ihr |dein )?(?:vor|nach)?name|e-?mail-?adresse|deine e-mail|ihre e-mail|webseite|betreff|(?:ihre |deine )?nachricht|kommentar|telefon(?:nummer)?|firma|"
    r"(?:votre )?(?:nom|prénom)|(?:votre )?adresse (?:e-?mail|de messagerie)|courriel|site web|sujet|objet|commentaire|téléphone|entreprise|société|"
    r"(?:tu )?(?:nombre|apellidos?)|correo(?: electrónico)?|asunto|mensaje|comentario|teléfono|empresa|sitio web|web|"
    r"nome|cognome|sobrenome|indirizzo e-?mail|oggetto|messaggio|commento|telefono|azienda|sito web|assunto|mensagem|comentário|telefone|"
    r"(?:je )?(?:voor|achter)?naam|e-mailadres|onderwerp|bericht|reactie|telefoonnummer|bedrijf|"
    r"imię|nazwisko|imię i nazwisko|adres e-?mail|temat|wiadomość|treść|komentarz|telefon|strona internetowa|witryna internetowa|"
    r"имя|фамилия|эл\. почта|электронная почта|телефон|сообщение|комментарий|сайт|тема|ім'я|прізвище|електронна пошта|повідомлення|коментар|"
    r"adiniz|adi|ad soyad|isim|soyad|e-posta(?: adresi)?|konu|mesaj(?:iniz)?|yorum|telefon|internet sitesi|"
    r"名前|お名前|氏名|メールアドレス|メール|件名|コメント|サイト|이름|이메일|제목|댓글|웹사이트|姓名|邮箱|电子邮件|电子邮件地址|主题|评论|网站|网址|昵称|الاسم|البريد الالكتروني|الموقع الالكتروني|التعليق|الموضوع|الرساله"
)
_LABEL = pattern(
    rf"\W*(?:{_LABELS})\s?(?:[*＊†:：]|\((?:required|optional|erforderlich|pflichtfeld|obligatoire|facultatif|obligatorio|opcional|required\*|\*)\))*\s*"
)
# All of them: the keys of most labels, for a key has no star or colon at its end. Those with another sign before or behind them, and
# few more lines, are held against the pattern.
_KEYS = frozenset(spelling for term in re.split(r"\|(?![^()]*\))", _LABELS) for spelling in spellings(term))

_REQUIRED = ("*", "＊", "(required)", "(erforderlich)", "(obligatoire)", "(obligatorio)", "(optional)")


def check(doc: Document, *, min_labels: int = 3) -> Hits:
    keys = doc.lines_by_key
    likely = [
        key
        for key in keys
        if key in _KEYS
        or not key[0].isalnum()
        or (key[-1] == "†" or ("(" in key and key.partition("(")[0].rstrip(" *:†") in _KEYS))
    ]
    labels = [line for key in likely for line in keys[key] if len(line.text) <= 60 and _LABEL.fullmatch(doc.fold(line))]
    labels.sort(key=lambda line: line.number)
    group: list[Line] = labels[:1]
    for before, line in [*pairwise(labels), (None, None)]:
        if before is not None and line is not None and doc.ordinals[line.number] - doc.ordinals[before.number] <= 2:
            group.append(line)
            continue
        adjoin = any(doc.ordinals[two.number] - doc.ordinals[one.number] == 1 for one, two in pairwise(group))
        starred = sum(member.text.rstrip().lower().endswith(_REQUIRED) for member in group)
        if adjoin and (len(group) >= min_labels or (len(group) >= 2 and starred)):
            for member in group:
                yield member.strip(), f"label of a form ({len(group)} of them together)", ""
        group = [line] if line is not None else []
