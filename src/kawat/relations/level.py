"""The level of a dyad: what its counts say once the chance of small numbers is taken off, with a 90% interval.

A local-level model (Durbin and Koopman, Time Series Analysis by State Space Methods, 2nd ed. 2012, chapter 2): a level that
walks at random from period to period, beside it what is peculiar to one period, and an observation whose noise falls with the
number of events. A period without events is no observation. Two levels are drawn from one dyad:

- ``conflict``: the chance that an event of the dyad is one of conflict (quad classes 3 and 4). The counts are binomial; on the
  scale of log odds they are brought to a Gaussian model with the same mode (there, chapter 10.6), whose likelihood is mended by
  that of the counts (11.5).
- ``intensity``: the mean Goldstein score of an event; Gaussian as it is.

How far a level walks and how much is peculiar to a period is seldom to be told from a short series. So the model is run on a
small grid of both, and the runs are weighed by their likelihood and by how often each was right for other dyads (``_PRIOR``,
fitted on the year 2014 of ICEWS, ``evals/validity.py``): a long series goes by its own likelihood, a short one by the others'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kawat.relations.smoothing import Run, smooth

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

# The bounds of a 90% interval of a normal variable, in standard deviations.
NINETY = 1.6449
LARGEST_ODDS = 7.0
STEPS, ENOUGH = 12, 1e-3
# An event count that stands for none: its noise drowns everything.
NOTHING = 1e-9


class Scale(NamedTuple):
    """The grid and the prior of a level: standard deviations of its walk by month and of a period's own part, and the start's."""

    walks: tuple[float, ...]
    own: tuple[float, ...]

    walk: tuple[float, float]
    """Median and spread (of the logarithm) of the walk among dyads."""
    peculiar: tuple[float, float]
    """Median and spread (of the logarithm) of the period's own part."""
    start: float
    """How far dyads lie apart."""


CONFLICT = Scale((0.05, 0.15, 0.3, 0.6, 1.0), (0.05, 0.2, 0.5, 1.0), (0.3, 1.0), (0.2, 1.0), 1.0)
INTENSITY = Scale((0.05, 0.1, 0.25, 0.6, 1.5), (0.05, 0.25, 0.6, 1.4), (0.2, 1.0), (0.6, 1.0), 1.5)


class Normal(NamedTuple):
    """Means and standard deviations."""

    mean: Numbers
    sd: Numbers


class Fit(NamedTuple):
    """What a model makes of series, on the model's scale. T periods, G pairs of the grid, ... as in the counts given."""

    level: Normal
    """The level in each period, knowing all periods: (..., T)."""
    ahead: Normal
    """The next period as each pair expects it (the level's doubt, its walk, the period's own part): (..., G)."""
    weights: Numbers
    """The weight of each pair, walk by own part: (..., G)."""
    likelihoods: Numbers
    """The logarithm of the likelihood of each pair: (..., G)."""


def conflict(hits: Numbers, events: Numbers, mean: Numbers | float = 0.3, months: float = 1.0, scale: Scale = CONFLICT) -> Fit:
    """The level of conflict, in log odds, of series with ``hits`` events of conflict among ``events`` in each period.

    Both have shape (..., T) and may be weighted (fractions); ``mean`` (one number, or shape (...)) is the share of conflict
    among all events of the source, where a level is sought before anything is known of it; ``months`` is the length of a period.
    """
    import numpy as np

    hits, events = _periods_first(hits), _periods_first(events)
    centre = np.log(mean / (1 - np.asarray(mean, dtype=float)))[..., None]
    share = np.asarray(mean, dtype=float)[..., None]
    walk, own = _grid(scale)
    signal = np.log((hits + share) / (events - hits + 1 - share)) + 0 * walk
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-signal))
        spread = share * (1 - share)
        noise = 1 / np.maximum(events * spread, NOTHING)
        pseudo = signal + (hits - events * share) * noise
        run = _smooth(pseudo, noise, walk**2 * months, own**2, centre, scale.start**2)
        before, signal = signal, np.clip(run.signal, centre - LARGEST_ODDS, centre + LARGEST_ODDS)
        if float(np.max(np.abs(signal - before))) < ENOUGH:
            break
    # What the likelihood of the Gaussian model lacks to that of the counts, at the mode (constants left out).
    counts = hits * signal - events * np.logaddexp(0, signal)
    gauss = -0.5 * (np.log(noise) + (pseudo - signal) ** 2 / noise)
    return _weighed(run, np.where(events > 0, counts - gauss, 0).sum(axis=0), scale)


