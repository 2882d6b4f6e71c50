"""Compare outlets: how outlets or languages tell the same dyad; without a dyad, which outlets the desk has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from markupsafe import Markup

from kawat.actors.registry import body_codes, country_names
from kawat.relations.links import attention, links
from kawat.relations.outlets import Telling, questions, tellings
from kawat.relations.sides import Side
from kawat.relations.telling import heading, short_day
from kawat.web.asked import Asked, Charted, to
from kawat.web.charts.tone import NARROW, WIDE, Picture, Words, svg
from kawat.web.dyads.question import blocs, sides_of
from kawat.web.page import NoSuchPage, Page, Table
from kawat.web.period import Days, days_of
from kawat.web.shown import number, score
from kawat.web.wrong import Wrong

if TYPE_CHECKING:
    from kawat.desk import Desk

LISTED, DRAWN, SHOWN, DYADS = 100, 30, 20, 12
_NEWEST = "(SELECT arg_max(id, revision) AS id FROM documents GROUP BY key)"
_OUTLETS = f"""
SELECT coalesce(outlet, '') AS name, count(*) AS articles, list_sort(list_distinct(list(coalesce(language, '')))) AS languages,
    min(reported) AS first, max(reported) AS last
FROM documents SEMI JOIN {_NEWEST} newest USING (id) GROUP BY 1 ORDER BY articles DESC, name
"""
# The dyads that each outlet tells most events of: one acts on the other. Events with the same parties and outlets are counted
# together first: there are far fewer of those than of events.
_MOST_TOLD = """
WITH parties AS (
    SELECT outlets, list_sort(list_distinct(list_transform(actor, lambda p: p.code))) AS actors,
        list_sort(list_distinct(list_transform(recipient, lambda p: p.code))) AS recipients, count(*) AS n
    FROM events WHERE status = 'real' AND len(recipient) > 0 GROUP BY 1, 2, 3
), numbered AS (SELECT *, row_number() OVER () AS number FROM parties), told AS (
    SELECT DISTINCT number, n, outlet, least(a, b) AS a, greatest(a, b) AS b
    FROM numbered, unnest(outlets) o(outlet), unnest(actors) s(a), unnest(recipients) t(b)
    WHERE a <> b AND a NOT IN ('', '?') AND b NOT IN ('', '?'))
SELECT outlet, a, b, CAST(sum(n) AS BIGINT) AS events FROM told GROUP BY outlet, a, b
QUALIFY row_number() OVER (PARTITION BY outlet ORDER BY events DESC, a, b) <= 3 ORDER BY outlet, events DESC, a, b
"""


class OutletsQuery(Charted, frozen=True):
    """``a``, ``b``: the dyad; ``least``: only who has so many claims of it; ``start``: where the list of outlets begins."""

    a: str = ""
    b: str = ""
    from_: str = msgspec.field(default="", name="from")
    to: str = ""
    what: Literal["outlets", "languages"] = "outlets"
    expand: tuple[str, ...] = ()
    least: int = 5
    start: int = 0


class Outlet(msgspec.Struct, frozen=True):
    """An outlet of the desk: its articles (newest revisions), their languages and days, and the dyads that it tells most of."""

    name: str
    articles: int
    languages: list[str]
    first: date | None
    last: date | None
    dyads: list[tuple[str, str, int]]


class Told(Telling, frozen=True):
    """A telling with its share of all claims of the dyad, and how many events nobody else reports (of outlets only)."""

    share: float = 0.0
    only: int | None = None


class Outlets(msgspec.Struct, frozen=True):
    """Either the tellings of a dyad, or all outlets with the dyads that the desk tells most of."""

    since: date
    until: date
    what: str
    a: str
    b: str
    tellings: list[Told]
    only: list[dict[str, Any]]
    """The newest events that one outlet alone reports."""
    outlets: list[Outlet]
    dyads: list[tuple[str, str, int]]
    choices: list[str]

    def wide(self, asked: Asked) -> Markup:
        """The picture for a wide page."""
        return Markup(drawn(self, asked))

    def narrow(self, asked: Asked) -> Markup:
        """The picture for a narrow page."""
        return Markup(drawn(self, asked, NARROW))

    def called(self, one: Telling | Outlet, asked: Asked) -> str:
        """An outlet's or a language's name; there are articles without one."""
        return called(one.name, self.what, asked)

    def blocs(self) -> list[str]:
        """The sides that may stand for their members."""
        return [code for code in (self.a, self.b) if code in blocs()]

    def evidence(self, one: Telling, expand: Sequence[str] = ()) -> str:
        """Where the claims of a telling are to be read; "" where they cannot be asked for."""
        if not one.name or self.what == "languages":
            return ""
        return to("relation", self.a, self.b, expand=list(expand), outlet=one.name, from_=self.since, to=self.until) + "#events"


def called(name: str, what: str, asked: Asked) -> str:
    """A language by its name where the catalogue has it, an outlet as it is written."""
    if not name:
        return asked.t("outlets.unnamed" if what == "outlets" else "base.unknown")
    return asked.t(f"outlets.{name}") if what == "languages" and name in ("id", "en", "ms") else name


def make(asked: Asked) -> Outlets:
    """The page's record; raises Wrong for what cannot be compared."""
    query, days = asked.query, days_of(asked)
    for name, value, low in (("least", query.least, 1), ("start", query.start, 0)):
        if value < low:
            raise Wrong("at_least", name=name, value=value, low=low)
    choices: list[str] = asked.holder.cached(("outlet actors", days), lambda desk: _choices(desk, days))
    a, b = (code.strip().upper() for code in (query.a, query.b))
    if not a and not b:
        outlets: list[Outlet] = asked.holder.cached("outlets", _outlets)
        dyads: list[tuple[str, str, int]] = asked.holder.cached(("told dyads", days), lambda desk: _dyads(desk, days))
        return Outlets(*days, "outlets", "", "", [], [], outlets, dyads, choices)
    _check(asked, a, b)
    one, two = sides_of(asked, a, b)
    key = ("tellings", days, one, two, query.what)
    told, only = asked.holder.cached(key, lambda desk: _told(desk, days, one, two, query.what))
    kept = [one for one in told if one.claims >= query.least]
    return Outlets(*days, query.what, a, b, kept, only, [], [], choices)


