"""A bounded number of threads that do tasks. They die with the process, so that one that hangs cannot hold a stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any


class Crew:
    """Does what it is given on ``size`` threads and hands what comes of it to ``put``; it belongs to one thread."""

    def __init__(self, size: int, put: Callable[[Any], object]) -> None:
        self._inbox: SimpleQueue[Callable[[], Any]] = SimpleQueue()
        self._put = put
        self.size = size
        self.busy = 0
        for number in range(size):
            threading.Thread(target=self._run, name=f"kawat-fetch-{number}", daemon=True).start()

    @property
    def idle(self) -> int:
        """How many more tasks can be begun at once."""
        return self.size - self.busy

    def give(self, work: Callable[[], Any]) -> None:
        """Has one thing done. ``work`` must raise nothing; whoever takes what came of it calls ``taken``."""
        self.busy += 1
        self._inbox.put(work)

    def taken(self) -> None:
        """What came of one task was taken."""
        self.busy -= 1

    def _run(self) -> None:
        while True:
            self._put(self._inbox.get()())
