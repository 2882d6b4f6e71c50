"""Our actors and places in the codes of CAMEO, GDELT and ICEWS, and back."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from kawat.actors.registry import country_names, rows
from kawat.export.event import Actor, Location
from kawat.ontology.cameo import INTERNATIONAL, bodies, countries, roles

# CAMEO roles that the codebook does not tell apart, and PLOVER's name for one.
_OTHER_ROLES = {"INS": "REB", "SEP": "REB", "JRN": "MED", "NGM": "NGO"}
_RELIGIONS = frozenset({"MOS", "CHR", "JEW", "HIN", "BUD"})


class CameoActor(NamedTuple):
    """GDELT's columns of an actor: the whole code, the name, and the code's parts; "" where there is none."""

    code: str = ""
    name: str = ""
    country: str = ""
    group: str = ""
    ethnic: str = ""
    religion1: str = ""
    religion2: str = ""
    type1: str = ""
    type2: str = ""
    type3: str = ""


def english(actor: Actor) -> str:
    """An actor's name as reported, in English where it is the registry's Indonesian name of the code."""
    names = country_names("id"), country_names("en")
    return names[1].get(actor.code, actor.name) if actor.name in ("", names[0].get(actor.code)) else actor.name


def cameo_actor(actor: Actor | None) -> CameoActor:
    """An actor in CAMEO: country and role ("RUSGOV"), or kind, religion and group of a body ("IGOUNO", "IMGMOSALQ")."""
    if actor is None:
        return CameoActor()
    role = roles()[actor.sector].cameo if actor.sector else ""
    name = english(actor).upper()
    if actor.code in ("", "?"):
        return CameoActor(role, name, type1=role)
    if actor.code in bodies():
        return _body(bodies()[actor.code], name, role)
    if _is_country(actor.code):
        return CameoActor(actor.code + role, name, actor.code, type1=role)
    kind = _kind(actor.code)  # a body without a code of its own goes by its name
    return CameoActor(kind + role, _name(actor.code), type1=kind, type2=role)


def _body(code: str, name: str, role: str) -> CameoActor:
    parts = [code[n : n + 3] for n in range(0, len(code), 3)]
    kind = parts[0] if parts[0] in INTERNATIONAL else ""
    religion = next((part for part in parts if part in _RELIGIONS), "")
    country = "" if kind and "WST" not in parts else ("WST" if kind else parts[0])
    group = parts[-1] if kind and len(parts) > 1 else ""
    types = [*filter(None, (kind, role)), "", ""][:3]
    return CameoActor(code + role, name, country, group, "", religion, "", *types)


def actor_of(cameo: CameoActor) -> Actor | None:
    """The actor that GDELT's columns name, None where they are empty; "?" for a code that has none of ours."""
    if not cameo.code and not cameo.name:
        return None
    types = [part for part in (cameo.type1, cameo.type2, cameo.type3) if part]
    international = cameo.country not in countries() and any(part in INTERNATIONAL for part in types)
    roles_of = [part for part in types if not (international and part in INTERNATIONAL)]
    sector = next((s for part in roles_of if (s := _sectors().get(part, ""))), "")
    code = _of_body(cameo) or _of_country(cameo.country) or (_body_names().get(cameo.name.upper(), "") if international else "")
    return Actor(code or "?", sector, cameo.name)


def _of_body(cameo: CameoActor) -> str:
    own = _by_cameo()
    if cameo.code in own:
        return own[cameo.code]
    return next((own[code] for code in own if cameo.group and code.endswith(cameo.group) and len(code) > 3), "")


def _of_country(code: str) -> str:
    return _by_cameo().get(code) or _countries_by_cameo().get(code, code)


@cache
def _sectors() -> dict[str, str]:
    return {role.cameo: sector for sector, role in roles().items()} | _OTHER_ROLES


@cache
def _by_cameo() -> dict[str, str]:
    return {cameo: code for code, cameo in bodies().items()}


@cache
def _countries_by_cameo() -> dict[str, str]:
    return {other: code for code, country in countries().items() for other in country.cameo_also}


@cache
def _kinds() -> dict[str, str]:
    kinds: dict[str, str] = {}
    for row in rows("bodies.csv"):
        kinds.setdefault(row["code"], "NGO" if row["kind"] == "ngo" else "IGO")
    for row in rows("groups.csv"):  # armed groups of no one country stand by themselves
        if row["kind"] == "armed" and "." not in row["code"]:
            kinds.setdefault(row["code"], "IMG")
    return kinds


def _kind(code: str) -> str:
    return _kinds().get(code, "IGO")


def _is_country(code: str) -> bool:
    return len(code) == 3 and code in country_names("en") and code not in _kinds()


