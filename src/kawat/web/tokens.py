"""What a browser remembers for forms: the token that they carry, and the name of who corrects claims with it."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import quote, unquote

from litestar import Request
from litestar.datastructures import Cookie

from kawat.limits import WEB_NAME_CHARACTERS

TOKEN, FIELD, AUTHOR = "kawat_csrf", "_csrf", "kawat_by"
YEAR = 365 * 24 * 3600
LONGEST_NAME = WEB_NAME_CHARACTERS
ASK = Request[Any, Any, Any]


def token(request: ASK) -> str:
    """The token that a form on the page for this request carries; a browser without one is given one with the answer."""
    kept = request.cookies.get(TOKEN, "")
    if len(kept) >= 32:
        return kept
    made: str = request.scope.setdefault("state", {}).setdefault(TOKEN, secrets.token_urlsafe(32))
    return made


def given(request: ASK) -> list[Cookie]:
    """The cookie of a token that was made for this answer."""
    made = request.scope.get("state", {}).get(TOKEN)
    secure = request.url.scheme == "https"
    return [Cookie(key=TOKEN, value=made, path="/", httponly=True, samesite="strict", secure=secure)] if made else []


def fits(request: ASK, sent: str) -> bool:
    """Whether a form's token is its browser's."""
    kept = request.cookies.get(TOKEN, "")
    return len(kept) >= 32 and secrets.compare_digest(kept.encode(), sent.encode())


def author(request: ASK) -> str:
    """The name under which this browser's reader corrects claims; "" where none was given yet."""
    return unquote(request.cookies.get(AUTHOR, ""))[:LONGEST_NAME]


def naming(name: str) -> Cookie:
    """The cookie that remembers it."""
    return Cookie(key=AUTHOR, value=quote(name), path="/", max_age=YEAR, httponly=True, samesite="lax")
