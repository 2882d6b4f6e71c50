import subprocess
import sys

import pytest

# Threads that hold 200 kB blocks and let them go: what of it stays with the process, in MB.
HELD = """
import os, sys, threading
sys.path[:0] = {path!r}
from kawat.watch.memory import keep_flat
if not keep_flat():
    print("other")
    sys.exit()
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
def work(wait):
    wait.wait()
    kept = [bytearray(300_000) for _ in range(40)]
    small = [bytearray(100) for _ in range(1000)]
    del kept
    wait.wait()
before = resident()
for _ in range(3):
    wait = threading.Barrier(8)
    threads = [threading.Thread(target=work, args=(wait,)) for _ in range(8)]
    [t.start() for t in threads]; [t.join() for t in threads]
print(resident() - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="glibc's allocator only")
def test_large_blocks_are_given_back_whatever_thread_had_them():
    command = [sys.executable, "-c", HELD.format(path=sys.path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()
    if told == "other":
        pytest.skip("the C library is not glibc")
    assert float(told) < 30
