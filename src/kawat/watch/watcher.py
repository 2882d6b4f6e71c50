"""The watch itself: what is due is asked for, coded, and committed; one thread owns all that is known.

Threads fetch (``Crew``), one codes (``Coding``), one merges and alerts (``Background``). Each hands what came of its work to one
inbox, which the watch's own thread empties; only that thread changes records and writes documents.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any

from kawat.coders import coder as coder_of
from kawat.desk.store import DOCUMENTS, Store
from kawat.errors import KawatError
from kawat.ingest import Ingested, Order
from kawat.ingest.known import Known
from kawat.ingest.sink import Sink
from kawat.limits import ROBOTS_SECONDS, WATCH_WAITING
from kawat.watch.addresses import host_of
from kawat.watch.alerts import Alerts
from kawat.watch.background import Background
from kawat.watch.coding import Coded, Coding
from kawat.watch.commits import Commits
from kawat.watch.crew import Crew
from kawat.watch.due import Due
from kawat.watch.files import Files
from kawat.watch.hosts import Hosts
from kawat.watch.listings import Listings
from kawat.watch.metrics import Metrics
from kawat.watch.pace import Lanes, wait
from kawat.watch.pages import Pages
from kawat.watch.settings import Plan
from kawat.watch.state import Record, State
from kawat.watch.telling import Telling
from kawat.watch.work import Done, Task, do, more

# One round gives up where nothing could be coded so many times in a row.
TRIES = 3
_WAKE = None


class Watcher:
    """Watches the sources of a plan until it is stopped, or for one round.

    Raises DeskError where the desk cannot be opened or made, and what ``kawat.coders.coder`` raises.
    """

    def __init__(
        self, plan: Plan, *, once: bool = False, metrics: Metrics | None = None,
        alerts: Callable[[Store], Alerts | None] = lambda store: None,
    ) -> None:  # fmt: skip
        self._plan, self._once = plan, once
        self.metrics = metrics or Metrics()
        self.telling = Telling(self.metrics)
        order = Order(plan.at_desk.coder, plan.at_desk.overlay or None, plan.at_desk.jobs, commit=10**9)
        coder = coder_of(order.coder, order.overlay)
        self._store = Store(plan.desk, create=True)
        self._state = State(self._store)
        self._state.squeeze()
        known = Known(self._store)
        self.receipt = Ingested()
        sink = Sink(known, self.receipt, coder.version, order, seconds=math.inf)
        self._commits = Commits(plan, self._store, self._state, sink, self.receipt, self.telling)
        looked = self._commits.looked(self._store.versions()[DOCUMENTS])
        self._background = Background(plan, self._store, self.telling, alerts(self._store), looked)
        self._inbox: SimpleQueue[Any] = SimpleQueue()
        self._crew = Crew(plan.concurrency, self._inbox.put)
        self._coding = Coding(order, self._inbox.put, self.telling.fault, TRIES if once else 0)
        self._failure: KawatError | None = None
        self._lanes = Lanes(plan)
        self._hosts = Hosts(plan, self._state, self._lanes, self.telling, self._forbidden)
        self._listings = Listings(plan, self._state, self.telling)
        self._pages = Pages(plan, self._state, known, sink, self.receipt, self.telling, self._coding.give)
        self._files = Files(plan, self._state, known, self.receipt, self.telling, self._coding.give)
        self._sink = sink
        self._due = Due()
        self._stopping = False
        self._tick = time.time()

    # --- from outside

    def stop(self) -> None:
        """Ends the watch as soon as what is fetched is in the desk. Safe in a signal's handler and in any thread."""
        self._stopping = True
        self._inbox.put(_WAKE)

    def status(self) -> dict[str, Any]:
        """How the watch is, for the health endpoint."""
        now = time.time()
        late = now - self._tick
        sources = list(self._listings.sources.values())
        failing = [r.source for s in sources if (r := self._state.get("source", s.address)) and r.tries]
        receipt, problem = self.receipt, self._commits.problem
        return {
            "ready": late < 120 and not problem and not self._coding.problem and not self._stopping,
            "loop_seconds": round(late, 1),
            "sources": len(sources),
            "failing": failing[:50],
            "queue": {"hosts": self._lanes.waiting, "coder": self._coding.waiting, "desk": self._sink.held},
            "commit": problem,
            "coder": self._coding.problem,
            "version": receipt.version,
            "articles": {"new": receipt.new, "known": receipt.known, "failed": receipt.failed},
        }

    def line(self) -> str:
        """How the watch is, in one line for people."""
        waiting = self._lanes.waiting + len(self._due)
        return f"{self.receipt.new:,} new, {waiting:,} to ask for, {self._crew.busy} under way, {self._coding.waiting} to code"

    # --- the round

    def run(self) -> None:
        """Watches; comes back when stopped, or with one round when that is done.

        One round raises the KawatError that every document meets at the coder; what was coded before it is in the desk.
        """
        now = time.time()
        told = {"desk": self._plan.desk, "sources": len(self._plan.sources), "once": self._once or None}
        self.telling.say("started", **told)
        for record in (*self._listings.begin(now), *self._state.of("page"), *self._state.of("file")):
            self._due.add(record)
        try:
            while not self._stopping and not (self._once and self._quiet()):
                self._turn()
            self._finish()
        finally:
            self._coding.close()
            self._commits.end()
        if self._failure is not None:
            raise self._failure
        self.telling.say("stopped", version=self.receipt.version, result=self.receipt.line())

    def _turn(self) -> None:
        self._tick = now = time.time()
        self._dispatch(now)
        soon = min(self._next(now), self._commits.due(now), now + 5.0)
        self._empty(max(0.0, soon - now))
        if self._commits.due(time.time()) <= time.time() and self._commits.commit(self._background.looked):
            self._background.news()
        self._background.due()
        self.metrics.queue("hosts", self._lanes.waiting)
        self.metrics.queue("coder", self._coding.waiting)
        self.metrics.queue("desk", self._sink.held)
        self.metrics.round()

    def _empty(self, seconds: float) -> None:
        """Takes all that came in, waiting for the first of it for so many seconds at most."""
        try:
            item = self._inbox.get(timeout=seconds) if seconds > 0 else self._inbox.get_nowait()
            while True:
                if item is not _WAKE:
                    self._take(item)
                item = self._inbox.get_nowait()
        except Empty:
            pass

    def _take(self, item: Done | Coded | KawatError) -> None:
        if isinstance(item, KawatError):
            self._failure, self._stopping = item, True
            return
        if isinstance(item, Coded):
            self._coding.taken()
        else:
            self._crew.taken()
        try:
            self._coded(item) if isinstance(item, Coded) else self._done(item)
        except Exception as problem:  # one thing that cannot be dealt with must not end the watch
            self.telling.fault("take", problem)
            self._let_go(item)

    def _let_go(self, item: Done | Coded) -> None:
        """Has what could not be dealt with tried again later."""
        done = item if isinstance(item, Done) else item.ref
        if isinstance(done, Done):
            record = done.task.record
            self._lanes.of(done.task.host).busy = False
            self._due.ended(record)
            record.tries += 1
            record.due = time.time() + wait(self._plan, record.tries) if record.tries < self._plan.tries else 0.0
            self._due.add(record)

    def _finish(self) -> None:
        """Waits for what is under way, commits, merges; all of it within the time that a stop may take."""
        late = time.time() + self._plan.stop
        if self._stopping:
            self.telling.say("stopping", under_way=self._crew.busy, to_code=self._coding.waiting)
        while self._unfinished and time.time() < late:
            self._empty(min(0.2, max(0.01, late - time.time())))
        if self._commits.commit(self._background.looked):
            self._background.news()
        seconds = 3600.0 if self._once and not self._stopping else max(2.0, late - time.time())
        self._background.finish(seconds, merging=True)
        self._commits.commit(self._background.looked)

    @property
    def _unfinished(self) -> bool:
        """Whether a stop waits for something that is under way."""
        return self._stopping and not self._failure and bool(self._crew.busy or self._coding.waiting)

    # --- what is due

    def _next(self, now: float) -> float:
        """When something can be begun next."""
        soonest = self._due.soonest
        if self._crew.idle and not self._full:
            soonest = min(soonest, self._lanes.soonest())
        return max(soonest, now + 0.01)

    @property
    def _full(self) -> bool:
        return self._coding.waiting + self._sink.held > WATCH_WAITING + 10 * self._plan.concurrency

    def _quiet(self) -> bool:
        """Whether one round is done: nothing is under way, and what is left waits for hosts in trouble or for another time."""
        if self._crew.busy or self._coding.waiting or self._files.rests or self._due.soonest <= time.time():
            return False
        return self._lanes.idle(time.time())

    def _dispatch(self, now: float) -> None:
        while record := self._due.next(now):
            self._line_up(record)
        while self._files.rests and self._crew.idle and not self._full:
            self._crew.give(partial(more, self._files.rests.pop(0)))
        if self._full:
            return
        for lane in self._lanes.ready(now):
            if not self._crew.idle:
                break
            if task := self._hosts.chosen(lane, now):
                lane.busy = True
                self._crew.give(partial(do, task, self._plan))

    def _line_up(self, record: Record) -> None:
        source = self._listings.source_of(record)
        if source is None and record.kind != "page":
            return
        folder = record.kind == "source" and source is not None and source.kind == "folder"
        what = "folder" if folder else record.kind
        host = f"\x00{record.address}" if folder or record.kind == "file" else host_of(record.url)
        self._lanes.of(host).add(Task(what, record, host, source, record.facts))  # type: ignore[arg-type]

    def _forbidden(self, task: Task, now: float) -> None:
        record = task.record
        self._due.ended(record)
        if record.kind == "page":
            self._pages.forbidden(record)
            return
        record.status, record.reason, record.due = "failed", "robots.txt", now + ROBOTS_SECONDS
        self._state.put(record)
        self._due.add(record)
        self.telling.warn("poll refused", source=task.source.name if task.source else "", url=record.url, reason="robots.txt")
        self.metrics.polled(task.source.name if task.source else "", "refused")

    # --- what came of it

    def _done(self, done: Done) -> None:
        now, task = time.time(), done.task
        if task.host and not task.host.startswith("\x00"):
            self.metrics.fetched(done.answer.status if done.answer else None, done.took)
        lane = self._lanes.of(task.host)
        alone = self._hosts.pace(lane, done, now)
        if task.what == "robots":
            self._hosts.robots(done, now)
            return
        if task.what == "page":
            if self._pages.take(done, now, alone=alone):
                self._due.ended(task.record)
                self._due.add(task.record)
        elif task.what == "file":
            if self._files.take(done, now):
                self._due.ended(task.record)
                self._due.add(task.record)
        else:
            self._due.ended(task.record)
            due, new = self._listings.take(done, now)
            for record in due:
                if not (self._once and record is task.record and not record.tries):  # a round reads each source once
                    self._due.add(record)
            if new:
                self._commits.press(now)

    def _coded(self, coded: Coded) -> None:
        now, done = time.time(), coded.ref
        if coded.document is None:  # all of a file was coded
            self._files.read(done.task.record)
        else:
            self._pages.coded(coded, now)
            if self._sink.held:
                self._commits.press(now)
        if coded.document is None or done.task.what == "page":
            self._due.ended(done.task.record)
            self._due.add(done.task.record)
