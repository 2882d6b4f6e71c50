"""Addresses of the outside that an article names: where a reader may be sent."""

from __future__ import annotations

from urllib.parse import urlsplit


def outside(url: str | None) -> str:
    """The address where a reader may be sent: http or https with a host, and nothing that is none; "" otherwise."""
    text = (url or "").strip()
    if any(ord(c) <= 32 or c in '\\<>"' for c in text):
        return ""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and host else ""


def host(url: str | None) -> str:
    """The host of an address of the outside, without "www."; "" where there is none."""
    return (urlsplit(outside(url)).hostname or "").removeprefix("www.")
