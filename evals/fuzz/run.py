"""Fuzzes Kawat's readers: ``python evals/fuzz/run.py --minutes 10 [--engine hypothesis|atheris] [--target page ...]``.

Each target runs in a process of its own, which is watched: a crash, an input that takes over 5 s or memory over 1.5 GB ends it; the
input is kept, tried once more alone and without instrumentation, and a new process goes on. Prints a table and writes
``evals/out/fuzz.json``; fails where anything was found. Needs Linux (``/proc``).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from evals.fuzz.slot import Slot  # noqa: E402
from evals.fuzz.targets import TARGETS  # noqa: E402

OUT = ROOT / "evals" / "out"
SECONDS, MEMORY = 5.0, 1_500_000_000
"""What one input may take: seconds, and bytes of resident memory of the process that reads it."""
INSTRUMENTED = 6.0
"""How much more an input may take under instrumentation before it is tried without."""
LOADING = 90.0
"""Seconds for the imports, before the first input."""


class Ended(NamedTuple):
    """How a process ended: "" as it should, "crash", "hang" or "memory"; the seconds its slowest input took, its largest memory."""

    how: str
    slowest: float
    memory: int


def start(name: str, engine: str, seconds: float, folder: Path, seed: int) -> subprocess.Popen[bytes]:
    """A fuzzing process; what it prints goes to ``folder/log``."""
    environment = os.environ | {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}", "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-X", "faulthandler", "-m", "evals.fuzz.child", name, engine, str(seconds), str(folder), str(seed)]
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)


def watch(process: subprocess.Popen[bytes], slot: Slot, allowed: float, until: float) -> Ended:
    """Waits for a process and ends it where an input takes too long or too much, or where its time has long been over."""
    slowest, largest = 0.0, 0
    while process.poll() is None:
        time.sleep(0.05)
        now, (_, since) = time.monotonic(), slot.state()
        taken = now - since if since else 0.0
        slowest, largest = max(slowest, taken), max(largest, resident(process.pid))
        how = "hang" if taken > allowed else "memory" if largest > MEMORY else "late" if now > until + LOADING else ""
        if how:
            process.kill()
            process.wait()
            return Ended(how.replace("late", ""), slowest, largest)
    return Ended("crash" if process.returncode else "", slowest, largest)


def resident(pid: int) -> int:
    """Bytes of memory that a process holds; 0 where it is gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def again(name: str, data: bytes, folder: Path) -> str:
    """What becomes of one input alone and without instrumentation: "", "crash", "hang", "memory" or an error's kind."""
    alone = folder / "alone"
    shutil.rmtree(alone, ignore_errors=True)
    alone.mkdir()
    (alone / "input").write_bytes(data)
    slot = Slot(alone / "slot")
    ended = watch(start(name, str(alone / "input"), 0, alone, 0), slot, SECONDS, time.monotonic())
    why = next((alone / "found").glob("*.why"), None) if (alone / "found").is_dir() else None
    return ended.how or (why.read_text(encoding="utf-8").splitlines()[0] if why else "")


def fuzz(name: str, engine: str, minutes: float, seed: int, out: Path) -> dict[str, Any]:
    """One target for so many minutes; its figures and findings."""
    folder = out / engine / name
    shutil.rmtree(folder / "found", ignore_errors=True)
    (folder / "found").mkdir(parents=True)
    (folder / "log").write_bytes(b"")
    (folder / "slot").unlink(missing_ok=True)
    slot, began = Slot(folder / "slot"), time.monotonic()
    until, allowed = began + 60 * minutes, SECONDS * (INSTRUMENTED if engine == "atheris" else 1)
    slowest, memory, starts, doubtful = 0.0, 0, 0, 0
    while (left := until - time.monotonic()) > 1:
        before = slot.state()[0]
        ended = watch(start(name, engine, left, folder, seed + starts), slot, allowed, until)
        slowest, memory, starts = max(slowest, ended.slowest), max(memory, ended.memory), starts + 1
        if not ended.how:
            continue
        data, confirmed = slot.data(), again(name, slot.data(), folder)
        doubtful += not confirmed
        kept = folder / "found" / f"{ended.how}-{hashlib.sha256(data).hexdigest()[:10]}{TARGETS[name].suffix}"
        kept.write_bytes(data)
        kept.with_suffix(".why").write_text(f"{ended.how}; alone: {confirmed or 'read as it should be'}\n", encoding="utf-8")
        slot.end()
        if slot.state()[0] == before:  # it dies before its first input
            break
    found = sorted((folder / "found").glob("*.why"))
    kinds = [path.read_text(encoding="utf-8").splitlines()[0] for path in found]
    return {
        "target": name, "engine": engine, "minutes": round((time.monotonic() - began) / 60, 2), "inputs": slot.state()[0], "starts": starts,
        "slowest_s": round(slowest, 2), "memory_mb": memory // 1_000_000, "found": kinds, "doubtful": doubtful,
    }  # fmt: skip


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0, help="for each target")
    parser.add_argument("--engine", choices=("hypothesis", "atheris"), default="hypothesis")
    parser.add_argument("--target", action="append", choices=tuple(TARGETS), help="may be given several times; all without it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=OUT / "fuzz", help="where findings, logs and atheris' corpora are kept")
    args = parser.parse_args()
    rows = []
    print(f"{'target':13}{'engine':12}{'min':>6}{'inputs':>12}{'slowest':>9}{'memory':>9}  found", flush=True)
    for name in args.target or TARGETS:
        row = fuzz(name, args.engine, args.minutes, args.seed, args.out.resolve())
        rows.append(row)
        memory, found = f"{row['memory_mb']} MB", "; ".join(row["found"]) or "nothing"
        print(
            f"{name:13}{args.engine:12}{row['minutes']:6.1f}{row['inputs']:12,}{row['slowest_s']:7.2f} s{memory:>9}  {found}",
            flush=True,
        )
    OUT.mkdir(exist_ok=True)
    (OUT / f"fuzz-{args.engine}.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    raise SystemExit(any(row["found"] for row in rows))


if __name__ == "__main__":
    main()
