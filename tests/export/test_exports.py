"""``kawat export``: from a desk to a folder with a manifest."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from desk.conftest import article, write
from export.made import event
from kawat import import_
from kawat.cli import app
from kawat.desk import Desk, Store
from kawat.desk.corrections import correct
from kawat.errors import ExportError, UnknownNameError
from kawat.export import FORMATS, Query, export
from kawat.ingest import Order, ingest
from kawat.ingest.merge import merge
from kawat.read.table import Columns


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Ten articles, one of them in a second version; a claim of Kenya's was rejected, one of Uganda's changed."""
    root = tmp_path_factory.mktemp("desk")
    for rows in ([article(n) for n in range(10)], [article(0, text="Kenya mengecam Peru pada hari ke-0. Kabar baru.")]):
        source = write(root / "articles.jsonl", rows)
        ingest([source], root / "news", lambda name: Columns(), Order(coder="lexicon"))
    store = Store(root / "news")
    found = {row["actor"][0]["code"]: row["id"] for row in Desk(root / "news").claims(event="ACCUSE").rows() if row["actor"]}
    correct(store, found["VNM"], "reject", {}, by="Sri", why="bukan")
    correct(store, found["UGA"], "change", {"recipient": "RUS"}, by="Sri", why="salah")
    merge(root / "news")
    return Desk(root / "news")


def test_the_manifest_says_where_the_rows_came_from(desk: Desk, tmp_path: Path):
    made = export(desk, tmp_path, "gdelt")
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["desk"] == {"name": "news", "version": desk.version, "time": manifest["desk"]["time"]}
    assert manifest["desk"]["time"].startswith("20")
    assert manifest["coders"] == {"kawat-lexicon@1": made.receipt["events"]}
    assert manifest["corrections"] == {"accepted": 0, "changed": 1, "rejected": 1}
    assert manifest["receipt"]["claims"] >= made.receipt["events"] > 0
    assert manifest["sources"]["outlets"] == {"kabar.example": manifest["sources"]["articles"]}
    assert manifest["ingests"]["last"][0]["source"] == "articles.jsonl"
    assert [file["name"] for file in manifest["files"]] == ["events.export.CSV", "events.mentions.CSV", "keys.tsv"]
    assert manifest["citation"]["bibtex"].startswith("@misc{kawat-")
    for language, words in (("id", "Data berasal dari meja “news”"), ("en", "The data come from version")):
        assert manifest["methods"][language].startswith(words)
        assert "kawat-lexicon@1" in manifest["methods"][language]


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_version_and_query_give_the_same_bytes(desk: Desk, tmp_path: Path, format: str):
    export(desk, tmp_path / "a", format)
    export(desk, tmp_path / "b", format)
    one, other = (json.loads((tmp_path / name / "manifest.json").read_text()) for name in "ab")
    if format == "duckdb":  # which marks every file with a number of its own: the rows are the same, not the bytes
        assert one | {"made": "", "files": ""} == other | {"made": "", "files": ""}
        return
    assert one | {"made": ""} == other | {"made": ""}
    for file in one["files"]:
        assert (tmp_path / "a" / file["name"]).read_bytes() == (tmp_path / "b" / file["name"]).read_bytes()


def test_corrections_win_and_queries_choose(desk: Desk, tmp_path: Path):
    export(desk, tmp_path / "all", "parquet")
    everything = list(import_.exported(tmp_path / "all", "parquet"))
    assert "VNM" not in {a.code for one in everything for a in one.actors}
    export(desk, tmp_path / "some", "csv", Query(recipient="RUS"))
    (one,) = import_.exported(tmp_path / "some", "csv")
    assert (one.actors[0].code, one.recipients[0].code, one.event, one.reports[0].sentence) == ("UGA", "RUS", "ACCUSE", 1)
    assert one.reports[0].lead
    words = "Uganda mengecam"
    assert (one.reports[0].actor, one.reports[0].action) == (0, words.index("mengecam"))
    some = export(desk, tmp_path / "late", "plover", Query(since="2022-05-01"))
    assert some.query == Query(since="2022-05-01")
    assert all(one.day >= "2022-05-01" for one in import_.exported(tmp_path / "late", "plover"))


def test_merged_events_are_written_as_they_are_given(desk: Desk, tmp_path: Path):
    merged = event("e:1", claims=("c:1", "c:2"), documents=("d1", "d2"), outlets=("a.example", "b.example"))
    made = export(desk, tmp_path, "plover", given=[merged])
    assert list(import_.exported(tmp_path, "plover")) == [merged]
    assert made.receipt["events"] == 1


def test_a_folder_of_other_files_is_left_alone_and_an_earlier_export_replaced(desk: Desk, tmp_path: Path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(ExportError, match="holds other files"):
        export(desk, tmp_path, "csv")
    export(desk, tmp_path / "out", "csv")
    export(desk, tmp_path / "out", "plover")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["events.jsonl", "manifest.json"]


def test_a_wrong_query_is_told(desk: Desk):
    with pytest.raises(UnknownNameError, match="no event type 'QUARREL'"):
        Query(event="QUARREL")
    with pytest.raises(UnknownNameError, match="is no day"):
        Query(since="May")


def test_the_command(desk: Desk, tmp_path: Path):
    words = ["export", "--desk", str(desk.store.folder), "--to", str(tmp_path / "out"), "--as", "icews", "--actor", "ken"]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    told = " ".join(result.output.split())
    assert "events.tab" in told
    assert "events of" in told
    assert CliRunner().invoke(app, ["export", "--to", "x", "--as", "xml"]).exit_code == 2
