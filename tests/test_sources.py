"""Whatever stands in files and folders becomes documents; what is wrong becomes a problem, never an error."""

from __future__ import annotations

import gzip
import io
import json
import os
import tracemalloc
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scrapelint.checks import Document, Hits, Problem, Rule, Severity, decoding
from scrapelint.checks.document import says_nothing
from scrapelint.checks.engine import Checker, RuleSet
from scrapelint.checks.records import split_front_matter
from scrapelint.checks.sources import (
    DEFAULT_ALIASES,
    STDIN,
    Chunk,
    Source,
    SourceOptions,
    cut,
    document_from_record,
    document_from_text,
    find_sources,
    read_bytes,
    read_chunk,
)

NAMES = ["a.txt", "a.md", "a.json", "a.jsonl", "a.txt.gz", "a.json.gz", "a.jsonl.gz", "a.unknown", "a"]

ANY_NAME = st.sampled_from(NAMES)


def gzipped(data: bytes, level: int = 9) -> bytes:
    """Packed without the time of day, which would give a parameter another name in each of the processes that run tests."""
    return gzip.compress(data, level, mtime=0)


def rules(doc: Document) -> list[str]:
    return [problem.rule for problem in doc.problems]


def problems(doc: Document) -> list[tuple[str, int, int]]:
    return [(problem.rule, problem.start, problem.end) for problem in doc.problems]


def seen(docs: list[Document]) -> list[tuple[int | None, str, list[str]]]:
    return [(doc.record, doc.text, rules(doc)) for doc in docs]


def everything(doc: Document, first: int = 0) -> Any:
    record = None if doc.record is None else doc.record + first
    return (
        record,
        doc.text,
        dict(doc.fields),
        doc.path,
        doc.first_line,
        [vars(problem) for problem in doc.problems],
    )


def assert_valid(docs: list[Document]) -> None:
    assert docs
    numbers = [doc.record for doc in docs]
    assert numbers in ([None], list(range(1, len(docs) + 1)))
    for doc in docs:
        for text in (doc.text, *doc.fields.values(), *(problem.message for problem in doc.problems)):
            assert isinstance(text, str)
            text.encode()  # no lone surrogates
        for problem in doc.problems:
            assert 0 <= problem.start <= problem.end <= len(doc.text)
        assert doc.text.strip() or doc.problems


# Any input at all.

PIECES = st.sampled_from(
    [
        *(char.encode() for char in '[]{},:" \n\\'),
        *(
            b"\xe9",
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"\x00",
            b"\x1f\x8b",
            b"\r\n",
            b"---\n",
            b"\\ud83d",
            b"\\u00e9",
            b"NaN",
        ),
        *(
            b'{"text": "a"}',
            b'{"text": ["a", "b"]}',
            b'{"title": null, "body": ""}',
            b'"text"',
            b"title: a\n",
            b"1e999",
        ),
    ]
)
BROKEN_JSON = st.lists(PIECES, max_size=30).map(b"".join)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["text", "Title", "date", "author", "article", "url", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.binary(max_size=300) | BROKEN_JSON, ANY_NAME)
def test_any_bytes_under_any_name_give_valid_documents(data: bytes, name: str) -> None:
    assert_valid(read_bytes(data, name))


@given(BROKEN_JSON, st.integers(0, 60), ANY_NAME)
def test_any_damaged_archive_gives_valid_documents(data: bytes, length: int, name: str) -> None:
    assert_valid(read_bytes(gzipped(data)[:length], name))


@given(JSON_VALUES, st.booleans(), st.sampled_from(["a.json", "a.jsonl", "a"]))
def test_any_json_value_gives_valid_documents_and_is_not_broken(value: Any, ascii_only: bool, name: str) -> None:
    data = json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    docs = read_bytes(data, name)
    assert_valid(docs)
    assert not any("broken-json" in rules(doc) for doc in docs)


@given(
    st.dictionaries(st.text(max_size=5), JSON_VALUES, max_size=3)
    | st.dictionaries(st.sampled_from(["text", "title"]), JSON_VALUES)
)
def test_any_record_gives_a_valid_document(record: dict[str, Any]) -> None:
    assert_valid([document_from_record(record, path="a", record=1)])


@given(st.text(st.characters()), st.dictionaries(st.sampled_from(["title", "date"]), st.text(st.characters())))
def test_any_text_gives_a_valid_document(text: str, fields: dict[str, str]) -> None:
    doc = document_from_text(text, fields=fields)
    assert_valid([doc])
    assert len(text) == len(doc.text)


