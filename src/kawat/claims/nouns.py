"""Act nouns ("serangan Rusia ke Ukraina", "Russian attacks on Ukraine"): their owner, object and light verb."""

from __future__ import annotations

from kawat.actors.mentions import Mention
from kawat.claims.fallbacks import fall_back
from kawat.claims.objects import inner_mentions, object_group, right_of
from kawat.claims.scene import Act, Scene
from kawat.claims.subjects import subject_of

# How far from the noun its owner, a pair and a light verb may stand, in tokens.
_OWNER_REACH, _PAIR_REACH, _LIGHT_REACH = 4, 3, 5
# Owners that bear no arms: an attack "of" them is an attack on them.
_UNARMED = ("REL", "EDU", "MED", "BUS", "NGO")


def assign_noun(scene: Scene, act: Act) -> None:
    """Fills actors and recipients of an act noun by the part that its frame gives to the owner."""
    frame = act.match.pattern.frame
    owners = _owners(scene, act)
    right = right_of(scene, act)
    if not right.agent and scene.tokens.lowers[act.match.last - 1] in scene.grammar.agent:
        right.agent, right.behind = right.behind or right.direct, []
    if frame.subject == "=":
        _reciprocal(scene, act, owners, right.behind)
        return
    doer = right.agent or ([] if owners and frame.subject == "A" else _light_subject(scene, act))
    if frame.subject != "A":
        act.recipients = owners or inner_mentions(scene, act)
        act.actors = right.agent or right.behind or doer
    elif not right.behind and owners and (ahead := _headline_subject(scene, act)) is not None:
        act.why.append("a headline's bare noun between two parties is its verb")
        act.actors, act.recipients = [ahead], owners
    elif act.event == "ASSAULT" and owners and not right.behind and all(_struck(m) for m in owners):
        act.why.append("a town or strip that owns an attack is where it strikes")
        act.actors, act.recipients = doer, owners
    else:
        act.actors, act.recipients = owners or doer, right.behind
    fall_back(scene, act, right.located)


def _reciprocal(scene: Scene, act: Act, owners: list[Mention], behind: list[Mention]) -> None:
    """All parties of a meeting or clash are its actors: the owners, those behind "dengan", a pair or subject before."""
    act.actors = owners + [m for m in behind if m not in owners]
    if len(act.actors) > 1:
        return
    if pair := _pair_before(scene, act):
        act.actors = pair
    elif doer := _light_subject(scene, act):
        act.actors = doer + [m for m in act.actors if m not in doer]


def _headline_subject(scene: Scene, act: Act) -> Mention | None:
    """The party right before the bare noun of an Indonesian headline ("Rusia Serangan Ukraina")."""
    if not scene.headline or scene.grammar.language == "en" or not act.match.first:
        return None
    ahead = scene.owner[act.match.first - 1]
    return ahead if ahead is not None and not scene.preposition_before(ahead) else None


def _struck(owner: Mention) -> bool:
    """Whether the owner of an attack noun is what it strikes: a town, or people and houses that bear no arms."""
    return owner.sector in _UNARMED if owner.role else owner.locality


def _pair_before(scene: Scene, act: Act) -> list[Mention]:
    """ "Putin dan Xi dalam sebuah pertemuan", "Biden and Xi at a meeting": the pair before a reciprocal noun."""
    i = act.match.first - 1
    while i >= act.match.first - 1 - _PAIR_REACH and i >= 0 and scene.owner[i] is None and i not in scene.act_at:
        i -= 1
    pair = scene.group_ending(i) if i >= 0 else []
    return pair if len({m.code for m in pair if m.code not in ("", "?")}) > 1 else []


def _owners(scene: Scene, act: Act) -> list[Mention]:
    """The owner of an act noun: right behind it in Indonesian, before it or behind "of" in English."""
    if scene.tokens.lowers[act.match.last - 1] in scene.grammar.agent:
        return []
    inside = next((m for m in scene.mentions if m.first == act.match.first and m.last <= act.match.last and m.code), None)
    if inside is not None:
        return [inside]
    if scene.grammar.language != "en":
        return _owner_behind(scene, act)
    return _owner_before(scene, act)


def _owner_behind(scene: Scene, act: Act) -> list[Mention]:
    g, lowers = scene.grammar, scene.tokens.lowers
    for i in range(act.match.last, min(act.match.last + _OWNER_REACH, len(lowers))):
        mention, word = scene.owner[i], lowers[i]
        if mention is not None:
            return object_group(scene, mention, len(lowers))
        if (word in g.prepositions and word not in g.owner_links) or _parts(scene, i) or word in g.relative:
            break
    return []


def _owner_before(scene: Scene, act: Act) -> list[Mention]:
    g, lowers = scene.grammar, scene.tokens.lowers
    first = act.match.first
    for i in range(first - 1, max(-1, first - 1 - _OWNER_REACH), -1):
        mention = scene.owner[i]
        if mention is not None:
            beside = i == first - 1 or lowers[i + 1] == "'s"
            return scene.group_ending(i) if beside or not scene.preposition_before(mention) else []
        if lowers[i] in g.prepositions or lowers[i] in g.determiners or _parts(scene, i):
            break
    return _owner_behind_of(scene, act)


def _parts(scene: Scene, i: int) -> bool:
    """Whether token ``i`` parts a noun from an owner beyond it: "dan", a clause's end, a mark, another verb."""
    word, act = scene.tokens.lowers[i], scene.act_at.get(i)
    return word in scene.grammar.coordinators or word in ",." or scene.boundary(i) or (act is not None and act.verbal)


def _owner_behind_of(scene: Scene, act: Act) -> list[Mention]:
    lowers, last = scene.tokens.lowers, act.match.last
    if last < len(lowers) and lowers[last] in scene.grammar.origin_links and lowers[last] not in act.match.pattern.frame.preps:
        mention = next((m for m in scene.owner[last + 1 : last + 4] if m is not None), None)
        return object_group(scene, mention, len(lowers)) if mention is not None else []
    return []


def _light_subject(scene: Scene, act: Act) -> list[Mention]:
    """ "Israel melancarkan serangan", "Russia launched an attack": the light verb's subject is the doer."""
    for i in range(act.match.first - 1, max(-1, act.match.first - 1 - _LIGHT_REACH), -1):
        if scene.owner[i] is not None:
            return []
        if scene.tokens.lowers[i] in scene.grammar.light_verbs:
            # The light verb stands in the scene as an act for as long as its subject is looked for.
            probe = Act(act.match._replace(first=i, last=i + 1, used=(i,)))
            scene.acts.append(probe)
            try:
                return subject_of(scene, probe)
            finally:
                scene.acts.remove(probe)
    return []
