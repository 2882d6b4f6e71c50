"""A chat-completions server of the tests' own, which gives prepared answers."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from kawat.claims import endpoint_http

SENTENCE = "Prancis mengecam Mali, kata Presiden Senegal."
CLAIM = {
    "event": "ACCUSE", "mode": "disapprove", "status": "real", "trigger": "mengecam",
    "actor": ["Prancis"], "recipient": ["Mali"], "said_by": "Presiden Senegal", "confidence": 0.9,
}  # fmt: skip
QUOTE = {"speaker": "Presiden Senegal", "cue": "kata", "content": "Prancis mengecam Mali", "direct": False}
NOTHING: dict[str, Any] = {"claims": [], "quotes": []}


class Server(ThreadingHTTPServer):
    """Gives the prepared answers one after the other, the last one for ever, and keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[tuple[int, Any, dict[str, str]]] = [(200, chat(NOTHING), {})]
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.hang = 0.0

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing about a client that hung up."""

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def answer(self, body: Any, status: int = 200, **headers: str) -> Server:
        self.answers.append((status, body, {name.replace("_", "-"): value for name, value in headers.items()}))
        return self

    def says(self, *contents: Any) -> Server:
        for content in contents:
            self.answer(chat(content))
        return self

    @property
    def questions(self) -> list[dict[str, Any]]:
        return [json.loads(body["messages"][1]["content"]) for body in self.asked]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append(json.loads(body))
        self.server.headers.append({"path": self.path, **dict(self.headers.items())})
        time.sleep(self.server.hang)
        if len(self.server.answers) > 1:
            self.server.answers.pop(0)
        status, content, headers = self.server.answers[0]
        data = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


def chat(content: Any) -> dict[str, Any]:
    """A chat completion with these words, or this object as JSON."""
    words = content if isinstance(content, str) else json.dumps(content)
    return {"choices": [{"message": {"role": "assistant", "content": words}}]}


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    made = Server()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    monkeypatch.setenv("KAWAT_ENDPOINT", made.base)
    monkeypatch.setenv("KAWAT_MODEL", "tiny")
    for name in ("KAWAT_API_KEY", "KAWAT_TIMEOUT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(endpoint_http, "_FIRST_WAIT", 0.01)
    yield made
    made.shutdown()
    made.server_close()
    thread.join(5)
