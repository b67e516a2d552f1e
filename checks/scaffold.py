"""The file of a new rule, which passes its own examples as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import UsageError
from .rule import RULE_NAME

if TYPE_CHECKING:
    from pathlib import Path

PYTHON_RULE = '''\
"""
A line that names the page's print button.

Say here what the defect is, in one sentence that stands alone, then why it hurts whoever uses the text.

Left alone: what looks like the defect and is not one.

Options:
    max_words: how long a line may be to be looked at.
"""

from scrapelint.checks import Document, Hits

SEVERITY = "warning"  # error: certain and bad; warning: most likely; info: for those who want it

# What must be flagged stands between ⟦ and ⟧; near misses must stay unflagged. `pytest` runs both.
BAD = ["The ferry sails again.\\n⟦Print this page⟧\\n"]
GOOD = [
    "The council will print this page of the report in two languages, the mayor said.\\n",
    "How to print this page of the atlas\\n",
]


def check(doc: Document, *, max_words: int = 5) -> Hits:
    for line in doc.inked:
        if doc.key(line) == "print this page" and line.word_count <= max_words:
            yield line.strip(), "print button"
'''

PACK = '''\
summary = "A line that names the page's print button."
explanation = """
Say here why the phrases hurt whoever uses the text, what is left alone, and what is missed.
"""
severity = "warning"  # error: certain and bad; warning: most likely; info: for those who want it
message = "print button"

# What must be flagged stands between ⟦ and ⟧; near misses must stay unflagged.
bad = ["The ferry sails again.\\n⟦Print this page⟧\\n"]
good = [
    "The council will print this page of the report in two languages, the mayor said.\\n",
    "How to print this page of the atlas\\n",
]

[phrases.en]
line = ["Print this page"]  # the whole line
prefix = []  # the beginning of a short line
contains = []  # anywhere in a line
'''


def write_rule(name: str, folder: Path, *, pack: bool = False) -> Path:
    """
    Write the file of the rule CATEGORY/NAME below a folder and return its path.

    Raises UsageError where the name is none or the file is there already.
    """
    category, slash, rule = name.partition("/")
    category, rule = category.replace("_", "-"), rule.replace("_", "-")
    if not slash or not RULE_NAME.fullmatch(category) or not RULE_NAME.fullmatch(rule):
        raise UsageError(f"{name!r} is no name for a rule; write CATEGORY/NAME, such as leftover/print-button")
    path = folder / category.replace("-", "_") / f"{rule.replace('-', '_')}.{'toml' if pack else 'py'}"
    if path.exists():
        raise UsageError(f"{path} is there already; choose another name, or edit it")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PACK if pack else PYTHON_RULE, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from error
    return path
