"""The records that travel down the line: documents in, claims and quotes out.

All records are frozen msgspec structs. Offsets count Unicode code points of the field that the
record points into (a document's ``text`` unless ``field`` says otherwise), end exclusive.
This module imports nothing of Kawat's.
"""

from __future__ import annotations

from typing import Any

import msgspec


class Span(msgspec.Struct, frozen=True, omit_defaults=True):
    """A stretch of words: ``text == source[start:end]``.

    ``field`` names the text that the offsets count in: ``text`` (the body), ``title``,
    ``caption`` or ``related``.
    """

    start: int
    end: int
    text: str
    field: str = "text"


class Link(msgspec.Struct, frozen=True, omit_defaults=True):
    """A related-reading link that a page carries inside its body ("Baca Juga: ...")."""

    title: str
    url: str = ""


class Document(msgspec.Struct, frozen=True):
    """One article, with the page's furniture in fields of its own or gone.

    ``id`` is a hash of the content, ``published`` an ISO 8601 date or date and time with offset
    ("" where the page shows none), ``place`` the dateline's place, ``language`` an ISO 639-1 code
    ("" where unknown), ``text`` the body with one blank line between paragraphs. ``notes`` say what
    the reader could not find or had to guess.
    """

    id: str
    text: str
    url: str = ""
    outlet: str = ""
    title: str = ""
    byline: str = ""
    editor: str = ""
    place: str = ""
    published: str = ""
    language: str = ""
    caption: str = ""
    credit: str = ""
    tags: tuple[str, ...] = ()
    related: tuple[Link, ...] = ()
    fetched: str = ""
    source: str = ""
    notes: tuple[str, ...] = ()


class Sentence(msgspec.Struct, frozen=True):
    """One sentence of a document's field: ``text[start:end]``; ``index`` counts from 0."""

    index: int
    start: int
    end: int
    text: str


class DateRef(msgspec.Struct, frozen=True):
    """A date as the text gives it, resolved against the article's own date.

    ``value`` is ISO 8601 cut to its ``precision`` ("2022-05-23" day, "2021-12" month, "2021" year;
    a week is given by its Monday). ``basis`` is ``text`` for a date written out in full,
    ``relative`` for one that was resolved against the article's date ("Senin lalu", "23 Mei"),
    ``article`` for the article's own date, used where the sentence gives none.
    ``start`` and ``end`` are None for basis ``article``.
    """

    value: str
    precision: str
    basis: str
    start: int | None = None
    end: int | None = None


class Party(msgspec.Struct, frozen=True):
    """An actor, recipient or speaker as the codebook codes it, and the words that show it.

    ``start``, ``end`` are None when the party was found through a pronoun or the context only (a quote's speaker who is a
    pronoun has the pronoun's place, one who goes on speaking that where another sentence names them); ``text`` then holds
    what the context gives (maybe "").
    """

    code: str
    sector: str
    name: str
    start: int | None
    end: int | None
    text: str

    @property
    def full(self) -> str:
        """``CODE`` or ``CODE.SECTOR``."""
        return f"{self.code}.{self.sector}" if self.sector else self.code


class Place(msgspec.Struct, frozen=True):
    """A named place where an act happened; ``country`` is an ISO 3166-1 alpha-3 code."""

    name: str
    country: str
    start: int
    end: int
    text: str


class Claim(msgspec.Struct, frozen=True):
    """One sentence's report that an actor did one thing, perhaps to a recipient (codebook, section 1)."""

    id: str
    event: str
    mode: str
    contexts: tuple[str, ...]
    quad: str
    score: float
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    status: str
    said_by: Party | None
    via: str | None
    trigger: Span
    sentence: Span
    date: DateRef | None
    place: Place | None
    cameo: str
    confidence: float
    coder: str
    why: tuple[str, ...]
    origin: str = "body"


class Quote(msgspec.Struct, frozen=True):
    """Words that the text puts in a speaker's mouth; ``direct`` when they stand in quotation marks."""

    speaker: Party | None
    cue: Span | None
    content: Span
    direct: bool
    via: str | None = None
    origin: str = "body"


class Coded(msgspec.Struct, frozen=True):
    """What the coder found in one document or sentence.

    ``between`` answers a record's ``parties``; ``notes`` say why a text was not coded.
    """

    id: str
    language: str
    claims: tuple[Claim, ...] = ()
    quotes: tuple[Quote, ...] = ()
    between: dict[str, Any] | None = None
    notes: tuple[str, ...] = ()


class Relation(msgspec.Struct, frozen=True):
    """A dyad of one article: its claims, their summed PLOVER score, and a sentence on where it points."""

    a: str
    b: str
    claims: tuple[str, ...]
    net: float
    direction: str
    sentence_id: str
    sentence_en: str


class Story(msgspec.Struct, frozen=True):
    """What several articles tell of: one happening with what came of it, across outlets, days and languages.

    ``id`` is a hash of the documents' ids. ``documents`` are ordered by day, then id; ``copies`` are those of them that
    repeat another one's words. ``first`` and ``last`` are ISO days ("" where no document has one). ``title`` is that of the
    document nearest to all others.
    """

    id: str
    documents: tuple[str, ...]
    title: str = ""
    first: str = ""
    last: str = ""
    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


class Event(msgspec.Struct, frozen=True):
    """One act as reported by one or many claims.

    ``id`` is a hash of the claims' ids. ``actor`` and ``recipient`` hold codes (``CODE`` or ``CODE.SECTOR``), the most
    reported first; a recipient "?" is somebody unknown, no recipient means that the actors did it together or to nobody.
    ``event`` and status are those of most reports (``statuses``: how many claims have which), ``mode`` and ``score`` (the
    mean) those of the claims of that type. ``day`` is the act's (ISO 8601, "" unknown), ``first`` and ``last`` those of the
    first and the last report. ``reports`` counts independent reports: a copy of another article, or one outlet's repeat,
    counts once with it. ``evidence`` is the id of the claim that shows the act best, ``said_by`` the codes on whose word
    claims of it rest. ``contradicted`` are the ids of events that say the opposite of it: that it did not happen, or that
    somebody else did it.
    """

    id: str
    event: str
    mode: str
    quad: str
    score: float
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    status: str
    day: str
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    outlets: tuple[str, ...]
    first: str
    reports: int
    evidence: str
    place: str = ""
    country: str = ""
    statuses: tuple[tuple[str, int], ...] = ()
    said_by: tuple[str, ...] = ()
    story: str = ""
    contradicted: tuple[str, ...] = ()
    last: str = ""


class Reading(msgspec.Struct, frozen=True):
    """One article as read: the document, what is claimed and said in it, and its dyads."""

    document: Document
    claims: tuple[Claim, ...]
    quotes: tuple[Quote, ...]
    relations: tuple[Relation, ...]
