"""
A path that was to be checked and is not there, or holds nothing to check.

A spelling mistake on the command line, a scraper that wrote nothing last night, a pattern that matches no file any
more. A check of what is left would pass, and nobody would notice that the rest was never looked at; so the run
ends with exit status 2, and every report has an error at the path.

This holds whatever rules are selected.
"""

from ...checks import Document, Hits

SEVERITY = "error"
POINTS = 100
HINT = "mend the path, or see why nothing was written there"

# What is wrong here is that there is no file.
BAD: list[str] = []
GOOD = ["No such file\n\nThe clerk found no such file in the archive of the harbour.\n"]


def check(doc: Document) -> Hits:
    yield from doc.problem_hits("missing-path")
