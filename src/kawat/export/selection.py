"""What of a desk is exported: the claims that a query asks for, as events, with their reports; and what was left out.

Until claims are merged, each claim of status ``real`` is one event. The newest version of each article counts; claims of
related-reading links are left out, for they are other articles' headlines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from kawat.desk import Desk
from kawat.desk.questions import connect
from kawat.errors import UnknownNameError
from kawat.export.event import Actor, Event, Location, Report
from kawat.ontology import EVENTS

_BATCH = 2000
# The columns of a claim and of its document; ``lead`` ends at the first blank line, or with the first sentence.
_COLUMNS = """
c.id, c.event, c.mode, c.contexts, c.quad, c.score, c.actor, c.recipient, c.status, c.day, c.date, c.place, c.cameo,
c.confidence, c.coder, c.trigger, c.document, d.url, d.outlet, d.title, d.published, d.language, length(d.text) AS length,
s."index" AS ordinal, c.sentence.field = 'title'
    OR c.sentence.start < greatest(strpos(d.text, chr(10) || chr(10)), 1) AS lead
"""
_FROM = """
claims c JOIN documents d ON d.id = c.document
SEMI JOIN (SELECT max_by(id, revision) AS id FROM documents GROUP BY key) newest ON newest.id = c.document
"""
_SENTENCE = """
LEFT JOIN sentences s ON s.document = c.document AND s.field = c.sentence.field AND s.start = c.sentence.start
"""


class Query(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which events: by a party's code on either side, by type, and by the day of the act (ISO 8601, both ends included)."""

    actor: str = ""
    recipient: str = ""
    event: str = ""
    since: str = ""
    until: str = ""

    def __post_init__(self) -> None:
        if self.event and self.event not in EVENTS:
            raise UnknownNameError(f"there is no event type {self.event!r}; the types are {', '.join(EVENTS)}.")
        for day in filter(None, (self.since, self.until)):
            try:
                date.fromisoformat(day)
            except ValueError:
                raise UnknownNameError(f"{day!r} is no day. Write 2022-06-01.") from None

    def tests(self) -> tuple[list[str], list[Any]]:
        """The query as conditions on ``claims c``, with the values of their question marks."""
        tests: list[str] = []
        values: list[Any] = []
        for side in ("actor", "recipient"):
            if code := getattr(self, side):
                tests.append(f"list_contains(list_transform(c.{side}, lambda p: p.code), ?)")
                values.append(code)
        if self.event:
            tests.append("c.event = ?")
            values.append(self.event)
        for sign, day in ((">=", self.since), ("<=", self.until)):
            if day:
                tests.append(f"c.day {sign} ?")
                values.append(date.fromisoformat(day))
        return tests, values


@dataclass
class Receipt:
    """What became of the claims that the query asks for: ``claims`` = ``events`` + ``left_out`` (by reason)."""

    claims: int = 0
    events: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def events(desk: Desk, query: Query, receipt: Receipt) -> Iterator[Event]:
    """The events of a desk that a query asks for, by day and id, those without a day last; ``receipt`` is kept on the way."""
    tests, values = query.tests()
    where = " AND ".join(["TRUE", *tests])
    with connect(desk.store, desk.version) as connection:
        _count(connection.execute(_COUNTS.format(where=where), values).fetchall()[0], receipt)
        kept = f"{where} AND c.status = 'real' AND c.origin <> 'related'"
        question = f"SELECT {_COLUMNS} FROM {_FROM} {_SENTENCE} WHERE {kept} ORDER BY c.day NULLS LAST, c.id, c.coder DESC"
        last = ""
        for batch in connection.sql(question, params=values).to_arrow_reader(_BATCH):
            for row in batch.to_pylist():
                if row["id"] == last:
                    receipt.left_out["coded by another coder too"] += 1
                    continue
                last = row["id"]
                receipt.events += 1
                yield _event(row)


_COUNTS = """
SELECT count(*), count(*) FILTER (WHERE now IS NULL), count(*) FILTER (WHERE now IS NOT NULL AND origin = 'related'),
    count(*) FILTER (WHERE now IS NOT NULL AND origin <> 'related' AND status = 'negated'),
    count(*) FILTER (WHERE now IS NOT NULL AND origin <> 'related' AND status = 'unreal')
FROM (
    SELECT c.status, c.origin, n.id AS now FROM claims c
    LEFT JOIN (SELECT id FROM documents SEMI JOIN
        (SELECT max_by(id, revision) AS id FROM documents GROUP BY key) newest USING (id)) n ON n.id = c.document
    WHERE {where}
) AS asked
"""
_REASONS = ("in an older version of its article", "in a link to another article", "negated", "unreal")


def _count(found: Any, receipt: Receipt) -> None:
    receipt.claims, *numbers = found
    receipt.left_out.update({reason: n for reason, n in zip(_REASONS, numbers, strict=True) if n})


def _event(row: dict[str, Any]) -> Event:
    report = Report(
        document=row["document"], claim=row["id"], url=row["url"] or "", outlet=row["outlet"] or "", title=row["title"] or "",
        published=row["published"] or "", language=row["language"] or "",
        sentence=None if row["ordinal"] is None else row["ordinal"] + 1, actor=_offset(row, row["actor"]),
        recipient=_offset(row, row["recipient"]), action=_offset(row, [row["trigger"]]), length=row["length"] or 0,
        confidence=_round(row["confidence"], 4), lead=bool(row["lead"]),
    )  # fmt: skip
    return Event(
        id=row["id"], event=row["event"], cameo=row["cameo"], quad=row["quad"], score=_round(row["score"], 2) or 0.0,
        day=row["day"].isoformat() if row["day"] else "", actors=_actors(row["actor"]), recipients=_actors(row["recipient"]),
        mode=row["mode"] or "", contexts=tuple(row["contexts"] or ()), status=row["status"],
        dated=row["date"]["basis"] if row["date"] and row["day"] else ("article" if row["day"] else ""),
        place=Location(row["place"]["name"], row["place"]["country"] or "") if row["place"] else None,
        confidence=_round(row["confidence"], 4), coder=row["coder"], claims=(row["id"],), documents=(row["document"],),
        outlets=(row["outlet"],) if row["outlet"] else (), reports=(report,),
    )  # fmt: skip


def _actors(parties: list[dict[str, Any]] | None) -> tuple[Actor, ...]:
    return tuple(Actor(p["code"] or "?", p["sector"] or "", p["name"] or "") for p in parties or ())


def _offset(row: dict[str, Any], spans: list[dict[str, Any]] | None) -> int | None:
    """Where the first of the words stands in the article's text; None where they stand in another field."""
    in_text = row["trigger"] and (row["trigger"]["field"] or "text") == "text"
    return next((s["start"] for s in spans or () if s and s["start"] is not None), None) if in_text else None


def _round(value: float | None, digits: int) -> float | None:
    """A number without the noise of being kept in 32 bits."""
    return None if value is None else round(value, digits)
