"""What ``/relation/{a}/{b}.json`` writes, and what its page is made from."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from kawat.ontology import QUADS
from kawat.relations.drawing import rows
from kawat.relations.series import Period
from kawat.relations.standing import Level
from kawat.web.dyads.measured import Measured
from kawat.web.dyads.outlets import Outlet


class Cause(msgspec.Struct, frozen=True):
    """An event that made a shift or holds a level, by ``effect`` points of the mean score; ``event`` is its row."""

    id: str
    day: date
    effect: float
    event: dict[str, Any] | None


class ShiftTold(msgspec.Struct, frozen=True):
    """A shift in words, with its causes; ``since`` and ``until`` are the days around it that its link shows."""

    number: int
    day: date
    way: str
    probability: float
    before: float
    after: float
    conflict_before: float | None
    conflict_after: float | None
    events: int
    sentence: str
    since: date
    until: date
    causes: list[Cause]


class Totals(msgspec.Struct, frozen=True):
    """What a period adds up to; ``attention`` is the share of all the desk's real events of these days."""

    since: date
    until: date
    events: int
    quads: dict[str, int]
    negated: int
    unreal: int
    net: float
    score: float | None
    conflict: float | None
    attention: float
    outlets: int


class Line(msgspec.Struct, frozen=True):
    """A dyad beside others: its level at the end of the period, and what the period adds up to."""

    a: str
    b: str
    name: str
    level: float | None
    low: float | None
    high: float | None
    events: int
    conflict: float | None
    shifts: int
    empty: bool


class Beside(msgspec.Struct, frozen=True):
    """The same dyad in one period: totals, the level over it, its weightiest events."""

    totals: Totals
    level: Level | None
    events: list[dict[str, Any]]


class StanceTold(msgspec.Struct, frozen=True):
    """How a third party stood towards one side, by how many acts, and the act that shows it."""

    towards: str
    code: str
    position: str
    acts: int
    event: dict[str, Any] | None


class Neighbour(msgspec.Struct, frozen=True):
    """A dyad of one of the sides that has events."""

    a: str
    b: str
    events: int


class Relation(msgspec.Struct, frozen=True):
    """The relation of two sides in a period; levels are of ``level``, a share of conflict or a mean score."""

    a: str
    b: str
    name: str
    by: str
    directed: bool
    expand: list[str]
    level: str
    since: date | None
    until: date | None
    whole_since: date | None
    whole_until: date | None
    earlier: date | None
    """The first event, where it lies before what is shown by itself."""
    sentence: str
    because: list[Cause]
    shifts: list[ShiftTold]
    periods: list[dict[str, Any]]
    totals: Totals | None
    found: int
    """How many events pass the filters."""
    page: int
    pages: int
    events: list[dict[str, Any]]
    quotes: list[dict[str, Any]]
    outlets: list[Outlet]
    outlet_count: int
    compared: list[Line]
    two_periods: list[Beside]
    third: list[StanceTold]
    neighbours: list[Neighbour]


def period_rows(measured: Measured) -> list[dict[str, Any]]:
    """The periods of a window as rows of a table, with the days that each begins and ends on."""
    whole = msgspec.structs.replace(measured.series, periods=tuple(measured.periods))
    made = rows(whole, measured.levels)
    return [row | {"start": p.start, "end": p.end} for row, p in zip(made, measured.periods)]


def totals(periods: list[Period], real: int, outlets: int, since: date, until: date) -> Totals:
    """What some periods add up to; ``real`` are all real events of the desk in them."""
    events = sum(p.events for p in periods)
    quads = {quad: sum(p.quads[quad] for p in periods) for quad in QUADS}
    weight = sum(p.evidence for p in periods)
    moved = sum((p.intensity or 0.0) * p.evidence for p in periods)
    return Totals(
        since, until, events, quads, sum(p.negated for p in periods), sum(p.unreal for p in periods),
        round(sum(p.net for p in periods), 1), moved / weight if weight else None,
        (quads["verbal conflict"] + quads["material conflict"]) / events if events else None,
        events / real if real else 0.0, outlets,
    )  # fmt: skip
