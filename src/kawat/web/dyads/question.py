"""What a page on a dyad is asked: its sides, its period, and how its events are chosen."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Literal, NamedTuple

import msgspec

from kawat.actors.registry import body_codes, country_names, memberships
from kawat.ontology import EVENTS, QUADS, STATUSES
from kawat.relations.sides import Side, side
from kawat.web.asked import Asked, Charted
from kawat.web.wrong import Wrong

MOST_COMPARED = 4
Order = Literal["newest", "strongest"]


class RelationQuery(Charted, frozen=True):
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
    """The dyad that the path names, expanded as the query wants it; raises Wrong for what is none."""
    query = asked.query
    a, b = code_of(asked, a), code_of(asked, b)
    if a == b:
        raise Wrong("same_sides", code=a)
    one, two = sides_of(asked, a, b)
    return Dyad(one, two, query.directed)


def sides_of(asked: Asked, *sides: str) -> list[Side]:
    """Sides by their codes, expanded into their members of each day where ``expand`` names them; raises Wrong."""
    expanded = {code_of(asked, code) for code in asked.query.expand}
    if stray := sorted(expanded - set(sides)):
        raise Wrong("stray", code=stray[0], sides=", ".join(sides))
    if strange := sorted(expanded - blocs()):
        raise Wrong("no_bloc", code=strange[0])
    return [side(code, code in expanded) for code in sides]


def compared(asked: Asked, mine: Dyad) -> list[Dyad]:
    """The further dyads that ``vs`` names ("USA-CHN"); raises Wrong for more than fit."""
    given = list(dict.fromkeys(one.strip().upper() for one in asked.query.vs if one.strip()))
    if len(given) > MOST_COMPARED - 1:
        raise Wrong("many_dyads", n=len(given), most=MOST_COMPARED - 1)
    out = []
    for text in given:
        a, dash, b = text.replace("–", "-").partition("-")
        if not dash or not a or not b:
            raise Wrong("dyad", value=text)
        dyad = dyad_of(asked._replace(query=RelationQuery(directed=mine.directed)), a, b)
        if dyad.key != mine.key:
            out.append(dyad)
    return out


def code_of(asked: Asked, given: str) -> str:
    """A code of the registry or of the desk; raises Wrong with what comes near."""
    code = given.strip().upper()
    if "." in code:
        raise Wrong("sector", code=code[:40], whole=code.partition(".")[0][:40])
    known = codes(asked)
    if code in known:
        return code
    names = {name.casefold(): one for language in ("id", "en") for one, name in country_names(language).items()}
    if given.strip().casefold() in names:
        return names[given.strip().casefold()]
    near = [f"{names[name]} ({name.title()})" for name in get_close_matches(given.casefold(), names, 2, 0.75)]
    near += [one for one in get_close_matches(code, sorted(known), 3, 0.6) if not any(one in text for text in near)]
    raise Wrong("actor_near" if near else "actor", value=given, near=", ".join(near))


def codes(asked: Asked) -> frozenset[str]:
    """All codes of the registry and of this desk's events."""

    def make(desk: object) -> frozenset[str]:
        told = {str(code) for code in asked.desk.ledger.codes} - {"", "?"}
        return frozenset(told | set(country_names("en")) | body_codes())

    return asked.holder.cached("codes", make)


def blocs() -> frozenset[str]:
    """The codes that have members, which may stand for them."""
    return frozenset(one.body for one in memberships())


def filters_of(query: RelationQuery) -> Filters:
    """The filters of the events; raises Wrong naming what is allowed."""
    quad = query.quad.replace("-", " ").replace("_", " ").lower()
    type_ = query.type.upper()
    for name, value, allowed in (("type", type_, EVENTS), ("quad", quad, list(QUADS)), ("status", query.status, STATUSES)):
        if value and value not in allowed:
            raise Wrong("choice", name=name, value=value, allowed=", ".join(allowed))
    return Filters(type_, quad, query.status, query.outlet)
