"""How a dyad stands: its level with a 90% interval in each period, and what is to be expected of the next one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from kawat.relations import level as models
from kawat.relations.series import MONTHS, Series

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Of = Literal["conflict", "intensity"]
SCORES = 10.0
_NODES = 15


class Level(NamedTuple):
    """Where a dyad stands in the period from ``start`` on: the level and its 90% interval.

    Of ``conflict``: the chance that an event is one of conflict, 0 to 1. Of ``intensity``: the mean score, -10 to 10.
    """

    start: date
    level: float
    low: float
    high: float


class Outlook(NamedTuple):
    """The next period's share of conflict: what is expected, and a 90% interval with the chance of small numbers in it."""

    share: float
    low: float
    high: float


def fit(series: Series, of: Of = "conflict") -> models.Fit:
    """The model of a series (see ``level``), on its own scale; a series needs at least one period and keeps what is found."""
    found: models.Fit = series.__dict__.get(of) or series.__dict__.setdefault(of, _fit(series, of))
    return found


def _fit(series: Series, of: Of) -> models.Fit:
    import numpy as np

    events = np.array([period.evidence for period in series.periods])
    months = MONTHS[series.by]
    if of == "conflict":
        hits = np.array([period.weighted_conflict for period in series.periods])
        return models.conflict(hits, events, _inner(series.share), months)
    scores = np.array([period.intensity or 0.0 for period in series.periods])
    return models.intensity(scores, events, series.variance, series.mean, months)


def levels(series: Series, of: Of = "conflict") -> list[Level]:
    """The level in each period, knowing them all; [] for a series without periods."""
    import numpy as np

    if not series.periods:
        return []
    mean, sd = fit(series, of).level
    values = np.stack([mean, mean - models.NINETY * sd, mean + models.NINETY * sd])
    values = 1 / (1 + np.exp(-values)) if of == "conflict" else np.clip(values, -SCORES, SCORES)
    return [Level(period.start, *each) for period, each in zip(series.periods, values.T.tolist())]


def outlook(series: Series, events: int | None = None) -> Outlook | None:
    """The share of conflict in the period after the last one, among so many ``events`` (those of the last period unless told).

    None for a series without periods. The interval holds the next period's share nine times in ten.
    """
    import numpy as np

    if not series.periods:
        return None
    number = max(1, series.periods[-1].events if events is None else events)
    chances, mean = expected(fit(series), number)
    reached = np.cumsum(chances)
    low, high = np.searchsorted(reached, [0.05, 0.95])
    return Outlook(mean, float(low) / number, float(min(high, number)) / number)


def expected(found: models.Fit, events: int) -> tuple[NDArray[np.float64], float]:
    """The chances of 0, 1, ... ``events`` conflicts among so many events of the next period, and the expected share.

    Binomial counts whose log odds are a mixture of normal variables: the runs of the grid, by Gauss and Hermite.
    """
    import numpy as np

    nodes, heights = np.polynomial.hermite_e.hermegauss(_NODES)
    odds = (found.ahead.mean[:, None] + found.ahead.sd[:, None] * nodes).ravel()
    weights = (found.weights[:, None] * heights / heights.sum()).ravel()
    hits = np.arange(events + 1)
    logs = np.concatenate([[0.0], np.cumsum(np.log((events - hits[:-1]) / (hits[:-1] + 1)))])
    chances = np.exp(logs[:, None] + hits[:, None] * odds - events * np.logaddexp(0, odds)) @ weights
    return chances / chances.sum(), float(weights @ (1 / (1 + np.exp(-odds))))


def _inner(share: float) -> float:
    return min(max(share, 0.02), 0.98)
