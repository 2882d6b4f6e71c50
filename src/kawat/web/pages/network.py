"""Network: who gets along with whom in a period; the busiest actors, or those around one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from markupsafe import Markup

from kawat.actors.registry import body_codes, country_names
from kawat.relations.links import Links, attention, by_period, levels, links
from kawat.relations.series import By, starts_of
from kawat.relations.telling import short_day, short_month
from kawat.web.asked import Asked, Charted, to
from kawat.web.charts.network import NARROW, WIDE, Edge, Node, Picture, Words, layout, svg
from kawat.web.page import Page, Table
from kawat.web.period import Days, bounded, days_of
from kawat.web.shown import day, name, number, score
from kawat.web.wrong import Wrong

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kawat.desk import Desk
    from kawat.relations.ledger import Ledger

MOST, USUAL, FRAMES = 150, 40, 240
# Where nobody says how many events an edge needs, as few as leave so many edges an actor.
EDGES_EACH = 3


class NetworkQuery(Charted, frozen=True):
    """``least`` 0: as few events as leave a picture that can be read; ``around``: one actor and whom it is linked with."""

    from_: str = msgspec.field(default="", name="from")
    to: str = ""
    by: Literal["month", "week", "day"] = "month"
    nodes: int = USUAL
    least: int = 0
    around: str = ""
    kind: Literal["all", "country"] = "all"


class Frame(msgspec.Struct, frozen=True):
    """The dyads of the picture in one period, those with events."""

    label: str
    since: date
    until: date
    edges: list[dict[str, Any]]


class Network(msgspec.Struct, frozen=True):
    """Actors with the most events first, and what links them; ``periods`` are the frames of its animation."""

    since: date
    until: date
    by: By
    least: int
    around: str
    kind: str
    nodes: list[Node]
    edges: list[Edge]
    periods: list[Frame]
    cut: bool
    """Whether there are more periods than frames; the last ones are there."""

    def wide(self, asked: Asked) -> Markup:
        """The picture for a wide page."""
        return Markup(drawn(self, asked))

    def narrow(self, asked: Asked) -> Markup:
        """The picture for a narrow page."""
        return Markup(drawn(self, asked, NARROW))

    def period(self, frame: Frame, asked: Asked) -> str:
        """The name of a period: "Jan 2024", or its first day."""
        since = frame.since
        return f"{short_month(since.month, asked.language)} {since.year}" if self.by == "month" else day(since, asked.language)


def make(asked: Asked) -> Network:
    """The page's record; raises Wrong for what cannot be drawn."""
    query, ledger = asked.query, asked.desk.ledger
    if not 2 <= query.nodes <= MOST:
        raise Wrong("within", name="nodes", value=query.nodes, low=2, high=MOST)
    if query.least < 0:
        raise Wrong("at_least", name="least", value=query.least, low=1)
    around = query.around.strip().upper()
    if around and around not in ledger.codes:
        raise Wrong("not_here", name="around", value=query.around)
    days = days_of(asked)
    bounded(*days)
    key = ("network", days, query.by, query.nodes, query.least, around, query.kind)
    made: Network = asked.holder.cached(key, lambda desk: _network(desk, days, query, around))
    return made


def _network(desk: Desk, days: Days, query: NetworkQuery, around: str) -> Network:
    import numpy as np

    ledger = desk.ledger
    found = links(ledger, *days)
    events = attention(ledger, *days)
    chosen = _actors(ledger, found, events, query, around)
    found = found.take(np.isin(found.a, chosen) & np.isin(found.b, chosen))
    least = query.least or _least(found.events, len(chosen))
    found = found.take(found.events >= least)
    edges = _edges(ledger, found)
    linked = {code for edge in edges for code in (edge.a, edge.b)} | {around}
    codes = [str(ledger.codes[i]) for i in chosen if str(ledger.codes[i]) in linked]
    place = {code: i for i, code in enumerate(codes)}
    points = layout(len(codes), [(place[e.a], place[e.b], e.level, e.events) for e in edges])
    counted = {str(ledger.codes[i]): int(events[i]) for i in chosen}
    nodes = [Node(code, counted[code], *(round(float(v), 4) for v in points[i])) for i, code in enumerate(codes)]
    starts = starts_of(ledger, query.by, *days)
    frames = _frames(ledger, found, starts[-FRAMES - 1 :], query.by) if edges else []
    return Network(*days, query.by, least, around, query.kind, nodes, edges, frames, len(starts) > FRAMES + 1)


