"""The page of a dyad and the index of dyads: all formats, periods, comparisons, filters, and hostile text."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest
from litestar.testing import TestClient

from kawat.desk import Desk
from kawat.ingest import Order, ingest
from kawat.ingest.merge import merge
from kawat.read.table import Columns
from kawat.web.asked import to
from kawat.web.charts.axes import NARROW, WIDE, nice, points_json, ticks
from kawat.web.charts.axes import Point as Read
from kawat.web.charts.level import Track, level, several
from kawat.web.charts.spark import spark

SVG = "{http://www.w3.org/2000/svg}"


def english(web: TestClient, path: str, status: int = 200, **query: object) -> str:
    answer = web.get(path, params={"lang": "en", **query}, follow_redirects=False)
    assert answer.status_code == status, answer.text[:3000]
    return answer.text


@pytest.fixture(scope="module")
def dyad(web: TestClient) -> str:
    """The address of the sample's most active dyad."""
    rows = web.get("/relations.json").json()["dyads"]
    assert rows[0]["events"] >= rows[-1]["events"] > 0
    return f"/relation/{rows[0]['a']}/{rows[0]['b']}"


def test_the_page_says_it_all_and_shows_its_evidence(web: TestClient, dyad: str):
    page = english(web, dyad)
    record = web.get(dyad + ".json", params={"lang": "en"}).json()
    assert record["sentence"] in page.replace("&#39;", "'")
    assert "Relations between" in record["sentence"]
    assert page.count('class="event"') >= len(record["events"]) > 0
    assert 'class="mark-act"' in page
    assert f'href="{to("event", record["events"][0]["id"])}"' in page
    assert not re.search(r"\sstyle=|\son[a-z]+=", re.sub(r">[^<]*<", "><", page))
    for data in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.S):
        assert all({"x", "day", "label"} <= set(point) for point in json.loads(data))


def test_both_languages(web: TestClient, dyad: str):
    assert "Peristiwa dan buktinya" in web.get(dyad, params={"lang": "id"}).text
    assert "Events and their evidence" in english(web, dyad)
    web.cookies.clear()


def test_csv_has_a_row_a_period(web: TestClient, dyad: str):
    for by in ("month", "week"):
        rows = list(csv.DictReader(io.StringIO(web.get(f"{dyad}.csv", params={"by": by}).text)))
        periods = web.get(f"{dyad}.json", params={"by": by}).json()["periods"]
        assert [row["period"] for row in rows] == [row["period"] for row in periods]
        assert sum(int(row["events"]) for row in rows) > 0


@pytest.mark.parametrize("chart", ["level", "quads", "attention", "compare"])
def test_every_chart_is_a_picture(web: TestClient, dyad: str, chart: str):
    asked = {"chart": chart, "vs": "RUS-UKR" if dyad != "/relation/RUS/UKR" else "USA-CHN", "lang": "en"}
    drawing = ET.fromstring(web.get(f"{dyad}.svg", params=asked).text)
    assert drawing.tag == f"{SVG}svg"
    assert drawing.find(f"{SVG}title").text
    assert drawing.find(f"{SVG}desc").text
    assert web.get(f"{dyad}.png", params=asked).content[:8] == b"\x89PNG\r\n\x1a\n"


def test_a_chart_that_is_not_there(web: TestClient, dyad: str):
    assert web.get(f"{dyad}.svg", params={"chart": "pie"}).status_code == 404
    assert web.get(f"{dyad}.svg", params={"chart": "compare"}).status_code == 404


def test_directed_counts_what_one_side_did(web: TestClient, dyad: str):
    both = web.get(f"{dyad}.json").json()["found"]
    _, _, a, b = dyad.split("/")
    one, two = (web.get(f"/relation/{x}/{y}.json", params={"directed": "1"}).json()["found"] for x, y in ((a, b), (b, a)))
    assert max(one, two) <= both <= one + two
    assert "→" in english(web, dyad, directed="1")


def test_a_bloc_stands_for_its_members_where_it_has_some(web: TestClient):
    page = english(web, "/relation/RUS/WEST")
    assert 'name="expand" value="WEST"' in page
    assert 'name="expand" value="RUS"' not in page
    bloc, members = (web.get("/relation/RUS/WEST.json", params=q).json()["found"] for q in ({}, {"expand": "WEST"}))
    assert members >= bloc


def test_what_is_compared_is_drawn_and_counted(web: TestClient, dyad: str):
    record = web.get(f"{dyad}.json", params={"vs": ["USA-RUS", "IDN-MYS"], "lang": "en"}).json()
    assert [(one["a"], one["b"]) for one in record["compared"]][1:] == [("USA", "RUS"), ("IDN", "MYS")]
    assert record["compared"][0]["events"] == sum(row["events"] for row in record["periods"])
    assert "Relations compared" in english(web, dyad, vs="USA-RUS")


