"""The exports that were built on the Data page, each with its manifest."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get

from kawat.web.answer import ASK
from kawat.web.api import asking as ask
from kawat.web.api import pages, records
from kawat.web.api.giving import given, holder_of
from kawat.web.exports import Built
from kawat.web.page import NoSuchPage


def _record(one: Built) -> records.Export:
    manifest: dict[str, Any] = msgspec.to_builtins(one.manifest)
    return records.Export(id=one.id, format=one.format, made=str(manifest.get("made", one.asked)), manifest=manifest)


@get("/exports", operation_id="list_exports", tags=["exports"])
async def list_exports(request: ASK) -> Response[pages.Exports]:
    """The exports that are done, the newest first."""

    def make() -> pages.Exports:
        return pages.Exports([_record(one) for one in holder_of(request).exports.listed() if one.state == "done"])

    return await given(request, make, kept=False)


@get("/exports/{id:str}", operation_id="get_export", tags=["exports"])
async def get_export(request: ASK, id: ask.IdPart) -> Response[records.Export]:
    """One export."""

    def make() -> records.Export:
        found = holder_of(request).exports.get(id)
        if found is None or found.state != "done":
            raise NoSuchPage(f"there is no export {id!r}.")
        return _record(found)

    return await given(request, make, kept=False)


HANDLERS: list[Any] = [list_exports, get_export]
