"""One writer at a time on object storage: a lease, which is an object that only its last reader can change.

The object (``_writing.json``) says who writes and until when, and holds the note that a writer leaves for the next one while
a commit is under way. It is made by a conditional write ("only if there is none") and changed by conditional writes ("only if
it is still the one that I read", by its e_tag); who holds it renews it from a thread. Who finds one that ran out takes it over
by such a write. It is given back in the same way, not by deletion, so that nobody can give back the lease of another.

What is promised: of all writers at most one can change the lease, whatever their clocks say; who has lost it finds out at the
next change, at the latest in ``renew``, which the store calls before its last step. What it is promised on: storage that honours
conditional writes (S3 does since November 2024, MinIO and Cloudflare R2 do), which ``Remote`` tries when a desk is made. Clocks
only decide who waits for how long: where two are apart by more than the lease lasts, one writer may take it from a
living one, whose commit then fails and is undone; nothing is lost.
"""

from __future__ import annotations

import json
import os
import random
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from obstore import get, put
from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError

if TYPE_CHECKING:
    from obstore import PutMode, UpdateVersion
    from obstore.store import ObjectStore

SECONDS = 60.0
"""How long a lease lasts unless it is renewed, which happens four times as often."""


class Lost(Exception):
    """Another writer has the lease."""


class Busy(Exception):
    """Another writer had the lease for all the time that we could wait."""


class Lease:
    """The lease of one desk, as one writer sees it; its ``note`` is that of whoever held it last."""

    def __init__(self, store: ObjectStore, path: str) -> None:
        self._store, self._path = store, path
        self._who = f"{socket.gethostname()} {os.getpid()}"
        self._version: UpdateVersion = {}
        self._changing = threading.Lock()
        self.note: dict[str, Any] | None = None

    @contextmanager
    def held(self, patience: float) -> Iterator[None]:
        """Waits for the lease, keeps it alive meanwhile, and gives it back with the note that there is then; raises Busy."""
        self._take(patience)
        done = threading.Event()
        keeper = threading.Thread(target=self._keep, args=(done,), daemon=True)
        keeper.start()
        try:
            yield
        finally:
            done.set()
            keeper.join()
            with suppress(Lost, BaseError, OSError):  # it runs out by itself
                self._change(0)

    def renew(self) -> None:
        """Makes sure that the lease is ours, for its whole length from now; raises Lost where it is not."""
        self._change(SECONDS)

    def leave(self, note: dict[str, Any] | None) -> None:
        """Puts a note into the lease, or takes it out; raises Lost."""
        self.note = note
        self.renew()

    def _keep(self, done: threading.Event) -> None:
        while not done.wait(SECONDS / 4):
            try:
                self.renew()
            except Lost:
                return
            except (BaseError, OSError):
                continue  # the network: until the lease has run out there is time to try again

    def _take(self, patience: float) -> None:
        late, pause = time.monotonic() + patience, 0.1
        while True:
            with suppress(Lost):
                there = self._read()
                if there is None:
                    self.note = None
                    return self._change(SECONDS, "create")
                said, version = there
                # The note of a folder that was copied here is nobody's lease.
                if "until" not in said or datetime.fromisoformat(said["until"]) <= datetime.now(UTC):
                    self.note = said["note"]
                    return self._change(SECONDS, version)
            if time.monotonic() >= late:
                raise Busy
            time.sleep(pause * (0.5 + random.random()))
            pause = min(1.0, pause * 1.5)

    def _read(self) -> tuple[dict[str, Any], UpdateVersion] | None:
        try:
            found = get(self._store, self._path)
        except FileNotFoundError:
            return None
        said: dict[str, Any] = json.loads(bytes(found.bytes()))
        return said, _known(found.meta.get("e_tag"), found.meta.get("version"))

    def _change(self, seconds: float, mode: PutMode | None = None) -> None:
        """Writes the lease anew if it is still the one of ``mode`` (ours unless told); raises Lost where it is not."""
        with self._changing:
            turn = uuid.uuid4().hex
            until = datetime.now(UTC) + timedelta(seconds=seconds) if seconds else datetime.fromtimestamp(0, UTC)
            said = {"who": self._who, "until": until.isoformat(), "turn": turn, "note": self.note}
            try:
                done = put(self._store, self._path, json.dumps(said).encode(), mode=mode or self._version)
                self._version = _known(done["e_tag"], done["version"])
            except (AlreadyExistsError, PreconditionError, FileNotFoundError):
                there = self._read()  # a write whose answer was lost and that was tried again meets itself
                if there is None or there[0].get("turn") != turn:
                    raise Lost from None
                self._version = there[1]


def _known(e_tag: str | None, version: str | None) -> UpdateVersion:
    """What is known of an object's version, for a conditional write."""
    known: UpdateVersion = {}
    if e_tag is not None:
        known["e_tag"] = e_tag
    if version is not None:
        known["version"] = version
    return known
