"""Acts as sentences: who did what to whom, as a headline would have it, in Indonesian and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kawat.relations.phrases import name, verb
from kawat.web.words import word

MOST = 3
"""So many parties of one side are named; the rest is counted."""


def headline(row: Mapping[str, Any], language: str) -> str:
    """An event or claim as one sentence without a full stop: "Militer Rusia menyerang Ukraina"."""
    doers, others = parties(row["actor"]), parties(row["recipient"])
    together = not row["recipient"] and len(doers) > 1
    act = verb(row["event"], (row["mode"] or "") if others else "", together)
    subject = listed(doers, language) or word("said.somebody", language)
    whom = listed(others, language) or word("said.nobody_named", language)
    if language == "id":
        phrase = _STATUS[row["status"]] + act.id.format(b=whom)
    else:
        many = len(doers) > 1 or any(code.partition(".")[2] in _MANY for code in doers)
        phrase = _english(act, row["status"], many).format(b=whom)
    text = f"{subject} {phrase}"
    return text[:1].upper() + text[1:]


_MANY = frozenset(("CVL", "REL", "JUD", "CRM", "EDU", "COP"))
"""Sectors whose English words are plural ("civilians of")."""
_STATUS = {"real": "", "negated": "tidak ", "unreal": "diandaikan "}


def _english(act: Any, status: str, plural: bool) -> str:
    if status == "negated":
        return f"{'do' if plural else 'does'} not {act.base}"
    if status == "unreal":
        return f"might {act.base}"
    return str(act.base if plural else act.en)


def parties(side: Iterable[Mapping[str, Any]] | None) -> list[str]:
    """The codes of one side with their sectors, each once; who is unknown is left out."""
    full = (f"{one['code']}.{one['sector']}" if one["sector"] else one["code"] for one in side or ())
    return [code for code in dict.fromkeys(full) if code and not code.startswith("?")]


def who(code: str, language: str) -> str:
    """A code with its sector in words: "militer Rusia", "Russia's military"."""
    whole, _, sector = code.partition(".")
    called = name(whole, language)
    if not sector:
        return called
    try:
        return word(f"said.sector_{sector.lower()}", language, of=called)
    except KeyError:
        return f"{called}, {sector}"


def listed(codes: list[str], language: str) -> str:
    """ "A, B dan C", "A, B and 4 others"."""
    names = list(dict.fromkeys(who(code, language) for code in codes))
    if len(names) > MOST:
        names = [*names[: MOST - 1], word("said.others", language, n=len(names) - MOST + 1)]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {word('said.and', language)} {names[-1]}"


def dyad(row: Mapping[str, Any]) -> tuple[str, str] | None:
    """Two different known codes that an act links, the doer's first; None where it links none."""
    doers, others = ([one.partition(".")[0] for one in parties(row[side])] for side in ("actor", "recipient"))
    if not row["recipient"]:
        others = doers[1:]
    return next(((a, b) for a in doers for b in others if a != b), None)
