"""How much a term tells on a day: rare terms more than common ones, and those that came up just now more than lasting ones.

A war is in the news for a year; what tells one story of it from another is what nobody wrote about the week before. So a
term's weight is its inverse document frequency within ``SPAN`` days, and its burst the log of how much more often it stands in
the news of the day and its neighbours than in those of the ``PAST`` days around (after Kleinberg 2002, by plain counts).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from math import log, sqrt
from typing import NamedTuple

from kawat.events.words import Terms

NOW, SPAN, PAST = 1, 15, 45
"""Days on either side of a day that count as now, for rarity, and as what is usual."""
HEAVIEST = 12
"""So many of an article's terms stand for it where its like are looked up."""
_LEAD = 0.5
_LEAST = 0.05
# Vectors and weights that are kept at a time: those of some days.
_KEPT, _WEIGHTS_KEPT = 5000, 500_000


class Vector(NamedTuple):
    """An article's terms with weight and burst (weight x log ratio, 0 where it is no more frequent than usual).

    ``length``: of the bursts; ``lead``: whether more than a headline is known; ``heaviest``: the terms that burst most, then the
    rarest, ``HEAVIEST`` at most.
    """

    weights: dict[str, float]
    bursts: dict[str, float]
    length: float
    lead: bool
    heaviest: tuple[str, ...]


class Counts:
    """In how many articles of which days each term stands."""

    def __init__(self) -> None:
        self._days: list[int] = []
        self._terms: dict[str, list[int]] = defaultdict(list)
        self._known: dict[tuple[str, int], tuple[float, float]] = {}
        self._vectors: dict[tuple[Terms, int], Vector] = {}

    def add(self, terms: Terms, day: int) -> None:
        """Counts an article of a day (its ordinal)."""
        insort(self._days, day)
        for term in (*terms.title, *terms.lead):
            insort(self._terms[term], day)
        self._changed()

    def remove(self, terms: Terms, day: int) -> None:
        """Takes an article back that was counted."""
        for days in (self._days, *(self._terms[term] for term in (*terms.title, *terms.lead))):
            days.pop(bisect_left(days, day))
        self._changed()

    def _changed(self) -> None:
        self._known.clear()
        self._vectors.clear()

    def weight(self, term: str, day: int) -> tuple[float, float]:
        """Weight and burst of a term on a day."""
        key = (term, day)
        if key not in self._known:
            if len(self._known) >= _WEIGHTS_KEPT:
                self._known.clear()
            days, every = self._terms.get(term, []), self._days
            rarity = log((_within(every, day, SPAN) + 20) / (_within(days, day, SPAN) + 1))
            now, usual = _within(days, day, NOW), _within(days, day, PAST)
            all_now, all_usual = _within(every, day, NOW), _within(every, day, PAST)
            burst = log(((now + 0.5) / (all_now + 5)) / ((usual - now + 0.5) / (all_usual - all_now + 5)))
            self._known[key] = (max(rarity, _LEAST), max(burst, 0.0))
        return self._known[key]

    def vector(self, terms: Terms, day: int) -> Vector:
        """An article's terms as weighed on a day; what only the lead has counts half."""
        key = (terms, day)
        if key not in self._vectors:
            if len(self._vectors) >= _KEPT:
                self._vectors.clear()
            self._vectors[key] = self._weighed(terms, day)
        return self._vectors[key]

    def _weighed(self, terms: Terms, day: int) -> Vector:
        weights, bursts = {}, {}
        for part, share in ((terms.title, 1.0), (terms.lead, _LEAD)):
            for term in sorted(part):
                weight, burst = self.weight(term, day)
                weights[term] = weight * share
                bursts[term] = weight * share * burst
        heaviest = sorted((-bursts[term] - 0.1 * weights[term], term) for term in weights)[:HEAVIEST]
        length = sqrt(sum(value * value for value in bursts.values()))
        return Vector(weights, bursts, length, bool(terms.lead), tuple(term for _, term in heaviest))


def _within(days: list[int], day: int, reach: int) -> int:
    return bisect_right(days, day + reach) - bisect_left(days, day - reach)
