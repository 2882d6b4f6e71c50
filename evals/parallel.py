"""The same news sentences in Indonesian and English: how far the claims of both sides are coded alike."""

from __future__ import annotations

import json

from evals.gold import GOLD, shared
from kawat.coders import Coder
from kawat.types import Claim


def measure(coder: Coder, limit: int = 0) -> dict[str, float]:
    """Share of claims that have a like one on the other side (F1), by type, and by type with both parties' codes."""
    rows = shared("corpora/parallel_id_en.jsonl")
    chosen = json.loads((GOLD / "parallel_pairs.json").read_text())[: limit or None]
    claims = event = dyad = full = 0
    for at in chosen:
        left = list(coder.code(rows[at]["id"], language="id", published="2007").claims)
        right = list(coder.code(rows[at]["en"], language="en", published="2007").claims)
        claims += len(left) + len(right)
        for a in left:
            like = [b for b in right if b.event == a.event]
            if not like:
                continue
            b = max(like, key=lambda b: (_same(a, b), a.status == b.status))
            right.remove(b)
            event += 2
            dyad += 2 * _same(a, b)
            full += 2 * (_same(a, b) and a.status == b.status)
    return {"event": event / claims, "dyad": dyad / claims, "full": full / claims, "claims": claims} if claims else {}


def _same(a: Claim, b: Claim) -> bool:
    """Whether two claims name the same parties: on each side a shared code, or nobody known on one of them."""
    for left, right in ((a.actor, b.actor), (a.recipient, b.recipient)):
        one, two = {p.code for p in left} - {"?"}, {p.code for p in right} - {"?"}
        if bool(one) != bool(two) or (one and not one & two):
            return False
    return True
