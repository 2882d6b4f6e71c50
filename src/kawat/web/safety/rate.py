"""How often somebody may ask: a bucket of tokens for each client, filled at a steady rate."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from typing import NamedTuple

from kawat.limits import WEB_CLIENTS

MOST_CLIENTS = WEB_CLIENTS


class Rate(NamedTuple):
    """``burst`` questions at once, ``each`` second that many more."""

    burst: float
    each: float


class Rates(NamedTuple):
    """What is allowed to one client: pages and questions, coding, signing in."""

    pages: Rate = Rate(2_000, 400)
    coding: Rate = Rate(20, 1)
    signing: Rate = Rate(8, 0.1)


class Buckets:
    """The buckets of all clients for one rate; those not seen for longest are forgotten."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._kept: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, client: str, now: float | None = None) -> float:
        """0 where the client may ask, which is counted, else the seconds until it may."""
        now = time.monotonic() if now is None else now
        with self._lock:
            left, since = self._kept.pop(client, (self._rate.burst, now))
            left = min(self._rate.burst, left + (now - since) * self._rate.each)
            allowed = left >= 1
            self._kept[client] = (left - 1 if allowed else left, now)
            while len(self._kept) > MOST_CLIENTS:
                self._kept.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self._rate.each


def client_of(host: str) -> str:
    """What counts as one client: an address, of IPv6 the network that one customer has."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
