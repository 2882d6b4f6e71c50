"""What moves: brushing, suggestions, the network's player, the map's zoom, keys and themes."""

from __future__ import annotations

import re

import pytest
from tests.browser.conftest import Reader
from tests.browser.pages import Server

expect = pytest.importorskip("playwright.sync_api").expect
ENGLISH = {"locale": "en-GB"}
TWO_YEARS = "/relation/RUS/UKR?from=2022-01-01&to=2023-12-31"
PERIOD = re.compile(r"from=(\d{4}-\d\d-\d\d)&to=(\d{4}-\d\d-\d\d)")


def period(url: str) -> tuple[str, str]:
    found = PERIOD.search(url)
    assert found, url
    return found[1], found[2]


def test_a_period_is_brushed_by_mouse(sample: Server, reader: Reader):
    page = reader(sample, **ENGLISH)
    page.goto(TWO_YEARS)
    told = page.locator("#events > p.quiet").first.inner_text()
    box = page.locator("#level-wide svg").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] / 2, steps=4)
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] / 2, steps=4)
    with page.expect_navigation():
        page.mouse.up()
    since, until = period(page.url)
    assert "2022-01-01" < since < until < "2023-12-31"
    assert page.locator("#events > p.quiet").first.inner_text() != told
    for when in page.locator("#events .event time").all():
        assert since <= str(when.get_attribute("datetime")) <= until


def test_a_period_is_brushed_by_keyboard(sample: Server, reader: Reader):
    page = reader(sample, **ENGLISH)
    page.goto(TWO_YEARS)
    slider = page.locator("#level-wide").get_by_role("slider")
    slider.focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("#level-wide .kawat-tip")).to_be_visible()
    page.keyboard.down("Shift")
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    with page.expect_navigation():
        page.keyboard.up("Shift")
    since, until = period(page.url)
    assert "2022-01-01" < since < until <= "2023-12-31"


def test_suggestions_are_reached_by_keyboard(sample: Server, reader: Reader):
    page = reader(sample, **ENGLISH)
    page.goto("/network")
    page.keyboard.press("/")
    field = page.locator("header kawat-search input")
    expect(field).to_be_focused()
    page.keyboard.type("Ukrai")
    expect(page.get_by_role("option").first).to_be_visible()
    expect(page.get_by_role("listbox")).to_contain_text("Ukraine")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert re.search(r"/(actor|article|relation)/", page.url)


def test_the_front_page_has_one_search_box_that_suggests(sample: Server, reader: Reader):
    page = reader(sample, **ENGLISH)
    page.goto("/")
    page.keyboard.press("/")
    expect(page.locator("main kawat-search input")).to_be_focused()
    page.keyboard.type("Zelens")
    expect(page.get_by_role("option").first).to_be_visible()


def test_the_network_plays(sample: Server, reader: Reader):
    page = reader(sample, reduced_motion="reduce", **ENGLISH)
    page.goto("/network?from=2022-01-01&to=2023-12-31")
    player = page.locator(".kawat-player")
    expect(player).to_be_visible()
    name = player.locator("output").inner_text()
    player.get_by_role("button").click()
    expect(player.locator("output")).not_to_have_text(name)
    player.get_by_role("slider").press("End")
    assert page.locator("kawat-network line.edge.is-gone").count() > 0
    player.get_by_role("slider").press("Home")
    expect(player.locator("output")).to_have_text(name)


def test_the_map_comes_nearer(sample: Server, reader: Reader):
    page = reader(sample, **ENGLISH)
    page.goto("/map")
    drawing = page.locator("kawat-map > svg")
    whole = drawing.get_attribute("viewBox")
    bar = page.locator(".kawat-zoom").get_by_role("button")
    bar.nth(0).click()
    assert drawing.get_attribute("viewBox") != whole
    bar.nth(2).click()
    assert drawing.get_attribute("viewBox") == whole
    page.locator("kawat-map a").first.focus()
    page.keyboard.press("+")
    assert drawing.get_attribute("viewBox") != whole
    page.keyboard.press("0")
    assert drawing.get_attribute("viewBox") == whole


def test_the_theme_is_switched_and_remembered(sample: Server, reader: Reader):
    page = reader(sample, color_scheme="light", **ENGLISH)
    page.goto("/")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("link", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != paper
    page.get_by_role("link", name="Data", exact=True).click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("link", name="Light").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == paper


@pytest.mark.parametrize("chosen", ["", "?theme=dark"])
def test_paper_is_white_from_a_dark_page_too(sample: Server, reader: Reader, chosen: str):
    page = reader(sample, color_scheme="light" if chosen else "dark", **ENGLISH)
    ink = "getComputedStyle(document.querySelector('main .quiet')).color"
    page.goto(f"/map{chosen}")
    dark = page.evaluate(ink)
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    printed = page.evaluate(ink)
    page.emulate_media(media="screen", color_scheme="light")
    page.goto("/map?theme=light")
    assert printed == page.evaluate(ink) != dark


def test_an_embed_link_is_copied(sample: Server, reader: Reader):
    page = reader(sample, permissions=["clipboard-read", "clipboard-write"], **ENGLISH)
    page.goto("/relation/RUS/UKR")
    box = page.locator("details.embed").first
    box.locator("summary").click()
    box.get_by_role("button").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("<iframe src=")
    address = re.search(r'src="([^"]+)"', copied)
    assert address
    page.goto(address[1].replace("&amp;", "&"))
    expect(page.locator("figure.chart svg:visible")).to_have_count(1)
    expect(page.locator("header.masthead")).to_have_count(0)
