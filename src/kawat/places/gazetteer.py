"""The gazetteer: one SQLite file of compressed blocks, of which a look-up reads only those that it needs.

``places`` holds the places in the order of their names' keys, ``names`` the places' numbers for every name, ``regions``
the names of countries and first-level regions. A block is a zlib-compressed run of tab-separated lines, found by its first
number or key. ``regions`` has the places themselves in its second block, ``countries`` the two-letter codes, ``built`` says
what it was built from. Nothing is loaded beforehand; the blocks last used stay in memory.
Built by ``training/build_gazetteer.py`` from GeoNames (CC BY 4.0) and the project's own rows.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from kawat.errors import DataError
from kawat.places.names import key
from kawat.shipped import verify

BLOCK = 64
"""Places in one block."""
_KEPT = 512


class Entry(NamedTuple):
    """A place of the gazetteer.

    ``geonameid`` is 0 where the place is ours and has none; ``country`` an ISO 3166-1 alpha-3 code ("" for a sea or an area of
    several states), ``admin1`` GeoNames' code of the first-level region within it, ``region`` that region's name; ``claimants``
    other states that hold or claim it; ``extent`` roughly how far it reaches, in km (0 for a settlement); ``population`` 0 where
    unknown; ``capital`` of a country. ``kind`` is one of ``KINDS``.
    """

    name: str
    geonameid: int
    latitude: float
    longitude: float
    kind: str
    population: int
    country: str
    admin1: str
    region: str
    claimants: tuple[str, ...]
    extent: int
    capital: bool = False

    @property
    def code(self) -> str:
        """``IDN.30`` for a place in that region, ``IDN`` where there is no region, "" without a country."""
        return f"{self.country}.{self.admin1}" if self.admin1 else self.country


KINDS = (
    "country", "region", "district", "city", "island", "sea", "strait", "bay", "lake", "river", "canal", "mountain", "area",
    "continent", "spot",
)  # fmt: skip
"""``region`` is a first-level region (province, state), ``district`` one of the second level (kabupaten, county), ``area`` a
stretch of land without a government of its own or one that is disputed, ``spot`` a single site (a bridge, a plant)."""


def entry(line: str) -> Entry:
    """A place as its line in the gazetteer gives it."""
    name, geonameid, latitude, longitude, kind, population, country, admin1, region, claimants, extent, *more = line.split("\t")
    return Entry(
        name, int(geonameid or 0), float(latitude), float(longitude), kind, int(population or 0), country, admin1, region,
        tuple(filter(None, claimants.split(";"))), int(extent or 0),
        more == ["1"],
    )  # fmt: skip


@cache
def _connection(process: int) -> sqlite3.Connection:
    """One connection for each process: SQLite's must not be carried over a fork."""
    path = Path(str(files("kawat.places").joinpath("data", "gazetteer.sqlite")))
    verify(path)
    try:
        return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    except sqlite3.Error as error:
        raise DataError("the gazetteer, places/data/gazetteer.sqlite, is missing: install kawat again") from error


def _rows(table: str, first: str | int) -> list[str]:
    """The lines of the block that ``first`` falls into; [] where it lies before the first block."""
    try:
        found = _connection(os.getpid()).execute(
            f"SELECT rows FROM {table} WHERE first <= ? ORDER BY first DESC LIMIT 1", (first,)
        ).fetchone()  # fmt: skip
        return zlib.decompress(found[0]).decode("utf-8").split("\n") if found else []
    except (sqlite3.Error, zlib.error) as error:
        raise DataError("the gazetteer, places/data/gazetteer.sqlite, is damaged: install kawat again") from error


@lru_cache(maxsize=_KEPT)
def _lines(block: int) -> list[str]:
    return _rows("places", block * BLOCK)


@lru_cache(maxsize=8 * _KEPT)
def _place(number: int) -> Entry:
    return entry(_lines(number // BLOCK)[number % BLOCK])


@lru_cache(maxsize=_KEPT)
def _numbers(name: str) -> tuple[int, ...]:
    for line in _rows("names", name):
        known, _, numbers = line.partition("\t")
        if known == name:
            return tuple(map(int, numbers.split(" ")))
    return ()


def lookup(name: str) -> list[Entry]:
    """Every place of that name in any spelling that ``key`` makes alike; [] where the gazetteer has none."""
    wanted = key(name)
    return [_place(number) for number in _numbers(wanted)] if wanted else []


@cache
def regions() -> dict[str, tuple[Entry, ...]]:
    """The countries and first-level regions by the keys of their names."""
    places = [entry(line) for line in _rows("regions", 1)]
    return {
        known: tuple(places[int(number)] for number in numbers.split(" "))
        for known, _, numbers in (line.partition("\t") for line in _rows("regions", 0))
    }


@cache
def country_of(domain: str) -> str:
    """The ISO 3166-1 alpha-3 code of a two-letter country code ("ID", and so the end of a web address); "" where unknown."""
    lines = (line.split("\t") for line in _rows("countries", 0))
    return next((alpha3 for alpha2, alpha3 in lines if alpha2 == domain.upper()), "")


@cache
def _countries() -> dict[str, Entry]:
    return {e.country: e for found in regions().values() for e in found if e.kind == "country"}


def country(code: str) -> Entry | None:
    """The country of an ISO 3166-1 alpha-3 code; None where there is none."""
    return _countries().get(code)
