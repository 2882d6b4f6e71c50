"""Change points: the probability that the acts of a dyad began to come at other rates, at each boundary of two periods.

News comes in bursts, the more so the more there is: the counts of a period are negative binomial, with a rate that holds between
two changes and a beta prior. So the evidence of a stretch without change is known in closed form, and by recursion forwards and
backwards over all places of all changes the probability of each (Fearnhead, Exact and efficient Bayesian inference for multiple
changepoint problems, Statistics and Computing 16, 2006).
"""

from __future__ import annotations

from math import lgamma
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

# The second parameter of the beta prior; the first is such that the mean rate is the dyad's own.
SHAPE = 0.5
# How bursty the acts of a week are: the shape of their negative binomial (1: geometric; less is more bursty). Between
# neighbouring weeks of ICEWS's year 2014 it is 1.3 over all dyads and 1.0 in the middle one of the busy ones.
BURSTS = 1.0
# Stretches of all dyads that are worked on together, and those whose evidence is: what the processor's caches hold.
CELLS, CACHED = 400_000, 16_000


def probabilities(counts: Numbers, exposure: Numbers, often: float) -> Numbers:
    """The probability of a change at the start of each period: (D, T), the first 0.

    ``counts`` (D, T, S) are whole numbers by dyad, period and stream, ``exposure`` (T,) the size of each period, ``often`` how
    probable a change at a boundary is a priori.
    """
    import numpy as np

    size = max(1, CELLS // (len(exposure) + 1) ** 2)
    parts = [_probabilities(counts[i : i + size], exposure, often) for i in range(0, len(counts), size)]
    return np.concatenate(parts) if parts else np.zeros((0, len(exposure)))


def _probabilities(counts: Numbers, exposure: Numbers, often: float) -> Numbers:
    import numpy as np

    dyads, periods = counts.shape[:2]
    sums = np.concatenate([np.zeros((dyads, 1, counts.shape[2])), counts.cumsum(axis=1)], axis=1)
    time = np.concatenate([[0.0], exposure.cumsum()])
    evidence = _evidence(sums, time)
    stay, change = np.log1p(-often), np.log(often)
    forward, backward = np.full((dyads, periods + 1), -np.inf), np.full((dyads, periods + 1), -np.inf)
    forward[:, 0] = backward[:, periods] = 0.0
    opening = np.where(np.arange(periods + 1) == 0, 0.0, change)
    for t in range(1, periods + 1):
        stayed = np.arange(t)[::-1] * stay
        forward[:, t] = _log_sum(forward[:, :t] + opening[:t] + stayed + evidence[:, :t, t])
    for s in range(periods - 1, -1, -1):
        closing = np.where(np.arange(s + 1, periods + 1) == periods, 0.0, change)
        stayed = np.arange(periods - s) * stay
        backward[:, s] = _log_sum(evidence[:, s, s + 1 :] + stayed + closing + backward[:, s + 1 :])
    logs = forward[:, :periods] + change + backward[:, :periods] - forward[:, periods:]
    chances: Numbers = np.exp(np.minimum(logs, 0.0))
    chances[:, 0] = 0.0
    return chances


def _evidence(sums: Numbers, time: Numbers) -> Numbers:
    """The logarithm of the evidence of steady rates from period s up to t (exclusive): (D, T + 1, T + 1), of use for s < t.

    What does not depend on where the changes are is left out.
    """
    import numpy as np

    start, end = np.triu_indices(len(time), 1)
    failures = BURSTS * (time[end] - time[start])
    # The logarithms of the gamma function at SHAPE and a whole number more.
    steps = np.array([lgamma(SHAPE + n) for n in range(int(sums.max(initial=0)) + 1)])
    rate = np.maximum(sums[:, -1] / max(time[-1], 1e-9), 1e-3)
    first = (1 + SHAPE * BURSTS / rate)[..., None]
    each = (log_gamma(first + SHAPE) - log_gamma(first) - steps[0]).sum(axis=1)
    out = np.zeros((len(sums), len(time), len(time)))
    size = max(1, CACHED // (len(start) * sums.shape[2]))
    for i in range(0, len(sums), size):
        part, many = slice(i, i + size), np.moveaxis(sums[i : i + size, end] - sums[i : i + size, start], -1, 1)
        whole = first[part] + failures
        found = log_gamma(whole) - log_gamma(whole + (SHAPE + many)) + steps[many.astype(np.int64)]
        out[part, start, end] = found.sum(axis=1) + each[part]
    return out


def log_gamma(x: Numbers) -> Numbers:
    """The natural logarithm of the gamma function for x >= 1, to 1e-9.

    Stirling's series (Abramowitz and Stegun, 6.1.41) at x + 4, taken back by the recurrence (6.1.15).
    """
    import numpy as np

    far = x + 4
    inverse = 1 / far
    square = inverse * inverse
    series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680)))
    down = x * (x + 1) * (x + 2) * (x + 3)
    out: Numbers = (far - 0.5) * np.log(far) - far + 0.9189385332046727 + series - np.log(down)
    return out


def _log_sum(values: Numbers) -> Numbers:
    import numpy as np

    most = values.max(axis=1)
    return most + np.log(np.exp(values - most[:, None]).sum(axis=1))  # type: ignore[no-any-return]
