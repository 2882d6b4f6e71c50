"""Lines that are not the article, in Indonesian, Malay and English, and lines that only look so."""

from __future__ import annotations

import pytest

from kawat.read.credit import split_credit
from kawat.read.furniture import Block, Sorted, sort_blocks
from kawat.read.people import find as people

FIRST = "Menteri luar negeri kedua negara bertemu di Singapura untuk membahas batas laut mereka."
LAST = "Perundingan akan dilanjutkan bulan depan di Jakarta, kata juru bicara kedua kementerian."


def _around(*lines: str) -> Sorted:
    return sort_blocks([Block(FIRST), *map(Block, lines), Block(LAST)])


@pytest.mark.parametrize(
    "line",
    [
        "ADVERTISEMENT",
        "SCROLL TO CONTINUE WITH CONTENT",
        "Gambas:Video",
        "[Gambas:Video 20detik]",
        "Saksikan video pilihan berikut:",
        "Simak Video 'Detik-detik Pertemuan':",
        "Tonton juga: wawancara khusus",
        "Share",
        "Bagikan:",
        "Copy Link",
        "***",
        "* * *",
        "___",
        "Halaman 1 2 3",
        "Halaman: 1 2 3 Selanjutnya",
        "Selanjutnya",
        "Halaman selanjutnya",
        "1 2 3 Next",
        "Page 1 of 3",
        "Ikuti kami di Google News",
        "Klik di sini untuk bergabung",
        "Klik link berikut",
        "Download aplikasi kami di Play Store",
        "Dapatkan update berita pilihan setiap hari di grup Telegram kami.",
        "Sign up for our newsletter to get the latest in your inbox.",
        "Follow us on Instagram and YouTube",
        "Copyright © 2024 Harian Kita",
        "© 2024 All rights reserved",
        "(mfa/mfa)",
        "(esn)",
        "Artikel ini telah tayang di Harian Kita dengan judul Batas Laut",
        "Kunjungi situs resmi kami di kabar.pikiran-rakyat.com.***",
        "Dilarang keras menyalin konten tanpa izin.",
        "Our Standards: The Thomson Reuters Trust Principles.",
        "- Reuters",
        "— BERNAMA",
        "Associated Press writer Budi Hartono contributed to this report.",
        "Sertai kami di saluran Telegram",
        "A A A",
        "Lihat Semua",
    ],
)
def test_dropped(line: str) -> None:
    assert _around(line).paragraphs == (FIRST, LAST)


@pytest.mark.parametrize(
    "line",
    [
        "Ikuti jejak Jepang, Korea Selatan ikut menjatuhkan sanksi kepada Rusia.",
        "Klaim itu dibantah Kremlin.",
        "Video yang beredar memperlihatkan tank Rusia terbakar.",
        "Lihat saja bagaimana Barat bersikap, kata Lavrov.",
        "Editor surat kabar itu ditahan polisi Belarus pada Senin.",
        "Penulis Rusia mengecam perang.",
        "By Tuesday, troops had left the city.",
        "Related violence killed ten people.",
        "Tags on the crates showed that the arms came from Iran.",
        "Next, the council will vote on sanctions.",
        "Trending upwards, exports to China rose by a tenth.",
        "Terkini, Rusia menolak usul itu.",
        "Follow-up talks will be held in Geneva.",
        "Share of the debt held by China has fallen.",
        "Read also as a threat, the speech angered Tokyo.",
        "Sumber di Kremlin membantah kabar itu.",
    ],
)
def test_kept(line: str) -> None:
    assert _around(line).paragraphs == (FIRST, line, LAST)


@pytest.mark.parametrize(
    "line",
    [
        "Baca Juga: Rusia Tolak Usul Damai",
        "Baca juga : Rusia Tolak Usul Damai",
        "BACA JUGA: Rusia Tolak Usul Damai",
        "Simak juga: Rusia Tolak Usul Damai",
        "Lihat Juga: Rusia Tolak Usul Damai",
        "[Baca juga: Rusia Tolak Usul Damai]",
        "Berita terkait: Rusia Tolak Usul Damai",
        "Artikel Terkait: Rusia Tolak Usul Damai",
        "Read also: Rusia Tolak Usul Damai",
        "Also read: Rusia Tolak Usul Damai",
        "READ MORE: Rusia Tolak Usul Damai",
        "Related: Rusia Tolak Usul Damai",
        "Pilihan Editor: Rusia Tolak Usul Damai",
        "Baca Juga Rusia Tolak Usul Damai",
        "READ MORE Rusia Tolak Usul Damai",
    ],
)
def test_related(line: str) -> None:
    found = _around(line)
    assert found.paragraphs == (FIRST, LAST)
    assert [link.title for link in found.related] == ["Rusia Tolak Usul Damai"]


def test_related_heading_takes_the_titles_below_it_only() -> None:
    found = _around("Artikel terkait", "Rusia Tolak Usul Damai", "Siapa Untung dari Perang Ini?")
    assert found.paragraphs == (FIRST, LAST)
    assert len(found.related) == 2


def test_related_at_the_end_of_a_paragraph() -> None:
    found = sort_blocks([Block(FIRST + " Baca juga: Rusia Tolak Usul Damai"), Block(LAST)])
    assert found.paragraphs == (FIRST, LAST)
    assert found.related[0].title == "Rusia Tolak Usul Damai"


