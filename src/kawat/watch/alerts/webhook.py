"""Webhooks: an alert as a signed POST of JSON, to a checked address and nowhere else.

``Kawat-Signature: t=SECONDS,v1=HEX`` is the HMAC-SHA256 of ``SECONDS.BODY`` with the channel's secret; ``docs/alerts.md`` shows
how a receiver checks it. Redirects are not followed, no proxy is used.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import math
import socket
import ssl
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote, urlsplit

import msgspec

from kawat import __version__
from kawat.errors import KawatError
from kawat.read.fetch import public
from kawat.watch.alerts.record import Alert
from kawat.watch.alerts.sending import Outcome
from kawat.watch.alerts.settings import Channel, listed
from kawat.watch.logs import hide

ANSWER = 65_536
"""So much of an answer is read, in bytes; nothing in it is used."""
# Answers that speak of this one message: the next may do.
_OF_MESSAGE = {400, 409, 413, 415, 422}


class _Refused(Exception):
    """The address is none that may be posted to."""


def sign(secret: bytes, moment: int, body: bytes) -> str:
    """The value of ``Kawat-Signature`` for a body sent at a moment (Unix time in seconds)."""
    return f"t={moment},v1={hmac.new(secret, b'%d.' % moment + body, hashlib.sha256).hexdigest()}"


def send(channel: Channel, alerts: Sequence[Alert]) -> Iterator[tuple[Sequence[Alert], Outcome]]:
    """Posts alerts one by one."""
    for alert in alerts:
        yield [alert], _outcome(channel, alert)


def _outcome(channel: Channel, alert: Alert) -> Outcome:
    try:
        secret = channel.key()
        hide(secret.decode())
        status, after = _post(channel, secret, alert.id, msgspec.json.encode(alert.told()))
    except _Refused as problem:
        return Outcome("retry", str(problem))
    except KawatError as problem:
        return Outcome("retry", str(problem))
    except TimeoutError:
        return Outcome("retry", f"no answer within {channel.timeout:g} s")
    except (OSError, http.client.HTTPException, ValueError) as problem:
        return Outcome("retry", f"not reached ({type(problem).__name__})")
    if 200 <= status < 300:
        return Outcome("sent")
    if status == 410:
        return Outcome("gone", "HTTP 410: the receiver wants nothing any more")
    why = f"HTTP {status}" + (": redirects are not followed" if 300 <= status < 400 else "")
    return Outcome("again" if status in _OF_MESSAGE else "retry", why, after)


def _post(channel: Channel, secret: bytes, id: str, body: bytes) -> tuple[int, float]:
    """The status of the answer, and the seconds that it asks to wait."""
    parts = urlsplit(channel.url)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    moment = int(time.time())
    headers = {
        "Content-Type": "application/json", "User-Agent": f"kawat/{__version__}", "Connection": "close",
        "Kawat-Alert-Id": id, "Kawat-Signature": sign(secret, moment, body),
    }  # fmt: skip
    link = http.client.HTTPConnection(host, port, timeout=channel.timeout)
    sockets: list[socket.socket] = []
    late = threading.Event()

    def stop() -> None:
        late.set()
        for sock in sockets:
            with suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)

    clock = threading.Timer(channel.timeout, stop)
    clock.daemon = True
    clock.start()
    try:
        sock = _connected(host, port, listed(channel.allow), channel.timeout)
        sockets.append(sock)
        if parts.scheme == "https":
            sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
            sockets.append(sock)
        if late.is_set():
            raise TimeoutError
        link.sock = sock
        path = quote(parts.path or "/", safe="%/:=&?~+!$,;'@()*[]")
        query = "?" + quote(parts.query, safe="%/:=&?~+!$,;'@()*[]") if parts.query else ""
        bare = f"[{host}]" if ":" in host else host
        default = {"https": 443, "http": 80}[parts.scheme] == port
        link.request("POST", path + query, body, {"Host": bare if default else f"{bare}:{port}", **headers})
        answer = link.getresponse()
        answer.read(ANSWER)
        return answer.status, _wait(answer.headers.get("Retry-After", ""))
    except (OSError, http.client.HTTPException, ValueError) as problem:
        raise TimeoutError from problem if late.is_set() else None if isinstance(problem, TimeoutError) else problem
    finally:
        clock.cancel()
        link.close()
        for sock in sockets:
            sock.close()


def _connected(host: str, port: int, allow: Collection[str], seconds: float) -> socket.socket:
    """A connection to one of the host's addresses, each of which is on the open internet or belongs to an allowed host.

    The name is resolved once and the checked address itself is called, so that it cannot change in between.
    """
    bare = f"[{host}]" if ":" in host else host
    free = bool({host, f"{bare}:{port}"} & {one.lower() for one in allow})
    found = dict.fromkeys(str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    for address in found:
        if not free and not public(address):
            raise _Refused(f"{host} is inside a private network; name it in allow if you trust it")
    problem: OSError | None = None
    for address in found:
        try:
            return socket.create_connection((address, port), timeout=seconds)
        except OSError as error:
            problem = error
    raise problem or OSError("no address")


def _wait(told: str) -> float:
    """The seconds that ``Retry-After`` asks for, as a number or a date; 0 for what is neither."""
    with suppress(ValueError, OverflowError, TypeError):
        seconds = float(told) if told.strip()[:1].isdigit() and told.strip().isascii() else _until(told)
        return seconds if math.isfinite(seconds) and seconds > 0 else 0.0
    return 0.0


def _until(told: str) -> float:
    when = parsedate_to_datetime(told)
    return ((when if when.tzinfo else when.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds()
