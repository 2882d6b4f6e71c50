"""The cheap first look: which sentences cannot hold a claim, so that the network need not read them.

A linear model over hashed words and what lexicon and registry found; its recall is measured on held-out sentences
(see docs/reader.md) and it errs on the side of reading.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from kawat.claims.reader.features import Part
from kawat.ontology import EVENTS

BITS = 17
# Behind the hashed words: act kept, act dropped, coded party, other party, party with a role, quoted words, and the bias.
EXTRA = 7
SIZE = (1 << BITS) + EXTRA


def rows(part: Part) -> list[int]:
    """The features of a sentence that are on: words without their endings' case, pairs of words, and the flags."""
    lowers = [part.text[s:e].lower() for s, e in zip(part.starts, part.ends)]
    words = [w for w in lowers if w[0].isalnum()]
    hashed = {_hash(w) for w in words} | {_hash(f"{a} {b}") for a, b in pairwise(words)}
    base = 1 << BITS
    kept = any(0 < a <= len(EVENTS) for a in part.acts)
    dropped = any(a > len(EVENTS) for a in part.acts)
    kinds = {p // 4 for p in part.parties}
    flags = (
        kept,
        dropped,
        bool(kinds & {1, 2, 4, 7}),
        bool(kinds & {3, 5, 6, 8}),
        any(p % 4 for p in part.parties),
        any(part.quotes),
    )
    return [*hashed, *(base + i for i, on in enumerate(flags) if on), base + EXTRA - 1]


@cache
def _hash(word: str) -> int:
    return crc32(word.encode()) & ((1 << BITS) - 1)


class Filter:
    """Weights (float16, one a feature) and the threshold above which a sentence is read."""

    def __init__(self, weights: npt.NDArray[np.float32], threshold: float) -> None:
        self._weights, self.threshold = weights, threshold

    @classmethod
    def load(cls, data: bytes, threshold: float) -> Filter:
        """From the bytes of the model's ``filter.npy``; raises ValueError where they are none or hold objects (pickles)."""
        return cls(np.load(BytesIO(data), allow_pickle=False).astype(np.float32), threshold)

    def score(self, part: Part) -> float:
        """The log-odds that a sentence holds a claim."""
        return float(self._weights[rows(part)].sum())

    def reads(self, score: float) -> bool:
        """Whether the network should read a sentence of this score."""
        return score >= self.threshold

    def wanted(self, part: Part) -> bool:
        """Whether the network should read the sentence."""
        return self.reads(self.score(part))
