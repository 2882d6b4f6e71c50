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

# --- files, archives, tables (read.sources, read.packed, read.table, read.feed, read.warc)

UNPACKED_RATIO = 200
"""Times its own size that a .gz or .zip may unpack to (above INPUT_BYTES); text packs to a tenth, rarely to a fiftieth."""
ARCHIVE_MEMBERS = 1_000_000
"""Files in one .zip that are read."""
LINE_BYTES = 20_000_000
"""Bytes (of CSV: characters) of one line of a table; a longer one is told of and passed over."""
PARQUET_ROWS = 16
"""Rows of a Parquet table taken at once: each may hold INPUT_BYTES, and all are in memory twice."""
LISTING_BYTES = 52_428_800
"""Bytes of a sitemap or feed in a file; what the standard of sitemaps allows."""
LISTING_ENTRIES = 50_000
"""Entries of a sitemap or feed; what the standard of sitemaps allows. Further ones are left out."""
SITEMAP_DEPTH = 3
"""How deep sitemaps may point at sitemaps."""
FEED_TAGS = 150_000
"""Tags of a feed, those in its texts too; feedparser takes 20 microseconds for each. About 10,000 entries."""
FEED_ATTRIBUTES = 1_000
"""Attributes of one element of a feed; feedparser takes time that grows with their square."""

# --- one page or text (read)

PAGE_ELEMENTS = 200_000
"""Elements of one HTML page; long live reports have 50,000."""
PAGE_ATTRIBUTES = 1_000
"""Attributes of one element; building a tree takes time that grows with their square."""
PAGE_UNCOUNTED = 200_000
"""Characters up to which a page is not counted beforehand: it cannot hold enough to take long."""
PAGE_LINES = 20_000
"""Paragraphs, headings and list items of one page or text that are sorted; those behind them are left out, with a note."""
SPARE_ELEMENTS = 20_000
"""Elements of a page with almost no text that trafilatura is asked about; it takes 40 times as long as our own reading."""
NAME_CHARACTERS = 1_000
"""Characters of an element's class and id that are looked at."""
DATES_LOOKED_AT = 500
"""Elements named for a date ("detail__date") that are read for one."""
GLUED_CHARACTERS = 100_000
"""Characters of one paragraph that are searched for glued-in advertisements."""
COMBINING_MARKS = 30
"""Accents on one letter (the bound of Unicode's stream-safe text, UAX 15); further ones are left out."""
