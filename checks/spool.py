"""Pieces of data set aside for later: in memory while they are few, then in a temporary file."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Sequence
from typing import overload

import msgspec

from .findings import FileReport

MEMORY_BYTES = 16_000_000

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(FileReport)


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


class ReportSpool(Sequence[FileReport]):
    """Reports set aside, to be gone through as often as wanted; only the one that is looked at is in memory."""

    def __init__(self, memory_bytes: int = MEMORY_BYTES) -> None:
        self._spool = Spool(memory_bytes)

    def add(self, report: FileReport) -> None:
        """Set a report aside."""
        self._spool.add(_ENCODER.encode(report))

    def __len__(self) -> int:
        return len(self._spool)

    @overload
    def __getitem__(self, place: int) -> FileReport: ...

    @overload
    def __getitem__(self, place: slice) -> list[FileReport]: ...

    def __getitem__(self, place: int | slice) -> FileReport | list[FileReport]:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        return _DECODER.decode(self._spool[place if place >= 0 else place + len(self)])

    def close(self) -> None:
        """Give back the memory, and the file."""
        self._spool.close()