def _name(code: str) -> str:
    return country_names("en").get(code, code).upper()


@cache
def _body_names() -> dict[str, str]:
    return {_name(code): code for code in _kinds()}


# --- places


class GeoFields(NamedTuple):
    """GDELT's columns of a place."""

    type: str = "0"
    name: str = ""
    country: str = ""
    adm1: str = ""
    adm2: str = ""
    latitude: str = ""
    longitude: str = ""
    feature: str = ""


def geo_fields(place: Location | None) -> GeoFields:
    """A place in GDELT: 1 a country, 3 a place in the United States, 4 one elsewhere; 0 for none.

    Countries have their FIPS 10-4 code; first-level regions are given by name, for GDELT's codes of them are not ours.
    """
    if place is None:
        return GeoFields()
    fips = countries()[place.country].fips if place.country in countries() else ""
    latitude, longitude = degrees(place.latitude), degrees(place.longitude)
    nation = country_names("en").get(place.country, "")
    if nation and place.name in (nation, country_names("id").get(place.country)):
        return GeoFields("1", nation, fips, fips, "", latitude, longitude, fips)
    parts = [part.replace(", ", " ") for part in (place.name, place.region) if part]
    return GeoFields("3" if fips == "US" else "4", ", ".join([*parts, nation or "?"]), fips, "", "", latitude, longitude)


def location_of(geo: GeoFields) -> Location | None:
    """The place that GDELT's columns name; None for none. Raises ValueError for a latitude or longitude that is no number."""
    if not geo.name or geo.type in ("", "0"):
        return None
    parts = geo.name.split(", ")
    country = _by_fips().get(geo.country, "")
    region = ", ".join(parts[1:-1]) if len(parts) > 2 else ""
    return Location(parts[0], country, region, "", _number(geo.latitude), _number(geo.longitude))


@cache
def _by_fips() -> dict[str, str]:
    # The Gaza Strip has a code of its own in FIPS; GeoNames gives all of Palestine that of the West Bank.
    return {country.fips: code for code, country in countries().items() if country.fips} | {"GZ": "PSE"}


def degrees(value: float | None) -> str:
    """Degrees as exchange files write them; "" for None."""
    return "" if value is None else f"{value:.6g}"


def _number(cell: str) -> float | None:
    return float(cell) if cell else None


# --- ICEWS


def icews_country(code: str) -> str:
    """What ICEWS calls a country; "" for what is none."""
    if not _is_country(code):
        return ""
    known = countries().get(code)
    return (known.icews if known else "") or country_names("en")[code]


def country_of(name: str) -> str:
    """The code of a country that ICEWS or a benchmark names; "" for none."""
    return _by_icews().get(name.casefold(), "")


@cache
def _by_icews() -> dict[str, str]:
    out: dict[str, str] = {}
    names = country_names("en")
    for code, country in countries().items():
        for name in filter(None, (country.icews, *country.also, names.get(code, ""))):
            out.setdefault(name.casefold(), code)
    return out


def body_of(name: str) -> str:
    """The code of the body or bloc that a name or a short name stands for; "" for none."""
    return _by_alias().get(name.casefold(), "")


@cache
def _by_alias() -> dict[str, str]:
    out: dict[str, str] = {}
    for row in rows("bodies.csv"):
        for name in (row["code"], row["name_en"], *(alias.lstrip("=") for alias in row["aliases"].split(";"))):
            if name:
                out.setdefault(name.casefold(), row["code"])
    return out


def icews_sectors(actor: Actor) -> str:
    """An actor's sector in ICEWS' words; "" where it has none."""
    if actor.sector:
        return roles()[actor.sector].icews
    if actor.code in ("", "?") or _is_country(actor.code):
        return ""
    return {"IGO": "International Government Organization", "NGO": "Nongovernmental Organization (International)"}.get(
        _kind(actor.code), "Organized Violent"
    )


def sector_of(sectors: str) -> str:
    """The sector that ICEWS' list of sectors shows: the first that the codebook knows; "" for none."""
    known = _by_icews_sector()
    return next((known[part.strip()] for part in sectors.split(",") if part.strip() in known), "")


@cache
def _by_icews_sector() -> dict[str, str]:
    out = {role.icews: sector for sector, role in roles().items()}
    for sector, role in roles().items():
        for name in role.icews_also:
            out.setdefault(name, sector)
    return out


# --- PLOVER


def plover_code(code: str) -> str:
    """PLOVER's code of an actor: a country's own, and IGO, NGO or IMG for bodies; "?" stays."""
    return code if code in ("", "?") or _is_country(code) else _kind(code)
