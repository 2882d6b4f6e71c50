"""A desk on object storage does what a desk in a folder does; a server of the test's own stands for the storage."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from desk.conftest import article, write
from desk.test_store import TABLES, contents
from kawat.cli import app
from kawat.desk import Desk, Store
from kawat.desk import store as module
from kawat.desk.check import check
from kawat.desk.corrections import correct
from kawat.desk.steps import steps
from kawat.errors import DeskError
from kawat.ingest import Ingested, Order, ingest
from kawat.ingest.merge import merge
from kawat.read.table import Columns
from kawat.settings import place as settings_of

needs = pytest.mark.skipif(
    not all(map(find_spec, ("obstore", "moto", "flask", "flask_cors"))),
    reason="needs obstore and an S3 server to test with: moto[s3], flask, flask-cors",
)
# In a process of its own: parts of deltalake keep all threads of theirs waiting.
_SERVER = """
import logging, sys
from moto.server import ThreadedMotoServer
logging.getLogger("werkzeug").setLevel(logging.ERROR)
server = ThreadedMotoServer(port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
"""
Put = Callable[..., Ingested]
RIGHTS = {"AWS_ACCESS_KEY_ID": "me", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """The address of an S3 server with the bucket ``kawat``."""
    with subprocess.Popen(
        [sys.executable, "-c", _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        address = f"http://127.0.0.1:{int(process.stdout.readline())}"
        urllib.request.urlopen(urllib.request.Request(f"{address}/kawat", method="PUT")).close()
        yield address
        process.stdin.close()


@pytest.fixture
def desk(endpoint: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a desk that is not there yet."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in (RIGHTS | {"AWS_ENDPOINT_URL": endpoint}).items():
        monkeypatch.setenv(name, value)
    return f"s3://kawat/{request.node.name.replace('[', '-').replace(']', '')}/news"


@pytest.fixture
def put(tmp_path: Path, desk: str) -> Put:
    """Ingests articles into the desk with the lexicon."""

    def run(*numbers: int, to: str | Path = desk, **order: Any) -> Ingested:
        source = write(tmp_path / "articles.jsonl", [article(n) for n in numbers])
        return ingest([source], to, lambda name: Columns(), Order(**{"coder": "lexicon"} | order))

    return run


@pytest.fixture
def filled(desk: str, request: pytest.FixtureRequest) -> str:
    """A desk that holds article 0: a copy of one that is made once."""
    from obstore import copy, list
    from obstore.store import from_url

    bucket = from_url("s3://kawat", client_options={"allow_http": True})
    if not any(list(bucket, "first", chunk_size=1)):
        request.getfixturevalue("put")(0, to="s3://kawat/first")
    for one in [one for some in list(bucket, "first") for one in some]:
        copy(bucket, one["path"], desk.removeprefix("s3://kawat/") + one["path"].removeprefix("first"))
    return desk


def counts(desk: str) -> dict[str, int]:
    """How many rows the tables of documents and what hangs on them have."""
    parts = ", ".join(f"(SELECT count(*) FROM {name}) AS {name}" for name in TABLES)
    return dict(Desk(desk).sql(f"SELECT {parts}").rows()[0])


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def lease(desk: str) -> dict[str, Any]:
    """What the desk's lease says."""
    store: Any = Store(desk)
    return dict(store.place._lease._read()[0])


@needs
def test_a_remote_desk_holds_what_a_folder_would(tmp_path: Path, desk: str, put: Put):
    assert put(*range(3), dry_run=True).new == 3
    first, _ = put(*range(3)), put(*range(3), to=tmp_path / "desk")
    assert (first.new, first.known) == (3, 0)
    assert contents(desk) == contents(tmp_path / "desk")
    version = Desk(desk).version
    second = put(*range(3))
    assert (second.new, second.known) == (0, 3)
    assert Desk(desk).version == version
    put(3, 4)
    assert counts(desk)["documents"] == 5
    assert len(Desk(desk, version).documents()) == len(Desk(desk, version).claims()) == 3
    assert [f for f in check(Store(desk)) if f.count] == []
    assert [step["documents"] for step in steps(Store(desk), 9) if step["what"] == "ingest"] == [2, 3]
    with pytest.raises(DeskError, match="cannot be answered"):
        Desk(desk).sql("SELECT * FROM read_text('/etc/hostname')")
    assert lease(desk)["note"] is None


@needs
def test_events_corrections_and_export_of_a_remote_desk(tmp_path: Path, desk: str, put: Put):
    put(*range(4))
    assert merge(desk).made > 0
    assert merge(desk).made == 0
    claim = Desk(desk).claims().rows()[0]["id"]
    correct(Store(desk), claim, "reject", {}, by="Sri", why="test")
    merge(desk)
    found = Desk(desk)
    assert len(found.events()) == len(found.claims()) == 3
    assert len(found.sql("SELECT * FROM claims_as_coded")) == 4
    assert [row["verdict"] for row in found.corrections().rows()] == ["reject"]
    words = ("--to", tmp_path / "out", "--as", "csv")
    assert run("export", "--desk", desk, *words).exit_code == 0
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["desk"]["name"] == "news"


@needs
def test_the_commands_take_an_address(tmp_path: Path, desk: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KAWAT_DESK", desk)
    Path("news.toml").write_text('coder = "lexicon"\n[tables]\nfixed = { outlet = "Kabar" }\n')
    source = write(tmp_path / "articles.jsonl", [article(n) for n in range(3)])
    assert "3 new" in run("ingest", source).stderr
    question = "SELECT DISTINCT outlet FROM documents"
    assert json.loads(run("desk", "sql", question, "--format", "jsonl").stdout) == {"outlet": "Kabar"}
    assert f"{desk}, version" in run("desk", "info").stdout.replace("\n", "")
    for words in (("desk", "history"), ("desk", "check"), ("desk", "gold"), ("events",)):
        told = run(*words)
        assert told.exit_code == 0, (words, told.output, told.exception)
    assert not Path("s3:").exists()


class Stopped(BaseException):
    """A process that dies: nothing handles it."""


@needs
@pytest.mark.parametrize("step", [0, 3, 4])
def test_a_writer_that_dies_in_a_commit_is_mended(filled: str, put: Put, monkeypatch: pytest.MonkeyPatch, step: int):
    before, numbers = counts(filled), iter(range(100))
    write_deltalake, end = module.write_deltalake, Store._end

    def dying(*args: Any, **named: Any) -> None:
        if next(numbers) == step:
            raise Stopped
        write_deltalake(*args, **named)

    monkeypatch.setattr(module, "write_deltalake", dying)
    if step == 4:
        monkeypatch.setattr(Store, "_end", lambda self: (_ for _ in ()).throw(Stopped()))
    with pytest.raises(Stopped):
        put(2)
    monkeypatch.setattr(module, "write_deltalake", write_deltalake)
    monkeypatch.setattr(Store, "_end", end)
    assert lease(filled)["note"]
    if step < 4:
        assert counts(filled) == before
    put(2)
    assert counts(filled) == {name: 2 * rows for name, rows in before.items()}
    assert ("mend" in [s["what"] for s in steps(Store(filled), 9)]) == (step < 4)


@needs
def test_a_lease_that_ran_out_is_taken_over_and_one_that_holds_is_not(filled: str, put: Put, monkeypatch: pytest.MonkeyPatch):
    holder: Any = Store(filled)
    monkeypatch.setattr(module, "PATIENCE", 0.3)
    with holder.place.alone(1):
        with pytest.raises(DeskError, match="being written by another process"):
            put(1)
        holder.place._lease._change(-1)  # as if nobody had renewed it for long
        assert put(1).new == 1
        with pytest.raises(DeskError, match="taken over by another writer"):
            holder.place.sure()
    assert datetime.fromisoformat(lease(filled)["until"]) < datetime.now(UTC) - timedelta(days=1)  # it was given back


@needs
def test_a_lease_is_renewed_while_it_is_held(filled: str, put: Put, monkeypatch: pytest.MonkeyPatch):
    from kawat.desk import lease as leases

    monkeypatch.setattr(leases, "SECONDS", 1.0)
    holder = Store(filled)
    with holder.place.alone(1):
        first = lease(filled)["until"]
        time.sleep(1.2)
        now = lease(filled)["until"]
        assert first < now
        assert datetime.fromisoformat(now) > datetime.now(UTC)


@needs
@pytest.mark.parametrize("looks", [True, False])
def test_a_writer_that_was_held_up_and_overtaken_changes_nothing(
    filled: str, put: Put, monkeypatch: pytest.MonkeyPatch, looks: bool
):
    slow: Any = Store(filled)
    conclude = Store._conclude

    def held_up(self: Store, *given: Any) -> int:
        if self is slow:
            slow.place._lease._change(-1)
            assert put(2).new == 1  # another one, meanwhile
            if not looks:  # even the write itself would fail
                monkeypatch.setattr(slow.place, "sure", lambda: None)
        return conclude(self, *given)

    monkeypatch.setattr(Store, "_conclude", held_up)
    rows = {"claims": Desk(filled).sql("SELECT * FROM claims").arrow.cast(module.SCHEMAS["claims"])}
    with pytest.raises(DeskError, match="taken over" if looks else "something else has written"):
        slow.append(lambda version: rows)
    assert put(3).new == 1
    assert len(Desk(filled).documents()) == len(Desk(filled).claims()) == 3
    assert [f for f in check(Store(filled)) if f.count] == []


@needs
def test_two_writers_at_once_lose_and_repeat_nothing(tmp_path: Path, desk: str, put: Put):
    sources = [write(tmp_path / f"{n}.jsonl", [article(i) for i in range(4 * n, 4 * n + 8)]) for n in (0, 1)]
    options = ["--desk", desk, "--coder", "lexicon", "--commit", "4", "--no-progress", "--no-merge"]
    command = [sys.executable, "-m", "kawat", "ingest"]
    running = [subprocess.Popen([*command, str(s), *options], stderr=subprocess.PIPE, text=True) for s in sources]
    told = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], told
    assert len(Desk(desk).documents()) == len(Desk(desk).claims()) == 12
    assert [f for f in check(Store(desk)) if f.count] == []


@needs
def test_a_copy_of_a_desk_is_a_desk_also_in_the_middle_of_a_commit(
    tmp_path: Path, filled: str, put: Put, monkeypatch: pytest.MonkeyPatch
):
    from obstore import get, list
    from obstore.store import from_url

    with monkeypatch.context() as dying:
        dying.setattr(Store, "_conclude", lambda *given: (_ for _ in ()).throw(Stopped()))
        with pytest.raises(Stopped):
            put(1)
    there = from_url(filled, client_options={"allow_http": True})
    for one in [one for some in list(there) for one in some]:
        path = tmp_path / "copy" / one["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(get(there, one["path"]).bytes()))
    assert counts(str(tmp_path / "copy")) == counts(filled)
    put(1, to=tmp_path / "copy")
    assert [f for f in check(Store(tmp_path / "copy")) if f.count] == []
    assert counts(str(tmp_path / "copy"))["claims"] == 2


@needs
def test_what_is_wrong_with_an_address_is_told(desk: str, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(DeskError, match=f"{desk} is no desk. Make one with: kawat ingest SOURCE --desk {desk}"):
        Desk(desk)
    assert Store(desk, create=True).place.found()
    with pytest.raises(DeskError, match="holds other files"):
        Store(desk.removesuffix("/news"), create=True)
    with pytest.raises(DeskError, match="has no bucket 'elsewhere'"):
        Desk("s3://elsewhere/news")
    with pytest.raises(DeskError, match="no '\\*'"):
        Desk("s3://kawat/*")
    with pytest.raises(DeskError, match="lies in a folder or at an address"):
        Desk("gopher://kawat/news")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(DeskError, match=r"http://127\.0\.0\.1:9 cannot be reached"):
        Desk(desk)


class Refusing(BaseHTTPRequestHandler):
    """Storage that lets nobody in."""

    def do_GET(self) -> None:
        self.send_response(403)
        self.end_headers()
        self.wfile.write(b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>")

    def log_message(self, format: str, *args: Any) -> None:
        pass


@needs
def test_missing_rights_are_told(monkeypatch: pytest.MonkeyPatch):
    with HTTPServer(("127.0.0.1", 0), Refusing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for name, value in (RIGHTS | {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}"}).items():
            monkeypatch.setenv(name, value)
        with pytest.raises(DeskError, match=r"'kawat' may not be read and written with these rights\. Set AWS_ACCESS_KEY_ID"):
            Desk("s3://kawat/news")
        server.shutdown()


def test_a_missing_part_is_told(monkeypatch: pytest.MonkeyPatch):
    for name in [name for name in sys.modules if name.startswith("obstore.")] + ["kawat.desk.remote", "kawat.desk.lease"]:
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "obstore", None)
    with pytest.raises(DeskError, match=r"needs obstore, which is not installed. Run: pip install 'kawat\[desk\]'"):
        Desk("s3://kawat/news")


def test_the_settings_of_an_address_lie_in_the_current_folder():
    assert settings_of("s3://kawat/some/news") == settings_of("s3://kawat/news/") == Path("news.toml")
    assert settings_of("some/news") == Path("some/news.toml")


@needs
def test_a_desk_on_object_storage_is_searched(put: Put, desk: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from kawat.desk.search import Index

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    put(0, 1, 2)
    index = Index(Desk(desk))
    assert index.update() == 3
    assert index.find("mengecam").total == 3
    assert list((tmp_path / "cache" / "kawat" / "search").glob("*/articles.sqlite"))
    index.close()
