"""The coder of a watch: loaded once, on a thread of its own, one document after the other."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from queue import Empty, SimpleQueue
from typing import Any

import msgspec

from kawat.ingest import Order, coded
from kawat.pipeline import Outcome
from kawat.types import Document

# From so many waiting documents on, worker processes are started where the settings have them.
BACKLOG = 64


class Coded(msgspec.Struct, frozen=True, eq=False):
    """What became of a document; ``ref`` is what it was given with. Without a document it is a mark that comes by in turn."""

    ref: Any
    document: Document | None = None
    outcome: Outcome | None = None
    took: float = 0.0


Given = tuple[Document | None, Any]


class Coding:
    """Codes documents in the order in which they are given; each outcome goes to ``put``.

    One process does what trickles in; ``order.jobs`` processes are started for a backlog and end with it.
    """

    def __init__(self, order: Order, put: Callable[[Coded], object]) -> None:
        self._order, self._put = order, put
        self._inbox: SimpleQueue[Given] = SimpleQueue()
        self._next: Document | None = None
        self._steady: Generator[tuple[Document, Outcome], None, None] | None = None
        self.waiting = 0
        threading.Thread(target=self._run, name="kawat-coder", daemon=True).start()

    def give(self, document: Document | None, ref: Any) -> None:
        """Has a document coded, or a mark passed on behind all that was given before it."""
        self.waiting += 1
        self._inbox.put((document, ref))

    def taken(self) -> None:
        """One outcome was taken."""
        self.waiting -= 1

    def _run(self) -> None:
        while True:
            batch = [self._inbox.get()]
            while self._order.jobs > 1 and len(batch) < 1000:
                try:
                    batch.append(self._inbox.get_nowait())
                except Empty:
                    break
            if len(batch) >= BACKLOG:
                self._many(deque(batch))
            else:
                for document, ref in batch:
                    self._put(self._one(document, ref))

    def _one(self, document: Document | None, ref: Any) -> Coded:
        """Codes one document with the coder that stays loaded."""
        if document is None:
            return Coded(ref)
        began = time.monotonic()
        try:
            if self._steady is None:
                self._steady = coded(self._stream(), _alone(self._order))
            self._next = document
            outcome = next(self._steady)[1]
        except Exception as problem:  # a fault of the coder's own must not end the watch
            self._steady = None
            outcome = Outcome(0, error=f"coder: {type(problem).__name__}: {problem}", reason="coder")
        return Coded(ref, document, outcome, time.monotonic() - began)

    def _stream(self) -> Iterator[Document]:
        while self._next is not None:
            yield self._next

    def _many(self, batch: deque[Given]) -> None:
        """Codes a backlog with worker processes; what they leave is coded one by one."""
        began, done = time.monotonic(), 0
        try:
            for document, outcome in coded((d for d, _ in list(batch) if d is not None), self._order):
                done += 1
                while batch[0][0] is None:
                    self._put(Coded(batch.popleft()[1]))
                self._put(Coded(batch.popleft()[1], document, outcome, (time.monotonic() - began) / done))
        except Exception:  # such as workers that cannot be started: the rest is coded here
            self._steady = None
        for one, ref in batch:
            self._put(self._one(one, ref))


def _alone(order: Order) -> Order:
    """An order for one process."""
    return Order(coder=order.coder, overlay=order.overlay, jobs=1, commit=order.commit)
