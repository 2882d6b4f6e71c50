"""The pages, one file each, in the order of the menu."""

from __future__ import annotations

from kawat.web.page import Page
from kawat.web.pages import (
    actor,
    article,
    codebook,
    data,
    event,
    health,
    home,
    map,
    methods,
    network,
    outlets,
    relation,
    relations,
    review,
    search,
    story,
)
from kawat.web.posting import Post

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
    review.PAGE,
    data.PAGE,
    codebook.PAGE,
    methods.PAGE,
    health.PAGE,
)
POSTS: tuple[Post, ...] = (review.POST, data.POST)
