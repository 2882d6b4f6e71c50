"""Hostile articles in a browser: nothing of theirs runs, loads, or is stopped only by the policy."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.browser.conftest import Reader, Serve
from tests.browser.pages import Server, addresses
from tests.web import hostile
from tests.web.hostile_desk import made

TRAP = f"window.{hostile.SECRET} = () => {{ window.__xss = true; }};"


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory, serve: Serve) -> Server:
    return serve(made(tmp_path_factory.mktemp("hostile")))


def ids(desk: Path, table: str, most: int, where: str = "true") -> list[str]:
    """So many ids, spread evenly."""
    from kawat.desk import Desk

    found = sorted(str(row["id"]) for row in Desk(desk).sql(f"SELECT DISTINCT id FROM {table} WHERE {where}").rows())
    return found[:: max(1, len(found) // most)]


# Articles as JSON lines bring them, and those with links of their own and titles out of a feed.
LINES, LINKS = "len(related) = 0", "len(related) > 0"
VISITED = {
    "id": (("article", "documents", 70, LINES),),
    "en": (("event", "events", 12), ("story", "stories", 12), ("article", "documents", 20, LINKS)),
}


@pytest.mark.parametrize("language", ["id", "en"])
def test_nothing_hostile_runs(hostile_server: Server, reader: Reader, language: str):
    page = reader(hostile_server, locale=language)
    page.add_init_script(TRAP)
    visited = list(addresses(hostile_server, ("USA", "IRN")).values())
    visited += ["/relation/RUS/UKR?by=day", "/outlets?a=RUS&b=UKR", "/search?q=kawatxss", "/search?of=events&actor=RUS"]
    visited += [f"/{kind}/{id}" for kind, *which in VISITED[language] for id in ids(hostile_server.desk, *which)]
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
