"""The data page: what an export would hold is what it holds, its files are the command's, and names lead nowhere else."""

from __future__ import annotations

import csv
import io
import json
import re
import threading
import time
from pathlib import Path

import pytest
from litestar.testing import TestClient

from kawat.desk import Desk
from kawat.engines.apart import Ended, apart
from kawat.export import Query, export
from kawat.web import exports
from kawat.web.wrong import Wrong


def built(client: TestClient, **fields: str) -> dict[str, object]:
    """Has an export built as a browser would, and waits for it."""
    found = re.search(r'name="_csrf" value="([^"]+)"', client.get("/data").text)
    assert found
    answer = client.post("/data/export", data={"_csrf": found[1], **fields}, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    late = time.monotonic() + 90
    while time.monotonic() < late:
        first = client.get("/data.json", params={"export": answer.headers["location"].split("export=")[1].split("#")[0]}).json()
        if first["exports"][0]["state"] in ("done", "failed"):
            assert first["exports"][0]["state"] == "done", first["exports"][0].get("message")
            return first["exports"][0]
        time.sleep(0.2)
    raise AssertionError("the export was never done")


def read(client: TestClient, one: dict[str, object], name: str) -> bytes:
    answer = client.get(f"/data/exports/{one['id']}/{name}")
    assert answer.status_code == 200
    return answer.content


def test_a_preview_counts_what_an_export_holds(web: TestClient, sample_desk: Path):
    page = web.get("/data.json", params={"actor": "rus"}).json()
    wanted = Desk(sample_desk).events(actor="RUS", status="real")
    assert page["counts"]["real"] == len(wanted)
    assert 0 < len(page["rows"]) <= 8


def test_an_export_is_the_commands(sample_desk: Path, served, tmp_path: Path):
    client = served(sample_desk)
    one = built(client, format="csv", actor="rus")
    made = export(Desk(sample_desk), tmp_path / "own", "csv", Query(actor="RUS"))
    for file in made.files:
        assert read(client, one, file.name) == (tmp_path / "own" / file.name).read_bytes()
    manifest = json.loads(read(client, one, "manifest.json"))
    assert manifest["content"] == made.content
    assert [file["sha256"] for file in manifest["files"]] == [file.sha256 for file in made.files]
    rows = list(csv.DictReader(io.StringIO(read(client, one, "events.csv").decode())))
    assert len(rows) == made.receipt["events"]


def test_the_page_cites_in_the_readers_language(sample_desk: Path, served):
    client = served(sample_desk)
    one = built(client, format="plover", event="ASSAULT")
    for language, words in (("id", "Dikode dengan Kawat"), ("en", "Coded with Kawat")):
        page = client.get("/data", params={"lang": language, "export": one["id"]}).text
        assert words in page
        assert "@misc{kawat-" in page
        assert f'/data/exports/{one["id"]}/manifest.json"' in page


def test_files_come_as_attachments(sample_desk: Path, served):
    client = served(sample_desk)
    one = built(client, format="csv", event="ASSAULT")
    answer = client.get(f"/data/exports/{one['id']}/events.csv")
    assert answer.headers["content-disposition"].startswith('attachment; filename="kawat-csv-events.csv"')
    assert answer.headers["x-content-type-options"] == "nosniff"
    for name in (
        "export.json",
        "..%2Fexport.json",
        "%2e%2e/export.json",
        "nothing.csv",
        "..",
        "events.csv%00",
        "%2Fetc%2Fpasswd",
    ):
        assert client.get(f"/data/exports/{one['id']}/{name}").status_code == 404, name
    for id in ("x0000000000000000", "..", "%2e%2e", "x"):
        assert client.get(f"/data/exports/{id}/events.csv").status_code == 404, id


def test_an_export_needs_the_token_and_an_own_page(sample_desk: Path, served):
    client = served(sample_desk)
    assert client.post("/data/export", data={"format": "csv"}).status_code == 403
    found = re.search(r'name="_csrf" value="([^"]+)"', client.get("/data").text)
    assert found
    sent = {"_csrf": found[1], "format": "csv"}
    assert client.post("/data/export", data=sent, headers={"Origin": "http://evil.example"}).status_code == 403
    assert client.get("/data.json").json()["exports"] == []


def test_what_cannot_be_built_is_told(sample_desk: Path, served):
    client = served(sample_desk)
    found = re.search(r'name="_csrf" value="([^"]+)"', client.get("/data").text)
    assert found
    for fields, words in (
        ({"format": "xlsx"}, "format=xlsx"),
        ({"format": "csv", "event": "DANCE"}, "DANCE"),
        ({"format": "csv", "from": "yesterday"}, "yesterday"),
        ({"format": "csv", "actor": "NOBODY"}, "No real event"),
    ):
        answer = client.post("/data/export?lang=en", data={"_csrf": found[1], **fields})
        assert answer.status_code == 400, fields
        assert words in answer.text
    assert client.get("/data", params={"format": "xlsx"}).status_code == 400


def test_hostile_filters_are_only_words(web: TestClient):
    page = web.get("/data", params={"actor": '"><script>alert(1)</script>', "lang": "en"}).text
    assert "<script>alert" not in page.lower()


def test_only_some_exports_wait_and_old_ones_go(sample_desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    kept = exports.Exports(sample_desk, tmp_path / "exports")
    monkeypatch.setattr(kept, "_work", lambda one: None)
    for number in range(exports.AT_ONCE + exports.WAITING):
        kept.ask("csv", Query(since=f"2022-01-0{number + 1}"), 1)
    with pytest.raises(Wrong, match="everal exports"):
        kept.ask("csv", Query(since="2022-02-01"), 1)
    same = kept.ask("csv", Query(since="2022-01-01"), 1)
    assert same in kept.listed(), "the same export is not built twice"
    for one in kept.listed():
        one.state, one.asked = "done", "2020-01-01T00:00:00+00:00"
    assert kept.listed() == []
    kept.close()


def test_exports_in_a_folder_of_ones_own_outlive_the_server(sample_desk: Path, tmp_path: Path):
    first = exports.Exports(sample_desk, tmp_path / "exports")
    one = first.ask("csv", Query(event="ASSAULT"), Desk(sample_desk).version)
    late = time.monotonic() + 60
    while one.state not in ("done", "failed") and time.monotonic() < late:
        time.sleep(0.1)
    first.close()
    later = exports.Exports(sample_desk, tmp_path / "exports")
    assert [found.id for found in later.listed()] == [one.id]
    assert later.file(one.id, "events.csv")
    later.close()


def test_long_work_is_stopped():
    with pytest.raises(Exception, match="took longer"):
        apart(time.sleep, 30, seconds=0.5)


def test_long_work_ends_with_the_one_who_asked_for_it():
    ending = threading.Event()
    ending.set()
    began = time.monotonic()
    with pytest.raises(Ended):
        apart(time.sleep, 30, seconds=60, ending=ending)
    assert time.monotonic() - began < 20
