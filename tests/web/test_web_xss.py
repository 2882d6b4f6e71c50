"""Hostile articles in a desk of their own: every page and every answer shows them as words, and as nothing else."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from litestar.testing import TestClient
from lxml import html
from tests.web.hostile_desk import made

import hostile
from kawat.desk import Desk
from kawat.web.app import create_app
from kawat.web.pages import PAGES

# Elements and attributes that pages of ours have; whatever else there is came from an article.
FOREIGN = frozenset(
    ("iframe", "object", "embed", "base", "math", "marquee", "video", "audio", "source", "style", "noscript", "animate", "mglyph")
)
LINKS = ("href", "src", "action", "formaction", "data", "poster", "background", "srcset", "{http://www.w3.org/1999/xlink}href")
FORMULA = re.compile(r"[=+@\t\r]|-(?![0-9.]+$)")


@pytest.fixture(scope="module")
def hostile_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def attacked(hostile_desk: Path) -> Iterator[TestClient]:
    with TestClient(create_app(hostile_desk), base_url="http://127.0.0.1") as client:
        client.follow_redirects = False
        yield client


def ids(desk: Path) -> dict[str, list[str]]:
    found = Desk(desk)
    return {
        name: [row["id"] for row in found.sql(f"SELECT DISTINCT id FROM {name}s ORDER BY id").rows()]
        for name in ("event", "story", "document", "claim") if name != "story"
    } | {"story": [row["id"] for row in found.sql("SELECT id FROM stories ORDER BY id").rows()]}  # fmt: skip


def addresses(desk: Path) -> list[str]:
    """Every page, with all ids of the desk where its path has a place for one."""
    named = ids(desk)
    kinds = {
        "/event/": named["event"],
        "/story/": named["story"],
        "/article/": named["document"],
        "/actor/": ["RUS", "USA", "IDN"],
    }
    out = []
    for page in PAGES:
        parts = re.findall(r"\{(\w+)(?::\w+)?\}", page.path)
        if not parts:
            out.append(page.path)
        elif len(parts) == 2:
            out += [re.sub(r"\{.*", f"{a}/{b}", page.path) for a, b in (("RUS", "UKR"), ("USA", "IRN"), ("CHN", "JPN"))]
        else:
            head = page.path.partition("{")[0]
            out += [head + one for one in next((found for start, found in kinds.items() if head.startswith(start)), ["RUS"])]
    return [*out, *(f"{one}?lang=en" for one in out if one.count("/") == 1), "/api/v1/docs"]


def test_there_are_enough_of_them_and_they_are_in_the_desk(hostile_desk: Path):
    assert len(hostile.PAYLOADS) >= 60
    kept = Desk(hostile_desk).sql("SELECT title, outlet, byline FROM documents").rows()
    assert len(kept) >= 60
    assert any("<script>" in row["title"] for row in kept)
    assert len(ids(hostile_desk)["event"]) > 10


def test_related_links_and_titles_of_feeds_are_words_and_lead_to_the_web_alone(attacked: TestClient, hostile_desk: Path):
    printed = Desk(hostile_desk).sql("SELECT id, related FROM documents WHERE len(related) > 0 ORDER BY id").rows()
    assert len(printed) >= 60
    shown, led = set(), set()
    for row in printed:
        answer = attacked.get(f"/article/{row['id']}")
        assert answer.status_code == 200
        harmless(row["id"], answer.text)
        section = html.document_fromstring(answer.text).xpath("//section[contains(@class, 'also')]")[0]
        shown.update(" ".join(section.text_content().split()).split(" "))
        led.update(section.xpath(".//a[@rel]/@href"))
        assert section.xpath("count(.//a[@rel])") == section.xpath("count(.//a[contains(@rel, 'noopener')])")
    assert any("<script>" in word or "onerror" in word for word in shown)
    assert led
    assert all(re.match("https?://", address) for address in led)


def test_no_page_has_an_element_attribute_or_link_of_an_article(attacked: TestClient, hostile_desk: Path):
    for address in addresses(hostile_desk):
        answer = attacked.get(address)
        assert answer.status_code in (200, 303, 404), (address, answer.status_code)
        harmless(address, answer.text)
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]


def harmless(address: str, text: str) -> None:
    tree = html.document_fromstring(text)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            assert hostile.SECRET not in (element.text or ""), (address, "a comment holds an article's words")
            continue
        assert element.tag not in FOREIGN, (address, element.tag)
        if element.tag == "script":
            assert element.get("src", "").startswith("/static/") or element.get("type") == "application/json", address
            if element.get("type") == "application/json":
                assert not re.search("[<>&]", element.text or ""), (address, "JSON in a page is not escaped")
                json.loads(element.text or "null")
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), (address, element.tag, name)
            assert name != "style", (address, element.tag)
            if name in LINKS:
                plain = re.sub(r"[\x00-\x20]", "", value).lower()
                assert not re.match(r"(javascript|data|vbscript|file|blob|view-source):", plain), (address, value[:80])
        if element.tag in ("form", "link", "img") or (element.tag == "meta" and element.get("http-equiv")):
            assert "evil.example" not in " ".join(element.attrib.values()), (address, element.tag)


def test_templates_in_articles_are_not_run(attacked: TestClient):
    titles = [one["title"] for one in attacked.get("/api/v1/documents?limit=500").json()["documents"]]
    assert any("{{7*7}}" in title for title in titles)
    assert not any(title.startswith("49 ") for title in titles)


@pytest.mark.parametrize("path", ["documents", "claims", "quotes", "events", "stories", "actors", "shifts"])
def test_answers_are_whole_and_cells_are_no_formulas(attacked: TestClient, path: str):
    answer = attacked.get(f"/api/v1/{path}", params={} if path == "shifts" else {"limit": 50})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    given = answer.json()[path]
    assert isinstance(given, list)
    rows = [json.loads(line) for line in attacked.get(f"/api/v1/{path}?format=ndjson").text.split("\n") if line]
    table = attacked.get(f"/api/v1/{path}?format=csv")
    assert table.headers["content-type"].startswith("text/csv")
    read = list(csv.reader(io.StringIO(table.content.decode(), newline="")))
    assert len(read) - 1 == len(rows)
    for row in read[1:]:
        assert len(row) == len(read[0])
        for value in row:
            assert not FORMULA.match(value), value[:40]


def test_every_record_can_be_asked_for_by_its_id(attacked: TestClient, hostile_desk: Path):
    for name, plural in (("event", "events"), ("story", "stories"), ("document", "documents"), ("claim", "claims")):
        for one in ids(hostile_desk)[name][:40]:
            answer = attacked.get(f"/api/v1/{plural}/{one}")
            assert answer.status_code == 200
            assert answer.json()["id"] == one


@pytest.mark.parametrize("bad", [p for p in hostile.PAYLOADS if p.isprintable() and len(p) < 300], ids=lambda bad: bad[:24])
def test_what_is_asked_comes_back_as_words_only(attacked: TestClient, bad: str):
    for address, name in (("/", "lang"), ("/api/v1/claims", "outlet"), ("/api/v1/events", "next"), ("/nowhere", "q")):
        answer = attacked.get(address, params={name: bad})
        assert answer.status_code < 500
        if answer.headers["content-type"].startswith("text/html"):
            harmless(address, answer.text)
    answer = attacked.get(f"/{quote(bad, safe='')}.html")
    assert answer.status_code in (400, 404)
