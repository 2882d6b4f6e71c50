"""Rows at hand: the events that a ledger lists, laid out by row in a file of this process, and the months of ids.

A desk's files hold the columns of a month, of which one row costs as much as all. A page of events wants thirty rows of any
month.
"""

from __future__ import annotations

import mmap
import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import pyarrow as pa

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kawat.relations.ledger import Ledger

T = TypeVar("T")
# After so many takings the pages of the file that were touched are given back; the system may still hold them.
GIVEN_BACK = 16
TABLES = ("documents", "claims", "events", "stories")
# The events that a ledger has, as its question chooses them (kawat.relations.ledger).
_HASH = "_hash"
_LISTED = 'FROM events WHERE coalesce(day, "first") IS NOT NULL'


class Source(Protocol):
    """A desk, as far as rows are looked up in it; what is found once is kept there."""

    _made: dict[str, Any]

    @property
    def ledger(self) -> Ledger: ...
    def sql(self, question: str, *values: Any) -> Any: ...
    def batches(self, question: str, use: Callable[[pa.RecordBatchReader], T]) -> T: ...
    def _once(self, name: str, make: Callable[[], T]) -> T: ...


class Shelf:
    """A table in a temporary file, of which rows are taken by their places; the file goes with the process."""

    def __init__(self, batches: pa.RecordBatchReader) -> None:
        with tempfile.TemporaryFile(prefix="kawat-") as file:
            with pa.ipc.new_file(file, batches.schema) as writer:
                for batch in batches:
                    writer.write_batch(batch)
            file.flush()
            self._map = mmap.mmap(file.fileno(), os.fstat(file.fileno()).st_size, access=mmap.ACCESS_READ)
        self.table: pa.Table = pa.ipc.open_file(pa.py_buffer(self._map)).read_all()
        self._takings, self._counting = 0, threading.Lock()

    def take(self, places: Sequence[int] | NDArray[Any], columns: Iterable[str] = ()) -> pa.Table:
        """Rows in the order of ``places``, with some columns or all."""
        table = self.table.select(list(columns) or [name for name in self.table.column_names if name != _HASH])
        found = _taken(table, places)
        with self._counting:
            self._takings += 1
            tired = self._takings % GIVEN_BACK == 0
        if tired:
            self.rest()
        return found

    def rest(self) -> None:
        """Gives back the memory of what was read of the file."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)


def _taken(table: pa.Table, places: Sequence[int] | NDArray[Any]) -> pa.Table:
    """Rows of a table of many batches; Arrow's own way lays all batches together first where columns are nested."""
    import numpy as np

    wanted = np.asarray(places, dtype=np.int64)
    if not len(wanted):
        return table.slice(0, 0)
    order = np.argsort(wanted, kind="stable")
    batches, parts, start, at = table.to_batches(), [], 0, 0
    for batch in batches:
        end = int(np.searchsorted(wanted[order], start + batch.num_rows))
        if end > at:
            parts.append(batch.take(pa.array(wanted[order[at:end]] - start)))
        start, at = start + batch.num_rows, end
    back = np.empty(len(order), dtype=np.int64)
    back[order] = np.arange(len(order))
    return pa.Table.from_batches(parts).combine_chunks().take(pa.array(back))


class Places:
    """Where rows are, by the hash of their ids: a number for each, found among a million in microseconds."""

    def __init__(self, hashes: NDArray[np.uint64], values: NDArray[Any]) -> None:
        import numpy as np

        order = np.argsort(hashes, kind="stable")
        self._hashes, self._values = hashes[order], values[order]

    def of(self, hashes: NDArray[np.uint64]) -> list[list[int]]:
        """The numbers of all rows with each hash; two ids may share a hash, though hardly ever."""
        import numpy as np

        starts, ends = np.searchsorted(self._hashes, hashes, "left"), np.searchsorted(self._hashes, hashes, "right")
        return [self._values[start:end].tolist() for start, end in zip(starts, ends)]


def _with_id(columns: list[str]) -> list[str]:
    return list(dict.fromkeys(("id", *columns))) if columns else []


def _ordered(rows: pa.Table, ids: list[str]) -> pa.Table:
    """The rows in the order of some ids."""
    place = {one: number for number, one in enumerate(ids)}
    order = [place[one] for one in rows["id"].to_pylist()]
    return rows.take(pa.array(sorted(range(len(order)), key=order.__getitem__), pa.int64()))


