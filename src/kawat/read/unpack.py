"""Packed answers of a server (gzip, deflate, br): unpacked to a bound, and told apart from damaged ones."""

from __future__ import annotations

import zlib
from importlib import import_module
from typing import Any

from kawat.errors import FetchError
from kawat.limits import FETCH_PACKINGS, GZIP_MEMBERS

_PIECE = 1 << 16


class _Damaged(ValueError):
    """The packed bytes are not what their name says, or break off."""


def accepted() -> str:
    """What is told a server in Accept-Encoding."""
    return "gzip, deflate, br" if brotli() else "gzip, deflate"


def unpack(body: bytes, encoding: str, max_bytes: int, url: str) -> bytes:
    """``body`` without its Content-Encoding; FetchError ("damaged", "too large") where it breaks off, is none of ``accepted``,
    or would give more than ``max_bytes`` bytes. Never holds more than twice that."""
    names = [name.strip().lower() for name in encoding.split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if len(names) > FETCH_PACKINGS:
        raise FetchError(f"{url} is packed {len(names)} times over ({encoding[:60]}); no page needs that.", kind="damaged")
    for name in reversed(names):
        try:
            if name in ("gzip", "x-gzip"):
                body = _inflate(body, 31, max_bytes)
            elif name == "deflate":
                raw = len(body) < 2 or body[0] & 15 != 8 or (body[0] * 256 + body[1]) % 31 != 0
                body = _inflate(body, -15 if raw else 15, max_bytes)
            elif name == "br" and (module := brotli()):
                body = _brotli(module.Decompressor(), body, max_bytes)
            else:
                raise FetchError(f"{url} came packed as {name[:40]!r}, which cannot be unpacked here.", kind="damaged")
        except FetchError:
            raise
        except Exception as problem:  # brotli's error is a bare Exception
            raise FetchError(f"{url} came as damaged {name} data ({problem}). Try again.", kind="damaged") from problem
        if len(body) > max_bytes:
            raise FetchError(f"{url} unpacks to more than {max_bytes:,} bytes, more than one article can be.", kind="too large")
    return body


def brotli() -> Any:
    """The brotli module where one is installed that can bound its output, else None."""
    try:
        module = import_module("brotli")
    except ImportError:
        return None
    return module if hasattr(module.Decompressor, "can_accept_more_data") else None


def _brotli(engine: Any, body: bytes, max_bytes: int) -> bytes:
    out = bytes(engine.process(body, output_buffer_limit=max_bytes + 1))
    if len(out) <= max_bytes and not engine.is_finished():
        raise _Damaged("it breaks off")
    return out


def _inflate(body: bytes, window: int, max_bytes: int) -> bytes:
    """All members of ``body``; what stands behind the last one and is no member is left out, as browsers do."""
    out: list[bytes] = []
    size, place = 0, 0
    for _ in range(GZIP_MEMBERS):
        engine = zlib.decompressobj(window)
        while not engine.eof:
            piece = engine.unconsumed_tail or body[place : place + _PIECE]
            if not piece:
                raise _Damaged("it breaks off")
            if not engine.unconsumed_tail:
                place += len(piece)
            out.append(engine.decompress(piece, max_bytes + 1 - size))
            size += len(out[-1])
            if size > max_bytes:
                return b"".join(out)
        place -= len(engine.unused_data)
        if window != 31 or body[place : place + 2] != b"\x1f\x8b":
            return b"".join(out)
    raise _Damaged(f"it has more than {GZIP_MEMBERS:,} members")
