"""What came of reading a file of a watched folder: its documents go to the coder, some at a time."""

from __future__ import annotations

from collections.abc import Callable

from kawat.errors import RecordError
from kawat.ingest import Ingested
from kawat.ingest.known import Known
from kawat.types import Document
from kawat.watch.pace import wait
from kawat.watch.settings import Plan
from kawat.watch.state import Record, State
from kawat.watch.telling import Telling
from kawat.watch.work import Done, reason_of


class Files:
    """Takes the documents of files as they were read; ``rests`` are the files that have more of them."""

    def __init__(
        self, plan: Plan, state: State, known: Known, receipt: Ingested, telling: Telling,
        give: Callable[[Document | None, Done], None],
    ) -> None:  # fmt: skip
        self._plan, self._state, self._known = plan, state, known
        self._receipt, self._telling, self._give = receipt, telling, give
        self.rests: list[Done] = []

    def take(self, done: Done, now: float) -> bool:
        """Some documents of a file, or why it cannot be read; whether its record is settled.

        It is not settled before the last of its documents has come back from the coder: ``read`` is called then.
        """
        if done.problem is not None:
            self._failed(done, now)
            return True
        for one in done.found:
            self._found(one, done)
        if done.rest is not None:
            self.rests.append(done)
        else:
            self._give(None, done)
        return False

    def read(self, record: Record) -> None:
        """All of a file was coded."""
        record.status, record.reason, record.tries, record.due = "read", "", 0, 0.0
        self._state.put(record)
        self._telling.say("read", file=record.address)

    def _failed(self, done: Done, now: float) -> None:
        record = done.task.record
        record.tries += 1
        record.status, record.reason = "failed", reason_of(done)
        record.due = now + wait(self._plan, record.tries) if record.tries < self._plan.tries else 0.0
        self._state.put(record)
        self._telling.warn("not read", file=record.address, reason=record.reason, tries=record.tries)

    def _found(self, one: Document | RecordError, done: Done) -> None:
        receipt = self._receipt
        receipt.read += 1
        if isinstance(one, RecordError):
            receipt.failed += 1
            self._telling.warn("not read", reason=str(one))
        elif not one.text and not one.title:
            receipt.dropped["empty"] += 1
        elif self._known.aside(one.id):
            receipt.dropped["in quarantine"] += 1
        elif not self._known.add(one.id):
            receipt.known += 1
        else:
            self._give(one, done)
