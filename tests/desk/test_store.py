"""The desk's tables are written together or not at all, and read as of one version."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from desk.conftest import Fill, article
from kawat.desk import Desk, Store
from kawat.desk import store as module
from kawat.desk.steps import steps
from kawat.errors import DeskError


def contents(folder: Path) -> dict[str, list[str]]:
    """All rows of a desk, in an order of their own; where a document came from is left out."""
    desk = Desk(folder)
    rows = {t: desk.sql(f"SELECT * FROM {t}").rows() for t in TABLES}
    for row in rows["documents"]:
        row.pop("source")
    return {t: sorted(json.dumps(r, default=str, sort_keys=True) for r in some) for t, some in rows.items()}


TABLES = ("documents", "sentences", "claims", "quotes")


class Stopped(BaseException):
    """A process that dies: nothing handles it."""


@pytest.mark.parametrize("step", range(6))
def test_a_commit_that_dies_at_any_step_leaves_the_desk_as_it_was(
    tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch, step: int
):
    fill([article(n) for n in range(3)])
    before, more = contents(tmp_path / "desk"), [article(n) for n in range(3, 6)]
    steps = iter(range(100))
    write, end = module.write_deltalake, Store._end

    def dying(*args: Any, **named: Any) -> None:
        if next(steps) == step:
            raise Stopped
        write(*args, **named)
        if step == 5 and args[0].metadata().name == "documents":
            raise Stopped  # all is written, only the note still lies there

    monkeypatch.setattr(module, "write_deltalake", dying)
    if step == 4:
        monkeypatch.setattr(Store, "_end", lambda self: (_ for _ in ()).throw(Stopped()))
    with pytest.raises(Stopped):
        fill(more)
    monkeypatch.setattr(module, "write_deltalake", write)
    monkeypatch.setattr(Store, "_end", end)
    if step < 4:
        assert contents(tmp_path / "desk") == before  # a reader sees nothing of it, mended or not
    fill(more)
    mended = contents(tmp_path / "desk")
    fill_again = fill([article(n) for n in range(6)])
    assert (fill_again.new, fill_again.known) == (0, 6)
    assert {t: len(rows) for t, rows in mended.items()} == {t: 2 * len(rows) for t, rows in before.items()}
    assert not list((tmp_path / "desk").glob("_writing.json"))


def test_a_reader_keeps_to_its_version_while_more_is_written(tmp_path: Path, fill: Fill):
    fill([article(1)])
    early = Desk(tmp_path / "desk")
    first, moment = early.version, datetime.now(UTC)
    fill([article(2), article(3)])
    assert len(Desk(tmp_path / "desk").documents()) == 3
    for at in (first, moment):
        old = Desk(tmp_path / "desk", at)
        assert (len(old.documents()), len(old.quotes()), len(old.sql("SELECT * FROM sentences"))) == (1, 1, 3)
    with pytest.raises(DeskError, match="no version 99: its versions are 0 to"):
        Desk(tmp_path / "desk", 99)


def test_small_files_are_merged_and_old_versions_stay(tmp_path: Path, fill: Fill):
    for n in range(4):
        fill([article(12 * n)])  # all of one month
    before, files = contents(tmp_path / "desk"), Store(tmp_path / "desk").table("documents").file_uris()
    fewer = Store(tmp_path / "desk").compact()
    assert fewer["documents"] == len(files) - 1 == 3
    assert contents(tmp_path / "desk") == before
    second = [s["version"] for s in steps(Store(tmp_path / "desk"), 99) if s["what"] == "ingest"][-2]
    assert len(Desk(tmp_path / "desk", second).documents()) == 2
    assert Store(tmp_path / "desk").compact() == dict.fromkeys(fewer, 0)


def test_an_ingest_merges_the_files_of_many_commits(tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "CROWDED", 2)
    for n in range(4):
        fill([article(12 * n)])  # all of one month
    assert len(Store(tmp_path / "desk").table("documents").file_uris()) == 1
    assert len(Desk(tmp_path / "desk").documents()) == 4


def test_a_long_ingest_merges_small_files_on_its_way(tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "CROWDED", 2)
    monkeypatch.setattr(module, "TIDIES", 4)
    fill([article(12 * n) for n in range(9)], commit=1)  # all of one month
    done = [step["what"] for step in reversed(steps(Store(tmp_path / "desk"), 99))]
    assert "compact" in done[: len(done) - 1 - done[::-1].index("ingest")]
    assert len(Desk(tmp_path / "desk").documents()) == 9


def test_what_is_no_desk_is_told(tmp_path: Path):
    with pytest.raises(DeskError, match="is no desk"):
        Desk(tmp_path)
    (tmp_path / "letter.txt").write_text("Dear")
    with pytest.raises(DeskError, match=r"holds other files \(letter.txt\)"):
        Store(tmp_path, create=True)
    with pytest.raises(DeskError, match="is a file; a desk is a folder"):
        Store(tmp_path / "letter.txt", create=True)


def test_a_desk_that_is_being_written_for_too_long_is_told(tmp_path: Path, fill: Fill, monkeypatch: pytest.MonkeyPatch):
    fill([article(1)])
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    with FileLock(tmp_path / "desk" / "_writing.lock"), pytest.raises(DeskError, match="being written by another process"):
        fill([article(2)])
    assert fill([article(2)]).new == 1


@pytest.mark.parametrize(
    ("question", "wrong"),
    [
        ("DROP TABLE documents", "one SELECT statement"),
        ("COPY documents TO 'stolen.csv'", "one SELECT statement"),
        ("SELECT 1; SELECT 2", "one SELECT statement"),
        ("SELECT * FROM read_text('/etc/passwd')", "cannot be answered"),
        ("SELECT * FROM nowhere", "nowhere does not exist"),
        ("WITH x AS (COPY (SELECT 'gone') TO 'FOLDER/documents/_delta_log/00000000000000000000.json') SELECT 1", "cannot be"),
        ("SELECT sum(a.range * b.range % 7) FROM range(10000000) a, range(10000000) b", "longer than 0.2 s"),
    ],
)
def test_questions_only_read_the_desk_and_end_in_time(tmp_path: Path, fill: Fill, question: str, wrong: str):
    fill([article(1)])
    with pytest.raises(DeskError, match=wrong):
        Desk(tmp_path / "desk").sql(question.replace("FOLDER", (tmp_path / "desk").as_posix()), seconds=0.2)
    assert len(Desk(tmp_path / "desk").documents()) == 1


def test_claims_are_asked_for_by_party_type_and_day(tmp_path: Path, fill: Fill):
    fill([article(n) for n in range(24)])
    desk = Desk(tmp_path / "desk")
    kenyan = desk.claims(actor="KEN", event="ACCUSE").rows()
    assert kenyan
    assert all("KEN" in [p["code"] for p in row["actor"]] for row in kenyan)
    assert all(str(row["day"]) >= "2022-06-01" for row in desk.claims(since="2022-06-01").rows())
    assert len(desk.claims(until="2022-05-31")) + len(desk.claims(since="2022-06-01")) == len(desk.claims())
    assert {row["speaker"]["code"] for row in desk.quotes(speaker="PER").rows()} == {"PER"}
    assert desk.sql("SELECT count(*) AS n FROM documents WHERE outlet = ?", "kabar.example").rows() == [{"n": 24}]
