"""A language that nobody taught the reader: the quad class of Spanish UN sentences from the network alone, without lexicon
or names. English is there for comparison: the quad head was trained on English UN sentences, but not on these.
"""

from __future__ import annotations

import random
from typing import Any
from zlib import crc32

from evals.entities import window
from evals.gold import shared
from evals.relations import macro
from kawat.claims.reader.network import Network
from kawat.text.tokens import Tokens


def measure(network: Network, count: int = 600) -> dict[str, Any]:
    """Accuracy and macro-F1 over the four quad classes, by language, on sentences that have one (drawn with a fixed seed)."""
    out = {}
    for language in ("en", "es"):
        rows = [r for r in shared(f"un_sentences/{language}_quadclass.jsonl") if str(r["label"]) in "1234"]
        if language == "en":  # the rest was trained on
            rows = [r for r in rows if crc32(r["text"].encode()) % 8 == 0]
        rows = random.Random(1).sample(rows, min(count, len(rows)))
        answers = network.read([window(Tokens(r["text"]).words[:90]) for r in rows])
        told = [str(1 + int(heads.quad[1:].argmax())) for _, heads in answers]
        pairs = [(str(row["label"]), quad) for row, quad in zip(rows, told, strict=True)]
        right = sum(g == p for g, p in pairs) / len(pairs)
        out[language] = {"accuracy": round(right, 4), "macro": round(macro(pairs), 4), "n": len(pairs)}
    return out
