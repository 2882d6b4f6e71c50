"""Every stage's speed beside its bare parts: ``python evals/speed/run.py --documents 1000 10000 --workers 1,2``.

Figures go line by line into ``evals/out/speed.jsonl``: what is there for the same stage, documents and workers is not measured
again (``--again`` does it). Each stage runs in processes of its own; documents a CPU-second, so that two workers who each do as
much as one show the same figure. ``--page docs/speed.md`` writes the table into the page.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from evals.speed.documents import real  # noqa: E402
from evals.speed.stages import BARE, STAGES  # noqa: E402

OUT = ROOT / "evals" / "out" / "speed.jsonl"
NAMES = [stage.__name__ for stage in (*BARE, *STAGES)]
# A stage and the bare parts that are its limit.
LIMITS = {"page": ("resiliparse",), "reader": ("encoder",), "write": ("delta",), "whole": ("encoder", "resiliparse")}
Row = dict[str, Any]
Key = tuple[str, int, int]
MARKS = "<!-- table speed -->", "<!-- /table -->"


def measured() -> dict[Key, Row]:
    """What was measured before; the last figure of each counts."""
    lines = OUT.read_text(encoding="utf-8").splitlines() if OUT.exists() else []
    return {(row["stage"], row["asked"], row["workers"]): row for row in map(json.loads, lines)}


def measure(stage: str, documents: int, workers: int) -> Row:
    """Runs a stage: the whole line with so many jobs, any other one as so many processes at once, each with its share."""
    split = 1 if stage in ("whole", "ingest") else workers
    cuts = [documents * i // split for i in range(split + 1)]
    command = [sys.executable, "-m", "evals.speed.stages", stage]
    running = [
        subprocess.Popen([*command, str(a), str(b), str(workers)], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        for a, b in pairwise(cuts)
    ]
    told = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise SystemExit(f"{stage} with {documents:,} documents failed; its error stands above")
    parts = [json.loads(line.splitlines()[-1]) for line in told]
    out = {key: sum(part[key] for part in parts) for key in ("seconds", "documents", "sentences", "bytes", "peak_mb")}
    return {"stage": stage, "asked": documents, "workers": workers, "wall": max(part["wall"] for part in parts), **out}


def cost(row: Row) -> float:
    """CPU-seconds a document."""
    return float(row["seconds"]) / max(1, int(row["documents"]))


def figure(value: float) -> str:
    """Four digits, and from a thousand on all before the point."""
    return f"{value:,.0f}" if value >= 1000 else f"{value:.4g}"


def rows(done: dict[Key, Row]) -> list[tuple[str, ...]]:
    """The lines of the table."""
    out = []
    for (stage, asked, workers), row in sorted(done.items(), key=lambda item: (item[0][1:], NAMES.index(item[0][0]))):
        limits = [done.get((name, asked, workers)) for name in LIMITS.get(stage, ())]
        bare = sum(cost(each) for each in limits if each)
        ratio = f"{cost(row) / bare:.2f}" if limits and all(limits) and bare else "-"
        rates = [figure(row[key] / row["seconds"]) for key in ("documents", "sentences")]
        size = figure(row["bytes"] / row["seconds"] / 1e6)
        out.append((stage, f"{asked:,}", str(workers), *rates, size, f"{row['peak_mb']:,}", ratio))
    return out


HEADS = ("stage", "documents", "workers", "documents/s", "sentences/s", "MB/s", "peak MB", "times its bare parts")


def shown(done: dict[Key, Row]) -> None:
    """Prints the table."""
    from rich.console import Console
    from rich.table import Table

    table = Table(caption="a second is a CPU-second")
    for at, head in enumerate(HEADS):
        table.add_column(head, no_wrap=True, justify="right" if at else "left")
    for line in rows(done):
        table.add_row(*line)
    Console(width=max(Console().width, 112)).print(table)


def into_page(path: Path, done: dict[Key, Row]) -> None:
    """Writes the table between the marks of a page."""
    lines = ["| " + " | ".join(line) + " |" for line in (HEADS, ("---",) * len(HEADS), *rows(done))]
    before, _, rest = path.read_text(encoding="utf-8").partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    path.write_text(before + "\n".join((MARKS[0], *lines, MARKS[1])) + after, encoding="utf-8")


def main() -> None:
    """Measures what was not measured yet and shows all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[1000])
    parser.add_argument("--workers", default="1", help="1 or 1,2")
    parser.add_argument("--stages", nargs="+", choices=NAMES, default=NAMES)
    parser.add_argument("--again", action="store_true", help="measure also what was measured before")
    parser.add_argument("--page", type=Path, help="a page whose table is written anew")
    given = parser.parse_args()
    real()
    done = measured()
    OUT.parent.mkdir(parents=True, exist_ok=True)
    wanted = [(s, n, int(w)) for n in given.documents for w in given.workers.split(",") for s in given.stages]
    for key in wanted:
        if key not in done or given.again:
            done[key] = measure(*key)
            with OUT.open("a", encoding="utf-8") as stream:
                stream.write(json.dumps(done[key]) + "\n")
            print(f"{key[0]}: {cost(done[key]) * 1000:.2f} ms a document", file=sys.stderr)
    shown(done)
    if given.page:
        into_page(given.page, done)


if __name__ == "__main__":
    main()
