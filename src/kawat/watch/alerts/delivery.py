"""Delivery: what is due goes out, channel by channel; a channel that fails rests, longer each time, with jitter."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from kawat.limits import ALERT_RETRY_SECONDS, ALERTS_SENT, RETRY_AFTER_SECONDS
from kawat.watch.alerts.channels import Channel
from kawat.watch.alerts.outbox import Clock, Outbox, Waiting
from kawat.watch.alerts.sending import Outcome, sender
from kawat.watch.alerts.values import seconds
from kawat.watch.alerts.wording import mark
from kawat.watch.logs import logger
from kawat.watch.metrics import Metrics

FIRST = 10.0
"""The rest after the first failure, in seconds; each is twice the one before, less up to a half of it."""
_STATES = {"sent": "sent", "failed": "failed", "gone": "disabled", "retry": "retried", "again": "retried"}


def rest(attempts: int, after: float = 0.0) -> float:
    """The seconds until the next try after so many failed ones, no fewer than the receiver asks for (at most a day)."""
    longest = min(ALERT_RETRY_SECONDS, FIRST * 2.0 ** min(attempts - 1, 20))
    return max(longest * random.uniform(0.5, 1.0), min(after, RETRY_AFTER_SECONDS))


class Delivery:
    """Sends what the outbox holds, and notes in it what became of it."""

    def __init__(self, outbox: Outbox, channels: Sequence[Channel], clock: Clock, metrics: Metrics | None) -> None:
        self._outbox, self._clock, self._metrics = outbox, clock, metrics
        self._channels = {channel.name: channel for channel in channels}
        self._log = logger("kawat.watch.alerts")
        self._resting: dict[str, str] = {}
        """Until when a channel rests after a failure; alerts that were tried keep it over a restart."""
        for one in outbox.waiting.values():
            if one.attempts:
                self._resting[one.channel] = max(one.next, self._resting.get(one.channel, ""))

    def round(self) -> None:
        """Gives up what waits for too long or for no channel, then sends what is due."""
        self._outbox.note([one for one in list(self._outbox.waiting.values()) if self._over(one)])
        for channel in self._channels.values():
            now = self._outbox.now()
            if self._resting.get(channel.name, "") <= now:
                due = [one for one in self._outbox.waiting.values() if one.channel == channel.name and one.next <= now]
                # Those that failed come last, so that one that no receiver bears holds up no other.
                due.sort(key=lambda one: (one.attempts, one.queued))
                if due:
                    self._send(channel, due[:ALERTS_SENT])

    def _over(self, one: Waiting) -> bool:
        """Whether there is no use in trying; sets what is to be noted."""
        channel = self._channels.get(one.channel)
        if channel is None:
            why = "there is no such channel any more"
        elif (one.channel, _address(channel)) in self._outbox.disabled:
            why = "the receiver wants nothing any more (HTTP 410)"
        elif self._clock() - datetime.fromisoformat(one.queued) > timedelta(seconds=seconds(channel.give_up)) and one.attempts:
            why = f"given up after {one.attempts} tries"
        else:
            return False
        one.state, one.why = "failed", why
        self._count(one.channel, "failed", one, why)
        return True

    def _send(self, channel: Channel, due: Sequence[Waiting]) -> None:
        """Sends until something stands in the way; what was done is noted also where the sender itself fails."""
        left = {one.alert.id: one for one in due}
        done: list[Waiting] = []
        try:
            for alerts, outcome in sender(channel.kind)(channel, [one.alert for one in due]):
                some = [left.pop(alert.id) for alert in alerts]
                self._mark(channel, some, outcome)
                done += some
                if outcome.state in ("retry", "gone"):
                    break
        except Exception as problem:  # of a sender's own: the watch goes on, and tries again
            some = list(left.values())[:1]
            self._mark(channel, some, Outcome("retry", type(problem).__name__))
            done += some
        self._outbox.note(done)
        if any(one.state == "disabled" for one in done):
            self._outbox.disable(channel.name, _address(channel))

    def _mark(self, channel: Channel, some: Sequence[Waiting], outcome: Outcome) -> None:
        for one in some:
            one.attempts += 1
            one.state, one.why, one.next = _STATES[outcome.state], outcome.why, ""
            if one.state == "retried":
                one.next = self._outbox.later(rest(one.attempts, outcome.after))
            self._count(channel.name, one.state, one, outcome.why)
        if outcome.state == "retry" and some:
            self._resting[channel.name] = max(one.next for one in some)
        elif outcome.state == "sent":
            self._resting.pop(channel.name, None)

    def _count(self, channel: str, state: str, one: Waiting, why: str) -> None:
        if self._metrics:
            self._metrics.alert(channel, state)
        told = {"channel": channel, "alert": one.alert.id, "rule": one.alert.rule, "attempts": one.attempts}
        if state == "sent":
            self._log.info("alert sent", **told)
        else:
            self._log.warning(f"alert {state}", **told, why=why)


def _address(channel: Channel) -> str:
    """A mark of where a channel leads: another address is another chance."""
    return mark(channel.kind, channel.url, channel.host)
