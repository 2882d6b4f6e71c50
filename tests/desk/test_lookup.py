"""Rows by their ids, events by their rows in the ledger, and several questions at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kawat.desk import Desk
from kawat.errors import DeskError
from kawat.ingest.merge import merge
from kawat.relations.sides import side

from desk.conftest import Fill, article  # isort: skip


@pytest.fixture
def desk(fill: Fill, tmp_path: Path) -> Desk:
    fill([article(n) for n in range(24)])
    merge(tmp_path / "desk")
    return Desk(tmp_path / "desk", memory=200)


def everything(desk: Desk, table: str) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in desk.sql(f"SELECT * FROM {table}").rows()}


@pytest.mark.parametrize("warm", [False, True])
@pytest.mark.parametrize("table", ["documents", "claims", "events", "stories"])
def test_rows_come_in_the_order_of_their_ids(desk: Desk, table: str, warm: bool):
    if warm:
        desk.warm()
    rows = everything(desk, table)
    ids = sorted(rows, reverse=True)[:5]
    assert desk.by_id(table, [*ids, "none"]).rows() == [rows[one] for one in ids]
    assert desk.by_id(table, []).rows() == desk.by_id(table, ["none"]).rows() == []
    assert [list(row) for row in desk.by_id(table, ids[:1], ("month",)).rows()] == [["id", "month"]]


def test_events_of_rows_of_the_ledger_are_the_newest_first(desk: Desk):
    rows = everything(desk, "events")
    found = desk.events_at(desk.ledger.chosen(actor="KEN", status="real"), ("id", "day", "actor")).rows()
    assert {row["id"] for row in found} == {
        one for one, row in rows.items() if "KEN" in [p["code"] for p in row["actor"]] and row["status"] == "real"
    }
    assert [row["day"] for row in found] == sorted((row["day"] for row in found), reverse=True)
    pair = desk.ledger.between(side("KEN"), side("UGA")).rows
    assert [row["id"] for row in desk.events_at(pair).rows()] == [act.id for act in desk.ledger.acts(pair)]
    assert desk.events_at(pair[:1]).rows() == [rows[desk.ledger.acts(pair[:1])[0].id]]


def test_rows_are_chosen_by_type_and_day(desk: Desk):
    rows = everything(desk, "events").values()
    low, high = date(2022, 3, 1), date(2022, 9, 30)
    for event in {row["event"] for row in rows}:
        wanted = sum(row["event"] == event and low <= row["day"] <= high for row in rows)
        assert len(desk.ledger.chosen(event=event, since=low, until=high)) == wanted
    assert not len(desk.ledger.chosen(actor="nobody"))
    assert not len(desk.ledger.chosen(recipient="KEN", event="NONE"))


def test_threads_ask_at_the_same_time_and_only_the_slow_question_is_ended(desk: Desk):
    answers: list[Any] = []

    def ask(question: Callable[[], Any]) -> None:
        try:
            answers.append(question())
        except DeskError as problem:
            answers.append(str(problem))

    slow = "SELECT count(*) AS n FROM range(100000) a, range(100000) b WHERE (a.range * b.range) % 7 = 3"
    questions = [lambda: desk.sql(slow, seconds=0.5).rows()]
    questions += [lambda: (desk.sql("SELECT count(*) AS n FROM events").rows(), id(desk.ledger))] * 8
    threads = [threading.Thread(target=ask, args=(question,)) for question in questions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (late,) = [one for one in answers if isinstance(one, str)]
    assert "took longer" in late
    assert len({str(one) for one in answers if not isinstance(one, str)}) == 1
    assert desk.sql("SELECT 1 AS one").rows() == [{"one": 1}]


def test_what_needs_more_memory_is_told_or_done_but_nothing_can_be_set(desk: Desk):
    assert desk.sql("SELECT current_setting('memory_limit') AS m").rows()[0]["m"].startswith("190")
    with pytest.raises(DeskError):
        desk.sql("SET memory_limit = '8GB'")
