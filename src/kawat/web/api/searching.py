"""Full-text search over the articles (``kawat.desk.search``)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, get
from litestar.openapi.spec import Example
from litestar.params import QueryParameter

from kawat.limits import WEB_SEARCH_SECONDS
from kawat.web.answer import ASK
from kawat.web.api import asking as ask
from kawat.web.api import pages, records
from kawat.web.api.giving import given, holder_of
from kawat.web.period import day

OrderOption = Annotated[Literal["newest", "best"], QueryParameter(required=False)]
MostOption = Annotated[int, QueryParameter(required=False, ge=1, le=100, examples=[Example(value=20)])]
SECONDS = WEB_SEARCH_SECONDS


@get("/search", operation_id="search", tags=["search"])
async def search(
    request: ASK, q: ask.WordsOption = "", outlet: ask.OutletOption = "", language: ask.LanguageOption = "",
    from_: ask.FromOption = "", to: ask.ToOption = "", order: OrderOption = "newest", limit: MostOption = 20,
    next_: ask.NextOption = "",
) -> Response[pages.Search]:  # fmt: skip
    """Articles that hold words."""
    holder = holder_of(request)
    since, until = (one and one.isoformat() for one in (day("from", from_), day("to", to)))

    def make() -> pages.Search:
        found = holder.searching.index().find(
            q, outlet=outlet, language=language, since=since or "", until=until or "", order=order, limit=limit, after=next_,
            seconds=SECONDS,
        )  # fmt: skip
        shown = msgspec.convert(msgspec.to_builtins(found.rows), list[records.Found])
        return pages.Search(shown, found.total, found.more, found.complete, found.next or None, holder.desk.version)

    return await given(request, make, kept=False)


HANDLERS: list[Any] = [search]
