"""The reader on the command line, and its records as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import msgspec
from samples import EN, ID

from kawat.claims.reader.coder import ReaderCoder


def kawat(model: Path, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Runs ``kawat`` with the reader of the tests' network, as it would run with the packaged one, in small batches."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, pathlib\n"
        "import kawat.claims.reader.network as n\n"
        "import kawat.pipeline\n"
        "kawat.pipeline._BATCH_BYTES = 3000\n"
        "_own = n.Network.__init__\n"
        "n.Network.__init__ = lambda s, f=None, threads=1: _own(s, f or pathlib.Path(os.environ['TEST_NETWORK']), threads)\n"
    )
    path = os.pathsep.join([str(tmp_path), *sys.path])
    env = {**os.environ, "PYTHONPATH": path, "TEST_NETWORK": str(model), "PYTHONUTF8": "1"}
    program = [sys.executable, "-m", "kawat", "code", *arguments, "--coder", "reader", "--no-progress"]
    return subprocess.run(program, capture_output=True, timeout=120, env=env, check=False)


def test_the_command_line_codes_with_the_reader(reader: ReaderCoder, model: Path, tmp_path: Path):
    source = tmp_path / "in.jsonl"
    records = [ID, EN, {"id": "x", "text": "", "language": "id"}]
    short = "Cuba praised Vietnam. Russia attacked Peru." + "\n" * 900
    padding = [{"id": f"p{n}", "language": "en", "text": short} for n in range(12)]
    source.write_text("".join(json.dumps(r) + "\n" for r in [*records, *padding]), encoding="utf-8")
    one = kawat(model, tmp_path, str(source))
    assert one.returncode == 0, one.stderr
    lines = [json.loads(row) for row in one.stdout.splitlines()]
    assert [row["id"] for row in lines] == [r["id"] for r in [*records, *padding]]
    for record, row in zip((ID, EN), lines, strict=False):
        expected = reader.code(**record)
        assert [c["id"] for c in row["claims"]] == [c.id for c in expected.claims]
        assert [c["confidence"] for c in row["claims"]] == [c.confidence for c in expected.claims]
        assert {c["coder"] for c in row["claims"]} == {reader.version}
    two = kawat(model, tmp_path, str(source), "--jobs", "2")
    assert (two.returncode, two.stdout) == (one.returncode, one.stdout)


def test_records_can_be_written_as_json(reader: ReaderCoder):
    coded = reader.code(**EN)
    assert msgspec.json.decode(msgspec.json.encode(coded))["id"] == EN["id"]
    assert version("kawat")
