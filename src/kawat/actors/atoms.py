"""The parts that mentions are made of: registry names, role nouns, pronouns and capitalised names nobody knows."""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from kawat.actors.index import Hit, NameIndex, is_title_case
from kawat.actors.memory import Memory
from kawat.actors.registry import Entry
from kawat.text.grammar import Grammar
from kawat.text.tokens import Tokens

NAME, PERSON, GROUP, BODY, ROLE, UNKNOWN, PRONOUN = "N", "P", "G", "B", "R", "C", "X"
CODED = NAME + GROUP + BODY
PEOPLE = PERSON + UNKNOWN
_TYPES = {"body": BODY, "group": GROUP, "person": PERSON, "role": ROLE}
_LONGEST_ABBREVIATION = 5


class Atom(NamedTuple):
    """Tokens ``first`` up to ``last`` (exclusive) of one type, with the meanings that the registry knows."""

    first: int
    last: int
    type: str
    entries: tuple[Entry, ...] = ()


def atoms(tokens: Tokens, index: NameIndex, grammar: Grammar, memory: Memory, verbs: Set[int]) -> list[Atom]:
    """The atoms of a sentence in order; ``verbs`` are the tokens of act words and speech verbs."""
    out: list[Atom] = []
    headline = is_title_case(tokens)
    i, size = 0, len(tokens)
    while i < size:
        hit = index.at(tokens, i)
        if hit is not None and (kind := _type(hit, tokens, headline)):
            out.append(Atom(hit.first, hit.last, kind, hit.entries))
            i = hit.last
        elif tokens.lowers[i] in grammar.pronouns or (tokens.lowers[i] in grammar.speaking and not (out and out[-1].last == i)):
            out.append(Atom(i, i + 1, PRONOUN))
            i += 1
        elif (end := _unknown_name(tokens, i, index, grammar, memory, headline, verbs)) > i:
            out.append(Atom(i, end, UNKNOWN))
            i = end
        else:
            i += 1
    return out


def _type(hit: Hit, tokens: Tokens, headline: bool) -> str:
    """The type of a registry name; "" where it is rather a plain word or part of a person's name."""
    entry = hit.entries[0]
    if entry.code == "WEST" and _compass_point(hit, tokens):
        return ""
    if entry.kind in _TYPES:
        return _TYPES[entry.kind]
    if entry.care == "word" and entry.kind == "place" and (headline or hit.first == 0):
        return ""
    return "" if entry.care == "person" and _beside_capital(hit, tokens) else NAME


def _compass_point(hit: Hit, tokens: Tokens) -> bool:
    """ "Manggarai Barat", "Jawa Barat": behind a name the word for the West is a direction."""
    before = tokens.words[hit.first - 1] if hit.first else ""
    plain = before.lower() in ("negara", "negara-negara", "dunia", "blok", "sekutu", "pemerintah", "kekuatan", "media", "bangsa")
    return (
        hit.last - hit.first == 1 and hit.first > 1 and _capitalised(before) and not plain and tokens.words[hit.first] == "Barat"
    )


def _beside_capital(hit: Hit, tokens: Tokens) -> bool:
    """ "Michael Jordan", "Jordan Pickford": a capitalised neighbour inside the sentence makes it a person's name."""
    if not hit.first:
        return False
    before = tokens.words[hit.first - 1]
    if hit.first > 1 and before.isalpha() and _capitalised(before):
        return True
    return hit.last < len(tokens) and _capitalised(tokens.words[hit.last])


def _capitalised(word: str) -> bool:
    return word[0].isupper() and word[1:].islower()


def _unknown_name(
    tokens: Tokens, i: int, index: NameIndex, grammar: Grammar, memory: Memory, headline: bool, verbs: Set[int]
) -> int:
    """Where an unknown capitalised name that begins at ``i`` ends (``i`` itself: no name)."""
    words, lowers = tokens.words, tokens.lowers
    if not words[i][0].isupper():
        return i
    end = i
    while end < len(words) and memory.knows(lowers[end]):
        end += 1
    if end > i:
        return end
    if headline or not _may_be_name(words[i], lowers[i], grammar):
        return i
    end = i + 1
    while end < len(words) and _goes_on(tokens, end, index, grammar):
        end += 1
    opens = i == 0 or words[i - 1] in '"“.:;!?'
    if lowers[i].endswith(grammar.compound_endings) or (opens and lowers[i] in grammar.openers):
        return i
    if opens and end == i + 1:  # a capital says nothing here: only a verb near by makes it a name
        return end if not lowers[i].endswith("nya") and not verbs.isdisjoint((end, end + 1, end + 2)) else i
    return end


def _may_be_name(word: str, lower: str, grammar: Grammar) -> bool:
    if not word.replace("-", "").replace("'", "").replace(".", "").isalpha():
        return False
    if lower in grammar.never_names or lower in grammar.former:
        return False
    return not (word.isupper() and len(word) <= _LONGEST_ABBREVIATION)


def _goes_on(tokens: Tokens, i: int, index: NameIndex, grammar: Grammar) -> bool:
    """Whether the name goes on with token ``i``: another capitalised word, or a particle before one."""
    word = tokens.words[i]
    if word[0].isupper():
        if word.replace("-", "").isalpha() and index.at(tokens, i) is None:
            return True
    return tokens.lowers[i] in grammar.name_particles and i + 1 < len(tokens) and tokens.words[i + 1][0].isupper()
