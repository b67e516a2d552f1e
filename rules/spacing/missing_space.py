"""
A space was lost after a punctuation mark.

`both parties,in particular`, `thank you for having me.Secretary`, `the U.S.foreign minister`, `Dr.Petrova`:
tags stood between the two words and the scraper joined their texts with nothing. Tokenisers take both words for
one, and names are not found.

A comma or semicolon between two words; an end mark, with or without a closing quotation mark, between a word in
lower case and one with a capital; initials before a word in lower case; a title before a name.

Left alone: numbers, web addresses, file names and `Node.js`, `e.g.`, `p.m.`, `U.S.-led`, code, lists without
any space, and scripts that have no capitals, where no space follows a mark.
"""

import re

from ...checks import Document, Hits, Line, pattern

# What stands before the mark is left to `_SEAM`, and letters are what is neither ASCII of another kind nor a common quotation mark or dash:
# so this can be scanned for quickly, and compiled in no time.
_LETTER, _CAPITAL = r"[^\n -@\x5b-`{-\xa9–-…]", r"[^\n -@\x5b-\xa9–-…]"
TRIGGER = rf"[,;][”’»)\]]?{_LETTER}|[.!?][”’»)\]]?{_CAPITAL}|[A-Z]\.[A-Z]\.(?:[a-z]{{2}}|[A-Z][a-z])"
SAFE_FIX = True
HINT = "join text nodes with a space, then collapse white space: get_text(' ') and the like"

BAD = [
    "They lost it all in Karvi⟦a.I⟧n your view, who won?\n",
    "Kupiła cały zesta⟦w,i⟧ nie żałuje.\n",
    "We spoke with both partie⟦s,i⟧n Geneva on Monday.\n",
    "Thank you for having m⟦e.S⟧ecretary Larnow waits outside.\n",
    "The broader U.S⟦.f⟧oreign policy is clear, and U.S⟦.a⟧nd other officials agree.\n",
    "D⟦r.P⟧etrova left town.\n",
    "“We wait.⟦”T⟧he mayor left.\n",
    "Why no⟦w?B⟧ecause it rains.\n",
    "Не говорили с ними⟦,н⟧о ждали.\n".replace("и⟦,н⟧", "⟦и,н⟧"),
]
GOOD = [
    "See e.g. the 3,000 pages of example.com, the U.S.-led talks at 9 p.m. and Node.js or ASP.NET.\n",
    "Write to jana.novak@example.com or Files.Readme.txt at https://example.com/a,b.Html\n",
    "name,date,title,author,url\n",
    "call obj.Method() and System.Out.println\n",
    "J.R.R. Tolkien, Ph.D., and J.K.Rowling\n",
    "12,5 Uhr, z.B. im Hafen. TL;DR: nothing.\n",
    "class Group(models.Model):\noptions.Level = 3\nThe site TechPolicy.Press and the bank Fin.Link met Yahoo!Japan.\n",
    "他说,天气很好。\n",
    "o.B.d.A. gilt x,y\n",
    "Candid.Org and Booking.Com, e.g.the first\n",
]

_JOINED = pattern(
    r"""(?<![\w@/\\.#&='’-])(?P<left>[^\W\d_]+(?:['’-][^\W\d_]+)*)
        (?P<mark>[,;.!?])(?P<quote>[”’»)\]]?)
        (?P<right>[^\W\d_]+(?:['’-][^\W\d_]+)*)""",
    re.VERBOSE,
)
_INITIALS = pattern(r"(?<![\w.])(?:[A-Z]\.){2,5}(?P<right>[a-z]{2,}|(?<=U\.S\.|U\.K\.|U\.N\.|E\.U\.)[A-Z][a-z]+)(?![\w.@/])")
_TITLES = frozenset("Dr Mr Mrs Ms Prof Sen Rep Gov Gen Sgt Rev Hon Capt Messrs Св Д-р".split())

# Far quicker to look for: a mark between two letters.
_SEAM = pattern(
    r"[,;.!?](?:(?<=[^\W\d_][,;])[”’»)\]]?[^\W\d_]|(?<=[^\W\d_A-Z][.!?])[”’»)\]]?[^\W\d_a-z]|(?<=[A-Z]\.[A-Z]\.)(?:[a-z]{2}|[A-Z][a-z]))"
)

_NAMES = {",": "a comma", ";": "a semicolon"}

# What stands in lines of code and hardly in prose.
_CODE = pattern(r"[{};]\s*$|\w\(\)|\);| = |::|->|=>|^\s*(?:import|from|using|def|class|return|var|let|const) |^\s*[$>#] ")

