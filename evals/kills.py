"""A desk that is disturbed again and again equals an undisturbed one: ``python evals/kills.py --kills 30``.

Articles are coded by the lexicon into desks: into one undisturbed; at the others processes are killed (SIGKILL) at random
moments: a worker process, the one that watches the workers, all at once, a worker of a Dask cluster, the one that writes what
the cluster gives. The same command is then run again. Whenever a disturbed desk is full it is compared with the undisturbed
one, row for row, and begun anew. At last one is filled on a disk that becomes full. Exit code 1 where anything differs.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from hashlib import sha256
from itertools import islice
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from evals.gold import SHARED  # noqa: E402
from kawat.desk import Desk, Store  # noqa: E402
from kawat.desk.check import check  # noqa: E402

CORPUS = SHARED / "data" / "corpora" / "click_id.jsonl"
TABLES = ("documents", "sentences", "claims", "quotes", "events", "stories", "places", "quarantine")
KAWAT = [sys.executable, "-m", "kawat"]
LOCAL, DASK = ("worker", "watcher", "all"), ("dask worker", "client")


def ingest(source: Path, desk: Path, scheduler: str = "") -> list[str]:
    """The command that fills a desk, in small commits."""
    options = ["--coder", "lexicon", "--jobs", "2", "--commit", "40", "--dates", "url", "--no-progress"]
    return [*KAWAT, "ingest", str(source), "--desk", str(desk), *options, *(["--scheduler", scheduler] if scheduler else [])]


def digest(desk: Path) -> dict[str, str]:
    """A hash of each table's rows, in an order of their own."""
    found = Desk(desk)
    out = {}
    for table in TABLES:
        rows = sorted(json.dumps(row, default=str, sort_keys=True) for row in found.sql(f"SELECT * FROM {table}").rows())
        out[table] = f"{len(rows)} {sha256(chr(10).join(rows).encode()).hexdigest()[:12]}"
    return out


def faults(desk: Path, right: dict[str, str]) -> list[str]:
    """What is wrong with a desk: tables that differ, what the check finds, what a writer has left behind."""
    there = digest(desk)
    out = [f"{table}: {there[table]} for {right[table]}" for table in TABLES if there[table] != right[table]]
    out += [found.what for found in check(Store(desk)) if found.count]
    return out + [f"left behind: {path.name}" for path in desk.glob("_writing.*") if path.suffix != ".lock"]


def kill(process: psutil.Process) -> bool:
    """Kills a process; False where it had ended."""
    with suppress(psutil.NoSuchProcess):
        process.send_signal(signal.SIGKILL)
        return True
    return False


def strike(kind: str, run: psutil.Popen, workers: psutil.Popen, rnd: random.Random) -> bool:
    """Kills what ``kind`` says; False where there was nothing of it."""
    if kind == "all":
        with suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
            return True
        return False
    if kind in ("watcher", "client"):
        return kill(run)
    of = run if kind == "worker" else workers
    mark = "kawat.engines.worker" if kind == "worker" else "spawn_main"
    with suppress(psutil.NoSuchProcess):
        found = [child for child in of.children() if mark in " ".join(child.cmdline())]
        return bool(found) and kill(rnd.choice(found))
    return False


class Cluster:
    """A Dask scheduler, and a process that keeps two workers of it; where that one gives up (a worker was killed as it
    started) another one is started, as the manager of a cluster does."""

    def __init__(self, folder: str) -> None:
        self._about = Path(folder) / "scheduler.json"
        self._folder = folder
        self._running: list[psutil.Popen] = []
        self._start("scheduler", "--port", "0", "--host", "127.0.0.1")
        while not self._about.exists() or not self._about.read_text():
            time.sleep(0.1)
        self.address = json.loads(self._about.read_text())["address"]
        self.workers()

    def workers(self) -> psutil.Popen:
        """The process that keeps the workers."""
        if len(self._running) < 2 or self._running[-1].poll() is not None:
            self._start("worker", "--nworkers", "2", "--nthreads", "1", "--local-directory", self._folder)
        return self._running[-1]

    def _start(self, part: str, *options: str) -> None:
        command = [sys.executable, "-m", "dask", part, "--no-dashboard", "--scheduler-file", str(self._about), *options]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._running.append(psutil.Popen(command, start_new_session=True, **quiet))

    def close(self) -> None:
        """Ends all of it."""
        for process in self._running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def disturbed(
    kinds: tuple[str, ...],
    kills: int,
    source: Path,
    desk: Path,
    right: dict[str, str],
    rnd: random.Random,
    cluster: Cluster | None = None,
) -> tuple[Counter[str], int, list[str]]:
    """Kills so many times; the kills by kind, how many desks were filled and compared, and what was wrong with them."""
    done: Counter[str] = Counter()
    desks, wrong = 0, []
    while True:
        with tempfile.TemporaryFile() as told:
            run = psutil.Popen(ingest(source, desk, cluster.address if cluster else ""), start_new_session=True, stderr=told)
            while run.poll() is None and done.total() < kills:
                with suppress(psutil.TimeoutExpired):
                    run.wait(timeout=rnd.uniform(1.5, 5.0))
                    break
                kind = kinds[done.total() % len(kinds)]
                done[kind] += strike(kind, run, cluster.workers() if cluster else run, rnd)
            while run.poll() is None:
                if cluster:
                    cluster.workers()
                time.sleep(0.1)
            told.seek(0)
            if run.returncode not in (0, -signal.SIGKILL):
                wrong.append(f"exit code {run.returncode}: {told.read()[-2000:].decode(errors='replace')}")
                return done, desks, wrong
        if run.returncode == 0:
            desks += 1
            wrong += faults(desk, right)
            shutil.rmtree(desk)
            if done.total() >= kills or wrong:
                return done, desks, wrong


