"""The API: lists by cursor, single records, streams, relations, coding, entity tags; and every example of its document."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from litestar.testing import TestClient

from kawat.desk import Desk
from kawat.web.api.cursor import cursor, key_of
from kawat.web.app import create_app
from kawat.web.safety.guard import Safety
from kawat.web.safety.rate import Rate, Rates

TABLES = {"documents": "documents", "claims": "claims", "quotes": "quotes", "events": "events", "stories": "stories"}
PAGE = (Path(__file__).parents[2] / "docs/api.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def api(sample_desk: Path) -> Iterator[TestClient]:
    safety = Safety(rates=Rates(*(Rate(1e9, 1e9) for _ in Rates._fields)))
    with TestClient(create_app(sample_desk, safety=safety), base_url="http://127.0.0.1:8420") as client:
        yield client


def error(answer: httpx.Response) -> str:
    assert set(answer.json()) == {"error"}
    assert answer.json()["error"]["status"] == answer.status_code
    return str(answer.json()["error"]["message"])


@pytest.mark.parametrize("table", TABLES)
def test_pages_of_a_list_hold_every_row_once(api: TestClient, sample_desk: Path, table: str):
    seen, query = [], {"limit": 7}
    while True:
        page = api.get(f"/api/v1/{table}", params=query).json()
        assert len(page[table]) <= 7
        seen += [row["id"] for row in page[table]]
        if page["next"] is None:
            break
        query["next"] = page["next"]
    count = Desk(sample_desk).sql(f"SELECT count(*) AS n FROM {table}").rows()[0]["n"]
    assert len(seen) == len(set(seen)) == count
    assert api.get(f"/api/v1/{table}/{seen[0]}").json()["id"] == seen[0]
    assert "no" in error(api.get(f"/api/v1/{table}/nothing"))


@pytest.mark.parametrize("table", [*TABLES, "actors"])
def test_streams_hold_every_row(api: TestClient, table: str):
    lines = [json.loads(line) for line in api.get(f"/api/v1/{table}", headers={"accept": "application/x-ndjson"}).iter_lines()]
    read = list(csv.DictReader(io.StringIO(api.get(f"/api/v1/{table}?format=csv").text, newline="")))
    name = "code" if table == "actors" else "id"
    assert sorted(row[name] for row in lines) == sorted(row[name] for row in read)
    pages = api.get(f"/api/v1/{table}?limit=500").json()[table]
    assert {row[name] for row in pages} <= {row[name] for row in lines}
    by_name = {row[name]: row for row in lines}
    assert all(by_name[row[name]] == row for row in pages)


def test_filters(api: TestClient):
    events = api.get("/api/v1/events?limit=500").json()["events"]
    one = next(row for row in events if row["actor"] and row["recipient"])
    for name, value in (("actor", one["actor"][0]), ("event", one["event"]), ("status", one["status"]), ("story", one["story"])):
        found = api.get("/api/v1/events", params={name: value, "limit": 500}).json()["events"]
        assert one["id"] in {row["id"] for row in found}
        assert all(value in str(row[name]) for row in found)
    days = [row["day"] for row in api.get("/api/v1/events?from=2022-01-01&to=2022-12-31").json()["events"]]
    assert all("2022-01-01" <= one <= "2022-12-31" for one in days)
    assert days == sorted(days, reverse=True)
    assert api.get("/api/v1/events?actor=&from=").status_code == 200
    for wrong in ("event=KISS", "status=maybe", "from=2022-13-01", "limit=501", "limit=x", "actor=R%00US", "format=xml"):
        assert error(api.get(f"/api/v1/events?{wrong}"))


def test_cursors_go_on_in_another_version_and_are_not_made_up(api: TestClient):
    given = api.get("/api/v1/claims?limit=2").json()["next"]
    key = key_of(given, "('claims', Filters(tests=(), values=()))", (str, str))
    older = cursor(0, "('claims', Filters(tests=(), values=()))", key)
    assert (
        api.get(f"/api/v1/claims?limit=2&next={older}").json()["claims"]
        == (api.get(f"/api/v1/claims?limit=2&next={given}").json()["claims"])
    )
    for wrong in ("x", given[:-4], given[:-1] + "é", "A" * 900, "null", "W10="):
        assert "cursor" in error(api.get("/api/v1/claims", params={"next": wrong}))
    assert "cursor" in error(api.get("/api/v1/claims", params={"next": given, "event": "AID"}))
    assert "cursor" in error(api.get("/api/v1/quotes", params={"next": given}))


def test_entity_tags(api: TestClient):
    for address in ("/api/v1", "/api/v1/events", "/api/v1/relations/RUS/UKR", "/api/v1/openapi.json"):
        tag = api.get(address).headers["etag"]
        again = api.get(address, headers={"if-none-match": f'W/"x", {tag}'})
        assert (again.status_code, again.content) == (304, b"")
        assert api.get(address, headers={"if-none-match": '"x"'}).status_code == 200


def test_relations_and_shifts(api: TestClient):
    relation = api.get("/api/v1/relations/rus/ukr?by=week&from=2022-01-01&to=2022-12-31").json()
    assert (relation["a"], relation["b"], relation["by"]) == ("RUS", "UKR", "week")
    table = api.get("/api/v1/relations/RUS/UKR?by=week&from=2022-01-01&to=2022-12-31&format=csv").text
    assert len(list(csv.DictReader(io.StringIO(table)))) == len(relation["periods"])
    assert api.get("/api/v1/relations/XXX/YYY").json()["periods"] == []
    assert "neither" in error(api.get("/api/v1/relations/RUS/UKR?expand=WEST"))
    assert api.get("/api/v1/relations/RUS/WEST?expand=WEST").status_code == 200
    assert "periods" in error(api.get("/api/v1/relations/RUS/UKR?by=day&from=1000-01-01"))
    assert api.get("/api/v1/shifts?top=3").json()["shifts"] is not None


def test_coding(api: TestClient):
    text = "Jepang mengirim bantuan obat ke Vanuatu."
    one = api.post("/api/v1/code?coder=lexicon", json={"id": "a1", "text": text}).json()
    assert (one["id"], one["claims"][0]["event"]) == ("a1", "AID")
    assert text[slice(*(one["claims"][0]["trigger"][end] for end in ("start", "end")))] == one["claims"][0]["trigger"]["text"]
    many = api.post("/api/v1/code?coder=lexicon", json=[{"text": text}, {"text": ""}]).json()
    assert [len(coded["claims"]) for coded in many["coded"]] == [1, 0]
    for sent, status in (
        ("{", 400),
        ("[1]", 400),
        ("{}", 400),
        ('{"text": 1}', 400),
        ("[" * 100_000, 400),
        ('{"text": "\\ud800"}', 400),
    ):
        answer = api.post("/api/v1/code", content=sent, headers={"content-type": "application/json"})
        assert answer.status_code == status
        assert error(answer)
    parties = {"text": text, "parties": {"actor": [0, 6], "recipient": [900, 901]}}
    assert "spans" in error(api.post("/api/v1/code?coder=lexicon", json=parties))
    assert api.post("/api/v1/code", content=text).status_code == 415
    assert api.post("/api/v1/code", data={"text": text}).status_code == 415
    assert api.post("/api/v1/code", json=[{"text": "a"}] * 51).status_code == 413
    assert api.post("/api/v1/code", json={"text": "a" * 100_001}).status_code == 413
    assert api.post("/api/v1/code?coder=os:system", json={"text": "a"}).status_code == 400


def test_unknown_addresses_and_methods(api: TestClient):
    assert api.get("/api/v1/nothing").status_code == 404
    assert error(api.get("/api/v1/nothing"))
    wrong = api.delete("/api/v1/claims")
    assert (wrong.status_code, set(wrong.headers["allow"].split(", "))) == (405, {"GET", "OPTIONS"})
    assert api.post("/api/v1/sql", json={"q": "SELECT 1"}).status_code == 404


def test_the_document_for_people(api: TestClient):
    for language in ("id", "en"):
        page = api.get("/api/v1/docs", params={"lang": language}).text
        assert f'<html lang="{language}"' in page
        assert not re.search(r'(?:src|href)="https?:', page)
        assert 'id="list_events"' in page


@pytest.mark.parametrize("line", re.search(r"```sh\n(.*?)```", PAGE, re.S)[1].strip().split("\n"))  # type: ignore[index]
def test_examples_for_the_shell(api: TestClient, line: str):
    words, headers, data = shlex.split(line)[1:], {}, None
    address = next(word for word in words if word.startswith("http"))
    for option, value in pairwise(words):
        if option == "-H":
            headers |= dict([value.split(": ")])
        data = value if option == "-d" else data
    answer = api.post(address, content=data, headers=headers) if data else api.get(address, headers=headers)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize("example", re.findall(r"```python\n(.*?)```", PAGE, re.S))
def test_examples_in_python(api: TestClient, example: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    class Client:
        """httpx.Client, asking the sample."""

        def __init__(self, base_url: str) -> None:
            self.base = base_url

        def __enter__(self) -> Client:
            return self

        def __exit__(self, *_: object) -> None: ...

        def get(self, path: str, **given: object) -> httpx.Response:
            return api.get(self.base + path, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(httpx, "Client", Client)
    monkeypatch.setattr(httpx, "post", api.post)
    exec(example, {})
    assert capsys.readouterr().out
