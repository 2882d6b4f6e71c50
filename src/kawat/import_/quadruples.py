"""Forecasting benchmarks (ICEWS14, ICEWS18 and their like): actor id, relation id, recipient id, time, and files of names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from kawat.errors import SourceError
from kawat.export.event import Event, typed
from kawat.import_.lines import Receipt, Tell, lines
from kawat.import_.parties import party
from kawat.ontology import cameo_codes
from kawat.ontology.cameo import code_of

PARTS = ("train.txt", "valid.txt", "test.txt")


def quadruples(
    folder: str | Path, first: date, *, step: int = 24, receipt: Receipt | None = None, tell: Tell | None = None
) -> Iterator[Event]:
    """The events of a benchmark folder, in the order of its files (those of ``PARTS`` that are there).

    ``first`` is the day of time 0, ``step`` how much time is one day (24: hours). Names of actors are looked up in the
    registry ("?" where it knows none), those of relations are CAMEO's. Lines with ids that have no name, and relations that have
    no CAMEO code, are counted, told and left out. Raises SourceError where the files of names are missing.
    """
    place, receipt = Path(folder), receipt if receipt is not None else Receipt()
    entities, relations = _names(place / "entity2id.txt"), _names(place / "relation2id.txt")
    codes = {id: code_of(name) for id, name in relations.items()}
    for part in PARTS:
        if not (place / part).exists():
            continue
        for name, number, raw in lines(place / part):
            if not raw.strip():
                continue
            receipt.read += 1
            where = f"{place.name}/{name}, line {number}"
            try:
                actor, relation, recipient, time = (int(cell) for cell in raw.split(b"\t")[:4])
                names = entities[actor], entities[recipient]
            except (ValueError, KeyError) as problem:
                receipt.fails(where, "ids", f"no four ids that have names ({problem})", tell)
                continue
            if not codes.get(relation):
                receipt.fails(where, "no CAMEO code", f"relation {relations.get(relation, relation)!r} has no code", tell)
                continue
            receipt.kept += 1
            day = (first + timedelta(days=time // step)).isoformat()
            yield _event(f"{place.name}:{part.partition('.')[0]}:{number}", names, codes[relation], day)


def _event(id: str, names: tuple[str, str], code: str, day: str) -> Event:
    event, mode, quad = typed(code)
    actor, recipient = (party(name, day) for name in names)
    return Event(
        id=id, event=event, cameo=code, quad=quad, mode=mode, score=cameo_codes()[code].score, day=day, actors=(actor,),
        recipients=(recipient,), coder=id.partition(":")[0],
    )  # fmt: skip


def _names(path: Path) -> dict[int, str]:
    if not path.is_file():
        raise SourceError(f"There is no {path}: a benchmark's folder has entity2id.txt and relation2id.txt.")
    out = {}
    for name, number, raw in lines(path):
        words, _, id = raw.decode("utf-8", "replace").rpartition("\t")
        if words and id.strip().isdigit():
            out[int(id)] = words
        elif raw.strip() and number > 1:  # the first line may be their number
            raise SourceError(f"{name}, line {number}: a name, a tab and an id were expected.")
    return out
