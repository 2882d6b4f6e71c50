"""Why a level stands where it stands, or a shift came: the events that moved it most, each by what would be without it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from kawat.relations import level as models
from kawat.relations.acts import Act
from kawat.relations.ledger import REAL, Ledger, day_number, day_numbers
from kawat.relations.series import MONTHS, Series
from kawat.relations.shifts import Shift
from kawat.relations.sides import Side, side
from kawat.relations.standing import fit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


# Weeks after a shift in which its causes are sought.
AFTER = 8


class Mover(NamedTuple):
    """An event that moved a level: by ``effect`` points of the mean score, which would be so much lower without the event."""

    id: str
    day: date
    event: str
    mode: str
    score: float
    towards: int
    """1 what the first side did to the second, -1 the other way, 0 both together."""
    effect: float
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


def movers(
    ledger: Ledger, series: Series, a: str | Side, b: str | Side, *, at: date | None = None, since: date | None = None,
    top: int = 5, way: int = 0,
) -> list[Mover]:  # fmt: skip
    """The events that moved the level of intensity in the period of ``at`` (the last one unless told) most, strongest first.

    With ``since`` it is the way that the level went from that day's period to ``at``'s. Each event is left out in turn and the
    level found anew, with the walk and noise of the whole series. ``series`` is that of ``a`` and ``b``. ``way`` 1 asks for those
    that raised it only, -1 for those that lowered it.
    """
    import numpy as np

    moved = _moved(ledger, series, a, b, at, since)
    return _strongest(ledger, moved.kept(np.sign(moved.effects) == way) if way else moved, top)


def shift_movers(ledger: Ledger, series: Series, a: str | Side, b: str | Side, shift: Shift, top: int = 3) -> list[Mover]:
    """The events of the first ``AFTER`` weeks from a shift on that moved the level most in the shift's way, strongest first.

    They read in its way too: for a fall only acts of a negative score without which the level after it would be higher, and
    the way from before to after it less of a fall. An act may be milder than what was usual and so lower the level a friendly
    one had, or tell more against the time before the shift than against that after it; neither is a reason for the shift.
    """
    import numpy as np

    after = shift.date + timedelta(weeks=AFTER)
    moved = _moved(ledger, series, a, b, after, shift.date - timedelta(days=1))
    days = ledger.days[moved.rows]
    way = 1 if shift.after > shift.before else -1
    kept = (days >= day_number(shift.date)) & (days <= day_number(after))
    for pushes in (moved.effects, moved.levels, ledger.scores[moved.rows]):
        kept &= np.sign(pushes) == way
    return _strongest(ledger, moved.kept(kept), top)


class _Moved(NamedTuple):
    """Real events of a dyad within its series: rows of the ledger, who acted towards whom, and what each does.

    ``levels``: to the level at the end; ``effects``: to what is asked for, that level or the way that it went.
    """

    rows: NDArray[np.int64]
    towards: NDArray[np.int64]
    levels: Numbers
    effects: Numbers

    def kept(self, which: NDArray[np.bool_]) -> _Moved:
        """Some of them."""
        return _Moved(self.rows[which], self.towards[which], self.levels[which], self.effects[which])


def _moved(
    ledger: Ledger, series: Series, a: str | Side, b: str | Side, at: date | None, since: date | None
) -> _Moved:  # fmt: skip
    import numpy as np

    if not series.periods:
        return _Moved(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros(0))
    one, two = (x if isinstance(x, Side) else side(x) for x in (a, b))
    linked = ledger.between(one, two)
    edges = day_numbers(period.start for period in series.periods)
    days = ledger.days[linked.rows]
    place = np.searchsorted(edges, days, side="right") - 1
    kept = (ledger.statuses[linked.rows] == REAL) & (place >= 0) & (days <= day_number(series.periods[-1].end))
    kept &= (linked.towards >= 0) | (not series.directed)
    rows, towards, place = linked.rows[kept], linked.towards[kept], place[kept]
    if not len(rows):
        return _Moved(rows, towards, np.zeros(0), np.zeros(0))
    given = place, ledger.scores[rows], ledger.evidence[rows]
    return _Moved(rows, towards, *_effects(series, *given, _place(edges, at), None if since is None else _place(edges, since)))


def _strongest(ledger: Ledger, moved: _Moved, top: int) -> list[Mover]:
    import numpy as np

    order = np.argsort(-np.abs(moved.effects), kind="stable")[:top]
    return [_mover(act, int(moved.towards[i]), float(moved.effects[i])) for i, act in zip(order, ledger.acts(moved.rows[order]))]


def _place(edges: NDArray[np.int64], day: date | None) -> int:
    import numpy as np

    if day is None:
        return len(edges) - 1
    return max(0, int(np.searchsorted(edges, day_number(day), side="right")) - 1)


def _mover(act: Act, towards: int, effect: float) -> Mover:
    return Mover(act.id, act.day, act.event, act.mode, act.score, towards, round(effect, 4), act.actors, act.recipients)


def _effects(
    series: Series, place: NDArray[np.int64], scores: Numbers, evidence: Numbers, at: int, since: int | None
) -> tuple[Numbers, Numbers]:  # fmt: skip
    """How much the level at a place, and its way from ``since`` (or the level again), owe to each of some events.

    These are told by their periods, scores and weights. Without an event its period is seen otherwise, and its level is
    another; the level elsewhere goes with it as far as the two depend on each other (``level.Steady.response``).
    """
    import numpy as np

    weights = np.array([period.evidence for period in series.periods])
    sums = weights * np.array([period.intensity or 0.0 for period in series.periods])
    walk, own = _settled(series)
    means = _mean(sums, weights)
    found = models.steady(means, weights, series.variance, series.mean, MONTHS[series.by], (walk, own))
    less, without = weights[place] - evidence, sums[place] - scores * evidence
    less[np.abs(less) < 1e-9] = 0.0
    noise, other = (series.variance / np.maximum(w, models.NOTHING) + own**2 for w in (weights[place], less))
    # What all other periods say of this one: its level and doubt as though nothing had been seen in it.
    level, doubt = found.level[place], found.variance[place]
    rest = doubt * noise / (noise - doubt)
    guess = level + rest / noise * (level - means[place])
    moved = level - (other * guess + rest * _mean(without, less)) / (rest + other)
    level_at, before = found.response(at), 0.0 if since is None else found.response(since)
    return moved * level_at[place], moved * (level_at - before)[place]


def _mean(total: Numbers, weight: Numbers) -> Numbers:
    import numpy as np

    return np.divide(total, weight, out=np.zeros_like(total), where=weight > 0)


def _settled(series: Series) -> tuple[float, float]:
    """The walk and the own part that the whole series speaks for most."""
    import numpy as np

    scale = models.INTENSITY
    walk, own = divmod(int(np.argmax(fit(series, "intensity").weights)), len(scale.own))
    return scale.walks[walk], scale.own[own]