@given(
    st.lists(st.text(min_size=1).filter(lambda text: not says_nothing(text)), min_size=1, max_size=5),
    st.sampled_from(["lines", "array"]),
)
def test_what_was_written_as_json_is_read_as_it_was(texts: list[str], form: str) -> None:
    records = [{"text": text} for text in texts]
    data = json.dumps(records) if form == "array" else "\n".join(map(json.dumps, records))
    docs = read_bytes(data.encode(), "a.json" if form == "array" else "a.jsonl")
    assert [(number, text, []) for number, text in enumerate(texts, 1)] == seen(docs)


# Text files and their bytes.


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz"])
def test_byte_order_marks_are_honoured_and_removed(encoding: str, name: str) -> None:
    data = "Café 👍\r\n".encode(encoding)
    doc = read_bytes(gzipped(data) if name.endswith(".gz") else data, name)[0]
    assert (doc.text, rules(doc)) == ("Café 👍\r\n", [])


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_both_orders_of_wide_encodings_are_read_in_feeds_too(codec: str) -> None:
    data = '\ufeff{"text": "Café"}\n{"text": "👍"}\n'.encode(codec)
    assert seen(read_bytes(data, "a.jsonl")) == [(1, "Café", []), (2, "👍", [])]


@pytest.mark.parametrize(
    ("data", "text", "places", "message"),
    [
        (b"caf\xe9", "caf�", [(3, 4)], "byte 0xE9 at offset 3 is not UTF-8; as windows-1252 it reads 'é'"),
        (
            b"\x93\x94 a",
            "�� a",
            [(0, 2)],
            "bytes 0x93 0x94 at offset 0 are not UTF-8; as windows-1252 they read '“”'",
        ),
        (
            b"\xef\xbb\xbf\xc3\xa9\xe9",
            "é�",
            [(1, 2)],
            "byte 0xE9 at offset 5 is not UTF-8; as windows-1252 it reads 'é'",
        ),
        (
            b"a \xe2\x80",
            "a ��",
            [(2, 4)],
            "bytes 0xE2 0x80 at offset 2 are not UTF-8; they begin a character that was cut",
        ),
        (b"a \x81", "a �", [(2, 3)], "byte 0x81 at offset 2 is not UTF-8"),
        (b"\xed\xa0\xbd", "���", [(0, 3)], None),
        ("é\n".encode("utf-16") + b"\x00", "é\n�", [(2, 3)], "what stands here is not UTF-16-LE"),
        (b"\xff\xfe\x3d\xd8a\x00", "�a", [(0, 1)], "what stands here is not UTF-16-LE"),
        (
            b"\xff\xfe\x00\x00\x00\x00\x11\x00a\x00\x00\x00",
            "�a",
            [(0, 1)],
            "what stands here is not UTF-32-LE",
        ),
    ],
)
def test_each_bad_byte_is_one_replacement_character_with_its_place(
    data: bytes, text: str, places: list[tuple[int, int]], message: str | None
) -> None:
    (doc,) = read_bytes(data, "a.txt")
    assert (text, [("undecodable-bytes", *place) for place in places]) == (doc.text, problems(doc))
    assert message in (None, doc.problems[0].message)


def test_replacement_characters_that_were_there_are_left_alone() -> None:
    assert seen(read_bytes("a � b".encode(), "a.txt")) == [(None, "a � b", [])]


