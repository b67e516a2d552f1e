"""What is told quickly is told as slowly: each short cut of a rule or a view against the plain form that it stands for."""

from __future__ import annotations

import re
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scrapelint.checks import Document, fold, has_dateline, has_full_date, only_a_date, spellings
from scrapelint.checks import dates as dates_module
from scrapelint.checks.code_talk import _SPOKEN_OF, _speaks_of_markup
from scrapelint.checks.machine_lines import machine_kind
from scrapelint.rules.leftover import form_labels
from scrapelint.rules.spacing import broken_sentence, untidy_blanks

# Pieces of lines, odd ones of Unicode among them.
_PIECES = st.sampled_from(
    [
        *"a A 1 9 ² ٣ ３ ① 年 İ ı ſ ß ﬁ - _ @ : , . ( ) / # [ ] < & ? \t \r \n".split(" "),
        *("  ", " ", "\N{NO-BREAK SPACE}", "\n", "\n", "\r\n", "\u2028", "\x1c", "\u00ad"),
        *(
            "the",
            "which",
            " the\n",
            "london, ",
            "may 3",
            "3 may",
            "2026",
            "2026-02-04",
            "令和元年5月3日",
            " (agency) - ",
            "https://a.example/b",
        ),
        *(
            "www.a.example",
            "jana@a.example",
            "en_GB",
            "+49 30 5550100",
            "2026-02-04T16:16+0000",
            "tags <b",
            "attributes “&a",
            "x" * 170,
        ),
    ]
)
_TEXTS = st.lists(_PIECES, max_size=25).map("".join)


@settings(max_examples=500, deadline=None)
@given(_TEXTS)
def test_lines_with_digits_and_lines_of_data_are_those_of_the_plain_form(text: str) -> None:
    doc = Document(text)
    assert doc.with_digits == [
        place
        for place, (line, folded) in enumerate(zip(doc.inked, doc.folded, strict=True))
        if min(len(folded), len(line.text)) <= 160 and (any(map(str.isdigit, folded)) or any(map(str.isdigit, line.text)))
    ]
    assert doc.machine_lines == {line.number: kind for line in doc.inked if (kind := machine_kind(line.text))}


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
def test_prose_is_prose_by_its_place_too(text: str) -> None:
    doc = Document(text)
    assert [doc.is_prose_at(place) for place in range(len(doc.inked))] == [line.is_prose for line in doc.inked]


@settings(max_examples=500, deadline=None)
@given(_TEXTS)
def test_dates_are_looked_for_wherever_one_can_stand(text: str) -> None:
    line = " ".join(text.casefold().split())
    plain = [
        *dates_module._NUMERIC_DATE.finditer(line),
        *(
            match
            for named in dates_module._NAMED_DATES
            for match in named.finditer(line)
            if match["month"] in dates_module._MONTH_NAMES
        ),
    ]
    assert has_full_date(line) == bool(plain)
    assert not only_a_date(line) or plain or dates_module.ISO_TIMESTAMP.search(line)
    start = line[:160]
    opening = [
        match
        for pattern in (dates_module._NUMERIC_DATE, *dates_module._NAMED_DATES, *dates_module._DAYS_AND_MONTHS)
        for match in pattern.finditer(start)
        if "month" not in match.groupdict() or match["month"] in dates_module._MONTH_NAMES
    ]
    assert has_dateline(line) == any(
        dates_module._PLACE.match(start[: match.start()]) is not None
        and dates_module._BEHIND.match(start, match.end()) is not None
        for match in opening
    )


@settings(max_examples=500, deadline=None)
@given(_TEXTS)
def test_markup_that_is_spoken_of_is_found_line_by_line_or_at_once(text: str) -> None:
    assert _speaks_of_markup(text) == any(_SPOKEN_OF.search(line) for line in text.split("\n"))


@settings(max_examples=500, deadline=None)
@given(_TEXTS)
def test_runs_of_blanks_and_towers_are_those_of_the_plain_patterns(text: str) -> None:
    doc = Document(text)
    runs = re.compile(r"(?<=[^\s|])(?:[ \t\xa0][ \t\xa0]+)(?=[^\s|])")
    assert untidy_blanks._inside_lines(doc) == [
        (line.start + match.start(), line.start + match.end()) for line in doc.inked for match in runs.finditer(line.text)
    ]
    with_blanks = any(line.isspace() for line in doc.lines.texts)
    towers = re.compile(r"(?<!\n)\n(?:[ \t\r]{0,200}\n){3,}")
    assert untidy_blanks._towers(doc, 3, with_blanks) == [
        match.span() for match in towers.finditer(text) if match[0].count("\n") > 3
    ]
    ends = re.compile(r"(?<![ \t\xa0\r\n])[ \t\xa0]+(?=\r?(?:\n|\Z))|\A[ \t\xa0]+(?=\r?(?:\n|\Z))")
    if not text.endswith("\r"):
        assert untidy_blanks._at_ends(doc, with_blanks) == [match.span() for match in ends.finditer(text)]


@settings(max_examples=500, deadline=None)
@given(_TEXTS)
def test_sentences_are_cut_where_the_plain_form_says(text: str) -> None:
    inked = Document(text).inked
    pairs = [(line, after) for line, after in pairwise(inked) if after.number == line.number + 1]
    sure = [pair for pair in broken_sentence._candidates(Document(text)) if broken_sentence._is_sure(*pair)]
    for line, after in pairs:
        end = line.text.rstrip()
        if len(after.text) <= 400 and broken_sentence._STARTS_WITH_MARK.match(after.text):
            plain = not line.ends_sentence
        else:
            plain = not 55 <= len(end) <= 110 and broken_sentence._HANGS.search(end[-12:]) is not None
        assert plain == ((line, after) in sure)


@pytest.mark.parametrize("around", ["{}", "{} *", "· {}:", "# {} (required)", "{}*(optional)"])
def test_every_label_of_a_form_is_found_with_its_marks(around: str) -> None:
    labels = sorted(form_labels._KEYS)
    assert len(labels) > 300
    for label in labels:
        assert form_labels._LABEL.fullmatch(label)
        lines = [around.format(word) for word in (label, label.upper(), "name")]
        if all(form_labels._LABEL.fullmatch(fold(line)) for line in lines):  # no letter of it is folded to another one
            assert len(list(form_labels.check(Document("\n".join(lines)), min_labels=3))) == 3, label


def test_spellings_are_all_texts_of_a_pattern() -> None:
    assert set(spellings(r"(?:work |home )?e-?mail")) == set(map("".join, product(["", "work ", "home "], ["email", "e-mail"])))
    assert set(spellings(r"node\.?js")) == {"nodejs", "node.js"}
    assert set(spellings(r"(?:(?:first|last)[ -]?)?name")) == {
        "name",
        *map("".join, product(["first", "last"], ["", " ", "-"], ["name"])),
    }
