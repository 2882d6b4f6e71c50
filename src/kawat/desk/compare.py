"""What two coders of one desk found: which claims both have, which differ and in what, which only one of them has."""

from __future__ import annotations

from typing import Any

import msgspec

from kawat.desk.questions import connect
from kawat.desk.store import Store
from kawat.errors import DeskError

FIELDS = ("event", "mode", "status", "actor", "recipient", "said_by")
"""What two claims of one act word may differ in."""
_EXAMPLES = 5
# Claims of both coders in the articles that both coded, matched by their act word.
_CODED = """
CREATE TEMP TABLE coded AS SELECT id AS document, coder FROM documents UNION SELECT document, coder FROM codings
"""
_SIDE = """
SELECT c.document, c.trigger.field AS field, c.trigger.start AS start, c.event, c.mode, c.status,
    list_sort(list_transform(c.actor, lambda p: rtrim(p.code || '.' || p.sector, '.'))) AS actor,
    list_sort(list_transform(c.recipient, lambda p: rtrim(p.code || '.' || p.sector, '.'))) AS recipient,
    c.said_by.code AS said_by, c.trigger.text AS word, c.sentence.text AS sentence
FROM claims_as_coded c WHERE c.coder = ${side}
    AND c.document IN (SELECT document FROM coded WHERE coder = $old INTERSECT SELECT document FROM coded WHERE coder = $new)
QUALIFY row_number() OVER (PARTITION BY c.document, c.trigger.field, c.trigger.start ORDER BY c.confidence DESC, c.id) = 1
"""
_BOTH = f"""
CREATE TEMP TABLE matched AS
SELECT o.event AS old_event, n.event AS new_event, coalesce(n.word, o.word) AS word, coalesce(n.sentence, o.sentence) AS sentence,
    o.document IS NULL AS added, n.document IS NULL AS gone,
    list_filter([{", ".join(f"CASE WHEN o.{f} IS DISTINCT FROM n.{f} THEN '{f}' END" for f in FIELDS)}], lambda f: f IS NOT NULL)
        AS differs,
    {", ".join(f"o.{f}::VARCHAR AS old_{f}_, n.{f}::VARCHAR AS new_{f}_" for f in FIELDS)}
FROM ({_SIDE.format(side="old")}) o FULL JOIN ({_SIDE.format(side="new")}) n USING (document, field, start)
"""


class Difference(msgspec.Struct, frozen=True):
    """A claim that differs: its ``word`` and ``sentence``, and what each coder found (None: no claim there)."""

    word: str
    sentence: str
    old: dict[str, str | None] | None
    new: dict[str, str | None] | None


class Comparison(msgspec.Struct, frozen=True):
    """Two coders on the articles that both coded.

    ``types`` counts claims by PLOVER type (old, new), ``fields`` what differs how often.
    """

    old: str
    new: str
    articles: int
    same: int
    changed: int
    gone: int
    added: int
    fields: dict[str, int]
    types: dict[str, tuple[int, int]]
    examples: list[Difference]


def compare(store: Store, old: str, new: str, examples: int = _EXAMPLES) -> Comparison:
    """Compares two coders by the claims that they found in the same articles; raises DeskError where they share none."""
    with connect(store) as connection:
        connection.execute(_CODED)
        articles = _one(connection, "SELECT count(*) FROM (SELECT document FROM coded WHERE coder = ? INTERSECT "
                                    "SELECT document FROM coded WHERE coder = ?)", [old, new])  # fmt: skip
        if not articles:
            there = connection.execute("SELECT coder, count(*) FROM coded GROUP BY ALL ORDER BY ALL").fetchall()
            known = ", ".join(f"{coder} ({count:,} articles)" for coder, count in there)
            raise DeskError(f"no article was coded by both {old!r} and {new!r}. The desk has: {known or 'none'}.")
        connection.execute(_BOTH, {"old": old, "new": new})
        counts = {
            name: _one(connection, f"SELECT count(*) FROM matched WHERE {test}")
            for name, test in (
                ("same", "NOT added AND NOT gone AND len(differs) = 0"),
                ("changed", "NOT added AND NOT gone AND len(differs) > 0"),
                ("gone", "gone"), ("added", "added"),
            )
        }  # fmt: skip
        fields = connection.execute(
            "SELECT f, count(*) FROM (SELECT unnest(differs) AS f FROM matched WHERE NOT added AND NOT gone) "
            "GROUP BY f ORDER BY count(*) DESC, f"
        ).fetchall()
        types = connection.execute(
            "SELECT event, sum(o)::INT, sum(n)::INT FROM (SELECT old_event AS event, 1 AS o, 0 AS n FROM matched WHERE NOT added "
            "UNION ALL SELECT new_event, 0, 1 FROM matched WHERE NOT gone) GROUP BY event ORDER BY event"
        ).fetchall()
        shown = connection.sql(
            "SELECT * FROM matched WHERE added OR gone OR len(differs) > 0 ORDER BY hash(sentence, word) LIMIT ?",
            params=[examples],
        ).to_arrow_table().to_pylist()  # fmt: skip
    told = [_difference(row) for row in shown]
    return Comparison(old, new, articles, **counts, fields=dict(fields), types={e: (o, n) for e, o, n in types}, examples=told)


def _one(connection: Any, question: str, values: Any = None) -> int:
    return int(connection.execute(question, values).fetchall()[0][0])


def _difference(row: dict[str, Any]) -> Difference:
    sides = {side: {f: row[f"{side}_{f}_"] for f in FIELDS} for side in ("old", "new")}
    return Difference(
        row["word"], row["sentence"] or "", None if row["added"] else sides["old"], None if row["gone"] else sides["new"]
    )
