"""The web desk as an ASGI application."""

from __future__ import annotations

import logging
from importlib.resources import files
from pathlib import Path
from typing import Any

from litestar import Litestar, Response
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.static_files import create_static_files_router

from kawat.web import api
from kawat.web.answer import ASK, Shelf, failed, handler_of, status_of
from kawat.web.exports import downloads
from kawat.web.pages import PAGES, POSTS
from kawat.web.posting import handlers
from kawat.web.safety import signin
from kawat.web.safety.guard import MOST_BODY, Safety, guarded
from kawat.web.store import Holder

_LOG = logging.getLogger("kawat.web")
_FAULT = "this is a fault of Kawat's own; the server's log says more."


def create_app(
    desk: str | Path, *, every: float = 5.0, safety: Safety | None = None, exports: str | Path | None = None
) -> Litestar:
    """The application over one desk, looked at every so many seconds for something new; raises DeskError where there is none.

    Without ``safety`` everybody may do everything, asking by a name of this machine: for loopback.
    ``exports`` is the folder where exports are built; without it one that goes when the server ends.
    """
    holder, shelf = Holder(desk, every=every, exports=exports), Shelf()

    def wrong(request: ASK, problem: Exception) -> Response[Any]:
        if isinstance(problem, HTTPException):
            answer = fail(request, problem.status_code, _told(problem))
            answer.headers.update({name.title(): value for name, value in (problem.headers or {}).items()})
            return answer
        status, what = status_of(problem)
        if status == 500:
            _LOG.exception("%s %s", request.method, request.scope["path"], exc_info=problem)
        return fail(request, status, what or _FAULT)

    def fail(request: ASK, status: int, what: str) -> Response[bytes]:
        if request.scope["path"].startswith("/api/"):
            return api.failed(status, what)
        return failed(request, holder, status, what)

    static = create_static_files_router("/static", [Path(str(files("kawat.web").joinpath("static")))], include_in_schema=False)
    pages = [handler_of(page, holder, shelf) for page in PAGES]
    forms = [*handlers(POSTS, holder), downloads(holder)]
    app = Litestar(
        [static, *pages, *forms, *signin.HANDLERS, api.router()],
        exception_handlers={Exception: wrong}, on_shutdown=[holder.close], openapi_config=None,
        state=State({"holder": holder, "shelf": shelf}), request_max_body_size=MOST_BODY,
        compression_config=CompressionConfig(backend="gzip", minimum_size=1_500, gzip_compress_level=4),
    )  # fmt: skip
    # Around everything, what Litestar answers before its middleware too.
    app.asgi_handler = guarded(app.asgi_handler, safety or Safety(), fail)
    return app


def _told(problem: HTTPException) -> str:
    """What is told of a refusal, with what was wrong with each value."""
    extra = problem.extra if isinstance(problem.extra, list) else []
    parts = [f"{one.get('key', '')}: {one.get('message', '')}".strip(": ") for one in extra if isinstance(one, dict)]
    return "; ".join(parts) or problem.detail
