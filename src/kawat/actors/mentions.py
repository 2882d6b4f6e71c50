"""Actor mentions of a sentence: names, offices and role nouns merged into one party each.

"Menteri Luar Negeri Rusia, Sergei Lavrov" is one mention: RUS, sector GOV, name "Sergei Lavrov". What a bare
word stands for ("Presiden", "polisi", a surname) is asked of the article's ``Memory``.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kawat.actors.index import Hit, NameIndex, is_title_case
from kawat.actors.memory import Memory
from kawat.actors.registry import Entry
from kawat.text.grammar import Grammar
from kawat.text.tokens import Tokens

NAME, PERSON, GROUP, BODY, ROLE, UNKNOWN = "N", "P", "G", "B", "R", "C"
_CODED = NAME + GROUP + BODY
_NAME_KINDS = frozenset(["name", "demonym", "capital", "metonym", "place", "abbreviation", "historic"])
_COMPOUND = (
    "-born",
    "-based",
    "-backed",
    "-sponsored",
    "-held",
    "-occupied",
    "-brokered",
    "-linked",
    "-made",
    "-owned",
    "-style",
    "-era",
    "-speaking",
)


@dataclass(slots=True)
class Mention:
    """Tokens ``first`` up to ``last`` (exclusive) name one party.

    ``kind``: ``actor`` (code known), ``role`` (a role noun whose country came from the context or is ``?``),
    ``unknown`` (a capitalised name nobody knows), ``pronoun``. ``place`` is set where the words are a place
    that an act may happen at; ``located`` where a preposition of place stands before them.
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
    swallowed: bool = False
    bare: bool = False
    role: str = ""
    stance: str = ""
    locality: bool = False
    named: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class _Atom:
    first: int
    last: int
    type: str
    entries: tuple[Entry, ...] = ()
    extra: list[int] = field(default_factory=list)


def find(
    tokens: Tokens,
    index: NameIndex,
    grammar: Grammar,
    memory: Memory,
    spoken: frozenset[int] | set[int] = frozenset(),
    cues: frozenset[int] | set[int] = frozenset(),
) -> list[Mention]:
    """The mentions of one sentence in order; ``memory`` learns the names that the sentence introduces.

    ``spoken`` are the tokens of act words: a role noun among them ("operasi militer") is no party; ``cues`` those
    of speech verbs, which with them tell a name at the head of a sentence from a plain word.
    """
    verbs = spoken | cues
    atoms = [
        a
        for a in _atoms(tokens, index, grammar, memory, verbs)
        if a.type != ROLE or not spoken.intersection(range(a.first, a.last))
    ]
    mentions = [_resolve(chunk, tokens, grammar, memory) for chunk in _chunks(atoms, tokens, grammar)]
    out = [m for m in mentions if m is not None]
    _settle_bare_roles(out, memory)
    return out


def _atoms(tokens: Tokens, index: NameIndex, grammar: Grammar, memory: Memory, verbs: frozenset[int] | set[int]) -> list[_Atom]:
    atoms: list[_Atom] = []
    headline = is_title_case(tokens)
    i, size = 0, len(tokens)
    while i < size:
        hit = index.at(tokens, i)
        if hit is not None and (kind := _type(hit, tokens, headline)):
            atoms.append(_Atom(hit.first, hit.last, kind, hit.entries))
            i = hit.last
        elif tokens.lowers[i] in grammar.pronouns and (True):
            atoms.append(_Atom(i, i + 1, "pron"))
            i += 1
        elif tokens.words[i][0].isupper() and (end := _unknown_name(tokens, i, index, grammar, memory, headline, verbs)) > i:
            atoms.append(_Atom(i, end, UNKNOWN))
            i = end
        else:
            i += 1
    return atoms


