"""Asking an address: bounded in time, size and redirects, never into a private network, and honest about what came."""

from __future__ import annotations

import gzip
import pickle
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from kawat.errors import FetchError
from kawat.limits import ADDRESS_CHARACTERS, FETCH_REDIRECTS, GZIP_MEMBERS, RETRY_AFTER_SECONDS
from kawat.read.address import public
from kawat.read.fetch import Answer, ask, fetch
from kawat.read.unpack import brotli

Handler = BaseHTTPRequestHandler
PAGE = b"<html><body><p>Kenya mengecam Uganda.</p></body></html>"
MEGABYTE = 1_000_000


class Site:
    """A server on this machine; ``on`` says what a path answers, ``asked`` keeps the headers that came."""

    def __init__(self) -> None:
        site = self
        self.paths: dict[str, Callable[[Handler], None]] = {}
        self.asked: list[dict[str, str]] = []

        class Answering(Handler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append({name.lower(): value for name, value in self.headers.items()})
                site.paths[self.path](self)
                self.close_connection = True

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
        self.server.daemon_threads = True
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self.port = self.server.server_address[1]
        self.allow = (f"127.0.0.1:{self.port}",)
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def on(self, path: str, body: bytes = PAGE, status: int = 200, **headers: str) -> str:
        def answer(handler: Handler) -> None:
            handler.send_response(status)
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            for name, value in {"Content-Length": str(len(body)), "Content-Type": "text/html; charset=utf-8", **named}.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(body)

        self.paths[path] = answer
        return self.url(path)

    def ask(self, path: str, **more: Any) -> Answer:
        return ask(self.url(path), **{"timeout": 5.0, "max_bytes": MEGABYTE, "allow": self.allow, **more})

    def refusal(self, path: str, **more: Any) -> FetchError:
        with pytest.raises(FetchError) as caught:
            self.ask(path, **more)
        return caught.value


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.server.shutdown()
    site.server.server_close()


# --- what comes back


def test_an_answer_tells_all_that_the_next_question_needs(site: Site):
    site.on("/", ETag='"v1"', Last_Modified="Mon, 02 Nov 2026 10:00:00 GMT")
    first = site.ask("/")
    assert (first.status, first.body, first.content_type, first.charset) == (200, PAGE, "text/html", "utf-8")
    site.ask("/", etag=first.etag, modified=first.modified, agent="desk/1")
    sent = site.asked[-1]
    assert sent["if-none-match"] == '"v1"'
    assert sent["if-modified-since"] == "Mon, 02 Nov 2026 10:00:00 GMT"
    assert sent["user-agent"] == "desk/1"
    assert "if-none-match" not in site.asked[0]


@pytest.mark.parametrize("status", [304, 404, 429, 503])
def test_any_status_is_an_answer_without_a_body(site: Site, status: int):
    site.on("/", b"" if status == 304 else b"sorry", status)
    answer = site.ask("/")
    assert (answer.status, answer.body) == (status, b"")


def test_fetch_takes_a_status_without_a_page_as_an_error(site: Site):
    site.on("/", b"gone", 404)
    with pytest.raises(FetchError, match="HTTP 404") as caught:
        fetch(site.url(), timeout=5, max_bytes=MEGABYTE, allow_private=True)
    assert caught.value.kind == "status"


@pytest.mark.parametrize(
    ("told", "seconds"),
    [("120", 120.0), ("0", 0.0), ("-5", 0.0), ("1e300", RETRY_AFTER_SECONDS), ("nan", None), ("soon", None), ("", None)],
)
def test_how_long_to_wait_is_a_bounded_number(site: Site, told: str, seconds: float | None):
    site.on("/", b"", 503, Retry_After=told)
    assert site.ask("/").retry_after == seconds


def test_how_long_to_wait_may_be_told_as_a_date(site: Site):
    site.on("/", b"", 503, Retry_After=format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True))
    assert site.ask("/").retry_after == pytest.approx(90, abs=5)


def test_an_error_keeps_its_kind_on_the_way_between_processes():
    problem = pickle.loads(pickle.dumps(FetchError("no", kind="timeout")))
    assert (str(problem), problem.kind) == ("no", "timeout")


# --- redirects


