"""Others' events as the acts that relations are made of: the same levels and shifts from GDELT, ICEWS and a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kawat.export.event import Actor, Event
from kawat.import_.gdelt import gdelt
from kawat.import_.icews import icews
from kawat.import_.lines import Receipt
from kawat.relations.acts import Act

if TYPE_CHECKING:
    from kawat.relations.ledger import Ledger


def ledger(events: Iterable[Event]) -> Ledger:
    """The ledger of some events (``kawat.relations.ledger``), for the questions that a desk's own is asked.

    Events without a PLOVER type, day or known actor are left out. Reports are not counted: each event counts as one that is
    sure, for other sources' numbers of articles are no independent reports.
    """
    from kawat.relations.ledger import Ledger

    return Ledger.of(act for event in events if (act := _act(event)) is not None)


def other_source(
    path: str | Path, receipt: Receipt | None = None, tell: Callable[[str], object] | None = None
) -> Iterator[Event]:
    """The events of a file that others made: ICEWS (``.tab``, packed or not) by its name, else GDELT 2.0."""
    name = Path(path).name.lower()
    return icews(path, receipt, tell) if ".tab" in name or "icews" in name else gdelt(path, receipt, tell)


def _act(event: Event) -> Act | None:
    actors, recipients = _codes(event.actors), _codes(event.recipients)
    if not event.event or not event.day or not any(code != "?" for code in actors):
        return None
    day = date.fromisoformat(event.day)
    return Act(event.id, day, actors, recipients, event.event, event.mode, event.quad, event.score, event.status)


def _codes(parties: Iterable[Actor]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party.code for party in parties if party.code))
