"""A dyad beside others: further dyads, another period of its own, third parties, and the neighbours of one without events."""

from __future__ import annotations

from datetime import date

from kawat.relations.ledger import REAL, day_number
from kawat.relations.series import series
from kawat.relations.stance import stances
from kawat.relations.standing import Level
from kawat.relations.telling import heading
from kawat.web.asked import Asked
from kawat.web.dyads import chosen
from kawat.web.dyads.measured import Measured, Window, linked, measured, recent, window_of
from kawat.web.dyads.outlets import outlets
from kawat.web.dyads.question import Dyad
from kawat.web.dyads.record import Beside, Line, Neighbour, StanceTold, totals

_WEIGHTIEST = 5
_NEIGHBOURS = 8


def tracks(asked: Asked, dyads: list[Dyad], window: Window) -> list[tuple[Dyad, Measured]]:
    """Dyads in the same days."""
    query = asked.query
    out = []
    for dyad in dyads:
        own = window_of(asked, dyad, query.by, window.since, window.until) or window
        out.append((dyad, measured(asked, dyad, query.by, query.level, own)))
    return out


def lines(asked: Asked, dyads: list[Dyad], window: Window) -> list[Line]:
    """Each dyad's level at the end of the window and what the window adds up to."""
    return [_line(asked, dyad, view) for dyad, view in tracks(asked, dyads, window)]


def _line(asked: Asked, dyad: Dyad, view: Measured) -> Line:
    a, b, events = dyad.one.code, dyad.two.code, view.events
    hits = sum(p.quads["verbal conflict"] + p.quads["material conflict"] for p in view.periods)
    last = view.levels[-1] if view.levels and events else None
    return Line(
        a, b, heading(a, b, asked.language), last and last.level, last and last.low, last and last.high, events,
        hits / events if events else None, len(view.shifts), not events,
    )  # fmt: skip


def two_periods(asked: Asked, dyad: Dyad, window: Window, second: tuple[date | None, date | None]) -> list[Beside]:
    """The window and a second period side by side; [] where none is asked for. A side left open is the dyad's own."""
    since, until = second
    if since is None and until is None:
        return []
    other = window_of(asked, dyad, "month", since, until)
    return [_beside(asked, dyad, one) for one in (window, other) if one]


def _beside(asked: Asked, dyad: Dyad, window: Window) -> Beside:
    # Counted by days, so that a period that ends within a month has no more than its own days.
    import numpy as np

    ledger, rows = asked.desk.ledger, chosen.rows_between(asked, dyad, window.since, window.until)
    first, last = ledger.told[np.searchsorted(ledger.days, [day_number(window.since), day_number(window.until) + 1])]
    days = series(ledger, dyad.one, dyad.two, by="day", directed=dyad.directed, since=window.since, until=window.until)
    view = measured(asked, dyad, "month", asked.query.level, window)
    real = rows[ledger.statuses[rows] == REAL]
    weightiest = chosen.ordered(asked, real, "strongest")[:_WEIGHTIEST]
    many = outlets(asked, rows, 0)[1]
    found = totals(list(days.periods), int(last - first), many, window.since, window.until)
    return Beside(found, _over(view.levels) if len(real) else None, chosen.shown(asked, weightiest))


def _over(levels: list[Level]) -> Level | None:
    """The level over some periods: the mean of theirs, with the mean of their bounds (neighbours are all but one)."""
    if not levels:
        return None
    n = len(levels)
    level, low, high = (sum(values) / n for values in zip(*((one.level, one.low, one.high) for one in levels)))
    return Level(levels[0].start, level, low, high)


def thirds(asked: Asked, dyad: Dyad, window: Window) -> list[StanceTold]:
    """How third parties stood towards each side in the window."""
    return recent(asked, ("thirds", dyad.key, window.since, window.until), lambda: _thirds(asked, dyad, window))


def _thirds(asked: Asked, dyad: Dyad, window: Window) -> list[StanceTold]:
    import numpy as np

    ledger = asked.desk.ledger
    rows = ledger.linking(dyad.one._replace(terms=(*dyad.one.terms, *dyad.two.terms)))
    rows = rows[(ledger.days[rows] >= day_number(window.since)) & (ledger.days[rows] <= day_number(window.until))]
    rows = np.setdiff1d(rows, linked(asked, dyad._replace(directed=False)).rows)
    acts = ledger.acts(rows)
    found = [(a.code, one) for a, b in ((dyad.one, dyad.two), (dyad.two, dyad.one)) for one in stances(acts, a, b)]
    last = {one.acts[one.position][-1] for _, one in found}
    events = chosen.evidence(asked, last, rows)
    told = [
        StanceTold(code, one.code, one.position, len(one.acts[one.position]), events.get(one.acts[one.position][-1]))
        for code, one in found
    ]
    return sorted(told, key=lambda one: (one.towards != dyad.one.code, one.position, -one.acts, one.code))


def neighbours(asked: Asked, dyad: Dyad) -> list[Neighbour]:
    """The dyads of either side with the most events."""
    import numpy as np

    ledger = asked.desk.ledger
    size = max(1, len(ledger.codes))
    out: list[Neighbour] = []
    for side in (dyad.one, dyad.two):
        numbers = np.flatnonzero(ledger.codes == side.code)
        if not len(numbers):
            continue
        i = int(numbers[0])
        mine = ((ledger.keys // size == i) | (ledger.keys % size == i)) & (ledger.statuses[ledger.rows] == REAL)
        keys, count = np.unique(ledger.keys[mine], return_counts=True)
        for place in np.argsort(-count, kind="stable")[: _NEIGHBOURS // 2]:
            low, high = divmod(int(keys[place]), size)
            out.append(Neighbour(side.code, str(ledger.codes[high if low == i else low]), int(count[place])))
    return out
