"""
Dates as people and machines print them, in the languages of the packs.

Nothing is parsed into a calendar: rules ask where a date stands and whether it is all that a line says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .normalise import fold
from .patterns import pattern

_MONTHS = {
    "en": "january february march april may june july august september october november december jan feb mar apr jun jul aug sep "
    "sept oct nov dec",
    "de": "januar jänner februar märz april mai juni juli august september oktober november dezember jan feb mär apr jun jul aug "
    "sep okt nov dez",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago dic",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre janv févr avr juil sept déc",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre gen mag giu lug set ott dic",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december mrt okt",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia sty lut kwi cze lip sie "
    "wrz paź lis gru",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro fev out dez",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря янв фев мар апр июн июл авг сен окт "
    "ноя дек",
    "tr": "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık oca şub haz tem ağu eyl kas ara",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ar": "يناير فبراير مارس أبريل ابريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
}  # fmt: skip
_MONTH_NAMES = frozenset(fold(name) for names in _MONTHS.values() for name in names.split())

# Words of days, and of time zones, that stand around a date.
_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun montag dienstag mittwoch "
    "donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so lunes martes miércoles jueves viernes sábado domingo lundi "
    "mardi mercredi jeudi vendredi samedi dimanche lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag woensdag "
    "donderdag vrijdag zaterdag zondag poniedziałek wtorek środa czwartek piątek sobota niedziela segunda-feira terça-feira "
    "quarta-feira quinta-feira sexta-feira segunda terça quarta quinta sexta pazartesi salı çarşamba perşembe cuma cumartesi pazar "
    "日 月 火 水 木 金 土 日曜日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 星期一 星期二 星期三 星期四 星期五 星期六 星期日 "
    "월 화 수 목 금 토 일 "
    "понедельник вторник среда четверг пятница суббота воскресенье понеділок вівторок середа четвер пʼятниця п'ятниця субота неділя"
).split()
_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_YEAR = r"(?:19|20)\d\d"
_D = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|\.|º|\.?ª)?"

# Full dates: day, month and year, in folded text. Names of months are held against the list when a pattern matches: an alternation of
# two hundred names takes longer to compile than a small file to check.
_NUMERIC_DATE = pattern(
    r"(?<![\d\w])(?:"
    rf"{_YEAR}[-./]\d\d?[-./]\d\d?(?!\d)"  # 2026-02-04
    rf"|{_YEAR}\. \d\d?\. \d\d?(?!\d)"  # 2026. 2. 4.
    rf"|\d\d?[-./]\d\d?[-./](?:{_YEAR}|\d\d)(?!\d)"  # 04.02.2026, 2/4/26
    rf"|(?:{_YEAR}|(?:令和|平成)\s?(?:\d\d?|元))\s?年\s?\d\d?\s?月\s?\d\d?\s?日|{_YEAR}\s?년\s?\d\d?\s?월\s?\d\d?\s?일"
    r")"
)
_NAMED_DATES = (
    pattern(rf"(?<![\d\w]){_D}\s?(?:de\s|of\s|-)?\s?{_MONTH},?[\s-]?(?:de\s|del\s)?{_YEAR}(?!\d)"),  # 4 February 2026
    pattern(rf"(?<!\w){_MONTH}\s{_D},?\s{_YEAR}(?!\d)"),  # February 4, 2026
    pattern(rf"[٠-٩]{{1,2}}\s{_MONTH}\s[٠-٩]{{4}}"),
)

# A day and a month without the year, as datelines have it: `may 3`, `3 may`, `3. mai`.
_DAYS_AND_MONTHS = (pattern(rf"(?<!\w){_D}\s{_MONTH}(?!\w)"), pattern(rf"(?<!\w){_MONTH}\s{_D}(?!\w)"))

_ZONE = r"(?:z|utc|gmt|(?:e|c|m|p)[sd]?t|ist|cet|cest|bst|msk|jst|kst|[+-]\d\d:?\d\d)"
_TIME = pattern(
    rf"(?<!\w)(?:\d\d?[:.h]\d\d(?::\d\d(?:\.\d+)?)?(?:\s?(?:[ap]\.?m\.?|uhr))?|\d\d?\s?(?:[ap]\.?m\.?|uhr)"
    rf"|\d\d?\s?[時点时시]\s?\d\d?\s?[分분](?:\s?\d\d?\s?[秒초])?|\d\d? h \d\d)(?:\s?{_ZONE})?(?!\w)"
)

# What may stand in a line that says nothing but a moment.
_FILLERS = frozenset(
    (*map(fold, _DAYS), *"z utc gmt est edt cst cdt mst mdt pst pdt et ct pt mt ist cet cest bst msk jst kst".split())
) | frozenset("at um à a las alle às om o den de on am le el il em op dnia and ore h kl в о 오전 오후".split())
_TOKEN = pattern(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+|[^\s,;:|()•·/@.–-]")

ISO_TIMESTAMP = pattern(rf"{_YEAR}-\d\d-\d\d[t ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s?{_ZONE}?")

LABELS = frozenset(
    fold(label)
    for label in (
        "date|date published|first published|last modified|last reviewed|last updated|last updated on|modified|originally published|"
        "posted|posted on|published|published at|published on|updated|updated on|aktualisiert|aktualisiert am|datum|erschienen am|"
        "erstellt am|gepostet am|geändert am|letzte aktualisierung|publiziert am|stand|veröffentlicht|veröffentlicht am|"
        "zuletzt aktualisiert|zuletzt aktualisiert am|zuletzt bearbeitet|actualizado|actualizado a las|actualizado el|creado|fecha|"
        "fecha de publicación|modificado|publicado|publicado el|publicado en|última actualización|última modificación|actualisé le|"
        "date de publication|dernière mise à jour|dernière modification|mis en ligne le|mis à jour|mis à jour le|modifié le|posté le|"
        "publié|publié le|publié à|aggiornato|aggiornato il|data di pubblicazione|modificato il|postato il|pubblicato|pubblicato il|"
        "ultima modifica|ultimo aggiornamento|bijgewerkt|bijgewerkt op|geplaatst op|gepubliceerd|gepubliceerd op|gewijzigd op|"
        "publicerad|publicerat|uppdaterad|uppdaterat|"
        "senast uppdaterad|publikováno|vydáno|aktualizováno|laatst bijgewerkt|"
        "laatst gewijzigd|laatste update|publicatiedatum|aktualizacja|data aktualizacji|data publikacji|"
        "data utworzenia|dodano|opublikowano|ostatnia aktualizacja|publikacja|zaktualizowano|zmodyfikowano|atualizado|atualizado em|"
        "criado em|data de publicação|modificado em|postado em|publicado em|última atualização|última modificação|giriş tarihi|"
        "güncelleme|güncelleme tarihi|güncellendi|oluşturulma tarihi|son güncelleme|son güncellenme|tarih|yayın tarihi|yayınlanma|"
        "yayınlanma tarihi|дата|дата обновления|дата публикации|изменено|обновлено|опубликовано|последнее обновление|размещено|"
        "создано|дата оновлення|дата публікації|змінено|оновлено|опубліковано|останнє оновлення|розміщено|створено|آخر تحديث|"
        "تاريخ التحديث|تاريخ النشر|تم التحديث|تم النشر في|نشر بتاريخ|نشر في|نُشر في|公開|公開日|公開日時|更新|更新日|更新日時|最終更新|"
        "最終更新日|投稿日|掲載日|作成日|発表日|配信日|配信日時|发布于|发布日期|发布时间|发表于|发表时间|日期|时间|更新于|更新日期|更新时间|最后更新|"
        "最后修改|發佈於|發布日期|發布時間|發表於|更新時間|最後更新|刊登日期|게시일|기사입력|기사수정|등록|등록일|발행일|송고시간|수정|수정일|승인|"
        "업데이트|입력|입력시간|입력일|작성일|최종 수정|최종 업데이트|최종수정"
    ).split("|")
)
_LABELS_BY_LENGTH = sorted(LABELS, key=lambda label: (-len(label), label))


# What every full date has: most lines with a digit have none of these.
_MAY_BE_DATE = pattern(r"[\d年](?:(?<=1)9\d\d|(?<=2)0\d\d|[-./]\d\d?[-./]|(?<=[٠-٩年]))")


def _full_dates(folded: str) -> Iterator[re.Match[str]]:
    if not _MAY_BE_DATE.search(folded):
        return
    yield from _NUMERIC_DATE.finditer(folded)
    for named in _NAMED_DATES:
        yield from (match for match in named.finditer(folded) if match["month"] in _MONTH_NAMES)


def has_full_date(folded: str) -> bool:
    """Whether a date with day, month and year stands in a folded text."""
    return next(_full_dates(folded), None) is not None


def only_a_date(folded: str) -> bool:
    """
    Whether a folded line says nothing but a date, with or without a time, a day of the week and a label such as
    `updated`.

    >>> [only_a_date(fold(t)) for t in ("2026年5月3日 14時02分", "Mis à jour le 03/05/2026 à 14 h 02", "2026. 5. 3. 오후 2:02")]
    [True, True, True]
    >>> [only_a_date(fold(t)) for t in ("Updated: May 2, 2026, 9:14 a.m.", "Published On 19 Dec 2025", "On May 2, 2026 it fell")]
    [True, True, False]
    """
    if len(folded) > 120 or not _MAY_BE_DATE.search(folded):
        return False
    rest = ISO_TIMESTAMP.sub(" 2000-01-01 ", folded)
    dates = list(_full_dates(rest))
    if not dates:
        return False
    for match in dates:
        rest = rest.replace(match[0], " ")
    rest = _TIME.sub(" ", rest)
    for _ in range(3):
        rest = rest.strip(" \t,;:|()•·/@–—-.")
        label = next((label for label in _LABELS_BY_LENGTH if rest.startswith(label)), "")
        if not label or (label.isascii() and rest[len(label) : len(label) + 1].isalpha()):
            break
        rest = rest[len(label) :]
    return all(token in _FILLERS for token in _TOKEN.findall(rest))


# The opening of a report: a place, a date, an agency, a dash.
_PLACE = pattern(r"[^\W\d_][^.!?]{0,60}(?:,|\(|\s[-–—])\s?(?:[^\W\d_]{2,12}\.?,?\s)?$")
# The same with how dates begin behind it: most paragraphs have no such thing, and need not be searched for dates.
_MAY_BE_DATELINE = pattern(
    r"[^\W\d_][^.!?]{0,60}(?:,|\(|\s[-–—])\s?(?:[^\W\d_]{2,12}\.?,?\s)?(?:\d|令和|平成|[^\W\d_]{3,12}\.?\s\d)"
)
_BEHIND = pattern(r"[^.!?]{0,40}?(?:[-–—:]|\)|\s/)")


def has_dateline(folded: str) -> bool:
    """
    Whether a paragraph opens with place and date, as agencies write.

    >>> has_dateline(fold("WASHINGTON, May 3 (Agency) — The council")), has_dateline(fold("The council met on May 3."))
    (True, False)
    """
    start = folded[:160]
    if not _MAY_BE_DATELINE.match(start):
        return False
    dates = list(_full_dates(start))
    for pair in _DAYS_AND_MONTHS:
        dates += [match for match in pair.finditer(start) if match["month"] in _MONTH_NAMES]
    return any(_PLACE.match(start[: match.start()]) and _BEHIND.match(start, match.end()) for match in dates)
