"""What stands to the right of an act word: the object, the parties behind prepositions, the agent and the place."""

from __future__ import annotations

from dataclasses import dataclass, field

from kawat.actors.mentions import Mention
from kawat.claims.scene import Act, Scene

# How far to the right of the act word its parties may stand, in tokens.
_REACH = 14
# Acts in words: what is rejected or praised may belong to somebody ("rejects a proposal from Iran").
TOWARDS = frozenset({"SUPPORT", "REJECT", "ACCUSE", "REQUEST"})
_MARKED = "-"  # stands for the preposition of a party that has been read: the next needs one of its own


@dataclass(slots=True)
class Right:
    """The parties right of an act word, by their part; of each part the first group counts.

    ``weak`` is an object whose name nobody knows, ``secondary`` the owner of what is rejected or praised.
    """

    direct: list[Mention] = field(default_factory=list)
    behind: list[Mention] = field(default_factory=list)
    agent: list[Mention] = field(default_factory=list)
    located: list[Mention] = field(default_factory=list)
    weak: list[Mention] = field(default_factory=list)
    secondary: list[Mention] = field(default_factory=list)

    def take(self, part: str, group: list[Mention]) -> None:
        """Fills a part unless an earlier group has it."""
        setattr(self, part, getattr(self, part) or group)

    def settle(self) -> None:
        """Lets the weaker parts stand in where the stronger ones are empty."""
        direct = self.direct or (self.weak if not self.behind else [])
        self.behind = self.behind or ([] if self.direct else self.secondary)
        self.direct = direct


def right_of(scene: Scene, act: Act) -> Right:
    """The walk to the right from an act word, up to the end of its clause."""
    g, lowers = scene.grammar, scene.tokens.lowers
    out = Right()
    i, limit = act.match.last, min(len(lowers), act.match.last + _REACH)
    # The last word of a pattern may itself be the preposition ("tuduhan terhadap").
    own = lowers[i - 1] if act.match.pattern.pos == "n" or act.match.pattern.frame.object != "R" else ""
    preposition = own = own if own in g.prepositions else ""
    while i < limit:
        mention = scene.owner[i]
        if mention is None:
            if _ends(scene, act, i, out, limit):
                break
            word = lowers[i]
            if word in g.agent or word in g.prepositions or word in act.match.pattern.frame.preps:
                preposition = word
            i += 1
            continue
        group = object_group(scene, mention, limit)
        part = _part(scene, act, mention, preposition, own)
        if part:
            out.take(part, group)
        i = group[-1].last
        preposition, own = _MARKED, ""
    out.settle()
    return out


def _ends(scene: Scene, act: Act, i: int, out: Right, limit: int) -> bool:
    """Whether the walk ends at the plain word at token ``i``: another verb, another clause, a comma behind an object."""
    g, lowers, frame = scene.grammar, scene.tokens.lowers, act.match.pattern.frame
    word, other = lowers[i], scene.act_at.get(i)
    found = bool(out.direct or out.behind)
    if other is not None and other is not act and other.verbal and (found or other.match.first == i):
        return True
    if word in g.agent:
        return False
    if word in g.prepositions or word in frame.preps:
        return word in g.subordinators and word not in frame.preps and word not in g.place_prepositions
    if word == "," and i + 1 < limit and lowers[i + 1] in g.agent:
        return False
    return word in g.relative or scene.boundary(i) or (word == "," and (found or bool(out.agent)))


def _part(scene: Scene, act: Act, mention: Mention, preposition: str, own: str) -> str:
    """Which part (a field of ``Right``) a party plays behind this preposition; "" none."""
    g, frame = scene.grammar, act.match.pattern.frame
    placed = preposition in g.place_prepositions
    if preposition in g.agent and preposition != own:
        return "agent"
    if not preposition:
        unsure = mention.kind == "unknown" and not mention.code and act.match.pattern.pos != "n"
        return "weak" if unsure else "direct"
    if act.event == "PROTEST" and placed:
        return "located"
    if preposition == own or (preposition in frame.preps and not (frame.subject == "R" and placed)):
        return "behind"
    if placed or mention.located:
        return "located"
    return "secondary" if preposition in g.belonging and (act.event in TOWARDS or frame.subject == "A") else ""


def inner_mentions(scene: Scene, act: Act) -> list[Mention]:
    """Parties inside a pattern's gap ("mengirim ~ bantuan", "accuse ~ of")."""
    used = set(act.match.used)
    for i in range(act.match.first + 1, act.match.last):
        mention = scene.owner[i]
        if mention is not None and (i not in used or mention.kind == "actor" or act.match.pattern.frame.subject == "R"):
            return scene.coordinated(mention, act.match.last)
    return []


def object_group(scene: Scene, mention: Mention, limit: int) -> list[Mention]:
    """Coordinated objects, without a last one that is the next clause's subject."""
    group = scene.coordinated(mention, limit)
    while len(group) > 1:
        after = scene.skip_right(group[-1].last)
        act = scene.act_at.get(after)
        if (act is not None and act.verbal and not act.passive) or after in scene.cues.saying:
            group.pop()
        else:
            break
    return group


def bare_agent(scene: Scene, act: Act) -> list[Mention]:
    """Indonesian: "dikecam Barat", "ditangkap polisi": the agent right behind the passive verb."""
    g = scene.grammar
    for i in range(act.match.last, min(act.match.last + 2, len(scene.tokens))):
        mention = scene.owner[i]
        if mention is not None:
            return object_group(scene, mention, len(scene.tokens))
        word = scene.tokens.lowers[i]
        if word not in g.fillers and word not in g.agent_leads:
            break
    return []
