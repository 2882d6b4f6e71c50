"""Claims become events: the reports of one act merged, opposite reports kept apart and linked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from kawat.events.copies import Copy
from kawat.events.grouping import groups
from kawat.events.matching import IN_STORY, REACH, Report, comparable, contradict, features, odds, report, vector
from kawat.events.record import event_of
from kawat.events.weights import PAST, Counts, Vector
from kawat.types import Event, Story

LONGEST = 7
"""Days from the first to the last report of an event, at most."""
UNKNOWN = -1.0
"""Log odds of two claims of one group that were not compared."""
_NEVER = -10.0
_KEYS, _NEIGHBOURS = 6, 40
Row = Mapping[str, Any]
Pair = tuple[str, str]


class Merging:
    """Claims as they come, and the events that they report; the same whatever the order in which they came.

    A desk goes through its months in their order: it adds the claims reported from ``BEFORE`` days before a month to
    ``AFTER`` days after it, merges ``only`` those from the month on that are in no event of the month before, and keeps
    the events that are first reported in the month.
    """

    BEFORE = PAST
    AFTER = LONGEST + REACH + PAST

    def __init__(self) -> None:
        self._counts = Counts()
        self._rows: dict[str, Row] = {}
        self._reports: dict[str, Report] = {}

    def add(self, claims: Iterable[Row]) -> None:
        """Takes claims (rows of the desk's ``claims``); one that was added before is left as it is."""
        for row in claims:
            if (id := str(row["id"])) in self._rows:
                continue
            self._rows[id] = row
            if (told := report(row)) is not None:
                self._reports[id] = told
                self._counts.add(told.terms, told.told)

    def forget(self, before: date) -> None:
        """Drops the claims that were reported on days before, and those without a day."""
        for id in [id for id in self._rows if id not in self._reports or self._reports[id].told < before.toordinal()]:
            del self._rows[id]
            if (told := self._reports.pop(id, None)) is not None:
                self._counts.remove(told.terms, told.told)

    def events(
        self, story_of: Mapping[str, str] | None = None, known: Iterable[Copy] = (), only: Collection[str] | None = None
    ) -> list[Event]:
        """The events, by day and id; every claim (of ``only``, by id) is in exactly one.

        Claims of one story (``story_of``: its id by document) merge more readily; ``known`` is what ``copies`` says of the
        articles, so that a copy is no independent report.
        """
        story_of = story_of or {}
        rows = {id: row for id, row in self._rows.items() if only is None or id in only}
        reports = {id: self._reports[id] for id in sorted(rows) if id in self._reports}
        scored, opposed = _scored(reports, story_of, self._counts)
        found = groups(reports, scored, unknown=UNKNOWN, apart=lambda a, b: _apart(a, b, reports))
        found += [[id] for id in sorted(rows.keys() - reports.keys())]
        at = {id: number for number, group in enumerate(found) for id in group}
        original = {copy.document: copy.original for copy in known}
        made = [event_of([rows[id] for id in group], original, story_of) for group in found]
        against: dict[int, set[str]] = defaultdict(set)
        for one, other in opposed:
            if at[one] != at[other]:
                against[at[one]].add(made[at[other]].id)
                against[at[other]].add(made[at[one]].id)
        linked = [
            msgspec.structs.replace(event, contradicted=tuple(sorted(against[n]))) if against[n] else event
            for n, event in enumerate(made)
        ]
        return sorted(linked, key=lambda event: (event.day, event.id))


def events(claims: Iterable[Row], stories: Iterable[Story] = (), known: Iterable[Copy] = ()) -> list[Event]:
    """The events of some claims (rows of the desk's ``claims``) at once; see ``Merging``."""
    line = Merging()
    line.add(claims)
    return line.events({document: story.id for story in stories for document in story.documents}, known)


def _scored(reports: Mapping[str, Report], story_of: Mapping[str, str], counts: Counts) -> tuple[dict[Pair, float], list[Pair]]:
    """The log odds of all pairs that were compared, and the pairs that contradict each other."""
    vectors = {id: vector(one, counts) for id, one in reports.items()}
    scored: dict[Pair, float] = {}
    opposed: list[Pair] = []
    for pair in _candidates(reports, vectors):
        one, other = reports[pair[0]], reports[pair[1]]
        told = features(one, other, vectors[pair[0]], vectors[pair[1]])
        if contradict(one, other, told):
            opposed.append(pair)
            scored[pair] = _NEVER
        else:
            story = story_of.get(one.document)
            scored[pair] = odds(told) + IN_STORY * (story is not None and story == story_of.get(other.document))
    return scored, sorted(opposed)


def _candidates(reports: Mapping[str, Report], vectors: Mapping[str, Vector]) -> Iterator[Pair]:
    """Pairs of close types within ``REACH`` days that share both parties' codes or a heavy term of their sentences."""
    lists: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    for id, one in reports.items():
        for key in _keys(one, vectors[id]):
            lists[key].append((one.told, id))
    seen: set[Pair] = set()
    for members in lists.values():
        members.sort()
        for place, (_, id) in enumerate(members):
            for _, other in members[max(0, place - _NEIGHBOURS) : place]:
                pair = (id, other) if id < other else (other, id)
                if pair not in seen and comparable(reports[id], reports[other]):
                    seen.add(pair)
                    yield pair


def _keys(one: Report, words: Vector) -> list[tuple[str, ...]]:
    heavy = words.heaviest[:_KEYS]
    dyads = [(a[0], r[0]) for a in one.actor for r in one.recipient]
    return [*((term,) for term in heavy), *(("dyad", one.event, *dyad) for dyad in sorted(set(dyads)))]


def _apart(ones: list[str], others: list[str], reports: Mapping[str, Report]) -> bool:
    """Whether two groups must not merge: too long a time, or what one says was done the other says was not."""
    days = [reports[id].told for id in (*ones, *others)]
    left, right = ({reports[id].status for id in group} for group in (ones, others))
    opposite = ("negated" in left and "real" in right) or ("real" in left and "negated" in right)
    return max(days) - min(days) > LONGEST or opposite


__all__ = ["LONGEST", "REACH", "Merging", "events"]
