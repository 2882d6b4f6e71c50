"""Stories and events: who told it first, who copied whom, what contradicts what."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient
from tests.web.written import rows, written

from kawat.web.app import create_app
from kawat.web.said import headline

REPORT = (
    "Kenya mengecam Uganda pada hari Jumat soal nelayan yang ditahan di Danau Victoria. Menteri luar negeri Kenya mengatakan "
    "bahwa para nelayan itu harus segera dibebaskan tanpa syarat. Uganda belum menjawab surat protes yang dikirim pagi tadi "
    "melalui kedutaan besarnya di Nairobi."
)
EVIL = "<svg onload=alert(1)>"


def _report(outlet: str, hour: int, **more: str) -> dict[str, str]:
    return {
        "title": "Kenya Kecam Uganda Soal Nelayan", "text": REPORT, "published": f"2022-06-10T{hour:02d}:15:00+00:00",
        "outlet": outlet, "url": f"https://{outlet.split()[-1].lower()}.example/nelayan", "language": "id",
    } | more  # fmt: skip


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of one outlet, and its copy in another one three hours later."""
    return written(
        tmp_path_factory.mktemp("copied"), [_report("Kantor Berita", 6), _report(f"Koran {EVIL}", 9, title=f"{EVIL} Nelayan")]
    )


@pytest.fixture(scope="module")
def told(copied: Path) -> Iterator[TestClient]:
    """Asks the pages of it."""
    with TestClient(create_app(copied), base_url="http://127.0.0.1") as client:
        yield client


def _story(desk: Path) -> dict:
    return rows(desk, "SELECT * FROM stories ORDER BY len(documents) DESC LIMIT 1")[0]


def _contradicted(desk: Path) -> tuple[dict, dict]:
    one = rows(desk, "SELECT * FROM events WHERE len(contradicted) > 0 AND story <> '' ORDER BY id LIMIT 1")[0]
    return one, rows(desk, "SELECT * FROM events WHERE id = ?", one["contradicted"][0])[0]


def test_a_story_says_who_was_first_and_who_copied(told: TestClient, copied: Path):
    page = told.get(f"/story/{_story(copied)['id']}", params={"lang": "en"}).text
    assert "2 articles by 2 outlets." in page
    first = page[page.index("First reported by") :]
    assert first.index("Kantor Berita") < 200
    assert "at 06.15" in first
    assert "a copy of Kantor Berita" in page


def test_the_timeline_draws_each_report_and_the_copy(told: TestClient, copied: Path):
    answer = told.get(f"/story/{_story(copied)['id']}.svg", params={"chart": "timeline", "lang": "id"})
    assert answer.headers["content-type"].startswith("image/svg")
    assert answer.text.count("<circle") == 2
    assert answer.text.count('class="copy-dot"') == 1
    assert answer.text.count('class="copy-line"') == 1
    assert "1 di antaranya salinan" in answer.text


def test_hostile_titles_stay_text_in_page_and_picture(told: TestClient, copied: Path):
    client = told
    for suffix in ("", ".svg"):
        text = client.get(f"/story/{_story(copied)['id']}{suffix}").text
        assert EVIL not in text
        assert "&lt;svg onload" in text


def test_a_story_is_a_table_and_a_picture(told: TestClient, copied: Path):
    client, story = told, _story(copied)
    table = client.get(f"/story/{story['id']}.csv").text.splitlines()
    assert table[0] == "published,outlet,title,id,copied,language,url"
    assert len(table) == 3
    assert client.get(f"/story/{story['id']}.png").content.startswith(b"\x89PNG")


@pytest.mark.parametrize(("language", "head"), [("id", "Laporan yang bertentangan"), ("en", "Contradictory reports")])
def test_contradictory_reports_stand_side_by_side(web: TestClient, sample_desk: Path, language: str, head: str):
    one, other = _contradicted(sample_desk)
    page = html.unescape(web.get(f"/story/{one['story']}", params={"lang": language}).text)
    assert head in page
    versus = page.split('<div class="versus">')[1:]
    pair = next(part for part in versus if one["id"].replace(":", "%3A") in part and other["id"].replace(":", "%3A") in part)
    for row in (one, other):
        assert row["outlets"][0] in pair
        assert row["sentence"][:20] in pair.replace('<mark class="mark-act">', "").replace("</mark>", "")


