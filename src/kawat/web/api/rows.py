"""Rows of the desk's tables by filters: a page after a key, or all of them as a stream."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from kawat.limits import WEB_ROWS_SECONDS, WEB_STREAM_SECONDS
from kawat.web.api import records
from kawat.web.api.cursor import cursor, key_of
from kawat.web.page import as_csv
from kawat.web.period import day

if TYPE_CHECKING:
    from kawat.desk import Desk

SECONDS = WEB_ROWS_SECONDS
STREAM_SECONDS = WEB_STREAM_SECONDS
BATCH = 1_000
# A row without a day comes last.
_NEVER = "0001-01-01"


class Listed(NamedTuple):
    """A table: the record of its rows, the day that they are ordered by, the text that names a row, tests that always hold."""

    table: str
    record: type[msgspec.Struct]
    day: str
    name: str = "id"
    holds: str = ""


class Filters(NamedTuple):
    """Tests on a row with the values of their question marks."""

    tests: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()

    def also(self, test: str, *values: Any) -> Filters:
        """With a further test, where its values are not empty."""
        return self if not all(values) else Filters((*self.tests, test), (*self.values, *values))


_NEWEST = "NOT EXISTS (SELECT 1 FROM documents o WHERE o.key = r.key AND o.revision > r.revision)"
DOCUMENTS = Listed("documents", records.Document, "reported", holds=_NEWEST)
CLAIMS = Listed("claims", records.Claim, "day")
QUOTES = Listed("quotes", records.Quote, "reported", "document || ':' || number")
EVENTS = Listed("events", records.Event, "day")
STORIES = Listed("stories", records.Story, "last")


def party(side: str, code: str) -> str:
    """The test for a party's code, with or without its sector."""
    match = "p.code = ? AND p.sector = ?" if "." in code else "p.code = ?"
    return f"len(list_filter(r.{side}, lambda p: {match})) > 0"


def page(desk: Desk, listed: Listed, filters: Filters, limit: int, after: str) -> tuple[list[Any], str | None]:
    """So many rows after a cursor, the newest first, with the cursor of what follows (None: nothing does)."""
    question = repr((listed.table, filters))
    newest = f"coalesce(r.{listed.day}, DATE '{_NEVER}')"
    tests, values = _tests(listed, filters)
    if after:
        last, name = key_of(after, question, (str, str))
        since = day("next", last) or date.min
        tests.append(f"({newest} < ? OR ({newest} = ? AND {listed.name} > ?))")
        values += [since, since, name]
    where = f"WHERE {' AND '.join(tests)}" if tests else ""
    found = desk.sql(
        f"SELECT {listed.name} AS name, {newest} AS newest, r.month FROM {listed.table} r {where} "
        f"ORDER BY newest DESC, name LIMIT {limit + 1}", *values, seconds=SECONDS,
    ).rows()  # fmt: skip
    shown = found[:limit]
    rows = by_name(desk, listed, [row["name"] for row in shown], {row["month"] for row in shown})
    more = cursor(desk.version, question, [shown[-1]["newest"].isoformat(), shown[-1]["name"]]) if len(found) > limit else None
    return [rows[row["name"]] for row in shown if row["name"] in rows], more


def by_name(desk: Desk, listed: Listed, names: list[str], months: set[str] | None = None) -> dict[str, Any]:
    """Records by their names; ``months`` that they are kept under are read alone."""
    if not names:
        return {}
    test, values = f"list_contains(?::VARCHAR[], {listed.name})", [names]
    if months:
        test, values = f"{test} AND list_contains(?::VARCHAR[], r.month)", [names, sorted(months)]
    found = desk.sql(f"SELECT r.*, {listed.name} AS name FROM {listed.table} r WHERE {test}", *values, seconds=SECONDS).rows()
    return {row["name"]: record(listed, row) for row in found}


