"""Who acts and who is acted on: walks left and right from an act word by the frame of its pattern.

The walk follows the word order of Indonesian and English (subject, verb, object); what the lexicon's frame
names (prepositions, owners of act nouns) is all that it believes. Each decision leaves a line in ``why``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kawat.actors.memory import Memory
from kawat.actors.mentions import Mention
from kawat.actors.registry import body_codes
from kawat.claims.scene import Act, Scene, known

_REACH = 14
_LIGHT = frozenset(
    ["melakukan", "melancarkan", "menggelar", "mengadakan", "menggencarkan", "memulai", "meluncurkan", "menggalang", "menjalani", "mengeluarkan", "memberikan", "memberi", "lakukan", "lancarkan", "gelar", "beri", "menyampaikan", "melayangkan", "menghadiri", "memimpin", "launch", "launched", "launches", "carry", "carried", "carries", "stage", "staged", "stages", "hold", "held", "holds", "conduct", "conducted", "conducts", "continue", "continued", "make", "made", "begin", "began", "begun", "issue", "issued", "issues", "wage", "waged", "resume", "resumed", "order", "ordered", "led", "lead"]
)
# Acts in words: what is rejected or praised may belong to somebody ("rejects a proposal from Iran").
_TOWARDS = frozenset({"SUPPORT", "REJECT", "ACCUSE", "REQUEST"})
_DETERMINERS = frozenset(["the", "a", "an", "its", "his", "her", "their", "this", "that", "these", "those", "some", "any"])


def assign(scene: Scene, memory: Memory, speakers: list[Mention], speakers_at: Callable[[int], Mention | None]) -> None:
    """Fills actors and recipients of every act of the scene, left to right (later acts may inherit).

    ``speakers`` are the sentence's quoted parties, ``speakers_at`` says who speaks at a code point.
    """
    for position, act in enumerate(scene.acts):
        if act.match.pattern.pos == "n":
            _noun(scene, act)
        else:
            _verb(scene, act, position)
        if act.event == "ASSAULT" and act.actors and act.recipients:
            _not_oneself(act, memory)
        _answer(scene, act, position)
        _evaluates(act, speakers_at(scene.tokens.starts[act.match.first]))
        if (
            act.event == "ASSAULT"
            and not known(act.recipients)
            and _MISSILES.intersection(scene.tokens.lowers[act.match.first : act.match.last])
        ):
            act.event, act.cameo = "MOBILIZE", "153"
            act.why.append("missiles fired at nobody: a display of force")
        _left_over(scene, act, speakers)
        _retype(scene, act)
    for act, after in zip(scene.acts, scene.acts[1:], strict=False):
        if (
            act.event == "ACCUSE"
            and act.verbal
            and not after.verbal
            and after.event in ("ASSAULT", "COERCE")
            and after.match.first - act.match.last < 4
        ):
            _blames(act, after)
        if (
            act.event == "PROTEST"
            and not known(act.recipients)
            and after.event in ("ACCUSE", "REJECT")
            and after.match.first - act.match.last < 3
        ):
            act.recipients = [m for m in after.recipients if m not in act.actors]


def _blames(act: Act, deed: Act) -> None:
    """Who condemns a deed blames its doer, not its victim, and did not do it."""
    mine = {m.code for m in act.actors}
    deed.actors = [m for m in deed.actors if m.code not in mine]
    act.recipients = list(deed.actors) or act.recipients


_CROWDS = frozenset({"CVL", "EDU", "NGO", "REL", "OPP"})
_TRAVEL = frozenset(
    ["travel", "travelling", "traveling", "holiday", "holidays", "holidaymakers", "tourists", "wisata", "perjalanan", "berlibur", "liburan", "bepergian", "turis", "wisatawan"]
)


def _retype(scene: Scene, act: Act) -> None:
    """What the parties say of the type: crowds protest, leaving a body is a sanction, tourists visit nobody."""
    sectors = {m.sector for m in act.actors}
    lowers = set(scene.tokens.lowers)
    source = act.match.pattern.source
    if act.event == "ACCUSE" and source.startswith(("memprotes", "protest")) and sectors and sectors <= _CROWDS:
        act.event, act.cameo = "PROTEST", "140"
    elif act.event == "PROTEST" and sectors and sectors <= {"MIL", "GOV", "COP"}:
        act.event, act.cameo = "COERCE", "191"
        act.why.append("forces of a state do not protest: a blockade")
    elif (
        act.event == "RETREAT"
        and act.cameo.startswith("087")
        and act.recipients
        and all(len(m.code) != 3 or m.code in body_codes() for m in act.recipients)
    ):
        act.event, act.cameo = "SANCTION", "165"
        act.why.append("leaving a body reduces relations")
    elif act.event == "CONSULT" and sectors and sectors <= {"CVL", "BUS"} and lowers & _TRAVEL:
        act.dropped = "tourists"
    elif (
        act.event in ("REQUEST", "THREATEN")
        and lowers & _TRAVEL
        and {m.code for m in act.actors} & {m.code for m in act.recipients}
    ):
        act.dropped = "advice to one's own travellers"
    if ("bertanggung jawab" in source or "responsibility" in source) and act.actors:
        act.source = act.actors[0]


def _evaluates(act: Act, speaker: Mention | None) -> None:
    """Words of blame or praise about somebody ("berbahaya bagi ...", "is illegal") are the speaker's act."""
    frame = act.match.pattern.frame
    if act.event in ("ACCUSE", "SUPPORT") and frame.subject == "R" and not act.passive and not act.actors and speaker is not None:
        act.actors = [speaker]
        act.why.append("blame or praise in a quote is its speaker's")


