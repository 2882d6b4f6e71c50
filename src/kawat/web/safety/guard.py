"""The layer around the application: the name asked for, size, rate, who asks; and the headers of every answer."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, quote

from litestar import Request, Response
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from kawat.errors import DeskError
from kawat.limits import WEB_BODY_BYTES, WEB_BODY_SECONDS, WEB_HEADER_CHARACTERS, WEB_QUERY_CHARACTERS
from kawat.web.safety.hosts import LOOPBACK, is_allowed, same_site
from kawat.web.safety.rate import Buckets, Rates, client_of
from kawat.web.safety.sessions import COOKIE, Sessions
from kawat.web.safety.tokens import Token, Tokens
from kawat.web.wrong import Refused

_LOG = logging.getLogger("kawat.web")
ASK = Request[Any, Any, Any]
MOST_BODY = WEB_BODY_BYTES
MOST_QUERY = WEB_QUERY_CHARACTERS
MOST_HEADERS = WEB_HEADER_CHARACTERS
BODY_SECONDS = WEB_BODY_SECONDS
# Nothing from elsewhere, no script or style in the page itself; pictures may be drawn into the page by data: addresses.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
    "Content-Security-Policy": POLICY, "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}  # fmt: skip
_OPEN = re.compile(r"/signin|/signout|/static/.*")
# The pages whose charts other sites may frame.
_CHARTED = re.compile(r"/relation/[^/]+/[^/]+|/(?:actor|story)/[^/]+|/network|/map|/outlets")
_FORMAT = re.compile(r"\.(?:json|csv|svg|png)$")


@dataclass
class Safety:
    """How a server is kept safe. Without ``tokens`` everybody who reaches it may do everything: for loopback only.

    ``hosts`` are the names by which it may be asked, none: any.
    """

    tokens: Tokens | None = None
    hosts: frozenset[str] = LOOPBACK
    rates: Rates = field(default_factory=Rates)
    sessions: Sessions | None = None

    def __post_init__(self) -> None:
        if self.tokens and not self.sessions:
            self.sessions = Sessions(self.tokens)
        self._buckets = {name: Buckets(rate) for name, rate in self.rates._asdict().items()}

    def token_of(self, request: ASK) -> Token | None:
        """The token that a request shows, by its header or its session; raises 401 for one that is none."""
        assert self.tokens
        given = request.headers.get("authorization")
        if given is not None:
            kind, _, secret = given.partition(" ")
            token = self.tokens.find(secret.strip()) if kind.lower() == "bearer" else None
            if token is None:
                raise Refused("token_unknown", 401)
            return token
        cookie = request.cookies.get(COOKIE)
        return self.sessions.find(cookie) if cookie and self.sessions else None

    def check(self, request: ASK) -> None:
        """Raises Refused for what is refused whoever asks, 429 with the seconds to wait."""
        host, path = request.headers.get("host", ""), request.scope["path"]
        if not is_allowed(host, self.hosts):
            raise Refused("host", 403, host=host)
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            origin = request.headers.get("origin")
            if origin is not None and not same_site(origin, host):
                raise Refused("other_site", 403)
        if len(request.scope["query_string"]) + len(request.scope["path"]) > MOST_QUERY:
            raise Refused("long_address", 400, most=MOST_QUERY)
        if sum(len(name) + len(value) for name, value in request.scope["headers"]) > MOST_HEADERS:
            raise Refused("long_headers", 400, most=MOST_HEADERS)
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > MOST_BODY:
            raise Refused("large", 413, most=MOST_BODY)
        kind = "signing" if path == "/signin" and request.method == "POST" else "coding" if path == "/api/v1/code" else "pages"
        client = client_of(request.client.host if request.client else "")
        if wait := self._buckets[kind].wait(client):
            seconds = str(max(1, round(wait)))
            raise Refused("rate", 429, {"Retry-After": seconds}, seconds=seconds)


Fail = Callable[[ASK, Exception], Response[bytes]]


def guarded(app: ASGIApp, safety: Safety, fail: Fail) -> ASGIApp:
    """The application behind its guard; ``fail`` writes the answer to what is refused."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        request: ASK = Request(scope)
        sent = _with_headers(request, send)
        try:
            safety.check(request)
            scope.setdefault("state", {})["safety"] = safety
            if (refused := _who(request, safety)) is not None:
                await _answer(refused, sent)
                return
        except Refused as problem:
            answer = fail(request, problem)
            if problem.status_code == 401:
                answer.headers["WWW-Authenticate"] = "Bearer"
            await _answer(answer, sent)
            return
        except DeskError as problem:  # the file of tokens
            _LOG.warning("%s", problem)
            await _answer(fail(request, Refused("tokens", 503, what=str(problem))), sent)
            return
        await app(scope, _timed(receive), sent)

    return wrapped


def _who(request: ASK, safety: Safety) -> Response[bytes] | None:
    """Notes the asker's role; gives the way to the sign-in form, or raises 401, where nobody is known."""
    state = request.scope["state"]
    if safety.tokens is None:
        state["role"] = "admin"
        return None
    path = request.scope["path"]
    if (token := safety.token_of(request)) is not None:
        state.update(role=token.role, token=token.name)
        return None
    state["role"] = "none"
    if _OPEN.fullmatch(path):
        return None
    if request.method == "GET" and not path.startswith("/api/") and not _FORMAT.search(path):
        query = request.scope["query_string"].decode("latin-1")
        target = quote(path + (f"?{query}" if query else ""), safe="")
        return Response(b"", status_code=303, headers={"Location": f"/signin?next={target}", "Cache-Control": "no-store"})
    raise Refused("token_needed", 401)


def _timed(receive: Receive) -> Receive:
    """Takes the body of a request with a limit of time; 408 where it does not come."""
    done = False

    async def taken() -> Any:
        nonlocal done
        if done:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), BODY_SECONDS)
        except TimeoutError:
            done = True
            raise Refused("late", 408) from None
        done = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    return taken


def _with_headers(request: ASK, send: Send) -> Send:
    """The headers of safety on every answer that has none of that name."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableScopeHeaders.from_message(message)
            embedded = message["status"] == 200 and _may_be_embedded(request.scope)
            for name, value in HEADERS.items():
                if name == "Content-Security-Policy" and embedded:
                    value = value.replace("frame-ancestors 'none'", "frame-ancestors *").replace(
                        "form-action 'self'", "form-action 'none'"
                    )
                headers.setdefault(name, value)
        await send(message)

    return sent


def _may_be_embedded(scope: HTTPScope) -> bool:
    """A page with charts that is asked for as ``?embed=1``: it shows one, and has nothing to press."""
    embed = parse_qs(scope["query_string"].decode("latin-1")).get("embed", [""])[-1]
    return scope["method"] == "GET" and bool(_CHARTED.fullmatch(scope["path"])) and embed == "1"


async def _answer(response: Response[bytes], send: Send) -> None:
    body = response.content or b""
    headers = [(name.lower().encode(), value.encode("latin-1", "replace")) for name, value in response.headers.items()]
    headers += [
        (b"content-length", str(len(body)).encode()),
        (b"content-type", f"{response.media_type or 'text/plain'}; charset=utf-8".encode()),
    ]
    headers += [(b"set-cookie", _set(cookie)) for cookie in response.cookies]
    await send({"type": "http.response.start", "status": response.status_code or 200, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


def _set(cookie: Cookie) -> bytes:
    return cookie.to_header(header="").encode("latin-1")
