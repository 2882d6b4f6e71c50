"""One address over http(s): bounded in time, size and redirects, and never into a private network.

Each hop's host name is resolved once, every address it has is checked, and the connection is made to the
checked address itself, so that a name cannot change its address in between. No proxy is used.
"""

from __future__ import annotations

import contextlib
import http.client
import math
import socket
import ssl
import threading
import time
from collections.abc import Collection
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

import msgspec

from kawat.errors import FetchError
from kawat.limits import FETCH_HEADER, FETCH_REDIRECTS, RETRY_AFTER_SECONDS
from kawat.read.address import ANY, Target, addresses, following, target
from kawat.read.unpack import accepted, unpack

AGENT = "Mozilla/5.0 (compatible; kawat; news reading for research)"
_PERMANENT, _REDIRECTS = (301, 308), (301, 302, 303, 307, 308)
_REASONS = {
    401: "asks for a password",
    402: "is behind a paywall",
    403: "refuses to be read by a program",
    404: "does not exist there (any more)",
    410: "was taken down",
    429: "is being asked too often; wait and try again",
    451: "is blocked for legal reasons",
}


class Page(msgspec.Struct, frozen=True):
    """What came back: the decompressed ``body`` and the address after redirects."""

    url: str
    body: bytes
    content_type: str
    charset: str


class Answer(msgspec.Struct, frozen=True):
    """What a server answered, whatever its status: ``url`` after redirects, ``body`` unpacked (empty unless 2xx).

    ``etag`` and ``modified`` are handed in the next time; ``retry_after`` is in seconds; ``moved`` is where permanent
    redirects alone led, "" where the first one was none.
    """

    url: str
    status: int
    body: bytes
    content_type: str
    charset: str
    etag: str = ""
    modified: str = ""
    retry_after: float | None = None
    moved: str = ""


class _Got(msgspec.Struct, frozen=True):
    status: int
    headers: Message
    body: bytes


class _Request(msgspec.Struct, frozen=True):
    max_bytes: int
    allow: Collection[str]
    headers: dict[str, str]


def fetch(url: str, *, timeout: float, max_bytes: int, allow_private: bool = False, allow: Collection[str] = ()) -> Page:
    """Get the page at ``url``; FetchError says what stood in the way, an answer without a page too (kind "status")."""
    answer = ask(url, timeout=timeout, max_bytes=max_bytes, allow=(ANY,) if allow_private else allow)
    status = answer.status
    if status >= 300 or status < 200 or status == 204:
        reason = _REASONS.get(status, "has trouble of its own" if status >= 500 else "gave no page")
        message = f"{answer.url} answered HTTP {status}: the page {reason}. Save it to a file and read that."
        raise FetchError(message, kind="status")
    return Page(answer.url, answer.body, answer.content_type, answer.charset)


def ask(
    url: str,
    *,
    timeout: float,
    max_bytes: int,
    allow: Collection[str] = (),
    etag: str = "",
    modified: str = "",
    agent: str = AGENT,
) -> Answer:
    """Ask for ``url``, following at most FETCH_REDIRECTS redirects, within ``timeout`` seconds in all.

    ``etag`` and ``modified`` are those of an earlier answer: a server that has nothing newer answers 304. ``allow`` holds
    "host" or "host:port" entries that may be at private addresses, checked at every hop. Raises FetchError for what stood
    in the way (its ``kind`` says which), never for a status.
    """
    headers = {"User-Agent": agent, "If-None-Match": etag, "If-Modified-Since": modified}
    request = _Request(max_bytes, allow, {name: value for name, value in headers.items() if value})
    seen, moved, permanent = [url], "", True
    with _Clock(timeout) as clock:
        while True:
            got = _get(seen[-1], clock, request)
            place = got.headers.get("Location", "")
            if got.status not in _REDIRECTS or not place:
                break
            after = following(seen[-1], place)
            if after in seen:
                raise FetchError(f"{url} redirects in a circle (back to {after}). Open it in a browser.", kind="redirects")
            if len(seen) > FETCH_REDIRECTS:
                message = f"{url} redirects more than {FETCH_REDIRECTS} times. Give the final address."
                raise FetchError(message, kind="redirects")
            permanent = permanent and got.status in _PERMANENT
            moved = after if permanent else moved
            seen.append(after)
        body = unpack(got.body, got.headers.get("Content-Encoding", ""), max_bytes, seen[-1]) if got.body else b""
    return _answer(seen[-1], got, body, moved)


def _answer(url: str, got: _Got, body: bytes, moved: str) -> Answer:
    return Answer(
        url,
        got.status,
        body,
        got.headers.get_content_type(),
        got.headers.get_content_charset() or "",
        _kept(got.headers.get("ETag", "")),
        _kept(got.headers.get("Last-Modified", "")),
        _seconds(got.headers.get("Retry-After", "")),
        moved,
    )


