"""The series of a dyad: its acts by day, week or month, counted by class and type, and what they add up to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import msgspec

from kawat.ontology import EVENTS, QUAD, QUADS, STATUSES
from kawat.relations.ledger import REAL, Ledger, Linked, day_number, day_numbers
from kawat.relations.sides import Side, side

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

By = Literal["day", "week", "month"]
# How long a period is, in months.
MONTHS: dict[By, float] = {"day": 12 / 365.25, "week": 84 / 365.25, "month": 1.0}
LATEST = date(9999, 11, 30)
"""No period begins later: the one after it would lie behind the calendar's end."""
_QUADS = [QUAD[event] for event in EVENTS]
_CLASS = [list(QUADS).index(quad) for quad in _QUADS]
_NONE = dict.fromkeys(QUADS, 0)
_STATUSES = [STATUSES.index(status) for status in ("real", "negated", "unreal")]


class Period(msgspec.Struct, frozen=True):
    """What happened between two sides from ``start`` to ``end`` (both included).

    ``events`` are real; ``negated`` and ``unreal`` ones are counted apart and add nothing else. ``quads`` and ``types`` count
    the real ones by class and PLOVER type. ``net`` is the sum of their Goldstein scores (a request counts a tenth), ``intensity``
    their mean weighted by evidence, ``conflict`` the share of verbal and material conflict (None without events), ``attention``
    the share of all real events of the source in this period. ``evidence`` is the events' number, each weighted by how many told
    it.
    """

    start: date
    end: date
    events: int
    negated: int
    unreal: int
    quads: dict[str, int]
    types: dict[str, int]
    net: float
    intensity: float | None
    conflict: float | None
    attention: float
    evidence: float
    weighted_conflict: float
    """The evidence of the events of conflict."""


class Series(msgspec.Struct, frozen=True, dict=True):
    """The periods of a dyad, without gaps; ``directed`` counts only what ``a`` did to ``b`` or both did together.

    ``variance`` is that of the scores of single events around their period's mean, ``share`` the share of conflict among all
    events of the source and ``mean`` their mean score: what is to be expected before anything is known of a dyad.
    """

    a: str
    b: str
    directed: bool
    by: By
    periods: tuple[Period, ...]
    variance: float
    share: float
    mean: float

    @property
    def events(self) -> int:
        """The real events of all periods."""
        return sum(period.events for period in self.periods)


def series(
    ledger: Ledger, a: str | Side, b: str | Side, *, by: By = "month", directed: bool = False,
    since: date | None = None, until: date | None = None,
) -> Series:  # fmt: skip
    """The series of two sides from ``since`` to ``until``, or over all days of which the source reports.

    Periods are whole: a week begins on Monday. A period without events has zeros, not nothing.
    """

    one, two = (x if isinstance(x, Side) else side(x) for x in (a, b))
    starts = starts_of(ledger, by, since, until)
    edges = day_numbers(starts)
    linked = _chosen(ledger, ledger.between(one, two), directed)
    periods = tuple(_periods(ledger, linked.rows, starts, edges)) if len(starts) > 1 else ()
    variance = _variance(ledger, linked.rows, edges)
    return Series(one.code, two.code, directed, by, periods, variance, ledger.share, ledger.mean)


def first_day(ledger: Ledger, one: Side, two: Side) -> date | None:
    """The day of the first act between two sides among the days of which the source reports; None where there is none."""
    if ledger.begin is None:
        return None
    rows = ledger.between(one, two).rows
    rows = rows[ledger.days[rows] >= day_number(ledger.begin)]
    return ledger.day(int(rows[0])) if len(rows) else None


def _chosen(ledger: Ledger, linked: Linked, directed: bool) -> Linked:
    if not directed:
        return linked
    kept = linked.towards >= 0
    return Linked(linked.rows[kept], linked.towards[kept])


def _conflicts() -> NDArray[np.bool_]:
    import numpy as np

    return np.array([quad >= 2 for quad in _CLASS])