def test_runs_of_bad_bytes_are_reported_up_to_100_and_then_counted() -> None:
    (doc,) = read_bytes(b"a\xe9" * 150, "a.txt")
    assert (len(doc.problems), doc.text) == (101, "a�" * 150)
    assert (
        doc.problems[100].start,
        doc.problems[100].end,
        doc.problems[100].message[:7],
    ) == (201, 202, "50 more")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"PK\x03\x04", "a ZIP archive"),
        (gzipped(gzipped(b"a")), "a gzip archive within a gzip archive"),
        (bytes(range(256)) * 4, "control characters"),
        ("Ferry strike".encode("utf-16-le"), "UTF-16 without a byte order mark"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.jsonl", "a"])
def test_binary_files_are_told_from_text(data: bytes, said: str, name: str) -> None:
    (doc,) = read_bytes(data, name)
    assert (doc.text, rules(doc)) == ("", ["binary-file"])
    assert said in doc.problems[0].message


@pytest.mark.parametrize(
    "data",
    [b"Ferry\x00 strike", b"\x1b[31mFerry\x1b[0m", b"Ferry\x0cstrike\x07", b"\xcf\xe0\xf0\xee\xec " * 9],
)
def test_stray_control_characters_and_other_alphabets_are_not_binary(data: bytes) -> None:
    assert "binary-file" not in rules(read_bytes(data, "a.txt")[0])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_a_file_without_text_is_empty(data: bytes, name: str) -> None:
    (doc,) = read_bytes(data, name)
    assert {"empty-file", "cut-archive"} & set(rules(doc))


# Front matter.

FRONT = """\
---
title: "Ferry strike: day two"
Published-At: 2025-03-02
authors:
  - Ann Lee
  - Bo Day
tags: [sea, work]
summary: >
  goes on
  here
# a remark
lang: en
---

Crews walked out.
"""


def test_front_matter_becomes_fields_and_leaves_the_text() -> None:
    (doc,) = read_bytes(FRONT.encode(), "a.md")
    fields = {
        "title": "Ferry strike: day two",
        "date": "2025-03-02",
        "author": "Ann Lee, Bo Day",
        "language": "en",
    }
    assert ("Crews walked out.\n", 15, fields) == (doc.text, doc.first_line, dict(doc.fields))


@pytest.mark.parametrize(
    "text",
    [
        "---\nThe ferry crews walked out.\n---\nDay two.\n",
        "---\ntitle: Ferry strike\nDay two.\n",
        "Ferry strike\n---\ntitle: x\n---\n",
        "---\n---\nDay two.\n",
        "--- \n\n---\n",
    ],
)
def test_rulers_are_not_front_matter(text: str) -> None:
    assert split_front_matter(text) == ({}, 0)


def test_lines_of_findings_are_those_of_the_file_and_the_whole_document_is_line_1() -> None:
    def check(doc: Document) -> Hits:
        yield doc.lines[0], "here"
        yield doc.beginning, "everything"

    rule = Rule("test", "spacing", Severity.INFO, "A test.", "", "", check=check)
    ((doc,), rules) = read_bytes(FRONT.encode(), "a.md"), RuleSet.of([rule])
    report = Checker(lambda _doc: rules, excerpts=True).check(doc)
    assert [(f.line, f.end_line, f.start, f.end) for f in report.findings] == [(1, 1, 0, 0), (15, 15, 0, 17)]
    assert [excerpt.marked for excerpt in report.excerpts] == ["", "Crews walked out."]


def test_bad_bytes_below_front_matter_have_their_place_in_the_text_and_their_offset_in_the_file() -> None:
    (doc,) = read_bytes(b"---\ntitle: Caf\xe9\n---\nDay \xe9\n", "a.md")
    assert (doc.text, doc.title) == ("Day �\n", "Caf�")
    assert problems(doc) == [("undecodable-bytes", 0, 0), ("undecodable-bytes", 4, 5)]
    assert "at offset 24" in doc.problems[1].message


# JSON and JSON Lines.

BROKEN = ["broken-json"]


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        ('{"text": "a"}', "a.json", [(None, "a", [])]),
        ('[{"text": "a"}, "b"]', "a.json", [(1, "a", []), (2, "b", [])]),
        ('{"text": "a"}\n\n{"text": "b"}\n', "a.jsonl", [(1, "a", []), (2, "b", [])]),
        ('{"text": "a"}\r\n{"text": "b"}', "a.json", [(1, "a", []), (2, "b", [])]),
        ('{"text": "a"}\n{"text": "b"}', "a", [(1, "a", []), (2, "b", [])]),
        ('[\n{"text": "a"},\n{"text": "b"}\n]\n', "a.jsonl", [(1, "a", []), (2, "b", [])]),
        ('{\n"text": "a"\n}\n', "a.jsonl", [(None, "a", [])]),
        ('{"n": 2, "articles": [{"text": "a"}, {"text": "b"}]}', "a.json", [(1, "a", []), (2, "b", [])]),
        ('[Photo] {"text"}', "a", [(None, '[Photo] {"text"}', [])]),
        ('{"text": "a", "n": NaN, "big": 1e999}', "a.jsonl", [(1, "a", [])]),
        ('{"text": "a", "id": ' + "1" * 5000 + "}", "a.jsonl", [(1, "a", [])]),
        ("17", "a.jsonl", [(1, "", ["missing-text"])]),
        ("[1]", "a.json", [(1, "", ["missing-text"])]),
        # Broken, and what is read all the same.
        ('{"text": "a"}{"text": "b"}\n"c"', "a.jsonl", [(1, "a", []), (2, "b", BROKEN), (3, "c", [])]),
        ('{"text": "a"}\n{"text": "b\n"c"', "a.jsonl", [(1, "a", []), (2, "", BROKEN), (3, "c", [])]),
        ('{"text": "a"} x\n"b"', "a.jsonl", [(1, "a", []), (2, "", BROKEN), (3, "b", [])]),
        ('{"text": "a"},\n', "a.jsonl", [(1, "a", BROKEN)]),
        ('{"text": "a\tb"}', "a.jsonl", [(1, "a\tb", BROKEN)]),
        ('[{"text": "a"}, {"text": "b"}', "a.json", [(1, "a", []), (2, "b", BROKEN)]),
        ('[{"text": "a"}, {"text": "b', "a.json", [(1, "a", []), (2, "", BROKEN)]),
        ('[{"text": "a"}, {"text": "b"},]', "a.json", [(1, "a", []), (2, "b", BROKEN)]),
        ('[{"text": "a"}][{"text": "b"}]', "a.json", [(1, "a", []), (2, "b", BROKEN)]),
        ('[{"text": "a"} {"text": "b"} "c"]', "a.json", [(1, "a", []), (2, "b", BROKEN), (3, "c", [])]),
        ('[{"text": "a" "b"}, {"text": "c"}]', "a.json", [(1, "", BROKEN), (2, "c", [])]),
        ('{"text": "a"} trailing', "a.json", [(1, "a", []), (2, "", BROKEN)]),
        ("[", "a.json", [(None, "", BROKEN)]),
        ("<html></html>", "a.json", [(None, "", BROKEN)]),
        ("[" * 100_000, "a.json", [(1, "", BROKEN)]),
        ('{"text": ' + "[" * 100_000 + '\n{"text": "b"}', "a.jsonl", [(1, "", BROKEN), (2, "b", [])]),
        ('{"a":' * 100_000, "a.jsonl", [(1, "", BROKEN)]),
    ],
)  # fmt: skip
def test_feeds_are_read_record_by_record(data: str, name: str, expected: list[Any]) -> None:
    assert expected == seen(read_bytes(data.encode(), name))


