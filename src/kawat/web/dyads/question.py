"""What a page on a dyad is asked: its sides, its period, and how its events are chosen."""

from __future__ import annotations

from datetime import date
from difflib import get_close_matches
from typing import Annotated, Literal, NamedTuple

import msgspec

from kawat.actors.registry import body_codes, country_names, memberships
from kawat.errors import UnknownNameError
from kawat.ontology import EVENTS, QUADS, STATUSES
from kawat.relations.sides import Side, side
from kawat.web.asked import Asked, Query

MOST_COMPARED = 4
Order = Literal["newest", "strongest"]


class RelationQuery(Query, frozen=True):
    """The query of ``/relation/{a}/{b}``."""

    by: Literal["month", "week", "day"] = "month"
    from_: str = msgspec.field(default="", name="from")
    to: str = ""
    directed: bool = False
    expand: tuple[str, ...] = ()
    level: Literal["conflict", "intensity"] = "conflict"
    third: bool = False
    vs: tuple[str, ...] = ()
    from2: str = ""
    to2: str = ""
    order: Order = "newest"
    type: str = ""
    quad: str = ""
    status: str = ""
    outlet: str = ""
    page: Annotated[int, msgspec.Meta(ge=1, le=100_000)] = 1
    embed: bool = False
    chart: str = ""


class Dyad(NamedTuple):
    """Two sides, and whether only what the first does to the second (or both together) counts."""

    one: Side
    two: Side
    directed: bool = False

    @property
    def key(self) -> tuple[str, bool, str, bool, bool]:
        """What tells it from others."""
        return self.one.code, len(self.one.codes) > 1, self.two.code, len(self.two.codes) > 1, self.directed


class Filters(NamedTuple):
    """Which events of a dyad are listed; "" is any."""

    type: str = ""
    quad: str = ""
    status: str = ""
    outlet: str = ""


def dyad_of(asked: Asked, a: str, b: str) -> Dyad:
    """The dyad that the path names, expanded as the query wants it; raises UnknownNameError and ValueError."""
    query = asked.query
    a, b = code_of(asked, a), code_of(asked, b)
    if a == b:
        raise ValueError(f"A relation is of two sides, and {a} stands on both. Name another one: /relation/{a}/USA")
    expanded = {code_of(asked, code) for code in query.expand}
    if stray := sorted(expanded - {a, b}):
        raise ValueError(
            f"expand={stray[0]}: this is neither {a} nor {b}. Only a side of the relation can stand for its members."
        )
    return Dyad(side(a, a in expanded), side(b, b in expanded), query.directed)


def compared(asked: Asked, mine: Dyad) -> list[Dyad]:
    """The further dyads that ``vs`` names ("USA-CHN"); raises ValueError for more than fit."""
    given = list(dict.fromkeys(one.strip().upper() for one in asked.query.vs if one.strip()))
    if len(given) > MOST_COMPARED - 1:
        raise ValueError(
            f"vs names {len(given)} dyads; at most {MOST_COMPARED - 1} can be compared with this one. Leave some out."
        )
    out = []
    for text in given:
        a, dash, b = text.replace("–", "-").partition("-")
        if not dash or not a or not b:
            raise ValueError(f"vs={text}: a dyad is written with a hyphen between two codes, such as USA-CHN.")
        dyad = dyad_of(asked._replace(query=RelationQuery(directed=mine.directed)), a, b)
        if dyad.key != mine.key:
            out.append(dyad)
    return out


def code_of(asked: Asked, given: str) -> str:
    """A code of the registry or of the desk; raises UnknownNameError with what comes near."""
    code = given.strip().upper()
    if "." in code:
        raise ValueError(f"{code} has a sector. Relations are of whole actors: {code.partition('.')[0]}")
    known = codes(asked)
    if code in known:
        return code
    names = {name.casefold(): one for language in ("id", "en") for one, name in country_names(language).items()}
    if given.strip().casefold() in names:
        return names[given.strip().casefold()]
    near = [f"{names[name]} ({name.title()})" for name in get_close_matches(given.casefold(), names, 2, 0.75)]
    near += [one for one in get_close_matches(code, sorted(known), 3, 0.6) if not any(one in text for text in near)]
    hint = (
        f" Did you mean {', '.join(near)}?" if near else " Codes are such as RUS, CHN or NATO; the search box finds them by name."
    )
    raise UnknownNameError(f"{given[:40]!r} is no actor that Kawat knows.{hint}")


def codes(asked: Asked) -> frozenset[str]:
    """All codes of the registry and of this desk's events."""

    def make(desk: object) -> frozenset[str]:
        told = {str(code) for code in asked.desk.ledger.codes} - {"", "?"}
        return frozenset(told | set(country_names("en")) | body_codes())

    return asked.holder.cached("codes", make)


def blocs() -> frozenset[str]:
    """The codes that have members, which may stand for them."""
    return frozenset(one.body for one in memberships())


def day_of(name: str, text: str) -> date | None:
    """A day of the query; raises ValueError that names the parameter."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{name}={text[:40]} is no day. Write year, month and day: {name}=2024-06-01") from None


def span_of(query: RelationQuery, first: str = "from", last: str = "to") -> tuple[date | None, date | None]:
    """The first and last day that the query names; raises ValueError where they are the wrong way round."""
    given = query.from_ if first == "from" else query.from2, query.to if last == "to" else query.to2
    since, until = day_of(first, given[0]), day_of(last, given[1])
    if since and until and since > until:
        raise ValueError(f"{first}={since} lies after {last}={until}. Change one of them.")
    return since, until


def filters_of(query: RelationQuery) -> Filters:
    """The filters of the events; raises ValueError naming what is allowed."""
    quad = query.quad.replace("-", " ").replace("_", " ").lower()
    type_ = query.type.upper()
    for name, value, allowed in (("type", type_, EVENTS), ("quad", quad, list(QUADS)), ("status", query.status, STATUSES)):
        if value and value not in allowed:
            raise ValueError(f"{name}={value[:40]} is unknown. It is one of: {', '.join(allowed)}.")
    return Filters(type_, quad, query.status, query.outlet)
