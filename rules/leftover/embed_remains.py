"""
What is left of a post of a social network that the page shows in a frame.

`View this post on Instagram`, `A post shared by Jana (@jana)`, `— Jana (@jana) May 2, 2026`, `pic.twitter.com/a1B2c3`:
the frame's own words. The post itself, where it came along, is left alone, since the article quotes it.

Left alone: addresses of pictures in a sentence longer than the post could be, and dates without an account.
"""

from ...checks import Document, Hits, Line, pattern

TRIGGER = r"@|[Ii]nstagram|INSTAGRAM|[Ff]acebook|TikTok|pic\.(?:twitter|x)\.com/|Twitter|Tweet|tweet"
SAFE_FIX = False
HINT = "leave out blockquotes of the classes twitter-tweet and instagram-media, or take their text only"

BAD = [
    "The band wrote:\n⟦View this post on Instagram⟧\n⟦A post shared by Jana Novak (@jana)⟧\nThe tour begins in May.\n",
    "“The bridge is open!” ⟦pic.twitter.com/a1B2c3D4⟧\n⟦— Jana Novak (@jana) May 2, 2026⟧\n",
    "⟦Sieh dir diesen Beitrag auf Instagram an⟧\nDie Brücke ist offen.\n",
    "⟦View on Instagram⟧\n⟦@jana ♬ original sound - Jana⟧\n",
]
GOOD = [
    "Jana Novak (@jana) said on May 2, 2026 that the bridge was open.\n",
    "To view a post on Instagram, press its picture.\n",
    "Write to jana@harbour.example\n",
]

_WHOLE = pattern(
    r"\W*(?:"
    r"(?i:view (?:this )?(?:post|profile|photo|reel|video)? ?on (?:instagram|facebook|x|twitter|threads|tiktok)|view on (?:x|twitter|instagram)|"
    r"a (?:post|photo|video|reel) (?:shared|posted) by .{2,80}|an instagram post by .{2,80}|posted by .{2,60} on (?:facebook|instagram)|"
    r"(?:sieh dir diesen beitrag auf instagram an|ein beitrag geteilt von .{2,80})|(?:voir|afficher) cette publication sur instagram|"
    r"une publication partagée par .{2,80}|ver esta publicación en instagram|una publicación compartida (?:de|por) .{2,80}|"
    r"visualizza questo post su instagram|un post condiviso da .{2,80}|ver esta publicação no instagram|uma publicação (?:com)?partilhada por .{2,80}|"
    r"dit bericht op instagram bekijken|een bericht gedeeld door .{2,80}|wyświetl ten post na instagramie|post udostępniony przez .{2,80}|"
    r"посмотреть эту публикацию в instagram|публикация от .{2,80} \(@.{2,40}|переглянути цей допис в instagram|bu gönderiyi instagram'da gör|"
    r".{2,60}'in paylaştığı bir gönderi|この投稿をinstagramで見る|instagram에서 이 게시물 보기|在 instagram 查看这篇帖子|عرض هذا المنشور على instagram)"
    r"|[—–-]\s?.{1,60} \(@\w{1,30}\) [^\W\d_]{3,12}\.? \d{1,2}, \d{4}|[—–-]\s?.{1,60} \(@\w{1,30}\) \d{1,2}\.? (?:de )?[^\W\d_]{3,12}\.? (?:de )?\d{4}"
    r"|@[\w.]{2,40} ♬ .{2,80}"
    r")\W*"
)
_PICTURE = pattern(r"(?:https?://)?pic\.(?:twitter|x)\.com/\w{4,20}")


def check_line(doc: Document, line: Line) -> Hits:
    text = line.text.strip()
    if len(text) <= 200 and _WHOLE.fullmatch(text):
        yield line.strip(), "words of an embedded post", ""
        return
    if len(text) <= 600:
        for match in _PICTURE.finditer(line.text):
            yield line.match(match), "address of a post's picture", ""
