"""
From values of Python to what a feed can hold: texts, numbers, lists and objects.

Records that were never written to a file hold what their libraries put there: NaN and NaT of pandas where nothing is,
scalars and arrays of numpy, dates as objects, texts as bytes. They are read as the feed would have been, had it been
written. Nothing here raises an error because of a value.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import Enum
from typing import TYPE_CHECKING, Any

from .decoding import decode
from .document import printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# Deeper than any field is looked for, and the end of lists that hold themselves.
_MAX_DEPTH = 6

# More values than any record has; the end of lists that hold the same list many times, which are soon a million million.
_MAX_VALUES = 1_000_000


class Unknown:
    """
    A value that no feed could hold, such as a selector that was left in the item; `kind` says what it is. As a string
    it is what it says of itself, or nothing where that is only a description (`<Selector query=…>`).
    """

    def __init__(self, value: object) -> None:
        self.kind = f"a Python object ({printable(type(value).__name__)})"
        self._text = ""
        if type(value).__str__ is not object.__str__:
            try:
                text = str(value)
            except Exception:  # what it says of itself is its own business
                text = ""
            self._text = "" if text.startswith("<") else text

    def __str__(self) -> str:
        """What the value says of itself."""
        return self._text


class Plain:
    """
    A record made plain: `value`, and `escaped`, which says that there are surrogates in it for bytes that are not UTF-8.

    Of the values in it, those are left out whose name `looked_at` does not know: a record may carry vectors and pictures.
    """

    def __init__(self, record: Any, looked_at: Callable[[str], bool]) -> None:
        self.escaped = False
        self._looked_at = looked_at
        self._values = 0
        self.value = self._plain(record, _MAX_DEPTH)

    def _plain(self, value: Any, depth: int) -> Any:
        self._values += 1
        if not depth or self._values > _MAX_VALUES:
            return None
        try:
            return self._made_plain(value, depth)
        except Exception:  # what looks like a value may be a program, and raise when it is asked
            return Unknown(value)

    def _made_plain(self, value: Any, depth: int) -> Any:
        if value is None or isinstance(value, (bool, int)):
            return value
        if isinstance(value, Enum):
            return self._plain(value.value, depth - 1)
        if isinstance(value, str):
            return value if type(value) is str else str.__str__(value)
        if isinstance(value, (bytes, bytearray)):
            text, escaped = decode(value)
            self.escaped |= escaped
            return text
        pairs = pairs_of(value)
        if pairs is not None:
            return self._mapping(pairs, depth)
        if isinstance(value, (list, tuple)):
            if all(type(item) is str for item in value):  # paragraphs, as many as there are
                return list(value)
            return [self._plain(item, depth - 1) for item in value]
        if isinstance(value, (set, frozenset)):  # in an order that is the same in every process
            items = [self._plain(item, depth - 1) for item in value]
            return sorted(items, key=lambda item: (type(item).__name__, str(item)))
        if hasattr(value, "dtype") and callable(getattr(value, "tolist", None)):
            return self._of_numpy(value, depth)
        if _is_missing(value):
            return None
        if isinstance(value, float):
            return float(value)
        return value.isoformat() if isinstance(value, (datetime, date, time)) else Unknown(value)

    def _of_numpy(self, value: Any, depth: int) -> Any:
        """A scalar or an array of numpy, or of a library that looks like it."""
        if getattr(value.dtype, "kind", "") in "mM":  # of these, tolist makes whole numbers of nanoseconds
            return None if getattr(value, "ndim", 0) or _is_missing(value) else str(value)
        return self._plain(value.tolist(), depth - 1)

    def _mapping(self, pairs: Iterable[tuple[Any, Any]], depth: int) -> dict[str, Any]:
        top = depth == _MAX_DEPTH
        named = ((key if type(key) is str else str(key), value) for key, value in pairs)
        return {name: self._plain(value, depth - 1) if not top or self._looked_at(name) else None for name, value in named}


def _is_missing(value: Any) -> bool:
    """Whether a value stands for none: NaN, NaT, and NA of pandas are not equal to themselves, or will not say."""
    try:
        return bool(value != value)
    except Exception:
        return True


def pairs_of(value: Any) -> Iterable[tuple[Any, Any]] | None:
    """
    The names and values of a record, None where the value is none: a mapping, a row (of pandas, of sqlite3), a named
    tuple, a dataclass, an object of attrs or pydantic.
    """
    if isinstance(value, Mapping):
        return value.items()
    if isinstance(value, type):
        return None
    if dataclasses.is_dataclass(value):
        return [(field.name, getattr(value, field.name, None)) for field in dataclasses.fields(value)]
    attributes = getattr(type(value), "__attrs_attrs__", None)
    if attributes is not None:
        return [(attribute.name, getattr(value, attribute.name, None)) for attribute in attributes]
    for name in ("_asdict", "model_dump"):
        method: Callable[[], Any] | None = getattr(type(value), name, None)
        if method is not None:
            made = getattr(value, name)()
            return made.items() if isinstance(made, Mapping) else None
    if callable(getattr(type(value), "keys", None)) and hasattr(type(value), "__getitem__"):
        return [(key, value[key]) for key in value.keys()]  # noqa: SIM118 - a row of pandas iterates over its values
    return None
