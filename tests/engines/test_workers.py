"""Worker processes: the same output as one process, also when workers are killed."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import signal
import sys
from multiprocessing.connection import Connection

import pytest

from kawat.coders import coder as coder_of
from kawat.engines import local
from kawat.pipeline import Receipt, code_line, code_lines

TEXTS = ("Kuba memuji Vietnam.", "Rusia menyerang Moldova, kata Austria.", "Cuba condemned the raid in the valley.")
PADDING = "\n" * 3500  # bytes without sentences, so that the batches are many and the work is little


def batch_of_lines(count: int = 90) -> bytes:
    """Enough bytes for several batches, with a blank and a bad line in between."""
    made = [json.dumps({"id": f"r{n}", "text": TEXTS[n % 3] + "\n\n" + PADDING, "language": "id"}).encode() for n in range(count)]
    made[5:5] = [b"", b"{bad json"]
    return b"\n".join(made)


def dies_at_once(pipe: Connection, overlay: str | None) -> None:
    """A worker that takes its work and dies."""
    pipe.recv()
    os._exit(9)


def answers_once(pipe: Connection, overlay: str | None, coder: str) -> None:
    """A worker that codes one batch and dies."""
    batch = pipe.recv()
    chosen = coder_of(coder, overlay)
    pipe.send([code_line(chosen, number, raw) for number, raw in batch])
    os._exit(9)


@pytest.fixture(scope="module")
def alone() -> tuple[list[bytes], list[str], Receipt]:
    written: list[bytes] = []
    errors: list[str] = []
    return written, errors, code_lines(io.BytesIO(batch_of_lines()), written.append, tell=errors.append)


def test_two_jobs_give_what_one_gives(alone: tuple[list[bytes], list[str], Receipt]):
    written: list[bytes] = []
    errors: list[str] = []
    receipt = code_lines(io.BytesIO(batch_of_lines()), written.append, jobs=2, tell=errors.append)
    assert (written, errors, receipt) == alone
    assert multiprocessing.active_children() == []


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_killed_worker_loses_nothing(alone: tuple[list[bytes], list[str], Receipt]):
    written: list[bytes] = []
    errors: list[str] = []
    killed: list[int] = []

    def kill_once(line: bytes) -> None:
        written.append(line)
        if not killed:
            for child in multiprocessing.active_children():
                killed.append(child.pid or 0)
                os.kill(child.pid or 0, signal.SIGKILL)

    receipt = code_lines(io.BytesIO(batch_of_lines()), kill_once, jobs=2, tell=errors.append)
    assert len(killed) == 2
    assert errors == alone[1]
    assert written == alone[0]
    assert receipt == alone[2]


def test_a_batch_is_tried_again_by_a_fresh_worker_when_the_idle_ones_are_dead(
    alone: tuple[list[bytes], list[str], Receipt], monkeypatch: pytest.MonkeyPatch
):
    """Every worker answers one batch and dies: what it is sent next may be lost with it once, never twice."""
    monkeypatch.setattr(local, "_work", answers_once)
    written: list[bytes] = []
    receipt = code_lines(io.BytesIO(batch_of_lines()), written.append, jobs=2)
    assert (written, receipt) == (alone[0], alone[2])


def test_a_batch_that_kills_twice_is_given_up_and_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(local, "_work", dies_at_once)
    errors: list[str] = []
    data = b"".join(json.dumps({"id": str(n), "text": text}).encode() + b"\n" for n, text in enumerate(TEXTS))
    receipt = code_lines(io.BytesIO(data), lambda line: pytest.fail("nothing can be written"), jobs=2, tell=errors.append)
    assert (receipt.read, receipt.coded, receipt.failed) == (3, 0, 3)
    assert receipt.reasons["worker died"] == 3
    assert [error.partition(":")[0] for error in errors] == ["line 1", "line 2", "line 3"]
    assert "run it again without --jobs" in errors[0]


def test_no_input_ends_at_once():
    assert code_lines(io.BytesIO(b""), print, jobs=2).read == 0


def test_a_reader_that_stops_early_leaves_no_process_behind():
    class Enough(Exception):
        pass

    def stop(line: bytes) -> None:
        raise Enough

    with pytest.raises(Enough):
        code_lines(io.BytesIO(batch_of_lines(3)), stop, jobs=2)
    assert multiprocessing.active_children() == []
