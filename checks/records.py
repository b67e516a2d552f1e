"""
From decoded values to documents: which field is the text, which the title, and what to say where there is
none.

Scrapers name their fields as they like. A field is found by a list of names that are tried in order (see
`DEFAULT_ALIASES`), upper or lower case, with or without `_`, `-` and spaces, first in the record itself and
then one level down, in the objects that records are commonly wrapped in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import msgspec

from .decoding import mend
from .document import Document, Problem, printable, says_nothing

DEFAULT_INCLUDE = tuple(
    pattern + packed for pattern in ("*.txt", "*.md", "*.markdown", "*.json", "*.jsonl", "*.ndjson") for packed in ("", ".gz")
)

# `.*` are hidden files and folders: .git, .tox, .venv, and the ._* files that macOS leaves in archives.
DEFAULT_EXCLUDE = (".*", "__pycache__", "node_modules", "venv")

DEFAULT_ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": (
            "text", "body", "content", "article_body", "article", "full_text", "main_text", "raw_text",
            "plain_text", "content_text", "text_content", "body_text", "article_text", "article_content",
            "page_content", "clean_text", "cleaned_text", "extracted_text", "markdown", "story", "post",
        ),
        "title": (
            "title", "headline", "article_title", "page_title", "og:title", "heading", "subject", "name",
        ),
        "date": (
            "date", "published", "date_published", "published_at", "published_date", "publish_date",
            "date_publish", "publication_date", "pub_date", "published_time", "article:published_time",
            "posted_at", "datetime", "timestamp", "created_at", "date_created", "created",
        ),
        "author": ("author", "authors", "byline", "creator", "dc:creator", "writer", "article_author"),
        "url": (
            "url", "link", "source_url", "canonical_url", "page_url", "article_url", "og:url", "href",
            "permalink", "uri",
        ),
        "language": ("language", "lang", "locale", "in_language", "language_code"),
        "site": (
            "site", "domain", "hostname", "host", "site_name", "source_domain", "source", "publisher",
        ),
        "id": ("id", "_id", "uuid", "guid", "article_id", "doc_id"),
    }
)  # fmt: skip

# Objects that wrap the record or stand beside its text. Not every object: that of an author has a name and a
# URL of its own.
_WRAPPERS = frozenset(
    {
        "article", "attributes", "content", "data", "doc", "document", "entry", "extracted", "fields", "item",
        "json", "meta", "metadata", "news", "newsarticle", "page", "payload", "post", "record", "result",
        "story",
    }
)  # fmt: skip

# Lists of records within one object, as APIs and feeds give them.
_LISTS = frozenset(
    {
        "articles",
        "data",
        "docs",
        "documents",
        "entries",
        "hits",
        "items",
        "news",
        "pages",
        "posts",
        "records",
        "results",
        "stories",
    }
)

# Where the value of a field is an object, the part of it that says the same in a word.
_PARTS = (
    "name",
    "@value",
    "value",
    "#text",
    "text",
    "rendered",
    "title",
    "headline",
    "url",
    "href",
    "@id",
    "id",
)


class SourceOptions(msgspec.Struct, frozen=True):
    """
    How files are found and read.

    `include` are patterns of file names in folders, `exclude` those of files and folders to leave out.
    `fields` gives for each field the names that are tried, in order. A text or record of more than
    `max_document_chars` is reported and not read on.
    """

    include: tuple[str, ...] = DEFAULT_INCLUDE
    exclude: tuple[str, ...] = DEFAULT_EXCLUDE
    # A dict, not the constant itself: options go to other processes, and a mapping proxy cannot.
    fields: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=lambda: dict(DEFAULT_ALIASES))
    max_document_chars: int = 20_000_000


DEFAULT_OPTIONS = SourceOptions()

_NO_MARKS = str.maketrans("", "", "_- ")


@lru_cache(maxsize=4096)
def _same(name: str) -> str:
    """The form in which names of fields are compared."""
    return name.casefold().translate(_NO_MARKS)


@lru_cache(maxsize=16)
def _ranks(fields: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, tuple[str, int]]:
    """
    Which field a name means, and how early in the field's list it stands; the field that has it earlier gets
    it.
    """
    ranks: dict[str, tuple[str, int]] = {}
    for field, aliases in fields:
        for rank, alias in enumerate(aliases):
            if rank < ranks.get(_same(alias), (field, rank + 1))[1]:
                ranks[_same(alias)] = (field, rank)
    return ranks


def _ranks_of(options: SourceOptions) -> dict[str, tuple[str, int]]:
    return _ranks(tuple((name, tuple(aliases)) for name, aliases in options.fields.items()))


def _candidates(record: Mapping[str, Any], ranks: Mapping[str, tuple[str, int]]) -> dict[str, list[tuple[str, Any]]]:
    """For each field the names and values in a record that can be meant, the best first."""
    found: dict[str, list[tuple[int, str, Any]]] = {}
    for key, value in record.items():
        # Long keys are data, and would fill the memory of the cache.
        place = ranks.get(_same(key)) if len(key) <= 100 else None
        if place is not None:
            found.setdefault(place[0], []).append((place[1], key, value))
    return {
        field: [(key, value) for _, key, value in sorted(values, key=lambda item: item[0])] for field, values in found.items()
    }


def document_from_record(
    values: Mapping[str, Any],
    /,
    *,
    path: str,
    record: int | None = None,
    record_line: int | None = None,
    options: SourceOptions = DEFAULT_OPTIONS,
    escaped: bool = False,
    problems: Sequence[Problem] = (),
) -> Document:
    """
    A document from a decoded JSON object, with the problems that are known of it.

    `escaped` says that surrogates in it stand for bytes that are not UTF-8. A field that is there without a
    value is an empty string for title and date, and dropped for others.

    >>> doc = document_from_record({"headline": "Ferry strike", "articleBody": "Day two."}, path="feed.jsonl")
    >>> doc.title, doc.text
    ('Ferry strike', 'Day two.')
    """
    noticed = list(problems)
    found = _all_candidates(values, options)
    text = _choose_text(found.get("text", []), values, options, noticed)
    fields, faults = _read_fields(found, options, escaped=escaped)
    problems = [*noticed, *faults]
    return make_document(text, fields, path, record, options, problems, escaped=escaped, record_line=record_line)


def _all_candidates(values: Mapping[str, Any], options: SourceOptions) -> dict[str, list[tuple[str, Any]]]:
    """The candidates in a record and then those in the objects that wrap it."""
    ranks = _ranks_of(options)
    found = _candidates(values, ranks)
    for key, inner in values.items():
        # `_source` is how Elasticsearch wraps a record; a `source` is somebody else.
        if isinstance(inner, Mapping) and (key == "_source" or _same(key[:100]) in _WRAPPERS):
            for field, candidates in _candidates(inner, ranks).items():
                found.setdefault(field, []).extend(candidates)
    return found


def _read_fields(
    found: Mapping[str, list[tuple[str, Any]]], options: SourceOptions, *, escaped: bool
) -> tuple[dict[str, str], list[Problem]]:
    """The fields other than the text, as strings, and what was wrong with their characters."""
    fields: dict[str, str] = {}
    problems: list[Problem] = []
    for field in options.fields:
        if field != "text" and field in found:
            values = [_flat(value, field) for _, value in found[field]]
            value = next((value for value in values if not says_nothing(value)), next(filter(None, values), ""))
            if value or field in ("title", "date"):
                fields[field], faults = mend(value, escaped=escaped)
                problems += [Problem(fault.rule, f"in the {field}: {fault.message}") for fault in faults[:1]]
    return fields, problems


def make_document(
    text: str,
    fields: Mapping[str, str],
    path: str,
    record: int | None,
    options: SourceOptions,
    problems: Sequence[Problem] = (),
    *,
    escaped: bool = False,
    encoding: str = "UTF-8",
    offset: int | None = None,
    first_line: int = 1,
    record_line: int | None = None,
    mark_bytes: int | None = 0,
) -> Document:
    """A document of a text that may have surrogates in it and may be too long."""
    if len(text) > options.max_document_chars:
        return Document("", fields, path, record, (*problems, oversized(options)), record_line=record_line)
    text, faults = mend(text, escaped=escaped, encoding=encoding, offset=offset)
    return Document(text, fields, path, record, (*problems, *faults), first_line, record_line, None if faults else mark_bytes)


def oversized(options: SourceOptions) -> Problem:
    """What is said of a text or record that is too long."""
    limit = f"{options.max_document_chars:,}"
    return Problem("oversized-input", f"more than {limit} characters in one text; split it or raise max-document-chars")


def _choose_text(
    candidates: list[tuple[str, Any]],
    record: Mapping[str, Any],
    options: SourceOptions,
    problems: list[Problem],
) -> str:
    """The text of a record, from the values that can be meant; where there is none, a problem says why."""
    texts = [(key, text) for key, value in candidates if (text := _text_of(value)) is not None]
    for _, text in texts:
        if not says_nothing(text):
            return text
    aliases = options.fields.get("text", ())
    if texts or any(value is None for _, value in candidates):
        key = texts[0][0] if texts else candidates[0][0]
        text = texts[0][1] if texts else ""
        what = f"says {printable(text.strip())!r}" if text.strip() else "is empty"
        problems.append(Problem("missing-text", f"the text field '{printable(key)}' {what}"))
        return text
    if candidates:
        key, value = candidates[0]
        problems.append(Problem("missing-text", f"the text field '{printable(key)}' is {kind_of(value)}, not a text"))
        return ""
    has = f"the record has {printable(', '.join(list(record)[:8]))}" if record else "the record has no fields at all"
    looked = ", ".join(aliases[:3]) + (" …" if len(aliases) > 3 else "")
    problems.append(
        Problem(
            "missing-text",
            f"no text field; looked for {looked}; {has}; set [tool.scrapelint.fields] text = [...]",
        )
    )
    return ""


def _text_of(value: Any) -> str | None:
    """A value as a text: a string, or a list of paragraphs; None for others."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n".join(value)
    return None


