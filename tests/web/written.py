"""Desks of articles of our own for the tests of pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kawat.desk import Desk
from kawat.ingest import Order, ingest
from kawat.ingest.merge import merge
from kawat.read.table import Columns


def written(folder: Path, *batches: Iterable[Mapping[str, Any]], merged: bool = True) -> Path:
    """A desk that took in the batches one after the other."""
    desk = folder / "desk"
    for number, rows in enumerate(batches):
        source = folder / f"articles{number}.jsonl"
        source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        ingest([source], desk, lambda name: Columns(), Order(coder="lexicon"))
    if merged:
        merge(desk)
    return desk


def rows(desk: Path, question: str, *values: Any) -> list[dict[str, Any]]:
    """The rows of a question to a desk."""
    return Desk(desk).sql(question, *values).rows()
