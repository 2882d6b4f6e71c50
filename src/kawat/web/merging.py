"""Merging after corrections: events follow what people said of claims, a moment later and without being asked."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kawat.engines.apart import apart
from kawat.errors import KawatError
from kawat.limits import WEB_MERGE_SECONDS

_LOG = logging.getLogger("kawat.web")
# Saves that come so soon after each other are merged together; nobody waits longer than the second for a merge to begin.
GATHER, LATEST = 1.0, 5.0
LONGEST = WEB_MERGE_SECONDS


def merged(desk: str | Path) -> int:
    """Merges the months that corrections concern; how many these were."""
    from kawat.ingest.merge import merge

    return merge(desk).made


class Merger:
    """One merge at a time, in a process of its own. ``done`` is called after each, so that the desk is looked at anew."""

    def __init__(self, desk: str | Path, done: Callable[[], Any], *, gather: float = GATHER) -> None:
        self._desk, self._done, self._gather = desk, done, gather
        self._lock = threading.Lock()
        self._asked = 0.0
        self._thread: threading.Thread | None = None
        self._ending = threading.Event()
        self.state = "idle"
        """"idle", "waiting" (for more saves) or "merging"."""
        self.failed = ""
        """Why the last merge came to nothing; "" where it did not."""

    def ask(self) -> None:
        """Has what was saved merged soon; gathered with what is saved in the next moment."""
        with self._lock:
            self._asked = time.monotonic()
            if self._thread is None:
                self.state = "waiting"
                self._thread = threading.Thread(target=self._work, name="kawat-merge", daemon=True)
                self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Waits until nothing is left to merge; False where that takes longer."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return self.state == "idle"

    def close(self) -> None:
        """Ends a merge that is under way; what it had not merged yet the next one merges."""
        self._ending.set()
        self.wait(10)

    def _work(self) -> None:
        while True:
            began = time.monotonic()
            while (
                time.monotonic() - self._asked < self._gather and time.monotonic() - began < LATEST and not self._ending.is_set()
            ):
                self._ending.wait(self._gather / 10)
            with self._lock:
                taken, self.state = self._asked, "merging"
            self._merge()
            with self._lock:
                if self._asked == taken or self._ending.is_set():
                    self.state, self._thread = "idle", None
                    return
                self.state = "waiting"

    def _merge(self) -> None:
        try:
            apart(merged, str(self._desk), seconds=LONGEST, ending=self._ending)
            if not self._ending.is_set():
                self._done()
            self.failed = ""
        except KawatError as problem:
            self.failed = str(problem)
            _LOG.warning("merging after corrections failed: %s", problem)
        except Exception as problem:  # the thread must come to its end: without it nothing is merged any more
            self.failed = type(problem).__name__
            _LOG.exception("merging after corrections failed")
