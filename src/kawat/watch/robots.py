"""robots.txt as RFC 9309 has it: what a host lets a program read, and how often."""

from __future__ import annotations

from functools import lru_cache

from protego import Protego

from kawat.limits import ROBOTS_BYTES

AGENT = "kawat"
"""The name that rules for Kawat are written for."""


@lru_cache(512)
def _rules(text: str) -> Protego:
    return Protego.parse(text)


def allowed(text: str, url: str) -> bool:
    """Whether a robots.txt lets Kawat read an address; an empty one lets it read all."""
    return not text or bool(_rules(text).can_fetch(url, AGENT))


def delay(text: str) -> float:
    """The seconds that a robots.txt wants between two requests, 0 where it says nothing."""
    if not text:
        return 0.0
    rules = _rules(text)
    asked = rules.crawl_delay(AGENT) or 0.0
    rate = rules.request_rate(AGENT)
    return max(float(asked), rate.seconds / rate.requests if rate and rate.requests else 0.0)


def words(body: bytes) -> str:
    """The text of a robots.txt that was served, as far as it counts."""
    return body[:ROBOTS_BYTES].decode("utf-8-sig", "replace").replace("\x00", "")
