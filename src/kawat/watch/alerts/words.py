"""Which of some articles a query of words finds, as ``kawat search`` would find them: by FTS5, with the same words and parts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from kawat.desk.search.file import TOKENIZER
from kawat.desk.search.query import Query, parse, plain

COLUMNS = ("title", "text", "outlet", "tags")


def finding(articles: Iterable[Mapping[str, Any]], queries: Mapping[str, str]) -> dict[str, set[str]]:
    """By name of a query the ids of the articles that it finds; articles are rows of ``documents``."""
    index = sqlite3.connect(":memory:", isolation_level=None)
    try:
        index.execute(f"CREATE VIRTUAL TABLE words USING fts5(id UNINDEXED, {', '.join(COLUMNS)}, {TOKENIZER})")
        index.execute("BEGIN")
        marks = ", ".join("?" * (len(COLUMNS) + 1))
        index.executemany(f"INSERT INTO words VALUES ({marks})", map(_row, articles))
        return {name: _found(index, parse(words)) for name, words in queries.items()}
    finally:
        index.close()


def _row(article: Mapping[str, Any]) -> tuple[str, ...]:
    tags = " ".join(article.get("tags") or ())
    return (article["id"], *(plain(tags if name == "tags" else article[name] or "") for name in COLUMNS))


def _found(index: sqlite3.Connection, query: Query) -> set[str]:
    if query.nothing:
        return set()
    without = " OR ".join(query.unwanted)
    if query.wanted:
        words = f"({' '.join(query.wanted)})" + (f" NOT ({without})" if without else "")
        return {id for (id,) in index.execute("SELECT id FROM words WHERE words MATCH ?", (words,))}
    every = {id for (id,) in index.execute("SELECT id FROM words")}
    return every - ({id for (id,) in index.execute("SELECT id FROM words WHERE words MATCH ?", (without,))} if without else set())
