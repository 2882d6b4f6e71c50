"""Worker processes on this machine, each watched: one that dies or hangs is replaced, and only the line it fell on suffers.

A worker says line by line what came of a batch. So the line that it fell on is known; that line is tried once more, by a
fresh worker, and put aside when it brings down that one too. The other lines of the batch go on.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from kawat import errors, limits
from kawat.engines import allowed
from kawat.engines.frames import Said, pack, received, said, send
from kawat.errors import EngineError, KawatError
from kawat.pipeline import DIED, HUNG, MEMORY, Outcome
from kawat.read.lines import Line

_AHEAD = 3  # batches per worker that may be under way or wait for their turn to be written
Heard = queue.SimpleQueue[tuple["Worker", float, Said | None]]


class Worker:
    """One process, the batch it is at, and until when it may take for the next line."""

    def __init__(self, coder: str, overlay: str | Path | None, heard: Heard) -> None:
        command = [sys.executable, "-P", "-m", "kawat.engines.worker", coder, str(overlay or ""), str(limits.WORKER_BYTES)]
        paths = os.pathsep.join(os.path.abspath(path) for path in sys.path)
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": paths}
        )
        self.at: int | None = None
        self.begun = False
        self.until = 0.0
        self.why = DIED
        self._sent: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        for target, *more in ((self._listen, heard), (self._write,)):
            threading.Thread(target=target, args=more, daemon=True).start()

    def take(self, at: int, lines: list[Line]) -> None:
        """Gives the worker a batch."""
        self.at, self.begun = at, False
        self.until = time.monotonic() + limits.WORKER_START_SECONDS
        self._sent.put(pack(lines))

    def stop(self) -> None:
        """Ends the process, whatever it is at."""
        self._sent.put(None)
        self.process.kill()
        self.process.wait()

    def _listen(self, heard: Heard) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as stream:
            for message in received(stream):
                heard.put((self, time.monotonic(), said.decode(message)))
        heard.put((self, time.monotonic(), None))

    def _write(self) -> None:
        """A thread of its own, as a process that does not read would hold up everything."""
        assert self.process.stdin is not None
        with suppress(OSError), self.process.stdin as stream:  # a dead worker shows itself when it is listened to
            while (message := self._sent.get()) is not None:
                send(stream, message)


class Crew:
    """Some workers that code one stream of batches after the other; ``close`` ends them. ``version``: that of the coder."""

    def __init__(self, jobs: int, coder: str, overlay: str | Path | None, version: str = "") -> None:
        self._coder, self._overlay, self._jobs, self._version = coder, overlay, jobs, version
        self._heard: Heard = queue.SimpleQueue()
        self._workers: list[Worker] = []
        self._stillborn = 0

    def close(self) -> None:
        """Ends all workers."""
        while self._workers:
            self._workers.pop().stop()

    def code(self, batches: Iterator[list[Line]]) -> Iterator[Outcome]:
        """The outcomes of all lines in their order.

        Raises EngineError where worker processes end before they have coded a line, and what of Kawat's errors a worker met
        that every line would meet.
        """
        self._left: dict[int, deque[Line]] = {}
        self._done: dict[int, list[Outcome]] = {}
        self._queue: deque[int] = deque()
        self._strikes: Counter[int] = Counter()
        numbered, turn = enumerate(batches), 0
        while True:
            while len(self._done) < self._jobs * _AHEAD and (item := next(numbered, None)):
                at, lines = item
                self._left[at], self._done[at] = deque(lines), []
                self._queue.append(at)
            self._assign()
            while turn in self._done and turn not in self._left:
                yield from self._done.pop(turn)
                turn += 1
            if self._left:
                self._hear()
            elif not self._done and item is None:
                return

    def _assign(self) -> None:
        while len(self._workers) < min(self._jobs, len(self._left)):
            self._workers.append(Worker(self._coder, self._overlay, self._heard))
        for worker in self._workers:
            if worker.at is None and self._queue:
                at = self._queue.popleft()
                worker.take(at, list(self._left[at]))

    def _hear(self) -> None:
        """Takes what workers have said, or waits for it until one of them has taken too long."""
        busy = [worker for worker in self._workers if worker.at is not None]
        wait = max(0.0, min(worker.until for worker in busy) - time.monotonic())
        with suppress(queue.Empty):
            self._take(*self._heard.get(timeout=wait))
            while True:
                self._take(*self._heard.get_nowait())
        for worker in self._workers:
            if worker.at is not None and worker.until <= time.monotonic():
                worker.why = HUNG
                worker.process.kill()
                worker.until = time.monotonic() + limits.WORKER_START_SECONDS  # until its end is heard

    def _take(self, worker: Worker, moment: float, message: Said | None) -> None:
        if worker not in self._workers:
            return
        if message is None:
            self._fallen(worker)
        elif message.kind == "error":
            raise getattr(errors, message.name, KawatError)(message.words)
        elif message.kind == "memory":
            worker.why = MEMORY
        elif message.kind == "begun" and self._version not in ("", message.words):
            raise EngineError(
                f"a worker of the cluster has the coder {message.words}, but {self._version} is asked for. Install the same."
            )
        elif worker.at is not None:
            left = self._left[worker.at]
            worker.begun = True
            if message.outcome:
                self._stillborn = 0
                self._done[worker.at].append(message.outcome)
                left.popleft()
            if left:
                worker.until = moment + allowed.seconds_for(len(left[0][1]))
            else:
                del self._left[worker.at]
                worker.at = None

    def _fallen(self, worker: Worker) -> None:
        """A worker is gone: the line it was at has a second try or is put aside, the rest of its batch goes on."""
        self._workers.remove(worker)
        worker.stop()
        self._stillborn += 1
        if self._stillborn >= limits.WORKERS_STILLBORN * self._jobs:
            raise EngineError(
                f"worker processes end before they have coded anything ({_end(worker.process.returncode)}). "
                "Try the same coder without --jobs: kawat code --coder NAME; and look at the memory that is free."
            )
        if worker.at is None:
            return
        left = self._left[worker.at]
        if worker.begun:
            self._stillborn = 0
            number, raw = left[0]
            self._strikes[number] += 1
            if self._strikes[number] == limits.WORKER_TRIES:
                left.popleft()
                words = {HUNG: f"gave no answer within {allowed.seconds_for(len(raw)):,.0f} s", MEMORY: "ran out of memory"}
                how = words.get(worker.why) or f"ended ({_end(worker.process.returncode)})"
                told = f"line {number}: the worker process {how}, the second one that fell on this line; it is put aside."
                self._done[worker.at].append(Outcome(number, error=told, reason=worker.why))
        if left:
            self._queue.appendleft(worker.at)
        else:
            del self._left[worker.at]


def _end(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    with suppress(ValueError):
        return f"signal {signal.Signals(-code).name}"
    return f"signal {-code}"


def shared_out(batches: Iterator[list[Line]], jobs: int, overlay: str | Path | None, coder: str) -> Iterator[Outcome]:
    """Codes the batches on ``jobs`` processes and gives the outcomes in the order of the lines, as ``Crew.code`` does."""
    with closing(Crew(jobs, coder, overlay)) as crew:
        yield from crew.code(batches)
