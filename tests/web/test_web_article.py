"""The reader: marked spans, claims and quotes beside the text, related reading, versions."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient
from tests.web.written import rows, written

from kawat.web.app import create_app
from kawat.web.marks import Mark
from kawat.web.outside import outside
from kawat.web.reading import changed, line, paragraphs

EMOJI = "😀🔥 Kenya mengecam Uganda soal perbatasan.\n\nPresiden Kenya mengatakan bahwa perundingan 🤝 gagal."
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def _article(**more: object) -> dict[str, object]:
    return {
        "title": "Kenya dan Uganda", "text": EMOJI, "published": "2022-06-10T08:00:00+07:00", "outlet": "Koran Kita",
        "url": "https://koran.example/kenya", "language": "id",
    } | more  # fmt: skip


@pytest.fixture(scope="module")
def emoji(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One article with emoji before its names, in two versions; one on the same dyad two days later."""
    second = EMOJI.replace("gagal", "berhasil") + "\n\nUganda memuji Kenya."
    other = _article(url="https://lain.example/uganda", outlet="Lain", title="Kenya Kecam Uganda Lagi", published="2022-06-12")
    return written(
        tmp_path_factory.mktemp("emoji"),
        [_article(), other | {"text": "Kenya mengecam Uganda untuk kedua kalinya dalam sepekan di tepi danau."}],
        [_article(text=second, title="Kenya dan Uganda Berdamai")],
    )  # fmt: skip


@pytest.fixture(scope="module")
def reader(emoji: Path) -> Iterator[TestClient]:
    """Asks the pages of it."""
    with TestClient(create_app(emoji), base_url="http://127.0.0.1") as client:
        yield client


def _marked(page: str) -> list[tuple[str, str]]:
    body = page[page.index('<div class="body"') : page.index("</article>")]
    return [(classes, html.unescape(text)) for classes, text in re.findall(r'<mark class="([^"]*)"[^>]*>([^<]*)</mark>', body)]


def _newest(desk: Path) -> dict:
    return rows(desk, "SELECT * FROM documents WHERE outlet = 'Koran Kita' ORDER BY revision DESC LIMIT 1")[0]


def _address(row: dict) -> str:
    return f"/article/{row['id']}"


def test_spans_are_right_after_emoji(reader: TestClient, emoji: Path):
    page = reader.get(_address(_newest(emoji))).text
    found = _marked(page)
    assert ("mark-actor", "Kenya") in found
    assert ("mark-recipient", "Uganda") in found
    assert any("mark-act" in classes.split() and text == "mengecam" for classes, text in found)
    assert any("mark-quote" in classes for classes, _ in found)


def test_the_text_is_whole_and_in_paragraphs(reader: TestClient, emoji: Path):
    article = _newest(emoji)
    page = reader.get(_address(article)).text
    body = page[page.index('<div class="body"') : page.index("</article>")]
    shown = [html.unescape(re.sub(r"<[^>]+>", "", one)) for one in re.findall(r"<p>(.*?)</p>", body, re.S)]
    assert shown[:3] == article["text"].split("\n\n")


def test_marks_can_be_turned_off(reader: TestClient, emoji: Path):
    page = reader.get(_address(_newest(emoji)), params={"marks": "0", "lang": "id"}).text
    assert _marked(page) == []
    assert "Dengan tanda" in page


def test_one_claim_stands_out_and_the_others_are_dimmed(reader: TestClient, emoji: Path):
    article = _newest(emoji)
    claim = next(row for row in rows(emoji, "SELECT * FROM claims WHERE document = ?", article["id"]) if row["event"] == "ACCUSE")
    page = reader.get(_address(article), params={"claim": claim["id"]}).text
    told = [(classes, text) for classes, text in _marked(page) if classes.endswith(" told")]
    assert {text for _, text in told} >= {"Kenya", "mengecam", "Uganda"}
    assert any(classes == "dimmed" for classes, _ in _marked(page))
    assert page.count('id="told"') == 1
    assert 'class="claim chosen"' in page


def test_a_claim_that_the_article_lacks_changes_nothing(reader: TestClient, emoji: Path):
    page = reader.get(_address(_newest(emoji)), params={"claim": "c:0000"}).text
    assert "dimmed" not in page


def test_claims_stand_beside_with_links_onward(web: TestClient, sample_desk: Path):
    claim = rows(
        sample_desk, "SELECT * FROM claims WHERE said_by IS NOT NULL AND len(why) > 0 AND len(recipient) > 0 AND status = 'real'"
        " AND actor[1].code <> recipient[1].code AND actor[1].code <> '?' AND recipient[1].code <> '?' ORDER BY id LIMIT 1",
    )[0]  # fmt: skip
    page = web.get(f"/article/{claim['document']}", params={"lang": "en"}).text
    quoted = claim["id"].replace(":", "%3A")
    for wanted in (
        f"/review?claim={quoted}",
        f"claim={quoted}#told",
        "/relation/",
        "/event/e%3A",
        "on the word of",
        "confidence",
    ):
        assert wanted in page, wanted
    assert claim["why"][0] in html.unescape(page)


