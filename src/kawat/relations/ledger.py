"""All acts of a source in columns, made once and asked many times: the acts between two sides in a millisecond."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from kawat.ontology import EVENTS, QUAD, STATUSES
from kawat.relations.acts import Act
from kawat.relations.article import REQUEST_WEIGHT
from kawat.relations.columns import crossed, lists, numbered, numbers, weights
from kawat.relations.sides import Side, parted

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Column = NDArray[Any]

# A question to a desk for what a ledger needs of its events: codes without their sector. A recipient "?" is somebody unknown:
# then nothing was done among the actors.
QUESTION = """
SELECT id, coalesce(day, "first") AS day, list_transform(actor, lambda p: p.code) AS actors,
    list_transform(recipient, lambda p: p.code) AS recipients, event, mode, score, status, reports, len(outlets) AS outlets,
    "first"
FROM events WHERE coalesce(day, "first") IS NOT NULL
"""
T = TypeVar("T")
# Results that a ledger keeps for those who ask again.
KEPT = 500
REAL = STATUSES.index("real")
_EPOCH = date(1970, 1, 1)


class Linked(NamedTuple):
    """The acts between two sides, in the order of their days: rows of the ledger, and who acted towards whom.

    ``towards`` is 1 from the first side to the second, -1 the other way, 0 for what they did together.
    """

    rows: Column
    towards: Column


class Ledger:
    """Acts in columns of the same length, by day: ``days`` (since 1970), ``events``, ``scores``,
    ``statuses``, ``evidence``; and the pairs of codes that each act links.

    ``events`` are places in ``ontology.EVENTS``, ``statuses`` in ``ontology.STATUSES``. ``scores`` are weighted as in an
    article's relations, a request by a tenth; ``raw`` are as they came.
    """

    def __init__(self, table: pa.Table) -> None:
        """From an Arrow table with the columns of ``QUESTION``; codes "" and "?" are left out."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        self._kept: dict[Hashable, Any] = {}
        self._keeping = threading.Lock()
        self._table = table.combine_chunks()
        # The acts in the order of their days; what is seldom asked for stays as it came.
        self._order = pc.sort_indices(self._table, [("day", "ascending"), ("id", "ascending")])
        kept = ("day", "event", "status", "score", "reports", "outlets", "actors", "recipients")
        table = self._table.select(kept).take(self._order)
        self._order = self._order.to_numpy()
        self.begin, self.end = _told(self._table)
        """The first and the last day of which the source reports; what it tells of other times is memory or forecast."""
        self.days: NDArray[np.int64] = numbers(table["day"].cast(pa.date32()).cast(pa.int32()))
        self.events = numbers(pc.index_in(table["event"], pa.array(EVENTS)))
        self.statuses = numbers(pc.index_in(table["status"], pa.array(STATUSES)))
        asked = self.events == EVENTS.index("REQUEST")
        self.raw: NDArray[np.float64] = table["score"].cast(pa.float64()).to_numpy()
        self.scores = np.where(asked, self.raw * REQUEST_WEIGHT, self.raw)
        self.evidence = weights(numbers(table["reports"]), numbers(table["outlets"]))
        real = self.statuses == REAL
        self.told: NDArray[np.int64] = np.concatenate([[0], np.cumsum(real)])
        """How many real acts lie before each row, and in all."""
        conflict = np.array([QUAD[event].endswith("conflict") for event in EVENTS])[self.events]
        self.share = float(conflict[real].mean()) if real.any() else 0.5
        """The share of conflict among all real acts, ``mean`` their mean score."""
        self.mean = float(self.scores[real].mean()) if real.any() else 0.0
        self._link(table)

    @classmethod
    def of(cls, acts: Iterable[Act]) -> Ledger:
        """From records."""
        import pyarrow as pa

        names = ("id", "day", "actors", "recipients", "event", "mode", "score", "status", "reports", "outlets")
        words, number = pa.list_(pa.string()), pa.int64()
        kinds = (pa.string(), pa.date32(), words, words, pa.string(), pa.string(), pa.float64(), pa.string(), number, number)
        rows = list(acts)
        columns = [pa.array([getattr(act, name) for act in rows], kind) for name, kind in zip(names, kinds)]
        return cls(pa.table(columns, names=list(names)))

    def __len__(self) -> int:
        return len(self.days)

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, which is costly and always the same; the oldest of ``KEPT`` such results goes."""
        with self._keeping:
            if key in self._kept:
                found: T = self._kept[key]
                return found
        found = make()
        with self._keeping:
            while len(self._kept) >= KEPT:
                self._kept.pop(next(iter(self._kept)))
            self._kept[key] = found
        return found

    def _link(self, table: pa.Table) -> None:
        """Numbers the codes and lists every pair that an act links, by the pair."""
        import numpy as np

        actors, first = lists(table["actors"])
        others, second = lists(table["recipients"])
        self.codes, coded = numbered(actors, others)
        self._number = {str(code): i for i, code in enumerate(self.codes)}
        a, b = coded[: len(actors)], coded[len(actors) :]
        small = np.min_scalar_type(max(1, len(self.codes)))
        self._sides = ((a.astype(small), first.astype(np.int32)), (b.astype(small), second.astype(np.int32)))
        together = np.diff(second) == 0
        rows, left, right = crossed(a, first, b, second)
        own_rows, own_left, own_right = crossed(a, first, a, first)
        both = together[own_rows] & (own_left < own_right)
        known = np.array([code not in ("", "?") for code in self.codes], dtype=bool)
        rows = np.concatenate([rows, own_rows[both]])
        left, right = np.concatenate([left, own_left[both]]), np.concatenate([right, own_right[both]])
        mutual = np.arange(len(rows)) >= len(rows) - both.sum()
        fit = known[left] & known[right] & (left != right) if len(known) else np.zeros(0, dtype=bool)
        rows, left, right, mutual = rows[fit], left[fit], right[fit], mutual[fit]
        towards = np.where(mutual, 0, np.where(left < right, 1, -1))
        key = np.minimum(left, right) * len(self.codes) + np.maximum(left, right)
        order = np.lexsort((rows, key))
        self.keys, self.rows, self.towards = key[order], rows[order], towards[order]

    def between(self, a: Side, b: Side) -> Linked:
        """The acts between two sides, each once however many members took part; nothing is an act of a side with itself.

        Who belongs to both sides stands for the one that is not a bloc, or for neither.
        """
        import numpy as np

        empty = np.zeros(0, dtype=np.int64)
        rows, towards = [empty], [empty]
        a, b = parted(a, b)
        for x in sorted(a.codes):
            for y in sorted(b.codes):
                found = self._pair(x, y)
                if len(found.rows):
                    stood = held(a, x, self.days[found.rows]) & held(b, y, self.days[found.rows])
                    rows.append(found.rows[stood])
                    towards.append(found.towards[stood])
        return _once(np.concatenate(rows), np.concatenate(towards))

    def _pair(self, x: str, y: str) -> Linked:
        import numpy as np

        i, j = self._number.get(x, -1), self._number.get(y, -1)
        if i < 0 or j < 0:
            return Linked(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
        key = min(i, j) * len(self.codes) + max(i, j)
        start, end = np.searchsorted(self.keys, [key, key + 1])
        return Linked(self.rows[start:end], self.towards[start:end] * (1 if i < j else -1))

    def linking(self, one: Side) -> Column:
        """The rows of all acts that link a side's codes with anybody, in the order of their days."""
        import numpy as np

        numbers = [self._number[code] for code in one.codes if code in self._number]
        size = max(1, len(self.codes))
        linked = np.isin(self.keys // size, numbers) | np.isin(self.keys % size, numbers)
        return np.unique(self.rows[linked])

    def chosen(
        self, *, actor: str = "", recipient: str = "", event: str = "", status: str = "", since: date | None = None,
        until: date | None = None,
    ) -> Column:  # fmt: skip
        """The rows of acts by their parties' codes, type, status and day (both ends included), the newest first."""
        import numpy as np

        low, high = (0 if since is None else day_number(since)), (day_number(until) if until else None)
        start = int(np.searchsorted(self.days, low)) if since else 0
        end = len(self.days) if high is None else int(np.searchsorted(self.days, high, side="right"))
        kept = np.zeros(len(self.days), dtype=bool)
        kept[start:end] = True
        for code, (values, first) in zip((actor, recipient), self._sides):
            if code:
                has = np.zeros(len(self.days), dtype=bool)
                has[np.searchsorted(first, np.flatnonzero(values == self._number.get(code, -1)), side="right") - 1] = True
                kept &= has
        for name, names, column in ((event, EVENTS, self.events), (status, STATUSES, self.statuses)):
            if name:
                kept &= column == (names.index(name) if name in names else -1)
        return np.flatnonzero(kept)[::-1]

    def acts(self, rows: Iterable[int]) -> list[Act]:
        """Rows as records."""
        import pyarrow as pa

        return [_act(row) for row in self._table.take(pa.array(self.places(rows))).to_pylist()]

    def places(self, rows: Iterable[int]) -> Column:
        """Where rows lie in the table that the ledger was made from."""
        import numpy as np

        return self._order[np.fromiter(rows, dtype=np.int64)]  # type: ignore[no-any-return]

    @property
    def ids(self) -> pa.ChunkedArray:
        """The ids of that table."""
        return self._table["id"]

    def reported(self, rows: Iterable[int] | Column) -> pa.Table:
        """The ``id`` of each row's event and the day of its ``first`` report, null where its articles are undated."""
        import numpy as np
        import pyarrow as pa

        found = self._order.take(pa.array(np.asarray(list(rows) if isinstance(rows, range) else rows, dtype=np.int64)))
        first = "first" if "first" in self._table.column_names else "day"
        return pa.table({"id": self._table["id"].take(found), "first": self._table[first].take(found)})

    def day(self, row: int) -> date:
        """The day of a row."""
        return date.fromordinal(_EPOCH.toordinal() + int(self.days[row]))


def _act(row: dict[str, Any]) -> Act:
    actors, others = (tuple(dict.fromkeys(row[side] or ())) for side in ("actors", "recipients"))
    numbers = row["reports"] or 0, row["outlets"] or 0
    return Act(
        row["id"], row["day"], actors, others, row["event"], row["mode"] or "", QUAD[row["event"]], float(row["score"]),
        row["status"], *numbers,
    )  # fmt: skip


def _told(table: pa.Table) -> tuple[date | None, date | None]:
    """The first and last day of first reports, of acts where there are none; None of nothing."""
    import pyarrow.compute as pc

    column = table["first"] if "first" in table.column_names else table["day"]
    found = pc.min_max(column).as_py()
    return found["min"], found["max"]


def day_number(day: date) -> int:
    """Days since 1970, as in ``Ledger.days``."""
    return day.toordinal() - _EPOCH.toordinal()


def day_numbers(days: Iterable[date]) -> Column:
    """Each day as ``day_number`` has it."""
    import numpy as np

    return np.array([day.toordinal() for day in days], dtype=np.int64) - _EPOCH.toordinal()


def held(one: Side, code: str, days: Column) -> Column:
    """On which days the code stood for the side."""
    import numpy as np

    out = np.zeros(len(days), dtype=bool)
    for term in one.terms:
        if code in term.codes:
            out |= (days >= day_number(term.start)) & (days <= day_number(term.until))
    return out


def _once(rows: Column, towards: Column) -> Linked:
    """Each row once; what went both ways was done together."""
    import numpy as np

    if not len(rows):
        return Linked(rows, towards)
    order = np.argsort(rows, kind="stable")
    rows, towards = rows[order], towards[order]
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    low, high = np.minimum.reduceat(towards, starts), np.maximum.reduceat(towards, starts)
    return Linked(rows[starts], np.where(low == high, low, 0))
