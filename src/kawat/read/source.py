"""Where bytes come from: a file, standard input or a web address; and how they become text.

``load`` bounds what it reads in size and time and says plainly what went wrong. ``decode`` finds the
encoding. Neither knows what an article is.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from kawat.errors import FetchError, SourceError
from kawat.limits import FETCH_SECONDS, INPUT_BYTES
from kawat.read.charset import decode

__all__ = ["MAX_BYTES", "SourceInfo", "decode", "load"]

MAX_BYTES = INPUT_BYTES
"""The largest input that is read unless the caller says otherwise, in bytes after decompression."""


class SourceInfo(msgspec.Struct, frozen=True):
    """Where the bytes came from: ``url`` is the address after redirects, ``fetched`` an ISO 8601 UTC time.

    ``content_type`` and ``charset`` are what the server declared ("" for files).
    """

    source: str
    url: str = ""
    content_type: str = ""
    charset: str = ""
    fetched: str = ""


def load(
    source: str | Path,
    *,
    timeout: float = FETCH_SECONDS,
    max_bytes: int = MAX_BYTES,
    allow_private: bool = False,
) -> tuple[bytes, SourceInfo]:
    """Read a file, "-" (standard input) or an http(s) address.

    Raises SourceError for a file that cannot be read or is larger than ``max_bytes``, FetchError for an
    address that is refused or out of reach (within ``timeout`` seconds in all). Addresses in private,
    loopback and link-local networks are refused unless ``allow_private``.
    """
    if isinstance(source, str):
        if source == "-":
            return read_bounded(sys.stdin.buffer, max_bytes, "standard input"), SourceInfo("-")
        scheme, colon, _ = source.partition("://")
        if colon and scheme.isalpha():
            return _load_url(source, scheme.lower(), timeout, max_bytes, allow_private)
    return _load_file(source, max_bytes)


def read_bounded(stream: BinaryIO, max_bytes: int, name: str) -> bytes:
    """Everything in ``stream``, or SourceError where that is more than ``max_bytes``."""
    parts: list[bytes] = []
    size = 0
    while size <= max_bytes:
        part = stream.read(min(1 << 20, max_bytes + 1 - size))
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
    raise too_large(name, max_bytes)


def too_large(name: str, max_bytes: int) -> SourceError:
    """The error for an input beyond its bound."""
    return SourceError(
        f"{name} is larger than {max_bytes:,} bytes, more than one article can be. "
        "Split it into one file per article, or raise max_bytes."
    )


def _load_url(url: str, scheme: str, timeout: float, max_bytes: int, allow_private: bool) -> tuple[bytes, SourceInfo]:
    if scheme not in ("http", "https"):
        raise FetchError(f"{url}: addresses of the kind {scheme}:// are not read; use http:// or https://.")
    from kawat.read.fetch import fetch

    page = fetch(url, timeout=timeout, max_bytes=max_bytes, allow_private=allow_private)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return page.body, SourceInfo(url, page.url, page.content_type, page.charset, now)


def _load_file(source: str | Path, max_bytes: int) -> tuple[bytes, SourceInfo]:
    name = str(source)
    if not name:
        raise SourceError("No source was named. Give a file, an http(s) address, or - for standard input.")
    if "\n" in name or len(name) > 4096:
        raise SourceError(
            f"{name[:60].splitlines()[0]!r}… looks like text, not like a file name. "
            "Save it to a file, pipe it to - , or hand its bytes to document_from_bytes."
        )
    try:
        path = Path(source)
        if path.is_dir():
            raise SourceError(f"{name} is a folder, not a file. Name one file in it.")
        with path.open("rb") as stream:
            return read_bounded(stream, max_bytes, name), SourceInfo(name)
    except FileNotFoundError:
        raise SourceError(f"There is no file {name} (looked from {Path.cwd()}). Check the spelling.") from None
    except PermissionError:
        raise SourceError(f"{name} may not be read: permission denied. Change its rights or copy it.") from None
    except (OSError, ValueError) as problem:
        raise SourceError(f"{name!r} cannot be read: {problem}. Check that it is a plain file.") from problem