def text_in(record: Mapping[str, Any], options: SourceOptions) -> Any:
    """The value in a record, itself, that its text is taken from; None where it has none that says anything."""
    candidates = _all_candidates(record, options).get("text", ())
    return next((value for _, value in candidates if not says_nothing(_text_of(value) or "")), None)


def looked_at(options: SourceOptions) -> Callable[[str], bool]:
    """Whether the value of a name in a record can be one of its fields, or an object that holds some."""
    ranks = _ranks_of(options)
    return lambda name: len(name) <= 100 and (_same(name) in ranks or name == "_source" or _same(name) in _WRAPPERS)


def kind_of(value: Any) -> str:
    """What JSON calls a value, with an article; of a value that is none of JSON's, its `kind`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list):
        return "a list of other things than strings" if value else "an empty list"
    return "a text" if isinstance(value, str) else getattr(value, "kind", "a number")


def _flat(value: Any, field: str, depth: int = 3) -> str:
    """
    A field's value as one string: the name of an object, all authors of a list, of other lists the first that
    says anything.
    """
    if isinstance(value, str):
        return value
    if value is None or isinstance(value, bool) or depth == 0:
        return ""
    if isinstance(value, Mapping):
        parts = ("url", "href", "@id", *_PARTS) if field == "url" else _PARTS
        return next(filter(None, (_flat(value.get(part), field, depth - 1) for part in parts)), "")
    if isinstance(value, list):
        values = filter(None, (_flat(item, field, depth - 1) for item in value))
        return ", ".join(values) if field == "author" else next(values, "")
    try:
        return str(value)
    except ValueError:  # a whole number of more than 4,300 digits
        return ""


def records_within(value: Mapping[str, Any], options: SourceOptions) -> list[Any] | None:
    """
    The records of an object that only wraps a list of them, as APIs answer (`{"status": "ok", "articles":
    [...]}`), or None.
    """
    if any(_text_of(text) for _, text in _all_candidates(value, options).get("text", ())):
        return None
    lists = [
        items
        for key, items in value.items()
        if _same(key[:100]) in _LISTS and isinstance(items, list) and items and all(isinstance(item, dict) for item in items)
    ]
    return lists[0] if len(lists) == 1 else None


_FENCE = re.compile(r"---[ \t]*\r?\n")
_FENCE_END = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
_ENTRY = re.compile(r"([A-Za-z_][\w .:-]{0,60}?)[ \t]*:(?:[ \t]+(.*)|[ \t]*)")

# Front matter is short; what goes on longer is a text between two rulers.
_FRONT_MATTER_CHARS = 20_000


def split_front_matter(text: str) -> tuple[dict[str, Any], int]:
    r"""
    The front matter at the top of a Markdown file, and how many characters it takes with the blank lines
    below it.

    A small part of YAML: `key: value`, lists in either form, texts over several lines. What does not read
    like that is not front matter: a text can begin with a ruler.

    >>> split_front_matter("---\ntitle: Ferry strike\ntags: [sea, work]\n---\nDay two.\n")
    ({'title': 'Ferry strike', 'tags': ['sea', 'work']}, 46)
    """
    begin = _FENCE.match(text)
    end = _FENCE_END.search(text, begin.end(), begin.end() + _FRONT_MATTER_CHARS) if begin else None
    if begin is None or end is None:
        return {}, 0
    values: dict[str, Any] = {}
    key = ""
    for line in text[begin.end() : end.start()].split("\n"):
        bare = line.strip()
        entry = _ENTRY.fullmatch(line.rstrip())
        if not bare or bare.startswith("#"):
            continue
        if key and bare.startswith("- "):
            before = values[key]
            values[key] = [*before, _scalar(bare[2:])] if isinstance(before, list) else [_scalar(bare[2:])]
        elif entry:
            key = entry[1].strip()
            values[key] = _inline(entry[2] or "")
        elif key and line[0] in " \t":
            before = values[key]
            values[key] = f"{before} {bare}" if isinstance(before, str) else bare
        else:
            return {}, 0
    if not values:
        return {}, 0
    below = re.compile(r"(?:[ \t]*\r?\n)*").match(text, end.end())
    return values, below.end() if below else end.end()


def _inline(value: str) -> Any:
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        return [_scalar(part) for part in value[1:-1].split(",") if part.strip()]
    return None if value in ("|", ">", "|-", ">-") else _scalar(value)


def _scalar(value: str) -> str | None:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return None if value in ("~", "null") else value


def document_of_file(
    text: str,
    *,
    path: str,
    options: SourceOptions = DEFAULT_OPTIONS,
    escaped: bool = False,
    encoding: str = "UTF-8",
    offset: int | None = None,
) -> Document:
    """A document from the text of a file: front matter becomes fields, and the text begins below it."""
    values, length = split_front_matter(text)
    fields: Mapping[str, str] = {}
    problems: list[Problem] = []
    mark_bytes = offset if encoding == "UTF-8" else None
    if values:
        fields, problems = _read_fields(_all_candidates(values, options), options, escaped=escaped)
        if offset is not None:
            offset += len(text[:length].encode("utf-8", "surrogateescape"))
    body = text[length:] if length else text
    if not body or body.isspace():
        problems.append(Problem("empty-file", "there is no text below the front matter" if values else "the file has no text"))
    return make_document(
        body, fields, path, None, options, problems,
        escaped=escaped, encoding=encoding, offset=offset, first_line=1 + text.count("\n", 0, length),
        mark_bytes=mark_bytes,
    )  # fmt: skip


def document_from_text(text: str, *, path: str = "<text>", fields: Mapping[str, str] | None = None) -> Document:
    r"""
    A document from a text and its fields as they are; front matter is not read.

    >>> document_from_text("").problems[0].rule
    'empty-file'
    """
    what = f"the text says {printable(text.strip())!r}" if text.strip() else "the text is empty"
    problems = [Problem("empty-file", what)] if says_nothing(text) else []
    clean: dict[str, str] = {}
    for name, value in (fields or {}).items():
        clean[name], faults = mend(value)
        problems += [Problem(fault.rule, f"in the {name}: {fault.message}") for fault in faults[:1]]
    mended, faults = mend(text)
    return Document(mended, clean, path, None, (*problems, *faults))


def with_problems(documents: Iterator[Document], troubles: list[Problem], path: str) -> Iterator[Document]:
    """
    Documents, the last of them with what went wrong with the file as a whole, which is known only at its end.

    Where there are none, one that says so.
    """
    last: Document | None = None
    for document in documents:
        if last is not None:
            yield last
        last = document
    if last is None:
        yield Document(
            "",
            path=path,
            problems=tuple(troubles) or (Problem("empty-file", "there are no records in the file"),),
        )
    else:
        yield add_problems(last, troubles)


def add_problems(doc: Document, problems: Sequence[Problem]) -> Document:
    """A document with more problems."""
    from dataclasses import replace

    return replace(doc, problems=(*doc.problems, *problems)) if problems else doc
