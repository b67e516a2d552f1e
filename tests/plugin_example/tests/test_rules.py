"""All examples of all rules of the package, exact places included."""

from pathlib import Path

import scrapelint_harbour
from scrapelint.testing import examples

test_rules = examples(Path(scrapelint_harbour.__file__).parent)
