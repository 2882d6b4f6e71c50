"""The desk that the server shows: its newest version, looked for in the background."""

from __future__ import annotations

import ctypes
import logging
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from kawat.desk import Desk
from kawat.errors import DeskError
from kawat.web.exports import Exports
from kawat.web.merging import Merger
from kawat.web.searching import Searching

_LOG = logging.getLogger("kawat.web")
T = TypeVar("T")
State = Literal["ready", "warming", "empty", "unmerged"]
# What DuckDB may take for its answers, in megabytes; results that are kept of a version; how long a server waits for a desk
# to be warm before it listens, in seconds.
MEMORY, KEPT, PATIENCE = 256, 256, 2.0


class Results:
    """Results of one version, each made once however many ask for it together; the least used go first."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept, self._lock = kept, threading.Lock()
        self._made: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives; what it raises is nobody's result, the next one tries again."""
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                found: T = self._made[key]
                return found
            turn = self._making.setdefault(key, threading.Lock())
        with turn:
            with self._lock:
                if key in self._made:
                    found = self._made[key]
                    return found
            try:
                found = make()
                with self._lock:
                    self._made[key] = found
                    while len(self._made) > self._kept:
                        self._made.popitem(last=False)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return found


class Shown(NamedTuple):
    """A version of the desk as it is shown; ``message`` says why there are no events."""

    desk: Desk
    state: State
    message: str
    results: Results


class Holder:
    """Holds the open desk; ``stamp`` changes when what is shown does.

    ``every`` so many seconds a thread looks for a newer version, makes it warm and then shows it; until then the one before
    is shown. ``warm`` is called in that thread with each version that is shown. Raises DeskError where there is no desk.
    """

    def __init__(
        self, desk: str | Path, every: float = 5.0, *, exports: str | Path | None = None, memory: int = MEMORY,
        patience: float = PATIENCE, warm: Callable[[Holder], object] | None = None,
    ) -> None:  # fmt: skip
        self._ask_ahead, self._asked_ahead = warm, -1
        self.place, self._every, self._memory = desk, every, memory
        self._shown, self._taking = self._opened(), threading.Lock()
        self.merger, self.exports, self.searching = Merger(desk, self.refresh), Exports(desk, exports), Searching(self)
        self._told = ""
        self._end, self._warm = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._watch, name="kawat-desk", daemon=True)
        self._thread.start()
        self._warm.wait(patience)

    @property
    def desk(self) -> Desk:
        """The version that is shown. Who answers one question with it takes it once."""
        return self._shown.desk

    @property
    def state(self) -> State:
        """``warming`` while a first question about relations still has to wait."""
        return self._shown.state

    @property
    def message(self) -> str:
        """Why there are no events: what the desk says of claims that were not merged; else ""."""
        return self._shown.message

    @property
    def stamp(self) -> int:
        """A number for the version that is shown, and for whether it is ready."""
        shown = self._shown
        return 2 * shown.desk.version + (shown.state != "warming")

    def cached(self, key: Hashable, make: Callable[[Desk], T]) -> T:
        """A result of the version that is shown, made once."""
        shown = self._shown
        return shown.results.get(key, lambda: make(shown.desk))

    def refresh(self) -> None:
        """Shows the desk as it is now, if that is newer, once it is warm."""
        with self._taking:
            self._try()

    def close(self) -> None:
        """Ends the watching and lets go of the desk; a warming that is going on ends by itself."""
        self._end.set()
        self.merger.close()
        self.exports.close()

    def _opened(self) -> Shown:
        """The newest version, not yet warm."""
        desk = Desk(self.place, memory=self._memory)
        try:
            desk.needs_events()
            state: State = "warming" if desk.sql("SELECT 1 FROM documents LIMIT 1") else "empty"
            return Shown(desk, state, "", Results())
        except DeskError as problem:
            return Shown(desk, "unmerged", str(problem), Results())

    def _ready(self, shown: Shown) -> Shown:
        if shown.state == "warming":
            shown.desk.warm()
            shown = shown._replace(state="ready")
        return shown

    def _watch(self) -> None:
        while not self._end.is_set():
            self.refresh()
            self._warm.set()
            self.searching.index()
            if self._ask_ahead is not None and self._asked_ahead != self.stamp and not self._end.is_set():
                self._asked_ahead = self.stamp
                self._ask_ahead(self)
            self._end.wait(self._every)

    def _try(self) -> None:
        """Takes up what is new; a desk that cannot be read just now is looked at again later."""
        try:
            if self._shown.state == "warming":
                self._shown = self._ready(self._shown)
            elif self.desk.store.versions()["documents"] != self.desk.version:
                self._shown = self._ready(self._opened())
            else:
                return
            give_back()
            self._told = ""
        except Exception as problem:  # a thread that dies would leave the server with an old desk
            if str(problem) != self._told:
                _LOG.warning("the desk %s cannot be taken up: %s", self.place, problem)
            self._told = str(problem)


def give_back() -> None:
    """Gives memory that was freed back to the system."""
    import pyarrow as pa

    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's; others have none
        if trim:
            trim(0)
