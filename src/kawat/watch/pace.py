"""How often each host is asked: one request at a time, a pause after each, longer and longer waits while it is in trouble."""

from __future__ import annotations

import random
from collections import deque

import msgspec

from kawat.watch.settings import Plan
from kawat.watch.work import Task


def wait(plan: Plan, failures: int, rolled: float | None = None) -> float:
    """How many seconds to wait after so many failures in a row: exponential with full jitter.

    As in M. Brooker, "Exponential Backoff And Jitter" (AWS Architecture Blog, 2015), but never less than the host's pause.
    """
    most = min(plan.backoff_most, plan.backoff * 2.0 ** min(failures - 1, 30))
    return max(plan.pause, most * (random.random() if rolled is None else rolled))


class Lane(msgspec.Struct):
    """One host's tasks that are due. ``free`` is when it may be asked next (Unix time)."""

    host: str
    free: float = 0.0
    busy: bool = False
    failures: int = 0
    pause: float = 0.0
    first: deque[Task] = msgspec.field(default_factory=deque)
    then: deque[Task] = msgspec.field(default_factory=deque)

    def add(self, task: Task) -> None:
        """Puts a task in line; sources go before pages."""
        (self.first if task.urgent else self.then).append(task)

    def next(self) -> Task | None:
        """The next task, which leaves the line."""
        line = self.first or self.then
        return line.popleft() if line else None

    def back(self, task: Task) -> None:
        """Puts a task back to the head of its line."""
        (self.first if task.urgent else self.then).appendleft(task)

    @property
    def waiting(self) -> int:
        """How many tasks are in line."""
        return len(self.first) + len(self.then)


class Lanes:
    """The hosts; which of them may be asked now."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._lanes: dict[str, Lane] = {}

    def of(self, host: str) -> Lane:
        """The lane of a host."""
        if host not in self._lanes:
            self._lanes[host] = Lane(host, pause=self._plan.pause)
        return self._lanes[host]

    def ready(self, now: float) -> list[Lane]:
        """The lanes with something in line that may be asked now, the one that has been free for longest first."""
        free = [lane for lane in self._lanes.values() if lane.waiting and not lane.busy and lane.free <= now]
        return sorted(free, key=lambda lane: lane.free)

    def soonest(self) -> float:
        """When the next lane with something in line may be asked; infinity where none will be by itself."""
        return min((lane.free for lane in self._lanes.values() if lane.waiting and not lane.busy), default=float("inf"))

    def idle(self, now: float) -> bool:
        """Whether no host has something in line, but for those in trouble that are left alone."""
        return all(not lane.waiting or (lane.free > now and lane.failures) for lane in self._lanes.values())

    @property
    def waiting(self) -> int:
        """How many tasks are in line at all hosts."""
        return sum(lane.waiting for lane in self._lanes.values())

    def answered(self, lane: Lane, now: float) -> None:
        """A host has answered as it should."""
        lane.busy, lane.failures = False, 0
        lane.free = now + lane.pause

    def troubled(self, lane: Lane, now: float, asked: float | None = None) -> float:
        """A host is in trouble, or has asked for a wait of so many seconds; for how many it is left alone."""
        lane.busy = False
        lane.failures += 1
        pause = max(asked or 0.0, wait(self._plan, lane.failures), lane.pause)
        lane.free = now + pause
        return pause

    def kept(self, lane: Lane, delay: float) -> None:
        """Takes over the delay that a host's robots.txt asks for, up to the limit of the settings, in seconds."""
        lane.pause = max(self._plan.pause, min(delay, self._plan.crawl_delay))
