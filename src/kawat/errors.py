"""Kawat's exceptions: each message says what is wrong, where, and what to do next.

::

    KawatError
    +-- SourceError        a file, URL or stream cannot be read
    |   +-- FetchError     a URL is refused or out of reach
    |   +-- EndpointError  a coder's endpoint is not set up, out of reach, or gives no usable answer
    +-- RecordError        one input record is unusable (names its line)
    +-- OverlayError       a user's overlay file is wrong (names its row)
    +-- DataError          a data file of the package is missing or damaged
    +-- DeskError          a desk is missing, held by another writer, or asked what it cannot answer
    +-- EngineError        worker processes or a cluster cannot do the work
    +-- ExportError        what is exported cannot be written as its format asks
    +-- UnknownNameError   an event type, actor or coder that does not exist
"""

from __future__ import annotations


class KawatError(Exception):
    """Root of everything that Kawat raises on purpose."""


class SourceError(KawatError):
    """A file, URL or stream cannot be read."""


class FetchError(SourceError):
    """A URL is refused or out of reach.

    ``kind`` tells what stood in the way: ``refused`` (a private address, another scheme, no address at all), ``unreachable``,
    ``timeout``, ``too large``, ``damaged`` (it breaks off, cannot be unpacked), ``redirects`` (too many, or in a circle), or
    ``status`` (the server answered with something else than a page).
    """

    def __init__(self, message: str = "", *, kind: str = "unreachable") -> None:
        super().__init__(message)
        self.kind = kind


class EndpointError(SourceError):
    """The endpoint that a coder asks is not set up, out of reach, or gives no usable answer."""


class RecordError(KawatError):
    """One input record is unusable; the message names its line."""


class OverlayError(KawatError):
    """A user's overlay file is wrong; the message names its row."""


class DataError(KawatError):
    """A data file of the package is missing or damaged."""


class DeskError(KawatError):
    """A desk is missing, held by another writer, or asked what it cannot answer."""


class UnknownNameError(KawatError):
    """An event type, actor or coder that does not exist."""


class ExportError(KawatError):
    """What is exported cannot be written as its format asks; the message names the row and the column."""


class EngineError(KawatError):
    """Worker processes or a cluster cannot do the work: missing, out of reach, of another version, or ended at once."""
