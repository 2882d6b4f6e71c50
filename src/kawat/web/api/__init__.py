"""The API, ``/api/v1``: the desk's records for programs. ``docs/api.md`` says how it is used and what stays as it is."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, Router

from kawat.web.api.records import Failure, Problem

VERSION = "1"
PATH = "/api/v1"


def failed(status: int, what: str) -> Response[bytes]:
    """An error in the one shape that the API has for it."""
    return Response(msgspec.json.encode(Problem(Failure(status, what))), status_code=status, media_type="application/json")


def router() -> Router:
    """The routes; each call makes routes of its own."""
    from kawat.web.api import acting, actors, coding, exports, index, listing, relating, searching

    handlers: list[Any] = [
        *index.HANDLERS, *listing.HANDLERS, *acting.HANDLERS, *actors.HANDLERS, *relating.HANDLERS, *searching.HANDLERS,
        *exports.HANDLERS, *coding.HANDLERS,
    ]  # fmt: skip
    return Router(PATH, route_handlers=handlers)
