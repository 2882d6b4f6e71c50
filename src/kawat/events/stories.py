"""Stories: articles of one happening, grouped across outlets, days and languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from hashlib import blake2b
from typing import Any, NamedTuple

from kawat.events.copies import Copy, copies
from kawat.events.grouping import groups
from kawat.events.likeness import likeness
from kawat.events.weights import PAST, Counts, Vector
from kawat.events.words import Terms, terms
from kawat.types import Story

REACH = 5
"""Days between two articles that are compared, at most."""
LONGEST = 14
"""Days from the first to the last article of a story, at most: what goes on longer is told as several stories."""
UNKNOWN = -1.0
"""Log odds that two articles of one story are taken for where they were not compared (``grouping``)."""
# An article is compared with those that share one of its heaviest terms; of a longer list with the nearest only.
_NEIGHBOURS = 40
Row = Mapping[str, Any]


class _Kept(NamedTuple):
    id: str
    day: int
    outlet: str
    language: str
    title: str
    terms: Terms


class Stories:
    """Articles as they come, and the stories that they make; the same whatever the order in which they came.

    ``add`` takes the rows of a shard (the desk's ``documents`` and ``claims``), ``stories`` gives the stories of all that
    was added.
    An article changes the weights of words for ``PAST`` days around it and is compared with ``REACH`` days: only pairs of
    those days are scored again, and ``forget`` drops days that no new article will reach.
    A desk goes through its months in their order: it adds the documents from ``BEFORE`` days before a month to ``AFTER`` days
    after it, groups ``only`` those from the month on that are in no story of the month before, and keeps the stories that
    begin in the month.
    """

    BEFORE = PAST
    AFTER = LONGEST + REACH + PAST

    def __init__(self) -> None:
        self._counts = Counts()
        self._kept: dict[str, _Kept] = {}
        self._by_day: dict[int, list[str]] = defaultdict(list)
        self._pairs: dict[int, dict[tuple[str, str], float]] = {}
        self._copies: dict[str, str] = {}
        self._counted: set[str] = set()
        self._undated: dict[str, Row] = {}

    def add(self, documents: Iterable[Row], claims: Iterable[Row] = (), known: Iterable[Copy] = ()) -> None:
        """Takes documents, their claims, and what ``copies`` says of them and of those added before.

        A document that was added before is left as it is.
        """
        documents = sorted((d for d in documents if d["id"] not in self._kept), key=lambda d: str(d["id"]))
        told: dict[str, list[Row]] = defaultdict(list)
        for claim in claims:
            told[claim["document"]].append(claim)
        self._copies |= {copy.document: copy.original for copy in known}
        for row in documents:
            if not isinstance(row["reported"], date):
                self._undated[row["id"]] = row
                continue
            kept = _Kept(
                row["id"], row["reported"].toordinal(), row["outlet"] or "", row["language"] or "", row["title"] or "",
                terms(row, told[row["id"]]),
            )  # fmt: skip
            self._kept[kept.id] = kept
            self._by_day[kept.day].append(kept.id)

    def forget(self, before: date) -> None:
        """Drops the articles of days before: their stories are no longer given, and they weigh no word any more."""
        for day in [d for d in self._by_day if d < before.toordinal()]:
            for id in self._by_day.pop(day):
                if id in self._counted:
                    self._counts.remove(self._kept[id].terms, day)
                    self._counted.remove(id)
                del self._kept[id]
            self._pairs.pop(day, None)
        self._copies = {id: original for id, original in self._copies.items() if id in self._kept}
        self._undated = {}

    def stories(self, only: Collection[str] | None = None) -> list[Story]:
        """The stories, by first day and id; each article is in one, alone where no other tells the same.

        ``only``: the ids of the articles that are grouped; the others then just weigh words.
        """
        pairs = self.scored(only)
        there = [id for id in self._kept if only is None or id in only]
        more: dict[str, list[str]] = {id: [] for id in there if self._original(id) == id}
        for id in there:
            # A copy whose original is not among those asked for stands for itself.
            if (original := self._original(id)) != id:
                more[original].append(id) if original in more else more.setdefault(id, [])
        found = groups(more, pairs, unknown=UNKNOWN, apart=self._apart)
        out = [self._story(group, [c for id in group for c in more[id]], pairs) for group in found]
        out += [_alone(row) for id, row in self._undated.items() if only is None or id in only]
        return sorted(out, key=lambda s: (s.first, s.id))

    def scored(self, only: Collection[str] | None = None) -> dict[tuple[str, str], float]:
        """The log odds of every pair of articles (of ``only``) that was compared, under (smaller id, larger id)."""
        self._settle()
        days = sorted(self._by_day if only is None else {self._kept[id].day for id in only if id in self._kept})
        of_days = (pair for day in days for pair in self._of(day).items())
        return {pair: score for pair, score in of_days if only is None or (pair[0] in only and pair[1] in only)}

    def _settle(self) -> None:
        """Counts the articles that are new or no longer copies, and marks the days whose pairs they change.

        A copy says nothing new: it neither makes a word more usual nor a story larger.
        """
        originals = {id for id in self._kept if self._original(id) == id}
        changed = [id for id in self._kept if (id in originals) != (id in self._counted)]
        for id in changed:
            kept = self._kept[id]
            (self._counts.add if id in originals else self._counts.remove)(kept.terms, kept.day)
        for day in {self._kept[id].day for id in changed}:
            for near in range(day - PAST - REACH, day + PAST + REACH + 1):
                self._pairs.pop(near, None)
        self._counted = originals

    def _apart(self, ones: list[str], others: list[str]) -> bool:
        """Whether two groups would together make too long a story."""
        days = [self._kept[id].day for id in (*ones, *others)]
        return max(days) - min(days) > LONGEST

    def _original(self, id: str) -> str:
        original = self._copies.get(id, id)
        return original if original in self._kept else id

    def _of(self, day: int) -> dict[tuple[str, str], float]:
        """The scored pairs whose later article is of a day."""
        if day not in self._pairs:
            out = self._pairs[day] = {}
            for one, other in self._candidates(day):
                a, b = self._kept[one], self._kept[other]
                told = self._vector(one), self._vector(other)
                out[one, other] = likeness(*told, abs(a.day - b.day), a.language != b.language)
        return self._pairs[day]

    def _vector(self, id: str) -> Vector:
        kept = self._kept[id]
        return self._counts.vector(kept.terms, kept.day)

    def _candidates(self, day: int) -> Iterator[tuple[str, str]]:
        """Pairs of a day and the ``REACH`` days before it that share a heavy term."""
        lists: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for at in range(day - REACH, day + 1):
            for id in self._by_day.get(at, ()):
                if self._original(id) == id:
                    for key in self._vector(id).heaviest:
                        lists[key].append((at, id))
        seen: set[tuple[str, str]] = set()
        for members in lists.values():
            members.sort()
            for place, (at, id) in enumerate(members):
                for _, other in [] if at < day else members[max(0, place - _NEIGHBOURS) : place]:
                    pair = (id, other) if id < other else (other, id)
                    if pair not in seen:
                        seen.add(pair)
                        yield pair

    def _story(self, group: list[str], copied: list[str], pairs: Mapping[tuple[str, str], float]) -> Story:
        kept = sorted((self._kept[id] for id in (*group, *copied)), key=lambda k: (k.day, k.id))
        nearness: dict[str, float] = dict.fromkeys(group, 0.0)
        for i, one in enumerate(group):
            for other in group[i + 1 :]:
                score = pairs.get((one, other), UNKNOWN)
                nearness[one] += score
                nearness[other] += score
        middle = max(sorted(group), key=lambda id: round(nearness[id], 6))
        return Story(
            id=story_id(k.id for k in kept),
            documents=tuple(k.id for k in kept),
            title=self._kept[middle].title,
            first=date.fromordinal(kept[0].day).isoformat(),
            last=date.fromordinal(kept[-1].day).isoformat(),
            outlets=tuple(sorted({k.outlet for k in kept if k.outlet})),
            languages=tuple(sorted({k.language for k in kept if k.language})),
            copies=tuple(sorted(copied)),
        )


def story_id(documents: Iterable[str]) -> str:
    """``s:`` and a hash of the documents' ids, whatever their order."""
    return "s:" + blake2b("\n".join(sorted(documents)).encode("utf-8", "replace"), digest_size=8).hexdigest()


def stories(documents: Iterable[Row], claims: Iterable[Row] = ()) -> list[Story]:
    """The stories of some documents at once, copies found among them; see ``Stories``."""
    line, documents = Stories(), list(documents)
    line.add(documents, claims, copies(documents))
    return line.stories()


def _alone(row: Row) -> Story:
    """A document without a day: it cannot be placed and stays a story of its own."""
    return Story(
        story_id([row["id"]]), (row["id"],), row["title"] or "", outlets=(row["outlet"],) if row["outlet"] else (),
        languages=(row["language"],) if row["language"] else (),
    )  # fmt: skip
