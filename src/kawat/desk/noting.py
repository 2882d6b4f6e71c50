"""What each commit of documents notes: the versions of all tables that belong together, the time, and what was done.

The numbers that deltalake 1.6 gives the steps of a history are wrong after a version was loaded, and its times are those of
the files: so each commit notes its own.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from deltalake import CommitProperties

NOTED = "kawat"


def noting(versions: dict[str, int], what: str = "", commit: str = "") -> CommitProperties:
    """Notes for a commit (none where ``versions`` is empty), which fails where the table has another version by now."""
    note = {"versions": versions, "time": datetime.now(UTC).isoformat()}
    note |= {key: value for key, value in (("what", what), ("commit", commit)) if value}
    return CommitProperties(custom_metadata={NOTED: json.dumps(note)} if versions else None, max_commit_retries=0)


def notes_of(history: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The notes of commits, of those that Kawat made."""
    return [json.loads(step[NOTED]) for step in history if step.get(NOTED)]
