"""Full-text search over a desk's articles: an index of SQLite's FTS5, kept beside the desk as a cache.

The index is filled from the desk and can be deleted at any time; where it is missing, damaged or of another Kawat, the next
``update`` makes it anew. ``docs/decisions/0017-search-by-fts5.md`` says why it is made as it is.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Literal, TypeVar, cast

import msgspec
from filelock import FileLock, Timeout

from kawat.desk import Desk
from kawat.desk.search import file
from kawat.desk.search.build import Progress, fill
from kawat.desk.search.names import beginning
from kawat.desk.search.paging import Hit, Hits, Order, cursor, page, titles, window
from kawat.desk.search.query import parse
from kawat.errors import DeskError
from kawat.limits import SEARCH_PAGE

__all__ = ["Hit", "Hits", "Index", "Suggestion"]

T = TypeVar("T")
MOST = SEARCH_PAGE
"""The longest page."""
# After so many steps of SQLite the clock is looked at; FTS5 takes some for each page that it reads.
_STEPS = 200
Kind = Literal["country", "body", "group", "person", "title"]


class Suggestion(msgspec.Struct, frozen=True):
    """What somebody may be about to type: an actor (with its ``code``) or the title of an article (with its ``document``)."""

    text: str
    kind: Kind
    code: str = ""
    document: str = ""


class Index:
    """The index of a desk, in ``folder`` or where its cache is kept (``kawat.desk.search.file.folder_of``).

    For many threads at a time; ``update`` may run while others search::

        index = Index(kawat.Desk("news"))
        index.update()
        index.find('gencatan senjata -"hak veto"', outlet="Antara", since="2024-01-01").rows
    """

    def __init__(self, desk: Desk, folder: Path | None = None) -> None:
        self._store = desk.store
        self._path = (folder or file.folder_of(desk.store.place)) / file.NAME
        self._idle: LifoQueue[tuple[int, sqlite3.Connection]] = LifoQueue()
        self._damaged = False

    def update(self, progress: Progress | None = None) -> int:
        """Adds what is new on the desk since the last time; how many articles. ``progress`` is told (done, all) by batch.

        At once where nothing is new; where another process or thread is at it already, it is left to that one (0). Raises
        DeskError where the folder cannot be written.
        """
        try:
            # Beside the desk's tables: a desk that has been moved away is not made again by its index.
            self._path.parent.mkdir(parents=self._path.parent.name != ".search", exist_ok=True)
            with FileLock(self._path.with_name(file.LOCK), timeout=0, thread_local=False):
                try:
                    added = fill(self._path, self._store, progress, self._damaged)
                except sqlite3.Error as problem:
                    if not file.damaged(problem):
                        raise
                    added = fill(self._path, self._store, progress, anew=True)
                self._damaged = False
                return added
        except Timeout:
            return 0
        except (OSError, sqlite3.Error) as problem:
            raise DeskError(
                f"the search index {self._path} cannot be written ({problem}). Make room or correct the rights there; the index "
                "may be deleted, it is made anew."
            ) from None

    def find(
        self, words: str, *, outlet: str = "", language: str = "", since: str = "", until: str = "", order: Order = "newest",
        limit: int = 20, after: str = "", typing: bool = False, seconds: float = 5,
    ) -> Hits:  # fmt: skip
        """Articles in which all words occur: ``"exact phrases"``, ``-without``, ``begin*``; no words stand for all articles.

        Filters are an outlet, a language and days (ISO 8601, both included). ``order`` "best" puts first what has all words in
        the title, then what has them near to each other, and the newest first among those. ``after`` is the ``next`` of a page
        of the same query; ``typing`` takes the last word for the beginning of one. Raises DeskError for a wrong day, order or
        cursor, and for what takes longer than ``seconds``.
        """
        if order not in ("newest", "best"):
            raise DeskError(f"order: {order!r} is neither newest nor best.")
        query, within, start = parse(words, typing=typing), window(outlet, language, since, until), cursor(after, order)
        limit = min(max(limit, 1), MOST)
        found = self._ask(lambda index: page(index, query, within, order, limit, start), seconds)
        return found or Hits((), 0, False, "", False)

    def suggest(self, prefix: str, limit: int = 8, *, seconds: float = 2) -> list[Suggestion]:
        """Actors of the registry (by name in either language, or code), then titles, the newest first, as somebody types.

        Raises DeskError for what takes longer than ``seconds``.
        """
        out = [Suggestion(one.name, cast(Kind, one.kind), one.code) for one in beginning(prefix, (limit + 1) // 2)]
        query = parse(prefix, typing=True)
        if query.wanted and limit > len(out):
            found = self._ask(lambda index: titles(index, query, limit - len(out)), seconds) or {}
            out += [Suggestion(title, "title", document=document) for title, document in found.items()]
        return out

    def close(self) -> None:
        """Closes the file; a later question opens it again."""
        with suppress(Empty):
            while True:
                self._idle.get_nowait()[1].close()

    def _ask(self, question: Callable[[sqlite3.Connection], T], seconds: float) -> T | None:
        """The answer as of one moment; None where no index can be read. Raises DeskError where it takes too long."""
        taken = self._take()
        if taken is None:
            return None
        inode, connection = taken
        late = time.monotonic() + seconds
        connection.set_progress_handler(lambda: time.monotonic() > late, _STEPS)
        try:
            connection.execute("BEGIN")
            answer = question(connection)
            connection.execute("ROLLBACK")
        except sqlite3.Error as problem:
            connection.close()
            if getattr(problem, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
                raise DeskError(f"the search took longer than {seconds:g} s. Ask for rarer words, or for fewer days.") from None
            if not file.damaged(problem):
                raise DeskError(f"the search index {self._path} cannot be read ({problem}). It may be deleted.") from None
            self._damaged = True
            return None
        except BaseException:
            connection.close()
            raise
        connection.set_progress_handler(None, 0)
        self._idle.put((inode, connection))
        return answer

    def _take(self) -> tuple[int, sqlite3.Connection] | None:
        """A connection to the file that is there now; None where there is none. One is kept for each question at a time."""
        try:
            inode = self._path.stat().st_ino
            with suppress(Empty):
                while True:
                    there, connection = self._idle.get_nowait()
                    if there == inode:
                        return there, connection
                    connection.close()  # of a file that has been made anew since
            return inode, file.open_reader(self._path)
        except (OSError, sqlite3.Error):
            return None
