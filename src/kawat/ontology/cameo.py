"""CAMEO's own codes, as exchange formats write them: levels and names of event codes, quad classes, and actor codes.

Event codes keep their leading zeros. The names are those of the CAMEO codebook 1.1b3 (Schrodt 2012), with the wording of
ICEWS where it differs; roles and bodies follow its tables 3.1, 3.2 and 3.4. FIPS 10-4 country codes are those of GeoNames.
CAMEO codes religions, not a role of religion; PETRARCH's and PLOVER's REL stands for it. Which PLOVER and ICEWS sector
stands for a sector of ours (``cameo_roles.csv``) follows PLOVER's manual, table "Sector Primary Codes", and ICEWS' sector names.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

# GDELT's quad classes, by CAMEO root: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
QUAD_CLASSES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
_LAST_ROOT = (5, 9, 13, 20)
# First parts of the codes of actors that belong to no country (table 3.2).
INTERNATIONAL = ("IGO", "NGO", "IMG", "NGM", "MNC", "INT", "UIS")


class Role(NamedTuple):
    """A sector of ours and its codes elsewhere; ``icews_also``: further ICEWS sectors that are read as it."""

    sector: str
    cameo: str
    plover: str
    icews: str
    icews_also: tuple[str, ...]


class Country(NamedTuple):
    """A country's FIPS 10-4 code, its name in ICEWS ("" where it is the registry's) and what else is read as it."""

    fips: str
    icews: str
    also: tuple[str, ...]
    cameo_also: tuple[str, ...]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with files(__package__).joinpath(name).open("r", encoding="utf-8") as stream:
        yield from csv.DictReader(stream)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(";")))


@cache
def roles() -> dict[str, Role]:
    """The sectors of the codebook with their codes in CAMEO, PLOVER and ICEWS."""
    found = (Role(r["sector"], r["cameo"], r["plover"], r["icews"], _parts(r["icews_also"])) for r in _rows("cameo_roles.csv"))
    return {role.sector: role for role in found}


@cache
def countries() -> dict[str, Country]:
    """The countries and territories by alpha-3 code."""
    return {
        r["code"]: Country(r["fips"], r["icews"], _parts(r["also"]), _parts(r["cameo_also"]))
        for r in _rows("cameo_countries.csv")
    }


@cache
def bodies() -> dict[str, str]:
    """The bodies, blocs and regions of ours that have a CAMEO code, with it ("UN": "IGOUNO", "WEST": "WST")."""
    return {r["code"]: r["cameo"] for r in _rows("cameo_bodies.csv")}


@cache
def names() -> dict[str, str]:
    """The name of each CAMEO event code, as the codebook writes it."""
    return {r["code"]: r["name"] for r in _rows("cameo_names.csv")}


@cache
def icews_names() -> dict[str, str]:
    """The name of each CAMEO event code, as ICEWS writes it."""
    return {r["code"]: r["icews"] or r["name"] for r in _rows("cameo_names.csv")}


@cache
def _by_name() -> dict[str, str]:
    out: dict[str, str] = {}
    for row in _rows("cameo_names.csv"):
        if len(row["code"]) > 2:  # a root's name is that of its first code too
            for name in filter(None, (row["name"], row["icews"])):
                out.setdefault(_plain(name), row["code"])
    return out


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("-", " ").lower().split())


def code_of(name: str) -> str:
    """The event code that a name stands for ("Make_a_visit": "042"); case, hyphens and underscores do not count; "" for none."""
    return _by_name().get(_plain(name), "")


def root(code: str) -> str:
    """The root category of an event code: "0251" is of "02"."""
    return code[:2]


def base(code: str) -> str:
    """The code of the second level that a code belongs to: "0251" is a "025"; the code itself where it is not finer."""
    return code[:3]


def quad_class(code: str) -> int:
    """GDELT's quad class of an event code, 1 to 4, by its root (01-05, 06-09, 10-13, 14-20); raises ValueError for no code."""
    number = int(root(code))
    return next(n for n, last in enumerate(_LAST_ROOT, 1) if number <= last)
