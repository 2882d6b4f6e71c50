"""An event as it is exchanged: what every format of an export is made from and every import gives."""

from __future__ import annotations

from hashlib import blake2b

import msgspec

from kawat.ontology import QUAD, cameo_codes


class Actor(msgspec.Struct, frozen=True):
    """A party: its code and sector after the codebook ("?" and "" where unknown) and its name as reported."""

    code: str
    sector: str = ""
    name: str = ""

    @property
    def full(self) -> str:
        """``CODE`` or ``CODE.SECTOR``."""
        return f"{self.code}.{self.sector}" if self.sector else self.code


class Location(msgspec.Struct, frozen=True):
    """Where an event took place; ``country`` alpha-3, ``latitude`` and ``longitude`` in degrees (WGS 84), None where unknown."""

    name: str
    country: str = ""
    region: str = ""
    district: str = ""
    latitude: float | None = None
    longitude: float | None = None


class Report(msgspec.Struct, frozen=True):
    """One claim's place in its article.

    ``published`` ISO 8601; ``sentence`` from 1; ``actor``, ``recipient``, ``action``: offsets in code points of the article's
    text, None where the words stand elsewhere (in the headline, say); ``length`` of the text; ``lead``: in headline or lead.
    """

    document: str
    claim: str = ""
    url: str = ""
    outlet: str = ""
    title: str = ""
    published: str = ""
    language: str = ""
    sentence: int | None = None
    actor: int | None = None
    recipient: int | None = None
    action: int | None = None
    length: int = 0
    confidence: float | None = None
    lead: bool = False


class Event(msgspec.Struct, frozen=True):
    """Who did what to whom, when and where, with the claims and articles that it rests on.

    ``event`` is a PLOVER type, "" for a CAMEO code that PLOVER has dropped (statements, 01); ``day`` ISO 8601, "" where
    unknown; ``dated`` says how it is known (``text``, ``relative``, ``article``, ``corrected``; "" for imports). An act
    of several actors without a recipient is reciprocal. ``reports`` has the oldest first.
    """

    id: str
    event: str
    cameo: str
    quad: str
    score: float
    day: str
    actors: tuple[Actor, ...] = ()
    recipients: tuple[Actor, ...] = ()
    mode: str = ""
    contexts: tuple[str, ...] = ()
    status: str = "real"
    dated: str = ""
    place: Location | None = None
    confidence: float | None = None
    coder: str = ""
    claims: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()


Dyad = tuple[Actor | None, Actor | None]


def dyads(event: Event) -> list[Dyad]:
    """The pairs of actor and recipient that a format with one of each has a row for, None for a side that is unknown.

    Each actor with each recipient; of a reciprocal act each actor with each other one, both ways.
    """
    actors, recipients = event.actors, event.recipients
    if not recipients and len(actors) > 1:
        return [(a, b) for a in actors for b in actors if a is not b]
    return [(a, b) for a in actors or (None,) for b in recipients or (None,)]


def number(*words: object) -> int:
    """A whole number for an id that has to be one: the first 52 bits of a hash, exact also as a floating-point number."""
    return int.from_bytes(blake2b("|".join(map(str, words)).encode(), digest_size=8).digest(), "big") >> 12


def typed(cameo: str) -> tuple[str, str, str]:
    """The PLOVER type, mode and quad class of a CAMEO code; "" for those of statements. Raises KeyError for no code."""
    code = cameo_codes()[cameo]
    return code.event, code.mode, QUAD.get(code.event, "")
