"""``kawat read``: the page, the JSON contract, the errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

ENGLISH = "France condemned Mali on Monday. Mali did not condemn France.\n"


def test_the_page_shows_article_claims_quotes_and_relations(kawat, berita: Path):
    done = kawat("read", berita)
    assert done.code == 0
    assert done.err == ""
    for words in (
        "Prancis «Mengecam»¹ Mali",
        "3 May 2021, 08:45 UTC+7",
        "Claims",
        "Quotes",
        "Relations",
        "FRA → MLI",
    ):
        assert words in done.out
    assert "✗ not done" in done.out
    assert "via Warta Uji" in done.out
    assert "Relations between France and Mali" in done.out
    assert "Jepang «Kirim Bantuan»" in done.out
    assert "\x1b[" not in done.out


@pytest.mark.parametrize("width", [40, 80, 160])
def test_no_line_is_wider_than_the_page(kawat, berita: Path, width: int):
    done = kawat("read", berita, "--width", width)
    assert done.code == 0
    assert max(len(line) for line in done.out.splitlines()) <= width


def test_a_wide_page_has_more_columns(kawat, berita: Path):
    assert "Score" in kawat("read", berita, "--width", 160).out
    assert "Score" not in kawat("read", berita, "--width", 80).out


def test_labels_in_indonesian_by_option_and_by_locale(kawat, berita: Path, monkeypatch: pytest.MonkeyPatch):
    assert "Klaim" in kawat("read", berita, "--labels", "id").out
    monkeypatch.setenv("LANG", "id_ID.UTF-8")
    done = kawat("read", berita)
    assert "Klaim" in done.out
    assert "Prancis–Mali memburuk" in done.out
    assert "Claims" in kawat("read", berita, "--labels", "en").out


def test_colours_where_they_are_wanted(kawat, berita: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    coloured = kawat("read", berita).out
    assert "\x1b[" in coloured
    assert "«" not in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert "«Mengecam»" in kawat("read", berita).out


def test_standard_input(kawat):
    done = kawat("read", "-", stdin=ENGLISH.encode())
    assert done.code == 0
    assert "FRA → MLI" in done.out


def test_output_to_a_file(kawat, berita: Path, tmp_path: Path):
    for form in ("text", "json", "html"):
        target = tmp_path / f"out.{form}"
        done = kawat("read", berita, "--format", form, "--output", target)
        assert (done.code, done.out) == (0, "")
        assert "Mengecam" in target.read_text(encoding="utf-8")


def test_output_where_nothing_can_be_written(kawat, berita: Path, tmp_path: Path):
    done = kawat("read", berita, "--output", tmp_path / "no such folder" / "x.txt")
    assert done.code == 1
    assert "cannot be written" in done.err


def test_given_values_go_before_the_page(kawat, berita: Path):
    done = kawat(
        "read",
        berita,
        "--format",
        "json",
        "--published",
        "2020-01-02",
        "--outlet",
        "Kabar Uji",
        "--language",
        "id",
    )
    document = json.loads(done.out)["document"]
    assert document["published"] == "2020-01-02"
    assert document["outlet"] == "Kabar Uji"
    assert document["language"] == "id"


def test_an_overlay_adds_actors(kawat, tmp_path: Path):
    overlay = tmp_path / "own.csv"
    overlay.write_text("name,code,aliases\nFront Laut Biru,IDN.REB,=FLB\n")
    stdin = b"Prancis mengecam Front Laut Biru."
    assert "IDN.REB" not in kawat("read", "-", stdin=stdin).out
    done = kawat("read", "-", "--overlay", overlay, stdin=stdin)
    assert "FRA → IDN.REB" in done.out


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["nowhere.txt"], 1, "no file nowhere.txt"),
        (["."], 1, "folder"),
        (["ftp://example.org/x"], 1, "http"),
        (["http://127.0.0.1/x"], 1, "127.0.0.1"),
        (["-", "--format", "yaml"], 2, "--format"),
        (["-", "--width", "3"], 2, "--width"),
        (["-", "--language", "de"], 2, "no coder"),
        (["-", "--published", "yesterday"], 2, "no date"),
        ([], 2, "SOURCE"),
        (["-", "--no-such-option"], 2, "--no-such-option"),
    ],
)
def test_errors_say_what_is_wrong_in_few_words(kawat, args: list[str], code: int, words: str):
    done = kawat("read", *args)
    assert done.code == code
    assert done.out == ""
    assert words in done.err
    assert "Traceback" not in done.err
    if code == 1:
        assert done.err.count("\n") == 1


def test_binary_input_is_refused(kawat, tmp_path: Path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(range(256)) * 20)
    done = kawat("read", path)
    assert done.code == 1
    assert "photo.jpg" in done.err


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("o.csv", "name,code\nRina,Indonesia\n", "line 2: 'Indonesia' is no code"),
        ("o.csv", "name,kode\nRina,IDN\n", "unknown column 'kode'"),
        ("o.csv", "name\nRina\n", "'code' is missing"),
        ("o.csv", "name,code\nRina,IDN.XXX\n", "unknown sector 'XXX'"),
        ("o.csv", "name,code\nRina,IDN,extra\n", "line 2: more cells"),
        ("o.csv", "name,code,from\nRina,IDN,21/10/2024\n", "is no date"),
        ("o.csv", "name,code,from,until\nRina,IDN,2024,2020\n", "lies before"),
        ("o.csv", "name,code\n,IDN\n", "the name is empty"),
        ("o.csv", "", "missing"),
        ("o.toml", "[[actor]]\nname = \n", "no proper TOML"),
        ("o.toml", "[[actor]]\nname = 'Rina'\n", "'code' is missing"),
        ("o.toml", "actor = 3\n", "[[actor]]"),
        ("o.toml", "", "no actor"),
        ("o.xlsx", "x", ".csv or a .toml"),
    ],
)
def test_a_bad_overlay_names_its_row(kawat, tmp_path: Path, name: str, content: str, words: str):
    overlay = tmp_path / name
    overlay.write_text(content)
    done = kawat("read", "-", "--overlay", overlay, stdin=b"Prancis mengecam Mali.")
    assert done.code == 1
    assert words in done.err
    assert name in done.err


def test_a_missing_overlay(kawat, tmp_path: Path):
    done = kawat("read", "-", "--overlay", tmp_path / "none.csv", stdin=b"x")
    assert done.code == 1
    assert "no such overlay" in done.err


@pytest.mark.parametrize("stdin", [b"", b"   \n\n", b"1234 5678", "天気は晴れです。今日は良い日です。".encode()])
def test_an_article_without_claims_is_a_result(kawat, stdin: bytes):
    done = kawat("read", "-", stdin=stdin)
    assert done.code == 0
    assert "no claim found" in done.out
    assert "Notes" in done.out
