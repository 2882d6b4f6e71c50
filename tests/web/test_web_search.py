"""The search page: articles by words, events by parties, and what the box offers."""

from __future__ import annotations

import pytest
from litestar.testing import TestClient

from kawat.web.pages import PAGES


@pytest.fixture(scope="module")
def filled(web: TestClient) -> TestClient:
    """The sample's client, its index filled."""
    for _ in range(200):
        if web.get("/search.json", params={"q": "presiden"}).json()["complete"]:
            return web
    raise AssertionError("the index was never filled")


def test_articles_are_found_by_their_words(filled: TestClient):
    found = filled.get("/search.json", params={"q": "Myanmar militer"}).json()
    assert found["total"] >= 1
    first = found["articles"][0]
    text = first["title"] + " " + first["snippet"]
    assert "myanmar" in text.lower()
    assert all(0 <= start < end <= len(first["snippet"]) for start, end in first["spans"])
    page = filled.get("/search", params={"q": "Myanmar militer", "lang": "id"}).text
    assert f"/article/{first['document'].replace(':', '%3A')}" in page
    assert "<mark" in page


def test_a_country_is_offered_by_its_name(filled: TestClient):
    offered = filled.get("/search/suggest.json", params={"q": "indone"}).json()
    assert {"code": "IDN", "name": "Indonesia", "url": "/actor/IDN"} in offered["actors"]


def test_events_are_found_by_who_did_what(filled: TestClient):
    found = filled.get("/search.json", params={"of": "events", "actor": "RUS", "status": "real"}).json()
    assert found["events"]
    assert all(any(p["code"] == "RUS" for p in row["actor"]) and row["status"] == "real" for row in found["events"])
    assert [row["day"] for row in found["events"]] == sorted((row["day"] for row in found["events"]), reverse=True)


def test_pages_follow_one_another_without_gap_or_repeat(filled: TestClient):
    for asked in ({"of": "articles", "q": ""}, {"of": "events"}):
        seen, after, key = [], "", "document" if asked["of"] == "articles" else "id"
        while True:
            found = filled.get("/search.json", params=asked | {"after": after}).json()
            seen += [row[key] for row in found[asked["of"]]]
            if not (after := found["after"]):
                break
        assert len(seen) == len(set(seen)) > 40


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"from": "yesterday"}, "from=yesterday"),
        ({"of": "events", "type": "WAR"}, "ASSAULT"),
        ({"of": "events", "after": "x"}, "after"),
    ],
)
def test_a_wrong_question_is_told(filled: TestClient, asked: dict[str, str], told: str):
    answer = filled.get("/search", params=asked)
    assert answer.status_code == 400
    assert told in answer.text


@pytest.mark.parametrize(
    "words", ['"', "*", "a:b NEAR(", "<script>alert(1)</script>", "'; DROP TABLE articles; --", "🙂" * 400, "\x00"]
)
def test_whatever_is_typed_is_no_error(filled: TestClient, words: str):
    for path in ("/search", "/search/suggest.json"):
        for of in ("articles", "events"):
            answer = filled.get(path, params={"q": words, "of": of})
            assert answer.status_code == 200, answer.text[:500]
            assert "<script>alert" not in answer.text


def test_the_search_pages_are_there():
    assert {"search", "suggest"} <= {page.name for page in PAGES}
