"""The review page: claims are judged with forms, corrections reach the relations, and nobody else can send them."""

from __future__ import annotations

import re
import time
from pathlib import Path

import msgspec
import pytest
from litestar.testing import TestClient

from kawat.desk import Desk
from kawat.web.shown import codes

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def token(client: TestClient) -> str:
    """Opens the page as a browser would, which brings the cookie, and takes the token from its forms."""
    found = re.search(r'name="_csrf" value="([^"]+)"', client.get("/review").text)
    assert found
    return found[1]


def form(client: TestClient, claim: str, act: str, **fields: str) -> dict[str, str]:
    return {"_csrf": token(client), "claim": claim, "act": act, "by": "Sri H.", "why": "", **fields}


def a_dyad(desk: Path) -> dict[str, object]:
    """A real event of one report between two known sides, with its claim."""
    found = Desk(desk).sql(
        "SELECT e.evidence AS claim, e.actor[1].code AS a, e.recipient[1].code AS b, e.day FROM events e "
        "WHERE e.status = 'real' AND len(e.claims) = 1 AND len(e.actor) = 1 AND len(e.recipient) = 1 "
        "AND e.actor[1].code <> '?' AND e.recipient[1].code <> '?' AND e.day IS NOT NULL ORDER BY e.id LIMIT 1"
    )
    return found.rows()[0]


def events_of(desk: Path, a: str, b: str) -> int:
    return sum(row["events"] for row in Desk(desk).relation(a, b).rows())


def test_a_queue_shows_words_fields_and_forms(web: TestClient):
    for by in ("doubt", "impact"):
        page = web.get("/review", params={"by": by, "lang": "en"}).text
        assert "<kawat-review>" in page
        for action in ("accept", "reject", "edit"):
            assert f'data-action="{action}"' in page
        assert "mark-act" in page
        assert page.count("data-item") <= 10


def test_the_least_certain_claims_come_first(web: TestClient):
    shown = web.get("/review.json").json()["items"]
    weights = [item["place"]["weight"] for item in shown]
    assert len(weights) > 1
    assert weights == sorted(weights, reverse=True)


def test_filters_hold_and_an_unknown_type_is_told(web: TestClient):
    shown = web.get("/review.json", params={"actor": "rus"}).json()["items"]
    assert shown
    assert all("RUS" in codes(item["claim"]["actor"]) for item in shown)
    assert web.get("/review", params={"event": "DANCE"}).status_code == 400
    assert web.get("/review", params={"claim": "c:ffffffffffffffff"}).status_code == 404


