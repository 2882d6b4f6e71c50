"""Where coded documents go: gathered, and committed to the desk some at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import pyarrow as pa

from kawat.desk import tables
from kawat.ingest.known import Known, hashed
from kawat.ingest.receipt import Ingested, Order
from kawat.pipeline import Outcome
from kawat.text.sentences import split
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
        """How many documents wait for the next commit."""
        return len(self._held)

    def commit(self, more: Mapping[str, pa.Table] | None = None) -> None:
        """Writes what is held, and ``more`` rows of other tables with it, as one commit.

        Stopped in the middle of it, nothing of it counts, and it may be called again.
        """
        if not (self._held or more) or self._known.store is None:
            return
        new: list[tuple[Document, Coded]] = []
        revisions: list[int] = []

        def rows(version: int) -> Mapping[str, pa.Table] | None:
            new[:] = self._unknown(version)
            revisions[:] = self._known.numbered([document for document, _ in new])
            return {**(self._rows(new, revisions) if new else {}), **(more or {})} or None

        version = self._known.store.append(rows, "watch" if more else "")
        self._known.written([document for document, _ in new], revisions, version)
        receipt = self._receipt
        receipt.version = version
        receipt.known += len(self._held) - len(new)
        receipt.new += len(new)
        receipt.changed += sum(number > 1 for number in revisions)
        receipt.claims += sum(len(coded.claims) for _, coded in new)
        receipt.quotes += sum(len(coded.quotes) for _, coded in new)
        self._held, self._size, self._since = [], 0, time.monotonic()

    def _unknown(self, version: int) -> list[tuple[Document, Coded]]:
        """What is held, less the documents that another writer has added since they were taken."""
        if version == self._known.version:
            return self._held
        there = self._known.refresh(version)
        return [(document, coded) for document, coded in self._held if hashed(document.id) not in there]

    def _rows(self, some: list[tuple[Document, Coded]], revisions: list[int]) -> Mapping[str, pa.Table]:
        out: dict[str, list[dict[str, Any]]] = {name: [] for name in (*tables.PARTS, "documents")}
        for (document, coded), revision in zip(some, revisions, strict=True):
            sentences = [
                (name, sentence)
                for name, words in (("title", document.title), ("text", document.text))
                for sentence in split(words, coded.language)
            ]
            for name, records in tables.rows(document, revision, sentences, coded, self.coder).items():
                out[name] += records
        return {name: tables.table(name, records) for name, records in out.items()}


def with_sentences(output: bytes, document: Document) -> Coded:
    """A coded line as a record, its claims' sentences with their words again."""
    found = msgspec.json.decode(output)
    for claim in found["claims"]:
        sentence = claim["sentence"]
        text = document.title if sentence.get("field") == "title" else document.text
        sentence["text"] = text[sentence["start"] : sentence["end"]]
    return msgspec.convert(found, Coded)
