"""The cheap first look: which sentences cannot hold a claim, so that the network need not read them.

A linear model over hashed words and what lexicon and registry found; its recall is measured on held-out sentences
(see docs/reader.md) and it errs on the side of reading.
"""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from kawat.claims.reader.features import Part
from kawat.ontology import EVENTS

BITS = 17
# Behind the hashed words: hashed beginnings and ends of words, and how the sentence is made up.
SHAPE_BITS = 16
# Behind them: act kept, act dropped, coded party, other party, party with a role, quoted words, and the bias.
EXTRA = 7
FLAGS = (1 << BITS) + (1 << SHAPE_BITS)
SIZE = FLAGS + EXTRA


def rows(part: Part) -> list[int]:
    """The features of a sentence that are on: words, pairs of words, words' beginnings and ends (all without case), which acts
    and parties lexicon and registry found, how many of them, the sentence's length, capitals and numbers, and the flags."""
    words = [part.text[s:e] for s, e in zip(part.starts, part.ends)]
    lowers = [w.lower() for w in words if w[0].isalnum()]
    hashed = {_hash(w) for w in lowers} | {_hash(f"{a} {b}") for a, b in pairwise(lowers)}
    for word in {w for w in lowers if len(w) > 4 and w[0].isalpha()}:
        hashed.update(_ends(word))
    acts = {a for a in part.acts if a}
    parties = {p for p in part.parties if p}
    capitals = sum(w[0].isupper() for w in words[1:])
    shape = (
        *(f"act{a}" for a in acts),
        *(f"party{p}" for p in parties),
        f"acts{min(len(acts), 4)}",
        f"parties{min(sum(1 for a, b in pairwise((0, *part.parties)) if b and b != a), 6)}",
        f"words{min(len(words) // 6, 8)}",
        f"capitals{min(capitals, 6)}",
        f"numbers{min(sum(w[0].isdigit() for w in words), 3)}",
        f"{bool(parties)}{bool(acts)}{any(part.quotes)}{min(capitals, 2)}",
    )
    hashed.update(map(_shape, shape))
    kinds = {p // 4 for p in parties}
    flags = (
        any(a <= len(EVENTS) for a in acts),
        any(a > len(EVENTS) for a in acts),
        bool(kinds & {1, 2, 4, 7}),
        bool(kinds & {3, 5, 6, 8}),
        any(p % 4 for p in parties),
        any(part.quotes),
    )
    return [*hashed, *(FLAGS + i for i, on in enumerate(flags) if on), SIZE - 1]


def _hash(word: str) -> int:
    return crc32(word.encode()) & ((1 << BITS) - 1)


def _shape(word: str) -> int:
    return (1 << BITS) + (crc32(word.encode()) & ((1 << SHAPE_BITS) - 1))


@lru_cache(1 << 15)  # a bound: a process may read millions of articles
def _ends(word: str) -> tuple[int, int]:
    return _shape(f"{word[:5]}-"), _shape(f"-{word[-4:]}")


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
