"""Actor mentions of a sentence: names, offices and role nouns merged into one party each.

"Menteri Luar Negeri Rusia, Sergei Lavrov" is one mention: RUS, sector GOV, name "Sergei Lavrov". What a bare
word stands for ("Presiden", "polisi", a surname) is asked of the article's ``Memory``.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from kawat.actors.atoms import BODY, CODED, GROUP, NAME, PEOPLE, PERSON, PRONOUN, ROLE, UNKNOWN, Atom, atoms
from kawat.actors.chunks import chunks, same_person
from kawat.actors.index import NameIndex
from kawat.actors.memory import Memory
from kawat.text.grammar import Grammar
from kawat.text.tokens import Tokens

_NOTHING: frozenset[int] = frozenset()
# Groups that belong to no state: a country beside one does not give them its code.
_STATELESS = ("armed", "party", "movement")


@dataclass(slots=True)
class Mention:
    """Tokens ``first`` up to ``last`` (exclusive) name one party.

    ``kind``: ``actor`` (code known), ``role`` (a role noun whose country came from the context or is ``?``),
    ``unknown`` (a capitalised name nobody knows), ``pronoun``. ``place`` is set where the words are a place
    that an act may happen at; ``located`` where a preposition of place stands before them, ``locality`` for a town
    or strip rather than a state. ``bare``: a role noun without a country of its own. ``stance``: what a crowd is
    for or against. ``named``: the tokens of names of bodies, groups and roles, which are no act words.
    """

    first: int
    last: int
    kind: str
    code: str
    sector: str
    name: str
    place: str = ""
    located: bool = False
    person: bool = False
    office: str = ""
    bare: bool = False
    role: str = ""
    stance: str = ""
    locality: bool = False
    town: bool = False
    named: tuple[tuple[int, int], ...] = ()


def find(
    tokens: Tokens,
    index: NameIndex,
    grammar: Grammar,
    memory: Memory,
    spoken: Set[int] = _NOTHING,
    cues: Set[int] = _NOTHING,
) -> list[Mention]:
    """The mentions of one sentence in order; ``memory`` learns the names that the sentence introduces.

    ``spoken`` are the tokens of act words: a role noun among them ("operasi militer") is no party; ``cues`` those
    of speech verbs, which with them tell a name at the head of a sentence from a plain word.
    """
    found = [
        a
        for a in atoms(tokens, index, grammar, memory, spoken | cues)
        if a.type != ROLE or spoken.isdisjoint(range(a.first, a.last))
    ]
    out = [_resolve(chunk, tokens, grammar, memory) for chunk in chunks(found, tokens, grammar)]
    _settle_bare_roles(out, memory)
    return out


def _resolve(chunk: list[Atom], tokens: Tokens, grammar: Grammar, memory: Memory) -> Mention:
    """One party from its atoms: code, sector, name and office."""
    first, last = chunk[0].first, chunk[-1].last
    if last < len(tokens) and tokens.words[last] == ")" and "(" in tokens.words[first:last]:
        last += 1
    if chunk[0].type == PRONOUN:
        return Mention(first, last, "pronoun", "", "", tokens.words[first])
    roles = [a for a in chunk if a.type == ROLE]
    coded = [a for a in chunk if a.type in CODED]
    people = [a for a in chunk if a.type in PEOPLE]
    mention = Mention(first, last, "actor", "", "", "")
    if roles:
        mention.role = tokens.span(roles[0].first, roles[0].last).lower()
        mention.office = next((e.office for a in roles for e in a.entries if e.office and e.office != "other"), "")
    if coded:
        mention.named = tuple((a.first, a.last) for a in coded if a.type != NAME and a.last - a.first > 1)
        _take_code(mention, coded, tokens, memory)
    if people:
        _take_person(mention, people, tokens, memory, bool(roles))
    if roles:
        _take_sector(mention, roles, coded, tokens, grammar)
    before = tokens.lowers[first - 1] if first else ""
    mention.located = not roles and (before in grammar.place_prepositions or _in_address(tokens, mention))
    mention.stance = _stance(tokens, first, grammar)
    former = before in grammar.former or tokens.lowers[first] in grammar.former
    _take_name(mention, bool(roles), former, tokens, memory)
    memory.saw(mention, bool(people), grammar.name_fillers)
    return mention


def _take_name(mention: Mention, has_role: bool, former: bool, tokens: Tokens, memory: Memory) -> None:
    """Names a party: the person, the holder of the office on the article's day, or the words as they stand."""
    words = tokens.span(mention.first, mention.last)
    if not mention.code:
        mention.kind, mention.bare = ("role", True) if has_role else ("unknown", False)
    elif not mention.name and mention.office and not former:
        mention.name = memory.holder(mention.code, mention.office, mention.role)
    mention.name = mention.name or words
    if former and mention.office:
        mention.sector = ""


