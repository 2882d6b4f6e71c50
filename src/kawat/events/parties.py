"""Whether two claims may mean the same parties: by code, by sector, and by the blocs that a country is in on the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from kawat.actors.registry import LATEST, memberships

UNKNOWN = 0.4
"""What an unnamed party counts for: it may be anybody."""
_SAME, _WIDER, _SECTOR, _BLOC = 1.0, 0.9, 0.7, 0.5
Party = tuple[str, str]


def parties(side: Sequence[Mapping[str, Any]] | None) -> tuple[Party, ...]:
    """The known parties of a claim's side (party structs of the desk) as (code, sector), in alphabetical order."""
    return tuple(sorted({(p["code"], p["sector"] or "") for p in side or () if p["code"] not in ("", "?")}))


def alike(ones: tuple[Party, ...], others: tuple[Party, ...], day: str) -> float:
    """From 0 (nobody in common) to 1 (the same parties): the mean of the best matches of the shorter side.

    The same code and sector count 1, a code without sector beside one with it 0.9, two sectors of a code 0.7, a bloc and its
    member on the ISO day 0.5; where a side is unknown the answer is ``UNKNOWN``.
    """
    if not ones or not others:
        return UNKNOWN
    few, many = sorted((ones, others), key=len)
    return sum(max(_match(one, other, day) for other in many) for one in few) / len(few)


@cache
def _match(one: Party, other: Party, day: str) -> float:
    if one[0] == other[0]:
        return _SAME if one[1] == other[1] else _SECTOR if one[1] and other[1] else _WIDER
    return _BLOC if _in(one[0], other[0], day) or _in(other[0], one[0], day) else 0.0


def _in(member: str, body: str, day: str) -> bool:
    """Whether a country is in a bloc on an ISO day (of any precision; "" is every day)."""
    return any(
        not day or (start[: len(day)] <= day and day <= (until or LATEST)) for start, until in _terms().get((member, body), ())
    )


@cache
def _terms() -> dict[tuple[str, str], list[tuple[str, str]]]:
    out: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for m in memberships():
        out.setdefault((m.member, m.body), []).append((m.start or "", m.until or ""))
    return out
