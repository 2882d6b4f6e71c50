"""One labelled sentence against what a coder made of it: hits, extras and misses, level by level, type by type.

Codes are compared by their part before the dot. Each gold claim pairs with at most one found claim, the best match first.
docs/evaluation.md says what each level means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from kawat.ontology import EVENTS, QUAD, STATUSES
from kawat.types import Claim, Coded, Party, Quote

LEVELS = ("any", "quad", "event", "dyad", "full", "quote", "speaker")
CELLS = (*LEVELS, *EVENTS, *STATUSES)
"""What is counted for each sentence: the levels, then the types and the statuses (each where the type is right)."""
_QUAD, _EVENT, _DYAD, _FULL = 1, 2, 3, 4
_DEPTHS = {"quad": _QUAD, "event": _EVENT, "dyad": _DYAD, "full": _FULL}
_SAME_QUOTE, _SAME_SPEAKER = 0.6, 0.5
Counts = tuple[int, int, int]


class GoldClaim(msgspec.Struct, frozen=True):
    """A claim as a person coded it; one in ``doubt`` costs nothing when missed and gains nothing when found."""

    event: str
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    status: str = "real"
    trigger: str = ""
    doubt: bool = False


class GoldQuote(msgspec.Struct, frozen=True):
    """A quote as a person coded it: the speaker's code and words, and what is said."""

    content: str
    speaker: str | None = None
    speaker_text: str | None = None
    direct: bool = False


class Item(msgspec.Struct, frozen=True):
    """One labelled sentence with its context; fields that are not named here are ignored."""

    text: str
    claims: tuple[GoldClaim, ...]
    quotes: tuple[GoldQuote, ...] = ()
    id: str = ""
    lang: str | None = None
    title: str | None = None
    before: str | None = None
    published: str | None = None


class Act(NamedTuple):
    """What is compared of a claim; codes without sectors, unknown ones left out."""

    event: str
    actor: frozenset[str]
    recipient: frozenset[str]
    status: str


class Pair(NamedTuple):
    """A gold claim and the found one that it was paired with, by position, and how deep they agree (1 quad to 4 full)."""

    level: int
    gold: int
    found: int


def counts(item: Item, coded: Coded) -> list[Counts]:
    """Hits, extras and misses of a sentence in each of CELLS."""
    golds, founds = [gold_act(claim) for claim in item.claims], [found_act(claim) for claim in coded.claims]
    pairs = paired(golds, founds)
    doubtful = {i for i, claim in enumerate(item.claims) if claim.doubt}
    sure = [pair for pair in pairs if pair.gold not in doubtful]
    excused = {pair.found for pair in pairs if pair.gold in doubtful}
    gold_left = [act for i, act in enumerate(golds) if i not in doubtful]
    found_left = [act for j, act in enumerate(founds) if j not in excused]
    out = {"any": _any(bool(golds), bool(gold_left), bool(founds))}
    for level, depth in _DEPTHS.items():
        out[level] = _counts(sum(pair.level >= depth for pair in sure), len(gold_left), len(found_left))
    hits = [(golds[pair.gold], founds[pair.found]) for pair in sure if pair.level >= _EVENT]
    typed, wanted, given = (Counter(act.event for act in acts) for acts in ([g for g, _ in hits], gold_left, found_left))
    out |= {event: _counts(typed[event], wanted[event], given[event]) for event in EVENTS}
    same = [g for g, f in hits if g.status == f.status]
    right, wanted, given = (Counter(act.status for act in acts) for acts in (same, gold_left, found_left))
    out |= {status: _counts(right[status], wanted[status], given[status]) for status in STATUSES}
    quoted, spoken = _quotes(item.quotes, coded.quotes)
    out["quote"] = _counts(quoted, len(item.quotes), len(coded.quotes))
    out["speaker"] = _counts(spoken, len(item.quotes), len(coded.quotes))
    return [out[cell] for cell in CELLS]


