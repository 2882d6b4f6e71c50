"""Map: how a country gets along with all others in a period, or where events happened."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from markupsafe import Markup

from kawat.actors.registry import body_codes, country_names
from kawat.relations.links import Level, Links, attention, levels, links
from kawat.relations.standing import Of
from kawat.relations.telling import short_day
from kawat.web.asked import Asked, Charted, to
from kawat.web.charts.map import BOUNDS, FEW, STEPS, Country, Place, Words, levels_svg, places_svg
from kawat.web.charts.world import REGIONS, world
from kawat.web.page import Page, Table
from kawat.web.period import Days, days_of
from kawat.web.shown import name, number, score
from kawat.web.wrong import Wrong

if TYPE_CHECKING:
    from kawat.desk import Desk

PARTNERS, SHOWN = 10, 30
_DAY = 'coalesce(day, "first")'
_KEY = "coalesce(CAST(place.geonameid AS VARCHAR), place.name)"
# Real events of these days that happened at a known place, of one code (as doer or as recipient) or of all.
_PLACED = f"""
FROM events WHERE status = 'real' AND place.latitude IS NOT NULL AND {_DAY} BETWEEN $since AND $until
AND ($of = '' OR list_contains(list_transform(actor, lambda p: p.code), $of)
    OR list_contains(list_transform(recipient, lambda p: p.code), $of))
"""
_PLACES = f"""
SELECT {_KEY} AS key, arg_min(place.name, id) AS name, arg_min(place.country, id) AS country, arg_min(place.kind, id) AS kind,
    arg_min(place.latitude, id) AS latitude, arg_min(place.longitude, id) AS longitude, count(*) AS events
{_PLACED} GROUP BY 1 ORDER BY events DESC, key
"""
_EVENTS = f"SELECT * {_PLACED} AND {_KEY} = $place ORDER BY {_DAY} DESC, id LIMIT {SHOWN}"


class MapQuery(Charted, frozen=True):
    """``of``: the country (or other code) that is compared with all; ``place``: the place whose events are listed."""

    from_: str = msgspec.field(default="", name="from")
    to: str = ""
    of: str = ""
    level: Of = "conflict"
    what: Literal["levels", "places"] = "levels"
    region: str = "world"
    place: str = ""


class Map(msgspec.Struct, frozen=True):
    """Countries with the most events first (all of the map; those without events have no level), or places."""

    since: Any
    until: Any
    what: str
    of: str
    level: Of
    region: str
    countries: list[Country]
    partners: list[str]
    places: list[Place]
    place: str
    events: list[dict[str, Any]]
    choices: list[str]
    """The codes with events in these days, which may be chosen."""

    @property
    def known(self) -> list[Country]:
        """The countries with events."""
        return [country for country in self.countries if country.events]

    @property
    def drawn_places(self) -> list[Place]:
        """The places of which more is known than the country."""
        return [place for place in self.places if place.kind != "country"]

    def picture(self, asked: Asked) -> Markup:
        """The map in the page."""
        return Markup(drawn(self, asked, file=False))

    def legend(self, asked: Asked) -> dict[str, str]:
        """What each class of a country stands for."""
        return _legend(asked, self.level)

    def told(self, value: float | None, asked: Asked) -> str:
        """A level as the reader's language writes it."""
        return told_level(value, self.level, asked.language)


def make(asked: Asked) -> Map:
    """The page's record; raises Wrong for what cannot be drawn."""
    query, ledger = asked.query, asked.desk.ledger
    if query.region not in REGIONS:
        raise Wrong("choice", name="region", value=query.region, allowed=", ".join(REGIONS))
    of = query.of.strip().upper()
    if of and of not in world().countries and of not in ledger.codes:
        raise Wrong("not_here", name="of", value=query.of)
    days = days_of(asked)
    choices: list[str] = asked.holder.cached(("map actors", days), lambda desk: _choices(desk, days))
    if query.what == "places":
        key = ("places", days, of)
        places: list[Place] = asked.holder.cached(key, lambda desk: _places(desk, days, of))
        events = _events(asked.desk, days, of, query.place) if query.place else []
        return Map(*days, "places", of, query.level, query.region, [], [], places, query.place, events, choices)
    of = of or next((code for code in choices if code in world().countries), "IDN")
    found: list[Country] = asked.holder.cached(
        ("map", days, of, query.level), lambda desk: _countries(desk, days, of, query.level)
    )
    partners = [country.code for country in found if country.events][:PARTNERS]
    return Map(*days, "levels", of, query.level, query.region, found, partners, [], "", [], choices)


def _choices(desk: Desk, days: Days) -> list[str]:
    """Countries and bodies with events in these days, the busiest first."""
    import numpy as np

    events = attention(desk.ledger, *days)
    known = set(country_names("en")) | body_codes()
    order = np.lexsort((np.arange(len(events)), -events))
    return [str(desk.ledger.codes[i]) for i in order if events[i] and str(desk.ledger.codes[i]) in known]


