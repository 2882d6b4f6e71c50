"""Acts: what an event adds to the relation of those who did it and those it was done to."""

from __future__ import annotations

from datetime import date

import msgspec

# What a report by one outlet alone leaves open, in units of what an event tells: a side (cooperation or conflict) told wrongly
# one time in ten leaves (1 - 2/10)^2, about two thirds, of what a sure event tells; 1 / (1 + DOUBT) is that.
DOUBT = 0.5


class Act(msgspec.Struct, frozen=True):
    """One event, whoever reported it: who did what to whom on which day.

    ``actors`` and ``recipients`` are codes; no recipient means that the actors did it together. ``score`` is on Goldstein's
    scale, -10 to +10. ``reports`` counts independent reports, ``outlets`` who carried them; 0 stands for "not known".
    """

    id: str
    day: date
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    event: str
    mode: str
    quad: str
    score: float
    status: str = "real"
    reports: int = 0
    outlets: int = 0


def evidence(reports: float, outlets: float) -> float:
    """How much an event counts as an observation: 2/3 told by one outlet, towards 1 with each more; 1 where nobody counted.

    Several reports of one outlet are one on its word alone: the smaller of the two numbers counts.
    """
    if not reports and not outlets:
        return 1.0
    independent = min(reports or outlets, outlets or reports)
    return independent / (independent + DOUBT)