def record(listed: Listed, row: dict[str, Any]) -> Any:
    """A row as its record: what is null where a text or list is wanted is empty."""
    kept = row | {"id": row.get("name") or row.get("id")}
    for name in ("score", "confidence"):
        if isinstance(kept.get(name), float):
            kept[name] = round(kept[name], 4)
    if listed.table == "events":
        for side in ("actor", "recipient"):
            kept[side] = [".".join(filter(None, (one["code"], one["sector"]))) for one in kept[side] or ()]
        kept["statuses"] = {one["status"]: one["claims"] for one in kept["statuses"] or ()}
    return msgspec.convert(_filled(kept, listed.record), listed.record)


def _filled(row: dict[str, Any], kind: type[msgspec.Struct]) -> dict[str, Any]:
    for one in msgspec.structs.fields(kind):
        if row.get(one.encode_name) is None:
            row[one.encode_name] = "" if one.type is str else [] if getattr(one.type, "__origin__", None) is list else None
        elif one.type == records.Where | None:
            row[one.encode_name] = _filled(row[one.encode_name], records.Where)
    return row


def _tests(listed: Listed, filters: Filters) -> tuple[list[str], list[Any]]:
    return [*filter(None, (listed.holds,)), *filters.tests], list(filters.values)


def stream(
    desk: Desk, listed: Listed, filters: Filters, format: str, limit: int | None, without: tuple[str, ...] = ()
) -> Iterator[bytes]:
    """All rows in the order in which they are kept, as NDJSON or CSV, a thousand at a time; ``without`` columns.

    The connection is its own, so that a reader who takes their time holds up nobody.
    """
    from kawat.desk.questions import connect

    tests, values = _tests(listed, filters)
    where = f" WHERE {' AND '.join(tests)}" if tests else ""
    most = f" LIMIT {int(limit)}" if limit else ""
    columns = "r.*" + (f" EXCLUDE ({', '.join(without)})" if without else "")
    question = f"SELECT {columns}, {listed.name} AS name FROM {listed.table} r{where}{most}"
    connection = connect(desk.store, desk.version)
    clock = threading.Timer(STREAM_SECONDS, connection.interrupt)
    clock.daemon = True
    clock.start()
    write: Callable[[list[Any], bool], bytes] = _csv if format == "csv" else _lines
    try:
        reader = connection.sql(question, params=values or None).to_arrow_reader(BATCH)
        if format == "csv":
            yield as_csv([one.encode_name for one in msgspec.structs.fields(listed.record)], [])
        for batch in reader:
            if rows := [record(listed, row) for row in batch.to_pylist()]:
                yield write(rows, False)
    finally:
        clock.cancel()
        connection.close()


def _lines(rows: list[Any], head: bool) -> bytes:
    return b"".join(msgspec.json.encode(row) + b"\n" for row in rows)


def _csv(rows: list[Any], head: bool) -> bytes:
    names = [one.encode_name for one in msgspec.structs.fields(type(rows[0]))]
    text = as_csv(names, [{name: cell(value) for name, value in msgspec.to_builtins(row).items()} for row in rows])
    return text if head else text.partition(b"\n")[2]


def table(rows: list[Any], kind: type[msgspec.Struct]) -> Iterator[bytes]:
    """Records at hand as one CSV."""
    yield _csv(rows, True) if rows else as_csv([one.encode_name for one in msgspec.structs.fields(kind)], [])


def lines(rows: list[Any]) -> Iterator[bytes]:
    """Records at hand as NDJSON."""
    yield _lines(rows, True)


def cell(value: Any) -> Any:
    """A value as a cell: parties as their codes, spans and places as their words, lists joined by |, the rest as JSON."""
    if isinstance(value, list):
        return "|".join(str(cell(one)).replace("|", "/") for one in value)
    if not isinstance(value, dict):
        return value
    if "code" in value and "sector" in value:
        return ".".join(filter(None, (value["code"], value["sector"])))
    for name in ("text", "value", "name"):
        if name in value:
            return value[name]
    return msgspec.json.encode(value).decode()
