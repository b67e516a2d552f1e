r"""
From the bytes of a file to text: archives, byte order marks, bytes that are not UTF-8, files that are no text
at all.

Everything is streamed as UTF-8, whatever it was, so that feeds of any size go through a small window. What is
wrong with a file is collected as `Problem`s beside it; nothing here raises an error because of what is in a
file.

Bytes that are not UTF-8 travel as the lone surrogates U+DC80 to U+DCFF of Python's `surrogateescape`, one for
one, until `mend` puts U+FFFD in their place and says what stood there.
"""

from __future__ import annotations

import codecs
import io
import itertools
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from .document import Problem, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from _typeshed import WriteableBuffer

BLOCK_BYTES = 1 << 18

# What is looked at to tell what a file is.
HEAD_BYTES = 1 << 16

# A gzip archive may grow to this size, and beyond it as long as it grows less than MAX_GROWTH-fold. Text
# packs 3- to 10-fold, a log of one template 50-fold; an archive made to fill a disk 1,000-fold.
MAX_UNPACKED_BYTES = 10_000_000
MAX_GROWTH = 100

# How many runs of bad bytes in one text are reported one by one.
MAX_RUNS = 100

GZIP = b"\x1f\x8b"

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# The longer mark first: that of UTF-32 begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF32_LE, "UTF-32-LE"),
    (codecs.BOM_UTF32_BE, "UTF-32-BE"),
    (codecs.BOM_UTF16_LE, "UTF-16-LE"),
    (codecs.BOM_UTF16_BE, "UTF-16-BE"),
)

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive (or an Office document, which is one)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document"),
    (GZIP, "a gzip archive within a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"(\xb5/\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
)

# Control bytes that stand in no text: all but backspace, tab, line feed, form feed, carriage return and
# escape.
_CONTROL_BYTES = bytes(sorted({*range(32), 127} - {8, 9, 10, 12, 13, 27}))


@dataclass
class Input:
    """
    The bytes of a file as UTF-8 without byte order mark and archive.

    `head` is its beginning, which `stream` gives again. `mark_bytes` is the length of the byte order mark,
    `packed` says that it was an archive. `troubles` is filled while the stream is read, with what concerns
    the file as a whole.
    """

    head: bytes
    stream: BinaryIO
    encoding: str
    mark_bytes: int
    packed: bool
    troubles: list[Problem]

    def read(self, limit: int) -> bytes | None:
        """All that remains; None if it is more than `limit` bytes."""
        # getvalue() of a BytesIO shares its memory: a large file is held once.
        buffer = io.BytesIO()
        while block := self.stream.read(BLOCK_BYTES):
            if buffer.tell() + len(block) > limit:
                return None
            buffer.write(block)
        return buffer.getvalue()

    def lines(self, limit: int) -> Iterator[tuple[bytes, int]]:
        r"""
        Line after line, as `\n` ends them, each with its length in bytes; of a longer one than `limit` only
        the beginning.
        """
        while line := self.stream.readline(limit):
            length = len(line)
            rest = line
            while len(rest) == limit and not rest.endswith(b"\n"):
                rest = self.stream.readline(limit)
                length += len(rest)
            yield line, length


class _Blocks(io.RawIOBase):
    """Blocks of bytes as a file."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self._blocks = blocks
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer)
        while not self._rest:
            block = next(self._blocks, None)
            if block is None:
                return 0
            self._rest = memoryview(block)
        count = min(len(room), len(self._rest))
        room[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def blocks_of(file: BinaryIO, troubles: list[Problem]) -> Iterator[bytes]:
    """The bytes of a file in blocks; a fault of the disk or the network ends them and is noted."""
    # read1 gives what is there; read would lose that when a later part of the block fails.
    read: Callable[[int], bytes] = getattr(file, "read1", file.read)
    while True:
        try:
            block = read(BLOCK_BYTES)
        except (OSError, ValueError) as error:
            troubles.append(unreadable(error))
            return
        if not block:
            return
        yield block


def unreadable(error: OSError | ValueError) -> Problem:
    """What is said of a file that cannot be read."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    remedy = "give read permission or leave the file out" if isinstance(error, PermissionError) else "check the path and the disk"
    return Problem("unreadable-file", f"{printable(reason.lower(), 80)}; {remedy}")


def encoding_of(head: bytes) -> tuple[str, int]:
    """The encoding that a byte order mark says, or UTF-8, and the length of the mark."""
    return next(((name, len(mark)) for mark, name in _BYTE_ORDER_MARKS if head.startswith(mark)), ("UTF-8", 0))


def open_input(blocks: Iterable[bytes], troubles: list[Problem], *, packed: bool = False, as_it_is: bool = False) -> Input:
    """
    Blocks of a file, unpacked and as UTF-8.

    `packed` says that the file's name promises a gzip archive, `as_it_is` that the blocks are from the middle
    of a file.
    """
    if as_it_is:
        return Input(b"", io.BufferedReader(_Blocks(iter(blocks)), BLOCK_BYTES), "UTF-8", 0, False, troubles)
    head, blocks = _peek(blocks)
    is_archive = head.startswith(GZIP)
    if is_archive:
        head, blocks = _peek(_unpack(blocks, troubles))
    elif packed and head:
        message = "named .gz, but not a gzip archive; it is read as it is: rename it"
        troubles.append(Problem("cut-archive", message))
    encoding, mark_bytes = encoding_of(head)
    if mark_bytes:
        head, blocks = _peek(_without(blocks, mark_bytes))
    if encoding != "UTF-8":
        head, blocks = _peek(_as_utf8(blocks, encoding))
    stream = io.BufferedReader(_Blocks(iter(blocks)), BLOCK_BYTES)
    return Input(head, stream, encoding, mark_bytes, is_archive, troubles)


def _peek(blocks: Iterable[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first HEAD_BYTES, and all blocks from the first on."""
    blocks = iter(blocks)
    first: list[bytes] = []
    size = 0
    for block in blocks:
        first.append(block)
        size += len(block)
        if size >= HEAD_BYTES:
            break
    return b"".join(first)[:HEAD_BYTES], itertools.chain(first, blocks)


def _without(blocks: Iterator[bytes], count: int) -> Iterator[bytes]:
    """All blocks but the first `count` bytes."""
    for block in blocks:
        yield block[count:]
        count = max(0, count - len(block))


def _unpack(blocks: Iterable[bytes], troubles: list[Problem]) -> Iterator[bytes]:
    """What is in a gzip archive, or several one behind the other, as far as it can be read."""
    archive = zlib.decompressobj(31)
    packed = unpacked = 0
    for block in blocks:
        packed += len(block)
        data = block
        while data:
            if archive.eof:
                data = data.lstrip(b"\0")  # some tools pad to whole sectors
                if not data:
                    break
                if data[0] != GZIP[0]:
                    troubles.append(
                        Problem(
                            "cut-archive",
                            "something that is not gzip stands behind the archive; pack the file again",
                        )
                    )
                    return
                archive = zlib.decompressobj(31)
            for part in _unpack_block(archive, data, troubles):
                unpacked += len(part)
                yield part
                if unpacked > max(MAX_UNPACKED_BYTES, MAX_GROWTH * packed):
                    limits = f"{MAX_GROWTH}-fold, beyond {MAX_UNPACKED_BYTES:,} bytes"
                    message = f"the archive grows more than {limits}; unpack it"
                    troubles.append(Problem("oversized-input", message))
                    return
            if troubles:
                return
            data = archive.unused_data if archive.eof else b""
    if not archive.eof and not troubles:
        message = "the gzip archive is cut short; what is left of it was checked: fetch or pack it again"
        troubles.append(Problem("cut-archive", message))


def _unpack_block(archive: zlib._Decompress, data: bytes, troubles: list[Problem]) -> Iterator[bytes]:
    """What one block of an archive holds, in blocks of bounded size."""
    part = b""
    while data or len(part) == BLOCK_BYTES:
        before = archive.copy()
        try:
            part = archive.decompress(data, BLOCK_BYTES)
        except zlib.error:
            # What stood before the fault is lost with the call: once more, byte by byte, to have it.
            for place in range(len(data)):
                try:
                    yield before.decompress(data[place : place + 1])
                except zlib.error as error:  # noqa: PERF203
                    reason = str(error).rpartition(": ")[2]
                    message = f"the gzip archive is damaged ({reason}); what came before was checked: fetch again"
                    troubles.append(Problem("cut-archive", message))
                    return
            return
        if part:
            yield part
        if archive.eof:
            return
        data = archive.unconsumed_tail


def _mark_fault(error: UnicodeError) -> tuple[str, int]:
    """One mark for each unit that is not of its encoding; it becomes the byte 0xFF, which is not UTF-8."""
    if isinstance(error, UnicodeDecodeError):
        return "\udcff", error.end
    raise error


codecs.register_error("scrapelint-mark", _mark_fault)


def _as_utf8(blocks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("scrapelint-mark")
    for block in blocks:
        yield decoder.decode(block).encode("utf-8", "surrogateescape")
    yield decoder.decode(b"", final=True).encode("utf-8", "surrogateescape")


def why_binary(head: bytes) -> str | None:
    """
    What is said of a file that is no text, from its beginning; None for text.

    A stray control character does not make a file binary: that is for the rules about characters to report.

    >>> why_binary(b"%PDF-1.7 ...")
    'this is a PDF, not text; extract its text first or leave the file out'
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return f"this is {kind}, not text; extract its text first or leave the file out"
    nuls = head.count(0)
    controls = len(head) - len(head.translate(None, _CONTROL_BYTES))
    # A NUL weighs more: no editor writes one. Random bytes have 10 % control bytes.
    weight = controls + 3 * nuls
    if (weight >= 8 and weight > 0.02 * len(head)) or controls > 0.3 * len(head):
        # In UTF-16, one byte of each pair is NUL in most scripts, always the same one.
        fewer, more = sorted((head[::2].count(0), head[1::2].count(0)))
        if more > 0.3 * len(head) and fewer < 0.1 * more:
            return "this is UTF-16 without a byte order mark; save it as UTF-8"
        share = f"{controls:,} of the first {len(head):,} bytes are control characters"
        return f"this is binary data, not text ({share}); leave the file out"
    return None


def decode(data: bytes | bytearray) -> tuple[str, bool]:
    """Bytes as text, and whether it has surrogates for bytes that are not UTF-8."""
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape"), True


_ESCAPED_BYTES = re.compile("[\udc80-\udcff]+|[\ud800-\udfff]")
_SURROGATES = re.compile("[\ud800-\udfff]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def has_surrogates(text: str) -> bool:
    """Whether there are surrogates in a text, which no encoding can write."""
    if text.isascii():
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def mend(text: str, *, escaped: bool = False, encoding: str = "UTF-8", offset: int | None = None) -> tuple[str, list[Problem]]:
    r"""
    A text with U+FFFD for each surrogate in it, and a problem for each run of them.

    `escaped` says that they stand for bytes; `offset` is where in the file the text begins, in bytes, where
    that can be said.

    >>> text, problems = mend("caf\udce9", escaped=True, offset=0)
    >>> text, problems[0].message
    ('caf\ufffd', "byte 0xE9 at offset 3 is not UTF-8; as windows-1252 it reads 'é'")
    """
    if not has_surrogates(text):
        return text, []
    pattern = _ESCAPED_BYTES if escaped else _SURROGATES
    problems: list[Problem] = []
    done = 0
    runs = pattern.finditer(text)
    for match in itertools.islice(runs, MAX_RUNS):
        if offset is not None:
            offset += len(text[done : match.start()].encode("utf-8", "surrogateescape"))
            done = match.start()
        message = _describe(match.group(), escaped, encoding, offset)
        problems.append(Problem("undecodable-bytes", message, match.start(), match.end()))
    first = next(runs, None)
    if first is not None:
        count = 1 + sum(1 for _ in runs)
        message = f"{count:,} more places like this; find out the encoding and decode the file again"
        problems.append(Problem("undecodable-bytes", message, first.start(), first.end()))
    return _SURROGATE.sub(_REPLACEMENT, text), problems


def _describe(run: str, escaped: bool, encoding: str, offset: int | None) -> str:
    """What is said of one run of surrogates."""
    few = run[:8]
    etc = " …" if len(run) > 8 else ""
    one = len(run) == 1
    if not escaped or not "\udc80" <= run[0] <= "\udcff":
        units = " ".join(f"\\u{ord(unit):04x}" for unit in few)
        return f"lone surrogate {units}, half of a character" if one else f"lone surrogates {units}{etc}, halves of characters"
    if encoding != "UTF-8":
        return f"what stands here is not {encoding}"
    raw = run.encode("utf-8", "surrogateescape")
    names = " ".join(f"0x{byte:02X}" for byte in raw[:8])
    place = "" if offset is None else f" at offset {offset}"
    what = f"byte {names}{place} is not UTF-8" if one else f"bytes {names}{etc}{place} are not UTF-8"
    if len(raw) > 1 and _is_cut(raw):
        return f"{what}; they begin a character that was cut"
    try:
        reading = raw[:8].decode("windows-1252")
    except UnicodeDecodeError:
        return what
    return f"{what}; as windows-1252 {'it reads' if one else 'they read'} '{printable(reading)}'"


def _is_cut(raw: bytes) -> bool:
    """Whether bytes are the beginning of one UTF-8 character."""
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(raw) == ""
    except UnicodeDecodeError:
        return False
