"""Ingest on a cluster: shards are coded there, and this process alone writes what comes back, in the order of the sources.

The rows of a shard and the note that it is in the desk are one commit. So a run that is stopped goes on with the first shard that
is not there yet, and as shards are written in their order, revisions are numbered as if one process had read all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

import kawat
from kawat.coders import coder as coder_of
from kawat.desk import tables
from kawat.desk.questions import connect
from kawat.desk.store import Store
from kawat.engines import dask
from kawat.engines.dask import Result
from kawat.engines.rows import hashed
from kawat.engines.shard import Task
from kawat.ingest.known import Known
from kawat.ingest.receipt import Ingested, Order, receipt_row
from kawat.limits import CLUSTER_TOLD
from kawat.read.shards import Shard, shards
from kawat.read.sources import How

LOST = "lost its worker"


def spread(
    sources: Iterable[str | Path],
    desk: str | Path,
    how: How,
    order: Order,
    *,
    tell: Callable[[str], object] = lambda error: None,
    progress: Callable[[Ingested], object] = lambda receipt: None,
) -> Ingested:
    """As ``ingest``, on the Dask cluster of ``order``. A shard holds about ``order.commit`` documents.

    Raises EngineError where the cluster is missing, out of reach or lost.
    """
    began = datetime.now(UTC)
    sources = list(sources)
    task = _task(order)

    def key(name: str) -> str:
        return f"{order.since} {how(name)}"

    receipt = Ingested()
    with dask.cluster(order.scheduler, order.jobs, tell) as client:
        known = Known(Store(desk, create=True))
        writer = _Writer(known, receipt, task, order)
        left = _left(shards(sources, order.commit, key), writer.done(), receipt)
        ended = "done"
        try:
            with closing(dask.results(client, left, how, task, *known.hashes(CLUSTER_TOLD), tell)) as found:
                for some in found:
                    writer.write(some)
                    for result in some:
                        for words in (words for part in result.parts for words in part.told):
                            tell(words)
                    progress(receipt)
                    if order.limit and receipt.new >= order.limit:
                        break
        except BaseException as problem:
            ended = f"stopped: {type(problem).__name__}"
            raise
        finally:
            if (receipt.new or receipt.quarantined) and known.store:
                known.store.note("receipts", receipt_row(began, ended, sources, task.version, receipt))
    if receipt.new and known.store:
        known.store.tidy()
    return receipt


def _task(order: Order) -> Task:
    overlay = Path(order.overlay) if order.overlay else None
    version = coder_of(order.coder, order.overlay).version
    data, suffix = (overlay.read_bytes(), overlay.suffix) if overlay else (b"", "")
    return Task(order.coder, version, kawat.__version__, data, suffix, order.since, order.retry)


def _left(all_of: Iterator[Shard], done: Mapping[str, int], receipt: Ingested) -> Iterator[Shard]:
    """The shards that are not in the desk; the documents of the others are counted as known."""
    for shard in all_of:
        if shard.id in done:
            receipt.read += done[shard.id]
            receipt.known += done[shard.id]
        else:
            yield shard


class _Writer:
    """Writes what comes back from the cluster, some shards in one commit."""

    def __init__(self, known: Known, receipt: Ingested, task: Task, order: Order) -> None:
        self._known, self._receipt, self._task, self._order = known, receipt, task, order
        self._taken = 0
        self._cut = False

    def done(self) -> dict[str, int]:
        """The shards that the desk has, and how many documents were read of each."""
        assert self._known.store is not None
        which = "WHERE quarantined = 0" if self._order.retry else ""
        with connect(self._known.store, self._known.version) as connection:
            return dict(connection.execute(f"SELECT id, max(read) FROM shards {which} GROUP BY id").fetchall())

    def write(self, some: list[Result]) -> None:
        """One commit: rows of documents that are new, with their revisions, quarantine, and the shards themselves."""
        known, receipt, store = self._known, self._receipt, self._known.store
        assert store is not None
        chosen = [(result, [_without(part.tables, self._passed_over) for part in result.parts]) for result in some]
        new: list[dict[str, Any]] = []
        revisions: list[int] = []

        def build(version: int) -> Mapping[str, pa.Table]:
            if version != known.version:
                known.refresh(version)
            parts = [_without(part, known.late) for _, parts in chosen for part in parts]
            out = {name: pa.concat_tables([part[name] for part in parts]) for name in parts[0]} if parts else {}
            if parts:
                new[:] = out["documents"].select(["id", "key"]).to_pylist()
                revisions[:] = known.numbered([row["key"] for row in new])
                place = out["documents"].schema.get_field_index("revision")
                numbers = pa.array(revisions, tables.SCHEMAS["documents"].field("revision").type)
                out["documents"] = out["documents"].set_column(place, "revision", numbers)
                receipt.claims += out["claims"].num_rows
                receipt.quotes += out["quotes"].num_rows
            lost = [row for result, _ in chosen for row in _lost(result, self._task.version)]
            aside = [out["quarantine"]] if parts else []
            out["quarantine"] = pa.concat_tables([*aside, tables.table("quarantine", lost)])
            out["shards"] = tables.table("shards", [row for result, parts in chosen for row in self._shard_rows(result, parts)])
            return out

        for result in some:
            self._count(result)
        receipt.version = store.append(build)
        known.written([row["id"] for row in new], [row["key"] for row in new], revisions, receipt.version)
        store.tidy_by_times()
        receipt.new += len(new)
        receipt.changed += sum(number > 1 for number in revisions)
        receipt.known += sum(part["documents"].num_rows for _, parts in chosen for part in parts) - len(new)

    def _count(self, result: Result) -> None:
        receipt = self._receipt
        for part in result.parts:
            receipt.read += part.read
            receipt.failed += part.failed
            receipt.quarantined += part.quarantined
            receipt.known += part.known
            receipt.dropped.update(part.dropped)
        for _ in result.lost:
            receipt.read += 1
            receipt.failed += 1
            receipt.quarantined += 1

    def _passed_over(self, id: str) -> bool:
        """Whether a document is not to be written: an earlier shard had it, or the limit is reached."""
        if self._order.limit and self._taken == self._order.limit:
            self._cut = True
            self._receipt.read -= 1
            return True
        if not self._known.add(id):
            self._receipt.known += 1
            return True
        self._taken += 1
        return False

    def _shard_rows(self, result: Result, parts: list[dict[str, pa.Table]]) -> list[dict[str, Any]]:
        if not result.shard.id or self._cut or not all(part.whole for part in result.parts):
            return []
        now = datetime.now(UTC)
        return [
            {
                "id": result.shard.id, "source": result.shard.source, "coder": self._task.version,
                "read": sum(part.read for part in result.parts), "new": sum(part["documents"].num_rows for part in parts),
                "failed": sum(part.failed for part in result.parts) + len(result.lost),
                "quarantined": sum(part.quarantined for part in result.parts) + len(result.lost),
                "seconds": sum(part.seconds for part in result.parts), "time": now.isoformat(timespec="seconds"),
                "month": f"{now:%Y-%m}",
            }
        ]  # fmt: skip


def _without(part: dict[str, pa.Table], known: Callable[[str], bool]) -> dict[str, pa.Table]:
    """Rows of a part without those of documents that are known."""
    ids = part["documents"]["id"].to_pylist()
    kept = [id for id in ids if not known(id)]
    if len(kept) == len(ids):
        return part
    wanted = pa.array(kept, pa.string())
    columns = dict.fromkeys(tables.PARTS, "document") | {"documents": "id"}
    return {
        name: table.filter(pc.is_in(table[columns[name]], wanted)) if name in columns else table for name, table in part.items()
    }


def _lost(result: Result, coder: str) -> list[dict[str, Any]]:
    """Rows of ``quarantine`` for pieces that ended every worker that read them."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return [
        {
            "id": f"p:{hashed(msgspec.json.encode(piece).decode()):016x}", "source": piece.given, "url": "", "title": "",
            "reason": LOST, "words": "every worker of the cluster that read it ended.", "coder": coder,
            "kawat": kawat.__version__, "time": now, "month": tables.UNDATED,
        }
        for piece in result.lost
    ]  # fmt: skip
