"""The index's file: SQLite with one FTS5 table over the articles, and what a list of hits shows of them.

A row's id begins with the day of its article, so that FTS5 walks from the newest to the oldest by itself and stops as soon as
a page is full; an article that comes late gets its place among those of its day. The filters' values are words of the
FTS5 table too (``marks``), so that a common word from a rare outlet is found by intersecting two lists.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from datetime import date
from pathlib import Path

from kawat.desk.place import Local, Place
from kawat.desk.search.query import EVERY

SCHEMA = 1
NAME, LOCK = "articles.sqlite", "articles.lock"
A_DAY = 1 << 24
"""So many rows there are for the articles of one day."""
TOKENIZER = 'tokenize = "unicode61 remove_diacritics 2"'
_TABLES = (
    f"CREATE VIRTUAL TABLE words USING fts5(title, text, outlet, tags, marks, content = '', prefix = '3 4', {TOKENIZER})",
    "CREATE TABLE articles (row INTEGER PRIMARY KEY, id TEXT, key INTEGER UNIQUE, url TEXT, title TEXT, outlet INTEGER,"
    " language INTEGER, tags TEXT, month TEXT)",
    "CREATE INDEX known ON articles (month, id)",
    "CREATE TABLE texts (row INTEGER PRIMARY KEY, text BLOB)",
    "CREATE TABLE marks (number INTEGER PRIMARY KEY, kind TEXT, value TEXT, UNIQUE (kind, value))",
    "CREATE TABLE months (month TEXT PRIMARY KEY, documents INTEGER)",
    "CREATE TABLE desk (id TEXT, version INTEGER)",
)
# Of an error's code, those that say that the file is no longer what was written (SQLITE_CORRUPT, _NOTADB; a short read).
_DAMAGED, _SHORT = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB), 522


def folder_of(place: Place) -> Path:
    """Where the index of a desk lies: beside its tables where the user may write there, else in the user's cache folder."""
    if isinstance(place, Local):
        own = place.folder / ".search"
        if os.access(own if own.exists() else place.folder, os.W_OK):
            return own
        address = str(place.folder.resolve())
    else:
        address = str(place)
    return caches() / "kawat" / "search" / hashlib.sha256(address.encode()).hexdigest()[:16]


def caches() -> Path:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        if os.environ.get(name):
            return Path(os.environ[name])
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")


def first_row(day: date | None) -> int:
    """The lowest row of a day; those of undated articles are below all days."""
    return (day.toordinal() if day else 0) * A_DAY


def day_of_row(row: int) -> str:
    """The day of a row's article, ISO 8601; "" for none."""
    return date.fromordinal(row // A_DAY).isoformat() if row >= A_DAY else ""


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that only reads; raises sqlite3.Error where there is no file."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA cache_size = -16000")
    return connection


def open_writer(path: Path, desk: str) -> sqlite3.Connection:
    """A connection that writes, to the index of the desk with this id: an empty one where the file is another's or damaged.

    Only for who is alone.
    """
    connection = _writer(path)
    try:
        ((schema,),) = connection.execute("PRAGMA user_version").fetchall()
        if schema == SCHEMA and connection.execute("SELECT id FROM desk").fetchall() == [(desk,)]:
            return connection
        connection.close()
    except sqlite3.Error as problem:
        connection.close()
        if not damaged(problem):
            raise
    return new_writer(path, desk)


def new_writer(path: Path, desk: str) -> sqlite3.Connection:
    """As ``open_writer``, always with an empty index."""
    for end in ("", "-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)
    connection = _writer(path)
    connection.execute("BEGIN")
    for made in _TABLES:
        connection.execute(made)
    connection.execute("INSERT INTO marks VALUES (?, '', '')", (EVERY,))
    connection.execute("INSERT INTO desk VALUES (?, -1)", (desk,))
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
    connection.execute("COMMIT")
    return connection


def _writer(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for setting in ("journal_mode = WAL", "synchronous = NORMAL", "cache_size = -32000"):
            connection.execute(f"PRAGMA {setting}")
    except sqlite3.Error as problem:
        if not damaged(problem):
            connection.close()
            raise
    return connection


def damaged(problem: sqlite3.Error) -> bool:
    """Whether an error says that the file is no index (any more), rather than that it is busy or the disk full."""
    code = getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    missing = code == sqlite3.SQLITE_ERROR and ("no such" in str(problem) or "vtable" in str(problem))
    return code & 0xFF in _DAMAGED or code == _SHORT or missing
