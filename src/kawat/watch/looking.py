"""A first look at the sources of a plan, which writes nothing: ``kawat watch --check``."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import msgspec

from kawat.errors import FetchError
from kawat.watch import robots
from kawat.watch.settings import Plan, Source
from kawat.watch.state import Record
from kawat.watch.work import Task, do, reason_of, trouble_of


class Seen(msgspec.Struct, frozen=True):
    """What was found at a source: how many articles (files, further sitemaps), or the problem."""

    source: Source
    articles: int = 0
    sitemaps: int = 0
    newest: str = ""
    problem: str = ""

    def line(self) -> str:
        """It in one line for people."""
        told = self.source
        if self.problem:
            return f"{told.kind} {told.name}: {self.problem}"
        what = "files" if told.kind == "folder" else "articles"
        parts = [f"{self.articles:,} {what}", *([f"{self.sitemaps:,} further sitemaps"] if self.sitemaps else [])]
        return f"{told.kind} {told.name}: {', '.join(parts)}{f', the newest of {self.newest}' if self.newest else ''}"


def look(plan: Plan) -> Iterator[Seen]:
    """Asks each source once and tells what it holds, in their order."""
    with ThreadPoolExecutor(plan.concurrency) as pool:
        yield from pool.map(lambda source: _one(source, plan), plan.sources)


def _one(source: Source, plan: Plan) -> Seen:
    record = Record("source", source.address, source.address, source.address)
    if source.kind == "folder":
        done = do(Task("folder", record, "", source), plan)
        return Seen(source, len(done.files), problem=reason_of(done))
    if plan.robots:
        asked = do(Task("robots", record, "", source), plan)
        if isinstance(asked.problem, FetchError) and asked.problem.kind != "redirects":
            return Seen(source, problem=reason_of(asked))
        status = asked.answer.status if asked.answer else 0
        if status == 429 or status >= 500:
            return Seen(source, problem=f"its robots.txt answers HTTP {status}: nothing is asked for until that is over")
        if 200 <= status < 300 and not robots.allowed(asked.text, source.address):
            return Seen(source, problem="its robots.txt does not let Kawat read it")
    done = do(Task("source", record, "", source), plan)
    if trouble_of(done):
        return Seen(source, problem=reason_of(done))
    found = done.listing
    entries = found.entries if found else ()
    newest = max((entry.published for entry in entries), default="")
    return Seen(source, len(entries), len(found.sitemaps) if found else 0, newest)
