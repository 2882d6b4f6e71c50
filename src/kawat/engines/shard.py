"""One shard on a worker of a cluster: read, coded by a watched process, and given back as rows of the desk."""

from __future__ import annotations

import atexit
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pyarrow as pa

import kawat
from kawat.desk import tables
from kawat.engines.local import Crew
from kawat.engines.rows import coded, dropped, hashed, put_aside, rows, with_sentences
from kawat.errors import EngineError, RecordError, SourceError
from kawat.pipeline import PUT_ASIDE, batches
from kawat.read.shards import Shard, read
from kawat.read.sources import BROKEN, How
from kawat.read.warc import Dropped
from kawat.text.spoken import spoken
from kawat.types import Document

_here = threading.local()


class Task(msgspec.Struct, frozen=True):
    """What is the same for all shards: the coder with its version and overlay (the file's bytes), and what is left out."""

    coder: str
    version: str
    kawat: str
    overlay: bytes = b""
    suffix: str = ""
    since: str = ""
    retry: bool = False


@dataclass
class Part:
    """What came of a shard. ``tables`` are rows of the desk, documents with revision 0; ``whole``: all of it could be read."""

    tables: dict[str, pa.Table]
    read: int = 0
    failed: int = 0
    quarantined: int = 0
    known: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    whole: bool = True
    seconds: float = 0.0


def code_shard(shard: Shard, how: How, task: Task, known: Any, aside: Any) -> Part:
    """Codes the new documents of a shard. ``known`` and ``aside`` are sorted hashes (``hashed``) of what the desk has and of
    what is in its quarantine, or None.

    Raises EngineError where this worker has another Kawat or coder than who asks.
    """
    if task.kawat != kawat.__version__:
        raise EngineError(
            f"a worker of the cluster has Kawat {kawat.__version__}, but {task.kawat} asks. Install the same one on all of them."
        )
    began = time.monotonic()
    part = Part({})
    held, put = [], []
    for document, outcome in coded(_chosen(shard, how, task, part, known, aside), lambda lines: _crew(task).code(batches(lines))):
        if outcome.error:
            part.failed += 1
            part.told.append(f"{document.source or document.id}: {outcome.error.partition(': ')[2]}")
            if outcome.reason in PUT_ASIDE:
                part.quarantined += 1
                put.append(put_aside(document, outcome, task.version))
            continue
        found = with_sentences(outcome.output, document)
        if found.language in spoken():
            held.append((document, found))
        else:
            part.dropped[f"language not read ({found.language or 'unknown'})"] += 1
    part.tables = {**rows(held, [0] * len(held), task.version), "quarantine": tables.table("quarantine", put)}
    part.seconds = time.monotonic() - began
    return part


def _chosen(shard: Shard, how: How, task: Task, part: Part, known: Any, aside: Any) -> Iterator[Document]:
    """The documents of a shard that are to be coded; the others are counted."""
    seen: set[str] = set()
    for piece in shard.pieces:
        try:
            for one in read(piece, how):
                part.read += 1
                if isinstance(one, RecordError):
                    part.failed += 1
                    part.told.append(str(one))
                elif isinstance(one, Dropped):
                    part.dropped[one.reason] += 1
                elif why := dropped(one, task.since):
                    part.dropped[why] += 1
                elif one.id in seen or _among(one.id, known):
                    part.known += 1
                elif not task.retry and _among(one.id, aside):
                    part.dropped["in quarantine"] += 1
                else:
                    seen.add(one.id)
                    yield one
        except (SourceError, *BROKEN) as problem:
            part.read += 1
            part.failed += 1
            part.whole = False
            part.told.append(str(problem) if isinstance(problem, SourceError) else f"{piece.given} cannot be read: {problem}")


def _among(id: str, hashes: Any) -> bool:
    if hashes is None or not len(hashes):
        return False
    at = np.searchsorted(hashes, np.uint64(hashed(id)))
    return bool(at < len(hashes) and hashes[at] == np.uint64(hashed(id)))


def _crew(task: Task) -> Crew:
    """The watched process of this thread, kept from shard to shard."""
    if getattr(_here, "task", None) != (task.coder, task.version, task.overlay):
        close()
        overlay = ""
        if task.overlay:
            _here.folder = tempfile.TemporaryDirectory(prefix="kawat-")
            path = Path(_here.folder.name) / f"overlay{task.suffix}"
            path.write_bytes(task.overlay)
            overlay = str(path)
        _here.crew = Crew(1, task.coder, overlay, task.version)
        _here.task = (task.coder, task.version, task.overlay)
        atexit.register(_here.crew.close)
    crew: Crew = _here.crew
    return crew


def close() -> None:
    """Ends the watched process of this thread, if there is one."""
    if getattr(_here, "crew", None):
        _here.crew.close()
    _here.crew = _here.task = None
