"""``next``: the last row that was given, as an opaque text; it goes on from there in any later version of the desk."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import msgspec

_CHECK = 8


def cursor(version: int, question: str, key: list[Any]) -> str:
    """The cursor after the row with this key of this question (what is asked, with its filters)."""
    body = msgspec.json.encode([version, _digest(question), key])
    return base64.urlsafe_b64encode(_check(body) + body).decode().rstrip("=")


def key_of(text: str, question: str, kinds: tuple[type, ...]) -> list[Any]:
    """The key in a cursor; raises ValueError for what is none, or belongs to another question."""
    wrong = f"next: {text[:60]!r} is no cursor of this question. Take it from the answer before, with the same filters."
    try:
        given = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        head, body = given[:_CHECK], given[_CHECK:]
        version, digest, key = msgspec.json.decode(body, type=tuple[int, str, list[Any]])
    except (ValueError, msgspec.MsgspecError, RecursionError):
        raise ValueError(wrong) from None
    fits = len(key) == len(kinds) and all(type(one) is kind for one, kind in zip(key, kinds))
    if head != _check(body) or digest != _digest(question) or version < 0 or not fits:
        raise ValueError(wrong)
    return key


def _check(body: bytes) -> bytes:
    return hashlib.sha256(b"kawat cursor 1" + body).digest()[:_CHECK]


def _digest(question: str) -> str:
    return hashlib.sha256(question.encode()).hexdigest()[:12]
