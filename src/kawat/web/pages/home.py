"""Terkini: the newest events, the most reported stories, the biggest shifts."""

from __future__ import annotations

from typing import Any

import msgspec

from kawat.web.asked import Asked
from kawat.web.page import Page


class Home(msgspec.Struct, frozen=True):
    """What the first page shows."""

    events: list[dict[str, Any]]


def make(asked: Asked) -> Home:
    """The page's record."""
    newest = "SELECT * FROM events WHERE status = 'real' AND len(recipient) > 0 ORDER BY day DESC, id LIMIT 12"
    return Home(asked.holder.cached("newest", lambda desk: desk.sql(newest).rows()))


PAGE = Page("home", "/", make, table=lambda record, asked: (["id", "day", "event", "sentence"], record.events))
