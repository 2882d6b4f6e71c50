"""The sides of a relation: one code, or a bloc with all who belonged to it on the day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from kawat.actors.registry import body_codes, members, memberships
from kawat.errors import UnknownNameError


class Term(NamedTuple):
    """The codes that stand for a side from one day to another (both included)."""

    start: date
    until: date
    codes: frozenset[str]


class Side(NamedTuple):
    """One side of a relation: the ``code`` that it goes by, and who stands for it when."""

    code: str
    terms: tuple[Term, ...]

    @property
    def codes(self) -> frozenset[str]:
        """Everybody who ever stands for this side."""
        return frozenset().union(*(term.codes for term in self.terms))


def side(code: str, expand: bool = False) -> Side:
    """A side by its code; a body or bloc with its members of each day where ``expand`` is set.

    Raises UnknownNameError for expanding what has no members.
    """
    if not expand:
        return Side(code, (Term(date.min, date.max, frozenset({code})),))
    if not (terms := _terms(code)):
        blocs = ", ".join(sorted({m.body for m in memberships()}))
        kind = "no members in the registry" if code in body_codes() else "no bloc"
        raise UnknownNameError(f"{code!r} has {kind}, so there is nothing to expand. Those with members: {blocs}.")
    return Side(code, terms)


@cache
def _terms(code: str) -> tuple[Term, ...]:
    """The member lists of a body in their order; the body itself always counts as its own."""
    of_body = [m for m in memberships() if m.body == code]
    if not of_body:
        return ()
    days = {date.min} | {_first(m.start) for m in of_body if m.start}
    days |= {_first(m.until) + timedelta(days=len(m.until) == 10) for m in of_body if m.until}
    starts = sorted(days)
    ends = [day - timedelta(days=1) for day in starts[1:]] + [date.max]
    return tuple(Term(a, z, frozenset({code, *members(code, a.isoformat())})) for a, z in zip(starts, ends))


def _first(day: str) -> date:
    """The first day of a date of any precision."""
    return date.fromisoformat((day + "-01-01")[:10] if len(day) == 4 else (day + "-01")[:10])
