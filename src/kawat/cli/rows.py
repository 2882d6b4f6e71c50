"""Rows of a desk in the terminal: as a table, as CSV, as JSON lines."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kawat.cli.console import console

if TYPE_CHECKING:
    import pyarrow as pa


def print_rows(found: pa.Table) -> None:
    """The first 200 rows as a table for people; says on standard error where there are more."""
    from rich.table import Table
    from rich.text import Text

    from kawat.read.clean import clean

    table = Table(box=None)
    for name in found.column_names:
        table.add_column(Text(name))
    for row in found.slice(0, 200).to_pylist():
        table.add_row(*(Text("" if value is None else clean(str(value))) for value in row.values()))
    console().print(table)
    if found.num_rows > 200:
        sys.stderr.write(f"kawat: the first 200 of {found.num_rows:,} rows; --format csv writes all.\n")


def write_rows(found: pa.Table, format: str) -> None:
    """Rows on standard output as CSV or JSON lines; lists and structures as JSON."""
    import csv

    rows = (row for batch in found.to_batches(1000) for row in batch.to_pylist())
    if format == "jsonl":
        import msgspec

        for row in rows:
            sys.stdout.write(msgspec.json.encode(row).decode() + "\n")
        return
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(found.column_names)
    for row in rows:
        writer.writerow([_cell(value) for value in row.values()])


def _cell(value: object) -> object:
    """A value as a cell of CSV: lists and structures as JSON, everything else as it is written."""
    import msgspec

    if value is None:
        return ""
    return msgspec.json.encode(value).decode() if isinstance(value, list | dict) else value
