"""Which claims are worth a person's look, and all that the person needs to judge them.

By doubt: how unsure the coder is, and a little for what is often wrong (an act denied or imagined, a party unknown).
By impact: how much of a dyad's month rests on the one claim. The points that an event gives to the mean score of its dyad in
its month, divided by the event's independent reports, more where the dyad is much reported (times log2 of its events + 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from kawat.desk.standing import standing
from kawat.desk.store import Store
from kawat.relations.article import REQUEST_WEIGHT

if TYPE_CHECKING:
    from kawat.desk import Desk

Row = dict[str, Any]
# So many claims are a queue: fifty pages. Whoever wants others asks with a filter.
LENGTH, SECONDS = 500, 20.0
ODD, NOBODY = 0.2, 0.1
CONTEXT = 200

_DOUBT = f"""
SELECT id, document, month, 1 - coalesce(confidence, 0) + CASE WHEN status <> 'real' THEN {ODD} ELSE 0 END
    + CASE WHEN len(list_filter(actor, lambda p: p.code NOT IN ('', '?'))) = 0 THEN {NOBODY} ELSE 0 END AS weight,
    NULL AS points, NULL AS pair
FROM claims WHERE {{where}}
"""
_IMPACT = f"""
WITH acts AS (
    SELECT evidence, reports, month, abs(score) * CASE event WHEN 'REQUEST' THEN {REQUEST_WEIGHT} ELSE 1 END AS size,
        least(actor[1].code, recipient[1].code) AS a, greatest(actor[1].code, recipient[1].code) AS b
    FROM events WHERE status = 'real' AND len(actor) > 0 AND len(recipient) > 0
), weighed AS (
    SELECT evidence, reports, size / count(*) OVER (PARTITION BY a, b, month) AS points, count(*) OVER (PARTITION BY a, b) AS pair
    FROM acts WHERE a NOT IN ('', '?') AND b NOT IN ('', '?') AND a <> b
)
SELECT c.id, c.document, c.month, w.points / greatest(w.reports, 1) * log2(1 + w.pair) AS weight, w.points, w.pair
FROM weighed w JOIN claims c ON c.id = w.evidence WHERE {{where}}
"""
_NEWEST = f"""
WITH top AS (SELECT * FROM ({{question}}) WHERE weight > 0 ORDER BY weight DESC, id LIMIT {LENGTH})
SELECT top.* FROM top JOIN documents d ON d.id = top.document
WHERE NOT EXISTS (SELECT 1 FROM documents o WHERE o.key = d.key AND o.revision > d.revision) ORDER BY weight DESC, top.id
"""


class Wanted(NamedTuple):
    """Which queue: ``by`` is "doubt" or "impact", the others are filters."""

    by: str = "doubt"
    actor: str = ""
    recipient: str = ""
    event: str = ""
    outlet: str = ""
    language: str = ""

    def tests(self) -> tuple[str, list[Any]]:
        """The filters as a condition on claims, with the values of its question marks."""
        tests, values = ["origin <> 'related'"], []
        for side in ("actor", "recipient"):
            if code := getattr(self, side):
                tests.append(f"list_contains(list_transform({side}, lambda p: p.code), ?)")
                values.append(code.upper())
        for name in ("event", "outlet", "language"):
            if value := getattr(self, name):
                tests.append(f"{name} = ?")
                values.append(value)
        return " AND ".join(tests), values


class Place(msgspec.Struct, frozen=True):
    """A claim's place in a queue; ``points`` and ``pair`` (events of its dyad) are of a queue by impact."""

    id: str
    month: str
    weight: float
    points: float | None = None
    pair: int | None = None


class Item(msgspec.Struct, frozen=True):
    """A claim to be judged: its row, the words around its sentence, its article and event, what people said of it."""

    claim: Row
    before: str
    after: str
    article: Row | None
    event: Row | None
    correction: Row | None
    place: Place


