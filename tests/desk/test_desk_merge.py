"""A desk's events, stories and places: made of its claims, month by month, the same in whatever order articles came."""

from __future__ import annotations

import json
import random
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from desk.conftest import Fill, article, write
from kawat.cli import app
from kawat.desk import Desk, Store
from kawat.desk import store as module
from kawat.desk.check import check
from kawat.desk.corrections import correct
from kawat.errors import DeskError
from kawat.ingest import Order, ingest
from kawat.ingest import merge as merging
from kawat.ingest.merge import around, merge
from kawat.read.table import Columns

MADE = ("events", "stories", "places")
Row = dict[str, Any]


def news() -> list[Row]:
    """Twelve weeks of other news, and one raid that three outlets tell of around the turn of a month."""
    rows = [article(n, published=(date(2024, 1, 8) + timedelta(days=n)).isoformat()) for n in range(84)]
    told = [
        ("2024-01-31", "a", "Kenya bombed the harbour of Entebbe in Uganda, killing nine sailors."),
        ("2024-02-01", "b", "Nine sailors are dead: Kenyan jets bombed Entebbe, the harbour of Uganda."),
        ("2024-02-01", "c", "Kenya mengebom pelabuhan Entebbe di Uganda, sembilan pelaut tewas."),
    ]
    for day, outlet, text in told:
        title = text.split(",")[0]
        language = "id" if "mengebom" in text else "en"
        rows.append({"title": title, "text": text, "published": day, "outlet": outlet, "language": language,
                     "url": f"https://{outlet}.example/raid"})  # fmt: skip
    return rows


def made(folder: Path) -> dict[str, list[str]]:
    """What was merged, in an order of its own."""
    desk = Desk(folder)
    return {
        name: sorted(json.dumps(row, default=str, sort_keys=True) for row in desk.sql(f"SELECT * FROM {name}").rows())
        for name in MADE
    }


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("merged")
    ingest([write(root / "news.jsonl", news())], root / "desk", lambda name: Columns(), Order(coder="lexicon"))
    merge(root / "desk")
    return root / "desk"


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "desk"))


def test_one_act_told_by_three_outlets_is_one_event_across_the_turn_of_a_month(folder: Path):
    (raid,) = Desk(folder).events(actor="KEN", recipient="UGA", event="ASSAULT").rows()
    assert (raid["reports"], raid["outlets"], raid["status"]) == (3, ["a", "b", "c"], "real")
    assert str(raid["first"]) == "2024-01-31"
    assert raid["word"] in raid["sentence"]
    assert raid["told_by"] in raid["outlets"]
    (story,) = [s for s in Desk(folder).stories(outlet="a").rows() if len(s["documents"]) > 1]
    assert raid["story"] == story["id"]
    assert story["outlets"] == ["a", "b", "c"]


def test_all_claims_and_articles_are_there_once(folder: Path):
    assert not [found for found in check(Store(folder)) if found.count]
    desk = Desk(folder)
    for inside, table, key in (("claims", "events", "claims"), ("documents", "stories", "documents")):
        there = {row["x"] for row in desk.sql(f"SELECT unnest({key}) AS x FROM {table}").rows()}
        assert there == {row["id"] for row in desk.sql(f"SELECT id FROM {inside}").rows()}


def test_a_second_merge_changes_nothing(folder: Path):
    before = Desk(folder).version
    assert merge(folder).made == 0
    assert Desk(folder).version == before


@pytest.mark.parametrize("seed", [1, 2])
def test_articles_that_come_in_pieces_and_any_order_make_the_same_desk(folder: Path, tmp_path: Path, seed: int):
    rows = news()
    random.Random(seed).shuffle(rows)
    for start in range(0, len(rows), 30):
        source = write(tmp_path / f"piece{start}.jsonl", rows[start : start + 30])
        ingest([source], tmp_path / "other", lambda name: Columns(), Order(coder="lexicon"))
        merge(tmp_path / "other")
    assert made(tmp_path / "other") == made(folder)


def test_only_months_around_a_new_article_are_made_again(folder: Path, fill: Fill):
    fill([article(500, published="2024-05-20")])
    receipt = merge(folder)
    assert 0 < receipt.made < receipt.months
    fill([article(501, published="2020-06-01")])
    assert merge(folder).made == 1


def test_a_correction_reaches_the_events(folder: Path):
    (raid,) = Desk(folder).events(event="ASSAULT").rows()
    for claim in raid["claims"]:
        correct(Store(folder), claim, "change", {"recipient": "PER"}, by="Sri", why="test")
    merge(folder)
    (changed,) = Desk(folder).events(event="ASSAULT").rows()
    assert [party["code"] for party in changed["recipient"]] == ["PER"]
    correct(Store(folder), raid["claims"][0], "reject", {}, by="Sri", why="test")
    merge(folder)
    (fewer,) = Desk(folder).events(event="ASSAULT").rows()
    assert set(fewer["claims"]) == set(changed["claims"]) - {raid["claims"][0]}


def test_a_changed_article_takes_its_old_version_out(folder: Path, fill: Fill):
    fill([article(3, text="Chile mengecam Peru. Kabar baru.", published="2024-01-11")])
    merge(folder)
    newest = {row["id"] for row in Desk(folder).documents().rows()}
    assert {row["d"] for row in Desk(folder).sql("SELECT unnest(documents) AS d FROM stories").rows()} == newest


class Stopped(BaseException):
    """A process that dies."""


@pytest.mark.parametrize("step", [0, 2, 4])
def test_a_merge_that_dies_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch, step: int):
    expected = made(folder)
    write, steps = module.write_deltalake, iter(range(100))

    def dying(*args: Any, **named: Any) -> None:
        if next(steps) == step:
            raise Stopped
        write(*args, **named)

    monkeypatch.setattr(merging, "COMMIT_EVENTS", 20)
    monkeypatch.setattr(module, "write_deltalake", dying)
    with pytest.raises(Stopped):
        merge(folder, again=True)
    monkeypatch.setattr(module, "write_deltalake", write)
    merge(folder, again=True)
    assert made(folder) == expected
    assert not [found for found in check(Store(folder)) if found.count]


def test_claims_that_nobody_merged_are_told(fill: Fill, tmp_path: Path):
    fill([article(1)])
    with pytest.raises(DeskError, match="kawat desk merge"):
        Desk(tmp_path / "desk").events()


def test_the_months_around_a_month():
    months = around("2024-03")
    assert {"2024-02", "2024-03", "2024-04"} <= set(months)
    assert months == sorted(months)
    assert "2023-11" not in months
    assert "2024-08" not in months
    assert around("undated") == ["undated"]


def test_events_that_lack_a_correction_say_so(folder: Path):
    (raid,) = Desk(folder).events(event="ASSAULT").rows()
    assert Desk(folder).unmerged() == 0
    correct(Store(folder), raid["evidence"], "change", {"recipient": "PER"}, by="Sri", why="test")
    told = CliRunner().invoke(app, ["events", "--type", "ASSAULT", "--desk", str(folder)])
    assert "1 corrections or recoded articles are not in the events yet" in told.stderr
    merge(folder)
    assert Desk(folder).unmerged() == 0
