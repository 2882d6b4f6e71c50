"""Compare outlets: the numbers are those of ``kawat compare``; names are text whatever they hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from litestar.testing import TestClient

from kawat import Desk
from kawat.ingest import Order, ingest
from kawat.ingest.merge import merge
from kawat.read.table import Columns
from kawat.relations.outlets import Telling, questions, tellings
from kawat.relations.sides import side
from kawat.web.charts.tone import NARROW, WIDE, Words, svg

DAYS = {"from": "2021-01-01", "to": "2023-12-31"}
DYAD = DAYS | {"a": "RUS", "b": "UKR", "least": 1}


def test_tellings_are_those_of_compare(web: TestClient, sample_desk: Path):
    desk = Desk(sample_desk)
    for what, by in (("outlets", "outlet"), ("languages", "language")):
        ask = questions(side("RUS"), side("UKR"), by, date(2021, 1, 1), date(2023, 12, 31))
        told, quoted = (desk.sql(question, named=ask.values).rows() for question in (ask.told, ask.quoted))
        record = web.get("/outlets.json", params=DYAD | {"what": what}).json()
        assert [(one["name"], one["claims"], one["tone"]) for one in record["tellings"]] == [
            (one.name, one.claims, one.tone) for one in tellings(told, quoted)
        ]
        assert sum(one["share"] for one in record["tellings"]) == pytest.approx(1)


def test_a_bloc_is_told_of_as_its_members_of_each_day(web: TestClient, sample_desk: Path):
    ask = {"a": "RUS", "b": "WEST", "least": 1} | DAYS
    alone, members = (web.get("/outlets.json", params=ask | more).json() for more in ({}, {"expand": "WEST"}))
    claims = [sum(one["claims"] for one in record["tellings"]) for record in (alone, members)]
    assert claims[1] > claims[0]
    rows = Desk(sample_desk).sql(
        "SELECT actor, recipient, day FROM claims WHERE status = 'real' AND origin <> 'related' AND day BETWEEN ? AND ?",
        date(2021, 1, 1), date(2023, 12, 31),
    ).rows()  # fmt: skip
    west, found = side("WEST", True), 0
    for row in rows:
        (codes,) = (term.codes for term in west.terms if term.start <= row["day"] <= term.until)
        doers, others = ({party["code"] for party in row[column]} for column in ("actor", "recipient"))
        other = others or doers
        found += ("RUS" in doers and bool(codes & other)) or (bool(codes & doers) and "RUS" in other)
    assert claims[1] == found
    page = web.get("/outlets", params=ask | {"expand": "WEST"}).text
    assert 'name="expand" value="WEST" checked' in page


def test_what_only_one_outlet_reports(web: TestClient, sample_desk: Path):
    record = web.get("/outlets.json", params=DYAD).json()
    assert record["only"]
    assert all(len(event["outlets"]) == 1 for event in record["only"])
    assert sum(one["only"] for one in record["tellings"]) >= len(record["only"])
    page = web.get("/outlets", params=DYAD | {"lang": "en"}).text
    assert "What only one outlet reports" in page
    assert "#events" in page
    web.cookies.clear()


def test_without_a_dyad_all_outlets_are_listed(web: TestClient, sample_desk: Path):
    rows = web.get("/outlets.json").json()["outlets"]
    counted = Desk(sample_desk).sql("SELECT outlet, count(*) AS n FROM documents GROUP BY 1").rows()
    assert {row["name"]: row["articles"] for row in rows} == {row["outlet"]: row["n"] for row in counted}
    assert all(row["first"] <= row["last"] for row in rows)
    assert web.get("/outlets.csv").text.startswith("name,articles,languages,first,last,dyads\n")
    page = web.get("/outlets", params={"lang": "id"}).text
    assert "Warta Samudra" in page
    assert "Perbandingan media" in page
    assert web.get("/outlets.svg").status_code == 404
    web.cookies.clear()


def test_other_formats(web: TestClient):
    picture = ElementTree.fromstring(web.get("/outlets.svg", params=DYAD).text)
    assert "Warta Samudra" in "".join(picture.itertext())
    assert web.get("/outlets.png", params=DYAD).content.startswith(b"\x89PNG")
    assert web.get("/outlets.csv", params=DYAD).text.startswith(
        "name,claims,share,articles,conflict,low,high,tone,attention,quoted,only\n"
    )


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"a": "RUS"}, "a=ISR&b=PSE"), ({"a": "RUS", "b": "rus"}, "RUS"), ({"a": "RUS", "b": "ATLANTIS"}, "ATLANTIS"),
        ({"a": "RUS", "b": "UKR", "from": "spring"}, "2024-01-31"), ({"least": "0"}, "least"), ({"what": "mood"}, "what"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_told(web: TestClient, wrong: dict[str, str], says: str):
    answer = web.get("/outlets.json", params=wrong)
    assert answer.status_code == 400
    assert says in answer.json()["error"]["message"]


def test_a_dyad_that_nobody_tells_of_is_no_error(web: TestClient):
    for language, says in (("id", "Tidak ada media dengan"), ("en", "No outlet has at least")):
        answer = web.get("/outlets", params=DAYS | {"a": "NRU", "b": "PER", "lang": language})
        assert answer.status_code == 200
        assert says in answer.text
    web.cookies.clear()


def test_a_hostile_outlet_is_text(tmp_path: Path, served):
    import json

    bad = "<img src=x onerror=alert(1)>\"'&"
    rows = [
        {"id": f"d{n}", "outlet": bad, "language": "en", "published": f"2023-05-0{n + 1}", "text": text}
        for n, text in enumerate(
            ("Russia attacked Ukraine near Kyiv.", "Russia condemned Ukraine on Friday.", "Ukraine accused Russia.")
        )
    ]
    source = tmp_path / "rows.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ingest([source], tmp_path / "desk", lambda name: Columns(), Order(coder="lexicon"))
    merge(tmp_path / "desk")
    client = served(tmp_path / "desk")
    for query in ({}, {"a": "RUS", "b": "UKR", "least": "1"}):
        page = client.get("/outlets", params=query).text
        assert "<img" not in page
        assert "&lt;img src=x" in page
    assert "<img" not in client.get("/outlets.svg", params={"a": "RUS", "b": "UKR", "least": "1"}).text


@pytest.mark.parametrize("picture", [WIDE, NARROW])
def test_a_long_name_is_cut_to_the_room_there_is(picture):
    one = Telling("Wire " * 40, 9, 8, 0.5, 0.2, 0.8, -3.0, 0.1, ())
    words = Words("t", "d", "tone", "conflict", lambda telling: telling.name, lambda telling: telling.name, lambda telling: "")
    root = ElementTree.fromstring(svg([one], words, picture))
    labels = [text for text in root.itertext() if text.startswith("Wire") and text.endswith("…")]
    assert len(labels) == 1
