"""Filling the index: the articles that are new on the desk since it was last filled, month by month, the newest first.

Each batch is one transaction, so that a process may die at any moment; the next one goes on from there. Which articles are
there already is known by their ids, month by month; a month whose number of documents has not changed is passed over,
as a desk's documents are only ever added to.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from kawat.desk.questions import connect
from kawat.desk.search import file
from kawat.desk.search.query import EVERY, MARK, plain
from kawat.desk.store import DOCUMENTS, Store

BATCH = 5_000
Progress = Callable[[int, int], None]
_ADDED = "INSERT INTO words (rowid, title, text, outlet, tags, marks) VALUES (?, ?, ?, ?, ?, ?)"
_TAKEN = "INSERT INTO words (words, rowid, title, text, outlet, tags, marks) VALUES ('delete', ?, ?, ?, ?, ?, ?)"
# The newest revision of each article of a month, but for those whose ids are known; few articles have a second revision.
_NEW = """
    SELECT id, key, url, title, outlet, language, reported, published, array_to_string(tags, ' ') AS tags, text
    FROM documents d ANTI JOIN known USING (id)
    ANTI JOIN (SELECT key, max(revision) AS revision FROM documents WHERE revision > 1 GROUP BY key) newer
        ON newer.key = d.key AND d.revision < newer.revision
    WHERE month = ?
"""


def fill(path: Path, store: Store, progress: Progress | None, anew: bool = False) -> int:
    """Brings the index to the desk's newest version; how many articles it added. Only for who is alone."""
    versions = store.versions()
    desk = str(store.table(DOCUMENTS).metadata().id)
    index = (file.new_writer if anew else file.open_writer)(path, desk)
    try:
        if index.execute("SELECT version FROM desk").fetchone()[0] == versions[DOCUMENTS]:
            return 0
        with connect(store, versions[DOCUMENTS]) as source:
            counted: dict[str, int] = dict(source.execute("SELECT month, count(*) FROM documents GROUP BY month").fetchall())
            filled = dict(index.execute("SELECT month, documents FROM months").fetchall())
            if any(counted.get(month, 0) < documents for month, documents in filled.items()):
                index.close()
                index = file.new_writer(path, desk)  # articles have left the desk
                filled = {}
            # "undated" comes last
            grown = sorted((m for m, documents in counted.items() if documents != filled.get(m)), key=_newest, reverse=True)
            added, total = 0, sum(counted[month] - filled.get(month, 0) for month in grown)
            for month in grown:
                for batch in _batches(source, index, month):
                    added += _add(index, month, batch)
                    if progress:
                        progress(added, max(added, total))
                index.execute("INSERT OR REPLACE INTO months VALUES (?, ?)", (month, counted[month]))
        index.execute("UPDATE desk SET version = ?", (versions[DOCUMENTS],))
        index.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return added
    finally:
        index.close()


def _newest(month: str) -> str:
    return month if month[:1].isdigit() else ""


def _batches(source: Any, index: sqlite3.Connection, month: str) -> Iterator[list[dict[str, Any]]]:
    ids = [row[0] for row in index.execute("SELECT id FROM articles WHERE month = ?", (month,))]
    source.register("known", pa.table({"id": pa.array(ids, pa.string())}))
    for batch in source.sql(_NEW, params=[month]).to_arrow_reader(BATCH):
        articles = {row["key"]: row for row in batch.to_pylist()}
        yield sorted(articles.values(), key=lambda row: (row["reported"] or date.min, row["published"] or "", row["id"]))


def _add(index: sqlite3.Connection, month: str, batch: list[dict[str, Any]]) -> int:
    """Puts a batch in as one transaction, and takes out the older revisions of its articles."""
    index.execute("BEGIN IMMEDIATE")
    try:
        _take_out(index, [_key(row["key"]) for row in batch])
        words, articles, texts, free, marks = [], [], [], _Free(index), _Marks(index)
        for row in batch:
            number = free.next(row["reported"])
            outlet, language = (marks.of(kind, row[kind] or "") for kind in ("outlet", "language"))
            title, tags, text = (plain(row[name] or "") for name in ("title", "tags", "text"))
            words.append((number, title, text, plain(row["outlet"] or ""), tags, _words(outlet, language)))
            articles.append((number, row["id"], _key(row["key"]), row["url"], title, outlet, language, tags, month))
            texts.append((number, zlib.compress(text.encode())))
        index.executemany(_ADDED, words)  # in the order of their rows: FTS5 writes out what it holds when one goes back
        index.executemany("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", articles)
        index.executemany("INSERT INTO texts VALUES (?, ?)", texts)
        index.execute("COMMIT")
    except BaseException:
        index.execute("ROLLBACK")
        raise
    return len(batch)


def _take_out(index: sqlite3.Connection, keys: list[int]) -> None:
    """A table without the texts themselves forgets a row by being told again what stood in it."""
    there = "SELECT row FROM articles WHERE key IN (SELECT value FROM json_each(?)) ORDER BY row"
    rows = [row for (row,) in index.execute(there, (json.dumps(keys),)).fetchall()]
    for row in rows:
        title, tags, outlet, language, name, text = index.execute(
            "SELECT title, tags, outlet, language, value, text FROM articles JOIN texts USING (row) "
            "JOIN marks ON number = outlet WHERE articles.row = ?", (row,)
        ).fetchone()  # fmt: skip
        known = (row, title, zlib.decompress(text).decode(), plain(name), tags, _words(outlet, language))
        index.execute(_TAKEN, known)
        index.execute("DELETE FROM articles WHERE row = ?", (row,))
        index.execute("DELETE FROM texts WHERE row = ?", (row,))


class _Free:
    """Rows that are free, day by day."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index
        self._last: dict[int, int] = {}

    def next(self, day: date | None) -> int:
        first = file.first_row(day)
        if first not in self._last:
            limits = (first, first + file.A_DAY)
            ((last,),) = self._index.execute("SELECT max(row) FROM articles WHERE row >= ? AND row < ?", limits).fetchall()
            self._last[first] = last or first
        self._last[first] += 1
        return self._last[first]


class _Marks:
    """The numbers of the filters' values, new ones where they have none yet."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index
        known = index.execute("SELECT kind, value, number FROM marks").fetchall()
        self._known: dict[tuple[str, str], int] = {(kind, value): number for kind, value, number in known}

    def of(self, kind: str, value: str) -> int:
        if (kind, value) not in self._known:
            made = self._index.execute("INSERT INTO marks (kind, value) VALUES (?, ?)", (kind, value))
            self._known[kind, value] = int(made.lastrowid or 0)
        return self._known[kind, value]


def _words(*numbers: int) -> str:
    return " ".join(f"{MARK}{number}" for number in (EVERY, *numbers))


def _key(key: str) -> int:
    """An article's key as a number of 64 bits, which takes less room."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)
