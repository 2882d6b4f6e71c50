"""Is it so? Polarity, modality and the future of each act (codebook, sections 2, 3 and 5), as readable rules."""

from __future__ import annotations

from kawat.claims.content import settled_as_content
from kawat.claims.future import CAMEO, TYPE
from kawat.claims.marks import Marks, marks_of
from kawat.claims.scene import Act, Scene
from kawat.ontology import ROOT_CAMEO

_FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
# Words rather than deeds: as the purpose of something else they are never a plan of their own.
_IN_WORDS = frozenset({"AGREE", "THREATEN", "REQUEST", "ACCUSE", "REJECT", "CONCEDE"})
# How far before a purpose clause the plan may stand that it spells out, in tokens.
_PLAN_REACH = 8


def judge(scene: Scene) -> None:
    """Sets each act's status, shifts future acts to AGREE, CONCEDE or THREATEN, and drops what is no claim."""
    for position, act in enumerate(scene.acts):
        if _attributive(scene, act):
            act.dropped = "a participle before a noun"
        elif not settled_as_content(scene, act, position):
            _mood(scene, act, marks_of(scene, act))


def _attributive(scene: Scene, act: Act) -> bool:
    """English "two wounded soldiers", "the jailed mayor": the participle describes, it reports nothing."""
    g, pattern, first = scene.grammar, act.match.pattern, act.match.first
    word = scene.tokens.lowers[first]
    if g.language != "en" or len(pattern.elements) > 1 or word not in pattern.participles or not word.endswith("ed"):
        return False
    if first == 0 or scene.owner[first - 1] is not None or not any(m.first == first + 1 for m in scene.mentions):
        return False
    before = scene.tokens.lowers[first - 1]
    return before in g.participle_leads or before.isdigit() or before.endswith("ed")


def _mood(scene: Scene, act: Act, marks: Marks) -> None:
    """The strongest mark decides: condition, negation, obligation, future, wish, possibility, purpose."""
    if "conditional" in marks:
        _unreal(act, f"conditional ({marks['conditional']})")
    elif "negated" in marks:
        _negate(scene, act, marks)
    elif "must" in marks:
        act.dropped = "an obligation: coded as REQUEST when somebody voices it"
    elif "future" in marks or "wish" in marks:
        _shift(act, marks.get("future") or marks["wish"], wished="future" not in marks)
    elif "maybe" in marks:
        _unreal(act, f"only possible ({marks['maybe']})")
    elif "purpose" in marks:
        _purpose(scene, act, marks["purpose"])


def _unreal(act: Act, reason: str) -> None:
    act.status = "unreal"
    act.why.append(reason)


def _purpose(scene: Scene, act: Act, word: str) -> None:
    """A purpose is unreal, unless it spells out a plan or an English headline tells the future by it ("UK to send")."""
    if plan := _planned(scene, act):
        _shift(act, plan, wished=False)
    elif act.event not in _IN_WORDS and scene.headline and scene.grammar.language == "en" and act.actors:
        _shift(act, word, wished=False)
    else:
        _unreal(act, f"purpose ({word})")


def _planned(scene: Scene, act: Act) -> str:
    """The plan, promise or threat that a purpose clause spells out ("janji Netanyahu untuk mencaplok ...")."""
    lowers = scene.tokens.lowers
    for i in range(act.match.first - 1, max(-1, act.match.first - 1 - _PLAN_REACH), -1):
        if lowers[i] in scene.grammar.future:
            return lowers[i]
        if lowers[i] in ".;,":
            break
    return ""


def _negate(scene: Scene, act: Act, marks: Marks) -> None:
    """Who will not do something friendly rejects it; anything else is negated."""
    ready = act.event == "AGREE" and scene.tokens.lowers[act.match.first] in scene.grammar.future
    own_refusal = ready or "future" in marks or marks["negated"] in scene.grammar.refusals
    if own_refusal and act.event in _FRIENDLY and act.actors:
        act.why.append(f"refuses a friendly act of its own ({marks['negated']}): REJECT")
        act.event, act.cameo = "REJECT", "120"
        if act.match.pattern.frame.subject == "=" and len(act.actors) > 1:
            act.actors, act.recipients = act.actors[:1], act.actors[1:]
        return
    act.status = "negated"
    act.why.append(f"negated ({marks['negated']})")


def _shift(act: Act, word: str, wished: bool) -> None:
    """A future act is a promise, a concession or a threat made now; wishing somebody harm is none."""
    new = TYPE.get(act.event)
    if new is None:
        return
    if act.passive and not act.actors:
        _unreal(act, f"future without a doer ({word})")
    elif wished and new == "THREATEN":
        _unreal(act, f"only wished ({word})")
    else:
        act.why.append(f"future {act.event} ({word}): {new}")
        act.event, act.cameo = new, CAMEO.get(act.event, ROOT_CAMEO[new])
