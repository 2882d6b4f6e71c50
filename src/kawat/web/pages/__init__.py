"""The pages, one file each, in the order of the menu."""

from __future__ import annotations

from kawat.web.page import Page
from kawat.web.pages import actor, article, event, home, story

PAGES: tuple[Page, ...] = (
    home.PAGE,
    actor.PAGE,
    story.PAGE,
    event.PAGE,
    article.PAGE,
)
