"""The function words of a language, from ``text/LANGUAGE/grammar.toml``: what the rules read a sentence by."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kawat.errors import UnknownNameError
from kawat.text.tokens import fold

Words = frozenset[str]
Phrases = frozenset[tuple[str, ...]]
Endings = tuple[str, ...]


@dataclass(frozen=True)
class Grammar:
    """Word lists by the part they play, each told in ``grammar.toml``; a phrase is a tuple of lower-case tokens."""

    language: str
    negators: Words
    future: Words
    maybe: Words
    wish: Words
    must: Words
    conditional: Words
    purpose: Words
    that: Words
    relative: Words
    coordinators: Words
    subordinators: Words
    clause_breaks: Words
    agent: Words
    prepositions: Words
    place_prepositions: Words
    passive_auxiliaries: Words
    auxiliaries: Words
    pronouns: Words
    plural_pronouns: Words
    first_person: Words
    speaking: Words
    former: Words
    fillers: Words
    openers: Words
    never_names: Words
    name_particles: Words
    generic_roles: Words
    stances: Words
    belonging: Words
    fears: Words
    citizens: Words
    evidence: Words
    questions: Words
    inversions: Words
    role_links: Phrases
    posting_links: Phrases
    sources: Phrases
    via: Phrases
    fallen: Phrases
    light_verbs: Words
    determiners: Words
    party_leads: Words
    articles: Words
    joiners: Words
    listing: Words
    origin_links: Words
    name_links: Phrases
    owner_links: Words
    agent_leads: Words
    excluders: Words
    passive_followers: Words
    noun_leads: Words
    adjective_endings: Endings
    plural_nouns: Words
    participle_leads: Words
    compound_endings: Endings
    name_fillers: Words
    gap_stops: Words
    own_side: Words
    object_pronouns: Words
    protest_verbs: Words
    responsibility: Words
    missiles: Words
    travel: Words
    denials: Words
    confessions: Words
    orders: Words
    accomplished: Words
    preventers: Words
    none_words: Words
    unsettled: Phrases
    refusals: Words
    weak_conditionals: Words
    verbal_conditionals: Words
    sequels: Words
    after: Words
    complement_links: Words
    speaker_stops: Words
    clause_leads: Words
    simultaneous: Words
    adverbials: Phrases
    tail_followers: Words
    content_openers: Words
    outlet_leads: Words


def _words(entries: list[str]) -> Words:
    return frozenset(fold(word) if word[0].isalpha() else word for word in entries)  # "…" is itself, not three dots


def _phrases(entries: list[str]) -> Phrases:
    return frozenset(tuple(fold(words).split()) for words in entries)


_MADE: dict[str, Callable[[list[str]], Words | Phrases | Endings]] = {"Words": _words, "Phrases": _phrases, "Endings": tuple}


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language that Kawat codes; raises UnknownNameError for any other."""
    path = files("kawat.text").joinpath(language, "grammar.toml")
    if not path.is_file():
        raise UnknownNameError(f"no grammar for language {language!r}: its folder of word lists needs a grammar.toml")
    raw: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    parts: dict[str, Any] = {name: _MADE[kind](raw[name]) for name, kind in Grammar.__annotations__.items() if name != "language"}
    return Grammar(language=language, **parts)
