"""Open sides: whom an act concerns when nothing stands beside its word (the place, the state, who spoke before)."""

from __future__ import annotations

from dataclasses import replace

from kawat.actors.memory import Memory
from kawat.actors.mentions import Mention
from kawat.claims.scene import Act, Scene, known

# Acts by which a speaker names another party: their speaker may stand for an open side.
_POLICY = frozenset({"SANCTION", "AID", "MOBILIZE", "COERCE"})
_ONE_SIDED = frozenset({"PROTEST", "CONSULT", "COOPERATE"})
_PLACED = frozenset({"ASSAULT", "COERCE", "AID", "MOBILIZE"})
_ANSWERED = frozenset({"REQUEST", "ACCUSE", "AGREE", "THREATEN"})
# Arrest, deportation, bans, restrictions; conviction; charge, suit, inquiry: what a state's organs do to people.
_STATE_ACTS = {"COERCE": ("170", "172", "173", "174"), "SANCTION": ("116", "16", "17"), "ACCUSE": ("09", "112", "115", "116")}


def fall_back(scene: Scene, act: Act, located: list[Mention]) -> None:
    """What the place of an act says of its parties when nothing else does."""
    if act.event == "PROTEST" and located and not known(act.actors):
        act.actors = [replace(located[0], sector="CVL", kind="pronoun")]
        act.why.append("no other actor: the people of the place")
    elif not act.recipients and located and act.event in _PLACED:
        act.recipients = located
        act.why.append("no other recipient: the place acted on")
    future = any(w in scene.grammar.future for w in scene.tokens.lowers[max(0, act.match.first - 2) : act.match.first])
    if act.passive and not act.actors and not future:
        _state_acts(act, located)


def _state_acts(act: Act, located: list[Mention]) -> None:
    """Gives an arrest, charge or conviction without a doer to the state of the place or of the people acted on."""
    if act.event not in _STATE_ACTS or not act.cameo.startswith(_STATE_ACTS[act.event]):
        return
    people = [m for m in act.recipients if m.person or m.role or m.sector not in ("", "GOV", "MIL")]
    if any(m.sector == "MIL" for m in act.recipients) or not (people or act.event == "COERCE"):
        return
    state = next((m for m in [*located, *act.recipients] if len(m.code) == 3), None)
    if state is not None:
        sector = "JUD" if act.event == "SANCTION" else "GOV"
        act.actors = [replace(state, sector=sector, kind="pronoun", person=False)]
        act.why.append("no doer named: the state of the place or of the people acted on")


def not_oneself(act: Act, memory: Memory) -> None:
    """A bare victim ("warga sipil") that the context gave the attacker's own country is somebody else's."""
    if act.event != "ASSAULT" or not act.actors:
        return
    own = {m.code for m in act.actors}
    doer = act.actors[0]
    for k, mention in enumerate(act.recipients):
        if mention.bare and mention.code in own and doer.sector in ("", "MIL", "GOV") and not doer.bare:
            other = next((code for code, _ in memory.countries.most_common() if code not in own and len(code) == 3), "?")
            act.recipients[k] = replace(mention, code=other)
            act.why.append("a bare victim is not the attacker's own")


def answer(scene: Scene, act: Act, position: int) -> None:
    """Who rejects or denies answers the one who asked or accused in the same sentence."""
    if act.event != "REJECT" or known(act.recipients) or not act.actors:
        return
    mine = {m.code for m in act.actors}
    for other in reversed(scene.acts[:position]):
        if other.event in _ANSWERED and known(other.actors) and mine.isdisjoint(m.code for m in other.actors):
            act.recipients = list(other.actors)
            act.why.append(f"answers the {other.event} before it")
            return


def only_other(scene: Scene, act: Act, speakers: list[Mention]) -> None:
    """Fills an open side with the only other party that the sentence names, when the frame asks for one."""
    frame = act.match.pattern.frame
    if frame.subject == "=" and act.event == "CONSULT" and len({m.code for m in act.actors}) == 1 and not act.recipients:
        _company(scene, act, speakers)
        return
    mine = {m.code for m in [*act.actors, *act.recipients] if m.code not in ("", "?")}
    if not mine or (frame.subject == "=" and act.event != "AGREE") or act.event in _ONE_SIDED:
        return
    words = {scene.tokens.lowers[i] for i in act.match.used}
    if act.event == "REJECT" and words & scene.grammar.denials and _has_content(scene, act):
        return  # the other party is in what is denied, not its recipient
    if not act.verbal and any(w.endswith("nya") for w in words):
        return  # "serangannya": its doer was named before
    others = _others(scene, act, mine, speakers)
    if len({m.code for m in others}) != 1:
        return
    wants = frame.object == "R" or bool(frame.preps) or frame.subject == "R"
    own = {m.code for m in act.actors}
    if wants and known(act.actors) and (not known(act.recipients) or all(m.bare and m.code in own for m in act.recipients)):
        act.recipients = [others[0]]
        act.why.append("no recipient beside the act word: the only other party of the sentence")
    elif not known(act.actors) and known(act.recipients):
        act.actors = [others[0]]
        act.why.append("no actor beside the act word: the only other party of the sentence")


def _has_content(scene: Scene, act: Act) -> bool:
    """Whether another act follows in the same breath, as what is denied."""
    later = [o for o in scene.acts if o.match.first >= act.match.last]
    return bool(later) and "," not in scene.tokens.words[act.match.last : later[0].match.first]


def _company(scene: Scene, act: Act, speakers: list[Mention]) -> None:
    """Whom one party alone met: the only other country or body of the sentence."""
    near = {
        m.code: m
        for m in scene.mentions
        if m.code not in ("", "?") and not m.located and m.kind != "pronoun" and m not in speakers
    }
    near.pop(act.actors[0].code, None)
    if len(near) == 1 and not act.passive:
        act.actors = [*act.actors, *near.values()]


def _others(scene: Scene, act: Act, mine: set[str], speakers: list[Mention]) -> list[Mention]:
    """The sentence's known parties beside those of the act; places only where nobody else is named."""
    others = [
        m
        for m in scene.mentions
        if m.code not in ("", "?")
        and m.code not in mine
        and m.kind != "pronoun"
        and not m.bare
        and (m not in speakers or act.event in _POLICY)
    ]
    if len({m.code for m in others}) > 1:
        others = [m for m in others if not m.located]
    if act.event == "THREATEN" and not known(act.recipients):
        # A threat with a condition ("... if Iran attacks") is meant for the one who might do so.
        lowers = scene.tokens.lowers
        at = next((i for i in range(act.match.last + 1, len(lowers)) if lowers[i] in scene.grammar.conditional), len(lowers))
        if after := [m for m in others if m.first > at]:
            return after[:1]
    return others
