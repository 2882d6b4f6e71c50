"""What a watch says of itself: one log line an event, and the numbers of ``/metrics``."""

from __future__ import annotations

from collections import Counter
from typing import Any

from kawat.watch.logs import logger
from kawat.watch.metrics import Metrics


class Telling:
    """Logs events and counts them; ``counts`` holds how often each was told since the start."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics
        self.counts: Counter[str] = Counter()
        self._log = logger("kawat.watch")

    def say(self, event: str, **facts: Any) -> None:
        """An event as it should be."""
        self.counts[event] += 1
        self._log.info(event, **{key: value for key, value in facts.items() if value not in ("", None)})

    def warn(self, event: str, **facts: Any) -> None:
        """Something outside that is not as it should be: a server in trouble, a page that cannot be read."""
        self.counts[event] += 1
        self._log.warning(event, **{key: value for key, value in facts.items() if value not in ("", None)})

    def fault(self, part: str, problem: BaseException) -> None:
        """Something went wrong in a part of the watch itself, and it goes on."""
        self.counts["error"] += 1
        self.metrics.error(part)
        self._log.error("error", part=part, problem=f"{type(problem).__name__}: {problem}", exc_info=problem)
