"""Alerts: what on the desk gives cause for one (rules), and how it reaches people and machines (channels).

::

    alerts = Alerts(rules, channels, store, web="https://desk.example.org")
    found = alerts.look(since)      # what is newer on the desk than its version ``since``
    alerts.deliver(found)           # queued in the desk, then sent; what could not be sent is tried again at the next call

Whoever calls keeps the version that was looked at only after ``deliver`` came back: killed before, the same look finds the same,
and killed after, nothing is told twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cached_property

from kawat import limits
from kawat.desk.store import DOCUMENTS, Store
from kawat.errors import DeskError
from kawat.watch.alerts.acts import causes, seen
from kawat.watch.alerts.channels import Channel
from kawat.watch.alerts.delivery import Delivery
from kawat.watch.alerts.newer import Newer, check_filter, since_merge
from kawat.watch.alerts.outbox import Clock, Outbox
from kawat.watch.alerts.record import Alert, Evidence
from kawat.watch.alerts.rules import Rule
from kawat.watch.alerts.turns import Turns
from kawat.watch.alerts.values import seconds
from kawat.watch.metrics import Metrics

__all__ = ["Alert", "Alerts", "Channel", "Evidence", "Rule"]


class Alerts:
    """The alerts of one desk: which causes were told already, and what is still on its way, is kept in the desk.

    ``web`` is the address of the web desk, for links. For one thread at a time.
    Raises DeskError for a rule's ``filter`` that is no condition on the desk's tables.
    """

    def __init__(
        self, rules: Sequence[Rule], channels: Sequence[Channel], store: Store, *, web: str = "", metrics: Metrics | None = None,
        clock: Clock = lambda: datetime.now(UTC),
    ) -> None:  # fmt: skip
        self._rules, self._store, self._web, self._clock, self._metrics = tuple(rules), store, web, clock, metrics
        self._channels = tuple(channels)
        self._turns = Turns(store, (rule for rule in self._rules if rule.kind == "shift"))
        self._quiet: list[tuple[Alert, str]] = []
        for rule in self._rules:
            if rule.filter.strip():
                try:
                    check_filter(store, rule.filter, rule.kind == "act")
                except DeskError as problem:
                    raise DeskError(f"[[watch.alert]] {rule.name!r}: filter: {problem}") from None

    @cached_property
    def _outbox(self) -> Outbox:
        return Outbox(self._store, self._clock)

    @cached_property
    def _delivery(self) -> Delivery:
        return Delivery(self._outbox, self._channels, self._clock, self._metrics)

    @property
    def waiting(self) -> int:
        """How many messages are on their way or wait for another try."""
        return len(self._outbox.waiting)

    def look(self, since: int) -> list[Alert]:
        """What the desk gives cause for that is newer than its version ``since``, but for what was told before.

        Shifts are those that the desk shows now and did not show then. What is kept quiet (``quiet``, ``ALERTS_RAISED``) is
        noted with the next ``deliver``. Raises DeskError where ``since`` is no version of the desk, or a filter takes too long.
        """
        version = self._store.versions()[DOCUMENTS]
        self._quiet = []
        if not self._rules or since >= version:
            return []
        time = self._outbox.now()
        found = list(self._acts(since, version, time))
        found += self._turns.newer(since, version, self._outbox.of, time, self._web)
        return self._chosen(found)

    def deliver(self, alerts: Iterable[Alert] = ()) -> None:
        """Queues alerts in the desk, then sends to each channel what is due; call it also without alerts, for new tries.

        Raises DeskError where the desk cannot be written: then nothing was queued, and the look is to be done again. That a
        channel cannot be reached is no error: it is noted, and tried again later.
        """
        quiet, self._quiet = self._quiet, []
        new = self._outbox.queue(list(alerts), quiet)
        if self._metrics:
            for channel in (name for alert in new for name in alert.channels):
                self._metrics.alert(channel, "queued")
            if quiet:
                self._metrics.alert("none", "quiet", len(quiet))
        self._delivery.round()
        if self._metrics:
            self._metrics.queue("alerts", self.waiting)

    def _acts(self, since: int, version: int, time: str) -> Iterable[Alert]:
        """The causes of rules on acts and articles.

        A rule that counts outlets or reports also looks at articles that came before ``since`` but were merged after it.
        """
        rules = [rule for rule in self._rules if rule.kind != "shift"]
        counting = [rule for rule in rules if rule.min_outlets > 1 or rule.min_reports > 1]
        looks = [(since, [rule for rule in rules if rule not in counting])]
        looks.append((since_merge(self._store, since) if counting else since, counting))
        for start, some in looks:
            if not some:
                continue
            with closing(Newer(self._store, start, version)) as newer:
                for batch in newer.batches():
                    what = seen(batch, some)
                    for rule in some:
                        yield from (one for one in causes(rule, what, time, self._web) if not self._known(one))

    def _known(self, alert: Alert) -> bool:
        return self._outbox.known(alert.rule, alert.causes)

    def _chosen(self, found: Iterable[Alert]) -> list[Alert]:
        """Each cause once; those of quiet times, and what is more than ``ALERTS_RAISED``, are put aside."""
        chosen: list[Alert] = []
        marks: set[tuple[str, str]] = set()
        topics: set[tuple[str, str]] = set()
        counts: dict[str, int] = {}
        rests = {rule.name: seconds(rule.quiet) for rule in self._rules}
        for alert in found:
            own = {(alert.rule, cause) for cause in alert.causes}
            if self._known(alert) or own & marks:
                continue
            marks |= own
            rest = rests[alert.rule]
            if rest and ((alert.rule, alert.topic) in topics or self._rests(alert, rest)):
                self._quiet.append((alert, "quiet"))
                continue
            if counts.get(alert.rule, 0) >= limits.ALERTS_RAISED:
                self._quiet.append((alert, f"more than {limits.ALERTS_RAISED} at once"))
                continue
            topics.add((alert.rule, alert.topic))
            counts[alert.rule] = counts.get(alert.rule, 0) + 1
            chosen.append(alert)
        return chosen

    def _rests(self, alert: Alert, rest: float) -> bool:
        last = self._outbox.last(alert.rule, alert.topic)
        return bool(last) and datetime.fromisoformat(last) + timedelta(seconds=rest) > self._clock()
