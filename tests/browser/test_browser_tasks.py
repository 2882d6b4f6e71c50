"""What an analyst comes to do, done in a browser on a desk of real articles."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.conftest import Reader
from tests.browser.pages import Server, addresses

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = pytest.importorskip("playwright.sync_api").expect
INDONESIAN, ENGLISH = {"locale": "id-ID"}, {"locale": "en-GB"}
WEST = "/relation/WEST/RUS?expand=WEST&from=2016-01-01&to=2019-12-31"


def test_find_when_and_why_russia_and_the_west_fell_out(news: Server, reader: Reader):
    page = reader(news, **ENGLISH)
    page.goto("/")
    page.locator("main").get_by_role("combobox").press_sequentially("West")
    page.get_by_role("option", name=re.compile("Western countries|The West|^West$")).first.click()
    page.wait_for_url("**/actor/WEST*")
    page.locator("main a[href^='/relation/WEST/RUS']").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("West–Russia")
    page.get_by_label(re.compile("West as its members")).check()
    page.get_by_role("button", name="Show").first.click()
    assert "expand=WEST" in page.url
    page.get_by_role("link", name=re.compile("There are events since")).click()
    fall = page.locator(".shift-worse").first
    expect(fall).to_contain_text(re.compile(r"worsened since \d+ \w+ 2018"))
    expect(fall).to_contain_text("mostly as")
    expect(fall.locator(".event .sentence mark.mark-act").first).to_be_visible()


def test_from_a_shift_to_its_sentences_in_two_clicks(news: Server, reader: Reader):
    page = reader(news, **ENGLISH)
    page.goto(WEST)
    fall = page.locator(".shift-worse").first
    told = fall.locator(".event .sentence").first.inner_text()
    fall.locator(".event").first.get_by_role("link", name=re.compile("report")).click()
    assert "/event/" in page.url
    page.locator("main .event-foot a[href^='/article/']").first.click()
    assert "/article/" in page.url
    assert "claim=" in page.url
    expect(page.locator("mark.mark-act").first).to_be_visible()
    assert squeezed(told)[:40] in squeezed(page.locator(".read").inner_text())


def squeezed(text: str) -> str:
    return " ".join(re.sub(r"[“”\"]", "", text).split())


def test_compare_two_dyads(news: Server, reader: Reader):
    page = reader(news, **ENGLISH)
    page.goto("/relation/ISR/PSE")
    page.get_by_text("Compare", exact=True).click()
    page.locator("input[name=vs]").first.fill("USA-ISR")
    page.locator("form.dyad-form").get_by_role("button", name="Show").click()
    assert "vs=USA-ISR" in page.url
    table = page.locator("section", has=page.locator("#compared-title")).locator("table")
    expect(table.get_by_role("rowheader")).to_have_count(2)
    expect(table).to_contain_text("Israel")
    expect(page.locator("#compare-wide svg")).to_be_visible()


# The story of most articles with an act that one of them reports and another denies: both acts and the article of the denial.
DISPUTED = """
SELECT told.id AS told, denied.id AS denied, document.title, story.id AS story, len(story.documents) AS articles
FROM events told JOIN events denied ON list_contains(told.contradicted, denied.id) AND told.story = denied.story
JOIN stories story ON story.id = told.story JOIN documents document ON document.id = denied.document
WHERE told.status = 'real' AND denied.status = 'negated' AND len(story.outlets) > 1
ORDER BY articles DESC, told.reports DESC, told.id LIMIT 1
"""


def test_read_a_story_and_its_contradictory_claims(shown: Server, reader: Reader):
    from kawat.desk import Desk

    (found,) = Desk(shown.desk).sql(DISPUTED).rows()
    page = reader(shown, **INDONESIAN)
    page.goto("/")
    page.locator("main").get_by_role("combobox").fill(found["title"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=**")
    page.locator("main a[href^='/article/']").first.click()
    page.locator("main a[href^='/story/']").first.click()
    assert found["story"].partition(":")[2] in page.url
    expect(page.locator(".reports li")).to_have_count(found["articles"])
    # Two sides of one act, one of them named as a denial, each with its act marked in a sentence of its own.
    denied = page.locator(".event-head .status", has_text="disangkal")
    sides = page.locator(".versus").filter(has=denied).first.locator("article")
    denial = sides.filter(has=denied).first
    expect(sides).to_have_count(2)
    expect(sides.locator(".sentence mark.mark-act")).to_have_count(2)
    assert len({squeezed(words) for words in sides.locator(".sentence").all_inner_texts()}) == 2
    denial.get_by_role("link", name="Artikel").click()
    expect(page.locator("mark#told")).to_be_visible()


BUSIEST = """
SELECT actor[1].code AS actor, recipient[1].code AS recipient FROM events
WHERE status = 'real' AND reports = 1 AND len(actor) = 1 AND len(recipient) = 1 AND actor[1].code <> recipient[1].code
  AND regexp_full_match(actor[1].code || recipient[1].code, '[A-Z]{6}') GROUP BY ALL ORDER BY count(*) DESC, 1, 2 LIMIT 1
