"""Attributions of PolNeAR's development part: found, with their source, with their content.

A quote pairs with the attribution whose content it shares most characters with: found from an overlap of 0.3,
content right from 0.6, source right where the found attribution's source overlaps by 0.6 (or neither has one).
"""

from __future__ import annotations

from typing import Any

from evals.gold import shared
from kawat.coders import Coder

Spans = list[list[int]]
FOUND, RIGHT = 0.3, 0.6


def characters(spans: Spans) -> set[int]:
    """The code points that spans cover."""
    return {i for start, end in spans for i in range(start, end)}


def overlap(a: set[int], b: set[int]) -> float:
    """F1 of two sets of code points."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def measure(coder: Coder, limit: int = 0) -> dict[str, float]:
    """F1 of attributions found, sources and contents."""
    found = source = content = golds = predictions = 0
    for article in shared("quotes/polnear_dev.jsonl")[: limit or None]:
        quotes = coder.code(article["text"], language="en").quotes
        gold = article["attributions"]
        golds, predictions = golds + len(gold), predictions + len(quotes)
        for g, q, score in paired(gold, quotes):
            found += 1
            content += score >= RIGHT
            said = characters(g.get("source") or [])
            by = characters([[q.speaker.start, q.speaker.end]]) if q.speaker and q.speaker.start is not None else set()
            source += overlap(said, by) >= RIGHT or (not said and not by)
    return {k: 2 * n / (golds + predictions) for k, n in (("found", found), ("source", source), ("content", content))}


def paired(gold: list[dict[str, Any]], quotes: Any) -> list[tuple[dict[str, Any], Any, float]]:
    """Attributions and quotes of one article, best overlap first, each once."""
    spans = [characters(g.get("content") or []) for g in gold]
    told = [characters([[q.content.start, q.content.end]]) for q in quotes]
    scored = sorted(((overlap(a, b), i, j) for i, a in enumerate(spans) for j, b in enumerate(told) if a & b), reverse=True)
    used: tuple[set[int], set[int]] = (set(), set())
    out = []
    for score, i, j in scored:
        if score >= FOUND and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            out.append((gold[i], quotes[j], score))
    return out
