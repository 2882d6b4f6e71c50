"""What a desk has already."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from kawat.desk.questions import connect
from kawat.desk.store import Store
from kawat.engines.rows import hashed


class Known:
    """The ids that the desk has or is about to have, and how many revisions each article has, both by 8-byte hashes."""

    def __init__(self, store: Store | None) -> None:
        self.store = store
        self.version = -1
        self._ids: set[int] = set()
        self._aside: set[int] = set()
        # What was taken and not written yet, and what of that another writer was quicker with.
        self._taken: set[int] = set()
        self._late: set[int] = set()
        self._revisions: dict[int, int] = {}
        if store is not None:
            self.refresh(store.versions()["documents"])

    def refresh(self, version: int) -> None:
        """Learns what other writers have added up to a version of the desk."""
        assert self.store is not None
        there: set[int] = set()
        with connect(self.store, version) as connection:
            rows = connection.execute("SELECT id, key, revision FROM documents")
            while some := rows.fetchmany(10_000):
                for id, key, revision in some:
                    there.add(hashed(id))
                    at = hashed(key)
                    self._revisions[at] = max(self._revisions.get(at, 0), revision)
            self._aside |= {hashed(id) for (id,) in connection.execute("SELECT id FROM quarantine").fetchall()}
        self._late |= there & self._taken
        self._ids |= there
        self.version = version

    def late(self, id: str) -> bool:
        """Whether another writer has added a document after it was taken here."""
        return hashed(id) in self._late

    def aside(self, id: str) -> bool:
        """Whether a document is in quarantine and not in the desk."""
        return hashed(id) in self._aside and hashed(id) not in self._ids

    def put_aside(self, id: str) -> None:
        """Takes note of a document that was taken and goes into quarantine."""
        self._aside.add(hashed(id))
        self._ids.discard(hashed(id))
        self._taken.discard(hashed(id))

    def add(self, id: str) -> bool:
        """Takes note of an id; False where it was known."""
        size = len(self._ids)
        self._ids.add(hashed(id))
        if len(self._ids) == size:
            return False
        self._taken.add(hashed(id))
        return True

    def hashes(self, most: int) -> tuple[Any, Any]:
        """The ids that the desk has, and those in its quarantine, as sorted hashes; None where they are over ``most``."""
        known, aside = (np.sort(np.fromiter(some, np.uint64)) for some in (self._ids, self._aside))
        return known if len(known) <= most else None, aside

    def numbered(self, keys: list[str]) -> list[int]:
        """The numbers of the next revisions of articles, from 1; an article may be there several times."""
        more: Counter[int] = Counter()
        out = []
        for key in keys:
            at = hashed(key)
            more[at] += 1
            out.append(self._revisions.get(at, 0) + more[at])
        return out

    def written(self, ids: list[str], keys: list[str], revisions: list[int], version: int) -> None:
        """Takes note of what a commit has written."""
        self._revisions |= {hashed(key): number for key, number in zip(keys, revisions)}
        self._taken -= set(map(hashed, ids))
        self.version = version


__all__ = ["Known", "hashed"]
