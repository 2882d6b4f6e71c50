"""``GET /api/v1``, its OpenAPI, and that for people to read."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from kawat import __version__
from kawat.web.answer import ASK, answer, language_of, role_of, theme_of, threaded
from kawat.web.api import PATH, VERSION, pages
from kawat.web.api.giving import given, holder_of
from kawat.web.asked import Asked, Query
from kawat.web.shown import render

_LISTS = ("documents", "claims", "quotes", "events", "stories", "actors", "shifts", "search", "exports", "code")


@get("/", operation_id="get_index", tags=["index"])
async def get_index(request: ASK) -> Response[pages.Index]:
    """What there is."""
    holder = holder_of(request)
    links = {name: f"{PATH}/{name}" for name in _LISTS} | {"relations": f"{PATH}/relations/{{a}}/{{b}}"}
    links |= {"openapi": f"{PATH}/openapi.json", "docs": f"{PATH}/docs"}
    return await given(request, lambda: pages.Index(VERSION, __version__, holder.desk.version, holder.state, links), kept=False)


@get("/openapi.json", operation_id="get_openapi", tags=["index"], include_in_schema=False)
async def get_openapi(request: ASK) -> Response[Any]:
    """The OpenAPI of all of it."""
    from kawat.web.api.schema import schema

    return await given(request, schema, kept=False)


@get("/docs", include_in_schema=False)
async def get_docs(request: ASK) -> Response[bytes]:
    """The OpenAPI as a page."""

    def make() -> bytes:
        from kawat.web.api.schema import curl, schema

        holder = holder_of(request)
        question = Asked(
            holder.desk, holder, f"{PATH}/docs", {}, Query(), language_of(request), theme_of(request), role_of(request)
        )
        return render("pages/api.html", question, page=schema(question.language), curl=curl, request=request).encode()

    return answer(request, await threaded(make), "text/html")


HANDLERS: list[Any] = [get_index, get_openapi, get_docs]
