"""What a worker process and the process that watches it say to each other: packed messages, each behind its length."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO

import msgspec

from kawat.pipeline import Outcome
from kawat.read.lines import Line

_LENGTH = struct.Struct(">I")


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a worker says: ``begun`` (it has taken a batch; ``words``: its coder's version),
    ``coded`` (one line's outcome), ``memory`` (it has no more and
    ends), ``error`` (one of Kawat's errors, by its name and words, that every other line would meet too)."""

    kind: str
    outcome: Outcome | None = None
    name: str = ""
    words: str = ""


said = msgspec.msgpack.Decoder(Said)
batch = msgspec.msgpack.Decoder(list[Line])
pack = msgspec.msgpack.Encoder().encode


def send(stream: IO[bytes], message: bytes) -> None:
    """Writes one message; raises OSError where the other side is gone."""
    stream.write(_LENGTH.pack(len(message)) + message)
    stream.flush()


def received(stream: IO[bytes]) -> Iterator[bytes]:
    """The messages of a stream until it ends or breaks off."""
    while len(head := stream.read(_LENGTH.size)) == _LENGTH.size:
        (size,) = _LENGTH.unpack(head)
        message = stream.read(size)
        if len(message) < size:
            return
        yield message
