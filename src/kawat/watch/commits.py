"""When a watch writes to its desk: documents and what is known of their addresses together, in one commit."""

from __future__ import annotations

import math
import time
from datetime import UTC, datetime

from kawat.desk.store import Store
from kawat.ingest import Ingested
from kawat.ingest.receipt import receipt_row
from kawat.ingest.sink import Sink
from kawat.watch.settings import Plan
from kawat.watch.state import Record, State
from kawat.watch.telling import Telling

# What only tells of polls without news is written at least so often (seconds).
CALM = 300.0
# A commit that failed is tried again after so many seconds.
AGAIN = 10.0


class Commits:
    """Commits ``plan.commit`` seconds after the first news, and now and then what is known without any."""

    def __init__(self, plan: Plan, store: Store, state: State, sink: Sink, receipt: Ingested, telling: Telling) -> None:
        self._plan, self._store, self._state, self._sink = plan, store, state, sink
        self._receipt, self._telling = receipt, telling
        self._began = datetime.now(UTC)
        self._pressed = self._not_before = 0.0
        self._last = time.time()
        self._told = 0
        self.problem = ""
        """Why the last commit failed, "" where it did not."""

    def looked(self, version: int) -> int:
        """The version of the desk up to which alerts were looked for; ``version`` where none was."""
        record = self._state.get("desk", "alerts")
        return min(version, int(record.facts)) if record else version

    def press(self, now: float) -> None:
        """There is news that is to be in the desk soon."""
        self._pressed = self._pressed or now

    def due(self, now: float) -> float:
        """When the next commit is to be made; infinity where there is nothing to write."""
        if self._pressed:
            return max(self._pressed + self._plan.commit, self._not_before)
        return max(self._last + CALM, self._not_before) if self._state.changed else math.inf

    def commit(self, looked: int) -> bool:
        """Writes all there is, and up to which version alerts were ``looked`` for; whether there are new documents.

        Where it fails nothing is lost: all is held, and tried again.
        """
        began, new, held = time.monotonic(), self._receipt.new, self._sink.held
        self._looked(looked)
        try:
            more = {"watch": self._state.rows()} if self._state.changed else {}
            if not held and not more:
                return False
            self._sink.commit(more)
        except Exception as problem:  # a full disk, another writer: all is held until it is over
            self._telling.fault("commit", problem)
            self.problem = f"{type(problem).__name__}: {problem}"
            self._not_before = time.time() + AGAIN
            return False
        self._state.written()
        self._pressed, self._last, self.problem = 0.0, time.time(), ""
        took = time.monotonic() - began
        self._telling.metrics.took("commit", took)
        self._telling.metrics.desk(self._receipt.version)
        added = self._receipt.new - new
        told = {"version": self._receipt.version, "documents": added, "rows": more["watch"].num_rows if "watch" in more else 0}
        self._telling.say("committed", **told, seconds=round(took, 2))
        return added > 0

    def _looked(self, version: int) -> None:
        record = self._state.get("desk", "alerts") or Record("desk", "alerts", first=time.time())
        if record.facts != str(version):
            record.facts = str(version)
            self._state.put(record)

    def end(self) -> None:
        """Writes the receipt of the whole watch, where it has read anything."""
        if self._receipt.new and self._receipt.new != self._told:
            self._told = self._receipt.new
            try:
                sources = [source.address for source in self._plan.sources[:20]]
                row = receipt_row(self._began, "stopped", [*sources], self._sink.coder, self._receipt, "watch")
                self._store.note("receipts", row)
            except Exception as problem:
                self._telling.fault("receipt", problem)