def _answer(scene: Scene, act: Act, position: int) -> None:
    """Who rejects or denies answers the one who asked or accused in the same sentence."""
    if act.event != "REJECT" or known(act.recipients) or not act.actors:
        return
    for other in reversed(scene.acts[:position]):
        if other.event in ("REQUEST", "ACCUSE", "AGREE", "THREATEN") and known(other.actors):
            if not {m.code for m in other.actors} & {m.code for m in act.actors}:
                act.recipients = list(other.actors)
                act.why.append(f"answers the {other.event} before it")
                return


_MISSILES = frozenset(["rudal", "misil", "missile", "missiles", "roket", "rocket", "rockets"])
_POLICY = frozenset({"SANCTION", "AID", "MOBILIZE", "COERCE"})
_ONE_SIDED = frozenset({"PROTEST", "CONSULT", "COOPERATE"})


def _left_over(scene: Scene, act: Act, speakers: list[Mention]) -> None:
    """Fills an open side with the only other party that the sentence names, when the frame asks for one."""
    frame = act.match.pattern.frame
    if frame.subject == "=" and act.event == "CONSULT" and len({m.code for m in act.actors}) == 1 and not act.recipients:
        near = {
            m.code: m
            for m in scene.mentions
            if m.code not in ("", "?") and not m.located and m.kind != "pronoun" and m not in speakers
        }
        near.pop(act.actors[0].code, None)
        if len(near) == 1 and not act.passive:
            act.actors = [*act.actors, *near.values()]
        return
    if (frame.subject == "=" and act.event != "AGREE") or act.event in _ONE_SIDED:
        return
    wants = frame.object == "R" or bool(frame.preps) or frame.subject == "R"
    mine = {m.code for m in [*act.actors, *act.recipients] if m.code not in ("", "?")}
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
        at = next((i for i, w in enumerate(scene.tokens.lowers) if i > act.match.last and w in scene.grammar.conditional), -1)
        if at >= 0 and (after := [m for m in others if m.first > at]):
            others = after[:1]
    codes = {m.code for m in others}
    if len(codes) != 1 or not mine:
        return
    own = {m.code for m in act.actors}
    if wants and known(act.actors) and (not known(act.recipients) or all(m.bare and m.code in own for m in act.recipients)):
        act.recipients = [others[0]]
        act.why.append("no recipient beside the act word: the only other party of the sentence")
    elif not known(act.actors) and known(act.recipients):
        act.actors = [others[0]]
        act.why.append("no actor beside the act word: the only other party of the sentence")


def _not_oneself(act: Act, memory: Memory) -> None:
    """A bare victim ("warga sipil") that the context gave the attacker's own country is somebody else's."""
    own = {m.code for m in act.actors}
    for k, mention in enumerate(act.recipients):
        if mention.bare and mention.code in own and act.actors[0].sector in ("", "MIL", "GOV") and not act.actors[0].bare:
            other = next((code for code, _ in memory.countries.most_common() if code not in own and len(code) == 3), "?")
            act.recipients[k] = replace(mention, code=other)
            act.why.append("a bare victim is not the attacker's own")


