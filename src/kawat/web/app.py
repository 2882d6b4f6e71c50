"""The web desk as an ASGI application."""

from __future__ import annotations

import logging
from importlib.resources import files
from pathlib import Path
from typing import Any

from litestar import Litestar, Response
from litestar.datastructures import MutableScopeHeaders
from litestar.exceptions import HTTPException
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from kawat.web.answer import ASK, Shelf, failed, handler_of, status_of
from kawat.web.exports import downloads
from kawat.web.pages import PAGES, POSTS
from kawat.web.posting import handlers
from kawat.web.store import Holder

_LOG = logging.getLogger("kawat.web")
# Nothing from elsewhere, no script or style in the page itself; pictures may be drawn into the page by data: addresses.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": POLICY, "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}  # fmt: skip


def with_headers(app: ASGIApp) -> ASGIApp:
    """The headers of safety on every answer that has none of that name."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableScopeHeaders.from_message(message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await app(scope, receive, sent)

    return wrapped


def create_app(desk: str | Path, *, every: float = 5.0, exports: str | Path | None = None) -> Litestar:
    """The application over one desk, looked at every so many seconds for something new; raises DeskError where there is none.

    ``exports`` is the folder where exports are built; without it one that goes when the server ends.
    """
    holder, shelf = Holder(desk, every=every, exports=exports), Shelf()

    def wrong(request: ASK, problem: Exception) -> Response[Any]:
        if isinstance(problem, HTTPException):
            return failed(request, holder, problem.status_code, problem.detail)
        status, what = status_of(problem)
        if status == 500:
            _LOG.exception("%s %s", request.method, request.scope["path"], exc_info=problem)
        return failed(request, holder, status, what)

    static = create_static_files_router("/static", [Path(str(files("kawat.web").joinpath("static")))], include_in_schema=False)
    app = Litestar(
        [static, *(handler_of(page, holder, shelf) for page in PAGES), *handlers(POSTS, holder), downloads(holder)],
        exception_handlers={Exception: wrong}, on_shutdown=[holder.close], openapi_config=None,
    )  # fmt: skip
    app.asgi_handler = with_headers(app.asgi_handler)  # around everything, what Litestar answers before its middleware too
    return app
