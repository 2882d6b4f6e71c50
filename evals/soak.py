"""A watch over forty feeds that misbehave on purpose: ``python evals/soak.py --minutes 45``.

``kawat watch`` runs as a process of its own against ``evals/soak_server.py``. At the end the desk must hold each version of each
article that was served whole exactly once, the log no unhandled error, and the memory must be flat. Prints a table and writes
``evals/out/soak.json``; exit code 1 where something does not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from evals.soak_server import World  # noqa: E402
from kawat.desk import Desk, Store  # noqa: E402
from kawat.desk.check import check  # noqa: E402

MARK = re.compile(r"Ref A(\d+)V(\d+)\.")
# What the memory may grow by over an hour (MB), by a line through the last two thirds of its samples.
FLAT = 60.0


def settings(world: World, folder: Path, coder: str) -> Path:
    """The settings file of the soak."""
    sources = "".join(
        f'[[watch.source]]\nkind = "{kind}"\naddress = "{url}"\nname = "feed {n}"\nlanguage = "en"\n'
        for n, (kind, url) in enumerate(world.sources())
    )
    path = folder / "soak.toml"
    path.write_text(
        f'coder = "{coder}"\n[watch]\nallow = {json.dumps(world.hosts)}\nevery = "10s"\nslowest = "20s"\npause = "0.2s"\n'
        f'timeout = "5s"\nbackoff = "2s"\nbackoff_most = "20s"\nmerge = "5m"\ncommit = "10s"\nrecheck = ["3m", "10m"]\n'
        f'log = "json"\nlog_file = "watch.log"\n{sources}',
        encoding="utf-8",
    )
    return path


def resident(pid: int) -> float:
    """The resident memory of a process and of those that it has started, in MB."""
    out = 0
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                out += one.memory_info().rss
    return out / 1e6


def slope(samples: list[tuple[float, float]]) -> float:
    """What the memory grows by in an hour (MB), by least squares over the last two thirds of the samples."""
    some = samples[len(samples) // 3 :]
    return statistics.linear_regression(*zip(*some)).slope * 3600 if len(some) > 2 else 0.0


def logged(folder: Path) -> list[dict[str, Any]]:
    """The lines of the log, the older files first."""
    files = sorted(folder.glob("watch.log*"), key=lambda path: -int(path.suffix[1:]) if path.suffix[1:].isdigit() else 0)
    return [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]


def delays(lines: list[dict[str, Any]], world: World, store: Path) -> list[float]:
    """Seconds from an article's publication until the commit that has it, of those that behave."""
    numbers = {row["id"]: (int(m[1]), int(m[2])) for row in Desk(store).sql("SELECT id, text FROM documents").rows()
               if (m := MARK.search(row["text"]))}  # fmt: skip
    out, waiting = [], []
    for line in lines:
        if line["event"] == "kept" and line.get("document") in numbers:
            waiting.append(numbers[line["document"]])
        elif line["event"] == "committed":
            at = datetime.fromisoformat(line["timestamp"].replace("Z", "+00:00")).timestamp()
            for number, version in waiting:
                article = world.articles[number]
                if version == 1 and article.kind in ("", "changes", "gzip", "charset"):
                    out.append(at - article.published)
            waiting = []
    return out