def starts_of(ledger: Ledger, by: By, since: date | None, until: date | None) -> list[date]:
    """The first days of the periods, and that after the last one; [] where there is nothing."""
    first, last = since or ledger.begin, until or ledger.end
    if first is None or last is None:
        return []
    last = min(last, LATEST)
    start = beginning(first, by)
    if by != "month":
        length = 7 if by == "week" else 1
        many = max(0, (last - start).days // length + 1)
        return [date.fromordinal(start.toordinal() + i * length) for i in range(many + 1)]
    out = [start]
    while out[-1] <= last:
        out.append(following(out[-1], by))
    return out


def beginning(day: date, by: By) -> date:
    """The first day of the period that a day lies in."""
    if by == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if by == "week" else day


def following(start: date, by: By) -> date:
    """The first day of the next period."""
    if by == "month":
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    return start + timedelta(days=7 if by == "week" else 1)


def _periods(ledger: Ledger, rows: NDArray[np.int64], starts: list[date], edges: NDArray[np.int64]) -> list[Period]:
    import numpy as np

    size = len(starts) - 1
    place = np.searchsorted(edges, ledger.days[rows], side="right") - 1
    inside = (place >= 0) & (place < size)
    rows, place = rows[inside], place[inside]
    statuses = _counts(place, ledger.statuses[rows], size, len(STATUSES))
    real = ledger.statuses[rows] == REAL
    rows, place = rows[real], place[real]
    events, weights, scores = ledger.events[rows], ledger.evidence[rows], ledger.scores[rows]
    types = _counts(place, events, size, len(EVENTS))
    net = np.bincount(place, scores, size)
    weight, moved = np.bincount(place, weights, size), np.bincount(place, weights * scores, size)
    hostile = np.bincount(place, weights * _conflicts()[events], size)
    total = _totals(ledger, edges)
    told = (part.tolist() for part in (statuses, types, net, weight, moved, hostile, total))
    days = [start.toordinal() for start in starts]
    return [_period(start, date.fromordinal(after - 1), *one) for start, after, *one in zip(starts, days[1:], *told)]


def _period(
    start: date, end: date, statuses: list[int], types: list[int], net: float, weight: float, moved: float, hostile: float,
    total: int,
) -> Period:  # fmt: skip
    events, negated, unreal = (statuses[place] for place in _STATUSES)
    quads, counted = dict(_NONE), {}
    if events:
        for event, quad, n in zip(EVENTS, _QUADS, types):
            if n:
                counted[event] = n
                quads[quad] += n
    conflicts = quads["verbal conflict"] + quads["material conflict"]
    return Period(
        start,
        end,
        events,
        negated,
        unreal,
        quads,
        counted,
        round(net, 2),
        moved / weight if events else None,
        conflicts / events if events else None,
        events / total if total else 0.0,
        weight,
        hostile,
    )


def _counts(place: NDArray[np.int64], kind: NDArray[np.int64], size: int, kinds: int) -> NDArray[np.int64]:
    import numpy as np

    return np.bincount(place * kinds + kind, minlength=size * kinds).reshape(size, kinds)


def _totals(ledger: Ledger, edges: NDArray[np.int64]) -> NDArray[np.int64]:
    """All real events of each period. The ledger lies in the order of days."""
    import numpy as np

    return np.diff(ledger.told[np.searchsorted(ledger.days, edges)])


# What single events of a period are apart in ICEWS, in squared points; a dyad with few events takes this.
USUAL_VARIANCE, USUAL_EVENTS = 10.0, 20.0


def _variance(ledger: Ledger, rows: NDArray[np.int64], edges: NDArray[np.int64]) -> float:
    """The variance of single scores within a period, drawn towards the usual one where events are few."""
    import numpy as np

    if len(edges) < 2:
        return USUAL_VARIANCE
    rows = rows[(ledger.statuses[rows] == REAL) & (ledger.days[rows] >= edges[0]) & (ledger.days[rows] < edges[-1])]
    if not len(rows):
        return USUAL_VARIANCE
    place = np.searchsorted(edges, ledger.days[rows], side="right")
    scores = ledger.scores[rows]
    count, total, squares = (np.bincount(place, w) for w in (np.ones(len(rows)), scores, scores**2))
    many = count > 1
    within = float((squares[many] - total[many] ** 2 / count[many]).sum())
    return (within + USUAL_VARIANCE * USUAL_EVENTS) / (float((count[many] - 1).sum()) + USUAL_EVENTS)
