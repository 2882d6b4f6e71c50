"""Every fixture page, field by field against what was written down beside it by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kawat.read import document_from_bytes
from kawat.types import Document

PAGES = Path(__file__).parent.parent / "fixtures" / "pages"
FILES = sorted(p for p in PAGES.iterdir() if p.suffix in (".html", ".txt"))
FIELDS = (
    "title",
    "outlet",
    "published",
    "byline",
    "editor",
    "caption",
    "credit",
    "place",
    "language",
    "tags",
    "related",
    "text",
)


def _expected(file: Path) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    return expected


def _read(file: Path) -> Document:
    url = _expected(file)["url"] if file.suffix == ".txt" else ""
    return document_from_bytes(file.read_bytes(), source=file.name, url=url)


def test_there_are_thirty_fixtures() -> None:
    assert len([f for f in FILES if f.suffix == ".html"]) == 24
    assert len([f for f in FILES if f.suffix == ".txt"]) == 6


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_field(file: Path, field: str) -> None:
    value = getattr(_read(file), field)
    if field == "related":
        value = [link.title for link in value]
    expected = _expected(file)[field]
    assert (list(value) if isinstance(value, tuple) else value) == expected


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_url_is_the_canonical_one(file: Path) -> None:
    assert _read(file).url == _expected(file)["url"]


def test_related_links_carry_absolute_addresses() -> None:
    for name in ("kompas", "detik", "liputan6", "tribun", "guardian", "aljazeera", "okezone", "viva"):
        for link in _read(PAGES / f"{name}.html").related:
            assert link.url.startswith("https://"), (name, link)


def test_no_furniture_word_is_left_in_any_body() -> None:
    for file in FILES:
        text = _read(file).text.lower()
        for word in ("baca juga", "advertisement", "gambas", "terpopuler", "google news", "copyright", "***"):
            assert word not in text, (file.name, word)


def test_reading_twice_gives_the_same_id_and_another_text_another() -> None:
    ids = {file.name: _read(file).id for file in FILES}
    assert ids == {file.name: _read(file).id for file in FILES}
    assert len(set(ids.values())) == len(FILES)
    assert all(len(i) == 18 and i.startswith("d:") for i in ids.values())
