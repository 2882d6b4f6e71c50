"""What a feed, a sitemap or a folder names becomes records: new articles, changed ones, further sitemaps, files."""

from __future__ import annotations

from kawat.limits import SITEMAP_CHILDREN, SITEMAP_DEPTH
from kawat.read.feed import Entry
from kawat.watch.addresses import digest, host_of, normal
from kawat.watch.pace import wait
from kawat.watch.settings import Plan, Source
from kawat.watch.state import Record, State
from kawat.watch.telling import Telling
from kawat.watch.work import Done, reason_of, trouble_of

# A sitemap that another one points at is asked at least so often (seconds): most of an archive's never change again.
CHILD_SLOWEST = 86_400.0
# A source is asked again after this part of the time since it last had news, within its bounds.
SHARE = 1 / 20
# An article that keeps being announced as changed without being so is asked for after 1, 2, 4, ... of these (seconds).
GAP = 60.0


class Listings:
    """Takes what sources gave. What is to be asked for next is in the records' ``due``."""

    def __init__(self, plan: Plan, state: State, telling: Telling) -> None:
        self._plan, self._state, self._telling = plan, state, telling
        self.sources = {source.address: source for source in plan.sources}

    def begin(self, now: float) -> list[Record]:
        """The records of all sources and of the sitemaps below them; those of a watch that starts are due at once."""
        out = []
        for source in self.sources.values():
            record = self._state.get("source", source.address)
            if record is None:
                record = Record("source", source.address, source.address, source.address, first=now)
                self._state.put(record)
            record.due = min(record.due, now + self._plan.backoff_most) if record.tries else now
            out.append(record)
        below = [r for r in self._state.of("source") if r.address not in self.sources and r.source in self.sources and r.due]
        return out + below

    def source_of(self, record: Record) -> Source | None:
        """The source in the settings that a record comes from."""
        return self.sources.get(record.source)

    def take(self, done: Done, now: float) -> tuple[list[Record], int]:
        """What came of asking a source: the records that are due because of it, and how many of them are new articles."""
        record, source, answer = done.task.record, done.task.source, done.answer
        assert source is not None
        if trouble_of(done) or (done.task.what == "folder" and done.problem):
            self._failed(done, now)
            return [record], 0
        record.tries, record.reason, record.status = 0, "", "read"
        if answer and answer.moved:
            record.url = answer.moved
        due: list[Record] = []
        new = 0
        if done.listing is not None:
            for entry in done.listing.entries:
                found, fresh = self._entry(entry, source, now)
                due += [found] if found else []
                new += fresh
            due += self._below(done, source, now)
        for path, facts in done.files:
            due += self._of_file(path, facts, record, now)
        changed = done.listing is not None or bool(due)
        if changed:
            record.last = now
        if answer and answer.status != 304:
            record.facts = done.facts if done.whole else ""
            record.etag, record.modified = (answer.etag, answer.modified) if done.whole else ("", "")
        record.due = now + self._interval(record, source, now)
        self._state.put(record)
        self._telling.metrics.polled(source.name, "new" if due else "unchanged")
        status = answer.status if answer else None
        whole = None if done.whole else False
        self._telling.say("polled", source=source.name, url=record.url, status=status, new=new, due=len(due), whole=whole)
        return [*due, record], new

    def _interval(self, record: Record, source: Source, now: float) -> float:
        """How long a source is left alone, in seconds: longer and longer while it has no news."""
        slowest = source.slowest if record.address == source.address else max(source.slowest, CHILD_SLOWEST)
        quiet = now - record.last if record.last else now - record.first
        return max(source.every, min(slowest, quiet * SHARE))

    def _failed(self, done: Done, now: float) -> None:
        record, source = done.task.record, done.task.source
        assert source is not None
        record.tries += 1
        record.status, record.reason = "failed", reason_of(done)
        if record.tries >= 3:  # what a redirect led to is gone
            record.url, record.etag, record.modified, record.facts = record.address, "", "", ""
        record.due = now + max(source.every, wait(self._plan, record.tries))
        self._state.put(record)
        self._telling.metrics.polled(source.name, "failed")
        told = {"source": source.name, "url": record.url, "reason": record.reason, "tries": record.tries}
        self._telling.warn("poll failed", **told, again_in=round(record.due - now, 1))

    def _entry(self, entry: Entry, source: Source, now: float) -> tuple[Record | None, bool]:
        """The record of an article that is to be asked for because a source names it, and whether it is new."""
        address = normal(entry.url)
        if not host_of(address):
            return None, False
        facts = digest(entry.title, entry.published, entry.updated)
        if not self._state.seen(address):
            record = Record("page", address, entry.url, source.address, "pending", facts=facts, first=now, due=now)
            self._facts(record, entry, source)
            if source.told.since and entry.published and entry.published[:10] < source.told.since:
                record.status, record.reason, record.due = "dropped", f"before {source.told.since}", 0.0
            self._state.put(record)
            return (record, True) if record.due else (None, False)
        if not self._state.news(source.address, address, facts):
            return None, False
        known = self._state.get("page", address)
        record = known or Record("page", address, entry.url, source.address, "pending", first=now)
        if record.source != source.address and record.source in self.sources:
            return None, False  # what one source says of it is not compared with what another one does
        record.source, record.facts, record.tries = source.address, facts, 0
        record.due = max(now, record.last + GAP * 2 ** min(record.quiet, 10)) if record.quiet else now
        self._facts(record, entry, source)
        self._state.put(record)
        return record, False

    def _facts(self, record: Record, entry: Entry, source: Source) -> None:
        record.title, record.published = entry.title, entry.published
        record.outlet, record.language = source.told.outlet, source.told.language or entry.language

    def _below(self, done: Done, source: Source, now: float) -> list[Record]:
        """The records of the sitemaps that a sitemap points at; those that it no longer names are let go."""
        assert done.listing is not None
        parent, due = done.task.record, []
        named = set(done.listing.sitemaps[:SITEMAP_CHILDREN]) if parent.checks < SITEMAP_DEPTH else set()
        for url in sorted(named):
            record = self._state.get("source", url)
            if record is None or not record.due:
                record = Record("source", url, url, source.address, "pending", same=parent.address, checks=parent.checks + 1)
                record.first = record.due = now
                self._state.put(record)
                due.append(record)
        if done.whole:
            for record in self._state.of("source"):
                if record.same == parent.address and record.address not in named and record.due:
                    record.status, record.due = "gone", 0.0
                    self._state.put(record)
        return due

    def _of_file(self, path: str, facts: str, folder: Record, now: float) -> list[Record]:
        record = self._state.get("file", path)
        if record is not None and record.facts == facts:
            return []
        record = record or Record("file", path, path, folder.source, first=now)
        record.facts, record.status, record.due, record.tries = facts, "pending", now, 0
        self._state.put(record)
        return [record]
