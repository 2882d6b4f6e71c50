"""Shifts: when the acts between two sides began to come at other rates, how sure that is, and which way it went.

The acts of a dyad come in three streams: cooperation, verbal and material conflict (requests, which say little, are left out).
Between two shifts each stream has a steady rate per period, as a share of what the source tells at all, so that a fuller week of
news is no shift. ``changes`` has the probability of a shift at each boundary of two periods.

A shift is told where that probability, taken over two periods to each side, reaches ``SURE``, and where it is not a matter of
a few acts: the busier side of it has at least ``FEWEST`` acts in at least three periods. So a dyad that is hardly ever in the
news, or is once, for a visit, does not cry wolf.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from kawat.ontology import EVENTS, QUAD
from kawat.relations.changes import probabilities
from kawat.relations.ledger import REAL, Ledger, day_numbers
from kawat.relations.series import MONTHS, By, starts_of
from kawat.relations.sides import Side, side

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

SURE = 0.9
FEWEST = 8
FEWEST_PERIODS = 3
# How often a dyad shifts before anything is known of it: once in two years.
PER_YEAR = 0.5
# The periods to each side of a boundary that a shift's probability is taken over, and those its two sides are compared by.
AROUND, COMPARED = 2, 26
# How far the shifts of all dyads are sought unless told, in periods: the work grows with the square of it.
LOOK_BACK = 104
# When all dyads are searched: how many together; and the periods of a block when it is first told where a search is worth
# while, which is where a shift has this probability within two blocks.
AT_ONCE, BLOCK, LIKELY = 64, 4, 0.5
# How much larger a shift may be by its periods than by the blocks.
SLACK = 1.5
# That the acts come at other rates is sure by then; a change of the net score within so many standard errors of it says no way.
CLEAR = 1.0
_NUMBER = {"verbal cooperation": 0, "material cooperation": 0, "verbal conflict": 1, "material conflict": 2}
_STREAMS = 3
_STREAM = [-1 if event == "REQUEST" else _NUMBER[QUAD[event]] for event in EVENTS]

Way = Literal["worse", "better", "attention"]


class Shift(msgspec.Struct, frozen=True):
    """A change in how two sides get along, from the period that begins on ``date``.

    ``before`` and ``after``: the net score a week on both sides of it (up to 26 periods, or to the next shift), in a week of the
    source's usual size; ``conflict_before`` and ``conflict_after`` the shares of conflict there (None without events; requests
    left out), ``events`` the number of acts that were compared.
    ``way`` is ``attention`` where the two sides come up more or less often but not clearly as better or worse: worse is a
    lower net score with more acts of conflict, or a larger share of them; better the opposite.
    """

    a: str
    b: str
    date: date
    probability: float
    way: Way
    before: float
    after: float
    conflict_before: float | None
    conflict_after: float | None
    events: int


class Streams(NamedTuple):
    """The acts of D dyads in T periods: ``counts`` (D, T, 3) by stream, ``nets`` and ``squares`` of scores (D, T).

    ``exposure`` (T,) is the amount of news, 1 on average; ``starts`` are the periods' first days, and that after the last.
    """

    pairs: list[tuple[str, str]]
    starts: list[date]
    counts: Numbers
    nets: Numbers
    squares: Numbers
    exposure: Numbers


def shifts(
    ledger: Ledger, a: str | Side, b: str | Side, *, by: By = "week", since: date | None = None, until: date | None = None,
    attention: bool = False,
) -> list[Shift]:  # fmt: skip
    """The shifts of one dyad in the order of time, as known on the day ``until`` (the source's last day unless told).

    Those of attention alone come only where asked for.
    """
    import numpy as np

    one, two = (x if isinstance(x, Side) else side(x) for x in (a, b))
    starts = starts_of(ledger, by, since, until)
    if len(starts) < 2:
        return []

    def sought() -> list[Shift]:
        rows = ledger.between(one, two).rows
        return found(_streams(ledger, rows, np.zeros(len(rows), dtype=np.int64), [(one.code, two.code)], starts), by)

    all_found = ledger.kept((one, two, by, starts[0], starts[-1]), sought)
    return [shift for shift in all_found if attention or shift.way != "attention"]


def top_shifts(
    ledger: Ledger, *, by: By = "week", since: date | None = None, until: date | None = None, top: int = 20,
    attention: bool = False,
) -> list[Shift]:  # fmt: skip
    """The shifts of all dyads, the largest change of the net score first; dyads below ``FEWEST`` acts are not looked at.

    Without ``since`` the last ``LOOK_BACK`` periods are searched. Where no shift is likely from afar (``_bounds``) none is
    sought: in ICEWS that loses 4 shifts of 608, the largest of them the 371st.
    """
    import numpy as np

    starts = starts_of(ledger, by, since, until)
    if len(starts) < 2:
        return []
    starts = starts if since else starts[-LOOK_BACK - 1 :]
    busy = _busy(ledger, starts)
    bound = _bounds(ledger, busy, starts, by)
    order = np.argsort(-bound, kind="stable")
    order = order[bound[order] > 0]
    chosen: list[Shift] = []
    for i in range(0, len(order), AT_ONCE):
        if len(chosen) >= top and abs(chosen[-1].after - chosen[-1].before) > SLACK * bound[order[i]]:
            break
        streams = _streams(ledger, *busy.take(order[i : i + AT_ONCE]), starts)
        chosen += [shift for shift in found(streams, by) if attention or shift.way != "attention"]
        chosen = sorted(chosen, key=lambda s: (-abs(s.after - s.before), s.a, s.b, s.date))[:top]
    return chosen


class _Busy(NamedTuple):
    """Dyads, and their acts: the rows of the ledger from ``first`` on to the next dyad's."""

    pairs: list[tuple[str, str]]
    rows: NDArray[np.int64]
    first: NDArray[np.int64]

    def take(self, chosen: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], list[tuple[str, str]]]:
        """The acts of some dyads, the places of their dyads among the chosen ones, and these dyads' codes."""
        import numpy as np

        parts = [self.rows[self.first[i] : self.first[i + 1]] for i in chosen]
        return np.concatenate(parts), np.repeat(np.arange(len(parts)), [len(p) for p in parts]), [self.pairs[i] for i in chosen]


