"""Acts that are the content of another ("meminta Rusia untuk menghentikan ...", "denies bombing"): coded once or negated."""

from __future__ import annotations

from kawat.claims.future import CAMEO, TYPE
from kawat.claims.scene import Act, Scene, known

_SPEECH_ACTS = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"})
# Named with their doer, such acts are presupposed even inside a demand ("menghentikan serangan Israel").
_STANDING = frozenset({"ASSAULT", "SANCTION", "COERCE"})
# How far before an act its governor may stand, in tokens.
_REACH = 16
_MARKS = frozenset([",", ";", "”", '"'])


def settled_as_content(scene: Scene, act: Act, position: int) -> bool:
    """Applies the rules for the content of another act; True when they leave no more to be judged."""
    governor = _governor(scene, act, position)
    return governor is not None and _governed(scene, act, governor)


def _governor(scene: Scene, act: Act, position: int) -> Act | None:
    """The verb act whose complement this act is, if any."""
    for other in reversed(scene.acts[:position]):
        if (other.fits or (other.event == "REJECT" and known(other.actors))) and (other.verbal or other.event in _SPEECH_ACTS):
            governs = other.event in _SPEECH_ACTS or other.event == "CONCEDE"
            return other if governs and _reaches(scene, other, act) and _tied(scene, other, act) else None
    return None


def _reaches(scene: Scene, other: Act, act: Act) -> bool:
    """Whether nothing parts the two acts: distance, another clause (a request reaches over a comma), a speech cue."""
    g = scene.grammar
    between = scene.tokens.lowers[other.match.last : act.match.first]
    if len(between) > _REACH:
        return False
    if any(w in _MARKS or w in g.sequels for w in between):
        if other.event != "REQUEST" or ";" in between or not g.after.isdisjoint(between):
            return False
    return not any(i in scene.cues.saying for i in range(other.match.last, act.match.first))


def _tied(scene: Scene, other: Act, act: Act) -> bool:
    """Whether a word ("untuk", "that") or the mere place of the act makes it the other's content."""
    g, lowers = scene.grammar, scene.tokens.lowers
    words = [*lowers[other.match.last : act.match.first], lowers[other.match.last - 1]]
    if any(w in g.purpose or w in g.that or w in g.complement_links for w in words):
        return True
    if not other.verbal:
        return False
    if act.verbal:
        return scene.skip_left(act.match.first - 1) < other.match.last or act.actors == other.recipients
    return act.match.first - other.match.last <= 3 or scene.skip_left(act.match.first - 1) < other.match.last


def _governed(scene: Scene, act: Act, governor: Act) -> bool:
    """Rules for the content of another act; True when they settle the act."""
    g, kind = scene.grammar, governor.event
    words = {scene.tokens.lowers[i] for i in governor.match.used}
    speaker = governor.actors[0] if governor.actors else None
    if kind == "REJECT" and words & g.denials:
        act.status, act.source = "negated", speaker
        act.why.append("denied: the content is negated")
        return True
    if kind == "ACCUSE" and governor.verbal and governor.actors and act.verbal:
        act.source = speaker
    if not act.verbal and act.event in _STANDING and act.actors and kind != "THREATEN":
        return False
    if words & g.confessions:
        act.source = speaker
        return False
    if kind == "REQUEST" and words & g.orders and act.event in TYPE and _same_side(governor):
        governor.event, governor.cameo = TYPE[act.event], CAMEO[act.event]
        governor.recipients = act.recipients
        governor.why.append("an order to one's own forces")
    if kind in ("REQUEST", "REJECT", "THREATEN") or (kind in ("AGREE", "CONCEDE") and governor.verbal):
        act.dropped = f"content of the {kind} before it"
        if kind != "REQUEST" and not known(governor.recipients):
            mine = {m.code for m in governor.actors}
            governor.recipients = [m for m in [*act.recipients, *act.actors] if m.code not in mine]
        return True
    return False


def _same_side(act: Act) -> bool:
    return bool({m.code for m in act.actors} & {m.code for m in act.recipients if m.code not in ("", "?")})
