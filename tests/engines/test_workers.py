"""Worker processes: the same output as one process, also when workers are killed."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from engines.poison import NAME as POISON
from kawat import pipeline
from kawat.engines import local
from kawat.errors import EngineError, UnknownNameError
from kawat.pipeline import Receipt, code_lines

NAME = POISON
TEXTS = ("Kuba memuji Vietnam.", "Rusia menyerang Moldova, kata Austria.", "Cuba condemned the raid in the valley.")
PADDING = "\n" * 3500  # bytes without sentences, so that the batches are many and the work is little


def batch_of_lines(count: int = 90) -> bytes:
    """Enough bytes for several batches, with a blank and a bad line in between."""
    made = [json.dumps({"id": f"r{n}", "text": TEXTS[n % 3] + "\n\n" + PADDING, "language": "id"}).encode() for n in range(count)]
    made[5:5] = [b"", b"{bad json"]
    return b"\n".join(made)


@pytest.fixture
def crew(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes of all workers that are started."""
    started: list[subprocess.Popen[bytes]] = []

    class Known(local.Worker):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            started.append(self.process)

    monkeypatch.setattr(local, "Worker", Known)
    return started


def coded(lines: list[bytes], coder: str = NAME, jobs: int = 2) -> tuple[list[str], list[str], Receipt]:
    """The ids that were coded, what was told of the others, and the receipt."""
    written: list[bytes] = []
    errors: list[str] = []
    data = io.BytesIO(b"\n".join(lines))
    receipt = code_lines(data, written.append, jobs=jobs, tell=errors.append, coder=coder)
    return [json.loads(line)["id"] for line in written], errors, receipt


def line(id: str, text: str) -> bytes:
    return json.dumps({"id": id, "text": text, "language": "id"}).encode()


@pytest.fixture(scope="module")
def alone() -> tuple[list[bytes], list[str], Receipt]:
    written: list[bytes] = []
    errors: list[str] = []
    return written, errors, code_lines(io.BytesIO(batch_of_lines()), written.append, tell=errors.append)


def test_two_jobs_give_what_one_gives(alone: tuple[list[bytes], list[str], Receipt], crew: list[subprocess.Popen[bytes]]):
    written: list[bytes] = []
    errors: list[str] = []
    receipt = code_lines(io.BytesIO(batch_of_lines()), written.append, jobs=2, tell=errors.append)
    assert (written, errors, receipt) == alone
    assert [process.poll() is None for process in crew] == [False, False]


def test_killed_workers_lose_nothing(
    alone: tuple[list[bytes], list[str], Receipt], crew: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pipeline, "_BATCH_BYTES", 20_000)  # so that the workers are killed with most before them
    written: list[bytes] = []
    errors: list[str] = []

    def kill_once(line: bytes) -> None:
        written.append(line)
        if len(written) == 1:
            for process in crew:
                process.kill()

    receipt = code_lines(io.BytesIO(batch_of_lines()), kill_once, jobs=2, tell=errors.append)
    assert len(crew) == 4
    assert (written, errors, receipt) == alone


def test_only_the_line_that_brings_down_its_worker_twice_is_given_up():
    lines = [line(str(n), TEXTS[n % 3]) for n in range(12)]
    lines[4] = line("bad", "SEGFAULT")
    ids, errors, receipt = coded(lines)
    assert ids == [str(n) for n in range(12) if n != 4]
    assert (receipt.read, receipt.coded, receipt.failed) == (12, 11, 1)
    assert receipt.reasons == {"worker died": 1}
    assert errors == ["line 5: the worker process ended (exit code 9), the second one that fell on this line; it is put aside."]


def test_a_line_that_hangs_is_given_up_after_its_time(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kawat.limits.WORKER_SECONDS", 1.0)
    ids, errors, receipt = coded([line("a", TEXTS[0]), line("bad", "HANGS"), line("c", TEXTS[1])])
    assert ids == ["a", "c"]
    assert receipt.reasons == {"worker hung": 1}
    assert "gave no answer within 1 s" in errors[0]


def test_a_line_that_takes_all_memory_is_given_up():
    ids, errors, receipt = coded([line("bad", "HOARDS"), line("b", TEXTS[0])])
    assert ids == ["b"]
    assert receipt.reasons == {"out of memory": 1}
    assert errors[0].startswith("line 1: the worker process ran out of memory")


def test_an_error_of_the_coder_itself_costs_one_line_and_no_worker(crew: list[subprocess.Popen[bytes]]):
    ids, errors, receipt = coded([line("bad", "RAISES"), line("b", TEXTS[0])])
    assert (ids, receipt.reasons, len(crew)) == (["b"], {"coder failed": 1}, 1)
    assert errors == ["line 1: the coder failed on it (ZeroDivisionError: nothing to divide by)."]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded by the system on Linux only")
def test_a_process_that_bounds_itself_gets_no_more_memory():
    code = (
        "from kawat.engines.worker import bound\nbound(300_000_000)\n"
        "try:\n bytearray(400_000_000)\nexcept MemoryError:\n print('no more')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "no more\n"


def test_workers_that_cannot_start_end_the_run_with_an_error(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("kawat.limits.WORKER_BYTES", 1)
    with pytest.raises(EngineError, match="before they have coded anything"):
        coded([line("a", TEXTS[0])], coder="lexicon")


def test_an_error_that_every_line_would_meet_ends_the_run():
    with pytest.raises(UnknownNameError, match="no coder 'nobody'"):
        coded([line("a", TEXTS[0])], coder="nobody")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_workers_end_with_the_process_that_watches_them(tmp_path: Path):
    code = (
        "import sys, time\nfrom kawat.engines import local\nfound = local.Worker('lexicon', None, local.queue.SimpleQueue())\n"
        "print(found.process.pid, flush=True)\ntime.sleep(60)"
    )
    watcher = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert watcher.stdout is not None
    worker = int(watcher.stdout.readline())
    watcher.kill()
    watcher.wait()
    for _ in range(200):
        if not _alive(worker):
            break
        time.sleep(0.05)
    assert not _alive(worker)


def _alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be collected does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_no_input_ends_at_once():
    assert code_lines(io.BytesIO(b""), print, jobs=2).read == 0


def test_a_reader_that_stops_early_leaves_no_process_behind(crew: list[subprocess.Popen[bytes]]):
    class Enough(Exception):
        pass

    def stop(line: bytes) -> None:
        raise Enough

    with pytest.raises(Enough):
        code_lines(io.BytesIO(batch_of_lines(3)), stop, jobs=2)
    assert all(process.poll() is not None for process in crew)
