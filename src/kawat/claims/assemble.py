"""Turns judged acts and found quotes into the records that leave the coder."""

from __future__ import annotations

from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from msgspec.structs import replace

from kawat.actors.mentions import Mention
from kawat.claims.confidence import confidence
from kawat.claims.contexts import contexts
from kawat.claims.lexicon import Frame, Match, Pattern
from kawat.claims.said import Said, speaker_at
from kawat.claims.scene import Act, Scene, known
from kawat.claims.screen import Screen
from kawat.ontology import QUAD, mode, score
from kawat.text.dates import find as find_dates
from kawat.types import Claim, DateRef, Party, Place, Quote, Sentence, Span

# What an obligation voiced to a party is coded by, in place of a pattern of the lexicon.
_OBLIGATION = Pattern((), "active", "v", "REQUEST", "100", Frame("A", "R", frozenset()), "both", "must", frozenset(), frozenset())


class Site(NamedTuple):
    """Where a sentence stands: document id, sentence, field and origin, the article's ISO day, language, coder."""

    document: str
    sentence: Sentence
    field: str
    origin: str
    day: str
    language: str
    coder: str


def claims(scene: Scene, said: list[Said], site: Site, screen: Screen | None) -> list[Claim]:
    """The claims of a sentence, in the order of their act words; acts that name no known party are left out."""
    if screen is not None and screen.excluded:
        return []
    acts = [act for act in scene.acts if not act.dropped and act.fits and not _idle(act, site.language)]
    acts = _distinct(acts) + _obligations(scene, said)
    if not acts:
        return []
    dates = dates_of(site)
    return [claim(scene, act, said, site, dates) for act in acts]


def _idle(act: Act, language: str) -> bool:
    """A doubtful act word between mere role nouns ("polisi", "warga") of unnamed countries: daily life, not politics."""
    parties = [m for m in [*act.actors, *act.recipients] if m.code not in ("", "?")]
    return bool(parties) and all(m.bare or m.sector in ("BUS", "MED") for m in parties) and confidence(act, language) < _DOUBTFUL


_DOUBTFUL = 0.57


def _distinct(acts: list[Act]) -> list[Act]:
    """Of several act words for one act ("melancarkan serangan", "attack ... killed") the first stays."""
    out: list[Act] = []
    for act in acts:
        if not any(_covers(kept, act) for kept in out):
            out.append(act)
    return out


def _covers(kept: Act, new: Act) -> bool:
    return (
        (kept.event, kept.status) == (new.event, new.status)
        and _codes(new.actors) <= _codes(kept.actors)
        and _codes(new.recipients) <= _codes(kept.recipients)
    )


def _codes(mentions: list[Mention]) -> frozenset[str]:
    return frozenset(m.code for m in mentions if m.code and m.code != "?")


def _obligations(scene: Scene, said: list[Said]) -> list[Act]:
    """ "Rusia harus menarik pasukannya, kata Biden": an obligation voiced to a named party is a REQUEST."""
    g, lowers = scene.grammar, scene.tokens.lowers
    out: list[Act] = []
    by_act = {act.match.first: act for act in scene.acts if act.dropped.startswith("an obligation")}
    for at, lower in enumerate(lowers):
        if lower not in g.must or (lower in g.conditional and not _addressed(scene, at)):
            continue
        act = next((by_act[i] for i in range(at + 1, min(at + 5, len(lowers))) if i in by_act), None)
        addressee = (act.recipients if act.passive else act.actors) if act else _addressed(scene, at)
        speaker = speaker_at(said, scene.tokens.starts[at])
        if speaker is None or not known(addressee) or not known([speaker]) or speaker in addressee:
            continue
        request = Act(Match(at, at + 1, (at,), _OBLIGATION), event="REQUEST", cameo="100")
        request.actors, request.recipients = [speaker], addressee
        request.why = [f"an obligation ({lower}) voiced to a named party: REQUEST"]
        out.append(request)
    return out


