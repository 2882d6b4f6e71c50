"""The first look at a page of an archive: what is plainly of no use is dropped with its reason, all else is kept."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from kawat.read.glance import turned_away

fastwarc = pytest.importorskip("fastwarc")

INDONESIAN = (
    "Pemerintah mengumumkan pada hari Selasa bahwa perundingan dengan serikat pekerja akan dilanjutkan pekan depan. Menurut "
    "menteri, belum ada keputusan tentang perubahan aturan itu. Warga di daerah tersebut sudah menunggu jawaban yang jelas sejak "
    "beberapa bulan lalu, dan mereka meminta agar parlemen membahasnya sebelum akhir tahun ini."
)
ENGLISH = (
    "The government said on Tuesday that talks with the unions would resume next week. According to the minister, no decision "
    "has been made about the reform. People in the region have been waiting for a clear answer for months, and "
    "they want parliament to discuss it before the end of the year."
)
FRENCH = (
    "Le gouvernement a annoncé mardi que les négociations avec les syndicats reprendraient la semaine prochaine. "
    "Selon le ministre, aucune décision n'a encore été prise sur la réforme. Les habitants de la région attendent depuis "
    "des mois une réponse claire, et ils veulent que le parlement en discute avant la fin de l'année."
)
RUSSIAN = (
    "Правительство объявило во вторник, что переговоры с профсоюзами возобновятся на следующей неделе. По словам министра, "
    "решение о реформе пока не принято. Жители региона уже несколько месяцев ждут ясного ответа от парламента."
)
MENU = "".join(f'<li><a href="/{i}">Menu {i}</a></li>' for i in range(30))


def page(text: str, lang: str = "") -> bytes:
    declared = f' lang="{lang}"' if lang else ""
    script = "<script>function a(b){if(b<1){return 'le la les des une dans pour avec sur que'}}</script>"
    return f"<!DOCTYPE html><html{declared}><head>{script}</head><body><ul>{MENU}</ul><p>{text}</p></body></html>".encode()


@pytest.mark.parametrize("lang", ["", "fr", "ru", "en", "id"])
@pytest.mark.parametrize("text", [INDONESIAN, ENGLISH])
def test_pages_in_languages_that_are_read_are_kept_whatever_they_declare(text: str, lang: str):
    assert turned_away(page(text, lang)) == ""


@pytest.mark.parametrize("lang", ["", "en", "id"])
def test_pages_in_other_languages_are_dropped_whatever_they_declare(lang: str):
    assert turned_away(page(FRENCH, lang)) == "language not read (fr)"
    assert turned_away(page(RUSSIAN, lang)) == "language not read (ru)"


def test_other_charsets_are_read_where_the_server_names_them_and_kept_where_not():
    data = page(RUSSIAN * 2).decode().encode("windows-1251")
    assert turned_away(data, "windows-1251") == "language not read (ru)"
    assert turned_away(data) == ""
    assert turned_away(page(ENGLISH).decode().encode("utf-16")) == ""


def test_a_page_without_prose_is_no_article_unless_its_facts_hold_one():
    assert turned_away(page("")) == "no article"
    assert turned_away(page("").replace(b"</head>", b'<script>{"articleBody": "..."}</script></head>')) == ""


def test_short_and_mixed_texts_are_left_to_the_full_look():
    assert turned_away(FRENCH[:60].encode(), plain=True) == ""
    assert turned_away(page(f"{FRENCH}</p><p>{ENGLISH}")) == ""


def record(status: str, kind: str, body: bytes) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/a\r\nWARC-Date: 2022-06-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(body):032x}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + http + b"\r\n\r\n")


def test_an_ingest_counts_what_an_archive_drops_by_reason(tmp_path: Path):
    from kawat.ingest import Order, ingest
    from kawat.read.table import Columns

    html = "text/html; charset=utf-8"
    records = [("200 OK", html, page(INDONESIAN)), ("200 OK", html, page(FRENCH)), ("404 Not Found", html, page(ENGLISH))]
    records += [("200 OK", "image/png", b"\x89PNG"), ("200 OK", html, page("")), ("200 OK", html, page(ENGLISH))]
    archive = tmp_path / "crawl.warc.gz"
    archive.write_bytes(b"".join(record(*one) for one in records))
    receipt = ingest([archive], tmp_path / "desk", lambda name: Columns(), Order(coder="lexicon"))
    assert (receipt.read, receipt.new, receipt.failed) == (6, 2, 0)
    assert receipt.dropped == {
        "language not read (fr)": 1,
        "not HTTP 200": 1,
        "neither HTML nor text": 1,
        "no article": 1,
    }
