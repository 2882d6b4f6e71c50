"""Our own exports back as events: PLOVER JSON lines, CSV, Parquet, DuckDB."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import msgspec

from kawat.errors import RecordError, SourceError
from kawat.export import plover as line
from kawat.export import table
from kawat.export.event import Event
from kawat.import_.lines import Receipt, Tell, lines

_BATCH = 2000


def plover(path: str | Path, receipt: Receipt | None = None, tell: Tell | None = None) -> Iterator[Event]:
    """The events of a file of PLOVER JSON lines; lines that are none are counted, told and left out."""
    receipt = receipt if receipt is not None else Receipt()
    for name, number, raw in lines(Path(path)):
        if not raw.strip():
            continue
        receipt.read += 1
        try:
            event = line.event_of(raw)
        except RecordError as problem:
            receipt.fails(f"{name}, line {number}", "no PLOVER record", str(problem), tell)
            continue
        receipt.kept += 1
        yield event


def csv_tables(events: str | Path, reports: str | Path | None = None) -> Iterator[Event]:
    """The events of events.csv with their reports from reports.csv, which has them in the same order.

    Raises SourceError, naming the row, for a table that is none of ours.
    """
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    groups = groupby(_dicts(Path(reports), table.REPORT_COLUMNS) if reports else (), key=lambda pair: pair[1]["event"])
    waiting = next(groups, None)
    for number, cells in _dicts(Path(events), table.EVENT_COLUMNS):
        mine: list[dict[str, str]] = []
        if waiting and waiting[0] == cells["id"]:
            mine = [row for _, row in waiting[1]]
            waiting = next(groups, None)
        try:
            yield table.event_of(cells, mine)
        except (ValueError, msgspec.MsgspecError) as problem:
            raise SourceError(f"{events}, row {number}: {problem}.") from None
    if waiting:
        raise SourceError(f"{reports}: reports of event {waiting[0]}, which {events} has not, or not in this order.")


def _dicts(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open("r", encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        if tuple(next(reader, ())) != columns:
            raise SourceError(f"{path}: its head is not {', '.join(columns[:5])} ... of an export of Kawat.")
        for number, row in enumerate(reader, 2):
            if len(row) != len(columns):
                raise SourceError(f"{path}, row {number}: {len(row)} cells, where there should be {len(columns)}.")
            yield number, dict(zip(columns, row))


def parquet(path: str | Path) -> Iterator[Event]:
    """The events of a Parquet file that ``kawat export`` wrote; raises SourceError for another one."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(str(path)) as file:
            yield from chain.from_iterable(table.events_of(batch) for batch in file.iter_batches(_BATCH))
    except (pa.ArrowInvalid, OSError, msgspec.MsgspecError, KeyError) as problem:
        raise SourceError(f"{path} is no Parquet file of events: {problem}.") from None


def duckdb(path: str | Path) -> Iterator[Event]:
    """The events of a DuckDB file that ``kawat export`` wrote, in its order; raises SourceError for another one."""
    import duckdb as library

    if not Path(path).is_file():
        raise SourceError(f"There is no file {path}. Check the spelling.")
    try:
        with library.connect(str(path), read_only=True) as connection:
            connection.execute("SET threads = 1")
            found: Any = connection.sql("SELECT * FROM events").to_arrow_reader(_BATCH)
            yield from chain.from_iterable(table.events_of(batch) for batch in found)
    except (library.Error, msgspec.MsgspecError, KeyError) as problem:
        raise SourceError(f"{path} is no DuckDB file of events: {str(problem).splitlines()[0]}.") from None
