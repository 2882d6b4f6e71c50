"""The day an article was published, as pages write it; and datelines with outlet and place."""

from __future__ import annotations

import pytest

from kawat.read import dateline, document_from_bytes, outlets, published


@pytest.mark.parametrize(
    ("shown", "iso"),
    [
        ("1 Juni 2022, 08:45 WIB", "2022-06-01T08:45:00+07:00"),
        ("Rabu, 01 Jun 2022 08:45 WIB", "2022-06-01T08:45:00+07:00"),
        ("Kompas.com - 01/06/2022, 08:45 WIB", "2022-06-01T08:45:00+07:00"),
        ("Rabu, 1 Juni 2022 | 08.45 WITA", "2022-06-01T08:45:00+08:00"),
        ("1 Juni 2022 - 08:45 WIT", "2022-06-01T08:45:00+09:00"),
        ("Khamis, 4 Ogos 2022 6:20 PM MYT", "2022-08-04T18:20:00+08:00"),
        ("June 1, 2022 8:45 AM EDT", "2022-06-01T08:45:00-04:00"),
        ("June 1, 2022 8:45 p.m. ET", "2022-06-01T20:45:00-04:00"),
        ("January 5, 2022 8:45 p.m. ET", "2022-01-05T20:45:00-05:00"),
        ("Wed 1 Jun 2022 08.45 BST", "2022-06-01T08:45:00+01:00"),
        ("Published Jun 1, 2022, 08:45 PM SGT", "2022-06-01T20:45:00+08:00"),
        ("1 June 2022 at 08:45 GMT", "2022-06-01T08:45:00+00:00"),
        ("June 1, 2022 5:30 pm GMT+8", "2022-06-01T17:30:00+08:00"),
        ("Wed, 01 Jun 2022 08:45:00 +0700", "2022-06-01T08:45:00+07:00"),
        ("2022-06-01T08:45:00.123Z", "2022-06-01T08:45:00+00:00"),
        ("2022-06-01T08:45+07:00", "2022-06-01T08:45:00+07:00"),
        ("2022/06/01 08:45:23", "2022-06-01T08:45:23"),
        ("6/13/2022", "2022-06-13"),
        ("06/01/2022 08:45 AM EST", "2022-06-01T08:45:00-05:00"),
        ("1 June 2022", "2022-06-01"),
        ("12:15 AM, June 1, 2022", "2022-06-01T00:15:00"),
    ],
)
def test_published(shown: str, iso: str) -> None:
    moment = published.find(shown)
    assert moment is not None
    assert moment.iso == iso


@pytest.mark.parametrize(
    "shown",
    ["31/02/2022", "2022-13-01", "32 Juni 2022", "May the force", "2 jam lalu", "", "1.000 orang", "99:99"],
)
def test_no_date(shown: str) -> None:
    assert published.find(shown) is None


def _text(date: str, body: str = "") -> str:
    body = body or "Rusia dan China menandatangani perjanjian yang akan berlaku sepuluh tahun, kata juru bicara."
    return document_from_bytes(f"Judul berita hari ini\n{date}\n\n{body}\n\n{body}".encode(), source="x").published


def test_zone_of_a_page_that_shows_none() -> None:
    assert _text("1 Juni 2022, 08:45") == "2022-06-01T08:45:00+07:00"
    english = "Russia and China signed a treaty that will last for ten years, a spokesman for the ministry said."
    assert _text("June 1, 2022 8:45 AM", english) == "2022-06-01T08:45:00"
    assert _text("1 Juni 2022") == "2022-06-01"


def test_zone_guess_is_noted_and_follows_the_outlet() -> None:
    data = b"Judul berita hari ini\n1 Juni 2022, 08:45\n\nPemerintah menolak usul itu dan akan mengirim nota."
    document = document_from_bytes(data, source="x", url="https://www.jubi.id/berita/1")
    assert document.published == "2022-06-01T08:45:00+09:00"
    assert any("no time zone" in note for note in document.notes)


def test_what_the_caller_says_goes_first() -> None:
    data = b"Judul berita hari ini\n1 Juni 2022, 08:45 WIB\n\nPemerintah menolak usul itu."
    document = document_from_bytes(
        data,
        source="x",
        published="2020-01-01",
        outlet="Harian Kita",
        title="Judul Lain",
        language="id",
        url="https://a.example/1",
    )
    assert (document.published, document.outlet, document.title) == (
        "2020-01-01",
        "Harian Kita",
        "Judul Lain",
    )
    assert (document.language, document.url) == ("id", "https://a.example/1")


