"""One sentence that says which way a dyad points and by which acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from kawat.relations.phrases import DIRECTION, name, verb
from kawat.types import Claim

MOST_ACTS = 4
_REAL_FIRST = {"real": 0, "negated": 1, "unreal": 2}


class _Act(NamedTuple):
    """A kind of act in one direction; ``together`` when both sides did it."""

    doer: str
    other: str
    event: str
    mode: str
    status: str
    together: bool
    friendly: bool | None


def describe(a: str, b: str, claims: Iterable[Claim], direction: str, language: str) -> str:
    """The sentence of a dyad in ``id`` or ``en``; the acts that make its direction come first."""
    counts = Counter(_act(a, b, claim) for claim in claims)
    acts = sorted(counts, key=lambda act: (_REAL_FIRST[act.status], -counts[act]))
    real = [act for act in acts if act.status == "real"]
    leading = [act for act in real if act.friendly in (direction == "up", None)] if direction != "flat" else real
    leading.sort(key=lambda act: act.friendly is None)
    against = [act for act in real if act not in leading]
    first = (leading or acts)[0]
    head = _head(first.doer, first.other, direction, language)
    if not real:
        said = "; ".join(_phrase(act, counts[act], language) for act in acts[:MOST_ACTS])
        return f"{head}: {_NONE_REAL[language]}; {said}."
    tail = _list([_phrase(act, counts[act], language) for act in leading[:MOST_ACTS]], language)
    if against:
        but = _list([_phrase(act, counts[act], language) for act in against[:2]], language)
        tail = f"{tail}; {_BUT[language]} {but}" if tail else but
    return f"{head}: {tail}."


_NONE_REAL = {"id": "tidak ada tindakan nyata yang dilaporkan", "en": "no act is reported as real"}
_BUT = {"id": "namun", "en": "but"}
_AND = {"id": "dan", "en": "and"}


def _act(a: str, b: str, claim: Claim) -> _Act:
    doers = {p.code for p in claim.actor}
    together = not claim.recipient
    doer = a if a in doers and (together or any(p.code == b for p in claim.recipient)) else b
    # A request speaks for no direction: it hardly moves the net.
    friendly = None if claim.event == "REQUEST" else claim.score > 0
    return _Act(doer, b if doer == a else a, claim.event, claim.mode, claim.status, together, friendly)


def _head(first: str, second: str, direction: str, language: str) -> str:
    one, two, word = name(first, language), name(second, language), DIRECTION[language][direction]
    return f"{one}–{two} {word}" if language == "id" else f"Relations between {one} and {two} {word}"


def _phrase(act: _Act, count: int, language: str) -> str:
    phrase = verb(act.event, act.mode, act.together)
    doer, other = name(act.doer, language), name(act.other, language)
    subject = f"{doer} {_AND[language]} {other}" if act.together else doer
    if language == "id":
        words = f"{subject} {_STATUS_ID[act.status]}{phrase.id.format(b=other)}"
    else:
        words = f"{subject} {_english(act, phrase.en, phrase.base).format(b=other)}"
    return words + _times(count, language)


_STATUS_ID = {"real": "", "negated": "tidak ", "unreal": "diandaikan "}


def _english(act: _Act, finite: str, base: str) -> str:
    if act.status == "negated":
        return f"{'do' if act.together else 'does'} not {base}"
    return f"might {base}" if act.status == "unreal" else finite


def _times(count: int, language: str) -> str:
    if count == 1:
        return ""
    if language == "id":
        return f" ({count} kali)"
    return " (twice)" if count == 2 else f" ({count} times)"


def _list(phrases: list[str], language: str) -> str:
    if len(phrases) < 2:
        return "".join(phrases)
    comma = "," if language == "en" and len(phrases) > 2 else ""
    return f"{', '.join(phrases[:-1])}{comma} {_AND[language]} {phrases[-1]}"
