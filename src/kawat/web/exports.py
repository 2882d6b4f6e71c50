"""Exports that the server builds, each in a folder of its own: a few at a time, listed, and taken away after a day."""

from __future__ import annotations

import re
import secrets
import shutil
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from litestar import get
from litestar.handlers import HTTPRouteHandler
from litestar.response import File

from kawat.engines.apart import apart
from kawat.errors import KawatError
from kawat.export.manifest import NAME, Manifest
from kawat.export.selection import Query
from kawat.limits import WEB_EXPORT_EVENTS, WEB_EXPORT_SECONDS, WEB_EXPORTS_KEPT, WEB_EXPORTS_WAITING
from kawat.web.tokens import ASK
from kawat.web.wrong import Refused, Wrong

if TYPE_CHECKING:
    from kawat.web.store import Holder

# At once are built and may wait; kept at all; for how long; seconds that one may take; events that one may hold.
AT_ONCE, WAITING, KEPT, AGE = 1, WEB_EXPORTS_WAITING, WEB_EXPORTS_KEPT, timedelta(days=1)
LONGEST, MOST_EVENTS = WEB_EXPORT_SECONDS, WEB_EXPORT_EVENTS
_ID = re.compile(r"x[0-9a-f]{16}")


class Built(msgspec.Struct, omit_defaults=True):
    """An export: ``state`` is "waiting", "building", "done" or "failed" (with ``message``)."""

    id: str
    format: str
    query: Query
    asked: str
    version: int
    state: str = "waiting"
    message: str = ""
    manifest: Manifest | None = None

    @property
    def bytes(self) -> int:
        """The size of its files."""
        return sum(file.bytes for file in self.manifest.files) if self.manifest else 0

    @property
    def names(self) -> list[str]:
        """The files that can be fetched."""
        return [*(file.name for file in self.manifest.files), NAME] if self.manifest and self.state == "done" else []


def build(desk: str, version: int, folder: str, format: str, query: Query) -> Manifest:
    """The export itself, of one version of a desk."""
    from kawat.desk import Desk
    from kawat.export import export

    return export(Desk(desk, version), folder, format, query)


class Exports:
    """The exports of one desk in a folder; without one in a folder of the system's, which goes when the server ends."""

    def __init__(self, desk: str | Path, folder: str | Path | None = None) -> None:
        self._desk, self._given = desk, folder
        self._folder: Path | None = None
        self._built: dict[str, Built] = {}
        self._lock, self._ending = threading.Lock(), threading.Event()
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="kawat-export")
        if folder is not None:
            self._found(Path(folder))

    def _found(self, folder: Path) -> None:
        """Lists what an earlier server built into the folder."""
        for note in sorted(folder.glob("x*/export.json")) if folder.is_dir() else []:
            try:
                one = msgspec.json.decode(note.read_bytes(), type=Built)
            except (msgspec.DecodeError, OSError):
                continue
            if one.id == note.parent.name and _ID.fullmatch(one.id) and one.state == "done":
                self._built[one.id] = one

    @property
    def folder(self) -> Path:
        """Where exports lie; made when the first one is asked for."""
        if self._folder is None:
            made = Path(self._given) if self._given is not None else Path(tempfile.mkdtemp(prefix="kawat-exports-"))
            made.mkdir(parents=True, exist_ok=True)
            self._folder = made
        return self._folder

    def ask(self, format: str, query: Query, version: int) -> Built:
        """Has an export built, or gives the one that is there of the same; raises Wrong where too many wait."""
        with self._lock:
            self._tidy()
            same = (one for one in self._built.values() if (one.format, one.query, one.version) == (format, query, version))
            if (there := next((one for one in same if one.state != "failed"), None)) is not None:
                return there
            if sum(one.state in ("waiting", "building") for one in self._built.values()) >= AT_ONCE + WAITING:
                raise Wrong("busy")
            now = datetime.now(UTC).isoformat(timespec="seconds")
            one = Built(f"x{secrets.token_hex(8)}", format, query, now, version)
            self._built[one.id] = one
        self._pool.submit(self._work, one)
        return one

    def listed(self) -> list[Built]:
        """All exports, the newest first."""
        with self._lock:
            self._tidy()
            return sorted(self._built.values(), key=lambda one: (one.asked, one.id), reverse=True)

    def get(self, id: str) -> Built | None:
        """An export, if there is one of that id."""
        return self._built.get(id)

    def file(self, id: str, name: str) -> Path | None:
        """A file of an export; None for any other name."""
        one = self._built.get(id)
        path = self._place(one) / name if one is not None and name in one.names else None
        return path if path is not None and path.is_file() else None

    def close(self) -> None:
        """Ends the building; takes away what lies in the system's folder."""
        self._ending.set()
        self._pool.shutdown(cancel_futures=True)
        if self._folder is not None and self._given is None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _place(self, one: Built) -> Path:
        return self.folder / one.id / "files"

    def _work(self, one: Built) -> None:
        one.state = "building"
        place = self._place(one)
        try:
            place.mkdir(parents=True)
            work = (str(self._desk), one.version, str(place), one.format, one.query)
            one.manifest = apart(build, *work, seconds=LONGEST, ending=self._ending)
            (place.parent / "export.json").write_bytes(msgspec.json.encode(msgspec.structs.replace(one, state="done")))
            one.state = "done"
        except (KawatError, OSError) as problem:
            one.state, one.message = "failed", str(problem)
            shutil.rmtree(place.parent, ignore_errors=True)

    def _tidy(self) -> None:
        """Takes away what is a day old, and the oldest ones beyond those that are kept."""
        ended = [one for one in self._built.values() if one.state in ("done", "failed")]
        ended.sort(key=lambda one: one.asked, reverse=True)
        oldest = (datetime.now(UTC) - AGE).isoformat(timespec="seconds")
        for place, one in enumerate(ended):
            if place >= KEPT or one.asked < oldest:
                del self._built[one.id]
                shutil.rmtree(self.folder / one.id, ignore_errors=True)


def downloads(holder: Holder) -> HTTPRouteHandler:
    """The route of the files, each as an attachment under its own name."""

    @get("/data/exports/{id:str}/{name:str}", name="export:file", include_in_schema=False, sync_to_thread=True)
    def handler(request: ASK) -> File:
        id, name = str(request.path_params["id"]), str(request.path_params["name"])
        path = holder.exports.file(id, name)
        one = holder.exports.get(id)
        if path is None or one is None:
            raise Refused("no_address", 404, path=f"/data/exports/{id}/{name}")
        headers: dict[str, Any] = {"Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
        return File(path, filename=f"kawat-{one.format}-{name}", media_type="application/octet-stream", headers=headers)

    return handler
