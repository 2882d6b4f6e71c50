"""One page over http(s): bounded in time, size and redirects, and never into a private network.

Each hop's host name is resolved once, every address it has is checked, and the connection is made to the
checked address itself, so that a name cannot change its address in between. No proxy is used.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
import zlib
from email.message import Message
from importlib import import_module
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from kawat.errors import FetchError

MAX_HOPS = 5
_AGENT = "Mozilla/5.0 (compatible; kawat; news reading for research)"
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


class _Target(msgspec.Struct, frozen=True):
    scheme: str
    host: str
    port: int
    path: str


def fetch(url: str, *, timeout: float, max_bytes: int, allow_private: bool = False) -> Page:
    """Get ``url``, following at most MAX_HOPS redirects; FetchError says what stood in the way."""
    seen = [url]
    with _Clock(timeout) as clock:
        while True:
            status, headers, body = _get(seen[-1], clock, max_bytes, allow_private)
            place = headers.get("Location", "")
            if status not in (301, 302, 303, 307, 308) or not place:
                break
            following = urljoin(seen[-1], place)
            if following in seen:
                raise FetchError(f"{url} redirects in a circle (back to {following}). Open it in a browser.")
            if len(seen) > MAX_HOPS:
                raise FetchError(f"{url} redirects more than {MAX_HOPS} times. Give the final address.")
            seen.append(following)
    if status >= 400 or status < 200 or status in (204, 304):
        reason = _REASONS.get(status, "has trouble of its own" if status >= 500 else "gave no page")
        raise FetchError(f"{seen[-1]} answered HTTP {status}: the page {reason}. Save it to a file and read that.")
    data = _unpack(body, headers.get("Content-Encoding", ""), max_bytes, seen[-1])
    return Page(seen[-1], data, headers.get_content_type(), headers.get_content_charset() or "")


class _Clock:
    """Shuts the socket in use when the time is up, so that a page that trickles in cannot hold us."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.late = False
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._stop)
        self._timer.daemon = True

    def __enter__(self) -> _Clock:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

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


def _target(url: str) -> _Target:
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise FetchError(f"{url!r} is not a web address that can be read. Check its spelling.") from None
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        raise FetchError(f"{url} leads to {scheme}://, which is not read. Give an http(s) address.")
    if not host:
        raise FetchError(f"{url!r} names no host. Write it like https://example.org/page.")
    if parts.username is not None:
        raise FetchError(f"The address of {host} carries a user name. Leave out what stands before the @.")
    path = quote(parts.path or "/", safe="%/:=&?~+!$,;'@()*[]")
    if parts.query:
        path += "?" + quote(parts.query, safe="%/:=&?~+!$,;'@()*[]")
    return _Target(scheme, host, port or (443 if scheme == "https" else 80), path)


def _addresses(target: _Target, allow_private: bool) -> list[str]:
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise FetchError(f"The host {target.host} cannot be found. Check the spelling and the connection.") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not allow_private and not public(address):
            raise FetchError(
                f"{target.host} is at {address}, inside a private network; such addresses are refused. "
                "If you trust it, save the page to a file and read that (from Python: allow_private=True)."
            )
    return addresses


def public(address: str) -> bool:
    """True for an address on the open internet, looking through IPv6 forms that carry an IPv4 one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _connect(target: _Target, clock: _Clock, allow_private: bool) -> socket.socket:
    problem: OSError | None = None
    for address in _addresses(target, allow_private):
        try:
            sock = socket.create_connection((address, target.port), timeout=clock.seconds)
            clock.watch(sock)
            if target.scheme == "https":
                sock = ssl.create_default_context().wrap_socket(sock, server_hostname=target.host)
                clock.watch(sock)
            return sock
        except OSError as error:
            problem = error
    raise problem or OSError("no address")


def _get(url: str, clock: _Clock, max_bytes: int, allow_private: bool) -> tuple[int, Message, bytes]:
    target = _target(url)
    link: http.client.HTTPConnection | None = None
    try:
        sock = _connect(target, clock, allow_private)
        default = 443 if target.scheme == "https" else 80
        host = f"[{target.host}]" if ":" in target.host else target.host
        link = http.client.HTTPConnection(target.host, target.port)
        link.sock = sock
        link.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
        link.putheader("Host", host if target.port == default else f"{host}:{target.port}")
        link.putheader("User-Agent", _AGENT)
        link.putheader("Accept", "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5")
        link.putheader("Accept-Encoding", "gzip, deflate, br" if _brotli() else "gzip, deflate")
        link.putheader("Connection", "close")
        link.endheaders()
        answer = link.getresponse()
        body = answer.read(max_bytes + 1)
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise _failure(url, target, clock, problem) from problem
    finally:
        if link is not None:
            link.close()
    if clock.late:
        raise _failure(url, target, clock, TimeoutError())
    if len(body) > max_bytes:
        raise FetchError(f"{url} is larger than {max_bytes:,} bytes, more than one article can be.")
    return answer.status, answer.headers, body


def _failure(url: str, target: _Target, clock: _Clock, problem: Exception) -> FetchError:
    if clock.late or isinstance(problem, TimeoutError):
        return FetchError(f"{url} did not answer in full within {clock.seconds:g} s. Try again, or raise timeout.")
    if isinstance(problem, ConnectionRefusedError):
        return FetchError(f"{target.host} refused the connection on port {target.port}. Is the address right?")
    if isinstance(problem, ssl.SSLError):
        return FetchError(f"{target.host} has no valid certificate ({problem}). The page was not read.")
    return FetchError(f"{url} cannot be read: {problem or type(problem).__name__}. Try again later.")


def _brotli() -> Any:
    """The brotli module where one is installed that can bound its output, else None."""
    try:
        module = import_module("brotli")
    except ImportError:
        return None
    return module if hasattr(module.Decompressor, "can_accept_more_data") else None


def _unpack(body: bytes, encoding: str, max_bytes: int, url: str) -> bytes:
    names = [name.strip().lower() for name in encoding.split(",") if name.strip()]
    for name in reversed(names[:3]):
        try:
            if name in ("gzip", "x-gzip"):
                body = _inflate(body, 31, max_bytes)
            elif name == "deflate":
                raw = len(body) < 2 or body[0] & 15 != 8 or (body[0] * 256 + body[1]) % 31 != 0
                body = _inflate(body, -15 if raw else 15, max_bytes)
            elif name == "br" and (brotli := _brotli()):
                body = bytes(brotli.Decompressor().process(body, output_buffer_limit=max_bytes + 1))
            elif name != "identity":
                raise FetchError(f"{url} came packed as {name!r}, which cannot be unpacked here.")
        except FetchError:
            raise
        except Exception as problem:  # brotli's error is a bare Exception
            raise FetchError(f"{url} came as damaged {name} data ({problem}). Try again.") from problem
        if len(body) > max_bytes:
            raise FetchError(f"{url} unpacks to more than {max_bytes:,} bytes, more than one article can be.")
    return body


def _inflate(body: bytes, window: int, max_bytes: int) -> bytes:
    out: list[bytes] = []
    size = 0
    while body and size <= max_bytes:
        engine = zlib.decompressobj(window)
        out.append(engine.decompress(body, max_bytes + 1 - size))
        size += len(out[-1])
        if not engine.eof:
            break
        body = engine.unused_data if window == 31 else b""
    return b"".join(out)
