"""Every limit that keeps input, askers and other servers from holding Kawat: named, set here, and taken from here.

docs/limits.md lists them all. A caller may go below or above some of them for one call (``max_bytes``, ``timeout``); the
values here are what holds where nothing is said.
"""

from __future__ import annotations

# --- asking an address (read.fetch)

FETCH_SECONDS = 20.0
"""Seconds for one address in all: its name, every redirect, every byte. A page that trickles in is given up."""
FETCH_REDIRECTS = 5
"""Redirects followed for one address; browsers allow 20, an article needs one or two."""
FETCH_PACKINGS = 2
"""Layers of Content-Encoding that are undone; one is usual, a server before a server may add another."""
FETCH_HEADER = 1_000
"""Characters of an ETag or Last-Modified that is kept for the next time; a longer one counts as absent."""
ADDRESS_CHARACTERS = 8_000
"""Characters of an address that is asked or redirected to; servers commonly refuse more than 8,000."""
RETRY_AFTER_SECONDS = 86_400.0
"""The longest wait, in seconds, that a Retry-After is taken to ask for; it is data from outside, and may say a century."""

# --- unpacking (read.unpack)

INPUT_BYTES = 20_000_000
"""Bytes of one page, feed, table row or text after unpacking, unless the caller says otherwise."""
GZIP_MEMBERS = 1_000
"""Members of one gzip answer; each costs a fresh start, and empty ones cost no bytes."""