def _type(hit: Hit, tokens: Tokens, headline: bool) -> str:
    kind = hit.entries[0].kind
    if kind in _NAME_KINDS:
        care = hit.entries[0].care
        if care == "word" and (headline or hit.first == 0) and kind == "place":
            return ""
        if care == "person" and _beside_capital(hit, tokens):
            return ""
        return NAME
    return {"body": BODY, "group": GROUP, "person": PERSON, "role": ROLE}[kind]


def _beside_capital(hit: Hit, tokens: Tokens) -> bool:
    """ "Michael Jordan", "Jordan Pickford": a capitalised neighbour inside the sentence makes it a person's name."""
    before = hit.first - 1
    if before > 0 and tokens.words[before][0].isupper() and tokens.words[before].isalpha() and tokens.words[before][1:].islower():
        return True
    return (
        hit.last < len(tokens) and hit.first > 0 and tokens.words[hit.last][0].isupper() and tokens.words[hit.last][1:].islower()
    )


def _unknown_name(
    tokens: Tokens, i: int, index: NameIndex, grammar: Grammar, memory: Memory, headline: bool, verbs: frozenset[int] | set[int]
) -> int:
    """Where an unknown capitalised name that begins at ``i`` ends (``i`` itself: no name)."""
    words, lowers = tokens.words, tokens.lowers
    if memory.knows(lowers[i]):
        end = i + 1
        while end < len(words) and memory.knows(lowers[end]):
            end += 1
        return end
    if (
        headline
        or not words[i].replace("-", "").replace("'", "").replace(".", "").isalpha()
        or lowers[i] in grammar.never_names
        or lowers[i] in grammar.former
    ):
        return i
    if words[i].isupper() and len(words[i]) < 6:
        return i
    end = i + 1
    while end < len(words) and (
        (words[end][0].isupper() and words[end].replace("-", "").isalpha() and index.at(tokens, end) is None)
        or (lowers[end] in grammar.name_particles and end + 1 < len(words) and words[end + 1][0].isupper())
    ):
        end += 1
    starts = i == 0 or words[i - 1] in '"“.:;!?'
    if starts and end == i + 1 and (lowers[i] in grammar.openers or lowers[i].endswith("nya")):
        return i
    if (lowers[i] in grammar.openers and starts) or lowers[i].endswith(_COMPOUND):
        return i
    if starts and end == i + 1 and not verbs.intersection((end, end + 1, end + 2)):
        return i
    return end


def _chunks(atoms: list[_Atom], tokens: Tokens, grammar: Grammar) -> list[list[_Atom]]:
    chunks: list[list[_Atom]] = []
    for atom in atoms:
        if chunks and _joins(chunks[-1], atom, tokens, grammar):
            chunks[-1].append(atom)
        else:
            chunks.append([atom])
    return chunks


def _joins(chunk: list[_Atom], atom: _Atom, tokens: Tokens, grammar: Grammar) -> bool:
    last = chunk[-1]
    if last.type == "pron" or atom.type == "pron":
        return False
    between = tokens.lowers[last.last : atom.first]
    if len(between) > 3:
        return False
    left, right = last.type, atom.type
    english = grammar.language == "en"
    has_role = any(a.type == ROLE for a in chunk)
    has_person = any(a.type in PERSON + UNKNOWN for a in chunk)
    if not between:
        if left == ROLE:
            return right != ROLE or not has_person
        if left in _CODED:
            if right in PERSON + UNKNOWN:
                return (has_role or left == BODY) and not has_person
            if left == GROUP and right == NAME and not english:
                return not has_person and last.entries[0].detail not in ("armed", "movement")
            return right == ROLE and english and not has_person
        return left + right in (UNKNOWN + PERSON, PERSON + UNKNOWN) and _same_name(last, atom, tokens)
    if between == [","]:
        return _apposes(chunk, atom, tokens, has_role, has_person)
    if between == ["("] and left in _CODED + ROLE and right in _CODED + ROLE:
        return left == ROLE or _share_code(last, atom)
    if between in ([")"], [")", ","]):
        return len(chunk) > 1 and right in _CODED * (left == ROLE) + PERSON + UNKNOWN and not has_person and has_role
    if between[0] == "'s":
        owners = _CODED + PERSON if right == ROLE else _CODED
        return left in owners and right in ROLE + PERSON + UNKNOWN and all(w in grammar.fillers for w in between[1:])
    if left in PERSON + UNKNOWN and right in BODY + NAME + GROUP and between in (["dari"], ["of"], ["of", "the"]):
        return not any(a.type in _CODED for a in chunk)
    if left == ROLE and right in _CODED and tuple(between) in grammar.role_links:
        return True
    if left in _CODED and right in _CODED and has_role and tuple(between) in grammar.posting_links:
        return True
    if len(between) <= 2 and all(w in grammar.fillers for w in between):
        return (left == ROLE and right in _CODED + PERSON + UNKNOWN) or (english and left in _CODED and right == ROLE)
    if english:
        return len(between) == 1 and left in NAME + GROUP and right == ROLE and _describes(between[0], grammar)
    return len(between) <= 2 and left == ROLE and right in NAME + GROUP and all(_describes(word, grammar) for word in between)


