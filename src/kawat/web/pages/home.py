"""Terkini: the newest events, the most reported stories, the biggest shifts.

"Newest" counts from the desk's newest *dense* day: the last day of publication that closes a week of at least ``DENSE``
articles and is not in the future. A lone article with a wrong date (in 2031, say) would otherwise empty the page, as nothing
else lies near it; a desk too small for that takes its last day as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import msgspec

from kawat.desk.rows import SECONDS, Row, months
from kawat.errors import DeskError
from kawat.relations.shifts import COMPARED, Shift, top_shifts
from kawat.relations.telling import tell_shift
from kawat.web.asked import Asked, to
from kawat.web.page import Page
from kawat.web.said import dyad, headline, parties

if TYPE_CHECKING:
    from kawat.desk import Desk

DENSE = 5
SHOWN, POPULAR, SHIFTS = 12, 8, 5
WINDOWS = (3, 7, 30, 90, 365)
"""Days back from the newest day in which stories and events are sought, until there are enough."""
_EVENT = (
    "id, event, mode, quad, actor, recipient, status, day, reports, outlets, told_by, sentence, word, document, title, story, "
    "evidence"
)


class State(msgspec.Struct, frozen=True):
    """The desk in numbers; ``newest`` is its newest article (id, title, outlet, published)."""

    articles: int
    events: int
    outlets: int
    newest: Row | None


class Turn(msgspec.Struct, frozen=True):
    """A shift with the sentence that tells it and the address of its relation, the time around it brushed."""

    shift: Shift
    told: str
    address: str


class Home(msgspec.Struct, frozen=True):
    """What the first page shows. ``since`` is the first day of the time that ``popular`` is of; ``turns_new`` whether the shifts
    are of the week before ``day``, or the last ones that there are."""

    state: State
    day: date | None
    since: date | None
    lead: Row | None
    lead_events: list[Row]
    popular: list[Row]
    events: list[Row]
    turns: list[Turn]
    turns_new: bool

    def told(self, row: Mapping[str, Any], language: str) -> str:
        """An event as a headline."""
        return headline(row, language)


class _Front(msgspec.Struct, frozen=True):
    """What all readers share of it."""

    state: State
    day: date | None
    since: date | None
    popular: list[Row]
    lead_events: list[Row]
    events: list[Row]
    shifts: list[Shift]
    new: bool


def make(asked: Asked) -> Home:
    """The page's record."""
    front: _Front = asked.holder.cached("home", _front)
    turns = [Turn(shift, tell_shift(shift, asked.language), _brushed(shift)) for shift in front.shifts]
    lead, rest = (front.popular[0], front.popular[1:]) if front.popular else (None, [])
    return Home(front.state, front.day, front.since, lead, front.lead_events, rest, front.events, turns, front.new)


def _front(desk: Desk) -> _Front:
    day = dense_day(desk)
    state = _state(desk, day)
    if day is None:
        return _Front(state, None, None, [], [], [], [], False)
    since, popular = _popular(desk, day)
    lead = _lead_events(desk, popular[0]) if popular else []
    shifts, new = _shifts(desk, day)
    return _Front(state, day, since, popular, lead, _newest(desk, day), shifts, new)


def dense_day(desk: Desk) -> date | None:
    """The desk's newest dense day (see the module); None where no article has a day."""
    rows = desk.sql(
        "SELECT reported AS day, count(*) AS n FROM documents WHERE reported <= current_date GROUP BY reported "
        "ORDER BY reported DESC LIMIT 400", seconds=SECONDS,
    ).rows()  # fmt: skip
    for row in rows:
        week = sum(other["n"] for other in rows if row["day"] - timedelta(days=7) < other["day"] <= row["day"])
        if week >= DENSE:
            return row["day"]  # type: ignore[no-any-return]
    return rows[0]["day"] if rows else None


