"""E-mail: to a small mail server on this machine; hostile titles stay words."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from kawat.desk.store import Store
from kawat.watch.alerts import Alert, Alerts, Evidence
from kawat.watch.alerts.channels import channels
from kawat.watch.alerts.mail import message


class Post(socketserver.ThreadingTCPServer):
    """As much of SMTP as a client needs; ``answers`` are those to DATA in turn, then 250."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answers: list[str] = []
        self.sessions = 0
        super().__init__(("127.0.0.1", 0), _Session)


class _Session(socketserver.StreamRequestHandler):
    server: Post

    def handle(self) -> None:
        self.server.sessions += 1
        self.say("220 here")
        for raw in self.rfile:
            command = raw.decode("utf-8", "replace").strip().upper()
            if command == "DATA":
                self.say("354 go on")
                body = b"".join(iter(self.rfile.readline, b".\r\n"))
                answer = self.server.answers.pop(0) if self.server.answers else "250 taken"
                if answer.startswith("250"):
                    self.server.letters.append(message_from_bytes(body, policy=policy.default))  # type: ignore[arg-type]
                self.say(answer)
            elif command == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def post() -> Iterator[Post]:
    server = Post()
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


class Office:
    def __init__(self, folder: Path, post: Post) -> None:
        self.folder, self.post, self.moment = folder, post, datetime(2024, 5, 1, tzinfo=UTC)
        Store(folder / "desk", create=True)

    def settings(self, **more: Any) -> dict[str, Any]:
        own = {"kind": "email", "host": "127.0.0.1", "port": self.post.server_address[1], "security": "none"}
        return own | {"from": "desk@example.org", "to": ["a@example.org", "b@example.org"]} | more

    def alerts(self, **more: Any) -> Alerts:
        made = channels({"surat": self.settings(**more)})
        return Alerts([], made, Store(self.folder / "desk"), clock=lambda: self.moment)


@pytest.fixture
def office(tmp_path: Path, post: Post) -> Office:
    return Office(tmp_path, post)


def alert(number: int, headline: str = "", **more: Any) -> Alert:
    evidence = more.pop("evidence", (Evidence("Prancis mengecam Mali.", "https://warta.example/1", "Warta", "Judul"),))
    return Alert(
        id=f"a:{number}", rule="uji", kind="act", time="2024-05-01T00:00:00+00:00",
        headline_id=headline or f"Peringatan {number}", headline_en=f"Alert {number}", channels=("surat",),
        causes=(f"c{number}",), evidence=evidence, **more,
    )  # fmt: skip


def test_an_alert_as_text_and_html(office: Office, post: Post):
    office.alerts().deliver([alert(1, link="https://desk.example/event/e1")])
    (letter,) = post.letters
    assert letter["Subject"] == "[Kawat] Peringatan 1"
    assert letter["To"] == "a@example.org, b@example.org"
    assert letter["Auto-Submitted"] == "auto-generated"
    text, page = (letter.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    assert "Prancis mengecam Mali." in text
    assert "https://desk.example/event/e1" in text
    assert '<a href="https://warta.example/1"' in page


def test_the_language_of_the_channel(office: Office, post: Post):
    office.alerts(language="en").deliver([alert(1)])
    assert post.letters[0]["Subject"] == "[Kawat] Alert 1"


def test_many_at_once_come_as_a_digest_over_one_connection(office: Office, post: Post):
    office.alerts().deliver([alert(n) for n in range(3)])
    assert (len(post.letters), post.sessions) == (3, 1)
    office.alerts().deliver([alert(n) for n in range(10, 130)])
    assert (len(post.letters), post.sessions) == (6, 2)
    assert "50 peringatan" in post.letters[3]["Subject"]
    assert "Peringatan 59" in post.letters[3].get_body(("plain",)).get_content()  # type: ignore[union-attr]


def test_a_hostile_title_makes_no_header_and_no_markup(office: Office, post: Post):
    bad = "Judul\r\nBcc: korban@example.net\r\n\r\n<script>alert(1)</script>\x00\u202e " + "x" * 3000
    evidence = (Evidence(bad, "javascript:alert(1)", bad, bad), Evidence(bad, 'https://x.example/"><script>', bad, bad))
    office.alerts().deliver([alert(1, bad, evidence=evidence, link="javascript:alert(2)")])
    (letter,) = post.letters
    assert letter["Bcc"] is None
    assert len(letter["Subject"]) < 250
    page = letter.get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert "<script>" not in page
    assert 'href="javascript' not in page


def test_a_server_that_refuses_for_now_is_asked_again_and_for_good_is_not(office: Office, post: Post):
    post.answers = ["451 later"]
    alerts = office.alerts()
    alerts.deliver([alert(1)])
    assert (post.letters, alerts.waiting) == ([], 1)
    office.moment += timedelta(minutes=1)
    alerts.deliver()
    assert (len(post.letters), alerts.waiting) == (1, 0)
    post.answers = ["554 never"]
    alerts.deliver([alert(2)])
    assert (len(post.letters), alerts.waiting) == (1, 0)


def test_a_server_that_is_not_there_is_no_error(office: Office, post: Post):
    alerts = office.alerts(port=9, timeout=1.0)
    alerts.deliver([alert(1)])
    assert alerts.waiting == 1


def test_no_password_without_encryption(office: Office, post: Post, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SANDI_UJI", "sandi-rahasia")
    alerts = office.alerts(security="starttls", user="desk", password_env="SANDI_UJI")
    alerts.deliver([alert(1)])
    assert (post.letters, alerts.waiting) == ([], 1)


def test_the_same_alerts_have_the_same_message_id(office: Office):
    (channel,) = channels({"surat": office.settings()})
    assert message(channel, [alert(1)])["Message-ID"] == message(channel, [alert(1)])["Message-ID"]
    assert message(channel, [alert(1)])["Message-ID"] != message(channel, [alert(2)])["Message-ID"]