def _describes(word: str, grammar: Grammar) -> bool:
    """A plain word between a country and a role ("US intelligence officials", "Israeli housing ministry")."""
    g = grammar
    function = (
        g.prepositions,
        g.coordinators,
        g.auxiliaries,
        g.passive_auxiliaries,
        g.relative,
        g.subordinators,
        g.negators,
        g.future,
        g.openers,
    )
    verbal = (
        word.endswith(("s", "ed", "ing"))
        if g.language == "en"
        else word.startswith(("me", "ber", "di", "ter", "ke")) and len(word) > 5
    )
    return word.isalpha() and not verbal and not any(word in words for words in (*function, g.maybe, g.wish, g.must, g.that))


def _same_name(a: _Atom, b: _Atom, tokens: Tokens) -> bool:
    person = a if a.type == PERSON else b
    other = b if person is a else a
    words = {w for e in person.entries for w in e.name.lower().split()}
    return bool(words & set(tokens.lowers[other.first : other.last])) or person.last - person.first == 1


def _foreign_name(people: list[_Atom], tokens: Tokens) -> bool:
    """A known surname beside an unknown name ("Novak Djokovic") is somebody else's."""
    known = [a for a in people if a.type == PERSON]
    others = [a for a in people if a.type == UNKNOWN and any(a.last == k.first or k.last == a.first for k in known)]
    if not others or any(k.last - k.first > 1 for k in known):
        return False
    words = {w for k in known for e in k.entries for w in e.name.lower().split()}
    return not words & {w for a in others for w in tokens.lowers[a.first : a.last]}


def _apposes(chunk: list[_Atom], atom: _Atom, tokens: Tokens, has_role: bool, has_person: bool) -> bool:
    after = tokens.lowers[atom.last] if atom.last < len(tokens) else "."
    left = chunk[-1].type
    if atom.type in PERSON + UNKNOWN and has_role and not has_person and left in _CODED + ROLE:
        return after not in ("dan", "and", "serta", "&")
    return False


def _share_code(a: _Atom, b: _Atom) -> bool:
    return bool({e.code for e in a.entries} & {e.code for e in b.entries})


