"""What the parties and words around say of an act's type: missiles at nobody, crowds, leaving a body, tourists."""

from __future__ import annotations

from kawat.actors.mentions import Mention
from kawat.actors.registry import body_codes
from kawat.claims.scene import Act, Scene, known

_CROWDS = frozenset({"CVL", "EDU", "NGO", "REL", "OPP"})
_FORCES = frozenset({"MIL", "GOV", "COP"})
_TRAVELLERS = frozenset({"CVL", "BUS"})


def retype(scene: Scene, act: Act) -> None:
    """Gives an act the type that its parties show, or drops what concerns no two political actors."""
    sectors = {m.sector for m in act.actors}
    g, source = scene.grammar, act.match.pattern.source
    if act.event == "ACCUSE" and sectors and sectors <= _CROWDS and any(source.startswith(w) for w in g.protest_verbs):
        act.event, act.cameo = "PROTEST", "140"
    elif act.event == "PROTEST" and sectors and sectors <= _FORCES:
        act.event, act.cameo = "COERCE", "191"
        act.why.append("forces of a state do not protest: a blockade")
    elif act.event == "RETREAT" and act.cameo.startswith("087") and act.recipients and all(map(_is_body, act.recipients)):
        act.event, act.cameo = "SANCTION", "165"
        act.why.append("leaving a body reduces relations")
    elif act.event in ("CONSULT", "REQUEST", "THREATEN") and not g.travel.isdisjoint(scene.tokens.lowers):
        if act.event == "CONSULT" and sectors and sectors <= _TRAVELLERS:
            act.dropped = "tourists"
        own = not g.citizens.isdisjoint(scene.tokens.lowers) or {m.code for m in act.actors} & {m.code for m in act.recipients}
        if act.event != "CONSULT" and own:
            act.dropped = "advice to one's own travellers"
    if act.actors and any(words in source for words in g.responsibility):
        act.source = act.actors[0]


def _is_body(mention: Mention) -> bool:
    return len(mention.code) != 3 or mention.code in body_codes()


def show_of_force(scene: Scene, act: Act) -> None:
    """Missiles that strike nobody are a display of force."""
    words = scene.tokens.lowers[act.match.first : act.match.last]
    if act.event == "ASSAULT" and not known(act.recipients) and not scene.grammar.missiles.isdisjoint(words):
        act.event, act.cameo = "MOBILIZE", "153"
        act.why.append("missiles fired at nobody: a display of force")


def judgement(act: Act, speaker: Mention | None) -> None:
    """Words of blame or praise about somebody ("berbahaya bagi ...", "is illegal") are the speaker's act."""
    about = act.match.pattern.frame.subject == "R"
    if act.event in ("ACCUSE", "SUPPORT") and about and not act.passive and not act.actors and speaker is not None:
        act.actors = [speaker]
        act.why.append("blame or praise in a quote is its speaker's")


def blame(act: Act, deed: Act) -> None:
    """Who condemns a deed right behind blames its doer, not its victim, and did not do it."""
    if act.event != "ACCUSE" or not act.verbal or deed.verbal or deed.event not in ("ASSAULT", "COERCE"):
        return
    if deed.match.first - act.match.last < 4:
        mine = {m.code for m in act.actors}
        deed.actors = [m for m in deed.actors if m.code not in mine]
        act.recipients = list(deed.actors) or act.recipients


def protest_against(act: Act, after: Act) -> None:
    """A protest "condemning" or "rejecting" somebody right behind is against them."""
    near = after.match.first - act.match.last < 3
    if act.event == "PROTEST" and near and after.event in ("ACCUSE", "REJECT") and not known(act.recipients):
        act.recipients = [m for m in after.recipients if m not in act.actors]
