"""Which claims count: those of the coder that stands for each document, with the corrections that people made.

The last word on a claim counts: ``reject`` takes it out, ``change`` sets the columns that it names and keeps what earlier changes
set, ``accept`` takes the claim as it was coded.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kawat.desk.tables import SCHEMAS

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

AS_CODED, QUOTES_AS_CODED = "claims_as_coded", "quotes_as_coded"
_OF_CODERS = "_claims_of_coders"
VERDICTS = ("accept", "reject", "change")
COLUMNS = (
    "event", "mode", "contexts", "quad", "score", "actor", "recipient", "status", "said_by", "via", "date", "day", "place",
    "cameo",
)  # fmt: skip
"""The columns of a claim that a correction can set."""


def standing(corrections: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """By claim, the correction that stands, from rows of the table in the order of their making; changes are gathered."""
    out: dict[str, dict[str, Any]] = {}
    for row in corrections:
        before = out.get(row["claim"])
        changes = {name: row[name] for name in row["changed"] or ()}
        if row["verdict"] == "change" and before and before["verdict"] == "change":
            changes = {name: before[name] for name in before["changed"]} | changes
        out[row["claim"]] = row | dict.fromkeys(COLUMNS) | changes | {"changed": sorted(changes)}
    return out


def apply(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the views ``claims`` and ``quotes`` of what the coders found, the choice among coders, and the corrections."""
    coded = _of_coders(connection)
    given = connection.sql("SELECT * FROM corrections ORDER BY time, id").to_arrow_table().to_pylist()
    found = [row for row in standing(given).values() if row["verdict"] != "accept"]
    if not found:
        connection.execute(f"CREATE VIEW claims AS SELECT * FROM {coded}")
        return
    connection.register("_given", _table(found))
    connection.execute("CREATE TABLE _standing AS SELECT * FROM _given")
    connection.unregister("_given")
    new = ", ".join(f"CASE WHEN list_contains(s.changed, '{c}') THEN s.{c} ELSE c.{c} END AS {c}" for c in COLUMNS)
    connection.execute(
        f"CREATE VIEW claims AS SELECT c.* REPLACE ({new}) FROM {coded} c LEFT JOIN _standing s ON s.claim = c.id "
        "WHERE s.verdict IS DISTINCT FROM 'reject'"
    )


def _of_coders(connection: duckdb.DuckDBPyConnection) -> str:
    """The view of the claims that the standing coders found; makes the view ``quotes`` in the same way.

    A document that was coded again has the claims of each coder. Those of the last coding that is ``current`` stand, without
    one those of the coder that the document came with.
    """
    ((again,),) = connection.execute("SELECT count(*) FROM codings").fetchall()
    if not again:
        connection.execute(f"CREATE VIEW quotes AS SELECT * FROM {QUOTES_AS_CODED}")
        return AS_CODED
    connection.execute(
        "CREATE TABLE _coders AS SELECT c.document, "
        "coalesce(max_by(c.coder, c.time) FILTER (WHERE c.current), any_value(d.coder)) AS coder "
        "FROM codings c JOIN documents d ON d.id = c.document GROUP BY c.document"
    )
    for view, table in ((_OF_CODERS, AS_CODED), ("quotes", QUOTES_AS_CODED)):
        connection.execute(
            f"CREATE VIEW {view} AS SELECT c.* FROM {table} c LEFT JOIN _coders s ON s.document = c.document "
            "WHERE s.document IS NULL OR s.coder = c.coder"
        )
    return _OF_CODERS


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_pylist(rows, schema=SCHEMAS["corrections"])