def test_quotes_have_speaker_cue_and_content(reader: TestClient, emoji: Path):
    page = reader.get(_address(_newest(emoji)), params={"lang": "id"}).text
    quotes = page[page.index("<h2>Kutipan</h2>") :]
    assert "mengatakan" in quotes
    assert "perundingan 🤝 berhasil" in quotes


def test_versions_say_what_changed_and_link_to_each(reader: TestClient, emoji: Path):
    newest = _newest(emoji)
    first = rows(emoji, "SELECT id FROM documents WHERE outlet = 'Koran Kita' AND revision = 1")[0]
    page = reader.get(_address(newest), params={"lang": "en"}).text
    assert "Version history" in page
    assert f"/article/{first['id'].replace(':', '%3A')}" in page
    assert "Title before: Kenya dan Uganda" in page
    assert "<ins>Uganda memuji Kenya.</ins>" in page
    assert "<del>Presiden Kenya" in page
    old = reader.get(_address(first), params={"lang": "en"}).text
    assert "There is a newer version." in old


def test_related_reading_shares_the_dyad_nearby(reader: TestClient, emoji: Path):
    page = reader.get(_address(_newest(emoji)), params={"lang": "id"}).text
    assert "Kenya Kecam Uganda Lagi" in page[page.index("Baca juga") :]


def test_caption_credit_tags_and_printed_links(web: TestClient, sample_desk: Path):
    article = rows(sample_desk, "SELECT * FROM documents WHERE len(related) > 0 AND caption <> '' ORDER BY id LIMIT 1")[0]
    page = html.unescape(web.get(_address(article)).text)
    assert article["credit"] in page
    assert article["tags"][0] in page
    link = article["related"][0]
    assert f'<a href="{link["url"]}" rel="nofollow noopener noreferrer">{link["title"]}</a>' in page


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,<b>x",
        "https://",
        "//koran.example/x",
        "http://a b/",
        'https://x"onload=1',
        "",
        None,
    ],
)
def test_only_plain_web_addresses_become_links(url: str | None):
    assert outside(url) == ""


def test_a_web_address_stays():
    assert outside("https://koran.example/a?b=1#c") == "https://koran.example/a?b=1#c"


@pytest.mark.parametrize("language", ["id", "en"])
def test_hostile_articles_stay_text(served, tmp_path: Path, language: str):
    evil = [
        _article(title=HOSTILE, outlet=HOSTILE, byline=HOSTILE, caption=HOSTILE, tags=[HOSTILE], place=HOSTILE, url=url,
                 text=f"{HOSTILE} Kenya mengecam Uganda {n}. {HOSTILE}")
        for n, url in enumerate(("javascript:alert(1)", "data:text/html,<script>alert(1)</script>"))
    ]  # fmt: skip
    desk = written(tmp_path, evil)
    client = served(desk)
    for row in rows(desk, "SELECT id FROM documents"):
        answer = client.get(_address(row), params={"lang": language})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text
        assert not re.search(r'href="\s*(?:javascript|data):', answer.text)
        assert "&lt;script&gt;" in answer.text


@pytest.mark.parametrize(("language", "words"), [("id", "Tidak ada artikel d:no"), ("en", "The desk has no article d:no")])
def test_a_missing_article_is_told(web: TestClient, language: str, words: str):
    answer = web.get("/article/d:no", params={"lang": language})
    assert answer.status_code == 404
    assert words in answer.text


def test_an_article_is_a_table_too(web: TestClient, sample_desk: Path):
    claim = rows(sample_desk, "SELECT id, document FROM claims ORDER BY id LIMIT 1")[0]
    answer = web.get(f"/article/{claim['document']}.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert claim["id"] in answer.text


def test_overlapping_spans_keep_every_kind():
    found = line("abcdef", [Mark(0, 6, "quote"), Mark(2, 4, "actor", "RUS", "c:1"), Mark(3, 5, "recipient", "UKR", "c:2")])
    assert "".join(one.text for one in found) == "abcdef"
    assert [(one.text, one.classes) for one in found][2] == ("d", "mark-quote mark-actor mark-recipient")


def test_a_chosen_claim_shows_its_own_kinds_alone():
    marks = [Mark(0, 3, "actor", "RUS", "c:1"), Mark(0, 3, "recipient", "RUS", "c:2")]
    assert paragraphs("abc def", marks, "c:2")[0][0].classes == "mark-recipient told"


def test_what_a_revision_changed_is_told_in_paragraphs():
    assert changed("a\n\nb\n\nc", "a\n\nc\n\nd") == (["b"], ["d"])
