"""How sure a claim is: a small logistic model over what network, rules and first filter say of an act.

Its weights are fitted on held-out sentences (``training/reader/sureness.py``), so that the probability is also a calibrated
one: of the claims with 0.7, about seven in ten have the right type.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from kawat.claims.reader.decode import Judged
from kawat.claims.reader.parties import RECIPIENT, Sentence
from kawat.ontology import EVENTS

# Without fitted weights the network's own score is the probability.
PLAIN = {"score": 1.0}


def features(sentence: Sentence, one: Judged, acts: int, filtered: float, excluded: bool) -> dict[str, float]:
    """What speaks for and against an act that the network sees.

    ``acts``: how many the sentence may hold; ``filtered``: the first filter's log-odds that it holds any; ``excluded``:
    whether the article is about sport, crime or the like. ``score`` and ``mean`` are log-odds of the act's best word and of
    its words' mean, ``recipient`` of the best word of a recipient; ``elsewhere`` is the best score of the other words;
    ``rules``: whether the rules read the same type in the sentence; ``words``: how many words carry the act.
    """
    first, last = one.act.match.first, one.act.match.last
    kind = EVENTS.index(one.act.event)
    events = sentence.words(sentence.heads.events)
    rows = [r for r in sentence.laid.words[first:last] if r >= 0]
    beside = np.delete(events, range(first, last), 0)
    return {
        "score": odds(one.score),
        "mean": odds(float(events[first:last, kind].mean())),
        "words": float(last - first),
        "elsewhere": float(beside.max(initial=0)),
        "recipient": odds(float(sentence.heads.roles[RECIPIENT, rows].max())),
        "no_recipient": float(not one.act.recipients),
        "known_recipient": float(any(m.code not in ("", "?") for m in one.act.recipients)),
        "rules": float(kind + 1 in sentence.window.main.acts),
        "acts": float(acts),
        "filter": filtered,
        "excluded": float(excluded),
    }


def probability(found: dict[str, float], settings: dict[str, Any]) -> float:
    """The probability (0 to 1) that an act with these features is one, and of this type."""
    weights = settings.get("confidence", PLAIN)
    total = weights.get("bias", 0.0) + sum(w * found[name] for name, w in weights.items() if name in found)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def odds(p: float) -> float:
    """Log-odds, cut off at 0.001 and 0.999."""
    p = min(max(p, 1e-3), 1 - 1e-3)
    return math.log(p / (1 - p))
