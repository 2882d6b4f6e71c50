"""What ``import kawat`` offers, and that it costs next to nothing."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import kawat
from kawat.errors import KawatError, RecordError

NAMES = {
    "Claim",
    "Coded",
    "DataError",
    "DateRef",
    "Desk",
    "DeskError",
    "Document",
    "EndpointError",
    "FetchError",
    "KawatError",
    "Link",
    "Overlay",
    "OverlayError",
    "Party",
    "Place",
    "Quote",
    "Reading",
    "RecordError",
    "Relation",
    "SourceError",
    "Span",
    "UnknownNameError",
    "__version__",
    "code",
    "load_overlay",
    "read",
}


def test_the_exported_names():
    assert set(kawat.__all__) == NAMES
    assert set(dir(kawat)) == NAMES
    for name in NAMES:
        assert getattr(kawat, name) is not None


def test_an_unknown_name_says_what_there_is():
    with pytest.raises(AttributeError, match="load_overlay"):
        kawat.reed  # noqa: B018


def test_read_is_the_function_even_after_its_namesake_package_was_imported():
    from kawat.read import read_document

    assert callable(kawat.read)
    assert callable(read_document)


def loaded(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, json\n{code}\nprint(json.dumps(sorted(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}


HEAVY = {"lxml", "trafilatura", "dateparser", "lingua", "py3langid", "numpy", "regex", "resiliparse"}


def test_importing_kawat_loads_no_library():
    assert not loaded("import kawat") & (HEAVY | {"msgspec", "typer", "rich", "pydantic"})


def test_coding_a_sentence_loads_no_heavy_library():
    code = "import kawat\nassert list(kawat.code(['Prancis mengecam Mali pada 3 Mei 2021.'], coder='lexicon'))[0].claims"
    assert not loaded(code) & (HEAVY | {"typer", "rich"})


def test_code_takes_texts_dicts_and_documents_in_order():
    text = "Prancis mengecam Mali."
    found = list(
        kawat.code(
            [
                text,
                {"id": "a2", "text": text, "unknown": 1},
                kawat.Document(id="d3", text=text, language="id"),
            ]
        )
    )
    assert [coded.id for coded in found] == ["", "a2", "d3"]
    assert [[claim.event for claim in coded.claims] for coded in found] == [["ACCUSE"]] * 3


@pytest.mark.parametrize("bad", [{}, {"text": 3}, {"id": "a"}, 7, None, {"text": "x", "title": []}])
def test_code_names_the_bad_record(bad):
    coded = kawat.code(["Prancis mengecam Mali.", bad])
    assert next(coded).claims
    with pytest.raises(RecordError, match="record 2"):
        next(coded)


def test_a_text_in_an_unread_language_gives_no_claims():
    coded = next(kawat.code(["Der Bundeskanzler hat die Entscheidung der Regierung gestern scharf kritisiert."]))
    assert coded.claims == ()


def test_no_text_is_no_error():
    assert next(kawat.code([""])).claims == ()


def test_read_gives_document_claims_and_relations(tmp_path):
    page = tmp_path / "berita.txt"
    page.write_text("Prancis Mengecam Mali\n\nPARIS – Prancis mengecam Mali pada Senin. Mali menolak tuduhan Prancis.\n")
    reading = kawat.read(page, published="2021-05-05", outlet="Warta Uji")
    assert reading.document.language == "id"
    assert reading.document.outlet == "Warta Uji"
    assert any(claim.event == "ACCUSE" and claim.origin == "body" for claim in reading.claims)
    assert reading.relations[0].a == "FRA"
    assert reading.relations[0].direction == "down"


def test_claims_of_related_links_stay_out_of_the_relations(tmp_path):
    page = tmp_path / "berita.txt"
    page.write_text(
        "Jepang Kirim Bantuan ke Vanuatu\n\nJepang mengirim bantuan ke Vanuatu.\n\n"
        "Baca Juga: Prancis mengecam Mali\n\nBantuan itu berupa obat untuk warga.\n"
    )
    reading = kawat.read(page)
    assert any(claim.origin == "related" for claim in reading.claims)
    assert {(r.a, r.b) for r in reading.relations} == {("JPN", "VUT")}


def test_a_page_that_misnames_its_language_is_noted(tmp_path):
    page = tmp_path / "page.html"
    body = "<p>Pemerintah Prancis mengecam pemerintah Mali karena tidak membebaskan para tahanan itu.</p>" * 3
    page.write_text(
        f"<html lang='en'><head><title>Prancis Mengecam Mali</title></head><body><article>{body}</article></body></html>"
    )
    reading = kawat.read(page)
    assert reading.document.language == "id"
    assert any("Indonesian" in note for note in reading.document.notes)


def test_every_error_has_one_root():
    for name in NAMES:
        if name.endswith("Error"):
            assert issubclass(getattr(kawat, name), KawatError)
