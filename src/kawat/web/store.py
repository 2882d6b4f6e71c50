"""The desk that the server shows: its newest version, looked for in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any

from kawat.desk import Desk
from kawat.errors import DeskError
from kawat.web.exports import Exports
from kawat.web.merging import Merger


class Holder:
    """Holds the open desk; ``stamp`` changes when the desk does."""

    def __init__(self, desk: str | Path, every: float = 5.0, exports: str | Path | None = None) -> None:
        self.place = desk
        self._results: dict[Hashable, Any] = {}
        self._lock = threading.RLock()
        self._end = threading.Event()
        self.desk = Desk(desk)
        self.state, self.message = "warming", ""
        self._warm(self.desk)
        self.merger = Merger(desk, self.refresh)
        self.exports = Exports(desk, exports)
        self._every = every
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    @property
    def stamp(self) -> int:
        """The version that is shown."""
        return self.desk.version

    def cached(self, key: Hashable, make: Callable[[Desk], Any]) -> Any:
        """A result of this version, made once."""
        with self._lock:
            if key not in self._results:
                self._results[key] = make(self.desk)
            return self._results[key]

    def refresh(self) -> None:
        """Shows the desk as it is now, if that is newer."""
        newer = Desk(self.place)
        if newer.version != self.desk.version:
            self._warm(newer)
            with self._lock:
                self.desk, self._results = newer, {}

    def close(self) -> None:
        """Ends the watching."""
        self._end.set()
        self.merger.close()
        self.exports.close()

    def _warm(self, desk: Desk) -> None:
        try:
            desk.needs_events()
            empty = not len(desk.ledger)
            self.state, self.message = ("empty" if empty and not desk.sql("SELECT 1 FROM documents LIMIT 1") else "ready"), ""
        except DeskError as problem:
            self.state, self.message = "unmerged", str(problem)

    def _watch(self) -> None:
        while not self._end.wait(self._every):
            self.refresh()
