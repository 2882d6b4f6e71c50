"""Quotations that run over several sentences: one quote, told once, by one speaker.

Sentences are read one by one, so that a quotation of three sentences is found in up to three pieces, its middle often by
nobody. The marks around it say that it is one.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec.structs import replace

from kawat.claims.said import trimmed
from kawat.ontology import QUAD
from kawat.text.grammar import grammar
from kawat.types import Claim, Party, Quote, Span

# Curly or angled marks in pairs, or straight ones that stand as an opening and a closing mark do; a blank line ends all.
_QUOTATION = re.compile(
    r"“(?:(?!\n\s*\n)[^“”]){2,3000}”|«(?:(?!\n\s*\n)[^«»]){2,3000}»|"
    r"(?<![\w”\"])\"(?=\S)(?:(?!\n\s*\n)[^\"]){2,3000}?(?<=\S)\"(?!\w)"
)
_SENTENCE_END = re.compile(r"[.!?…]['’]?\s+\S")
_ON_WORD = "on the word of "
# How many speakers back somebody who goes on speaking may have been named.
_NEAR = 12


def joined(text: str, language: str, claims: list[Claim], quotes: list[Quote]) -> tuple[list[Claim], list[Quote]]:
    """Claims and quotes of a text with each quotation of several sentences as one quote.

    Pieces whose content lies inside one pair of marks become one: content from mark to mark, cue and speaker of the piece
    that names its speaker outside the marks. Where pieces name several speakers, or name one inside the marks (who is
    quoted by the one who speaks), all stay as they are. Claims inside rest on the speaker's word, as a claim in a quote
    of one sentence does, unless their own sentence names somebody else. ``language`` is one with a grammar.
    """
    body = sorted((q for q in quotes if q.content.field == "text"), key=lambda q: q.content.start)
    starts = [q.content.start for q in body]
    wholes: dict[int, Quote] = {}
    dropped: set[int] = set()
    spans: list[tuple[int, int, Quote]] = []
    for found in _QUOTATION.finditer(text):
        if not _SENTENCE_END.search(found.group()):
            continue
        first, last = bisect_left(starts, found.start()), bisect_left(starts, found.end())
        inside = [q for q in body[first:last] if q.content.end <= found.end() + 1]
        lead = _lead(inside, *found.span())
        if lead is None:
            continue
        start, end = trimmed(text, *found.span())
        whole = replace(lead, content=Span(start, end, text[start:end], "text"), direct=True)
        wholes[id(inside[0])] = whole
        dropped |= {id(q) for q in inside[1:]}
        spans.append((start, end, whole))
    if not spans:
        return claims, quotes
    kept = [wholes.get(id(q), q) for q in quotes if id(q) not in dropped]
    words = grammar(language)
    return _told(claims, spans, words.pronouns | words.speaking), kept


def _lead(inside: list[Quote], start: int, end: int) -> Quote | None:
    """The piece that says who speaks; None where the pieces are not one speaker's words, or there is none."""
    named = [q for q in inside if q.speaker is not None and q.speaker.start is not None]
    if len({(q.speaker.code, q.speaker.text) for q in named if q.speaker}) > 1:
        return None
    if any(q.speaker and q.speaker.start is not None and start <= q.speaker.start < end for q in named):
        return None
    return next(iter(named), None) or next((q for q in inside if q.speaker is not None), inside[0] if inside else None)


def _told(claims: list[Claim], spans: list[tuple[int, int, Quote]], pronouns: frozenset[str]) -> list[Claim]:
    """The claims, those inside a quotation on its speaker's word."""
    starts = [start for start, _, _ in spans]
    out = []
    for claim in claims:
        at = bisect_left(starts, claim.trigger.start + 1) - 1
        inside = at >= 0 and claim.trigger.field == "text" and claim.trigger.end <= spans[at][1]
        out.append(_on_word(claim, spans[at][2], pronouns) if inside else claim)
    return out


def _on_word(claim: Claim, quote: Quote, pronouns: frozenset[str]) -> Claim:
    """A claim on the word of a quotation's speaker; a speaker's own act in words rests on nobody's."""
    speaker, carried = quote.speaker, claim.said_by is not None and claim.said_by.start is None
    if speaker is None or speaker.code == "?" or (claim.said_by is not None and not (carried and speaker.start is not None)):
        return claim
    why = tuple(w for w in claim.why if not w.startswith(_ON_WORD))
    if speaker.sector == "MED":
        return replace(claim, said_by=None, via=claim.via or speaker.name, why=why)
    if QUAD[claim.event].startswith("verbal") and any(p.code == speaker.code for p in claim.actor):
        return replace(claim, said_by=None, why=why)
    # A claim's party found through a pronoun has no place in the text; a quote's speaker has.
    by = replace(speaker, start=None, end=None) if speaker.text.lower() in pronouns else speaker
    return replace(claim, said_by=by, why=(*why, f"{_ON_WORD}{speaker.name}"))


def placed(text: str, language: str, quotes: list[Quote], leads: list[Party]) -> list[Quote]:
    """The quotes, in which who went on speaking has the place where the text names them, so that it can be shown: in the
    quote's own paragraph, else where they were last named before it; a pronoun only where there is no name.

    ``leads``: who was named as about to speak in a sentence of the body that ends in a colon. ``language`` is one with a
    grammar.
    """
    named = [q.speaker for q in quotes if q.content.field == "text" and q.speaker is not None] + leads
    places = sorted(((p.start, p) for p in named if p.start is not None), key=lambda x: x[0])
    starts = [start for start, _ in places]
    breaks = [found.start() for found in re.finditer("\n", text)]
    pronouns = grammar(language).pronouns
    out = []
    for quote in quotes:
        by, start = quote.speaker, quote.content.start
        if by is not None and by.start is None and quote.content.field == "text":
            at, here = bisect_left(starts, start), bisect_left(breaks, start)
            around = [*reversed(places[max(0, at - _NEAR) : at]), *places[at : at + _NEAR]]
            own = [(place, p) for place, p in around if bisect_left(breaks, place) == here]
            same = [p for place, p in own + [x for x in around if x[0] < start] if (p.code, p.name) == (by.code, by.name)]
            found = min(same, key=lambda p: p.text.lower() in pronouns, default=None)
            if found is not None:
                quote = replace(quote, speaker=replace(by, start=found.start, end=found.end, text=found.text))
        out.append(quote)
    return out
