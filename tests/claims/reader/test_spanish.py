"""A language that is one folder: Spanish, read by the network with the folder's names, roles and cues."""

from __future__ import annotations

from pathlib import Path

import pytest

import kawat
from kawat.actors.overlay import load_overlay
from kawat.claims.coder import LexiconCoder
from kawat.claims.reader.coder import ReaderCoder

TEXT = "La Casa Blanca impuso sanciones a Venezuela. El canciller argentino visitó China para firmar un acuerdo."


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("La Casa Blanca y el ejército ruso", ["USA.GOV", "RUS.MIL"]),
        ("los Países Bajos y la Unión Europea", ["NLD", "EU"]),
        ("el canciller argentino y la policía chilena", ["ARG.GOV", "CHL.COP"]),
    ],
)
def test_names_and_roles_of_the_folder(coder: LexiconCoder, words: str, codes: list[str]):
    (passage,) = coder.read(f"Llegaron {words}.", "", "es", "", "2024-05-01", "", ()).passages
    told = [f"{m.code}.{m.sector}" if m.sector else m.code for m in passage.scene.mentions if m.code]
    assert told == codes


def test_the_reader_codes_every_sentence_without_a_filter(reader: ReaderCoder):
    coded = reader.code(TEXT, language="es", published="2024-05-01")
    assert coded.notes == ()
    parties = {(claim.event, *(p.code for p in claim.recipient)) for claim in coded.claims}
    assert {("SANCTION", "VEN"), ("CONSULT", "CHN")} <= parties


def test_a_quote_with_its_speaker(reader: ReaderCoder):
    text = "El ejército ruso bombardeó Kiev, dijo el ministro de Defensa de Ucrania."
    (quote,) = reader.code(text, language="es").quotes
    assert quote.speaker is not None
    assert (quote.speaker.full, quote.content.text) == ("UKR.GOV", "El ejército ruso bombardeó Kiev")


def test_the_lexicon_says_that_it_has_no_acts(coder: LexiconCoder, tmp_path: Path):
    coded = coder.code(TEXT, language="es")
    assert (coded.claims, coded.quotes) == ((), ())
    assert "use --coder reader" in coded.notes[0]
    page = tmp_path / "es.txt"
    page.write_text(TEXT, encoding="utf-8")
    assert any("use --coder reader" in note for note in kawat.read(page, coder="lexicon").document.notes)


def test_an_overlay_goes_before_the_folders_names(tmp_path: Path):
    path = tmp_path / "own.csv"
    path.write_text("name,code\nAlemania,FRA\n", encoding="utf-8")
    own = LexiconCoder(load_overlay(path))
    assert [entry.code for entry in own.index("es").lookup("Alemania")] == ["FRA"]