@pytest.mark.parametrize(
    ("data", "name", "line", "column", "said"),
    [
        ('{"text": "a"}\n\n{"text": "b', "a.jsonl", 3, 10, "no end"),
        ("{'text': 'a'}", "a.jsonl", 1, 2, "json.dumps"),
        ('{"text": "a",}', "a.jsonl", 1, 13, "comma"),
        ('{"text": "a"}{"text": "b"}', "a.jsonl", 1, 14, "same line"),
        ('[{"text": "a"}\n][', "a.json", 2, 2, "appended"),
        ('[\n{"text": "é"},\n]', "a.json", 3, 1, "comma before the closing bracket"),
        ('{"text": "a', "a.json", 1, 10, "no end"),
        ('{"text": ', "a.json", 1, 10, "cut"),
        ("<!DOCTYPE html>", "a.json", 1, 1, "HTML"),
        ('{"text": "a\x07"}', "a.jsonl", 1, 12, "U+0007"),
    ],
)
def test_broken_json_is_reported_with_line_and_column_of_the_file(
    data: str, name: str, line: int, column: int, said: str
) -> None:
    (problem,) = [problem for doc in read_bytes(data.encode(), name) for problem in doc.problems]
    assert ("broken-json", line, column) == (problem.rule, problem.line, problem.column)
    assert said in problem.message


def test_the_message_of_a_rule_names_line_and_column() -> None:
    (doc,) = read_bytes(b'\n{"text', "a.jsonl")
    ((span, message),) = doc.problem_hits("broken-json")
    assert (span.start, span.end, message[:30]) == (0, 0, "line 2, column 2 of the file: ")


def test_bad_bytes_and_lone_surrogates_in_records_have_their_place_in_the_text() -> None:
    (doc,) = read_bytes(b'{"title": "\\ude00", "text": "caf\xe9 \\ud83d\\ude00 \\ud83d"}', "a.jsonl")
    assert ("caf� 👍�".replace("👍�", "😀 �"), "�") == (doc.text, doc.title)
    assert problems(doc) == [
        ("undecodable-bytes", 0, 0),
        ("undecodable-bytes", 3, 4),
        ("undecodable-bytes", 7, 8),
    ]
    assert [problem.message for problem in doc.problems] == [
        "in the title: lone surrogate \\ude00, half of a character",
        "byte 0xE9 is not UTF-8; as windows-1252 it reads 'é'",
        "lone surrogate \\ud83d, half of a character",
    ]


def test_many_broken_records_are_given_up_after_100() -> None:
    data = b"[" + b'{"text": "a" 1},\n' * 1000 + b"]"
    docs = read_bytes(data, "a.json")
    assert len(docs) == 100
    assert "the rest is not read" in docs[-1].problems[0].message


# Fields.


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"headline": "A"}, {"title": "A"}),
        ({"headline": "B", "title": "A"}, {"title": "A"}),
        ({"title": "", "headline": "B"}, {"title": "B"}),
        ({"title": None}, {"title": ""}),
        ({"DATE_Published": "2025"}, {"date": "2025"}),
        ({"date": ""}, {"date": ""}),
        ({"pubDate": 1741000000}, {"date": "1741000000"}),
        ({"author": {"name": "Ann", "url": "https://ann.example"}}, {"author": "Ann"}),
        ({"authors": ["Ann", {"name": "Bo"}, None]}, {"author": "Ann, Bo"}),
        ({"author": None, "site": "", "id": []}, {}),
        ({"source": {"id": None, "name": "The Star"}}, {"site": "The Star"}),
        ({"url": ["https://a.example", "https://b.example"]}, {"url": "https://a.example"}),
        ({"metadata": {"title": "A", "language": "en"}}, {"title": "A", "language": "en"}),
        ({"metadata": {"title": "B"}, "title": "A"}, {"title": "A"}),
        ({"_id": {"$oid": "1"}, "ID": 7}, {"id": "7"}),
        ({"in language": "de"}, {"language": "de"}),
        ({"title": 10**5000}, {"title": ""}),
        ({"anything": {"title": "A"}}, {}),
    ],
)
def test_fields_are_found_by_their_aliases(record: dict[str, Any], expected: dict[str, str]) -> None:
    doc = document_from_record({"text": "a", **record}, path="a")
    assert (expected, "a") == (dict(doc.fields), doc.text)