def test_a_rejected_claim_leaves_the_series(own_desk: Path, served):
    dyad = a_dyad(own_desk)
    before = events_of(own_desk, dyad["a"], dyad["b"])
    client = served(own_desk)
    sent = form(client, dyad["claim"], "reject", why="sport")
    answer = client.post("/review/correct?by=impact&lang=en", data=sent, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/review?")
    after = client.get(answer.headers["location"]).text
    assert "Rejected by Sri H." in after
    assert f'id="{dyad["claim"]}"' not in after, "a judged claim waits in the queue no more"
    late = time.monotonic() + 60
    while events_of(own_desk, dyad["a"], dyad["b"]) == before and time.monotonic() < late:
        time.sleep(0.2)
    assert events_of(own_desk, dyad["a"], dyad["b"]) == before - 1
    row = Desk(own_desk).corrections().rows()[-1]
    assert (row["verdict"], row["by"], row["why"]) == ("reject", "Sri H.", "sport")


def test_a_correction_can_be_undone(own_desk: Path, served):
    claim = a_dyad(own_desk)["claim"]
    client = served(own_desk)
    client.post("/review/correct", data=form(client, claim, "reject"))
    assert 'data-action="undo"' in client.get("/review", params={"claim": claim}).text
    client.post("/review/correct", data=form(client, claim, "undo"))
    assert [row["verdict"] for row in Desk(own_desk).corrections().rows()] == ["reject", "accept"]
    assert Desk(own_desk).sql("SELECT 1 FROM claims WHERE id = ?", claim).rows()


def test_an_edit_changes_the_fields_that_differ(own_desk: Path, served):
    claim = a_dyad(own_desk)["claim"]
    row = Desk(own_desk).sql("SELECT * FROM claims WHERE id = ?", claim).rows()[0]
    client = served(own_desk)
    fields = {"event": row["event"], "status": "unreal", "actor": codes(row["actor"]), "recipient": "idn.gov"}
    answer = client.post("/review/correct", data=form(client, claim, "edit", **fields), follow_redirects=False)
    assert answer.status_code == 303
    noted = Desk(own_desk).corrections().rows()[-1]
    assert noted["changed"] == ["recipient", "status"]
    now = Desk(own_desk).sql("SELECT * FROM claims WHERE id = ?", claim).rows()[0]
    assert (now["status"], codes(now["recipient"])) == ("unreal", "IDN.GOV")


def test_a_wrong_code_is_told_and_the_form_is_kept(own_desk: Path, served):
    claim = a_dyad(own_desk)["claim"]
    client = served(own_desk)
    fields = {"event": "AID", "status": "real", "actor": "RUSX", "recipient": "UKR", "why": "an own reason"}
    answer = client.post("/review/correct?lang=en", data=form(client, claim, "edit", **fields))
    assert answer.status_code == 400
    assert "RUSX" in answer.text
    assert "Did you mean RUS" in answer.text
    assert 'value="an own reason"' in answer.text
    assert not Desk(own_desk).corrections().rows()


def test_nothing_changed_and_no_name_are_told(own_desk: Path, served):
    claim = a_dyad(own_desk)["claim"]
    row = Desk(own_desk).sql("SELECT * FROM claims WHERE id = ?", claim).rows()[0]
    client = served(own_desk)
    same = {name: codes(row[name]) for name in ("actor", "recipient")} | {"event": row["event"], "status": row["status"]}
    answer = client.post("/review/correct?lang=en", data=form(client, claim, "edit", **same))
    assert (answer.status_code, "Nothing was changed" in answer.text) == (400, True)
    answer = client.post("/review/correct?lang=en", data=form(client, claim, "accept", by=""))
    assert (answer.status_code, "Write your name" in answer.text) == (400, True)
    assert not Desk(own_desk).corrections().rows()


def test_the_name_is_remembered(own_desk: Path, served):
    client = served(own_desk)
    client.post("/review/correct", data={"_csrf": token(client), "act": "name", "by": "Siti Ñ."})
    assert "Siti Ñ." in client.get("/review").text
    client.post("/review/correct", data=form(client, a_dyad(own_desk)["claim"], "accept", by=""))
    assert Desk(own_desk).corrections().rows()[-1]["by"] == "Siti Ñ."


@pytest.mark.parametrize(
    ("headers", "change"),
    [
        ({}, {"_csrf": ""}),
        ({}, {"_csrf": "x" * 43}),
        ({"Origin": "http://evil.example"}, {}),
        ({"Origin": "null"}, {}),
        ({"Sec-Fetch-Site": "cross-site"}, {}),
        ({"Sec-Fetch-Site": "same-site"}, {}),
    ],
)
def test_what_another_site_sends_is_refused(own_desk: Path, served, headers: dict[str, str], change: dict[str, str]):
    client = served(own_desk)
    sent = form(client, a_dyad(own_desk)["claim"], "reject") | change
    assert client.post("/review/correct", data=sent, headers=headers).status_code == 403
    assert not Desk(own_desk).corrections().rows()


def test_a_browser_without_the_cookie_is_refused(own_desk: Path, served):
    client = served(own_desk)
    sent = form(client, a_dyad(own_desk)["claim"], "reject")
    client.cookies.clear()
    assert client.post("/review/correct", data=sent).status_code == 403
    assert not Desk(own_desk).corrections().rows()


def test_the_token_cannot_be_read_by_scripts(sample_desk: Path, served):
    cookie = served(sample_desk).get("/review").headers["set-cookie"]
    assert "kawat_csrf=" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_only_forms_of_a_sane_size_are_read(own_desk: Path, served):
    client = served(own_desk)
    sent = form(client, a_dyad(own_desk)["claim"], "reject")
    assert client.post("/review/correct", json=sent).status_code == 400
    assert client.post("/review/correct", data=sent | {"why": "x" * 100_000}).status_code == 413
    assert not Desk(own_desk).corrections().rows()


def test_asking_writes_nothing(own_desk: Path, served):
    client = served(own_desk)
    version = Desk(own_desk).version
    claim = a_dyad(own_desk)["claim"]
    for address in (f"/review?claim={claim}&act=reject&verdict=reject&by=judged", "/data?format=csv", "/health", "/codebook"):
        assert client.get(address).status_code == 200
    assert client.get(f"/review/correct?claim={claim}&act=reject&by=x").status_code in (404, 405)
    assert Desk(own_desk).version == version


def test_the_way_back_leads_nowhere_else(own_desk: Path, served):
    client = served(own_desk)
    sent = form(client, a_dyad(own_desk)["claim"], "accept", next="//evil.example")
    answer = client.post("/review/correct?back=http://evil.example", data=sent, follow_redirects=False)
    assert answer.headers["location"].startswith("/review?")
    assert "evil" not in answer.headers["location"]


def test_hostile_words_of_a_reviewer_are_only_words(own_desk: Path, served):
    claim = a_dyad(own_desk)["claim"]
    client = served(own_desk)
    evil = '"><script>alert(1)</script>'
    client.post("/review/correct", data=form(client, claim, "reject", by=evil, why=evil))
    page = client.get("/review", params={"claim": claim, "actor": evil, "outlet": evil}).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_reader_may_not_correct(own_desk: Path, served, monkeypatch: pytest.MonkeyPatch):
    client = served(own_desk)
    sent = form(client, a_dyad(own_desk)["claim"], "reject")
    monkeypatch.setattr("kawat.web.posting.role_of", lambda request: "read")
    assert client.post("/review/correct", data=sent).status_code == 403
    assert not Desk(own_desk).corrections().rows()


def test_a_review_is_json_that_can_be_read(web: TestClient):
    assert msgspec.json.decode(web.get("/review.json", params={"by": "impact"}).content)["by"] == "impact"