def test_two_periods_stand_side_by_side(web: TestClient, dyad: str):
    whole = web.get(f"{dyad}.json").json()
    days = sorted(row["day"] for row in whole["events"] if row["day"])
    asked = {"from": days[0], "to": days[0], "from2": days[-1], "to2": days[-1]}
    first, second = web.get(f"{dyad}.json", params=asked).json()["two_periods"]
    assert (first["totals"]["since"], second["totals"]["since"]) == (days[0], days[-1])
    assert second["totals"]["events"] == sum(second["totals"]["quads"].values()) > 0
    assert 'id="periods"' in english(web, dyad, **asked)


def test_the_brush_changes_the_events_below(web: TestClient, dyad: str):
    whole = web.get(f"{dyad}.json").json()
    day = whole["events"][0]["day"]
    part = web.get(f"{dyad}.json", params={"from": day, "to": day}).json()
    assert {row["day"] for row in part["events"]} == {day}
    assert 0 < part["found"] < whole["found"]
    assert len(part["quotes"]) <= len(whole["quotes"]) or part["quotes"]


def test_events_are_filtered_ordered_and_paged(web: TestClient, dyad: str):
    whole = web.get(f"{dyad}.json").json()
    some = whole["events"][0]
    for name, value in (
        ("type", some["event"]),
        ("status", some["status"]),
        ("outlet", some["outlets"][0]),
        ("quad", some["quad"]),
    ):
        found = web.get(f"{dyad}.json", params={name: value}).json()
        assert 0 < found["found"] <= whole["found"]
        held = [row["event"] if name == "type" else row["quad"] if name == "quad" else row["status"] for row in found["events"]]
        assert all(value in row["outlets"] for row in found["events"]) if name == "outlet" else set(held) == {value}
    days = [row["day"] or row["first"] for row in whole["events"]]
    assert days == sorted(days, reverse=True)
    strongest = web.get(f"{dyad}.json", params={"order": "strongest"}).json()["events"]
    assert {row["id"] for row in strongest} == {row["id"] for row in whole["events"]} or whole["pages"] > 1
    assert web.get(f"{dyad}.json", params={"page": 999}).json()["page"] == whole["pages"]


def test_every_count_leads_to_the_events_it_counts(web: TestClient, dyad: str):
    page = english(web, dyad)
    link = re.search(rf'<td class="n"><a href="({dyad}\?[^"]*quad=[^"]*)#events">(\d+)</a>', page)
    assert link, "no count is a link"
    path = link[1].replace("&amp;", "&").replace(dyad, f"{dyad}.json")
    assert web.get(path).json()["found"] == int(link[2])


def test_filters_leave_outlets_and_quotes_of_the_period(web: TestClient, dyad: str):
    whole, some = (web.get(f"{dyad}.json", params=q).json() for q in ({}, {"quad": "material conflict"}))
    assert (some["outlets"], some["quotes"], some["totals"]) == (whole["outlets"], whole["quotes"], whole["totals"])


def test_third_parties(web: TestClient, dyad: str):
    stances = web.get(f"{dyad}.json", params={"third": "1"}).json()["third"]
    assert all(one["towards"] in dyad for one in stances)
    assert "third-title" in english(web, dyad, third="1")


def test_a_dyad_without_events_offers_those_that_have_some(web: TestClient):
    page = english(web, "/relation/RUS/FJI")
    assert "has no events between Russia and Fiji" in page
    assert re.search(r'<li><a href="/relation/RUS/[A-Z]+">', page)
    assert web.get("/relation/RUS/FJI.json").json()["neighbours"]
    assert web.get("/relation/RUS/FJI.csv").status_code == 200
    assert web.get("/relation/RUS/FJI.svg").status_code == 404


@pytest.mark.parametrize(
    ("path", "query", "said"),
    [
        ("/relation/XQZ/USA", {}, "no actor that Kawat knows"),
        ("/relation/Russi/USA", {}, "RUS"),
        ("/relation/USA/USA", {}, "two sides"),
        ("/relation/RUS.GOV/USA", {}, "sector"),
        ("/relation/RUS/USA", {"from": "yesterday"}, "from=yesterday is no day"),
        ("/relation/RUS/USA", {"from": "2024-02-30"}, "is no day"),
        ("/relation/RUS/USA", {"from": "2024-03-01", "to": "2024-01-01"}, "lies after"),
        ("/relation/RUS/USA", {"by": "year"}, "year"),
        ("/relation/RUS/USA", {"by": "day", "from": "1990-01-01", "to": "2024-01-01"}, "too many to draw"),
        ("/relation/RUS/USA", {"vs": ["USA-CHN", "IDN-MYS", "ISR-PSE", "CHN-IND"]}, "at most 3"),
        ("/relation/RUS/USA", {"vs": "USACHN"}, "hyphen"),
        ("/relation/RUS/USA", {"expand": "WEST"}, "RUS, USA"),
        ("/relation/RUS/USA", {"expand": "RUS"}, "no bloc"),
        ("/relation/RUS/USA", {"type": "KISS"}, "type=KISS is unknown"),
        ("/relation/RUS/USA", {"page": "0"}, "page"),
        ("/relations", {"from": "x"}, "is no day"),
        ("/relations", {"a": "XQZ", "b": "USA"}, "no actor"),
    ],
)
def test_what_cannot_be_asked_is_told(web: TestClient, path: str, query: dict[str, object], said: str):
    assert said in english(web, path, 400, **query).replace("&#39;", "'")


