"""Which corrections stand, and the claims as they are with them.

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

AS_CODED = "claims_as_coded"
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
    """Makes the view ``claims`` of ``claims_as_coded`` and the table ``corrections``."""
    given = connection.sql("SELECT * FROM corrections ORDER BY time, id").to_arrow_table().to_pylist()
    found = [row for row in standing(given).values() if row["verdict"] != "accept"]
    if not found:
        connection.execute(f"CREATE VIEW claims AS SELECT * FROM {AS_CODED}")
        return
    connection.register("_given", _table(found))
    connection.execute("CREATE TABLE _standing AS SELECT * FROM _given")
    connection.unregister("_given")
    new = ", ".join(f"CASE WHEN list_contains(s.changed, '{c}') THEN s.{c} ELSE c.{c} END AS {c}" for c in COLUMNS)
    connection.execute(
        f"CREATE VIEW claims AS SELECT c.* REPLACE ({new}) FROM {AS_CODED} c LEFT JOIN _standing s ON s.claim = c.id "
        "WHERE s.verdict IS DISTINCT FROM 'reject'"
    )


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa

    return pa.Table.from_pylist(rows, schema=SCHEMAS["corrections"])
