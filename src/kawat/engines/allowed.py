"""What one document may take before its worker process is ended."""

from __future__ import annotations

SECONDS, BYTES_A_SECOND = 60.0, 2_000
"""A document has a minute and a second more for every 2,000 bytes of its record: many times what the slowest coder of
Kawat's own takes on a slow machine."""
START_SECONDS = 300.0
"""How long a worker process may take until it has loaded its coder."""
WORKER_BYTES = 4 * 1024**3
"""The memory of a worker process, where the system can bound it."""


def seconds_for(size: int) -> float:
    """How long a record of so many bytes may take, in seconds."""
    return SECONDS + size / BYTES_A_SECOND
