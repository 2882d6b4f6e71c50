"""The local engine against Dask: ``python evals/engines.py --articles 50000 --coder lexicon --json engines.json``.

The same articles (those of the shared corpora, again and again under other addresses where there are too few) are ingested
by 1 and by 2 processes, and by a Dask cluster of this machine with 1 and 2 workers. Wall-clock time, CPU-seconds of all
processes, the largest process's memory, and whether all desks hold the same rows. ``cost`` computes from that what a hundred
million articles take.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from evals.gold import SHARED  # noqa: E402
from evals.kills import digest  # noqa: E402

CORPORA = ("click_id.jsonl", "indosum.jsonl", "id_news_2025.jsonl", "reuters_1987.jsonl")
ROWS = ("documents", "sentences", "claims", "quotes")
RUNS = (("local", 1), ("local", 2), ("dask", 1), ("dask", 2))
MANY = 100_000_000


def written(source: Path, count: int) -> int:
    """Writes the articles, each under an address of its own; their bytes."""
    found = [SHARED / "data" / "corpora" / name for name in CORPORA]
    found = [path for path in found if path.exists()]
    if not found:
        raise SystemExit(f"{SHARED / 'data' / 'corpora'} has no corpus to ingest")

    def articles() -> Any:
        turn = 0
        while True:
            for path in found:
                with path.open(encoding="utf-8") as stream:
                    for number, line in enumerate(stream):
                        row = json.loads(line)
                        yield row | {
                            "url": f"https://kabar.example/{path.stem}/{number}/{turn}",
                            "title": f"{row.get('title')} {turn}",
                        }
            turn += 1

    with source.open("w", encoding="utf-8") as stream:
        for row in islice(articles(), count):
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return source.stat().st_size


def measured(source: Path, desk: Path, engine: str, jobs: int, coder: str, commit: int) -> dict[str, Any]:
    """One ingest: seconds, CPU-seconds, memory, bytes of the desk."""
    command = [sys.executable, "-m", "kawat", "ingest", str(source), "--desk", str(desk), "--coder", coder, "--no-merge"]
    command += ["--engine", engine, "--jobs", str(jobs), "--commit", str(commit), "--no-progress"]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    after, seconds = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic() - began
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    size = sum(path.stat().st_size for path in desk.rglob("*.parquet"))
    told = {"engine": engine, "jobs": jobs, "seconds": round(seconds, 1), "cpu_seconds": round(cpu, 1)}
    return told | {"largest_mb": round(after.ru_maxrss / 1024), "desk_bytes": size}


def cost(found: dict[str, Any], articles: int = MANY) -> list[tuple[str, str]]:
    """What so many articles take on a cluster, from what was measured with the Dask engine.

    CPU-hours are the CPU-seconds an article, of all processes, times the articles; storage is the desk's bytes an article times
    them. The articles are taken to be as long as those measured, and CPUs to be as fast.
    """
    run = next(run for run in reversed(found["runs"]) if run["engine"] == "dask")
    each = run["cpu_seconds"] / found["articles"]
    hours, size = each * articles / 3600, run["desk_bytes"] / found["articles"] * articles
    return [
        ("CPU-seconds an article", f"{each:.4f}"),
        ("CPU-hours", f"{hours:,.0f}"),
        ("days on 64 CPUs", f"{hours / 64 / 24:,.1f}"),
        ("days on 1,000 CPUs", f"{hours / 1000 / 24:,.2f}"),
        ("articles, as JSON lines", f"{found['bytes'] / found['articles'] * articles / 1e9:,.0f} GB"),
        ("desk", f"{size / 1e9:,.0f} GB"),
    ]


def main() -> None:
    """Measures, compares, prints; exit code 1 where rows differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--coder", default="lexicon")
    parser.add_argument("--commit", type=int, default=1000, help="documents of one commit; of one shard with Dask")
    parser.add_argument("--json", type=Path, help="where the result is written as JSON")
    parser.add_argument("--cost", type=Path, help="only print what a hundred million articles cost, from such a JSON file")
    given = parser.parse_args()
    if given.cost:
        _print_cost(json.loads(given.cost.read_text(encoding="utf-8")))
        return
    with tempfile.TemporaryDirectory() as name:
        source, runs, rows = Path(name) / "articles.jsonl", [], []
        size = written(source, given.articles)
        for engine, jobs in RUNS:
            desk = Path(name) / f"{engine}-{jobs}"
            runs.append(measured(source, desk, engine, jobs, given.coder, given.commit))
            rows.append({table: rows_of for table, rows_of in digest(desk).items() if table in ROWS})
            print(
                "{engine:6} {jobs} workers  {seconds:8,.1f} s  {cpu_seconds:8,.1f} CPU-s  {largest_mb:6,} MB".format(**runs[-1]),
                flush=True,
            )
    same = all(one == rows[0] for one in rows)
    local, spread = ({run["jobs"]: run["seconds"] for run in runs if run["engine"] == name} for name in ("local", "dask"))
    print(f"rows: {'the same' if same else rows}; dask to local with 2: {spread[2] / local[2]:.2f} times the time")
    print(f"1 to 2 workers: local {local[1] / local[2]:.2f} times as fast, dask {spread[1] / spread[2]:.2f} times")
    found = {"articles": given.articles, "bytes": size, "coder": given.coder, "commit": given.commit, "same": same, "runs": runs}
    _print_cost(found)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    sys.exit(not same)


def _print_cost(found: dict[str, Any]) -> None:
    print(f"\n{MANY:,} articles by {found['coder']}, from {found['articles']:,} measured\n\n| | |\n| --- | --- |")
    for name, value in cost(found):
        print(f"| {name} | {value} |")


if __name__ == "__main__":
    main()
