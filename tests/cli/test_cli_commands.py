"""``kawat code``, ``actors``, ``codebook``, ``demo`` and ``doctor`` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kawat.ontology import EVENTS

LINES = (
    '{"id": "a1", "text": "Prancis mengecam Mali."}\n'
    '{"id": "a2", "text": "Japan delivered food aid to Vanuatu.", "extra field": 1}\n'
)


# code


def test_code_gives_one_line_each_in_order(kawat, tmp_path: Path):
    path = tmp_path / "in.jsonl"
    path.write_text(LINES)
    for done in (
        kawat("code", path),
        kawat("code", stdin=LINES.encode()),
        kawat("code", "-", stdin=LINES.encode()),
    ):
        assert done.code == 0
        records = [json.loads(line) for line in done.out.splitlines()]
        assert [record["id"] for record in records] == ["a1", "a2"]
        assert [record["claims"][0]["event"] for record in records] == ["ACCUSE", "AID"]
        assert "2 coded" in done.err


def test_code_goes_on_after_a_bad_line(kawat):
    done = kawat("code", stdin=(LINES + "oops\n" + LINES).encode())
    assert done.code == 1
    assert len(done.out.splitlines()) == 4
    assert "line 3" in done.err
    assert "1 failed" in done.err


def test_code_to_a_file(kawat, tmp_path: Path):
    target = tmp_path / "out.jsonl"
    done = kawat("code", "--output", target, stdin=LINES.encode())
    assert (done.code, done.out) == (0, "")
    assert len(target.read_text().splitlines()) == 2


def test_code_with_an_overlay(kawat, tmp_path: Path):
    overlay = tmp_path / "own.toml"
    overlay.write_text('[[actor]]\nname = "Front Laut Biru"\ncode = "IDN.REB"\naliases = ["=FLB"]\n')
    done = kawat("code", "--overlay", overlay, stdin=b'{"text": "Prancis mengecam FLB."}\n')
    assert json.loads(done.out)["claims"][0]["recipient"][0]["code"] == "IDN"
    assert json.loads(done.out)["claims"][0]["recipient"][0]["sector"] == "REB"


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["nowhere.jsonl"], 1, "no file nowhere.jsonl"),
        (["."], 1, "folder"),
        (["--coder", "oracle"], 2, "lexicon"),
        (["--jobs", "0"], 2, "--jobs"),
        (["--format", "csv"], 2, "--format"),
        (["--overlay", "none.csv"], 1, "no such overlay"),
        (["--output", "no/such/folder/x"], 1, "cannot be written"),
    ],
)
def test_code_errors(kawat, args: list[str], code: int, words: str):
    done = kawat("code", *args)
    assert done.code == code
    assert words in done.err
    assert done.out == ""


def test_code_shows_progress_when_told(kawat):
    done = kawat("code", "--progress", stdin=LINES.encode() * 30)
    assert done.err.count("coded") > 1
    assert kawat("code", "--no-progress", stdin=LINES.encode() * 30).err.count("coded") == 1


# actors


def test_who_held_an_office_depends_on_the_day(kawat):
    assert "Donald Trump" in kawat("actors", "Presiden Amerika Serikat", "--on", "2019-07-01").out
    assert "Joe Biden" in kawat("actors", "Presiden Amerika Serikat", "--on", "2022-07-01").out


def test_a_person_with_terms(kawat):
    done = kawat("actors", "Lavrov", "--on", "2022-05-23")
    assert done.code == 0
    for words in ("RUS.GOV", "Sergei Lavrov", "foreign minister", "2004-03-09"):
        assert words in done.out
    assert "menteri luar negeri" in kawat("actors", "Lavrov", "--language", "id").out


def test_a_country_by_name_and_code(kawat):
    for name in ("Indonesia", "IDN", "idn"):
        done = kawat("actors", name, "--on", "2022-06-01")
        assert "Joko Widodo" in done.out
        assert "ASEAN" in done.out


def test_members_of_a_body_on_a_day(kawat):
    before = json.loads(kawat("actors", "ASEAN", "--on", "1996-01-01", "--format", "json").out)
    after = json.loads(kawat("actors", "ASEAN", "--on", "2001-01-01", "--format", "json").out)
    assert "MMR" not in before["meanings"][0]["members"]
    assert "MMR" in after["meanings"][0]["members"]


def test_an_unknown_name_gets_near_ones(kawat):
    done = kawat("actors", "Lavrof")
    assert done.code == 1
    assert "Lavrov" in done.err
    assert json.loads(kawat("actors", "Lavrof", "--format", "json").out)["near"] == ["Lavrov"]


def test_a_name_like_no_other(kawat):
    done = kawat("actors", "Qzxwv Bnmkl")
    assert done.code == 1
    assert "overlay" in done.err


def test_an_actor_of_ones_own(kawat, tmp_path: Path):
    overlay = tmp_path / "own.csv"
    overlay.write_text("name;code;office;from\nRina Wulandari;IDN.GOV;foreign_minister;2024-10-21\n")
    done = kawat("actors", "Rina Wulandari", "--overlay", overlay, "--on", "2025-01-01")
    assert "IDN.GOV" in done.out
    assert "2024-10-21" in done.out


@pytest.mark.parametrize(("args", "words"), [(["x", "--on", "2022-13-40"], "no day"), ([""], "empty"), ([], "NAME")])
def test_actors_usage(kawat, args: list[str], words: str):
    done = kawat("actors", *args)
    assert done.code == 2
    assert words in done.err


# codebook


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_codebook_at_a_glance(kawat, language: str):
    done = kawat("codebook", "--language", language)
    assert done.code == 0
    assert all(event in done.out for event in EVENTS)
    assert max(len(line) for line in done.out.splitlines()) <= 80


@pytest.mark.parametrize("event", EVENTS)
def test_each_type_in_full(kawat, event: str):
    done = kawat("codebook", event.lower(), "--language", "id")
    assert done.code == 0
    for words in (event, "Contoh", "Bukan", "Kode CAMEO"):
        assert words in done.out


def test_an_unknown_type_is_wrong_usage(kawat):
    done = kawat("codebook", "RJECT")
    assert done.code == 2
    assert "did you mean REJECT" in done.err


# doctor and demo


def test_doctor_finds_all_well(kawat):
    done = kawat("doctor")
    assert done.code == 0, done.out
    assert "All is well" in done.out


def test_doctor_says_what_is_broken(kawat, monkeypatch: pytest.MonkeyPatch):
    from kawat.cli import doctor

    def broken():
        raise OSError("disk")
        yield

    monkeypatch.setattr(doctor, "_self_test", broken)
    done = kawat("doctor")
    assert done.code == 1
    assert "BROKEN" in done.out
    assert "install kawat again" in done.out


def test_demo_shows_an_article_dyads_and_a_receipt(kawat):
    done = kawat("demo", "--width", 100)
    assert done.code == 0
    for words in ("Claims", "The strongest relations of the sample", "RUS – UKR", "articles in"):
        assert words in done.out


def test_demo_without_its_sample(kawat, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    from kawat.cli import sample

    monkeypatch.setattr(sample, "files", lambda package: tmp_path)
    done = kawat("demo")
    assert done.code == 1
    assert "install kawat again" in done.err
