"""The command line as a process: start-up, exit codes, pipes, signals, encodings."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

KAWAT = [sys.executable, "-m", "kawat"]
SENTENCE = b"Prancis mengecam Mali.\n"


def run(*args: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "COLUMNS": "80", **environment}
    env.pop("FORCE_COLOR", None)
    return subprocess.run([*KAWAT, *args], input=stdin, capture_output=True, env=env, check=False, timeout=60)


COMMANDS = ("read", "code", "actors", "codebook", "demo", "doctor")


def test_help_names_every_command():
    done = run("--help")
    assert done.returncode == 0
    assert all(command.encode() in done.stdout for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_has_examples(command: str):
    done = run(command, "--help")
    assert done.returncode == 0
    assert f"kawat {command}".encode() in done.stdout
    assert b"Examples" in done.stdout


def test_version():
    import kawat

    assert run("--version").stdout.decode().strip() == f"kawat {kawat.__version__}"


def test_no_command_and_an_unknown_one_are_wrong_usage():
    assert run().returncode == 2
    done = run("raed")
    assert done.returncode == 2
    assert b"raed" in done.stderr


def test_a_failure_is_one_line_and_exit_1():
    done = run("read", "no-such-file.txt")
    assert done.returncode == 1
    assert done.stderr.startswith(b"kawat: ")
    assert done.stderr.count(b"\n") == 1


def test_a_fault_of_its_own_is_no_traceback(tmp_path: Path):
    (tmp_path / "sitecustomize.py").write_text(
        "import kawat.reading\ndef broken(*args, **options): raise ZeroDivisionError('seven')\nkawat.reading.read = broken\n"
    )
    path = os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", ""), *sys.path])
    done = run("read", "-", stdin=SENTENCE, PYTHONPATH=path)
    assert done.returncode == 1
    assert b"ZeroDivisionError: seven" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Traceback" in run("read", "-", stdin=SENTENCE, PYTHONPATH=path, KAWAT_DEBUG="1").stderr


def test_a_reader_that_goes_away_is_no_error_message():
    for arguments in (["read", "-"], ["read", "-", "--format", "json"], ["codebook"], ["code"]):
        process = subprocess.Popen([*KAWAT, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout
        assert process.stdin
        assert process.stderr
        process.stdout.close()
        with suppress(BrokenPipeError):
            process.stdin.write(b'{"text": "Prancis mengecam Mali."}\n' * 2000 if "code" in arguments else SENTENCE)
        with suppress(BrokenPipeError):
            process.stdin.close()
        errors = process.stderr.read()
        process.wait(timeout=60)
        assert b"Traceback" not in errors
        assert b"BrokenPipe" not in errors


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("command", ["read", "code"])
def test_ctrl_c_is_quiet(command: str):
    process = subprocess.Popen([*KAWAT, command, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in errors


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_output_in_any_locale(encoding: str):
    done = run("read", "-", stdin=SENTENCE, PYTHONIOENCODING=encoding, PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 0
    assert "Prancis «mengecam»¹ Mali" in done.stdout.decode("utf-8")


def test_json_goes_through_a_pipe_as_utf_8():
    text = "“Kami menolak tuduhan Prancis,” kata Presiden Mali — Senin."
    done = run("read", "-", "--format", "json", stdin=text.encode(), PYTHONIOENCODING="ascii")
    assert "“Kami menolak" in done.stdout.decode("utf-8")


def test_help_loads_neither_network_nor_registry():
    code = (
        "import sys; sys.argv = ['kawat', '--help']\nfrom kawat.cli import run\nrun()\n"
        "print(*sorted(m for m in ('onnxruntime', 'tokenizers', 'numpy', 'lxml', 'kawat.claims.coder') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.decode("utf-8").splitlines()[-1].strip() == ""
