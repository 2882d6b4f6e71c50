"""Merging and alerts, on a thread beside the watch: both may take a while, and neither may hold up the polling.

A merge is made in a process of its own: not all of the memory that it takes would come back otherwise.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from kawat.desk.store import DOCUMENTS, Store
from kawat.engines.apart import Ended, apart
from kawat.ingest.merge import merge
from kawat.limits import WATCH_MERGE_SECONDS
from kawat.watch.alerts import Alerts
from kawat.watch.settings import Plan
from kawat.watch.telling import Telling

# So many seconds lie at least between two looks for alerts, and new tries to deliver what waits.
LOOK = 15.0


class Background:
    """Merges at most every ``plan.merge`` seconds, tidies, and looks for alerts after each commit.

    ``looked`` is the version of the desk up to which alerts were looked for; whoever writes the state keeps it.
    """

    def __init__(self, plan: Plan, store: Store, telling: Telling, alerts: Alerts | None, looked: int) -> None:
        self._plan, self._store, self._telling, self._alerts = plan, store, telling, alerts
        self.looked = looked
        self._thread: threading.Thread | None = None
        self._halt = threading.Event()
        self._merged = time.monotonic()
        self._tried = 0.0
        self._unmerged = self._unseen = False

    def news(self) -> None:
        """The desk has new documents."""
        self._unmerged = self._unseen = True

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._thread is not None and self._thread.is_alive()

    def due(self) -> None:
        """Starts what is due, unless something is under way."""
        now = time.monotonic()
        if self.busy or now - self._tried < min(LOOK, self._plan.merge or LOOK):
            return
        if self._unmerged and self._plan.merge and now - self._merged >= self._plan.merge:
            self._start(self._merge_and_look)
        elif self._alerts is not None and (self._unseen or self._alerts.waiting):
            self._start(self._look)

    def finish(self, seconds: float, *, merging: bool) -> None:
        """Does what is still to be done, for so many seconds at most."""
        late = time.monotonic() + seconds
        self._until(late)
        if not self.busy and (self._unmerged or self._unseen):
            whole = self._merge_and_look if merging and self._plan.merge and self._unmerged else self._look
            self._start(whole)
            self._until(late)

    def _until(self, late: float) -> None:
        if self._thread is not None:
            self._thread.join(max(0.0, late - time.monotonic()))
            if self._thread.is_alive():
                self._halt.set()
                self._thread.join(1.0)

    def _start(self, work: Callable[[], None]) -> None:
        self._tried = time.monotonic()
        self._thread = threading.Thread(target=work, name="kawat-merge", daemon=True)
        self._thread.start()

    def _merge_and_look(self) -> None:
        self._merged, self._unmerged = time.monotonic(), False
        try:
            began = time.monotonic()
            done = apart(merge, self._store.folder, seconds=WATCH_MERGE_SECONDS, ending=self._halt)
            if done.made:
                self._telling.say("merged", result=done.line(), seconds=round(time.monotonic() - began, 1))
        except Ended:  # what it has written stays; the rest is made the next time
            self._unmerged = True
        except Exception as problem:  # the watch goes on; the next merge makes what this one did not
            self._unmerged = True
            self._telling.fault("merge", problem)
        self._look()

    def _look(self) -> None:
        if self._alerts is None or self._halt.is_set():
            return
        self._unseen = False
        try:
            version = self._store.versions()[DOCUMENTS]
            found = self._alerts.look(self.looked)
            self._alerts.deliver(found)
            self.looked = version
            for alert in found:
                self._telling.say("alert", rule=alert.rule, headline=alert.headline_en)
        except Exception as problem:  # looked for again from the same version
            self._unseen = True
            self._telling.fault("alerts", problem)
