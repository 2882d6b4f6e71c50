"""Coding again what a desk holds: the claims of a newer coder beside the old ones, and what that changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from kawat.coders import coder as coder_of
from kawat.desk import tables
from kawat.desk.questions import connect
from kawat.desk.store import Store
from kawat.engines.rows import with_sentences
from kawat.errors import DeskError
from kawat.ingest import coded
from kawat.ingest.receipt import Order
from kawat.types import Document

_BATCH = 1000
# The newest version of each article that the coder has not coded, the newest month first.
_ARTICLES = """
SELECT * FROM documents SEMI JOIN (SELECT arg_max(id, revision) AS id FROM documents GROUP BY key) newest USING (id)
ANTI JOIN (SELECT document FROM codings WHERE coder = $coder) done ON done.document = documents.id
WHERE coder <> $coder AND ($since = '' OR reported >= TRY_CAST($since AS DATE)) ORDER BY month DESC, id
"""


@dataclass
class Recoded:
    """What became of the articles that were to be coded again by ``coder``."""

    coder: str
    coded: int = 0
    failed: int = 0
    claims: int = 0
    quotes: int = 0
    version: int = 0

    def line(self) -> str:
        """The receipt as one line for people."""
        found = f"{self.claims:,} claims, {self.quotes:,} quotes"
        return f"{self.coded:,} coded again by {self.coder}, {found}, {self.failed:,} failed"


def recode(
    desk: str | Path,
    order: Order,
    *,
    beside: bool = False,
    tell: Callable[[str], object] = lambda error: None,
    progress: Callable[[Recoded], object] = lambda receipt: None,
) -> Recoded:
    """Codes the articles of a desk again by the coder of ``order`` and keeps what it finds beside the claims that are there.

    The new claims stand from then on, unless ``beside``: then they only lie there to be compared. What this coder has coded
    before is not coded again, so that a stopped run goes on where it was. ``order``'s ``since``, ``limit``, ``jobs`` and
    ``commit`` hold; an article's old versions are left as they are. Raises DeskError where there is no desk.
    """
    store = Store(desk)
    receipt = Recoded(coder_of(order.coder, order.overlay).version, version=store.versions()["documents"])
    if order.overlay and _has(store, receipt.coder):
        raise DeskError(f"the desk was coded by {receipt.coder} before: an overlay alone makes no other coder. Use a new desk.")
    held: list[tuple[Document, Any]] = []

    def commit() -> None:
        if held:
            receipt.version = store.append(lambda version: _rows(held, receipt.coder, not beside), "recode")
            held.clear()

    try:
        with closing(coded(_documents(store, receipt, order), order)) as found:
            for document, outcome in found:
                if outcome.error:
                    receipt.failed += 1
                    tell(f"{document.source or document.id}: {outcome.error.partition(': ')[2]}")
                    continue
                held.append((document, with_sentences(outcome.output, document)))
                receipt.coded += 1
                receipt.claims += outcome.claims
                receipt.quotes += outcome.quotes
                progress(receipt)
                if len(held) >= order.commit:
                    commit()
    finally:
        commit()
    if receipt.coded:
        store.tidy()
    return receipt


def _has(store: Store, coder: str) -> bool:
    with connect(store) as connection:
        found = connection.execute("SELECT 1 FROM documents WHERE coder = ? LIMIT 1", [coder]).fetchall()
    return bool(found)


def _documents(store: Store, receipt: Recoded, order: Order) -> Iterator[Document]:
    given = {"coder": receipt.coder, "since": order.since}
    left = order.limit or -1
    with connect(store, receipt.version) as connection:
        for batch in connection.sql(_ARTICLES, params=given).to_arrow_reader(_BATCH):
            for row in batch.to_pylist():
                if not left:
                    return
                left -= 1
                yield msgspec.convert({k: v for k, v in row.items() if k in Document.__struct_fields__}, Document)


def _rows(held: list[tuple[Document, Any]], coder: str, current: bool) -> dict[str, pa.Table]:
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    out: dict[str, list[dict[str, Any]]] = {"claims": [], "quotes": [], "codings": []}
    for document, found in held:
        made = tables.rows(document, 1, (), found, coder)
        out["claims"] += made["claims"]
        out["quotes"] += made["quotes"]
        month = tables.month_of(document.published)
        out["codings"].append({"document": document.id, "coder": coder, "time": now, "current": current, "month": month})
    return {name: tables.table(name, rows) for name, rows in out.items()}
