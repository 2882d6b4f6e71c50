"""Imports: event data that others or Kawat wrote, read as events, so that the same questions can be put to them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kawat.export import table
from kawat.export.event import Event
from kawat.export.write import canonical
from kawat.import_.acts import ledger, other_source
from kawat.import_.gdelt import gdelt, gdelt_mentions, gdelt_rows
from kawat.import_.icews import icews, icews_rows
from kawat.import_.lines import Receipt
from kawat.import_.quadruples import quadruples
from kawat.import_.records import csv_tables, duckdb, parquet, plover

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "Receipt", "batches", "csv_tables", "digest", "duckdb", "exported", "gdelt", "gdelt_mentions", "gdelt_rows", "icews",
    "icews_rows", "ledger", "other_source", "parquet", "plover", "quadruples",
]  # fmt: skip


def exported(folder: str | Path, format: str) -> Iterator[Event]:
    """The events of an export's folder; raises SourceError for what cannot be read."""
    place = Path(folder)
    if format == "gdelt":
        return gdelt(place / "events.export.CSV")
    if format == "icews":
        return icews(place / "events.tab")
    if format == "plover":
        return plover(place / "events.jsonl")
    if format == "csv":
        return csv_tables(place / "events.csv", place / "reports.csv")
    return parquet(place / "events.parquet") if format == "parquet" else duckdb(place / "events.duckdb")


def digest(folder: str | Path, format: str) -> str:
    """The SHA-256 of an export's rows as they are read back, the same that was made in writing them."""
    place = Path(folder)
    found = hashlib.sha256()
    if format in ("gdelt", "icews"):
        read = gdelt_rows(place / "events.export.CSV") if format == "gdelt" else icews_rows(place / "events.tab")
        words: Iterable[str] = ("\t".join(row) for _, row in read)
    else:
        words = (canonical(event) for event in exported(place, format))
    for line in words:
        found.update((line + "\n").encode())
    return found.hexdigest()


def batches(events: Iterable[Event], size: int = 2000) -> Iterator[pa.RecordBatch]:
    """Events as Arrow, some at a time: ``pyarrow.RecordBatchReader.from_batches`` makes a table of them for DuckDB."""
    held: list[Event] = []
    for event in events:
        held.append(event)
        if len(held) == size:
            yield table.batch(held)
            held = []
    if held:
        yield table.batch(held)
