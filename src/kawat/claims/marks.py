"""The words that stand over an act and say whether it is so: negation, condition, obligation, future, wish, doubt."""

from __future__ import annotations

from kawat.actors.mentions import Mention
from kawat.claims.scene import Act, Scene

Marks = dict[str, str]
"""Parts (negated, conditional, must, future, wish, maybe, purpose) with the word that shows each."""

# How far before the act word its own marks, a phrase such as "yet to", and a preventing verb may stand, in tokens.
_REACH, _PHRASE_REACH, _PREVENTED_REACH = 8, 4, 7
_INVERSION_REACH = 12


def marks_of(scene: Scene, act: Act) -> Marks:
    """The marks of an act, from the words before it, what stands over its clause, and its own pattern's gap."""
    g, lowers = scene.grammar, scene.tokens.lowers
    start = scene.clause_start(act.match.first)
    out = _before(scene, act, start)
    if "purpose" in out and act.verbal:
        at = scene.skip_left(act.match.first - 1)
        if at < 0 or lowers[at] not in g.purpose or (at and lowers[at - 1] in g.accomplished):
            del out["purpose"]
    _fallen(scene, act, start, out)
    subject = next((m for m in act.actors + act.recipients if m in scene.mentions and m.last <= act.match.first), None)
    if subject is not None and subject.first and lowers[subject.first - 1] in g.none_words:
        out["negated"] = lowers[subject.first - 1]
    _open(scene, act, start, out)
    _feared(scene, act, subject, out)
    _asked(scene, act, out)
    _conditional(scene, act, out)
    for i in range(act.match.first, act.match.last):
        if lowers[i] in g.negators:
            if i in act.match.used:
                out.pop("negated", None)
            else:
                out["negated"] = lowers[i]
    return out


def _before(scene: Scene, act: Act, start: int) -> Marks:
    """The function words between the subject (or clause start) and the act word, by their part."""
    g, lowers, first = scene.grammar, scene.tokens.lowers, act.match.first
    parts = (
        ("negated", g.negators),
        ("purpose", g.purpose),
        ("must", g.must),
        ("future", g.future),
        ("wish", g.wish),
        ("maybe", g.maybe),
    )
    out: Marks = {}
    for i in range(first - 1, max(start - 2, first - 1 - _REACH, -1), -1):
        word = lowers[i]
        if scene.owner[i] is not None:
            if act.verbal or (out and i < first - 1 and lowers[i + 1] not in g.purpose):
                break
            continue
        if i in scene.act_at and scene.act_at[i] is not act:
            break
        if act.verbal and (word in g.coordinators or word == "," or (word in g.relative and word not in g.that)):
            break
        for part, words in parts:
            if word in words:
                out.setdefault(part, word)
                break
    return out


def _fallen(scene: Scene, act: Act, start: int, out: Marks) -> None:
    """What did not come about: "yet to", "tidak jadi", and what there is "no evidence that"."""
    g, lowers = scene.grammar, scene.tokens.lowers
    head = lowers[max(0, act.match.first - _PHRASE_REACH) : act.match.first]
    for k in range(len(head)):
        for end in range(k + 1, len(head) + 1):
            if tuple(head[k:end]) in g.fallen:
                out["negated"] = " ".join(head[k:end])
                out.pop("future", None)
    i = start - 1
    if i >= 0 and (lowers[i] in g.that or lowers[i] in g.subordinators):
        over = lowers[max(0, i - 5) : i]
        if any(w in g.negators for w in over) and any(w in g.evidence for w in over):
            out["negated"] = " ".join(over[-2:])


def _open(scene: Scene, act: Act, start: int, out: Marks) -> None:
    """What is left open ("whether", "agar") or was kept from happening ("prevented from")."""
    g, lowers, first = scene.grammar, scene.tokens.lowers, act.match.first
    for k in range(start, first):
        for phrase in g.unsettled:
            if lowers[k] == phrase[-1] and tuple(lowers[max(0, k - len(phrase) + 1) : k + 1]) == phrase:
                out["maybe"] = lowers[k]
                out.pop("negated", None)
                out.pop("future", None)
    if first > 2 and lowers[first - 1] == "from" and act.match.pattern.gerunds:
        if not g.preventers.isdisjoint(lowers[max(0, first - _PREVENTED_REACH) : first]):
            out["maybe"] = "from"


def _feared(scene: Scene, act: Act, subject: Mention | None, out: Marks) -> None:
    """What is feared or hoped for: such a word right before the subject (or the act), over "bahwa" and "the"."""
    g, lowers = scene.grammar, scene.tokens.lowers
    at = (subject.first if subject else act.match.first) - 1
    while at >= 0 and (lowers[at] in g.that or lowers[at] in g.articles):
        at -= 1
    if at >= 0 and lowers[at] in g.fears and act.verbal:
        out["maybe"] = lowers[at]
        out.pop("future", None)


def _asked(scene: Scene, act: Act, out: Marks) -> None:
    """A question makes an act open, an inversion at the sentence's head ("had Russia ...") a condition."""
    g, lowers = scene.grammar, scene.tokens.lowers
    if lowers[-1] == "?" and lowers[0] in g.questions:
        out["maybe"] = lowers[0]
        out.pop("future", None)
    if lowers[0] in g.inversions and act.match.first < _INVERSION_REACH and "," not in lowers[: act.match.first]:
        out["conditional"] = lowers[0]


def _conditional(scene: Scene, act: Act, out: Marks) -> None:
    """The "if" of the act's own clause: no comma or other clause lies between."""
    g, lowers = scene.grammar, scene.tokens.lowers
    for i in range(act.match.first - 1, -1, -1):
        word, free = lowers[i], scene.owner[i] is None
        if word in (";", "”", ".") or i in scene.cues.saying or (word == "," and free):
            return
        plain_verb = word in g.verbal_conditionals and i > 0 and scene.owner[i - 1] is not None
        if free and word in g.conditional and not plain_verb:
            out["conditional"] = word
            return
        if scene.boundary(i) and word not in g.subordinators:
            return