@pytest.mark.parametrize(
    ("record", "text"),
    [
        ({"articleBody": "a"}, "a"),
        ({"body": "b", "text": "a"}, "a"),
        ({"text": None, "body": "b"}, "b"),
        ({"text": ["a", "b"]}, "a\nb"),
        ({"article": {"body": "a"}}, "a"),
        ({"_source": {"content": "a"}}, "a"),
        ({"content": {"text": "a"}}, "a"),
    ],
)
def test_the_text_is_found_by_its_aliases_and_one_level_down(record: dict[str, Any], text: str) -> None:
    doc = document_from_record(record, path="a")
    assert (text, []) == (doc.text, rules(doc))


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (
            {"title": "A", "url": "B"},
            "no text field; looked for text, body, content …; the record has title, url; set",
        ),
        ({}, "the record has no fields at all"),
        ({"text": ""}, "the text field 'text' is empty"),
        ({"body": None}, "the text field 'body' is empty"),
        ({"text": 5}, "the text field 'text' is a number, not a text"),
        ({"text": {"a": 1}}, "the text field 'text' is an object, not a text"),
        ({"text": [1]}, "the text field 'text' is a list of other things than strings, not a text"),
    ],
)
def test_a_record_without_text_says_what_it_has(record: dict[str, Any], said: str) -> None:
    doc = document_from_record(record, path="a")
    assert (doc.text, rules(doc)) == ("", ["missing-text"])
    assert said in doc.problems[0].message


def test_aliases_can_be_set() -> None:
    options = SourceOptions(fields={**DEFAULT_ALIASES, "text": ("inhalt",)})
    docs = read_bytes(b'{"Inhalt": "a", "text": "b"}\n{"text": "b"}', "a.jsonl", options)
    assert seen(docs) == [(1, "a", []), (2, "", ["missing-text"])]


def test_options_go_to_other_processes() -> None:
    import pickle

    assert SourceOptions() == pickle.loads(pickle.dumps(SourceOptions()))  # noqa: S301


# Archives and sizes.

STORY = "".join(f"Day {day} of the ferry strike passed without talks.\n" for day in range(2000))


@pytest.mark.parametrize("share", [0.0001, 0.01, 0.3, 0.9, 0.999])
def test_what_is_left_of_a_cut_archive_is_read(share: float) -> None:
    packed = gzipped(STORY.encode())
    (doc,) = read_bytes(packed[: int(len(packed) * share) + 2], "a.txt.gz")
    assert rules(doc) == ["cut-archive"]
    assert STORY.startswith(doc.text)
    assert len(doc.text) >= (share - 0.3) * len(STORY)


@settings(max_examples=60)
@given(st.integers(0, 10_000), st.integers(1, 255))
def test_a_changed_byte_in_an_archive_is_noticed_or_does_no_harm(place: int, change: int) -> None:
    packed = bytearray(gzipped(STORY[:5000].encode()))
    packed[place % len(packed)] ^= change
    docs = read_bytes(bytes(packed), "a.txt.gz")
    assert_valid(docs)
    assert "cut-archive" in rules(docs[0]) or STORY[:5000] == docs[0].text


@pytest.mark.parametrize("data", [gzipped(b"a") + gzipped(b"b"), gzipped(b"ab") + bytes(600)])
def test_archives_in_a_row_and_padding_are_fine(data: bytes) -> None:
    assert seen(read_bytes(data, "a.txt.gz")) == [(None, "ab", [])]


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (gzipped(b'{"text": "a"}\n{"text": "b"}\n'), "a.jsonl", [(1, "a", []), (2, "b", [])]),
        (gzipped(b"a"), "a", [(None, "a", [])]),
        (b"a", "a.txt.gz", [(None, "a", ["cut-archive"])]),
        (gzipped(b"a") + b"b", "a.txt.gz", [(None, "a", ["cut-archive"])]),
        (
            gzipped(b'{"text": "a"}\n{"text": "b"}\n')[:-4],
            "a.jsonl.gz",
            [(1, "a", []), (2, "b", ["cut-archive"])],
        ),
        (gzipped(b'[{"text": "a"}]')[:-9], "a.json.gz", [(1, "a", ["cut-archive"])]),
        (gzipped(b"")[:12], "a.jsonl.gz", [(None, "", ["cut-archive"])]),
    ],
)
def test_archives_are_known_by_name_or_first_bytes(data: bytes, name: str, expected: list[Any]) -> None:
    assert expected == seen(read_bytes(data, name))


