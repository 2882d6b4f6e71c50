"""Articles of our own for the desk's tests, and a desk that holds them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from kawat.ingest import Ingested, Order, ingest
from kawat.read.table import Columns

_PLACES = ["Kenya", "Uganda", "Peru", "Chile", "Kanada", "Jepang", "Vietnam", "Laos"]


def article(n: int, **more: Any) -> dict[str, Any]:
    """An article of two sentences, one of them a quote; every one is another."""
    one, other = _PLACES[n % 8], _PLACES[(n // 8 + n + 1) % 8]
    text = f"{one} mengecam {other} pada hari ke-{n}. Presiden {one} mengatakan bahwa perundingan nomor {n} gagal."
    day = f"2022-{n % 12 + 1:02d}-{n % 28 + 1:02d}"
    return {
        "title": f"{one} dan {other} {n}",
        "text": text,
        "published": day,
        "url": f"https://kabar.example/{n}",
        "language": "id",
    } | more


def write(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


Fill = Callable[..., Ingested]


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """Ingests rows (or a source) into the desk ``tmp_path/desk`` with the lexicon; keyword arguments are the order's."""

    def run(
        rows: Iterable[dict[str, Any]] | Path, columns: Columns | None = None, told: list[str] | None = None, **order: Any
    ) -> Ingested:
        source = rows if isinstance(rows, Path) else write(tmp_path / "articles.jsonl", rows)
        return ingest(
            [source], tmp_path / "desk", lambda name: columns or Columns(), Order(**{"coder": "lexicon"} | order),
            tell=(told if told is not None else []).append,
        )  # fmt: skip

    return run
