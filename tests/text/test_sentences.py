"""Sentences: where they begin and end, with offsets that hold in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.text.sentences import split
from kawat.text.tokens import Tokens

# Each text is written with "|" where a sentence must end; the mark is taken out before the test.
INDONESIAN = [
    "Menteri itu tiba. |Ia langsung rapat.",
    "Dr. Budi Santoso bertemu Prof. Rini.",
    "H. Amin dan Hj. Siti hadir bersama Ir. Joko.",
    "Gugatan dibacakan Rahmat Hidayat, S.H., M.Si., di pengadilan.",
    "Saham PT Bumi Jaya Tbk. naik tajam.",
    "Kontrak dipegang PT. Laut Biru. |Nilainya besar.",
    "Kantornya di Jl. Melati No. 5, Bandung.",
    "Harganya Rp. 2.000 per kilogram. |Tahun lalu Rp 1.500.",
    "Mereka membawa beras, gula, dll. |Semua habis.",
    "Andi dkk. pulang lebih awal.",
    "Surat itu ditandatangani a.n. gubernur.",
    "Letjen. Surya dan Kol. Bagus memimpin latihan.",
    "Presiden George W. Bush pernah berkunjung.",
    "Sebanyak 3.500 orang mengungsi. |Bantuan tiba pukul 10.00 WIB.",
    "Laporan dimuat di www.kabarlaut.com pada pagi hari.",
    "Hal itu dikutip dari Kompas.com. |Detik.com juga memuatnya.",
    "Ia terdiam… lalu pergi.",
    "Ia terdiam... |Kemudian ia pergi.",
    '"Kami siap berunding," kata Menlu.',
    '"Kami tidak akan pergi." kata juru bicara itu.',
    '"Pergi dari sini!" ujar komandan.',
    '"Siapa yang menembak?" tanya wartawan. |Tidak ada jawaban.',
    '"Kami menolak!" Menteri Pertahanan menegaskan.',
    "“Kita harus bersatu. |Jangan takut.” tutur wali kota.",
    "“Kita harus bersatu.” |Rapat lalu ditutup.",
    '"Kami datang untuk damai." Ucap sang jenderal.',
    "JAKARTA, KOMPAS.com - Presiden berangkat ke Tokyo.",
    "LINGKAR KEDIRI – Perundingan dimulai hari ini.",
    "Benarkah itu? |Belum ada kepastian! |Semua menunggu.",
    "1. Menteri membuka rapat.",
    "Ia tiba di kantor (sekitar pukul 8). |Lalu rapat dimulai.",
    "Prof.Dr. Hasan memberi kuliah.",
    "Hukuman itu diatur dalam Pasal 4 Jo. Pasal 2.",
    "Ia bekerja di U.N. sejak lama.",
    "Semua sudah selesai.Menurut polisi, tidak ada korban.".replace(".M", ".|M"),
]
ENGLISH = [
    "The envoy arrived. |Talks began at once.",
    "George W. Bush met Sen. Lee and Gov. Brown.",
    "The U.S. Department of State objected.",
    "He now lives in the U.S. |The court agreed.",
    "U.N. officials and the U.K. government signed.",
    "They met at 10 a.m. on Friday.",
    "The talks ended at 5 p.m. |The delegates left.",
    "The strike began on Dec. 5 and ended in Jan. 1990.",
    "Shares of Acme Inc. and Bolt Corp. fell.",
    "Mr. Smith visited St. Petersburg.",
    "It was Peru vs. Chile in the final.",
    '"We will go." said the minister.',
    '"Will you go?" he asked.',
    '"Will you go?" Lavrov said.',
    '"Why now?" |The minister said that talks would go on.',
    "“Leave us alone,” she said. |“We are tired.”",
    "“We won. |They lost,” he added.",
    "Was it true? |Nobody knew! |They waited.",
    "No. |They will not.",
    "It is told in No. 7 of the series.",
    "About 3.5 million people fled. |Most went north.",
    "He paused ... and left.",
    "He paused... |Then he left.",
    "He quoted [...] Article 5.",
    "Guns, fuel, etc. |The list was long.",
    "WASHINGTON (Kabar) - The talks failed.",
    "Read www.example.org for more.",
    "(He stayed.) |Then he left.",
    "The minister (who resigned?) Khan was absent.",
]


def _pieces(text: str, language: str) -> list[str]:
    return [sentence.text for sentence in split(text, language)]


@pytest.mark.parametrize("marked", INDONESIAN)
def test_indonesian_sentences_end_where_marked(marked: str) -> None:
    wanted = [piece.strip() for piece in marked.split("|")]
    assert _pieces(marked.replace("|", ""), "id") == wanted


@pytest.mark.parametrize("marked", ENGLISH)
def test_english_sentences_end_where_marked(marked: str) -> None:
    wanted = [piece.strip() for piece in marked.split("|")]
    assert _pieces(marked.replace("|", ""), "en") == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Polisi datang.,Pelaku lari.",
        "Polisi datang. ,Pelaku lari.",
        "Polisi datang., Pelaku lari.",
        "Polisi datang., , Pelaku lari.",
    ],
)
def test_a_comma_left_from_a_lost_line_break_ends_a_sentence(text: str) -> None:
    assert _pieces(text, "id") == ["Polisi datang.", "Pelaku lari."]


def test_an_english_comma_after_an_abbreviation_does_not() -> None:
    assert _pieces("Acme Inc., Boston, said so.", "en") == ["Acme Inc., Boston, said so."]


def test_a_line_break_always_ends_a_sentence() -> None:
    assert _pieces("Judul tanpa titik\nIsi berita\n\nAkhir", "id") == [
        "Judul tanpa titik",
        "Isi berita",
        "Akhir",
    ]


def test_bullets_and_stars_belong_to_no_sentence() -> None:
    assert _pieces("• Satu hal.\n- Dua hal.\n***\nTiga hal.***", "id") == [
        "Satu hal.",
        "Dua hal.",
        "Tiga hal.",
    ]


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "***", "...", " - "])
def test_no_words_no_sentences(text: str) -> None:
    assert split(text, "id") == []


def test_an_unknown_language_is_still_split() -> None:
    assert _pieces("Le ministre est parti. Il reviendra.", "fr") == [
        "Le ministre est parti.",
        "Il reviendra.",
    ]


def test_a_language_code_cannot_name_a_path() -> None:
    assert _pieces("Satu. Dua.", "../../etc") == ["Satu.", "Dua."]


@given(
    st.text(alphabet=st.sampled_from("Ab. ,!?…\"”“'()[]-–*1\n\t\u2028\u00a0"), max_size=80),
    st.sampled_from(["id", "en"]),
)
def test_offsets_hold_for_any_text(text: str, language: str) -> None:
    reached = 0
    for index, sentence in enumerate(split(text, language)):
        assert sentence.index == index
        assert sentence.start >= reached
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        assert "\n" not in sentence.text
        reached = sentence.end


def test_offsets_count_code_points() -> None:
    text = "Bendera 🇮🇩 berkibar. Rakyat bersorak 😀."
    assert [text[s.start : s.end] for s in split(text, "id")] == [
        "Bendera 🇮🇩 berkibar.",
        "Rakyat bersorak 😀.",
    ]


@pytest.mark.parametrize("text", ["." * 200_000, ". " * 100_000, '."' * 100_000, "B. " * 100_000, " \n," * 70_000])
def test_hostile_text_comes_to_an_end(text: str) -> None:
    assert isinstance(split(text, "id"), list)
    assert len(Tokens(text).words) == len(Tokens(text).starts)
