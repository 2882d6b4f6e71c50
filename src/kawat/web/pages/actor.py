"""An actor: with whom and against whom it acts, who speaks for it, and who held its offices when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
from markupsafe import Markup

from kawat.actors.holders import Offices
from kawat.actors.registry import body_codes, country_names, memberships, person_entry
from kawat.actors.registry import rows as registry_rows
from kawat.desk.rows import SECONDS, Row, months
from kawat.errors import DeskError
from kawat.relations.series import series
from kawat.relations.sides import Side, holds
from kawat.relations.standing import levels
from kawat.web.asked import Asked, Charted, to
from kawat.web.charts.standings import Bars, Mark, bars, marks
from kawat.web.dyads.question import blocs, sides_of
from kawat.web.page import NoSuchPage, Page
from kawat.web.pages.home import dense_day, spread
from kawat.web.partners import Partner, partners
from kawat.web.period import bounded, span_of
from kawat.web.said import headline
from kawat.web.shown import name, score

if TYPE_CHECKING:
    from kawat.desk import Desk

TOP, BARS, QUOTES, EVENTS, SPEAKERS = 10, 8, 6, 12, 15
FITTED = 5 * 366
"""Days before the last one that a level is estimated from where no other period is asked for."""


class ActorQuery(Charted, frozen=True):
    """The days that count (ISO 8601, both included); ``expand`` names the actor itself, if it is a bloc, as its members."""

    from_: str = msgspec.field(default="", name="from")
    to: str = ""
    expand: tuple[str, ...] = ()


class Bar(msgspec.Struct, frozen=True):
    """The level of a relation in the last month of the period: the mean score, -10 to 10, with its 90% interval."""

    code: str
    level: float
    low: float
    high: float


class Holder(msgspec.Struct, frozen=True):
    """A term of office; ``until`` "" while it lasts."""

    office: str
    title_id: str
    title_en: str
    name: str
    start: str
    until: str


class Member(msgspec.Struct, frozen=True):
    """A country's membership of a body, by ISO dates of any precision ("" where open)."""

    body: str
    member: str
    start: str
    until: str


class ActorPage(msgspec.Struct, frozen=True):
    """``kind`` is "country", "body" or "other"; ``speakers`` are (name, quotes), the most quoted first."""

    code: str
    kind: str
    name_id: str
    name_en: str
    since: date | None
    until: date | None
    events: int
    partners: list[Partner]
    bars: list[Bar]
    speakers: list[tuple[str, int]]
    quotes: list[Row]
    newest: list[Row]
    holders: list[Holder]
    members: list[Member]

    def friends(self) -> list[Partner]:
        """Those with whom there was most cooperation."""
        found = [one for one in self.partners if one.cooperation]
        return sorted(found, key=lambda one: (-one.cooperation, one.conflict, one.code))[:TOP]

    def foes(self) -> list[Partner]:
        """Those with whom there was most conflict."""
        found = [one for one in self.partners if one.conflict]
        return sorted(found, key=lambda one: (-one.conflict, one.cooperation, one.code))[:TOP]

    def picture(self, chart: str, asked: Asked) -> Markup:
        """A chart in the page."""
        return Markup(CHARTS[chart](self, asked))

    def told(self, row: Row, language: str) -> str:
        """An event as a headline."""
        return headline(row, language)

    def by_code(self) -> dict[str, Bar]:
        """The levels by the codes of the partners."""
        return {one.code: one for one in self.bars}

    def is_bloc(self) -> bool:
        """Whether it may stand for its members."""
        return self.code in blocs()

    def now(self, one: Holder | Member) -> bool:
        """Whether a term or membership goes on."""
        return not one.until

    def title(self, one: Holder, language: str) -> str:
        """What an office is called."""
        text = (one.title_id if language == "id" else one.title_en) or one.office
        return text[:1].upper() + text[1:]


def make(asked: Asked) -> ActorPage:
    """The page's record; raises NoSuchPage for a code that neither the registry nor the desk knows."""
    code = asked.path["code"]
    since, until = span_of(asked.query)
    (one,) = sides_of(asked, code)
    found = _partners(asked, one, since, until)
    kind = "body" if code in body_codes() else "country" if code in country_names("en") else "other"
    speakers, quotes = _speakers(asked.desk, one, since, until)
    newest = _newest(asked, one, since, until)
    if kind == "other" and not (found or speakers or newest):
        raise NoSuchPage(asked.t("actor.missing", code=code))
    holders = [] if kind == "body" else _holders(code)
    members = [Member(*one) for one in memberships() if code in (one.body, one.member)]
    members.sort(key=lambda one: (bool(one.until), one.body, one.member))
    name_id, name_en = (country_names(language).get(code, code) for language in ("id", "en"))
    bars = asked.holder.cached(("actor-bars", one, since, until), lambda desk: _bars(desk, one, found[:BARS], since, until))
    events = sum(one.events for one in found)
    return ActorPage(
        code, kind, name_id, name_en, since, until, events, found, bars, speakers, quotes, newest, holders, members
    )  # fmt: skip


def _partners(asked: Asked, one: Side, since: date | None, until: date | None) -> list[Partner]:
    try:
        return partners(asked.desk.ledger, one, since, until)
    except DeskError:
        return []  # nothing was merged yet: the page's frame says so


def _bars(desk: Desk, of: Side, most: list[Partner], since: date | None, until: date | None) -> list[Bar]:
    out, last = [], until or dense_day(desk)
    first = since or (last and last - timedelta(days=FITTED))
    bounded(first, last)
    for one in most:
        found = levels(series(desk.ledger, of, one.code, since=first, until=last), "intensity")
        if found:
            out.append(Bar(one.code, *(round(value, 2) for value in found[-1][1:])))
    return out


