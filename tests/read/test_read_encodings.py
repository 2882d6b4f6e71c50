"""Bytes to text: every encoding a news page comes in, garbled text, and what is no text at all."""

from __future__ import annotations

import codecs
import gzip

import pytest

from kawat.errors import SourceError
from kawat.read import decode, document_from_bytes
from kawat.read.charset import repair

TEXT = "“Kami menolak – titik,” kata Müller di café itu. Harga naik 5 €."


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
    ids=["utf8", "utf8-bom", "utf16le-bom", "utf16be-bom", "utf32-bom", "utf16le", "utf16be", "cp1252"],
)
def test_encodings(data: bytes) -> None:
    assert decode(data)[0] == TEXT


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "latin1", "ISO-8859-15"])
def test_declared_charset(declared: str) -> None:
    codec = "iso-8859-15" if declared.endswith("15") else "cp1252"
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}"><p>5 € für Kiew</p>'
    text, note = decode(page.encode(codec))
    assert "5 € für Kiew" in text
    assert "declared" in note


def test_header_charset_goes_before_the_page() -> None:
    data = '<meta charset="iso-8859-1"><p>Москва отказалась</p>'.encode("koi8-r")
    assert "Москва отказалась" in decode(data, charset="koi8-r")[0]


def test_valid_utf8_beats_a_wrong_declaration() -> None:
    assert "“ya”" in decode('<meta charset="iso-8859-1"><p>“ya”</p>'.encode())[0]


@pytest.mark.parametrize("charset", ["utf-7", "hex", "rot13", "no-such-charset", "../../etc/passwd"])
def test_strange_charset_names_do_no_harm(charset: str) -> None:
    assert decode("Kyiv – Moskow".encode("cp1252"), charset=charset)[0] == "Kyiv – Moskow"


def test_one_broken_byte_keeps_utf8() -> None:
    data = ("“a” " * 30).encode() + b"\xff" + "“b”".encode()
    text, note = decode(data)
    assert "“b”" in text
    assert "broken" in note
    assert "byte" in note


def test_cyrillic_without_declaration_is_guessed() -> None:
    text = "Президент России заявил, что переговоры с Украиной продолжатся в Стамбуле на следующей неделе. " * 4
    found, note = decode(text.encode("cp1251"))
    assert found == text
    assert "guessed" in note


@pytest.mark.parametrize(
    ("garbled", "right"),
    [
        ("â€œKamiâ€\x9d", "“Kami”"),
        ("kafÃ© dan rÃ©sumÃ©", "kafé dan résumé"),
        ("Ballon dâ€™Or", "Ballon d’Or"),
        ("Kyiv â€“ Moskow", "Kyiv – Moskow"),
        ("5â‚¬", "5€"),
        ("Ã¢â‚¬Å“duaÃ¢â‚¬\x9d", "“dua”"),
        ("NÃO, disse", "NÃO, disse"),
        ("“AMANHÔ", "“AMANHÔ"),
        ("CAFÉ… tutup", "CAFÉ… tutup"),
        ("Ângela e São Tomé", "Ângela e São Tomé"),
        ("biasa saja", "biasa saja"),
    ],
)
def test_mojibake(garbled: str, right: str) -> None:
    assert repair(garbled) == right


def test_repair_is_noted() -> None:
    assert "repaired" in decode("â€œKami menolak,â€\x9d katanya".encode())[1]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7 \x00\x01", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"PK\x03\x04 word/document.xml", "ZIP"),
        (gzip.compress(b"halo"), "gzip"),
        (b"abc\x00def\x00\x00", "NUL"),
        (bytes(range(256)) * 8, "NUL"),
        (b"\x01\x02\x03\x04\x05\x06" * 50, "control"),
    ],
)
def test_binary_is_refused_with_what_where_and_what_to_do(data: bytes, word: str) -> None:
    with pytest.raises(SourceError) as caught:
        document_from_bytes(data, source="berkas.bin")
    message = str(caught.value)
    assert "berkas.bin" in message
    assert word in message
    assert message.count(".") >= 2


def test_a_stray_nul_in_a_long_text_is_removed() -> None:
    document = document_from_bytes(b"Judul berita\n\n" + b"Rusia mengecam Barat. " * 200 + b"\x00akhir.", source="x")
    assert "\x00" not in document.text
    assert document.text.endswith("akhir.")
    assert any("NUL" in note for note in document.notes)


@pytest.mark.parametrize("data", [b"", b" \n\t \r\n", codecs.BOM_UTF8, "\u00a0\u200b".encode(), b"<html><body></body></html>"])
def test_empty_input_is_a_result(data: bytes) -> None:
    document = document_from_bytes(data, source="kosong.txt")
    assert document.text == ""
    assert any(note.startswith("empty: ") for note in document.notes)
    assert document.id.startswith("d:")


def test_invisible_and_turning_characters_go() -> None:
    document = document_from_bytes("Judul\n\nRusia\u200b me\u00adngecam\u202e Barat\u00a0hari ini.".encode(), source="x")
    assert document.text == "Rusia mengecam Barat hari ini."
