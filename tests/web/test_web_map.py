"""The map: its levels and places are the desk's, no data is no zero, points lie where the outlines are."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from litestar.testing import TestClient

from kawat import Desk
from kawat.relations.series import series
from kawat.web.charts.map import Country, Words, levels_svg, step
from kawat.web.charts.world import REGIONS, view, world

DAYS = {"from": "2021-01-01", "to": "2023-12-31"}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    ("code", "latitude", "longitude"), [("SGP", 1.35, 103.82), ("BHR", 26.05, 50.55), ("MLT", 35.9, 14.4), ("NRU", -0.53, 166.93)]
)
def test_a_place_lies_in_its_country(code: str, latitude: float, longitude: float):
    x, y = world().projection.place(latitude, longitude)
    assert world().countries[code].label == pytest.approx((x, y), abs=0.8)


def test_a_region_holds_its_countries():
    held = {"southeast_asia": "IDN", "middle_east": "PSE", "europe": "UKR", "africa": "KEN", "americas": "PER", "asia": "CHN"}
    for region, code in held.items():
        left, top, right, bottom = view(region)
        x, y = world().countries[code].label
        assert left < x < right
        assert top < y < bottom
    assert set(held) | {"world"} == set(REGIONS)


def test_levels_are_the_relations(web: TestClient, sample_desk: Path):
    record = web.get("/map.json", params=DAYS | {"of": "rus"}).json()
    ledger = Desk(sample_desk).ledger
    known = [country for country in record["countries"] if country["events"]]
    assert record["partners"] == [country["code"] for country in known[:10]]
    for country in known:
        made = series(ledger, "RUS", country["code"], since=date(2021, 1, 1), until=date(2023, 12, 31))
        assert country["events"] == made.events
        assert 0 <= country["low"] <= country["level"] <= country["high"] <= 1


def test_few_events_are_less_sure_than_many(web: TestClient):
    known = [c for c in web.get("/map.json", params=DAYS | {"of": "RUS"}).json()["countries"] if c["events"]]
    most, least = known[0], known[-1]
    assert most["high"] - most["low"] < least["high"] - least["low"]


def test_no_data_is_not_zero(web: TestClient):
    record = web.get("/map.json", params=DAYS | {"of": "RUS"}).json()
    nauru = next(country for country in record["countries"] if country["code"] == "NRU")
    assert (nauru["events"], nauru["level"], nauru["conflict"]) == (0, None, None)
    line = next(line for line in web.get("/map.csv", params=DAYS | {"of": "RUS"}).text.splitlines() if line.startswith("NRU"))
    assert line == "NRU,0,,,,"
    picture = ElementTree.fromstring(web.get("/map.svg", params=DAYS | {"of": "RUS", "lang": "en"}).text)
    kinds = {one.get("data-code"): one for one in picture.iter() if one.get("data-code") and "land" in (one.get("class") or "")}
    assert "none" in kinds["PER"].get("class", "")
    assert kinds["PER"].find(f"{SVG}title").text == "Peru: no data"
    assert "chosen" in kinds["RUS"].get("class", "")
    web.cookies.clear()


def test_few_events_are_hatched_and_small_states_have_dots():
    words = Words("t", "d", lambda code: code, lambda code: code, lambda code: f"/{code}", {}, "n")
    countries = [Country("SGP", 40, 0.1, 0.05, 0.2, 0.1), Country("MYS", 2, 0.9, 0.4, 1.0, 1.0)]
    picture = levels_svg("IDN", countries, ["SGP"], "conflict", words, "en")
    shapes = {(one.tag, one.get("data-code")): one for one in ElementTree.fromstring(picture).iter() if one.get("data-code")}
    assert shapes[f"{SVG}circle", "SGP"].get("class") == "land dot p2"
    assert shapes[f"{SVG}path", "MYS"].get("class") == "land m2 unsure"
    assert shapes[f"{SVG}path", "MYS"].get("fill") == "url(#unsure-m2)"


def test_classes_run_from_blue_to_orange():
    assert [step(level, "conflict") for level in (0.0, 0.2, 0.5, 0.79, 0.8)] == ["p2", "p1", "mid", "m1", "m2"]
    assert [step(level, "intensity") for level in (9, 1, 0, -2, -3.5)] == ["p2", "p1", "mid", "m1", "m2"]


def test_places_are_the_desks(web: TestClient, sample_desk: Path):
    record = web.get("/map.json", params=DAYS | {"what": "places"}).json()
    counted = Desk(sample_desk).sql(
        "SELECT count(*) AS n FROM events WHERE status = 'real' AND place.latitude IS NOT NULL "
        "AND day BETWEEN '2021-01-01' AND '2023-12-31'"
    ).rows()[0]["n"]  # fmt: skip
    assert sum(place["events"] for place in record["places"]) == counted > 0
    kyiv = next(place for place in record["places"] if place["name"] == "Kyiv")
    answer = web.get("/map", params=DAYS | {"what": "places", "place": kyiv["key"], "lang": "en"})
    assert "Events in Kyiv" in answer.text
    assert answer.text.count('<article class="event">') == kyiv["events"]
    assert web.get("/map.csv", params=DAYS | {"what": "places"}).text.startswith(
        "key,name,country,kind,latitude,longitude,events\n"
    )
    web.cookies.clear()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"of": "ATLANTIS"}, "ATLANTIS"), ({"to": "2023-13-01"}, "2024-01-31"), ({"region": "moon"}, "southeast_asia"),
        ({"level": "love"}, "level"), ({"what": "stars"}, "what"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_told(web: TestClient, wrong: dict[str, str], says: str):
    answer = web.get("/map.json", params=wrong)
    assert answer.status_code == 400
    assert says in answer.json()["error"]["message"]


@pytest.mark.parametrize("what", [{}, {"what": "places"}, {"level": "intensity", "region": "asia"}, {"of": "UN"}, {"of": "NRU"}])
def test_every_map_is_well_formed_in_both_languages(web: TestClient, what: dict[str, str]):
    for language, borders in (("id", "keadaan de facto"), ("en", "the situation on the ground")):
        answer = web.get("/map", params=DAYS | what | {"lang": language})
        assert answer.status_code == 200
        assert borders in answer.text
        ElementTree.fromstring(web.get("/map.svg", params=DAYS | what | {"lang": language}).text)
    web.cookies.clear()


def test_a_map_is_a_picture(web: TestClient):
    assert web.get("/map.png", params=DAYS | {"of": "IDN"}).content.startswith(b"\x89PNG")


def test_days_without_events_are_no_error(web: TestClient):
    empty = {"from": "1999-01-01", "to": "1999-02-01", "of": "IDN", "lang": "en"}
    assert "No event links Indonesia" in web.get("/map", params=empty).text
    assert "No event of this period" in web.get("/map", params=empty | {"what": "places"}).text
    web.cookies.clear()