def _verb(scene: Scene, act: Act, position: int) -> None:
    frame = act.match.pattern.frame
    _english_voice(scene, act)
    subject = subject_of(scene, act, position)
    direct, behind, agent, located = _right(scene, act)
    inner = _inner_mentions(scene, act)
    if act.passive:
        act.recipients = subject
        act.actors = agent
        if not agent and scene.grammar.language != "en" and (bare := _bare_agent(scene, act)):
            act.actors = bare
            act.why.append("the party right behind a passive verb is its agent")
        act.why.append("passive: the subject is the recipient")
        if frame.subject == "=" and frame.object != "R":
            act.actors, act.recipients = subject + act.actors, []
        elif frame.subject == "R":
            act.actors = agent or behind or direct
        _fall_back(scene, act, located)
        return
    if frame.subject == "=":
        act.actors = subject
        if frame.object == "R":
            act.recipients = direct or behind
        else:
            others = [m for m in (behind or direct or inner) if m not in subject]
            if act.event == "AGREE" and len({m.code for m in subject}) == 1:
                act.recipients = others
            else:
                act.actors = subject + others
        return
    if frame.subject == "R":
        act.recipients = subject
        judged = act.match.pattern.pos == "a" and act.event in ("ACCUSE", "SUPPORT") and not frame.preps
        act.actors = [] if judged else agent or inner or behind or direct
        return
    act.actors = subject
    if not subject and direct and act.event == "PROTEST":
        act.actors, direct = direct, []
    act.recipients = inner or (direct if frame.object == "R" else []) or behind
    if not act.recipients and act.event in _TOWARDS:
        act.recipients = direct
    _fall_back(scene, act, located)


def _english_voice(scene: Scene, act: Act) -> None:
    """Tells the English passive from the past tense: an auxiliary before, "by" behind, or no object at all."""
    pattern = act.match.pattern
    if scene.grammar.language != "en" or not pattern.participles:
        return
    lowers = scene.tokens.lowers
    first, last = act.match.first, act.match.last
    if lowers[first] not in pattern.participles:
        return
    i = first - 1
    while i >= 0 and i >= first - 4 and scene.owner[i] is None:
        if lowers[i] in scene.grammar.passive_auxiliaries:
            act.passive = True
            return
        if not (lowers[i] in scene.grammar.auxiliaries or lowers[i] in scene.grammar.negators or lowers[i].endswith("ly")):
            break
        i -= 1
    follows = lowers[last] if last < len(lowers) else "."
    if follows == "by" or (
        pattern.frame.object == "R"
        and len(pattern.elements) == 1
        and (
            follows in ("in", "on", "during", "after", "near", "at", "as", "since", "amid")
            or (follows in ".," and scene.headline)
        )
    ):
        act.passive = True


def subject_of(scene: Scene, act: Act, position: int) -> list[Mention]:
    """The mentions that stand as the act word's subject; [] where the sentence shows none."""
    g, lowers = scene.grammar, scene.tokens.lowers
    i = scene.skip_left(act.match.first - 1)
    if i > 0 and lowers[i] in ("“", '"') and lowers[i - 1:i] != [","]:
        i = scene.skip_left(i - 1)
    if i < 0:
        return _fronted(scene, act)
    word = lowers[i]
    if scene.owner[i] is None and word in g.relative and i > 0:
        j = i - 1
        while j > 0 and (lowers[j] in ",(" or (scene.owner[j] is None and j > i - 3)):
            j -= 1
        mention = scene.owner[j]
        if mention is not None and mention.first > 1 and lowers[mention.first - 1] == "not":
            earlier = [m for m in scene.mentions if m.last < mention.first]
            return earlier[-1:]
        if mention is not None and mention.first and lowers[mention.first - 1] in ("bukan", "bukanlah", "not"):
            act.status = "negated"
            act.why.append(f"negated ({lowers[mention.first - 1]})")
        return _group_ending(scene, j) if mention else []
    before = _verb_before(scene, act, i)
    if scene.owner[i] is None and (word in g.coordinators or word == "," or word in g.purpose):
        inherited = _inherit(scene, act, before)
        if inherited or word in g.purpose:
            return inherited
    start = scene.clause_start(i + 1)
    if before is not None and before.match.last > start:
        start = before.match.last
    found = [m for m in scene.mentions if start <= m.first and m.last <= i + 1]
    bare = [m for m in found if not scene.preposition_before(m)]
    if bare:
        chosen = bare[0] if before is None or before.match.last != start else bare[-1]
        if (
            bare[-1].last == i + 1
            and lowers[bare[-1].first - 1 : bare[-1].first] == [","]
            and bare[-1] not in scene.coordinated(bare[0], i + 1)
        ):
            chosen = bare[-1]
        return scene.coordinated(chosen, i + 1)
    beside = [m for m in found if m.last == i + 1]
    link = scene.preposition_before(beside[0]) if beside else ""
    if beside and (link in ("dari", "of") or not (act.passive or link in g.place_prepositions)):
        return beside
    if start > i or (before is not None and before.match.last == start and not found and i < start):
        return _inherit(scene, act, before) or _fronted(scene, act)
    if scene.boundary(i) and scene.owner[i] is None:
        return _inherit(scene, act, before) or _fronted(scene, act)
    return []


