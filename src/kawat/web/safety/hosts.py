"""The names under which the desk may be asked. A page elsewhere that lets its own name point at 127.0.0.1 is refused."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import urlsplit

LOOPBACK = frozenset(("127.0.0.1", "localhost", "[::1]"))
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?")


def is_loopback(host: str) -> bool:
    """Whether what listens on ``host`` can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0]).is_loopback
    except ValueError:
        return False


def name_of(header: str) -> str:
    """The name in a Host header without its port, in lower case; "" for what is none."""
    found = _HOST.fullmatch(header.strip())
    return found[1].lower().rstrip(".") if found else ""


def is_allowed(header: str, allowed: Collection[str]) -> bool:
    """Whether a Host header names one of the allowed names; an empty collection allows every name."""
    name = name_of(header)
    return bool(name) and (not allowed or name in allowed)


def same_site(origin: str, host: str) -> bool:
    """Whether an Origin header names the very host that was asked."""
    return origin != "null" and urlsplit(origin).netloc.lower() == host.strip().lower()


def inside(target: str) -> str:
    """Where to go on, if that is a path of this very site; else "/"."""
    plain = target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable() and "\\" not in target
    return target if plain and len(target) <= 2_000 and not urlsplit(target).netloc else "/"
