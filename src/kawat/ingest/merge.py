"""From claims to events and from articles to stories, month by month: ``merge`` makes what follows from a desk's claims.

A month is made from its own articles and those of some weeks around it, less what a story or event of the month before has
taken. What it was made from is noted as a hash, so that only months whose articles, claims or corrections have changed are made
again, and a desk is the same however and in whatever order its articles came. Each month is a commit of its own: stopped at
any moment, ``merge`` goes on where it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kawat.desk import tables
from kawat.desk.questions import connect
from kawat.desk.store import Store
from kawat.events import Copy, Merging, Stories, copies
from kawat.events.copies import REACH
from kawat.places import of_rows

if TYPE_CHECKING:
    import duckdb

    from kawat.types import Event

RULES = "2"
"""Of what the months are made by; another one makes them all again."""
BEFORE = max(Stories.BEFORE, Merging.BEFORE) + REACH
AFTER = max(Stories.AFTER, Merging.AFTER)
Row = dict[str, Any]

# A commit is of at most so many seconds of work and so many events.
COMMIT_SECONDS, COMMIT_EVENTS = 30.0, 20_000

_NEWEST = "CREATE TEMP TABLE newest AS SELECT arg_max(id, revision) AS id FROM documents GROUP BY key"
_DOCUMENTS = "FROM documents SEMI JOIN newest USING (id) WHERE TRUE"
# Links to other articles are those articles' headlines, and claims of them theirs.
_CLAIMS = "FROM claims SEMI JOIN newest ON newest.id = claims.document WHERE origin <> 'related'"
_INPUTS = f"""
SELECT month, string_agg(part, ' ' ORDER BY part) FROM (
    SELECT month, 'd' || count(*) || ':' || bit_xor(hash(id)) AS part {_DOCUMENTS} GROUP BY month
    UNION ALL
    SELECT month, 'c' || count(*) || ':' || bit_xor(hash(id, document, event, mode, status, actor, recipient, said_by, via, day,
        place)) AS part {_CLAIMS} GROUP BY month
) GROUP BY month
"""
# As much of a text as copies and stories look at.
_LOOKED_AT = 6000
_ARTICLES = f"""
SELECT id, url, outlet, language, title, published, reported, left(text, {_LOOKED_AT}) AS text
{_DOCUMENTS} AND month = '{{month}}'
"""
_REPORTS = f"""
SELECT id, document, outlet, language, reported, event, mode, score, status, actor, recipient, said_by, via, trigger, sentence,
    date, day, place, confidence {_CLAIMS} AND month = '{{month}}'
"""
_PLACED = f"""
SELECT * {_DOCUMENTS} AND month = '{{month}}'
    AND id IN (SELECT document {_CLAIMS} AND month = '{{month}}' AND place IS NOT NULL)
"""


@dataclass
class Merged:
    """What a merge did: months made anew of all ``months``, and the ``events`` and ``stories`` of these; the desk's version."""

    months: int = 0
    made: int = 0
    events: int = 0
    stories: int = 0
    version: int = 0

    def line(self) -> str:
        """The receipt as one line for people."""
        if not self.made:
            return f"nothing to merge: all {self.months:,} months are up to date"
        return f"{self.made:,} of {self.months:,} months merged: {self.events:,} events, {self.stories:,} stories"


def merge(
    desk: str | Path, *, again: bool = False, progress: Callable[[str, Merged], object] = lambda month, merged: None
) -> Merged:
    """Brings the desk's events, stories and places up to date with its claims; ``again`` makes all months anew.

    ``progress`` is told of each month before it is made. Raises DeskError where there is no desk.
    """
    store = Store(desk)
    # What is corrected from here on is not in these months, perhaps.
    began = datetime.now(UTC).isoformat(timespec="microseconds")
    merged = Merged(version=store.versions()["documents"])
    with connect(store, merged.version) as connection:
        connection.execute(_NEWEST)
        inputs: dict[str, str] = dict(connection.execute(_INPUTS).fetchall())
        made: dict[str, str] = dict(connection.execute("SELECT month, inputs FROM merges").fetchall())
        shelf, written, taken = _Shelf(connection), _Written(store), Taken()
        merged.months = len(inputs)
        for month in sorted(inputs.keys() | made.keys()):
            taken = taken.before(month, connection)
            key = _key(month, inputs, taken)
            if made.get(month) == key and not again:
                taken = Taken(month)
                continue
            progress(month, merged)
            rows, taken = _month(month, shelf, taken, connection)
            counts = {name: len(rows[name]) for name in ("stories", "events")}
            merged.made += 1
            merged.events += counts["events"]
            merged.stories += counts["stories"]
            counts |= {"documents": len(shelf.articles(month)), "claims": len(shelf.reports(month))}
            written.add(month, rows | {"merges": [{"inputs": key, "time": began, "month": month} | counts] if key else []})
        merged.version = written.commit() or merged.version
    if merged.made:
        store.tidy()
    return merged