def _resolve(chunk: list[_Atom], tokens: Tokens, grammar: Grammar, memory: Memory) -> Mention | None:
    first, last = chunk[0].first, chunk[-1].last
    if last < len(tokens) and tokens.words[last] == ")" and "(" in tokens.words[first:last]:
        last += 1
    if chunk[0].type == "pron":
        return Mention(first, last, "pronoun", "", "", tokens.words[first])
    roles = [a for a in chunk if a.type == ROLE]
    coded = [a for a in chunk if a.type in _CODED]
    people = [a for a in chunk if a.type in PERSON + UNKNOWN]
    mention = Mention(first, last, "actor", "", "", "")
    if roles:
        mention.role = tokens.span(roles[0].first, roles[0].last).lower()
        mention.office = next((e.office for a in roles for e in a.entries if e.office and e.office != "other"), "")
    mention.named = tuple((a.first, a.last) for a in coded if a.type != NAME and a.last - a.first > 1)
    if coded:
        _take_code(mention, coded, tokens, memory)
    if people:
        _take_person(mention, people[-1], people, tokens, memory, bool(roles))
    _take_sector(mention, roles, coded, tokens, grammar)
    before = tokens.lowers[first - 1] if first else ""
    mention.located = before in grammar.place_prepositions and not roles
    mention.stance = _stance(tokens, first, grammar)
    former = before in grammar.former or tokens.lowers[first] in grammar.former
    if not mention.code:
        if not roles:
            mention.kind = "unknown"
            mention.name = mention.name or tokens.span(first, last)
        else:
            mention.kind, mention.bare = "role", True
            mention.name = mention.name or tokens.span(first, last)
    elif not mention.name:
        mention.name = _name(mention, tokens, memory, former)
    if former:
        mention.sector = "" if mention.office else mention.sector
    memory.saw(mention, people[-1].first if people else -1, tokens)
    return mention


def _stance(tokens: Tokens, first: int, grammar: Grammar) -> str:
    """ "pro-Palestina", "anti-China": the name behind such a word is what a crowd is for or against, no party."""
    i = first - 1
    if i > 0 and tokens.words[i] == "-":
        i -= 1
    return tokens.lowers[i] if i >= 0 and tokens.lowers[i] in grammar.stances else ""


def _take_code(mention: Mention, coded: list[_Atom], tokens: Tokens, memory: Memory) -> None:
    main = coded[0]
    entry = memory.choose(main.entries)
    mention.code, mention.sector = entry.code, entry.sector
    if len(coded) > 1 and main.type == GROUP and coded[1].type == NAME and entry.detail not in ("armed", "party", "movement"):
        mention.code = coded[1].entries[0].code
    if main.type == NAME and entry.kind in ("place", "capital", "name", "metonym", "historic", "abbreviation"):
        mention.place = tokens.span(main.first, main.last)
        mention.locality = entry.kind == "place"


def _take_person(mention: Mention, atom: _Atom, people: list[_Atom], tokens: Tokens, memory: Memory, has_role: bool) -> None:
    words = tokens.span(people[0].first, atom.last)
    mention.person = True
    person_atom = None if _foreign_name(people, tokens) else next((a for a in people if a.type == PERSON), None)
    if person_atom is not None:
        entry = memory.choose_person(person_atom, mention.code, tokens, has_role or len(people) > 1)
        if entry is not None:
            mention.code = mention.code or entry.code
            mention.sector = mention.sector or (entry.sector if entry.holds_on(memory.day) else "")
            mention.name = entry.name
            mention.office = mention.office or entry.office
            return
    mention.name = words
    if not mention.code and (known := memory.recall(tokens.lowers[people[0].first : atom.last])):
        mention.code, mention.sector, mention.name = known


def _take_sector(mention: Mention, roles: list[_Atom], coded: list[_Atom], tokens: Tokens, grammar: Grammar) -> None:
    if not roles:
        if coded and mention.person and not mention.sector and coded[0].type == NAME:
            mention.sector = ""
        return
    specific = [a for a in roles if tokens.span(a.first, a.last).lower() not in grammar.generic_roles]
    if coded and coded[0].type == GROUP and mention.sector and not specific:
        return
    if coded and coded[0].type == BODY:
        mention.sector = ""
        return
    if coded and coded[0].type == GROUP and mention.sector:
        return
    chosen = (specific or roles)[-1]
    mention.sector = chosen.entries[0].sector or mention.sector


def _name(mention: Mention, tokens: Tokens, memory: Memory, former: bool) -> str:
    if mention.office and not former and (holder := memory.holder(mention.code, mention.office, mention.role)):
        return holder
    return tokens.span(mention.first, mention.last)


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
