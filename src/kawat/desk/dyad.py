"""What a desk shows of a dyad, with the evidence of its events, and how JSON has it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from kawat.relations.drawing import rows
from kawat.relations.explain import Mover, movers, shift_movers
from kawat.relations.series import By, Series, first_day, series
from kawat.relations.shifts import Shift, shifts
from kawat.relations.stance import Stance, stances
from kawat.relations.standing import Level, Of, levels
from kawat.relations.telling import tell_level, tell_shift

if TYPE_CHECKING:
    from kawat.desk import Desk
    from kawat.relations.ledger import Ledger
    from kawat.relations.sides import Side

# Events that are listed as those that moved a level most each way.
MOVERS = 3


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


def evidence_of(desk: Desk, ids: Iterable[str]) -> dict[str, Told]:
    """By the id of an event, the sentence that shows it best; events whose evidence was rejected are left out."""
    wanted = list(dict.fromkeys(ids))
    rows = desk.by_id("events", wanted, ("sentence", "told_by")).rows() if wanted else []
    return {row["id"]: Told(row["sentence"] or "", row["told_by"] or "") for row in rows}


def look(
    desk: Desk, one: Side, two: Side, by: By, since: date | None, until: date | None, directed: bool, of: Of, third: bool,
    language: str,
) -> Found:  # fmt: skip
    """Everything that is shown of two sides; sentences in ``id`` or ``en``."""

    ledger = desk.ledger
    since = since or first_day(ledger, one, two)
    made = series(ledger, one, two, by=by, directed=directed, since=since, until=until)
    thirds = _thirds(ledger, one, two, since, until) if third else []
    if not made.events:
        return Found(made, [], [], [], [], [], thirds, evidence_of(desk, _shown(thirds)))
    moved = shifts(ledger, one, two, since=since, until=until)
    last = levels(made, "intensity")[-1]
    around = [*movers(ledger, made, one, two, top=MOVERS, way=-1), *movers(ledger, made, one, two, top=MOVERS, way=1)]
    around = sorted(around, key=lambda mover: -abs(mover.effect))
    causes = [shift_movers(ledger, made, one, two, shift) for shift in moved]
    told = [tell_level(one.code, two.code, made.periods[-1].end, (last.level, last.low, last.high), language, around)]
    told += [tell_shift(shift, language, why) for shift, why in zip(moved, causes)]
    ids = [mover.id for group in (around, *causes) for mover in group]
    evidence = evidence_of(desk, [*ids, *_shown(thirds)])
    return Found(made, levels(made, of), moved, told, around, causes, thirds, evidence)


def _thirds(ledger: Ledger, one: Side, two: Side, since: date | None, until: date | None) -> list[Third]:

    acts = ledger.acts(ledger.linking(one._replace(terms=(*one.terms, *two.terms))))
    days = {act.id: act.day for act in acts}
    return [Third(a.code, stances(acts, a, b, since=since, until=until), days) for a, b in ((one, two), (two, one))]


def _shown(thirds: Iterable[Third]) -> list[str]:
    """The acts that stand for a stance: the last one of each."""
    return [one.acts[one.position][-1] for third in thirds for one in third.stances]


def causes_of(ledger: Ledger, shift: Shift, since: date | None, until: date | None) -> list[Mover]:
    """The events that made a shift."""
    return shift_movers(ledger, series(ledger, shift.a, shift.b, since=since, until=until), shift.a, shift.b, shift)


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
