"""Quotations that run over several sentences: one quote, told once, by one speaker.

Sentences are read one by one, so that a quotation of three sentences is found in up to three pieces, its middle often by
nobody. The marks around it say that it is one.
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from kawat.claims.said import trimmed
from kawat.ontology import QUAD
from kawat.types import Claim, Party, Quote, Span

# Curly marks in pairs, or straight ones that stand as an opening and a closing mark do; a blank line ends both.
_QUOTATION = re.compile(r"“(?:(?!\n\s*\n)[^“”]){2,3000}”|(?<![\w”\"])\"(?=\S)(?:(?!\n\s*\n)[^\"]){2,3000}?(?<=\S)\"(?!\w)")
_SENTENCE_END = re.compile(r"[.!?…]['’]?\s+\S")


def joined(text: str, claims: list[Claim], quotes: list[Quote]) -> tuple[list[Claim], list[Quote]]:
    """Claims and quotes of a text with each quotation of several sentences as one quote.

    Pieces whose content lies inside one pair of marks become one: content from mark to mark, cue and speaker of the piece
    that names them. Pieces that name different speakers stay as they are. Claims inside that rest on nobody's word yet
    rest on the speaker's, as a claim in a quote of one sentence does.
    """
    for found in _QUOTATION.finditer(text):
        if not _SENTENCE_END.search(found.group()):
            continue
        inside = [q for q in quotes if q.content.field == "text" and _within(q.content, *found.span())]
        named = [q for q in inside if q.speaker is not None and q.speaker.start is not None]
        if not inside or len({(q.speaker.code, q.speaker.text) for q in named if q.speaker}) > 1:
            continue
        lead = next(iter(named), None) or next((q for q in inside if q.speaker is not None), inside[0])
        start, end = trimmed(text, *found.span())
        whole = replace(lead, content=Span(start, end, text[start:end], "text"), direct=True)
        at = min(quotes.index(q) for q in inside)
        quotes = [*quotes[:at], whole, *(q for q in quotes[at:] if not any(q is piece for piece in inside))]
        if lead.speaker is not None:
            claims = [_told(c, lead.speaker) if _within(c.trigger, start, end) else c for c in claims]
    return claims, quotes


def _within(span: Span, start: int, end: int) -> bool:
    return span.field == "text" and start - 1 <= span.start and span.end <= end + 1


def _told(claim: Claim, speaker: Party) -> Claim:
    """A claim inside a quotation, on its speaker's word; a speaker's own act in words rests on nobody's."""
    own = QUAD[claim.event].startswith("verbal") and any(p.code == speaker.code for p in claim.actor)
    if claim.said_by is not None or own or speaker.sector == "MED":
        return claim
    return replace(claim, said_by=speaker, why=(*claim.why, f"on the word of {speaker.name} (quotation of several sentences)"))
