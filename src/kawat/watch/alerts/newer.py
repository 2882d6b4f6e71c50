"""What is newer on a desk than a version of it: the articles, their claims, and the events that these belong to.

An article counts when its newest revision came after that version, or after the last merge before it: what was not yet merged
then could not be seen as a part of an event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import pyarrow as pa

from kawat.desk.questions import answer, connect
from kawat.desk.steps import steps
from kawat.desk.store import DOCUMENTS, Store
from kawat.errors import DeskError
from kawat.limits import ALERT_ARTICLES, ALERT_FILTER_SECONDS

Row = dict[str, Any]
_MONTH = re.compile(r"(?:^|/)month=([^/]+)/")
_NEWEST = """
SELECT d.id, d.month FROM documents d ANTI JOIN before b ON b.id = d.id
ANTI JOIN (SELECT key, max(revision) AS revision FROM documents WHERE revision > 1 GROUP BY key) newer
    ON newer.key = d.key AND d.revision < newer.revision
WHERE d.month IN (SELECT unnest(?)) ORDER BY d.month, d.id
"""
_ARTICLES = """
SELECT d.id, d.key, d.url, d.title, d.outlet, d.language, d.published, d.reported, d.tags, {text} AS text
FROM documents d SEMI JOIN fresh f ON f.id = d.id WHERE d.month IN (SELECT unnest(?))
"""
_CLAIM = """c.id, c.document, c.event, c.mode, c.actor, c.recipient, c.status, c.confidence, c.sentence.text AS sentence, c.day,
    c.reported, c.language, c.outlet"""
_CLAIMS = f"SELECT {_CLAIM} FROM claims c SEMI JOIN fresh f ON f.id = c.document WHERE c.month IN (SELECT unnest(?))"
_EVENTS = """
SELECT e.id, e.event, e.mode, e.actor, e.recipient, e.status, e.day, e.reports, e.outlets, e.claims, e.evidence, e.sentence,
    e.told_by, e.document, e.url, e.title
FROM events e WHERE list_has_any(e.documents, (SELECT list(id) FROM fresh))
"""
_OF_EVENTS = f"""
SELECT {_CLAIM}, d.key, d.url, d.title, d.published FROM claims c JOIN documents d ON d.id = c.document
WHERE c.id IN (SELECT unnest(?))
"""


def since_merge(store: Store, since: int) -> int:
    """The version of the last merge at or before a version, from which on articles may not have been merged yet."""
    for step in steps(store, 200):
        if step["version"] <= since and step["what"] == "merge":
            return int(step["version"])
    return since


class Newer:
    """The articles that are newer than ``since``, batch by batch, as of version ``version``; to be closed."""

    def __init__(self, store: Store, since: int, version: int) -> None:
        self._connection = connect(store, version)
        try:
            base = min(since_merge(store, since), since)
            months = _months_between(store, base, version)
            with closing(connect(store, base)) as old:
                question = "SELECT id FROM documents WHERE month IN (SELECT unnest(?))"
                before = old.sql(question, params=[months]).to_arrow_table() if months else None
            self._connection.register("before", pa.table({"id": pa.array([], pa.string())}) if before is None else before)
            found = self._connection.sql(_NEWEST, params=[months]).to_arrow_table() if months else None
        except BaseException:
            self._connection.close()
            raise
        self._found = found

    def close(self) -> None:
        """Lets go of the connection."""
        self._connection.close()

    def batches(self) -> Iterator[Batch]:
        """The newer articles, ``ALERT_ARTICLES`` at a time."""
        if self._found is None:
            return
        for start in range(0, self._found.num_rows, ALERT_ARTICLES):
            rows = self._found.slice(start, ALERT_ARTICLES)
            self._connection.register("fresh", rows.select(["id"]))
            yield Batch(self._connection, sorted(set(rows["month"].to_pylist())))


class Batch:
    """Some newer articles; what is asked is read when it is asked for the first time."""

    def __init__(self, connection: Any, months: Sequence[str]) -> None:
        self._connection, self._months = connection, list(months)
        self._events: dict[str, Row] | None = None

    def articles(self, with_text: bool) -> list[Row]:
        """Rows of ``documents``; ``text`` is "" unless asked for."""
        return self._rows(_ARTICLES.format(text="d.text" if with_text else "''"), self._months)

    def claims(self) -> list[Row]:
        """Rows of ``claims`` with the sentence's text, corrections applied."""
        return self._rows(_CLAIMS, self._months)

    def events(self) -> dict[str, Row]:
        """By claim, the event that it belongs to."""
        if self._events is None:
            self._events = {claim: row for row in self._rows(_EVENTS) for claim in row["claims"]}
        return self._events

    def of_event(self, claims: Sequence[str]) -> list[Row]:
        """All claims of an event, with their articles' ``key``, ``url``, ``title`` and ``published``."""
        return self._rows(_OF_EVENTS, list(claims))

    def passing(self, condition: str, acts: bool) -> set[str]:
        """The ids of claims (``c``), or articles (``d``), that pass a condition in SQL; DeskError for one that is wrong."""
        joined = "claims c JOIN documents d ON d.id = c.document" if acts else "documents d"
        question = (
            f"SELECT {'c' if acts else 'd'}.id FROM {joined} WHERE d.id IN (SELECT id FROM fresh)\n"
            f"AND d.month IN (SELECT unnest(?)) AND (\n{condition}\n)"
        )
        found = answer(self._connection, question, seconds=ALERT_FILTER_SECONDS, values=[self._months])
        return set(found["id"].to_pylist())

    def _rows(self, question: str, *values: Any) -> list[Row]:
        found: list[Row] = self._connection.sql(question, params=list(values) or None).to_arrow_table().to_pylist()
        return found


def check_filter(store: Store, condition: str, acts: bool) -> None:
    """Raises DeskError for a condition in SQL that the desk's tables do not bear."""
    with closing(connect(store)) as connection:
        connection.register("fresh", pa.table({"id": pa.array([], pa.string())}))
        Batch(connection, []).passing(condition, acts)


def _months_between(store: Store, old: int, new: int) -> list[str]:
    """The months whose files of documents are others at two versions."""
    try:
        files = [set(store.table(DOCUMENTS, version).file_uris()) for version in (old, new)]
    except Exception as problem:
        raise DeskError(f"{store.place}: version {old} cannot be compared with {new} ({type(problem).__name__}).") from None
    return sorted({found[1] for uri in files[0] ^ files[1] if (found := _MONTH.search(uri.replace("\\", "/")))})
