"""The ICEWS forecasting benchmarks as acts: actor ids to country codes, relation names to CAMEO, CAMEO to PLOVER.

Each line of the benchmark is one coded event: actor id, relation id, recipient id, hours since the year's first day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from evals.gold import SHARED
from kawat.actors.index import NameIndex
from kawat.actors.registry import Entry, packaged
from kawat.ontology import QUAD, cameo, cameo_codes
from kawat.relations.acts import Act

FIRST_DAY = {"icews14": date(2014, 1, 1), "icews18": date(2018, 1, 1)}
_OF_COUNTRY = re.compile(r"\(([^()]+)\)$")
# What ICEWS calls some countries.
_OTHER_NAMES = {
    "palestinian territory, occupied": "PSE", "occupied palestinian territory": "PSE", "holy see vatican city state": "VAT",
    "democratic republic of congo": "COD", "republic of congo": "COG",
}  # fmt: skip


def folder(name: str) -> Path:
    """Where a benchmark lies (it may be absent)."""
    return SHARED / "data" / "events" / name


def acts(name: str) -> Iterator[Act]:
    """The events of ``icews14`` or ``icews18`` between two known and different actors, as acts; plain statements are none."""
    relations, entities = _relations(name), _entities(name)
    for part in ("train.txt", "valid.txt"):
        for number, line in enumerate((folder(name) / part).open(encoding="utf-8")):
            actor, relation, recipient, hours = (int(cell) for cell in line.split("\t")[:4])
            code = relations[relation]
            day = FIRST_DAY[name] + timedelta(hours=hours)
            a, b = code_of(entities[actor], day.isoformat()), code_of(entities[recipient], day.isoformat())
            of = cameo_codes()[code]
            if of.event and a and b and a != b:
                yield Act(
                    f"{name}:{part[0]}{number}", day, (a,), (b,), of.event, of.mode, QUAD[of.event], of.score
                )  # fmt: skip


def _relations(name: str) -> dict[int, str]:
    return {number: cameo.code_of(words) for words, number in _ids(name, "relation2id.txt")}


def _entities(name: str) -> dict[int, str]:
    return {number: words.replace("_", " ") for words, number in _ids(name, "entity2id.txt")}


def _ids(name: str, file: str) -> Iterator[tuple[str, int]]:
    for line in (folder(name) / file).read_text(encoding="utf-8").splitlines():
        words, number = line.rsplit("\t", 1)
        yield words, int(number)


@cache
def _index() -> NameIndex:
    return NameIndex(packaged(), {})


@cache
def _meanings(words: str) -> tuple[Entry, ...]:
    return tuple(_index().lookup(words))


@cache
def code_of(words: str, day: str) -> str:
    """The code of an ICEWS actor on a day: its country's where one stands in brackets, else the registry's; "" if unknown."""
    bracketed = _OF_COUNTRY.search(words)
    words = bracketed.group(1) if bracketed else words
    if words.lower() in _OTHER_NAMES:
        return _OTHER_NAMES[words.lower()]
    known = _meanings(words) or _meanings(" ".join((words.split()[0], words.split()[-1])))
    best = [e for e in known if e.kind in ("name", "body")] or [e for e in known if e.kind in ("group", "person")]
    return next((e.code for e in best if e.holds_on(day)), best[0].code if best else "")
