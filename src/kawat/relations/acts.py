"""Acts: what an event adds to the relation of those who did it and those it was done to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

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


def act_of_claim(row: Mapping[str, Any]) -> Act | None:
    """A row of a desk's claims as an act of its own, reported once; None where it has no day or no known actor."""
    actors, recipients = _codes(row["actor"]), _codes(row["recipient"])
    # Who an act was done to may be told without a code ("?"): then it is no act of the actors among themselves.
    if row["day"] is None or not actors or (row["recipient"] and not recipients):
        return None
    return Act(
        row["id"], row["day"], actors, recipients, row["event"], row["mode"] or "", row["quad"], float(row["score"]),
        row["status"], 1, 1,
    )  # fmt: skip


def acts_of_claims(rows: Iterable[Mapping[str, Any]]) -> list[Act]:
    """The acts that a desk's claims tell of, each claim for itself; rows without a day or a known actor are left out."""
    return [act for row in rows if (act := act_of_claim(row))]


def _codes(parties: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party["code"] for party in parties if party["code"] not in ("", "?")))
