"""``POST /code``: texts in, claims and quotes out, as FORMATS has them. Nothing of it is kept."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Any, Literal

import msgspec
from litestar import Response, post
from litestar.exceptions import HTTPException
from litestar.params import QueryParameter

from kawat.errors import RecordError
from kawat.limits import WEB_CODE_CHARACTERS, WEB_CODE_RECORDS, WEB_CODE_SECONDS, WEB_CODE_WAITING
from kawat.reading import Record, code_record
from kawat.web.answer import ASK
from kawat.web.api import coded
from kawat.wire import coded_json

MOST_RECORDS = WEB_CODE_RECORDS
MOST_CHARACTERS = WEB_CODE_CHARACTERS
SECONDS = WEB_CODE_SECONDS
WAITING = WEB_CODE_WAITING
CoderOption = Annotated[Literal["reader", "lexicon"], QueryParameter(required=False)]
# One at a time, so that a coder that computes leaves the other core to the pages.
_POOL = ThreadPoolExecutor(1, thread_name_prefix="kawat-code")
_waiting = 0
EXAMPLE = {"id": "a1", "text": "Jepang mengirim bantuan obat ke Vanuatu.", "published": "2024-03-05"}
_decoder = msgspec.json.Decoder(Record | list[Record])


def _records(body: bytes) -> tuple[list[Record], bool]:
    """What was sent, and whether it is a list; raises ValueError or 413 for what is not to be coded."""
    try:
        given = _decoder.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as problem:
        raise ValueError(f'{problem}. Send a record, {{"id": "a1", "text": "..."}}, or a list of them, as JSON.') from None
    listed = isinstance(given, list)
    found: list[Record] = given if isinstance(given, list) else [given]
    if len(found) > MOST_RECORDS:
        raise HTTPException(f"{len(found):,} records are more than {MOST_RECORDS}. Send fewer at a time.", status_code=413)
    length = sum(len(one.text) + len(one.title or "") + len(one.before or "") for one in found)
    if length > MOST_CHARACTERS:
        raise HTTPException(f"{length:,} characters are more than {MOST_CHARACTERS:,}. Send less at a time.", status_code=413)
    return found, listed


def _code(name: str, given: list[Record], until: float) -> list[Any]:
    """The coded records; ends at the first that begins too late."""
    from kawat.coders import coder

    chosen, out = coder(name), []
    for number, one in enumerate(given, 1):
        if time.monotonic() > until:
            raise TimeoutError
        try:
            out.append(coded_json(code_record(chosen, one)))
        except RecordError as problem:
            raise ValueError(f"record {number}: {problem}") from None
    return out


@post("/code", operation_id="code", tags=["code"], status_code=200)
async def code(request: ASK, coder: CoderOption = "reader") -> Response[coded.Coded | coded.CodedRecords]:
    """Codes texts."""
    global _waiting
    if request.content_type[0] != "application/json":
        raise HTTPException("send JSON, with Content-Type: application/json.", status_code=415)
    given, listed = _records(await request.body())
    if _waiting >= WAITING:
        raise HTTPException("others are being coded for. Ask again in 10 s.", status_code=503, headers={"Retry-After": "10"})
    _waiting += 1
    task = asyncio.get_running_loop().run_in_executor(_POOL, _code, coder, given, time.monotonic() + SECONDS)
    task.add_done_callback(_done)
    try:
        out = await asyncio.wait_for(asyncio.shield(task), SECONDS + 1)
    except TimeoutError:
        raise HTTPException(f"coding took longer than {SECONDS:g} s. Send less at a time.", status_code=503) from None
    body: Any = msgspec.json.encode({"coded": out} if listed else out[0])
    return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})


def _done(task: Any) -> None:
    global _waiting
    _waiting -= 1
    if not task.cancelled():
        task.exception()


HANDLERS: list[Any] = [code]