class _Written:
    """Months that are made, on their way to the desk: some at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._months: list[str] = []
        self._rows: dict[str, list[Row]] = {name: [] for name in tables.MADE}
        self._since = time.monotonic()
        self._version = 0

    def add(self, month: str, rows: Mapping[str, list[Row]]) -> None:
        self._months.append(month)
        for name, some in rows.items():
            self._rows[name] += some
        if time.monotonic() - self._since > COMMIT_SECONDS or len(self._rows["events"]) > COMMIT_EVENTS:
            self.commit()

    def commit(self) -> int:
        """Writes what is held; the desk's version after it, 0 where nothing was ever written."""
        if self._months:
            rows = {name: tables.table(name, some) for name, some in self._rows.items()}
            self._version = self._store.replace(rows, self._months)
            self._months, self._rows = [], {name: [] for name in tables.MADE}
        self._since = time.monotonic()
        return self._version


def _key(month: str, inputs: Mapping[str, str], taken: Taken) -> str:
    """A hash of all that a month is made from."""
    of = [
        RULES,
        *(f"{m} {inputs.get(m, '')}" for m in around(month)),
        *(f"{d} {s}" for d, s in sorted(taken.stories.items())),
        *sorted(taken.claims),
    ]
    return blake2b("\n".join(of).encode(), digest_size=12).hexdigest() if month in inputs else ""


def around(month: str) -> list[str]:
    """The months from which a month's stories and events are made, itself among them."""
    if month == tables.UNDATED:
        return [month]
    first, last = start_of(month) - timedelta(days=BEFORE), _next(start_of(month)) + timedelta(days=AFTER)
    days = [first]
    while _next(days[-1]) < last:
        days.append(_next(days[-1]))
    return [f"{day:%Y-%m}" for day in days]


def start_of(month: str) -> date:
    """The first day of a month ("2022-06")."""
    return date.fromisoformat(f"{month}-01")