def _speakers(desk: Desk, of: Side, since: date | None, until: date | None) -> tuple[list[tuple[str, int]], list[Row]]:
    """Who was quoted for the actor how often, and the latest quotes."""
    where, values = holds("[speaker.code]", "reported", of, "side")
    for sign, end, day in ((">=", "since", since), ("<=", "until", until)):
        if day:
            where, values = f"{where} AND reported {sign} ${end}", values | {end: day}
    named = desk.sql(
        f"SELECT speaker.name AS name, count(*) AS n FROM quotes WHERE {where} AND speaker.name <> '' "
        f"GROUP BY speaker.name ORDER BY n DESC, name LIMIT {SPEAKERS}", named=values, seconds=SECONDS,
    ).rows()  # fmt: skip
    latest = desk.sql(
        f"SELECT document, outlet, reported, speaker, content, direct, via FROM quotes WHERE {where} "
        "AND reported <= current_date AND direct AND length(content.text) BETWEEN 40 AND 400 "
        f"ORDER BY reported DESC, document, number LIMIT {QUOTES}", named=values, seconds=SECONDS,
    ).rows()  # fmt: skip
    return [(row["name"], row["n"]) for row in named], latest


def _newest(asked: Asked, of: Side, since: date | None, until: date | None) -> list[Row]:
    """The newest events that the actor did or that were done to it, of as many dyads as there are."""
    last = until or asked.holder.cached("dense day", dense_day)
    if last is None:
        return []
    windows = [since] if since else [last - timedelta(days=60), last - timedelta(days=730), date.min]
    test, values = holds("list_transform(list_concat(actor, recipient), lambda p: p.code)", "day", of, "side")
    rows: list[Row] = []
    for first in windows:
        near = months(first, last) if first > date.min else None
        rows = asked.desk.sql(
            "SELECT id, event, mode, quad, actor, recipient, status, day, reports, outlets, told_by, sentence, word, document, "
            f"evidence, story FROM events WHERE {'list_contains($near, month) AND ' if near else ''}day BETWEEN $first "
            f"AND $last AND status = 'real' AND {test} ORDER BY day DESC, reports DESC, id LIMIT 200",
            named=values | {"first": first, "last": last} | ({"near": near} if near else {}), seconds=SECONDS,
        ).rows()  # fmt: skip
        if len(rows) >= EVENTS * 2:
            break
    return sorted(spread(rows, EVENTS), key=lambda row: (row["day"], row["reports"]), reverse=True)


@cache
def _offices() -> Offices:
    return Offices(person_entry(row) for row in registry_rows("people.csv"))


def _holders(code: str) -> list[Holder]:
    """Who held which office, office by office, the newest term first."""
    out = []
    for entry in _offices().terms(code):
        title_en, _, title_id = entry.detail.partition(";")
        out.append(Holder(entry.office, title_id, title_en, entry.name, entry.start, entry.until))
    order = {office: place for place, office in enumerate(dict.fromkeys(one.office for one in out))}
    out.sort(key=lambda one: one.start, reverse=True)
    return sorted(out, key=lambda one: order[one.office])


def _table(record: ActorPage, asked: Asked) -> tuple[list[str], list[Mapping[str, Any]]]:
    bars = {bar.code: bar for bar in record.bars}
    columns = ["code", "events", "cooperation", "conflict", "mean", "level", "low", "high"]
    return columns, [
        msgspec.to_builtins(one) | (msgspec.to_builtins(bars[one.code]) if one.code in bars else {}) for one in record.partners
    ]


def _called(record: ActorPage, asked: Asked) -> str:
    return record.name_id if asked.language == "id" else record.name_en


def _address(record: ActorPage, code: str, asked: Asked) -> str:
    return to("relation", record.code, code, expand=list(asked.query.expand), from_=record.since or "", to=record.until or "")


def partners_chart(record: ActorPage, asked: Asked) -> str:
    """Acts of conflict and cooperation with those that it has most to do with."""
    heads = asked.t("actor.conflict"), asked.t("actor.cooperation")
    rows = []
    for one in record.partners[:TOP]:
        called = name(one.code, asked.language)
        told = f"{called}: {heads[0]} {one.conflict}, {heads[1]} {one.cooperation}"
        rows.append(Bars(called, one.conflict, one.cooperation, told, _address(record, one.code, asked)))
    return bars(rows, asked.t("actor.chart_partners", who=_called(record, asked)), asked.t("actor.friends_note"), heads)


def levels_chart(record: ActorPage, asked: Asked) -> str:
    """The levels with those that it has most to do with."""
    rows = []
    for one in record.bars:
        called, values = (
            name(one.code, asked.language),
            [score(value, asked.language) for value in (one.level, one.low, one.high)],
        )
        told = f"{called}: {values[0]} (90%: {values[1]} … {values[2]})"
        rows.append(Mark(called, one.level, one.low, one.high, values[0], told, _address(record, one.code, asked)))
    return marks(rows, asked.t("actor.chart_levels", who=_called(record, asked)), asked.t("actor.levels_note"))


CHARTS = {"levels": levels_chart, "partners": partners_chart}
PAGE = Page(
    "actor", "/actor/{code:str}", make, query=ActorQuery, table=_table, charts=CHARTS,
    embeds=lambda record, asked, chart: [record.picture(chart, asked)],
)  # fmt: skip
