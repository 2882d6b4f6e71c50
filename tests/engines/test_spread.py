"""A Dask cluster fills the same desk as one process does, whatever ends on the way."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desk.conftest import article, write
from desk.test_store import contents
from engines.poison import NAME
from kawat.desk import Desk
from kawat.desk.check import check
from kawat.desk.quarantine import quarantined
from kawat.errors import EngineError
from kawat.ingest import Ingested, Order, ingest
from kawat.read.table import Columns

distributed = pytest.importorskip("distributed", reason="needs the dask extra: pip install 'kawat[dask]'")


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a cluster of two processes."""
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


def how(name: str) -> Columns:
    return Columns()


def run(sources: list[Path], desk: Path, scheduler: str = "", told: list[str] | None = None, **more: Any) -> Ingested:
    order = Order(**{"coder": "lexicon", "commit": 7, "engine": "dask" if scheduler else "local", "scheduler": scheduler} | more)
    return ingest(sources, desk, how, order, tell=(told if told is not None else []).append)


@pytest.fixture
def sources(tmp_path: Path) -> list[Path]:
    """Two tables: articles that come again, changed and unchanged, within and across shards, and what is left out."""
    padding = " Kuba memuji Vietnam." * 190
    rows = [article(n, text=f"Kenya mengecam Uganda {n}.{padding}") for n in range(40)]
    changed = [article(n, text=f"Kenya memuji Uganda lagi {n}.{padding}") for n in (3, 20, 21, 39, 3)]
    german = {"text": "Der Kanzler hat den Vertrag mit Frankreich nicht unterschrieben, sagte er am Montag in Berlin."}
    one = write(tmp_path / "one.jsonl", [*rows, rows[0], rows[30], german, {"text": ""}])
    other = write(tmp_path / "other.jsonl", [*changed, *rows[:5], *(article(n) for n in range(50, 70)), article(3, text="Peru.")])
    return [one, other]


def test_a_cluster_gives_the_desk_that_one_process_gives(tmp_path: Path, sources: list[Path], scheduler: str):
    alone, told = run(sources, tmp_path / "alone"), list[str]()
    spread = run(sources, tmp_path / "spread", scheduler, told)
    assert contents(tmp_path / "spread") == contents(tmp_path / "alone")
    assert spread.line() == alone.line()
    assert len(told) == 1
    desk = Desk(tmp_path / "spread")
    assert [found.what for found in check(desk.store) if found.count] == []
    assert len(desk.sql("SELECT * FROM shards")) > 8
    again = run(sources, tmp_path / "spread", scheduler)
    assert (again.new, again.known, again.failed) == (0, again.read, 0)


def test_a_stopped_run_goes_on_with_the_shards_that_are_missing(tmp_path: Path, sources: list[Path], scheduler: str):
    class Enough(Exception):
        pass

    def stop(receipt: Ingested) -> None:
        raise Enough

    order = Order("lexicon", commit=7, engine="dask", scheduler=scheduler)
    with pytest.raises(Enough):
        ingest(sources, tmp_path / "spread", how, order, progress=stop)
    there = Desk(tmp_path / "spread").sql("SELECT sum(read) AS n FROM shards").rows()[0]["n"]
    assert 0 < there < 70
    receipt = run(sources, tmp_path / "spread", scheduler)
    assert receipt.known >= there
    run(sources, tmp_path / "alone")
    assert contents(tmp_path / "spread") == contents(tmp_path / "alone")


def test_the_limit_holds_and_the_next_run_goes_on(tmp_path: Path, sources: list[Path], scheduler: str):
    assert run(sources, tmp_path / "spread", scheduler, limit=10).new == 10
    run(sources, tmp_path / "spread", scheduler)
    run(sources, tmp_path / "alone")
    assert contents(tmp_path / "spread") == contents(tmp_path / "alone")


def test_what_is_dropped_by_its_day_is_read_when_it_is_asked_for(tmp_path: Path, sources: list[Path], scheduler: str):
    first = run(sources, tmp_path / "desk", scheduler, since="2022-06-01")
    assert first.dropped["before 2022-06-01"] > 0
    second = run(sources, tmp_path / "desk", scheduler)
    assert second.new + first.new == run(sources, tmp_path / "alone").new


def test_a_document_that_brings_the_coder_down_is_put_aside(tmp_path: Path, scheduler: str):
    rows = [article(n) for n in range(12)]
    rows[5]["text"] += " SEGFAULT."
    source = write(tmp_path / "articles.jsonl", rows)
    sys_path = os.pathsep.join(sys.path)
    with distributed.Client(scheduler) as client:
        client.run(_paths, sys_path)
    told: list[str] = []
    receipt = run([source], tmp_path / "desk", scheduler, told, coder=NAME)
    assert (receipt.new, receipt.failed, receipt.quarantined) == (11, 1, 1)
    assert told[0].startswith("articles.jsonl:6: the worker process ended (exit code 9)")
    assert [row["reason"] for row in quarantined(Desk(tmp_path / "desk"))] == ["worker died"]
    assert run([source], tmp_path / "desk", scheduler, coder=NAME).known == 12
    assert run([source], tmp_path / "desk", scheduler, retry=True).new == 1


def test_a_file_that_ends_every_worker_that_reads_it_is_put_aside(tmp_path: Path, scheduler: str):
    here = os.getpid()

    def deadly(name: str) -> Columns:
        if name == "bad.jsonl" and os.getpid() != here:
            os._exit(9)
        return Columns()

    files = [write(tmp_path / name, [article(n)]) for n, name in enumerate(("a.jsonl", "bad.jsonl", "c.jsonl"))]
    order = Order("lexicon", engine="dask", scheduler=scheduler)
    receipt = ingest(files, tmp_path / "desk", deadly, order)
    assert (receipt.new, receipt.quarantined) == (2, 1)
    (row,) = quarantined(Desk(tmp_path / "desk"))
    assert (Path(row["source"]).name, row["reason"]) == ("bad.jsonl", "lost its worker")
    assert ingest(files, tmp_path / "desk", deadly, order).new == 0


def _paths(paths: str) -> None:
    sys.path[:] = paths.split(os.pathsep)


def test_a_scheduler_that_does_not_answer_is_named(tmp_path: Path, sources: list[Path], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kawat.limits.CLUSTER_REACH_SECONDS", 1)
    with pytest.raises(EngineError, match="no Dask scheduler answers at tcp:"):
        run(sources, tmp_path / "desk", "tcp://127.0.0.1:9")
    assert not (tmp_path / "desk").exists()


def test_a_worker_with_another_kawat_is_told(
    tmp_path: Path, sources: list[Path], scheduler: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("kawat.__version__", "99")
    with pytest.raises(EngineError, match=r"a worker of the cluster has Kawat .*, but 99 asks"):
        run(sources, tmp_path / "desk", scheduler)


def test_dask_that_is_missing_is_told(tmp_path: Path, sources: list[Path], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    importlib.invalidate_caches()
    with pytest.raises(EngineError, match=r"pip install 'kawat\[dask\]'"):
        run(sources, tmp_path / "desk", "local")
