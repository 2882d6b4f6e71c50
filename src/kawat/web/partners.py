"""Whom an actor has to do with: the acts that link it with each other code, counted by cooperation and conflict."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from kawat.ontology import EVENTS, QUAD
from kawat.relations.ledger import REAL, Ledger, day_number, held
from kawat.relations.sides import Side, side

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


def partners(ledger: Ledger, of: str | Side, since: date | None = None, until: date | None = None) -> list[Partner]:
    """Everybody whom real acts link with a code from ``since`` to ``until``, the most frequent first.

    A bloc that is expanded is linked by its members of each day, as a relation of it is: also with one of these.
    """
    import numpy as np

    one = of if isinstance(of, Side) else side(of)
    size = len(ledger.codes)
    left, right = ledger.keys // max(size, 1), ledger.keys % max(size, 1)
    found = []
    for own in np.flatnonzero(np.isin(ledger.codes, sorted(one.codes))) if size else ():
        linked = (left == own) | (right == own)
        rows, other = ledger.rows[linked], np.where(left == own, right, left)[linked]
        days = ledger.days[rows]
        kept = (ledger.statuses[rows] == REAL) & held(one, str(ledger.codes[own]), days)
        if since:
            kept &= days >= day_number(since)
        if until:
            kept &= days <= day_number(until)
        found.append(np.stack([other[kept], rows[kept]], axis=1))
    if not found:
        return []
    # An act can link two codes twice, if both stand on both sides of it, and a bloc by several of its members.
    pairs = np.unique(np.concatenate(found), axis=0)
    pairs = pairs[ledger.codes[pairs[:, 0]] != one.code]
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
