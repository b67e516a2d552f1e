"""
A gzip archive that is cut short or damaged.

The download or the writing process was interrupted. The texts at its end are missing, and nothing else says
so: many readers take what they get.

What could be unpacked is checked; the finding stands with the last text of the file. A file that is named .gz
and is not packed is reported here, too, and read as it is.

Left alone: several archives one behind the other, and zeros behind the last, which the format allows.
"""

from ...checks import Document, Example, Hits

SEVERITY = "error"
POINTS = 50
HINT = "fetch or pack the archive again"

_ARCHIVE = (
    # gzip.compress(b"Ferry strike enters second week\n", mtime=0)
    b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03"
    b"\x73\x4b\x2d\x2a\xaa\x54\x28\x2e\x29\xca\xcc\x4e\x55\x48\xcd\x2b\x49\x2d\x2a\x56"
    b"\x28\x4e\x4d\xce\xcf\x4b\x51\x28\x4f\x4d\xcd\xe6\x02\x00\xe5\x32\x4f\xfb\x20\x00"
    b"\x00\x00"
)

BAD = [
    Example(_ARCHIVE[:-8], name="article.txt.gz", whole=True),
    Example("Ferry strike enters second week\n", name="not-packed.txt.gz", whole=True),
]
GOOD = [
    Example(_ARCHIVE, name="article.txt.gz"),
    Example(_ARCHIVE + _ARCHIVE, name="two-in-one.txt.gz"),
    Example(_ARCHIVE + bytes(16), name="padded.txt.gz"),
]


def check(doc: Document) -> Hits:
    yield from doc.problem_hits("cut-archive")