def _addressed(scene: Scene, at: int) -> list[Mention]:
    """The party right before an obligation word ("Rusia harus ...", "Israel must ...")."""
    i = scene.skip_left(at - 1)
    mention = scene.owner[i] if i >= 0 else None
    return [mention] if mention is not None and mention.kind != "pronoun" and not scene.preposition_before(mention) else []


class Reading(NamedTuple):
    """How a coder came to a claim: mode, confidence and reasons; ``contexts`` where it has its own word on them."""

    mode: str
    confidence: float
    why: tuple[str, ...]
    contexts: tuple[str, ...] | None = None


def claim(scene: Scene, act: Act, said: list[Said], site: Site, dates: list[DateRef], reading: Reading | None = None) -> Claim:
    """The record of an act; without a ``reading`` of another coder it is the lexicon's."""
    tokens, shift = scene.tokens, site.sentence.start
    start, end = tokens.starts[act.match.first], tokens.ends[act.match.last - 1]
    speaker, via = _on_whose_word(scene, act, speaker_at(said, start))
    trigger = Span(start + shift, end + shift, tokens.text[start:end], site.field)
    if reading is None:
        reading = Reading(mode(act.event, act.cameo), confidence(act, site.language), _why(act, site.language))
    return Claim(
        id=_id(site, trigger, act),
        event=act.event,
        mode=reading.mode,
        contexts=contexts(site.language, tokens.lowers) if reading.contexts is None else reading.contexts,
        quad=QUAD[act.event],
        score=score(act.event, act.cameo),
        actor=_parties(scene, act.actors, shift),
        recipient=_parties(scene, [m for m in act.recipients if m not in act.actors], shift),
        status=act.status,
        said_by=_party(scene, speaker, shift) if speaker else None,
        via=via,
        trigger=trigger,
        sentence=Span(site.sentence.start, site.sentence.end, site.sentence.text, site.field),
        date=_date_of(start + shift, dates, site),
        place=_place(scene, act, shift),
        cameo=act.cameo,
        confidence=reading.confidence,
        coder=site.coder,
        why=(*reading.why, *((f"on the word of {speaker.name}",) if speaker else ())),
        origin=site.origin,
    )


def _on_whose_word(scene: Scene, act: Act, speaker: Mention | None) -> tuple[Mention | None, str | None]:
    """The speaker that a claim rests on and the outlet credited; an act in words rests on nobody but its own actor."""
    via = _via(scene)
    if speaker is not None and speaker.sector == "MED":
        via, speaker = via or speaker.name, None
    speaker = act.source or speaker
    in_words = QUAD[act.event].startswith("verbal")
    if speaker is not None and in_words and (speaker in act.actors or speaker.code in _codes(act.actors)):
        speaker = None
    return speaker, via


def _id(site: Site, trigger: Span, act: Act) -> str:
    """A hash of where the act word stands and what it was read as, the same in every run."""
    key = f"{site.document}|{site.field}|{trigger.start}|{trigger.text}|{act.event}"
    return f"c:{blake2b(key.encode(), digest_size=8).hexdigest()}"


def _why(act: Act, language: str) -> tuple[str, ...]:
    pattern = act.match.pattern
    return (f"{language} lexicon: {pattern.source!r} {pattern.event}, frame {_frame(act)}", *act.why)


def _frame(act: Act) -> str:
    frame = act.match.pattern.frame
    mark = "." if act.match.pattern.pos == "n" else ">"
    return f"{frame.subject}{mark}{frame.object}" + (f" ({', '.join(sorted(frame.preps))})" if frame.preps else "")


def _parties(scene: Scene, mentions: list[Mention], shift: int) -> tuple[Party, ...]:
    out: dict[str, Party] = {}
    for mention in mentions:
        party = _party(scene, mention, shift)
        out.setdefault(party.full if party.code != "?" else party.text, party)
    return tuple(out.values())


