"""Groups from scored pairs, the same whatever the order: average linkage within components, with a guard against chains."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key", str, int)
Pairs = Mapping[tuple[Key, Key], float]


def groups(
    members: Iterable[Key],
    pairs: Pairs[Key],
    *,
    unknown: float,
    apart: Callable[[list[Key], list[Key]], bool] = lambda a, b: False,
) -> list[list[Key]]:
    """Merges the two groups with the highest mean score while it is above 0; ties are settled by the members' names.

    ``pairs`` are scored by log odds under (smaller, larger); a pair without a score counts as ``unknown`` (below 0), so that two
    groups that only meet at their ends stay two. ``apart`` forbids a merge. The answer hangs on the set of pairs alone.
    """
    held: dict[Key, list[Key]] = {member: [member] for member in sorted(members)}
    links: dict[Key, dict[Key, tuple[float, int]]] = defaultdict(dict)
    heap: list[tuple[float, tuple[Key, Key]]] = []
    for (one, other), exact in pairs.items():
        score = round(exact, 9)
        links[one][other] = links[other][one] = (score, 1)
        if score > 0:
            heap.append((-score, (one, other)))
    heapq.heapify(heap)
    while heap:
        negative, (one, other) = heapq.heappop(heap)
        if one not in held or other not in held or other not in links[one]:
            continue
        if _mean(links[one][other], len(held[one]) * len(held[other]), unknown) != -negative or apart(held[one], held[other]):
            continue
        held[one] = sorted(held[one] + held.pop(other))
        _join(links, one, other)
        size = len(held[one])
        for third, link in links[one].items():
            score = _mean(link, size * len(held[third]), unknown)
            if score > 0:
                heapq.heappush(heap, (-score, (one, third) if one < third else (third, one)))
    return list(held.values())


def _join(links: dict[Key, dict[Key, tuple[float, int]]], one: Key, other: Key) -> None:
    """What ``other`` was linked with is linked with ``one``."""
    del links[one][other]
    for third, (total, count) in links.pop(other).items():
        if third != one:
            before, known = links[one].get(third, (0.0, 0))
            links[one][third] = links[third][one] = (before + total, known + count)
            del links[third][other]


def _mean(link: tuple[float, int], size: int, unknown: float) -> float:
    total, known = link
    # Rounded, so that the order of additions does not tell in the last bits.
    return round((total + unknown * (size - known)) / size, 9)
