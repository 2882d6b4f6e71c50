"""Whom "mereka", "ia", "they" and a quoted "kami" stand for: the speaker, a party named before, the last subject."""

from __future__ import annotations

from kawat.actors.memory import Memory
from kawat.actors.mentions import Mention
from kawat.claims.said import Said
from kawat.claims.scene import Scene


def settle(scene: Scene, said: list[Said], memory: Memory) -> None:
    """Gives each pronoun mention the code, sector and name of what it stands for (or leaves it unknown)."""
    g = scene.grammar
    for position, mention in enumerate(scene.mentions):
        if mention.kind != "pronoun":
            continue
        word = mention.name.lower()
        speaker = _speaker_at(scene, said, mention)
        if word in g.own_side:
            target = speaker or memory.subject
        elif word in g.first_person:
            target = speaker
        else:
            target = _antecedent(scene, position, word in g.plural_pronouns, speaker, memory)
            if word in g.object_pronouns and target is not None and target in scene.mentions[max(0, position - 1) : position]:
                target = memory.subject if memory.subject is None or memory.subject.code != target.code else None
        if target is not None and target.code:
            mention.code, mention.sector, mention.name = target.code, target.sector, target.name


def _speaker_at(scene: Scene, said: list[Said], mention: Mention) -> Mention | None:
    at = scene.tokens.starts[mention.first]
    for quote in said:
        if quote.start <= at < quote.end and quote.speaker is not mention:
            return quote.speaker
    return None


def _antecedent(scene: Scene, position: int, plural: bool, speaker: Mention | None, memory: Memory) -> Mention | None:
    earlier = [m for m in scene.mentions[:position] if m.code and m.code != "?" and not m.located]
    if plural:
        groups = [m for m in earlier if not m.person] or earlier
        if groups:
            return groups[-1]
    else:
        if speaker is not None:
            return speaker
        people = [m for m in earlier if m.person]
        if people:
            return people[0]
        if earlier:
            return earlier[0]
    return memory.subject
