"""What came of asking for a page, and of coding it, becomes its record."""

from __future__ import annotations

from collections.abc import Callable

from kawat.ingest import Ingested
from kawat.ingest.known import Known
from kawat.ingest.sink import Sink
from kawat.types import Document
from kawat.watch.addresses import host_of
from kawat.watch.coding import Coded
from kawat.watch.pace import wait
from kawat.watch.settings import Plan
from kawat.watch.state import Record, State
from kawat.watch.telling import Telling
from kawat.watch.work import Done, at, content_of, reason_of, trouble_of


class Pages:
    """Takes pages as they were fetched and gives their documents to the coder; takes them from it and gives them to the sink."""

    def __init__(
        self, plan: Plan, state: State, known: Known, sink: Sink, receipt: Ingested, telling: Telling,
        give: Callable[[Document, Done], None],
    ) -> None:  # fmt: skip
        self._plan, self._state, self._known, self._sink = plan, state, known, sink
        self._receipt, self._telling, self._give = receipt, telling, give

    def take(self, done: Done, now: float, *, alone: bool) -> bool:
        """What came of asking for a page; whether its record is settled (it is not while its document is being coded).

        ``alone``: the trouble is the page's and not its host's, as far as can be told.
        """
        record, answer = done.task.record, done.answer
        record.last = now
        trouble = trouble_of(done)
        if trouble:
            self._troubled(record, done, trouble, now, alone)
        elif done.document is None:
            if answer is not None and answer.status != 304:
                self._drop(record, "an answer without a page", now)
            else:
                self._unchanged(record, now, "not modified")
        else:
            return self._document(record, done, done.document, now)
        return True

    def _document(self, record: Record, done: Done, document: Document, now: float) -> bool:
        self._receipt.read += 1
        if not document.text:
            self._receipt.dropped["empty"] += 1
            self._drop(record, "empty", now)
            return True
        alias = self._state.same_as(record.address)
        if alias and record.title:
            document = at(document, alias)
        content = content_of(document, host_of(document.url))
        first = self._state.first_with(content)
        if first and first != document.url:
            record.same, record.content = first, content
            self._settle(record, done, "same", now)
            self._receipt.known += 1
            self._telling.say("same", url=record.url, same=first)
            self._telling.metrics.articles("known")
            return True
        if self._known.aside(document.id):
            self._receipt.dropped["in quarantine"] += 1
            self._drop(record, "in quarantine", now)
            return True
        if not self._known.add(document.id):
            self._receipt.known += 1
            record.document, record.same, record.content = document.id, document.url, content
            self._settle(record, done, "kept", now)
            record.quiet += 1
            self._telling.say("unchanged", url=record.url, document=document.id)
            self._telling.metrics.articles("known")
            return True
        self._state.claim(content, document.url)
        self._telling.say("fetched", url=record.url, status=200, seconds=round(done.took, 2), source=_name(done))
        self._give(document, done)
        return False

    def coded(self, coded: Coded, now: float) -> None:
        """A document comes back from the coder: it is held for the desk, or left out with the reason."""
        done, document, outcome = coded.ref, coded.document, coded.outcome
        assert document is not None
        assert outcome is not None
        self._telling.metrics.took("code", coded.took)
        problems: list[str] = []
        reason = self._sink.take(document, outcome, problems.append)
        fate = "failed" if problems else "dropped" if reason else "kept"
        if problems:
            self._telling.warn("not coded", url=document.url or document.source, reason=reason)
            self._telling.metrics.articles("failed")
        if not isinstance(done, Done) or done.task.what != "page":
            return
        record: Record = done.task.record
        record.document, record.same = document.id, document.url
        record.content = content_of(document, host_of(document.url))
        changed = record.status == "kept"
        record.quiet = 0
        record.reason = reason
        self._settle(record, done, fate, now)
        if not reason:
            self._telling.metrics.articles("changed" if changed else "new")
            told = {"url": record.url, "document": document.id, "claims": outcome.claims, "quotes": outcome.quotes}
            self._telling.say("kept", **told, changed=changed or None, since_seen=round(now - record.first, 1))
        elif not problems:
            self._telling.say("dropped", url=record.url, reason=reason)

    def _settle(self, record: Record, done: Done, status: str, now: float) -> None:
        """A page was read: its validators hold from now on, and it is looked at again at the ages of the settings."""
        record.status, record.tries, record.checks = status, 0, record.checks + 1
        record.reason = record.reason if status in ("failed", "dropped") else ""
        if done.answer:
            record.etag, record.modified = done.answer.etag, done.answer.modified
        if record.facts != done.task.facts:  # another change was announced meanwhile
            record.due = now + self._plan.pause
        else:
            record.due = self._again(record, now) if status == "kept" else 0.0
        self._state.put(record)

    def _again(self, record: Record, now: float) -> float:
        """When a page is looked at next, 0 for never."""
        return next((record.first + age for age in self._plan.recheck if record.first + age > now + 1), 0.0)

    def _unchanged(self, record: Record, now: float, why: str) -> None:
        record.quiet += 1
        record.tries = 0
        record.due = self._again(record, now)
        self._state.put(record)
        self._telling.say("unchanged", url=record.url, why=why)

    def _drop(self, record: Record, reason: str, now: float) -> None:
        record.status, record.reason = ("kept" if record.document else "dropped"), reason
        record.due = self._again(record, now) if record.document else 0.0
        self._state.put(record)
        self._telling.say("dropped", url=record.url, reason=reason)

    def _troubled(self, record: Record, done: Done, trouble: str, now: float, alone: bool) -> None:
        """A page that could not be read is asked for again later, or given up."""
        record.tries += trouble != "host" or alone
        record.reason = reason_of(done)
        record.etag = record.modified = ""
        gone = trouble == "never" or record.tries >= self._plan.tries or now - max(record.first, 1) > self._plan.give_up
        if gone:
            record.status = "kept" if record.document else "failed"
            record.due, record.tries = 0.0, 0
            if not record.document:
                self._receipt.failed += 1
                self._telling.metrics.articles("failed")
        else:
            record.due = now + wait(self._plan, max(record.tries, 1))
        self._state.put(record)
        word = "given up" if gone else "not fetched"
        told = {"url": record.url, "reason": record.reason, "tries": record.tries or None}
        self._telling.warn(word, **told, again_in=None if gone else round(record.due - now, 1))

    def forbidden(self, record: Record) -> None:
        """robots.txt does not let the page be read."""
        record.status, record.reason, record.due = ("kept" if record.document else "dropped"), "robots.txt", 0.0
        self._state.put(record)
        self._receipt.dropped["robots.txt"] += 1
        self._telling.say("dropped", url=record.url, reason="robots.txt")


def _name(done: Done) -> str:
    return done.task.source.name if done.task.source else ""
