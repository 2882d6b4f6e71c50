"""The line from sources to a desk: documents in, coded, and kept with their claims and quotes, each once.

A document's id is a hash of its address, headline and text: one that the desk has is not read again, one whose words have
changed is a further revision of its article. What was committed stays when the run is stopped, at whatever moment; run again, it
goes on from there.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

import kawat
from kawat.coders import DEFAULT
from kawat.coders import coder as coder_of
from kawat.desk import tables
from kawat.desk.questions import connect
from kawat.desk.store import Store
from kawat.errors import RecordError, SourceError
from kawat.pipeline import Line, Outcome, code_line
from kawat.read.sources import Found, How, documents
from kawat.text.sentences import split
from kawat.text.spoken import spoken
from kawat.types import Coded, Document

# A commit holds at most so many documents and so many characters of them, and is at most so many seconds of work.
COMMIT_DOCUMENTS, COMMIT_CHARACTERS, COMMIT_SECONDS = 1000, 20_000_000, 30.0
_BATCH_BYTES = 200_000


@dataclass
class Ingested:
    """What became of the documents: ``read`` = ``new`` + ``known`` + ``dropped`` (by reason) + ``failed``."""

    read: int = 0
    new: int = 0
    changed: int = 0
    known: int = 0
    failed: int = 0
    claims: int = 0
    quotes: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    version: int = 0

    def line(self) -> str:
        """The receipt as one line for people."""
        changed = f" ({self.changed:,} of them new versions)" if self.changed else ""
        parts = [f"{self.read:,} read", f"{self.new:,} new{changed}", f"{self.known:,} known"]
        parts += [f"{self.claims:,} claims", f"{self.quotes:,} quotes"]
        parts += [f"{count:,} dropped: {reason}" for reason, count in sorted(self.dropped.items())]
        return ", ".join([*parts, f"{self.failed:,} failed"])


@dataclass
class Order:
    """How an ingest is to be done. ``since``: an ISO day before which documents are dropped; ``limit``: most new documents;
    ``commit``: how many documents are written at once."""

    coder: str = DEFAULT
    overlay: str | Path | None = None
    jobs: int = 1
    since: str = ""
    limit: int = 0
    dry_run: bool = False
    commit: int = COMMIT_DOCUMENTS


def ingest(
    sources: Iterable[str | Path],
    desk: str | Path,
    how: How,
    order: Order,
    *,
    tell: Callable[[str], object] = lambda error: None,
    progress: Callable[[Ingested], object] = lambda receipt: None,
) -> Ingested:
    """Codes the new documents of the sources into a desk (made where there is none) and gives the receipt.

    ``tell`` takes each error, ``progress`` the running receipt. Stopped by an exception (Ctrl-C among them) it keeps
    what was coded so far. Raises DeskError and SourceError as ``Store`` and ``documents`` do.
    """
    began = datetime.now(UTC)
    coder_of(order.coder, order.overlay)  # a wrong overlay or coder is told at once
    receipt = Ingested()
    sources = list(sources)
    there = order.dry_run and not (Path(desk) / "documents").exists()
    known = _Known(None if there else Store(desk, create=not order.dry_run))
    found = _chosen(_all(sources, cache(how)), known, order, receipt, tell, progress)
    if order.dry_run:
        for receipt.new, _ in enumerate(found, 1):
            progress(receipt)
            if receipt.new == order.limit:
                break
        return receipt
    sink = _Sink(known, receipt, coder_of(order.coder, order.overlay).version, order)
    ended = "done"
    try:
        with closing(_coded(found, order)) as coded:
            for document, outcome in coded:
                sink.take(document, outcome, tell)
                progress(receipt)
                if sink.full:
                    break
    except BaseException as problem:
        ended = f"stopped: {type(problem).__name__}"
        raise
    finally:
        sink.commit()
        if receipt.new and known.store:
            known.store.note("receipts", _receipt_row(began, ended, sources, sink.coder, receipt))
    if receipt.new and known.store:
        known.store.tidy()
    return receipt


def _all(sources: list[str | Path], how: How) -> Iterator[Found]:
    """The documents of all sources; where there are several, one that cannot be read is told and the others go on."""
    for source in sources:
        try:
            yield from documents(source, how)
        except SourceError as problem:
            if len(sources) == 1:
                raise
            yield RecordError(str(problem))


def _chosen(
    found: Iterator[Found],
    known: _Known,
    order: Order,
    receipt: Ingested,
    tell: Callable[[str], object],
    progress: Callable[[Ingested], object],
) -> Iterator[Document]:
    """The documents that are to be coded; the others are counted."""
    for one in found:
        receipt.read += 1
        if receipt.read % 100 == 0:
            progress(receipt)
        if isinstance(one, RecordError):
            receipt.failed += 1
            tell(str(one))
        elif order.since and not one.published:
            receipt.dropped["no date"] += 1
        elif order.since and one.published[:10] < order.since:
            receipt.dropped[f"before {order.since}"] += 1
        elif not one.text and not one.title:
            receipt.dropped["empty"] += 1
        elif not known.add(one.id):
            receipt.known += 1
        else:
            yield one


class _Known:
    """The ids that the desk has or is about to have, and how many revisions each article has, both by 8-byte hashes."""

    def __init__(self, store: Store | None) -> None:
        self.store = store
        self.version = -1
        self._ids: set[int] = set()
        self._revisions: dict[int, int] = {}
        if store is not None:
            self.refresh(store.versions()["documents"])

    def refresh(self, version: int) -> set[int]:
        """Learns what other writers have added up to a version of the desk; the hashes of those ids."""
        assert self.store is not None
        there: set[int] = set()
        with connect(self.store, version) as connection:
            rows = connection.execute("SELECT id, key, revision FROM documents")
            while some := rows.fetchmany(10_000):
                for id, key, revision in some:
                    there.add(_hash(id))
                    at = _hash(key)
                    self._revisions[at] = max(self._revisions.get(at, 0), revision)
        self._ids |= there
        self.version = version
        return there

    def add(self, id: str) -> bool:
        """Takes note of an id; False where it was known."""
        size = len(self._ids)
        self._ids.add(_hash(id))
        return len(self._ids) > size

    def numbered(self, documents: list[Document]) -> list[int]:
        """The numbers of the articles' next revisions, from 1."""
        more: Counter[int] = Counter()
        out = []
        for document in documents:
            at = _hash(tables.key_of(document))
            more[at] += 1
            out.append(self._revisions.get(at, 0) + more[at])
        return out

    def written(self, documents: list[Document], revisions: list[int], version: int) -> None:
        """Takes note of what a commit has written."""
        self._revisions |= {_hash(tables.key_of(d)): n for d, n in zip(documents, revisions)}
        self.version = version


