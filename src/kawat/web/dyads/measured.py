"""How a dyad is measured for the pages: over the whole unbroken stretch that the desk tells of, once for all periods asked for.

A reader who looks at three months of it sees those months of the same level and the same shifts, not a level of three months.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from kawat.desk.dyad import MOVERS
from kawat.relations.explain import Mover, movers, shift_movers
from kawat.relations.series import By, Period, Series, first_day, series
from kawat.relations.shifts import Shift, shifts
from kawat.relations.standing import Level, Of, levels
from kawat.web.asked import Asked
from kawat.web.dyads.question import Dyad
from kawat.web.wrong import Wrong

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# What is shown unless a period is asked for, and at most: in days, by the length of a period.
USUAL: dict[By, int] = {"month": 36600, "week": 3 * 365, "day": 182}
MOST: dict[By, int] = {"month": 36600, "week": 36600, "day": 3 * 366}
# So many months without an article break what a desk tells into stretches; the newest one is shown unless another is asked for.
BREAK = 12
# How far shifts are sought, in days: the work grows with its square. And what stands around days that are measured by the day.
SOUGHT, AROUND = 10 * 366, 183


class Recent:
    """The last results of some work, at most ``size`` of them."""

    def __init__(self, size: int = 200) -> None:
        self._size, self._lock = size, threading.Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The result of this key, made where it is not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return made


T = TypeVar("T")


def recent(asked: Asked, key: Hashable, make: Callable[[], T]) -> T:
    """A result about a dyad of this version of the desk, kept for a while."""
    kept: Recent = asked.holder.cached("dyads", lambda desk: Recent())
    found: T = kept.get(key, make)
    return found


class Linked(NamedTuple):
    """The rows of the ledger for all that happened between two sides, by day, and the first day of which the desk reports."""

    rows: NDArray[np.int64]
    first: date | None


def linked(asked: Asked, dyad: Dyad) -> Linked:
    """All rows of a dyad, as directed as it is."""

    def make() -> Linked:
        ledger = asked.desk.ledger
        found = ledger.between(dyad.one, dyad.two)
        rows = found.rows[found.towards >= 0] if dyad.directed else found.rows
        return Linked(rows, first_day(ledger, dyad.one, dyad.two))

    return recent(asked, ("linked", dyad.key), make)


class Window(NamedTuple):
    """The days that are shown, and those that a dyad is measured over."""

    since: date
    until: date
    first: date
    last: date


class Measured(NamedTuple):
    """A dyad in a window: its periods with the level of each, and the shifts in it with the events that made them."""

    window: Window
    series: Series
    periods: list[Period]
    levels: list[Level]
    shifts: list[Shift]
    causes: list[list[Mover]]

    @property
    def events(self) -> int:
        """The real events of the periods shown."""
        return sum(period.events for period in self.periods)


def told_since(asked: Asked) -> date | None:
    """The first day of the newest stretch that the desk tells of without a long break."""
    return asked.holder.cached("told since", lambda desk: _told_since(asked))


def _told_since(asked: Asked) -> date | None:
    question = "SELECT DISTINCT month FROM documents WHERE month <> 'undated' ORDER BY month"
    months = [date.fromisoformat(row["month"] + "-01") for row in asked.desk.sql(question).rows()]
    breaks = [after for before, after in pairwise(months) if (after - before).days > BREAK * 31]
    return breaks[-1] if breaks else months[0] if months else None


def window_of(asked: Asked, dyad: Dyad, by: By, since: date | None, until: date | None) -> Window | None:
    """The days to show, from ``since`` to ``until`` where they are given; None where the desk tells of nothing.

    Raises Wrong for more periods than can be drawn.
    """
    ledger = asked.desk.ledger
    if ledger.end is None or ledger.begin is None:
        return None
    start = linked(asked, dyad).first or ledger.begin
    start = max(start, told_since(asked) or start)
    last = max(until or ledger.end, since or ledger.begin)
    first = since or max(start if start <= last else ledger.begin, last - timedelta(days=USUAL[by]))
    whole = min(start, first), max(last, ledger.end)
    # Levels are fitted over the whole, by day only around what is shown.
    days = (last - first if by == "day" else whole[1] - whole[0]).days
    if days > MOST[by]:
        raise Wrong("many_periods", by=by, days=days, most=MOST[by])
    if by == "day":
        whole = max(whole[0], first - timedelta(days=AROUND)), min(whole[1], last + timedelta(days=AROUND))
    return Window(first, last, min(whole[0], first), max(whole[1], min(last, ledger.end)))


def measured(asked: Asked, dyad: Dyad, by: By, of: Of, window: Window) -> Measured:
    """The dyad as it stands in the window."""
    made, stood = recent(
        asked, ("levels", dyad.key, by, of, window.first, window.last), lambda: _levels(asked, dyad, by, of, window)
    )
    places = [i for i, p in enumerate(made.periods) if p.end >= window.since and p.start <= window.until]
    found = recent(asked, ("shifts", dyad.key, window.first, window.last), lambda: _shifts(asked, dyad, window))
    inside = [(shift, why) for shift, why in found if window.since <= shift.date <= window.until]
    return Measured(
        window, made, [made.periods[i] for i in places], [stood[i] for i in places],
        [shift for shift, _ in inside], [why for _, why in inside],
    )  # fmt: skip


def _levels(asked: Asked, dyad: Dyad, by: By, of: Of, window: Window) -> tuple[Series, list[Level]]:
    made = series(
        asked.desk.ledger, dyad.one, dyad.two, by=by, directed=dyad.directed, since=window.first, until=window.last
    )  # fmt: skip
    return made, levels(made, of)


def _monthly(asked: Asked, dyad: Dyad, first: date, last: date) -> Series:
    return series(asked.desk.ledger, dyad.one, dyad.two, directed=dyad.directed, since=first, until=last)


def _shifts(asked: Asked, dyad: Dyad, window: Window) -> list[tuple[Shift, list[Mover]]]:
    ledger = asked.desk.ledger
    first = max(window.first, window.last - timedelta(days=SOUGHT))
    found = shifts(ledger, dyad.one, dyad.two, since=first, until=window.last)
    monthly = _monthly(asked, dyad, first, window.last) if found else None
    return [(shift, shift_movers(ledger, monthly, dyad.one, dyad.two, shift)) for shift in found if monthly]


class Standing(NamedTuple):
    """The level of intensity at the end of a period, and the events that moved it most."""

    when: date
    level: Level
    movers: list[Mover]


def standing(asked: Asked, dyad: Dyad, window: Window) -> Standing | None:
    """How the dyad stands at the window's end, as known on that day; None where nothing was told until then."""
    return recent(asked, ("standing", dyad.key, window.first, window.until), lambda: _standing(asked, dyad, window))


def _standing(asked: Asked, dyad: Dyad, window: Window) -> Standing | None:
    ledger = asked.desk.ledger
    monthly = _monthly(asked, dyad, window.first, window.until)
    if not monthly.events:
        return None
    ways = [movers(ledger, monthly, dyad.one, dyad.two, top=MOVERS, way=way) for way in (-1, 1)]
    around = sorted((mover for found in ways for mover in found), key=lambda mover: -abs(mover.effect))
    when = min(monthly.periods[-1].end, window.until)
    return Standing(when, levels(monthly, "intensity")[-1], around)
