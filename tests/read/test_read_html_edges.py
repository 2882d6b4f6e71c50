"""Pages that are broken, bare, hostile or strange."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kawat.read import document_from_bytes
from kawat.read.jsonld import article
from kawat.types import Document

P = [
    "Menteri luar negeri kedua negara bertemu di Singapura untuk membahas batas laut yang lama disengketa.",
    "Keduanya sepakat melanjutkan perundingan bulan depan, tetapi tidak menyebut tempat dan tanggalnya.",
    "Juru bicara menolak menjawab pertanyaan tentang kapal patroli yang ditahan pekan lalu di laut sengketa.",
]
BODY = "".join(f"<p>{p}</p>" for p in P)


def _read(page: str, *, url: str = "") -> Document:
    return document_from_bytes(page.encode(), source="halaman.html", url=url)


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{P[0]}<p>{P[1]}<p>{P[2]}",
        f"<html><body><div><b><i>{P[0]}</b></i><p>{P[1]}</div></p><p>{P[2]}</body>",
        f"<div><p>{P[0]}</p><p>{P[1]}</p><p>{P[2]}</p",
        f"<!-- x --><html><head><title>T</title><body><b><article>{BODY}",
        f"<html><body><article>{BODY}<script>if (a<b) document.write('</p>')</script></article>",
        f"<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><body>{BODY}</body></html>",
    ],
)
def test_broken_html(page: str) -> None:
    assert _read(page).text == "\n\n".join(P)


def test_missing_facts_are_noted_not_guessed() -> None:
    document = _read(f"<html><body><article>{BODY}</article></body></html>")
    assert (document.published, document.title, document.outlet, document.language) == ("", "", "", "")
    assert {"no headline found", "no date of publication found", "no outlet found"} <= set(document.notes)


@pytest.mark.parametrize(
    "script",
    [
        '{"@type":"NewsArticle","headline":"Judul","datePublished":"2024-01-02T03:04:05Z"}',
        '[{"@type":"WebPage"},{"@type":["Thing","NewsArticle"],"headline":"Judul","datePublished":"2024-01-02T03:04:05Z"}]',
        '{"@graph":[{"@type":"WebSite"},{"@type":"NewsArticle","headline":"Judul","datePublished":"2024-01-02T03:04:05Z"}]}',
        '{"@type":"NewsArticle","headline":"Judul","datePublished":"2024-01-02T03:04:05Z",}',
        '{"@type":"NewsArticle","x":"a "b" c","headline":"Judul","datePublished":"2024-01-02T03:04:05Z"}',
        '<!-- {"@type":"NewsArticle","headline":"Ju\\u0064ul","datePublished":"2024-01-02T03:04:05Z"} -->',
        '//<![CDATA[\n{"@type":"NewsArticle","headline":"Judul","datePublished":"2024-01-02T03:04:05Z"}\n//]]>',
        '{"@type":"WebSite"}\n{"@type":"NewsArticle","headline":"Judul","datePublished":"2024-01-02T03:04:05Z"};',
        '{"@type":"NewsArticle","headline":"Judul","datePublished":"2024-01-02T03:04:05Z","x":"baris\nbaru"}',
    ],
)
def test_jsonld_shapes(script: str) -> None:
    found = article([script])
    assert (found["headline"], found["datePublished"]) == ("Judul", "2024-01-02T03:04:05Z")


@pytest.mark.parametrize(
    "script",
    [
        "",
        "null",
        "[[[[",
        '{"@type":5}',
        "{" * 5000,
        "[" * 100_000,
        '"NewsArticle"',
        '{"@type":"Organization"}',
    ],
)
def test_jsonld_without_an_article(script: str) -> None:
    assert article([script]) == {}


def test_jsonld_of_odd_types_does_no_harm() -> None:
    odd = {
        "@type": "NewsArticle",
        "headline": ["A", 1],
        "author": [None, 3, {"name": None}, "Sri"],
        "publisher": 7,
        "keywords": {"a": 1},
    }
    odd |= {
        "datePublished": 20240102,
        "editor": {"@id": "#nobody"},
        "inLanguage": {"@type": "Language", "name": "id"},
    }
    document = _read(f'<script type="application/ld+json">{json.dumps(odd)}</script><article>{BODY}</article>')
    assert document.text == "\n\n".join(P)
    assert document.byline == "Sri"


def test_body_from_jsonld_where_the_layout_is_empty() -> None:
    item = json.dumps({"@type": "NewsArticle", "headline": "Judul Uji", "articleBody": "\n".join(P)})
    document = _read(f'<head><script type="application/ld+json">{item}</script></head><body><div></div></body>')
    assert document.text == "\n\n".join(P)
    assert any("JSON-LD" in note for note in document.notes)


def test_time_without_a_zone_takes_the_one_that_is_shown() -> None:
    page = f"""<html lang="id"><head><meta name="pubdate" content="2024-01-02 10:11:12"></head><body>
    <h1>Judul Berita Uji</h1><div class="date">Selasa, 2 Jan 2024 10:11 WITA</div><article>{BODY}</article>"""
    assert _read(page).published == "2024-01-02T10:11:12+08:00"


def test_a_page_cannot_claim_another_hosts_address() -> None:
    page = f'<html><head><link rel="canonical" href="https://reuters.com/x"></head><body><article>{BODY}</article></body></html>'
    assert _read(page, url="https://palsu.example/a").url == "https://palsu.example/a"


def test_links_that_are_no_addresses_are_left_out() -> None:
    page = f'<article>{BODY}<p>Baca juga: <a href="javascript:alert(1)">Judul Lain Panjang</a></p></article>'
    document = _read(page)
    assert [(link.title, link.url) for link in document.related] == [("Judul Lain Panjang", "")]


def test_markup_in_fields_is_text() -> None:
    page = f'<meta property="og:title" content="A &lt;script&gt;x&lt;/script&gt; B"><article>{BODY}</article>'
    assert _read(page).title == "A <script>x</script> B"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 20_000 + BODY + "</div>" * 20_000,
        "<b>" * 50_000 + BODY,
        "<p>" + "<a href=x>y</a>" * 50_000 + "</p>" + BODY,
        "<table>" * 3_000 + BODY,
        "<html><body>" + f"<div class='caption'>{P[0]}</div>" * 3_000 + BODY,
        "<html><head>" + '<script type="application/ld+json">{"@type":"NewsArticle",' * 2_000 + "</head>" + BODY,
    ],
    ids=["deep-div", "deep-b", "links", "tables", "captions", "scripts"],
)
def test_hostile_pages_end_quickly(page: str) -> None:
    start = time.process_time()
    _read("<html><body>" + page)
    assert time.process_time() - start < 8


def test_text_that_mentions_tags_is_not_a_page() -> None:
    document = document_from_bytes(b"Judul berita hari ini\n\nMenteri menulis <b> di papan dan 3 < 5, katanya.", source="x")
    assert document.text == "Menteri menulis <b> di papan dan 3 < 5, katanya."


def test_one_line_is_body_and_not_headline() -> None:
    document = document_from_bytes(b"Rusia mengecam sanksi Barat.", source="x")
    assert (document.title, document.text) == ("", "Rusia mengecam sanksi Barat.")


def test_wrapped_text_is_joined() -> None:
    wrapped = (
        "Judul berita\n\nMenteri luar negeri kedua negara bertemu di Singapura untuk\n"
        "membahas batas laut mereka yang lama diperdebatkan oleh kedua\npihak.\n\nSelesai sudah."
    )
    document = document_from_bytes(wrapped.encode(), source="x")
    assert document.text.split("\n\n")[0].endswith("oleh kedua pihak.")


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028", "\n"])
def test_line_breaks(newline: str) -> None:
    lines = ["Judul berita hari ini", "", P[0], "", P[1]]
    assert document_from_bytes(newline.join(lines).encode(), source="x").text == "\n\n".join(P[:2])


def test_plain_text_loads_no_heavy_library(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Judul berita hari ini\n\n" + P[0], encoding="utf-8")
    code = (
        "import sys; from kawat.read import read_document; read_document(sys.argv[1]);"
        "heavy = 'trafilatura lxml dateparser charset_normalizer http.client'.split();"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
