"""What is to be shown of a dyad, with the evidence of its events, and how JSON has it."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import msgspec

from kawat.relations.drawing import rows
from kawat.relations.explain import Mover
from kawat.relations.series import Series
from kawat.relations.shifts import Shift
from kawat.relations.stance import Stance
from kawat.relations.standing import Level, Of
from kawat.relations.telling import tell_shift


class Told(NamedTuple):
    """What a report said of an event, and which outlet."""

    sentence: str
    outlet: str


class Third(NamedTuple):
    """How third parties stood towards one side (its code), and on which days the acts were by which they did."""

    towards: str
    stances: list[Stance]
    days: dict[str, date]


class Found(NamedTuple):
    """What is to be shown of a dyad; ``causes`` go with ``shifts``, ``evidence`` is by the id of an event."""

    series: Series
    levels: list[Level]
    shifts: list[Shift]
    told: list[str]
    """A sentence on the level, and one on each shift."""
    movers: list[Mover]
    causes: list[list[Mover]]
    thirds: list[Third]
    evidence: dict[str, Told]


def record(found: Found, of: Of) -> dict[str, Any]:
    """What ``--format json`` writes."""
    series = found.series
    return {
        "a": series.a, "b": series.b, "directed": series.directed, "by": series.by, "level": of,
        "periods": rows(series, found.levels),
        "shifts": [shift_record(shift, causes, found.evidence) for shift, causes in zip(found.shifts, found.causes)],
        "sentences": found.told,
        "movers": [_mover_record(mover, found.evidence) for mover in found.movers],
        "third": [
            {"towards": third.towards, "stances": [_stance_record(one, found.evidence) for one in third.stances]}
            for third in found.thirds
        ],
    }  # fmt: skip


def shift_record(shift: Shift, causes: list[Mover], evidence: dict[str, Told]) -> dict[str, Any]:
    told = {f"sentence_{language}": tell_shift(shift, language, causes) for language in ("id", "en")}
    return {**msgspec.to_builtins(shift), **told, "causes": [_mover_record(mover, evidence) for mover in causes]}


def _mover_record(mover: Mover, evidence: dict[str, Told]) -> dict[str, Any]:
    return {**mover._asdict(), **_told_record(evidence.get(mover.id))}


def _stance_record(stance: Any, evidence: dict[str, Told]) -> dict[str, Any]:
    return {**msgspec.to_builtins(stance), **_told_record(evidence.get(stance.acts[stance.position][-1]))}


def _told_record(told: Told | None) -> dict[str, str]:
    return {"sentence": told.sentence, "outlet": told.outlet} if told else {"sentence": "", "outlet": ""}