def _hash(words: str) -> int:
    return int.from_bytes(blake2b(words.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _coded(found: Iterator[Document], order: Order) -> Generator[tuple[Document, Outcome], None, None]:
    """Each document with what the coder made of it, in order."""
    waiting: dict[int, Document] = {}

    def lines() -> Iterator[Line]:
        for number, document in enumerate(found, 1):
            waiting[number] = document
            kept = {k: getattr(document, k) for k in ("id", "text", "title", "language", "published")}
            yield number, msgspec.json.encode({k: v for k, v in kept.items() if v or k == "text"})

    if order.jobs <= 1:
        coder = coder_of(order.coder, order.overlay)
        outcomes = (code_line(coder, number, raw) for number, raw in lines())
    else:
        from kawat.engines.local import shared_out

        outcomes = shared_out(_batches(lines()), order.jobs, order.overlay, order.coder)
    for outcome in outcomes:
        yield waiting.pop(outcome.number), outcome


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line[1])
        if size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


class _Sink:
    """Gathers coded documents and commits them, some at a time."""

    def __init__(self, known: _Known, receipt: Ingested, coder: str, order: Order) -> None:
        self.coder, self._order = coder, order
        self._known, self._receipt = known, receipt
        self._held: list[tuple[Document, Coded]] = []
        self._size = 0
        self._since = time.monotonic()

    @property
    def full(self) -> bool:
        """Whether as many new documents were taken as were asked for."""
        return bool(self._order.limit) and self._receipt.new + len(self._held) >= self._order.limit

    def take(self, document: Document, outcome: Outcome, tell: Callable[[str], object]) -> None:
        """Holds a coded document until the next commit; one that failed or is in no language that is read is counted."""
        if outcome.error:
            self._receipt.failed += 1
            tell(f"{document.source or document.id}: {outcome.error.partition(': ')[2]}")
            return
        coded = _with_sentences(outcome.output, document)
        if coded.language not in spoken():
            self._receipt.dropped[f"language not read ({coded.language or 'unknown'})"] += 1
            return
        self._held.append((document, coded))
        self._size += len(document.text)
        late = time.monotonic() - self._since >= COMMIT_SECONDS
        if len(self._held) >= self._order.commit or self._size >= COMMIT_CHARACTERS or late:
            self.commit()

    def commit(self) -> None:
        """Writes what is held. Stopped in the middle of it, nothing of it counts, and it may be called again."""
        if not self._held or self._known.store is None:
            return
        new: list[tuple[Document, Coded]] = []
        revisions: list[int] = []

        def rows(version: int) -> Mapping[str, pa.Table] | None:
            new[:] = self._unknown(version)
            revisions[:] = self._known.numbered([document for document, _ in new])
            return self._rows(new, revisions) if new else None

        version = self._known.store.append(rows)
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
        return [(document, coded) for document, coded in self._held if _hash(document.id) not in there]

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


def _with_sentences(output: bytes, document: Document) -> Coded:
    """A coded line as a record, its claims' sentences with their words again."""
    found = msgspec.json.decode(output)
    for claim in found["claims"]:
        sentence = claim["sentence"]
        text = document.title if sentence.get("field") == "title" else document.text
        sentence["text"] = text[sentence["start"] : sentence["end"]]
    return msgspec.convert(found, Coded)


def _receipt_row(began: datetime, ended: str, sources: list[str | Path], coder: str, receipt: Ingested) -> pa.Table:
    now = datetime.now(UTC)
    counts = {k: getattr(receipt, k) for k in ("read", "new", "changed", "known", "failed", "claims", "quotes")}
    row = {
        "id": f"r:{_hash(began.isoformat()):016x}", "started": began.isoformat(timespec="seconds"),
        "finished": now.isoformat(timespec="seconds"), "command": "ingest", "source": ", ".join(map(str, sources)),
        "coder": coder, "kawat": kawat.__version__, "ended": ended, "counts": list(counts.items()),
        "dropped": list(receipt.dropped.items()), "month": f"{now:%Y-%m}",
    }  # fmt: skip
    return tables.table("receipts", [row])
