"""Actors by the beginning of a name in either language, or of a code: those of the registry, for a box that is typed into."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from kawat.actors.registry import body_codes, country_names, packaged

_LANGUAGES = ("id", "en")
_KINDS = {"name": "country", "abbreviation": "country", "historic": "country", "body": "body"}
_ORDER = ("country", "body", "group", "person")


class Named(NamedTuple):
    """An actor under one of its names; ``rank`` 0: the usual one."""

    code: str
    name: str
    kind: str
    rank: int
    since: str


def folded(text: str) -> str:
    """A text in small letters without accents, as the search takes it."""
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))


def beginning(prefix: str, limit: int) -> list[Named]:
    """Actors with a name, a word of a name, or a code that begins so: codes first, then countries, bodies, groups, people."""
    wanted = " ".join(folded(prefix).split())
    if not wanted or limit < 1:
        return []
    beginnings, actors = _beginnings()
    found: dict[tuple[str, str], tuple[tuple[bool, bool, int, int, str], Named]] = {}
    for start, at in beginnings[bisect_left(beginnings, (wanted,)) :]:
        if not start.startswith(wanted):
            break
        actor = actors[at]
        whole = folded(actor.name).startswith(wanted)
        rank = (start != actor.code.lower(), not whole, _ORDER.index(actor.kind), actor.rank, _later(actor.since))
        key = (actor.code, actor.name)
        if key not in found or rank < found[key][0]:
            found[key] = (rank, actor)
    ranked = sorted(found.values(), key=lambda one: (one[0], len(one[1].name), one[1].name))
    shown: dict[str, Named] = {}
    for _, actor in ranked:  # a country or a body once, under its best name
        shown.setdefault(actor.name if actor.kind in ("group", "person") else actor.code, actor)
    return list(shown.values())[:limit]


def _later(since: str) -> str:
    """A key by which later days come first."""
    return "".join(chr(0x7F - ord(c)) for c in since) or "\x7f"


@cache
def _beginnings() -> tuple[list[tuple[str, int]], list[Named]]:
    """All places where a name can be begun (its head, each of its words, its code), sorted, and the actors that they mean."""
    actors: list[Named] = []
    for language in _LANGUAGES:
        for code, name in country_names(language).items():
            actors.append(Named(code, name, "body" if code in body_codes() else "country", 0, ""))
    for alias in packaged():
        entry = alias.entry
        if entry.kind in ("group", "person"):
            code = f"{entry.code}.{entry.sector}" if entry.sector else entry.code
            actors.append(Named(code, entry.name if entry.kind == "person" else alias.words, entry.kind, 0, entry.start or ""))
        elif entry.kind in _KINDS and entry.code and not entry.sector:
            actors.append(Named(entry.code, alias.words, _KINDS[entry.kind], 1, ""))
    actors = [one for one in dict.fromkeys(actors) if not one.name[:1].islower()]  # "pemimpin Barat" describes, it is no name
    out: set[tuple[str, int]] = set()
    for at, actor in enumerate(actors):
        words = folded(actor.name).split()
        out |= {(" ".join(words[first:]), at) for first in range(len(words))}
        out.add((actor.code.lower(), at))
    return sorted(out), actors
