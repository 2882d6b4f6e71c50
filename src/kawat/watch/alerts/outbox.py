"""The outbox: which causes were told, and what is still on its way, as rows of the desk's table ``alerts``.

An alert is a row for each of its channels, ``queued``, before anything is sent; what became of it is another row. So a watch
that is killed in between sends it when it is back: at least once, with the same id.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from kawat.desk import tables
from kawat.desk.questions import connect
from kawat.desk.store import Store
from kawat.watch.alerts.record import Alert

Clock = Callable[[], datetime]
OVER = ("sent", "failed", "quiet", "disabled")
"""States after which nothing more comes."""
_KNOWN = "SELECT rule, topic, causes, time, state FROM alerts WHERE state IN ('queued', 'quiet') ORDER BY time"
_WAITING = """
SELECT id, channel, any_value(alert) FILTER (WHERE alert <> '') AS alert, max(attempts) AS attempts, min(time) AS queued,
    max_by(next, attempts) AS next
FROM alerts WHERE channel <> '' AND id <> '' GROUP BY id, channel
HAVING NOT bool_or(state IN ('sent', 'failed', 'quiet', 'disabled')) ORDER BY queued, id
"""
_DISABLED = "SELECT channel, why FROM alerts WHERE state = 'disabled' AND id = ''"


class Waiting(msgspec.Struct):
    """An alert on its way to a channel: attempts so far, when it was queued and is due (ISO 8601, UTC)."""

    alert: Alert
    channel: str
    queued: str
    attempts: int = 0
    next: str = ""
    why: str = ""
    state: str = "queued"


class Outbox:
    """What the desk knows of alerts, read once and kept along; one process writes it at a time, the one that watches."""

    def __init__(self, store: Store, clock: Clock = lambda: datetime.now(UTC)) -> None:
        self._store, self._clock = store, clock
        self._causes: set[tuple[str, str]] = set()
        self._told: dict[tuple[str, str], str] = {}
        self._shifts: dict[str, list[str]] = {}
        self.waiting: dict[tuple[str, str], Waiting] = {}
        self.disabled: set[tuple[str, str]] = set()
        """Channels that want nothing any more, each with the mark of its address."""
        with connect(store) as connection:
            for rule, topic, causes, time, state in connection.execute(_KNOWN).fetchall():
                self._remember(rule, topic, causes or (), time, state)
            for id, channel, alert, attempts, queued, due in connection.execute(_WAITING).fetchall():
                if alert:
                    made = msgspec.json.decode(alert, type=Alert)
                    self.waiting[id, channel] = Waiting(made, channel, queued, attempts or 0, due or "")
            self.disabled = {(channel, why) for channel, why in connection.execute(_DISABLED).fetchall()}

    def now(self) -> str:
        """The moment as the outbox writes it: ISO 8601 in UTC, of one length, so that texts compare as moments do."""
        return self.later(0)

    def later(self, wait: float) -> str:
        """The moment in so many seconds."""
        return (self._clock() + timedelta(seconds=wait)).astimezone(UTC).isoformat(timespec="microseconds")

    def known(self, rule: str, causes: Iterable[str]) -> bool:
        """Whether one of these causes was told, or kept quiet about, by this rule."""
        return any((rule, cause) in self._causes for cause in causes)

    def last(self, rule: str, topic: str) -> str:
        """When a rule last told of a topic; "" for never."""
        return self._told.get((rule, topic), "")

    def of(self, rule: str) -> list[str]:
        """The causes of a rule on shifts."""
        return self._shifts.get(rule, [])

    def queue(self, alerts: Sequence[Alert], quiet: Sequence[tuple[Alert, str]]) -> list[Alert]:
        """Writes new alerts for each of their channels, and those kept quiet with the reason; gives those that were new."""
        now, rows, new = self.now(), [], []
        for alert in alerts:
            if self.known(alert.rule, alert.causes):
                continue
            self._remember(alert.rule, alert.topic, alert.causes, now, "queued")
            new.append(alert)
            for channel in alert.channels:
                waiting = Waiting(alert, channel, now, next=now)
                self.waiting[alert.id, channel] = waiting
                rows.append(self._row(waiting, first=True))
        for alert, why in quiet:
            if not self.known(alert.rule, alert.causes):
                self._remember(alert.rule, alert.topic, alert.causes, now, "quiet")
                rows.append(self._row(Waiting(alert, "", now, why=why, state="quiet"), first=True))
        try:
            self._write(rows)
        except BaseException:
            for alert in (*new, *(alert for alert, _ in quiet)):
                self._causes -= {(alert.rule, cause) for cause in alert.causes}
                for channel in alert.channels:
                    self.waiting.pop((alert.id, channel), None)
            raise
        return new

    def note(self, changed: Iterable[Waiting]) -> None:
        """Writes what became of alerts; those that are over wait no more."""
        changed = list(changed)
        for one in changed:
            if one.state in OVER:
                self.waiting.pop((one.alert.id, one.channel), None)
        self._write([self._row(one) for one in changed])

    def disable(self, channel: str, mark: str) -> None:
        """Notes that a channel wants nothing any more, as long as its address has this mark."""
        self.disabled.add((channel, mark))
        now = self.now()
        self._write([{"id": "", "channel": channel, "state": "disabled", "time": now, "why": mark, "month": now[:7]}])

    def _remember(self, rule: str, topic: str, causes: Iterable[str], time: str, state: str) -> None:
        for cause in causes:
            self._causes.add((rule, cause))
            if cause.startswith("shift "):
                self._shifts.setdefault(rule, []).append(cause)
        if state != "quiet":
            self._told[rule, topic] = max(time, self._told.get((rule, topic), ""))

    def _row(self, one: Waiting, first: bool = False) -> dict[str, Any]:
        now, alert = self.now(), one.alert
        row = {
            "id": alert.id, "channel": one.channel, "state": one.state, "time": now, "rule": alert.rule, "kind": alert.kind,
            "attempts": one.attempts, "next": one.next, "why": one.why, "month": now[:7],
        }  # fmt: skip
        if first:
            row |= {"headline_id": alert.headline_id, "headline_en": alert.headline_en, "topic": alert.topic}
            row |= {"causes": list(alert.causes), "url": next((e.url for e in alert.evidence), "")}
            row["alert"] = msgspec.json.encode(alert).decode() if one.channel else ""
        return row

    def _write(self, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._store.note("alerts", tables.table("alerts", rows))
