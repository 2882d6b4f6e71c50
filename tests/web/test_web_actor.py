"""The actor page: with whom, against whom, in whose words, under which officials."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from litestar.testing import TestClient
from tests.web.written import rows, written

from kawat.actors.registry import memberships
from kawat.desk import Desk
from kawat.relations.sides import side
from kawat.web.partners import partners


def test_an_actor_is_named_in_both_languages(web: TestClient):
    page = web.get("/actor/DEU", params={"lang": "id"}).text
    assert "<h1>Jerman</h1>" in page
    assert ">Germany<" in page
    assert "<h1>Germany</h1>" in web.get("/actor/DEU", params={"lang": "en"}).text


def test_counterparts_link_to_their_relation_in_the_period(web: TestClient):
    page = html.unescape(web.get("/actor/RUS", params={"from": "2022-01-01", "to": "2022-12-31", "lang": "en"}).text)
    assert "Who with" in page
    assert "Who against" in page
    assert "/relation/RUS/UKR?from=2022-01-01&to=2022-12-31" in page


def test_counts_are_those_of_the_ledger(sample_desk: Path):
    ledger = Desk(sample_desk).ledger
    for one in partners(ledger, "RUS")[:5]:
        linked = ledger.between(side("RUS"), side(one.code)).rows
        real = [act for act in ledger.acts(linked) if act.status == "real"]
        assert one.events == len(real)
        assert one.cooperation == sum("cooperation" in act.quad for act in real)
        assert one.conflict == sum("conflict" in act.quad and act.event != "REQUEST" for act in real)


def test_a_bloc_stands_for_its_members_of_each_day(web: TestClient, sample_desk: Path):
    """Each count is that of the relation which it leads to."""
    bloc = max(
        sorted({one.body for one in memberships()}), key=lambda code: len(partners(Desk(sample_desk).ledger, side(code, True)))
    )
    record = web.get(f"/actor/{bloc}.json", params={"expand": bloc, "from": "2021-01-01", "to": "2024-12-31"}).json()
    alone = web.get(f"/actor/{bloc}.json", params={"from": "2021-01-01", "to": "2024-12-31"}).json()
    assert record["events"] > alone["events"]
    for one in record["partners"][:3]:
        asked = {"expand": bloc, "from": "2021-01-01", "to": "2024-12-31"}
        relation = web.get(f"/relation/{bloc}/{one['code']}.json", params=asked).json()
        assert relation["totals"]["events"] == one["events"]
    page = web.get(f"/actor/{bloc}", params={"expand": bloc}).text
    assert f'name="expand" value="{bloc}" checked' in page
    assert f"expand={bloc}" in page
    assert web.get("/actor/RUS", params={"expand": "RUS"}).status_code == 400


def test_a_period_without_events_is_empty_not_an_error(web: TestClient):
    record = web.get("/actor/RUS.json", params={"from": "1950-01-01", "to": "1950-12-31"}).json()
    assert (record["events"], record["partners"], record["newest"]) == (0, [], [])
    assert web.get("/actor/RUS", params={"from": "1950-01-01", "to": "1950-12-31"}).status_code == 200


def test_speakers_and_their_latest_words(web: TestClient, sample_desk: Path):
    most = rows(
        sample_desk, "SELECT speaker.code AS code, speaker.name AS name, count(*) AS n FROM quotes WHERE speaker.name <> '' "
        "AND length(speaker.code) = 3 GROUP BY ALL ORDER BY n DESC, code, name LIMIT 1",
    )[0]  # fmt: skip
    page = html.unescape(web.get(f"/actor/{most['code']}", params={"lang": "id"}).text)
    assert "Siapa berbicara untuknya" in page
    assert f"<li><span>{most['name']}</span>" in page


def test_office_holders_over_time(web: TestClient):
    page = web.get("/actor/IDN", params={"lang": "en"}).text
    holders = page[page.index("Office holders") :]
    assert "Head of state" in holders
    assert "Joko Widodo" in holders
    assert "2014-10-20 – 2024-10-20" in holders


def test_memberships_of_a_country_and_members_of_a_body(web: TestClient):
    assert '<a href="/actor/ASEAN">' in web.get("/actor/IDN").text
    body = web.get("/actor/ASEAN", params={"lang": "id"}).text
    assert '<a href="/actor/IDN">' in body
    assert "Badan atau blok internasional" in body


def test_the_table_has_levels(web: TestClient):
    table = web.get("/actor/RUS.csv").text.splitlines()
    assert table[0] == "code,events,cooperation,conflict,mean,level,low,high"
    assert any(line.startswith("UKR,") for line in table)


@pytest.mark.parametrize(("language", "told"), [("id", "Tidak ada pelaku dengan kode XQZ"), ("en", "no actor with the code XQZ")])
def test_an_unknown_code_is_told(web: TestClient, language: str, told: str):
    answer = web.get("/actor/XQZ", params={"lang": language})
    assert answer.status_code == 404
    assert told in answer.text


def test_a_day_that_is_none_is_told(web: TestClient):
    answer = web.get("/actor/RUS", params={"from": "yesterday", "lang": "en"})
    assert answer.status_code == 400
    assert "2024-01-31" in answer.text


def test_hostile_speakers_stay_text(served, tmp_path: Path):
    text = '"Kami menolak <script>alert(1)</script> dan semua tuntutan itu hari ini," kata Presiden Kenya di Nairobi.'
    article = {"title": "Kenya menolak", "text": text, "published": "2022-06-10", "outlet": "<b>Koran</b>", "language": "id"}
    page = served(written(tmp_path, [article])).get("/actor/KEN").text
    assert "<script>alert" not in page
    assert "<b>Koran" not in page
