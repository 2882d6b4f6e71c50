"""A page of hits: the matches of a query in their order, from a cursor on, and what is shown of each."""

from __future__ import annotations

import re
import sqlite3
import zlib
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from kawat.desk.search import file
from kawat.desk.search.query import Query, matching
from kawat.desk.search.snippet import highlights
from kawat.errors import DeskError

COUNTED = 1_000
"""Matches are counted up to here."""
Order = Literal["newest", "best"]
_CURSOR = re.compile(r"(?P<order>[nb])(?P<level>[0-2])\.(?P<row>[0-9a-f]{1,15})\.(?P<total>[0-9]{1,4})", re.ASCII)
_ROWS = "SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC LIMIT ?"
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? AND rowid >= ? AND rowid < ? LIMIT ?)"
_ARTICLE = (
    "SELECT a.id, a.url, a.title, outlets.value, languages.value, texts.text FROM articles a JOIN texts USING (row) "
    "JOIN marks outlets ON outlets.number = a.outlet JOIN marks languages ON languages.number = a.language WHERE a.row = ?"
)
_END = file.first_row(date.max) + file.A_DAY


class Hit(msgspec.Struct, frozen=True):
    """An article that was found; ``day`` is ISO 8601 or "".

    ``spans`` and ``title_spans`` are the (start, end) offsets, in code points of ``snippet`` and ``title``, at which the
    query's words stand. Both texts are as the article has them: whoever shows them in a page escapes them.
    """

    document: str
    url: str
    title: str
    title_spans: tuple[tuple[int, int], ...]
    outlet: str
    day: str
    language: str
    snippet: str
    spans: tuple[tuple[int, int], ...]


class Hits(msgspec.Struct, frozen=True):
    """A page of hits.

    ``total`` is how many articles match, as counted for the first page; ``more`` tells that there are more than that.
    ``next`` is the cursor of the next page, "" after the last. ``complete`` tells whether the index has been filled to its
    end; while it has not, the newest months are there first.
    """

    rows: tuple[Hit, ...]
    total: int
    more: bool
    next: str
    complete: bool


class Window(NamedTuple):
    """Which matches count: those with the outlet and the language ("" for all), and the rows of some days."""

    outlet: str
    language: str
    low: int
    high: int


class Cursor(NamedTuple):
    """Where a page begins: below a row, in one of the query's levels; and how many there were (-1: not counted yet)."""

    level: int = 0
    row: int = _END
    total: int = -1


def window(outlet: str, language: str, since: str, until: str) -> Window:
    """The window of the filters; raises DeskError for what is no day."""
    try:
        first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    except ValueError:
        raise DeskError(f"{since or until}: write a day as 2024-05-31.") from None
    low = file.first_row(first or (date.min if last else None))  # without a day an article is in no span of days
    return Window(outlet, language, low, file.first_row(last) + file.A_DAY if last else _END)


def cursor(written: str, order: Order) -> Cursor:
    """The cursor that an earlier page gave; raises DeskError for anything else."""
    if not written:
        return Cursor()
    read = _CURSOR.fullmatch(written)
    if read is None or read["order"] != order[0]:
        raise DeskError("after: this is no cursor of this search. Take the next of a page in the same order, or begin anew.")
    return Cursor(int(read["level"]), int(read["row"], 16), int(read["total"]))


def page(index: sqlite3.Connection, query: Query, within: Window, order: Order, limit: int, start: Cursor) -> Hits:
    """The hits from a cursor on."""
    marks = _marks(index, within)
    complete = bool(index.execute("SELECT version >= 0 FROM desk").fetchone()[0])
    if marks is None or query.nothing:
        return Hits((), 0, False, "", complete)
    levels = query.levels() if order == "best" else query.levels()[-1:]
    total = start.total
    if total < 0:
        every = matching(levels[-1], (), marks, query.unwanted)
        ((total,),) = index.execute(_COUNT, (every, within.low, within.high, COUNTED + 1)).fetchall()
    found: list[tuple[int, int]] = []
    for number, level in enumerate(levels):
        if number >= start.level and len(found) <= limit:
            asked = matching(level, levels[:number], marks, query.unwanted)
            high = min(within.high, start.row) if number == start.level else within.high
            rows = index.execute(_ROWS, (asked, within.low, high, limit + 1 - len(found)))
            found += [(number, row) for (row,) in rows]
    following = f"{order[0]}{found[limit - 1][0]}.{found[limit - 1][1]:x}.{total}" if len(found) > limit else ""
    return Hits(_hits(index, [row for _, row in found[:limit]], query), min(total, COUNTED), total > COUNTED, following, complete)


def titles(index: sqlite3.Connection, query: Query, limit: int) -> dict[str, str]:
    """Titles that match, the newest first, with the document of each; the same title of several articles once."""
    asked = matching(query.levels()[0], (), (), query.unwanted)
    out: dict[str, str] = {}
    for (row,) in index.execute(_ROWS, (asked, 0, _END, 4 * limit)):
        document, title = index.execute("SELECT id, title FROM articles WHERE row = ?", (row,)).fetchone()
        out.setdefault(title, document)
    return dict(list(out.items())[:limit])


def _marks(index: sqlite3.Connection, within: Window) -> tuple[int, ...] | None:
    """The marks of the filters; None where no article has one of them."""
    out = []
    for kind, value in (("outlet", within.outlet), ("language", within.language)):
        if value:
            found = index.execute("SELECT number FROM marks WHERE kind = ? AND value = ?", (kind, value)).fetchone()
            if found is None:
                return None
            out.append(int(found[0]))
    return tuple(out)


def _hits(index: sqlite3.Connection, rows: list[int], query: Query) -> tuple[Hit, ...]:
    articles = [index.execute(_ARTICLE, (row,)).fetchone() for row in rows]
    texts = [(title, zlib.decompress(text).decode()) for _, _, title, _, _, text in articles]
    out = []
    for row, one, ((title, in_title), (snippet, spans)) in zip(rows, articles, highlights(query.any(), texts)):
        document, url, _, outlet, language, _ = one
        out.append(Hit(document, url, title, in_title, outlet, file.day_of_row(row), language, snippet, spans))
    return tuple(out)
