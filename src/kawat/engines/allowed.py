"""What one document may take before its worker process is ended."""

from __future__ import annotations

from kawat import limits


def seconds_for(size: int) -> float:
    """How long a record of so many bytes may take, in seconds."""
    return limits.WORKER_SECONDS + size / limits.WORKER_BYTES_A_SECOND