def intensity(
    scores: Numbers, events: Numbers, variance: float, mean: float = 0.0, months: float = 1.0, scale: Scale = INTENSITY
) -> Fit:
    """The level of the mean score of series whose events have the mean ``scores`` in each period: (..., T), as ``events``.

    ``variance`` is that of single events within a period; a score is of no account where ``events`` is 0.
    """
    import numpy as np

    events = _periods_first(events)
    walk, own = _grid(scale)
    noise = variance / np.maximum(events, NOTHING)
    run = _smooth(_periods_first(scores), noise, walk**2 * months, own**2, np.asarray(mean), scale.start**2)
    return _weighed(run, 0.0, scale)


class Steady(NamedTuple):
    """A level of intensity with one walk and one own part: what is known of each period from all, (T,)."""

    level: Numbers
    variance: Numbers
    follows: Numbers
    """As ``smoothing.Run.follows``."""

    def response(self, at: int) -> Numbers:
        """By how much the level at a place moves where that of each period is moved: (T,)."""
        import numpy as np

        far = np.concatenate([[0.0], np.cumsum(np.log(self.follows[:-1]))])
        # Of what comes before, the level at ``at`` is moved as far as the two go together.
        earlier = self.variance[at] / self.variance
        out: Numbers = np.exp(-np.abs(far - far[at])) * np.where(np.arange(len(far)) < at, earlier, 1.0)
        return out


def steady(scores: Numbers, events: Numbers, variance: float, mean: float, months: float, best: tuple[float, float]) -> Steady:
    """As ``intensity`` of one series, with the walk and the own part of ``best``."""
    import numpy as np

    walk, own = (np.array([value**2]) for value in best)
    noise = variance / np.maximum(events, NOTHING)
    run = _smooth(scores[:, None], noise[:, None], walk * months, own, np.array([mean]), INTENSITY.start**2)
    return Steady(run.level[:, 0], run.variance[:, 0], run.follows[:, 0])


def _smooth(observed: Numbers, noise: Numbers, walk: Numbers, own: Numbers, mean: Numbers, start: float) -> Run:
    """As ``smoothing.smooth``; an observation with the noise of ``NOTHING`` is none."""
    return smooth(observed, noise, walk, own, mean, start, unseen=1 / NOTHING / 10)


def _periods_first(values: Numbers) -> Numbers:
    """(..., T) as (T, ..., 1)."""
    import numpy as np

    return np.moveaxis(np.asarray(values, dtype=float), -1, 0)[..., None]


def _grid(scale: Scale) -> tuple[Numbers, Numbers]:
    """All pairs of the grid: their walks and their own parts."""
    import numpy as np

    walks, own = np.meshgrid(scale.walks, scale.own, indexing="ij")
    return walks.ravel(), own.ravel()


def _weighed(run: Run, mended: Numbers | float, scale: Scale) -> Fit:
    """The runs of the grid as one: moments of their mixture."""
    import numpy as np

    likelihoods = run.likelihood + mended
    logs = likelihoods + prior(scale)
    weights = np.exp(logs - logs.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    mean = (run.level * weights).sum(axis=-1)
    square = ((run.variance + run.level**2) * weights).sum(axis=-1)
    level = Normal(np.moveaxis(mean, 0, -1), np.moveaxis(np.sqrt(square - mean**2), 0, -1))
    return Fit(level, Normal(run.ahead, np.sqrt(run.spread)), weights, likelihoods)


def prior(scale: Scale) -> Numbers:
    """The logarithm of the prior weight of each pair of the grid, (G,): log-normal in both."""
    import numpy as np

    walk, own = _grid(scale)
    (middle, spread), (centre, width) = scale.walk, scale.peculiar
    logs: Numbers = -0.5 * ((np.log(walk / middle) / spread) ** 2 + (np.log(own / centre) / width) ** 2)
    return logs
