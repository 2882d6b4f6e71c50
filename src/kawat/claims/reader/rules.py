"""The codebook's rules on top of the network, and what it needs not look at."""

from __future__ import annotations

import math
from typing import Any

from kawat.claims.article import Passage
from kawat.claims.reader.decode import Judged, Sentence
from kawat.claims.reader.features import Part
from kawat.claims.said import Said


def settled(judged: list[Judged], passage: Passage, said: list[Said], settings: dict[str, Any]) -> list[Judged]:
    """The acts that stay after the codebook's rules."""
    out: list[Judged] = []
    for one in judged:
        if not any(_covers(kept, one) for kept in out):
            out.append(one)
    return out


def _covers(kept: Judged, new: Judged) -> bool:
    a, b = kept.act, new.act
    same = (a.event, a.status) == (b.event, b.status)
    return same and _codes(b.actors) <= _codes(a.actors) and _codes(b.recipients) <= _codes(a.recipients)


def _codes(mentions: list[Any]) -> frozenset[str]:
    return frozenset(m.code for m in mentions if m.code and m.code != "?")


def quoted(found: list[Said], lexical: list[Said], sentence: Sentence) -> list[Said]:
    """The network's quotes, with the rules' cue where it saw none."""
    for quote in found:
        if quote.cue is None:
            quote.cue = next((q.cue for q in lexical if q.cue and q.start < quote.end and quote.start < q.end), None)
    return found


def calibrated(score: float, settings: dict[str, Any]) -> float:
    """The probability that a claim of this score is right (temperature and shift fitted on held-out sentences)."""
    a, b = settings.get("calibration", (1.0, 0.0))
    odds = math.log(min(max(score, 1e-4), 1 - 1e-4) / (1 - min(max(score, 1e-4), 1 - 1e-4)))
    return round(1 / (1 + math.exp(-(a * odds + b))), 3)


def word_span(part: Part, start: int, end: int) -> tuple[int, int]:
    """The words that a span of characters covers (the first word where it covers none)."""
    inside = [i for i, (s, e) in enumerate(zip(part.starts, part.ends)) if s < end and e > start]
    return (inside[0], inside[-1] + 1) if inside else (0, 1)
