"""What an ingest was asked to do, and what became of its documents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

import kawat
from kawat.coders import DEFAULT
from kawat.desk import tables
from kawat.ingest.known import hashed

COMMIT_DOCUMENTS = 1000


@dataclass
class Ingested:
    """What became of the documents: ``read`` = ``new`` + ``known`` + ``dropped`` (by reason) + ``failed``, of which
    ``quarantined`` brought the coder down."""

    read: int = 0
    new: int = 0
    changed: int = 0
    known: int = 0
    failed: int = 0
    quarantined: int = 0
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
        aside = f" ({self.quarantined:,} of them in quarantine)" if self.quarantined else ""
        return ", ".join([*parts, f"{self.failed:,} failed{aside}"])


@dataclass
class Order:
    """How an ingest is to be done. ``since``: an ISO day before which documents are dropped; ``limit``: most new documents;
    ``commit``: how many documents are written at once; ``apart``: also one job codes in a process of its own, so that a document
    that brings it down is put aside; ``retry``: what was put aside is tried again; ``engine``: ``local``, or ``dask`` on the
    cluster at ``scheduler`` ("" for ``jobs`` processes of this machine)."""

    coder: str = DEFAULT
    overlay: str | Path | None = None
    jobs: int = 1
    since: str = ""
    limit: int = 0
    dry_run: bool = False
    commit: int = COMMIT_DOCUMENTS
    apart: bool = False
    retry: bool = False
    engine: str = "local"
    scheduler: str = ""


def receipt_row(
    began: datetime, ended: str, sources: list[str | Path], coder: str, receipt: Ingested, command: str = "ingest"
) -> pa.Table:
    """The receipt as a row of the desk's ``receipts``."""
    now = datetime.now(UTC)
    counts = {k: getattr(receipt, k) for k in ("read", "new", "changed", "known", "failed", "quarantined", "claims", "quotes")}
    row = {
        "id": f"r:{hashed(began.isoformat()):016x}", "started": began.isoformat(timespec="seconds"),
        "finished": now.isoformat(timespec="seconds"), "command": command, "source": ", ".join(map(str, sources)),
        "coder": coder, "kawat": kawat.__version__, "ended": ended, "counts": list(counts.items()),
        "dropped": list(receipt.dropped.items()), "month": f"{now:%Y-%m}",
    }  # fmt: skip
    return tables.table("receipts", [row])