def _actors(
    ledger: Ledger, found: Links, events: NDArray[np.int64], query: NetworkQuery, around: str
) -> NDArray[np.int64]:  # fmt: skip
    """The places of the codes that are drawn: the busiest, or one and those with the most events with it."""
    import numpy as np

    weight = events.copy()
    if around:
        me = int(np.flatnonzero(ledger.codes == around)[0])
        weight = np.zeros_like(events)
        for one, other in ((found.a, found.b), (found.b, found.a)):
            np.add.at(weight, other[one == me], found.events[one == me])
        weight[me] = weight.max(initial=0) + 1
    if query.kind == "country":
        country = np.array([code in _countries() or code == around for code in ledger.codes], dtype=bool)
        weight = np.where(country, weight, 0)
    order = np.lexsort((np.arange(len(weight)), -weight))[: query.nodes]
    return order[weight[order] > 0]


def _countries() -> set[str]:
    return set(country_names("en")) - body_codes()


def _least(events: NDArray[np.int64], nodes: int) -> int:
    """The fewest events an edge needs for there to be at most ``EDGES_EACH`` edges an actor."""
    import numpy as np

    ordered = np.sort(events)[::-1]
    room = EDGES_EACH * max(nodes, 1)
    return int(ordered[room]) + 1 if len(ordered) > room else 1


def _edges(ledger: Ledger, found: Links) -> list[Edge]:
    level = levels(ledger, found)
    made = [
        Edge(
            str(ledger.codes[found.a[i]]), str(ledger.codes[found.b[i]]), events=int(found.events[i]),
            level=round(float(level.level[i]), 2), low=round(float(level.low[i]), 2), high=round(float(level.high[i]), 2),
            conflict=round(float(found.conflicts[i] / found.events[i]), 4),
        )
        for i in range(len(found.a))
    ]  # fmt: skip
    return sorted(made, key=lambda edge: (-edge.events, edge.a, edge.b))


def _frames(ledger: Ledger, found: Links, starts: list[date], by: By) -> list[Frame]:
    out = []
    for i, part in enumerate(by_period(ledger, found, starts)):
        told = part.take(part.events > 0)
        level = levels(ledger, told).level
        edges = [
            {"a": str(ledger.codes[a]), "b": str(ledger.codes[b]), "level": round(float(x), 2), "events": int(n)}
            for a, b, x, n in zip(told.a, told.b, level, told.events)
        ]
        label = starts[i].isoformat()[: 7 if by == "month" else 10]
        out.append(Frame(label, starts[i], starts[i + 1] - timedelta(days=1), edges))
    return out


def drawn(record: Network, asked: Asked, picture: Picture = WIDE) -> str:
    """The picture in the reader's language."""
    language, days = asked.language, {"from": record.since, "to": record.until}

    def told(one: Node | Edge) -> str:
        if isinstance(one, Node):
            return f"{name(one.code, language)}: {asked.t('base.n_events', n=number(one.events, language))}"
        both = f"{name(one.a, language)} – {name(one.b, language)}"
        level = f"{score(one.level, language)} ({score(one.low, language)} … {score(one.high, language)})"
        return f"{both}: {asked.t('base.n_events', n=number(one.events, language))}, {level}"

    def address(one: Node | Edge) -> str:
        return to("actor", one.code, **days) if isinstance(one, Node) else to("relation", one.a, one.b, **days)

    when = f"{short_day(record.since, language)} – {short_day(record.until, language)}"
    about = name(record.around, language) if record.around else ""
    title = asked.t("network.title_around", who=about, when=when) if about else asked.t("network.title_when", when=when)
    description = asked.t("network.description", nodes=len(record.nodes), edges=len(record.edges))
    sides = {side: asked.t(f"network.{side}") for side in ("cooperative", "neutral", "conflictual")}
    return svg(
        record.nodes, record.edges, Words(title, description, lambda code: name(code, language), told, address, sides), picture
    )


def table(record: Network, asked: Asked) -> Table:
    """The edges."""
    columns = ["a", "b", "events", "level", "low", "high", "conflict"]
    rows: Sequence[dict[str, Any]] = [msgspec.structs.asdict(edge) for edge in record.edges]
    return columns, list(rows)


PAGE = Page(
    "network",
    "/network",
    make,
    NetworkQuery,
    table,
    {"network": drawn},
    embeds=lambda record, asked, chart: [record.wide(asked), record.narrow(asked)],
)
