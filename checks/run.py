"""
A run: many sources through the checker, in one process or several, in the order of the input.

Work is cut by files and byte ranges, and sent as ranges, not as texts; what comes back are encoded reports,
which cost a tenth of objects. The result does not depend on the number of processes. A worker that dies is
noticed, the range it was at is named, and the run goes on.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from .config import Config, Rules
from .discovery import find_rules
from .document import Document, Problem
from .engine import Checker, RuleSet
from .findings import ENGINE, Excerpt, FileReport, Finding, RuleCrash, Score
from .sources import STDIN, Chunk, PathTrouble, Source, SourceOptions, cut, lines_started, read_chunk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from .gate import Gate

# Below this much input, starting processes costs more than it saves.
PARALLEL_FROM_BYTES = 5_000_000

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(list[FileReport])


@dataclass
class ChunkChecker:
    """Everything that a process needs to check a chunk."""

    config: Config
    gate: Gate
    excerpts: bool
    contents: bool
    options: SourceOptions = field(init=False)
    checker: Checker = field(init=False)

    def __post_init__(self) -> None:
        self.options = self.config.source_options()
        rules = Rules(self.config)
        self.checker = Checker(rules.for_document, self.gate.passes, self.excerpts, self.contents)

    def check(self, chunk: Chunk) -> Iterator[FileReport]:
        """The reports on all documents of a chunk, as they are read."""
        return map(self.checker.check, read_chunk(chunk, self.options))


def check_sources(
    sources: Sequence[Source],
    config: Config,
    gate: Gate,
    *,
    excerpts: bool = False,
    contents: bool = False,
    jobs: int = 0,
    progress: Callable[[int], None] = lambda _bytes: None,
) -> Iterator[FileReport]:
    """
    The reports on all documents, in the order of the input.

    `jobs` is the number of processes, 0 for as many as there are processors where the input is large.
    `progress` is called with the bytes that are done.
    """
    total = sum(source.size for source in sources)
    jobs = jobs or (os.cpu_count() or 1 if total >= PARALLEL_FROM_BYTES else 1)
    work = ChunkChecker(config, gate, excerpts, contents)  # also here, so that wrong settings show before any process starts
    chunks = [chunk for source in sources for chunk in cut(source)]
    jobs = min(jobs, len(chunks))
    results = _in_processes(chunks, work, jobs) if jobs > 1 else ((chunk, work.check(chunk)) for chunk in chunks)
    done: tuple[str, int, int] = ("", 0, 0)
    for chunk, reports in results:
        path, records, lines = done if done[0] == chunk.source.path else (chunk.source.path, 0, 0)
        first = records
        for report in reports:
            records += 1
            yield _numbered(report, first, lines) if chunk.start else report
        done = (path, records, lines + lines_started(chunk))
        progress((chunk.end if chunk.end is not None else chunk.source.size) - chunk.start)


def report_troubles(troubles: Sequence[PathTrouble], *, excerpts: bool = False, contents: bool = False) -> list[FileReport]:
    """
    A report for each path with nothing to read. It has failed, whatever the gate and the selected rules are: what was
    not seen does not pass.
    """
    if not troubles:
        return []
    files = find_rules()
    rules = RuleSet.of([files[name].load() for name in {trouble.rule for trouble in troubles}])
    checker = Checker(lambda _doc: rules, lambda _report: False, excerpts, contents)
    return [
        checker.check(Document("", path=trouble.path, problems=(Problem(trouble.rule, trouble.message),))) for trouble in troubles
    ]


def _numbered(report: FileReport, records: int, lines: int) -> FileReport:
    """A report with its record's number and line counted in the file, from those counted in a chunk of it."""
    if report.record is None:
        return report
    record = report.record + records
    line = None if report.record_line is None else report.record_line + lines
    crashes = tuple(msgspec.structs.replace(crash, record=record) for crash in report.crashes)
    return msgspec.structs.replace(report, record=record, record_line=line, crashes=crashes)


def collect_rarely() -> None:
    """
    Have Python look for cycles of garbage a hundred times less often, in a process that does nothing but check.

    Checking makes none to speak of, and each look goes through all that is alive: 14 % of the time of a run over 76 MB.
    """
    gc.set_threshold(50_000, 20, 1_000)


