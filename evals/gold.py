"""Labelled sets of the evaluation: shared files, and the project's own stand-off labels of real sentences."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("KAWAT_SHARED", ROOT.parent / "shared"))
sys.path.insert(0, str(ROOT))

from training.reader import sources  # noqa: E402

GOLD = ROOT / "evals" / "gold"


def shared(name: str) -> list[dict[str, Any]]:
    """A labelled file of the shared data."""
    return sources.lines(SHARED / "data" / name)


def own(name: str) -> list[dict[str, Any]]:
    """A file of ``evals/gold``: stand-off labels laid over the corpora, or sentences of our own; with words for spans."""
    path = GOLD / name
    marks = sources.lines(path)
    out = []
    for item in sources.written(path) if "text" in marks[0] else sources.annotated(path):
        for claim in item["claims"]:
            claim["trigger"], claim["actor_text"], claim["recipient_text"] = claim.pop("words")
        for quote in item["quotes"]:
            for key in ("speaker_text", "cue", "content"):
                span = quote[key]
                quote[key] = item["text"][span[0] : span[1]] if span else ""
        out.append(item)
    return out
