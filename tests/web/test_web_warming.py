"""What readers ask first is made before they ask, and is the same."""

from __future__ import annotations

import time
from pathlib import Path

from litestar.testing import TestClient

from kawat.desk import Desk
from kawat.web.app import create_app
from kawat.web.store import Holder
from kawat.web.warming import warm


def test_first_answers_are_made_ahead_and_are_the_same(sample_desk: Path, web: TestClient):
    seen: list[int] = []
    holder = Holder(sample_desk, every=0.1, warm=lambda one: (warm(one), seen.append(one.stamp)))
    try:
        late = time.monotonic() + 60
        while not seen and time.monotonic() < late:
            time.sleep(0.05)
        asked: list[object] = []

        def refused(desk: Desk) -> object:
            asked.append(desk)
            return []

        for key in ("outlets", "review facets", "carried", "told since", "codes", "dense days"):
            holder.cached(key, refused)
        assert not asked, "kept already"
        time.sleep(0.3)
        assert len(seen) == 1, "once a version"
    finally:
        holder.close()
    with TestClient(create_app(sample_desk, warming=True), base_url="http://127.0.0.1") as client:
        for address in ("/index.json", "/outlets.json", "/review.json"):
            assert client.get(address).json() == web.get(address).json()


def test_what_cannot_be_made_ahead_is_left_to_its_page(tmp_path: Path, sample_desk: Path, monkeypatch):
    def broken(self: Desk, *given: object, **more: object) -> object:
        raise RuntimeError("away")

    holder = Holder(sample_desk, every=60)
    try:
        monkeypatch.setattr(Desk, "sql", broken)
        warm(holder)
    finally:
        monkeypatch.undo()
        holder.close()