SMALL = SourceOptions(max_document_chars=10)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"0123456789", "a.txt", [(None, "0123456789", [])]),
        (b"0123456789a", "a.txt", [(None, "", ["oversized-input"])]),
        (b"a" * 100, "a.txt", [(None, "", ["oversized-input"])]),
        (b'{"text": "0123456789a"}\n"b"', "a.jsonl", [(1, "", ["oversized-input"]), (2, "b", [])]),
        (
            b'{"text": "' + b"a" * 2_000_000 + b'"}\n"b"',
            "a.jsonl",
            [(1, "", ["oversized-input"]), (2, "b", [])],
        ),
        (b'"a"\n' + b" " * 2_000_000, "a.jsonl", [(1, "a", []), (2, "", ["oversized-input"])]),
        (b'[{"text": "0123456789a"}, "b"]', "a.json", [(1, "", ["oversized-input"]), (2, "b", [])]),
    ],
)
def test_what_is_too_long_is_reported_and_nothing_else_lost(data: bytes, name: str, expected: list[Any]) -> None:
    assert expected == seen(read_bytes(data, name, SMALL))


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz"])
def test_an_archive_that_unpacks_to_much_does_not_fill_the_memory(name: str) -> None:
    packed = gzipped(b"a" * 60_000_000, 1)
    tracemalloc.start()
    try:
        docs = read_bytes(packed, name, SMALL)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert {rule for doc in docs for rule in rules(doc)} == {"oversized-input"}
    assert peak < 8_000_000


def test_an_archive_of_ever_the_same_record_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each record is small, but reports on a hundred million of them would fill the memory."""
    monkeypatch.setattr(decoding, "MAX_UNPACKED_BYTES", 100_000)
    docs = read_bytes(gzipped(b'{"text": "y"}\n' * 500_000, 9), "a.jsonl.gz")
    assert "oversized-input" in {rule for doc in docs for rule in rules(doc)}
    assert len(docs) < 250_000


# Chunks.


def read_cut(source: Source, chunk_bytes: int) -> list[Any]:
    found: list[Any] = []
    for chunk in cut(source, chunk_bytes):
        docs = list(read_chunk(chunk))
        found += [everything(doc, len(found)) for doc in docs]
    return found


LINES = st.lists(
    st.sampled_from(
        [
            '{"text": "a"}',
            '{"text": "é"}',
            "",
            "  ",
            '{"text": "',
            '"b"{"text": "c"}',
            '"d",',
            "[]",
            "{",
            '{"text": "' + "e" * 30 + '"}',
        ]
    ),
    max_size=8,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    LINES,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe"]),
    st.booleans(),
)
def test_a_feed_in_chunks_of_any_size_gives_the_same_documents(
    tmp_path: Path, lines: list[str], end: str, mark: bytes, closed: bool
) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(mark + (end.join(lines) + (end if closed else "")).encode())
    (source,), _ = find_sources([str(path)])
    (whole,) = cut(source, max(1, source.size))
    expected = [everything(doc) for doc in read_chunk(whole)]
    for size in range(1, source.size):
        assert expected == read_cut(source, size)


def test_only_large_feeds_are_cut() -> None:
    names = ["a.txt", "a.json", "a.jsonl.gz"]
    kinds = [
        Source("a.txt", 10),
        Source("a.json", 10, "json"),
        Source("a.jsonl.gz", 10, "jsonl", gzip=True),
        Source(STDIN),
    ]
    assert [len(cut(source, 1)) for source in kinds] == [1, 1, 1, 1], names


def test_chunks_cover_a_feed_without_gaps(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(b'{"text": "a"}\n' * 10)
    chunks = cut(Source(str(path), 140, "jsonl"), 50)
    assert [(chunk.start, chunk.end) for chunk in chunks] == [(0, 50), (50, 100), (100, None)]


# Files, folders, patterns, standard input.


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files, as the working directory."""
    monkeypatch.chdir(tmp_path)
    for name in (
        "feeds/a.jsonl", "feeds/b.txt", "feeds/old/c.md", "feeds/old/d.TXT", "feeds/photo.png",
        "feeds/.hidden/e.txt", "feeds/node_modules/f.txt", "feeds/.g.txt", "feeds/z.ndjson.gz", "top.txt",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b'{"text": "a"}')
    (tmp_path / "empty").mkdir()
    return tmp_path


