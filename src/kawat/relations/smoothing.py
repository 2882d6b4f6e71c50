"""A walking level, filtered and smoothed over all periods at once.

Kalman filter and fixed-interval smoother of the local-level model (Durbin and Koopman, Time Series Analysis by State Space
Methods, 2nd ed. 2012, 2.2 and 2.4). Both are associative: what a stretch of periods does to whatever came before it is five
numbers (three on the way back), and two stretches make one of the same kind (Särkkä and García-Fernández, Temporal
parallelization of Bayesian smoothers, IEEE Transactions on Automatic Control 66, 2021). So neighbours are joined, then pairs of
them, and so on: some dozen steps over whole arrays instead of one for each period.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

# Numbers of a column block that are worked on together: what the processor's caches hold.
CACHED = 16_000


class Run(NamedTuple):
    """One pass of filter and smoother: level (mean, variance) and signal of shape (T, ..., G), the rest (..., G)."""

    level: Numbers
    variance: Numbers
    signal: Numbers
    ahead: Numbers
    spread: Numbers
    likelihood: Numbers
    follows: Numbers
    """By how much the level of each period moves where that of the next one is moved: (T, ..., G)."""


class Stretch(NamedTuple):
    """What some periods do to the level before them, as seen at their end: arrays of models by stretches.

    The level at the end is ``keep`` times that before plus ``mean``, with variance ``spread``; what the observations say of the
    level before is ``said`` (times its precision) with precision ``weight``.
    """

    keep: Numbers
    mean: Numbers
    spread: Numbers
    said: Numbers
    weight: Numbers

    def at(self, which: slice) -> Stretch:
        """Some of the stretches."""
        return Stretch(*(part[:, which] for part in self))


def smooth(observed: Numbers, noise: Numbers, walk: Numbers, own: Numbers, mean: Numbers, start: float, *, unseen: float) -> Run:
    """A level with variance ``walk`` a period, seen with variance ``own`` plus ``noise``; all pairs and series at once.

    Where nothing is observed ``noise`` is at least ``unseen``, so great that the observation does not matter.
    """
    import numpy as np

    total = noise + own
    shape = (len(observed), *np.broadcast_shapes(observed.shape[1:], total.shape[1:], np.shape(mean), np.shape(walk)))
    flat = (len(observed), -1)
    observed, total = (np.broadcast_to(part, shape).reshape(flat).T for part in (observed, total))
    seen = np.broadcast_to(noise < unseen, shape).reshape(flat).T
    centre, walks, owns = (np.broadcast_to(part, shape[1:]).reshape(-1, 1) for part in (mean, walk, own))
    level, variance, signal, follows = (np.empty(observed.shape) for _ in range(4))
    ahead, spread, likelihood = (np.empty(len(centre)) for _ in range(3))
    size = max(1, CACHED // shape[0])
    for i in range(0, len(centre), size):
        part = slice(i, i + size)
        given, doubt = np.subtract(observed[part], centre[part], order="C"), np.ascontiguousarray(total[part])
        found, sure, likelihood[part] = _filtered(given, doubt, seen[part], walks[part], start)
        follows[part] = sure / (sure + walks[part])
        level[part], variance[part] = _smoothed(found, sure, follows[part])
        signal[part] = level[part] + owns[part] / doubt * (given - level[part])
        ahead[part], spread[part] = found[:, -1], sure[:, -1] + (walks[part] + owns[part])[:, 0]
    level, variance, signal, follows = (part.T.reshape(shape) for part in (level + centre, variance, signal + centre, follows))
    ahead, spread, likelihood = (part.reshape(shape[1:]) for part in (ahead + centre[:, 0], spread, likelihood))
    return Run(level, variance, signal, ahead, spread, likelihood, follows)


def _filtered(
    observed: Numbers, noise: Numbers, seen: NDArray[np.bool_], walk: Numbers, start: float
) -> tuple[Numbers, Numbers, Numbers]:
    """The level and its variance knowing the periods so far, and the logarithm of the likelihood; a level starts around 0."""
    import numpy as np

    doubt = walk + noise
    made = Stretch(noise / doubt, walk / doubt * observed, noise * (walk / doubt), observed / doubt, 1 / doubt)
    # The first period has the start before it, which nothing precedes.
    first = start + noise[:, 0]
    made.keep[:, 0], made.said[:, 0], made.weight[:, 0] = 0.0, 0.0, 0.0
    made.mean[:, 0], made.spread[:, 0] = start / first * observed[:, 0], noise[:, 0] * (start / first)
    level, variance = _forward(made)
    errors, spreads = observed.copy(), doubt
    errors[:, 1:] -= level[:, :-1]
    spreads[:, 1:] += variance[:, :-1]
    spreads[:, 0] = first
    likelihood = np.where(seen, -0.5 * (np.log(spreads) + errors**2 / spreads), 0).sum(axis=1)
    return level, variance, likelihood


def _forward(parts: Stretch) -> tuple[Numbers, Numbers]:
    """The level and its variance at the end of each stretch, knowing all before it; the first one knows its start."""
    import numpy as np

    many = parts.mean.shape[1]
    if many == 1:
        return parts.mean, parts.spread
    level, variance = np.empty(parts.mean.shape), np.empty(parts.mean.shape)
    level[:, 0], variance[:, 0] = parts.mean[:, 0], parts.spread[:, 0]
    level[:, 1::2], variance[:, 1::2] = _forward(_joined(parts.at(slice(0, many - 1, 2)), parts.at(slice(1, many, 2))))
    if many > 2:
        after = parts.at(slice(2, many, 2))
        known, doubt = level[:, 1 : many - 1 : 2], variance[:, 1 : many - 1 : 2]
        share = after.keep / (1 + doubt * after.weight)
        level[:, 2::2] = share * (known + doubt * after.said) + after.mean
        variance[:, 2::2] = share * after.keep * doubt + after.spread
    return level, variance


def _joined(one: Stretch, two: Stretch) -> Stretch:
    """Stretches and those right after them as one."""
    scale = 1 + one.spread * two.weight
    after, before = two.keep / scale, one.keep / scale
    return Stretch(
        after * one.keep,
        after * (one.mean + one.spread * two.said) + two.mean,
        after * two.keep * one.spread + two.spread,
        before * (two.said - two.weight * one.mean) + one.said,
        before * one.keep * two.weight + one.weight,
    )


def _smoothed(level: Numbers, variance: Numbers, follows: Numbers) -> tuple[Numbers, Numbers]:
    """The level and its variance in each period knowing all periods, from those that know the periods so far."""
    keep = follows.copy()
    mean, spread = level * (1 - keep), variance * (1 - keep)
    keep[:, -1], mean[:, -1], spread[:, -1] = 0.0, level[:, -1], variance[:, -1]
    found, doubt = _backward(keep[:, ::-1], mean[:, ::-1], spread[:, ::-1])
    return found[:, ::-1], doubt[:, ::-1]


def _backward(keep: Numbers, mean: Numbers, spread: Numbers) -> tuple[Numbers, Numbers]:
    """``keep`` times the one before it plus ``mean`` and ``spread``, from the first on, which keeps nothing."""
    import numpy as np

    many = keep.shape[1]
    if many == 1:
        return mean, spread
    level, variance = np.empty(mean.shape), np.empty(mean.shape)
    level[:, 0], variance[:, 0] = mean[:, 0], spread[:, 0]
    one, two = slice(0, many - 1, 2), slice(1, many, 2)
    later = keep[:, two]
    level[:, 1::2], variance[:, 1::2] = _backward(
        keep[:, one] * later, later * mean[:, one] + mean[:, two], later * later * spread[:, one] + spread[:, two]
    )
    if many > 2:
        after, before = slice(2, many, 2), slice(1, many - 1, 2)
        later = keep[:, after]
        level[:, 2::2] = later * level[:, before] + mean[:, after]
        variance[:, 2::2] = later * later * variance[:, before] + spread[:, after]
    return level, variance