def _next(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


class Taken:
    """What the stories and events of a month have taken of the next one's: its documents, by story, and its claims."""

    def __init__(self, month: str = "", stories: Mapping[str, str] | None = None, claims: Iterable[str] = ()) -> None:
        self.month = month
        self.known = stories is not None
        self.stories = dict(stories or {})
        self.claims = frozenset(claims)

    def before(self, month: str, connection: duckdb.DuckDBPyConnection) -> Taken:
        """What is taken of a month: nothing unless the month before it was merged, now or (as its tables say) earlier."""
        if self.month in ("", tables.UNDATED) or f"{_next(start_of(self.month)):%Y-%m}" != month:
            return Taken("", {})
        if self.known:
            return self
        found = "SELECT {} FROM {} WHERE month = ? AND last >= ?"
        values = [self.month, start_of(month)]
        stories = connection.execute(found.format("unnest(documents), id", "stories"), values).fetchall()
        claims = connection.execute(found.format("unnest(claims)", "events"), values).fetchall()
        return Taken(self.month, dict(stories), (row[0] for row in claims))


class _Shelf:
    """The articles and claims of the months at hand, read once each."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._articles: dict[str, list[Row]] = {}
        self._reports: dict[str, list[Row]] = {}
        self._copies: dict[str, list[Copy]] = {}
        self.stories, self.merging = Stories(), Merging()
        self._added: set[str] = set()

    def articles(self, month: str) -> list[Row]:
        return self._read(self._articles, _ARTICLES, month)

    def reports(self, month: str) -> list[Row]:
        return self._read(self._reports, _REPORTS, month)

    def copies(self, month: str) -> list[Copy]:
        """What the articles of a month are copies of, among themselves and those of the week before."""
        if month == tables.UNDATED:
            return []
        if month not in self._copies:
            start = start_of(month)
            before = self.articles(f"{start - timedelta(days=1):%Y-%m}")
            week = [row for row in before if row["reported"] >= start - timedelta(days=REACH)]
            own = {row["id"] for row in self.articles(month)}
            self._copies[month] = [copy for copy in copies([*week, *self.articles(month)]) if copy.document in own]
        return self._copies[month]

    def hold(self, month: str) -> None:
        """Adds the months around a month to its stories and events, and lets go of those before them."""
        months = around(month)
        if not self._added.intersection(months) or month == tables.UNDATED:
            self.stories, self.merging, self._added = Stories(), Merging(), set()
        for known in (self._articles, self._reports, self._copies):
            for gone in [m for m in known if m < months[0]]:
                del known[gone]
        if month != tables.UNDATED:
            self.stories.forget(start_of(months[0]))
            self.merging.forget(start_of(months[0]))
        for new in months:
            if new not in self._added:
                self.stories.add(self.articles(new), self.reports(new), self.copies(new))
                self.merging.add(self.reports(new))
        self._added = set(months)

    def _read(self, known: dict[str, list[Row]], question: str, month: str) -> list[Row]:
        if month not in known:
            known[month] = self._connection.sql(question.format(month=month)).to_arrow_table().to_pylist()
        return known[month]


def _month(month: str, shelf: _Shelf, taken: Taken, connection: duckdb.DuckDBPyConnection) -> tuple[dict[str, list[Row]], Taken]:
    """The rows that a month is made of, and what its stories and events take from the next one."""
    shelf.hold(month)
    months = [m for m in around(month) if m >= month]
    reports = {row["id"]: row for m in months for row in shelf.reports(m)}
    articles = {row["id"]: row for m in months for row in shelf.articles(m)}
    documents, claims = articles.keys() - taken.stories.keys(), reports.keys() - taken.claims
    grouped = shelf.stories.stories(only=documents)
    story_of = taken.stories | {document: story.id for story in grouped for document in story.documents}
    known = [copy for m in around(month) for copy in shelf.copies(m)]
    merged = [e for e in shelf.merging.events(story_of, known, only=claims) if tables.month_of(e.first) == month]
    stories = [s for s in grouped if tables.month_of(s.first) == month]
    placed = _places(month, connection, shelf)
    where = {row["claim"]: row for row in placed}
    rows = {
        "places": [row | {"month": month} for row in placed],
        "stories": [tables.story_row(story, month) for story in stories],
        "events": [_event(event, reports, articles, where, month) for event in merged],
    }
    if month == tables.UNDATED:
        return rows, Taken(month, {})
    then = f"{_next(start_of(month)):%Y-%m}"
    reaching = {document: story.id for story in stories if story.last >= then for document in story.documents}
    return rows, Taken(month, reaching, (c for event in merged if event.last >= then for c in event.claims))


def _event(event: Event, reports: Mapping[str, Row], articles: Mapping[str, Row], where: Mapping[str, Row], month: str) -> Row:
    """The row of an event with its evidence and its place."""
    evidence = reports[event.evidence]
    places = [where[claim] for claim in event.claims if claim in where]
    return tables.event_row(event, evidence, articles[evidence["document"]], places, month)


def _places(month: str, connection: duckdb.DuckDBPyConnection, shelf: _Shelf) -> list[Row]:
    """The places of a month's claims."""
    claims: dict[str, list[Row]] = {}
    for row in shelf.reports(month):
        claims.setdefault(row["document"], []).append(row)
    out: list[Row] = []
    for batch in connection.sql(_PLACED.format(month=month)).to_arrow_reader(1000):
        for document in batch.to_pylist():
            out += of_rows(document, claims[document["id"]])
    return out
