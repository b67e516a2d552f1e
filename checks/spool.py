"""Pieces of data set aside for later: in memory while they are few, then in a temporary file."""

from __future__ import annotations

import tempfile
from array import array

MEMORY_BYTES = 16_000_000


class Spool:
    """
    Pieces of bytes by their numbers, from 0; what is more than `memory_bytes` lies in a file that has no name, which the
    system takes away with the process.
    """

    def __init__(self, memory_bytes: int = MEMORY_BYTES) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=memory_bytes, prefix="scrapelint-")  # noqa: SIM115 - closed by close
        self._starts = array("Q", [0])

    def __len__(self) -> int:
        return len(self._starts) - 1

    def add(self, data: bytes) -> int:
        """Set a piece aside, and the number to get it back by."""
        self._file.seek(self._starts[-1])
        self._file.write(data)
        self._starts.append(self._starts[-1] + len(data))
        return len(self) - 1

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < len(self):
            raise IndexError(number)
        start, end = self._starts[number : number + 2]
        self._file.seek(start)
        return self._file.read(end - start)

    def close(self) -> None:
        """Give back the memory, and the file."""
        self._file.close()
