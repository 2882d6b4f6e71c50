"""What of a desk is exported: the real events that a query asks for, each with all its reports; and what was left out.

Events are those of the desk's table, merged from the claims of the newest version of each article, corrections applied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

import msgspec

from kawat.desk import Desk
from kawat.desk.questions import connect
from kawat.errors import UnknownNameError
from kawat.export.event import Actor, Event, Location, Report
from kawat.ontology import EVENTS

_BATCH = 2000
# An event's own columns, then those of each of its claims and their documents; ``lead`` ends at the first blank line, or with
# the first sentence.
_QUESTION = """
SELECT e.id AS event_id, e.event AS type, e.mode AS its_mode, e.quad AS its_quad, e.score AS its_score, e.day AS its_day,
    e.actor AS actors, e.recipient AS recipients, e.place AS its_place, e.evidence, e.outlets, e.documents,
    c.id, c.event, c.contexts, c.actor, c.recipient, c.date, c.cameo, c.confidence, c.coder, c.trigger, c.document,
    d.url, d.outlet, d.title, d.published, d.language, length(d.text) AS length, s."index" AS ordinal,
    c.sentence.field = 'title' OR c.sentence.start < greatest(strpos(d.text, chr(10) || chr(10)), 1) AS lead
FROM (SELECT *, unnest(claims) AS claim FROM events e WHERE {where}) e
JOIN claims c ON c.id = e.claim JOIN documents d ON d.id = c.document
LEFT JOIN sentences s ON s.document = c.document AND s.field = c.sentence.field AND s.start = c.sentence.start
ORDER BY e.day NULLS LAST, e.id, d.published, c.id
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
        """The query as conditions on ``events e``, with the values of their question marks."""
        tests: list[str] = []
        values: list[Any] = []
        for side in ("actor", "recipient"):
            if code := getattr(self, side):
                tests.append(f"list_contains(list_transform(e.{side}, lambda p: p.code), ?)")
                values.append(code)
        if self.event:
            tests.append("e.event = ?")
            values.append(self.event)
        for sign, day in ((">=", self.since), ("<=", self.until)):
            if day:
                tests.append(f"e.day {sign} ?")
                values.append(date.fromisoformat(day))
        return tests, values


@dataclass
class Receipt:
    """What became of the events that the query asks for: ``events`` written, of ``claims``; ``left_out``: events by reason."""

    claims: int = 0
    events: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def events(desk: Desk, query: Query, receipt: Receipt) -> Iterator[Event]:
    """The real events of a desk that a query asks for, by day and id, those without a day last; ``receipt`` is kept on the way.

    Raises DeskError where the desk's claims were never merged.
    """
    desk.needs_events()
    tests, values = query.tests()
    where = " AND ".join(["TRUE", *tests])
    with connect(desk.store, desk.version) as connection:
        counts = f"SELECT status, count(*) FROM events e WHERE {where} AND status <> 'real' GROUP BY status"
        receipt.left_out.update(dict(connection.execute(counts, values).fetchall()))
        question = _QUESTION.format(where=f"{where} AND e.status = 'real'")
        batches = connection.sql(question, params=values).to_arrow_reader(_BATCH)
        rows = (row for batch in batches for row in batch.to_pylist())
        for _, claims in groupby(rows, key=lambda row: row["event_id"]):
            event = _event(list(claims))
            receipt.events += 1
            receipt.claims += len(event.claims)
            yield event


def _event(claims: Sequence[dict[str, Any]]) -> Event:
    """An event from the rows of its claims, the oldest report first."""
    own = claims[0]
    best = next((row for row in claims if row["id"] == own["evidence"]), own)
    typed = [row for row in claims if row["event"] == own["type"]] or list(claims)
    names = Counter(
        (p["code"], p["name"]) for row in claims for side in ("actor", "recipient") for p in row[side] or () if p["name"]
    )
    sure = [row["confidence"] for row in claims if row["confidence"] is not None]
    return Event(
        id=own["event_id"], event=own["type"], cameo=_most(Counter(row["cameo"] for row in typed)), quad=own["its_quad"],
        score=_round(own["its_score"], 2) or 0.0, day=own["its_day"].isoformat() if own["its_day"] else "",
        actors=_actors(own["actors"], names), recipients=_actors(own["recipients"], names), mode=own["its_mode"] or "",
        contexts=tuple(best["contexts"] or ()), dated=_dated(claims), place=_location(own["its_place"]),
        confidence=_round(max(sure), 4) if sure else None, coder=best["coder"], claims=tuple(row["id"] for row in claims),
        documents=tuple(own["documents"]), outlets=tuple(own["outlets"]), reports=tuple(_report(row) for row in claims),
    )  # fmt: skip


def _report(row: dict[str, Any]) -> Report:
    return Report(
        document=row["document"], claim=row["id"], url=row["url"] or "", outlet=row["outlet"] or "", title=row["title"] or "",
        published=row["published"] or "", language=row["language"] or "",
        sentence=None if row["ordinal"] is None else row["ordinal"] + 1, actor=_offset(row, row["actor"]),
        recipient=_offset(row, row["recipient"]), action=_offset(row, [row["trigger"]]), length=row["length"] or 0,
        confidence=_round(row["confidence"], 4), lead=bool(row["lead"]),
    )  # fmt: skip


def _dated(claims: Sequence[dict[str, Any]]) -> str:
    """How the event's day is known: by a claim that gives it, else by the article's own; "" without a day."""
    day = claims[0]["its_day"]
    if day is None:
        return ""
    given = [row["date"]["basis"] for row in claims if row["date"] and row["date"]["value"] == day.isoformat()]
    return next((basis for basis in given if basis != "article"), "article")


def _location(place: dict[str, Any] | None) -> Location | None:
    if place is None:
        return None
    name = place["name"] or place["mention"] or ""
    return Location(
        name, place["country"] or "", place["region"] or "", "", _round(place["latitude"], 5), _round(place["longitude"], 5)
    )


def _actors(parties: list[dict[str, Any]] | None, names: Counter[tuple[str, str]]) -> tuple[Actor, ...]:
    """The parties of an event, each by the name that its claims mostly have for it."""
    return tuple(
        Actor(p["code"], p["sector"] or "", _most(Counter({name: n for (code, name), n in names.items() if code == p["code"]})))
        for p in parties or ()
    )


def _most(counts: Counter[str]) -> str:
    """The most frequent value, the first of the alphabet among equals; "" of none."""
    return min(counts, key=lambda value: (-counts[value], value), default="")


def _offset(row: dict[str, Any], spans: list[dict[str, Any]] | None) -> int | None:
    """Where the first of the words stands in the article's text; None where they stand in another field."""
    in_text = row["trigger"] and (row["trigger"]["field"] or "text") == "text"
    return next((s["start"] for s in spans or () if s and s["start"] is not None), None) if in_text else None


def _round(value: float | None, digits: int) -> float | None:
    """A number without the noise of being kept in 32 bits."""
    return None if value is None else round(value, digits)
