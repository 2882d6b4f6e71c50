"""What is to be asked for, and when: records by the time at which they are due, each under way at most once."""

from __future__ import annotations

import heapq
import math

from kawat.watch.state import Record


class Due:
    """Records in line by their time (Unix time); those with time 0 are not asked for again."""

    def __init__(self) -> None:
        self._line: list[tuple[float, int, Record]] = []
        self._number = 0
        self._under_way: set[tuple[str, str]] = set()

    def __len__(self) -> int:
        return len(self._line)

    def add(self, record: Record) -> None:
        """Puts a record in line at its time."""
        if record.due:
            self._number += 1
            heapq.heappush(self._line, (record.due, self._number, record))

    def next(self, now: float) -> Record | None:
        """A record whose time has come, from now on under way; None where there is none.

        One that was put off since it was put in line, or is under way already, is left out.
        """
        while self._line and self._line[0][0] <= now:
            _, _, record = heapq.heappop(self._line)
            key = (record.kind, record.address)
            if 0 < record.due <= now and key not in self._under_way:
                self._under_way.add(key)
                return record
        return None

    def ended(self, record: Record) -> None:
        """A record is no longer under way."""
        self._under_way.discard((record.kind, record.address))

    @property
    def soonest(self) -> float:
        """The time of the first in line; infinity where there is none."""
        return self._line[0][0] if self._line else math.inf
