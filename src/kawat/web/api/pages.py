"""What a list of the API answers: a page of records with the cursor of the next one and the version of the desk."""

from __future__ import annotations

import msgspec

from kawat.web.api.records import Actor, Claim, Document, Event, Export, Found, Quote, Shift, Story


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


class Index(msgspec.Struct, frozen=True):
    """What there is: addresses by name, the API's version, Kawat's, and the desk's newest version."""

    api: str
    kawat: str
    desk: int
    state: str
    links: dict[str, str]
