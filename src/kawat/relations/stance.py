"""Third parties: who condemned a doer, who stood by him, who held back, who refused to go along."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

import msgspec

from kawat.relations.acts import Act
from kawat.relations.sides import Side, side

Position = Literal["condemned", "backed", "held back", "refused"]
POSITIONS: tuple[Position, ...] = ("condemned", "backed", "held back", "refused")
_AGAINST = {"ACCUSE", "PROTEST", "SANCTION", "THREATEN", "MOBILIZE", "COERCE", "ASSAULT"}
_FOR = {"SUPPORT", "AID", "COOPERATE", "AGREE", "CONCEDE"}
# An ACCUSE that only asks questions condemns nobody.
_NEUTRAL = {("ACCUSE", "investigate")}


class Stance(msgspec.Struct, frozen=True):
    """How one third party stood to a doer: the ids of its acts by position, and the ``position`` that most of them speak for.

    Where two positions have as many acts the last act decides.
    """

    code: str
    position: Position
    acts: dict[str, tuple[str, ...]]


def position(act: Act, doer: Side, other: Side | None = None) -> Position | None:
    """Where an act of a third party puts it between a doer and the ``other`` side; None where it says nothing.

    Condemned: a real act of blame or conflict at the doer. Backed: support, aid or cooperation for the doer. Held back: it is
    reported not to have condemned or punished (an abstention). Refused: it rejects what the other side asks, or is reported not
    to support it. What is only imagined counts for nothing; nor does support for the other side, which condemns nobody.
    """
    if act.status == "unreal" or (act.event, act.mode) in _NEUTRAL:
        return None
    at_doer, at_other = (one is not None and _among(act.recipients, one, act.day) for one in (doer, other))
    if act.status == "negated":
        if at_doer and act.event in _AGAINST:
            return "held back"
        return "refused" if at_other and act.event in _FOR else None
    if at_doer:
        return "condemned" if act.event in _AGAINST or act.event == "REJECT" else "backed" if act.event in _FOR else None
    return "refused" if at_other and act.event == "REJECT" else None


def stances(
    acts: Iterable[Act], doer: str | Side, other: str | Side | None = None, *, since: date | None = None,
    until: date | None = None,
) -> list[Stance]:  # fmt: skip
    """How third parties stood to ``doer`` in its relation with ``other``, by code; those who said nothing are left out.

    Give the day of an act as ``since`` to see who condemned that act.
    """
    one = doer if isinstance(doer, Side) else side(doer)
    two = side(other) if isinstance(other, str) else other
    own = one.codes | (two.codes if two else frozenset())
    held: dict[str, list[tuple[Position, str]]] = {}
    for act in sorted(acts, key=lambda act: (act.day, act.id)):
        if (since and act.day < since) or (until and act.day > until) or (found := position(act, one, two)) is None:
            continue
        for code in act.actors:
            if code not in own and code not in ("", "?"):
                held.setdefault(code, []).append((found, act.id))
    return [_stance(code, told) for code, told in sorted(held.items())]


def _stance(code: str, told: list[tuple[Position, str]]) -> Stance:
    acts = {name: tuple(id for at, id in told if at == name) for name in POSITIONS}
    last = {at: i for i, (at, _) in enumerate(told)}
    best = max(last, key=lambda name: (len(acts[name]), last[name]))
    return Stance(code, best, {name: ids for name, ids in acts.items() if ids})


def _among(codes: tuple[str, ...], one: Side, day: date) -> bool:
    held = next((term.codes for term in one.terms if term.start <= day <= term.until), frozenset())
    return not held.isdisjoint(codes)