def _kept(value: str) -> str:
    """A header that is sent back the next time; "" where it is none that can be."""
    return value if len(value) <= FETCH_HEADER and value.isprintable() else ""


def _seconds(told: str) -> float | None:
    """Retry-After, a number or a date, as seconds from now; never below 0 or above RETRY_AFTER_SECONDS."""
    told = told.strip()[:FETCH_HEADER]
    if not told:
        return None
    try:
        seconds = float(told)
    except ValueError:
        try:
            when = parsedate_to_datetime(told)
            seconds = ((when if when.tzinfo else when.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds()
        except (ValueError, TypeError, OverflowError):
            return None
    return None if math.isnan(seconds) else min(max(seconds, 0.0), RETRY_AFTER_SECONDS)


class _Clock:
    """Shuts the socket in use when the time is up, so that a page that trickles in cannot hold us."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.late = False
        self._end = time.monotonic() + seconds
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._stop)
        self._timer.daemon = True

    def __enter__(self) -> _Clock:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def left(self) -> float:
        """Seconds left; raises TimeoutError where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def watch(self, sock: socket.socket) -> None:
        """Take ``sock`` as the one to shut."""
        self._socket = sock
        if self.late:
            self._stop()

    def _stop(self) -> None:
        self.late = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _connect(asked: Target, clock: _Clock, allow: Collection[str]) -> socket.socket:
    """A connection to one of the host's checked addresses, never to its name."""
    problem: OSError | None = None
    for address in addresses(asked, allow, clock.left()):
        sock: socket.socket | None = None
        try:
            sock = socket.create_connection((address, asked.port), timeout=clock.left())
            clock.watch(sock)
            if asked.scheme == "https":
                context = ssl.create_default_context()
                sock = context.wrap_socket(sock, server_hostname=asked.host, do_handshake_on_connect=False)
                clock.watch(sock)
                sock.do_handshake()
            return sock
        except OSError as error:
            problem = error
            if sock is not None:
                sock.close()
            if clock.late:
                break
    raise problem or OSError("no address")


def _get(url: str, clock: _Clock, request: _Request) -> _Got:
    """One hop: the status, and the packed body where there is to be one."""
    asked = target(url)
    try:
        with contextlib.closing(http.client.HTTPConnection(asked.host, asked.port)) as link:
            link.sock = _connect(asked, clock, request.allow)
            link.putrequest("GET", asked.path, skip_host=True, skip_accept_encoding=True)
            link.putheader("Host", asked.named)
            for name, value in request.headers.items():
                link.putheader(name, value)
            link.putheader("Accept", "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5")
            link.putheader("Accept-Encoding", accepted())
            link.putheader("Connection", "close")
            link.endheaders()
            with contextlib.closing(link.getresponse()) as answer:
                body = _body(url, answer, request.max_bytes)
    except FetchError:
        raise
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise _failure(url, asked, clock, problem) from problem
    if clock.late:
        raise _failure(url, asked, clock, TimeoutError())
    return _Got(answer.status, answer.headers, body)


def _body(url: str, answer: http.client.HTTPResponse, max_bytes: int) -> bytes:
    if not 200 <= answer.status < 300:
        return b""
    body = b"" if (answer.length or 0) > max_bytes else answer.read(max_bytes + 1)
    if len(body) > max_bytes or (answer.length or 0) > max_bytes:
        raise FetchError(f"{url} is larger than {max_bytes:,} bytes, more than one article can be.", kind="too large")
    if answer.length:  # what was promised and did not come
        raise http.client.IncompleteRead(body, answer.length)
    return body


def _failure(url: str, asked: Target, clock: _Clock, problem: Exception) -> FetchError:
    if clock.late or isinstance(problem, TimeoutError):
        message = f"{url} did not answer in full within {clock.seconds:g} s. Try again, or raise timeout."
        return FetchError(message, kind="timeout")
    if isinstance(problem, http.client.IncompleteRead):
        return FetchError(f"{url} breaks off in the middle. Try again later.", kind="damaged")
    if isinstance(problem, ConnectionRefusedError):
        return FetchError(f"{asked.host} refused the connection on port {asked.port}. Is the address right?")
    if isinstance(problem, ssl.SSLError):
        return FetchError(f"{asked.host} has no valid certificate ({problem}). The page was not read.")
    kind = "unreachable" if isinstance(problem, OSError) else "damaged"
    return FetchError(f"{url} cannot be read: {problem or type(problem).__name__}. Try again later.", kind=kind)
