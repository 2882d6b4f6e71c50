"""Which atoms are one party: office, country and name that stand side by side or are joined by "of", "dari", a comma."""

from __future__ import annotations

from kawat.actors.atoms import BODY, CODED, GROUP, NAME, PEOPLE, PERSON, PRONOUN, ROLE, UNKNOWN, Atom
from kawat.text.grammar import Grammar
from kawat.text.tokens import Tokens

_APART = 3  # words that may stand between two atoms of one party
# Verbs show by their form in a place where only a describing word joins two atoms.
_VERB_ENDINGS = ("s", "ed", "ing")
_VERB_PREFIXES, _LONG_WORD = ("me", "ber", "di", "ter", "ke"), 5


def chunks(atoms: list[Atom], tokens: Tokens, grammar: Grammar) -> list[list[Atom]]:
    """The atoms of a sentence grouped into parties, in order."""
    out: list[list[Atom]] = []
    for atom in atoms:
        if out and _joins(out[-1], atom, tokens, grammar):
            out[-1].append(atom)
        else:
            out.append([atom])
    return out


def same_person(a: Atom, b: Atom, tokens: Tokens) -> bool:
    """Whether a known person's name and words beside it share a word ("Joko" and "Joko Widodo")."""
    person, other = (a, b) if a.type == PERSON else (b, a)
    names = {word for entry in person.entries for word in entry.name.lower().split()}
    return not names.isdisjoint(tokens.lowers[other.first : other.last])


def _joins(chunk: list[Atom], atom: Atom, tokens: Tokens, grammar: Grammar) -> bool:
    last = chunk[-1]
    between = tokens.lowers[last.last : atom.first]
    if PRONOUN in (last.type, atom.type) or len(between) > _APART:
        return False
    has_role = any(a.type == ROLE for a in chunk)
    has_person = any(a.type in PEOPLE for a in chunk)
    if not between:
        return _adjoins(last, atom, tokens, grammar, has_role, has_person)
    if between in ([","], ["("], [")"], [")", ","]):
        return _joined_by_mark(chunk, atom, tokens, grammar, has_role and not has_person)
    return _joined_by_words(chunk, atom, between, grammar, has_role)


def _adjoins(last: Atom, atom: Atom, tokens: Tokens, grammar: Grammar, has_role: bool, has_person: bool) -> bool:
    """Side by side: "Presiden Rusia", "Menlu Lavrov", "tentara Israel", "Russian president"."""
    left, right = last.type, atom.type
    if left == ROLE:
        return right != ROLE or not has_person
    if left not in CODED:
        one_name = {left, right} == {UNKNOWN, PERSON}
        person = last if left == PERSON else atom
        return one_name and (person.last - person.first == 1 or same_person(last, atom, tokens))
    if right in PEOPLE:
        return (has_role or left == BODY) and not has_person
    if left == GROUP and right == NAME and grammar.language != "en":
        return not has_person and last.entries[0].detail not in ("armed", "movement")
    return right == ROLE and grammar.language == "en" and not has_person


def _joined_by_mark(chunk: list[Atom], atom: Atom, tokens: Tokens, grammar: Grammar, nameless_role: bool) -> bool:
    """Behind a comma or in brackets: "Menlu Rusia, Sergei Lavrov, ...", "Presiden (Korea Selatan) Yoon"."""
    last = chunk[-1]
    left, right = last.type, atom.type
    mark = tokens.lowers[last.last]
    if mark == ",":
        after = tokens.lowers[atom.last] if atom.last < len(tokens) else "."
        return right in PEOPLE and nameless_role and left in CODED + ROLE and after not in grammar.listing
    if mark == "(" and left in CODED + ROLE and right in CODED + ROLE:
        return left == ROLE or not {e.code for e in last.entries}.isdisjoint(e.code for e in atom.entries)
    return mark == ")" and len(chunk) > 1 and nameless_role and (right in PEOPLE or (left == ROLE and right in CODED))


def _joined_by_words(chunk: list[Atom], atom: Atom, between: list[str], grammar: Grammar, has_role: bool) -> bool:
    """Over links and describing words: "Menteri Luar Negeri dari Rusia", "Russia's foreign minister"."""
    left, right = chunk[-1].type, atom.type
    words, english = tuple(between), grammar.language == "en"
    filled = all(w in grammar.fillers for w in between)
    if between[0] == "'s":
        owner = left in CODED or (left == PERSON and right == ROLE)
        return owner and right in ROLE + PEOPLE and all(w in grammar.fillers for w in between[1:])
    if left in PEOPLE and right in CODED and words in grammar.name_links:
        return not any(a.type in CODED for a in chunk)
    if left == ROLE and right in CODED and words in grammar.role_links:
        return True
    if left in CODED and right in CODED and has_role and words in grammar.posting_links:
        return True
    if len(between) > 2:
        return False
    if filled:
        return (left == ROLE and right in CODED + PEOPLE) or (english and left in CODED and right == ROLE)
    if english:
        return len(between) == 1 and left in NAME + GROUP and right == ROLE and _describes(between[0], grammar)
    return left == ROLE and right in NAME + GROUP and all(_describes(word, grammar) for word in between)


def _describes(word: str, grammar: Grammar) -> bool:
    """A plain word between a country and a role ("US intelligence officials", "Israeli housing ministry")."""
    if grammar.language == "en":
        verbal = word.endswith(_VERB_ENDINGS)
    else:
        verbal = word.startswith(_VERB_PREFIXES) and len(word) > _LONG_WORD
    return word.isalpha() and not verbal and not any(word in words for words in _function_words(grammar))


def _function_words(g: Grammar) -> tuple[frozenset[str], ...]:
    parts = (g.prepositions, g.coordinators, g.subordinators, g.relative, g.that, g.openers)
    return (*parts, g.auxiliaries, g.passive_auxiliaries, g.negators, g.future, g.maybe, g.wish, g.must)
