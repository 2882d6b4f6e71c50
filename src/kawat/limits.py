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
BLANK_LINES = 1_000_000
"""Empty lines in a row behind which a file of JSON lines is given up."""
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
HEADING_CHARACTERS = 2_000
"""Characters of a headline, byline, outlet, place or address of a document; longer ones are cut, a longer address is none."""
TAGS = 100
"""Tags of one document that are kept."""
COMBINING_MARKS = 30
"""Accents on one letter (the bound of Unicode's stream-safe text, UAX 15); further ones are left out."""

# --- what the network is asked (claims.endpoint_http), what a user adds (actors.overlay)

ENDPOINT_BYTES = 1_000_000
"""Bytes of one answer of a coder's endpoint; a sentence's claims take a thousandth."""
ENDPOINT_TRIES = 3
"""How often one question is asked of a coder's endpoint."""
ENDPOINT_WAIT_SECONDS = 30.0
"""The longest wait, in seconds, before a coder's endpoint is asked again, whatever it says."""
OVERLAY_BYTES = 5_000_000
"""Bytes of an overlay of own actors; the packaged registry has a fifth."""
JSONLD_CHARACTERS = 2_000_000
"""Characters of one JSON-LD script of a page that are read."""

# --- worker processes and clusters (engines, ingest.spread)

WORKER_SECONDS = 60.0
"""Seconds that a document may take, and some more by its size: many times what the slowest coder of Kawat's own takes."""
WORKER_BYTES_A_SECOND = 2_000
"""Bytes of a document's record for which it has a second more."""
WORKER_START_SECONDS = 300.0
"""Seconds that a worker process may take until it has loaded its coder."""
WORKER_BYTES = 4_294_967_296
"""Bytes of memory of a worker process, where the system can bound it (Linux)."""
WORKER_TRIES = 2
"""Worker processes that a document may bring down before it is put into quarantine."""
WORKERS_STILLBORN = 6
"""Worker processes in a row, for each of ``--jobs``, that may end without having coded anything; then the run ends."""
CLUSTER_REACH_SECONDS = 20
"""Seconds in which a Dask scheduler must answer."""
CLUSTER_TOLD = 5_000_000
"""Documents of the desk that the workers of a cluster are told of (40 MB); beyond that, what they code twice is dropped later."""

# --- a watch: what is asked for, and what is told (watch)

WATCH_WAITING = 200
"""Documents that may wait for the coder and the desk, and ten more for each connection; beyond that no page is asked for."""
ROBOTS_BYTES = 512_000
"""Bytes of a robots.txt that count: what RFC 9309 asks for and a little more. Of four times as many it is given up."""
ROBOTS_SECONDS = 86_400.0
"""Seconds that a robots.txt holds before it is asked for again: the longest that RFC 9309 allows."""
SITEMAP_CHILDREN = 500
"""Sitemaps below one sitemap that are watched."""
WATCH_MERGE_SECONDS = 7_200.0
"""Seconds that one merge of a watch may take."""
LOG_CHARACTERS = 2_000
"""Characters of one value in the log."""
LOG_TRACE_CHARACTERS = 20_000
"""Characters of one error's traceback in the log."""
LOG_BYTES = 20_000_000
"""Bytes of a log file before it is put aside."""
LOG_FILES = 5
"""Log files that were put aside and are kept."""
METRIC_SOURCES = 2_000
"""Names of sources that /metrics tells apart; those that come after them count as "other"."""
HEALTH_SECONDS = 5
"""Seconds that a client of /metrics and /health may take for its request; twice as many in all."""
HEALTH_AT_ONCE = 16
"""Requests to /metrics and /health that are answered at the same time; more are turned away."""
HEALTH_LINE_BYTES = 2_048
"""Bytes of the first line of a request to /metrics and /health."""

# --- alerts (watch.alerts)

