"""``kawat serve``, ``kawat demo --serve`` and ``kawat token`` as processes: what starts, what answers, how it ends."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from tests.cli.conftest import Kawat

from kawat import __version__ as kawat_version

pytest.importorskip("litestar", reason="pip install 'kawat[web]'")
TOLD = re.compile(r"http://[\w.]+:(\d+)/")
LINES = 50
"""So many lines of what a server says are read for its address, at most."""
Process = subprocess.Popen[str]
Start = Callable[..., tuple[Process, str]]


def get(address: str, **headers: str) -> tuple[int, str]:
    """The status and the text of an answer; redirects are followed, proxies are not asked."""
    try:
        with urlopen(Request(address, headers=headers), timeout=30) as answer:
            return answer.status, answer.read().decode("utf-8")
    except HTTPError as problem:
        return problem.code, problem.read().decode("utf-8")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a command that serves, gives its process and the address on 127.0.0.1 that it tells, and ends what still runs."""
    running: list[Process] = []

    def started(*args: object, **environment: str) -> tuple[Process, str]:
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment}
        process = subprocess.Popen(
            [sys.executable, "-m", "kawat", *map(str, args)], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, env=env, cwd=tmp_path, text=True, encoding="utf-8",
        )  # fmt: skip
        running.append(process)
        assert process.stderr
        said = []
        for _ in range(LINES):
            said.append(process.stderr.readline())
            if found := TOLD.search(said[-1]):
                return process, f"http://127.0.0.1:{found[1]}"
            if not said[-1]:
                break
        raise AssertionError(f"no address was told: {''.join(said)}")

    yield started
    for process in running:
        process.kill()
        process.communicate()


def test_a_desk_is_served_until_ctrl_c(sample_desk: Path, start: Start):
    process, address = start("serve", "--desk", sample_desk, "--port", 0)
    status, page = get(f"{address}/?lang=en")
    assert status == 200
    assert "<h1" in page
    assert get(f"{address}/api/v1/events?limit=1")[0] == 200
    assert get(f"{address}/nowhere")[0] == 404
    if sys.platform == "win32":
        return
    process.send_signal(signal.SIGINT)
    with suppress(ProcessLookupError):  # the impatient press it twice
        process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in said
    with closing(socket.socket()) as again:
        assert again.connect_ex(("127.0.0.1", int(address.rpartition(":")[2]))) != 0


def test_the_sample_is_served_from_the_desk_that_was_kept(sample_desk: Path, tmp_path: Path, start: Start):
    kept = tmp_path / "kawat" / f"demo-{kawat_version}"
    shutil.copytree(sample_desk, kept)
    before = sorted(path.name for path in kept.rglob("*.parquet"))
    process, address = start("demo", "--serve", "--port", 0, XDG_CACHE_HOME=str(tmp_path))
    status, page = get(f"{address}/relation/RUS/UKR?lang=en")
    assert status == 200
    assert "Ukraine" in page
    assert sorted(path.name for path in kept.rglob("*.parquet")) == before
    process.terminate()
    process.wait(30)


def test_what_stands_in_the_way_is_said_in_one_line(kawat: Kawat, sample_desk: Path, tmp_path: Path):
    done = kawat("serve", "--desk", tmp_path / "nodesk", "--port", 0)
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "nodesk" in done.err
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = kawat("serve", "--desk", sample_desk, "--port", port)
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert f"127.0.0.1:{port} cannot be listened on" in done.err
    assert "--port" in done.err
    done = kawat("serve", "--desk", sample_desk, "--host", "0.0.0.0", "--port", 0, "--tokens", tmp_path / "none.toml")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "kawat token add NAME --role read" in done.err
    done = kawat("serve", "--desk", sample_desk, "--port", 0, "--allow-host", "https://desk.example.org/")
    assert done.code == 1
    assert "--allow-host desk.example.org" in done.err
    assert kawat("serve", "--desk", sample_desk, "--port", 70_000).code == 2


def test_tokens_are_made_listed_and_taken_away(kawat: Kawat, tmp_path: Path):
    desk, file = tmp_path / "news", tmp_path / "news.tokens.toml"
    done = kawat("token", "list", "--desk", desk)
    assert done.code == 0
    assert "kawat token add NAME" in done.err
    made = kawat("token", "add", "newsroom", "--role", "review", "--desk", desk)
    assert made.code == 0
    secret = made.out.strip()
    assert made.out.count("\n") == 1
    assert len(secret) > 40
    assert secret not in made.err
    assert secret not in file.read_text(encoding="utf-8")
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    again = kawat("token", "add", "newsroom", "--desk", desk)
    assert again.code == 1
    assert "already" in again.err
    assert kawat("token", "add", "no name", "--desk", desk).code == 1
    assert kawat("token", "add", "ayu", "--role", "owner", "--desk", desk).code == 2
    assert kawat("token", "add", "ayu", "--role", "admin", "--desk", desk).code == 0
    listed = kawat("token", "list", "--desk", desk).out
    assert [line.split()[:2] for line in listed.splitlines()[1:]] == [["newsroom", "review"], ["ayu", "admin"]]
    assert secret not in listed
    assert kawat("token", "remove", "newsroom", "--desk", desk).code == 0
    assert "newsroom" not in kawat("token", "list", "--desk", desk).out
    gone = kawat("token", "remove", "newsroom", "--desk", desk)
    assert gone.code == 1
    assert "ayu" in gone.err


@pytest.mark.skipif(os.name != "posix", reason="the rights of files")
def test_a_file_of_tokens_that_others_can_write_is_not_trusted(kawat: Kawat, sample_desk: Path, tmp_path: Path):
    file = tmp_path / "some.toml"
    assert kawat("token", "add", "ayu", "--tokens", file).code == 0
    file.chmod(0o666)
    for asked in (["token", "list"], ["serve", "--desk", sample_desk, "--port", 0]):
        done = kawat(*asked, "--tokens", file)
        assert done.code == 1
        assert f"chmod 600 {file}" in done.err


def test_a_server_asks_for_the_token_and_forgets_a_removed_one(kawat: Kawat, sample_desk: Path, tmp_path: Path, start: Start):
    file = tmp_path / "some.toml"
    secret = kawat("token", "add", "newsroom", "--tokens", file).out.strip()
    _, address = start("serve", "--desk", sample_desk, "--host", "0.0.0.0", "--port", 0, "--tokens", file)
    asked = f"{address}/api/v1/events?limit=1"
    assert get(asked)[0] == 401
    assert get(asked, Authorization=f"Bearer {secret}")[0] == 200
    assert get(asked, Authorization=f"Bearer {secret}x")[0] == 401
    assert kawat("token", "remove", "newsroom", "--tokens", file).code == 0
    assert get(asked, Authorization=f"Bearer {secret}")[0] in (401, 403)
