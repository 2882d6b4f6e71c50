"""Events into files of a format, each row checked on the way; the files lie in a folder of their own."""

from __future__ import annotations

import csv
import hashlib
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, NamedTuple

import msgspec

from kawat.errors import ExportError
from kawat.export import gdelt, icews, plover, table
from kawat.export.event import Actor, Event, dyads, number

_BATCH = 2000
KEYS = ("id", "event", "claims")
"""The columns of keys.tsv: a row's number, the event's id, the ids of its claims joined by ";"."""


class File(msgspec.Struct, frozen=True):
    """A file of an export: its name, how many rows it has, and how many bytes with which SHA-256."""

    name: str
    rows: int
    bytes: int
    sha256: str


class Writer(ABC):
    """Takes events one by one and writes them as one format has them; ``left_out`` counts what it has no row for."""

    names: tuple[str, ...] = ()

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.left_out: Counter[str] = Counter()
        self.rows: Counter[str] = Counter()
        self.digest = hashlib.sha256()
        """Over what was written, in words; reading the files back gives the same."""
        self._open = ExitStack()

    @abstractmethod
    def add(self, event: Event) -> None:
        """Writes an event; raises ExportError for one that breaks the format's rules."""

    def close(self) -> None:
        """Ends the files."""
        self._open.close()

    def give_up(self) -> None:
        """Takes away what was written of the files."""
        self._open.close()
        for name in self.names:
            (self.folder / name).unlink(missing_ok=True)

    def files(self) -> list[File]:
        """The files as they lie in the folder."""
        return [file_of(self.folder / name, self.rows[name]) for name in self.names]

    def _text(self, name: str) -> IO[str]:
        return self._open.enter_context((self.folder / name).open("w", encoding="utf-8", newline=""))

    def _wrote(self, name: str, words: Iterable[str]) -> None:
        self.rows[name] += 1
        self.digest.update(("\t".join(words) + "\n").encode())


def file_of(path: Path, rows: int) -> File:
    """What a manifest says of a file."""
    with path.open("rb") as stream:
        return File(path.name, rows, path.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest())


class _Dyadic(Writer):
    """Formats with a row for each pair of actor and recipient, under a number that keys.tsv leads back from."""

    names: tuple[str, ...] = ("keys.tsv",)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._keys = self._text("keys.tsv")
        self._keys.write("\t".join(KEYS) + "\n")
        self._taken: set[int] = set()

    def _number(self, event: Event, at: int) -> int:
        """The number of an event's dyad; where another one has it, the next that is free."""
        found = number(event.id, at)
        while found in self._taken:
            found += 1
        self._taken.add(found)
        self._keys.write("\t".join((str(found), gdelt.cell(event.id), gdelt.cell(";".join(event.claims)))) + "\n")
        self.rows["keys.tsv"] += 1
        return found


class GdeltWriter(_Dyadic):
    """GDELT 2.0: events, mentions, keys."""

    names = ("events.export.CSV", "events.mentions.CSV", "keys.tsv")

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._events, self._mentions = self._text(self.names[0]), self._text(self.names[1])

    def add(self, event: Event) -> None:
        if not event.day:
            self.left_out["no day"] += 1
            return
        for at, (actor, recipient) in enumerate(dyads(event)):
            id = self._number(event, at)
            row = gdelt.row(event, id, actor, recipient)
            gdelt.check(row)
            self._events.write("\t".join(row) + "\n")
            self._wrote(self.names[0], row)
            for mention in gdelt.mentions(event, id):
                gdelt.check_mention(mention)
                self._mentions.write("\t".join(mention) + "\n")
                self.rows[self.names[1]] += 1


class IcewsWriter(_Dyadic):
    """ICEWS: events with a head, keys. Events without a known actor and recipient have no row."""

    names = ("events.tab", "keys.tsv")

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._events = self._text("events.tab")
        self._events.write("\t".join(icews.COLUMNS) + "\n")

    def add(self, event: Event) -> None:
        if not event.day:
            self.left_out["no day"] += 1
            return
        pairs = [(a, b) for a, b in dyads(event) if a and b and _known(a) and _known(b)]
        if not pairs:
            self.left_out["no actor or no recipient"] += 1
        for at, (actor, recipient) in enumerate(pairs):
            row = icews.row(event, self._number(event, at), actor, recipient)
            icews.check(row)
            self._events.write("\t".join(row) + "\n")
            self._wrote("events.tab", row)


