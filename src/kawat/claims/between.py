"""What a given actor does to a given recipient: one PLOVER type, with a score for each of the 16."""

from __future__ import annotations

from typing import Any, NamedTuple

from kawat.actors.mentions import Mention
from kawat.claims.scene import Scene
from kawat.ontology import EVENTS, QUAD

# How often each type answers when nothing in the words tells, so that every text gets one of the 16.
_PRIOR = dict.fromkeys(EVENTS, 0.01) | {"CONSULT": 0.03, "ACCUSE": 0.03, "ASSAULT": 0.03, "REQUEST": 0.02, "AGREE": 0.02}


class ActReading(NamedTuple):
    """An act word as read: its type, place, dropped or not, and the spans of its parties."""

    event: str
    start: int
    end: int
    dropped: bool
    actors: tuple[tuple[int, int], ...]
    recipients: tuple[tuple[int, int], ...]


def read_acts(scene: Scene, shift: int) -> list[ActReading]:
    """The acts of a scene with offsets of the text."""
    tokens = scene.tokens

    def spans(mentions: list[Mention]) -> tuple[tuple[int, int], ...]:
        return tuple((tokens.starts[m.first] + shift, tokens.ends[m.last - 1] + shift) for m in mentions)

    return [
        ActReading(
            act.event,
            tokens.starts[act.match.first] + shift,
            tokens.ends[act.match.last - 1] + shift,
            bool(act.dropped),
            spans(act.actors),
            spans(act.recipients),
        )
        for act in scene.acts
    ]


def between(parties: tuple[tuple[int, int], tuple[int, int]], readings: list[ActReading]) -> dict[str, Any]:
    """The relation from the marked actor to the marked recipient: ``event``, ``quad`` and ``scores`` summing to 1."""
    actor, recipient = parties
    weights = dict(_PRIOR)
    low, high = min(actor[0], recipient[0]), max(actor[1], recipient[1])
    for act in readings:
        weight = 0.1
        from_actor, to_recipient = _meet(actor, act.actors), _meet(recipient, act.recipients)
        if from_actor and to_recipient:
            weight += 3.0
        elif from_actor or to_recipient:
            weight += 1.2
        elif _meet(recipient, act.actors) and _meet(actor, act.recipients):
            weight += 0.6
        elif _meet(actor, act.actors) and _meet(recipient, act.actors):
            weight += 2.0
        if low <= act.start <= high:
            weight += 0.5
        else:
            weight *= 1.0 / (1.0 + min(abs(act.start - low), abs(act.start - high)) / 60.0) if weight < 1.0 else 1.0
        weights[act.event] += weight * (0.4 if act.dropped else 1.0)
    total = sum(weights.values())
    best = max(weights, key=lambda event: weights[event])
    return {"event": best, "quad": QUAD[best], "scores": {event: round(weights[event] / total, 4) for event in EVENTS}}


def _meet(span: tuple[int, int], others: tuple[tuple[int, int], ...]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