def _state(desk: Desk, day: date | None) -> State:
    counts = desk.sql(
        "SELECT (SELECT count(*) FROM events) AS events, count(*) AS articles, "
        "count(DISTINCT outlet) FILTER (WHERE outlet <> '') AS outlets FROM documents", seconds=SECONDS,
    ).rows()[0]  # fmt: skip
    newest = desk.sql(
        "SELECT id, title, outlet, published FROM documents WHERE list_contains(?, month) AND reported <= ? "
        "ORDER BY published DESC, id LIMIT 1", months(day, day), day, seconds=SECONDS,
    ).rows()  # fmt: skip
    return State(counts["articles"], counts["events"], counts["outlets"], newest[0] if newest else None)


def _popular(desk: Desk, day: date) -> tuple[date, list[Row]]:
    """The most reported stories of the shortest time before a day that has enough of several articles, and its first day."""
    since, rows = day, []
    for window in WINDOWS:
        since = day - timedelta(days=window - 1)
        rows = desk.sql(
            "SELECT id, title, first, last, outlets, len(documents) AS articles, len(copies) AS copies, month FROM stories "
            "WHERE list_contains(?, month) AND last BETWEEN ? AND ? "
            "ORDER BY len(outlets) DESC, len(documents) DESC, last DESC, id LIMIT ?",
            months(since - timedelta(days=31), day), since, day, POPULAR + 1, seconds=SECONDS,
        ).rows()  # fmt: skip
        if len(rows) > POPULAR and rows[POPULAR // 2]["articles"] > 2:
            break
    return since, rows


def _lead_events(desk: Desk, story: Row) -> list[Row]:
    """The acts that most outlets tell in the story at the top, of different dyads."""
    rows = desk.sql(
        f"SELECT {_EVENT} FROM events WHERE list_contains(?, month) AND story = ? AND status = 'real' AND len(recipient) > 0 "
        "ORDER BY reports DESC, day DESC, id LIMIT 40", months(story["first"], story["last"]), story["id"], seconds=SECONDS,
    ).rows()  # fmt: skip
    return spread([row for row in rows if dyad(row)], 3)


def _newest(desk: Desk, day: date) -> list[Row]:
    """The newest events between two different parties, of as many dyads as there are."""
    rows: list[Row] = []
    for window in WINDOWS:
        since = day - timedelta(days=window - 1)
        rows = desk.sql(
            f"SELECT {_EVENT} FROM events WHERE list_contains(?, month) AND status = 'real' AND len(recipient) > 0 "
            "AND day BETWEEN ? AND ? ORDER BY day DESC, reports DESC, id LIMIT 400",
            months(since, day), since, day, seconds=SECONDS,
        ).rows()  # fmt: skip
        if len({dyad(row) for row in rows}) > SHOWN:
            break
    linked = [row for row in rows if dyad(row)]
    return spread(linked if len(linked) >= SHOWN else rows, SHOWN)


def spread(rows: list[Row], most: int) -> list[Row]:
    """The first rows of each dyad, then, while there is room, the second ones and so on; what links no two parties comes last."""
    seen: dict[Any, int] = {}
    ranked = []
    for place, row in enumerate(rows):
        pair = dyad(row)
        key = frozenset(pair) if pair else None
        turn = seen.get(key, 0) + (0 if pair else most)
        seen[key] = seen.get(key, 0) + 1
        ranked.append((turn, place))
    return [rows[place] for _, place in sorted(ranked)[:most]]


def _shifts(desk: Desk, day: date) -> tuple[list[Shift], bool]:
    """The biggest shifts that begin in the week before a day, or else the last ones; and whether they are of that week."""
    try:
        found = top_shifts(desk.ledger, until=day, top=40)
    except DeskError:
        return [], False
    week = [shift for shift in found if day - timedelta(days=7) <= shift.date <= day]
    return (week or sorted(found, key=lambda shift: shift.date, reverse=True))[:SHIFTS], bool(week)


def _brushed(shift: Shift) -> str:
    around = timedelta(weeks=COMPARED)
    return to("relation", shift.a, shift.b, from_=shift.date - around, to=shift.date + around, by="week")


def _table(record: Home, asked: Asked) -> tuple[list[str], list[Mapping[str, Any]]]:
    columns = ["id", "day", "event", "actor", "recipient", "reports", "outlets", "told_by", "sentence", "story"]
    return columns, [row | {side: parties(row[side]) for side in ("actor", "recipient")} for row in record.events]


PAGE = Page("home", "/", make, table=_table)