ALERTS_RAISED = 200
"""Alerts that a rule raises at one look; what goes beyond is noted in the desk and not sent."""
ALERTS_SENT = 200
"""Alerts that go to a channel at one time; the others follow."""
ALERT_ARTICLES = 1_000
"""New articles that a rule's own filter is asked about together."""
ALERT_FILTER_SECONDS = 60.0
"""Seconds that a rule's own filter may take for them."""
ALERT_SHIFTS = 20
"""Shifts that are looked at, the largest first, where a rule means any dyad."""
ALERT_ANSWER_BYTES = 65_536
"""Bytes of a webhook's answer that are read; nothing in them is used."""
ALERT_RETRY_SECONDS = 3_600.0
"""The longest rest, in seconds, between two tries of a channel; it starts with ten seconds and doubles."""
MAIL_ALERTS = 50
"""Alerts in one e-mail."""
MAIL_SUBJECT_CHARACTERS = 160
"""Characters of an e-mail's subject."""

# --- the desk and its search (desk)

SEARCH_PAGE = 100
"""Articles on one page of search results."""
SEARCH_PARTS = 32
"""Words and phrases of a search that count; those behind them are left out."""
SNIPPET_CHARACTERS = 20_000
"""Characters of an article that a snippet is looked for in."""
QUESTIONS_AT_ONCE = 8
"""Questions that one desk answers at the same time."""

# --- the web desk (web)

WEB_BODY_BYTES = 2_000_000
"""Bytes that may be sent with one request."""
WEB_BODY_SECONDS = 30.0
"""Seconds in which they must have come."""
WEB_QUERY_CHARACTERS = 8_000
"""Characters of an address's query."""
WEB_HEADER_CHARACTERS = 32_000
"""Characters of all headers of a request."""
WEB_FORM_BYTES = 65_536
"""Bytes of one form; the longest, a correction with its reason, has a tenth."""
WEB_FORM_FIELDS = 60
"""Fields of one form; the longest has twenty."""
WEB_NAME_CHARACTERS = 80
"""Characters of the name under which somebody corrects claims."""
WEB_SEARCH_CHARACTERS = 300
"""Characters of a search on a page; nobody means the rest."""
WEB_CLIENTS = 20_000
"""Askers whose rate is remembered; the one who asked longest ago goes first."""
WEB_SESSIONS = 10_000
"""People signed in by the form at once."""
WEB_SESSION_SECONDS = 43_200
"""Seconds for which somebody stays signed in."""
WEB_ROWS = 500
"""Rows of one page of the API."""
WEB_PERIODS = 4_000
"""Periods of one relation's series."""
WEB_DAYS = 36_600
"""Days over which the pages of many dyads fit levels: a hundred years."""
WEB_CODE_RECORDS = 50
"""Texts in one request to be coded."""
WEB_CODE_CHARACTERS = 100_000
"""Characters of all texts in one request to be coded."""
WEB_CODE_SECONDS = 30.0
"""Seconds that coding one request may take."""
WEB_CODE_WAITING = 4
"""Requests to be coded that may wait their turn."""
WEB_SEARCH_SECONDS = 5.0
"""Seconds that a search of the API may take."""
WEB_ROWS_SECONDS = 20.0
"""Seconds that a page of rows of the API may take."""
WEB_PAGE_SECONDS = 10.0
"""Seconds that one question of a page may take."""
WEB_STREAM_SECONDS = 600.0
"""Seconds that a stream of all rows may take."""
WEB_STREAMS = 4
"""Streams of all rows at the same time."""
WEB_EXPORT_SECONDS = 900.0
"""Seconds that building an export may take."""
WEB_EXPORT_EVENTS = 500_000
"""Events that an export built by the server may hold; ``kawat export`` has no bound."""
WEB_EXPORTS_WAITING = 3
"""Exports that may wait to be built; one is built at a time."""
WEB_EXPORTS_KEPT = 12
"""Exports that are kept, for a day at most."""
WEB_MERGE_SECONDS = 1_800.0
"""Seconds that merging after corrections may take."""
