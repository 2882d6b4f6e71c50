"""Web archives (WARC, also packed; Common Crawl's news among them): the pages that they hold."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from kawat.errors import RecordError, SourceError
from kawat.limits import INPUT_BYTES
from kawat.read import document_from_bytes
from kawat.read.clean import clean, squeeze
from kawat.read.glance import turned_away
from kawat.read.unpack import unpack
from kawat.types import Document

_PIECE = 1 << 20
SUFFIXES = (".warc", ".warc.gz")
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")


class Dropped(msgspec.Struct, frozen=True):
    """A page of an archive that is not read, and why."""

    reason: str


def pages(stream: BinaryIO, name: str) -> Iterator[Document | Dropped | RecordError]:
    """Every answer of a server in an archive, in its order: a page (HTTP 200, HTML or text) with its address and the time it was
    fetched. One that cannot be read is a RecordError; one that is no page, plainly no article or in a language that is not read
    is Dropped, before it is taken apart. Raises SourceError where FastWARC is missing."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise SourceError(f"{name}: web archives need fastwarc, which is not installed. Run: pip install 'kawat[desk]'") from None
    last = 0
    for record in _records(ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True), name):
        if isinstance(record, RecordError):
            yield record
            continue
        last = record.stream_pos
        headers = record.http_headers
        content_type = record.http_content_type or ""
        if headers is None or headers.status_code != 200:
            yield Dropped("not HTTP 200")
        elif content_type not in _PAGES:
            yield Dropped("neither HTML nor text")
        elif record.content_length > INPUT_BYTES:
            yield Dropped(f"over {INPUT_BYTES:,} bytes")
        else:
            yield _page(record, content_type, name)
    if _cut(stream, last):
        yield RecordError(f"{name} breaks off: its last packed record is cut short. Is the file whole?")


def _cut(stream: BinaryIO, last: int) -> bool:
    """Whether a packed archive ends in the middle of a member, which FastWARC takes for its end; looked at from byte ``last``,
    where the last record begins."""
    if not stream.seekable():
        return False
    stream.seek(last)
    unpacker, piece = zlib.decompressobj(31), stream.read(_PIECE)
    if not piece.startswith(b"\x1f\x8b"):
        return False
    while piece:
        try:
            unpacker.decompress(piece, _PIECE)
        except zlib.error:
            return True
        if not unpacker.eof:
            piece = unpacker.unconsumed_tail or stream.read(_PIECE)
        elif piece := unpacker.unused_data or stream.read(_PIECE):
            unpacker = zlib.decompressobj(31)
    return not unpacker.eof


def _page(record: Any, content_type: str, name: str) -> Document | Dropped | RecordError:
    url = squeeze(clean((record.headers.get("WARC-Target-URI") or "").strip("<>")))
    charset = record.http_charset or ""
    try:
        data = record.reader.read()
        if data[:2] == b"\x1f\x8b":
            data = unpack(data, record.http_headers.get("Content-Encoding") or "", INPUT_BYTES, url)
        if reason := turned_away(data, charset, content_type == "text/plain"):
            return Dropped(reason)
        return document_from_bytes(
            data,
            source=f"{name}:{record.stream_pos}",
            url=url,
            content_type=content_type,
            charset=charset,
            fetched=record.headers.get("WARC-Date") or "",
        )
    except SourceError as problem:
        return RecordError(f"{name}, {url or 'a page without address'}: {problem}")
    except (OSError, EOFError, ValueError, zlib.error) as problem:
        return RecordError(f"{name}, {url or 'a page without address'} is damaged: {problem}")


def _records(archive: Iterator[Any], name: str) -> Iterator[Any]:
    """The records of an archive; where one is damaged the archive ends, and that is told."""
    while True:
        try:
            record = next(archive, None)
        except (OSError, EOFError, ValueError, zlib.error) as problem:
            yield RecordError(f"{name} breaks off: {problem}. The pages behind that place were not read.")
            return
        if record is None:
            return
        yield record
