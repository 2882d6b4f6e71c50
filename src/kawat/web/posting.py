"""What a browser sends: forms, read with limits, taken only from this desk's own pages and from who may send them.

A form carries the token of its browser's cookie in ``_csrf``. No other site can read or set that cookie (HttpOnly,
SameSite=Strict); where the browser says which site a form comes from, that has to be this one too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from litestar import Response, post
from litestar.handlers import HTTPRouteHandler

from kawat.limits import WEB_FORM_BYTES, WEB_FORM_FIELDS
from kawat.web import tokens
from kawat.web.answer import ASK, remembering, role_of, threaded
from kawat.web.wrong import Refused

if TYPE_CHECKING:
    from kawat.web.store import Holder

LARGEST = WEB_FORM_BYTES
MOST_FIELDS = WEB_FORM_FIELDS
ROLES = ("read", "review", "admin")
Form = Mapping[str, str]


@dataclass(frozen=True)
class Post:
    """A form's address, what is done with it, and who may send it. ``act`` runs in a thread of its own."""

    path: str
    act: Callable[[ASK, Form, Holder], Response[bytes]]
    role: str = "review"


def handlers(posts: Iterable[Post], holder: Holder) -> list[HTTPRouteHandler]:
    """The routes of the forms."""
    return [_handler(one, holder) for one in posts]


def _handler(one: Post, holder: Holder) -> HTTPRouteHandler:
    @post(one.path, name=f"post:{one.path}", include_in_schema=False, request_max_body_size=LARGEST, status_code=200)
    async def handler(request: ASK) -> Response[bytes]:
        _own(request)
        form = _form(await request.body(), request.headers.get("content-type", ""))
        if not tokens.fits(request, form.get(tokens.FIELD, "")):
            raise Refused("form_old", 403)
        if ROLES.index(role_of(request)) < ROLES.index(one.role):
            raise Refused("role", 403, role=one.role)
        return await threaded(one.act, request, form, holder)

    return handler


def _form(body: bytes, kind: str) -> Form:
    if kind.partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise Refused("form_kind", 400)
    try:
        pairs = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise Refused("form_unreadable", 400) from None
    return {name: value.replace("\x00", "") for name, value in pairs}


def _own(request: ASK) -> None:
    """Raises Refused where the browser says that another site sends this."""
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site", "same-origin")
    here = request.headers.get("host", "")
    if site not in ("same-origin", "none") or (origin is not None and urlsplit(origin).netloc.lower() != here.lower()):
        raise Refused("other_site", 403)


def back(request: ASK, address: str, by: str = "") -> Response[bytes]:
    """Sends the browser on to a page of this desk, remembering the reader's name."""
    cookies = [*remembering(request), *([tokens.naming(by)] if by else [])]
    return Response(b"", status_code=303, headers={"Location": address, "Cache-Control": "no-store"}, cookies=cookies)
