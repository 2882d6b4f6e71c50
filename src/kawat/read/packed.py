"""Packed files (.gz) as a stream that is bounded by what it is packed in: a bomb ends with an error, not with the memory."""

from __future__ import annotations

import gzip
import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from kawat.errors import SourceError
from kawat.limits import INPUT_BYTES, UNPACKED_RATIO

_PIECE = 1 << 20


def unpacked(stream: BinaryIO, packed: int, name: str) -> BinaryIO:
    """A gzip stream as it is read, which cannot be sought in; ``packed`` is its size in bytes.

    Reading raises SourceError where more than UNPACKED_RATIO times that comes out (and more than one article can be), and
    what gzip raises where it is damaged. ``stream`` stays open.
    """
    return cast(BinaryIO, io.BufferedReader(_Counted(stream, packed, name), 1 << 17))


class _Counted(io.RawIOBase):
    """What comes out of a gzip stream, counted."""

    def __init__(self, stream: BinaryIO, packed: int, name: str) -> None:
        self._stream = gzip.GzipFile(fileobj=stream)
        self._most = max(INPUT_BYTES, UNPACKED_RATIO * packed) + _PIECE
        self._name, self._packed, self._count = name, packed, 0

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._count

    def readinto(self, buffer: Any) -> int:
        got = self._stream.read1(len(buffer))
        self._count += len(got)
        if self._count > self._most:
            told = f"{self._name} unpacks to more than {UNPACKED_RATIO} times its {self._packed:,} bytes"
            raise SourceError(f"{told}; what comes after is not read.")
        buffer[: len(got)] = got
        return len(got)


@contextmanager
def spooled(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The stream as a file on disk for who must seek in it."""
    with tempfile.TemporaryFile() as file:
        shutil.copyfileobj(stream, file, _PIECE)
        file.seek(0)
        yield cast(BinaryIO, file)
