"""The pages, one file each, in the order of the menu."""

from __future__ import annotations

from kawat.web.page import Page
from kawat.web.pages import home, map, network, outlets

PAGES: tuple[Page, ...] = (
    home.PAGE,
    network.PAGE,
    map.PAGE,
    outlets.PAGE,
)
