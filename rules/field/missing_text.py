"""
A record without a text.

The page had no article, the extractor found nothing and wrote null, or the text stands in a field of another
name; or a program wrote `nan`, `None`, `null` or `-` for what it did not have. Feeds with empty records look
complete by their number of lines.

The text is looked for under common names (text, body, content, article_body, markdown …), in any case, with
or without `_` and `-`, and one level down in objects such as `article` and `data`. A list of strings is read
as paragraphs. Where it has another name, say so in the settings: `fields.text = ["inhalt"]`.

Left alone: files that hold one text (see empty-file), and short texts.
"""

from ...checks import Document, Example, Hits

SEVERITY = "error"
POINTS = 100
HINT = "drop the record, extract it again, or name its text field in the settings"

BAD = [
    Example('{"title": "Ferry strike", "url": "https://example.com/1"}', name="no-field.jsonl", whole=True),
    Example('{"title": "Ferry strike", "text": null}', name="null.jsonl", whole=True),
    Example('{"title": "Ferry strike", "text": " "}', name="blank.jsonl", whole=True),
    Example('{"title": "Ferry strike", "text": 17}', name="number.jsonl", whole=True),
    Example('{"title": "Ferry strike", "text": "NaN"}', name="nan.jsonl", whole=True),
    Example('"undefined"\n', name="undefined.jsonl", whole=True),
    Example("17\n", name="not-an-object.jsonl", whole=True),
]
GOOD = [
    Example('{"text": "N/A", "content": "None of the crews came back."}', name="placeholder.jsonl"),
    Example('{"articleBody": "Day two of the strike."}', name="json-ld.json"),
    Example('{"article": {"body": "Day two of the strike."}}', name="wrapped.json"),
    Example('{"text": null, "content": "Day two of the strike."}', name="second-choice.jsonl"),
    Example('{"text": ["Day one.", "Day two."]}', name="paragraphs.jsonl"),
    Example('"Day two of the strike."\n', name="bare-string.jsonl"),
]


def check(doc: Document) -> Hits:
    yield from doc.problem_hits("missing-text")
