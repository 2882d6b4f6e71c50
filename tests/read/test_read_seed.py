"""The article that the project began with, as it was scraped."""

from __future__ import annotations

from pathlib import Path

import pytest

from kawat.read import read_document
from kawat.types import Document

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "article.txt"


@pytest.fixture(scope="module")
def seed() -> Document:
    if not SEED.exists():
        pytest.skip("the seed article is not here: ../shared/seed/article.txt is absent")
    return read_document(SEED)


def test_facts(seed: Document) -> None:
    assert seed.title == "Hubungan Rusia dan Barat Mulai Renggang, Moskow Malah Fokus Pererat Relasi dengan China"
    assert seed.published == "2022-06-01T08:45:00+07:00"
    assert (seed.outlet, seed.place, seed.editor) == ("Lingkar Kediri", "", "Haniv Avivu")
    assert seed.credit == "Mikhail Metzel/Reuters"
    assert seed.caption.startswith("Presiden Rusia Vladimir Putin dan")
    assert seed.caption.endswith("Desember 2021")
    assert seed.tags == ()
    assert seed.language == ""


def test_related_links_stand_apart(seed: Document) -> None:
    assert [link.title.split()[0] for link in seed.related] == ["Belarus", "Isu", "Ternyata"]
    assert seed.related[1].title.endswith("Hal Ini...")
    assert all(link.title not in seed.text for link in seed.related)


def test_body_is_whole_and_clean(seed: Document) -> None:
    paragraphs = seed.text.split("\n\n")
    assert len(paragraphs) == 14
    assert paragraphs[0].startswith("Semenjak operasi militer")
    assert paragraphs[-1].endswith("Presiden Vladimir Putin.")
    raw = SEED.read_text(encoding="utf-8")
    assert all(paragraph in raw for paragraph in paragraphs)
    for word in (
        "Baca Juga",
        "Kunjungi",
        "Editor",
        "Tags",
        "Terkini",
        "Terpopuler",
        "LINGKAR",
        "***",
        "Metzel",
    ):
        assert word not in seed.text


def test_nothing_had_to_be_guessed(seed: Document) -> None:
    assert seed.notes == ()
