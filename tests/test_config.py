"""Settings: where they are found, what they mean, and how plainly a wrong one is refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import scrapelint.checks
from scrapelint.checks import Document, RuleError, SettingsError
from scrapelint.checks.api import check_paths, check_text
from scrapelint.checks.config import Config, Rules, find_config, path_matches, read_config, settings_from, with_command_line
from scrapelint.checks.sources import read_bytes

if TYPE_CHECKING:
    from scrapelint.checks.engine import RuleSet


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def config_of(folder: Path, text: str) -> Config:
    config = read_config(write(folder / "scrapelint.toml", text))
    assert config is not None
    return config


def used(rules: RuleSet) -> set[str]:
    return {use.rule.name for use in rules.uses}


# Where they are found.


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({}, None),
        ({"scrapelint.toml": "jobs = 1"}, "scrapelint.toml"),
        ({"pyproject.toml": "[tool.scrapelint]\njobs = 1"}, "pyproject.toml"),
        ({"pyproject.toml": "[tool.other]\njobs = 1"}, None),
        ({"pyproject.toml": "[tool.scrapelint]\njobs = 1", "scrapelint.toml": "jobs = 2"}, "scrapelint.toml"),
        ({"a/scrapelint.toml": "jobs = 1", "scrapelint.toml": "jobs = 2"}, "a/scrapelint.toml"),
        ({"a/pyproject.toml": "[tool.other]", "scrapelint.toml": "jobs = 2"}, "scrapelint.toml"),
        ({"a/b/pyproject.toml": "[tool.scrapelint]", "scrapelint.toml": "jobs = 2"}, "a/b/pyproject.toml"),
        ({"other/scrapelint.toml": "jobs = 1"}, None),
    ],
)
@pytest.mark.parametrize("start", ["a/b", "a/b/text.txt"])
def test_settings_are_found_upward_from_the_path(folder: Path, files: dict[str, str], found: str | None, start: str) -> None:
    write(folder / "a/b/text.txt", "text")
    for name, text in files.items():
        write(folder / name, text)
    config = find_config(Path(start))
    assert config.source == (found or "the command line")
    assert config.root == (folder / found).parent if found else config == Config()


def test_a_folder_with_the_name_of_a_settings_file_is_none(folder: Path) -> None:
    (folder / "scrapelint.toml").mkdir()
    assert find_config(folder) == Config()


# What is refused, and in which words.

REFUSED = {
    'fail-onn = "error"': "unknown key fail-onn; did you mean fail-on?",
    'fail_on = "error"': "unknown key fail_on; did you mean fail-on?",
    'fail-on = "eror"': "fail-on: unknown value 'eror'; did you mean error?",
    "fail-on = 1": "fail-on: expected a string, got a whole number",
    "min-score = 101": "min-score: 101 is not between 0 and 100",
    "min-score = nan": "min-score: nan is not between 0 and 100",
    'min-score = "60"': "min-score: expected a number, got a string",
    "jobs = -1": "jobs: -1 is less than 0 (0 = as many as there are processors)",
    "jobs = true": "jobs: expected a whole number, got true or false",
    "max-document-chars = 0": "max-document-chars: 0 is less than 1",
    'select = "share-bar"': "select: expected a list, got a string",
    "select = [1]": "select[0]: expected a string, got a whole number",
    'severity = "error"': "severity: expected a table, got a string",
    'severity = { share-bar = "eror" }': "severity.share-bar: unknown value 'eror'; did you mean error?",
    'severity = { share-bar = "info", page-counter = "fatal" }': (
        "severity.page-counter: unknown value 'fatal'; it must be error, warning, info"
    ),
    'fields = { titel = ["a"] }': "fields has an unknown field 'titel'; did you mean title?",
    'fields = { title = "a" }': "fields.title: expected a list, got a string",
    'fields = { title = ["a", 1] }': "fields.title[1]: expected a string, got a whole number",
    "rules = { share-bar = 1 }": "rules.share-bar: expected a table, got a whole number",
    '[[overrides]]\npaths = ["a"]\nseverity = { share-bar = 1 }': (
        "overrides[1].severity.share-bar: expected a string, got a whole number"
    ),
    '[[overrides]]\npaths = "a"': "overrides[1].paths: expected a list, got a string",
    "overrides = [1]": "overrides[1]: expected a table, got a whole number",
    "[tool.scrapelint]\njobs = 1": "unknown key tool.scrapelint; leave this prefix out here, it is for pyproject.toml only",
    "[[overrides]]\nignore = []": "overrides[1] needs paths or sites",
    '[[overrides]]\npaths = ["a"]\nfail-on = "error"': "unknown key overrides[1].fail-on",
    '[[overrides]]\npaths = ["a"]\nignroe = []': "unknown key overrides[1].ignroe; did you mean ignore?",
    "overrides = 1": "overrides: expected a list, got a whole number",
}


@pytest.mark.parametrize(("text", "message"), REFUSED.items(), ids=REFUSED)
def test_a_wrong_setting_is_refused_with_file_key_and_remedy(folder: Path, text: str, message: str) -> None:
    write(folder / "scrapelint.toml", text)
    with pytest.raises(SettingsError) as caught:
        find_config(folder)
    assert str(caught.value) == f"scrapelint.toml: {message}"


def test_in_pyproject_a_key_is_named_with_its_table(folder: Path) -> None:
    write(folder / "pyproject.toml", "[tool.scrapelint]\njbos = 1")
    with pytest.raises(SettingsError) as caught:
        find_config(folder)
    assert str(caught.value) == "pyproject.toml: unknown key tool.scrapelint.jbos; did you mean jobs?"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"jobs = ", "scrapelint.toml: not valid TOML: "),
        (b"jobs = 1\n\xff", "scrapelint.toml: not UTF-8 at byte 9; save it as UTF-8"),
        (b"a = 1\na = 2", "scrapelint.toml: not valid TOML: "),
    ],
)
def test_a_file_that_is_no_toml_is_named(folder: Path, data: bytes, message: str) -> None:
    (folder / "scrapelint.toml").write_bytes(data)
    with pytest.raises(SettingsError, match=message):
        find_config(folder)


def test_a_byte_order_mark_is_no_mistake(folder: Path) -> None:
    (folder / "scrapelint.toml").write_bytes(b"\xef\xbb\xbfjobs = 1")
    assert find_config(folder).settings.jobs == 1


UNKNOWN = {
    'select = ["share-baar"]': "select: no rule or category 'share-baar'; did you mean share-bar?",
    'ignore = ["leftovers"]': "ignore: no rule or category 'leftovers'; did you mean leftover?",
    '[severity]\nshare-baar = "info"': "severity: no rule or category 'share-baar'; did you mean share-bar?",
    "[rules.share-baar]\na = 1": "rules.share-baar: there is no rule of this name; did you mean share-bar?",
    "[rules.share-bar]\na = 1": "rules.share-bar: unknown option 'a'; the rule has none",
    "[rules.duplicate-line]\nmin-wrods = 1": "rules.duplicate-line: unknown option 'min-wrods'; did you mean min-words?",
    '[rules.duplicate-line]\nmin-words = "1"': "rules.duplicate-line.min-words: expected a whole number, got a string",
    "[rules.duplicate-line]\nmin-words = -1": "rules.duplicate-line.min-words: -1 is below 0",
    "[rules.stray-line]\nmin-probability = 5": "rules.stray-line.min-probability: 5.0 is not between 0 and 1",
    "[rules.consent-wall]\nmin-share = 1.5": "rules.consent-wall.min-share: 1.5 is not between 0 and 1",
    '[[overrides]]\npaths = ["a"]\nselect = ["x"]': "overrides[1].select: no rule or category 'x'",
    '[[overrides]]\npaths = ["a"]\n[overrides.rules.x]\na = 1': "overrides[1].rules.x: there is no rule of this name",
}


@pytest.mark.parametrize(("text", "message"), UNKNOWN.items(), ids=UNKNOWN)
def test_an_unknown_rule_or_option_is_refused(folder: Path, text: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Rules(config_of(folder, text))
    assert str(caught.value) == f"scrapelint.toml: {message}"


@pytest.mark.parametrize("rule", ["stray-line", "doubtful-line"])
@pytest.mark.parametrize(("content", "message"), [(None, "No such file"), ("{", "is no model"), ("{}", "is no model")])
def test_a_model_that_cannot_be_read_is_refused(folder: Path, rule: str, content: str | None, message: str) -> None:
    if content is not None:
        write(folder / "model.json", content)
    with pytest.raises(SettingsError) as caught:
        Rules(config_of(folder, f'[rules.{rule}]\nmodel = "model.json"\n'))
    assert f"scrapelint.toml: rules.{rule}: model: " in str(caught.value)
    assert message in str(caught.value)


def test_a_model_is_relative_to_the_settings_file_and_shared_by_both_rules(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = Path(scrapelint.checks.__path__[0]) / "line_model.json"
    write(folder / "sub" / "model.json", shipped.read_text(encoding="utf-8"))
    config = config_of(folder, '[rules.stray-line]\nmodel = "sub/model.json"\n')
    monkeypatch.chdir(folder / "sub")
    found = uses(config, Document(""))
    assert [found[name].options["model"] for name in ("stray-line", "doubtful-line")] == [str(folder / "sub" / "model.json")] * 2
    assert found["doubtful-line"].options["min_probability"] == 0.15


def test_no_default_is_out_of_range() -> None:
    options = [option for rule in Rules(Config()).rules.values() for option in rule.options]
    assert [option.name for option in options if option.why_not(option.default)] == []
    # Whatever lies between 0 and 1 says so by its name.
    assert [option.name for option in options if isinstance(option.default, float) and not option.why_not(1.5)] == []


# What they mean.

ALL = used(Rules(Config()).for_overrides(()))
LEFTOVER = {name for name, rule in Rules(Config()).rules.items() if rule.category == "leftover"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ALL),
        ("select = []", ALL),
        ('select = ["all"]', ALL),
        ('select = ["leftover"]', LEFTOVER),
        ('select = ["leftover", "mixed-language"]', LEFTOVER | {"mixed-language"}),
        ('ignore = ["leftover"]', ALL - LEFTOVER),
        ('ignore = ["all"]', set()),
        ('select = ["leftover"]\nignore = ["share-bar"]', LEFTOVER - {"share-bar"}),
        ('select = ["share-bar"]\nignore = ["leftover"]', set()),
    ],
)
def test_rules_are_chosen_by_name_by_category_and_all(folder: Path, text: str, expected: set[str]) -> None:
    assert used(Rules(config_of(folder, text)).for_overrides(())) == expected


def uses(config: Config, doc: Document) -> dict[str, Any]:
    return {use.rule.name: use for use in Rules(config).for_document(doc).uses}


def test_severity_and_options_reach_the_rule_by_name_and_category(folder: Path) -> None:
    config = config_of(
        folder, '[severity]\nduplicate = "info"\nduplicate-line = "error"\n[rules.duplicate-line]\nmin-words = 9\n'
    )
    found = uses(config, Document(""))
    assert (found["duplicate-line"].severity, found["duplicate-headline"].severity) == ("error", "info")
    assert (found["duplicate-line"].options["min_words"], found["duplicate-line"].options["min_chars"]) == (9, 16)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_of_severities_the_closest_name_counts_whatever_the_order(folder: Path, order: tuple[int, ...]) -> None:
    lines = ('all = "error"', 'duplicate = "info"', 'duplicate-line = "warning"')
    found = uses(config_of(folder, "\n".join(["[severity]", *(lines[place] for place in order)])), Document(""))
    names = ("share-bar", "duplicate-headline", "duplicate-line")
    assert [found[name].severity for name in names] == ["error", "info", "warning"]


OVERRIDES = """
ignore = ["spacing"]
[rules.duplicate-line]
min-words = 5
[[overrides]]
paths = ["feeds/forum", "*.md"]
ignore = ["duplicate"]
[[overrides]]
sites = ["example.com"]
select = ["duplicate-line"]
severity = { duplicate-line = "info" }
rules = { duplicate-line = { min-words = 7 } }
"""


@pytest.mark.parametrize(
    ("path", "site", "duplicate_line"),
    [
        ("feeds/a.jsonl", None, ("warning", 5)),
        ("feeds/forum/a.jsonl", None, None),
        ("feeds/forum2/a.jsonl", None, ("warning", 5)),
        ("other/feeds/forum/a.jsonl", None, ("warning", 5)),
        ("deep/down/a.md", None, None),
        ("a.txt", "example.com", ("info", 7)),
        ("a.txt", "news.example.com", ("info", 7)),
        ("a.txt", "WWW.Example.COM", ("info", 7)),
        ("a.txt", "badexample.com", ("warning", 5)),
        ("a.md", "example.com", ("info", 7)),
        ("<stdin>", None, ("warning", 5)),
    ],
)
def test_overrides_by_path_and_site(folder: Path, path: str, site: str | None, duplicate_line: tuple[str, int] | None) -> None:
    doc = Document("", {"site": site} if site else {}, path)
    use = uses(config_of(folder, OVERRIDES), doc).get("duplicate-line")
    assert (use and (use.severity, use.options["min_words"])) == duplicate_line


def test_paths_of_overrides_are_relative_to_the_settings_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = config_of(folder, OVERRIDES)
    write(folder / "feeds/forum/a.txt", "text")
    monkeypatch.chdir(folder / "feeds")
    for path in ("forum/a.txt", "../feeds/forum/a.txt", str(folder / "feeds/forum/a.txt")):
        assert "duplicate-line" not in uses(config, Document("", path=path))


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("feeds/a.jsonl", "feeds", True),
        ("feeds/a.jsonl", "feeds/", True),
        ("feeds/a.jsonl", "./feeds", True),
        ("feeds/a.jsonl", "feeds/*", True),
        ("feeds/b/a.jsonl", "feeds/*.jsonl", True),
        ("feeds/a.jsonl", "fee", False),
        ("feeds/a.jsonl", "*.JSONL", False),
        ("x/feeds/a.jsonl", "feeds", True),
        ("x/feeds/a.jsonl", "feeds/a.jsonl", False),
    ],
)
def test_path_patterns(path: str, pattern: str, expected: bool) -> None:
    assert path_matches(path, pattern) is expected


def test_plugins_are_relative_to_the_settings_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "lint/leftover/a_rule.py", '"""A rule.\n\nFor tests."""\n\ndef check(doc):\n    return ()\n')
    config = config_of(folder, 'plugins = ["lint"]')
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    assert "a-rule" in Rules(config).rules
    with pytest.raises(RuleError, match=r"lnit: no such plugin"):
        Rules(config_of(folder, 'plugins = ["lnit"]'))


def test_aliases_of_fields_come_before_the_usual_names(folder: Path) -> None:
    options = config_of(folder, '[fields]\ntext = ["rumpf"]\ntitle = ["kopf"]').source_options()
    record = b'{"rumpf": "The text.", "text": "Not the text.", "kopf": "The title", "url": "https://a.example/1"}'
    [doc] = read_bytes(record, "a.json", options)
    assert (doc.text, doc.title, doc.site) == ("The text.", "The title", "a.example")


def test_what_is_included_and_excluded_can_be_replaced_and_extended(folder: Path) -> None:
    default = Config().source_options()
    options = config_of(folder, 'include = ["*.html"]\nextend-exclude = ["old"]').source_options()
    assert options.include == ("*.html",)
    assert options.exclude == (*default.exclude, "old")
    assert config_of(folder, "exclude = []").source_options().exclude == ()


# The command line.


def test_the_command_line_wins_and_what_it_does_not_say_stays() -> None:
    config = Config(settings_from({"fail-on": "warning", "min-score": 50, "jobs": 3}, "a.toml"))
    settings = with_command_line(config, {"fail_on": "never", "min_score": 0.0, "jobs": None}).settings
    assert (settings.fail_on, settings.min_score, settings.jobs) == ("never", 0.0, 3)


def test_what_the_command_line_got_wrong_is_not_blamed_on_the_settings_file(folder: Path) -> None:
    config = with_command_line(config_of(folder, 'ignore = ["share-bar"]'), {"ignore": ("share-bar", "x"), "select": ("y",)})
    with pytest.raises(SettingsError) as caught:
        Rules(config)
    assert str(caught.value) == "--select: no rule or category 'y'"


def test_a_mistake_of_the_settings_file_is_not_blamed_on_the_command_line(folder: Path) -> None:
    config = with_command_line(config_of(folder, 'ignore = ["share-baar"]'), {"ignore": ("share-bar",)})
    with pytest.raises(SettingsError) as caught:
        Rules(config)
    assert str(caught.value) == "scrapelint.toml: ignore: no rule or category 'share-baar'; did you mean share-bar?"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {"mixed-language", "wrong-language"}),
        ({"select": ("leftover",)}, LEFTOVER),
        ({"select": ("leftover",), "ignore": ("share-bar",)}, LEFTOVER - {"share-bar"}),
        ({"ignore": ("mixed-language",)}, {"wrong-language"}),
        ({"select": ("page-counter",)}, {"page-counter"}),
    ],
)
def test_the_command_line_wins_over_overrides(folder: Path, changes: dict[str, Any], expected: set[str]) -> None:
    text = 'ignore = ["page-counter"]\n[[overrides]]\npaths = ["*.txt"]\nselect = ["mixed-language", "wrong-language"]'
    config = with_command_line(config_of(folder, text), changes)
    assert set(uses(config, Document("", path="a.txt"))) == expected


# The library.


def test_a_field_that_is_none_is_missing() -> None:
    assert check_text("The text.", date=None, title=None) == check_text("The text.")


@pytest.mark.parametrize(("fields", "message"), [({"date": 2026}, "date must be a string, not int"), ({"dat": ""}, "'dat'")])
def test_a_field_of_another_type_is_refused_by_name(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        check_text("The text.", **fields)
    with pytest.raises(TypeError, match="text must be a string, not bytes"):
        check_text(b"The text.")  # type: ignore[arg-type]


def test_a_path_alone_is_one_path(folder: Path) -> None:
    path = write(folder / "a.txt", "The text.")
    assert [[report.path for report in check_paths(paths)] for paths in ("a.txt", Path("a.txt"), ["a.txt"])] == [["a.txt"]] * 3
    assert [report.path for report in check_paths(path)] == [path.as_posix()]
