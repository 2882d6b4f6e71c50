"""What an export was made from: counted on the way, for its manifest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from kawat.export.event import Event


class Tally:
    """Counts of the events that passed: coders, languages, outlets with their articles, days, how dates are known."""

    def __init__(self) -> None:
        self.events = 0
        self.claims = 0
        self.coders: Counter[str] = Counter()
        self.languages: Counter[str] = Counter()
        self.dated: Counter[str] = Counter()
        self.outlets: Counter[str] = Counter()
        self.first = self.last = ""
        self.claim_ids: set[int] = set()
        self._documents: set[int] = set()

    @property
    def documents(self) -> int:
        """How many articles the events rest on."""
        return len(self._documents)

    def passing(self, events: Iterable[Event]) -> Iterator[Event]:
        """The same events, counted."""
        for event in events:
            self._add(event)
            yield event

    def _add(self, event: Event) -> None:
        self.events += 1
        self.claims += len(event.claims)
        self.claim_ids.update(map(hashed, event.claims))
        self.coders[event.coder] += 1
        self.dated[event.dated] += 1
        if event.day:
            self.first = min(self.first or event.day, event.day)
            self.last = max(self.last, event.day)
        for report in event.reports:
            key = hashed(report.document)
            if key not in self._documents:
                self._documents.add(key)
                self.outlets[report.outlet or "unknown"] += 1
                self.languages[report.language or "unknown"] += 1


def hashed(words: str) -> int:
    """Eight bytes that stand for an id."""
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big")
