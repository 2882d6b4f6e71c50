"""The version of the reader that is made, and the settings that tuning starts from."""

from __future__ import annotations

from typing import Any

VERSION = "kawat-reader@5"
START: dict[str, Any] = {
    "version": VERSION, "act": 0.6, "floor": 0.3, "run": 0.75, "actor": 0.5, "recipient": 0.5, "party_share": 0.35,
    "context": 0.3, "status": 0.4, "quote": 0.5, "speaker": 0.3, "status_agreed": 0.1, "quote_deny": 0.4, "quote_alone": 0.7,
    "filter": 0.0, "affiliation": 0.5, "affiliation_over": 0.8,
}  # fmt: skip
