"""A web address taken apart and looked up: which host, which port, and at which checked addresses it may be asked."""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket
import threading
from collections.abc import Collection
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from kawat.errors import FetchError
from kawat.limits import ADDRESS_CHARACTERS

ANY = "*"
"""In a list of hosts that may be private: every host."""
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,252}[a-z0-9_.])?", re.IGNORECASE)
_SAFE = "%/:=&?~+!$,;'@()*[]"
# Refused beside what ``ipaddress`` calls private, which differs from Python to Python: protocol assignments (the metadata of
# Oracle's cloud among them), 6to4 relays, Azure's host agent at a public address, documentation.
_REFUSED = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "2001::/23", "3fff::/20")))
_OPEN = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Target(msgspec.Struct, frozen=True):
    """What is asked: ``path`` with its query, quoted; ``host`` in ASCII."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def named(self) -> str:
        """The host as a Host header has it, with a port that is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.scheme == "https" else 80) else f"{host}:{self.port}"


def target(url: str) -> Target:
    """An address taken apart; FetchError ("refused") for one that is none, is not http(s), or carries a user's name."""
    if len(url) > ADDRESS_CHARACTERS:
        raise FetchError(
            f"{url[:80]}… is an address of {len(url):,} characters; {ADDRESS_CHARACTERS:,} are read.", kind="refused"
        )
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
        if host and ":" in host:
            ipaddress.IPv6Address(host.partition("%")[0])
        elif host and not _HOST.fullmatch(host):
            raise ValueError
    except (ValueError, UnicodeError):
        raise FetchError(f"{url!r} is not a web address that can be read. Check its spelling.", kind="refused") from None
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https"):
        raise FetchError(f"{url!r} leads to {scheme}://, which is not read. Give an http(s) address.", kind="refused")
    if not host:
        raise FetchError(f"{url!r} names no host. Write it like https://example.org/page.", kind="refused")
    if parts.username is not None:
        raise FetchError(f"The address of {host} carries a user name. Leave out what stands before the @.", kind="refused")
    path = quote(parts.path or "/", safe=_SAFE)
    if parts.query:
        path += "?" + quote(parts.query, safe=_SAFE)
    return Target(scheme, host, port or (443 if scheme == "https" else 80), path)


def following(url: str, place: str) -> str:
    """Where a redirect from ``url`` leads; ``place`` is its Location as http.client gives it, one character to a byte."""
    with contextlib.suppress(UnicodeError):
        place = place.encode("latin-1").decode("utf-8")
    try:
        return urljoin(url, place.strip())
    except ValueError:
        raise FetchError(f"{url} redirects to {place[:80]!r}, which is no address.", kind="redirects") from None


def addresses(asked: Target, allow: Collection[str], seconds: float) -> list[str]:
    """Every address that the host has now, each checked; FetchError ("refused") where one of them is not on the open internet
    and ``allow`` has neither "host" nor "host:port" (nor ANY), "unreachable" where there is none.

    The caller connects to what comes back and not to the name: a name that changes its address in between gains nothing.
    """
    found = _look_up(asked, seconds)
    if not _allowed(asked, allow):
        for address in found:
            if not public(address):
                raise FetchError(
                    f"{asked.host} is at {address}, inside a private network; such addresses are refused. If you trust it, "
                    "save the page to a file and read that (from Python: allow_private=True).",
                    kind="refused",
                )
    return found


def public(address: str) -> bool:
    """True for an address on the open internet, looking through IPv6 forms that carry an IPv4 one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return public(str(inner))
        if ip not in _OPEN:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not any(ip in network for network in _REFUSED)


def _allowed(asked: Target, allow: Collection[str]) -> bool:
    names = {name.lower() for name in allow}
    own = {asked.host.lower(), f"{asked.host}:{asked.port}".lower(), f"[{asked.host}]:{asked.port}".lower()}
    return ANY in names or bool(own & names)


def _look_up(asked: Target, seconds: float) -> list[str]:
    """The host's addresses; in a thread of its own, for a resolver has no time limit that could be set."""
    found: list[str] = []
    problems: list[Exception] = []

    def look() -> None:
        try:
            entries = socket.getaddrinfo(asked.host, asked.port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(entry[4][0]) for entry in entries))
        except (OSError, ValueError) as problem:
            problems.append(problem)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(max(seconds, 0.0))
    if thread.is_alive():
        raise TimeoutError
    if problems or not found:
        message = f"The host {asked.host} cannot be found. Check the spelling and the connection."
        raise FetchError(message, kind="unreachable") from None
    return found
