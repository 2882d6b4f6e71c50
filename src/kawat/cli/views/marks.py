"""Cuts a text where its marked spans begin and end, so that overlapping spans can be shown side by side."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from kawat.types import Claim, Party, Quote, Reading, Span

ACTOR, ACT, RECIPIENT, SPEAKER, QUOTE = "actor", "act", "recipient", "speaker", "quote"
KINDS = (ACTOR, ACT, RECIPIENT, SPEAKER, QUOTE)


class Mark(NamedTuple):
    """Characters ``start`` up to ``end`` play a part; ``number`` is the claim's (0 for a quote's parts)."""

    start: int
    end: int
    kind: str
    number: int = 0


class Segment(NamedTuple):
    """A stretch of text under the same marks; ``acts`` number the claims whose act it is part of.

    ``opens`` and ``closes`` number those whose act begins or ends with it.
    """

    text: str
    kinds: frozenset[str]
    acts: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    closes: tuple[int, ...] = ()


def numbered(reading: Reading) -> list[tuple[int, Claim]]:
    """The claims with the numbers that they are shown under, from 1 in the order of the reading."""
    return list(enumerate(reading.claims, 1))


def marks(reading: Reading, origin: str, text: str) -> list[Mark]:
    """The marks of one field; a related link is told from the others by its ``text``."""
    out: list[Mark] = []
    for number, claim in numbered(reading):
        if claim.origin == origin and (origin != "related" or claim.sentence.text == text):
            out += _of_claim(claim, number)
    for quote in reading.quotes:
        if quote.origin == origin and (origin != "related" or _fits(quote.content, text)):
            out += _of_quote(quote)
    return out


def _of_claim(claim: Claim, number: int) -> list[Mark]:
    out = [Mark(claim.trigger.start, claim.trigger.end, ACT, number)]
    said = (claim.said_by,) if claim.said_by else ()
    for kind, parties in ((ACTOR, claim.actor), (RECIPIENT, claim.recipient), (SPEAKER, said)):
        out += _of_parties(parties, kind, number)
    return out


def _of_quote(quote: Quote) -> list[Mark]:
    out = [Mark(quote.content.start, quote.content.end, QUOTE)]
    if quote.cue:
        out.append(Mark(quote.cue.start, quote.cue.end, SPEAKER))
    return out + (_of_parties((quote.speaker,), SPEAKER, 0) if quote.speaker else [])


def _of_parties(parties: tuple[Party, ...], kind: str, number: int) -> list[Mark]:
    return [Mark(p.start, p.end, kind, number) for p in parties if p.start is not None and p.end is not None]


def _fits(span: Span, text: str) -> bool:
    return text[span.start : span.end] == span.text


def segments(text: str, marked: list[Mark]) -> list[Segment]:
    """The text in stretches of equal marks; joined, they give it again. Marks outside it are cut off."""
    size = len(text)
    inside = [m._replace(start=max(m.start, 0), end=min(m.end, size)) for m in marked]
    inside = [m for m in inside if m.start < m.end]
    cuts = sorted({0, size, *(m.start for m in inside), *(m.end for m in inside)})
    starting: dict[int, list[Mark]] = {}
    for mark in inside:
        starting.setdefault(mark.start, []).append(mark)
    out: list[Segment] = []
    active: list[Mark] = []
    for start, end in pairwise(cuts):
        active = [m for m in active if m.end > start] + starting.get(start, [])
        acts = [m for m in active if m.kind == ACT]
        opens = tuple(dict.fromkeys(m.number for m in acts if m.start == start))
        closes = tuple(dict.fromkeys(m.number for m in acts if m.end == end))
        numbers = tuple(dict.fromkeys(m.number for m in acts))
        out.append(Segment(text[start:end], frozenset(m.kind for m in active), numbers, opens, closes))
    return out
