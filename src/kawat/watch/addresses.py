"""Addresses as a watch knows them: of one article in one form, and by their host."""

from __future__ import annotations

from hashlib import blake2b
from urllib.parse import urlsplit, urlunsplit

# What campaigns and networks add to an address to count who comes from where; the page is the same without.
_COUNTING = frozenset(["fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "_ga"])
_PORTS = {"http": 80, "https": 443}


def host_of(url: str) -> str:
    """Host and port of an address, the port only where it is not the usual one; "" for what is no web address."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return ""
    usual = _PORTS.get(parts.scheme.lower())
    if not host or usual is None:
        return ""
    bare = f"[{host}]" if ":" in host else host
    return bare if port in (None, usual) else f"{bare}:{port}"


def origin_of(url: str) -> str:
    """Scheme and host of an address, to which one robots.txt belongs."""
    return f"{urlsplit(url).scheme.lower()}://{host_of(url)}"


def normal(url: str) -> str:
    """An address without fragment and without what only counts visitors; scheme and host in small letters."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    host = host_of(url)
    if not host:
        return url.strip()
    kept = [pair for pair in parts.query.split("&") if pair and not _counts(pair.partition("=")[0].lower())]
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", "&".join(kept), ""))


def _counts(name: str) -> bool:
    return name.startswith("utm_") or name in _COUNTING


def digest(*words: str | bytes) -> str:
    """16 hex digits that stand for some words."""
    whole = b"\x00".join(word if isinstance(word, bytes) else word.encode("utf-8", "replace") for word in words)
    return blake2b(whole, digest_size=8).hexdigest()