@pytest.mark.parametrize(
    "heading",
    [
        "Terkini",
        "Terpopuler",
        "Berita terpopuler",
        "Berita Terkini",
        "Most read",
        "Most Popular",
        "Trending",
        "Komentar",
        "Comments",
    ],
)
def test_lists_end_the_article(heading: str) -> None:
    found = sort_blocks([*map(Block, (FIRST, LAST, heading, "Harga Cabai Naik", FIRST[::-1], "Editor: Sri Ayu"))])
    assert found.paragraphs == (FIRST, LAST)
    assert found.editor == "Sri Ayu"


def test_a_list_heading_above_the_article_does_not_swallow_it() -> None:
    assert sort_blocks([*map(Block, ("Trending", "Komentar", FIRST, LAST))]).paragraphs == (FIRST, LAST)


@pytest.mark.parametrize(
    "lines",
    [
        ("Tags: Rusia, China",),
        ("Tag", "Rusia", "China"),
        ("#Rusia #China",),
        ("TAGS", "Rusia", "China", "Terkini", "Harga Naik"),
        ("Topik : Rusia | China",),
    ],
)
def test_tags(lines: tuple[str, ...]) -> None:
    found = sort_blocks([*map(Block, (FIRST, LAST, *lines))])
    assert found.tags == ("Rusia", "China")
    assert found.paragraphs == (FIRST, LAST)


@pytest.mark.parametrize("end", [" (mfa/mfa)", " (esn)", " (Z-2)", " REUTERS", " (Ant)", "***", " - AFP", " [*/ant]"])
def test_sign_off_leaves_the_last_paragraph(end: str) -> None:
    found = sort_blocks([Block(FIRST), Block(LAST + end)])
    assert found.paragraphs[-1] == LAST


@pytest.mark.parametrize("end", ["(NATO).", "(2022)", "di Kyiv (Kiev)."])
def test_what_is_no_sign_off_stays(end: str) -> None:
    assert sort_blocks([Block(FIRST), Block(f"Mereka menolak usul aliansi {end}")]).paragraphs[-1].endswith(end)


@pytest.mark.parametrize(
    ("line", "byline", "editor"),
    [
        ("Editor: Haniv Avivu", "", "Haniv Avivu"),
        ("Editor Sri Ayu", "", "Sri Ayu"),
        ("Oleh: Budi Hartono", "Budi Hartono", ""),
        ("Oleh Budi Hartono", "Budi Hartono", ""),
        ("Penulis Budi Hartono", "Budi Hartono", ""),
        ("Penulis: Budi Hartono | Editor: Sri Ayu", "Budi Hartono", "Sri Ayu"),
        ("Rep: Budi Hartono/ Red: Sri Ayu", "Budi Hartono", "Sri Ayu"),
        ("Pewarta: Budi Hartono Editor: Sri Ayu Copyright © ANTARA 2024", "Budi Hartono", "Sri Ayu"),
        ("Reporter : Budi Hartono, Editor : Sri Ayu", "Budi Hartono", "Sri Ayu"),
        ("By Jane Doe and John Roe", "Jane Doe and John Roe", ""),
        ("By JANE DOE", "JANE DOE", ""),
        ("Budi Hartono - detikNews", "Budi Hartono", ""),
        ("Laporan wartawan Tribunnews.com, Budi Hartono", "Budi Hartono", ""),
        (
            "Reporting by Jane Doe in Kyiv; Writing by A. Roe; Editing by John Poe",
            "Jane Doe in Kyiv",
            "John Poe",
        ),
    ],
)
def test_people(line: str, byline: str, editor: str) -> None:
    found = people(line)
    assert found is not None
    assert (found.byline, found.editor) == (byline, editor)


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        (
            "Putin dan Xi di Moskow /Mikhail Metzel/Reuters/",
            "Putin dan Xi di Moskow",
            "Mikhail Metzel/Reuters",
        ),
        ("Putin dan Xi di Moskow (Foto: AP/Ivan Petrov)", "Putin dan Xi di Moskow", "AP/Ivan Petrov"),
        ("Presiden di Bogor. (ANTARA FOTO/Budi/foc)", "Presiden di Bogor.", "ANTARA FOTO/Budi/foc"),
        ("Foto: Perbatasan dua Korea (AP)", "Perbatasan dua Korea", "AP"),
        ("Foto: AP Photo/Lee", "", "AP Photo/Lee"),
        ("[Photo: Eva N/Reuters]", "", "Eva N/Reuters"),
        ("Putin speaks in Moscow [File: Eva N/Reuters]", "Putin speaks in Moscow", "Eva N/Reuters"),
        ("Putin speaks. Photo by Jane Doe/AFP", "Putin speaks.", "Jane Doe/AFP"),
        ("A man walks. REUTERS/Max S/File Photo", "A man walks.", "REUTERS/Max S/File Photo"),
        ("A man walks. Photograph: Sergei I/EPA", "A man walks.", "Sergei I/EPA"),
        ("Tank di Jerman. Foto/Reuters", "Tank di Jerman.", "Reuters"),
        ("Sergei Lavrov (kiri) dan Wang Yi (kanan)", "Sergei Lavrov (kiri) dan Wang Yi (kanan)", ""),
        ("Pasukan AS / NATO bertemu", "Pasukan AS / NATO bertemu", ""),
    ],
)
def test_credit(line: str, caption: str, credit: str) -> None:
    assert split_credit(line) == (caption, credit)
