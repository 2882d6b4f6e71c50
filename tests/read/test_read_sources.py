"""Folders, archives and tables as one stream of documents; what is wrong is told and the rest goes on."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from kawat.errors import RecordError, SourceError
from kawat.read.sources import documents
from kawat.read.table import Columns, document
from kawat.types import Document

BODY = "Kenya mengecam Uganda pada hari Senin di Nairobi. Perundingan gagal, kata menteri luar negeri."
_HEAD = "Kenya mengecam Uganda"
PAGE = f"<html><head><title>{_HEAD}</title></head><body><article><h1>{_HEAD}</h1><p>{BODY}</p></article></body></html>"
Told = tuple[list[Document], list[str]]


def read(source: Path | str, how: Columns | None = None) -> Told:
    found = list(documents(source, lambda name: how or Columns()))
    return [d for d in found if isinstance(d, Document)], [str(e) for e in found if isinstance(e, RecordError)]


def row(n: int) -> dict[str, str]:
    return {"judul": f"Kabar {n}", "isi": f"{BODY} Nomor {n}.", "tanggal": "2022-06-01", "media": "Kabar"}


def test_usual_column_names_in_both_languages_are_found(tmp_path: Path):
    path = tmp_path / "berita.jsonl"
    path.write_text(
        json.dumps(row(1)) + "\n" + json.dumps({"Title": "B", "BODY": BODY, "Date": "1 June 2022", "Source": "The Wire"})
    )
    (one, other), errors = read(path)
    assert errors == []
    assert (one.title, one.published, one.outlet, one.source) == ("Kabar 1", "2022-06-01", "Kabar", "berita.jsonl:1")
    assert (other.title, other.text, other.published, other.outlet) == ("B", BODY, "2022-06-01", "The Wire")


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (b'judul,isi\nA,"satu, dua"\n', ".csv"),
        (b"judul;isi;nilai\nA;satu, dua;1,5\n", ".csv"),
        ('\ufeffjudul,isi\r\nA,"satu, dua"\r\n'.encode(), ".csv"),
        ('judul,isi\nA,"satu, dua"\n'.encode("utf-16"), ".csv"),
        (b"judul\tisi\nA\tsatu, dua\n", ".tsv"),
    ],
)
def test_csv_as_programs_write_it(tmp_path: Path, data: bytes, suffix: str):
    path = tmp_path / f"t{suffix}"
    path.write_bytes(data)
    (one,), errors = read(path)
    assert errors == []
    assert (one.title, one.text) == ("A", "satu, dua")


def test_csv_of_windows_keeps_its_letters(tmp_path: Path):
    path = tmp_path / "t.csv"
    path.write_bytes("title,text\nJosé,Le président a condamné l'attaque\n".encode("cp1252"))
    (one,), _ = read(path)
    assert (one.title, one.text) == ("José", "Le président a condamné l'attaque")


def test_parquet_is_read_in_parts(tmp_path: Path):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    path = tmp_path / "t.parquet"
    pq.write_table(pa.Table.from_pylist([row(n) for n in range(1200)]), path)
    found, errors = read(path)
    assert (len(found), errors) == (1200, [])
    assert found[1199].title == "Kabar 1199"
    path.write_bytes(b"PAR1 nothing of the kind")
    with pytest.raises(SourceError, match=r"t\.parquet is no Parquet file"):
        read(path)


def test_a_folder_is_read_with_all_below_it_but_hidden_files_and_desks(tmp_path: Path):
    folder = tmp_path / ".cache" / "_work" / "corpus"
    for name in (
        "a.html",
        "b/c.txt",
        "b/.hidden.html",
        "_d.html",
        "notes.pdf",
        "desk/documents/_delta_log/0.json",
        "desk/documents/p.parquet",
    ):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE if path.suffix == ".html" else f"Kenya mengecam Uganda\n\n{BODY}", encoding="utf-8")
    (folder / "empty.csv").write_text("")
    found, errors = read(folder)
    assert [d.title for d in found] == ["Kenya mengecam Uganda"] * 2
    assert [e.split(":")[0] for e in errors] == ["empty.csv is empty"]
    with pytest.raises(SourceError, match="holds no file that Kawat reads"):
        read(folder / "desk")


def test_packed_files_and_archives(tmp_path: Path):
    lines = "".join(json.dumps(row(n)) + "\n" for n in range(3)).encode()
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines))
    assert len(read(tmp_path / "a.jsonl.gz")[0]) == 3
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("deep/a.jsonl", lines)
        archive.writestr("b.jsonl.gz", gzip.compress(lines))
        archive.writestr("empty.csv", b"")
        archive.writestr("page.html", PAGE)
        archive.writestr("__MACOSX/._page.html", b"\x00\x05\x16\x07")
        archive.writestr("letter.pdf", b"%PDF-1.4")
    found, errors = read(tmp_path / "z.zip")
    assert len(found) == 7
    assert {d.source.partition(":")[0] for d in found} == {"z.zip/deep/a.jsonl", "z.zip/b.jsonl.gz", "z.zip/page.html"}
    assert errors == ["z.zip/empty.csv is empty: its first line should name the columns."]


@pytest.mark.parametrize("cut", [20, 60])
def test_a_packed_file_that_breaks_off_gives_what_it_holds(tmp_path: Path, cut: int):
    data = gzip.compress("".join(json.dumps(row(n)) + "\n" for n in range(200)).encode())
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(data[:-cut])
    _, errors = read(path)
    assert len(errors) >= 1
    assert any("breaks off" in e or "no proper JSON" in e for e in errors)


def test_a_bomb_is_refused(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.txt", b"0" * 60_000_000)
    with pytest.raises(SourceError, match="would unpack to 60,000,000 bytes"):
        read(tmp_path / "bomb.zip")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("nothing.jsonl", "There is no file or folder"), ("letter.pdf", "Kawat reads .jsonl"), ("bad.zip", "is no zip archive")],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, wrong: str):
    if not name.startswith("nothing"):
        (tmp_path / name).write_bytes(b"nothing of the kind")
    with pytest.raises(SourceError, match=wrong):
        read(tmp_path / name)


@pytest.mark.parametrize("url", ["https://[object Object]/a", "http://[x", "https://a\u2100b/"])
def test_an_address_that_is_none_is_kept_as_it_is(url: str):
    found = document({"text": BODY, "url": url}, Columns(dates="url"), "t")
    assert (found.url, found.outlet) == (url, "")


@pytest.mark.parametrize(
    ("told", "code"),
    [("id-ID", "id"), ("Bahasa Indonesia", "id"), ("Indonesian", "id"), ("in", "id"), ("EN", "en"), ("eng-lish", ""), ("", "")],
)
def test_languages_by_code_or_name(told: str, code: str):
    assert document({"text": BODY, "lang": told}, Columns(), "t").language == code


@pytest.mark.parametrize(
    ("columns", "published"),
    [
        (Columns(), "2019-10-09"),
        (Columns(dates="month-first"), "2019-09-10"),
        (Columns(dates="url"), "2019-09-10"),
    ],
)
def test_dates_are_read_as_the_table_writes_them(columns: Columns, published: str):
    record = {"text": BODY, "date": "09/10/2019", "url": "https://regional.kabar.example/read/2019/09/10/21485151/kabar"}
    assert document(record, columns, "t").published == published


def test_hostile_cells_are_cleaned():
    found = document(
        {"title": "A\x1b[31m \u202eB", "text": "x\x00y", "author": "C\x1b]0;z\x07", "tags": ["a", None, 3, "b\x1b"]},
        Columns(),
        "t",
    )
    assert all(c not in f"{found.title}{found.text}{found.byline}{found.tags}" for c in "\x1b\x00\u202e\x07")


def test_a_missing_mapped_column_is_told():
    with pytest.raises(RecordError, match=r"no column 'story' \(mapped to text\); it has headline\."):
        document({"headline": "A"}, Columns(columns={"text": "story"}), "t")


@pytest.mark.parametrize("wrong", [{"columns": {"texd": "x"}}, {"fixed": {"when": "x"}}, {"dates": "american"}])
def test_a_map_with_an_unknown_field_is_refused(wrong: dict[str, object]):
    with pytest.raises(ValueError, match=r"texd|when|american"):
        Columns(**wrong)  # type: ignore[arg-type]
