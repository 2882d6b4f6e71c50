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
# Stretches of all dyads that are worked on together, and numbers whose evidence is: what the processor's caches hold.
CELLS, CACHED = 400_000, 8_000
# From here on Stirling's series is exact.
FEW = 40


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
    # Periods of which nobody tells anything are no evidence: the boundaries around them are as good as one, taken ``wide`` times.
    new = np.concatenate([[True], (exposure > 0) | (counts > 0).any(axis=(0, 2))])
    first = np.flatnonzero(new)
    last = np.append(first[1:] - 1, periods)
    evidence = _evidence(sums[:, first], time[first])
    forward, backward = _recursions(evidence, first, last, often)
    place = np.cumsum(new)[:-1] - 1
    logs = forward[:, place] + np.log(often) + backward[:, place] - forward[:, -1:]
    chances: Numbers = np.exp(np.minimum(logs, 0.0))
    chances[:, 0] = 0.0
    return chances


def _recursions(evidence: Numbers, first: NDArray[np.int64], last: NDArray[np.int64], often: float) -> tuple[Numbers, Numbers]:
    """The evidence of all periods before, and after, each place where a change may be.

    A place has the boundaries from ``first`` to ``last``.
    """
    import numpy as np

    dyads, places = evidence.shape[:2]
    stay = np.log1p(-often)
    opening = np.log(-np.expm1((last - first + 1) * stay))
    # The way back is the way there, seen from the other end: both are gone together.
    both = np.concatenate([evidence, evidence[:, ::-1, ::-1]])
    out, sums = np.zeros((2 * dyads, places)), np.zeros((2 * dyads, places))
    shares = np.repeat([opening - last * stay, (opening + first * stay)[::-1]], dyads, axis=0)
    shares[:dyads, 0], shares[dyads:, 0] = -last[0] * stay, first[-1] * stay
    add = np.repeat([(first - 1) * stay, -(last[::-1] + 1) * stay], dyads, axis=0)
    sums[:, 0] = shares[:, 0]
    for t in range(1, places):
        out[:, t] = _log_sum(sums[:, :t] + both[:, t, :t]) + add[:, t]
        sums[:, t] = out[:, t] + shares[:, t]
    return out[:dyads], out[dyads:, ::-1]


def _evidence(sums: Numbers, time: Numbers) -> Numbers:
    """The logarithm of the evidence of steady rates between each two boundaries: (D, T + 1, T + 1), the same both ways.

    What does not depend on where the changes are is left out.
    """
    import numpy as np

    start, end = np.triu_indices(len(time), 1)
    # The logarithms of the gamma function at SHAPE and a whole number more.
    most = int(sums.max(initial=0)) + 1
    steps = np.array([lgamma(SHAPE + n) for n in range(min(most, FEW))])
    steps = np.concatenate([steps, log_gamma(np.arange(FEW, most, dtype=np.float64) + SHAPE)])
    rate = np.maximum(sums[:, -1] / max(time[-1], 1e-9), 1e-3)
    first = (1 + SHAPE * BURSTS / rate)[..., None]
    each = (log_gamma(first + SHAPE) - log_gamma(first) - steps[0]).sum(axis=1)
    out = np.zeros((len(sums), len(time), len(time)))
    by_stream = np.moveaxis(sums.astype(np.int64), -1, 1).copy()
    size = max(1, CACHED // sums.shape[2])
    for i in range(0, len(start), size):
        one, two = start[i : i + size], end[i : i + size]
        failures = BURSTS * (time[two] - time[one])
        together = max(1, size // len(one))
        for j in range(0, len(sums), together):
            part = slice(j, j + together)
            streams = np.take(by_stream[part], two, axis=2) - np.take(by_stream[part], one, axis=2)
            found = _log_beta(first[part] + failures, SHAPE + streams.astype(float)) + steps[streams]
            out[part, one, two] = out[part, two, one] = found.sum(axis=1) + each[part]
    return out


def _log_beta(x: Numbers, more: Numbers) -> Numbers:
    """``log_gamma(x) - log_gamma(x + more)``, with one logarithm less."""
    import numpy as np

    far, farther = x + 4, x + more
    out: Numbers = _rising(farther)
    out /= _rising(x)
    np.log(out, out=out)
    farther += 4
    out += more
    out += _stirling(far)
    out -= _stirling(farther)
    for sign, each in ((1, far), (-1, farther)):
        logs = np.log(each)
        each -= 0.5
        logs *= each
        out += sign * logs
    return out


def _rising(x: Numbers) -> Numbers:
    """``x (x + 1) (x + 2) (x + 3)``."""
    square: Numbers = x * x
    square += 3 * x
    return square * (square + 2)


def _stirling(x: Numbers) -> Numbers:
    """The series of Stirling's formula beyond its first terms."""
    inverse = 1 / x
    square = inverse * inverse
    out: Numbers = square * (-1 / 1680)
    for part in (1 / 1260, -1 / 360):
        out += part
        out *= square
    out += 1 / 12
    out *= inverse
    return out


def log_gamma(x: Numbers) -> Numbers:
    """The natural logarithm of the gamma function for x >= 1, to 1e-9.

    Stirling's series (Abramowitz and Stegun, 6.1.41) at x + 4, taken back by the recurrence (6.1.15).
    """
    import numpy as np

    far = x + 4
    out: Numbers = (far - 0.5) * np.log(far) - far + 0.9189385332046727 + _stirling(far) - np.log(_rising(x))
    return out


def _log_sum(values: Numbers) -> Numbers:
    import numpy as np

    most = values.max(axis=1)
    return most + np.log(np.exp(values - most[:, None]).sum(axis=1))  # type: ignore[no-any-return]