IN_FEEDS = ["feeds/a.jsonl", "feeds/b.txt", "feeds/old/c.md", "feeds/old/d.TXT", "feeds/z.ndjson.gz"]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["feeds"], IN_FEEDS),
        (["feeds/"], IN_FEEDS),
        (["./feeds"], IN_FEEDS),
        (["."], [*IN_FEEDS, "top.txt"]),
        (["top.txt", "feeds"], ["top.txt", *IN_FEEDS]),
        (
            ["feeds/old", "feeds"],
            ["feeds/old/c.md", "feeds/old/d.TXT", "feeds/a.jsonl", "feeds/b.txt", "feeds/z.ndjson.gz"],
        ),
        (["feeds/b.txt", "./feeds/b.txt", "feeds/../feeds/b.txt"], ["feeds/b.txt"]),
        (["feeds/photo.png", "feeds/.g.txt"], ["feeds/photo.png", "feeds/.g.txt"]),
        (["feeds/old/../old"], ["feeds/old/../old/c.md", "feeds/old/../old/d.TXT"]),
        (["feeds/*.txt"], ["feeds/b.txt"]),
        (["**/**/**/**/*.md"], ["feeds/old/c.md"]),
        (["feeds/**/*.md"], ["feeds/old/c.md"]),
        (["**/*.txt"], ["feeds/b.txt", "top.txt"]),
        (["./**/*.txt"], ["feeds/b.txt", "top.txt"]),
        (
            ["feeds/**"],
            [
                "feeds/a.jsonl",
                "feeds/b.txt",
                "feeds/old/c.md",
                "feeds/old/d.TXT",
                "feeds/photo.png",
                "feeds/z.ndjson.gz",
            ],
        ),
        (["f*ds"], IN_FEEDS),
        (["feeds/[ab].*"], ["feeds/a.jsonl", "feeds/b.txt"]),
        (["feeds/[!a].txt"], ["feeds/b.txt"]),
        (["feeds/?.txt"], ["feeds/b.txt"]),
        (["-", "top.txt", "-"], [STDIN, "top.txt"]),
    ],
)
@pytest.mark.usefixtures("tree")
def test_files_are_found_once_in_a_fixed_order(paths: list[str], expected: list[str]) -> None:
    sources, troubles = find_sources(paths)
    assert (expected, []) == ([source.path for source in sources], troubles)


def test_absolute_paths_and_patterns_stay_absolute(tree: Path) -> None:
    sources, _ = find_sources([f"{tree.as_posix()}/feeds/*.txt", str(tree / "top.txt")])
    assert [f"{tree.as_posix()}/feeds/b.txt", f"{tree.as_posix()}/top.txt"] == [source.path for source in sources]


@pytest.mark.parametrize("path", ["missing.txt", "empty", "feeds/*.csv", "no/*/such", "a\0b", "x" * 5000, "top.txt/a", ""])
@pytest.mark.usefixtures("tree")
def test_a_path_with_nothing_to_read_is_named(path: str) -> None:
    sources, troubles = find_sources([path, "top.txt"])
    assert (["top.txt"], [path]) == (
        [source.path for source in sources],
        [trouble.path for trouble in troubles],
    )


def test_folders_above_are_not_hidden_folders(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree / "empty")
    assert [f"../{path}" for path in IN_FEEDS] == [source.path for source in find_sources(["../feeds"])[0]]
    assert [source.path for source in find_sources(["../*.txt"])[0]] == ["../top.txt"]


def test_patterns_with_brackets_in_existing_names_are_names(tree: Path) -> None:
    (tree / "[a].txt").write_text("a")
    assert [source.path for source in find_sources(["[a].txt"])[0]] == ["[a].txt"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (SourceOptions(include=("*.png",)), ["feeds/photo.png"]),
        (
            SourceOptions(exclude=("OLD", ".*", "node_modules")),
            ["feeds/a.jsonl", "feeds/b.txt", "feeds/z.ndjson.gz"],
        ),
        (
            SourceOptions(exclude=("feeds/old/*.md", "*.gz", ".*", "node_modules/")),
            ["feeds/a.jsonl", "feeds/b.txt", "feeds/old/d.TXT"],
        ),
        (SourceOptions(include=("*.md",), exclude=()), ["feeds/old/c.md"]),
    ],
)
@pytest.mark.usefixtures("tree")
def test_include_and_exclude_can_be_set(options: SourceOptions, expected: list[str]) -> None:
    assert expected == [source.path for source in find_sources(["feeds"], options)[0]]


def test_kinds_and_archives_are_told_by_name_or_content(tree: Path) -> None:
    (tree / "a").write_bytes(b'{"text": "a"}\n{"text": "b"}\n')
    (tree / "b.dat").write_bytes(gzipped(b'[{"text": "a"}]'))
    found = find_sources(["a", "b.dat", "feeds/a.jsonl", "feeds/z.ndjson.gz", "top.txt"])[0]
    expected = [("jsonl", False), ("json", True), ("jsonl", False), ("jsonl", True), ("text", False)]
    assert expected == [(source.kind, source.gzip) for source in found]
    assert [found[0].size, found[4].size] == [28, 13]