def test_a_story_lists_its_events_with_evidence(web: TestClient, sample_desk: Path):
    one, _ = _contradicted(sample_desk)
    page = web.get(f"/story/{one['story']}").text
    assert f"/event/{one['id'].replace(':', '%3A')}" in page
    assert f"/article/{one['document'].replace(':', '%3A')}?claim=" in page


def test_an_event_shows_its_reports_with_marked_words(web: TestClient, sample_desk: Path):
    event = rows(sample_desk, "SELECT * FROM events WHERE status = 'real' AND len(claims) > 1 AND len(recipient) > 0 "
                              "AND actor[1].code <> recipient[1].code ORDER BY id LIMIT 1")[0]  # fmt: skip
    page = web.get(f"/event/{event['id']}", params={"lang": "en"}).text
    assert f"<h1>{html.escape(headline(event, 'en'))}</h1>" in page
    for claim in event["claims"]:
        assert f"claim={claim.replace(':', '%3A')}#told" in page
        assert f"/review?claim={claim.replace(':', '%3A')}" in page
    assert 'class="mark-act"' in page
    assert "independent report" in page
    assert "/relation/" in page


def test_an_event_shows_what_contradicts_it_and_its_place(web: TestClient, sample_desk: Path):
    one, other = _contradicted(sample_desk)
    page = web.get(f"/event/{one['id']}", params={"lang": "id"}).text
    assert f"/event/{other['id'].replace(':', '%3A')}" in page[page.index("Laporan yang bertentangan") :]
    placed = rows(sample_desk, "SELECT id, place FROM events WHERE place.latitude IS NOT NULL ORDER BY id LIMIT 1")[0]
    assert "°" in web.get(f"/event/{placed['id']}").text


def test_every_event_and_story_of_the_sample_has_a_page(web: TestClient, sample_desk: Path):
    """Odd ones too: nobody named, no day, no place."""
    found = rows(
        sample_desk, "SELECT id FROM events WHERE len(actor) = 0 OR place IS NULL OR len(recipient) > 2 ORDER BY id LIMIT 12"
    )
    for row in found:
        assert web.get(f"/event/{row['id']}").status_code == 200, row
    for row in rows(sample_desk, "SELECT id FROM stories ORDER BY id LIMIT 12"):
        assert web.get(f"/story/{row['id']}").status_code == 200, row


@pytest.mark.parametrize("path", ["/story/s:nowhere", "/event/e:nowhere"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_what_is_missing_is_told_by_its_id(web: TestClient, path: str, language: str):
    answer = web.get(path, params={"lang": language})
    assert answer.status_code == 404
    assert path.rpartition("/")[2] in answer.text


def _row(event: str, status: str, actor: list[str], recipient: list[str]) -> dict:
    sides = {"actor": actor, "recipient": recipient}
    parties = {side: [dict(zip(("code", "sector"), (*code.split("."), ""))) for code in codes] for side, codes in sides.items()}
    return {"event": event, "mode": "", "status": status} | parties


@pytest.mark.parametrize(
    ("row", "indonesian", "english"),
    [
        (_row("ASSAULT", "real", ["RUS.MIL"], ["UKR"]),
         "Militer Rusia menyerang Ukraina", "The military of Russia attacks Ukraine"),
        (_row("ASSAULT", "negated", ["RUS"], ["UKR"]), "Rusia tidak menyerang Ukraina", "Russia does not attack Ukraine"),
        (_row("CONSULT", "real", ["RUS", "CHN"], []), "Rusia dan China berunding", "Russia and China talk"),
        (_row("AID", "unreal", ["USA"], ["?"]),
         "AS diandaikan membantu pihak yang tidak disebut", "The US might aid somebody not named"),
        (_row("SUPPORT", "real", [], ["IDN"]), "Pihak tak dikenal mendukung Indonesia", "Somebody unknown supports Indonesia"),
        (_row("SUPPORT", "real", ["IDN", "MYS", "SGP", "THA"], ["MMR"]),
         "Indonesia, Malaysia dan 2 pihak lain mendukung Myanmar", "Indonesia, Malaysia and 2 others support Myanmar"),
    ],
)  # fmt: skip
def test_acts_are_told_as_sentences(row: dict, indonesian: str, english: str):
    assert (headline(row, "id"), headline(row, "en")) == (indonesian, english)
