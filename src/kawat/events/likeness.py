"""How likely two articles belong to one story: a logistic model over what they share."""

from __future__ import annotations

from math import log1p
from operator import mul
from typing import NamedTuple

from kawat.events.weights import Vector


class Shared(NamedTuple):
    """What two articles share, in numbers; or what each of these weighs."""

    burst_cosine: float
    burst: float
    gap: float
    words: float
    concepts: float
    numbers: float
    codes: float
    names: float
    across: float
    leads: float


# Fitted by evals/stories.py on one half of the labelled pairs (docs/decisions/0012-stories-and-events.md).
BIAS = -2.719
WEIGHTS = Shared(
    burst_cosine=2.609, burst=0.584, gap=-0.331, words=-0.065, concepts=0.669, numbers=0.111, codes=0.637, names=0.28,
    across=0.373, leads=-1.217,
)  # fmt: skip
LEAN = 0.8
"""What is added to the log odds of a pair before groups are made, whose mean links are the stricter test (fitted with it)."""
_FURTHEST = 10


def features(one: Vector, other: Vector, gap: int, across: bool) -> Shared:
    """What two articles ``gap`` days apart share; ``across``: they are in two languages, so few words can be shared.

    ``burst_cosine``: the cosine of their bursts; ``burst``: the bursts that both have, summed (log1p); ``words``, ``concepts``,
    ``numbers``, ``codes``, ``names``: the weights of the shared terms of that kind, whether or not they burst (log1p); ``gap``
    and ``across`` as given; ``leads``: more than the headline is known of both.
    """
    plain = {"w": 0.0, "c": 0.0, "n": 0.0, "a": 0.0, "p": 0.0}
    dot = total = 0.0
    # Sorted, so that the order of additions does not tell in the last bits.
    for term in sorted(one.weights.keys() & other.weights.keys()):
        weight, weight_there = one.weights[term], other.weights[term]
        burst, burst_there = one.bursts[term], other.bursts[term]
        plain[term[0]] += weight if weight < weight_there else weight_there
        dot += burst * burst_there
        total += burst if burst < burst_there else burst_there
    lengths = one.length * other.length
    return Shared(
        dot / lengths if lengths else 0.0, log1p(total), float(min(gap, _FURTHEST)), log1p(plain["w"]), log1p(plain["c"]),
        log1p(plain["n"]), log1p(plain["a"]), log1p(plain["p"]), float(across), float(one.lead and other.lead),
    )  # fmt: skip


def likeness(one: Vector, other: Vector, gap: int, across: bool) -> float:
    """The log odds that two articles belong to one story, ``LEAN`` in them."""
    weighed: float = sum(map(mul, WEIGHTS, features(one, other, gap, across)))
    return BIAS + LEAN + weighed
