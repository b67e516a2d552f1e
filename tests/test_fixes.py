"""Fixes: what they leave, that they end, that nothing else changes, and that every byte comes back."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import stat
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import scrapelint.samples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scrapelint.checks import Document, FileReport, Hits, Rule, Severity
from scrapelint.checks.config import Config, Rules
from scrapelint.checks.discovery import find_rules, load_rules
from scrapelint.checks.engine import Checker, RuleSet
from scrapelint.checks.fixes import Edit, Fixed, apply, compose, fix_text, inverse, unified
from scrapelint.checks.rewrite import Fixer, find_literal, fix_file, look_at, side_file_of, undo
from scrapelint.checks.sources import Chunk, SourceOptions, find_sources, read_chunk
from scrapelint.testing import example_document

if TYPE_CHECKING:
    from collections.abc import Callable

SAMPLES = Path(scrapelint.samples.__path__[0])
RULES = load_rules(find_rules().values())
CHECKER = Checker(Rules(Config()).for_document)
OPTIONS = SourceOptions()


def run(*arguments: str, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[bytes]:
    """The command, as a process of its own, without the colours of the machine it runs on."""
    environment = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "TERM", "COLUMNS")}
    command = [sys.executable, "-W", "error", "-m", "scrapelint", *arguments]
    return subprocess.run(command, cwd=cwd, input=stdin.encode(), capture_output=True, env=environment, check=False, timeout=120)


def check(text: str) -> FileReport:
    return CHECKER.check(Document(text))


def checker_of(*checks: Callable[..., Hits], fix: Any = "safe") -> Checker:
    rules = [
        Rule(f"rule-{number}", "leftover", Severity.WARNING, "A rule.", "", __file__, check=function, fix=fix)
        for number, function in enumerate(checks)
    ]
    rule_set = RuleSet.of(rules)
    return Checker(lambda _doc: rule_set)


def fixed_by(text: str, *checks: Callable[..., Hits], fix: Any = "safe", unsafe: bool = False) -> Fixed:
    checker = checker_of(*checks, fix=fix)
    return fix_text(text, lambda changed: checker.check(Document(changed)), unsafe=unsafe)


def marked(text: str) -> str:
    """The text without what a rule flags that takes everything between < and >."""

    def flag(doc: Document) -> Hits:
        for match in re.finditer("<[^>]*>", doc.text):
            yield doc.span(*match.span()), "a mark", ""

    return fixed_by(text, flag).text


# What is left where something was taken.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("One.\n<x>\nTwo.\n", "One.\nTwo.\n"),
        ("One.\n\n<x>\n\nTwo.\n", "One.\n\nTwo.\n"),
        ("One.\n\n<x>\nTwo.\n", "One.\n\nTwo.\n"),
        ("One.\n<x>\n\nTwo.\n", "One.\n\nTwo.\n"),
        ("One.\n\n<x>\n<y>\n\n<z>\n\nTwo.\n", "One.\n\nTwo.\n"),
        ("One.\n<x>\n\n<y>\nTwo.\n", "One.\n\nTwo.\n"),
        ("One.\n\n\n<x>\n\n\nTwo.\n", "One.\n\n\nTwo.\n"),
        ("One.\n\n<x\ny>\n\nTwo.\n", "One.\n\nTwo.\n"),
        ("<x>\n\nOne.\n", "One.\n"),
        ("\n<x>\n\nOne.\n", "\nOne.\n"),
        ("One.\n\n<x>\n", "One.\n"),
        ("One.\n\n<x>", "One."),
        ("One.\n<x>\n<y>", "One."),
        ("One.\n\n<x>\n\n\n", "One.\n\n\n"),
        ("One.\r\n\r\n<x>\r\n\r\nTwo.\r\n", "One.\r\n\r\nTwo.\r\n"),
        ("One.\r\n<x>\r\n", "One.\r\n"),
        ("  <x>  \nOne.\n", "One.\n"),
        ("<x> <y>\nOne.\n", "One.\n"),
        ("One. <x> Two.\n", "One. Two.\n"),
        ("One. <x>\nTwo.\n", "One.\nTwo.\n"),
        ("<x> One.\nTwo.\n", "One.\nTwo.\n"),
        ("One <x>, two.\n", "One , two.\n"),
        ("One.\n<x\ny> Two.\nThree.\n", "One.\nTwo.\nThree.\n"),
        ("<x>\n", "\n"),
        ("<x>", ""),
    ],
)
def test_what_is_left_reads_as_if_it_had_never_been_there(before: str, after: str) -> None:
    assert marked(before) == after


def test_an_invisible_character_alone_in_its_line_leaves_the_line() -> None:
    def flag(doc: Document) -> Hits:
        for match in re.finditer("\u200b", doc.text):
            yield doc.span(*match.span()), "zero width", ""

    assert fixed_by("One.\n\u200b\nTwo\u200b.\n", flag).text == "One.\n\nTwo.\n"


# Which fixes are made.


def flag_x(doc: Document) -> Hits:
    for match in re.finditer("X", doc.text):
        yield doc.span(*match.span()), "an X", ""


def test_unsafe_fixes_are_made_only_when_asked_for() -> None:
    assert fixed_by("aXb", flag_x, fix="unsafe").text == "aXb"
    assert fixed_by("aXb", flag_x, fix=None).text == "aXb"
    assert fixed_by("aXb", flag_x, fix="unsafe", unsafe=True).text == "ab"


def test_a_hit_may_say_that_it_alone_is_not_safe() -> None:
    def flag(doc: Document) -> Hits:
        for match in re.finditer("[XY]", doc.text):
            yield doc.span(*match.span()), "a letter", "", match[0] == "X"

    assert fixed_by("aXbYc", flag).text == "abYc"
    assert fixed_by("aXbYc", flag, unsafe=True).text == "abc"


def test_of_overlapping_fixes_the_outer_one_is_made() -> None:
    def inner(doc: Document) -> Hits:
        for match in re.finditer("bc", doc.text):
            yield doc.span(*match.span()), "inner", "?"

    def outer(doc: Document) -> Hits:
        for match in re.finditer("abcd", doc.text):
            yield doc.span(*match.span()), "outer", "!"

    assert fixed_by("abcd bc", inner, outer).text == "! ?"


def test_a_fix_that_brings_a_new_finding_is_not_made_and_others_are() -> None:
    """The line above the mark ends with a comma: without the mark, the text would end there."""

    def comma(doc: Document) -> Hits:
        if doc.text.rstrip().endswith(","):
            yield doc.beginning, "ends with a comma"

    found = fixed_by("OneX,\nX\n", flag_x, comma)
    assert (found.text, found.held_back) == ("OneX,\nX\n", ("rule-0", "rule-0"))

    def flag_y(doc: Document) -> Hits:
        for match in re.finditer("Y", doc.text):
            yield doc.span(*match.span()), "a Y", ""

    found = fixed_by("OneY,\nX\n", flag_x, flag_y, comma)
    assert (found.text, found.held_back) == ("One,\nX\n", ("rule-0",))


def test_a_new_finding_that_can_be_fixed_is_fixed() -> None:
    assert marked("a<<x>b>c") == "ac" or marked("a<<x>b>c") == "ab>c"
    assert fixed_by("aXXb", flag_x).text == "ab"


def test_a_rule_that_feeds_on_its_own_replacement_ends() -> None:
    def double(doc: Document) -> Hits:
        for match in re.finditer("X", doc.text):
            yield doc.span(*match.span()), "an X", "XX"

    def swap(doc: Document) -> Hits:
        for match in re.finditer("[YZ]", doc.text):
            yield doc.span(*match.span()), "a letter", "Z" if match[0] == "Y" else "Y"

    assert fixed_by("X" * 1000, double).text == "X" * 1000
    assert fixed_by("aYb", swap).text == "aYb"


def test_of_a_text_said_twice_one_stays_whatever_rules_flag_both() -> None:
    def first(doc: Document) -> Hits:
        places = [match.span() for match in re.finditer("(?m)^Twice.$", doc.text)]
        if len(places) > 1:
            yield doc.span(*places[0]), "again below", ""

    def second(doc: Document) -> Hits:
        places = [match.span() for match in re.finditer("(?m)^Twice.$", doc.text)]
        if len(places) > 1:
            yield doc.span(*places[1]), "again", ""

    rules = [
        Rule(f"rule-{number}", "duplicate", Severity.WARNING, "A rule.", "", __file__, check=function, fix="safe")
        for number, function in enumerate((first, second))
    ]
    rule_set = RuleSet.of(rules)
    checker = Checker(lambda _doc: rule_set)
    assert fix_text("Twice.\nOne.\nTwice.\n", lambda text: checker.check(Document(text))).text == "One.\nTwice.\n"


# Properties.


def promises(text: str, *, unsafe: bool) -> None:
    """What holds of every text: nothing is left to do, nothing is worse, and the edits are what happened."""
    before = check(text)
    fixed = fix_text(text, check, unsafe=unsafe, report=before)
    after = check(fixed.text)
    assert fix_text(fixed.text, check, unsafe=unsafe).edits == ()
    counts = Counter(finding.rule for finding in after.findings)
    assert counts - Counter(finding.rule for finding in before.findings) == Counter()
    assert len(after.findings) < len(before.findings) if fixed.edits else fixed.text == text
    assert apply(text, fixed.edits) == fixed.text
    assert apply(fixed.text, inverse(fixed.edits, [text[edit.start : edit.end] for edit in fixed.edits])) == text
    assert all(one.end <= other.start for one, other in pairwise(fixed.edits))
    known = {rule.name: rule.fix for rule in RULES}
    for edit in fixed.edits:
        for name in edit.rule.split(", "):
            assert known[name] == "safe" or (unsafe and known[name])
    assert patched(text, [*unified(text, fixed.edits)]) == fixed.text


def patched(text: str, diff: list[str]) -> str:
    """A text after a unified diff, as `patch` would read it."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    new, done = list[str](), 0
    for number, shown in enumerate(diff):
        if shown.startswith("\\"):
            continue
        ends = number + 1 < len(diff) and diff[number + 1].startswith("\\")
        line = shown if ends or shown.startswith("@@") else f"{shown}\n"
        if line.startswith("@@"):
            start, _, count = line.split()[1][1:].partition(",")
            place = int(start) - (count != "0")
            new += lines[done:place]
            done = place
            head = line.split()[2][1:].partition(",")
            assert int(head[0]) == len(new) + (head[2] != "0")
        elif line[0] in " -":
            assert lines[done] == line[1:]
            new += [line[1:]] * (line[0] == " ")
            done += 1
        else:
            new.append(line[1:])
    return "".join(new + lines[done:])


