"""All dyads of a span of days at once: how often two codes are linked, and the mean level of what links them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from kawat.ontology import EVENTS, QUAD
from kawat.relations import level as models
from kawat.relations.ledger import REAL, Ledger, day_number
from kawat.relations.series import USUAL_VARIANCE
from kawat.relations.standing import SCORES, Of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int64]


class Links(NamedTuple):
    """Dyads in columns of the same length; ``a`` and ``b`` are places in ``Ledger.codes``, ``a`` before ``b`` in the alphabet.

    ``events`` counts real events, ``conflicts`` those of them that are of conflict. ``weight`` is the events' evidence,
    ``moved`` the sum of their scores and ``hostile`` that of the conflicts, both weighted by it.
    """

    a: Places
    b: Places
    events: Places
    conflicts: Places
    weight: Numbers
    moved: Numbers
    hostile: Numbers

    def take(self, chosen: Places | NDArray[np.bool_]) -> Links:
        """Some of the dyads."""
        return Links._make(column[chosen] for column in self)


class Level(NamedTuple):
    """Levels of dyads with their 90% interval (``kawat.relations.standing.Level``)."""

    level: Numbers
    low: Numbers
    high: Numbers


def links(ledger: Ledger, since: date, until: date) -> Links:
    """The dyads with real events from one day to another (both included), by their codes."""
    import numpy as np

    keys, rows = _linked(ledger, since, until)
    first = np.diff(keys, prepend=-1) > 0  # The ledger lies by its keys.
    dyads, place = keys[first], np.cumsum(first) - 1
    events = np.bincount(place, minlength=len(dyads))
    size = max(1, len(ledger.codes))
    return Links(dyads // size, dyads % size, events, *_sums(ledger, rows, place, len(dyads)))


def attention(ledger: Ledger, since: date, until: date) -> Places:
    """By the place of each code, how many real events of these days link it with somebody."""
    import numpy as np

    keys, rows = _linked(ledger, since, until)
    size = max(1, len(ledger.codes))
    told = np.sort(np.concatenate([keys // size, keys % size]) * (len(ledger) + 1) + np.concatenate([rows, rows]))
    first = np.diff(told, prepend=-1) > 0
    return np.bincount(told[first] // (len(ledger) + 1), minlength=len(ledger.codes))


def by_period(ledger: Ledger, chosen: Links, starts: Sequence[date]) -> list[Links]:
    """The same dyads period by period, in their order; ``starts`` are the periods' first days and that after the last one."""
    import numpy as np

    wanted = chosen.a * max(1, len(ledger.codes)) + chosen.b
    held = np.isin(ledger.keys, wanted)
    edges = np.array([day_number(day) for day in starts])
    keys, rows = _once(ledger, ledger.keys[held], ledger.rows[held], edges[0], edges[-1])
    order = np.argsort(wanted)
    dyad = order[np.searchsorted(wanted[order], keys)]
    cell = (np.searchsorted(edges, ledger.days[rows], side="right") - 1) * len(wanted) + dyad
    size = (len(starts) - 1) * len(wanted)
    columns = [np.bincount(cell, minlength=size), *_sums(ledger, rows, cell, size)]
    shaped = [column.reshape(-1, len(wanted)) for column in columns]
    return [Links(chosen.a, chosen.b, *(column[i] for column in shaped)) for i in range(len(starts) - 1)]


def levels(ledger: Ledger, of_links: Links, of: Of = "intensity") -> Level:
    """The level of each dyad over all of its days as one period: few events leave it near that of the source, and unsure.

    Of ``intensity``: the mean score, -10 to 10. Of ``conflict``: the share of conflict, 0 to 1, with the interval of Wilson
    (1927). The source counts as so many events as the start of ``kawat.relations.level`` makes it worth: about four.
    """
    import numpy as np

    if of == "intensity":
        prior = USUAL_VARIANCE / models.INTENSITY.start**2
        weight = of_links.weight + prior
        mean = (of_links.moved + prior * ledger.mean) / weight
        half = models.NINETY * np.sqrt(USUAL_VARIANCE / weight)
        return Level(mean, np.maximum(mean - half, -SCORES), np.minimum(mean + half, SCORES))
    prior = 4 / models.CONFLICT.start**2
    weight = of_links.weight + prior
    share = (of_links.hostile + prior * ledger.share) / weight
    over = models.NINETY**2 / weight
    half = models.NINETY * np.sqrt(share * (1 - share) / weight + over / weight / 4)
    return Level(share, (share + over / 2 - half) / (1 + over), (share + over / 2 + half) / (1 + over))


def _linked(ledger: Ledger, since: date, until: date) -> tuple[Places, Places]:
    return _once(ledger, ledger.keys, ledger.rows, day_number(since), day_number(until) + 1)


def _once(ledger: Ledger, keys: Places, rows: Places, first: int, after: int) -> tuple[Places, Places]:
    """The real acts of these days by dyad, each once though it may link two codes both ways."""
    import numpy as np

    days = ledger.days[rows]
    held = (days >= first) & (days < after) & (ledger.statuses[rows] == REAL)
    keys, rows = keys[held], rows[held]
    new = np.ones(len(keys), dtype=bool)
    new[1:] = (keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1])
    return keys[new], rows[new]


def _sums(ledger: Ledger, rows: Places, place: Places, size: int) -> tuple[Places, Numbers, Numbers, Numbers]:
    """Conflicts, evidence, scores and conflicts by evidence, each summed by place."""
    import numpy as np

    fought = np.array([QUAD[event].endswith("conflict") for event in EVENTS])[ledger.events[rows]]
    weight = ledger.evidence[rows]
    moved, hostile = (np.bincount(place, weight * value, size).astype(float) for value in (ledger.scores[rows], fought))
    return np.bincount(place, fought, size).astype(np.int64), np.bincount(place, weight, size).astype(float), moved, hostile
