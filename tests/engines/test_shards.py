"""Shards together give what the whole source gives, and are known again by their names."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from desk.conftest import article, write
from kawat.errors import SourceError
from kawat.read.shards import Shard, read, shards
from kawat.read.sources import documents
from kawat.read.table import Columns
from kawat.types import Document


def how(name: str) -> Columns:
    return Columns()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a large table with a blank and a damaged line, a packed one, Parquet, pages and an archive."""
    there = tmp_path / "corpus"
    (there / "pages").mkdir(parents=True)
    padding = "Kuba memuji Vietnam. " * 200
    large = write(there / "a.jsonl", [article(n, text=f"{padding}{n}") for n in range(20)])
    large.write_bytes(large.read_bytes() + b"\n{bad\n" + large.read_bytes().rstrip(b"\n"))
    write(there / "b.jsonl", [article(n) for n in range(40, 44)])
    table = pa.Table.from_pylist([article(n) for n in range(50, 80)])
    pq.write_table(table, there / "c.parquet", row_group_size=4)
    for n in range(5):
        text = (
            f"<html><title>Kenya {n}</title><body><article><p>Kenya memuji Uganda pada hari {n} itu.</p></article></body></html>"
        )
        (there / "pages" / f"{n}.html").write_text(text, encoding="utf-8")
    with zipfile.ZipFile(there / "d.zip", "w") as archive:
        archive.writestr("x.txt", "Peru memuji Chile\n\nPeru memuji Chile pada hari Senin.\n")
    return there


def told(source: Path) -> list[str]:
    return [str(found) for found in documents(source, how)]


def in_shards(source: Path, size: int) -> tuple[list[Shard], list[str]]:
    made = list(shards([source], size, lambda name: "k"))
    return made, [str(found) for shard in made for piece in shard.pieces for found in read(piece, how)]


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_shards_give_what_the_whole_gives(folder: Path, size: int):
    made, found = in_shards(folder, size)
    assert found == told(folder)
    assert len({shard.id for shard in made}) == len(made) > (1 if size < 1000 else 0)


def test_a_relative_path_is_kept_as_the_source_of_pages(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(folder.parent)
    made, found = in_shards(Path("corpus"), 3)
    assert found == told(Path("corpus"))
    assert all(Path(piece.path).is_absolute() for shard in made for piece in shard.pieces)


def test_names_stay_until_the_file_or_the_way_of_reading_changes(folder: Path):
    first = [shard.id for shard in shards([folder], 3, lambda name: "k")]
    assert first == [shard.id for shard in shards([folder], 3, lambda name: "k")]
    assert not set(first) & {shard.id for shard in shards([folder], 3, lambda name: "other")}
    page = folder / "pages" / "0.html"
    os.utime(page, ns=(1, 1))
    assert 0 < len(set(first) - {shard.id for shard in shards([folder], 3, lambda name: "k")}) < len(first)


def test_what_may_change_unseen_has_no_name():
    (shard,) = shards(["https://kabar.example/feed"], 10)
    assert shard.id == ""


def test_a_source_that_is_missing_is_told(tmp_path: Path):
    with pytest.raises(SourceError, match="no file or folder"):
        list(shards([tmp_path / "nothing"], 10))
    (tmp_path / "a.doc").write_text("x", encoding="utf-8")
    with pytest.raises(SourceError, match="Kawat reads"):
        list(shards([tmp_path / "a.doc"], 10))


def test_the_sources_of_rows_are_those_of_the_whole(folder: Path):
    rows = [d.source for s in shards([folder / "a.jsonl"], 3) for p in s.pieces for d in read(p, how) if isinstance(d, Document)]
    assert rows == [f"a.jsonl:{n}" for n in (*range(1, 21), *range(23, 43))]
