"""Exports: events of a desk in the formats that others read, each with a manifest that says where it came from."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from kawat.desk import Desk
from kawat.errors import ExportError
from kawat.export.event import Actor, Event, Location, Report
from kawat.export.manifest import NAME, Made, Manifest, encoded, manifest
from kawat.export.selection import Query, Receipt, events
from kawat.export.tally import Tally
from kawat.export.write import FORMATS, Written, write

__all__ = [
    "FORMATS", "Actor", "Event", "Location", "Manifest", "Query", "Receipt", "Report", "Written", "events", "export", "write",
]  # fmt: skip


def export(
    desk: Desk, folder: str | Path, format: str, query: Query | None = None, *, given: Iterable[Event] | None = None
) -> Manifest:
    """Writes the events of a desk into a folder as ``gdelt``, ``icews``, ``plover``, ``csv``, ``parquet`` or ``duckdb``.

    The folder is new, empty, or holds an earlier export, which is replaced; the manifest is written last, after the files
    were read back and found to hold the same. ``given`` stands for the events of the desk where they are made otherwise.
    Raises ExportError for a folder with other files, an unknown format, or rows that break it.
    """
    place, query, receipt, tally = Path(folder), query or Query(), Receipt(), Tally()
    if format not in FORMATS:
        raise ExportError(f"there is no format {format!r}; it is one of {', '.join(FORMATS)}.")
    _clear(place)
    written = write(tally.passing(events(desk, query, receipt) if given is None else given), place, format)
    if given is not None:
        receipt.claims, receipt.events = tally.claims, tally.events
    _read_back(place, format, written)
    made = manifest(desk, Made(format, query, written, receipt, tally))
    (place / NAME).write_bytes(encoded(made))
    return made


def _clear(place: Path) -> None:
    """Takes an earlier export away, and refuses a folder of other files."""
    if place.exists() and not place.is_dir():
        raise ExportError(f"{place} is a file; name a folder.")
    if not place.exists() or not any(place.iterdir()):
        return
    if not (place / NAME).exists():
        raise ExportError(f"{place} holds other files and no {NAME}: name a new or empty folder.")
    try:
        earlier = msgspec.json.decode((place / NAME).read_bytes(), type=Manifest)
    except msgspec.DecodeError:
        raise ExportError(f"{place / NAME} is no manifest of an export: name a new or empty folder.") from None
    (place / NAME).unlink()
    for file in earlier.files:
        (place / Path(file.name).name).unlink(missing_ok=True)


def _read_back(place: Path, format: str, written: Written) -> None:
    from kawat.import_ import digest

    if digest(place, format) != written.rows:
        raise ExportError(f"{place}: what was read back is not what was written. The disk may be full or failing; try again.")