def queue(desk: Desk, wanted: Wanted) -> list[Place]:
    """The claims of a queue, the first to be looked at first; judged ones are among them."""
    where, values = wanted.tests()
    question = (_IMPACT if wanted.by == "impact" else _DOUBT).format(where=where)
    rows = desk.sql(_NEWEST.format(question=question), *values, seconds=SECONDS).rows()
    return [Place(row["id"], row["month"], round(row["weight"], 3), row["points"], row["pair"]) for row in rows]


def judged(store: Store) -> Mapping[str, Row]:
    """The correction that stands for each claim, as of this moment, also those that the shown version has not yet."""
    return _judged(str(store.place), store.table("corrections").version())


@lru_cache(maxsize=2)
def _judged(place: str, version: int) -> Mapping[str, Row]:
    rows = Store(place).table("corrections", version).to_pyarrow_table().to_pylist()
    rows.sort(key=lambda row: (row["time"], row["id"]))
    return standing(rows)


def places(desk: Desk, ids: Sequence[str]) -> list[Place]:
    """Claims by their ids, in that order; those that nobody coded are left out."""
    if not ids:
        return []
    question = "SELECT id, any_value(month) AS month FROM claims_as_coded WHERE list_contains(?::VARCHAR[], id) GROUP BY id"
    months = {row["id"]: row["month"] for row in desk.sql(question, list(ids), seconds=SECONDS).rows()}
    return [Place(id, months[id], 0.0) for id in ids if id in months]


def items(desk: Desk, wanted: Sequence[Place], corrections: Mapping[str, Row]) -> list[Item]:
    """All that is shown of some claims. Those that were rejected are shown as they were coded."""
    if not wanted:
        return []
    ids, months = [one.id for one in wanted], sorted({one.month for one in wanted})
    rows = {row["id"]: row for row in _of(desk, "claims", months, "list_contains(?::VARCHAR[], id)", ids)}
    if lacking := [id for id in ids if id not in rows]:
        rows |= {row["id"]: row for row in _of(desk, "claims_as_coded", months, "list_contains(?::VARCHAR[], id)", lacking)}
    documents = list({row["document"] for row in rows.values()})
    articles = {row["id"]: row for row in _of(desk, "documents", months, "list_contains(?::VARCHAR[], id)", documents)}
    events = {claim: row for row in _events(desk, months, ids) for claim in row["claims"]}
    out = []
    for one in wanted:
        if (row := rows.get(one.id)) is not None:
            article = articles.get(row["document"])
            before, after = around(row, article["text"] if article else "")
            slim = article and {name: article[name] for name in ("id", "title", "url", "outlet", "published")}
            out.append(Item(row, before, after, slim, _slim(events.get(one.id)), corrections.get(one.id), one))
    return out


def _of(desk: Desk, table: str, months: Sequence[str], test: str, values: list[str]) -> list[Row]:
    marks = ", ".join("?" * len(months))
    return desk.sql(f"SELECT * FROM {table} WHERE month IN ({marks}) AND {test}", *months, values, seconds=SECONDS).rows()


def _events(desk: Desk, months: Iterable[str], claims: list[str]) -> list[Row]:
    """The events of claims; an event is kept under the month of its first report, which may be an earlier one."""
    from kawat.ingest.merge import around as months_around

    near = sorted({near for month in months for near in months_around(month)})
    return _of(desk, "events", near, "list_has_any(claims, ?::VARCHAR[])", claims)


def _slim(event: Row | None) -> Row | None:
    return event and {name: event[name] for name in ("id", "reports", "outlets", "status", "statuses", "story")}


def around(claim: Row, text: str) -> tuple[str, str]:
    """The words before and after a claim's sentence in its article, cut at a space; none where it stands in another field."""
    sentence = claim["sentence"]
    if not sentence or (sentence["field"] or "text") != "text" or sentence["start"] is None:
        return "", ""
    before, after = text[max(0, sentence["start"] - CONTEXT) : sentence["start"]], text[sentence["end"] :][:CONTEXT]
    if sentence["start"] > CONTEXT:
        before = "… " + before.partition(" ")[2]
    if len(text) - sentence["end"] > CONTEXT:
        after = after.rpartition(" ")[0] + " …"
    return before, after