def _party(scene: Scene, mention: Mention, shift: int) -> Party:
    tokens = scene.tokens
    code = mention.code or "?"
    if mention.first < 0:  # who went on speaking from an earlier sentence
        return Party(code, mention.sector, mention.name, None, None, "")
    start, end = tokens.starts[mention.first], tokens.ends[mention.last - 1]
    text = tokens.text[start:end]
    if mention.kind == "pronoun":
        return Party(code, mention.sector, mention.name if code != "?" else text, None, None, text)
    return Party(code, mention.sector, mention.name or text, start + shift, end + shift, text)


def speaker(scene: Scene, mention: Mention, shift: int) -> Party:
    """The party of a speaker; a pronoun of the sentence has its own place, since a quote shows who is said to speak."""
    party = _party(scene, mention, shift)
    if party.start is None and mention.first >= 0:
        party = replace(party, start=scene.tokens.starts[mention.first] + shift, end=scene.tokens.ends[mention.last - 1] + shift)
    return party


def dates_of(site: Site) -> list[DateRef]:
    """The dates of a sentence, resolved against the article's day."""
    return find_dates(site.sentence.text, site.language, date.fromisoformat(site.day) if len(site.day) == 10 else None)


def _date_of(at: int, dates: list[DateRef], site: Site) -> DateRef | None:
    shift = site.sentence.start
    if dates:
        near = min(dates, key=lambda d: abs((d.start or 0) + shift - at))
        return DateRef(near.value, near.precision, near.basis, (near.start or 0) + shift, (near.end or 0) + shift)
    return DateRef(site.day, "day" if len(site.day) == 10 else "year", "article") if site.day else None


def _place(scene: Scene, act: Act, shift: int) -> Place | None:
    located = [m for m in scene.mentions if m.located and m.place]
    if not located:
        return None
    after = [m for m in located if m.first >= act.match.last] or located
    mention = min(after, key=lambda m: abs(m.first - act.match.last))
    start, end = scene.tokens.starts[mention.first], scene.tokens.ends[mention.last - 1]
    return Place(mention.place, mention.code, start + shift, end + shift, scene.tokens.text[start:end])


def _via(scene: Scene) -> str | None:
    """The outlet credited ("dikutip dari Zing News"): the capitalised words behind the crediting phrase."""
    tokens, g = scene.tokens, scene.grammar
    for end in scene.cues.credits.values():
        while end < len(tokens) and tokens.lowers[end] in g.outlet_leads:
            end += 1
        last = end
        while last < len(tokens) and (tokens.words[last][0].isupper() or tokens.words[last][0].isdigit()) and last < end + 5:
            last += 1
        if last > end and tokens.lowers[end] not in g.never_names and _may_be_outlet(scene, end):
            return tokens.span(end, last)
    return None


def _may_be_outlet(scene: Scene, i: int) -> bool:
    """Whether the name at token ``i`` may be an outlet: no country, body or person that the registry knows."""
    owner = scene.owner[i]
    return owner is None or owner.kind == "unknown" or owner.sector == "MED"


def quotes(scene: Scene, said: list[Said], site: Site) -> list[Quote]:
    """The quotes of a sentence with offsets of the field."""
    shift, text = site.sentence.start, scene.tokens.text
    via = _via(scene) if said else None
    out: list[Quote] = []
    for quote in said:
        if quote.speaker is not None:
            by: Party | None = speaker(scene, quote.speaker, shift)
        elif quote.words:
            start, end = quote.words
            by = Party("?", "", text[start:end], start + shift, end + shift, text[start:end])
        else:
            by = None
        cue = (
            Span(quote.cue[0] + shift, quote.cue[1] + shift, text[quote.cue[0] : quote.cue[1]], site.field) if quote.cue else None
        )
        content = Span(quote.start + shift, quote.end + shift, text[quote.start : quote.end], site.field)
        out.append(Quote(by, cue, content, quote.direct, via, site.origin))
    return out
