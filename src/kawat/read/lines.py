"""The lines of a stream, numbered, whatever bytes it holds."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from kawat.errors import SourceError
from kawat.limits import BLANK_LINES, LINE_BYTES

MAX_LINE = LINE_BYTES

Line = tuple[int, bytes]


def lines(stream: BinaryIO) -> Iterator[Line]:
    """Numbered lines without their ends; a line over MAX_LINE bytes comes cut, one byte too long, the rest skipped.

    Raises SourceError behind BLANK_LINES empty lines in a row.
    """
    head = stream.read(4)
    whole = _Joined(head, stream)
    joined: _Lines = whole
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        joined = _Recoded(whole)
    number = blank = 0
    while raw := joined.readline(MAX_LINE + 2):
        number += 1
        blank = 0 if len(raw) > 2 else blank + 1
        if blank > BLANK_LINES:
            raise SourceError(f"line {number:,}: {BLANK_LINES:,} lines in a row hold nothing; what comes after is not read.")
        rest = raw
        while rest and len(raw) > MAX_LINE + 1 and not rest.endswith(b"\n"):
            rest = joined.readline(MAX_LINE)
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        yield number, raw.rstrip(b"\r\n") if len(raw) <= MAX_LINE + 1 else raw


class _Lines(Protocol):
    """What ``lines`` asks of a stream."""

    def readline(self, limit: int) -> bytes:
        """The next line with its end, or its first ``limit`` bytes."""
        ...


class _Joined:
    """A stream with bytes put back in front of it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readline(self, limit: int) -> bytes:
        line = self._head.readline(limit)
        if line.endswith(b"\n") or len(line) >= limit:
            return line
        return line + self._rest.readline(limit - len(line))

    def read(self, size: int = -1) -> bytes:
        head = self._head.read(size)
        return head + self._rest.read(size - len(head) if size >= 0 else -1)


class _Recoded:
    """A UTF-16 stream read as UTF-8 lines."""

    def __init__(self, stream: _Joined) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-16")("replace")
        self._stream = stream
        self._buffer = b""

    def readline(self, limit: int) -> bytes:
        while b"\n" not in self._buffer and len(self._buffer) < limit:
            chunk = self._stream.read(65536)
            self._buffer += self._decoder.decode(chunk, final=not chunk).encode("utf-8", "replace")
            if not chunk:
                break
        cut = self._buffer.find(b"\n") + 1 or len(self._buffer)
        cut = min(cut, limit)
        line, self._buffer = self._buffer[:cut], self._buffer[cut:]
        return line
