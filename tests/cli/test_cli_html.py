"""``kawat read --format html``: one file that needs nothing else and lets nothing in."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kawat.cli.views.html import html
from kawat.coders import coder
from kawat.reading import read_with
from kawat.types import Document, Link

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"
TEXT = f"""Prancis mengecam Mali {EVIL}.

“Kami menolak {EVIL},” kata Presiden Mali, dikutip dari <b>Warta</b>."""
VOID = frozenset(("meta", "input", "br"))


class Page(HTMLParser):
    """What a browser makes of it: elements in order, with their attributes; tags must be balanced."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, name: str) -> list[str]:
        return [attributes[name] for _, attributes in self.elements if name in attributes]


def hostile() -> str:
    document = Document(
        id="d:1",
        text=TEXT,
        title=f"Prancis Mengecam Mali {EVIL}",
        url="javascript:alert(3)",
        outlet=EVIL,
        byline=EVIL,
        editor=EVIL,
        place=EVIL,
        published=f'2021-05-03"{EVIL}',
        language="id",
        caption=f"Presiden Mali bertemu Presiden Prancis {EVIL}",
        credit=EVIL,
        tags=(EVIL, "a,b"),
        related=(
            Link(f"Jepang kirim bantuan ke Vanuatu {EVIL}", "javascript:alert(4)"),
            Link("Data", "data:text/html,<script>alert(5)</script>"),
            Link("Spasi", " JavaScript:alert(6)"),
            Link("Baik", 'https://example.org/?a=1&b="><script>'),
            Link("Rusak", "http://[::1"),
        ),
        notes=(EVIL,),
    )
    return html(read_with(coder("lexicon"), document, "id"), "id")


def test_hostile_words_stay_words():
    text = hostile()
    page = Page(text)
    assert page.open == []
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "img", "iframe", "object", "embed", "link", "form", "base"}
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert "alert(1)" in page.words
    assert "<img src=x" in page.words


def test_links_lead_to_the_web_or_into_the_page():
    links = [value for tag, a in Page(hostile()).elements if tag == "a" for value in [a["href"]]]
    assert [link for link in links if not link.startswith("#")] == ['https://example.org/?a=1&b="><script>']
    assert "javascript:" not in "".join(links).lower()


def test_links_inside_the_page_arrive():
    page = Page(hostile())
    targets = page.all("id")
    assert len(targets) == len(set(targets))
    for link in page.all("href"):
        if link.startswith("#"):
            assert link[1:] in targets


@pytest.fixture
def page(kawat, berita: Path) -> str:
    done = kawat("read", berita, "--format", "html")
    assert done.code == 0
    return done.out


def test_it_loads_nothing(page: str):
    assert not Page(page).all("src")
    assert not re.search(r"url\(|@import|<link|<script", page)


def test_the_policy_allows_only_its_own_style(page: str):
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    assert policy[1] == (f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")
    assert not Page(page).all("style")


def test_every_claim_is_in_the_table_and_at_its_words(page: str, kawat, berita: Path):
    import json

    claims = json.loads(kawat("read", berita, "--format", "json").out)["claims"]
    targets = Page(page).all("id")
    for number in range(1, len(claims) + 1):
        assert f"c{number}" in targets
        assert f"s{number}" in targets
    assert f"c{len(claims) + 1}" not in targets


def test_both_label_languages_are_there_and_one_is_chosen(kawat, berita: Path):
    for language in ("id", "en"):
        text = kawat("read", berita, "--format", "html", "--labels", language).out
        assert "Klaim" in text
        assert "Claims" in text
        assert f'id="pick-{language}" checked' in text


def test_the_article_keeps_its_words(page: str):
    words = re.sub(r"<sup>\d+</sup>", "", page)
    shown = Page(words).words
    for part in (
        "Prancis mengecam Mali pada Senin.",
        "Mali tidak mengecam Prancis.",
        "Kami menolak tuduhan itu",
    ):
        assert part in shown