def main() -> None:
    """Runs the soak and tells what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=45.0)
    parser.add_argument("--feeds", type=int, default=40)
    parser.add_argument("--each", type=float, default=90.0, help="seconds between two articles of a feed, on average")
    parser.add_argument("--coder", default="reader")
    parser.add_argument("--calm", type=float, default=75.0, help="seconds at the end in which nothing new is published")
    parser.add_argument("--keep", default="", help="a folder for the desk and the log, which are thrown away otherwise")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(given.keep or made)
        folder.mkdir(parents=True, exist_ok=True)
        world = World(given.feeds, given.each)
        found = soak(world, settings(world, folder, given.coder), given.minutes * 60, given.calm)
        found |= judged(world, folder / "soak", folder, found)
    out = ROOT / "evals" / "out"
    out.mkdir(exist_ok=True)
    (out / "soak.json").write_text(json.dumps(found, indent=1), encoding="utf-8")
    for name, value in found.items():
        print(f"{name:<28} {value}")
    raise SystemExit(0 if found["holds"] else 1)


def soak(world: World, path: Path, seconds: float, calm: float) -> dict[str, Any]:
    """Runs the watch for so many seconds; memory, exit code and how long the stop took."""
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    with (path.parent / "stderr.txt").open("wb") as stderr:
        process = subprocess.Popen([sys.executable, "-m", "kawat", "watch", str(path)], env=env, stderr=stderr)
        world.start()
        began, samples = time.time(), []
        while time.time() < began + seconds and process.poll() is None:
            time.sleep(1 if seconds < 600 else 5)
            samples.append((time.time() - began, resident(process.pid)))
            if len(samples) % 12 == 0:
                print(f"{samples[-1][0] / 60:5.1f} min {samples[-1][1]:6.0f} MB", file=sys.stderr, flush=True)
            if time.time() > began + seconds - calm:
                world.calm()
        asked = time.time()
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
    half = [mb for at, mb in samples if at > (time.time() - began) / 3] or [0.0]
    return {
        "minutes": round((asked - began) / 60, 1), "exit code": process.returncode,
        "seconds to stop": round(time.time() - asked, 1),
        "memory MB, last two thirds": f"{min(half):.0f} to {max(half):.0f}", "memory MB an hour": round(slope(samples), 1),
        "said on stderr": (path.parent / "stderr.txt").read_text(errors="replace")[-500:],
    }  # fmt: skip


def judged(world: World, desk: Path, folder: Path, run: dict[str, Any]) -> dict[str, Any]:
    """The desk against what was served."""
    rows = Desk(desk).sql("SELECT key, revision, text FROM documents ORDER BY key, revision").rows()
    marks = [(int(m[1]), int(m[2])) for row in rows if (m := MARK.search(row["text"]))]
    held, lines = Counter(marks), logged(folder)
    events = Counter(line["event"] for line in lines)
    missing = sorted(set(world.served) - held.keys())
    twice = sorted(mark for mark, count in held.items() if count > 1)
    strange = sorted(held.keys() - set(world.served))
    changed = [number for number, version in world.served if version == 2 and (number, 1) in world.served]
    odd = [row["key"] for row in rows if not MARK.search(row["text"])]
    keys = {(int(m[1]), int(m[2])): row["key"] for row in rows if (m := MARK.search(row["text"]))}
    apart = [n for n in changed if keys.get((n, 1), "") != keys.get((n, 2), "")]
    late = sorted(delays(lines, world, desk)) or [0.0]
    errors = [line for line in lines if line["level"] == "error"]
    broken = [found.what for found in check(Store(desk)) if found.count]
    flat = run["memory MB an hour"] <= FLAT or run["minutes"] < 20
    holds = (
        not (missing or twice or strange or odd or apart or errors or broken or run["exit code"] or run["said on stderr"])
        and flat
    )
    return {
        "articles published": len(world.articles), "versions served whole": len(world.served), "versions in the desk": len(held),
        "missing": missing[:20], "held twice": twice[:20], "never served whole": strange[:20], "no article at all": odd[:20],
        "changed articles": len(changed),
        "changes under another key": apart[:20], "errors in the log": len(errors),
        "first error": str(errors[0])[:800] if errors else "",
        "desk check": broken, "seconds to the desk": f"median {statistics.median(late):.1f}, "
        f"95% {late[int(len(late) * 0.95) - (len(late) == 1)]:.1f}, most {late[-1]:.1f}",
        "requests": dict(world.asked), "events": dict(events.most_common()), "desk versions": Desk(desk).version, "holds": holds,
    }  # fmt: skip


if __name__ == "__main__":
    main()
