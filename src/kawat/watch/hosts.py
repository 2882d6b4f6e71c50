"""What hosts are asked, and when: their robots.txt before all else, and what it allows; waits while they are in trouble."""

from __future__ import annotations

from collections.abc import Callable

from kawat.errors import FetchError
from kawat.limits import ROBOTS_SECONDS
from kawat.watch import robots
from kawat.watch.addresses import origin_of
from kawat.watch.pace import Lane, Lanes, wait
from kawat.watch.settings import Plan
from kawat.watch.state import Record, State
from kawat.watch.telling import Telling
from kawat.watch.work import Done, Task, reason_of, trouble_of


class Hosts:
    """Chooses a host's next task, and takes what tells of the host. ``forbid`` is told of what a robots.txt does not allow."""

    def __init__(self, plan: Plan, state: State, lanes: Lanes, telling: Telling, forbid: Callable[[Task, float], None]) -> None:
        self._plan, self._state, self._lanes, self._telling, self._forbid = plan, state, lanes, telling, forbid

    def chosen(self, lane: Lane, now: float) -> Task | None:
        """The next task of a host that its robots.txt allows, or the one of asking for that."""
        while task := lane.next():
            if not self._plan.robots or task.what in ("folder", "file"):
                return task
            origin = origin_of(task.record.url)
            host = self._state.get("host", origin)
            if host is None or host.due <= now:
                lane.back(task)
                host = host or Record("host", origin, task.record.url, first=now)
                return Task("robots", host, lane.host)
            if host.status == "wait":
                lane.back(task)
                lane.free = max(lane.free, host.due)
                return None
            self._lanes.kept(lane, robots.delay(host.text))
            if robots.allowed(host.text, task.record.url):
                return task
            self._forbid(task, now)
        return None

    def pace(self, lane: Lane, done: Done, now: float) -> bool:
        """Sets when the host may be asked next; whether the trouble, if any, is the address's alone."""
        trouble = trouble_of(done)
        slow = isinstance(done.problem, FetchError) and done.problem.kind == "timeout"
        alone = lane.failures == 0
        if done.task.host.startswith("\x00"):
            lane.busy = False
        elif trouble == "host" or slow:
            seconds = self._lanes.troubled(lane, now, done.answer.retry_after if done.answer else None)
            self._telling.warn("host waits", host=lane.host, seconds=round(seconds, 1), reason=reason_of(done))
        else:
            self._lanes.answered(lane, now)
        return alone

    def robots(self, done: Done, now: float) -> None:
        """Keeps what asking for a robots.txt gave."""
        record, status = done.task.record, done.answer.status if done.answer else 0
        lenient = isinstance(done.problem, FetchError) and done.problem.kind in ("redirects", "refused")
        record.reason = reason_of(done)
        if status == 429 or status >= 500 or (done.problem is not None and not lenient):
            record.tries += 1
            record.status = "ok" if record.text else "wait"  # the old one holds on
            record.due = now + wait(self._plan, record.tries)
            self._telling.warn("robots waits", host=record.address, reason=record.reason)
        else:
            record.tries, record.status, record.due = 0, "ok", now + ROBOTS_SECONDS
            record.text = done.text if 200 <= status < 300 else ""
            self._telling.say("robots", host=record.address, status=status, bytes=len(record.text))
        self._state.put(record)
