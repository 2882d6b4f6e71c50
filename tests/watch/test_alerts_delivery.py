"""Delivery: signed, retried, de-duplicated, and nothing lost by a kill between queue and send."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kawat import limits
from kawat.desk import Desk
from kawat.desk.store import Store
from kawat.watch.alerts import Alert, Alerts, Evidence
from kawat.watch.alerts.channels import channels
from kawat.watch.alerts.delivery import FIRST, rest
from kawat.watch.metrics import Metrics

SECRET = "rahasia-sekali"


class Receiver:
    """A webhook's other end on this machine: gives the answers of its list in turn, then 200."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str]]] = []
        self.got: list[tuple[dict[str, str], bytes]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append((dict(self.headers), body))
                status, headers = outer.answers.pop(0) if outer.answers else (200, {})
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server.server_address[1]}"

    @property
    def url(self) -> str:
        return f"http://{self.host}/hook?x=1"


class Desked:
    """A desk with a clock of its own, and alerts that go to channels."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.moment, self.metrics = folder, datetime(2024, 5, 1, tzinfo=UTC), Metrics()
        Store(folder / "desk", create=True)

    def alerts(self, **given: dict[str, Any]) -> Alerts:
        made = channels(given, self.folder)
        return Alerts([], made, Store(self.folder / "desk"), metrics=self.metrics, clock=lambda: self.moment)

    def hook(self, receiver: Receiver, **more: Any) -> Alerts:
        return self.alerts(hook={"kind": "webhook", "url": receiver.url, "secret": SECRET, "allow": [receiver.host]} | more)

    def rows(self) -> list[dict[str, Any]]:
        return Desk(self.folder / "desk").sql("SELECT * FROM alerts ORDER BY time, attempts, state <> 'queued'").rows()


def alert(number: int, *names: str, **more: Any) -> Alert:
    told = {
        "id": f"a:{number}", "rule": "uji", "kind": "act", "time": "2024-05-01T00:00:00+00:00",
        "headline_id": f"Peringatan {number}", "headline_en": f"Alert {number}", "channels": names, "causes": (f"c{number}",),
        "evidence": (Evidence("Kalimat bukti.", "https://warta.example/1", "Warta", "Judul"),),
    }  # fmt: skip
    return Alert(**(told | more))


@pytest.fixture
def desk(tmp_path: Path) -> Desked:
    return Desked(tmp_path)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


def verify(secret: str, header: str, body: bytes, now: float, tolerance: float = 300) -> bool:
    """As docs/alerts.md has it."""
    parts = dict(part.split("=", 1) for part in header.split(","))
    expected = hmac.new(secret.encode(), parts["t"].encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, parts["v1"]) and abs(now - int(parts["t"])) <= tolerance


def test_a_receiver_that_fails_gets_it_later_signed_and_with_the_same_id(desk: Desked, receiver: Receiver):
    receiver.answers = [(503, {}), (500, {})]
    alerts = desk.hook(receiver)
    alerts.deliver([alert(1, "hook")])
    assert (len(receiver.got), alerts.waiting) == (1, 1)
    alerts.deliver()  # too early for another try
    assert len(receiver.got) == 1
    for seconds in (FIRST, 2 * FIRST):
        desk.moment += timedelta(seconds=seconds)
        alerts.deliver()
    assert (len(receiver.got), alerts.waiting) == (3, 0)
    assert {headers["Kawat-Alert-Id"] for headers, _ in receiver.got} == {"a:1"}
    headers, body = receiver.got[-1]
    now = datetime.now(UTC).timestamp()
    assert verify(SECRET, headers["Kawat-Signature"], body, now)
    assert not verify("another", headers["Kawat-Signature"], body, now)
    assert not verify(SECRET, headers["Kawat-Signature"], body + b" ", now)
    assert not verify(SECRET, headers["Kawat-Signature"], body, now + 3600)
    told = json.loads(body)
    assert (told["id"], told["headline_id"], told["evidence"][0]["outlet"]) == ("a:1", "Peringatan 1", "Warta")
    assert [row["state"] for row in desk.rows()] == ["queued", "retried", "retried", "sent"]
    text = desk.metrics.text().decode()
    assert 'kawat_watch_alerts_total{channel="hook",outcome="sent"} 1.0' in text
    assert 'kawat_watch_alerts_total{channel="hook",outcome="retried"} 2.0' in text


def test_nothing_is_sent_twice_also_after_a_restart(desk: Desked, receiver: Receiver):
    desk.hook(receiver).deliver([alert(1, "hook")])
    desk.hook(receiver).deliver([alert(1, "hook")])
    desk.hook(receiver).deliver([alert(2, "hook", causes=("c1",))])
    assert len(receiver.got) == 1


def test_what_was_not_delivered_is_tried_again_after_a_restart(desk: Desked, receiver: Receiver):
    receiver.answers = [(503, {})]
    desk.hook(receiver).deliver([alert(1, "hook")])
    desk.moment += timedelta(minutes=1)
    again = desk.hook(receiver)
    assert again.waiting == 1
    again.deliver()
    assert [headers["Kawat-Alert-Id"] for headers, _ in receiver.got] == ["a:1", "a:1"]


def test_a_channel_rests_as_long_as_the_receiver_asks(desk: Desked, receiver: Receiver):
    receiver.answers = [(429, {"Retry-After": "600"})]
    alerts = desk.hook(receiver)
    alerts.deliver([alert(1, "hook"), alert(2, "hook")])
    assert len(receiver.got) == 1
    desk.moment += timedelta(seconds=590)
    alerts.deliver([alert(3, "hook")])
    desk.hook(receiver).deliver()
    assert len(receiver.got) == 1
    desk.moment += timedelta(seconds=20)
    alerts.deliver()
    assert sorted(headers["Kawat-Alert-Id"] for headers, _ in receiver.got[1:]) == ["a:1", "a:2", "a:3"]


def test_one_that_no_receiver_bears_holds_up_no_other_and_is_given_up(desk: Desked, receiver: Receiver):
    receiver.answers = [(400, {})]
    alerts = desk.hook(receiver, give_up="1h")
    alerts.deliver([alert(1, "hook"), alert(2, "hook")])
    assert len(receiver.got) == 2
    receiver.answers = [(400, {})] * 50
    for _ in range(10):
        desk.moment += timedelta(minutes=30)
        alerts.deliver()
    assert alerts.waiting == 0
    last = desk.rows()[-1]
    assert (last["id"], last["state"]) == ("a:1", "failed")
    assert "given up after" in last["why"]


def test_410_ends_it_until_the_address_is_another(desk: Desked, receiver: Receiver):
    receiver.answers = [(410, {})]
    alerts = desk.hook(receiver)
    alerts.deliver([alert(1, "hook")])
    alerts.deliver([alert(2, "hook")])
    desk.moment += timedelta(days=1)
    desk.hook(receiver).deliver([alert(3, "hook")])
    assert len(receiver.got) == 1
    assert {row["id"]: row["state"] for row in desk.rows() if row["id"]} == {"a:1": "disabled", "a:2": "failed", "a:3": "failed"}
    desk.hook(receiver, url=receiver.url + "&y=2").deliver([alert(4, "hook")])
    assert len(receiver.got) == 2


def test_redirects_are_not_followed(desk: Desked, receiver: Receiver):
    receiver.answers = [(307, {"Location": receiver.url})]
    alerts = desk.hook(receiver)
    alerts.deliver([alert(1, "hook")])
    assert (len(receiver.got), alerts.waiting) == (1, 1)
    assert "redirects are not followed" in desk.rows()[-1]["why"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "[::ffff:127.0.0.1]", "2130706433"])
def test_private_addresses_are_refused_unless_allowed(desk: Desked, receiver: Receiver, host: str):
    port = receiver.server.server_address[1]
    alerts = desk.hook(receiver, url=f"http://{host}:{port}/", allow=["other.example"], timeout=2.0)
    alerts.deliver([alert(1, "hook")])
    assert receiver.got == []
    assert alerts.waiting == 1
    assert "HTTP" not in desk.rows()[-1]["why"]


def test_a_receiver_that_trickles_is_left_when_its_time_is_up(desk: Desked):
    import socket

    quiet = socket.create_server(("127.0.0.1", 0))
    try:
        host = f"127.0.0.1:{quiet.getsockname()[1]}"
        hook = {"kind": "webhook", "url": f"http://{host}/", "secret": SECRET, "allow": host, "timeout": 0.3}
        alerts = desk.alerts(hook=hook)
        alerts.deliver([alert(1, "hook")])
        assert desk.rows()[-1]["why"] == "no answer within 0.3 s"
    finally:
        quiet.close()


def test_a_missing_secret_is_told_and_nothing_goes_out_unsigned(desk: Desked, receiver: Receiver):
    alerts = desk.alerts(hook={"kind": "webhook", "url": receiver.url, "allow": receiver.host, "secret_env": "KAWAT_NO_SUCH"})
    alerts.deliver([alert(1, "hook")])
    assert receiver.got == []
    assert "KAWAT_NO_SUCH is empty" in desk.rows()[-1]["why"]


def test_each_channel_has_its_own_way(desk: Desked, receiver: Receiver):
    receiver.answers = [(503, {})]
    hook = {"kind": "webhook", "url": receiver.url, "secret": SECRET, "allow": receiver.host}
    alerts = desk.alerts(hook=hook, out={"kind": "file", "path": "alerts.jsonl"})
    alerts.deliver([alert(1, "hook", "out")])
    lines = (desk.folder / "alerts.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["a:1"]
    assert alerts.waiting == 1


def test_a_file_that_was_cut_off_goes_on_with_a_new_line(desk: Desked):
    file = desk.folder / "alerts.jsonl"
    file.write_text('{"id": "a:0", "half', encoding="utf-8")
    desk.alerts(out={"kind": "file", "path": "alerts.jsonl"}).deliver([alert(1, "out"), alert(2, "out")])
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines[1:]] == ["a:1", "a:2"]


def test_a_file_that_cannot_be_written_is_tried_again(desk: Desked):
    (desk.folder / "alerts.jsonl").mkdir()
    alerts = desk.alerts(out={"kind": "file", "path": "alerts.jsonl"})
    alerts.deliver([alert(1, "out")])
    assert alerts.waiting == 1
    (desk.folder / "alerts.jsonl").rmdir()
    desk.moment += timedelta(minutes=1)
    alerts.deliver()
    assert alerts.waiting == 0


def test_the_terminal_gets_no_control_characters(desk: Desked):
    hostile = "Judul\x1b[2J\x1b]0;x\x07 \u202eterbalik\nkawat: palsu"
    screen = io.StringIO()
    with redirect_stdout(screen):
        desk.alerts(term={"kind": "terminal"}).deliver(
            [alert(1, "term", headline_id=hostile, evidence=(Evidence(hostile, hostile),))]
        )
    shown = screen.getvalue()
    assert not set(shown) & {"\x1b", "\x07", "\u202e"}
    assert not any(line.startswith("kawat:") for line in shown.splitlines())
    assert "Judul" in shown


def test_a_channel_that_is_no_longer_there_ends_its_alerts(desk: Desked, receiver: Receiver):
    receiver.answers = [(503, {})]
    desk.hook(receiver).deliver([alert(1, "hook")])
    desk.moment += timedelta(seconds=1)
    left = desk.alerts()
    left.deliver()
    assert left.waiting == 0
    assert desk.rows()[-1]["why"] == "there is no such channel any more"


_KILLED = """
import os, signal, sys
from kawat.desk.store import Store
from kawat.watch.alerts import Alerts
from kawat.watch.alerts.channels import channels
from kawat.watch.alerts import delivery
sys.path.insert(0, {tests!r})
from test_alerts_delivery import alert
delivery.Delivery.round = lambda self: os.kill(os.getpid(), signal.SIGKILL)
made = channels({{"hook": {{"kind": "webhook", "url": "http://127.0.0.1:9/", "secret": "s3cr3t"}}}})
Alerts([], made, Store({desk!r})).deliver([alert(1, "hook"), alert(2, "hook")])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_killed_between_queue_and_send_loses_nothing(desk: Desked, receiver: Receiver):
    code = _KILLED.format(tests=str(Path(__file__).parent), desk=str(desk.folder / "desk"))
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ}, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    desk.moment = datetime.now(UTC) + timedelta(seconds=1)
    alerts = desk.hook(receiver)
    assert alerts.waiting == 2
    alerts.deliver()
    assert sorted(headers["Kawat-Alert-Id"] for headers, _ in receiver.got) == ["a:1", "a:2"]


def test_no_secret_in_the_desk_or_the_logs(desk: Desked, receiver: Receiver, caplog: pytest.LogCaptureFixture):
    receiver.answers = [(500, {})]
    alerts = desk.hook(receiver)
    with caplog.at_level("DEBUG"):
        alerts.deliver([alert(1, "hook")])
        desk.moment += timedelta(minutes=1)
        alerts.deliver()
    assert caplog.records
    for told in (str(desk.rows()), caplog.text, str([vars(record) for record in caplog.records])):
        assert SECRET not in told
        assert "/hook" not in told


def test_rests_grow_with_jitter_and_are_bounded():
    first = [rest(1) for _ in range(50)]
    assert FIRST / 2 <= min(first) < max(first) <= FIRST
    assert rest(1000) <= limits.ALERT_RETRY_SECONDS
    assert rest(1, after=600) == 600
    assert rest(1, after=1e12) == limits.RETRY_AFTER_SECONDS
