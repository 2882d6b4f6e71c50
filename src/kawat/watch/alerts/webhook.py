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

import msgspec

from kawat import __version__
from kawat.errors import FetchError, KawatError
from kawat.limits import ALERT_ANSWER_BYTES
from kawat.read.address import Target, addresses, target
from kawat.watch.alerts.channels import Channel
from kawat.watch.alerts.record import Alert
from kawat.watch.alerts.sending import Outcome
from kawat.watch.alerts.values import listed
from kawat.watch.logs import hide

# Answers that speak of this one message: the next may do.
_OF_MESSAGE = {400, 409, 413, 415, 422}
_REFUSED = "the host is inside a private network; name it in allow if you trust it"


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
    except FetchError as problem:
        return Outcome("retry", _REFUSED if problem.kind == "refused" else "the host cannot be found")
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
    """The status of the answer, and the seconds that it asks to wait; TimeoutError where the whole took too long."""
    asked = target(channel.url)
    headers = {
        "Host": asked.named, "Content-Type": "application/json", "User-Agent": f"kawat/{__version__}", "Connection": "close",
        "Kawat-Alert-Id": id, "Kawat-Signature": sign(secret, int(time.time()), body),
    }  # fmt: skip
    link = http.client.HTTPConnection(asked.host, asked.port)
    with _Clock(channel.timeout) as clock:
        try:
            link.sock = _connected(asked, listed(channel.allow), clock)
            link.request("POST", asked.path, body, headers)
            answer = link.getresponse()
            answer.read(ALERT_ANSWER_BYTES)
            return answer.status, _wait(answer.headers.get("Retry-After", ""))
        except (OSError, http.client.HTTPException, ValueError):
            if clock.late:
                raise TimeoutError from None
            raise
        finally:
            link.close()


class _Clock:
    """Shuts the sockets in use when the time is up, so that an answer that trickles in cannot hold us."""

    def __init__(self, seconds: float) -> None:
        self.end, self.late = time.monotonic() + seconds, False
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._stop)
        self._timer.daemon = True

    def __enter__(self) -> _Clock:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        for sock in self._sockets:
            sock.close()

    def left(self) -> float:
        """The seconds that are left, a little more than none."""
        return max(self.end - time.monotonic(), 0.01)

    def watch(self, sock: socket.socket) -> socket.socket:
        """Takes a socket as one to shut."""
        self._sockets.append(sock)
        if self.late:
            raise TimeoutError
        return sock

    def _stop(self) -> None:
        self.late = True
        for sock in self._sockets:
            with suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _connected(asked: Target, allow: Collection[str], clock: _Clock) -> socket.socket:
    """A connection to one of the host's checked addresses, never to its name: that cannot change in between."""
    problem: OSError | None = None
    for address in addresses(asked, allow, clock.left()):
        try:
            sock = clock.watch(socket.create_connection((address, asked.port), timeout=clock.left()))
            if asked.scheme == "https":
                packed = ssl.create_default_context().wrap_socket(sock, server_hostname=asked.host, do_handshake_on_connect=False)
                sock = clock.watch(packed)
                packed.do_handshake()
            return sock
        except OSError as error:
            problem = error
            if clock.late:
                break
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
