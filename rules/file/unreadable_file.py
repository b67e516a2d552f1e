"""
A file that is there and cannot be read.

The user who runs the check has no permission, the disk has a fault, or the file went away between listing and
reading. Nothing in it was checked, and a run that kept silent about it would pass what nobody has seen.

Left alone: paths that do not exist, which are for `missing-path`.
"""

from ...checks import Document, Hits

SEVERITY = "error"
POINTS = 100
HINT = "give read permission, or leave the file out with exclude"

# What is wrong here is not in the bytes of a file, so that no bytes can show it.
BAD: list[str] = []
GOOD = ["Permission denied\n\nThe ferry company was refused a permit.\n"]


def check(doc: Document) -> Hits:
    yield from doc.problem_hits("unreadable-file")
