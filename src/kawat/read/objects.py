"""Files on object storage (``s3://bucket/path``), with the rights and the endpoint that the ``AWS_…`` variables name."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from kawat.errors import SourceError
from kawat.read.sources import KINDS, kind

if TYPE_CHECKING:
    from obstore.store import ObjectStore

_BUFFER = 1 << 20


def is_address(source: str) -> bool:
    """Whether a source lies on object storage."""
    return source.startswith(("s3://", "s3a://"))


def listed(address: str) -> list[tuple[str, int, str]]:
    """The objects that Kawat reads at an address (one, or all below it): address, bytes, and a stamp of what they hold.

    In the order of their names. Raises SourceError where there are none or the storage cannot be asked.
    """
    store, path = _store(address)
    import obstore

    bucket = address.partition("://")[2].partition("/")[0]
    try:
        found = [one for chunk in obstore.list(store, prefix=path or None) for one in chunk]
        if not found and path:
            found = [obstore.head(store, path)]
    except FileNotFoundError:
        found = []
    except Exception as problem:
        raise SourceError(f"{address} cannot be read: {str(problem).partition('Debug source')[0].strip()[:300]}") from None
    there = sorted((one["path"], one["size"], one["e_tag"] or str(one["last_modified"])) for one in found)
    wanted = [one for one in there if kind(one[0]) and not _hidden(one[0][len(path) :])]
    if not wanted:
        raise SourceError(f"{address} holds no object that Kawat reads ({', '.join(KINDS)}, .gz, .zip).")
    return [(f"s3://{bucket}/{name}", size, f"{size}-{tag}") for name, size, tag in wanted]


def _hidden(path: str) -> bool:
    return any(part.startswith((".", "_")) for part in path.split("/"))


def opened(address: str) -> BinaryIO:
    """An object, open to be read from its beginning or from anywhere; raises SourceError where it cannot be."""
    import obstore

    store, path = _store(address)
    try:
        return cast(BinaryIO, io.BufferedReader(_Object(obstore.open_reader(store, path)), _BUFFER))
    except Exception as problem:
        raise SourceError(f"{address} cannot be read: {str(problem).partition('Debug source')[0].strip()[:300]}") from None


def _store(address: str) -> tuple[ObjectStore, str]:
    try:
        from obstore.store import from_url
    except ModuleNotFoundError:
        raise SourceError(
            f"{address}: object storage needs obstore, which is not installed. Run: pip install 'kawat[desk]'"
        ) from None
    bucket, _, path = address.partition("://")[2].partition("/")
    endpoint = os.environ.get("AWS_ENDPOINT_URL") or os.environ.get("AWS_ENDPOINT") or ""
    plain: Any = {"allow_http": endpoint.startswith("http://")}
    return from_url(f"s3://{bucket}", client_options=plain), path.rstrip("/")


class _Object(io.RawIOBase):
    """An object of obstore as one of Python's streams."""

    def __init__(self, object: Any) -> None:
        self._object = object

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        return int(self._object.seek(offset, whence))

    def tell(self) -> int:
        return int(self._object.tell())

    def readinto(self, into: Any) -> int:
        got = bytes(self._object.read(len(into)))
        into[: len(got)] = got
        return len(got)
