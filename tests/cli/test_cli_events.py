"""``kawat events``, ``kawat story`` and ``kawat compare`` on a small desk of our own articles."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from desk.conftest import article, write
from kawat.cli import app
from kawat.desk import Desk
from kawat.ingest import Order, ingest
from kawat.ingest.merge import merge
from kawat.read.table import Columns
from kawat.relations.outlets import wilson

RAID = [
    ("2024-01-31", "Kabar A", "Kenya bombed the harbour of Entebbe in Uganda, killing nine sailors."),
    ("2024-02-01", "Kabar B", "Nine sailors are dead: Kenyan jets bombed Entebbe, the harbour of Uganda."),
    (
        "2024-02-01",
        "Kabar C",
        "Kenya did not bomb the harbour of Entebbe in Uganda, its president said. “We want peace,” he said.",
    ),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("told")
    rows = [article(n, published=f"2024-01-{n + 1:02d}") for n in range(28)]
    rows += [
        {"title": f"{outlet}: {text.split(',')[0]}", "text": text, "published": day, "outlet": outlet, "language": "en", "url": f"https://x.example/{n}"}
        for n, (day, outlet, text) in enumerate(RAID)
    ]  # fmt: skip
    rows[-1]["title"] += " \x1b[2J[bold]"
    ingest([write(root / "news.jsonl", rows)], root / "desk", lambda name: Columns(), Order(coder="lexicon"))
    merge(root / "desk")
    return root / "desk"


def run(*words: str, desk: Path) -> str:
    result = CliRunner(env={"COLUMNS": "120"}).invoke(app, [*words, "--desk", str(desk)])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_events_show_who_did_what_with_the_sentence(desk: Path):
    told = " ".join(run("events", "--actor", "ken", "--type", "assault", "--labels", "en", desk=desk).split())
    assert "KEN" in told
    assert "UGA" in told
    assert "Entebbe" in told
    assert "Kabar" in told
    assert "no such event" in run("events", "--actor", "FRA", "--labels", "en", desk=desk)
    assert "tidak ada peristiwa" in run("events", "--actor", "FRA", "--labels", "id", desk=desk)


def test_events_come_as_rows_and_the_newest_first_few_are_told(desk: Path):
    rows = [json.loads(line) for line in run("events", "--format", "jsonl", "--limit", "0", desk=desk).splitlines()]
    assert len(rows) == len(Desk(desk).events(status="real"))
    few = CliRunner().invoke(app, ["events", "--limit", "2", "--desk", str(desk)])
    assert "the newest 2 of" in few.stderr
    table = list(csv.DictReader(io.StringIO(run("events", "--format", "csv", "--limit", "3", desk=desk))))
    assert len(table) == 3
    assert json.loads(table[0]["actor"])[0]["code"]


def test_a_wrong_type_or_day_is_told(desk: Path):
    for words, told in ((["--type", "ASALT"], "ASSAULT"), (["--since", "May"], "is no day")):
        result = CliRunner().invoke(app, ["events", *words, "--desk", str(desk)])
        assert result.exit_code != 0
        assert told in result.output + str(result.exception)


def _story(desk: Path) -> dict[str, Any]:
    rows = json.loads(run("story", "--format", "json", desk=desk))
    assert rows == sorted(rows, key=lambda s: (-len(s["outlets"]), -len(s["documents"]), s["id"]))
    return dict(rows[0])


def test_a_story_is_found_and_shown_with_its_reports(desk: Path):
    found = _story(desk)
    assert len(found["documents"]) >= 2
    told = run("story", found["id"][:8], "--labels", "en", desk=desk)
    assert "31 January 2024" in told
    assert "\x1b[2J" not in told
    for outlet in found["outlets"]:
        assert outlet in told
    whole = json.loads(run("story", found["id"], "--format", "json", desk=desk))
    assert {article["id"] for article in whole["articles"]} == set(found["documents"])
    assert all(event["story"] == found["id"] for event in whole["events"])
    assert found["id"][:12] in run("story", found["title"][:12], desk=desk)


def test_a_denial_stands_beside_the_report(desk: Path):
    (raid,) = Desk(desk).events(event="ASSAULT", status="real", actor="KEN").rows()
    assert raid["contradicted"]
    told = run("story", raid["story"], "--labels", "id", desk=desk)
    assert "Laporan yang bertentangan" in told
    assert "tidak terjadi" in told


def test_an_unknown_story_is_told(desk: Path):
    result = CliRunner().invoke(app, ["story", "s:nothing", "--desk", str(desk)])
    assert "no story 's:nothing'" in str(result.exception)
    assert "no such story" in run("story", "nothing like it", "--labels", "en", desk=desk)


def test_outlets_are_compared(desk: Path):
    rows = json.loads(run("compare", "ken", "uga", "--least", "1", "--format", "json", desk=desk))
    named = {row["name"]: row for row in rows}
    assert {"Kabar A", "Kabar B"} <= named.keys()
    assert named["Kabar A"]["conflict"] == 1
    assert 0 < named["Kabar A"]["low"] < 1
    assert named["Kabar A"]["attention"] == 1
    told = run("compare", "KEN", "UGA", "--least", "1", "--labels", "en", desk=desk)
    assert "Kabar A" in told
    languages = list(
        csv.DictReader(io.StringIO(run("compare", "KEN", "UGA", "--languages", "--format", "csv", "--least", "1", desk=desk)))
    )
    assert {row["name"] for row in languages} <= {"en", "id"}
    assert "nobody reports" in run("compare", "FRA", "JPN", "--labels", "en", desk=desk)


def test_the_interval_of_a_share_is_wilsons():
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(5, 10, 1.96)
    assert (round(low, 3), round(high, 3)) == (0.237, 0.763)
