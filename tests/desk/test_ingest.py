"""Each article comes to the desk once, whatever happens on the way."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desk.conftest import Fill, article, write
from desk.test_store import contents
from kawat.desk import Desk
from kawat.desk.check import check
from kawat.errors import SourceError
from kawat.read.table import Columns


def test_a_second_ingest_adds_nothing_and_leaves_the_version(tmp_path: Path, fill: Fill):
    rows = [article(n) for n in range(5)]
    first = fill(rows)
    version = Desk(tmp_path / "desk").version
    second = fill(rows)
    assert (first.read, first.new, first.known) == (5, 5, 0)
    assert (second.read, second.new, second.known, second.claims) == (5, 0, 5, 0)
    assert Desk(tmp_path / "desk").version == version
    assert len(Desk(tmp_path / "desk").sql("SELECT * FROM receipts")) == 1
    assert [f for f in check(Desk(tmp_path / "desk").store) if f.count] == []


def test_a_changed_article_is_a_new_version_of_the_same_address(tmp_path: Path, fill: Fill):
    fill([article(1), article(2)])
    receipt = fill([article(1, text="Kenya memuji Uganda."), article(2)])
    assert (receipt.new, receipt.changed, receipt.known) == (1, 1, 1)
    desk = Desk(tmp_path / "desk")
    assert [r["revision"] for r in desk.sql("SELECT revision FROM documents ORDER BY key, revision").rows()] == [1, 2, 1]
    assert {r["text"] for r in desk.documents().rows()} == {"Kenya memuji Uganda.", article(2)["text"]}


def test_what_is_left_out_is_counted_by_its_reason(tmp_path: Path, fill: Fill):
    told: list[str] = []
    german = "Der Kanzler hat den Vertrag mit Frankreich nicht unterschrieben, sagte er am Montag in Berlin."
    rows = [article(1), article(1), {"title": "", "text": " "}, article(2, published=""), article(3, published="2019-01-01")]
    receipt = fill([*rows, {"text": german, "published": "2022-01-01"}], told=told, since="2020-01-01")
    assert (receipt.read, receipt.new, receipt.known, receipt.failed) == (6, 1, 1, 1)
    assert receipt.dropped == {"no date": 1, "before 2020-01-01": 1, "language not read (de)": 1}
    assert told == ["articles.jsonl, row 3: neither text nor headline; it has title, text. Name the column: --map text=COLUMN."]
    assert receipt.read == receipt.new + receipt.known + receipt.failed + receipt.dropped.total()


def test_a_dry_run_writes_nothing(tmp_path: Path, fill: Fill):
    assert fill([article(1)], dry_run=True).new == 1
    assert not (tmp_path / "desk").exists()
    fill([article(1)])
    version = Desk(tmp_path / "desk").version
    receipt = fill([article(1), article(2)], dry_run=True)
    assert (receipt.new, receipt.known) == (1, 1)
    assert Desk(tmp_path / "desk").version == version


def test_the_limit_counts_new_documents_and_the_next_run_goes_on(tmp_path: Path, fill: Fill):
    rows = [article(n) for n in range(6)]
    assert fill(rows, limit=2).new == 2
    second = fill(rows, limit=3)
    assert (second.new, second.known) == (3, 2)
    assert fill(rows).new == 1


def test_workers_give_the_same_desk(tmp_path: Path, fill: Fill):
    rows = [article(n) for n in range(30)]
    fill(rows, jobs=2)
    many = contents(tmp_path / "desk")
    (tmp_path / "desk").rename(tmp_path / "first")
    fill(rows, commit=7)
    assert contents(tmp_path / "desk") == many


def test_spans_of_headline_and_text_show_their_words(tmp_path: Path, fill: Fill):
    fill([article(1, title="Kenya menyerang Uganda")])
    rows = Desk(tmp_path / "desk").claims().rows()
    assert {row["trigger"]["field"] for row in rows} == {"title", "text"}
    assert all(row["trigger"]["text"] in row["sentence"]["text"] for row in rows)


def test_a_missing_source_is_told_before_anything_is_made(tmp_path: Path, fill: Fill):
    with pytest.raises(SourceError, match="There is no file or folder"):
        fill(tmp_path / "nowhere.jsonl")


def _command(tmp_path: Path, source: Path, desk: str) -> list[str]:
    options = ["--desk", str(tmp_path / desk), "--coder", "lexicon", "--commit", "9", "--no-progress"]
    return [sys.executable, "-m", "kawat", "ingest", str(source), *options]


def test_a_killed_ingest_goes_on_to_the_desk_of_an_undisturbed_one(tmp_path: Path, fill: Fill):
    rows = [article(n) for n in range(120)]
    source = write(tmp_path / "articles.jsonl", rows)
    rnd, kills = random.Random(3), 0
    for _ in range(6):
        process = subprocess.Popen(_command(tmp_path, source, "killed"), stderr=subprocess.DEVNULL)
        while process.poll() is None and not (tmp_path / "killed" / "documents" / "_delta_log").exists():
            time.sleep(0.01)
        time.sleep(rnd.random() * 1.2)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            kills += 1
        process.wait()
    assert kills > 0
    assert subprocess.run(_command(tmp_path, source, "killed"), check=False, capture_output=True).returncode == 0
    fill(source)
    assert contents(tmp_path / "killed") == contents(tmp_path / "desk")


def test_two_ingests_and_a_reader_at_once_lose_and_repeat_nothing(tmp_path: Path, fill: Fill):
    one = write(tmp_path / "one.jsonl", [article(n) for n in range(60)])
    other = write(tmp_path / "other.jsonl", [article(n) for n in range(30, 90)])
    running = [subprocess.Popen(_command(tmp_path, s, "shared"), stderr=subprocess.PIPE) for s in (one, other)]
    seen = [0]
    while any(p.poll() is None for p in running):
        if list((tmp_path / "shared" / "documents" / "_delta_log").glob("*.json")):
            desk = Desk(tmp_path / "shared")
            seen.append(len(desk.documents()))
            assert desk.sql("SELECT count(*) AS n FROM claims c ANTI JOIN documents d ON c.document = d.id").rows() == [{"n": 0}]
        time.sleep(0.05)
    assert [p.returncode for p in running] == [0, 0], [p.stderr.read() for p in running if p.stderr]
    assert seen == sorted(seen)
    fill(write(tmp_path / "all.jsonl", [article(n) for n in range(90)]))
    assert contents(tmp_path / "shared") == contents(tmp_path / "desk")


def test_a_column_map_reads_tables_of_any_shape(tmp_path: Path, fill: Fill):
    rows = [
        {
            "Judul": "Kenya mengecam Uganda",
            "isi_berita": "Kenya mengecam Uganda.",
            "tgl": "03/04/2022",
            "tautan": "https://a.example/x",
        }
    ]
    fill(rows, Columns(columns={"text": "isi_berita", "published": "tgl"}, fixed={"outlet": "Kabar"}, dates="month-first"))
    (row,) = Desk(tmp_path / "desk").documents().rows()
    told = (row["title"], row["text"], row["published"], row["outlet"], row["url"])
    assert told == ("Kenya mengecam Uganda", "Kenya mengecam Uganda.", "2022-03-04", "Kabar", "https://a.example/x")
