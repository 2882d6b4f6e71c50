"""Hostile articles in a browser: nothing of theirs runs, loads, or is stopped only by the policy."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.browser.conftest import Reader, Serve, built
from tests.browser.pages import Server, addresses
from tests.web import hostile

TRAP = f"window.{hostile.SECRET} = () => {{ window.__xss = true; }};"


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Server:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "hostile.jsonl").write_bytes(hostile.lines())
    return serve(built(folder / "desk", [folder / "hostile.jsonl"]))


def ids(desk: Path, table: str, most: int) -> list[str]:
    from kawat.desk import Desk

    found = sorted(str(row["id"]) for row in Desk(desk).sql(f"SELECT DISTINCT id FROM {table}").rows())
    return found[:: max(1, len(found) // most)]


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_hostile_runs(hostile_server: Server, reader: Reader, language: str):
    page = reader(hostile_server, locale=language)
    page.add_init_script(TRAP)
    visited = list(addresses(hostile_server, ("USA", "IRN")).values())
    visited += ["/relation/RUS/UKR?by=day", "/outlets?a=RUS&b=UKR", "/search?q=kawatxss", "/search?of=events&actor=RUS"]
    kinds = {"id": (("article", "documents", 70),), "en": (("event", "events", 12), ("story", "stories", 12))}[language]
    visited += [f"/{kind}/{id}" for kind, table, most in kinds for id in ids(hostile_server.desk, table, most)]
    for address in visited:
        answer = page.goto(address, wait_until="domcontentloaded")
        assert answer is not None
        assert answer.status == 200, address
        assert not page.evaluate("window.__xss"), f"{address} ran what an article said"
        assert page.evaluate("location.host") == hostile_server.address.removeprefix("http://"), f"{address} led away"


def test_suggestions_and_readouts_show_words(hostile_server: Server, reader: Reader):
    page = reader(hostile_server, locale="en")
    page.add_init_script(TRAP)
    page.goto("/")
    field = page.locator("main kawat-search input")
    for typed in ("<img", "script", "kawatxss"):
        field.fill(typed)
        page.wait_for_timeout(400)
    page.goto("/relation/RUS/UKR")
    chart = page.locator("kawat-chart.only-wide").first
    box = chart.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert not page.evaluate("window.__xss")