def _countries(desk: Desk, days: Days, of: str, level: Of) -> list[Country]:
    """Every country of the map but the chosen one, those with the most events first."""
    ledger = desk.ledger
    found = links(ledger, *days)
    codes = ledger.codes
    found = found.take((codes[found.a] == of) | (codes[found.b] == of)) if len(codes) else found
    told = levels(ledger, found, level)
    made = {country.code: country for country in (_country(codes, found, told, i, of) for i in range(len(found.a)))}
    every = [made.get(code, Country(code, 0)) for code in world().countries if code != of]
    return sorted(every, key=lambda country: (-country.events, country.code))


def _country(codes: Any, found: Links, told: Level, i: int, of: str) -> Country:
    other = next(str(codes[side[i]]) for side in (found.a, found.b) if codes[side[i]] != of)
    level, low, high = (round(float(column[i]), 4) for column in told)
    return Country(other, int(found.events[i]), level, low, high, round(float(found.conflicts[i] / found.events[i]), 4))


def _values(days: Days, of: str) -> dict[str, Any]:
    return {"since": days.since, "until": days.until, "of": of}


def _places(desk: Desk, days: Days, of: str) -> list[Place]:
    return [msgspec.convert(row, Place) for row in desk.sql(_PLACES, named=_values(days, of), seconds=10).rows()]


def _events(desk: Desk, days: Days, of: str, place: str) -> list[dict[str, Any]]:
    return desk.sql(_EVENTS, named=_values(days, of) | {"place": place}, seconds=10).rows()


def told_level(value: float | None, level: Of, language: str) -> str:
    """A share of conflict in percent, or a score with its sign."""
    if value is None:
        return "–"
    return f"{number(100 * value, language)}%" if level == "conflict" else score(value, language)


def _legend(asked: Asked, level: Of) -> dict[str, str]:
    """The classes from the most cooperation to the most conflict, and what is no class."""
    bounds = [told_level(bound, level, asked.language) for bound in BOUNDS[level]]
    ends = ("<", "≥") if level == "conflict" else ("≥", "<")
    labels = [f"{ends[0]} {bounds[0]}", *(f"{a} … {b}" for a, b in pairwise(bounds)), f"{ends[1]} {bounds[-1]}"]
    return {
        **dict(zip(STEPS, labels)), "mid unsure": asked.t("map.unsure", few=FEW), "none": asked.t("map.no_data"),
        "chosen": asked.t("map.chosen"),
    }  # fmt: skip


def drawn(record: Map, asked: Asked, file: bool = True) -> str:
    """The map in the reader's language."""
    language = asked.language
    when = f"{short_day(record.since, language)} – {short_day(record.until, language)}"
    of = name(record.of, language) if record.of else ""
    if record.what == "places":
        return _drawn_places(record, asked, when, file)
    countries = {country.code: country for country in record.countries}

    def told(code: str) -> str:
        country = countries.get(code)
        if country is None or country.level is None:
            return f"{name(code, language)}: {asked.t('map.chosen' if code == record.of else 'map.no_data')}"
        level, low, high = (record.told(value, asked) for value in (country.level, country.low, country.high))
        events = asked.t("base.n_events", n=number(country.events, language))
        return f"{of} – {name(code, language)}: {events}, {asked.t('map.' + record.level).lower()} {level} ({low} … {high})"

    title = asked.t("map.title_levels", of=of, when=when)
    words = Words(
        title, asked.t(f"map.how_{record.level}"), lambda code: name(code, language), told,
        lambda code: to("relation", record.of, code, from_=record.since, to=record.until), _legend(asked, record.level),
        asked.t("map.borders"),
    )  # fmt: skip
    return levels_svg(record.of, record.countries, record.partners, record.level, words, language, record.region, file)


def _drawn_places(record: Map, asked: Asked, when: str, file: bool) -> str:
    language = asked.language
    places = {place.key: place for place in record.places}

    def told(key: str) -> str:
        place = places.get(key)
        if place is None:
            return name(key, language)
        return f"{place.name} ({name(place.country, language)}): {asked.t('base.n_events', n=number(place.events, language))}"

    of = name(record.of, language) if record.of else ""
    title = asked.t("map.title_places_of", of=of, when=when) if of else asked.t("map.title_places", when=when)
    words = Words(
        title, asked.t("map.how_places"), lambda code: name(code, language), told,
        lambda key: asked.here(place=key) + "#events", {}, asked.t("map.borders"),
    )  # fmt: skip
    return places_svg(record.drawn_places, words, language, record.place, record.region, file)


def table(record: Map, asked: Asked) -> Table:
    """The countries of the map, or the places."""
    if record.what == "places":
        columns = ["key", "name", "country", "kind", "latitude", "longitude", "events"]
        return columns, [msgspec.structs.asdict(place) for place in record.places]
    columns = ["code", "events", "level", "low", "high", "conflict"]
    return columns, [msgspec.structs.asdict(country) for country in record.countries]


PAGE = Page("map", "/map", make, MapQuery, table, {"map": drawn}, embeds=lambda record, asked, chart: [record.picture(asked)])
