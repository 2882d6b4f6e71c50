"""The pages, one file each, in the order of the menu."""

from __future__ import annotations

from kawat.web.page import Page
from kawat.web.pages import actor, article, event, home, relation, relations, search, story

PAGES: tuple[Page, ...] = (
    home.PAGE,
    relations.PAGE,
    relation.PAGE,
    actor.PAGE,
    event.PAGE,
    story.PAGE,
    article.PAGE,
    search.PAGE,
    search.SUGGEST,
)
