"""Acts and series of our own for the tests of relations over time."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

import pytest

from kawat.ontology import QUAD, ROOT_CAMEO, score
from kawat.relations.acts import Act
from kawat.relations.ledger import Ledger

_numbers = count(1)
FIRST = date(2022, 1, 3)


def act(
    day: date, actors: str, recipients: str, event: str, status: str = "real", mode: str = "", reports: int = 0, outlets: int = 0
) -> Act:
    """One act; codes parted by blanks, the score that of the type."""
    value = score(event, ROOT_CAMEO[event])
    doers, others = tuple(actors.split()), tuple(recipients.split())
    return Act(f"e:{next(_numbers):05d}", day, doers, others, event, mode, QUAD[event], value, status, reports, outlets)


@pytest.fixture
def cooled(cooled_acts: list[Act]) -> Ledger:
    """``cooled_acts`` as a ledger."""
    return Ledger.of(cooled_acts)


@pytest.fixture
def cooled_acts() -> list[Act]:
    """Peru and Chile meet every week for thirty weeks, then quarrel for thirty; Kenya and Oman talk throughout."""
    acts = []
    for week in range(60):
        day = FIRST + timedelta(days=7 * week)
        acts += [act(day + timedelta(days=k), "KEN", "OMN", "CONSULT") for k in range(4)]
        kinds = ("CONSULT", "AGREE") if week < 30 else ("ACCUSE", "THREATEN", "COERCE")
        acts += [act(day + timedelta(days=k), "PER", "CHL", kind) for k, kind in enumerate(kinds)]
    return acts