def test_only_permanent_redirects_say_that_a_page_has_moved(site: Site):
    site.on("/a", b"", 301, Location="/b")
    site.on("/b", b"", 308, Location="/c")
    site.on("/c", b"", 302, Location="/d")
    site.on("/d", b"", 301, Location="/e")
    site.on("/e")
    answer = site.ask("/a")
    assert (answer.url, answer.moved, answer.body) == (site.url("/e"), site.url("/c"), PAGE)
    assert site.ask("/c").moved == ""
    assert site.ask("/e").moved == ""


def test_redirects_in_a_circle_or_without_end_are_given_up(site: Site):
    site.on("/a", b"", 302, Location="/b")
    site.on("/b", b"", 302, Location="/a")
    assert site.refusal("/a").kind == "redirects"
    for n in range(FETCH_REDIRECTS + 2):
        site.on(f"/{n}", b"", 302, Location=f"/{n + 1}")
    assert site.refusal("/0").kind == "redirects"


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("http://[::bad/", "redirects"),
        ("file:///etc/passwd", "refused"),
        ("gopher://127.0.0.1:70/x", "refused"),
        ("http://localhost:1/", "refused"),
        ("http://169.254.169.254/latest/meta-data/", "refused"),
        ("http://user:word@127.0.0.1/", "refused"),
        ("http://exa mple/", "refused"),
        ("http://host%00name/", "refused"),
        ("/" + "a" * ADDRESS_CHARACTERS, "refused"),
    ],
)
def test_where_a_redirect_leads_is_checked_like_the_first_address(site: Site, place: str, kind: str):
    site.on("/", b"", 302, Location=place)
    assert site.refusal("/").kind == kind


def test_a_redirect_with_letters_beyond_ascii_is_followed(site: Site):
    site.on("/", b"", 302, Location="/caf\u00e9".encode().decode("latin-1"))
    site.on("/caf%C3%A9")
    assert site.ask("/").body == PAGE


# --- private addresses


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "0.0.0.0", "2130706433", "0x7f.1", "0177.0.0.1", "①②⑦.⓪.⓪.①", "10.1.2.3", "172.16.0.1",
        "192.168.1.1", "169.254.169.254", "100.100.100.200", "168.63.129.16", "192.0.0.192", "224.0.0.1", "255.255.255.255",
        "[::1]", "[::]", "[fe80::1]", "[fd00:ec2::254]", "[::ffff:127.0.0.1]", "[2002:7f00:1::]", "[64:ff9b::7f00:1]",
        "[64:ff9b:1::1]", "[fec0::1]", "[ff02::1]", "[::7f00:1]", "[2001:0:1::]",
    ],
)  # fmt: skip
def test_addresses_inside_a_network_or_machine_are_refused_however_written(host: str):
    with pytest.raises(FetchError) as caught:
        ask(f"http://{host}/", timeout=5, max_bytes=MEGABYTE)
    assert caught.value.kind in ("refused", "unreachable")  # a machine without IPv6 may not look such an address up
    assert caught.value.kind == "refused" or host.startswith("[")


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::808:808"])
def test_addresses_on_the_open_internet_are_public(address: str):
    assert public(address)


def test_the_list_of_allowed_hosts_is_exact(site: Site):
    site.on("/")
    assert site.ask("/", allow=["127.0.0.1"]).status == 200
    assert site.refusal("/", allow=["127.0.0.1:1", "localhost", "127.0.0"]).kind == "refused"
    site.on("/away", b"", 302, Location=f"http://localhost:{site.port}/")
    assert site.refusal("/away").kind == "refused"
    assert site.ask("/away", allow=["LOCALHOST", "127.0.0.1"]).status == 200


def test_the_connection_goes_to_the_address_that_was_checked(site: Site, monkeypatch: pytest.MonkeyPatch):
    """A name that is public when looked up first and private the second time: it is looked up once, and that address is used."""
    site.on("/")
    looked_up: list[str] = []
    connected: list[Any] = []
    connect = socket.create_connection

    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        looked_up.append(host)
        address = "93.184.215.14" if len(looked_up) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def to_the_test_server(address: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(address)
        monkeypatch.undo()
        return connect(("127.0.0.1", site.port), timeout=timeout)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", to_the_test_server)
    answer = ask("http://turns.example/", timeout=5, max_bytes=MEGABYTE)
    assert answer.body == PAGE
    assert looked_up == ["turns.example"]
    assert connected == [("93.184.215.14", 80)]
    assert site.asked[-1]["host"] == "turns.example"


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch):
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 80)) for a in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(FetchError, match=r"10\.0\.0\.1") as caught:
        ask("http://both.example/", timeout=5, max_bytes=MEGABYTE)
    assert caught.value.kind == "refused"


