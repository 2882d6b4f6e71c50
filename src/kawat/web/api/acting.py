"""Events and stories: a page at a time, all as a stream, or one."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from kawat.web.answer import ASK
from kawat.web.api import asking as ask
from kawat.web.api import pages, records
from kawat.web.api.giving import holder_of, merged
from kawat.web.api.listing import listed, one, parties, within
from kawat.web.api.rows import EVENTS, STORIES, Filters
from kawat.web.period import day


@get("/events", operation_id="list_events", tags=["events"])
async def list_events(
    request: ASK, actor: ask.ActorOption = "", recipient: ask.RecipientOption = "", event: ask.EventOption = "",
    status: ask.StatusOption = "", story: ask.StoryOption = "", outlet: ask.OutletOption = "", country: ask.CountryOption = "",
    from_: ask.FromOption = "", to: ask.ToOption = "", limit: ask.LimitOption = None, next_: ask.NextOption = "",
    format: ask.FormatOption = None,
) -> Response[pages.Events]:  # fmt: skip
    """A page of events."""
    merged(holder_of(request))
    filters = parties(Filters(), actor, recipient).also("r.event = ?", ask.event_of(event))
    filters = filters.also("r.status = ?", ask.status_of(status)).also("r.story = ?", story)
    filters = filters.also("list_contains(r.outlets, ?)", outlet).also("r.place.country = ?", country.upper())
    return await listed(request, EVENTS, pages.Events, within(filters, "day", from_, to), limit, next_, format)


@get("/events/{id:str}", operation_id="get_event", tags=["events"])
async def get_event(request: ASK, id: ask.IdPart) -> Response[records.Event]:
    """One event."""
    merged(holder_of(request))
    return await one(request, EVENTS, id)


@get("/stories", operation_id="list_stories", tags=["stories"])
async def list_stories(
    request: ASK, outlet: ask.OutletOption = "", q: ask.WordsOption = "", from_: ask.FromOption = "", to: ask.ToOption = "",
    limit: ask.LimitOption = None, next_: ask.NextOption = "", format: ask.FormatOption = None,
) -> Response[pages.Stories]:  # fmt: skip
    """A page of stories."""
    merged(holder_of(request))
    filters = Filters().also("list_contains(r.outlets, ?)", outlet).also("contains(lower(r.title), lower(?))", q)
    filters = filters.also('r."last" >= ?', day("from", from_)).also('r."first" <= ?', day("to", to))
    return await listed(request, STORIES, pages.Stories, filters, limit, next_, format)


@get("/stories/{id:str}", operation_id="get_story", tags=["stories"])
async def get_story(request: ASK, id: ask.IdPart) -> Response[records.Story]:
    """One story."""
    merged(holder_of(request))
    return await one(request, STORIES, id)


HANDLERS: list[Any] = [list_events, get_event, list_stories, get_story]
