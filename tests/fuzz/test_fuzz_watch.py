"""What ends a fuzzing process is noticed: a hang, a death, too much memory; and what went wrong in it is kept once a kind."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from evals.fuzz.child import Bench
from evals.fuzz.run import watch
from evals.fuzz.slot import Slot
from evals.fuzz.targets import Target

from kawat.errors import SourceError

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the watcher reads /proc")


def run(code: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)


def test_a_hang_is_ended_and_its_input_kept(tmp_path: Path):
    slot = Slot(tmp_path / "slot")
    slot.begin(b"the input")
    ended = watch(run("import time; time.sleep(60)"), slot, 0.3, time.monotonic() + 60)
    assert ended.how == "hang"
    assert slot.data() == b"the input"


def test_a_death_is_a_crash_and_a_clean_end_is_none(tmp_path: Path):
    slot, until = Slot(tmp_path / "slot"), time.monotonic() + 60
    assert watch(run("import os; os.abort()"), slot, 5, until).how == "crash"
    assert watch(run(""), slot, 5, until).how == ""


def test_too_much_memory_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("evals.fuzz.run.MEMORY", 60_000_000)
    hungry = run("import time; a = bytearray(90_000_000); time.sleep(60)")
    assert watch(hungry, Slot(tmp_path / "slot"), 50, time.monotonic() + 60).how == "memory"


def test_one_input_of_every_kind_of_failure_is_kept_the_shortest(tmp_path: Path):
    def call(data: bytes) -> object:
        if data.startswith(b"own"):
            raise SourceError("refused")
        if data.startswith(b"key"):
            raise KeyError(data)
        return data

    bench = Bench(Target(call, ".txt"), tmp_path)
    assert bench.read(b"good") == bench.read(b"own error") == ""
    assert "KeyError" in bench.read(b"key and much more")
    bench.read(b"key")
    kept = [path.read_bytes() for path in (tmp_path / "found").glob("*.txt")]
    assert kept == [b"key"]
    assert bench.slot.state()[0] == 4
