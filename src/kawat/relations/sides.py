"""The sides of a relation: one code, or a bloc with all who belonged to it on the day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

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


def parted(a: Side, b: Side) -> tuple[Side, Side]:
    """Two sides that nobody belongs to both of: who does stands for the one that is not a bloc, or for neither."""
    return _without(a, b.codes if len(a.codes) > 1 else frozenset()), _without(b, a.codes if len(b.codes) > 1 else frozenset())


def _without(one: Side, codes: frozenset[str]) -> Side:
    return one._replace(terms=tuple(term._replace(codes=term.codes - codes) for term in one.terms)) if codes else one


def holds(codes: str, day: str, one: Side, name: str) -> tuple[str, dict[str, Any]]:
    """A condition in DuckDB's SQL that a list of codes has one that stood for a side on a day, with its named values.

    ``codes`` and ``day`` are SQL, ``name`` begins the values' names. An act without a day is of no member of a bloc.
    """
    tests: list[str] = []
    values: dict[str, Any] = {}
    for number, term in enumerate(one.terms):
        mine = f"{name}{number}"
        values[mine] = sorted(term.codes)
        always = (term.start, term.until) == (date.min, date.max)
        if not always:
            values |= {f"{mine}_from": term.start, f"{mine}_to": term.until}
        within = "" if always else f"{day} BETWEEN ${mine}_from AND ${mine}_to AND "
        tests.append(f"({within}list_has_any({codes}, ${mine}::VARCHAR[]))")
    return f"({' OR '.join(tests)})", values


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
