"""The health page accounts for what came in, and says what is not merged yet."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from litestar.testing import TestClient

from kawat.desk import Desk, Store
from kawat.desk.corrections import correct


def test_receipts_sizes_and_lag_for_machines(web: TestClient, sample_desk: Path):
    page = web.get("/health.json").json()
    assert (page["status"], page["version"]) == ("ready", Desk(sample_desk).version)
    counts = page["ingests"][0]["counts"]
    assert counts["read"] == counts["new"] + counts["known"] + counts["failed"] + sum(page["ingests"][0]["dropped"].values())
    assert not any("/" in source for one in page["ingests"] for source in one["sources"]), "a folder of this machine is told"
    rows = {one["name"]: one["rows"] for one in page["tables"]}
    assert rows["claims"] == Desk(sample_desk).sql("SELECT count(*) AS n FROM claims").rows()[0]["n"]
    assert all(one["bytes"] > 0 for one in page["tables"])
    assert page["lag_days"] >= 0
    assert page["server"]["uptime_seconds"] >= 0


@pytest.mark.parametrize(("language", "words"), [("id", "Sumber dan tanda terima"), ("en", "Sources and receipts")])
def test_the_page_in_both_languages(web: TestClient, language: str, words: str):
    assert words in web.get("/health", params={"lang": language}).text


def test_what_is_not_merged_is_told(own_desk: Path, served):
    claim = Desk(own_desk).sql("SELECT id FROM claims ORDER BY id LIMIT 1").rows()[0]["id"]
    correct(Store(own_desk), claim, "reject", {}, by="Sri H.", why="sport")
    page = served(own_desk).get("/health.json").json()
    assert page["unmerged"] == 1
    assert page["corrections"] == {"reject": 1}


def test_a_new_version_is_seen(own_desk: Path, served):
    client = served(own_desk)
    before = client.get("/health.json").json()["version"]
    claim = Desk(own_desk).sql("SELECT id FROM claims ORDER BY id LIMIT 1").rows()[0]["id"]
    correct(Store(own_desk), claim, "accept", {}, by="Sri H.", why="right")
    late = time.monotonic() + 20
    while client.get("/health.json").json()["version"] == before and time.monotonic() < late:
        time.sleep(0.2)
    assert client.get("/health.json").json()["version"] > before
