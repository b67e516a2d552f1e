"""
The names of networks in a row: a bar of buttons without its buttons.

`FacebookTwitterWhatsApp`, `Facebook Twitter LinkedIn E-mail`: the icons were pictures, their names were left. Every
article of the site seems to be about all of them.

A line counts that holds at least two such names with a third one or `Share` or `Print`, or two that are glued together, and nothing
else.

Left alone: names with commas or `and` between them, which make a list in a text; single names, which `menu-word` knows in
company.
"""

from ...checks import Document, Hits, Line, pattern

TRIGGER = (
    r"(?i)facebook|twitter|whatsapp|telegram|linkedin|pinterest|reddit|tumblr|instagram|youtube|tiktok|flipboard|bluesky|mastodon|"
    r"вконтакте|одноклассники|weibo|微博|微信|qq空间|豆瓣|はてな|카카오|네이버|فيسبوك|تويتر|واتساب"
)
SAFE_FIX = False
HINT = "leave out the share toolbar; its class mostly contains share or social"

BAD = [
    "The bridge opened on Friday.\n⟦FacebookTwitterFlipboardE-mail⟧\nThe ferries stop in June.\n",
    "Die Brücke ist offen.\n⟦Facebook Twitter WhatsApp E-Mail Drucken⟧\nDie Fähren fahren bis Juni.\n",
    "Мост снова открыт.\n⟦ВКонтакте | Одноклассники | Telegram⟧\nПаромы ходят до июня.\n",
    "大桥重新开放。\n⟦微信微博QQ空间⟧\n渡轮运行到六月。\n",
    "فتح الجسر من جديد.\n⟦فيسبوك تويتر واتساب⟧\n",
    "The bridge opened on Friday.\n⟦Reddit Tumblr Bluesky Copy link⟧\n",
]
GOOD = [
    "Facebook\nThe network has two billion users.\n",
    "YouTube, TikTok, X\n",
    "Facebook and Twitter and Instagram\n",
    "Facebook Messenger\n",
    "X X X\n",
    "Facebook X\n",
]

_NAMES = (
    r"facebook|twitter|whatsapp|telegram|linkedin|pinterest|reddit|tumblr|instagram|youtube|tiktok|flipboard|messenger|threads|"
    r"bluesky|mastodon|xing|viber|vkontakte|вконтакте|vk|одноклассники|odnoklassniki|line|weibo|wechat|snapchat|skype|rss|google\+|google news|"
    r"pocket|hacker ?news|digg|stumbleupon|e-?mails?|x|微信|微博|朋友圈|qq空间|qq|qzone|豆瓣|はてな|はてなブックマーク|카카오톡|카카오스토리|네이버|밴드|فيسبوك|تويتر|واتساب|تلغرام|تيليجرام"
)
# What stands among them.
_BUTTONS = r"print|copy(?: link)?|share|sms|more|drucken|imprimer|imprimir|stampa|печать"
_PART = rf"(?:{_NAMES}|{_BUTTONS})"
_ROW = pattern(rf"(?:[\s|·•/()]*{_PART})+\W*")
_SEPARATED = pattern(rf"\W*{_PART}(?:[\s|·•/()]+{_PART})*\W*")
_PARTS = pattern(_PART)
_NAME = pattern(_NAMES)
_MIN_PARTS, _MIN_NAMES = 3, 2
_MAX_CHARS = 160


def check_line(doc: Document, line: Line) -> Hits:
    folded = doc.fold(line)
    if len(folded) > _MAX_CHARS or line.number in doc.leftover_lines or not _ROW.fullmatch(folded):
        return
    parts = set(_PARTS.findall(folded)) - {"x"}
    names = [part for part in parts if _NAME.fullmatch(part)]
    if len(names) >= _MIN_NAMES and (len(parts) >= _MIN_PARTS or not _SEPARATED.fullmatch(folded)):
        yield line.strip(), "names of networks in a row", ""
