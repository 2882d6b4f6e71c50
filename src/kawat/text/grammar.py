"""The function words of a language, from ``text/LANGUAGE/grammar.toml``: what the rules read a sentence by."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kawat.errors import UnknownNameError

Words = frozenset[str]
Phrases = frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Grammar:
    """Word lists by the part they play; a phrase is a tuple of lower-case tokens."""

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
    former: Words
    fillers: Words
    openers: Words
    never_names: Words
    name_particles: Words
    reported: Words
    labels: Words
    generic_roles: Words
    stances: Words
    belonging: Words
    fears: Words
    evidence: Words
    questions: Words
    inversions: Words
    role_links: Phrases
    posting_links: Phrases
    sources: Phrases
    via: Phrases
    fallen: Phrases


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language that Kawat codes; raises UnknownNameError for any other."""
    path = files("kawat.text").joinpath(language, "grammar.toml")
    if not path.is_file():
        raise UnknownNameError(f"no grammar for language {language!r}: Kawat codes id and en (ms is read as id)")
    raw: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = {
        name: frozenset(tuple(w.split()) for w in raw[name]) if kind == "Phrases" else frozenset(raw[name])
        for name, kind in Grammar.__annotations__.items()
        if name != "language"
    }
    return Grammar(language=language, **lists)  # type: ignore[arg-type]
