"""Is it so? Polarity, modality and the future of each act (codebook, sections 2, 3 and 5), as readable rules."""

from __future__ import annotations

from kawat.claims.scene import Act, Scene, known
from kawat.ontology import ROOT_CAMEO

_FUTURE = {
    "CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE",
    "SANCTION": "THREATEN", "MOBILIZE": "THREATEN", "COERCE": "THREATEN", "ASSAULT": "THREATEN", "PROTEST": "THREATEN",
}  # fmt: skip
_FUTURE_CAMEO = {
    "CONSULT": "036", "SUPPORT": "032", "COOPERATE": "031", "AID": "033", "RETREAT": "034",
    "SANCTION": "130", "MOBILIZE": "130", "COERCE": "132", "ASSAULT": "138", "PROTEST": "133",
}  # fmt: skip
_FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
_DENIALS = frozenset(
    ["membantah", "menyangkal", "menampik", "bantah", "membantahnya", "sangkal", "dibantah", "denied", "denies", "deny", "denying", "rejected", "rejects", "refuted", "refutes"]
)
_CONFESSIONS = frozenset(
    ["admit", "admits", "admitted", "admitting", "boasted", "mengaku", "mengakui", "akui", "mengklaim", "klaim", "claimed", "claims", "acknowledged"]
)
_ORDERS = frozenset(["memerintahkan", "perintahkan", "menginstruksikan", "menugaskan", "order", "orders", "ordered", "ordering", "instructed", "told"])
_SPEECH_ACTS = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"})


# Named with their doer, such acts are presupposed even inside a demand ("menghentikan serangan Israel").
_STANDING = frozenset({"ASSAULT", "SANCTION", "COERCE"})


def judge(scene: Scene) -> None:
    """Sets each act's status, shifts future acts to AGREE, CONCEDE or THREATEN, and drops what is no claim."""
    for position, act in enumerate(scene.acts):
        if _attributive(scene, act):
            act.dropped = "a participle before a noun"
            continue
        governor = _governor(scene, act, position)
        marks = _marks(scene, act)
        if governor is not None and _governed(scene, act, governor):
            continue
        _mood(scene, act, marks)


def _attributive(scene: Scene, act: Act) -> bool:
    """English "two wounded soldiers", "the jailed mayor": the participle describes, it reports nothing."""
    pattern, first = act.match.pattern, act.match.first
    lowers = scene.tokens.lowers
    if (
        scene.grammar.language != "en"
        or len(pattern.elements) > 1
        or lowers[first] not in pattern.participles
        or not lowers[first].endswith("ed")
    ):
        return False
    if first == 0 or not any(m.first == first + 1 for m in scene.mentions):
        return False
    before = lowers[first - 1]
    return scene.owner[first - 1] is None and (before in _LEADS or before.isdigit() or before.endswith("ed"))


