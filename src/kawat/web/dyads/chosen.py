"""The events of a dyad in a period: which ones, in which order, with their sentences and the articles' quotes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from kawat.desk.tables import UNDATED
from kawat.ontology import EVENTS, QUAD, STATUSES
from kawat.relations.ledger import REAL, day_number
from kawat.web.asked import Asked
from kawat.web.dyads.measured import linked, recent
from kawat.web.dyads.outlets import carried_by
from kawat.web.dyads.question import Dyad, Filters, Order

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]

_SHOWN = (
    "id, event, mode, quad, score, actor, recipient, status, day, first, last, reports, outlets, evidence, told_by, sentence, "
    "word, document, url, title, story, month"
)
_CLAIM = "id, event, actor, recipient, said_by, trigger, sentence, date, place"
NOTHING = Filters()


def rows_between(asked: Asked, dyad: Dyad, since: date, until: date, filters: Filters = NOTHING) -> Rows:
    """The rows of the ledger for the dyad's events from ``since`` to ``until`` that pass the filters, by day."""
    import numpy as np

    ledger = asked.desk.ledger
    rows = linked(asked, dyad).rows
    days = ledger.days[rows]
    rows = rows[(days >= day_number(since)) & (days <= day_number(until))]
    if filters.type:
        rows = rows[ledger.events[rows] == EVENTS.index(filters.type)]
    if filters.quad:
        of_quad = np.array([QUAD[event] == filters.quad for event in EVENTS])
        rows = rows[of_quad[ledger.events[rows]]]
    if filters.status:
        rows = rows[ledger.statuses[rows] == STATUSES.index(filters.status)]
    return carried_by(asked, rows, filters.outlet) if filters.outlet else rows


def ordered(asked: Asked, rows: Rows, order: Order) -> Rows:
    """The newest first, or what weighs most: the score times how well it is told, real events before others."""
    import numpy as np

    if order == "newest":
        return rows[::-1]
    ledger = asked.desk.ledger
    weight = np.abs(ledger.scores[rows]) * ledger.evidence[rows] + 100.0 * (ledger.statuses[rows] == REAL)
    return rows[np.lexsort((-ledger.days[rows], -weight))]


def shown(asked: Asked, rows: Rows) -> list[dict[str, Any]]:
    """The events of these rows in this order, each with its evidence: the claim's row under ``claim`` (None without)."""
    ids = named(asked, rows)
    found = by_id(asked, ids)
    return [found[name] for name, _ in ids if name in found]


def evidence(asked: Asked, ids: Iterable[str], rows: Rows) -> dict[str, dict[str, Any]]:
    """The events of these ids among these rows, by their ids, kept for the next who asks."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = tuple(sorted(set(ids)))

    def make() -> dict[str, dict[str, Any]]:
        table = asked.desk.ledger.reported(rows)
        found = table.filter(pc.is_in(table["id"], pa.array(wanted, pa.string())))
        return by_id(asked, list(zip(found["id"].to_pylist(), found["first"].to_pylist())))

    return recent(asked, ("evidence", wanted), make) if wanted else {}


def by_id(asked: Asked, ids: Sequence[tuple[str, date | None]]) -> dict[str, dict[str, Any]]:
    """Events by their ids with their evidence, looked for in the months of their first reports, then around, then everywhere."""
    missing = {name for name, _ in ids}
    months = {_month(day) for _, day in ids}
    around = {_month(day + timedelta(days=n)) for _, day in ids if day for n in (-31, 31)} | {UNDATED}
    rows: list[dict[str, Any]] = []
    for wanted in (months, around - months, None):
        if not missing:
            break
        tests = f"id IN ({_marks(missing)})" + (f" AND month IN ({_marks(wanted)})" if wanted else "")
        values = [*sorted(missing), *sorted(wanted or ())]
        rows += asked.desk.sql(f"SELECT {_SHOWN} FROM events WHERE {tests}", *values, seconds=10).rows()
        missing -= {row["id"] for row in rows}
    claims = _claims(asked, rows)
    return {row["id"]: row | {"claim": claims.get(row["evidence"])} for row in rows}


def _marks(values: Iterable[str]) -> str:
    """A question mark for each value: told one by one, DuckDB looks for them while it reads a file."""
    return ", ".join("?" for _ in values)


def _claims(asked: Asked, events: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The claims that show the events best, by their ids; those of other months than the events' reports are left out."""
    names = [row["evidence"] for row in events if row["evidence"]]
    months = {row["month"] for row in events} | {_month(row[side]) for row in events for side in ("first", "last")}
    if not names:
        return {}
    question = f"SELECT {_CLAIM} FROM claims WHERE month IN ({_marks(months)}) AND id IN ({_marks(names)})"
    return {row["id"]: row for row in asked.desk.sql(question, *sorted(months), *names, seconds=10).rows()}


def quotes(asked: Asked, dyad: Dyad, rows: Rows, most: int = 8, looked_at: int = 80) -> list[dict[str, Any]]:
    """What the two sides said in the articles that tell of the newest of these events, the newest first."""
    ids = named(asked, rows[::-1][:looked_at])
    if not ids:
        return []
    months = sorted({_month(day) for _, day in ids})
    told = "SELECT unnest(documents) FROM events WHERE list_contains(?::VARCHAR[], month) AND list_contains(?::VARCHAR[], id)"
    question = (
        "SELECT document, outlet, reported, number, speaker, content, cue, direct FROM quotes "
        f"WHERE list_contains(?::VARCHAR[], month) AND document IN ({told}) AND list_contains(?::VARCHAR[], speaker.code) "
        "AND length(content.text) > 20 QUALIFY row_number() OVER (PARTITION BY content.text ORDER BY reported, document) = 1 "
        f"ORDER BY reported DESC, document, number LIMIT {int(most)}"
    )
    sides = sorted(dyad.one.codes | dyad.two.codes)
    return asked.desk.sql(question, months, months, [name for name, _ in ids], sides, seconds=10).rows()


def named(asked: Asked, rows: Rows) -> list[tuple[str, date | None]]:
    """The ids of rows with the days of their first reports."""
    table = asked.desk.ledger.reported(rows)
    return list(zip(table["id"].to_pylist(), table["first"].to_pylist()))


def _month(day: date | None) -> str:
    return day.isoformat()[:7] if day else UNDATED