def test_codes_may_be_names_and_small_letters(web: TestClient):
    assert web.get("/relation/rus/usa.json").json()["a"] == "RUS"
    assert web.get("/relations", params={"a": "rusia", "b": "usa"}).text.count('href="/relation/RUS/USA"') >= 1


def test_embedded_is_the_chart_alone(web: TestClient, dyad: str):
    page = english(web, dyad, embed="1", chart="quads")
    assert 'class="masthead"' not in page
    assert 'class="foot"' not in page
    assert "quads-wide" in page
    assert "&lt;iframe src=" in english(web, dyad)


def test_the_index_sorts_and_says_what_moved(web: TestClient):
    worst = [row["level"] for row in web.get("/relations.json", params={"sort": "worst"}).json()["dyads"]]
    best = [row["level"] for row in web.get("/relations.json", params={"sort": "best"}).json()["dyads"]]
    assert worst == sorted(worst)
    assert best == sorted(best, reverse=True)
    page = english(web, "/relations")
    assert "Biggest shifts" in page
    assert 'class="spark"' in page


HOSTILE = '<img src=x onerror=alert(1)>"><script>alert(2)</script>'


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """Articles with markup in their sentences and their outlets' names."""
    said = f'"Kami tidak akan menyerah {HOSTILE} kepada siapa pun," kata Zelensky.'
    text = f"Rusia menyerang Ukraina {HOSTILE} pada hari Senin. Rusia mengecam Ukraina. {said}"
    articles = [
        {"id": str(n), "title": f"Rusia menyerang Ukraina {HOSTILE}", "text": text, "outlet": f"Warta {HOSTILE}",
         "published": f"2024-0{n}-0{n}T08:00:00", "url": "https://example.org/" + str(n), "language": "id"}
        for n in range(1, 6)
    ]  # fmt: skip
    source = tmp_path / "hostile.jsonl"
    source.write_text("\n".join(json.dumps(one) for one in articles), encoding="utf-8")
    ingest([str(source)], tmp_path / "desk", lambda name: Columns(), Order(coder="lexicon"))
    merge(tmp_path / "desk")
    return tmp_path / "desk"


def test_hostile_text_is_shown_as_text(hostile: Path, served):
    web = served(hostile)
    page = english(web, "/relation/RUS/UKR")
    assert "&lt;img src=x" in page
    assert "<img" not in page
    assert "alert(2)</script>" not in page
    outlet = web.get("/relation/RUS/UKR.json").json()["outlets"][0]["name"]
    assert HOSTILE[:8] in outlet
    assert "<img" not in english(web, "/relation/RUS/UKR", outlet=outlet, type="ASSAULT")


def test_an_empty_desk_answers(tmp_path: Path, served):
    (tmp_path / "nothing.jsonl").write_text("", encoding="utf-8")
    ingest([str(tmp_path / "nothing.jsonl")], tmp_path / "desk", lambda name: Columns(), Order(coder="lexicon"))
    web = served(tmp_path / "desk")
    assert "no events between" in english(web, "/relation/RUS/UKR")
    english(web, "/relations")


def test_ticks_say_the_year_where_it_begins():
    found = ticks(date(2022, 3, 1), date(2024, 6, 1), "id", 12)
    assert found[0][1] == "Apr 2022"
    assert ("2023", True) in [(label, strong) for _, label, strong in found]
    assert len(found) <= 12
    assert [label for _, label, _ in ticks(date(2024, 8, 1), date(2024, 8, 4), "id", 12)] == ["1 Agu 2024", "2 Agu", "3 Agu"]


@pytest.mark.parametrize(
    ("most", "whole", "expected"), [(7, True, (2, 8)), (1, True, (1, 1)), (437, True, (200, 600)), (0.03, False, (0.01, 0.03))]
)
def test_axes_end_on_round_numbers(most: float, whole: bool, expected: tuple[float, float]):
    assert nice(most, whole) == pytest.approx(expected)


def test_points_cannot_end_their_script():
    assert "<" not in points_json([Read(1.0, 2.0, "2024-01-01", "</script><b>&")])


def test_charts_escape_names(sample_desk: Path):
    from kawat.relations.series import series
    from kawat.relations.standing import levels

    made = series(Desk(sample_desk).ledger, "RUS", "UKR")
    track = Track("<b>&", made.periods, levels(made))
    for size in (WIDE, NARROW):
        for text in (
            level(track, "conflict", [], "under", "en", size).svg,
            several([track, track], "conflict", "x", "y", "id", size).svg,
        ):
            assert ET.fromstring(text).tag == f"{SVG}svg"
    assert ET.fromstring(spark([0.1, -2.0], [None, 3.0], "<&")) is not None
