"""The endpoint that tells how a watch is: ``/metrics``, ``/health/live`` and ``/health/ready``, answered by threads of its own.

Bound to the loopback address unless told: it knows no passwords, and names the sources.
"""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any

from kawat import __version__, limits
from kawat.errors import KawatError
from kawat.watch.metrics import TYPE, Metrics

Status = Callable[[], Mapping[str, Any]]


class HealthError(KawatError):
    """The health endpoint cannot be opened."""


class Server:
    """The running endpoint; ``close()`` ends it. ``port`` is where it listens, also where 0 was asked for."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self._server = server
        self.host, self.port = str(server.server_address[0]), int(server.server_address[1])
        self._thread = threading.Thread(target=server.serve_forever, args=(0.2,), name="kawat-health", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stops answering; may be called twice."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(limits.HEALTH_SECONDS)


def serve(metrics: Metrics, status: Status, host: str = "127.0.0.1", port: int = 0) -> Server:
    """Answers on ``host:port`` (0: any free port) until closed.

    ``status`` gives what ``/health/ready`` tells, as JSON takes it: ``ready`` (whether all is well), ``sources``, ``round``,
    ``lag``, ``queue``, whatever the watch knows. The answer is 503 where ``ready`` is not true or ``status`` raises.
    Raises HealthError where the address cannot be had.
    """

    class Handler(_Handler):
        def answer(self, path: str) -> tuple[int, str, bytes]:
            if path == "/metrics":
                return 200, TYPE, metrics.text()
            if path == "/health/live":
                return 200, "application/json", json.dumps({"live": True, "version": __version__}).encode()
            if path == "/health/ready":
                return _ready(status)
            return 404, "application/json", b'{"error": "There are /metrics, /health/live and /health/ready."}'

    try:
        return Server(_Bounded((host, port), Handler))
    except (OSError, OverflowError, UnicodeError) as problem:
        raise HealthError(f"the health endpoint cannot listen on {host}:{port} ({problem}). Choose another port.") from None


def _ready(status: Status) -> tuple[int, str, bytes]:
    try:
        told = dict(status())
        body = json.dumps(told, ensure_ascii=True, default=str, allow_nan=False).encode()
        return (200 if told.get("ready") is True else 503), "application/json", body
    except Exception as problem:
        told = {"ready": False, "error": f"the watch cannot tell its state ({type(problem).__name__})"}
        return 503, "application/json", json.dumps(told).encode()


class _Bounded(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = limits.HEALTH_AT_ONCE

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        self._room = threading.BoundedSemaphore(limits.HEALTH_AT_ONCE)
        super().__init__(address, handler)

    def server_bind(self) -> None:
        """As HTTPServer's, without asking the name service who we are."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._room.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        # A client that trickles in is cut off: the socket's own timeout counts from each byte.
        clock = threading.Timer(2 * limits.HEALTH_SECONDS, self.shutdown_request, (request,))
        clock.daemon = True
        clock.start()
        try:
            super().process_request_thread(request, client_address)
        finally:
            clock.cancel()
            self._room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no matter of ours."""


class _Handler(BaseHTTPRequestHandler):
    timeout = limits.HEALTH_SECONDS
    server_version = "kawat"
    sys_version = ""
    protocol_version = "HTTP/1.0"

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Status, content type and body for a path."""
        raise NotImplementedError

    def do_GET(self) -> None:
        self._give(with_body=True)

    def do_HEAD(self) -> None:
        self._give(with_body=False)

    def _give(self, with_body: bool) -> None:
        if len(self.requestline) > limits.HEALTH_LINE_BYTES:
            self.send_error(414)
            return
        status, kind, body = self.answer(self.path.partition("?")[0])
        self.send_response(status)
        for name, value in (
            ("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ):  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing: a scrape every few seconds is no news."""
