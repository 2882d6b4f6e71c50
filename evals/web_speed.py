"""The web desk under 8 clients: ``python evals/web_speed.py DESK``.

Starts ``kawat serve`` on a free port, asks every address once (which warms it), then lets the clients ask at the same time, each
as soon as it has its answer. Wall-clock times at the client, and the server process's memory as Linux tells it. With ``--cold``
each address is asked once only, by all clients together: what a page costs that nobody has asked for yet.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kawat.desk import Desk  # noqa: E402

# Kinds of pages, and within how many milliseconds 95 of 100 are to be answered.
LIMITS = {"home": 150, "relation": 300, "search": 300}
DYADS, QUERIES, PATIENCE = 40, 40, 180
WORDS = [
    "gempa", "banjir", "pemilu", "harga", "minyak", "ekspor", "beras", "tentara", "gencatan", "senjata", "perundingan", "sanksi",
    "pengungsi", "polisi", "demonstrasi", "presiden", "parlemen", "hakim", "korupsi", "kapal", "nuklir", "election", "ceasefire",
    "sanctions", "refugees", "aid", "tariff", "talks", "attack", "protest", "drone",
]  # fmt: skip


def addresses(desk: Path) -> dict[str, list[str]]:
    """What is asked, by kind; the dyads are the desk's busiest ones."""
    import numpy as np

    ledger = Desk(desk).ledger
    keys, counts = np.unique(ledger.keys, return_counts=True)
    busiest = keys[np.argsort(-counts, kind="stable")[:DYADS]]
    pairs = [(ledger.codes[key // len(ledger.codes)], ledger.codes[key % len(ledger.codes)]) for key in busiest]
    dice = random.Random(5)
    queries = WORDS + ["+".join(dice.sample(WORDS, 2)) for _ in range(QUERIES - len(WORDS))]
    return {
        "home": ["/"],
        "relation": [f"/relation/{a}/{b}{by}" for a, b in pairs for by in ("", "?by=week")],
        "search": [f"/search?q={words}" for words in queries[:QUERIES]],
    }


def asked(client: http.client.HTTPConnection, address: str) -> float:
    """Seconds until the whole answer is there; raises ValueError for another answer than 200."""
    start = time.perf_counter()
    client.request("GET", address)
    answer = client.getresponse()
    answer.read()
    if answer.status != 200:
        raise ValueError(f"{address}: {answer.status}")
    return time.perf_counter() - start


def together(port: int, given: list[str], clients: int, seconds: float) -> list[float]:
    """What each request took, of clients that go through the addresses together until these or the time are over."""
    left, took, lock, end = iter(given), [], threading.Lock(), time.monotonic() + seconds
    wrong: list[Exception] = []

    def ask() -> None:
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.monotonic() < end and not wrong:
            with lock:
                address = next(left, None)
            if address is None:
                break
            try:
                one = asked(client, address)
            except (OSError, ValueError, http.client.HTTPException) as problem:
                wrong.append(problem)
                break
            with lock:
                took.append(one)
        client.close()

    threads = [threading.Thread(target=ask) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise SystemExit(f"{wrong[0]}")
    return took


def memory(process: int) -> dict[str, int]:
    """Megabytes that a process holds now (VmRSS) and held at most (VmHWM)."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return {line.split(":")[0]: int(line.split()[1]) // 1024 for line in lines if line.startswith(("VmRSS", "VmHWM"))}


def wait(port: int, server: subprocess.Popen[bytes]) -> None:
    """Until the server answers; raises SystemExit where it ends instead."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if server.poll() is not None:
            raise SystemExit(f"the server ended with {server.returncode}")
        try:
            asked(http.client.HTTPConnection("127.0.0.1", port, timeout=60), "/")
            return
        except OSError:
            time.sleep(0.2)
        except ValueError as problem:
            raise SystemExit(f"{problem}") from None
    raise SystemExit("the server does not answer")


def told(kind: str, took: list[float]) -> bool:
    """Prints the times of a kind of page; whether they keep to its limit."""
    ordered = sorted(1000 * one for one in took)
    worst = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    print(f"{kind}: median {statistics.median(ordered):.0f} ms, 95% {worst:.0f} ms of {LIMITS[kind]} ms, {len(ordered)} requests")
    return worst <= LIMITS[kind]


def main() -> None:
    """Starts the server, asks, tells, ends the server."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("desk", type=Path)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--requests", type=int, default=400, help="at most so many of each kind")
    parser.add_argument("--seconds", type=float, default=60, help="at most so long for each kind")
    parser.add_argument("--cold", action="store_true", help="each address once, without asking it before")
    parser.add_argument("--only", choices=list(LIMITS), action="append", help="only these kinds of pages")
    given: Any = parser.parse_args()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kawat", "serve", "--desk", str(given.desk), "--port", str(port)]
    asked_for = addresses(given.desk)
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    kept = True
    try:
        wait(port, server)
        print(f"ready: {memory(server.pid)['VmRSS']} MB")
        for kind in given.only or LIMITS:
            if not given.cold:
                together(port, asked_for[kind], 2, 300)
            many = asked_for[kind] if given.cold else list(itertools.islice(itertools.cycle(asked_for[kind]), given.requests))
            kept &= told(kind, together(port, many, given.clients, given.seconds))
        held = memory(server.pid)
        print(f"memory: {held['VmRSS']} MB now, {held['VmHWM']} MB at most")
        kept &= held["VmHWM"] <= 800
    finally:
        server.terminate()
        server.wait(30)
    raise SystemExit(0 if kept else 1)


if __name__ == "__main__":
    main()
