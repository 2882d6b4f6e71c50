"""The coder of a watch: worker processes, watched as those of ``kawat ingest`` are, behind a thread that hands documents over."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing
from queue import Empty, SimpleQueue
from typing import Any

import msgspec

from kawat.engines import rows
from kawat.engines.local import Crew
from kawat.errors import EngineError, KawatError
from kawat.ingest import Order
from kawat.pipeline import Outcome
from kawat.types import Document

# From so many waiting documents on, ``jobs`` worker processes code; below it one does.
BACKLOG = 64
# So many of the documents that wait are handed to worker processes together.
TOGETHER = 1000
# The rest after the first time that nothing could be coded and the longest one, in seconds; each is twice the one before.
FIRST, LONGEST = 5.0, 300.0


class Coded(msgspec.Struct, frozen=True, eq=False):
    """What became of a document; ``ref`` is what it was given with. Without a document it is a mark that comes by in turn."""

    ref: Any
    document: Document | None = None
    outcome: Outcome | None = None
    took: float = 0.0


Given = tuple[Document | None, Any]


class Coding:
    """Codes documents in the order in which they are given; each outcome goes to ``put``.

    One worker process stays for what trickles in; ``order.jobs`` of them are started for a backlog and end with it. A document
    that brings down two of them comes back as put aside. Where nothing can be coded at all (no memory for a process, an endpoint
    that refuses) what waits is kept and tried again: ``problem`` and ``fault`` tell why. After ``tries`` such times in a row
    (0: never) the error goes to ``put`` and nothing more is coded.
    """

    def __init__(
        self, order: Order, put: Callable[[Coded | KawatError], object], fault: Callable[[str, Exception], object], tries: int = 0
    ) -> None:
        self._order, self._put, self._fault, self._tries = order, put, fault, tries
        self._inbox: SimpleQueue[Given | None] = SimpleQueue()
        self._closed = threading.Event()
        self.waiting = 0
        self.problem = ""
        """Why nothing can be coded, "" where something can."""
        self._thread = threading.Thread(target=self._run, name="kawat-coder", daemon=True)
        self._thread.start()

    def give(self, document: Document | None, ref: Any) -> None:
        """Has a document coded, or a mark passed on behind all that was given before it."""
        self.waiting += 1
        self._inbox.put((document, ref))

    def taken(self) -> None:
        """One outcome was taken."""
        self.waiting -= 1

    def close(self) -> None:
        """Ends the worker processes, after the document that they are at."""
        self._closed.set()
        self._inbox.put(None)
        self._thread.join(1.0)

    def _run(self) -> None:
        with closing(self._workers(1)) as steady:
            while batch := self._batch():
                if not self._coded(batch, steady):
                    return

    def _workers(self, jobs: int) -> Crew:
        return Crew(jobs, self._order.coder, self._order.overlay)

    def _batch(self) -> deque[Given]:
        """What waits; nothing when closed."""
        batch: deque[Given] = deque()
        item = self._inbox.get()
        try:
            while item is not None and not self._closed.is_set():
                batch.append(item)
                if len(batch) == TOGETHER:
                    return batch
                item = self._inbox.get_nowait()
        except Empty:
            return batch
        return deque()

    def _coded(self, batch: deque[Given], steady: Crew) -> bool:
        """Codes all of a batch, in as many tries as it takes; False where it was left."""
        failures = 0
        while batch:
            before = len(batch)
            try:
                if len(batch) >= BACKLOG and self._order.jobs > 1:
                    with closing(self._workers(self._order.jobs)) as many:
                        self._pass(batch, many)
                else:
                    self._pass(batch, steady)
            except Exception as problem:
                steady.close()
                failures = 1 if len(batch) < before else failures + 1
                told = problem if isinstance(problem, KawatError) else EngineError(f"the coder cannot be run: {problem}")
                self.problem = str(told)
                self._fault("code", told)
                if failures == self._tries:
                    self._put(told)
                    return False
                self._closed.wait(min(FIRST * 2.0 ** min(failures - 1, 20), LONGEST))
            if self._closed.is_set():
                return False
        return True

    def _pass(self, batch: deque[Given], crew: Crew) -> None:
        """Takes from the batch what could be coded, until it is empty or the watch is closed."""
        documents = [document for document, _ in batch if document is not None]
        began = time.monotonic()
        self._marks(batch)
        with closing(rows.coded(iter(documents), lambda lines: crew.code([line] for line in lines))) as found:
            for document, outcome in found:
                now = time.monotonic()
                self.problem = ""
                self._put(Coded(batch.popleft()[1], document, outcome, now - began))
                self._marks(batch)
                began = now
                if self._closed.is_set():
                    return

    def _marks(self, batch: deque[Given]) -> None:
        while batch and batch[0][0] is None:
            self._put(Coded(batch.popleft()[1]))
