"""Who acts and who is acted on: walks left and right from an act word by the frame of its pattern.

The walk follows the word order of Indonesian and English (subject, verb, object); what the lexicon's frame
names (prepositions, owners of act nouns) is all that it believes. Each decision leaves a line in ``why``.
``subjects`` looks left, ``objects`` right, ``nouns`` reads act nouns, ``fallbacks`` fills open sides.
"""

from __future__ import annotations

from collections.abc import Callable

from kawat.actors.memory import Memory
from kawat.actors.mentions import Mention
from kawat.claims import retyping
from kawat.claims.fallbacks import answer, fall_back, not_oneself, only_other
from kawat.claims.nouns import assign_noun
from kawat.claims.objects import TOWARDS, Right, bare_agent, inner_mentions, right_of
from kawat.claims.scene import Act, Scene
from kawat.claims.subjects import subject_of

# How far before an English participle its auxiliary may stand, in tokens.
_AUXILIARY_REACH = 4


def assign(scene: Scene, memory: Memory, speakers: list[Mention], speaks_at: Callable[[int], Mention | None]) -> None:
    """Fills actors and recipients of every act of the scene, left to right (later acts may inherit).

    ``speakers`` are the sentence's quoted parties, ``speaks_at`` says who speaks at a code point.
    """
    for position, act in enumerate(scene.acts):
        if act.verbal:
            _assign_verb(scene, act)
        else:
            assign_noun(scene, act)
        not_oneself(act, memory)
        answer(scene, act, position)
        retyping.judgement(act, speaks_at(scene.tokens.starts[act.match.first]))
        retyping.show_of_force(scene, act)
        only_other(scene, act, speakers)
        _no_reflexive(act)
        retyping.retype(scene, act)
    for act, after in zip(scene.acts, scene.acts[1:], strict=False):
        retyping.blame(act, after)
        retyping.protest_against(act, after)


def _no_reflexive(act: Act) -> None:
    """ "Rwanda denied that it attacked ...": a pronoun of the actor's own is nobody else."""
    own = {m.code for m in act.actors}
    act.recipients = [m for m in act.recipients if not (m.kind == "pronoun" and m.code in own)]


def _assign_verb(scene: Scene, act: Act) -> None:
    frame = act.match.pattern.frame
    _english_voice(scene, act)
    subject = subject_of(scene, act)
    right = right_of(scene, act)
    if act.passive:
        _passive(scene, act, subject, right)
        fall_back(scene, act, right.located)
    elif frame.subject == "=":
        _reciprocal(scene, act, subject, right)
    elif frame.subject == "R":
        act.recipients = subject
        judged = act.match.pattern.pos == "a" and act.event in ("ACCUSE", "SUPPORT") and not frame.preps
        act.actors = [] if judged else right.agent or inner_mentions(scene, act) or right.behind or right.direct
    else:
        _active(scene, act, subject, right)
        fall_back(scene, act, right.located)


def _active(scene: Scene, act: Act, subject: list[Mention], right: Right) -> None:
    """The subject acts on the object, or on the party behind the frame's preposition."""
    direct = right.direct
    act.actors = subject
    if not subject and direct and act.event == "PROTEST" and scene.grammar.language != "en":  # "Berunjuk rasa ribuan warga ..."
        act.actors, direct = direct, []
    wanted = direct if act.match.pattern.frame.object == "R" else []
    act.recipients = inner_mentions(scene, act) or wanted or right.behind
    if not act.recipients and act.event in TOWARDS:
        act.recipients = direct


def _passive(scene: Scene, act: Act, subject: list[Mention], right: Right) -> None:
    """The subject is acted on by the agent; in Indonesian the party right behind the verb is one without "oleh"."""
    frame = act.match.pattern.frame
    act.recipients, act.actors = subject, right.agent
    if not right.agent and scene.grammar.language != "en" and (bare := bare_agent(scene, act)):
        act.actors = bare
        act.why.append("the party right behind a passive verb is its agent")
    act.why.append("passive: the subject is the recipient")
    if frame.subject == "=" and frame.object != "R":
        act.actors, act.recipients = subject + act.actors, []
    elif frame.subject == "R":
        act.actors = right.agent or right.behind or right.direct


def _reciprocal(scene: Scene, act: Act, subject: list[Mention], right: Right) -> None:
    """All parties act, except that one who visits or phones, or agrees alone, has the others as recipients."""
    act.actors = subject
    if act.match.pattern.frame.object == "R":
        act.recipients = right.direct or right.behind
        return
    others = [m for m in (right.behind or right.direct or inner_mentions(scene, act)) if m not in subject]
    if act.event == "AGREE" and len({m.code for m in subject}) == 1:
        act.recipients = others
    else:
        act.actors = subject + others


def _english_voice(scene: Scene, act: Act) -> None:
    """Tells the English passive from the past tense: an auxiliary before, "by" behind, or no object at all."""
    g, lowers, pattern = scene.grammar, scene.tokens.lowers, act.match.pattern
    first, last = act.match.first, act.match.last
    if g.language != "en" or lowers[first] not in pattern.participles:
        return
    for i in range(first - 1, max(-1, first - 1 - _AUXILIARY_REACH), -1):
        if scene.owner[i] is not None:
            break
        if lowers[i] in g.passive_auxiliaries:
            act.passive = True
            return
        if not (lowers[i] in g.auxiliaries or lowers[i] in g.negators or lowers[i].endswith("ly")):
            break
    follows = lowers[last] if last < len(lowers) else "."
    no_object = follows in g.passive_followers or (follows in ".," and scene.headline)
    if follows in g.agent or (no_object and pattern.frame.object == "R" and len(pattern.elements) == 1):
        act.passive = True
