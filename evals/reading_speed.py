"""Speed and memory of a coder: JSON lines in, JSON lines out, one process, CPU seconds."""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from evals.gold import ROOT, SHARED, shared
from kawat.claims.reader.coder import ReaderCoder
from kawat.claims.reader.features import windows
from kawat.coders import coder as coder_of
from kawat.pipeline import code_lines
from kawat.text.sentences import split

# Runs a command and tells its seconds, peak memory (MB) and status. A process of its own, since a child begins with the
# memory of the one that starts it in its books, and the evaluation is large.
_WATCH = """
import os, subprocess, sys, time
start = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
print(time.perf_counter() - start, usage.ru_maxrss // 1024, status)
"""


def measure(coder: str, articles: int) -> dict[str, Any]:
    """Sentences per CPU-second over single labelled sentences and over whole articles; peak memory in MB; cold start."""
    rows = head(SHARED / "data" / "corpora" / "click_id.jsonl", articles)
    whole = [{"id": str(i), "text": r["text"], "title": r["title"], "language": "id"} for i, r in enumerate(rows)]
    sentences = sum(len(split(r["text"], "id")) + 1 for r in rows)
    single = [
        {"id": i["id"], "text": i["text"], "before": i["before"], "language": i["lang"]}
        for i in shared("claims/train.jsonl")[:600]
    ]
    _seconds(coder, single[:5])
    out = {"articles": len(rows), "sentences": sentences}
    out["sentences_per_cpu_second"] = round(sentences / _seconds(coder, whole))
    out["single_sentences_per_cpu_second"] = round(len(single) / _seconds(coder, single))
    if (alone := _network_alone(coder, single)) is not None:
        out["network_alone_per_cpu_second"] = round(len(single) / alone)
    out["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    out["cold_read_seconds"], out["cold_read_mb"] = cold_read(coder)
    return out


def _seconds(coder: str, records: list[dict[str, Any]]) -> float:
    lines = "".join(json.dumps(r) + "\n" for r in records).encode()
    start = time.process_time()
    code_lines(io.BytesIO(lines), io.BytesIO().write, coder=coder)
    return time.process_time() - start


def _network_alone(coder: str, records: list[dict[str, Any]]) -> float | None:
    """CPU seconds of tokenizer and network alone over the single sentences: the limit that the whole is held against.

    None for a coder without a network.
    """
    chosen = coder_of(coder)
    if not isinstance(chosen, ReaderCoder):
        return None
    read = chosen.base.read
    laid = [windows(read(r["text"], "", r["language"], "", "", r["before"], ())) for r in records]
    start = time.process_time()
    for some in laid:
        chosen.network.read(some)
    return time.process_time() - start


def head(path: Path, count: int) -> list[dict[str, Any]]:
    """The first lines of a file of JSON lines."""
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for _, line in zip(range(count), stream, strict=False)]


def cold_read(coder: str) -> tuple[float, int]:
    """Seconds of wall time (best of three) and peak memory in MB of a cold ``kawat read`` of the seed article."""
    command = [sys.executable, "-m", "kawat", "read", str(SHARED / "seed" / "article.txt"), "--coder", coder]
    runs = []
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", _WATCH, *command], capture_output=True, text=True, cwd=ROOT, check=True)
        seconds, peak, status = done.stdout.split()
        if status != "0":
            raise SystemExit(f"{' '.join(command)} failed: {done.stderr}")
        runs.append((float(seconds), int(peak)))
    return round(min(s for s, _ in runs), 2), max(peak for _, peak in runs)