def _verb_before(scene: Scene, act: Act, i: int) -> Act | None:
    """The nearest verb act to the left within reach of the same clause."""
    for other in reversed(scene.acts[: scene.acts.index(act)]):
        if other.verbal and other.match.last <= i + 1:
            return other
    return None


def _inherit(scene: Scene, act: Act, before: Act | None) -> list[Mention]:
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
    first = earlier[0] if earlier else None
    return scene.coordinated(first, act.match.first) if first else []


def _fronted(scene: Scene, act: Act) -> list[Mention]:
    """ "Dikecam Barat, Rusia ..." and "After attacking Ukraine, Russia ...": the subject follows the comma."""
    lowers = scene.tokens.lowers
    for i in range(act.match.last, min(len(lowers), act.match.last + _REACH)):
        if lowers[i] == ",":
            owner = scene.owner[i + 1] if i + 1 < len(lowers) else None
            if owner is None and i + 2 < len(lowers):
                owner = scene.owner[i + 2]
            return scene.coordinated(owner, len(lowers)) if owner else []
    return []


def _group_ending(scene: Scene, i: int) -> list[Mention]:
    mention = scene.owner[i]
    if mention is None:
        return []
    at = scene.mentions.index(mention)
    group = [mention]
    for prev in reversed(scene.mentions[:at]):
        if mention not in scene.coordinated(prev, i + 1):
            break
        group = scene.coordinated(prev, i + 1)
    return group


def _right(scene: Scene, act: Act) -> tuple[list[Mention], list[Mention], list[Mention], list[Mention]]:
    """Direct object, parties behind the frame's prepositions, agents ("oleh", "by") and places, right of the act word."""
    g, lowers, frame = scene.grammar, scene.tokens.lowers, act.match.pattern.frame
    direct: list[Mention] = []
    behind: list[Mention] = []
    agent: list[Mention] = []
    located: list[Mention] = []
    weak: list[Mention] = []
    secondary: list[Mention] = []
    preposition, own = "", ""
    i, limit = act.match.last, min(len(lowers), act.match.last + _REACH)
    if lowers[i - 1] in g.prepositions and (act.match.pattern.pos == "n" or frame.object != "R"):
        preposition = own = lowers[i - 1]
    while i < limit:
        mention = scene.owner[i]
        if mention is None:
            word = lowers[i]
            other = scene.act_at.get(i)
            if other is not None and other is not act and other.verbal and (direct or behind or other.match.first == i):
                break
            if word in g.agent:
                preposition = word
            elif word in g.prepositions or word in frame.preps:
                if word in g.subordinators and word not in frame.preps and not g.place_prepositions & {word}:
                    break
                preposition = word
            elif word == "," and i + 1 < limit and lowers[i + 1] in g.agent:
                pass
            elif word in g.relative or scene.boundary(i) or (word == "," and (direct or behind or agent)):
                break
            elif word in g.coordinators and (direct or behind) and other is None:
                pass
            i += 1
            continue
        group = _object_group(scene, mention, limit)
        if preposition in g.agent and preposition != own:
            agent = agent or group
        elif mention.kind == "unknown" and not mention.code and not preposition and act.match.pattern.pos != "n":
            weak = weak or group
        elif not preposition:
            direct = direct or group
        elif act.event == "PROTEST" and preposition in g.place_prepositions:
            located = located or group
        elif preposition == own or (
            preposition in frame.preps and not (frame.subject == "R" and preposition in g.place_prepositions)
        ):
            behind = behind or group
        elif preposition in g.place_prepositions or mention.located:
            located = located or group
        elif preposition in g.belonging and (act.event in _TOWARDS or frame.subject == "A"):
            secondary = secondary or group
        i = group[-1].last
        preposition, own = "-", ""
    return direct or (weak if not behind else []), behind or ([] if direct else secondary), agent, located


