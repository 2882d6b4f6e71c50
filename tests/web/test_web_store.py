"""What holds the desk for the server: it takes up what is new, and says why there are no events."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kawat.errors import DeskError
from kawat.ingest import Order, ingest
from kawat.ingest.merge import merge
from kawat.read.table import Columns
from kawat.web.store import Holder, Results

ARTICLE = '{{"text": "{0} mengecam {1}.", "title": "{0}", "published": "2022-05-0{2}", "url": "https://kabar.example/{2}"}}\n'


def told(folder: Path, one: str, other: str, day: int) -> None:
    file = folder.parent / f"{day}.jsonl"
    file.write_text(ARTICLE.format(one, other, day), encoding="utf-8")
    ingest([file], folder, lambda name: Columns(), Order(coder="lexicon"))


def within(seconds: float, true: Callable[[], bool]) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return true()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    told(tmp_path / "desk", "Peru", "Chile", 1)
    return tmp_path / "desk"


def test_an_unmerged_desk_says_so_and_its_events_come_when_it_is_merged(folder: Path):
    holder = Holder(folder, every=0.05)
    try:
        assert (holder.state, "desk merge" in holder.message) == ("unmerged", True)
        assert len(holder.desk.documents()) == 1
        before = holder.stamp
        merge(folder)
        assert within(20, lambda: holder.state == "ready")
        assert (holder.message, len(holder.desk.ledger)) == ("", 1)
        assert holder.stamp != before
    finally:
        holder.close()


def test_what_was_kept_goes_when_the_desk_has_grown(folder: Path):
    merge(folder)
    holder = Holder(folder, every=0.05, patience=20)
    try:
        assert holder.state == "ready"
        shown = holder.desk
        assert holder.cached("events", lambda desk: len(desk.events())) == 1
        told(folder, "Kenya", "Uganda", 2)
        merge(folder)
        assert within(20, lambda: holder.cached("events", lambda desk: len(desk.events())) == 2)
        assert len(shown.events()) == 1
    finally:
        holder.close()


def test_a_desk_that_cannot_be_read_for_a_while_goes_on_being_shown(folder: Path):
    merge(folder)
    holder = Holder(folder, every=0.05, patience=20)
    try:
        while any(thread.name == "kawat-index" for thread in threading.enumerate()):
            time.sleep(0.02)  # what makes its lock just now would make the folder again
        folder.rename(folder.with_name("away"))
        time.sleep(0.3)
        assert holder.state == "ready"
        assert len(holder.desk.ledger) == 1
        folder.with_name("away").rename(folder)
        told(folder, "Kenya", "Uganda", 2)
        merge(folder)
        assert within(20, lambda: len(holder.desk.ledger) == 2)
    finally:
        holder.close()


def test_without_a_desk_there_is_nothing_to_hold(tmp_path: Path):
    with pytest.raises(DeskError):
        Holder(tmp_path / "none")


def test_an_empty_desk_is_empty(tmp_path: Path):
    from kawat.desk import Store

    Store(tmp_path / "desk", create=True)
    holder = Holder(tmp_path / "desk", patience=20)
    holder.close()
    assert holder.state == "empty"
    assert len(holder.desk.ledger) == 0


def test_a_result_is_made_once_however_many_ask_together():
    results, calls, answers = Results(), [], []

    def slow() -> int:
        calls.append(1)
        time.sleep(0.1)
        return 7

    threads = [threading.Thread(target=lambda: answers.append(results.get("key", slow))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(calls), answers) == (1, [7] * 8)


def test_what_fails_is_tried_again_and_the_least_used_goes_first():
    results = Results(kept=2)
    with pytest.raises(ZeroDivisionError):
        results.get("a", lambda: 1 // 0)
    assert [results.get(key, lambda: 1) for key in ("a", "b", "a", "c")] == [1, 1, 1, 1]
    assert [results.get(key, lambda: 2) for key in ("a", "c", "b")] == [1, 1, 2]
