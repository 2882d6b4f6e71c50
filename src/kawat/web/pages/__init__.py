"""The pages, one file each, in the order of the menu."""

from __future__ import annotations

from kawat.web.page import Page
from kawat.web.pages import actor, article, event, home, map, network, outlets, relation, relations, search, story

PAGES: tuple[Page, ...] = (
    home.PAGE,
    relations.PAGE,
    relation.PAGE,
    actor.PAGE,
    event.PAGE,
    story.PAGE,
    article.PAGE,
    network.PAGE,
    map.PAGE,
    outlets.PAGE,
    search.PAGE,
    search.SUGGEST,
)
