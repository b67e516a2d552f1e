"""
A file that is not text: a PDF, an image, an archive.

The link led to a download, and the scraper saved what came under the name of a text. Nothing can be extracted
from it here, and a program that reads it as text gets noise.

A file is known by its first bytes, or by the share of control bytes among the first 65,536. Left alone: text
with a stray control character, which has a rule of its own; text in another encoding (see undecodable-bytes);
UTF-16 and UTF-32 with a byte order mark.
"""

from ...checks import Document, Example, Hits

SEVERITY = "error"
POINTS = 100
HINT = "look at the content type before saving; extract the text of a PDF first"

BAD = [
    Example(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", name="report.txt", whole=True),
    Example(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", name="photo.txt", whole=True),
    Example("Ferry strike".encode("utf-16-le"), name="utf-16-without-mark.txt", whole=True),
]
GOOD = [
    "PDF-1.7 is the version of the format that the ministry asks for.\n",
    "Ferry\x00strike enters its second week\n",
    Example("Ferry strike".encode("utf-16"), name="utf-16.txt"),
]


def check(doc: Document) -> Hits:
    yield from doc.problem_hits("binary-file")
