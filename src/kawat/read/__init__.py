"""A page or text becomes a Document: ``read_document``, or ``document_from_bytes`` for bytes at hand.

Reading plain text loads no HTML library; lxml is imported with the first page, trafilatura only for a page
whose layout shows almost no text.
"""

from __future__ import annotations

from pathlib import Path

from kawat.limits import FETCH_SECONDS
from kawat.read.assemble import Given, empty
from kawat.read.clean import clean
from kawat.read.source import MAX_BYTES, SourceInfo, decode, load, too_large
from kawat.types import Document

__all__ = ["MAX_BYTES", "SourceInfo", "decode", "document_from_bytes", "load", "read_document"]


def read_document(
    source: str | Path,
    *,
    url: str = "",
    outlet: str = "",
    published: str = "",
    title: str = "",
    language: str = "",
    timeout: float = FETCH_SECONDS,
    max_bytes: int = MAX_BYTES,
    allow_private: bool = False,
) -> Document:
    """Read one article from a file, "-" (standard input) or an http(s) address.

    ``url``, ``outlet``, ``published`` (ISO 8601), ``title`` and ``language`` go before what the page says.
    Raises SourceError or FetchError as ``load`` does, and SourceError for input that is no text.
    """
    data, info = load(source, timeout=timeout, max_bytes=max_bytes, allow_private=allow_private)
    return _document(
        data,
        Given(url or info.url, outlet, published, title, language, info.fetched, info.source),
        info.content_type,
        info.charset,
        max_bytes,
    )


def document_from_bytes(
    data: bytes,
    *,
    source: str,
    url: str = "",
    outlet: str = "",
    published: str = "",
    title: str = "",
    language: str = "",
    content_type: str = "",
    charset: str = "",
    fetched: str = "",
    max_bytes: int = MAX_BYTES,
) -> Document:
    """Read one article from bytes already at hand; ``source`` names them in messages and in the document."""
    given = Given(url, outlet, published, title, language, fetched, source)
    return _document(data, given, content_type, charset, max_bytes)


def _document(data: bytes, given: Given, content_type: str, charset: str, max_bytes: int) -> Document:
    if len(data) > max_bytes:
        raise too_large(given.source, max_bytes)
    if not data.strip(b" \t\r\n\x0b\x0c"):
        return empty(given, f"{given.source} holds {'no bytes' if not data else 'only white space'}")
    text, note = decode(data, charset=charset, source=given.source)
    notes = (note,) if note else ()
    if not clean(text[:2000]).strip() and not clean(text).strip():
        return empty(given, f"{given.source} holds only white space")
    from kawat.read.page import is_html, read_page

    if is_html(text, content_type):
        return read_page(text, given, notes)
    from kawat.read.text import read_text

    return read_text(text, given, notes)