def _stance(tokens: Tokens, first: int, grammar: Grammar) -> str:
    """ "pro-Palestina", "anti-China": the name behind such a word is what a crowd is for or against, no party."""
    i = first - 1
    if i > 0 and tokens.words[i] == "-":
        i -= 1
    return tokens.lowers[i] if i >= 0 and tokens.lowers[i] in grammar.stances else ""


def _take_code(mention: Mention, coded: list[Atom], tokens: Tokens, memory: Memory) -> None:
    main = coded[0]
    entry = memory.choose(main.entries)
    mention.code, mention.sector = entry.code, entry.sector
    if len(coded) > 1 and main.type == GROUP and coded[1].type == NAME and entry.detail not in _STATELESS:
        mention.code = coded[1].entries[0].code
    if main.type == NAME and entry.kind != "demonym":
        mention.place = tokens.span(main.first, main.last)
        mention.locality = entry.kind == "place"
        mention.town = entry.kind in ("place", "capital")


def _take_person(mention: Mention, people: list[Atom], tokens: Tokens, memory: Memory, has_role: bool) -> None:
    """The person of the registry that the name means, else one whom the article introduced, else the bare name."""
    mention.person = True
    person = None if _foreign_name(people, tokens) else next((a for a in people if a.type == PERSON), None)
    if person is not None:
        entry = memory.choose_person(person, mention.code, tokens, has_role or len(people) > 1)
        if entry is not None:
            mention.code = mention.code or entry.code
            mention.sector = mention.sector or (entry.sector if entry.holds_on(memory.day) else "")
            mention.name = entry.name
            mention.office = mention.office or entry.office
            return
    first, last = people[0].first, people[-1].last
    mention.name = tokens.span(first, last)
    if not mention.code and (known := memory.recall(tokens.lowers[first:last])):
        mention.code, mention.sector, mention.name = known


def _foreign_name(people: list[Atom], tokens: Tokens) -> bool:
    """A known surname beside an unknown name ("Novak Djokovic") is somebody else's."""
    known = [a for a in people if a.type == PERSON]
    others = [a for a in people if a.type == UNKNOWN and any(a.last == k.first or k.last == a.first for k in known)]
    if not others or any(k.last - k.first > 1 for k in known):
        return False
    return not any(same_person(k, a, tokens) for k in known for a in others)


def _take_sector(mention: Mention, roles: list[Atom], coded: list[Atom], tokens: Tokens, grammar: Grammar) -> None:
    """The sector of the most telling role; a body has none, a group keeps its own."""
    if coded and coded[0].type == BODY:
        mention.sector = ""
    elif not (coded and coded[0].type == GROUP and mention.sector):
        specific = [a for a in roles if tokens.span(a.first, a.last).lower() not in grammar.generic_roles]
        mention.sector = (specific or roles)[-1].entries[0].sector or mention.sector


def _settle_bare_roles(mentions: list[Mention], memory: Memory) -> None:
    """Gives role nouns without a country the one that the sentence or the article shows."""
    places = [m.code for m in mentions if m.located and m.code]
    for mention in mentions:
        if mention.kind != "role" or mention.code:
            continue
        code, sector, name = memory.for_role(mention, places, mentions)
        mention.code = code
        mention.sector = mention.sector or sector
        mention.name = name or mention.name


def _in_address(tokens: Tokens, mention: Mention) -> bool:
    """ "Gedung Sindo, Jakarta": a town behind a comma and a plain name says where."""
    at = mention.first
    if not mention.place or at < 2 or tokens.words[at - 1] != ",":
        return False
    return mention.town and tokens.words[at - 2][0].isupper()
