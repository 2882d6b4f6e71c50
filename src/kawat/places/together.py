"""The names of one document weighed together: each candidate gains by how likely the places near it are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import asin, cos, exp, log, radians, sin, sqrt

from kawat.places.gazetteer import Entry

NEAR = 2.5  # log-odds of a place beside another one, were that one certain
NEAR_MOST = 6.0  # near all others, at most

_NEAR_KM, _SAME_REGION, _SAME_COUNTRY = 80.0, 0.8, 0.25
_ROUNDS, _LEAST = 3, 0.01


@dataclass
class Candidate:
    """A place that a name may mean: the log-odds that speak for it, its share of the odds, and what spoke for it."""

    entry: Entry
    score: float = 0.0
    belief: float = 0.0
    why: list[tuple[float, str]] = field(default_factory=list)

    def add(self, weight: float, reason: str) -> None:
        self.score += weight
        if weight > 0:
            self.why.append((weight, reason))


@dataclass
class Group:
    """The mentions that mean one place: those of one name, unless the text puts them in different regions."""

    name: str
    candidates: list[Candidate]
    asked: bool = True


def weigh(groups: list[Group]) -> None:
    """Three rounds: each candidate gains by how likely the places near it are, each by its own odds."""
    for group in groups:
        _believe(group, {})
    for _ in range(_ROUNDS):
        gains: list[dict[int, tuple[float, str]]] = []
        for group in groups:
            rest = [other for other in groups if other.name != group.name]
            gains.append({id(one): _gain(one, rest) for one in group.candidates} if len(group.candidates) > 1 else {})
        for group, gain in zip(groups, gains):
            _believe(group, gain)
    for group, gain in zip(groups, gains if groups else []):
        for one in group.candidates:
            weight, name = gain.get(id(one), (0.0, ""))
            if weight > 0.5:
                one.why.append((weight, f"near {name}"))


def _gain(one: Candidate, rest: Iterable[Group]) -> tuple[float, str]:
    """What the other places add to a candidate, and the one that adds most.

    Each name adds the log of the mean of e^(NEAR x nearness) over its own candidates, by their odds: so a candidate gains also by
    a place that is not likely yet, as both will.
    """
    total, most, name = 0.0, 0.0, ""
    for group in rest:
        near = [(c.belief, nearness(one.entry, c.entry), c) for c in group.candidates if c.belief > _LEAST]
        added = log(1 + sum(belief * (exp(NEAR * part) - 1) for belief, part, _ in near))
        total += added
        if added > most:
            most, name = added, max(near, key=lambda n: n[0] * n[1])[2].entry.name
    return NEAR_MOST * (1 - exp(-total / NEAR_MOST)), name


def _believe(group: Group, gain: dict[int, tuple[float, str]]) -> None:
    scores = [one.score + gain.get(id(one), (0.0, ""))[0] for one in group.candidates]
    top = max(scores, default=0.0)
    odds = [exp(score - top) for score in scores]
    for one, share in zip(group.candidates, odds):
        one.belief = share / sum(odds)


def nearness(a: Entry, b: Entry) -> float:
    """How much two places go together, 0 to 1: by distance, by a common region or country."""
    same = 0.0
    if a.country and a.country == b.country:
        same = _SAME_COUNTRY
        if a.admin1 and a.admin1 == b.admin1 and a.kind != "country" and b.kind != "country":
            same = _SAME_REGION
    elif abs(a.latitude - b.latitude) > 6:
        return 0.0
    if "country" in (a.kind, b.kind) or abs(a.latitude - b.latitude) > 3:
        return same
    return max(same, exp(-kilometres(a.latitude, a.longitude, b.latitude, b.longitude) / _NEAR_KM))


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The distance of two points on the globe (haversine, radius 6,371 km)."""
    a, b, c, d = map(radians, (latitude, longitude, other_latitude, other_longitude))
    part = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * 6371.0 * asin(min(1.0, sqrt(part)))