EXAMPLES = [
    pytest.param(example_document(example).text, id=f"{rule.name}-{number}")
    for rule in RULES
    for number, example in enumerate((*rule.bad, *rule.good), 1)
    if isinstance(example.text, str)
]


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_of_all_rules_keep_the_promises(text: str) -> None:
    promises(text, unsafe=False)
    promises(text, unsafe=True)


def _sample_documents() -> list[Document]:
    sources, _ = find_sources([str(SAMPLES / "dirty"), str(SAMPLES / "clean")])
    return [doc for source in sources for doc in read_chunk(Chunk(source))]


DOCUMENTS = _sample_documents()
LINES = sorted(
    {line.text for doc in DOCUMENTS for line in doc.lines} | {"\N{NO-BREAK SPACE}", "one,two and three", "Advertisement"}
)


@pytest.mark.parametrize("doc", DOCUMENTS, ids=lambda doc: f"{Path(doc.path).name}#{doc.record}")
def test_the_samples_keep_the_promises(doc: Document) -> None:
    promises(doc.text, unsafe=False)
    promises(doc.text, unsafe=True)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Lines of the samples in any order, some of them several times, with any gaps between them."""
    lines = draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=12))
    again = draw(st.lists(st.sampled_from(lines), max_size=4))
    gaps = st.sampled_from(["\n", "\n", "\n\n", "\n\n\n", "\r\n", " ", "\n \n", ""])
    return "".join(line + draw(gaps) for line in [*lines, *again])


@given(texts(), st.booleans())
@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_keeps_the_promises(text: str, unsafe: bool) -> None:
    promises(text, unsafe=unsafe)


@st.composite
def edits_of(draw: st.DrawFn, text: str) -> list[Edit]:
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6).filter(lambda places: len(places) % 2 == 0)))
    new = st.text("xyz", max_size=3)
    return [Edit(start, end, draw(new), "r") for start, end in zip(places[::2], places[1::2], strict=True)]


@given(st.data())
def test_composed_edits_do_what_one_after_the_other_does(data: st.DataObject) -> None:
    text = data.draw(st.text("ab\n", max_size=12))
    first = data.draw(edits_of(text))
    between = apply(text, first)
    then = data.draw(edits_of(between))
    both = compose(between, first, then)
    assert apply(text, both) == apply(between, then)
    assert all(one.end <= other.start for one, other in pairwise(both))


def test_a_rule_says_that_it_has_a_fix_if_and_only_if_it_has_one() -> None:
    """What `scrapelint rules` says of fixes is so."""
    for rule in RULES:
        rule_set = RuleSet.of([rule], book=CHECKER.rules_for(Document("")).book)
        checker = Checker(lambda _doc, rule_set=rule_set: rule_set)  # type: ignore[misc]
        reports = [checker.check(example_document(example)) for example in rule.bad if isinstance(example.text, str)]
        fixes = {finding.fix for report in reports for finding in report.findings}
        assert (rule.fix in fixes) if rule.fix else fixes <= {None}, rule.name


# Files.


def fixer(**more: Any) -> Fixer:
    return Fixer(CHECKER, OPTIONS, **{"max_share": 1.0, **more})


def source_of(path: Path) -> Any:
    (source,), _ = find_sources([str(path)])
    return source


BODY = "Bridge opens\n\nThe bridge opened on Friday,and the ferries stopped at noon.\n\nAdvertisement\n\nThe mayor was late.\n"
DONE = "Bridge opens\n\nThe bridge opened on Friday, and the ferries stopped at noon.\n\nThe mayor was late.\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (BODY.encode(), DONE.encode()),
        (b"\xef\xbb\xbf" + BODY.encode(), b"\xef\xbb\xbf" + DONE.encode()),
        (BODY.replace("\n", "\r\n").encode(), DONE.replace("\n", "\r\n").encode()),
        (b"\xff\xfe" + BODY.encode("utf-16-le"), b"\xff\xfe" + DONE.encode("utf-16-le")),
        (
            f"---\ntitle: 'Bridge'   # kept,as it is\n---\n\n{BODY}".encode(),
            f"---\ntitle: 'Bridge'   # kept,as it is\n---\n\n{DONE}".encode(),
        ),
        (b"---\nnote: caf\xe9\ntitle: x\n---\n" + BODY.encode(), b"---\nnote: caf\xe9\ntitle: x\n---\n" + DONE.encode()),
    ],
    ids=["plain", "byte-order-mark", "crlf", "utf-16", "front-matter", "other-bytes-in-front-matter"],
)
def test_a_text_file_is_fixed_and_comes_back(tmp_path: Path, before: bytes, after: bytes) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(before)
    path.chmod(0o640)
    result = fix_file(source_of(path), fixer())
    assert (result.changed, path.read_bytes()) == (True, after)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640 or os.name == "nt"
    assert fix_file(source_of(path), fixer()).changed is False
    assert [result.trouble for result in undo(side_file_of(path), OPTIONS)] == [""]
    assert path.read_bytes() == before
    assert [item.name for item in tmp_path.iterdir()] == ["a.md"]


RECORDS = [
    b'{"id": 12345678901234567890123, "body" : "One day,they came to the harbour again.\\n\\nAdvertisement\\nTwo.", "x":1.0, "x": 1.00, "y": 1e400}\n',
    b'  {"title":"caf\\u00e9","text":"Le caf\\u00e9,avec le pont \\ud83d\\ude00 ouvert \\"ici\\",puis ferm\\u00e9.\\r\\nPublicit\\u00e9\\/\\nFin."}\r\n',
    b"\n",
    b'{"broken": \n',
    b'{"text": "Nothing to do here."}\n',
    '{"text": "Zürich,in der Schweiz, liegt am See und an der Limmat."} \n'.encode(),
    b'{"article": {"headline": "x", "content": "One day,they came to the harbour."}, "other": {"b": [1, 2.50]}}\n',
    b'"One day,they came to the harbour and to the bridge."\n',
    b'{"text": ["One day,they came to the harbour.", "Two."]}\n',
    b'{"text": "One day,they came.", "text": "One day,they came to the harbour."}\n',
    b'{"text": "One day,they came."} {"text": "Two,they went."}\n',
    b'{"text": "One day,they came \xe9."}\n',
    b'{"note": "\xe9", "text": "One day,they came to the harbour."}\n',
    b'{"text": "One day,they came to the harbour at last."}',
]
FIXED_RECORDS = {
    0: RECORDS[0].replace(b"day,they", b"day, they").replace(b"\\n\\nAdvertisement\\nTwo", b"\\n\\nTwo"),
    5: RECORDS[5].replace(b",in", b", in"),
    6: RECORDS[6].replace(b"day,they", b"day, they"),
    7: RECORDS[7].replace(b"day,they", b"day, they"),
    12: RECORDS[12].replace(b"day,they", b"day, they"),
    13: RECORDS[13].replace(b"day,they", b"day, they"),
}  # fmt: skip


def test_in_a_feed_only_the_fixed_pieces_of_texts_change(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    # The first record has a key twice at its top, which is one of the lines that are left alone.
    records = [RECORDS[0].replace(b', "x": 1.00', b""), *RECORDS[1:]]
    expected = [FIXED_RECORDS.get(place, line) for place, line in enumerate(records)]
    expected[0] = FIXED_RECORDS[0].replace(b', "x": 1.00', b"")
    expected[1] = records[1].replace(b"\\u00e9,avec", b"\\u00e9, avec")
    path.write_bytes(b"".join(records))
    result = fix_file(source_of(path), fixer())
    assert path.read_bytes().splitlines(keepends=True) == b"".join(expected).splitlines(keepends=True)
    reasons = {outcome.doc.record: outcome.why_not for outcome in result.outcomes if outcome.why_not}
    assert list(reasons) == [8, 9, 10, 11, 12]
    assert [reasons[8], reasons[9]] == ["its text is a list of paragraphs, not one string", "it has the key 'text' twice"]
    assert reasons[10] == reasons[11] or "not" in reasons[11]
    undo(side_file_of(path), OPTIONS)
    assert path.read_bytes() == b"".join(records)


def test_a_record_with_a_key_twice_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(RECORDS[0])
    result = fix_file(source_of(path), fixer())
    assert [outcome.why_not for outcome in result.outcomes] == ["it has the key 'x' twice"]
    assert path.read_bytes() == RECORDS[0]


@st.composite
def feeds(draw: st.DrawFn) -> bytes:
    """JSON Lines of texts made of pieces of the samples, written in many ways."""
    values = st.one_of(
        st.integers(), st.booleans(), st.none(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=8)
    )
    lines = []
    for text in draw(st.lists(texts(), min_size=1, max_size=3)):
        record = {"text": text, **draw(st.dictionaries(st.text('abcö"\\', min_size=2, max_size=4), values, max_size=3))}
        keys = draw(st.permutations(list(record)))
        separators = draw(st.sampled_from([(", ", ": "), (",", ":"), (" ,\t", " : ")]))
        line = json.dumps({key: record[key] for key in keys}, ensure_ascii=draw(st.booleans()), separators=separators)
        lines.append(line.encode("utf-8", "replace") + draw(st.sampled_from([b"\n", b"\r\n", b"\n\n"])))
    return draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + b"".join(lines)


@given(feeds(), st.booleans())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_any_feed_comes_back_and_keeps_its_other_bytes(tmp_path: Path, data: bytes, unsafe: bool) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_bytes(data)
    mine = fixer(unsafe=unsafe)
    outcomes = {outcome.doc.record: outcome for outcome in look_at(source_of(path), mine)}
    result = fix_file(source_of(path), mine)
    before, after = data.split(b"\n"), path.read_bytes().split(b"\n")
    assert len(before) == len(after)
    number = 0
    for old, new in zip(before, after, strict=True):
        if not old.strip(b"\xef\xbb\xbf \r"):
            assert old == new
            continue
        number += 1
        outcome = outcomes[number]
        assert (old != new) == outcome.changes
        if outcome.changes:
            was, now = json.loads(old.decode("utf-8-sig")), json.loads(new.decode("utf-8-sig"))
            assert (now["text"], list(now), {**now, "text": ""}) == (outcome.fixed.text, list(was), {**was, "text": ""})
    if result.changed:
        entries = [json.loads(line) for line in side_file_of(path).read_text(encoding="utf-8").splitlines()]
        for entry in entries:
            text = outcomes[entry["record"]].doc.text
            assert text[entry["start"] : entry["end"]] == entry["removed"]
        assert fix_file(source_of(path), mine).changed is False
        undo(side_file_of(path), OPTIONS)
        assert path.read_bytes() == data
        assert not side_file_of(path).exists()


def test_the_text_of_a_record_is_found_by_code_points() -> None:
    line = b'{"t": "\\ud83d\\ude00", "text": "a\\ud83d\\ude00b\\u0041\\"\\n"}'
    literal = find_literal(line, 'a\N{GRINNING FACE}bA"\n', OPTIONS)
    assert [literal.raw(place, place + 1) for place in range(6)] == ["a", "\\ud83d\\ude00", "b", "\\u0041", '\\"', "\\n"]
    assert literal.edited([Edit(1, 2, "é\n", "r")]) == b'{"t": "\\ud83d\\ude00", "text": "a\\u00e9\\nb\\u0041\\"\\n"}'


@pytest.mark.parametrize("name", ["a.txt.gz", "a.jsonl.gz"])
def test_what_is_in_an_archive_comes_back(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    line = json.dumps({"text": BODY}).encode() + b"\n"
    content = line * 3 if "jsonl" in name else BODY.encode()
    path.write_bytes(gzip.compress(content))
    assert fix_file(source_of(path), fixer()).changed
    assert gzip.decompress(path.read_bytes()) == content.replace(b",and", b", and").replace(
        b"\\n\\nAdvertisement" if "jsonl" in name else b"\n\nAdvertisement", b""
    )
    undo(side_file_of(path), OPTIONS)
    assert gzip.decompress(path.read_bytes()) == content


def test_a_cut_archive_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    data = gzip.compress((json.dumps({"text": BODY}) + "\n").encode() * 3)[:-9]
    path.write_bytes(data)
    result = fix_file(source_of(path), fixer())
    assert not result.changed
    assert "cut short" in result.outcomes[0].why_not
    assert path.read_bytes() == data


def test_a_cut_archive_without_fixes_is_mentioned(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress((json.dumps({"text": "It opened today.\n"}) + "\n").encode() * 3)[:-9])
    done = run("fix", "a.jsonl.gz", "--isolated", cwd=tmp_path)
    assert (done.returncode, done.stderr.count(b"cut short")) == (1, 1)


def test_two_runs_are_taken_back_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = BODY + "\nShare on Facebook\n\nNobody was hurt,the police said.\n"
    path.write_text(text, encoding="utf-8", newline="")
    assert fix_file(source_of(path), fixer()).changed
    assert fix_file(source_of(path), fixer(unsafe=True)).changed
    assert [result.trouble for result in undo(side_file_of(path), OPTIONS)] == [""]
    assert path.read_bytes() == text.encode()


def test_a_file_that_was_changed_since_is_not_touched_by_undo(tmp_path: Path) -> None:
    one, other, record = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "record.jsonl"
    for path in (one, other):
        path.write_text(BODY, encoding="utf-8", newline="")
        assert fix_file(source_of(path), fixer(), record).changed
    one.write_text(DONE + "More.\n", encoding="utf-8", newline="")
    results = undo(record, OPTIONS)
    assert [(result.path, bool(result.trouble)) for result in results] == [("a.txt", True), ("b.txt", False)]
    assert "changed since" in results[0].trouble
    assert one.read_bytes() == (DONE + "More.\n").encode()
    assert other.read_bytes() == BODY.encode()
    assert {json.loads(line)["path"] for line in record.read_text(encoding="utf-8").splitlines()} == {"a.txt"}
    one.write_text(DONE, encoding="utf-8", newline="")
    assert [result.trouble for result in undo(record, OPTIONS)] == [""]
    assert (one.read_bytes(), record.exists()) == (BODY.encode(), False)


def test_too_large_a_share_is_left_alone_with_the_figures(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("It opened today.\nAdvertisement\n", encoding="utf-8", newline="")
    result = fix_file(source_of(path), fixer(max_share=0.2))
    assert not result.changed
    assert "1 of 4 words would go (25%, at most 20%)" in result.outcomes[0].why_not
    assert fix_file(source_of(path), fixer(max_share=0.25)).changed


def test_nothing_is_written_where_nothing_is_to_be_done(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The bridge opened.\n", encoding="utf-8", newline="")
    before = path.stat()
    assert not fix_file(source_of(path), fixer()).changed
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert [item.name for item in tmp_path.iterdir()] == ["a.txt"]


def test_behind_a_link_the_file_that_it_leads_to_is_changed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    real.write_text(BODY, encoding="utf-8", newline="")
    link.symlink_to(real)
    assert fix_file(source_of(link), fixer()).changed
    assert link.is_symlink()
    assert real.read_bytes() == DONE.encode()


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are not bytes there")
def test_a_file_whose_name_cannot_be_written_down_stays(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    Path(os.fsdecode(name)).write_text(BODY, encoding="utf-8")
    done = run("fix", ".", "--isolated", cwd=tmp_path)
    assert (done.returncode, b"its name is not UTF-8" in done.stderr) == (1, True)
    assert [os.fsencode(item) for item in tmp_path.iterdir()] == [name]
    assert Path(os.fsdecode(name)).read_text(encoding="utf-8") == BODY


# The command.


def test_fix_and_undo_as_commands(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8", newline="")
    (tmp_path / "b.json").write_text(json.dumps([{"text": BODY}]), encoding="utf-8")
    done = run("fix", ".", "--isolated", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.decode().splitlines() == [
        "a.txt: 2 fixes (advertisement-label 1, missing-space 1), 1 word taken; undo: a.txt.scrapelint-fixes.jsonl",
        "1 file changed: 2 fixes in 1 of 2 documents; 1 document left alone, at least in part",
    ]
    assert b"b.json#1: left alone, 2 fixes not made: only text, Markdown and JSON Lines are changed" in done.stderr
    assert (tmp_path / "a.txt").read_bytes() == DONE.encode()
    again = run("fix", "a.txt", "--isolated", cwd=tmp_path)
    assert (again.returncode, again.stdout) == (0, b"nothing was changed in 1 document\n")
    checked = run("check", ".", "--isolated", "--format", "jsonl", "--fail-on", "never", cwd=tmp_path)
    assert [json.loads(line)["path"] for line in checked.stdout.splitlines()] == ["a.txt", "b.json"]
    undone = run("fix", "--undo", "a.txt.scrapelint-fixes.jsonl", "--isolated", cwd=tmp_path)
    assert (undone.returncode, undone.stdout) == (0, b"a.txt: 2 fixes taken back\n")
    assert (tmp_path / "a.txt").read_bytes() == BODY.encode()


def test_undo_refuses_with_status_1_and_wrong_side_files_with_2(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8", newline="")
    run("fix", "a.txt", "--isolated", "--record", "what.jsonl", cwd=tmp_path)
    (tmp_path / "a.txt").write_text("Another text.\n", encoding="utf-8")
    done = run("fix", "--undo", "what.jsonl", "--isolated", cwd=tmp_path)
    assert (done.returncode, b"changed since" in done.stderr) == (1, True)
    good = (tmp_path / "what.jsonl").read_text(encoding="utf-8")
    first = json.loads(good.splitlines()[0])
    damaged = {
        '{"text": "x"}\n': "no.jsonl:1: ",
        good + "\n" + good[:-20]: f"no.jsonl:{2 * good.count(chr(10)) + 1}: ",
        good + json.dumps({**first, "start": -5}) + "\n": f"no.jsonl:{good.count(chr(10)) + 1}: ",
        "\0\1": "no.jsonl:1: ",
        "": "no.jsonl: it is empty",
        "\n\n": "no.jsonl: it is empty",
    }
    for content, message in damaged.items():
        (tmp_path / "no.jsonl").write_text(content, encoding="utf-8", newline="")
        done = run("fix", "--undo", "no.jsonl", "--isolated", cwd=tmp_path)
        assert (done.returncode, message in done.stderr.decode(), b"Traceback" in done.stderr) == (2, True, False), content
    for more in (["--select", "all"], ["--ignore", "share-bar"], ["--max-share", "1"], ["--unsafe"]):
        assert run("fix", "--undo", "what.jsonl", *more, "--isolated", cwd=tmp_path).returncode == 2
    assert run("fix", "--undo", "missing.jsonl", "--isolated", cwd=tmp_path).returncode == 2
    assert run("fix", "-", "--isolated", cwd=tmp_path).returncode == 2
    assert run("fix", "a.txt", "--max-share", "2", cwd=tmp_path).returncode == 2


def test_diff_shows_what_fix_would_do_and_changes_nothing(tmp_path: Path) -> None:
    hostile = BODY.replace("mayor", "mayor\x1b[31m\u202e")
    (tmp_path / "a.md").write_text(f"---\ntitle: x\n---\n{hostile}", encoding="utf-8", newline="")
    done = run("check", "a.md", "--isolated", "--diff", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        "# --- a/a.md",
        "# +++ b/a.md",
        "# @@ -4,7 +4,5 @@",
        "#  Bridge opens",
        "#  ",
        "# -The bridge opened on Friday,and the ferries stopped at noon.",
        "# +The bridge opened on Friday, and the ferries stopped at noon.",
        "#  ",
        "# -Advertisement",
        "# -",
        "# -The mayor\\x1b[31m\\u202e was late.",
        "# +The mayor was late.",
    ]
    assert [item.name for item in tmp_path.iterdir()] == ["a.md"]
    colored = run("check", "a.md", "--isolated", "--diff", "--color", "always", cwd=tmp_path)
    assert re.sub(rb"\x1b\[\d*m", b"", colored.stdout) == done.stdout
    stdin = run("check", "-", "--isolated", "--diff", "--fail-on", "warning", cwd=tmp_path, stdin=BODY)
    assert (stdin.returncode, stdin.stdout.count(b"\n# -")) == (1, 3)


@pytest.mark.parametrize("command", ["git apply", "patch -p1"])
@pytest.mark.parametrize(
    "text",
    [
        BODY,
        BODY.rstrip("\n"),
        BODY.replace("\n", "\r\n"),
        f"---\ntitle: x\n---\n{BODY}",
        f"Advertisement\n\n{BODY}",
        f"{BODY}\nAdvertisement",
        f"{BODY}\nAdvertisement\n\n",
        f"{BODY}\n" + "The ferry stops at noon on each day of the week.\n\n" * 30 + "Advertisement\n\nThe end, of all.",
    ],
    ids=["plain", "no-line-break", "windows", "front-matter", "first", "last-no-line-break", "last", "two-hunks"],
)
def test_a_diff_can_be_applied(tmp_path: Path, command: str, text: str) -> None:
    program = command.split()[0]
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    folder = tmp_path / "my texts"
    folder.mkdir()
    file = folder / "a.md"
    file.write_text(text, encoding="utf-8", newline="")
    diff = run("check", "my texts/a.md", "--isolated", "--diff", "--fail-on", "never", cwd=tmp_path).stdout
    assert run("fix", "my texts/a.md", "--isolated", "--record", "../record", cwd=tmp_path).returncode == 0
    wanted = file.read_bytes()
    file.write_text(text, encoding="utf-8", newline="")
    switches = ["--binary"] if program == "patch" else ["--whitespace=nowarn"]
    done = subprocess.run([*command.split(), *switches], input=diff, cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, file.read_bytes()) == (0, wanted), done.stderr


@pytest.mark.parametrize("command", ["git apply", "patch -p1"])
def test_what_cannot_be_applied_does_not_keep_the_rest_from_it(tmp_path: Path, command: str) -> None:
    program = command.split()[0]
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    others = {
        "a.jsonl": json.dumps({"text": BODY}) + "\n",
        "b.txt": BODY.replace("mayor", "mayor\x1b[31m"),
        "c.txt": BODY.replace("mayor", "mayor ##[error] "),
        "e\u202e.txt": BODY,
        "z.jsonl": json.dumps({"text": f"+++ b/a.jsonl\n@@ -1 +1 @@\n{BODY}"}) + "\n",
    }
    texts = {"d.txt": BODY, "f.txt": BODY.rstrip("\n"), "g.txt": BODY.replace("\n", "\r\n")}
    for name, text in {**others, **texts}.items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    diff = run("check", ".", "--isolated", "--diff", "--fail-on", "never", cwd=tmp_path).stdout
    assert diff.count(b"\n# @@ ") + diff.startswith(b"# @@ ") >= len(others)
    switches = ["--binary"] if program == "patch" else ["--whitespace=nowarn"]
    done = subprocess.run([*command.split(), *switches], input=diff, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, (done.stdout, done.stderr)
    after = {name: (tmp_path / name).read_bytes().decode() for name in {**others, **texts}}
    assert {name: after[name] for name in others} == others
    assert [name for name in texts if "Advertisement" in after[name] or after[name] == texts[name]] == []


def test_what_was_taken_is_no_document_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    assert run("fix", ".", "--isolated", "--record", "taken.jsonl", cwd=tmp_path).returncode == 0
    done = run("check", ".", "--isolated", "--format", "json", "--fail-on", "never", cwd=tmp_path)
    assert [document["path"] for document in json.loads(done.stdout)["documents"]] == ["a.txt"]


def test_diff_ends_as_check_does(tmp_path: Path) -> None:
    """Whatever there is to read: nothing, bytes of no text, an archive that was cut, an array, a broken record."""
    feed = (json.dumps({"text": BODY}) + "\n").encode() * 2
    files = {
        "empty.jsonl": b"",
        "empty.txt": b"",
        "cut.jsonl.gz": gzip.compress(feed)[:-9],
        "binary.txt": b"\0\1\2\3" * 99,
        "array.json": json.dumps([{"text": BODY}]).encode(),
        "broken.jsonl": feed + b'{"text": "\n',
        "wide.jsonl": b"\xff\xfe" + feed.decode().encode("utf-16-le"),
        "good.jsonl": feed,
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        statuses = [run("check", name, "--isolated", *more, cwd=tmp_path).returncode for more in ([], ["--diff"])]
        assert statuses[0] == statuses[1], name


def test_diff_and_fix_options_that_do_not_go_together_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    for wrong in (["--unsafe"], ["--max-share", "0.5"], ["--diff", "--format", "json"], ["--diff", "--output", "json=x.json"]):
        assert run("check", "a.txt", *wrong, cwd=tmp_path).returncode == 2


def test_the_share_is_a_setting(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It opened today.\nAdvertisement\n", encoding="utf-8")
    (tmp_path / "scrapelint.toml").write_text("[fix]\nmax-share = 0.5\n", encoding="utf-8")
    assert run("fix", "a.txt", "--max-share", "0.1", cwd=tmp_path).returncode == 1
    assert run("fix", "a.txt", cwd=tmp_path).returncode == 0
    for wrong, message in (("max-share = 2", "is not between 0 and 1"), ("max-shar = 1", "did you mean max-share?")):
        (tmp_path / "scrapelint.toml").write_text(f"[fix]\n{wrong}\n", encoding="utf-8")
        done = run("fix", "a.txt", cwd=tmp_path)
        assert (done.returncode, message in done.stderr.decode()) == (2, True)


def test_the_report_says_how_much_can_be_fixed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY + "Share on Facebook\n", encoding="utf-8")
    done = run("check", "a.txt", "--isolated", cwd=tmp_path)
    assert "2 findings can be fixed (scrapelint fix), 1 more with --unsafe" in done.stdout.decode()
    shown = run("rules", cwd=tmp_path).stdout.decode()
    assert re.search(r"advertisement-label +warning +safe fix", shown)
    assert re.search(r"share-bar +warning +unsafe fix", shown)
    assert "safe fix" in run("explain", "missing-space", cwd=tmp_path).stdout.decode().splitlines()[0]


def test_a_rule_that_crashes_is_named_with_status_3(tmp_path: Path) -> None:
    (tmp_path / "lint" / "leftover").mkdir(parents=True)
    (tmp_path / "lint" / "leftover" / "boom.py").write_text(
        '"""A rule that fails."""\nBAD = []\nGOOD = []\n\ndef check(doc):\n    raise ValueError("boom")\n    yield\n',
        encoding="utf-8",
    )
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8", newline="")
    done = run("fix", "a.txt", "--plugin", "lint", "--isolated", cwd=tmp_path)
    assert (done.returncode, b"rule boom crashed" in done.stderr) == (3, True)
    assert (tmp_path / "a.txt").read_bytes() == DONE.encode()
