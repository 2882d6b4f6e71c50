"""What holds for every page: it answers in both languages, without JavaScript, and links to nothing elsewhere."""

from __future__ import annotations

import re

import pytest
from litestar.testing import TestClient

from kawat.web.pages import PAGES
from kawat.web.words import catalogue

PLAIN = [page for page in PAGES if "{" not in page.path]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("page", [page for page in PLAIN if page.html], ids=lambda page: page.name)
def test_a_page_answers_in_both_languages(web: TestClient, page, language: str):
    answer = web.get(page.path, params={"lang": language})
    assert answer.status_code == 200, answer.text[:2000]
    assert f'<html lang="{language}"' in answer.text
    assert not re.search(r'(?:src|action)="(?:https?:)?//', answer.text), "a page loads or sends something elsewhere"
    assert not re.search(r"<script(?![^>]*(?:src=|type=\"application/json\"))", answer.text)
    assert not re.search(r"\son[a-z]+=|\sstyle=", re.sub(r">[^<]*<", "><", answer.text)), "inline script or style"


@pytest.mark.parametrize("page", PLAIN, ids=lambda page: page.name)
def test_a_page_is_json_too(web: TestClient, page):
    address = "/index" if page.path == "/" else page.path
    answer = web.get(address + ".json")
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (200, "application/json")
    answer.json()


def test_words_are_complete_and_used():
    """Every key that a template or page asks for exists; every file is complete (the catalogue refuses others)."""
    from importlib.resources import files

    known = catalogue()
    root = files("kawat.web")
    asked = set()
    for folder in ("templates/pages", "templates/parts", "templates", "pages", "charts", "api"):
        place = root.joinpath(folder)
        for file in place.iterdir() if place.is_dir() else ():
            if file.is_file() and file.name.endswith((".html", ".py")):
                asked |= set(re.findall(r"""\bt\(\s*["']([a-z_]+\.[a-z0-9_]+)["']""", file.read_text(encoding="utf-8")))
    assert {key for key in asked if not key.endswith("_")} - set(known) == set()


def test_language_is_remembered(web: TestClient):
    web.cookies.clear()
    assert '<html lang="id"' in web.get("/").text
    assert '<html lang="en"' in web.get("/", params={"lang": "en"}).text
    assert '<html lang="en"' in web.get("/").text
    web.cookies.clear()


def test_an_unknown_page_is_told_kindly(web: TestClient):
    answer = web.get("/nowhere", headers={"accept-language": "en"})
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


def test_every_answer_carries_the_policy(web: TestClient):
    for path in ("/", "/nowhere", "/static/css/base.css"):
        policy = web.get(path).headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