class Lookup:
    """Rows of a desk by their ids, and events by their rows in its ledger; see ``kawat.desk.Desk``."""

    def __init__(self, desk: Source) -> None:
        self._desk = desk

    def by_id(self, table: str, ids: Iterable[str], columns: Iterable[str] = ()) -> pa.Table:
        wanted, columns = list(dict.fromkeys(ids)), list(columns)
        near = self._events(wanted, columns) if table == "events" and self._warm else None
        if near is None:
            return _ordered(self._read(table, wanted, columns), wanted)
        known = set(near["id"].to_pylist())
        rest = [one for one in wanted if one not in known]
        if not rest or not self._months_of(table, rest):
            return near
        more = self._read(table, rest, columns).select(near.column_names)
        return _ordered(pa.concat_tables([near, more.cast(near.schema)]), wanted)

    def _read(self, table: str, ids: list[str], columns: list[str]) -> pa.Table:
        """Rows from the desk's files: of the ids' months where these are known, else of all."""
        names = ", ".join(f'"{name}"' for name in _with_id(columns)) or "*"
        months = (self._months_of(table, ids) or ["none"]) if self._warm else []
        among, marks = (", ".join("?" * len(some)) for some in (months, ids or [""]))
        question = f"SELECT {names} FROM {table} WHERE {f'month IN ({among}) AND ' if months else ''}id IN ({marks})"
        found: pa.Table = self._desk.sql(question, *months, *(ids or [""])).arrow
        return found

    def _events(self, ids: list[str], columns: list[str]) -> pa.Table:
        """Of some events those that lie on the shelf."""
        found = self._places.of(self._hashed(ids)) if ids else []
        named = [(one, place) for one, places in zip(ids, found) for place in places]
        known = self._shelf.take([place for _, place in named], ("id",))["id"].to_pylist()
        return self._shelf.take([place for (one, place), there in zip(named, known) if one == there], _with_id(columns))

    def at(self, rows: Iterable[int], columns: Iterable[str] = ()) -> pa.Table:
        places, moved = self._desk.ledger.places(rows), self._moved
        return self._shelf.take(places if moved is None else moved[places], columns)

    def warm(self) -> None:
        """Makes everything that rows are found by."""
        _ = self._places, self._moved
        self._shelf.rest()
        for table in TABLES:
            self._months_of(table, [])
        self._desk._made["warm"] = True

    @property
    def _warm(self) -> bool:
        return "warm" in self._desk._made

    @property
    def _shelf(self) -> Shelf:
        return self._desk._once("shelf", self._laid_out)

    def _laid_out(self) -> Shelf:
        return self._desk.batches(f"SELECT *, hash(id) AS {_HASH} {_LISTED}", Shelf)

    @property
    def _moved(self) -> NDArray[Any] | None:
        """Where the events lie that the ledger was given; None where they lie in the order in which it was given them."""
        return self._desk._once("moved", self._found)

    def _found(self) -> NDArray[Any] | None:
        import pyarrow.compute as pc

        given, there = self._desk.ledger.ids.combine_chunks(), self._shelf.table["id"].combine_chunks()
        if given.equals(there):
            return None
        moved: NDArray[Any] = pc.index_in(given, there).to_numpy(zero_copy_only=False)
        return moved

    @property
    def _places(self) -> Places:
        return self._desk._once("places", self._placed)

    def _placed(self) -> Places:
        import numpy as np

        hashes = self._shelf.table[_HASH].to_numpy()
        return Places(hashes, np.arange(len(hashes), dtype=np.int32))

    def _months_of(self, table: str, ids: list[str]) -> list[str]:
        """The months that rows with some ids are of, and hardly any other."""
        places, months = self._desk._once(f"months of {table}", lambda: self._monthly(table))
        found = places.of(self._hashed(ids)) if ids else []
        return sorted({months[number] for numbers in found for number in numbers})

    def _monthly(self, table: str) -> tuple[Places, list[str]]:
        source = {"claims": "claims_as_coded"}.get(table, table)
        rows = self._desk.sql(f"SELECT hash(id) AS hash, month FROM {source}").arrow
        months = rows["month"].combine_chunks().dictionary_encode()
        numbers = months.indices.to_numpy(zero_copy_only=False).astype("int16")
        return Places(rows["hash"].to_numpy(), numbers), [str(month) for month in months.dictionary.to_pylist()]

    def _hashed(self, ids: list[str]) -> NDArray[np.uint64]:
        found: NDArray[np.uint64] = self._desk.sql("SELECT hash(unnest(?::VARCHAR[])) AS h", ids).arrow["h"].to_numpy()
        return found