# Words that open sentences often enough to follow a name.
_OPENERS = frozenset(
    "The A An In On At It Its He She They We You I But And So If As This That These Those There Then When While What Who Why How Where Which "
    "For From To With By After Before Since Until Not No Yes My Our His Her Their Your One Two Some Many Most All Both Each Every More Now "
    "Here However Also Although Because Though Yet Still Just Only Even Once Last Next First According Der Die Das Ein Eine Und Aber Im Es "
    "Er Sie Wir Le La Les Un Une Il Elle Et Mais El Los Las Una Y Pero En Lo Gli".split()
)

# Words of one letter that open sentences, in Latin and Cyrillic alphabets.
_ONE_LETTER_WORDS = "IAOYEUЯИОАВСКУ"

# What follows a dot without being a new sentence: ends of domains and of file names.
_ENDINGS = frozenset(
    "com org net edu gov info biz io ai app dev co uk de fr es nl pl pt ru ua tr eu ca au br jp cn ch se tv news js ts jsx "
    "py rb php html htm css xml json txt pdf doc docx xls xlsx csv png jpg jpeg gif svg mp3 mp4 zip exe asp aspx jsp md sh sql vue go rs java "
    "cpp swift".split()
)


def check_line(doc: Document, line: Line) -> Hits:
    text = line.text
    if not _SEAM.search(text):
        return
    in_code = _CODE.search(text) is not None
    spaced = " " in text.strip()
    for match in _JOINED.finditer(text):
        if _is_glued(match, text, in_code=in_code, spaced=spaced):
            mark, right = match.start("mark"), match.start("right")
            if match["quote"]:
                yield line.part(right - 1, right + 1), "space lost after a closing mark", f"{text[right - 1]} {text[right]}"
            else:
                what = _NAMES.get(match["mark"], "the end of a sentence")
                yield line.part(mark - 1, right + 1), f"space lost after {what}", f"{text[mark - 1 : right]} {text[right]}"
    for match in _INITIALS.finditer(text):
        start = match.start("right")
        yield line.part(start - 1, start + 1), "space lost after initials", f". {text[start]}", False  # it may be a name


def _is_glued(match: re.Match[str], text: str, *, in_code: bool, spaced: bool) -> bool:
    left, mark, right = match["left"], match["mark"], match["right"]
    if left[-1].upper() == left[-1].lower() or right[0].upper() == right[0].lower():
        return False  # a script without capitals
    behind = text[match.end() : match.end() + 1]
    token = _token(text, match.start(), match.end())
    if any(sign in token for sign in "@/\\_=<>{}#|") or "www." in token.lower() or (behind and behind in "(._@/=["):
        ends_sentence = behind == "." and not text[match.end() + 1 : match.end() + 2].strip()
        return ends_sentence and mark in ",;" and len(left) > 1 and len(right) > 1
    if mark in ",;":
        if left.isupper() and right.isupper() and len(left) + len(right) <= 5:
            return False  # TL;DR
        short = len(right) == 1 and (right not in "aioyuzweвикзсуояій" or behind != " " or len(left) < 3)
        return not match["quote"] and len(left) > 1 and not short and sum(map(token.count, ",;")) < 4 and spaced
    if left in _TITLES:
        return right[0].isupper() and right[1:2].islower()
    if "(" in token.lstrip("(\"'“‘") or in_code:
        return False
    if left[0].isupper() and not match["quote"] and right not in _OPENERS:
        return False  # Fin.Link, TechPolicy.Press, Yahoo!Japan: names of products and sites
    return left[-2:].islower() and len(left) > 1 and _opens_sentence(right, behind)


def _opens_sentence(word: str, behind: str) -> bool:
    """Whether a word behind an end mark can be the first of a sentence, and is no ending of a file name or domain."""
    if not word[0].isupper() or word.lower() in _ENDINGS:
        return False
    if len(word) == 1:
        return word in _ONE_LETTER_WORDS and behind == " "
    rest = word[1:]
    return rest[0] in "'’" or re.sub("['’-]", "", rest).islower()


def _token(text: str, start: int, end: int) -> str:
    """The text around a place up to the white space on both sides, at most 80 characters each way."""
    before, after = text[max(0, start - 80) : start], text[end : end + 80]
    return _last(before) + text[start:end] + _first(after)


def _last(text: str) -> str:
    return text.split()[-1] if text and not text[-1].isspace() else ""


def _first(text: str) -> str:
    return text.split()[0] if text and not text[0].isspace() else ""
