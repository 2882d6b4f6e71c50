"""The subject of an act word: the walk to the left over auxiliaries, relative clauses, "dan" and "untuk"."""

from __future__ import annotations

from kawat.actors.mentions import Mention
from kawat.claims.scene import Act, Scene

# How far behind the act word a fronted clause may end, in tokens.
_REACH = 14


def subject_of(scene: Scene, act: Act) -> list[Mention]:
    """The mentions that stand as the act word's subject; [] where the sentence shows none."""
    g, lowers = scene.grammar, scene.tokens.lowers
    i = scene.skip_left(act.match.first - 1)
    if i > 0 and lowers[i] in ("“", '"') and lowers[i - 1 : i] != [","]:
        i = scene.skip_left(i - 1)
    if i < 0:
        return _fronted(scene, act)
    free = scene.owner[i] is None
    if free and i > 0 and lowers[i] in g.relative:
        return _related(scene, act, i)
    before = _verb_before(scene, act, i)
    if free and (lowers[i] in g.coordinators or lowers[i] == "," or lowers[i] in g.purpose):
        inherited = _inherit(scene, act, before)
        if inherited or lowers[i] in g.purpose:
            return inherited
    return _in_clause(scene, act, i, before)


def _in_clause(scene: Scene, act: Act, i: int, before: Act | None) -> list[Mention]:
    """The mention without a preposition between the clause's start (or the verb before) and token ``i``."""
    start = scene.clause_start(i + 1)
    behind_verb = before is not None and before.match.last >= start
    if before is not None and behind_verb:
        start = before.match.last
    found = [m for m in scene.mentions if start <= m.first and m.last <= i + 1]
    if bare := [m for m in found if not scene.preposition_before(m)]:
        chosen = bare[-1] if behind_verb or _apart(scene, bare, i) else bare[0]
        return _own_clause(scene, scene.coordinated(chosen, i + 1))
    beside = [m for m in found if m.last == i + 1]
    link = scene.preposition_before(beside[0]) if beside else ""
    if beside and (link in scene.grammar.origin_links or not (act.passive or link in scene.grammar.place_prepositions)):
        return beside
    if start > i or (scene.boundary(i) and scene.owner[i] is None):
        return _inherit(scene, act, before) or _fronted(scene, act)
    return []


def _apart(scene: Scene, bare: list[Mention], i: int) -> bool:
    """Whether the last of the mentions stands right before the act word, behind a comma that lists nothing."""
    last = bare[-1]
    return (
        last.last == i + 1
        and scene.tokens.lowers[last.first - 1 : last.first] == [","]
        and last not in scene.coordinated(bare[0], i + 1)
    )


def _related(scene: Scene, act: Act, i: int) -> list[Mention]:
    """The noun before "yang" or "who" at token ``i``; "bukan Rusia yang ..." negates the act or looks further left."""
    g, lowers = scene.grammar, scene.tokens.lowers
    j = i - 1
    while j > 0 and (lowers[j] in ",(" or (scene.owner[j] is None and j > i - 3)):
        j -= 1
    mention = scene.owner[j]
    if mention is None:
        return []
    word = lowers[mention.first - 1] if mention.first else ""
    if word in g.excluders:
        if g.language == "en" and mention.first > 1:  # "Russia, not Ukraine, which ..."
            return [m for m in scene.mentions if m.last < mention.first][-1:]
        act.status = "negated"
        act.why.append(f"negated ({word})")
    return scene.group_ending(j)


def _verb_before(scene: Scene, act: Act, i: int) -> Act | None:
    """The nearest verb act that ends at token ``i`` or before it."""
    for other in reversed(scene.acts[: scene.acts.index(act)]):
        if other.verbal and other.match.last <= i + 1:
            return other
    return None


def _inherit(scene: Scene, act: Act, before: Act | None) -> list[Mention]:
    """The subject of the verb before (whom a request addresses: its recipient), else the sentence's first free party."""
    if before is not None:
        got = before.recipients if before.passive and act.passive else before.actors
        if before.event == "REQUEST" and before.recipients:
            got = before.recipients
        if got:
            act.why.append("the subject of the verb before stands for this one too")
            return list(got)
    earlier = [m for m in scene.mentions if m.last <= act.match.first and not scene.preposition_before(m)]
    if scene.grammar.language == "en":
        clause = scene.clause_start(act.match.first)
        earlier = [m for m in earlier if m.first >= clause] or earlier
    i = scene.skip_left(act.match.first - 1)
    if before is None and i > 0 and scene.tokens.lowers[i] in scene.grammar.purpose and scene.owner[i - 1] is not None:
        earlier = earlier[-1:]
    return scene.coordinated(earlier[0], act.match.first) if earlier else []


def _fronted(scene: Scene, act: Act) -> list[Mention]:
    """ "Dikecam Barat, Rusia ..." and "After attacking Ukraine, Russia ...": the subject follows the comma."""
    lowers = scene.tokens.lowers
    for i in range(act.match.last, min(len(lowers), act.match.last + _REACH)):
        if lowers[i] == ",":
            owner = next((m for m in scene.owner[i + 1 : i + 3] if m is not None), None)
            return scene.coordinated(owner, len(lowers)) if owner else []
    return []


def _own_clause(scene: Scene, group: list[Mention]) -> list[Mention]:
    """ "Protes Sanksi AS, Iran Tutup Selat Hormuz": a party that an act word owns ends its clause at the comma."""
    first = group[0]
    owned = first.first > 0 and (first.first - 1) in scene.act_at
    if len(group) > 1 and owned and scene.tokens.words[first.last : group[1].first] == [","]:
        return group[1:]
    return group
