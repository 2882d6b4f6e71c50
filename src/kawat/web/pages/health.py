"""Kondisi: what came in and what did not, how late the desk is, how large, and how the server does."""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec

from kawat import __version__
from kawat.desk.tables import SCHEMAS
from kawat.web.asked import Asked, Query
from kawat.web.page import Page, Table

SECONDS, RECEIPTS = 20.0, 25
STARTED = time.monotonic()


class HealthQuery(Query, frozen=True, omit_defaults=True):
    """``all``: every receipt, not only the last ones."""

    all: bool = False


class Ingest(msgspec.Struct, frozen=True):
    """A receipt: what an ingest read and what became of it. ``sources`` go without the folders that they lie in."""

    id: str
    started: str
    finished: str
    sources: list[str]
    coder: str
    kawat: str
    ended: str
    counts: dict[str, int]
    dropped: dict[str, int]


class Health(msgspec.Struct, frozen=True):
    """The page's record; ``status`` is that of the desk: "ready", "empty", "unmerged" or "warming"."""

    status: str
    version: int
    written: str
    merged: str
    newest: date | None
    oldest: date | None
    last_ingest: str
    lag_days: int | None
    unmerged: int
    merging: str
    merge_failed: str
    tables: list[dict[str, Any]]
    coders: dict[str, int]
    corrections: dict[str, int]
    ingests: list[Ingest]
    ingest_count: int
    dropped: dict[str, int]
    server: dict[str, Any]


def make(asked: Asked) -> Health:
    """The page's record."""
    holder, query = asked.holder, asked.query
    known = holder.cached("health", _desk)
    ingests = known["ingests"]
    last = max((one.finished for one in ingests), default="")
    newest = known["days"]["newest"]
    today = datetime.now(UTC).date()
    dropped: dict[str, int] = {}
    for one in ingests:
        for reason, count in one.dropped.items():
            dropped[reason] = dropped.get(reason, 0) + count
    return Health(
        holder.state, asked.desk.version, known["written"], known["merged"], newest, known["days"]["oldest"], last,
        (today - newest).days if newest else None, known["unmerged"], holder.merger.state, holder.merger.failed, known["tables"],
        known["coders"], known["corrections"], ingests if query.all else ingests[:RECEIPTS], len(ingests),
        dict(sorted(dropped.items(), key=lambda pair: -pair[1])), _server(),
    )  # fmt: skip


def _desk(desk: Any) -> dict[str, Any]:
    """What depends on the desk's version alone."""
    receipts = desk.sql("SELECT * FROM receipts ORDER BY started DESC, id", seconds=SECONDS).rows()
    days = "SELECT max(reported) AS newest, min(reported) AS oldest FROM documents WHERE reported <= current_date + 1"
    coders = "SELECT coder, count(*) AS n FROM claims GROUP BY coder ORDER BY n DESC, coder"
    verdicts = "SELECT verdict, count(*) AS n FROM corrections GROUP BY verdict ORDER BY verdict"
    return {
        "ingests": [_ingest(row) for row in receipts],
        "days": desk.sql(days, seconds=SECONDS).rows()[0],
        "coders": {row["coder"]: row["n"] for row in desk.sql(coders, seconds=SECONDS).rows()},
        "corrections": {row["verdict"]: row["n"] for row in desk.sql(verdicts, seconds=SECONDS).rows()},
        "merged": desk.sql("SELECT coalesce(max(time), '') AS time FROM merges", seconds=SECONDS).rows()[0]["time"],
        "written": desk.store.moment(desk.version),
        "unmerged": desk.unmerged(),
        "tables": _tables(desk),
    }


def _ingest(row: dict[str, Any]) -> Ingest:
    sources = [one if "://" in one else Path(one).name for one in (row["source"] or "").split(", ") if one]
    counts, dropped = dict(row["counts"] or ()), dict(row["dropped"] or ())
    return Ingest(
        row["id"], row["started"], row["finished"] or "", sources, row["coder"], row["kawat"], row["ended"], counts, dropped
    )


def _tables(desk: Any) -> list[dict[str, Any]]:
    """Rows and bytes of each table; no bytes where the desk does not lie in a folder."""
    names = [name for name in SCHEMAS if name not in ("claims", "quotes")] + ["claims_as_coded", "quotes_as_coded"]
    question = " UNION ALL ".join(f"SELECT '{name}' AS name, count(*) AS rows FROM {name}" for name in names)
    found = {row["name"].removesuffix("_as_coded"): row["rows"] for row in desk.sql(question, seconds=SECONDS).rows()}
    folder = desk.store.folder
    return [{"name": name, "rows": found[name], "bytes": _bytes(folder, name)} for name in SCHEMAS]


def _bytes(folder: Any, name: str) -> int | None:
    if not isinstance(folder, Path):
        return None
    total = 0
    for place, _, files in os.walk(folder / name):
        total += sum(os.stat(os.path.join(place, file)).st_size for file in files)
    return total


def _server() -> dict[str, Any]:
    return {
        "kawat": __version__, "python": sys.version.split()[0], "uptime_seconds": round(time.monotonic() - STARTED),
        "memory_bytes": _memory(), "peak_memory_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
    }  # fmt: skip


def _memory() -> int | None:
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return None


def table(record: Health, asked: Asked) -> Table:
    """The receipts as rows."""
    columns = ["id", "started", "finished", "sources", "coder", "ended", "read", "new", "changed", "known", "dropped", "failed"]
    rows: list[Mapping[str, Any]] = []
    for one in record.ingests:
        dropped = [f"{count} {reason}" for reason, count in one.dropped.items()]
        rows.append({**msgspec.to_builtins(one), **one.counts, "sources": one.sources, "dropped": dropped})
    return columns, rows


PAGE = Page("health", "/health", make, query=HealthQuery, table=table, cached=False)
