"""One sentence that says which way a dyad points and by which acts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from kawat.relations.phrases import DIRECTION, Verb, name, verb
from kawat.types import Claim

MOST_ACTS = 4
_REAL_FIRST = {"real": 0, "negated": 1, "unreal": 2}


class _Act(NamedTuple):
    """A kind of act in one direction; ``together`` when both sides did it."""

    doer: str
    other: str
    verb: Verb
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
        return f"{head}: {_NONE_REAL[language]}; {_told(acts[:MOST_ACTS], counts, language)}."
    tail = _told(leading[:MOST_ACTS], counts, language)
    if against:
        but = _told(against[:2], counts, language)
        tail = f"{tail}; {_BUT[language]} {but}" if tail else but
    return f"{head}: {tail}."


def _told(acts: list[_Act], counts: Counter[_Act], language: str) -> str:
    """The acts, each doer named once: "A accuses B (twice) and threatens B; B rejects what A wants"."""
    by_subject: dict[str, list[str]] = {}
    for act in acts:
        subject, phrase = _phrase(act, counts[act], language)
        by_subject.setdefault(subject, []).append(phrase)
    return "; ".join(f"{subject} {_list(phrases, language)}" for subject, phrases in by_subject.items())


_NONE_REAL = {"id": "tidak ada tindakan nyata yang dilaporkan", "en": "no act is reported as real"}
_BUT = {"id": "namun", "en": "but"}
_AND = {"id": "dan", "en": "and"}


def _act(a: str, b: str, claim: Claim) -> _Act:
    doers = {p.code for p in claim.actor}
    together = not claim.recipient
    doer = a if a in doers and (together or any(p.code == b for p in claim.recipient)) else b
    # A request speaks for no direction: it hardly moves the net.
    friendly = None if claim.event == "REQUEST" else claim.score > 0
    return _Act(
        doer,
        b if doer == a else a,
        verb(claim.event, claim.mode, together),
        claim.status,
        together,
        friendly,
    )


def _head(first: str, second: str, direction: str, language: str) -> str:
    one, two, word = name(first, language), name(second, language), DIRECTION[language][direction]
    return f"{one}–{two} {word}" if language == "id" else f"Relations between {one} and {two} {word}"


def _phrase(act: _Act, count: int, language: str) -> tuple[str, str]:
    """Who does it, and what, in words; what is done together has both sides as its doers."""
    other = name(act.other, language)
    subject = name(act.doer, language) + (f" {_AND[language]} {other}" if act.together else "")
    if language == "id":
        words = f"{_STATUS_ID[act.status]}{act.verb.id.format(b=other)}"
    else:
        words = _english(act).format(b=other)
    return subject, words + _times(count, language)


_STATUS_ID = {"real": "", "negated": "tidak ", "unreal": "diandaikan "}


def _english(act: _Act) -> str:
    if act.status == "negated":
        return f"{'do' if act.together else 'does'} not {act.verb.base}"
    return f"might {act.verb.base}" if act.status == "unreal" else act.verb.en


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
