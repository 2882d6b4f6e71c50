"""A file in memory through which a fuzzing process tells what it is reading, so that its watcher has the input when it dies."""

from __future__ import annotations

import mmap
import struct
import time
from pathlib import Path

LARGEST = 4_000_000
_HEAD = struct.Struct("<QdQ")


class Slot:
    """Number of inputs, when the current one was begun (monotonic seconds, 0.0: none), and its bytes."""

    def __init__(self, path: Path) -> None:
        if not path.exists() or path.stat().st_size != _HEAD.size + LARGEST:
            path.write_bytes(bytes(_HEAD.size + LARGEST))
        with path.open("r+b") as stream:
            self._map = mmap.mmap(stream.fileno(), 0)

    def begin(self, data: bytes) -> None:
        """An input is about to be read."""
        count, _, _ = _HEAD.unpack_from(self._map)
        kept = data[:LARGEST]
        self._map[_HEAD.size : _HEAD.size + len(kept)] = kept
        _HEAD.pack_into(self._map, 0, count + 1, time.monotonic(), len(kept))

    def end(self) -> None:
        """It was read."""
        count, _, size = _HEAD.unpack_from(self._map)
        _HEAD.pack_into(self._map, 0, count, 0.0, size)

    def state(self) -> tuple[int, float]:
        """How many inputs were begun, and since when the current one is read (0.0: none is)."""
        count, since, _ = _HEAD.unpack_from(self._map)
        return count, since

    def data(self) -> bytes:
        """The input read last."""
        _, _, size = _HEAD.unpack_from(self._map)
        return bytes(self._map[_HEAD.size : _HEAD.size + size])
