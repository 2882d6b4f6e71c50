"""The pages, one file each, in the order of the menu; and the forms that some of them send."""

from __future__ import annotations

from kawat.web.page import Page
from kawat.web.pages import codebook, data, health, home, methods, review
from kawat.web.posting import Post

PAGES: tuple[Page, ...] = (
    home.PAGE,
    data.PAGE,
    review.PAGE,
    codebook.PAGE,
    methods.PAGE,
    health.PAGE,
)
POSTS: tuple[Post, ...] = (review.POST, data.POST)