def _inner_mentions(scene: Scene, act: Act) -> list[Mention]:
    """Parties inside a pattern's gap ("mengirim ~ bantuan", "accuse ~ of")."""
    used = set(act.match.used)
    for i in range(act.match.first + 1, act.match.last):
        mention = scene.owner[i]
        if mention is not None and (i not in used or mention.kind == "actor" or act.match.pattern.frame.subject == "R"):
            return scene.coordinated(mention, act.match.last)
    return []


def _object_group(scene: Scene, mention: Mention, limit: int) -> list[Mention]:
    """Coordinated objects, without a last one that is the next clause's subject."""
    group = scene.coordinated(mention, limit)
    while len(group) > 1:
        after = group[-1].last
        nxt = scene.skip_right(after)
        act = scene.act_at.get(nxt)
        if (act is not None and act.verbal and not act.passive) or nxt in scene.cues:
            group.pop()
        else:
            break
    return group


def _bare_agent(scene: Scene, act: Act) -> list[Mention]:
    """Indonesian: "dikecam Barat", "ditangkap polisi": the agent right behind the passive verb."""
    for i in range(act.match.last, min(act.match.last + 2, len(scene.tokens))):
        mention = scene.owner[i]
        if mention is not None:
            return _object_group(scene, mention, len(scene.tokens))
        if scene.tokens.lowers[i] not in scene.grammar.fillers and scene.tokens.lowers[i] not in ("pihak", "oleh"):
            break
    return []


def _noun(scene: Scene, act: Act) -> None:
    frame = act.match.pattern.frame
    owners = _owners(scene, act)
    direct, behind, agent, located = _right(scene, act)
    if not agent and scene.tokens.lowers[act.match.last - 1] in scene.grammar.agent:
        agent, behind = behind or direct, []
    if frame.subject == "=":
        act.actors = owners + [m for m in behind if m not in owners]
        if len(act.actors) < 2 and (pair := _pair_before(scene, act)):
            act.actors = pair
            return
        if len(act.actors) < 2 and (doer := _light_subject(scene, act)):
            act.actors = doer + [m for m in act.actors if m not in doer]
        return
    doer = agent or ([] if owners and frame.subject == "A" else _light_subject(scene, act))
    if frame.subject == "A":
        ahead = scene.owner[act.match.first - 1] if act.match.first else None
        if (
            scene.headline
            and scene.grammar.language != "en"
            and ahead is not None
            and owners
            and not behind
            and not scene.preposition_before(ahead)
        ):
            act.why.append("a headline's bare noun between two parties is its verb")
            act.actors, act.recipients = [ahead], owners
        elif act.event == "ASSAULT" and owners and not behind and all(_struck(m) for m in owners):
            act.why.append("a town or strip that owns an attack is where it strikes")
            act.actors, act.recipients = doer, owners
        else:
            act.actors, act.recipients = owners or doer, behind
    else:
        act.recipients = owners or _inner_mentions(scene, act)
        act.actors = agent or behind or doer
    _fall_back(scene, act, located)


def _fall_back(scene: Scene, act: Act, located: list[Mention]) -> None:
    """What the place of an act says of its parties when nothing else does."""
    if act.event == "PROTEST" and located and not any(m.code not in ("", "?") for m in act.actors):
        act.actors = [replace(located[0], sector="CVL", kind="pronoun")]
        act.why.append("no other actor: the people of the place")
    elif not act.recipients and located and act.event in ("ASSAULT", "COERCE", "AID", "MOBILIZE"):
        act.recipients = located
        act.why.append("no other recipient: the place acted on")
    future = any(w in scene.grammar.future for w in scene.tokens.lowers[max(0, act.match.first - 2) : act.match.first])
    if act.passive and not act.actors and not future:
        _state_acts(act, located)


