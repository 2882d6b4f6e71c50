"""Web archives (WARC, also packed; Common Crawl's news among them): the pages that they hold."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from kawat.errors import RecordError, SourceError
from kawat.limits import INPUT_BYTES
from kawat.read import document_from_bytes
from kawat.read.clean import clean, squeeze
from kawat.read.source import read_bounded
from kawat.read.unpack import unpack
from kawat.types import Document

SUFFIXES = (".warc", ".warc.gz")
_PAGES = ("text/html", "application/xhtml+xml", "text/plain")


def pages(stream: BinaryIO, name: str) -> Iterator[Document | RecordError]:
    """Every page that a server gave (HTTP 200, HTML or text), in the order of the archive, with its address and the time
    it was fetched; one that cannot be read is a RecordError. Raises SourceError where FastWARC is missing."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise SourceError(f"{name}: web archives need fastwarc, which is not installed. Run: pip install 'kawat[desk]'") from None
    for record in _records(ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True), name):
        if isinstance(record, RecordError):
            yield record
            continue
        headers = record.http_headers
        if headers is None or headers.status_code != 200 or (record.http_content_type or "") not in _PAGES:
            continue
        url = squeeze(clean((record.headers.get("WARC-Target-URI") or "").strip("<>")))
        try:
            body = read_bounded(record.reader, INPUT_BYTES, url or name)
            yield document_from_bytes(
                unpack(body, headers.get("Content-Encoding") or "", INPUT_BYTES, url) if body[:2] == b"\x1f\x8b" else body,
                source=f"{name}:{record.stream_pos}",
                url=url,
                content_type=record.http_content_type or "",
                charset=record.http_charset or "",
                fetched=record.headers.get("WARC-Date") or "",
            )
        except SourceError as problem:
            yield RecordError(f"{name}, {url or 'a page without address'}: {problem}")


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
