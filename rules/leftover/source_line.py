"""
A line that names the site the text was taken from.

`Published by world-news.example` or `Source: harbourdaily.example`. Sites that copy others print it; a scraper
takes it for the first or last sentence.

Left alone: sources named in a sentence, sources of a table or a chart without a web address, and lines with
more than a name.
"""

import re

from ...checks import Document, Hits, Line, pattern

TRIGGER = r"(?i)(?:published|posted|appeared)\s(?:by|on|in|at|via)|(?:sources?|quelle|fuente|fonte|bron|źródło)\s?:|via\b|read the original|[来來]源"
SAFE_FIX = False

BAD = [
    "Bridge opens again\n⟦Published by world-news.example⟧\nThe bridge opened on Friday.\n",
    "The bridge opened on Friday.\n⟦Source: www.harbourdaily.example⟧\n",
    "The bridge opened on Friday.\n⟦This article was originally published on Harbour Daily.⟧\n",
    "Die Brücke ist offen.\n⟦Quelle: hafenblatt.example⟧\n",
    "大桥重新开放\n⟦发布时间：2026-05-03 14:02 来源：港口日报 作者：王小明⟧\n大桥周五重新开放。\n",
]
GOOD = [
    "Published by the council on Monday, the report names three bridges.\n",
    "Source: national census, 2021\n",
    "数据来源：国家统计局\n来源：港口年报，2026年\n",
    "The source: a leak in the harbour office.\n",
    "The list was published by Novak and Sons of Harbour City, which built the bridge.\n",
]

_DOMAIN = r"(?:https?://)?(?:www\.)?[\w-]{1,60}(?:\.[\w-]{1,60}){1,4}(?:/\S{0,200})?"
_NAME = r"(?:[A-Z][\w.'’&-]{0,40}(?:\s(?:of|the|and|&|[A-Z0-9][\w.'’&-]{0,40})){0,6})"
_SOURCE = pattern(
    rf"""\W*(?:
      (?:(?:originally\s|first\s)?(?:published|posted)\s(?:by|on|in|at|via)|sources?\s?:|via\s?:?|quelle\s?:|fuente\s?:|fonte\s?:|
         bron\s?:|źródło\s?:)\s*{_DOMAIN}
    | (?:this\s)?(?:article|story|post|piece|report)?\s?(?:was\s|has\sbeen\s)?(?:originally|first)\s(?:published|appeared|posted)\s
      (?-i:(?:by|on|in|at)\s(?:the\s)?{_NAME})
    | read\sthe\soriginal(?:\s(?:article|story|post))?\s(?:on|at|here).{{0,60}}
    )\s*[.)\]]?\s*""",
    re.VERBOSE | re.IGNORECASE,
)

_DATE_AND_SOURCE = pattern(
    r"\s*(?:[发發更][布新表](?:时间|時間|日期|于|於)?\s?[：:]?\s*)?20\d\d[-/.年][\d\s:：/.月日-]{3,24}\s*(?:文章|新闻)?[来來]源\s?[：:]\s*[^\s，。]{2,30}"
    r"(?:\s+(?:作者|编辑|責任編輯|责任编辑|责编|记者)\s?[：:]?\s*[^\s，。]{2,20}){0,3}\s*"
)


def check_line(doc: Document, line: Line) -> Hits:
    if len(line.text) <= 200 and (_SOURCE.fullmatch(line.text) or _DATE_AND_SOURCE.fullmatch(line.text)):
        yield line.strip(), "line naming the source of the text", ""
