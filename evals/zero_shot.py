"""Languages that nobody taught the reader: the quad class of UN sentences from the network alone, without lexicon or names.

English is there for comparison: it too is new text (UN prose), but a language that was trained on.
"""

from __future__ import annotations

import random
from typing import Any

from evals.entities import window
from evals.gold import shared
from evals.relations import macro
from kawat.claims.reader.network import Network
from kawat.ontology import EVENTS, QUAD
from kawat.text.tokens import Tokens

# How that set numbers the classes, as its sentences show (the README beside it does not say).
_NUMBER = {"material conflict": "1", "material cooperation": "2", "verbal conflict": "3", "verbal cooperation": "4"}


def measure(network: Network, count: int = 600) -> dict[str, Any]:
    """Accuracy and macro-F1 over the four quad classes, by language, on sentences that have one (drawn with a fixed seed).

    The class is that of the type with the highest score, so that no threshold has a say.
    """
    out = {}
    for language in ("en", "es"):
        rows = [r for r in shared(f"un_sentences/{language}_quadclass.jsonl") if str(r["label"]) in "1234"]
        rows = random.Random(1).sample(rows, min(count, len(rows)))
        answers = network.read([window(Tokens(r["text"]).words[:90]) for r in rows])
        pairs = []
        for row, (laid, heads) in zip(rows, answers, strict=True):
            best = int(heads.events[[w for w in laid.words if w >= 0]].max(0).argmax())
            pairs.append((str(row["label"]), _NUMBER[QUAD[EVENTS[best]]]))
        right = sum(g == p for g, p in pairs) / len(pairs)
        out[language] = {"accuracy": round(right, 4), "macro": round(macro(pairs), 4), "n": len(pairs)}
    return out