def link(path: Path, target: Path) -> None:
    try:
        path.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        pytest.skip("symbolic links need a privilege here")


def test_loops_of_symbolic_links_end(tree: Path) -> None:
    for name in ("loop", "again"):
        link(tree / "feeds" / name, tree / "feeds")
        link(tree / "feeds" / "old" / name, tree)
    link(tree / "feeds" / "broken.txt", tree / "nothing")
    link(tree / "feeds" / "self.txt", tree / "feeds" / "self.txt")
    assert {*IN_FEEDS, "feeds/old/again/top.txt"} == {source.path for source in find_sources(["feeds"])[0]}
    assert [source.path for source in find_sources(["feeds/**/*.txt"])[0]] == [
        "feeds/b.txt",
        "feeds/old/again/top.txt",
    ]
    assert [trouble.path for trouble in find_sources(["feeds/self.txt"])[1]] == ["feeds/self.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_pipes_and_devices_are_named_and_not_opened(tree: Path) -> None:
    os.mkfifo(tree / "pipe.txt")
    assert (
        find_sources(["pipe.txt"])[0],
        [trouble.path for trouble in find_sources(["pipe.txt"])[1]],
    ) == ([], ["pipe.txt"])
    assert "feeds/b.txt" in [source.path for source in find_sources(["."])[0]]


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_files_without_permission_are_reported(tree: Path) -> None:
    (tree / "top.txt").chmod(0)
    (doc,) = read_chunk(Chunk(find_sources(["top.txt"])[0][0]))
    assert (rules(doc), doc.problems[0].message[:17]) == (["unreadable-file"], "permission denied")


@pytest.mark.parametrize(
    "chunk", [Chunk(Source("gone.txt")), Chunk(Source("gone.jsonl", 9, "jsonl"), 3, 6), Chunk(Source(".", 0))]
)
@pytest.mark.usefixtures("tree")
def test_files_that_went_away_are_reported(chunk: Chunk) -> None:
    (doc,) = read_chunk(chunk)
    assert (["unreadable-file"], None, chunk.source.path) == (rules(doc), doc.record, doc.path)


class FailingFile(io.RawIOBase):
    """A file on a disk that fails after the first record."""

    def __init__(self) -> None:
        self._parts = [b'{"text": "a"}\n{"text": "b"}\n{"te']

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._parts:
            raise OSError(5, "Input/output error")
        part = self._parts.pop()
        buffer[: len(part)] = part
        return len(part)


def test_a_disk_that_fails_on_the_way_is_reported_with_what_was_read() -> None:
    docs = list(read_chunk(Chunk(Source(STDIN)), stdin=io.BufferedReader(FailingFile(), 64)))
    assert docs[0].text == "a"
    assert "unreadable-file" in rules(docs[-1])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Day two.\n", [(None, "Day two.\n", [])]),
        (b'{"text": "a"}\n', [(None, "a", [])]),
        (b'{"text": "a"}\n{"text": "b"}\n', [(1, "a", []), (2, "b", [])]),
        (b'[{"text": "a"}]', [(1, "a", [])]),
        (gzipped(b"Day two."), [(None, "Day two.", [])]),
        (b"", [(None, "", ["empty-file"])]),
    ],
)
def test_standard_input_is_read_as_what_it_looks_like(data: bytes, expected: list[Any]) -> None:
    docs = list(read_chunk(Chunk(Source(STDIN)), stdin=io.BytesIO(data)))
    assert (expected, {STDIN}) == (seen(docs), {doc.path for doc in docs})


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname == "Darwin", reason="names are Unicode here")
def test_file_names_that_are_not_utf_8_are_shown_with_escapes_and_opened_all_the_same(tree: Path) -> None:
    Path(os.fsdecode(os.fsencode(str(tree)) + b"/caf\xe9.txt")).write_text("a")
    (source,) = (source for source in find_sources(["."])[0] if "caf" in source.path)
    assert source.path == "caf\\udce9.txt"
    assert [doc.text for doc in read_chunk(Chunk(source))] == ["a"]


def test_sources_and_chunks_can_be_encoded() -> None:
    chunk = Chunk(Source("a.jsonl", 9, "jsonl"), 3, 6)
    assert chunk == msgspec.msgpack.decode(msgspec.msgpack.encode(chunk), type=Chunk)


def test_problems_keep_their_defaults() -> None:
    assert (
        Problem("a", "b").start,
        Problem("a", "b").end,
        Problem("a", "b").line,
        Problem("a", "b").column,
    ) == (0, 0, 0, 0)
