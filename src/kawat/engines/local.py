"""Worker processes on this machine, each watched: one that dies is replaced and its batch tried once more."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import TYPE_CHECKING

from kawat.errors import KawatError

if TYPE_CHECKING:
    from kawat.pipeline import Outcome
    from kawat.read.lines import Line

_AHEAD = 3  # batches per worker that may be under way or wait for their turn to be written


class _Worker:
    """One process with the pipe to it and the batch it is at."""

    def __init__(self, overlay: str | Path | None, coder: str) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe: Connection
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(
            target=_work, args=(theirs, str(overlay) if overlay else None, coder), daemon=True
        )
        self.process.start()
        theirs.close()
        self.at: int | None = None

    def stop(self) -> None:
        """Ends the process, whatever it is at."""
        self.pipe.close()
        self.process.terminate()
        self.process.join(5)


def shared_out(batches: Iterator[list[Line]], jobs: int, overlay: str | Path | None, coder: str) -> Iterator[Outcome]:
    """Codes the batches on ``jobs`` processes and gives the outcomes in the order of the lines."""
    workers = [_Worker(overlay, coder) for _ in range(jobs)]
    pending: dict[int, list[Line]] = {}
    done: dict[int, list[Outcome]] = {}
    retried: set[int] = set()
    queue: list[int] = []
    numbered = enumerate(batches)
    turn, exhausted = 0, False
    try:
        while True:
            while not exhausted and len(pending) + len(done) < jobs * _AHEAD:
                item = next(numbered, None)
                if item is None:
                    exhausted = True
                    break
                pending[item[0]] = item[1]
                queue.append(item[0])
            for worker in workers:
                if worker.at is None and queue:
                    worker.at = queue.pop(0)
                    _send(worker, pending[worker.at])
            if not pending:
                break
            for worker in _ready(workers):
                _take(worker, workers, pending, done, retried, overlay, coder)
            while turn in done:
                yield from done.pop(turn)
                turn += 1
    finally:
        for worker in workers:
            worker.stop()


def _send(worker: _Worker, batch: list[Line]) -> None:
    with suppress(OSError):  # a dead worker shows itself when it is read from
        worker.pipe.send(batch)


def _ready(workers: list[_Worker]) -> list[_Worker]:
    busy = {worker.pipe: worker for worker in workers if worker.at is not None}
    return [busy[pipe] for pipe in wait(list(busy)) if isinstance(pipe, Connection) and pipe in busy]


def _take(
    worker: _Worker,
    workers: list[_Worker],
    pending: dict[int, list[Line]],
    done: dict[int, list[Outcome]],
    retried: set[int],
    overlay: str | Path | None,
    coder: str,
) -> None:
    assert worker.at is not None
    at, worker.at = worker.at, None
    try:
        answer = worker.pipe.recv()
        if isinstance(answer, KawatError):  # such as an endpoint that refuses: every other batch would meet the same
            raise answer
        done[at] = answer
        del pending[at]
        return
    except (EOFError, OSError):
        pass
    worker.stop()
    fresh = workers[workers.index(worker)] = _Worker(overlay, coder)
    if at in retried:
        done[at] = _lost(pending.pop(at))
        return
    retried.add(at)  # by the fresh worker, as an idle one may be dead already without having shown it
    fresh.at = at
    _send(fresh, pending[at])


def _lost(batch: list[Line]) -> list[Outcome]:
    from kawat.pipeline import Outcome

    text = "the worker process died twice on the batch that holds this line; run it again without --jobs to see why."
    return [Outcome(number, error=f"line {number}: {text}", reason="worker died") for number, _ in batch]


def _work(pipe: Connection, overlay: str | None, coder: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from kawat.coders import coder as coder_of
    from kawat.pipeline import code_line

    chosen = coder_of(coder, overlay)
    while True:
        try:
            batch = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            pipe.send([code_line(chosen, number, raw) for number, raw in batch])
        except KawatError as problem:
            pipe.send(problem)