_LEADS = frozenset(
    ["the", "a", "an", "its", "his", "her", "their", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several", "some", "many", "dozens", "hundreds", "of"]
)


def _marks(scene: Scene, act: Act) -> dict[str, str]:
    """The function words between the subject (or clause start) and the act word, by their part."""
    g, lowers = scene.grammar, scene.tokens.lowers
    out: dict[str, str] = {}
    first = act.match.first
    start = scene.clause_start(first)
    for i in range(first - 1, max(start - 2, first - 9, -1), -1):
        if scene.owner[i] is not None:
            if out or act.verbal:
                if i < first - 1 and lowers[i + 1] not in g.purpose:
                    break
                if act.verbal:
                    break
            continue
        other = scene.act_at.get(i)
        if other is not None and other is not act:
            break
        word = lowers[i]
        if word in g.coordinators or word == "," or (word in g.relative and word not in g.that):
            if act.verbal:
                break
        for part, words in (
            ("negated", g.negators), ("purpose", g.purpose), ("must", g.must), ("future", g.future),
            ("wish", g.wish), ("maybe", g.maybe),
        ):  # fmt: skip
            if word in words:
                out.setdefault(part, word)
                break
    if "purpose" in out and act.verbal:
        at = scene.skip_left(first - 1)
        if at < 0 or lowers[at] not in g.purpose or (at and lowers[at - 1] in _DONE):
            del out["purpose"]
    _above(scene, act, start, out)
    _conditional(scene, act, start, out)
    for i in range(first, act.match.last):
        if lowers[i] in g.negators:
            if i in act.match.used:
                out.pop("negated", None)
            else:
                out["negated"] = lowers[i]
    return out


# "managed to deliver" was delivered.
_DONE = frozenset(["managed", "manage", "manages", "able", "continued", "continue", "continues", "began", "begun", "helped", "rushed", "proceeded"])


def _above(scene: Scene, act: Act, start: int, out: dict[str, str]) -> None:
    """What stands over the clause: "no evidence that", "fears that", "yet to", a question, an inversion."""
    g, lowers = scene.grammar, scene.tokens.lowers
    head = lowers[max(0, act.match.first - 4) : act.match.first]
    for phrase in g.fallen:
        if any(tuple(head[k : k + len(phrase)]) == phrase for k in range(len(head))):
            out["negated"] = " ".join(phrase)
            out.pop("future", None)
    i = start - 1
    if i >= 0 and lowers[i] in g.that | g.subordinators:
        over = lowers[max(0, i - 5) : i]
        if any(w in g.negators for w in over) and any(w in g.evidence for w in over):
            out["negated"] = " ".join(over[-2:])
    subject = next((m for m in act.actors + act.recipients if m in scene.mentions and m.last <= act.match.first), None)
    if subject is not None and subject.first and lowers[subject.first - 1] in ("neither", "no", "none"):
        out["negated"] = lowers[subject.first - 1]
    for k in range(start, act.match.first):
        if lowers[k] in ("agar", "supaya", "whether") or (lowers[k] == "case" and k and lowers[k - 1] == "in"):
            out["maybe"] = lowers[k]
            out.pop("negated", None)
            out.pop("future", None)
    if act.match.first > 2 and lowers[act.match.first - 1] == "from" and act.match.pattern.gerunds:
        if any(
            w in ("stop", "stopped", "prevent", "prevented", "keep", "kept", "deter", "deterred")
            for w in lowers[max(0, act.match.first - 7) : act.match.first]
        ):
            out["maybe"] = "from"
    at = (subject.first if subject else act.match.first) - 1
    while at >= 0 and (lowers[at] in g.that or lowers[at] in ("the", "para")):
        at -= 1
    if at >= 0 and lowers[at] in g.fears and act.verbal:
        out["maybe"] = lowers[at]
        out.pop("future", None)
    if lowers[-1] == "?" and lowers[0] in g.questions:
        out["maybe"] = lowers[0]
        out.pop("future", None)
    if lowers[0] in g.inversions and act.match.first < 12 and "," not in lowers[: act.match.first]:
        out["conditional"] = lowers[0]


def _conditional(scene: Scene, act: Act, start: int, out: dict[str, str]) -> None:
    g, lowers = scene.grammar, scene.tokens.lowers
    i = act.match.first - 1
    while i >= 0 and lowers[i] not in (";", "”", ".") and i not in scene.cues:
        if lowers[i] == "," and scene.owner[i] is None:
            return
        if (
            lowers[i] in g.conditional
            and scene.owner[i] is None
            and not (lowers[i] in ("should", "were") and i > 0 and scene.owner[i - 1])
        ):
            out["conditional"] = lowers[i]
            return
        if scene.boundary(i) and lowers[i] not in g.subordinators:
            return
        i -= 1


def _governor(scene: Scene, act: Act, position: int) -> Act | None:
    """The verb act whose complement this act is ("meminta Rusia untuk menghentikan ..."), if any."""
    lowers, g = scene.tokens.lowers, scene.grammar
    for other in reversed(scene.acts[:position]):
        if not other.fits or (not other.verbal and other.event not in _SPEECH_ACTS):
            continue
        if other.event not in _SPEECH_ACTS and other.event != "CONCEDE":
            return None
        between = lowers[other.match.last : act.match.first]
        if len(between) > 16:
            return None
        if any(w in (",", ";", "”", '"') or w in ("setelah", "after", "karena", "because", "usai") for w in between):
            if other.event != "REQUEST" or ";" in between or "setelah" in between or "after" in between:
                return None
        if any(i in scene.cues for i in range(other.match.last, act.match.first)):
            return None
        last = lowers[other.match.last - 1]
        linked = any(
            w in g.purpose or w in g.that or w in ("akan", "of", "for", "karena", "with", "telah", "will", "from", "atas", "soal")
            for w in [*between, last]
        )
        adjacent = scene.skip_left(act.match.first - 1) < other.match.last
        noun_object = not act.verbal and act.match.first - other.match.last <= 3
        if other.verbal and (linked or adjacent or noun_object or (act.actors == other.recipients and act.verbal)):
            return other
        if not other.verbal and linked:
            return other
        return None
    return None


def _governed(scene: Scene, act: Act, governor: Act) -> bool:
    """Rules for the content of another act; True when they settle the act."""
    words = {scene.tokens.lowers[i] for i in governor.match.used}
    kind = governor.event
    if kind == "REJECT" and words & _DENIALS:
        act.status = "negated"
        act.source = governor.actors[0] if governor.actors else None
        act.why.append("denied: the content is negated")
        return True
    if kind == "ACCUSE" and governor.verbal and governor.actors and act.verbal:
        act.source = governor.actors[0]
    if not act.verbal and act.event in _STANDING and act.actors and kind != "THREATEN":
        return False
    if words & _CONFESSIONS:
        act.source = governor.actors[0] if governor.actors else None
        return False
    if kind == "REQUEST" and words & _ORDERS and act.event in _FUTURE and _same_side(governor):
        governor.event, governor.cameo = _FUTURE[act.event], _FUTURE_CAMEO[act.event]
        governor.recipients = act.recipients
        governor.why.append("an order to one's own forces")
    if kind in ("REQUEST", "REJECT", "THREATEN") or (kind in ("AGREE", "CONCEDE") and governor.verbal):
        act.dropped = f"content of the {kind} before it"
        if kind != "REQUEST" and not known(governor.recipients):
            mine = {m.code for m in governor.actors}
            governor.recipients = [m for m in [*act.recipients, *act.actors] if m.code not in mine]
        return True
    if kind == "ACCUSE" and not act.verbal:
        return False
    return False


def _same_side(act: Act) -> bool:
    return bool({m.code for m in act.actors} & {m.code for m in act.recipients if m.code not in ("", "?")})


def _mood(scene: Scene, act: Act, marks: dict[str, str]) -> None:
    if "conditional" in marks and not (False):
        act.status = "unreal"
        act.why.append(f"conditional ({marks['conditional']})")
        return
    if "negated" in marks:
        _negate(act, marks)
        return
    if "must" in marks:
        act.dropped = "an obligation: coded as REQUEST when somebody voices it"
        return
    if "future" in marks or "wish" in marks:
        _shift(act, marks.get("future") or marks["wish"], wished="future" not in marks)
        return
    if "maybe" in marks:
        act.status = "unreal"
        act.why.append(f"only possible ({marks['maybe']})")
        return
    if "purpose" in marks:
        if plan := _planned(scene, act):
            _shift(act, plan, wished=False)
            return
        if act.event in ("AGREE", "THREATEN", "REQUEST", "ACCUSE", "REJECT", "CONCEDE"):
            act.status = "unreal"
        elif scene.headline and scene.grammar.language == "en" and act.actors:
            _shift(act, marks["purpose"], wished=False)
            return
        else:
            act.status = "unreal"
        act.why.append(f"purpose ({marks['purpose']})")


def _planned(scene: Scene, act: Act) -> str:
    """The plan, promise or threat that a purpose clause spells out ("janji Netanyahu untuk mencaplok ...")."""
    lowers = scene.tokens.lowers
    for i in range(act.match.first - 1, max(-1, act.match.first - 9), -1):
        if lowers[i] in scene.grammar.future:
            return lowers[i]
        if lowers[i] in ".;,":
            break
    return ""


def _negate(act: Act, marks: dict[str, str]) -> None:
    own_refusal = "future" in marks or marks["negated"] in ("won't", "takkan", "ogah", "batal", "urung")
    if own_refusal and act.event in _FRIENDLY and act.actors:
        act.why.append(f"refuses a friendly act of its own ({marks['negated']}): REJECT")
        act.event, act.cameo = "REJECT", "120"
        if act.match.pattern.frame.subject == "=" and len(act.actors) > 1:
            act.actors, act.recipients = act.actors[:1], act.actors[1:]
        return
    act.status = "negated"
    act.why.append(f"negated ({marks['negated']})")


def _shift(act: Act, word: str, wished: bool) -> None:
    if act.event in _FUTURE and act.passive and not act.actors:
        act.status = "unreal"
        act.why.append(f"future without a doer ({word})")
        return
    if act.event in _FUTURE:
        new = _FUTURE[act.event]
        if wished and new == "THREATEN":
            act.status = "unreal"
            act.why.append(f"only wished ({word})")
            return
        act.why.append(f"future {act.event} ({word}): {new}")
        act.cameo = _FUTURE_CAMEO.get(act.event, ROOT_CAMEO[new])
        act.event = new
