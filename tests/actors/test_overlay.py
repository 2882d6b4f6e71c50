"""A user's own actors: added, overriding, dated, and refused with the row that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kawat.actors.overlay import load_overlay
from kawat.actors.registry import packaged
from kawat.claims.coder import LexiconCoder
from kawat.errors import OverlayError

CSV = """name,code,aliases,office,from,until
Rina Wulandari,IDN.GOV,Menlu Rina,foreign_minister,2026-10-21,
Front Laut Biru,IDN.REB,=FLB;Laskar Laut Biru,,,
Mauretalia,MRX,,,,
Kremlin,XYZ.BUS,,,,
"""
TOML = """
[[actor]]
name = "Rina Wulandari"
code = "IDN.GOV"
aliases = ["Menlu Rina"]
office = "foreign_minister"
from = 2026-10-21

[[actor]]
name = "Front Laut Biru"
code = "IDN.REB"
aliases = ["=FLB", "Laskar Laut Biru"]

[[actor]]
name = "Mauretalia"
code = "MRX"

[[actor]]
name = "Kremlin"
code = "XYZ.BUS"
"""


@pytest.fixture(scope="module", params=["csv", "toml"])
def own(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> LexiconCoder:
    """A coder with the same overlay from a file of either kind."""
    path = tmp_path_factory.mktemp("overlay") / f"own.{request.param}"
    path.write_text(CSV if request.param == "csv" else TOML, encoding="utf-8")
    return LexiconCoder(load_overlay(path))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Front Laut Biru menyerang Ghana.", "IDN.REB"),
        ("Laskar Laut Biru menyerang Ghana.", "IDN.REB"),
        ("FLB menyerang Ghana.", "IDN.REB"),
        ("Rina Wulandari mengecam Ghana.", "IDN.GOV"),
        ("Mauretalia menyerang Ghana.", "MRX"),
        ("Kremlin mengecam Ghana.", "XYZ.BUS"),
        ("Rusia mengecam Ghana.", "RUS"),
    ],
)
def test_an_overlay_adds_and_overrides(own: LexiconCoder, text: str, expected: str):
    (claim,) = own.code(text, language="id").claims
    assert [party.full for party in claim.actor] == [expected]


def test_an_exact_alias_counts_in_its_case_only(own: LexiconCoder):
    claims = own.code("Kelompok flb itu menyerang Ghana.", language="id").claims
    assert all(party.text.lower() != "flb" for claim in claims for party in claim.actor)


def test_an_overlay_leaves_the_packaged_coder_alone(coder: LexiconCoder, own: LexiconCoder):
    text = "Kremlin mengecam Ghana."
    assert own.code(text, language="id").claims[0].actor[0].code == "XYZ"
    assert coder.code(text, language="id").claims[0].actor[0].full == "RUS.GOV"


def test_an_overlay_names_who_holds_an_office(own: LexiconCoder):
    assert own.offices.holder("IDN", "foreign_minister", "2026-11-01") == "Rina Wulandari"
    assert own.offices.holder("IDN", "foreign_minister", "2022-11-01") == "Retno Marsudi"


def test_applied_puts_the_overlay_first_and_drops_overridden_names(tmp_path: Path):
    path = tmp_path / "own.csv"
    path.write_text("name,code\nKremlin,XYZ\n", encoding="utf-8")
    merged = list(load_overlay(path).applied(packaged()))
    assert merged[0].entry.code == "XYZ"
    assert [alias.entry.code for alias in merged if alias.words.lower() == "kremlin"] == ["XYZ"]


def test_a_semicolon_csv_and_a_byte_order_mark_are_read(tmp_path: Path):
    path = tmp_path / "own.csv"
    path.write_bytes("\ufeffname;code\r\nPulau Kéa;KEA\r\n".encode())
    assert [alias.words for alias in load_overlay(path).aliases] == ["Pulau Kéa"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", b"name,code\nRina,idn\n", "line 2"),
        ("a.csv", b"name,code\nRina,IDN.XXX\n", "unknown sector 'XXX'"),
        ("a.csv", b"name,code\n,IDN\n", "name is empty"),
        ("a.csv", b"name,code\nRina\n", "fewer cells"),
        ("a.csv", b"name,code\nRina,IDN,x,y\n", "more cells"),
        ("a.csv", b"name,kode\nRina,IDN\n", "unknown column 'kode'"),
        ("a.csv", b"name,aliases\nRina,R\n", "'code' is missing"),
        ("a.csv", b"name,code,from,until\nRina,IDN,2024-13-01,\n", "is no date"),
        ("a.csv", b"name,code,from,until\nRina,IDN,2024,2020\n", "lies before"),
        ("a.csv", b"name,code,kind\nRina,IDN,alien\n", "unknown kind 'alien'"),
        ("a.csv", b"name,code\nRin\xe9,IDN\n", "line 2: not UTF-8"),
        ("a.csv", b"name,code\n", "no actor in it"),
        ("a.csv", b"", "missing"),
        ("a.toml", b"[[actor]\nname = 1", "no proper TOML"),
        ("a.toml", b"actor = 3", "[[actor]]"),
        ("a.toml", b"[[actor]]\nname = 'Rina'\n", "actor 1"),
        ("a.json", b"{}", ".csv or a .toml"),
    ],
)
def test_a_wrong_overlay_is_refused_with_what_and_where(tmp_path: Path, name: str, content: bytes, told: str):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(OverlayError) as refused:
        load_overlay(path)
    assert told in str(refused.value)
    assert name in str(refused.value)


def test_a_missing_overlay_is_named(tmp_path: Path):
    with pytest.raises(OverlayError, match=r"nowhere\.csv: there is no such overlay file"):
        load_overlay(tmp_path / "nowhere.csv")