def _known(actor: Actor) -> bool:
    return bool(actor.name) or actor.code not in ("", "?")


class PloverWriter(Writer):
    """PLOVER JSON lines."""

    names = ("events.jsonl",)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._events = self._text("events.jsonl")

    def add(self, event: Event) -> None:
        if not event.day:
            self.left_out["no day"] += 1
            return
        plover.check(event)
        self._events.write(plover.line(event).decode() + "\n")
        self._wrote("events.jsonl", (canonical(event),))


class CsvWriter(Writer):
    """Events and reports as CSV."""

    names = ("events.csv", "reports.csv")

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._events, self._reports = (csv.writer(self._text(name), lineterminator="\n") for name in self.names)
        self._events.writerow(table.EVENT_COLUMNS)
        self._reports.writerow(table.REPORT_COLUMNS)

    def add(self, event: Event) -> None:
        plover.check(event)
        self._events.writerow(table.csv_row(event))
        self._wrote("events.csv", (canonical(event),))
        for row in table.csv_reports(event):
            self._reports.writerow(row)
            self.rows["reports.csv"] += 1


class ParquetWriter(Writer):
    """Events with their reports as Parquet."""

    names = ("events.parquet",)
    _file = "events.parquet"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        import pyarrow.parquet as pq

        self._held: list[Event] = []
        writer = pq.ParquetWriter(str(folder / self._file), table.schema(), compression="zstd")
        self._events: Any = self._open.enter_context(writer)

    def add(self, event: Event) -> None:
        plover.check(event)
        self._held.append(event)
        self._wrote(self.names[0], (canonical(event),))
        if len(self._held) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        if self._held:
            self._events.write_batch(table.batch(self._held))
            self._held = []

    def close(self) -> None:
        self._flush()
        super().close()


class DuckdbWriter(ParquetWriter):
    """One DuckDB file with the tables ``events`` (nested) and ``reports`` (one row a report)."""

    names = ("events.duckdb",)
    _file = "events.parquet.part"

    def close(self) -> None:
        super().close()
        import duckdb

        part, path = self.folder / self._file, self.folder / self.names[0]
        path.unlink(missing_ok=True)
        with duckdb.connect(str(path)) as connection:
            connection.execute("SET threads = 1")  # the rows stay in their order
            connection.execute("CREATE TABLE events AS SELECT * FROM read_parquet(?)", [str(part)])
            connection.execute(
                "CREATE TABLE reports AS SELECT id AS event, unnest(r) FROM (SELECT id, unnest(reports) AS r FROM events)"
            )
        part.unlink()

    def give_up(self) -> None:
        super().give_up()
        (self.folder / self._file).unlink(missing_ok=True)


def canonical(event: Event) -> str:
    """An event in words that are the same for the same event."""
    return msgspec.json.encode(event).decode()


WRITERS: dict[str, Callable[[Path], Writer]] = {
    "gdelt": GdeltWriter, "icews": IcewsWriter, "plover": PloverWriter, "csv": CsvWriter, "parquet": ParquetWriter,
    "duckdb": DuckdbWriter,
}  # fmt: skip
FORMATS = tuple(WRITERS)


class Written(NamedTuple):
    """What was written: the files, what the format had no row for, and two SHA-256.

    ``content`` is over the events, whatever the format; ``rows`` over the rows of the format.
    """

    files: tuple[File, ...]
    left_out: Counter[str]
    content: str
    rows: str


def write(events: Iterable[Event], folder: Path, format: str) -> Written:
    """Writes events into a folder (made where there is none); raises ExportError for what the format does not allow."""
    if format not in WRITERS:
        raise ExportError(f"there is no format {format!r}; it is one of {', '.join(FORMATS)}.")
    folder.mkdir(parents=True, exist_ok=True)
    writer = WRITERS[format](folder)
    content = hashlib.sha256()
    try:
        for event in _once(events):
            content.update(canonical(event).encode() + b"\n")
            writer.add(event)
        writer.close()
    except BaseException:
        writer.give_up()
        raise
    return Written(tuple(writer.files()), writer.left_out, content.hexdigest(), writer.digest.hexdigest())


def _once(events: Iterable[Event]) -> Iterator[Event]:
    seen: set[int] = set()
    for event in events:
        key = int.from_bytes(hashlib.blake2b(event.id.encode(), digest_size=8).digest(), "big")
        if key in seen:
            raise ExportError(f"event {event.id} is there twice; every event of an export has an id of its own.")
        seen.add(key)
        yield event
