"""Search: articles by their words, events by who did what to whom, and what somebody may be about to type."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

import msgspec

from kawat.desk.search import Index
from kawat.desk.search.paging import cursor
from kawat.errors import DeskError
from kawat.limits import WEB_SEARCH_CHARACTERS
from kawat.ontology import EVENTS, STATUSES
from kawat.relations.phrases import name as name_of
from kawat.web.asked import Asked, Query, to
from kawat.web.page import Page, Table
from kawat.web.period import span_of
from kawat.web.wrong import Wrong

SIZE = 20
# Longer questions are cut: nobody means the rest.
WORDS = WEB_SEARCH_CHARACTERS


class SearchQuery(Query, frozen=True):
    """What may be asked for. ``of``: articles by ``q``, or events by their parties, type, status and days."""

    q: str = ""
    of: Literal["articles", "events"] = "articles"
    outlet: str = ""
    language: str = ""
    actor: str = ""
    recipient: str = ""
    type: str = ""
    status: str = ""
    from_: str = msgspec.field(default="", name="from")
    to: str = ""
    order: Literal["newest", "best"] = "newest"
    after: str = ""


class Named(msgspec.Struct, frozen=True):
    """An actor whose name or code begins so."""

    code: str
    name: str
    url: str


class Found(msgspec.Struct, frozen=True):
    """A page of what was found; ``after`` is the cursor of the next page. Spans are offsets in code points."""

    of: str
    total: int
    more: bool
    after: str
    complete: bool
    actors: list[Named]
    articles: list[dict[str, Any]]
    events: list[dict[str, Any]]


class Suggested(msgspec.Struct, frozen=True):
    """What the search box offers while somebody types."""

    actors: list[Named]
    articles: list[dict[str, str]]


def make(asked: Asked) -> Found:
    """What fits; raises Wrong for a wrong day, type or cursor."""
    query: SearchQuery = asked.query
    _check(query)
    index = asked.holder.searching.index()
    words = query.q[:WORDS].strip()
    named = actors(index, words, asked.language) if words and not query.after else []
    if query.of == "events":
        rows, more, after = events(asked)
        return Found("events", len(rows), more, after, True, named, [], rows)
    since, until = (day.isoformat() if day else "" for day in span_of(query))
    hits = index.find(
        words, outlet=query.outlet, language=query.language, since=since, until=until, order=query.order, limit=SIZE,
        after=query.after, seconds=5,
    )  # fmt: skip
    articles = [msgspec.to_builtins(hit) for hit in hits.rows]
    return Found("articles", hits.total, hits.more, hits.next, hits.complete, named, articles, [])


def actors(index: Index, words: str, language: str, limit: int = 6) -> list[Named]:
    """The actors that the words may mean."""
    found = [one for one in index.suggest(words, limit=limit) if one.code]
    return [Named(one.code, one.text or name_of(one.code, language), to("actor", one.code)) for one in found]


def events(asked: Asked) -> tuple[list[dict[str, Any]], bool, str]:
    """Events by the page's filters, the newest first: the rows, whether there are more, and where the next page begins."""
    query: SearchQuery = asked.query
    since, until = span_of(query)
    tests: list[str] = ["day IS NOT NULL"]
    values: list[Any] = []
    for side, code in (("actor", query.actor), ("recipient", query.recipient)):
        if code:
            tests.append(f"list_contains(list_transform({side}, lambda p: p.code), ?)")
            values.append(code.partition(".")[0].upper())
    for test, value in (
        ("event = ?", query.type.upper()),
        ("status = ?", query.status),
        ("day >= ?", since),
        ("day <= ?", until),
    ):
        if value:
            tests.append(test)
            values.append(value)
    if query.outlet:
        tests.append("list_contains(outlets, ?)")
        values.append(query.outlet)
    for one in query.q[:WORDS].split():
        tests.append("sentence ILIKE '%' || ? || '%'")
        values.append(one)
    if query.after:
        day, _, key = query.after.partition("~")
        tests.append("(day, id) < (?, ?)")
        values += [date.fromisoformat(day), key]
    question = f"SELECT * FROM events WHERE {' AND '.join(tests)} ORDER BY day DESC, id DESC LIMIT {SIZE + 1}"
    rows = asked.desk.sql(question, *values, seconds=5).rows()
    last = rows[SIZE - 1] if len(rows) > SIZE else None
    return rows[:SIZE], last is not None, f"{last['day']}~{last['id']}" if last else ""


def _check(query: SearchQuery) -> None:
    span_of(query)
    for name, value, allowed in (("type", query.type.upper(), EVENTS), ("status", query.status, STATUSES)):
        if value and value not in allowed:
            raise Wrong("choice", name=name, value=value, allowed=", ".join(allowed))
    if not query.after:
        return
    try:
        if query.of == "events":
            date.fromisoformat(query.after.partition("~")[0])
        else:
            cursor(query.after, query.order)
    except (DeskError, ValueError):
        raise Wrong("cursor") from None


def table(found: Found, asked: Asked) -> Table:
    """The page as a table."""
    if found.of == "events":
        return ["id", "day", "event", "status", "told_by", "sentence"], list(found.events)
    return ["document", "day", "outlet", "language", "title", "url", "snippet"], list(found.articles)


def suggest(asked: Asked) -> Suggested:
    """What begins with what was typed; nothing where the index is too slow to be of use."""
    words = asked.query.q[:WORDS].strip()
    if not words:
        return Suggested([], [])
    try:
        found = asked.holder.searching.index().suggest(words, limit=9, seconds=0.5)
    except DeskError:
        found = []
    return Suggested(
        [Named(one.code, one.text, to("actor", one.code)) for one in found if one.code],
        [{"title": one.text, "outlet": "", "day": "", "url": to("article", one.document)} for one in found if one.document],
    )


PAGE = Page("search", "/search", make, SearchQuery, table, cached=False)
SUGGEST = Page("suggest", "/search/suggest", suggest, SearchQuery, html=False, cached=False)
