"""Sentences whose claims people have corrected, as gold for ``kawat eval``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kawat.desk.questions import connect
from kawat.desk.standing import standing
from kawat.desk.store import Store

Row = dict[str, Any]
# Every claim that was coded in a sentence of which at least one claim was corrected.
_CLAIMS = """
WITH judged AS (
    SELECT DISTINCT c.document, c.sentence.field AS field, c.sentence.start AS start, c.sentence."end" AS "end"
    FROM claims_as_coded c SEMI JOIN corrections x ON x.claim = c.id
)
SELECT j.*, d.text, d.title, d.language, d.published, c.id, c.event, c.actor, c.recipient, c.status, c.trigger
FROM judged j JOIN documents d ON d.id = j.document
JOIN claims_as_coded c ON c.document = j.document AND c.sentence.field = j.field AND c.sentence.start = j.start
ORDER BY j.document, j.field, j.start, c.trigger.start, c.id
"""
_QUOTES = """
SELECT speaker, content, direct FROM quotes
WHERE document = ? AND content.field = ? AND content.start >= ? AND content."end" <= ? ORDER BY content.start
"""
_BEFORE = """
SELECT start, "end" FROM sentences WHERE document = ? AND field = ? AND "end" <= ? ORDER BY start DESC LIMIT 1
"""
_WHOLE = ("text", "title")  # the fields whose words the desk keeps


def gold(store: Store) -> Iterator[Row]:
    """The corrected sentences, each as a line of a labelled file (docs/coders.md), in the order of documents and places.

    An accepted or changed claim is as the last word on it has it, a rejected one is left out, and one of the same sentence that
    nobody has judged is in doubt, so that it costs and gains nothing. Quotes are as they were coded.
    """
    with connect(store) as connection:
        given = connection.sql("SELECT * FROM corrections ORDER BY time, id").to_arrow_table().to_pylist()
        verdicts = standing(given)
        rows = connection.sql(_CLAIMS).to_arrow_table().to_pylist()
        at: dict[tuple[str, str, int], list[Row]] = {}
        for row in rows:
            if row["field"] in _WHOLE:
                at.setdefault((row["document"], row["field"], row["start"]), []).append(row)
        for (document, field, start), some in at.items():
            end = some[0]["end"]
            quotes = connection.sql(_QUOTES, params=[document, field, start, end]).to_arrow_table().to_pylist()
            before = connection.execute(_BEFORE, [document, field, start]).fetchall() if field == "text" else []
            yield _line(some, verdicts, quotes, before[0] if before else None)


def _line(some: list[Row], verdicts: dict[str, Row], quotes: list[Row], before: tuple[int, int] | None) -> Row:
    first = some[0]
    words = first[first["field"]] or ""
    line: Row = {"id": f"{first['document']}#{first['field']}{first['start']}", "lang": first["language"]}
    line |= {"text": words[first["start"] : first["end"]], "published": first["published"] or None}
    if first["field"] == "text":
        line |= {"title": first["title"] or None, "before": words[slice(*before)] if before else None}
    claims: list[Row] = []
    for row in some:
        claim = _claim(row, verdicts.get(row["id"]))
        if claim and claim not in claims:
            claims.append(claim)
    line = {name: value for name, value in line.items() if value is not None}
    return line | {"claims": claims, "quotes": [_quote(row) for row in quotes]}


def _quote(row: Row) -> Row:
    speaker = row["speaker"] or {"code": None, "text": None}
    content = {"content": row["content"]["text"], "direct": bool(row["direct"])}
    return {"speaker": speaker["code"], "speaker_text": speaker["text"]} | content


def _claim(row: Row, verdict: Row | None) -> Row | None:
    """A claim as gold has it; None for one that was rejected."""
    if verdict and verdict["verdict"] == "reject":
        return None
    now = row | ({name: verdict[name] for name in verdict["changed"] if name in row} if verdict else {})
    claim = {
        "event": now["event"], "actor": [_full(p) for p in now["actor"]], "recipient": [_full(p) for p in now["recipient"]],
        "status": now["status"], "trigger": now["trigger"]["text"],
    }  # fmt: skip
    return claim if verdict else claim | {"doubt": True}


def _full(party: Row) -> str:
    return f"{party['code']}.{party['sector']}" if party["sector"] else str(party["code"])
