"""A document that brings the coder down is put aside with its reason; the others come to the desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from desk.conftest import Fill, article, fill, write
from engines.poison import NAME
from kawat.cli import app
from kawat.desk import Desk, store
from kawat.desk.check import check
from kawat.desk.quarantine import quarantined
from kawat.errors import DeskError
from kawat.ingest import Ingested, Order, ingest
from kawat.read.table import Columns

__all__ = ["fill"]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    rows = [article(n) for n in range(6)]
    rows[2]["text"] += " SEGFAULT."
    rows[4]["text"] += " RAISES."
    return write(tmp_path / "articles.jsonl", rows)


def run(source: Path, desk: Path, told: list[str], coder: str = NAME, **order: bool) -> Ingested:
    return ingest([source], desk, lambda name: Columns(), Order(coder, apart=True, **order), tell=told.append)


def test_only_the_guilty_are_put_aside_and_not_tried_again(tmp_path: Path, source: Path):
    told: list[str] = []
    receipt = run(source, tmp_path / "desk", told)
    assert (receipt.read, receipt.new, receipt.failed, receipt.quarantined) == (6, 4, 2, 2)
    assert told[0].startswith("articles.jsonl:3: the worker process ended (exit code 9)")
    assert "4 new" in receipt.line()
    assert "2 failed (2 of them in quarantine)" in receipt.line()
    desk = Desk(tmp_path / "desk")
    assert [(row["source"], row["reason"]) for row in quarantined(desk)] == [
        ("articles.jsonl:3", "worker died"),
        ("articles.jsonl:5", "coder failed"),
    ]
    assert [found.what for found in check(desk.store) if found.count] == []
    again = run(source, tmp_path / "desk", told)
    assert (again.new, again.known, again.failed, again.dropped) == (0, 4, 0, {"in quarantine": 2})
    assert Desk(tmp_path / "desk").version == desk.version


def test_what_was_put_aside_comes_to_the_desk_when_it_is_tried_again_and_passes(tmp_path: Path, source: Path):
    run(source, tmp_path / "desk", [])
    receipt = run(source, tmp_path / "desk", [], coder="lexicon", retry=True)
    assert (receipt.new, receipt.known, receipt.failed) == (2, 4, 0)
    desk = Desk(tmp_path / "desk")
    assert quarantined(desk) == []
    assert len(desk.sql("SELECT * FROM quarantine")) == 2


def test_a_full_disk_is_named_and_leaves_what_was_committed(tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch):
    fill([article(1)])

    def full(*given: object, **more: object) -> None:
        raise OSError("Generic LocalFileSystem error: No space left on device (os error 28)")

    with monkeypatch.context() as patch:
        patch.setattr(store, "write_deltalake", full)
        with pytest.raises(DeskError, match="the disk is full"):
            fill([article(1), article(2)])
    assert len(Desk(tmp_path / "desk").documents()) == 1
    assert fill([article(1), article(2)]).new == 1


def test_the_command_lists_them(tmp_path: Path, source: Path):
    desk = str(tmp_path / "desk")
    run(source, Path(desk), [])
    listed = CliRunner().invoke(app, ["desk", "quarantine", "--desk", desk], env={"COLUMNS": "200"})
    assert listed.exit_code == 0
    assert "articles.jsonl:3" in listed.output
    assert "ZeroDivisionError" in listed.output
    assert "2: kawat desk quarantine" in CliRunner().invoke(app, ["desk", "info", "--desk", desk]).output
