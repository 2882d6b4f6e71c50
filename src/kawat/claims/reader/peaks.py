"""Where acts may stand in a sentence: runs of words around the peaks of a type's score."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]


def peaks(events: Array, floor: float, share: float) -> list[tuple[int, int, int]]:
    """The runs around all peaks from ``floor`` on, as (first word, last, type) in the order of the words.

    ``events``: the score of each type at each word (words x types). A run holds the neighbouring words whose best type is
    the peak's and whose score reaches ``share`` of the peak's. Weaker words of that type beside it are its shoulders: they
    belong to no other run, up to the next word that reaches that share again.
    """
    best, top = events.argmax(1), events.max(1)
    free = top >= floor
    out = []
    for peak in np.argsort(-top, kind="stable").tolist():
        if not free[peak]:
            continue
        alike = free & (best == best[peak])
        strong = alike & (top >= share * top[peak])
        first, last = _around(peak, strong)
        out.append((first, last, int(best[peak])))
        free[first:last] = False
        weak = alike & ~strong
        free[_around(first, weak)[0] : first] = False
        free[last : _around(last - 1, weak)[1]] = False
    return sorted(out)


def _around(at: int, inside: npt.NDArray[np.bool_]) -> tuple[int, int]:
    """The run of true values that touches a place, as (first, last); the place itself always counts."""
    first, last = at, at + 1
    while first > 0 and inside[first - 1]:
        first -= 1
    while last < len(inside) and inside[last]:
        last += 1
    return first, last
