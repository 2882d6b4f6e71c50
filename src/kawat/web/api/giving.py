"""How an answer is given: made in a thread, kept with its entity tag, or streamed row by row."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal

import msgspec
from litestar import Response
from litestar.exceptions import HTTPException
from litestar.response import Stream

from kawat import __version__
from kawat.errors import DeskError
from kawat.limits import WEB_STREAMS
from kawat.web.answer import ASK, Shelf, threaded

if TYPE_CHECKING:
    from kawat.web.store import Holder

Format = Literal["json", "ndjson", "csv"]
KINDS = {"json": "application/json", "ndjson": "application/x-ndjson", "csv": "text/csv"}
VARY = "Accept, Authorization, Cookie"


def holder_of(request: ASK) -> Holder:
    """The desk that is shown."""
    holder: Holder = request.app.state["holder"]
    return holder


def merged(holder: Holder) -> None:
    """Raises 503 where the desk's claims were never merged into events."""
    if holder.state == "unmerged":
        raise HTTPException(holder.message, status_code=503)


def format_of(request: ASK, asked: Format | None) -> Format:
    """As it is asked for: by ``format``, else by ``Accept``; JSON where it says neither."""
    if asked:
        return asked
    accepted = request.headers.get("accept", "")
    wanted = [(one, accepted.find(kind)) for one, kind in KINDS.items() if kind in accepted]
    return min(wanted, key=lambda pair: pair[1])[0] if wanted else "json"  # type: ignore[return-value]


async def given(request: ASK, make: Callable[[], Any], kept: bool = True) -> Response[Any]:
    """The record that ``make`` makes, as JSON; 304 where the asker has it already.

    ``kept``: it depends on nothing but the address and the desk's version.
    """
    holder = holder_of(request)
    key = ("api", request.scope["path"], request.scope["query_string"], holder.stamp)
    tag = _tag(repr((*key, str(holder.place), __version__)).encode()) if kept else ""
    if tag and _has(request, tag):
        return Response(b"", status_code=304, headers=_headers(tag))
    shelf: Shelf = request.app.state["shelf"]
    found = shelf.get(key) if kept else None
    if found is None:
        found = await threaded(_made, make), KINDS["json"]
        if kept and holder.stamp == key[-1]:
            shelf.put(key, *found)
    tag = tag or _tag(found[0])
    if _has(request, tag):
        return Response(b"", status_code=304, headers=_headers(tag))
    return Response(found[0], media_type=found[1], headers=_headers(tag))


def _made(make: Callable[[], Any]) -> bytes:
    try:
        made = make()
    except DeskError as problem:
        if "took longer" in str(problem):
            raise HTTPException(str(problem), status_code=503) from None
        raise
    return msgspec.json.encode(made)


def _tag(text: bytes) -> str:
    return f'"{hashlib.sha256(text).hexdigest()[:24]}"'


def _has(request: ASK, tag: str) -> bool:
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    return tag in known or "*" in known


def _headers(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": VARY}


# So many streams at once; each reads the desk by a connection of its own.
MOST_STREAMS = WEB_STREAMS
_running = 0


async def streamed(name: str, format: Format, start: Callable[[], Iterator[bytes]]) -> Response[Any]:
    """Chunks of a file named ``name``; ``start`` raises what is wrong with the question before anything is sent."""
    global _running
    if _running >= MOST_STREAMS:
        raise HTTPException(
            f"{MOST_STREAMS} downloads are under way already. Ask again in 30 s.", status_code=503, headers={"Retry-After": "30"}
        )
    _running += 1
    try:
        chunks = await threaded(start)
        first = await threaded(next, chunks, b"")
    except BaseException:
        _running -= 1
        raise

    async def flowing() -> AsyncIterator[bytes]:
        global _running
        try:
            chunk = first
            while chunk:
                yield chunk
                chunk = await threaded(next, chunks, b"")
        finally:
            _running -= 1
            chunks.close()  # type: ignore[attr-defined]

    headers = {"Content-Disposition": f'attachment; filename="{name}.{format}"', "Cache-Control": "no-store", "Vary": VARY}
    return Stream(flowing(), media_type=KINDS[format], headers=headers)
