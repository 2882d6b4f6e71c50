"""Whom an actor has to do with: the acts that link it with each other code, counted by cooperation and conflict."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from kawat.ontology import EVENTS, QUAD
from kawat.relations.ledger import REAL, Ledger, day_number

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.int64]


class Partner(msgspec.Struct, frozen=True):
    """Real acts with one other code in a period; a request is neither cooperation nor conflict, but counts among ``events``.

    ``mean`` is their mean Goldstein score, weighted by evidence (a request's by a tenth).
    """

    code: str
    events: int
    cooperation: int
    conflict: int
    mean: float


def partners(ledger: Ledger, code: str, since: date | None = None, until: date | None = None) -> list[Partner]:
    """Everybody whom real acts link with a code from ``since`` to ``until``, the most frequent first."""
    import numpy as np

    size = len(ledger.codes)
    places = np.flatnonzero(ledger.codes == code) if size else np.zeros(0, dtype=np.int64)
    if not len(places):
        return []
    own = int(places[0])
    left, right = ledger.keys // size, ledger.keys % size
    linked = (left == own) | (right == own)
    rows, other = ledger.rows[linked], np.where(left == own, right, left)[linked]
    days = ledger.days[rows]
    kept = ledger.statuses[rows] == REAL
    if since:
        kept &= days >= day_number(since)
    if until:
        kept &= days <= day_number(until)
    # An act can link two codes twice, if both stand on both sides of it.
    pairs = np.unique(np.stack([other[kept], rows[kept]], axis=1), axis=0)
    return _counted(ledger, pairs[:, 0], pairs[:, 1])


def _counted(ledger: Ledger, other: Column, rows: Column) -> list[Partner]:
    import numpy as np

    codes, place = np.unique(other, return_inverse=True)
    events, weights = ledger.events[rows], ledger.evidence[rows]
    number, weight = np.bincount(place, minlength=len(codes)), np.bincount(place, weights, len(codes))
    cooperation, conflict = (np.bincount(place, kinds[events], len(codes)) for kinds in _kinds())
    score = np.bincount(place, weights * ledger.scores[rows], len(codes))
    found = [
        Partner(str(ledger.codes[c]), int(number[i]), int(cooperation[i]), int(conflict[i]), float(score[i] / weight[i]))
        for i, c in enumerate(codes)
    ]
    return sorted(found, key=lambda one: (-one.events, one.code))


def _kinds() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    import numpy as np

    cooperation = np.array([QUAD[event].endswith("cooperation") for event in EVENTS], dtype=float)
    conflict = np.array([QUAD[event].endswith("conflict") and event != "REQUEST" for event in EVENTS], dtype=float)
    return cooperation, conflict
