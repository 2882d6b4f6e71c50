"""How likely two claims report one act: a logistic model over type, parties, day, place, status and words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from kawat.events.likeness import features as shared_words
from kawat.events.parties import Party, alike, parties
from kawat.events.weights import Counts, Vector
from kawat.events.words import Terms, found
from kawat.text.tokens import fold

REACH = 4
"""Days between two reports of one act, at most."""
IN_STORY = 1.5
"""What is added to the log odds of two claims whose articles tell one story."""
# Set by hand: the labelled pairs were drawn among claims of like parties and types, so that they cannot tell these.
FIXED = {"actor_clash": -2.0, "recipient_clash": -1.5, "close_type": -1.0, "place_clash": -1.0}
# Fitted by evals/stories.py on one half of the labelled pairs (docs/decisions/0012-stories-and-events.md).
BIAS = -1.375
WEIGHTS = {
    "told_gap": -0.419, "number_clash": -1.33, "trigger": 0.377, "trigger_told": 1.287, "other_act": -2.337, "mode_clash": -0.554,
    "burst": 0.705, "across": 0.557,
}  # fmt: skip
FEATURES = tuple(WEIGHTS)
# Types that two reporters of one act may choose between (codebook, section 2): promised and done, words and deeds.
_CLOSE = {
    "AGREE": ("CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE"), "CONCEDE": ("RETREAT",), "AID": ("COOPERATE",),
    "SUPPORT": ("CONSULT", "COOPERATE"), "ACCUSE": ("REJECT", "REQUEST"), "REQUEST": ("THREATEN",),
    "THREATEN": ("SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "COERCE": ("ASSAULT", "SANCTION"),
}  # fmt: skip
CLOSE = frozenset(frozenset((one, other)) for one, others in _CLOSE.items() for other in others)
_OPPOSITE = frozenset(("real", "negated"))
# So sure it must be, but for the doer, that two claims blame different doers for one act.
_DISPUTED = 1.0
# Acts that one does and another does not: these alone have a doer who can be disputed.
_BLAMED = frozenset(("ASSAULT", "COERCE"))
# Words that contradicting sentences have in common, besides the act's, at least.
_WORDS = 2


class Report(NamedTuple):
    """What of a claim (a row of the desk) tells which act it reports; ``day`` and ``told``: ordinals of act and report."""

    id: str
    document: str
    outlet: str
    language: str
    event: str
    mode: str
    status: str
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    place: str
    day: int
    told: int
    terms: Terms
    trigger: frozenset[str]

    @property
    def sides(self) -> tuple[Party, ...]:
        """All parties: what one report calls doer another may call partner."""
        return tuple(sorted({*self.actor, *self.recipient}))


def report(claim: Mapping[str, Any]) -> Report | None:
    """The report of a claim; None where neither act nor article has a day."""
    told, day = claim["reported"], claim["day"] or claim["reported"]
    if not isinstance(day, date):
        return None
    told = told if isinstance(told, date) else day
    language, iso = claim["language"] or "", day.isoformat()
    words = found(claim["sentence"].get("text") or "", language, iso)
    return Report(
        claim["id"], claim["document"], claim["outlet"] or "", language, claim["event"], claim["mode"] or "", claim["status"],
        parties(claim["actor"]), parties(claim["recipient"]), (claim["place"] or {}).get("name") or "", day.toordinal(),
        told.toordinal(), Terms(frozenset(words), frozenset()), frozenset(found(claim["trigger"]["text"], language, iso)),
    )  # fmt: skip


def vector(one: Report, counts: Counts) -> Vector:
    """The words of a report's sentence, weighed on the day of the report."""
    return counts.vector(one.terms, one.told)


def features(one: Report, other: Report, left: Vector, right: Vector) -> dict[str, float]:
    """What speaks for and against one act, by name.

    ``*_clash``: both tell it, and not the same; ``trigger``: the triggers share a word or concept; ``trigger_told``: one's
    trigger is named in the other's sentence; ``other_act``: two types and nothing in common in the triggers; ``burst``: what the
    sentences share (``likeness.features``).
    """
    day = date.fromordinal(min(one.day, other.day)).isoformat()
    numbers = [{t for t in r.terms.title if t[0] == "n"} for r in (one, other)]
    across = one.language != other.language
    words = shared_words(left, right, abs(one.told - other.told), across)
    close, trigger = one.event != other.event, bool(one.trigger & other.trigger)
    return {
        "close_type": float(close),
        "actor_clash": float(alike(one.actor, other.actor, day) == 0),
        "recipient_clash": float(alike(one.recipient, other.recipient, day) == 0),
        "place_clash": float(_elsewhere(one, other) and _elsewhere(other, one)),
        "told_gap": words.gap,
        "number_clash": float(bool(numbers[0] and numbers[1]) and not numbers[0] & numbers[1]),
        "trigger": float(trigger),
        "trigger_told": float(bool(one.trigger & other.terms.title or other.trigger & one.terms.title)),
        "other_act": float(close and not trigger),
        "mode_clash": float(bool(one.mode and other.mode) and one.mode != other.mode),
        "burst": words.burst,
        "across": float(across),
    }


def _elsewhere(one: Report, other: Report) -> bool:
    """Whether a report's place is neither the other's nor named in the other's sentence."""
    words = {f"w:{fold(word)}" for word in one.place.split()}
    return bool(one.place and other.place) and one.place != other.place and not words & other.terms.title


def comparable(one: Report, other: Report) -> bool:
    """Whether two claims may report one act at all: of close types, days apart at most, with a party in common or unknown."""
    if abs(one.told - other.told) > REACH or not (one.event == other.event or frozenset((one.event, other.event)) in CLOSE):
        return False
    day = date.fromordinal(min(one.day, other.day)).isoformat()
    return alike(one.sides, other.sides, day) > 0


def fixed(told: Mapping[str, float]) -> float:
    """The part of the log odds that is set by hand."""
    return sum(weight * told[name] for name, weight in FIXED.items())


def odds(told: Mapping[str, float]) -> float:
    """The log odds that two claims with these features report one act."""
    return BIAS + fixed(told) + sum(weight * told[name] for name, weight in WEIGHTS.items())


def contradict(one: Report, other: Report, told: Mapping[str, float]) -> bool:
    """Whether two claims of one act cannot both be so: one says that it did not happen, or each blames another doer.

    Only what is told with the same word, of the same sides and with more words in common is held against each other: many
    can condemn one thing, and who was not hit today may be hit tomorrow.
    """
    words = {term for term in one.terms.title & other.terms.title if term[0] != "n"} - one.trigger - other.trigger
    if one.event != other.event or not one.trigger & other.trigger or len(words) < _WORDS:
        return False
    doers, hit = set(one.actor) & set(other.actor), set(one.recipient) & set(other.recipient)
    if {one.status, other.status} == _OPPOSITE:
        same = doers and (hit or not (one.recipient or other.recipient))
        return bool(same) and abs(one.day - other.day) <= 1 and odds(told) > 0
    if not (one.status == other.status == "real" and one.event in _BLAMED and one.day == other.day and hit):
        return False
    sides = [({p[0] for p in r.actor}, {p[0] for p in r.recipient}) for r in (one, other)]
    apart = bool(sides[0][0] and sides[1][0]) and not (sides[0][0] & (sides[1][0] | sides[1][1]) or sides[1][0] & sides[0][1])
    return apart and odds({**told, "actor_clash": 0.0}) > _DISPUTED
