"""Terkini: what is new, what is told most, what has shifted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from litestar.testing import TestClient
from tests.web.written import rows, written

from kawat.web.app import create_app
from kawat.web.pages.home import spread

PAIRS = [("Kenya", "Uganda"), ("Peru", "Chile"), ("Jepang", "Vietnam")]


def _article(n: int, day: str, one: str = "Kenya", other: str = "Uganda", **more: str) -> dict[str, str]:
    text = f"{one} mengecam {other} soal perbatasan nomor {n}. Kedua negara berunding lagi di kota ke-{n}."
    return {
        "title": f"{one} Kecam {other} Soal Perbatasan {n}", "text": text, "published": day, "outlet": f"Koran {n % 3}",
        "url": f"https://koran.example/{n}",
    } | more  # fmt: skip


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A week of three quarrels, and one article that is misdated by years."""
    told = [_article(n, f"2022-06-{10 + n % 4}", *PAIRS[n % 3]) for n in range(12)]
    return written(tmp_path_factory.mktemp("week"), [*told, _article(99, "2029-01-01", "Laos", "Kamboja")])


@pytest.fixture(scope="module")
def front(week: Path) -> Iterator[TestClient]:
    """Asks the pages of it."""
    with TestClient(create_app(week), base_url="http://127.0.0.1") as client:
        yield client


def test_the_front_page_says_what_the_desk_holds(web: TestClient, sample_desk: Path):
    counts = rows(sample_desk, "SELECT count(*) AS articles, (SELECT count(*) FROM events) AS events FROM documents")[0]
    page = web.get("/", params={"lang": "id"}).text
    assert f"{counts['articles']} artikel" in page
    assert f"{counts['events']} peristiwa".replace(",", ".") in page
    assert 'action="/search"' in page


def test_events_come_of_several_dyads_newest_first(front: TestClient):
    page = front.get("/index.json").json()
    parties = [(row["actor"][0]["code"], row["recipient"][0]["code"]) for row in page["events"]]
    assert {frozenset(pair) for pair in parties[:3]} == {
        frozenset(("KEN", "UGA")), frozenset(("PER", "CHL")), frozenset(("JPN", "VNM"))
    }  # fmt: skip
    assert all(row["status"] == "real" for row in page["events"])


def test_a_lone_misdated_article_does_not_empty_the_page(front: TestClient):
    page = front.get("/index.json").json()
    assert page["day"] == "2022-06-13"
    assert {row["day"][:7] for row in page["events"]} == {"2022-06"}


def test_stories_are_numbered_with_their_outlets_and_articles(front: TestClient):
    page = front.get("/", params={"lang": "id"}).text
    popular = page[page.index("Terpopuler") :]
    assert "<ol>" in popular
    assert re.search(r"\d+ artikel · ", popular)
    assert re.search(r'href="/story/s%3A[0-9a-f]+"', page)


def test_where_no_relation_shifted_the_page_says_so_or_nothing(front: TestClient):
    client = front
    assert client.get("/index.json").json()["turns"] == []
    assert "Shifts" not in client.get("/", params={"lang": "en"}).text


def test_a_shift_links_to_its_relation_with_the_time_around_it_brushed(monkeypatch: pytest.MonkeyPatch, served, week: Path):
    from kawat.relations.shifts import Shift
    from kawat.web.pages import home

    shift = Shift("RUS", "UKR", date(2022, 2, 21), 0.99, "worse", -3.0, -60.0, 0.5, 0.9, 300)
    monkeypatch.setattr(home, "top_shifts", lambda *_, **__: [shift])
    client = served(week)
    page = client.get("/", params={"lang": "en"}).text
    assert "/relation/RUS/UKR?from=2021-08-23&amp;to=2022-08-22" in page
    assert "since 21 February 2022" in page
    assert "Latest shifts" in page, "they are not of this week, and it says so"


def test_the_table_of_the_front_page(front: TestClient):
    answer = front.get("/index.csv")
    assert answer.text.splitlines()[0].startswith("id,day,event,actor,recipient")
    assert "KEN" in answer.text


def test_hostile_titles_and_outlets_stay_text(served, tmp_path: Path):
    evil = '<img src=x onerror="alert(1)">'
    desk = written(tmp_path, [_article(n, "2022-06-10", title=f"{evil} {n}", outlet=f"{evil}") for n in range(6)])
    for language in ("id", "en"):
        page = served(desk).get("/", params={"lang": language}).text
        assert "<img" not in page
        assert "&lt;img src=x" in page


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_empty_and_an_unmerged_desk_have_a_front_page(served, tmp_path: Path, language: str):
    desk = written(tmp_path, [_article(1, "2022-06-10")], merged=False)
    answer = served(desk).get("/", params={"lang": language})
    assert answer.status_code == 200
    assert "kawat desk merge" in answer.text


def test_spread_takes_one_of_each_dyad_before_a_second():
    def row(a: str, b: str) -> dict:
        return {"actor": [{"code": a, "sector": ""}], "recipient": [{"code": b, "sector": ""}]}

    many = [row("A", "B"), row("B", "A"), row("A", "B"), row("C", "D")]
    assert spread(many, 2) == [many[0], many[3]]
    assert spread(many, 4)[:2] == [many[0], many[3]]
    alone = row("A", "A")
    assert spread([alone, *many], 2) == [many[0], many[3]], "what links no two parties comes last"
