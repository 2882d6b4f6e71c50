"""Names of one document to places: what speaks for each candidate is added up in log-odds, and they are weighed together.

The weights are set by hand, in the order in which a reader would decide: what the text says of this very name, then which
region and country the text is about, then which candidates lie near the other places, then the outlet and the parties, and
how well known a place is. ``why`` names what spoke for the place chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import log10

import msgspec

from kawat.places.gazetteer import Entry, lookup
from kawat.places.hints import candidates, container, holders, located_names, named_regions
from kawat.places.names import key
from kawat.places.together import Candidate, Group, weigh

# Log-odds of each sign.
CONTAINED = 6.0  # "Paris, Texas": lies in the region named right behind it
NOT_CONTAINED = -2.0  # another candidate does
KIND = 2.5  # is of the kind that a word asks for ("Kabupaten"); as much against the others
STATED = 3.0  # lies in the country that the claim's place is coded with
REGION_NAMED = 1.5  # the text names its region
COUNTRY_NAMED = 0.7  # or its country
HOME_REGION = 1.5  # the outlet's region
HOME_COUNTRY = 1.0  # or country
PARTY = 0.5  # the country of a party of the claims
LANGUAGE = 0.7  # a country where the text's language is at home
TENFOLD = 1.0  # each tenfold of people
CAPITAL = 0.5  # a country's capital
OTHER_NAME = -1.5  # the name is not the place's first
LARGE_OTHER_NAME = -0.5  # nor that of a city of a million
SEAT = -2.0  # a region whose leading city, or the country's capital, has its name
KNOWN: dict[str, float] = {"country": 2.0, "region": 0.5, "district": -1.2, "city": 0.0, "continent": 2.0}  # what such places add
LANGUAGES = {"id": ("IDN",), "ms": ("MYS", "BRN", "SGP")}

_SMALLEST, _UNCOUNTED, _SMALL, _LARGE, _MILLION = 300, 2.5, 50_000, 500_000, 10**6
_KEPT, _CONTINENT = 24, 10**8


class ResolvedPlace(msgspec.Struct, frozen=True):
    """A place as resolved: ``geonameid`` None where the place has none, ``country`` ISO 3166-1 alpha-3 ("" for seas and for areas
    that no state holds undisputed), ``claimants`` other states that hold or claim it, ``admin1`` the first-level region's name,
    ``code`` its code (``IDN.30``), ``kind`` one of ``gazetteer.KINDS``, ``extent`` in km, ``score`` the share (0 to 1) of this
    candidate's odds among all of that name.
    """

    mention: str
    name: str
    geonameid: int | None
    latitude: float
    longitude: float
    kind: str
    country: str
    admin1: str
    code: str
    claimants: tuple[str, ...]
    extent: int
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True)
class Mention:
    """A name to be resolved, ``context.text[start:end]`` where it stands there (-1 where not); ``country`` if coded with one."""

    name: str
    start: int = -1
    end: int = -1
    country: str = ""


@dataclass(frozen=True)
class Context:
    """What is known of the document: its text, language (ISO 639-1), outlet's home (``IDN``, ``USA.TX``), parties' countries."""

    text: str = ""
    language: str = ""
    home: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


def resolve(mentions: Sequence[Mention | str], context: Context | None = None) -> list[ResolvedPlace | None]:
    """The place of each mention of one document, all weighed together; None for a name that the gazetteer does not have."""
    context = context or Context()
    given = [Mention(m) if isinstance(m, str) else m for m in mentions]
    groups: dict[tuple[str, str], Group] = {}
    senses = _senses(given, context)
    regions = named_regions(context.text)
    for mention, sense in zip(given, senses):
        if sense not in groups:
            groups[sense] = Group(mention.name, _named(mention, _of_sense(sense, given, senses, context), regions, context))
    others = [n for n in located_names(context.text) if all(key(n) != name for name, _ in groups)]
    for name in others:
        groups[key(name), ""] = Group(name, _first(Mention(name), (), regions, context), asked=False)
    weigh(list(groups.values()))
    return [_answer(mention, groups[sense].candidates) for mention, sense in zip(given, senses)]


def _senses(given: list[Mention], context: Context) -> list[tuple[str, str]]:
    """What tells the groups apart: the name's key and the region behind it, which a later mention of the name takes over."""
    seen: dict[str, str] = {}
    out = []
    for mention in given:
        inside = container(context.text, mention.end) if mention.end >= 0 else ()
        codes = "|".join(e.code for e in inside)
        name = key(mention.name)
        if codes and name not in seen:
            seen[name] = codes
        out.append((name, codes))
    return [(name, codes or seen.get(name, "")) for name, codes in out]


def _of_sense(sense: tuple[str, str], given: list[Mention], senses: list[tuple[str, str]], context: Context) -> tuple[Entry, ...]:
    """The regions that stand behind a mention of this sense."""
    same = (m for m, s in zip(given, senses) if s == sense and m.end >= 0)
    return next((found for m in same if (found := container(context.text, m.end))), ())


def _named(
    mention: Mention, inside: tuple[Entry, ...], regions: dict[str, tuple[Entry, ...]], context: Context
) -> list[Candidate]:
    """The candidates of a mention; of a place that the gazetteer lacks those of what it lies in, if the text names that."""
    found = _first(mention, inside, regions, context)
    if mention.end < 0 or not _lacking(found, inside, context.language):
        return found
    for name, start, end in holders(context.text, mention.end):
        around = _first(Mention(name, start, end), container(context.text, end), regions, context)
        around = [one for one in around if not inside or one.entry in inside or any(_within(one.entry, r) for r in inside)]
        for one in around:
            one.why.append((2 * CONTAINED, f"not in the gazetteer: lies in {one.entry.name}"))
        if around:
            return around
    return found


