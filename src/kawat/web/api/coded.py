"""What ``POST /code`` answers, as ``kawat code`` writes it."""

from __future__ import annotations

from typing import Any

import msgspec

from kawat.types import DateRef, Party, Place, Span


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
