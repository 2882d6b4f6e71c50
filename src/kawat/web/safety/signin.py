"""The sign-in form for people: a token becomes a session."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.params import Body

from kawat.web.answer import ASK, language_of, role_of, theme_of
from kawat.web.asked import Asked, Query
from kawat.web.safety.guard import Safety
from kawat.web.safety.hosts import inside
from kawat.web.safety.sessions import COOKIE, LASTS
from kawat.web.shown import render
from kawat.web.wrong import Refused


class SignIn(msgspec.Struct, frozen=True):
    """What the form sends."""

    token: str = ""
    next: str = "/"


class Next(Query, frozen=True):
    """Where to go on after signing in."""

    next: str = "/"


def _page(request: ASK, target: str, wrong: bool = False) -> Response[bytes]:
    holder, state = request.app.state["holder"], request.scope.get("state", {})
    question = Asked(
        holder.desk, holder, "/signin", {}, Next(next=target), language_of(request), theme_of(request), role_of(request)
    )
    body = render(
        "pages/signin.html",
        question,
        target=target,
        wrong=wrong,
        who=state.get("token", ""),
        role=role_of(request),
        embedded=True,
    )
    return Response(
        body.encode(), status_code=401 if wrong else 200, media_type="text/html", headers={"Cache-Control": "no-store"}
    )


def _safety(request: ASK) -> Safety:
    safety = request.scope.get("state", {}).get("safety")
    if not isinstance(safety, Safety) or safety.tokens is None:
        raise Refused("no_signin", 404)
    return safety


def _cookie(request: ASK, value: str, lasts: int) -> Cookie:
    secure = request.scope.get("scheme") == "https"
    return Cookie(key=COOKIE, value=value, path="/", max_age=lasts, httponly=True, samesite="strict", secure=secure)


@get("/signin", include_in_schema=False)
async def form(request: ASK) -> Response[bytes]:
    """The form, or who is signed in."""
    _safety(request)
    return _page(request, inside(request.query_params.get("next", "/")))


@post("/signin", include_in_schema=False)
async def sign_in(request: ASK, data: Annotated[SignIn, Body(media_type=RequestEncodingType.URL_ENCODED)]) -> Response[bytes]:
    """Begins a session for a token that is known; the form again for one that is not."""
    safety, target = _safety(request), inside(data.next)
    assert safety.tokens
    assert safety.sessions
    token = safety.tokens.find(data.token.strip())
    if token is None:
        return _page(request, target, wrong=True)
    cookie = _cookie(request, safety.sessions.begin(token), LASTS)
    return _onwards(target, cookie)


@post("/signout", include_in_schema=False)
async def sign_out(request: ASK) -> Response[bytes]:
    """Ends the session."""
    safety = _safety(request)
    assert safety.sessions
    safety.sessions.end(request.cookies.get(COOKIE, ""))
    return _onwards("/signin", _cookie(request, "", 0))


def _onwards(target: str, cookie: Cookie) -> Response[bytes]:
    return Response(b"", status_code=303, headers={"Location": target, "Cache-Control": "no-store"}, cookies=[cookie])


HANDLERS: list[Any] = [form, sign_in, sign_out]
