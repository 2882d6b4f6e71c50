"""What a watch knows of each address, kept in the desk's table ``watch`` (docs/decisions/0020-watch-state.md).

Rows are only added: of a kind and address the row with the highest ``seq`` holds. They are written in the same commit as the
documents that they tell of, so that what a row says has always come about.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal

import msgspec
import pyarrow as pa

from kawat.desk import tables
from kawat.desk.questions import connect
from kawat.desk.store import Store
from kawat.ingest.known import hashed

Kind = Literal["source", "page", "file", "host", "desk"]
# Rows that no longer hold are dropped where there are this many of them, and more than of those that do.
STALE = 20_000
_NEWEST = "SELECT * EXCLUDE (month) FROM watch QUALIFY row_number() OVER (PARTITION BY kind, address ORDER BY seq DESC) = 1"


class Record(msgspec.Struct):
    """What is known of one address. Moments are Unix time in seconds, 0 for never.

    ``address`` is the normal form, ``url`` where it is asked for. ``status`` of a page: ``pending``, ``kept``, ``same`` (its
    words are those of the page at ``same``), ``dropped`` or ``failed``, with the ``reason``. ``facts`` stands for what a feed
    said of it (of a source: for its last body; of a file: for its size and time), ``content`` for a page's words, ``same`` is the
    address that its document has in the desk. ``tries`` are failures in a row, ``checks`` the times that it was read, ``quiet``
    those in a row without a change. ``first`` is when it was first seen, ``last`` when asked for (of a source: when it last had
    news), ``due`` when it is to be asked for next. ``text`` is a host's robots.txt.
    """

    kind: Kind
    address: str
    url: str = ""
    source: str = ""
    status: str = ""
    reason: str = ""
    facts: str = ""
    etag: str = ""
    modified: str = ""
    title: str = ""
    published: str = ""
    outlet: str = ""
    language: str = ""
    content: str = ""
    document: str = ""
    same: str = ""
    text: str = ""
    tries: int = 0
    checks: int = 0
    quiet: int = 0
    first: float = 0.0
    last: float = 0.0
    due: float = 0.0


FIELDS = Record.__struct_fields__
Key = tuple[str, str]


class State:
    """The records of a desk. Those of pages that nothing is due for any more are held as hashes only.

    It belongs to one thread.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._live: dict[Key, Record] = {}
        self._changed: dict[Key, Record] = {}
        self._seen: set[int] = set()
        self._facts: dict[int, int] = {}
        self._first_of: dict[int, str] = {}
        self._same: dict[int, str] = {}
        self._seq = 0
        self._stale = 0
        self._load()

    def _load(self) -> None:
        with connect(self._store) as connection:
            total, self._seq = connection.execute("SELECT count(*), coalesce(max(seq), 0) FROM watch").fetchone() or (0, 0)
            found = connection.execute(f"SELECT {', '.join(FIELDS)} FROM ({_NEWEST})")
            held = 0
            while some := found.fetchmany(5_000):
                held += len(some)
                for row in some:
                    self._take(Record(*row))
            self._stale = total - held

    def _take(self, record: Record) -> None:
        if record.kind == "page":
            self._remember(record)
            if not record.due:
                return
        self._live[record.kind, record.address] = record

    def _remember(self, record: Record) -> None:
        self._seen.add(hashed(record.address))
        self._facts[hashed(f"{record.source} {record.address}")] = _number(record.facts)
        if record.content and record.status == "kept":
            self._first_of.setdefault(_number(record.content), record.same)
        if record.same and record.status == "same":
            self._same[hashed(record.address)] = record.same

    def of(self, kind: Kind) -> list[Record]:
        """The records of a kind that are held, of pages those for which something is due."""
        return [record for (one, _), record in self._live.items() if one == kind]

    def get(self, kind: Kind, address: str) -> Record | None:
        """What is known of an address; None where nothing is, or nothing is due."""
        return self._live.get((kind, address))

    def seen(self, address: str) -> bool:
        """Whether a page was ever listed."""
        return hashed(address) in self._seen

    def put(self, record: Record) -> None:
        """Keeps a record that is new or has changed; it is in the next ``rows``."""
        key = (record.kind, record.address)
        self._changed[key] = record
        self._take(record)
        if record.kind == "page" and not record.due:
            self._live.pop(key, None)

    def news(self, source: str, address: str, facts: str) -> bool:
        """Whether a source says something else of a page than it did before; it is taken note of."""
        at, now = hashed(f"{source} {address}"), _number(facts)
        before = self._facts.get(at)
        self._facts[at] = now
        return before is not None and before != now

    def first_with(self, content: str) -> str:
        """The address whose page was the first to have these words, "" where there is none."""
        return self._first_of.get(_number(content), "")

    def claim(self, content: str, address: str) -> None:
        """The page at an address is the first to have these words."""
        self._first_of.setdefault(_number(content), address)

    def same_as(self, address: str) -> str:
        """The address whose page had the same words as the one at this address, "" where there is none."""
        return self._same.get(hashed(address), "")

    @property
    def changed(self) -> int:
        """How many records are to be written."""
        return len(self._changed)

    def rows(self) -> pa.Table:
        """The records that have changed since they were last ``written``, as rows."""
        return self._rows(self._changed.values())

    def _rows(self, records: Iterable[Record]) -> pa.Table:
        out = []
        for record in records:
            self._seq = max(self._seq + 1, time.time_ns() // 1000)
            out.append(msgspec.structs.asdict(record) | {"seq": self._seq, "month": tables.UNDATED})
        return tables.table("watch", out)

    def written(self) -> None:
        """The rows that were last given are in the desk."""
        self._stale += len(self._changed)
        self._changed = {}

    def squeeze(self) -> bool:
        """Writes the table anew without the rows that no longer hold, where those are many; whether it did."""
        if self._stale < STALE:
            return False
        with connect(self._store) as connection:
            rows: pa.Table = connection.sql(f"SELECT *, '{tables.UNDATED}' AS month FROM ({_NEWEST})").to_arrow_table()
        if self._stale < rows.num_rows:
            return False
        self._store.replace({"watch": rows.cast(tables.SCHEMAS["watch"])}, [tables.UNDATED], "watch")
        self._stale = 0
        return True


def _number(digits: str) -> int:
    """A digest as a number, which takes less room."""
    return int(digits, 16) if digits else 0


def moment(at: float) -> str:
    """Unix time as ISO 8601 in UTC."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")