def full_disk(source: Path, folder: Path, right: dict[str, str]) -> tuple[str, list[str]]:
    """Fills a desk on a disk that has little room, and again when there is some; what was said, and what was wrong."""
    disk, size = folder / "disk", sum(path.stat().st_size for path in (folder / "undisturbed").rglob("*") if path.is_file())
    disk.mkdir()
    room = 8 * size
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={room}", "tmpfs", disk], check=False).returncode:
        return "skipped: only root can make a small disk", []
    try:
        ballast, desk = disk / "ballast", disk / "desk"
        ballast.write_bytes(bytes(room - size // 3))
        run = subprocess.run(ingest(source, desk), capture_output=True, text=True, check=False)
        told = run.stderr.strip().splitlines()[-1] if run.stderr.strip() else ""
        wrong = (
            [] if run.returncode == 1 and "the disk is full" in told else [f"exit code {run.returncode}: {run.stderr[-2000:]}"]
        )
        there = len(Desk(desk).documents())
        wrong += [found.what for found in check(Store(desk)) if found.count]
        ballast.unlink()
        again = subprocess.run(ingest(source, desk), capture_output=True, text=True, check=False)
        wrong += [again.stderr[-2000:]] if again.returncode else faults(desk, right)
        return f"{there} documents when the disk was full; said: {told}", wrong
    finally:
        subprocess.run(["umount", disk], check=True)


def written(source: Path, count: int) -> None:
    """The articles: of a shared corpus, or made here where there is none."""
    if CORPUS.exists():
        with CORPUS.open(encoding="utf-8") as stream:
            source.write_text("".join(islice(stream, count)), encoding="utf-8")
        return
    sides = ("Kenya", "Uganda", "Peru", "Chile", "Jepang", "Laos", "Kuba", "Mali")
    with source.open("w", encoding="utf-8") as stream:
        for n in range(count):
            one, other = sides[n % 8], sides[(n // 8 + n + 1) % 8]
            text = f"{one} mengecam {other} pada hari ke-{n}. " * 20
            row = {"title": f"{one} dan {other} {n}", "text": text, "published": f"2022-{n % 12 + 1:02d}-{n % 28 + 1:02d}"}
            stream.write(json.dumps(row | {"url": f"https://kabar.example/2022/{n}", "language": "id"}) + "\n")


def main() -> None:
    """Kills, goes on, compares; exit code 1 where anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", type=Path, help="where the result is written as JSON")
    given = parser.parse_args()
    rnd = random.Random(given.seed)
    local = round(given.kills * len(LOCAL) / len(LOCAL + DASK))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, desk = folder / "articles.jsonl", folder / "disturbed"
        written(source, given.articles)
        subprocess.run(ingest(source, folder / "undisturbed"), check=True)
        right = digest(folder / "undisturbed")
        kills, desks, wrong = disturbed(LOCAL, local, source, desk, right, rnd)
        print(f"local: {dict(kills)}, {desks} desks compared: {wrong or 'the same'}", flush=True)
        with closing(Cluster(name)) as cluster:
            more, others, faulty = disturbed(DASK, given.kills - local, source, desk, right, rnd, cluster)
        print(f"dask: {dict(more)}, {others} desks compared: {faulty or 'the same'}", flush=True)
        said, broken = full_disk(source, folder, right)
        print(f"full disk: {said}: {broken or 'the same after it was freed'}")
        if given.json:
            found = {
                "articles": given.articles,
                "seed": given.seed,
                "kills": kills + more,
                "desks": desks + others,
                "tables": right,
            }
            given.json.write_text(
                json.dumps(found | {"full disk": said, "wrong": wrong + faulty + broken}, indent=1) + "\n", encoding="utf-8"
            )
    sys.exit(bool(wrong or faulty or broken))


if __name__ == "__main__":
    main()