# --- sizes and times


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>on and on</p>" * 4096)


def trickling(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"x")
        time.sleep(0.05)


def silent(_: Handler) -> None:
    time.sleep(3)


def slow_head(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for n in range(60):
        handler.wfile.write(f"X-{n}: y\r\n".encode())
        time.sleep(0.05)


def for_ever_continuing(handler: Handler) -> None:
    for _ in range(60):
        handler.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (endless, "too large"), (trickling, "timeout"), (silent, "timeout"), (slow_head, "timeout"),
        (for_ever_continuing, "timeout"),
    ],
)  # fmt: skip
def test_a_server_that_never_ends_is_left(site: Site, answer: Callable[[Handler], None], kind: str):
    site.paths["/"] = answer
    assert site.refusal("/", timeout=0.4).kind == kind


def test_a_resolver_that_hangs_is_left(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1) or [])
    with pytest.raises(FetchError) as caught:
        ask("http://slow.example/", timeout=0.2, max_bytes=MEGABYTE)
    assert caught.value.kind == "timeout"


def test_a_size_that_is_told_beforehand_is_refused_beforehand(site: Site):
    site.on("/", b"", Content_Length="200000000")
    assert site.refusal("/").kind == "too large"


def test_a_page_that_breaks_off_is_no_page(site: Site):
    site.on("/", PAGE, Content_Length=str(len(PAGE) + 10))
    assert site.refusal("/").kind == "damaged"

    def half(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"40\r\n" + PAGE[:20])

    site.paths["/"] = half
    assert site.refusal("/").kind == "damaged"


def test_what_is_no_http_is_told(site: Site):
    site.paths["/"] = lambda handler: handler.wfile.write(b"220 mail.example ESMTP\r\n") and None
    assert site.refusal("/").kind == "damaged"


# --- packed answers


def test_packed_pages_are_unpacked(site: Site):
    for name, packed in (("gzip", gzip.compress(PAGE)), ("deflate", zlib.compress(PAGE)), ("deflate", zlib.compress(PAGE)[2:-4])):
        site.on("/", packed, Content_Encoding=name)
        assert site.ask("/").body == PAGE
    site.on("/", gzip.compress(PAGE[:20]) + gzip.compress(PAGE[20:]) + b"\0\0\0", Content_Encoding="gzip")
    assert site.ask("/").body == PAGE


@pytest.mark.parametrize(
    ("name", "packed", "kind"),
    [
        ("gzip", gzip.compress(bytes(50 * MEGABYTE)), "too large"),
        ("gzip, gzip", gzip.compress(gzip.compress(bytes(50 * MEGABYTE))), "too large"),
        ("gzip, gzip, gzip, gzip", gzip.compress(PAGE), "damaged"),
        ("gzip", gzip.compress(b"") * (GZIP_MEMBERS + 1), "damaged"),
        ("gzip", gzip.compress(PAGE)[:-12], "damaged"),
        ("gzip", PAGE, "damaged"),
        ("deflate", zlib.compress(PAGE)[:-8], "damaged"),
        ("compress", PAGE, "damaged"),
    ],
    ids=["bomb", "bomb in a bomb", "four layers", "empty members", "cut", "not packed", "deflate cut", "unknown"],
)
def test_bombs_and_damaged_packing_are_refused(site: Site, name: str, packed: bytes, kind: str):
    site.on("/", packed, Content_Encoding=name)
    assert site.refusal("/").kind == kind


@pytest.mark.skipif(brotli() is None, reason="brotli is not installed")
def test_brotli_is_bounded_too(site: Site):
    module: Any = brotli()
    assert module is not None
    packed = module.compress(PAGE * 30)
    site.on("/", packed, Content_Encoding="br")
    assert site.ask("/").body == PAGE * 30
    site.on("/", packed[:-4], Content_Encoding="br")
    assert site.refusal("/").kind == "damaged"
    site.on("/", module.compress(bytes(50 * MEGABYTE)), Content_Encoding="br")
    assert site.refusal("/").kind == "too large"
