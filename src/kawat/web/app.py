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
from kawat.web.answer import ASK, Shelf, failed, handler_of
from kawat.web.exports import downloads
from kawat.web.pages import PAGES, POSTS
from kawat.web.posting import handlers
from kawat.web.safety import signin
from kawat.web.safety.guard import MOST_BODY, Safety, guarded
from kawat.web.store import Holder
from kawat.web.warming import warm
from kawat.web.wrong import plain, status_of

_LOG = logging.getLogger("kawat.web")


def create_app(
    desk: str | Path,
    *,
    every: float = 5.0,
    safety: Safety | None = None,
    exports: str | Path | None = None,
    warming: bool = False,
) -> Litestar:
    """The application over one desk, looked at every so many seconds for something new; raises DeskError where there is none.

    Without ``safety`` everybody may do everything, asking by a name of this machine: for loopback.
    ``warming``: what the first readers will ask for is made in the background, as soon as a version is shown.
    ``exports`` is the folder where exports are built; without it one that goes when the server ends.
    """
    holder, shelf = Holder(desk, every=every, exports=exports, warm=warm if warming else None), Shelf()

    def wrong(request: ASK, problem: Exception) -> Response[Any]:
        status = status_of(problem)
        if status == 500:
            _LOG.exception("%s %s", request.method, request.scope["path"], exc_info=problem)
        program = request.scope["path"].startswith("/api/")
        answer = api.failed(status, plain(problem)) if program else failed(request, holder, problem)
        if isinstance(problem, HTTPException):
            answer.headers.update({name.title(): value for name, value in (problem.headers or {}).items()})
        return answer

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
    app.asgi_handler = guarded(app.asgi_handler, safety or Safety(), wrong)
    return app
