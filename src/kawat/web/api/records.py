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


class Documents(msgspec.Struct, frozen=True):
    """A page of documents, the newest first."""

    documents: list[Document]
    next: str | None
    version: int


class Claims(msgspec.Struct, frozen=True):
    """A page of claims, the newest act first."""

    claims: list[Claim]
    next: str | None
    version: int


class Quotes(msgspec.Struct, frozen=True):
    """A page of quotes, the newest first."""

    quotes: list[Quote]
    next: str | None
    version: int


class Events(msgspec.Struct, frozen=True):
    """A page of events, the newest act first."""

    events: list[Event]
    next: str | None
    version: int


class Stories(msgspec.Struct, frozen=True):
    """A page of stories, the last told first."""

    stories: list[Story]
    next: str | None
    version: int


class Actors(msgspec.Struct, frozen=True):
    """A page of actors, the busiest first."""

    actors: list[Actor]
    next: str | None
    version: int


class Shifts(msgspec.Struct, frozen=True):
    """Where relations moved most, the largest change first."""

    shifts: list[Shift]
    version: int


class Search(msgspec.Struct, frozen=True):
    """A page of articles that hold the words; ``more``: there are more than ``total``; ``complete``: all are indexed."""

    articles: list[Found]
    total: int
    more: bool
    complete: bool
    next: str | None
    version: int


class Exports(msgspec.Struct, frozen=True):
    """The exports that lie beside the desk, the newest first."""

    exports: list[Export]


class Stretch(msgspec.Struct, frozen=True):
    """Where a sentence stands: the text is the asker's own."""

    start: int
    end: int
    field: str = "text"


class CodedClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim as ``kawat code`` writes it (FORMATS)."""

    id: str
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
    sentence: Stretch
    date: DateRef | None
    place: Place | None
    cameo: str
    confidence: float
    coder: str
    why: list[str]
    origin: str = "body"


class CodedQuote(msgspec.Struct, frozen=True, kw_only=True):
    """A quote as ``kawat code`` writes it (FORMATS)."""

    speaker: Party | None
    cue: Span | None
    content: Span
    direct: bool
    via: str | None = None
    origin: str = "body"


class Coded(msgspec.Struct, frozen=True, kw_only=True):
    """What was found in one record; ``between`` answers its ``parties``, ``notes`` say why a text was not coded."""

    id: str
    language: str
    claims: list[CodedClaim]
    quotes: list[CodedQuote]
    between: dict[str, Any] | None = None
    notes: list[str] = []


class CodedRecords(msgspec.Struct, frozen=True):
    """Several coded records, in the order in which they were sent."""

    coded: list[Coded]


class Index(msgspec.Struct, frozen=True):
    """What there is: addresses by name, the API's version, Kawat's, and the desk's newest version."""

    api: str
    kawat: str
    desk: int
    state: str
    links: dict[str, str]
