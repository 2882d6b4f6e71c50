"""Runs hostile input in a process of its own, with bounds on time and memory that end it if they are passed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import kawat

SECONDS, MEGABYTES = 5, 1_500
SOURCE = str(Path(kawat.__file__).resolve().parents[1])
_CHILD = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({cpu}, {cpu}))
import hostile_{group} as cases
for name in json.loads(sys.argv[1]):
    found = cases.CASES[name]()
    print(json.dumps([name, found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024]), flush=True)
"""


def run(group: str, names: list[str]) -> dict[str, str]:
    """What each case of ``hostile_GROUP`` gave, in words; fails where one is killed, raises, or holds too much memory."""
    if sys.platform == "win32":
        pytest.skip("the bounds of a process are set with POSIX calls")
    code = _CHILD.format(cpu=SECONDS * len(names), group=group)
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(names)],
        capture_output=True, text=True, cwd=Path(__file__).parent, env=os.environ | {"PYTHONPATH": SOURCE},
        timeout=SECONDS * len(names) * 10, check=False,
    )  # fmt: skip
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    reached = names[len(rows)] if len(rows) < len(names) else ""
    assert done.returncode == 0, f"{reached} ended it with {done.returncode}: {done.stderr[-600:]}"
    assert max(row[2] for row in rows) < MEGABYTES
    return {row[0]: row[1] for row in rows}