# Arrest, deportation, bans, restrictions; conviction; charge, suit, inquiry: what a state's organs do to people.
_STATE_ACTS = {"COERCE": ("170", "172", "173", "174"), "SANCTION": ("116", "16", "17"), "ACCUSE": ("09", "112", "115", "116")}


def _state_acts(act: Act, located: list[Mention]) -> None:
    if act.event not in _STATE_ACTS or not act.cameo.startswith(_STATE_ACTS[act.event]):
        return
    people = [m for m in act.recipients if m.person or m.role or m.sector not in ("", "GOV", "MIL")]
    if any(m.sector == "MIL" for m in act.recipients):
        return
    if act.event == "COERCE" or people:
        state = next((m for m in [*located, *act.recipients] if len(m.code) == 3), None)
        if state is not None:
            sector = "JUD" if act.event == "SANCTION" else "GOV"
            act.actors = [replace(state, sector=sector, kind="pronoun", person=False)]
            act.why.append("no doer named: the state of the place or of the people acted on")


def _struck(owner: Mention) -> bool:
    """Whether the owner of an attack noun is what it strikes: a town, or people and houses that bear no arms."""
    return owner.sector in ("REL", "EDU", "MED", "BUS", "NGO") if owner.role else owner.locality


def _pair_before(scene: Scene, act: Act) -> list[Mention]:
    """ "Putin dan Xi dalam sebuah pertemuan", "Biden and Xi at a meeting": the pair before a reciprocal noun."""
    i = act.match.first - 1
    while i >= 0 and i >= act.match.first - 4 and scene.owner[i] is None and i not in scene.act_at:
        i -= 1
    pair = _group_ending(scene, i) if i >= 0 else []
    return pair if len({m.code for m in pair if m.code not in ("", "?")}) > 1 else []


def _owners(scene: Scene, act: Act) -> list[Mention]:
    """The owner of an act noun: right behind it in Indonesian, before it in English."""
    lowers, g = scene.tokens.lowers, scene.grammar
    if lowers[act.match.last - 1] in g.agent:
        return []
    inside = next((m for m in scene.mentions if m.first == act.match.first and m.last <= act.match.last and m.code), None)
    if inside is not None:
        return [inside]
    if g.language != "en":
        for i in range(act.match.last, min(act.match.last + 4, len(lowers))):
            mention = scene.owner[i]
            if mention is not None:
                return _object_group(scene, mention, len(lowers))
            word = lowers[i]
            if (
                (word in g.prepositions
                and word not in ("antara", "para", "dari"))
                or word in g.coordinators
                or scene.boundary(i)
                or word in ",."
            ):
                return []
            if word in g.relative or (i in scene.act_at and scene.act_at[i].verbal):
                return []
        return []
    i = act.match.first - 1
    steps = 0
    while i >= 0 and steps < 4:
        mention = scene.owner[i]
        if mention is not None:
            return _group_ending(scene, i) if not scene.preposition_before(mention) or lowers[i + 1] == "'s" or steps == 0 else []
        word = lowers[i]
        if word in g.prepositions or word in g.coordinators or scene.boundary(i) or word in _DETERMINERS or word in ",.":
            break
        if i in scene.act_at and scene.act_at[i].verbal:
            break
        i -= 1
        steps += 1
    return _of_owner(scene, act)


def _of_owner(scene: Scene, act: Act) -> list[Mention]:
    lowers, last = scene.tokens.lowers, act.match.last
    if last < len(lowers) and lowers[last] == "of" and "of" not in act.match.pattern.frame.preps:
        for i in range(last + 1, min(last + 4, len(lowers))):
            mention = scene.owner[i]
            if mention is not None:
                return _object_group(scene, mention, len(lowers))
    return []


def _light_subject(scene: Scene, act: Act) -> list[Mention]:
    """ "Israel melancarkan serangan", "Russia launched an attack": the light verb's subject is the doer."""
    lowers = scene.tokens.lowers
    for i in range(act.match.first - 1, max(-1, act.match.first - 6), -1):
        if scene.owner[i] is not None:
            return []
        if lowers[i] in _LIGHT:
            probe = Act(act.match._replace(first=i, last=i + 1, used=(i,)))
            scene.acts.append(probe)
            try:
                return subject_of(scene, probe, 0)
            finally:
                scene.acts.remove(probe)
    return []