def _check(asked: Asked, a: str, b: str) -> None:
    if not a or not b:
        raise Wrong("one_side")
    if a == b:
        raise Wrong("same_sides", code=a[:40])
    known = set(country_names("en")) | body_codes()
    for side, code in (("a", a), ("b", b)):
        if code not in known and code not in asked.desk.ledger.codes:
            raise Wrong("not_here", name=side, value=code)


def _choices(desk: Desk, days: Days) -> list[str]:
    import numpy as np

    events = attention(desk.ledger, *days)
    order = np.lexsort((np.arange(len(events)), -events))
    return [str(desk.ledger.codes[i]) for i in order if events[i]]


def _dyads(desk: Desk, days: Days) -> list[tuple[str, str, int]]:
    """The dyads with the most events of these days."""
    import numpy as np

    found, codes = links(desk.ledger, *days), desk.ledger.codes
    order = np.lexsort((np.arange(len(found.a)), -found.events))[:DYADS]
    return [(str(codes[found.a[i]]), str(codes[found.b[i]]), int(found.events[i])) for i in order]


def _outlets(desk: Desk) -> list[Outlet]:
    told: dict[str, list[tuple[str, str, int]]] = {}
    for row in desk.sql(_MOST_TOLD, seconds=20).rows():
        told.setdefault(row["outlet"] or "", []).append((row["a"], row["b"], row["events"]))
    return [Outlet(**row, dyads=told.get(row["name"], [])) for row in desk.sql(_OUTLETS, seconds=20).rows()]


def _told(desk: Desk, days: Days, one: Side, two: Side, what: str) -> tuple[list[Told], list[dict[str, Any]]]:
    """The tellings of a dyad, those with the most claims first, and the newest events that one outlet alone reports."""
    ask = questions(one, two, "outlet" if what == "outlets" else "language", days.since, days.until)
    told, quoted = (desk.sql(question, named=ask.values, seconds=20).rows() for question in (ask.told, ask.quoted))
    only: dict[str, int] = {}
    shown: list[dict[str, Any]] = []
    if what == "outlets":
        counts = f"SELECT coalesce(outlets[1], '') AS name, count(*) AS events {ask.only} GROUP BY 1"
        only = {row["name"]: row["events"] for row in desk.sql(counts, named=ask.values, seconds=20).rows()}
        shown = desk.sql(f"SELECT * {ask.only} ORDER BY day DESC, id LIMIT {SHOWN}", named=ask.values, seconds=20).rows()
    total = sum(row["claims"] for row in told)
    alone = (lambda name: only.get(name, 0)) if what == "outlets" else (lambda name: None)
    return [
        Told(**msgspec.structs.asdict(one), share=one.claims / total, only=alone(one.name)) for one in tellings(told, quoted)
    ], shown


def drawn(record: Outlets, asked: Asked, picture: Picture = WIDE) -> str:
    """The dot plot in the reader's language; raises NoSuchPage where no dyad was chosen."""
    if not record.a:
        raise NoSuchPage(asked.t("wrong.chart_dyad"))
    language = asked.language

    def told(one: Telling) -> str:
        share = f"{number(100 * one.conflict, language)}% ({number(100 * one.low, language)}–{number(100 * one.high, language)})"
        claims = asked.t("outlets.n_claims", n=number(one.claims, language))
        tone = f"{asked.t('outlets.tone')} {score(one.tone, language)}"
        return f"{record.called(one, asked)}: {claims}, {tone}, {asked.t('outlets.conflict')} {share}"

    when = f"{short_day(record.since, language)} – {short_day(record.until, language)}"
    words = Words(
        asked.t("outlets.title_chart", dyad=heading(record.a, record.b, language), when=when), asked.t("outlets.how"),
        asked.t("outlets.tone"), asked.t("outlets.conflict"), lambda one: record.called(one, asked), told,
        lambda one: record.evidence(one, asked.query.expand),
    )  # fmt: skip
    return svg(record.tellings[:DRAWN], words, picture)


def table(record: Outlets, asked: Asked) -> Table:
    """The tellings, or the outlets."""
    if not record.a:
        rows: list[Mapping[str, Any]] = [
            msgspec.structs.asdict(one) | {"dyads": [f"{a}-{b} {n}" for a, b, n in one.dyads]} for one in record.outlets
        ]
        return ["name", "articles", "languages", "first", "last", "dyads"], rows
    columns = ["name", "claims", "share", "articles", "conflict", "low", "high", "tone", "attention", "quoted", "only"]
    told: list[Mapping[str, Any]] = [
        {k: round(v, 4) if isinstance(v, float) else v for k, v in msgspec.structs.asdict(one).items()}
        | {"quoted": [f"{code} {share:.2f}" for code, share in one.quoted]}
        for one in record.tellings
    ]
    return columns, told


PAGE = Page(
    "outlets",
    "/outlets",
    make,
    OutletsQuery,
    table,
    {"tone": drawn},
    embeds=lambda record, asked, chart: [record.wide(asked), record.narrow(asked)],
)
