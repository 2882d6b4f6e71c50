"""Dates in text: value, precision, basis and span, against an article of Wednesday 1 June 2022."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawat.text.dates import find

ANCHOR = date(2022, 6, 1)

# language, text with the date in [brackets] that are taken out, value, precision, basis
FOUND = [
    ("id", "Perang itu dimulai sejak [24 Februari 2022 lalu].", "2022-02-24", "day", "text"),
    ("id", "Menlu pada [23 Mei] mengatakan demikian.", "2022-05-23", "day", "relative"),
    ("id", "Rapat digelar pada [23 Juni mendatang].", "2022-06-23", "day", "relative"),
    ("id", "Ia wafat pada [23 Mei tahun lalu].", "2021-05-23", "day", "relative"),
    ("id", "Mereka tiba pada [5 Juli].", "2021-07-05", "day", "relative"),
    ("id", "Pada [29 Februari] ia lahir.", "2020-02-29", "day", "relative"),
    ("id", "Kongres [23-25 Mei 2022] ditutup.", "2022-05-23", "day", "text"),
    ("id", "Ia tiba pada [24 FEBRUARI 2022].", "2022-02-24", "day", "text"),
    ("id", "Sidang dibuka, [Selasa <31/5/2022>].", "2022-05-31", "day", "text"),
    ("id", "Sidang dibuka, [Selasa <31/5>].", "2022-05-31", "day", "relative"),
    ("id", "Sidang dibuka pada [Selasa <7/6>].", "2022-06-07", "day", "relative"),
    ("id", "Sidang dibuka [Selasa malam <31/5/2022>].", "2022-05-31", "day", "text"),
    ("id", "Sidang dibuka [Selasa, 31 Mei 2022].", "2022-05-31", "day", "text"),
    ("id", "Ditulis pada [31/5/2022] di Ambon.", "2022-05-31", "day", "text"),
    ("id", "Berkas bertanggal [2022-05-31] itu asli.", "2022-05-31", "day", "text"),
    ("id", "Ia hadir [Senin lalu].", "2022-05-30", "day", "relative"),
    ("id", "Ia hadir [Rabu lalu].", "2022-05-25", "day", "relative"),
    ("id", "Ia hadir [Rabu] di Jakarta.", "2022-06-01", "day", "relative"),
    ("id", "Ia hadir [Senin] di Jakarta.", "2022-05-30", "day", "relative"),
    ("id", "Ia akan hadir [Senin depan].", "2022-06-06", "day", "relative"),
    ("id", "Ia akan hadir [Rabu mendatang].", "2022-06-08", "day", "relative"),
    ("id", "Ia akan hadir [Jumat <lusa>].", "2022-06-03", "day", "relative"),
    ("id", "Ia hadir [Jumat pekan lalu].", "2022-05-27", "day", "relative"),
    ("id", "Ia hadir pada [Minggu] di gereja.", "2022-05-29", "day", "relative"),
    ("id", "Gempa terjadi [tiga hari lalu].", "2022-05-29", "day", "relative"),
    ("id", "Gempa terjadi [2 pekan lalu].", "2022-05-16", "week", "relative"),
    ("id", "Gempa terjadi [pekan lalu].", "2022-05-23", "week", "relative"),
    ("id", "Gempa terjadi pada [minggu lalu].", "2022-05-23", "week", "relative"),
    ("id", "Gempa terjadi pada [Minggu lalu].", "2022-05-29", "day", "relative"),
    ("id", "[Minggu lalu] gempa terjadi.", "2022-05-23", "week", "relative"),
    ("id", "Harga naik sejak [bulan lalu].", "2022-05", "month", "relative"),
    ("id", "Harga naik [tahun lalu].", "2021", "year", "relative"),
    ("id", "Ia pensiun [dua tahun silam].", "2020", "year", "relative"),
    ("id", "Ia pensiun [setahun lalu].", "2021", "year", "relative"),
    ("id", "Ia pensiun [sebelas tahun yang lalu].", "2011", "year", "relative"),
    ("id", "Ia berangkat [kemarin].", "2022-05-31", "day", "relative"),
    ("id", "Ia berangkat [kemarin sore].", "2022-05-31", "day", "relative"),
    ("id", "Ia berangkat [hari ini].", "2022-06-01", "day", "relative"),
    ("id", "Ia berangkat [besok].", "2022-06-02", "day", "relative"),
    ("id", "Ia berangkat [lusa].", "2022-06-03", "day", "relative"),
    ("id", "Ia ditangkap [tadi malam].", "2022-05-31", "day", "relative"),
    ("id", "Ia ditangkap [pagi ini].", "2022-06-01", "day", "relative"),
    ("id", "Pertemuan pada [Desember 2021] itu penting.", "2021-12", "month", "text"),
    ("id", "Pertemuan pada [Desember] itu penting.", "2021-12", "month", "relative"),
    ("id", "Pertemuan berlangsung [Maret lalu].", "2022-03", "month", "relative"),
    ("id", "Ia menjabat sejak [awal 2022].", "2022", "year", "text"),
    ("id", "Ia menjabat pada [2014] lagi.", "2014", "year", "text"),
    ("id", "Ia menjabat sejak [2019].", "2019", "year", "text"),
    ("id", "Ia lahir [tahun 1998].", "1998", "year", "text"),
    ("id", "Mereka libur [akhir pekan ini].", "2022-05-30", "week", "relative"),
    ("id", "Rapat [awal pekan depan] batal.", "2022-06-06", "week", "relative"),
    ("id", "Konflik pada era [1990-an] berulang.", "199", "decade", "text"),
    ("en", "They met on [May 23] in Rome.", "2022-05-23", "day", "relative"),
    ("en", "They met on [23 May 2022] in Rome.", "2022-05-23", "day", "text"),
    ("en", "They met on [May 23, 2022], in Rome.", "2022-05-23", "day", "text"),
    ("en", "They met on [Tuesday, May 31, 2022].", "2022-05-31", "day", "text"),
    ("en", "They met on [Dec. 5] in Rome.", "2021-12-05", "day", "relative"),
    ("en", "The war began on [Feb 24].", "2022-02-24", "day", "relative"),
    ("en", "They met on the [3rd of June 2021].", "2021-06-03", "day", "text"),
    ("en", "They met [last Tuesday].", "2022-05-31", "day", "relative"),
    ("en", "They met on [Tuesday].", "2022-05-31", "day", "relative"),
    ("en", "They meet [next Friday].", "2022-06-03", "day", "relative"),
    ("en", "They meet [next week].", "2022-06-06", "week", "relative"),
    ("en", "They met [yesterday].", "2022-05-31", "day", "relative"),
    ("en", "They meet [tomorrow].", "2022-06-02", "day", "relative"),
    ("en", "They met [three days ago].", "2022-05-29", "day", "relative"),
    ("en", "They met [a year ago].", "2021", "year", "relative"),
    ("en", "They met [last month].", "2022-05", "month", "relative"),
    ("en", "They met [earlier this month].", "2022-06", "month", "relative"),
    ("en", "They met [this week].", "2022-05-30", "week", "relative"),
    ("en", "They met in [December 2021].", "2021-12", "month", "text"),
    ("en", "They met in [May].", "2022-05", "month", "relative"),
    ("en", "They met in [2014].", "2014", "year", "text"),
    ("en", "They have met since [2019].", "2019", "year", "text"),
    ("en", "It recalls the [1990s].", "199", "decade", "text"),
    ("en", "He left in [August]. It rained.", "2021-08", "month", "relative"),
    ("ms", "Menteri tiba pada [Isnin].", "2022-05-30", "day", "relative"),
    ("ms", "Menteri tiba [Khamis lalu].", "2022-05-26", "day", "relative"),
    ("ms", "Menteri tiba [Jumaat] di Ipoh.", "2022-05-27", "day", "relative"),
    ("ms", "Menteri tiba [Ahad] di Ipoh.", "2022-05-29", "day", "relative"),
    ("ms", "Menteri tiba [semalam].", "2022-05-31", "day", "relative"),
    ("ms", "Menteri tiba [minggu lepas].", "2022-05-23", "week", "relative"),
    ("ms", "Menteri tiba pada [5 Mac 2022].", "2022-03-05", "day", "text"),
    ("ms", "Menteri tiba pada [31 Ogos].", "2021-08-31", "day", "relative"),
]

NOTHING = [
    ("id", "Sebanyak 1.000 orang hadir."),
    ("id", "Persija menang 2-1."),
    ("id", "Hal itu melanggar UU 2002."),
    ("id", "UU Nomor 30 Tahun 2002 diubah."),
    ("id", "Bantuan untuk pada 2000 orang tiba."),
    ("id", "Rapat dimulai pukul 10.00 WIB."),
    ("id", "Surat itu untuk Mei Lan dari Ibu Mei."),
    ("id", "Ia lahir 31 Juni 2022."),
    ("id", "Ia lahir 30/2/2022."),
    ("id", "Ia lahir 32 Mei."),
    ("id", "Ia bertugas setiap Senin."),
    ("id", "Dua pertiga atau 2/3 suara setuju."),
    ("id", "Itu terjadi beberapa tahun lalu."),
    ("id", "Itu terjadi setengah tahun lalu."),
    ("id", "Ia lalu pergi selama dua hari."),
    ("en", "They may march again."),
    ("en", "Theresa May resigned."),
    ("en", "A deal by May is her aim."),
    ("en", "The 9/11 attacks changed it."),
    ("en", "It was signed 05/06/2022."),
    ("en", "He reads the Sunday Times."),
    ("en", "They pray every Friday."),
    ("en", "It grew over the last year."),
    ("en", "In 2000 cases it failed."),
    ("en", "He was born on June 31, 2022."),
    ("en", "It happened several weeks ago."),
    ("en", ""),
]


@pytest.mark.parametrize(("language", "marked", "value", "precision", "basis"), FOUND)
def test_a_date_is_found_and_resolved(language: str, marked: str, value: str, precision: str, basis: str) -> None:
    start = marked.index("[")
    end = marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "").replace("<", "(").replace(">", ")")
    found = find(text, language, ANCHOR)
    assert [(ref.value, ref.precision, ref.basis) for ref in found] == [(value, precision, basis)]
    assert (found[0].start, found[0].end) == (start, end)


@pytest.mark.parametrize(("language", "text"), NOTHING)
def test_what_is_no_date_gives_nothing(language: str, text: str) -> None:
    assert find(text, language, ANCHOR) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("id", "Ia tiba kemarin, 23 Mei, atau Senin."),
        ("en", "Last week, on Tuesday, on May 23, in May, a year ago."),
    ],
)
def test_without_the_articles_day_nothing_relative_is_told(language: str, text: str) -> None:
    assert find(text, language, None) == []


def test_without_the_articles_day_full_dates_still_stand() -> None:
    found = find("Dari 24 Februari 2022 hingga tahun 2023.", "id", None)
    assert [ref.value for ref in found] == ["2022-02-24", "2023"]


def test_several_dates_come_in_order_without_overlap() -> None:
    text = "Pada 2014, lalu Mei 2015, dan kemarin, Selasa (31/5/2022), ia bicara."
    found = find(text, "id", ANCHOR)
    assert [ref.value for ref in found] == ["2014", "2015-05", "2022-05-31", "2022-05-31"]


def test_an_american_date_is_read_by_its_weekday() -> None:
    assert [ref.value for ref in find("They met on Tuesday 5/31.", "en", ANCHOR)] == ["2022-05-31"]


def test_until_december_looks_ahead() -> None:
    assert [ref.value for ref in find("Berlaku hingga Desember.", "id", ANCHOR)] == ["2022-12"]


def test_another_language_is_read_by_the_fallback() -> None:
    found = find("Il est arrivé le 24 février 2022 à Paris.", "fr", ANCHOR)
    assert [(ref.value, ref.basis) for ref in found] == [("2022-02-24", "text")]


@pytest.mark.parametrize("language", ["", "xx", "../id"])
def test_an_unknown_language_gives_nothing(language: str) -> None:
    assert find("24 Februari 2022", language, ANCHOR) == []


@pytest.mark.parametrize("anchor", [date.min, date.max])
def test_the_ends_of_the_calendar_do_no_harm(anchor: date) -> None:
    text = "kemarin, besok, Senin lalu, Senin depan, 90 tahun lalu, bulan lalu, pekan depan, 3 Mei"
    assert all(ref.value for ref in find(text, "id", anchor))


_PIECES = (
    "Senin",
    "lalu",
    "23",
    "Mei",
    "2022",
    "(",
    ")",
    "/",
    "31/5",
    "pada",
    "tahun",
    "hari",
    "ini",
    "dua",
    ",",
    "Minggu",
    "1990-an",
)


@given(
    st.lists(
        st.sampled_from(_PIECES),
        max_size=14,
    )
)
def test_spans_lie_in_the_text_and_in_order(words: list[str]) -> None:
    text = " ".join(words)
    reached = 0
    for ref in find(text, "id", ANCHOR):
        assert ref.start is not None
        assert ref.end is not None
        assert reached <= ref.start < ref.end <= len(text)
        reached = ref.end


@pytest.mark.parametrize("text", ["Senin " * 20_000, "1/" * 50_000, "pada " * 50_000 + "2014", "Mei (" * 20_000])
def test_hostile_text_takes_linear_time(text: str) -> None:
    started = time.process_time()
    find(text, "id", ANCHOR)
    find(text, "en", ANCHOR)
    assert time.process_time() - started < 5


def test_speed_of_ordinary_news() -> None:
    news = [
        "Menteri Luar Negeri bertemu duta besar pada Senin (30/5/2022) di Jakarta.",
        "Keduanya membahas gencatan senjata dan bantuan bagi para pengungsi di perbatasan.",
        "Pemerintah negara itu belum menanggapi tuduhan yang disampaikan pihak oposisi.",
        "Sebelumnya, parlemen menolak rancangan anggaran yang diajukan perdana menteri.",
    ]
    find(news[0], "id", ANCHOR)
    started = time.process_time()
    for _ in range(500):
        for sentence in news:
            find(sentence, "id", ANCHOR)
    assert 2000 / (time.process_time() - started) > 8_000  # the target is 20,000 on a quiet machine
