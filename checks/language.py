"""
Which language a text is in.

A count of the commonest words decides most texts in microseconds; where it does not, langdetect does, seeded,
so that the same text always gets the same answer. Never asked about less than 200 letters: langdetect calls
"404 error" Danish (its issue 13).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from .normalise import fold
from .patterns import pattern

MIN_LETTERS = 200
MAX_CHARS = 1000
_MIN_PROBABILITY = 0.9

# The commonest short words of a language that are not among the commonest of another one here, or in few of
# them.
_STOP_WORDS = {
    "de": "der die das und ist nicht mit den von ein eine auf für im dem des sich auch als wird sind bei wurde nach aus einer",
    "en": "the and of to in is was for that with on as are it by be from at his this have has which were they not an their",
    "es": "el la los las y que en un una por con para del se su es como más pero al lo fue este ha son sus está desde",
    "fr": "le la les et des un une du est dans pour que qui sur au avec par plus ne pas ce il elle sont été aux cette ses",
    "it": "il lo la gli e di che un una per con del della è sono non nel alla dei le si da anche come più ha al delle",
    "nl": "de het een en van is op te dat met voor niet zijn aan er door ook als bij naar uit werd worden heeft maar om",
    "pl": "w i na z się nie do to że jest o przez po od dla jak za ale są oraz był który tym roku także tego",
    "pt": "o os as e de que em um uma para com não do da dos das no na por se mais foi ao como é são pela também",
    "tr": "ve bir bu da de için ile olarak çok daha gibi olan sonra kadar ancak göre ise en var değil her ki ne",
    "ru": "и в на не что с по это как из он к для но от за о у его были было быть также после при",
    "uk": "і в на не що з та до це як у від він про за для але його були було бути також після під є",
    "sv": "och att det som en på är av för med till den har inte om ett i de var från kan så",
    "da": "og at det som en på er af for med til den har ikke om et i de var fra kan så",
    "cs": "a se v na je že s z do o to i ve jako za by pro ale po jsou byl podle při také",
    "ro": "și de în la cu pe nu un o din că pentru este care mai sunt a al ale fi fost prin sau",
    "hu": "a az és hogy nem is egy volt meg de csak már mint van ez ha el vagy még után szerint",
    "fi": "ja on ei se oli että ovat mutta myös kun niin hän joka sekä olla jo tai kuin",
    "id": "yang dan di dengan untuk dari ini itu pada tidak dalam akan telah oleh juga ke adalah bahwa sebagai",
    "vi": "và của là có trong được cho không một những với các người này đã khi đến để ra về",
}
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _language, _words in _STOP_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _language)

_TOKEN = pattern(r"[^\W\d_]+")
_LETTERS_ALONE = {code: " " for code in range(128) if not chr(code).isalpha()}

# Scripts that one language, or nearly so, has to itself. A text may quote some Latin letters.
_SCRIPTS = (
    ("ja", pattern("[\u3041-\u30ff]")),
    ("ko", pattern("[\uac00-\ud7a3]")),
    ("zh", pattern("[\u4e00-\u9fff]")),
    ("th", pattern("[\u0e01-\u0e5b]")),
    ("el", pattern("[\u0370-\u03ff]")),
    ("he", pattern("[\u05d0-\u05ea]")),
)

_ANY_SCRIPT = pattern("[\u0370-\u03ff\u05d0-\u05ea\u0e01-\u0e5b\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")

# Letters that a language has more of than any other, and the share of its letters that they are at the least; and letters of its
# neighbours, of which it has next to none. For languages with few short words: their endings say as much.
_OWN_LETTERS: tuple[tuple[str, frozenset[str], float, frozenset[str]], ...] = (
    ("pl", frozenset("ąęłńśźż"), 0.02, frozenset()),
    ("tr", frozenset("ğış"), 0.03, frozenset("əýňžä")),
    ("uk", frozenset("іїєґ"), 0.03, frozenset("ыўјљњђћ")),
    ("ru", frozenset("ыэё"), 0.01, frozenset("іїєўһқөүңәҡғҙҫҗ")),
    ("ar", frozenset(map(chr, range(0x621, 0x64B))), 0.5, frozenset("پچژگکیٹڈڑےںە")),
)
_STRANGE = 0.003

# Told apart by native readers only, or not at all in short texts: one of a group is never reported as the
# wrong one.
_ALIKE = (
    {"sr", "hr", "bs", "sl", "mk", "bg"},
    {"no", "nb", "nn", "da", "sv"},
    {"id", "ms", "tl"},
    {"cs", "sk"},
    {"es", "gl", "ca", "pt"},
    {"zh", "zh-cn", "zh-tw"},
    {"af", "nl"},
    {"ru", "uk", "be", "bg", "mk", "sr"},
    {"ar", "fa", "ur", "ckb", "ps"},
    {"hi", "mr", "ne"},
)


def primary(code: str) -> str:
    """
    The bare language of a locale: `en` of `en_GB` and of `English`.

    >>> primary("en_GB"), primary("ZH-Hans"), primary("German")
    ('en', 'zh', 'de')
    """
    code = code.strip().lower()
    code = _NAMES.get(code, code)
    return re.split(r"[-_.;, ]", code)[0]


_NAMES = {
    "english": "en", "german": "de", "deutsch": "de", "french": "fr", "français": "fr", "spanish": "es", "español": "es",
    "italian": "it", "italiano": "it", "dutch": "nl", "nederlands": "nl", "polish": "pl", "polski": "pl", "portuguese": "pt",
    "português": "pt", "turkish": "tr", "türkçe": "tr", "russian": "ru", "русский": "ru", "ukrainian": "uk", "українська": "uk",
    "arabic": "ar", "العربية": "ar", "chinese": "zh", "中文": "zh", "japanese": "ja", "日本語": "ja", "korean": "ko", "한국어": "ko",
}  # fmt: skip


def alike(one: str, other: str) -> bool:
    """Whether two language codes are the same language, or two that cannot be told apart safely."""
    one, other = primary(one), primary(other)
    return one == other or any(one in group and other in group for group in _ALIKE)


def guess_by_stop_words(text: str) -> str | None:
    """
    The language whose commonest words make up the text, or None where that is not plain.

    >>> guess_by_stop_words("The bridge was closed for the night and is to open again in the morning.")
    'en'
    """
    sample = text[:MAX_CHARS]
    plain = _without_marks(sample)
    if not plain.isascii() and _ANY_SCRIPT.search(plain):
        letters = max(1, sum(map(str.isalpha, sample)))
        for language, script in _SCRIPTS:
            found = len(script.findall(sample))
            if found > 0.3 * letters or (language == "ja" and found > 0.1 * letters):
                return language
    tokens = _runs_of_letters(plain.lower() if plain.isascii() else sample.lower())
    if len(tokens) < 10:
        return None
    counts: dict[str, int] = {}
    for token, times in Counter(filter(_LANGUAGES_OF.__contains__, tokens)).items():
        for language in _LANGUAGES_OF[token]:
            counts[language] = counts.get(language, 0) + times
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2]
    if not best or best[0][1] < 0.12 * len(tokens):
        return None
    margin = (best[0][1] - (best[1][1] if len(best) > 1 else 0)) / len(tokens)
    return best[0][0] if margin >= 0.08 else None


def guess_by_own_letters(text: str) -> str | None:
    """
    The language that some letters of a text tell, where its commonest words do not; None for short texts, whose letters are
    those of names.

    >>> guess_by_own_letters("Köprünün açılışına yalnızca balıkçılar çağrılmıştı. " * 5)
    'tr'
    """
    sample = text[:MAX_CHARS]
    if sample.isascii():
        return None
    counts = Counter(filter(str.isalpha, sample.lower()))
    letters = sum(counts.values())
    if letters < MIN_LETTERS:
        return None
    for language, own, least, strange in _OWN_LETTERS:
        if sum(counts[char] for char in own) >= least * letters and sum(counts[char] for char in strange) <= _STRANGE * letters:
            return language
    return None


def _without_marks(text: str) -> str:
    """The text without the characters that make most English text more than ASCII."""
    if not text.isascii():
        for mark in "’‘“”–—…\N{NO-BREAK SPACE}":
            text = text.replace(mark, " ")
    return text


def _runs_of_letters(text: str) -> list[str]:
    """The runs of letters in a text. That of English, with its quotation marks and dashes, is taken apart five times as fast."""
    text = _without_marks(text)
    return text.translate(_LETTERS_ALONE).split() if text.isascii() else _TOKEN.findall(text)


def has_common_words(words: Sequence[str], language: str) -> bool:
    """
    Whether a paragraph, given by its folded words, has at least four of the commonest ones of a language: then it is in that
    language, or near enough.
    """
    common = _COMMON.get(language)
    if common is None:
        return False
    return len(common.intersection(words[:_BEGINNING])) >= 4 or len(common.intersection(words)) >= 4


_BEGINNING = 25  # words are enough for most paragraphs
_COMMON = {language: frozenset(map(fold, words.split())) for language, words in _STOP_WORDS.items()}


def guess_by_words(text: str) -> str | None:
    """The language that the commonest words of a text tell, or, where they do not, letters that are its own; both are quick."""
    return guess_by_stop_words(text) or guess_by_own_letters(text)


@lru_cache(maxsize=1024)
def guess_by_letters(text: str) -> str | None:
    """
    What langdetect says of at most 1,000 characters, if it is at least 90 % sure; None for short texts and
    doubtful ones.
    """
    sample = text[:MAX_CHARS]
    if sum(map(str.isalpha, sample)) < MIN_LETTERS // (3 if _SCRIPTS[2][1].search(sample) else 1):
        return None
    from langdetect import DetectorFactory, detect_langs
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0
    try:
        best = detect_langs(sample)[0]
    except LangDetectException:
        return None
    return primary(best.lang) if best.prob >= _MIN_PROBABILITY else None


def detect_language(paragraphs: Iterable[str]) -> str | None:
    """
    The language of running text, from its first 1,000 characters; None where there is too little of it, or no
    clear answer.
    """
    sample = sample_of(paragraphs)
    return guess_by_words(sample) or guess_by_letters(sample)


def sample_of(paragraphs: Iterable[str]) -> str:
    """What of running text is looked at to tell its language: some 1,000 characters, or nothing where there is too little."""
    sample = ""
    for paragraph in paragraphs:
        sample += paragraph + "\n"
        if len(sample) >= MAX_CHARS:
            break
    return sample if len(sample) >= MIN_LETTERS // 3 else ""
