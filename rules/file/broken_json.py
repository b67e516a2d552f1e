"""
A record that is not valid JSON.

The writing was interrupted, two processes wrote to one file, an array was appended to (`][`), quotation marks
or line breaks were not escaped, or a Python dict was printed. Most readers stop at the first such record and
lose the rest of the feed; some skip it, and the text is lost without a word.

What can be read is read and checked: records around the broken one, both of two records on one line, the
records of an array without its end. What is wrong with a file as a whole is reported once, with the record
where it shows. The message gives line and column in the file.

Left alone: what JSON forbids and every reader takes, such as NaN; blank lines between records; JSON Lines in
a file named .json.
"""

from ...checks import Document, Example, Hits

SEVERITY = "error"
POINTS = 100
HINT = "write each record with a JSON library, one object a line"

BAD = [
    Example('{"text": "Day one."}\n{"text": "Day two', name="cut-off.jsonl", whole=True),
    Example("{'text': 'Day one.'}\n", name="python-dict.jsonl", whole=True),
    Example('{"text": "Day one."}{"text": "⟦⟧Day two."}\n', name="two-on-a-line.jsonl"),
    Example('[{"text": "Day one."}][{"text": "⟦⟧Day two."}]', name="appended.json"),
    Example('[{"text": "⟦⟧Day one."},]', name="comma-at-the-end.json"),
    Example('[{"text": "⟦⟧Day one."}', name="no-end.json"),
]
GOOD = [
    Example('{"text": "Day one."}\n\n{"text": "Day two."}\n', name="blank-line.jsonl"),
    Example('{"text": "Day one.", "score": NaN}\n', name="nan.jsonl"),
    Example('{"text": "Day one."}\n{"text": "Day two."}\n', name="lines-after-all.json"),
    Example('{"text": "He wrote {\'text\': 1}][{ and left."}\n', name="json-in-the-text.jsonl"),
]


def check(doc: Document) -> Hits:
    yield from doc.problem_hits("broken-json")
