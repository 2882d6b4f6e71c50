"""Alerts: what on the desk gives cause for one (rules), and how it reaches people and machines (channels).

::

    alerts = Alerts(rules, channels, store, web="https://desk.example.org")
    found = alerts.look(since)      # what is newer on the desk than its version ``since``
    alerts.deliver(found)           # queued in the desk, then sent; what could not be sent is tried again at the next call
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kawat.desk.store import Store
from kawat.watch.alerts.record import Alert, Evidence
from kawat.watch.alerts.settings import Channel, Rule

__all__ = ["Alert", "Alerts", "Channel", "Evidence", "Rule"]


class Alerts:
    """The alerts of one desk: which causes were told already, and what is still on its way, is kept in the desk."""

    def __init__(self, rules: Sequence[Rule], channels: Sequence[Channel], store: Store, *, web: str = "") -> None:
        self.rules, self.channels, self.store, self.web = tuple(rules), tuple(channels), store, web

    def look(self, since: int) -> list[Alert]:
        """What the desk gives cause for that is newer than its version ``since``."""
        return []

    def deliver(self, alerts: Iterable[Alert] = ()) -> None:
        """Queues alerts in the desk and sends what is due."""
