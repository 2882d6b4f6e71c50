"""The rules on top of the network: which acts and quotes stay."""

from __future__ import annotations

from typing import Any

from kawat.actors.mentions import Mention
from kawat.claims.reader.decode import Judged, told
from kawat.claims.reader.features import Part
from kawat.claims.reader.parties import Sentence
from kawat.claims.said import Said

# What ordinary crime and its policing are told by, and from which weight of words a sentence is about them.
_POLICING = ("COERCE", "ACCUSE", "SANCTION", "ASSAULT", "THREATEN", "AID")
_CRIME = 0.5


def settled(judged: list[Judged], crime: float = 0.0) -> list[Judged]:
    """The acts that stay, in the order of their words: each told once, where it is surest, and none of ordinary crime;
    ``crime`` is how much the sentence speaks of it (``screen.crime``)."""
    out: list[Judged] = []
    for one in sorted(judged, key=lambda one: (-one.sure, -one.score)):
        policing = crime >= _CRIME and _ordinary(one)
        if not policing and not any(_covers(kept, one) for kept in out):
            out.append(one)
    return sorted(out, key=lambda one: one.act.match.first)


def _ordinary(judged: Judged) -> bool:
    """Whether an act is of the kind that ordinary crime and its policing are told by: police or courts against private
    people of their own country or against nobody known (codebook, section 1)."""
    actors = [m for m in judged.act.actors if m.code not in ("", "?")]
    recipients = [m for m in judged.act.recipients if m.code not in ("", "?")]
    at_home = {m.code for m in actors}
    return (
        judged.act.event in _POLICING
        and all(m.sector in ("COP", "JUD", "CVL") for m in actors)
        and all(m.sector in ("CVL", "CRM") or (m.sector == "" and m.code in at_home) for m in recipients)
    )


def _covers(kept: Judged, new: Judged) -> bool:
    a, b = kept.act, new.act
    same = (a.event, a.status) == (b.event, b.status)
    return same and _codes(b.actors) <= _codes(a.actors) and _codes(b.recipients) <= _codes(a.recipients)


def _codes(mentions: list[Any]) -> frozenset[str]:
    return frozenset(m.code for m in mentions if m.code and m.code != "?")


def quoted(found: list[Said], lexical: list[Said], sentence: Sentence, settings: dict[str, Any]) -> list[Said]:
    """The quotes of rules and network together.

    Where both see one, the rules set its ends, since they know where clauses end, and the network names the speaker
    (held-out speakers: 0.754 against 0.707 with the rules' choice first). What only the rules see stays if the network
    does not deny it; what only the network sees, if it is sure of the words and has a speaker or quotation marks.
    """
    inside = told(sentence)
    starts = sentence.scene.tokens.starts

    def sure(quote: Said) -> float:
        words = [float(inside[i]) for i, at in enumerate(starts) if quote.start <= at < quote.end]
        return sum(words) / max(1, len(words))

    out = []
    for quote in lexical:
        other = max((q for q in found if _shared(q, quote)), key=lambda q: _shared(q, quote), default=None)
        if other is None and sure(quote) < settings.get("quote_deny", 0.4):
            continue
        seen = other is not None and other.speaker is not None and other.speaker.first >= 0
        if other is not None and quote.speaker is None and (quote.words is None or seen):
            quote.speaker, quote.words = other.speaker, other.words or quote.words
        elif other is not None and other.speaker is not None and quote.speaker is not None:
            quote.speaker = _surer(quote.speaker, other.speaker)
        if other is not None and quote.cue is None:
            quote.cue = other.cue
        out.append(quote)
    for quote in found:
        named = quote.speaker is not None or quote.words is not None or quote.direct
        if not any(_shared(quote, q) for q in lexical) and named and sure(quote) >= settings.get("quote_alone", 0.7):
            out.append(quote)
    return sorted(out, key=lambda q: q.start)


def _surer(ruled: Mention, seen: Mention) -> Mention:
    """Who speaks: whom the network points at in the sentence; but a pronoun that the rules have resolved stays resolved,
    and whom the rules know by name goes before words that nobody knows.

    Where the network points at nobody, ``seen`` is who went on speaking, and whom the rules name goes before that.
    """
    if seen.first < 0 <= ruled.first:
        return ruled
    known = ruled.first >= 0 and ruled.code not in ("", "?")
    same = seen.first < ruled.last and ruled.first < seen.last
    stays = ruled.kind == "pronoun" if same else seen.kind == "unknown"
    return ruled if known and stays else seen


def _shared(a: Said, b: Said) -> int:
    """How many characters two quotes share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def word_span(part: Part, start: int, end: int) -> tuple[int, int]:
    """The words that a span of characters covers (the first word where it covers none)."""
    inside = [i for i, (s, e) in enumerate(zip(part.starts, part.ends)) if s < end and e > start]
    return (inside[0], inside[-1] + 1) if inside else (0, 1)
