"""The steps of a desk, as people are told of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from kawat.desk.noting import NOTED
from kawat.desk.store import DOCUMENTS, Store


def steps(store: Store, limit: int) -> list[dict[str, Any]]:
    """The last steps of the desk, the newest first: ``version``, ``time`` (ISO 8601), ``what`` was done, ``documents`` added."""
    documents = store.table(DOCUMENTS)
    out = []
    for number, entry in zip(range(documents.version(), -1, -1), store.history(limit, documents)):
        note = json.loads(entry.get(NOTED) or "{}")
        moment = datetime.fromisoformat(note["time"]) if note else datetime.fromtimestamp(entry["timestamp"] / 1000, UTC)
        added = entry.get("operationMetrics", {}).get("num_added_rows") or 0
        what = {"WRITE": "ingest", "CREATE TABLE": "made", "OPTIMIZE": "compact"}.get(entry.get("operation", ""), "other")
        what = note.get("what") or ("note" if what == "ingest" and not added else what)
        told = {"version": number, "time": moment.astimezone().isoformat(timespec="seconds")}
        out.append(told | {"what": what, "documents": int(added)})
    return out