"""


def test_correct_a_claim_by_keyboard_and_see_the_series_change(own_server: Server, reader: Reader):
    page = reader(own_server, **ENGLISH)
    from kawat.desk import Desk

    (pair,) = Desk(own_server.desk).sql(BUSIEST).rows()
    record = f"{own_server.address}/relation/{pair['actor']}/{pair['recipient']}.json?from=1980-01-01&to=2030-12-31"
    before = page.request.get(record).json()["totals"]["events"]
    page.goto(f"/review?by=impact&actor={pair['actor']}&recipient={pair['recipient']}")
    page.locator("form.naming input[name=by]").fill("Ayu")
    page.keyboard.press("Enter")
    expect(page.locator("form.naming")).to_have_count(0)
    expect(page.locator("kawat-review.is-live")).to_be_visible()
    item = page.locator("[data-item][aria-current=true]")
    first = item.get_attribute("id")
    page.keyboard.press("j")
    assert item.get_attribute("id") != first
    page.keyboard.press("k")
    assert item.get_attribute("id") == first
    page.keyboard.press("r")
    page.wait_for_url("**saved=**")
    expect(page.locator("main .notice")).to_contain_text("Ayu")
    expect(page.locator(f"[id='{first}']")).to_have_count(0)
    for _ in range(120):
        after = page.request.get(record).json()["totals"]["events"]
        if after != before:
            break
        page.wait_for_timeout(250)
    assert after == before - 1
    page.goto("/review?by=judged")
    expect(page.locator(".verdict-reject")).to_contain_text("Ayu")


def test_build_an_export_and_cite_it(own_server: Server, reader: Reader, tmp_path: Path):
    page = reader(own_server, permissions=["clipboard-read", "clipboard-write"], **ENGLISH)
    page.goto("/")
    page.get_by_role("link", name="Data", exact=True).click()
    page.get_by_label("Actor").fill("RUS")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("button", name=re.compile("CSV")).click()
    export = page.locator(".export[aria-current=true]")
    expect(export.locator(".cite").first).to_be_visible(timeout=60_000)
    with page.expect_download() as fetched:
        export.get_by_role("link", name="manifest.json").click()
    fetched.value.save_as(tmp_path / "manifest.json")
    import msgspec

    manifest = msgspec.json.decode((tmp_path / "manifest.json").read_bytes())
    assert manifest["files"]
    for file in manifest["files"]:
        with page.expect_download() as fetched:
            export.get_by_role("link", name=file["name"], exact=True).click()
        fetched.value.save_as(tmp_path / file["name"])
        assert hashlib.sha256((tmp_path / file["name"]).read_bytes()).hexdigest() == file["sha256"]
    cite = export.locator(".cite").first
    cite.get_by_role("button").click()
    expect(cite.get_by_role("status")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == cite.locator("p").inner_text()


def test_switch_the_language_midway(news: Server, reader: Reader):
    page = reader(news, **INDONESIAN)
    page.goto(WEST)
    expect(page.get_by_role("heading", level=1)).to_have_text("Barat–Rusia")
    page.locator(".languages a[hreflang=en]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("West–Russia")
    for part in WEST.partition("?")[2].split("&"):
        assert part in page.url
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_contain_text("map", ignore_case=True)


def test_a_shared_address_shows_the_same(news: Server, reader: Reader):
    mine = reader(news, **INDONESIAN)
    mine.goto(WEST)
    mine.locator(".languages a[hreflang=en]").click()
    mine.locator("#shifts .shift").first.get_by_role("link", name="See the days around it").click()
    theirs = reader(news, locale="de-DE")
    theirs.goto(mine.url)
    assert "lang=en" in mine.url
    assert theirs.get_by_role("main").inner_text() == mine.get_by_role("main").inner_text()


def test_everything_can_be_read_without_javascript(shown: Server, reader: Reader):
    page = reader(shown, java_script_enabled=False, **ENGLISH)
    for name, address in addresses(shown).items():
        page.goto(address)
        assert page.get_by_role("heading", level=1).count() == 1, name
        assert len(page.locator("main").inner_text()) > 200, name
        for button in page.locator("main form button[type=submit]:visible").all():
            expect(button).to_be_enabled()
    page.goto("/relation/RUS/UKR")
    page.locator("select[name=by]").select_option("week")
    page.get_by_role("button", name="Show").first.click()
    assert "by=week" in page.url
    expect(page.locator("svg[role=img]:visible").first).to_be_visible()
    page.get_by_role("searchbox").first.fill("Zelenskyy")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=Zelenskyy")


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_phone_shows_every_page_without_scrolling_sideways(shown: Server, reader: Reader, language: str):
    page = reader(shown, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    wide = []
    for name, address in addresses(shown).items():
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        if over := sideways(page):
            wide.append(f"{name}: {over}")
    assert not wide, "\n".join(wide)
    page.locator(".menu a").last.scroll_into_view_if_needed()
    page.locator(".menu a").last.click()
    expect(page.locator(".menu a[aria-current=page]")).to_have_count(1)


def sideways(page: Page) -> str:
    """What stands out of the window on the right; "" where nothing makes the page scroll."""
    return str(
        page.evaluate(
            """() => document.scrollingElement.scrollWidth <= document.documentElement.clientWidth ? "" :
            document.scrollingElement.scrollWidth + " px: " + [...document.querySelectorAll("body *")]
              .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
              .slice(0, 4).map(e => e.tagName + "." + (e.getAttribute("class") || "")).join(", ")"""
        )
    )
