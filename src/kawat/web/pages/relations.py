"""Hubungan: the most active dyads of a period, how they stand and which way they go, and the biggest shifts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Literal

import msgspec
from markupsafe import Markup

from kawat.desk.dyad import causes_of
from kawat.ontology import EVENTS, QUAD
from kawat.relations.ledger import REAL, day_number
from kawat.relations.series import series
from kawat.relations.shifts import top_shifts
from kawat.relations.sides import side
from kawat.relations.standing import Level, levels
from kawat.relations.telling import heading, tell_shift
from kawat.web.asked import Asked, Query
from kawat.web.charts.level import value_text
from kawat.web.charts.spark import spark
from kawat.web.dyads.measured import recent, told_since
from kawat.web.dyads.question import code_of, codes
from kawat.web.page import Page
from kawat.web.period import bounded, span_of
from kawat.web.shown import name

SHOWN, SHIFTS = 40, 12
Sort = Literal["events", "worst", "best", "change"]
AROUND = timedelta(weeks=8)


class RelationsQuery(Query, frozen=True):
    """The query of ``/relations``; ``a`` and ``b`` open a dyad."""

    from_: str = msgspec.field(default="", name="from")
    to: str = ""
    sort: Sort = "events"
    a: str = ""
    b: str = ""


class Row(msgspec.Struct, frozen=True):
    """A dyad: its real events in the period, the share of conflict, the level of intensity at the end, its months."""

    a: str
    b: str
    name: str
    events: int
    conflict: float
    level: float
    low: float
    high: float
    change: float
    months: list[float]
    """The level in each month, and the mean ``scores`` of the months' own events."""
    scores: list[float | None]


class ShiftRow(msgspec.Struct, frozen=True):
    """A shift in words."""

    a: str
    b: str
    day: date
    way: str
    probability: float
    before: float
    after: float
    sentence: str
    since: date
    until: date


class Relations(msgspec.Struct, frozen=True):
    """The most active dyads of a period, and the biggest shifts of the desk's last two years."""

    since: date | None
    until: date | None
    dyads: list[Row]
    shifts: list[ShiftRow]
    asked_for: list[str] = []
    """The codes of the dyad that the form asked for."""

    def picture(self, row: Row, asked: Asked) -> Markup:
        """The months of a dyad in a line."""
        first, last = (value_text(one, "intensity", asked.language) for one in (row.months[0], row.months[-1]))
        return Markup(spark(row.months, row.scores, asked.t("relations.spark", pair=row.name, first=first, last=last)))

    def actors(self, asked: Asked) -> list[tuple[str, str]]:
        """Codes with their names, for a list to choose from."""
        return sorted(((code, name(code, asked.language)) for code in codes(asked)), key=lambda pair: pair[1].casefold())


def make(asked: Asked) -> Relations:
    """The page's record."""
    query: RelationsQuery = asked.query
    wanted = [code_of(asked, one) for one in (query.a, query.b)] if query.a and query.b else []
    ledger = asked.desk.ledger
    since, until = span_of(query)
    if ledger.begin is None or ledger.end is None:
        return Relations(None, None, [], [], wanted)
    until = until or ledger.end
    since = since or min(told_since(asked) or ledger.begin, until)
    bounded(since, until)
    rows = _rows(asked, since, until)
    order = {
        "events": lambda row: -row.events, "worst": lambda row: row.level, "best": lambda row: -row.level,
        "change": lambda row: -abs(row.change),
    }[query.sort]  # fmt: skip
    return Relations(since, until, sorted(rows, key=order), _shifts(asked), wanted)


def active(asked: Asked, since: date, until: date, most: int = SHOWN) -> list[tuple[str, str, int, int]]:
    """The dyads with the most real events from ``since`` to ``until``: their codes, events, events of conflict."""
    import numpy as np

    ledger = asked.desk.ledger
    size = max(1, len(ledger.codes))
    days = ledger.days[ledger.rows]
    told = (ledger.statuses[ledger.rows] == REAL) & (days >= day_number(since)) & (days <= day_number(until))
    keys, rows = ledger.keys[told], ledger.rows[told]
    new = np.ones(len(keys), dtype=bool)  # An act may link two codes twice.
    new[1:] = (keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1])
    keys, rows = keys[new], rows[new]
    hostile = np.array([QUAD[event].endswith("conflict") for event in EVENTS])[ledger.events[rows]]
    known, place, count = np.unique(keys, return_inverse=True, return_counts=True)
    hits = np.bincount(place, hostile, len(known))
    order = np.argsort(-count, kind="stable")[:most]
    return [(str(ledger.codes[known[i] // size]), str(ledger.codes[known[i] % size]), int(count[i]), int(hits[i])) for i in order]


def _rows(asked: Asked, since: date, until: date) -> list[Row]:
    """The rows of the table, kept while the desk stands."""
    return recent(asked, ("active", asked.language, since, until), lambda: [
        _row(asked, *found, since, until) for found in active(asked, since, until)
    ])  # fmt: skip


def _row(asked: Asked, a: str, b: str, events: int, hits: int, since: date, until: date) -> Row:
    held = _levels(asked, a, b, since, until)
    view = [one for one, _ in held]
    last = view[-1]
    return Row(
        a, b, heading(a, b, asked.language), events, hits / events, round(last.level, 2), round(last.low, 2), round(last.high, 2),
        round(last.level - view[0].level, 2), [round(one.level, 2) for one in view],
        [score if score is None else round(score, 2) for _, score in held],
    )  # fmt: skip


def _levels(asked: Asked, a: str, b: str, since: date, until: date) -> list[tuple[Level, float | None]]:
    """The level of intensity of a dyad and its mean score, month by month."""
    whole = min(told_since(asked) or since, since)
    made = series(asked.desk.ledger, side(a), side(b), since=whole, until=until)
    return [(one, p.intensity) for one, p in zip(levels(made, "intensity"), made.periods) if p.end >= since]


def _shifts(asked: Asked) -> list[ShiftRow]:
    ledger = asked.desk.ledger
    found = asked.holder.cached(
        "top shifts", lambda _: [(one, causes_of(ledger, one, None, None)) for one in top_shifts(ledger, top=SHIFTS)]
    )
    return [
        ShiftRow(
            one.a, one.b, one.date, one.way, one.probability, one.before, one.after, tell_shift(one, asked.language, why),
            one.date - AROUND, one.date + AROUND,
        )
        for one, why in found
    ]  # fmt: skip


def table(record: Relations, asked: Asked) -> tuple[list[str], list[Mapping[str, Any]]]:
    """A row a dyad."""
    return ["a", "b", "name", "events", "conflict", "level", "low", "high", "change"], [
        msgspec.structs.asdict(row) for row in record.dyads
    ]


PAGE = Page("relations", "/relations", make, RelationsQuery, table)
