"""Where coded documents go: gathered, and committed to the desk some at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa

from kawat.desk import tables
from kawat.engines.rows import put_aside, rows, with_sentences
from kawat.ingest.known import Known
from kawat.ingest.receipt import Ingested, Order
from kawat.pipeline import PUT_ASIDE, Outcome
from kawat.text.spoken import spoken
from kawat.types import Coded, Document

# A commit holds at most so many characters, and is at most so many seconds of work.
COMMIT_CHARACTERS, COMMIT_SECONDS = 20_000_000, 30.0


class Sink:
    """Gathers coded documents and commits them, some at a time."""

    def __init__(self, known: Known, receipt: Ingested, coder: str, order: Order, seconds: float = COMMIT_SECONDS) -> None:
        self.coder, self._order, self._seconds = coder, order, seconds
        self._known, self._receipt = known, receipt
        self._held: list[tuple[Document, Coded]] = []
        self._aside: list[dict[str, Any]] = []
        self._size = 0
        self._since = time.monotonic()

    @property
    def full(self) -> bool:
        """Whether as many new documents were taken as were asked for."""
        return bool(self._order.limit) and self._receipt.new + len(self._held) >= self._order.limit

    def take(self, document: Document, outcome: Outcome, tell: Callable[[str], object]) -> str:
        """Holds a coded document until the next commit; one that failed or is in no language that is read is counted.

        Gives the reason why a document is not held, "" for one that is.
        """
        if outcome.error:
            self._receipt.failed += 1
            if outcome.reason in PUT_ASIDE:
                self._receipt.quarantined += 1
                self._aside.append(put_aside(document, outcome, self.coder))
                self._known.put_aside(document.id)
            tell(f"{document.source or document.id}: {outcome.error.partition(': ')[2]}")
            return outcome.error.partition(": ")[2]
        coded = with_sentences(outcome.output, document)
        if coded.language not in spoken():
            reason = f"language not read ({coded.language or 'unknown'})"
            self._receipt.dropped[reason] += 1
            return reason
        self._held.append((document, coded))
        self._size += len(document.text)
        late = time.monotonic() - self._since >= self._seconds
        if len(self._held) >= self._order.commit or self._size >= COMMIT_CHARACTERS or late:
            self.commit()
        return ""

    @property
    def held(self) -> int:
        """How many documents wait for the next commit, in the desk or in its quarantine."""
        return len(self._held) + len(self._aside)

    def commit(self, more: Mapping[str, pa.Table] | None = None) -> None:
        """Writes what is held, and ``more`` rows of other tables with it, as one commit.

        Stopped in the middle of it, nothing of it counts, and it may be called again.
        """
        if not (self._held or self._aside or more) or self._known.store is None:
            return
        new: list[tuple[Document, Coded]] = []
        revisions: list[int] = []

        def build(version: int) -> Mapping[str, pa.Table] | None:
            new[:] = self._unknown(version)
            revisions[:] = self._known.numbered([tables.key_of(document) for document, _ in new])
            aside = {"quarantine": tables.table("quarantine", self._aside)} if self._aside else {}
            return {**(rows(new, revisions, self.coder) if new else {}), **aside, **(more or {})} or None

        version = self._known.store.append(build, "watch" if more else "")
        keys = [tables.key_of(document) for document, _ in new]
        self._known.written([document.id for document, _ in new], keys, revisions, version)
        self._known.store.tidy_by_times()
        receipt = self._receipt
        receipt.version = version
        receipt.known += len(self._held) - len(new)
        receipt.new += len(new)
        receipt.changed += sum(number > 1 for number in revisions)
        receipt.claims += sum(len(coded.claims) for _, coded in new)
        receipt.quotes += sum(len(coded.quotes) for _, coded in new)
        self._held, self._aside, self._size, self._since = [], [], 0, time.monotonic()

    def _unknown(self, version: int) -> list[tuple[Document, Coded]]:
        """What is held, less the documents that another writer has added since they were taken."""
        if version != self._known.version:
            self._known.refresh(version)
        return [(document, coded) for document, coded in self._held if not self._known.late(document.id)]
