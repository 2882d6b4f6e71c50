"""What a stage took: CPU-seconds of its own work alone, and what it worked on."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

# So many documents are got ready at once, so that memory is the stage's own and not that of a million replayed articles.
_BATCH = 500


class Watch:
    """CPU-seconds, documents, sentences and bytes of a stage."""

    def __init__(self) -> None:
        self.seconds, self.documents, self.sentences, self.bytes = 0.0, 0, 0, 0

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Counts the CPU time of what is done inside."""
        start = _cpu()
        yield
        self.seconds += _cpu() - start


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    """The rows in lists of at most ``_BATCH``, in order."""
    while some := list(islice(rows, _BATCH)):
        yield some
