r"""
Bytes that are not UTF-8, or halves of characters.

The scraper took the page for UTF-8 when it was windows-1252, cut a text in the middle of a character, or
wrote half of an emoji (`\ud83d`) into its JSON. What stood there is lost to everyone who reads the file as
UTF-8: some programs stop, others put a replacement character in its place, as is done here.

One finding for each run of such bytes, at most 100 in one text. The message gives the bytes, where they stand
in the file, and what they would be in windows-1252, the encoding that most such pages are in.

Left alone: files with a byte order mark that says UTF-16 or UTF-32, and replacement characters that were
already in the text. Misses: text in another encoding that happens to be valid UTF-8.
"""

from ...checks import Document, Example, Hits

SEVERITY = "error"
POINTS = 3
HINT = "decode the page with the encoding that it declares, and write UTF-8"

BAD = [
    Example(b"Caf\xe2\x9f\xa6\xe9\xe2\x9f\xa7 owners back the ferry crews\n", name="windows-1252.txt"),
    Example(
        b"\xe2\x9f\xa6\x93\xe2\x9f\xa7Day two\xe2\x9f\xa6\x94\xe2\x9f\xa7, said the master\n",
        name="quotes.txt",
    ),
    Example(b'{"text": "Caf\xe2\x9f\xa6\xe9\xe2\x9f\xa7 owners"}', name="feed.jsonl"),
    Example(r'{"text": "Crews cheered ⟦\ud83d⟧"}', name="half-an-emoji.json"),
]
GOOD = [
    Example("Café owners back the ferry crews\n".encode(), name="utf-8.txt"),
    Example("Café owners back the ferry crews\n".encode("utf-16"), name="utf-16.txt"),
    Example(r'{"text": "Crews cheered \ud83d\ude00"}', name="whole-emoji.json"),
]


def check(doc: Document) -> Hits:
    yield from doc.problem_hits("undecodable-bytes")