def _lacking(found: list[Candidate], inside: tuple[Entry, ...], language: str) -> bool:
    """Whether the gazetteer lacks a place: no candidate, or only small ones of which none lies in the region behind the name.

    In English a city behind an unknown name rather begins the next clause than holds it.
    """
    if not found:
        return bool(inside) or language in LANGUAGES
    if any(one.entry in inside or any(_within(one.entry, region) for region in inside) for one in found):
        return False
    return bool(inside) and all(one.entry.kind == "city" and one.entry.population < _SMALL for one in found)


def _first(
    mention: Mention, inside: tuple[Entry, ...], regions: dict[str, tuple[Entry, ...]], context: Context
) -> list[Candidate]:
    """The candidates of a mention with all that speaks for each by itself, the likeliest first."""
    name = mention.name
    tail: tuple[Entry, ...] = ()
    found, kinds = candidates(name, context.text, mention.start, mention.end)
    if not found and "," in name:
        name, _, rest = name.partition(",")
        tail = tuple(e for entries in named_regions(rest.strip()).values() for e in entries)
        found, kinds = candidates(name)
    out = [Candidate(e) for e in found]
    own = key(name)
    codes = {
        e.code: (e.name, 1.0 if len(entries) == 1 and not _city_too(known) else 0.5)
        for known, entries in regions.items() if known != own for e in entries
    }  # fmt: skip
    for one in out:
        _by_itself(one, own, kinds)
        if one.entry.kind == "region" and not kinds and any(_leads(e, one.entry) for e in found):
            one.score += SEAT
        _by_document(one, codes, mention, context)
    _by_container(out, inside or tail)
    return sorted(out, key=lambda c: -c.score)[:_KEPT]


def _by_itself(one: Candidate, name: str, kinds: tuple[str, ...]) -> None:
    entry = one.entry
    size = log10(max(entry.population, _SMALLEST)) if entry.population else _UNCOUNTED
    if entry.kind == "continent":
        size = log10(_CONTINENT)
    elif entry.extent and entry.kind != "country":
        size = 4.0 + log10(entry.extent)
    one.score += TENFOLD * size + KNOWN.get(entry.kind, 0.0)
    if size >= 5:
        one.why.append((0.1 * size, "a well-known place of that name"))
    if entry.capital:
        one.score += CAPITAL
    if key(entry.name) != name and entry.kind in ("city", "district"):
        one.score += LARGE_OTHER_NAME if entry.population >= _MILLION else OTHER_NAME
    if kinds:
        one.add(KIND if entry.kind in kinds else -KIND, f"named as a {entry.kind}")


def _leads(city: Entry, region: Entry) -> bool:
    """Whether a city of a region's name is what the bare name means rather: its leading city, or the country's capital."""
    if city.kind != "city" or city.country != region.country:
        return False
    return city.capital or (city.code == region.code and city.population >= 0.3 * region.population)


@cache
def _city_too(name: str) -> bool:
    """Whether a region's or country's name is as well that of a large city (Washington, New York)."""
    return any(e.kind == "city" and e.population >= _LARGE for e in lookup(name))


def _by_document(one: Candidate, codes: dict[str, tuple[str, float]], mention: Mention, context: Context) -> None:
    entry = one.entry
    if entry.kind not in ("country", "region") and entry.admin1 and entry.code in codes:
        name, share = codes[entry.code]
        one.add(REGION_NAMED * share, f"the text names {name}")
    elif entry.kind != "country" and entry.country in codes:
        name, share = codes[entry.country]
        one.add(COUNTRY_NAMED * share, f"the text names {name}")
    if mention.country and mention.country in (entry.country, *entry.claimants):
        one.add(STATED, f"coded as {mention.country}")
    if entry.admin1 and entry.code in context.home:
        one.add(HOME_REGION + HOME_COUNTRY, "the outlet's home region")
    elif entry.country and any(entry.country == home.partition(".")[0] for home in context.home):
        one.add(HOME_COUNTRY, "the outlet's home country")
    if entry.country in context.countries:
        one.add(PARTY, f"a party is of {entry.country}")
    if entry.country in LANGUAGES.get(context.language, ()):
        one.add(LANGUAGE, "where the language is at home")


def _by_container(out: list[Candidate], inside: tuple[Entry, ...]) -> None:
    """What the region behind the name says, if any candidate lies in it."""
    held = [one for one in out if any(_within(one.entry, region) for region in inside)]
    for one in out if held else ():
        region = next((r for r in inside if _within(one.entry, r)), None)
        if region is not None:
            one.add(CONTAINED, f"followed by {region.name}")
        else:
            one.score += NOT_CONTAINED


def _within(entry: Entry, region: Entry) -> bool:
    if entry == region:
        return False
    if region.kind == "country":
        return region.country in (entry.country, *entry.claimants)
    return entry.code == region.code and entry.kind != "region"


def _answer(mention: Mention, found: list[Candidate]) -> ResolvedPlace | None:
    if not found:
        return None
    best = max(found, key=lambda c: c.belief)
    entry = best.entry
    why = [reason for _, reason in sorted(best.why, key=lambda w: -w[0])]
    if len(found) == 1:
        why.append("the only place of that name")
    return ResolvedPlace(
        mention.name, entry.name, entry.geonameid or None, entry.latitude, entry.longitude, entry.kind, entry.country,
        entry.region, entry.code, entry.claimants, entry.extent, round(best.belief, 3), tuple(dict.fromkeys(why)),
    )  # fmt: skip
