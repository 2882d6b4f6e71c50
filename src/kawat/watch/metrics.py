"""Numbers for Prometheus, in a registry of their own. Labels have few values: outcomes, status classes, names of sources."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from kawat import __version__
from kawat.limits import METRIC_SOURCES

TYPE = "text/plain; version=0.0.4; charset=utf-8"
STEPS: dict[str, tuple[float, ...]] = {
    "fetch": (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
    "code": (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30),
    "commit": (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
    "lag": (5, 15, 30, 60, 120, 300, 900, 3600, 21600, 86400, 604800),
}
"""The steps of the histograms, in seconds."""
Poll = Literal["new", "unchanged", "failed", "refused", "skipped"]
Fate = Literal["new", "changed", "known", "failed", "quarantined"]


class Metrics:
    """What a watch counts; every method may be called by any thread.

    ``text()`` is the answer to ``/metrics``. Durations are in seconds, moments in Unix time.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._sources: set[str] = set()
        self._polls = self._count("polls", "Polls of sources by outcome.", "source", "outcome")
        self._fetches = self._count("fetches", "Requests by class of HTTP status, or error.", "status")
        self._articles = self._count("articles", "Articles by what became of them.", "outcome")
        self._alerts = self._count("alerts", "Alerts by channel and what became of them.", "channel", "outcome")
        self._errors = self._count("errors", "Errors that a round went on after, by part.", "part")
        self._seconds = {
            name: Histogram(f"kawat_watch_{name}_seconds", told, buckets=STEPS[name], registry=self.registry)
            for name, told in (
                ("fetch", "Duration of a request."), ("code", "Duration of coding one article."),
                ("commit", "Duration of a commit to the desk."), ("lag", "From publication until an article is in the desk."),
            )
        }  # fmt: skip
        self._queue = self._gauge("queue", "What waits, by queue.", "queue")
        self._version = self._gauge("desk_version", "The desk's version.")
        self._success = self._gauge("last_success_time_seconds", "When a source was last polled with success.", "source")
        self._round = self._gauge("last_round_time_seconds", "When the last round ended.")
        build = self._gauge("build_info", "1, with the versions as labels.", "version", "python")
        build.labels(__version__, platform.python_version()).set(1)
        self._gauge("start_time_seconds", "When the watch was started.").set(time.time())
        self.registry.register(_Memory())

    def polled(self, source: str, outcome: Poll, *, moment: float | None = None) -> None:
        """A source was polled; ``new`` and ``unchanged`` are successes, at ``moment`` (now unless told)."""
        name = self._named(source)
        self._polls.labels(name, outcome).inc()
        if outcome in ("new", "unchanged"):
            self._success.labels(name).set(time.time() if moment is None else moment)

    def fetched(self, status: int | None, seconds: float) -> None:
        """A request was answered with an HTTP status, or with none (None: it failed)."""
        self._fetches.labels(f"{status // 100}xx" if status and 100 <= status < 600 else "error").inc()
        self._seconds["fetch"].observe(max(seconds, 0.0))

    def articles(self, outcome: Fate, count: int = 1) -> None:
        """Articles came to an end of their way."""
        self._articles.labels(outcome).inc(count)

    def took(self, what: Literal["code", "commit", "lag"], seconds: float) -> None:
        """How long something took."""
        self._seconds[what].observe(max(seconds, 0.0))

    def queue(self, name: str, length: int) -> None:
        """How much waits in a queue; its name is one of a few of the program's own."""
        self._queue.labels(name).set(length)

    def desk(self, version: int) -> None:
        """The desk has this version now."""
        self._version.set(version)

    def round(self, moment: float | None = None) -> None:
        """A round ended, now unless told."""
        self._round.set(time.time() if moment is None else moment)

    def alert(self, channel: str, outcome: str, count: int = 1) -> None:
        """Alerts of a channel were ``queued``, ``sent``, ``retried``, ``failed`` or ``quiet``."""
        self._alerts.labels(channel, outcome).inc(count)

    def error(self, part: str, count: int = 1) -> None:
        """Something went wrong in a part (a name of the program's own), and the round went on."""
        self._errors.labels(part).inc(count)

    def forget(self, sources: Iterable[str]) -> None:
        """Drops the last success of sources that are no longer watched."""
        for name in sources:
            if name in self._sources:
                self._sources.discard(name)
                self._success.remove(name)

    def text(self) -> bytes:
        """All numbers in Prometheus's text format (``TYPE``)."""
        return generate_latest(self.registry)

    def _named(self, source: str) -> str:
        name = source.encode("utf-8", "replace").decode()[:100]  # a label that is no UTF-8 would break the whole answer
        if name not in self._sources:
            if len(self._sources) >= METRIC_SOURCES:
                return "other"
            self._sources.add(name)
        return name

    def _count(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(f"kawat_watch_{name}", told, labels, registry=self.registry)

    def _gauge(self, name: str, told: str, *labels: str) -> Gauge:
        return Gauge(f"kawat_watch_{name}", told, labels, registry=self.registry)


class _Memory:
    """The memory that the process holds, read when it is asked for; absent where the system does not tell."""

    def collect(self) -> Iterator[Metric]:
        if (size := memory()) is not None:
            yield GaugeMetricFamily("kawat_watch_memory_bytes", "Resident memory of the process.", value=float(size))


def memory() -> int | None:
    """The process's resident memory in bytes; None where /proc does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        return None
