"""Speed and memory of a coder: JSON lines in, JSON lines out, one process, CPU seconds."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from evals.gold import ROOT, SHARED, shared
from kawat.pipeline import code_lines
from kawat.text.sentences import split


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
    out["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    out["cold_read_seconds"], out["cold_read_mb"] = cold_read(coder)
    return out


def _seconds(coder: str, records: list[dict[str, Any]]) -> float:
    lines = "".join(json.dumps(r) + "\n" for r in records).encode()
    start = time.process_time()
    code_lines(io.BytesIO(lines), io.BytesIO().write, coder=coder)
    return time.process_time() - start


def head(path: Path, count: int) -> list[dict[str, Any]]:
    """The first lines of a file of JSON lines."""
    with path.open(encoding="utf-8") as stream:
        return [json.loads(line) for _, line in zip(range(count), stream, strict=False)]


def cold_read(coder: str) -> tuple[float, int]:
    """Seconds of wall time (best of three) and peak memory in MB of a cold ``kawat read`` of the seed article."""
    command = [sys.executable, "-m", "kawat", "read", str(SHARED / "seed" / "article.txt"), "--coder", coder]
    times, peak = [], 0
    for _ in range(3):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
        times.append(time.perf_counter() - start)
        peak = max(peak, usage.ru_maxrss // 1024)
        if status:
            raise SystemExit(f"{' '.join(command)} failed")
    return round(min(times), 2), peak