@pytest.mark.parametrize(
    ("text", "outlet", "place", "rest"),
    [
        ("LINGKAR KEDIRI – Semenjak", "Lingkar Kediri", "", "Semenjak"),
        ("JAKARTA, KOMPAS.com - Presiden", "Kompas.com", "Jakarta", "Presiden"),
        ("Jakarta (ANTARA) - Menteri", "ANTARA", "Jakarta", "Menteri"),
        ("TEMPO.CO, Jakarta - Presiden", "Tempo", "Jakarta", "Presiden"),
        ("REPUBLIKA.CO.ID, MOSKOW -- Kremlin", "Republika", "Moskow", "Kremlin"),
        ("Liputan6.com, Jakarta Presiden Rusia", "Liputan6", "Jakarta", "Presiden Rusia"),
        ("Liputan6.com, Kuala Lumpur - Presiden", "Liputan6", "Kuala Lumpur", "Presiden"),
        ("Jakarta, CNN Indonesia -- Rusia", "CNN Indonesia", "Jakarta", "Rusia"),
        ("MOSCOW, June 1 (Reuters) - Russia", "Reuters", "Moscow", "Russia"),
        ("WASHINGTON/BEIJING, June 1 (Reuters) - The", "Reuters", "Washington/Beijing", "The"),
        ("WASHINGTON (AP) — The", "AP", "Washington", "The"),
        ("KHERSON, Ukraine (AP) — The", "AP", "Kherson, Ukraine", "The"),
        ("Bisnis.com, JAKARTA -- Menteri", "Bisnis.com", "Jakarta", "Menteri"),
        ("TRIBUNNEWS.COM, JAKARTA - Menteri", "Tribunnews", "Jakarta", "Menteri"),
        ("TRIBUN-TIMUR.COM, MAKASSAR - Uji", "TRIBUN-TIMUR.COM", "Makassar", "Uji"),
        ("VIVA – Presiden", "VIVA", "", "Presiden"),
        ("SINDOnews - Presiden", "SINDOnews", "", "Presiden"),
        ("JawaPos.com – Presiden", "JawaPos.com", "", "Presiden"),
        ("KYIV —Ukraine", "", "Kyiv", "Ukraine"),
        ("SANA'A - Houthi", "", "Sana'a", "Houthi"),
        ("KUALA LUMPUR, 1 Jun (Bernama) -- Perdana", "Bernama", "Kuala Lumpur", "Perdana"),
        ("KUALA LUMPUR: Perdana", "", "Kuala Lumpur", "Perdana"),
        ("Jakarta - Presiden", "", "Jakarta", "Presiden"),
    ],
)
def test_dateline(text: str, outlet: str, place: str, rest: str) -> None:
    found = dateline.find(text)
    assert found is not None
    assert (found.outlet, found.place, text[found.length :]) == (outlet, place, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Rusia - Ukraina kembali berunding",
        "Rusia-Ukraina kembali berunding",
        "Jakarta-Bandung kini dekat",
        "NATO – aliansi itu – menolak",
        "Presiden Putin - yang datang terlambat - berkata",
        "Perdana Menteri Anwar (PKR) - Berkata",
        "KELOMPOK BERSENJATA – Mereka",
        "Moskow - Beijing Makin Mesra",
        "China: Kami menolak",
        "Putin: Kami menolak",
        "“Tidak” – Begitu jawabnya",
        "",
    ],
)
def test_unclear_datelines_stay(text: str) -> None:
    assert dateline.find(text) is None


def test_own_name_settles_outlet_or_town() -> None:
    assert dateline.find("KABAR SAMUDRA – Kenya") is None
    found = dateline.find("KABAR SAMUDRA – Kenya", ["kabarsamudra"])
    assert found is not None
    assert (found.outlet, found.place) == ("Kabar Samudra", "")


def test_outlets() -> None:
    assert len(set(outlets._hosts())) >= 90
    for host, name in [
        ("internasional.kompas.com", "Kompas.com"),
        ("WWW.BBC.CO.UK", "BBC"),
        ("news.detik.com", "detikcom"),
    ]:
        found = outlets.by_host(host)
        assert found is not None
        assert found.outlet == name
    assert outlets.by_host("notkompas.com") is None
    assert outlets.by_host("com") is None
    for known in outlets._hosts().values():
        assert len(known.country) == 3
        assert len(known.language) == 2
        assert not known.zone or len(known.zone) == 6
