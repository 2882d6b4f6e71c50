"""Exports that lie beside the desk, each in a folder of its own under ``DESK.exports``, with its manifest."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
from litestar import Response, get

from kawat.settings import place
from kawat.web.answer import ASK
from kawat.web.api import asking as ask
from kawat.web.api import records
from kawat.web.api.giving import given, holder_of
from kawat.web.page import NoSuchPage

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
_MANIFEST = "manifest.json"


def folder_of(desk: str | Path) -> Path:
    """Where the exports of a desk are kept."""
    settings = place(desk)
    return settings.with_name(settings.name.removesuffix(".toml") + ".exports")


def _read(folder: Path) -> records.Export | None:
    """The export in a folder; None where its manifest is missing or cannot be read."""
    try:
        manifest = msgspec.json.decode((folder / _MANIFEST).read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError):
        return None
    format, made = (str(manifest.get(name, "")) for name in ("format", "made"))
    return records.Export(id=folder.name, format=format, made=made, manifest=manifest)


@get("/exports", operation_id="list_exports", tags=["exports"])
async def list_exports(request: ASK) -> Response[records.Exports]:
    """The exports."""

    def make() -> records.Exports:
        root = folder_of(holder_of(request).place)
        found = [_read(one) for one in root.iterdir() if _ID.fullmatch(one.name)] if root.is_dir() else []
        return records.Exports(
            sorted((one for one in found if one), key=lambda one: (one.made, one.id), reverse=True)[: ask.MOST]
        )

    return await given(request, make, kept=False)


@get("/exports/{id:str}", operation_id="get_export", tags=["exports"])
async def get_export(request: ASK, id: ask.IdPart) -> Response[records.Export]:
    """One export."""

    def make() -> records.Export:
        found = _read(folder_of(holder_of(request).place) / id) if _ID.fullmatch(id) else None
        if found is None:
            raise NoSuchPage(f"there is no export {id!r}.")
        return found

    return await given(request, make, kept=False)


HANDLERS: list[Any] = [list_exports, get_export]