def _busy(ledger: Ledger, starts: list[date]) -> _Busy:
    """The dyads with enough acts for a shift by the low-count rule."""
    import numpy as np

    edges = day_numbers(starts)
    days, real = ledger.days[ledger.rows], ledger.statuses[ledger.rows] == REAL
    told = real & (days >= edges[0]) & (days < edges[-1]) & (np.array(_STREAM)[ledger.events[ledger.rows]] >= 0)
    # An act may link two codes twice (both its doers and its recipients): it counts once.
    keys, rows = ledger.keys[told], ledger.rows[told]
    new = np.ones(len(keys), dtype=bool)
    new[1:] = (keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1])
    keys, rows = keys[new], rows[new]
    dyads, place, size = np.unique(keys, return_inverse=True, return_counts=True)
    # The acts of a dyad lie by their days, so its periods come in their order.
    period = np.searchsorted(edges, ledger.days[rows], side="right") - 1
    opens = np.flatnonzero(np.diff(place * len(starts) + period, prepend=-1))
    busy = (size >= FEWEST) & (np.bincount(place[opens], minlength=len(dyads)) >= FEWEST_PERIODS)
    pairs = [(str(ledger.codes[k // len(ledger.codes)]), str(ledger.codes[k % len(ledger.codes)])) for k in dyads[busy]]
    return _Busy(pairs, rows[busy[place]], np.concatenate([[0], np.cumsum(size[busy])]))


def _bounds(ledger: Ledger, busy: _Busy, starts: list[date], by: By) -> Numbers:
    """About how far the net score of each dyad may have shifted, seen in blocks of ``BLOCK`` periods; 0 where no shift is likely.

    A look from afar that costs a tenth of a search: the largest difference between the means before and after any boundary that
    is a likely shift, whatever the number of blocks compared.
    """
    import numpy as np

    if len(starts) - 1 < 3 * BLOCK or not busy.pairs:
        return np.full(len(busy.pairs), np.inf)
    coarse = [*starts[:-1:BLOCK], starts[-1]]
    streams = _streams(ledger, *busy.take(np.arange(len(busy.pairs))), coarse)
    exposure = streams.exposure * ((len(starts) - 1) / (len(coarse) - 1))
    chances = probabilities(streams.counts, exposure, PER_YEAR * MONTHS[by] / 12 * BLOCK)
    near = np.pad(chances, ((0, 0), (1, 1)))
    likely = np.maximum(near[:, 1:-1] + near[:, :-2], near[:, 1:-1] + near[:, 2:]) >= LIKELY
    weeks = np.concatenate([[0.0], exposure.cumsum()]) * MONTHS[by] / MONTHS["week"]
    sums = np.pad(streams.nets.cumsum(axis=1), ((0, 0), (1, 0)))
    low, high = (np.full((2, *likely.shape), value) for value in (np.inf, -np.inf))
    for width in range(1, -(-COMPARED // BLOCK) + 1):
        for way, (start, end) in enumerate(((-width, 0), (0, width))):
            place = np.arange(likely.shape[1])
            first, last = np.maximum(place + start, 0), np.minimum(place + end, likely.shape[1])
            means = (sums[:, last] - sums[:, first]) / np.maximum(weeks[last] - weeks[first], 1e-9)
            low[way], high[way] = np.minimum(low[way], means), np.maximum(high[way], means)
    return np.where(likely, np.maximum(high[1] - low[0], high[0] - low[1]), 0.0).max(axis=1)  # type: ignore[no-any-return]


def _exposure(ledger: Ledger, edges: NDArray[np.int64]) -> Numbers:
    """The amount of news in each period, 1 on average."""
    import numpy as np

    total = np.diff(ledger.told[np.searchsorted(ledger.days, edges)]).astype(float)
    return total / max(float(total.mean()), 1e-9)


def _streams(
    ledger: Ledger, rows: NDArray[np.int64], dyads: NDArray[np.int64], pairs: list[tuple[str, str]], starts: list[date]
) -> Streams:
    import numpy as np

    edges = day_numbers(starts)
    periods, stream = len(starts) - 1, np.array(_STREAM)
    place = np.searchsorted(edges, ledger.days[rows], side="right") - 1
    kind = stream[ledger.events[rows]]
    fit = (place >= 0) & (place < periods) & (kind >= 0) & (ledger.statuses[rows] == REAL)
    rows, place, kind, dyads = rows[fit], place[fit], kind[fit], dyads[fit]
    cell, scores = dyads * periods + place, ledger.scores[rows]
    size = len(pairs) * periods
    counts = np.bincount(cell * _STREAMS + kind, minlength=size * _STREAMS).reshape(len(pairs), periods, _STREAMS)
    nets, squares = (np.bincount(cell, w, size).astype(float).reshape(len(pairs), periods) for w in (scores, scores**2))
    return Streams(pairs, starts, counts.astype(float), nets, squares, _exposure(ledger, edges))


def found(streams: Streams, by: By) -> list[Shift]:
    """The shifts of all dyads of ``streams``, by dyad and time."""
    chances = probabilities(streams.counts, streams.exposure, PER_YEAR * MONTHS[by] / 12)
    out = []
    for i in range(len(streams.pairs)):
        places = _peaks(chances[i])
        bounds = [0, *(place for place, _ in places), len(streams.starts) - 1]
        for k, (place, chance) in enumerate(places):
            near = (max(bounds[k], place - COMPARED), place, min(bounds[k + 2], place + COMPARED))
            if shift := _compared(streams, i, near, by, chance):
                out.append(shift)
    return out


def _peaks(chances: Numbers) -> list[tuple[int, float]]:
    """Where shifts are sure enough, in the order of time: the period that begins with it, and its probability."""
    import numpy as np

    if len(chances) <= 2 * AROUND:
        return []
    window = np.convolve(chances, np.ones(2 * AROUND + 1), mode="same")
    left = chances.copy()
    out = []
    while window.max() >= SURE:
        middle = int(window.argmax())
        near = slice(max(0, middle - AROUND), middle + AROUND + 1)
        place = near.start + int(left[near].argmax())
        out.append((place, min(1.0, float(window[middle]))))
        left[near] = 0.0
        window = np.convolve(left, np.ones(2 * AROUND + 1), mode="same")
    return sorted(out)


def _way(net: float, hostile: float, share: float) -> Way:
    """Which way a clear change of the net score went, by the changes of the acts of conflict a week and of their share.

    The net also falls where friends are in the news less often: that is no worse relation.
    """
    if net < 0:
        return "worse" if hostile > 0 or share > 0 else "attention"
    return "better" if hostile < 0 or share < 0 else "attention"


def _compared(streams: Streams, dyad: int, bounds: tuple[int, int, int], by: By, chance: float) -> Shift | None:
    """The shift at the middle of ``bounds``; None by the low-count rule."""
    import numpy as np

    start, place, end = bounds
    sides = [slice(start, place), slice(place, end)]
    counts = [streams.counts[dyad, part] for part in sides]
    most = max(counts, key=lambda part: float(part.sum()))
    if most.sum() < FEWEST or (most.sum(axis=1) > 0).sum() < FEWEST_PERIODS:
        return None
    weeks = [max(float(streams.exposure[part].sum()), 1e-9) * MONTHS[by] / MONTHS["week"] for part in sides]
    before, after = (float(streams.nets[dyad, part].sum()) / w for part, w in zip(sides, weeks))
    # The variance of the sum of the scores of a random number of acts, and of half an act more than were seen.
    doubt = sum((float(streams.squares[dyad, part].sum()) + 12.5) / w**2 for part, w in zip(sides, weeks))
    clear = abs(after - before) >= CLEAR * doubt**0.5
    less, more = (float(part[:, 1:].sum() / part.sum()) if part.sum() else None for part in counts)
    hostile = [float(part[:, 1:].sum()) / w for part, w in zip(counts, weeks)]
    share = 0.0 if less is None or more is None else more - less
    way = _way(after - before, hostile[1] - hostile[0], share) if clear else "attention"
    events = int(np.sum([part.sum() for part in counts]))
    a, b = streams.pairs[dyad]
    return Shift(a, b, streams.starts[place], round(chance, 3), way, round(before, 2), round(after, 2), less, more, events)
