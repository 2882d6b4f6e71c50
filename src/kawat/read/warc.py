"""Web archives (WARC, also packed; Common Crawl's news among them): the pages that they hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from kawat.errors import RecordError, SourceError
from kawat.read import document_from_bytes
from kawat.read.source import MAX_BYTES
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
    for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True, max_content_length=MAX_BYTES):
        headers = record.http_headers
        if headers is None or headers.status_code != 200 or (record.http_content_type or "") not in _PAGES:
            continue
        url = (record.headers.get("WARC-Target-URI") or "").strip("<>")
        try:
            yield document_from_bytes(
                record.reader.read(),
                source=f"{name}:{record.stream_pos}",
                url=url,
                content_type=record.http_content_type or "",
                charset=record.http_charset or "",
                fetched=record.headers.get("WARC-Date") or "",
            )
        except SourceError as problem:
            yield RecordError(f"{name}, {url or 'a page without address'}: {problem}")
