"""The records that the API gives, in the terms of FORMATS; days are ISO 8601, offsets code points of the record's own text."""

from __future__ import annotations

from datetime import date as Day
from typing import Any

import msgspec

from kawat.types import DateRef, Link, Party, Place, Span


class Failure(msgspec.Struct, frozen=True):
    """What went wrong: the HTTP status, and what to do."""

    status: int
    message: str


class Problem(msgspec.Struct, frozen=True):
    """Every error has this shape."""

    error: Failure


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One article; ``text`` is null in a list unless asked for (``text=true``)."""

    id: str
    key: str
    revision: int
    url: str
    outlet: str
    title: str
    byline: str
    editor: str
    place: str
    published: str
    reported: Day | None
    language: str
    text: str | None
    caption: str
    credit: str
    tags: list[str]
    related: list[Link]
    fetched: str
    source: str
    notes: list[str]
    coder: str


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence's report that an actor did one thing, corrections applied."""

    id: str
    document: str
    outlet: str
    language: str
    reported: Day | None
    event: str
    mode: str
    contexts: list[str]
    quad: str
    score: float
    actor: list[Party]
    recipient: list[Party]
    status: str
    said_by: Party | None
    via: str | None
    trigger: Span
    sentence: Span
    date: DateRef | None
    day: Day | None
    place: Place | None
    cameo: str
    confidence: float
    coder: str
    why: list[str]
    origin: str


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """Words that an article puts in a speaker's mouth; ``id`` is the document's with the quote's number."""

    id: str
    document: str
    number: int
    outlet: str
    language: str
    reported: Day | None
    speaker: Party | None
    cue: Span | None
    content: Span
    direct: bool
    via: str | None
    origin: str
    coder: str


class Where(msgspec.Struct, frozen=True, kw_only=True):
    """A place as the gazetteer has it."""

    mention: str
    name: str
    geonameid: int | None
    latitude: float | None
    longitude: float | None
    kind: str
    country: str
    region: str
    code: str
    claimants: list[str]
    score: float | None


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One act as reported by one or many claims, with the sentence that shows it best."""

    id: str
    event: str
    mode: str
    quad: str
    score: float
    actor: list[str]
    recipient: list[str]
    status: str
    day: Day | None
    first: Day | None
    last: Day | None
    reports: int
    outlets: list[str]
    claims: list[str]
    documents: list[str]
    evidence: str
    place: Where | None
    told_by: str
    sentence: str
    word: str
    document: str
    url: str
    title: str
    statuses: dict[str, int]
    said_by: list[str]
    story: str
    contradicted: list[str]


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """What several articles tell of; ``copies`` are those of its documents that repeat another one's words."""

    id: str
    title: str
    first: Day | None
    last: Day | None
    documents: list[str]
    copies: list[str]
    outlets: list[str]
    languages: list[str]


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts or is acted upon in this desk: ``events`` counts what links it with others."""

    code: str
    name_id: str
    name_en: str
    kind: str
    events: int


class Partner(msgspec.Struct, frozen=True):
    """With whom an actor is linked, by how many events."""

    code: str
    events: int


class ActorInFull(Actor, frozen=True, kw_only=True):
    """An actor with its bodies (as of today), its members if it is one, and those it has most to do with."""

    memberships: list[str]
    members: list[str]
    partners: list[Partner]


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """A period of a relation: events by quad, their net and mean score, the level with its 90% interval."""

    period: str
    events: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    negated: int
    unreal: int
    net: float
    intensity: float | None
    conflict: float | None
    level: float | None
    low: float | None
    high: float | None
    attention: float


class Mover(msgspec.Struct, frozen=True, kw_only=True):
    """An event that moved a relation, by how many points of the mean score, and the sentence that shows it.

    ``towards``: 1 what the first side did to the second, -1 the other way, 0 both together.
    """

    id: str
    day: Day
    event: str
    mode: str
    score: float
    towards: int
    effect: float
    actors: list[str]
    recipients: list[str]
    sentence: str
    outlet: str


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """A change in how two sides get along: scores a week before and after it, and the events that made it."""

    a: str
    b: str
    date: Day
    probability: float
    way: str
    before: float
    after: float
    conflict_before: float | None
    conflict_after: float | None
    events: int
    sentence_id: str
    sentence_en: str
    causes: list[Mover]


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """How two sides get along, period by period; ``sentences`` say it in words."""

    a: str
    b: str
    directed: bool
    by: str
    level: str
    periods: list[Period]
    shifts: list[Shift]
    sentences: list[str]
    movers: list[Mover]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was found; spans are (start, end) in code points of ``title`` and ``snippet``."""

    document: str
    url: str
    title: str
    title_spans: list[list[int]]
    outlet: str
    day: str
    language: str
    snippet: str
    spans: list[list[int]]


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """An export that lies beside the desk, with its manifest."""

    id: str
    format: str
    made: str
    manifest: dict[str, Any]
