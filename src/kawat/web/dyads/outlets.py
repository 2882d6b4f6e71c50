"""Which outlets report a dyad's events: how many, how much of them conflict, in what tone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from kawat.ontology import EVENTS, QUAD
from kawat.relations.ledger import REAL
from kawat.relations.outlets import wilson
from kawat.web.asked import Asked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kawat.desk import Desk

    Rows = NDArray[np.int64]


class Outlet(msgspec.Struct, frozen=True):
    """How one outlet reports a dyad: real ``events``, the share of ``conflict`` with its 90% interval, the mean score."""

    name: str
    events: int
    share: float
    """Of all the dyad's events in the period."""
    conflict: float
    low: float
    high: float
    tone: float


class Carried(NamedTuple):
    """The outlets of each row of the ledger: numbers of ``names``, those of row i from ``first[i]`` on to the next one's."""

    names: list[str]
    numbers: Rows
    first: Rows


def carried(asked: Asked) -> Carried:
    """Who reported each event of the desk, in the order of the ledger."""
    return asked.holder.cached("carried", _carried)


def _carried(desk: Desk) -> Carried:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    ledger = desk.ledger
    table = desk.sql("SELECT id, outlets FROM events").arrow.combine_chunks()
    ids = ledger.reported(np.arange(len(ledger)))["id"].combine_chunks()
    column = table["outlets"].combine_chunks().take(pc.index_in(ids, table["id"].combine_chunks()))
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    sizes = pc.list_value_length(column).fill_null(0).to_numpy(zero_copy_only=False)
    encoded = pc.list_flatten(column).fill_null("").dictionary_encode()
    numbers = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return Carried(encoded.dictionary.to_pylist(), numbers, np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64))


def _of(found: Carried, rows: Rows) -> tuple[Rows, Rows]:
    """Each of the rows with each of its outlets' numbers."""
    import numpy as np

    sizes = found.first[rows + 1] - found.first[rows]
    starts = np.concatenate([[0], np.cumsum(sizes)])[:-1]
    place = np.repeat(found.first[rows] - starts, sizes) + np.arange(int(sizes.sum()))
    return np.repeat(rows, sizes), found.numbers[place]


def carried_by(asked: Asked, rows: Rows, outlet: str) -> Rows:
    """Those of the rows that an outlet reported."""
    import numpy as np

    found = carried(asked)
    if outlet not in found.names:
        return rows[:0]
    number = found.names.index(outlet)
    of_row, numbers = _of(found, rows)
    return np.unique(of_row[numbers == number])


def outlets(asked: Asked, rows: Rows, most: int = 12) -> tuple[list[Outlet], int]:
    """The outlets that report the real events among the rows, the busiest first, and how many there are in all."""
    import numpy as np

    ledger, found = asked.desk.ledger, carried(asked)
    rows = rows[ledger.statuses[rows] == REAL]
    of_row, numbers = _of(found, rows)
    if not len(numbers):
        return [], 0
    hostile = np.array([QUAD[event].endswith("conflict") for event in EVENTS])[ledger.events[of_row]]
    known, place, count = np.unique(numbers, return_inverse=True, return_counts=True)
    hits, tone = np.bincount(place, hostile), np.bincount(place, ledger.scores[of_row])
    order = np.argsort(-count, kind="stable")
    listed = [
        Outlet(
            found.names[known[i]], int(count[i]), int(count[i]) / len(rows), float(hits[i] / count[i]),
            *wilson(int(hits[i]), int(count[i])), round(float(tone[i] / count[i]), 2),
        )
        for i in order[:most]
    ]  # fmt: skip
    return listed, len(known)