# Workers begin as copies of this process where that is safe and quick; elsewhere they start afresh.
START_METHOD = "spawn" if sys.platform in ("win32", "darwin") else "fork"

_worker: ChunkChecker


def _end_with(parent: int, enough: Any) -> None:
    """End this process when there is enough, or its parent has been killed: nobody asks it for anything any more, or ever will."""
    while os.getppid() == parent and not enough.value:
        time.sleep(0.1)
    os._exit(1)


@contextmanager
def _signals_held() -> Iterator[None]:
    """
    No signal ends what is done here halfway: a pool that is interrupted while it starts cannot be ended.

    Processes that are started here must let signals through themselves. Where signals cannot be held, they are not.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_ENDS = (signal.SIGINT, signal.SIGTERM)


def _start_worker(parent: int, enough: Any, config: Config, gate: Gate, excerpts: bool, contents: bool) -> None:
    global _worker
    collect_rarely()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(parent, enough), daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the parent, which ends the pool
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
    _worker = ChunkChecker(config, gate, excerpts, contents)


def _check_in_worker(chunk: Chunk) -> bytes:
    return _ENCODER.encode(list(_worker.check(chunk)))


def _in_processes(chunks: Sequence[Chunk], work: ChunkChecker, jobs: int) -> Iterator[tuple[Chunk, Iterator[FileReport]]]:
    """
    The chunks with their reports, in order; a chunk that kills its process gives reports that say so.

    Standard input is read here: a worker has none.
    """
    place = 0
    while place < len(chunks):
        if chunks[place].source.path == STDIN:
            yield chunks[place], work.check(chunks[place])
            place += 1
            continue
        stop = next((at for at in range(place, len(chunks)) if chunks[at].source.path == STDIN), len(chunks))
        for reports in _of_pool(chunks[place:stop], work, jobs):
            yield chunks[place], iter(reports)
            place += 1
        if place < stop:  # a process died: this chunk alone, to know whether it was the one
            alone = list(_of_pool(chunks[place : place + 1], work, 1))
            yield chunks[place], iter(alone[0] if alone else _lost(chunks[place], work))
            place += 1


def _of_pool(chunks: Sequence[Chunk], work: ChunkChecker, jobs: int) -> Iterator[list[FileReport]]:
    """The reports on each chunk, in order, until a process dies; whoever stops asking stops the processes."""
    import multiprocessing  # only where it is used: it takes as long to import as a small file to check
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    context: Any = multiprocessing.get_context(START_METHOD)
    enough = context.Value("b", 0, lock=False)  # no event: to set one waits for those who wait for it, and they may be dead
    # The parent's number is told, not asked for: the parent may be dead before a new process is able to ask.
    told = (os.getpid(), enough, work.config, work.gate, work.excerpts, work.contents)
    executor = ProcessPoolExecutor(jobs, context, _start_worker, told)
    try:
        with _signals_held():
            futures: list[Future[bytes]] = [executor.submit(_check_in_worker, chunk) for chunk in chunks]
        for future in futures:
            yield _DECODER.decode(future.result())
    except BrokenProcessPool:
        return
    except BaseException:  # also where nobody asks for more: without a word the workers would end their chunks first
        enough.value = 1
        raise
    finally:
        executor.shutdown(cancel_futures=True)


def _lost(chunk: Chunk, work: ChunkChecker) -> list[FileReport]:
    """A report on each document of a chunk that kills its process: failed, with the reason as its only finding."""
    where = f"bytes {chunk.start} to {chunk.end if chunk.end is not None else chunk.source.size}"
    error = f"a worker process died in {where}; run with --jobs 1 to see why"
    return [
        FileReport(
            path=doc.path,
            record=doc.record,
            id=doc.fields.get("id") or doc.fields.get("url") or None,
            site=doc.site,
            # No rule of this name is there; without a finding, most reports would show nothing of the document.
            findings=(Finding(ENGINE, "file", "error", f"not checked: {error}", None, "text", 1, 1, 1, 1, 0, 0),),
            score=Score(),
            passed=False,
            excerpts=(Excerpt("", "", ""),) if work.excerpts else (),
            replacements=(None,),
            record_line=doc.record_line,
            crashes=(RuleCrash(ENGINE, doc.path, doc.record, error),),
        )
        for doc in read_chunk(chunk, work.options)
    ]