def _counts(hits: int, gold: int, found: int) -> Counts:
    return hits, found - hits, gold - hits


def _any(gold: bool, sure: bool, found: bool) -> Counts:
    """Whether there is a claim at all; a sentence whose gold claims are all in doubt is left out."""
    return int(sure and found), int(not gold and found), int(sure and not found)


def gold_act(claim: GoldClaim) -> Act:
    """What is compared of a gold claim."""
    return Act(claim.event, _codes(claim.actor), _codes(claim.recipient), claim.status)


def found_act(claim: Claim) -> Act:
    """What is compared of a coder's claim."""
    return Act(claim.event, _party_codes(claim.actor), _party_codes(claim.recipient), claim.status)


def _party_codes(parties: tuple[Party, ...]) -> frozenset[str]:
    return _codes(party.code for party in parties)


def _codes(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(code.split(".")[0].upper() for code in codes) - {"", "?"}


def paired(golds: list[Act], founds: list[Act]) -> list[Pair]:
    """Pairs of claims that share at least their quad class, the deepest agreement first, each claim in one pair at most."""
    every = [Pair(agreement(g, f), i, j) for i, g in enumerate(golds) for j, f in enumerate(founds)]
    used_golds, used_founds, out = set(), set(), []
    for pair in sorted((pair for pair in every if pair.level), reverse=True):
        if pair.gold not in used_golds and pair.found not in used_founds:
            used_golds.add(pair.gold)
            used_founds.add(pair.found)
            out.append(pair)
    return out


def agreement(gold: Act, found: Act) -> int:
    """How deep two claims agree: 0 not at all, 1 quad class, 2 type, 3 parties too, 4 status too."""
    if gold.event != found.event:
        return _QUAD if QUAD[gold.event] == QUAD.get(found.event) else 0
    if not _same_parties(gold, found):
        return _EVENT
    return _FULL if gold.status == found.status else _DYAD


def _same_parties(gold: Act, found: Act) -> bool:
    """Whether each side shares a code; a side left open by gold is free, and acts done together compare as one set."""
    if not (gold.actor and gold.recipient and found.actor and found.recipient) and (_together(gold) or _together(found)):
        everybody = gold.actor | gold.recipient
        return len(everybody & (found.actor | found.recipient)) >= min(2, len(everybody))
    return _free_or_shared(gold.actor, found.actor) and _free_or_shared(gold.recipient, found.recipient)


def _together(act: Act) -> bool:
    return len(act.actor) > 1 and not act.recipient


def _free_or_shared(gold: frozenset[str], found: frozenset[str]) -> bool:
    return not gold or bool(gold & found)


def _quotes(golds: tuple[GoldQuote, ...], founds: tuple[Quote, ...]) -> tuple[int, int]:
    """How many quotes are found, and how many of these with their speaker."""
    every = [(overlap(g.content, f.content.text), i, j) for i, g in enumerate(golds) for j, f in enumerate(founds)]
    used_golds, used_founds, spoken = set(), set(), 0
    for share, i, j in sorted(every, reverse=True):
        if share >= _SAME_QUOTE and i not in used_golds and j not in used_founds:
            used_golds.add(i)
            used_founds.add(j)
            spoken += _same_speaker(golds[i], founds[j].speaker)
    return len(used_golds), spoken


def _same_speaker(gold: GoldQuote, found: Party | None) -> bool:
    if found is None:
        return False
    code = (gold.speaker or "").split(".")[0]
    same_code = code == found.code.split(".")[0] and code not in ("", "?")
    return same_code or overlap(gold.speaker_text or "", found.text) >= _SAME_SPEAKER


def overlap(a: str, b: str) -> float:
    """The F1 of the words that two texts share, 0 to 1."""
    ours, theirs = Counter(a.split()), Counter(b.split())
    both = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / both if a and b and both else 0.0
